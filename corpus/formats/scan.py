"""Pictures of pages become blocks: their words as the program `tesseract` recognises them, each with its place."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, groupby
from pathlib import Path
from statistics import median
from xml.etree import ElementTree

from PIL import Image, ImageFilter

from ...words import both, say
from ..blocks import LAYOUT_CELL, Reading
from ..errors import ProgramMissingError
from ..vietnamese import fold, tokens
from .formulas import with_formulas, with_numerals
from .layout import Line, Word, lines_of, regions_of
from .pages import Page, blocks_of
from .pictures import DPI, MAX_SCANS, POINTS, inks, pages_of, rendered, without_skew

PAGE_SECONDS = 120

MODE = "4"
"""tesseract's page segmentation: one column of lines of any size, parted into columns by our own layout."""

COLUMN_MODE = "6"
"""The same for a column alone: one even block."""

SURE = 60
"""Confidence, 0 to 100, under which a page is named as unsure, and looked at for being turned."""

SURE_WORD = 80
"""Confidence under which a word that was looked at once is in doubt."""

NOISE = 30
"""Confidence under which a line is no writing: a stamp's edge, a signature, specks."""

SEAL_BLUR = 1.5
"""Dots by which a page with a seal is smoothed: its ring leaves steps in the letters that it crosses."""

STAMP_MODE = "11"
"""The same for stamps: text anywhere."""

STAMP = re.compile(r"(?:tuyet |toi )?mat|hoa toc(?: hen gio)?|(?:thuong )?khan")
"""What red stamps say of a document that its reader must know: độ mật, độ khẩn; folded."""

WINDOWS_PROGRAM = Path(r"C:\Program Files\Tesseract-OCR\tesseract.exe")
TABLE_RULE = re.compile(r"[|¦¡!\[\]_—]{1,3}")
"""What the rules between a table's cells are taken for."""

NUMBERS = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Recognised:
    """A page as recognised.

    Attributes:
        page: its lines.
        confidence: the mean of its letters, 0 to 100.
        doubts: its words that nothing confirms; see `Reading`.
    """

    page: Page
    confidence: float
    doubts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Seen:
    """Lines as recognised once, the mean confidence of their letters, and the words of little confidence."""

    lines: list[Line]
    confidence: float = 0.0
    doubts: frozenset[str] = frozenset()


def read_image(path: Path) -> Reading:
    """The blocks of a picture of a page, or of several in one TIFF file.

    Raises:
        FileUnreadableError: the picture is broken or too large, or `tesseract` or its Vietnamese is missing.
    """
    require_tesseract()
    pages = _recognise(enumerate(pages_of(path), 1))
    return Reading(blocks_of(with_numerals([found.page for found in pages])), _warnings(pages, []), _doubts(pages))


def pdf_pages(path: Path, numbers: list[int], required: bool) -> tuple[list[Page], tuple[str, ...], frozenset[str]]:
    """The pages of `numbers` (from 1) of the PDF in `path`, recognised, what to warn of, and the words in doubt.

    Raises:
        FileUnreadableError: `required`, and `tesseract` or its Vietnamese is missing.
    """
    if required:
        require_tesseract()
    elif not vietnamese_installed():
        said = say("warnings.scan_unread", "vi", pages=page_list(numbers), program=both("reading.tesseract"))
        return [], (said,), frozenset()
    pages = _recognise(rendered(path, numbers[:MAX_SCANS]))
    return with_numerals([found.page for found in pages]), _warnings(pages, numbers[MAX_SCANS:]), _doubts(pages)


def _doubts(pages: list[Recognised]) -> frozenset[str]:
    """The words in doubt of the pages that hold a header: the first, and the last."""
    return pages[0].doubts | pages[-1].doubts if pages else frozenset()


def require_tesseract() -> None:
    """Nothing, if scans can be read here.

    Raises:
        ProgramMissingError: `tesseract` or its Vietnamese is missing; the message says how to install them.
    """
    if not vietnamese_installed():
        raise ProgramMissingError(key="reading.scan", program=both("reading.tesseract"))


def tesseract() -> str | None:
    """The program's path; None where it is not installed."""
    return shutil.which("tesseract") or (str(WINDOWS_PROGRAM) if WINDOWS_PROGRAM.exists() else None)


def vietnamese_installed() -> bool:
    """Whether `tesseract` is here and knows Vietnamese."""
    return "vie" in _languages(tesseract())


