"""The names in the headers of what is seen, looked up by the words of a question: agencies, places, signers, numbers.

Worked out once for each moment of a view; a question is looked up word by word, however many reports there are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, Self

from ..corpus.references.document_number import number_key
from ..corpus.report import Header
from ..corpus.vietnamese import fold, tokens
from ..index.records import ReportRecord
from ..index.store import View

NameKind = Literal["agency", "place", "signer"]

UNIT_TYPES: tuple[tuple[str, ...], ...] = (
    ("thi", "tran"), ("thi", "xa"), ("thanh", "pho"), ("dac", "khu"), ("xa",), ("phuong",), ("huyen",), ("quan",),
    ("tinh",), ("tp",), ("tx",), ("tt",),
)  # fmt: skip
UNIT_TYPE_ENDS = frozenset(types[-1] for types in UNIT_TYPES)
UNITS = frozenset(word for types in UNIT_TYPES for word in types)
"""Words of types of unit, which have no capital within a sentence."""

SAME_TYPE = {"tp": "thanh pho", "tx": "thi xa", "tt": "thi tran"}
ENGLISH_TYPES = {
    "commune": ("xa", "phuong", "thi tran", "dac khu"), "ward": ("phuong",), "township": ("thi tran",),
    "town": ("thi xa", "thi tran"), "district": ("huyen", "quan", "thi xa"), "city": ("thanh pho", "thi xa"),
    "province": ("tinh", "thanh pho"),
}  # fmt: skip
"""Types of unit that English puts behind the name."""

UNIT = re.compile(
    r"\b(?P<type>thi tran|thi xa|thi uy|thanh pho|thanh uy|dac khu|xa|phuong|huyen|quan|tinh|tp|tx) "
    r"(?:uy )?(?P<name>\w+(?: \w+){0,3})$"
)
UNIT_OF_PARTY = {"thi uy": "thi xa", "thanh uy": "thanh pho"}
PARTY = re.compile(r"\b(?P<type>huyen|quan|tinh|thi|thanh) uy (?P<name>\w+(?: \w+){0,3})$")

OWN, ABOVE, PROVINCE = 3, 2, 1
"""How near a name is to a report: its agency's, the district's it lies in, the province's."""

NAMING = ("agency", "district", "parent_agency", "province", "signer")
"""Fields of a header that name somebody or some place."""

LONGEST_NAME = 16
"""Words of the longest agency that is looked up by its whole name."""

FEWEST_OF_HEAD = 3
"""Words of a department's name that are enough to mean it: "sở văn hóa"."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A report whose header has a name: as what, with which types of unit ("xa"), and how near to it."""

    report: str
    kind: NameKind
    types: tuple[str, ...]
    nearness: int


@dataclass(frozen=True, slots=True)
class Named:
    """A name at words[start:end] of a question: as what, and how near each report is to it."""

    start: int
    end: int
    kind: NameKind
    near: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Signer:
    """What a signer is called, in small letters, and how near each report signed is."""

    called: str
    near: Mapping[str, int]


