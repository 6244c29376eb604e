"""What comes first, what is begun and what is finished, of a claim and of its source."""

from __future__ import annotations

import re

from ...words import Bilingual, both
from .clauses import Sentence, compared, content
from .pairing import Pairing

FINISHED = re.compile(
    r"(?<!chưa )(?<!sắp )(?<!không )\b(?P<done>hoàn thành|khánh thành|đưa vào sử dụng|bàn giao|xong|kết thúc)\b",
    re.IGNORECASE,
)
AFTER = re.compile(r"^(?P<one>.+?),? (?P<way>sau|trước) khi (?P<other>.+)$", re.IGNORECASE)
THEN = re.compile(r"\b(?:sau đó|tiếp đó|rồi mới|rồi)\b", re.IGNORECASE)

DAY = re.compile(r"\b\d{1,2}/\d{1,2}(?:/\d{4})?\b")


def sequence_fault(pair: Pairing) -> Bilingual | None:
    """Whether the claim has as done what is only to be done, as first what came then, or on one day what was on the
    other."""
    clause, sentence = pair.clause, pair.sentence
    if clause.force == "fact":
        for match in FINISHED.finditer(clause.text):
            told = [one for one in sentence.clauses if re.search(rf"\b{match['done']}\b", one.text, re.IGNORECASE)]
            if told and all(one.force != "fact" for one in told):
                return both(f"answers.struck_{told[0].force}")
    if (
        (told_of := AFTER.match(clause.text))
        and (then := THEN.search(sentence.text))
        and not AFTER.match(sentence.text)
    ):
        first, second = (
            set(content(compared(part))) for part in (sentence.text[: then.start()], sentence.text[then.end() :])
        )
        one, other = (set(content(compared(told_of[side]))) for side in ("one", "other"))
        if told_of["way"].lower() == "trước":
            one, other = other, one
        if len(one & first - second) > len(one & second - first) and len(other & second - first) > len(
            other & first - second
        ):
            return both("answers.struck_turned", theirs=sentence.text)
    return _other_day(clause.text, sentence)


def _other_day(text: str, sentence: Sentence) -> Bilingual | None:
    """Whether a day of the claim is of what the source says before another: "khai mạc ngày 12/3, bế mạc ngày 15/3"."""
    theirs = _before_days(sentence.text)
    for day, words in _before_days(text).items():
        own = theirs.get(day)
        for other, said in theirs.items():
            if own and other != day and own - said and words & (said - own) and words.isdisjoint(own - said):
                return both("answers.struck_date_other", theirs=other, ours=day)
    return None


def _before_days(text: str) -> dict[str, set[str]]:
    """For each day of a text, without its year, the content words between the one before it and it."""
    found: dict[str, set[str]] = {}
    start = 0
    for match in DAY.finditer(text):
        day = "/".join(str(int(part)) for part in match[0].split("/")[:2])
        found.setdefault(day, set(content(compared(text[start : match.start()]))))
        start = match.end()
    return found
