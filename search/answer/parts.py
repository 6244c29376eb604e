"""A question of several places or years in its parts: the reports that each part is asked of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ...corpus.vietnamese import TOKEN, fold, has_accents, tokens
from ...index.records import ReportRecord
from ..header_names import OWN, Named, nearness, without_type
from ..understanding import Understood

Reckoning = Literal["compare", "add", "each"]

ADDS = re.compile(r"^cong\b|\b(?:tong|cong lai|tong cong|gop lai|cong voi|ca hai|ca ba|altogether|total)\b")
COMPARES = re.compile(
    r"\b(?:(?<!tao )(?<!ket )(?<!ly )hon|kem|so voi|so sanh|chenh (?:lech|nhau)|cach nhau|khac (?:nhau|gi|the nao)"
    r"|(?:cao|thap|nhieu|it|lon|nho|dong) nhat"
    r"|(?:tang|giam) (?:hay|bao nhieu|the nao|them)|gap (?:may|bao nhieu)|compared?|more|fewer|less)\b"
)
FIGURES = re.compile(
    r"\b(?:bao nhieu|may|tong|cong lai|ty le|thoi gian|nang suat|san luong|doanh thu"
    r"|phan tram|chenh lech|so luong|so tien|dan so|thu nhap|dien tich|muc"
    r"|(?:nhieu|it|cao|thap|lon|nho|dong|dai|ngan|nhanh|cham)\b.{0,40}\b(?:hon|nhat)|(?:tang|giam) (?:hay|bao nhieu)"
    r"|how (?:many|much)|more|fewer|less|total)\b|^so (?!sanh)|\b(?:so sanh|so voi)\b.{0,60}\bso (?!voi|sanh)"
    r"|\bso \w+(?: \w+){0,4} (?:so voi|cua|o|va)\b|\bso voi\b|\bkhac nhau\b"
)
"""Folded words that ask of amounts."""

OF = re.compile(r"^\W*(?:cua|thuoc|o|tai)\W*$|^\s*$")

YEAR = re.compile(r"\b(?:19|20)\d\d\b")

IDLE = re.compile(
    r"\b(?:(?:nơi|xã|huyện|phường|tỉnh|thị xã|thị trấn|đơn vị|địa phương|bên|năm|báo cáo|kỳ) nào|bao nhiêu|mấy"
    r"|(?:nhiều|ít|cao|thấp|lớn|nhỏ|đông|dài|ngắn|nhanh|chậm)(?: hơn| nhất)|(?:nhiều|ít|đông)(?= .*hơn)"
    r"|hơn(?: kém)?|kém|so với|so sánh|chênh lệch|(?:chênh|cách|hơn kém) nhau|gấp (?:mấy|bao nhiêu) lần"
    r"|(?:có )?khác (?:nhau|gì)(?: thế nào| ra sao| không)?|thế nào|ra sao"
    r"|tổng cộng|tổng|cộng lại|cộng với|gộp lại|cộng|cả hai|cả ba"
    r"|(?:tăng|giảm)(?: hay (?:tăng|giảm))?(?: thêm)?|giữa|hay là|hay|hoặc|và|với|là|có|của|ở|tại|trong"
    r"|vào|từ|đến|năm(?: học)?|thì|được|đã|cho biết|hãy|nơi|bên)\b|[?,.:;()]",
    re.IGNORECASE,
)
"""What of such a question says nothing of the matter."""


@dataclass(frozen=True, slots=True)
class Part:
    """One of the places or years that are put side by side.

    Attributes:
        said: what it is called, as typed; of one place at several times the year.
        reports: those that it is asked of, newest first; none where there is none.
    """

    said: str
    reports: tuple[ReportRecord, ...]


@dataclass(frozen=True, slots=True)
class Parted:
    """A question in its parts.

    Attributes:
        parts: two or more.
        reckoning: what is to be done with their figures.
        matter: what each is asked.
        of_figures: whether it is asked of amounts.
        names: the bare names or the years of the parts, as typed.
        of_years: whether it is one place at several times.
    """

    parts: tuple[Part, ...]
    reckoning: Reckoning
    matter: str
    of_figures: bool
    names: tuple[str, ...]
    of_years: bool = False


def parted(asked: Understood, reports: Sequence[ReportRecord]) -> Parted | None:
    """The parts of a question of several places, or of one at several times; None where it is of one alone.

    Args:
        asked: what was understood.
        reports: those that may be asked.
    """
    text = asked.query.text
    spans = [match.span() for match in TOKEN.finditer(text)]
    groups = _groups([one for one in asked.said.named if one.kind != "signer"], fold(text), spans)
    years = list(
        dict.fromkeys(int(year) for one in asked.said.times for year in YEAR.findall(f"{one.first} {one.last}"))
    )
    parts = _places(asked, groups, years, reports, text, spans)
    taken = [(spans[one.start][0], spans[one.end - 1][1]) for group in groups for one in group]
    of_years = not parts and len(groups) <= 1 and len(years) > 1
    if of_years:
        parts = _years(groups, years, reports)
    if len(parts) < 2:
        return None
    taken += [(one.start, one.end) for one in asked.said.times]
    if (at := text.find(asked.said.unknown)) >= 0 and asked.said.unknown:
        taken.append((at, at + len(asked.said.unknown)))
    folded = fold(text)
    reckoning: Reckoning = "add" if ADDS.search(folded) else "compare" if COMPARES.search(folded) else "each"
    bare = (without_type(fold(text[start:end]).split()) for start, end in taken[: sum(map(len, groups))])
    names = tuple(bare) if len(groups) > 1 else tuple(map(str, years))
    return Parted(
        parts, reckoning, matter_in(_without(asked, taken)), FIGURES.search(folded) is not None, names, of_years
    )


def _groups(named: Sequence[Named], folded: str, spans: Sequence[tuple[int, int]]) -> list[list[Named]]:
    """The names by what they name: those of one office, or of it and the place that it lies in, stand together."""
    groups: list[list[Named]] = []
    for one in named:
        between = folded[spans[groups[-1][-1].end - 1][1] : spans[one.start][0]] if groups else ""
        if groups and OF.match(between) and nearness([*groups[-1], one]):
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def _places(
    asked: Understood,
    groups: Sequence[Sequence[Named]],
    years: Sequence[int],
    reports: Sequence[ReportRecord],
    text: str,
    spans: Sequence[tuple[int, int]],
) -> tuple[Part, ...]:
    """A part for each place, where two or more stand side by side; none where they don't."""
    found: dict[tuple[str, ...], Part] = {}
    for group in groups:
        near = nearness(group)
        own = [report for report in reports if near.get(report.id) == OWN]
        of_time = [report for report in own if not years or any(is_of(report, year) for year in years)]
        said = text[spans[group[0].start][0] : spans[group[-1].end - 1][1]]
        key = tuple(report.id for report in own) or (said,)
        found.setdefault(key, Part(said, tuple(of_time)))
    parts = list(found.values())
    if asked.said.unknown and parts:
        parts.append(Part(asked.said.unknown, ()))
    return tuple(parts) if len(parts) > 1 else ()


