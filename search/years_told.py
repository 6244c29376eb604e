"""Which years a text tells something of: not those it only compares with, nor those that date the documents it cites.

"Xã đạt 17/19 tiêu chí, tăng 02 tiêu chí so với năm 2023" has the year 2023, and tells nothing of it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ..corpus.references.cited_documents import citations_in
from ..corpus.references.document_number import plain
from ..corpus.vietnamese import fold
from ..index.records import ReportRecord
from .constants import LONGEST_YEARS

YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?!\d|[.,]\d)")
SPAN = re.compile(r"(?<![\d.,])((?:19|20)\d\d)\s*[-–—]\s*((?:19|20)\d\d)(?!\d|[.,]\d)")

SAID = r"(?:(?:cuoi|dau|giua|trong)\s+)?(?:nam\s+(?:hoc\s+)?)?(?:19|20)\d\d(?:\s*[-–—]\s*(?:19|20)\d\d)?"
COMPARED = re.compile(
    rf"\b(?:(?:so\s+(?:sanh\s+)?voi|cung\s+ky|compared\s+(?:to|with))(?:\s+[\w/%]+){{0,6}}?"
    rf"|gap\s+\S+\s+lan(?:\s+(?:so\s+voi|cung\s+ky|cua))*|(?:bang|dat)\s+\d[\d,.]*\s*%(?:\s+(?:so\s+voi|cung\s+ky|cua))*"
    rf"|(?:hon|kem|than)(?:\s+(?:so\s+voi|cung\s+ky|cua|muc|in))*"
    rf"|nhat\s+(?:ke\s+)?tu)\s+{SAID}(?:\s+(?:va|hoac)\s+{SAID})*"
)
"""What is only compared with, folded: "so với cùng kỳ năm 2021", "gấp 2,7 lần năm 2019", "cao nhất kể từ năm 1999"."""


@lru_cache(maxsize=4096)
def years_told(text: str) -> frozenset[int]:
    """The years, four digits, that `text` tells something of; of a span of years each one in it."""
    if not YEAR.search(text):
        return frozenset()
    text = plain(text)
    folded = fold(text)
    if len(folded) != len(text):
        folded = text.lower()
    kept = list(folded)
    cited = ((one.start, one.end) for one in citations_in(text))
    for start, end in (*cited, *(match.span() for match in COMPARED.finditer(folded))):
        kept[start:end] = " " * (end - start)
    rest = "".join(kept)
    told = {int(year[0]) for year in YEAR.finditer(rest)}
    for match in SPAN.finditer(rest):
        first, last = int(match[1]), int(match[2])
        told |= set(range(first, last + 1)) if last - first < LONGEST_YEARS else set()
    return frozenset(told)


def is_on(report: ReportRecord, year: int) -> bool:
    """Whether a report is on `year`, by the period it reports on; one without a period by its date or its title."""
    header = report.header
    if header.period:
        return int(header.period[0][:4]) <= year <= int(header.period[1][:4])
    return (header.issued or "").startswith(str(year)) or year in years_told(header.title or "")


def is_on_several(report: ReportRecord) -> bool:
    """Whether a report reviews more years than two: a school year has two."""
    period = report.header.period
    return period is not None and int(period[1][:4]) - int(period[0][:4]) > 1