@dataclass(frozen=True)
class HeaderNames:
    """What may be looked up.

    Attributes:
        reports: those seen, by id, newest first.
        holders: by the folded words of a name, joined by blanks, the reports that have it.
        spelled: by a folded word, its forms in these names, with their accents.
        numbers: by `number_key`, ids of the reports with that số và ký hiệu.
    """

    reports: Mapping[str, ReportRecord]
    holders: Mapping[str, tuple[Holder, ...]] = field(repr=False)
    spelled: Mapping[str, frozenset[str]] = field(repr=False)
    numbers: Mapping[str, tuple[str, ...]] = field(repr=False)

    @classmethod
    def of(cls, reports: Sequence[ReportRecord]) -> Self:
        """Those in the headers of `reports`."""
        holders: defaultdict[str, dict[Holder, None]] = defaultdict(dict)
        spelled: defaultdict[str, set[str]] = defaultdict(set)
        numbers: defaultdict[str, list[str]] = defaultdict(list)
        for report in reports:
            header = report.header
            for word in tokens(" ".join(filter(None, map(header.__getattribute__, NAMING)))):
                spelled[fold(word)].add(word)
            for name, types, nearness in place_names(header):
                holders[" ".join(name)][Holder(report.id, "place", types, nearness)] = None
            for run in agency_runs(header):
                holders[run][Holder(report.id, "agency", (), OWN)] = None
            signer = [fold(word) for word in tokens(header.signer or "")]
            if len(signer) > 1:
                holders[" ".join(signer)][Holder(report.id, "signer", (), OWN)] = None
            if header.number:
                numbers[number_key(header.number)].append(report.id)
        return cls(
            {report.id: report for report in reports},
            {run: tuple(found) for run, found in holders.items()},
            {word: frozenset(forms) for word, forms in spelled.items()},
            {key: tuple(ids) for key, ids in numbers.items()},
        )

    @cached_property
    def firsts(self) -> frozenset[str]:
        """The words that a name begins with."""
        return frozenset(run.partition(" ")[0] for run in self.holders)

    @cached_property
    def given(self) -> Mapping[str, Signer]:
        """By the folded last syllable of a signer's name whoever alone is called so: "Quýnh" of Đỗ Văn Quýnh."""
        signers: defaultdict[str, dict[tuple[str, ...], list[str]]] = defaultdict(dict)
        for report in self.reports.values():
            name = tuple(tokens(report.header.signer or ""))
            if len(name) > 1:
                signers[fold(name[-1])].setdefault(name, []).append(report.id)
        return {
            called: Signer(name[-1], dict.fromkeys(reports, OWN))
            for called, those in signers.items()
            if len(those) == 1
            for name, reports in those.items()
        }

    @cached_property
    def _placed(self) -> Mapping[tuple[int, str], frozenset[tuple[str, ...]]]:
        """The names of places of two syllables, by the place and the form of each syllable."""
        found: defaultdict[tuple[int, str], set[tuple[str, ...]]] = defaultdict(set)
        for name, those in self.holders.items():
            syllables = tuple(name.split())
            if len(syllables) == 2 and any(one.kind == "place" for one in those):
                for place, syllable in enumerate(syllables):
                    found[place, syllable].add(syllables)
        return {key: frozenset(names) for key, names in found.items()}

    def is_near(self, name: tuple[str, str]) -> bool:
        """Whether a folded name of two syllables is no place's here, and has one of them as a place has it: "an thanh"
        beside An Thạch."""
        alike = [names for key in enumerate(name) if (names := self._placed.get(key))]
        return bool(alike) and not any(name in names for names in alike)

    def named(self, words: Sequence[str]) -> list[Named]:
        """The names in `words`, folded, none inside another."""
        found: dict[tuple[int, int, NameKind], dict[str, int]] = {}
        for start in range(len(words)):
            if words[start] not in self.firsts:
                continue
            for end in range(start + 1, min(len(words), start + LONGEST_NAME) + 1):
                for holder in self.holders.get(" ".join(words[start:end]), ()):
                    begin, stop = start, end
                    if holder.types:
                        kind = type_before(words, start)
                        if not kind and (after := ENGLISH_TYPES.get(words[end] if end < len(words) else "")):
                            if not set(after) & set(holder.types):
                                continue
                            stop = end + 1
                        if kind and not _of_type(kind, holder.types):
                            continue
                        begin -= len(kind.split()) if kind and words[start - 1] not in SAME_TYPE else 0
                    near = found.setdefault((begin, stop, holder.kind), {})
                    near[holder.report] = max(near.get(holder.report, 0), holder.nearness)
        return [
            Named(start, end, kind, near)
            for (start, end, kind), near in sorted(found.items())
            if not any(s <= start and end <= e and e - s > end - start for s, e, _ in found)
        ]

    def other_types(self, name: str) -> list[ReportRecord]:
        """The reports of a unit with that folded name, whatever its type: "phường Bến Đá" for "xã Bến Đá"."""
        held = [holder for holder in self.holders.get(name, ()) if holder.types and holder.nearness == OWN]
        return [self.reports[report] for report in dict.fromkeys(holder.report for holder in held)]

    def numbered(self, number: str) -> tuple[str, ...]:
        """Ids of the reports whose số và ký hiệu is `number`, or begins with it where that is bare digits."""
        key = number_key(number)
        if not key.isdigit():
            return self.numbers.get(key, ())
        return tuple(report for other, ids in self.numbers.items() if other.partition("-")[0] == key for report in ids)

    def numbered_in_part(self, part: str) -> tuple[str, ...]:
        """Ids of the reports whose số và ký hiệu is `part`, or begins or ends with it at a mark: "412/BC",
        "BC-PCTT&TKCN". Bare digits begin one."""
        key = number_key(part)
        ends = not key.isdigit()
        return tuple(
            report
            for number, ids in self.numbers.items()
            if f"{number}-".startswith(f"{key}-") or (ends and f"-{number}".endswith(f"-{key}"))
            for report in ids
        )