def _years(
    groups: Sequence[Sequence[Named]], years: Sequence[int], reports: Sequence[ReportRecord]
) -> tuple[Part, ...]:
    """A part for each year, where the place named, or the only one there is, has a report of each; none otherwise."""
    if not groups:
        return ()
    near = nearness(groups[0])
    own = [report for report in reports if near.get(report.id) == OWN]
    parts = []
    for year in years:
        of_year = tuple(report for report in own if is_of(report, year))
        if not of_year:
            return ()
        parts.append(Part(str(year), of_year))
    return tuple(parts) if len({part.reports for part in parts}) == len(parts) else ()


def is_of(report: ReportRecord, year: int) -> bool:
    """Whether a report's period ends in that year; one without a period is of the year it was issued in."""
    header = report.header
    last = header.period[1] if header.period else header.issued or ""
    return last.startswith(str(year))


def without_names(asked: Understood) -> str:
    """The question without its times and the names of places and agencies, a bar for each, with its accents."""
    spans = [match.span() for match in TOKEN.finditer(asked.query.text)]
    names = [one for one in asked.said.named if one.kind != "signer" and one.end <= len(spans)]
    taken = [(spans[one.start][0], spans[one.end - 1][1]) for one in names]
    return _without(asked, [*taken, *((one.start, one.end) for one in asked.said.times)])


def _without(asked: Understood, taken: Sequence[tuple[int, int]]) -> str:
    kept = list(asked.query.text)
    for start, end in taken:
        kept[start:end] = " | " + " " * (end - start - 3)
    rest = "".join(kept)
    if not has_accents(rest):
        restored = {fold(word): word for word in tokens(asked.words.text)}
        rest = TOKEN.sub(lambda word: restored.get(fold(word[0]), word[0]), rest)
    return rest


def matter_in(text: str) -> str:
    """What `text`, a question without its names or a part of it, says that is no putting side by side."""
    return " ".join(IDLE.sub(" ", text).replace("|", " ").split())
