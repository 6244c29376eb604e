"""What was typed becomes a Query: free words, "exact phrases", -exclusions and filters."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from typing import Any

from ..corpus.report import LEVELS, ROLES, Level, Reference, Role
from ..corpus.roles import role_of
from ..corpus.vietnamese import fold, nfc, tokens
from ..index.records import Filter
from .constants import MAX_QUERY_WORDS
from .errors import EmptyQueryError, FilterValueError

FILTER_NAMES: dict[str, str] = {
    "co quan": "agencies", "don vi": "agencies", "agency": "agencies",
    "cap": "levels", "level": "levels",
    "tinh": "provinces", "province": "provinces",
    "nam": "years", "year": "years",
    "loai": "doc_types", "loai van ban": "doc_types", "type": "doc_types", "doc type": "doc_types",
    "muc": "roles", "vai tro": "roles", "role": "roles", "section": "roles",
    "bao cao": "reports", "ma": "reports", "report": "reports",
    "vien dan": "references", "can cu": "references", "cites": "references", "reference": "references",
}  # fmt: skip
"""Folded names of filters, words joined by "_" or "-" when typed, and the field of `Filter` each sets."""

LEVEL_WORDS: dict[str, Level] = {
    "xa": "commune", "phuong": "commune", "thi tran": "commune", "dac khu": "commune",
    "huyen": "district", "quan": "district", "thi xa": "district",
    "tinh": "province", "thanh pho": "province", "so": "province",
    "trung uong": "central", "bo": "central",
}  # fmt: skip

ROLE_WORDS: dict[str, Role] = {
    "tinh hinh": "context", "boi canh": "context", "khac": "other", "nhan luc": "staffing", "kinh phi": "funding",
    "phuong huong": "tasks", "nhiem vu": "tasks",
}  # fmt: skip

FILTER = re.compile(r"(?<!\S)(?P<name>[^\W\d]+(?:[_-][^\W\d]+)*):(?:\"(?P<quoted>[^\"]*)\"|(?P<word>[^\s\"]+))")
PHRASE = re.compile(r"(?<!\S)(?P<minus>-?)[\"“”](?P<phrase>[^\"“”]+)[\"“”]")
EXCLUDED = re.compile(r"(?<!\S)-(?P<word>[^\W\d_][^\s\"]*)")


@dataclass(frozen=True, slots=True)
class Query:
    """A question, understood as far as its form goes.

    Attributes:
        raw: as it was typed, NFC.
        text: without marks and filters; phrases stay in it.
        words: the tokens of `text`.
        phrases: token runs that must stand in a passage word for word.
        excluded: token runs that must not.
        filter: what a passage must be.
    """

    raw: str
    text: str
    words: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[tuple[str, ...], ...] = ()
    filter: Filter = field(default_factory=Filter)

    @property
    def says_more_than_phrases(self) -> bool:
        """Whether there are phrases, and words besides."""
        return bool(self.phrases) and len(self.words) > sum(map(len, self.phrases))


def parse_query(raw: str, given: Filter | None = None) -> Query:
    """The Query that `raw` asks.

    Where nothing but a document cited is asked for, here or in the filter `given` beside it, its name is what is looked
    for.

    Raises:
        EmptyQueryError: there are no words to look for.
        FilterValueError: a filter has a value that cannot be.
    """
    raw = nfc(raw).strip()
    wanted = Filter()
    text = raw
    for match in FILTER.finditer(raw):
        name = FILTER_NAMES.get(re.sub(r"[_-]", " ", fold(match["name"])))
        if name:
            wanted = add_filter(wanted, name, match["quoted"] if match["quoted"] is not None else match["word"])
            text = text.replace(match[0], " ", 1)
    phrases: list[tuple[str, ...]] = []
    excluded: list[tuple[str, ...]] = []

    def take_phrase(match: re.Match[str]) -> str:
        words = tuple(tokens(match["phrase"]))
        if words:
            (excluded if match["minus"] else phrases).append(words)
        return " " if match["minus"] else f" {match['phrase']} "

    def take_excluded(match: re.Match[str]) -> str:
        excluded.append(tuple(tokens(match["word"])))
        return " "

    text = EXCLUDED.sub(take_excluded, PHRASE.sub(take_phrase, text))
    text = " ".join(text.split()) or " ".join(joined(given or Filter(), wanted).references)
    words = tuple(tokens(text)[:MAX_QUERY_WORDS])
    if not words:
        raise EmptyQueryError
    return Query(raw, text, words, tuple(phrases), tuple(filter(None, excluded)), wanted)


def joined(one: Filter, other: Filter) -> Filter:
    """What either filter wants of each field."""
    return Filter(*(getattr(one, f.name) + getattr(other, f.name) for f in fields(Filter)))


def citing(reference: Reference) -> str:
    """The question that finds the reports that cite a document; empty for one without a number to cite it by."""
    return f'viện_dẫn:"{reference.number}"' if reference.number and '"' not in reference.number else ""


def add_filter(wanted: Filter, name: str, value: str) -> Filter:
    """`wanted` with one value more for its field `name`.

    Raises:
        FilterValueError: the value cannot be.
    """
    read = READERS.get(name, str.strip)
    return replace(wanted, **{name: (*getattr(wanted, name), read(value))})


def read_level(value: str) -> Level:
    """A level by its code or its Vietnamese word ("xã")."""
    folded = fold(value.strip())
    level = next((level for level in LEVELS if level == folded), None) or LEVEL_WORDS.get(folded.removeprefix("cap "))
    if level is None:
        raise FilterValueError("level", value)
    return level


def read_role(value: str) -> Role:
    """A role of section by its code or any Vietnamese word for it ("hạn chế")."""
    folded = fold(value.strip())
    role = next((role for role in ROLES if role == folded), None) or ROLE_WORDS.get(folded) or role_of(value)
    if role == "other" and folded not in ("other", "khac"):
        raise FilterValueError("role", value)
    return role


def read_year(value: str) -> int:
    """A year of four digits."""
    if not re.fullmatch(r"\s*[12]\d{3}\s*", value):
        raise FilterValueError("year", value)
    return int(value)


READERS: dict[str, Callable[[str], Any]] = {"levels": read_level, "roles": read_role, "years": read_year}
assert set(FILTER_NAMES.values()) == {f.name for f in fields(Filter)} - {"without"}
