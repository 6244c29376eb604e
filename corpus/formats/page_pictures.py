"""One page of a PDF as a picture, to be looked at beside what was read of it."""

from __future__ import annotations

from pathlib import Path

from ..bundles import Member, Unpacked
from ..errors import FileUnreadableError
from .pictures import rendered

DPI = 130
"""Dots per inch at which a page is read on a screen."""

MAX_PIXELS = 6_000_000
"""Of a picture: A3 has four million."""

QUALITY = 80


def draw(path: Path, place: str) -> Unpacked:
    """Write the page that the last part of `place` numbers, from 1, there as a JPEG.

    Raises:
        FileUnreadableError: there is no such page, or it cannot be drawn.
    """
    number = int(Path(place).name)
    try:
        ((_, picture),) = rendered(path, [number], DPI, MAX_PIXELS)
    except IndexError as error:
        raise FileUnreadableError(key="reading.no_such_page", n=number) from error
    picture.save(place, "JPEG", quality=QUALITY)
    return Unpacked((Member(str(number)),))
