"""The citations in a draft, in the form in which offices cite reports, and what of the store each of them names.

They are found as `corpus.citation` writes them, the short, the usual and the full form, and by a report's number in
running text ("Theo Báo cáo số 214/BC-UBND ngày 05/12/2023 của UBND xã Tân Lập, …").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from ...corpus.citation import (
    SPELT_OUT,
    cite_again,
    cite_report,
    cite_report_in_full,
    place_in_report,
    title_in_sentence,
)
from ...corpus.dates import NUMERIC_DATE, WRITTEN_DATE, iso
from ...corpus.references.document_number import number_key
from ...corpus.vietnamese import tokens
from ...index.records import Passage, ReportRecord
from ...index.store import View
from ...words import Bilingual, both
from ..claims.clauses import line, one_line
from ..claims.figures import SYMBOL

IN_DOUBT = r"(?:\s?\(không chắc\))?"
"""What a citation says behind a field of which nothing confirms how it was read."""

NUMBERED = re.compile(
    rf"(?:\b(?:theo|tại|trong|xem)\s+)?(?P<type>\bbáo cáo|\bvăn bản|\bcông văn|\btờ trình|\bthông báo|\bkế hoạch)?\s*"
    rf"\bsố{IN_DOUBT}\s{{0,3}}:?\s{{0,3}}(?P<number>{SYMBOL.pattern})",
    re.IGNORECASE,
)
DOUBT = re.compile(IN_DOUBT, re.IGNORECASE)
A_REPORT = "báo cáo"
"""What a document must be called for its absence from the store to be told: laws and decrees are not looked for."""

BEFORE_DATE = re.compile(r"(?P<by>\s{0,3},?\s{0,3}(?:ban hành\s{1,3})?)(?:ngày\s{1,3})?", re.IGNORECASE)
AGENCY = re.compile(
    r"\s*,?\s*của\s+(?P<agency>[^,.;:()\"]{2,120}?)"
    r"(?=\s+(?:về|cho biết|cho thấy|nêu|ghi|viết|thì|nói|phản ánh|tổng kết|sơ kết|kết quả|tình hình|công tác)\b"
    r"|[,.;:()\"]|$)",
    re.IGNORECASE,
)
A_PLACE = re.compile(
    r"\s*,\s*(?:mục|phần|đoạn|khoản|điều|chương|điểm|phụ lục)\s"
    r"(?:(?:[^;().]|\.(?=\w)){0,120}?đoạn\s+\d{1,4}|(?:[^;(),.]|\.(?=\w)){0,120})",
    re.IGNORECASE,
)
REPORTED_ON = re.compile(r"\s*\(kỳ báo cáo [^()]{1,40}\)", re.IGNORECASE)
PAGE = re.compile(r"\s*\(trang\s+\d{1,5}\)", re.IGNORECASE)
OPENING = re.compile(r"(?:theo|tại|trong|xem|nguồn)\s*:?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation of a draft.

    Attributes:
        text: as it stands there.
        span: [start, end) in the sentence on one line.
        reports: those it may name; several where the store has more of that number, none where it has none.
        passage: the one it names, if it names a place in the report.
        problem: what of it does not hold.
    """

    text: str
    span: tuple[int, int]
    reports: tuple[ReportRecord, ...]
    passage: Passage | None = None
    problem: Bilingual | None = None


@dataclass(frozen=True)
class Names:
    """The reports of a view by what citations call them.

    Attributes:
        numbered: by the key of their number.
        unnumbered: the names of those that have no number, in small letters, longest first.
    """

    numbered: dict[str, list[ReportRecord]]
    unnumbered: list[tuple[str, ReportRecord]]

    @classmethod
    def of(cls, view: View) -> Names:
        """The names of what is seen in `view`."""
        numbered: dict[str, list[ReportRecord]] = {}
        unnumbered = []
        for report in view.reports():
            if report.header.number:
                numbered.setdefault(number_key(report.header.number), []).append(report)
                continue
            short = cite_again(report.header, (), 1, None, report.file).rpartition(", phần mở đầu")[0]
            forms = {short, cite_report(report.header, report.file), cite_report_in_full(report.header, report.file)}
            unnumbered += [(one_line(form).lower(), report) for form in forms if len(form) >= SHORTEST]
        return cls(numbered, sorted(unnumbered, key=lambda one: -len(one[0])))


LONGEST_AGENCY = 200
SHORTEST = 12
"""Characters of a name without a number by which a report can be told from plain words."""


def citations_in(sentence: str, view: View, names: Names) -> list[Citation]:
    """The citations in `sentence`, which is on one line (`claims.clauses.one_line`), from its beginning to its end."""
    found = [_numbered(sentence, match, view, names) for match in NUMBERED.finditer(sentence)]
    taken = [citation.span for citation in found if citation]
    small = sentence.lower()
    for name, report in names.unnumbered if len(small) == len(sentence) else ():
        start = small.find(name)
        if start >= 0 and all(start >= end or start + len(name) <= first for first, end in taken):
            citation = _placed(sentence, start, start + len(name), [report], view)
            found.append(citation)
            taken.append(citation.span)
    return sorted(filter(None, found), key=lambda one: one.span)


