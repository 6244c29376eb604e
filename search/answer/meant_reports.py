"""Which reports a question means: by number, by agency or place, by year, by level, by the words of the title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ...corpus.references import names_reference, reference_key
from ...corpus.report import Header
from ...corpus.vietnamese import fold, tokens
from ...index.records import ReportRecord
from ..constants import INITIALS_SHORTEST, PLACE_NAME_WORDS, TITLE_SHARE, TITLE_SHARE_ALONE
from .questions import Question

UNIT_TYPES: tuple[tuple[str, ...], ...] = (
    ("thi", "tran"), ("thi", "xa"), ("thanh", "pho"), ("dac", "khu"), ("xa",), ("phuong",), ("huyen",), ("quan",),
    ("tinh",), ("tp",), ("tx",), ("tt",),
)  # fmt: skip
SAME_TYPE = {"tp": "thanh pho", "tx": "thi xa", "tt": "thi tran"}
UNIT = re.compile(
    r"\b(?P<type>thi tran|thi xa|thi uy|thanh pho|thanh uy|dac khu|xa|phuong|huyen|quan|tinh|tp|tx) "
    r"(?:uy )?(?P<name>\w+(?: \w+){0,3})$"
)
UNIT_OF_PARTY = {"thi uy": "thi xa", "thanh uy": "thanh pho"}
PARTY = re.compile(r"\b(?P<type>huyen|quan|tinh|thi|thanh) uy (?P<name>\w+(?: \w+){0,3})$")

REPORT = "Báo cáo"
"""The type of a document whose header has none."""

OWN, ABOVE, PROVINCE = 3, 2, 1
"""How near a name is to a report: its agency's, the district's it lies in, the province's."""

SAYS_NOTHING = frozenset(
    tokens(
        "bao cao van ban cua la gi nao ai ky do so ngay thang nam nhieu may duoc co o tai cho den gui kinh hanh cong"
        " tac ket qua tinh hinh ve viec cac nhung va trong nguoi chuc vu quan don vi noi hieu mang lap da thi hay biet"
        " xin hoi nay nhan luc khi gio gian thoi dia danh trich yeu ten phat ra viet lam de vao boi the nhu dau toi"
        " len quy giai doan tu chu phieu thuoc cap toan bo hien kho liet ke sach ma voi cung dong chi lanh dao ong ba"
        " to soan thao trach giu ho dem vien dan bang dung linh vuc muc mat khan tren huyen xa phuong tran pho thanh"
        " ubnd uy cach khoang bay tong luong how many which reports report who signed what when was issued of in by is"
        " are there about for giam doc bi thu truong phong chanh hieu cuc"
    )
)
"""Folded words of a question about headers that name neither a report nor its matter."""


@dataclass(frozen=True, slots=True)
class Meant:
    """The reports that a question means.

    Attributes:
        reports: those, best first; empty if none fits what is named.
        placed: whether an agency or place was named that the catalog has.
        unknown: a place named that no report's header has, folded; "" if there is none.
        places: the names of the places and agencies named, folded, without their types.
        rest: folded words of the question that say something else.
    """

    reports: tuple[ReportRecord, ...] = ()
    placed: bool = False
    unknown: str = ""
    places: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """A place or agency named at words[start:end], and how near each report is to it."""

    start: int
    end: int
    near: dict[str, int]


def reports_meant(question: Question, reports: Sequence[ReportRecord], whole: bool = True) -> Meant:
    """Those of `reports` that `question` means.

    Args:
        question: what was asked.
        reports: all there are.
        whole: whether every word must be accounted for, as when a header is asked; else places alone decide.
    """
    if question.document:
        by_number = [r for r in reports if r.header.number and _is_number(question.document, r.header)]
        if by_number:
            return Meant(tuple(by_number), placed=True)
    named = _named(question.words, reports)
    unknown = _unknown(question, named)
    near = _near(named)
    taken = {i for one in named for i in range(one.start, one.end)}
    said = tuple(word for i, word in enumerate(question.words) if i not in taken)
    places = tuple(dict.fromkeys(_bare(question.words[one.start : one.end]) for one in named))
    rest = tuple(word for word in said if word not in SAYS_NOTHING and not word.isdigit())
    if unknown:
        return Meant(unknown=unknown, placed=bool(named), rest=rest)
    found = [report for report in reports if not named or report.id in near]
    if named and not whole:
        nearest = max(near.values(), default=0)
        return Meant(tuple(report for report in found if near[report.id] == nearest), True, "", places, rest)
    of_time = _on_year if question.kind == "reports" else _of_time
    found = [report for report in found if of_time(question, report)]
    if question.levels:
        found = [report for report in found if report.header.level in question.levels]
    return Meant(tuple(found), bool(named), "", places, rest)