@cache
def _languages(program: str | None) -> frozenset[str]:
    if program is None:
        return frozenset()
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=30, check=False)
    return frozenset(listed.stdout.split())


def _recognise(pictures: Iterable[tuple[int, Image.Image]]) -> list[Recognised]:
    return [_recognised(picture, number) for number, picture in pictures]


def _recognised(picture: Image.Image, number: int) -> Recognised:
    """One page; put upright first if nothing sensible stands in it as it lies."""
    black, red = inks(picture)
    grey = without_skew(black.filter(ImageFilter.MedianFilter(3)))
    found = _read(grey, number, sealed=red is not None)
    if found.confidence < SURE:
        turn = _turn(grey)
        if turn:
            turned = _read(without_skew(grey.rotate(-turn, expand=True, fillcolor=255)), number, sealed=red is not None)
            found = max(found, turned, key=lambda one: one.confidence)
    if number == 1 and red is not None:
        stamps = [line for line in _lines(without_skew(red), STAMP_MODE).lines if STAMP.fullmatch(fold(line.text))]
        lines = sorted([*found.page.lines, *stamps], key=lambda line: (line.top, line.x0))
        found = replace(found, page=replace(found.page, lines=lines))
    return found


def _run(grey: Image.Image, *options: str) -> str:
    program = tesseract()
    assert program is not None
    data = io.BytesIO()
    grey.save(data, "PNG", compress_level=1, dpi=(DPI, DPI))
    done = subprocess.run(
        [program, "stdin", "stdout", *options],
        input=data.getvalue(),
        capture_output=True,
        timeout=PAGE_SECONDS,
        check=False,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    )
    return done.stdout.decode("utf-8", "replace")


def _turn(grey: Image.Image) -> int:
    """Degrees clockwise to turn the page upright; 0 where it lies right or that cannot be told (osd not installed)."""
    if "osd" not in _languages(tesseract()):
        return 0
    try:
        told = re.search(r"Rotate: (\d+)", _run(grey, "--psm", "0", "-l", "osd"))
    except subprocess.TimeoutExpired:
        return 0
    return int(told[1]) if told else 0


def _read(grey: Image.Image, number: int, sealed: bool) -> Recognised:
    """One page, its letterhead and signature looked at twice; `sealed`: whether the edge of a seal may cut letters."""
    width, height = (length * POINTS / DPI for length in grey.size)
    seen = _lines(grey, MODE)
    lines, doubts = seen.lines, seen.doubts
    for region in regions_of(lines):
        left, *right = region.columns
        if right and any(LAYOUT_CELL.search(line.text) for line in chain(*region.columns)):
            before = [line for line in lines if line in left or any(line in column for column in right)]
            smooth = grey.filter(ImageFilter.GaussianBlur(SEAL_BLUR)) if sealed else grey
            after = _columns_anew(smooth, list(left), list(chain(*right)))
            lines = sorted(
                [*(line for line in lines if line not in before), *after], key=lambda line: (line.top, line.x0)
            )
            doubts = (doubts - (_words(before) & _words(after))) | (_words(before) ^ _words(after))
    return Recognised(with_formulas(Page(number, width, height, lines)), seen.confidence, doubts)


def _words(lines: list[Line]) -> frozenset[str]:
    return frozenset(tokens(" ".join(line.text for line in lines)))


def _lines(grey: Image.Image, mode: str) -> _Seen:
    try:
        return hocr_lines(_run(grey, "-l", "vie", "--psm", mode, "--dpi", str(DPI), "hocr"))
    except subprocess.TimeoutExpired:
        return _Seen([])


