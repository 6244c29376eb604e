"""Whether a place lies in another one: by the headers of its own reports, where they say so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...corpus.vietnamese import TOKEN, fold
from ...index.records import ReportRecord
from ...words import Language, say
from ..constants import UNDECIDED_CONFIDENCE
from ..header_names import OWN, UNIT, nearness, without_type
from ..understanding import Understood
from .composition import Answer, composed, header_point
from .header import label_of

LIES = re.compile(
    r"^(?:(?:co phai|co dung|lieu) (?:la )?)?(?P<place>.+?) (?:co |la )?(?:truc thuoc|thuoc|nam trong|nam o|o trong|o) "
    r"(?:dia ban )?(?P<above>.+?) (?:co )?(?:phai |dung )?(?:khong|chua)\W*$"
)
"""What asks whether a place lies in another, folded."""


def lying_in(asked: Understood, reports: Sequence[ReportRecord], language: Language) -> Answer | None:
    """Yes or no, with the district and the province that the headers of the place's own reports have.

    None where that is not asked, or they do not say.
    """
    text = asked.query.text
    question = LIES.match(fold(text)) if len(fold(text)) == len(text) else None
    if question is None:
        return None
    spans = [match.span() for match in TOKEN.finditer(text)]
    named = [one for one in asked.said.named if one.kind != "signer" and one.end <= len(spans)]
    place = [one for one in named if spans[one.end - 1][1] <= question.end("place")]
    if not place or (spans[place[0].start][0], spans[place[-1].end - 1][1]) != question.span("place"):
        return None
    near = nearness(place)
    own = [report for report in reports if near.get(report.id) == OWN]
    told = [(report, is_in) for report in own if (is_in := _is_in(report, question["above"])) is not None]
    if not told or len({is_in for _, is_in in told}) > 1:
        return None
    sure = told[0][0] is own[0]  # what an older report says may no longer be so
    points = [header_point(report, _where(report), label_of(report)) for report, _ in told]
    lead = say("answers.reply_yes" if told[0][1] else "answers.reply_no", language)
    return composed(asked.raw, points, "header", 1.0 if sure else UNDECIDED_CONFIDENCE, lead)


def _is_in(report: ReportRecord, above: str) -> bool | None:
    """Whether a report's header has the place `above`, folded, over its agency; None where it has none of that type."""
    unit = UNIT.fullmatch(above)
    there = list(_above(report))
    if unit:
        of_type = [name for kind, name in there if kind == _kind(unit["type"])]
        return unit["name"] in of_type if of_type else None
    names = [name for _, name in there]
    return without_type(above.split()) in names or (False if len(there) > 1 else None)


def _above(report: ReportRecord) -> Iterator[tuple[str, str]]:
    """The type and the name, folded, of each place that the header has over the agency."""
    header = report.header
    district = UNIT.search(fold(header.district or ""))
    if district:
        yield _kind(district["type"]), district["name"]
    if header.province:
        yield "tinh", fold(header.province)


def _kind(unit: str) -> str:
    return {"tp": "thanh pho", "tx": "thi xa"}.get(unit, unit)


def _where(report: ReportRecord) -> str:
    """The district and the province of a report, as its header has them."""
    header = report.header
    province = say("conditions.province", "vi", value=header.province) if header.province else ""
    return ", ".join(filter(None, (header.district, province)))
