"""A workbook (.xlsx) becomes blocks: each sheet's name, its lines of text, its rows under the columns' names."""

from __future__ import annotations

import datetime
import re
import warnings
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from pathlib import Path
from typing import Any

import openpyxl

from ..blocks import Block, Reading, text_blocks
from ..errors import FileUnreadableError, unreadable
from .archive import check_archive
from .fonts import Letters, Span
from .tables import TOTAL, header_of, table_blocks

MOST_ROWS, MOST_COLUMNS = 20_000, 200
"""Of a sheet's filled part; a larger one is a database and no attachment of a report."""

SIGNERS = 2
"""Cells of a row below the table: who made it and who signs."""

EMPTY_ROWS = 1_000
"""So many in a row end a sheet, whatever size it claims."""

OWN_NAME = re.compile(r"(?:sheet|trang(?: tính)?|bảng tính)\s*\d*", re.IGNORECASE)
"""The names that sheets have before anyone gives them one."""

COLOUR_OR_LOCALE = re.compile(r"\[[^\]]*\]")
DIGIT = re.compile(r"\d")
LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.|\*.')
DIGITS = re.compile(r"[0#][0#?,]*(?:\.[0#?]*)?")
LARGEST = Decimal(10) ** 21
MOST_DECIMALS = 12
GENERAL, EXACT = Context(prec=15), Context(prec=60)
"""Excel keeps fifteen digits; what is shown of the largest number with the most decimals is not rounded twice."""

SPANNED = (datetime.datetime, datetime.date, datetime.time, datetime.timedelta)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The filled part of a sheet that is shown.

    Attributes:
        name: on its tab.
        rows: its cells, all rows of one length.
    """

    name: str
    rows: list[list[Span]]


def read_xlsx(path: Path) -> Reading:
    """The blocks of a workbook; hidden sheets are left out, formulas give the values last computed.

    Numbers stand as a Vietnamese reader sees them: "25.000", "92,6%", "05/12/2023".

    Raises:
        FileUnreadableError: the file is broken, hostile, or locked with a password.
    """
    check_archive(path)
    try:
        with warnings.catch_warnings(action="ignore"), closing(_workbook(path)) as book:
            sheets = [
                Sheet(sheet.title, filled_rows(sheet.title, _rows(sheet)))
                for sheet in book.worksheets
                if getattr(sheet, "sheet_state", "visible") == "visible"
            ]
    except FileUnreadableError:
        raise
    except Exception as error:
        raise unreadable("reading.sheets_broken", error) from error
    return sheet_blocks(sheets)


def sheet_blocks(sheets: list[Sheet]) -> Reading:
    """The blocks of sheets one after the other, each under its name if it was given one."""
    letters = Letters([cell] for sheet in sheets for row in sheet.rows for cell in row)
    blocks: list[Block] = []
    for sheet in sheets:
        texts = [[letters.text([cell]) for cell in row] for row in sheet.rows]
        if any(map(any, texts)):
            blocks += [] if OWN_NAME.fullmatch(sheet.name) else text_blocks(sheet.name, "heading")
            blocks += _blocks(texts)
    return Reading(blocks, letters.warnings)


def _workbook(path: Path) -> Any:
    return openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)


def _rows(sheet: Any) -> Iterator[list[Span]]:
    sheet.reset_dimensions()
    for cells in sheet.iter_rows(max_col=MOST_COLUMNS):
        yield [_span(cell) for cell in cells]


def filled_rows(name: str, sheet: Iterable[list[Span]]) -> list[list[Span]]:
    """The cells of a sheet without the empty rows and columns around and in it, merged ones in their first place.

    Raises:
        FileUnreadableError: there are more than `MOST_ROWS`.
    """
    rows: list[list[Span]] = []
    empty = 0
    for row in sheet:
        empty = 0 if any(cell.text for cell in row) else empty + 1
        if not empty:
            rows.append(row)
        if len(rows) > MOST_ROWS:
            raise FileUnreadableError(key="reading.sheet_long", title=name, rows=MOST_ROWS)
        if empty >= EMPTY_ROWS:
            break
    width = max((place + 1 for row in rows for place, cell in enumerate(row) if cell.text), default=0)
    return [[*row[:width], *[Span("")] * (width - len(row))] for row in rows]


def _blocks(rows: list[list[str]]) -> Iterator[Block]:
    """What stands above the table and below it as text, the table as rows.

    The lines above are those before the first row that can be a header; a letterhead and a signature stand in
    two groups of cells and are read like any other side by side.
    """
    header = header_of(rows)
    if header is None:
        yield from table_blocks(rows)
        return
    yield from _text_rows(rows[: header.start])
    end = len(rows)
    while end > header.stop and _is_below(rows[end - 1]):
        end -= 1
    yield from table_blocks(rows[header.start : end], header_rows=len(header))
    yield from _text_rows(rows[end:])


def _text_rows(rows: list[list[str]]) -> Iterator[Block]:
    """Rows that are lines of text: a run of those with two cells gives the left ones, then the right ones."""
    pending: list[list[str]] = []
    for row in [*(list(filter(None, row)) for row in rows), []]:
        if len(row) == 2:
            pending.append(row)
            continue
        for column in zip(*pending, strict=True):
            yield from text_blocks("\n".join(column))
        pending = []
        yield from text_blocks(" ".join(row))


def _is_below(row: list[str]) -> bool:
    """Whether a row can stand under a table: a note or the names of those who sign."""
    texts = [cell for cell in row if cell]
    return len(texts) <= SIGNERS and not any(TOTAL.fullmatch(text) or DIGIT.search(text) for text in texts)


def _span(cell: Any) -> Span:
    value = cell.value
    if value is None or value == "":
        return Span("")
    font = getattr(cell, "font", None)
    return Span(shown(value, cell.number_format or "General").strip(), getattr(font, "name", None))


def shown(value: object, format_: str) -> str:
    """A value as its cell shows it."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, SPANNED):
        return _moment(value, format_)
    if isinstance(value, int | float):
        return _number(value, format_)
    return str(value)