def header_names(view: View) -> HeaderNames:
    """The names of all that the asker may see, whatever the question narrows it to."""
    return view.derived("header names", lambda whole: HeaderNames.of(whole.reports()))


def place_names(header: Header) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], int]]:
    """(name, types, nearness) of the places in a header, folded words; without types a name goes by itself."""
    for text, nearness in ((header.agency, OWN), (header.district, ABOVE), (header.parent_agency, ABOVE)):
        folded = " ".join(map(fold, tokens(text or "")))
        match = PARTY.search(folded) or UNIT.search(folded)
        if match:
            of_party = UNIT_OF_PARTY.get(f"{match['type']} uy", match["type"])
            yield tuple(match["name"].split()), (of_party,), nearness
    if header.province:
        yield tuple(map(fold, tokens(header.province))), ("tinh", "thanh pho"), PROVINCE


def agency_runs(header: Header) -> Iterator[str]:
    """What an agency is called: in whole, a department also by its first words or letters: "Sở TTTT", "sở văn hóa"."""
    words = tuple(map(fold, tokens(header.agency or "")))
    if 1 < len(words) <= LONGEST_NAME:
        yield " ".join(words)
    head = head_of(header.agency)
    if not head or head[0] in ("ubnd", "huyen", "thi", "thanh", "tinh", "dang", "uy"):
        return
    letters = "".join(word[0] for word in head[1:] if word != "va")
    yield head[0][0] + letters
    yield f"{head[0]} {letters}"
    for length in range(min(FEWEST_OF_HEAD, len(head)), len(head) + 1):
        yield " ".join(head[:length])


def head_of(agency: str | None) -> tuple[str, ...]:
    """The words of an agency before its place: "phòng giáo dục và đào tạo"."""
    words = tuple(map(fold, tokens(agency or "")))
    cut = next((i for i, word in enumerate(words) if i and type_before(words, i + 1)), len(words))
    for types in UNIT_TYPES:
        for i in range(1, cut):
            if words[i : i + len(types)] == types:
                cut = min(cut, i)
    return words[:cut]


def type_before(words: Sequence[str], start: int) -> str:
    """The type of unit in the words just before `start`; "" if there is none."""
    if start < 1 or words[start - 1] not in UNIT_TYPE_ENDS:
        return ""
    for types in UNIT_TYPES:
        if start >= len(types) and tuple(words[start - len(types) : start]) == types:
            said = " ".join(types)
            return SAME_TYPE.get(said, said)
    return ""


def without_type(words: Sequence[str]) -> str:
    """A name without the type of unit before it."""
    types = next((types for types in UNIT_TYPES if tuple(words[: len(types)]) == types), ())
    return " ".join(words[len(types) :])


def nearness(named: Iterable[Named]) -> dict[str, int]:
    """How near each report is that all of `named` fit, in order; an office and its place are named apart."""
    each = [one.near for one in named]
    if not each:
        return {}
    ids = (report for report in each[0] if all(report in near for near in each))
    return {report: max(near[report] for near in each) for report in ids}


def _of_type(said: str, types: Sequence[str]) -> bool:
    """Whether a unit of one of `types` may be called `said`; a district that is a town keeps its old name."""
    return said in types or (said in ("thi xa", "thanh pho") and "huyen" in types)
