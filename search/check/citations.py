"""The citations in a draft, in the form in which offices cite reports, and what of the store each of them names.

They are found as `corpus.citation` writes them, the short, the usual and the full form, and by a report's number in
running text ("Theo Báo cáo số 214/BC-UBND ngày 05/12/2023 của UBND xã Tân Lập, …").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from ...corpus.citation import SPELT_OUT, cite_report, place_in_report, title_in_sentence
from ...corpus.dates import NUMERIC_DATE, WRITTEN_DATE, iso
from ...corpus.references.document_number import number_key
from ...corpus.vietnamese import tokens
from ...index.records import Passage, ReportRecord
from ...index.store import View
from ...words import Bilingual, both
from ..claims.clauses import line, one_line
from ..claims.figures import SYMBOL
from .names import Names, figures_of
from .places import place_before, place_behind, standing_at

IN_DOUBT = r"(?:\s?\(không chắc\))?"
"""What a citation says behind a field of which nothing confirms how it was read."""

LEADING = r"(?:\b(?:theo|tại|trong|xem)\s+)?"
BY_NUMBER = rf"\bsố{IN_DOUBT}\s{{0,3}}:?\s{{0,3}}"
NUMBERED = re.compile(
    rf"{LEADING}(?:(?P<type>\bbáo cáo|\bbc(?=\s)|\bvăn bản|\bcông văn|\btờ trình|\bthông báo|\bkế hoạch)\s*"
    rf"(?:{BY_NUMBER})?|{BY_NUMBER})(?P<number>{SYMBOL.pattern})",
    re.IGNORECASE,
)
WITHOUT_SYMBOL = re.compile(
    rf"{LEADING}\b(?:báo cáo|bc)\s+{BY_NUMBER}(?P<number>\d{{1,5}})(?!\d|\s?%|[.,/-]\w)", re.IGNORECASE
)
"""A report by its figures alone, which its date or its agency behind them tell from an amount."""

AGAIN = re.compile(
    rf"{LEADING}(?:\b(?:báo cáo|tài liệu|văn bản)\s+"
    r"(?:đã dẫn|(?:đã\s+)?(?:nêu|nói|kể|dẫn)\s+(?:ở\s+)?trên|vừa\s+(?:dẫn|nêu))|\b(?:tlđd|sđd|ibid)\b\.?)(?!\s+\d|\w)",
    re.IGNORECASE,
)
"""The report that was cited last, named as that."""

DOUBT = re.compile(IN_DOUBT, re.IGNORECASE)
REPORTS = frozenset(["báo cáo", "bc"])
"""What a document must be called for its absence from the store to be told: laws and decrees are not looked for."""

BEFORE_DATE = re.compile(r"(?P<by>\s{0,3},?\s{0,3}(?:ban hành\s{1,3})?)(?:ngày\s{1,3})?", re.IGNORECASE)
AGENCY = re.compile(
    r"\s*,?\s*của\s+(?P<agency>[^,.;:()\"]{2,120}?)"
    r"(?=\s+(?:về|cho biết|cho thấy|nêu|ghi|viết|thì|nói|phản ánh|tổng kết|sơ kết|kết quả|tình hình|công tác)\b"
    r"|[,.;:()\"]|$)",
    re.IGNORECASE,
)
UNREAD_PLACE = re.compile(
    r"\s*,\s*(?:mục|phần|khoản|điều|chương|điểm|phụ lục)\s(?:[^;().]|\.(?=\w)){0,120}?đoạn\s+\d{1,4}", re.IGNORECASE
)
"""A place called otherwise than reports number theirs, told by the paragraph that it ends with."""

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
        passage: the one it names, if it names a place in the report where one stands.
        problem: what of it does not hold.
        passages: all that stand at the place in the report that it names; empty where it names none.
        place: that place, as it stands there.
    """

    text: str
    span: tuple[int, int]
    reports: tuple[ReportRecord, ...]
    passage: Passage | None = None
    problem: Bilingual | None = None
    passages: tuple[Passage, ...] = ()
    place: str = ""


LONGEST_AGENCY = 200


def citations_in(sentence: str, view: View, names: Names, last: tuple[ReportRecord, ...] = ()) -> list[Citation]:
    """The citations in `sentence`, which is on one line (`claims.clauses.one_line`), from its beginning to its end.

    Args:
        sentence: of a draft.
        view: what is seen.
        names: of its reports.
        last: what was cited last before it, which "Báo cáo đã dẫn" names.
    """
    found: list[Citation] = []
    marks = chain(NUMBERED.finditer(sentence), WITHOUT_SYMBOL.finditer(sentence), AGAIN.finditer(sentence))
    for match in sorted(marks, key=re.Match.start):
        floor = found[-1].span[1] if found else 0
        if match.start() < floor:
            continue
        if match.re is AGAIN:
            before = next((one.reports for one in reversed(found) if one.reports), last)
            found.append(_cited_again(sentence, match, before, floor, view))
        elif citation := _numbered(sentence, match, floor, view, names):
            found.append(citation)
    taken = [citation.span for citation in found]
    small = sentence.lower()
    for name, report in names.unnumbered if len(small) == len(sentence) else ():
        start = small.find(name)
        if start >= 0 and all(start >= end or start + len(name) <= first for first, end in taken):
            floor = max((end for _, end in taken if end <= start), default=0)
            citation = _placed(sentence, floor, (start, start + len(name)), [report], view)
            found.append(citation)
            taken.append(citation.span)
    return sorted(found, key=lambda one: one.span)


