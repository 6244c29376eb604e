"""Words of a claim held against those of a source: new ones, ones in another's place, opposites, "all" and "only"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ...words import Bilingual, both
from ..constants import CLAIM_WHOLE, NEW_WORDS_EACH
from ..lexicon import is_pair
from .clauses import Clause, Sentence
from .pairing import Pairing
from .planned import past_the_plan
from .vocabulary import (
    BODIES,
    FUNCTION_WORDS,
    HEADS,
    LEFT_OPEN,
    NEGATIONS,
    NEVER_ADDED,
    OPPOSITES,
    QUANTIFIERS,
    SAYING_SO,
    WEAK,
)

EQUAL, UNEQUAL = frozenset(["bằng"]), frozenset(["hơn", "kém"])
"""What says that two are alike, and that they are not."""

ONE, MANY = "một|0?1", "các|những|nhiều|hầu hết"
SEVERAL = re.compile(rf"^\W*(?P<many>{MANY}) (?P<of>[^\W\d]+)", re.IGNORECASE)

LIGHT = frozenset([("tổ", "chức"), ("thực", "hiện"), ("ghi", "nhận"), ("mang", "tính"), ("bố", "trí")])
"""Verbs of whatever is done."""

BRINGS = frozenset(["gây"])
"""What stands before a loss, and says no more of it."""

FINISHED = frozenset(["hoàn", "thành"])
"""What "xong" says in one syllable."""

RECKONING = frozenset(
    ["hụt", "bớt", "chênh", "lệch", "hơn", "kém", "cộng", "tăng", "giảm", "nhiều", "ít", "cao", "thấp"]
)
"""What says how a figure that is worked out comes of others."""

OF_ALL = frozenset(["mọi", "đều"])
OF_LITTLE = frozenset(["mới", "hạn", "thấp", "ít", "thiếu", "chưa", "không"])
"""What calls something small: where a source has one, a claim may say "chỉ" of its figure."""


def word_fault(pair: Pairing) -> Bilingual | None:
    """The first thing that the words of the clause say and those of the source do not."""
    clause, sentence, own, around = pair.clause, pair.sentence, pair.own, pair.evidence.around
    so_said = SAYING_SO.get(own.force, frozenset())
    counted = {clause.figures.numbers[at].unit for at in pair.reckoned}
    known = sentence.words | pair.evidence.words | around | so_said | counted | HEADS
    if pair.reckoned:
        known |= RECKONING | pair.come_of
    if "xong" in sentence.words:
        known |= FINISHED
    if any(one.unit == "đồng" for part in sentence.clauses for one in part.figures.numbers):
        known |= {"tiền"}
    words = tuple(word for word in _claiming(clause, known) if not (pair.reckoned and word in RECKONING | HEADS))
    new = [word for word in words if word not in known]
    in_a_row = any(
        {one, other}.isdisjoint(known) or _new_pair(one, other, pair, known) for one, other in pairwise(words)
    )
    if in_a_row or len(new) > len(words) // NEW_WORDS_EACH:
        return both("answers.struck_words", listed=", ".join(dict.fromkeys(new)))
    there = sum(word in sentence.words | pair.come_of for word in words)
    needed = there + sum(word not in sentence.words | pair.come_of and word not in around | so_said for word in words)
    if 3 * there < 2 * needed or (needed < CLAIM_WHOLE and there < needed):
        return both("answers.struck_elsewhere")
    said, ours = f" {' '.join(sentence.order)} ", f" {' '.join(clause.words)} "
    for phrase in QUANTIFIERS:
        if (
            _quantifies(phrase, clause.words)
            and f" {phrase} " not in said
            and not _so_by_its_figure(phrase, clause, sentence)
        ):
            return both("answers.struck_negation", phrase=phrase)
    denied = {word for scope in clause.denied for word in scope}
    for word in clause.words:
        missing = word in NEVER_ADDED and word not in sentence.words | denied and not pair.reckoned
        if (word == "hết" and _costs(clause)) or (word == "xong" and sentence.words >= FINISHED):
            continue
        if word == "đủ" and "thiếu" in sentence.words and not NEGATIONS.isdisjoint(clause.words):
            continue  # "chưa có đủ" of "còn thiếu"
        if missing and not (word == "vượt" and past_the_plan(clause, sentence)):
            return both("answers.struck_negation", phrase=word)
    if clause.words[-1:] and clause.words[-1] in LEFT_OPEN and f" {' '.join(clause.words[-2:])} " not in said:
        return both("answers.struck_elsewhere")
    if (fault := _other_body(pair)) or (fault := _of_one(pair)):
        return fault
    for word in set(clause.words) - set(own.words):
        opposite = OPPOSITES.get(word)
        if opposite in own.words and opposite not in clause.words:
            return both("answers.struck_replaced", theirs=own.text, ours=clause.text)
    for degree, degree_theirs in (
        (f" {word} hơn ", f" {OPPOSITES[word]} hơn ") for word in clause.words if word in OPPOSITES
    ):
        if degree in ours and degree not in said and degree_theirs in said:
            return both("answers.struck_replaced", theirs=own.text, ours=clause.text)
    ours_equal = set(clause.words) >= EQUAL and UNEQUAL.isdisjoint(clause.words)
    if ours_equal and not UNEQUAL.isdisjoint(own.words) and EQUAL.isdisjoint(own.words):
        return both("answers.struck_replaced", theirs=own.text, ours=clause.text)
    return None if pair.reckoned else _replaced(pair)


def _costs(clause: Clause) -> bool:
    """Whether "hết" stands before each figure that it says is spent: "tu bổ hết 24,6 tỷ đồng"."""
    at = [place for place, word in enumerate(clause.words) if word == "hết"]
    return all(clause.words[place + 1 : place + 2] and clause.words[place + 1][0].isnumeric() for place in at)


def _other_body(pair: Pairing) -> Bilingual | None:
    """Whether the clause says of one body what its source says of another, both before the same word."""
    ours, theirs = list(pair.clause.words), list(pair.own.words)
    shared = next((word for word in pair.clause.content if word in pair.own.content), None)
    if shared is None:
        return None
    before, there = _bodies(ours[: ours.index(shared)]), _bodies(theirs[: theirs.index(shared)])
    if before and there and before.isdisjoint(there):
        return both("answers.struck_replaced", theirs=pair.own.text, ours=pair.clause.text)
    return None


def _of_one(pair: Pairing) -> Bilingual | None:
    """Whether the clause says of several what its source says of one: "các đoàn" of "một đoàn"."""
    said = SEVERAL.match(pair.clause.text)
    if said is None or pair.clause.figures.numbers:
        return None
    one, several = (re.compile(rf"\b(?:{many}) {re.escape(said['of'])}\b", re.IGNORECASE) for many in (ONE, MANY))
    if one.search(pair.own.text) and not several.search(pair.own.text):
        return both("answers.struck_negation", phrase=f"{said['many']} {said['of']}")
    return None


def _bodies(words: Sequence[str]) -> set[str]:
    return {body for one, other in pairwise(words) if (body := f"{one} {other}") in BODIES}


def _quantifies(phrase: str, words: Sequence[str]) -> bool:
    """Whether `phrase` stands among `words`, and is not the first half of another word: "chỉ huy"."""
    there = tuple(phrase.split())
    return any(
        tuple(words[at : at + len(there)]) == there
        and not (phrase == "chỉ" and words[at + 1 :] and _names_a_thing(words[at + 1]))
        for at in range(len(words))
    )


def _names_a_thing(word: str) -> bool:
    return word not in FUNCTION_WORDS | WEAK and is_pair("chỉ", word)


def _claiming(clause: Clause, known: frozenset[str]) -> Iterator[str]:
    """The content words of `clause` without those that say that something is done, which no source need say."""
    said = clause.content
    for at, word in enumerate(said):
        light = {said[at - 1 : at + 1], said[at : at + 2]} & LIGHT if at else {said[:2]} & LIGHT
        if not any(known.isdisjoint(pair) for pair in light):
            yield word


def _new_pair(one: str, other: str, pair: Pairing, known: frozenset[str]) -> bool:
    """Whether two syllables are a word of which the passage has one, and that only in other words: "xuất khẩu" beside
    "sản xuất"."""
    if (one in known) == (other in known) or not is_pair(one, other):
        return False
    half = one if one in known else other
    said = pair.evidence.phrases.split()
    places = [at for at, word in enumerate(said) if word == half]
    return bool(places) and all(is_pair(said[at - 1], half) or is_pair(half, said[at + 1]) for at in places)


def _so_by_its_figure(phrase: str, clause: Clause, sentence: Sentence) -> bool:
    """Whether a figure of the source says what `phrase` says: "tất cả" of 100%, "chỉ" of what it calls little."""
    if phrase in OF_ALL:
        numbers = [one for part in sentence.clauses for one in part.figures.numbers]
        return any((one.amount == 100 and one.mark == "%") or one.amount == one.whole_of for one in numbers)
    only = phrase == "chỉ" and any(number.only for number in clause.figures.numbers)
    return only and not OF_LITTLE.isdisjoint(sentence.words)


def _replaced(pair: Pairing) -> Bilingual | None:
    """Whether words that the sentence has not stand where it has others: about them the same, inside another."""
    follows: dict[str | None, set[str]] = {}
    leads: dict[str | None, set[str]] = {}
    for part in pair.sentence.clauses:
        for one, other in pairwise(part.content):
            follows.setdefault(one, set()).add(other)
            leads.setdefault(other, set()).add(one)
    words, ours = pair.clause.content, set(pair.clause.words)
    there = pair.single(pair.own).words
    known = there | pair.evidence.around | SAYING_SO["request"] | SAYING_SO["target"]
    known = known.union(HEADS, BRINGS, *LIGHT)
    at = 0
    while at < len(words):
        end = at
        while end < len(words) and words[end] not in there:
            end += 1
        if not known.issuperset(words[at:end]):
            left = words[at - 1] if at else None
            right = words[end] if end < len(words) else None
            if place := _place_of_another(left, right, follows, leads, ours, pair.sentence):
                return both("answers.struck_replaced", theirs=place, ours=pair.clause.text)
        at = end + 1
    return None


def _place_of_another(
    left: str | None,
    right: str | None,
    follows: dict[str | None, set[str]],
    leads: dict[str | None, set[str]],
    ours: set[str],
    sentence: Sentence,
) -> str | None:
    """The clause of the source in which other words than the claim's stand between, behind or before these."""
    if left and right in follows.get(left, set()):
        return None
    behind, before = follows.get(left, set()) - ours, leads.get(right, set()) - ours
    alone = (left is None or right is None) and bool(behind or before)
    together = any({left, right} <= set(part.content) for part in sentence.clauses)
    within = together and bool(behind) and follows.get(left) == behind
    if not (alone or (behind and before) or within):
        return None
    return next(part.text for part in sentence.clauses if {left, right} & set(part.content))
