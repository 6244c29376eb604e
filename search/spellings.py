"""Numbers and syllables as the store spells them, where it has none as they were typed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..corpus.vietnamese import I_AND_Y, I_OR_Y, TOKEN, fold, has_accents, place_tone, tokens
from ..index.records import Accents
from ..index.store import Vocabulary

TWO_SPELLINGS = (
    "chánh chính, nhơn nhân, bửu bảo, sanh sinh, lãnh lĩnh, tánh tính, mạng mệnh, bổn bản, nhứt nhất, nhựt nhật, "
    "bịnh bệnh, gởi gửi, thiệt thật, đờn đàn, hường hồng, thạnh thịnh, phước phúc, kiểng cảnh, hột hạt, ngãi nghĩa, "
    "yên an, cang cương, giầu giàu, dầy dày, mầu màu, bẩy bảy, mùng mồng, nhậm nhiệm, hạp hợp, thới thái, chơn chân, "
    "tầu tàu, giòng dòng, đàng đường, hàng hằng, quới quý, thơ thư, kinh kênh, nầy này"
)
"""Syllables that are one, spelled by region or by generation; not those of surnames, which tell people apart."""

_OTHERS = {one: other for pair in TWO_SPELLINGS.split(", ") for one, other in (pair.split(), pair.split()[::-1])}
_FOLDED = {fold(one): fold(other) for one, other in _OTHERS.items() if fold(one) != fold(other)}

NUMBER = re.compile(
    r"(?i:(?<!năm )(?<!nam ))(?<![\w/.,-])(?:[1-9]\d{3,5}|[1-9]\d{0,2}\.\d{3}|\d{1,2}/\d{1,2})(?![\w/-]|[.,]\d)",
    re.ASCII,
)
"""A number of four digits or more, with its dot or without, and a day of a month."""

ZERO = re.compile(r"(?<!\d)0(?=\d)")


def numbers_there(text: str, vocabulary: Vocabulary) -> str:
    """`text` with its numbers as the store has them, where it has none as typed: "1946" as 1.946, "05/12" as 5/12."""

    def there(match: re.Match[str]) -> str:
        for other in (_dotted(match[0]), match[0].replace(".", ""), ZERO.sub("", match[0])):
            words = tokens(other)
            if other != match[0] and vocabulary.frequency("_".join(words)):
                return other
        return match[0]

    return NUMBER.sub(lambda match: match[0] if _stands(match[0], vocabulary) else there(match), text)


def syllables_there(text: str, vocabulary: Vocabulary) -> str:
    """`text` with its syllables as the store has them, where it has one, or it beside its neighbour, as typed nowhere:
    "kĩ năng" as "kỹ năng", "hành chánh" as "hành chính"."""
    found = list(TOKEN.finditer(text))
    words = [place_tone(match[0].lower()) for match in found]
    accented = has_accents(text)
    accents: Accents = "accented" if accented else "folded"
    parts: list[str] = []
    reached = 0
    for at, (word, match) in enumerate(zip(words, found, strict=True)):
        other = _other_spelling(word, accented) if len(word) == len(match[0]) else ""
        if not other:
            continue
        pairs = [[*words[at - 1 : at], "{}"], ["{}", *words[at + 1 : at + 2]]]
        forms = ["_".join(pair) for pair in pairs if len(pair) > 1] or ["{}"]
        typed, there = (sum(vocabulary.frequency(form.format(one), accents) for form in forms) for one in (word, other))
        if there and not typed:
            parts += [text[reached : match.start()], _in_case_of(other, match[0])]
            reached = match.end()
    return "".join([*parts, text[reached:]])


def _other_spelling(word: str, accented: bool) -> str:
    if I_OR_Y.fullmatch(word):
        return word[:-1] + I_AND_Y[word[-1]]
    return (_OTHERS if accented else _FOLDED).get(word, "")


def _in_case_of(word: str, typed: str) -> str:
    if typed.isupper() and len(typed) > 1:
        return word.upper()
    return word[0].upper() + word[1:] if typed[0].isupper() else word


def _stands(number: str, vocabulary: Vocabulary) -> bool:
    words = tokens(number)
    return len(words) > 2 or vocabulary.frequency("_".join(words)) > 0


def _dotted(number: str) -> str:
    return f"{int(number):,}".replace(",", ".") if number.isdigit() and number[0] != "0" else number


def other_spellings(words: Sequence[str], vocabulary: Vocabulary) -> Iterator[tuple[str, ...]]:
    """How the numbers in `words` stand in the store otherwise: "1946" as 1.946, and back; "05" before "12" as 5."""
    for place, word in enumerate(words):
        if not word.isdigit():
            continue
        if len(word) > 3 and word[0] != "0":
            head = len(word) % 3 or 3
            parts = (word[:head], *(word[i : i + 3] for i in range(head, len(word), 3)))
            if vocabulary.frequency("_".join(parts[:2])):
                yield parts
        joined_up = word
        for other in words[place + 1 :]:
            if not (other.isdigit() and len(other) == 3 and len(word) < 4):
                break
            joined_up += other
        if joined_up != word and vocabulary.frequency(joined_up):
            yield (joined_up,)
        bare = word.lstrip("0")
        if bare and bare != word:
            yield (bare, *words[place + 1 : place + 2])
