"""An old workbook (.xls) becomes blocks as a new one does: values by calamine, number formats and fonts by `biff`."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from ..blocks import Reading
from ..errors import FileUnreadableError, unreadable
from .biff import PLAIN, SheetRecords, workbook_records
from .fonts import Span
from .sheets import MOST_COLUMNS, Sheet, filled_rows, sheet_blocks, shown

MOST_CELLS = 1 << 24
"""From the first cell to the last, of all sheets together: one sheet of the most that the format can hold.

calamine makes room for every cell in between, and ends the process where there is none.
"""

DAY = "dd/mm/yyyy"
"""Shows a date whose own format is not known."""

PANIC = "PanicException"
"""What a fault inside a parser in Rust is raised as; not an `Exception`, and nowhere to import from."""


def read_xls(path: Path) -> Reading:
    """The blocks of a workbook of Excel 5 to 2003; what `sheets.read_xlsx` says holds here too.

    Raises:
        FileUnreadableError: the file is broken, hostile, or locked with a password.
    """
    try:
        return sheet_blocks(_sheets(path))
    except FileUnreadableError:
        raise
    except BaseException as error:
        if not isinstance(error, Exception) and type(error).__name__ != PANIC:
            raise
        said = error if isinstance(error, Exception) else ValueError(PANIC)
        raise unreadable("reading.sheets_broken", said) from error


def _sheets(path: Path) -> list[Sheet]:
    records = workbook_records(path)
    if records.locked:
        raise FileUnreadableError(key="reading.locked")
    if sum(sheet.span for sheet in records.sheets) > MOST_CELLS:
        raise FileUnreadableError(key="reading.sheets_wide")
    with CalamineWorkbook.from_path(path) as book:
        return [
            Sheet(about.name, filled_rows(about.name, _rows(book.get_sheet_by_index(index), looks)))
            for index, (about, looks) in enumerate(zip(book.sheets_metadata, records.sheets, strict=True))
            if about.typ == SheetTypeEnum.WorkSheet and about.visible == SheetVisibleEnum.Visible
        ]


def _rows(sheet: CalamineSheet, records: SheetRecords) -> Iterator[list[Span]]:
    for row, values in enumerate(sheet.to_python(skip_empty_area=False)):
        looks = (records.looks.get((row, column), PLAIN) for column in range(MOST_COLUMNS))
        yield [
            Span(_shown(value, look.format), look.font) if value != "" else Span("")
            for value, look in zip(values, looks, strict=False)
        ]


def _shown(value: object, format_: str) -> str:
    if isinstance(value, datetime.date):
        if not isinstance(value, datetime.datetime):  # midnight: the format says whether it is shown
            value = datetime.datetime.combine(value, datetime.time())
        format_ = DAY if format_ == PLAIN.format else format_
    return shown(value, format_).strip()
