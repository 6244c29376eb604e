"""Several documents in one file: a report, and after its signature another with a letterhead of its own."""

from __future__ import annotations

from ..blocks import Block
from ..bundles import MOST_DOCUMENTS
from ..dates import date_in
from .agency_lines import LETTERHEAD_AGENCY
from .closing import closing_span
from .extent import divide, first_lines
from .letterhead import PLACE_LINE, cells, motto_span, number_of
from .opening import lines_of, without_lines
from .signature import is_person
from .signing import RECIPIENTS, is_signing

HEADINGS = ("CỘNG HÒA XÃ HỘI", "CỘNG HOÀ XÃ HỘI", "ĐẢNG CỘNG SẢN VIỆT NAM")
"""Of the State's documents (quốc hiệu) and the Party's, as they are printed."""

ABOVE_MOTTO = 8
"""Lines of a letterhead's left column that may be read before the motto beside it."""

LONGEST_HEAD = 90
OPENING_LINES = 80
"""Lines in which a document's letterhead and type stand."""


def documents(blocks: list[Block]) -> list[list[Block]]:
    """The documents in `blocks`, each with its own; one where nothing tells for sure that there are more.

    Another document begins where the one before it is signed, with a motto, a type, and a number or date that is filled
    in: a form that is attached leaves room for them.
    """
    lines = [line for _, _, line in lines_of(blocks)]
    mottoes = [at for at, line in enumerate(lines) if any(one in line for one in HEADINGS)]
    if not 2 <= len(mottoes) <= MOST_DOCUMENTS:
        return [blocks]
    starts = [0]
    for motto in mottoes[1:]:
        start = _head_start(lines, motto)
        if start > starts[-1] and closing_span(lines[starts[-1] : start]) and _opens(blocks, start):
            starts.append(start)
    return [_between(blocks, start, stop) for start, stop in zip(starts, [*starts[1:], len(lines)], strict=True)]


def _head_start(lines: list[str], motto: int) -> int:
    """Where the letterhead begins that has this motto: with the lines in capitals and the number read before it."""
    start = motto
    while start and motto - start < ABOVE_MOTTO and _is_head(lines[start - 1]):
        start -= 1
    return start


def _is_head(line: str) -> bool:
    if len(line) > LONGEST_HEAD or is_signing(line) or RECIPIENTS.match(line):
        return False
    if LETTERHEAD_AGENCY.match(line):
        return line.isupper()
    if is_person(line):
        return False
    rule = not any(map(str.isalpha, line))
    return rule or line.isupper() or number_of(line) is not None or PLACE_LINE.match(line) is not None


def _opens(blocks: list[Block], start: int) -> bool:
    """Whether a document begins at that line, whose number or date is filled in."""
    parts = divide(_between(blocks, start, start + OPENING_LINES))
    head = [cell for block in parts.letterhead for line in block.lines for cell in cells(line)]
    dates = [date_in(cell) for cell in head if PLACE_LINE.match(cell)]
    filled = any(map(number_of, head)) or any(date and date[1] != "year" for date in dates)
    return parts.doc_type is not None and filled and any(map(motto_span, head))


def _between(blocks: list[Block], start: int, stop: int) -> list[Block]:
    """The lines of `blocks` from the one at `start` to the one before `stop`."""
    return first_lines(without_lines(blocks, start), stop - start)
