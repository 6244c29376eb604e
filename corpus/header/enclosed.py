"""Several documents in one file: a report, and after its signature another with a letterhead of its own."""

from __future__ import annotations

import re

from ..blocks import Block
from ..bundles import MOST_DOCUMENTS
from ..dates import date_in
from .agency_lines import LETTERHEAD_AGENCY
from .attached import attributed
from .closing import closing_span, unmerged
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

FORM = re.compile(r"\W*(?:biểu\s+)?mẫu\b(?:\s+\w+){0,2}?\s*[:.]?\s*(?:\d|[IVX]+\b)|\W*phụ\s+lục\b", re.IGNORECASE)
"""The line over a form, or an annex: "Mẫu số 01/BC"."""

ABOVE_HEAD = 2
"""Lines above a letterhead, or the type in it, of which one may call it a form."""

TO_FILL_IN = re.compile(r"\w.*(?:…\s?…|\.{5}|_{5})(?![….\s]*\d+$)|[….]{3}.*[^\W\d]")
"""Room for the pen, and not the dots of a table of contents, which lead to a number."""

FORM_LINES = 3
"""Lines with room for the pen, from which a document is a form; a number and a date may be left to the pen in any."""

INTRODUCES = (":", " sau", "“", '"', "«")
QUOTED = ("“", '"', "«")
"""How a line ends before what is quoted, and how that begins."""

WITH_ANOTHER = re.compile(r"\(?\s*(?:được\s+)?(?:ban\s+hành\s+)?kèm\s+theo\b", re.IGNORECASE)


def documents(blocks: list[Block]) -> list[list[Block]]:
    """The documents in `blocks`, each with its own; one where nothing tells for sure that there are more.

    Another document begins where the one before it is signed, with a motto, a type, and a number or date that is filled
    in: a form that is attached leaves room for them. What is issued with the one before it, quoted, or called a form is
    of that.
    """
    lines = [line for _, _, line in lines_of(blocks)]
    mottoes = [at for at, line in enumerate(lines) if _is_motto(line)]
    if not 2 <= len(mottoes) <= MOST_DOCUMENTS:
        return [blocks]
    starts = [0]
    for motto in mottoes[1:]:
        start = _head_start(lines, motto)
        if (
            start > starts[-1]
            and not _is_quoted_or_form(lines, start, motto)
            and closing_span(lines[starts[-1] : start])
            and _opens(blocks, starts[-1], start, _is_signed(lines[start:]))
        ):
            starts.append(start)
    return [_between(blocks, start, stop) for start, stop in zip(starts, [*starts[1:], len(lines)], strict=True)]


def _is_motto(line: str) -> bool:
    return any(one in line for one in HEADINGS)


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


def _is_quoted_or_form(lines: list[str], start: int, motto: int) -> bool:
    above = lines[start - 1]
    if above.endswith(INTRODUCES) or lines[start].startswith(QUOTED) or lines[motto].startswith(QUOTED):
        return True
    if any(map(FORM.match, lines[max(0, start - ABOVE_HEAD) : motto + 1])):
        return True
    return sum(map(bool, map(TO_FILL_IN.search, lines[start : start + OPENING_LINES]))) >= FORM_LINES


def _is_signed(lines: list[str]) -> bool:
    """Whether somebody has signed what begins with these lines: the one name that no form has."""
    motto = next((at for at, line in enumerate(lines) if at > ABOVE_MOTTO and _is_motto(line)), len(lines))
    span = closing_span(lines[:motto])
    return span is not None and any(map(is_person, unmerged(lines[slice(*span)])))


def _opens(blocks: list[Block], before: int, start: int, signed: bool) -> bool:
    """Whether a document begins at that line, whose number or date is filled in, and not what the one before it issues.

    A date without its day is a form's too, unless that is `signed`.
    """
    parts = divide(_between(blocks, start, start + OPENING_LINES))
    letterhead = [line for block in parts.letterhead for line in block.lines]
    notes = [line for line in letterhead if WITH_ANOTHER.match(line)]
    head = [cell for line in letterhead if line not in notes for cell in cells(line)]
    dates = [date_in(cell) for cell in head if PLACE_LINE.match(cell)]
    filled = any(map(number_of, head)) or any(
        date and date[1] in ("day", "month" if signed else "day") for date in dates
    )
    if parts.doc_type is None or not filled or not any(map(motto_span, head)):
        return False
    return not notes or attributed(notes).number not in ("", *_numbers(blocks, before, start))


def _numbers(blocks: list[Block], start: int, stop: int) -> set[str]:
    """The numbers in the letterhead of the document between two lines."""
    parts = divide(_between(blocks, start, min(stop, start + OPENING_LINES)))
    found = (number_of(cell) for block in parts.letterhead for line in block.lines for cell in cells(line))
    return set(filter(None, found))


def _between(blocks: list[Block], start: int, stop: int) -> list[Block]:
    """The lines of `blocks` from the one at `start` to the one before `stop`."""
    return first_lines(without_lines(blocks, start), stop - start)