def _numbered(sentence: str, match: re.Match[str], view: View, names: Names) -> Citation | None:
    """The citation that begins at a number; None where it is of no report."""
    named = names.numbered.get(number_key(match["number"]), [])
    kind = " ".join((match["type"] or "").lower().split())
    start, end = match.span()
    if not named and kind != A_REPORT:
        return None
    date, end = _date(sentence, end)
    end = _past_doubt(sentence, end)
    agency, end = _agency(sentence, end, named)
    end = _past_doubt(sentence, end)
    if not named:
        text = sentence[start:end]
        return Citation(text, (start, end), (), None, both("check.no_such_report", report=match["number"]))
    meant = [
        one
        for one in named
        if (not date or (one.header.issued or "").startswith(date))
        and (not agency or same_agency(agency, one.header.agency or ""))
    ]
    problem = None
    if not meant:
        there = "; ".join(cite_report(one.header, one.file) for one in named)
        problem = both("check.other_report", report=there)
    elif len(meant) > 1:
        problem = both("check.several_reports", n=len(meant))
    meant = meant or named
    end = _behind_title(sentence, end, meant)
    if period := REPORTED_ON.match(sentence, end):
        end = period.end()
    placed = _placed(sentence, start, end, meant, view)
    return Citation(placed.text, placed.span, placed.reports, placed.passage, problem or placed.problem)


def _past_doubt(sentence: str, at: int) -> int:
    doubt = DOUBT.match(sentence, at)
    return doubt.end() if doubt else at


def _date(sentence: str, at: int) -> tuple[str, int]:
    """The date of issue behind a number, ISO 8601, and where it ends; "" where there is none."""
    lead = BEFORE_DATE.match(sentence, at)
    match = lead and (WRITTEN_DATE.match(sentence, lead.end("by")) or NUMERIC_DATE.match(sentence, lead.end()))
    if not match:
        return "", at
    parts = match.groupdict()
    read = iso(parts["year"], parts.get("month"), parts.get("day"))
    return (read[0] if read else ""), match.end()


def _agency(sentence: str, at: int, named: Sequence[ReportRecord]) -> tuple[str, int]:
    """The agency behind a number, and where it ends: one of the reports', however it is written, or what is said."""
    match = AGENCY.match(sentence, at)
    if not match:
        return "", at
    begin = match.start("agency")
    said = sentence[begin : begin + LONGEST_AGENCY].lower()
    for report in named:
        agency = one_line(report.header.agency or "").lower()
        short, _, rest = agency.partition(" ")
        for form in (agency, f"{SPELT_OUT.get(short.upper(), short).lower()} {rest}"):
            if agency and said.startswith(form):
                end = begin + len(form)
                province = report.header.province or ""
                for where in (report.header.district or "", f"tỉnh {province}", f"thành phố {province}"):
                    if where and sentence[end:].lower().startswith(f", {where.lower()}"):
                        end += len(f", {where}")
                return report.header.agency or "", end
    return match["agency"], match.end()


def _behind_title(sentence: str, at: int, meant: Sequence[ReportRecord]) -> int:
    """Where the title of one of the reports ends, should it stand at `at`, as the full form has it."""
    rest = sentence[at:].lower()
    for report in meant:
        title = one_line(title_in_sentence(report.header))
        for form in (f" về {title.lower()}", f" {title.lower()}"):
            if title and rest.startswith(form):
                return at + len(form)
    return at


def _placed(sentence: str, start: int, end: int, meant: Sequence[ReportRecord], view: View) -> Citation:
    """A citation of one of the reports `meant`, with the place that follows it."""
    rest = sentence[end:].lower()
    best: tuple[int, Passage | None] = (0, None)
    if rest.startswith(","):
        for passage in chain.from_iterable(view.passages_of(report.id) for report in meant):
            for leaf in dict.fromkeys((passage.page, None)):
                place = f", {one_line(place_in_report(passage.sections, passage.n, leaf, passage.item))}".lower()
                whole = rest.startswith(place) and not rest[len(place) : len(place) + 1].isdigit()
                if whole and len(place) > best[0]:
                    best = len(place), passage
    if best[1] is not None:
        end += best[0]
        if page := PAGE.match(sentence, end):
            end = page.end()
        return Citation(sentence[start:end], (start, end), (best[1].report,), best[1])
    problem = None
    if wrong := A_PLACE.match(sentence, end):
        end = wrong.end()
        problem = both("check.no_such_place", place=wrong[0].strip(" ,"))
    return Citation(sentence[start:end], (start, end), tuple(meant), None, problem)


def without(sentence: str, citations: Sequence[Citation]) -> str:
    """`sentence` without its citations, the brackets that held nothing else, and what only leads to one ("Theo")."""
    for citation in reversed(citations):
        start, end = citation.span
        before, behind = sentence[:start].rstrip(), sentence[end:].lstrip()
        if before.endswith("(") and behind.startswith(")"):
            before, behind = before[:-1].rstrip(), behind[1:].lstrip()
        before = OPENING.sub("", before)
        if not before.strip():
            behind = SAYS.sub("", behind.lstrip(" ,:"))
        glue = "" if behind[:1] in ".,;:" or not before else " "
        sentence = f"{before.rstrip()}{glue}{behind}"
    return sentence.strip()


SAYS = re.compile(r"^(?:cho biết|cho thấy|nêu rõ|nêu|ghi|viết|nói)\s*(?:rằng)?\s*[:,]?\s*", re.IGNORECASE)
"""What a report that opens a sentence is said to do."""


def same_agency(said: str, agency: str) -> bool:
    """Whether `said` names that agency, in full or with its abbreviation, perhaps with the places it lies in behind."""
    ours, theirs = tokens(line(said)), tokens(line(agency))
    return bool(ours and theirs) and (ours[: len(theirs)] == theirs or theirs[: len(ours)] == ours)


def passages_cited(citations: Sequence[Citation], view: View) -> Iterator[Passage]:
    """The passages that citations give to be held against: the one named, or all of the report."""
    for citation in citations:
        if citation.passage:
            yield citation.passage
        else:
            for report in citation.reports:
                yield from view.passages_of(report.id)