def best_by_title(question: Question, meant: Meant) -> tuple[ReportRecord, ...]:
    """Those of the reports meant, of the agency named itself, that fit the rest of the question best."""
    reports = list(meant.reports)
    named = _named(question.words, reports)
    if meant.placed and named:
        near = _near(named)
        reports = [report for report in reports if near.get(report.id) == OWN]
    if not meant.placed and not meant.rest and not (question.years or question.levels) and len(reports) > 1:
        return ()
    shares = {report.id: _share(meant.rest, report.header) for report in reports}
    best = max(shares.values(), default=0.0)
    if best < (TITLE_SHARE if meant.placed else TITLE_SHARE_ALONE):
        return ()
    reports = [report for report in reports if shares[report.id] == best]
    if question.years:
        about = [r for r in reports if r.header.period and r.header.period[1][:4] in map(str, question.years)]
        reports = about or reports
    said = {w for i, w in enumerate(question.words) if not any(one.start <= i < one.end for one in named)}
    kinds = {r.id: len(set(_head(r.header.agency)) & said) for r in reports}
    most = max(kinds.values(), default=0)
    return tuple(report for report in reports if kinds[report.id] == most)


def titled(words: Sequence[str], reports: Sequence[ReportRecord]) -> tuple[ReportRecord, ...]:
    """The reports in whose header all of the folded `words` stand."""
    return tuple(report for report in reports if _share(words, report.header) == 1.0)


def place_names(header: Header) -> list[tuple[tuple[str, ...], tuple[str, ...], int]]:
    """(name, types, nearness) of the places in a header, folded words; without types a name goes by itself."""
    names: list[tuple[tuple[str, ...], tuple[str, ...], int]] = []
    for text, nearness in ((header.agency, OWN), (header.district, ABOVE), (header.parent_agency, ABOVE)):
        folded = " ".join(map(fold, tokens(text or "")))
        match = PARTY.search(folded) or UNIT.search(folded)
        if match:
            of_party = UNIT_OF_PARTY.get(f"{match['type']} uy", match["type"])
            names.append((tuple(match["name"].split()), (of_party,), nearness))
    if header.province:
        names.append((tuple(map(fold, tokens(header.province))), ("tinh", "thanh pho"), PROVINCE))
    return names


def _named(words: Sequence[str], reports: Iterable[ReportRecord]) -> list[Named]:
    """The places and agencies named in `words`, none inside another."""
    found: dict[tuple[int, int], dict[str, int]] = {}
    for report in reports:
        header = report.header
        for name, types, nearness in place_names(header):
            for start in _runs(words, name):
                kind = _type_before(words, start)
                if kind and kind not in types and not (kind in ("thi xa", "thanh pho") and "huyen" in types):
                    continue
                begin = start - len(kind.split()) if kind and words[start - 1] not in SAME_TYPE else start
                near = found.setdefault((begin, start + len(name)), {})
                near[report.id] = max(near.get(report.id, 0), nearness)
        for start, end in _agency_runs(words, header):
            near = found.setdefault((start, end), {})
            near[report.id] = OWN
    return [
        Named(start, end, near)
        for (start, end), near in sorted(found.items())
        if not any(s <= start and end <= e and (s, e) != (start, end) for s, e in found)
    ]


def _near(named: Sequence[Named]) -> dict[str, int]:
    """How near each report is that all of `named` fit; an office and its place are named apart."""
    if not named:
        return {}
    ids = set.intersection(*(set(one.near) for one in named))
    return {report: max(one.near[report] for one in named) for report in ids}


