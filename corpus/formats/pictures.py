"""The pictures of pages, made ready to be recognised: at one fineness, in grey, level, red ink apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image, ImageOps, ImageSequence

from ..errors import FileUnreadableError, unreadable

DPI = 300
"""Dots per inch at which Vietnamese marks are told apart; coarser pictures are enlarged to it."""

POINTS = 72
A4_WIDTH = 8.27
"""Inches; the width of a page whose picture does not say how fine it is."""

MAX_PIXELS = 40_000_000
"""Of a page as it is recognised: A3 at 300 dots per inch has 17 million."""

MAX_PICTURE = 180_000_000
"""Pixels of a picture file; beyond it lies what was made to fill the memory."""

MAX_SCANS = 300
"""Pages recognised in one file: a page takes seconds."""

MOST_SKEW = 4.0
"""Degrees by which a page may lie askew on the glass."""

RED = 40
"""By how much red outshines the other colours in the ink of a seal, 0 to 255."""

LEAST_RED = 0.0003
"""Share of a page that red ink covers where a stamp is on it."""


def pages_of(path: Path) -> Iterator[Image.Image]:
    """The pages of a picture file (several in a TIFF), upright as the file says, on white, at `DPI`.

    Raises:
        FileUnreadableError: the file is broken, or a page too large.
    """
    Image.MAX_IMAGE_PIXELS = MAX_PICTURE // 2
    try:
        with Image.open(path, formats=("PNG", "JPEG", "TIFF")) as picture:
            for frame in islice(ImageSequence.Iterator(picture), MAX_SCANS):
                if frame.width * frame.height > MAX_PICTURE:
                    raise FileUnreadableError(key="reading.picture_large", millions=MAX_PICTURE // 1000000)
                yield _upright(frame)
    except FileUnreadableError:
        raise
    except Exception as error:
        raise unreadable("reading.picture_broken", error) from error


def _upright(frame: Image.Image) -> Image.Image:
    picture = ImageOps.exif_transpose(frame)
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        picture = picture.convert("RGBA")
        paper = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(paper, picture)
    if picture.mode in ("I;16", "I", "F"):
        picture = picture.point(lambda value: value / 256).convert("L")
    picture = picture.convert("RGB")
    dpi = float(frame.info.get("dpi", (0, 0))[0] or 0)
    if not 100 <= dpi <= 1200:
        dpi = min(picture.size) / A4_WIDTH
    scale = min(DPI / dpi, 4.0, (MAX_PIXELS / (picture.width * picture.height)) ** 0.5)
    if not 0.75 <= scale <= 1.2:
        size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
        picture = picture.resize(size, Image.Resampling.LANCZOS)
    return picture


def rendered(
    path: Path, numbers: Iterable[int], dpi: int = DPI, most: int = MAX_PIXELS
) -> Iterator[tuple[int, Image.Image]]:
    """The pages of `numbers`, from 1, of a PDF as pictures, so fine and of so many pixels at most.

    Raises:
        FileUnreadableError: a page cannot be drawn.
        IndexError: there is no such page.
    """
    document = None
    try:
        document = pypdfium2.PdfDocument(path)
        for number in numbers:
            if not 0 < number <= len(document):
                raise IndexError(number)
            page = document[number - 1]
            width, height = page.get_size()
            scale = min(dpi / POINTS, (most / max(width * height, 1)) ** 0.5)
            yield number, page.render(scale=scale).to_pil().convert("RGB")
            page.close()
    except pypdfium2.PdfiumError as error:
        raise unreadable("reading.pdf_page_broken", error) from error
    finally:
        if document:
            document.close()


def inks(picture: Image.Image) -> tuple[Image.Image, Image.Image | None]:
    """The page without red ink (seals, marks of receipt), in grey; and its red ink alone, None where there is none."""
    colours = np.asarray(picture, dtype=np.int16)
    red = colours[..., 0] - colours[..., 1:].min(axis=2) > RED
    if red.mean() < LEAST_RED:
        return picture.getchannel("R"), None
    return picture.getchannel("R"), Image.fromarray(np.where(red, 0, 255).astype(np.uint8))


def without_skew(grey: Image.Image) -> Image.Image:
    """`grey` turned by the few degrees that make its lines level."""
    small = grey.copy()
    small.thumbnail((900, 900))
    dark = Image.fromarray(np.where(np.asarray(small) < 160, 255, 0).astype(np.uint8))
    best = 0.0
    for step, reach in ((1.0, MOST_SKEW), (0.25, 0.75), (0.1, 0.2)):
        angles = best + np.arange(-reach, reach + step / 2, step)
        best = float(max(angles, key=lambda angle: _levelness(dark, angle)))
    if abs(best) < 0.15 or abs(best) > MOST_SKEW:
        return grey
    return grey.rotate(best, Image.Resampling.BICUBIC, fillcolor=255)


def _levelness(dark: Image.Image, angle: float) -> float:
    """How sharply rows of ink and rows of paper part when the page is turned by `angle` degrees."""
    rows = np.asarray(dark.rotate(angle), dtype=np.float32).sum(axis=1)
    return float(np.square(np.diff(rows)).sum())