def _moment(value: object, format_: str) -> str:
    """A date in the order of Vietnam, with the parts that its format shows."""
    if isinstance(value, datetime.datetime | datetime.date):
        plain = LITERAL.sub("", COLOUR_OR_LOCALE.sub("", format_)).lower()
        clock = isinstance(value, datetime.datetime) and "h" in plain
        days = "%d/%m/%Y" if "d" in plain else "%m/%Y" if "m" in plain else "%Y"
        return value.strftime(f"{days} %H:%M" if clock else days)
    if isinstance(value, datetime.time):
        return value.strftime("%H:%M")
    return str(value)


def _number(value: float, format_: str) -> str:
    """A number with the decimals, groups and signs of its format, in the marks of Vietnam (25.000,5)."""
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite() or abs(number) >= LARGEST:
        return str(value)
    sections = COLOUR_OR_LOCALE.sub("", format_).split(";")
    section, sign = sections[0], "-" if number < 0 else ""
    if number < 0 and len(sections) > 1:
        section, sign = sections[1], ""
    if number == 0 and len(sections) > 2:
        section = sections[2]
    digits = DIGITS.search(LITERAL.sub(lambda match: "_" * len(match[0]), section))
    if digits is None:
        general = f"{number.normalize(GENERAL):f}".replace(".", ",")
        return general if "general" in section.lower() or "@" in section else _literal(section).strip()
    places, _, decimals = digits[0].partition(".")
    percent = "%" in section
    number = abs(number) * (100 if percent else 1)
    rounded = number.quantize(Decimal(1).scaleb(-min(len(decimals), MOST_DECIMALS)), ROUND_HALF_UP, EXACT)
    whole, _, rest = f"{rounded:f}".partition(".")
    while len(rest) > decimals.count("0") and rest.endswith("0"):
        rest = rest[:-1]
    if "," in places:
        whole = f"{int(whole):,}".replace(",", ".")
    whole = whole.zfill(min(places.count("0"), MOST_DECIMALS))
    before, after = _literal(section[: digits.start()]), _literal(section[digits.end() :])
    return f"{sign}{before}{whole}{',' if rest else ''}{rest}{after}".strip()


def _literal(format_: str) -> str:
    """What a part of a number's format shows as it stands."""
    return LITERAL.sub(lambda match: match[1] or match[2] or "", format_).replace("?", "")