def _agency_runs(words: Sequence[str], header: Header) -> Iterable[tuple[int, int]]:
    """Where the first words of a department's name stand: "sở văn hóa", "phòng giáo dục", "Sở TTTT"."""
    head = _head(header.agency)
    if not head or head[0] in ("ubnd", "huyen", "thi", "thanh", "tinh", "dang", "uy"):
        return
    letters = "".join(word[0] for word in head[1:] if word != "va")
    for start, word in enumerate(words):
        if word != head[0]:
            if word == head[0][0] + letters:
                yield start, start + 1
            continue
        length = 1
        while length < len(head) and words[start + length : start + length + 1] == (head[length],):
            length += 1
        if length >= min(3, len(head)):
            yield start, start + length
        elif words[start + 1 : start + 2] == (letters,):
            yield start, start + 2


def _head(agency: str | None) -> tuple[str, ...]:
    """The words of an agency before its place: "phòng giáo dục và đào tạo"."""
    words = tuple(map(fold, tokens(agency or "")))
    cut = next((i for i, word in enumerate(words) if i and _type_before(words, i + 1)), len(words))
    for types in UNIT_TYPES:
        for i in range(1, cut):
            if words[i : i + len(types)] == types:
                cut = min(cut, i)
    return words[:cut]


def _runs(words: Sequence[str], name: tuple[str, ...]) -> Iterable[int]:
    return (i for i in range(len(words) - len(name) + 1) if tuple(words[i : i + len(name)]) == name) if name else ()


def _type_before(words: Sequence[str], start: int) -> str:
    """The type of unit in the words just before `start`; "" if there is none."""
    for types in UNIT_TYPES:
        if start >= len(types) and tuple(words[start - len(types) : start]) == types:
            said = " ".join(types)
            return SAME_TYPE.get(said, said)
    return ""


def _unknown(question: Question, named: Sequence[Named]) -> str:
    """A place named after its type, with capitals, that is in no header: "huyện Ba Vì"."""
    taken = {i for one in named for i in range(one.start, one.end)}
    length = min(len(question.words), len(question.typed))
    for start in range(1, length):
        end, last = start, min(length, start + PLACE_NAME_WORDS)
        while end < last and end not in taken and _is_name(question.typed[end]):
            end += 1
        if end > start and start not in taken and _type_before(question.words, start):
            return " ".join(question.words[start:end])
    return ""


def _is_name(word: str) -> bool:
    return word[:1].isupper() and not word[1:2].isupper()


def _bare(words: Sequence[str]) -> str:
    """A name without the type of unit before it."""
    types = next((types for types in UNIT_TYPES if tuple(words[: len(types)]) == types), ())
    return " ".join(words[len(types) :])


def _of_time(question: Question, report: ReportRecord) -> bool:
    if not question.years:
        return True
    header = report.header
    span = range(0)
    if header.period:
        span = range(int(header.period[0][:4]), int(header.period[1][:4]) + 1)
    said = {int(header.issued[:4])} if header.issued else set()
    said |= {int(year) for year in re.findall(r"(?:19|20)\d\d", header.title or "")}
    return all(year in span or year in said for year in question.years)


def _on_year(question: Question, report: ReportRecord) -> bool:
    """As when reports are counted: by the last year reported on, or by the date where that is asked for."""
    header = report.header
    by_date = " ban hanh" in question.folded or header.period is None
    said = header.issued if by_date else header.period and header.period[1]
    return not question.years or (said is not None and int(said[:4]) in question.years)


def _share(words: Sequence[str], header: Header) -> float:
    """Share, 0..1, of `words` that stands in the header."""
    if not words:
        return 1.0
    values = (header.title, header.agency, header.doc_type, header.province, header.district, header.parent_agency,
              header.place, header.signer, header.signer_role, *header.addressees)  # fmt: skip
    present = [fold(word) for value in values if value for word in tokens(value)]
    initials = "".join(word[0] for word in present)
    return sum(word in present or (len(word) >= INITIALS_SHORTEST and word in initials) for word in words) / len(words)


def _is_number(name: str, header: Header) -> bool:
    return names_reference(name, reference_key(header.doc_type or REPORT, header.number))
