"""What changes in a sentence from report to report: names, numbers, dates, document numbers, each a blank to fill."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ...corpus.header.places import NOT_IN_NAME, SHORT_TYPES, UNIT_NAMED, WORD, known_units, provinces, units_in
from ...corpus.references.document_number import DASHES, document_numbers
from ...corpus.report import Header
from ...corpus.vietnamese import fold

YEAR = r"(?:19|20)\d\d"

PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        (
            "ngày",
            r"(?i:(?<!\w)ngày\s+)?(?<![\d.,/-])\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}(?!\d)"
            r"|(?i:(?<!\w)ngày\s+\d{1,2}(?:\s?/\s?\d{1,2}|\s+tháng\s+\d{1,2}(?:\s?/\s?\d{4}|,?\s+năm\s+\d{4})?)?)(?![\d/])",
        ),
        ("tháng", r"(?i:(?<!\w)tháng\s+)(?P<blank>\d{1,2}(?:\s?/\s?\d{4}|,?\s+năm\s+\d{4})?)(?![\d/])"),
        ("quý", rf"(?i:(?<!\w)quý\s+)(?P<blank>(?:IV|I{{1,3}}|[1-4])(?:\s?/\s?{YEAR}|,?\s+năm\s+{YEAR})?)(?!\w)"),
        ("năm", rf"(?<![\d.,/]){YEAR}\s?[-–]\s?{YEAR}(?!\d)"),
        ("năm", rf"(?i:(?<!\w)năm\s+(?:học\s+)?)(?P<blank>{YEAR})(?!\d)"),
        ("họ tên", rf"(?i:(?<!\w)(?:đồng chí|đ/c|ông|bà|anh|chị)\s+)(?P<blank>{WORD}(?:\s{WORD}){{1,4}})"),
        (
            "tên thôn",
            r"(?i:(?<!\w)(?:thôn|(?<!văn )bản|làng|ấp|buôn|xóm|khu phố|tổ dân phố)\s+)"
            rf"(?P<blank>{WORD}(?:\s{WORD}){{1,3}}|\d{{1,2}}(?!\w))",
        ),
    )
)
"""Blanks that stand by their own form, by name, in the order in which they are looked for."""

NUMBER = re.compile(r"(?<![\w.,/])(?<![^\W\d]-)\d++(?:[.,/]\d++)*+(?![A-ZĐ])")
"""A figure without its unit; no part of a name, as the 19 of COVID-19 and the 4 of 4G are."""


@dataclass(frozen=True, slots=True)
class Blank:
    """[start, end) of a text, and what is to be filled in there ("số", "tên xã")."""

    start: int
    end: int
    name: str


def blanks_in(text: str, header: Header | None = None) -> tuple[Blank, ...]:
    """The blanks of `text`, in order, none overlapping another.

    Args:
        text: a sentence.
        header: the report's, whose own names are blanks wherever they stand.
    """
    taken: list[Blank] = []
    covered = bytearray(len(text))
    for blank in _every_blank(text, header or Header()):
        if not any(covered[blank.start : blank.end]):
            covered[blank.start : blank.end] = b"\1" * (blank.end - blank.start)
            taken.append(blank)
    return tuple(sorted(taken, key=lambda blank: blank.start))


def fill(text: str, blanks: Sequence[Blank]) -> str:
    """`text` with the name of each blank in square brackets instead of what stands there."""
    parts: list[str] = []
    end = 0
    for blank in blanks:
        parts += [text[end : blank.start], f"[{blank.name}]"]
        end = blank.end
    return "".join([*parts, text[end:]])


def _every_blank(text: str, header: Header) -> Iterator[Blank]:
    """Blanks, the surest first; later ones may overlap."""
    one_dash = DASHES.sub("-", text).replace("Ð", "Đ")
    yield from (Blank(number.start, number.end, "số ký hiệu") for number in document_numbers(one_dash))
    for name, pattern in PATTERNS:
        for match in pattern.finditer(text):
            group = "blank" if match.groupdict().get("blank") else 0
            yield Blank(match.start(group), match.end(group), name)
    yield from _units(text)
    own = _own_names(header)
    if own:
        names = "|".join(map(re.escape, sorted(own, key=len, reverse=True)))
        yield from (Blank(*match.span(), own[match[0]]) for match in re.finditer(rf"(?<!\w)(?:{names})(?!\w)", text))
    yield from (Blank(*match.span(), "số") for match in NUMBER.finditer(text))


def _units(text: str) -> Iterator[Blank]:
    """Names of administrative units after their type."""
    for match in UNIT_NAMED.finditer(text):
        words: list[str] = []
        end = match.start("name")
        for word in re.finditer(r"\S+", match["name"]):
            if word[0].lower() in NOT_IN_NAME:
                break
            words.append(word[0])
            end = match.start("name") + word.end()
        printed = match["type"].lower().rstrip(".")
        kind, name = SHORT_TYPES.get(printed, printed), " ".join(words)
        known = name.isdigit() or f"{kind} {name}".lower() in known_units() or fold(name) in provinces()
        if len(words) > 1 or known:
            yield Blank(match.start("name"), end, f"tên {kind}")


@lru_cache(maxsize=1024)
def _own_names(header: Header) -> dict[str, str]:
    """The names of two syllables and more that a header has, and the blank that each is."""
    said = ", ".join(filter(None, (header.agency, header.parent_agency, header.district)))
    names = {name: f"tên {kind}" for kind, name in units_in(said)}
    for name, blank in ((header.province, "tên tỉnh"), (header.place, "địa danh")):
        if name:
            names.setdefault(name, blank)
    return {name: blank for name, blank in names.items() if " " in name}
