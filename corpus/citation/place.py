"""Where a passage stands in its report: "mục II.3.2, đoạn 4", "điểm a khoản 2 mục II"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..report import Section

WORD_NUMBER = re.compile(r"(?i:phần|chương|(?:tiểu\s+)?mục|điều|phụ\s+lục)\b")
ARTICLE = re.compile(r"điều\s+(\d+[a-zđ]?)", re.IGNORECASE)
ROMAN = re.compile(r"[IVXL]+|[A-D]")
LETTER_NUMBER = re.compile(r"[a-zđ]")

LABELS = {
    "mục": "section",
    "tiểu mục": "section",
    "phần": "part",
    "chương": "chapter",
    "điều": "article-locator",
    "phụ lục": "appendix",
}
"""The locator types of CSL 1.0.2 (https://docs.citationstyles.org/en/stable/specification.html#locators) by the word
that a locale for Vietnamese puts before them."""


@dataclass(frozen=True, slots=True)
class Step:
    """One level of the way to a passage: "khoản", "2"; a title alone has no word, "Phụ lục" may have no value."""

    word: str
    value: str

    def __str__(self) -> str:
        return f"{self.word} {self.value}".strip()


Way = list[list[Step]]
"""Levels in groups, each outermost first: a group is said from the inside, "điểm a khoản 2 mục II"."""


def place_in_report(sections: Sequence[Section], n: int, page: int | None = None, item: str | None = None) -> str:
    """Where a passage stands: "mục II.3.2, đoạn 4 (trang 3)"; an item by its letter, "điểm a khoản 2 mục II (đoạn 4)".

    Args:
        sections: those above the passage, outermost first.
        n: the paragraph's number within the innermost of them.
        page: where the format has pages.
        item: the letter that the paragraph itself begins with.
    """
    return section_in_report(sections, item) + _paragraph(sections, n, page, item)


def section_in_report(sections: Sequence[Section], item: str | None = None) -> str:
    """The innermost of `sections` by its way from the outside: "mục II.3.2", "khoản 2 Điều 5", "phần mở đầu"."""
    return ", ".join(" ".join(map(str, reversed(group))) for group in _way(sections, item))


def locator(sections: Sequence[Section], n: int, page: int | None = None, item: str | None = None) -> tuple[str, str]:
    """The place as a citation of CSL has it: the type of its outermost level, and the rest without that level's word.

    ("section", "II.3.2, đoạn 4 (trang 3)") is printed as "mục II.3.2, đoạn 4 (trang 3)"; arguments as in
    `place_in_report`.
    """
    first, *rest = (step for group in _way(sections, item) for step in group)
    label = LABELS.get(first.word.lower(), "section")
    value = first.value if first.word.lower() in LABELS else str(first)
    where = ", ".join(filter(None, [value, *map(str, rest)])) + _paragraph(sections, n, page, item)
    return label, where.removeprefix(", ")


def _paragraph(sections: Sequence[Section], n: int, page: int | None, item: str | None) -> str:
    """The paragraph behind its section; in brackets behind an item's letter, for it is none of several inside it."""
    paged = f"trang {page}" if page else ""
    if _lettered(sections, item):
        return f" (đoạn {n}{paged and ', '}{paged})"
    return f", đoạn {n}{paged and f' ({paged})'}"


def _lettered(sections: Sequence[Section], item: str | None) -> bool:
    """Whether the letter of an item says where it is: not before any heading, nor inside what has a letter itself."""
    return bool(item and sections and not LETTER_NUMBER.fullmatch(sections[-1].number or ""))


def _way(sections: Sequence[Section], item: str | None) -> Way:
    if not sections:
        return [[Step("phần", "mở đầu")]]
    letter = [Step("điểm", item)] if item and _lettered(sections, item) else []
    at = next((at for at in range(len(sections) - 1, -1, -1) if ARTICLE.match(sections[at].number or "")), None)
    if at is not None:
        return _to_article(sections, at, letter)
    if not sections[-1].number:
        return [*_to_number(sections, []), [Step("mục", f"“{sections[-1].title}”"), *letter]]
    return _to_number(sections, letter)


def _to_number(sections: Sequence[Section], letter: Sequence[Step]) -> Way:
    """ "mục II.3.2"; "Phần thứ nhất, mục I.1"; where there are letters "điểm a khoản 2 mục II"."""
    words: Way = []
    steps: list[Step] = []
    chain: list[str] = []
    for section in sections:
        number = section.number or ""
        if WORD_NUMBER.match(number):
            words.append([_in_prose(number)])
        elif LETTER_NUMBER.fullmatch(number):
            steps += [*_parted(chain, inside=bool(steps)), Step("điểm", number)]
            chain = []
        elif chain and number.startswith(f"{chain[-1]}."):
            chain[-1] = number
        elif number:
            chain.append(number)
    if steps or letter:
        steps += [*_parted(chain, inside=bool(steps)), *letter]
    elif chain:
        steps = [Step("mục", ".".join(chain))]
    return [*words, steps] if steps else words


def _parted(chain: Sequence[str], inside: bool) -> list[Step]:
    """Numbers as mục and, below the last in Roman figures or the first, khoản; all of them inside a điểm."""
    capitals = [at for at, number in enumerate(chain) if ROMAN.fullmatch(number)]
    cut = 0 if inside else max([0, *capitals]) + 1
    parts = (("mục", chain[:cut]), ("khoản", chain[cut:]))
    return [Step(word, ".".join(numbers)) for word, numbers in parts if numbers]


def _to_article(sections: Sequence[Section], at: int, letter: Sequence[Step]) -> Way:
    """ "điểm a khoản 2 Điều 5": articles count on through chapters, so that only what is attached is named besides."""
    attached = [[Step("", f"“{section.title}”")] for section in sections[:1] if at and section.number is None]
    article = ARTICLE.match(sections[at].number or "")
    group = [Step("Điều", article[1])] if article else []
    for section in sections[at + 1 :]:
        if section.number and LETTER_NUMBER.fullmatch(section.number):
            group.append(Step("điểm", section.number))
        elif section.number and section.number[:1].isdigit():
            group.append(Step("khoản", section.number))
        else:
            group.append(Step("mục", section.number or f"“{section.title}”"))
    return [*attached, [*group, *letter]]


def _in_prose(number: str) -> Step:
    """ "PHẦN THỨ NHẤT" is "Phần thứ nhất", "PHẦN II" is "Phần II"."""
    if number.isupper():
        text = " ".join(word if ROMAN.fullmatch(word) else word.lower() for word in number.split())
        number = text[:1].upper() + text[1:]
    word = WORD_NUMBER.match(number)
    return Step(number[: word.end()], number[word.end() :].strip()) if word else Step("", number)