def _columns_anew(grey: Image.Image, left: list[Line], right: list[Line]) -> list[Line]:
    """The lines of a letterhead or signature read anew, each column alone.

    Side by side their base lines seldom meet, and the program bends one line through both.
    """
    gutter = (max(line.x1 for line in left) + min(line.x0 for line in right)) / 2
    top = max(0.0, min(line.top for line in chain(left, right)) - 8)
    foot = max(line.bottom for line in chain(left, right)) + 8
    found: list[Line] = []
    for start, end, before in ((0.0, gutter, left), (gutter, grey.width * POINTS / DPI, right)):
        x0, y0, x1, y1 = (round(place * DPI / POINTS) for place in (start, top, end, foot))
        paper = Image.new("L", (x1 - x0, y1 - y0 + DPI // 3), 255)
        paper.paste(grey.crop((x0, y0, x1, y1)), (0, DPI // 6))
        down = top - POINTS / 6
        alone = [
            replace(line, x0=line.x0 + start, x1=line.x1 + start, top=line.top + down, bottom=line.bottom + down)
            for line in _lines(paper, COLUMN_MODE).lines
        ]
        found += (
            alone if sum(len(line.text) for line in alone) > 0.8 * sum(len(line.text) for line in before) else before
        )
    return found


def hocr_lines(hocr: str) -> _Seen:
    """The lines of a page that `tesseract` describes in hOCR, in points."""
    try:
        root = ElementTree.fromstring(hocr)
    except ElementTree.ParseError:
        return _Seen([])
    rows: list[list[Word]] = []
    letters: list[tuple[int, float]] = []
    doubted: list[str] = []
    for element in root.iter():
        if not element.get("title", "").startswith("bbox") or "baseline" not in element.get("title", ""):
            continue
        words = [(word, confidence) for word, confidence in _row(element) if word.text]
        if not any(letter.isalnum() for word, _ in words for letter in word.text):
            continue
        weights = [(len(word.text), confidence) for word, confidence in words]
        if words and _mean(weights) >= NOISE:
            cells = groupby((word for word, _ in words), key=lambda word: bool(TABLE_RULE.fullmatch(word.text)))
            rows += [list(cell) for rule, cell in cells if not rule]
            letters += weights
            doubted += [word.text for word, confidence in words if confidence < SURE_WORD]
    if not rows:
        return _Seen([])
    usual = median(word.size for row in rows for word in row)
    level = [[_settled(word, usual) for word in row] for row in rows]
    return _Seen(lines_of(level), _mean(letters), frozenset(tokens(" ".join(doubted))))


def _mean(weights: list[tuple[int, float]]) -> float:
    return sum(weight * value for weight, value in weights) / sum(weight for weight, _ in weights)


def _settled(word: Word, usual: float) -> Word:
    """A word in the page's usual size if its own is nearly that: sizes are measured from ink, and waver."""
    size = usual if 0.8 * usual < word.size < 1.45 * usual else word.size
    return replace(word, top=word.bottom - size, size=size)


def _row(line: ElementTree.Element) -> Iterator[tuple[Word, float]]:
    """The words of one line of hOCR, each with its confidence."""
    facts = _facts(line)
    left, _, _, bottom = facts["bbox"]
    slope, offset = facts["baseline"]
    size = facts.get("x_size", [DPI / 6])[0] * 0.8
    for element in line.iter():
        if element.get("class") != "ocrx_word":
            continue
        word = _facts(element)
        x0, _, x1, _ = word["bbox"]
        foot = bottom + offset + slope * ((x0 + x1) / 2 - left) + 0.2 * size
        text = "".join(element.itertext()).strip()
        x0, x1, foot, high = (value * POINTS / DPI for value in (x0, x1, foot, size))
        yield Word(text, x0, x1, foot - high, foot, high), word.get("x_wconf", [0.0])[0]


def _facts(element: ElementTree.Element) -> dict[str, list[float]]:
    """The numbers that an hOCR title gives by name: "bbox 1 2 3 4; x_wconf 96"."""
    pairs = (part.strip().partition(" ") for part in element.get("title", "").split(";"))
    return {name: [float(number) for number in NUMBERS.findall(values)] for name, _, values in pairs}


def _warnings(pages: list[Recognised], left: list[int]) -> tuple[str, ...]:
    read = [found for found in pages if found.page.lines]
    blank = [found.page.number for found in pages if not found.page.lines]
    found: list[str] = []
    if read:
        share = sum(one.confidence for one in read) / len(read)
        named = page_list([one.page.number for one in read])
        found.append(say("warnings.recognised", "vi", pages=named, share=share))
    unsure = [one.page.number for one in read if one.confidence < SURE]
    if unsure:
        found.append(say("warnings.blurred", "vi", pages=page_list(unsure)))
    if blank:
        found.append(say("warnings.blank", "vi", pages=page_list(blank)))
    if left:
        found.append(say("warnings.scans_left", "vi", pages=page_list(left)))
    return tuple(found)


def page_list(numbers: list[int]) -> str:
    """Page numbers as a person lists them: "1-4, 7"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