def _cited_again(
    sentence: str, match: re.Match[str], before: tuple[ReportRecord, ...], floor: int, view: View
) -> Citation:
    """What names the report that was cited `before`."""
    if not before:
        return Citation(match[0], match.span(), (), None, both("check.nothing_before"))
    return _placed(sentence, floor, match.span(), before, view)


def _numbered(sentence: str, match: re.Match[str], floor: int, view: View, names: Names) -> Citation | None:
    """The citation that begins at a number; None where it is of no report."""
    whole = match.re is NUMBERED
    known, key = (names.numbered, number_key(match["number"])) if whole else (names.by_figures, figures_of(match[0]))
    named = known.get(key, [])
    kind = " ".join((match["type"] or "").lower().split()) if whole else "báo cáo"
    start, end = match.span()
    if not named and kind not in REPORTS:
        return None
    date, end = _date(sentence, end)
    end = _past_doubt(sentence, end)
    agency, end = _agency(sentence, end, named)
    end = _past_doubt(sentence, end)
    if not whole and not date and not (named and agency):
        return None
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
    placed = _placed(sentence, floor, (start, end), meant, view)
    return replace(placed, problem=problem or placed.problem)


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


def _placed(sentence: str, floor: int, span: tuple[int, int], meant: Sequence[ReportRecord], view: View) -> Citation:
    """A citation of one of the reports `meant`, with the place that follows it, or that leads to it from `floor` on."""
    start, end = span
    passages = {report.id: list(view.passages_of(report.id)) for report in meant}
    places, behind = place_behind(sentence, end)
    if (printed := _as_printed(sentence, end, list(chain.from_iterable(passages.values())))) and printed[1] >= behind:
        passage, after = printed
        place = sentence[end:after].strip(" ,")
        return Citation(sentence[start:after], (start, after), (passage.report,), passage, None, (passage,), place)
    place = sentence[end:behind].strip(" ,:")
    if places:
        end = behind
    else:
        places, before = place_before(sentence, floor, start)
        place = OPENING_PLACE.sub("", sentence[before:start].strip(" ,"))
        start = before
    if place.startswith("("):
        place = place.removeprefix("(").removesuffix(")")
    text = sentence[start:end]
    if not places:
        if unread := UNREAD_PLACE.match(sentence, end):
            problem = both("check.no_such_place", place=unread[0].strip(" ,"))
            return Citation(sentence[start : unread.end()], (start, unread.end()), tuple(meant), None, problem)
        return Citation(text, (start, end), tuple(meant))
    found = tuple(chain.from_iterable(standing_at(places, there) for there in passages.values()))
    if not found:
        return Citation(text, (start, end), tuple(meant), None, both("check.no_such_place", place=place))
    reports = tuple(report for report in meant if any(one.report.id == report.id for one in found))
    return Citation(text, (start, end), reports, found[0] if len(found) == 1 else None, None, found, place)


OPENING_PLACE = re.compile(r"^(?:theo|tại|trong|xem|ở)\s|\s(?:của|trong|tại|thuộc)\s*$", re.IGNORECASE)
"""What stands about a place that leads to its report."""


def _as_printed(sentence: str, at: int, passages: Sequence[Passage]) -> tuple[Passage, int] | None:
    """The passage whose place stands at `at` as the tool prints it, and where that ends."""
    rest = sentence[at:].lower()
    best: tuple[int, Passage | None] = (0, None)
    for passage in passages if rest.startswith(",") else ():
        for leaf in dict.fromkeys((passage.page, None)):
            place = f", {one_line(place_in_report(passage.sections, passage.n, leaf, passage.item))}".lower()
            whole = rest.startswith(place) and not rest[len(place) : len(place) + 1].isdigit()
            if whole and len(place) > best[0]:
                best = len(place), passage
    if best[1] is None:
        return None
    end = at + best[0]
    page = PAGE.match(sentence, end)
    return best[1], page.end() if page else end


def without(sentence: str, citations: Sequence[Citation]) -> str:
    """`sentence` without its citations, the brackets that held nothing else, and what only leads to one ("Theo")."""
    for citation in reversed(citations):
        start, end = citation.span
        before, behind = sentence[:start].rstrip(), sentence[end:].lstrip()
        if before.endswith("(") and behind.startswith(")"):
            before, behind = before[:-1].rstrip(), behind[1:].lstrip()
        before = OPENING.sub("", before)
        if ITEM_MARK.fullmatch(before.strip()):
            before = ""
        if not before.strip():
            behind = SAYS.sub("", behind.lstrip(" ,:"))
        glue = "" if behind[:1] in ".,;:" or not before else " "
        sentence = f"{before.rstrip()}{glue}{behind}"
    return sentence.strip()


ITEM_MARK = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)/]?|[ivxl]{1,5}\.|[a-zđ][.)]|[-–+•*])", re.IGNORECASE)
"""The mark of an item that opens with a citation, which is no word of what is said."""

SAYS = re.compile(r"^(?:cho biết|cho thấy|nêu rõ|nêu|ghi|viết|nói)\s*(?:rằng)?\s*[:,]?\s*", re.IGNORECASE)
"""What a report that opens a sentence is said to do."""


def same_agency(said: str, agency: str) -> bool:
    """Whether `said` names that agency, in full or with its abbreviation, perhaps with the places it lies in behind."""
    ours, theirs = tokens(line(said)), tokens(line(agency))
    return bool(ours and theirs) and (ours[: len(theirs)] == theirs or theirs[: len(ours)] == ours)


def passages_cited(citations: Sequence[Citation], view: View) -> Iterator[Passage]:
    """The passages that citations give to be held against: those at the place named, or all of the report."""
    for citation in citations:
        if citation.passages:
            yield from citation.passages
        else:
            for report in citation.reports:
                yield from view.passages_of(report.id)
