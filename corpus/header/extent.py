"""A document's three parts: what stands above its body, the body, and what closes it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ..blocks import Block
from ..vietnamese import fold
from .closing import closing_span
from .letterhead import DATE, PLACE_LINE, capitals_whole, is_motto
from .opening import (
    ADDRESSEE,
    BODY_OPENING,
    NUMBERED,
    TITLE_LINE_LENGTH,
    Opening,
    lines_of,
    read_opening,
    without_lines,
)
from .title import NOT_SAID, Attribution
from .type_line import ENACTED_TYPES

STRAY_BLOCKS = 4
STRAY_LENGTH = 60
ENACTING = re.compile(
    r"(?:(?:ra |nay )?(?:quyet dinh|quyet nghi|nghi dinh|nghi quyet|chi thi|lenh|ban hanh)|thong tu)\s*:?"
)
"""The formula between the grounds and what is enacted, folded: "QUYẾT ĐỊNH:"; no heading and no document's type."""

ADDRESSEE_LENGTH = 80
"""Characters; a longer line below the last addressee, without a dash, is the body's first."""

GROUNDS_LINES = 60
"""Lines from the body's beginning in which the enacting formula may stand."""


LONGEST_LINE = 5000
"""Characters of a line of addressees: in a longer one a text has lost its lines, and it is the body."""


@dataclass(frozen=True, slots=True)
class Parts:
    """A document's parts, each a run of blocks; any of them may be empty.

    Attributes:
        letterhead: above the document's type, a line a cell.
        doc_type: tên loại ("Báo cáo"); None if there is none.
        title: the lines of the trích yếu.
        addressees: the lines of the kính gửi, without its label.
        body: what the report says.
        closing: nơi nhận and signature.
        attribution: what the title says before the trích yếu: "của Chính phủ số 86/2002/NĐ-CP ngày …".
        authority: the line above the legal grounds that says who decides ("BỘ TRƯỞNG BỘ TÀI CHÍNH").
    """

    letterhead: tuple[Block, ...]
    doc_type: str | None
    title: tuple[str, ...]
    addressees: tuple[str, ...]
    body: tuple[Block, ...]
    closing: tuple[Block, ...]
    attribution: Attribution = NOT_SAID
    authority: str = ""


def divide(blocks: list[Block]) -> Parts:
    """The parts of the document in `blocks`."""
    opening = read_opening([_with_capitals(block) for block in blocks])
    opening = _with_strays(opening)
    addressees, rest = _addressees(opening.rest)
    body, closing = _closing(_without_enacting(rest) if opening.doc_type in ENACTED_TYPES else rest)
    return Parts(
        tuple(opening.letterhead),
        opening.doc_type,
        opening.title,
        tuple(addressees),
        tuple(body),
        tuple(closing),
        opening.attribution,
        opening.authority,
    )


def _with_capitals(block: Block) -> Block:
    lines = tuple(capitals_whole(line) for line in block.lines)
    return block if lines == block.lines else replace(block, lines=lines)


def _with_strays(opening: Opening) -> Opening:
    """`opening` with the motto and the date that a page's columns left below the kính gửi."""
    strays: list[str] = []
    rest: list[Block] = []
    for index, block in enumerate(opening.rest):
        lines = tuple(line for line in block.lines if index >= STRAY_BLOCKS or not _is_stray(line))
        strays += [line for line in block.lines if line not in lines]
        if lines:
            rest.append(block if lines == block.lines else replace(block, lines=lines))
    return replace(opening, letterhead=[*opening.letterhead, Block(tuple(strays))], rest=rest) if strays else opening


def _is_stray(line: str) -> bool:
    if len(line) > STRAY_LENGTH:
        return False
    return is_motto(line) or (PLACE_LINE.match(line) is not None and re.search(rf"{DATE}$", line) is not None)


def _addressees(blocks: list[Block]) -> tuple[list[str], list[Block]]:
    """The lines after "Kính gửi:" and what follows them."""
    if not blocks or not ADDRESSEE.match(blocks[0].lines[0]) or len(blocks[0].lines[0]) > LONGEST_LINE:
        return [], blocks
    found: list[str] = []
    rest = blocks
    while rest:
        taken = 0
        for line in rest[0].lines:
            named = ADDRESSEE.sub("", line).strip()
            listed = named.startswith(("-", "+", "•"))
            if found and NUMBERED.match(named):
                break
            wrapped = named[:1].islower() and not found[-1].endswith((".", ";")) if found else False
            if found and not (listed or wrapped) and (rest[0] is not blocks[0] or found[-1].endswith((".", ":"))):
                break
            if found and (len(named) > TITLE_LINE_LENGTH or (BODY_OPENING.match(named) and not listed)):
                break
            if found and not listed and len(named) > ADDRESSEE_LENGTH and named[0].isupper() and found[-1][-1] != ";":
                break
            if wrapped:
                named = f"{found.pop()} {named}"
            found += [name for part in named.split(";") if (name := part.strip(" -+•"))]
            if named.endswith(";"):
                found[-1] += ";"
            taken += 1
        left = rest[0].lines[taken:]
        if left:
            rest = [replace(rest[0], lines=left), *rest[1:]]
            break
        rest = rest[1:]
        if found and found[-1].endswith("."):
            break
    return [name.rstrip(" .;,") for name in found], rest


def _without_enacting(blocks: list[Block]) -> list[Block]:
    """`blocks` without the formula between the grounds and what is enacted."""
    for count, (index, at, line) in enumerate(lines_of(blocks)):
        if count > GROUNDS_LINES:
            break
        if len(line) < 40 and (line.isupper() or line.endswith(":")) and ENACTING.fullmatch(fold(line).strip(" .")):
            left = (*blocks[index].lines[:at], *blocks[index].lines[at + 1 :])
            return [*blocks[:index], *([replace(blocks[index], lines=left)] if left else []), *blocks[index + 1 :]]
    return blocks


def _closing(blocks: list[Block]) -> tuple[list[Block], list[Block]]:
    """The body, with what is attached to it, and the nơi nhận and signature between them."""
    span = closing_span([line for _, _, line in lines_of(blocks)])
    if span is None:
        return blocks, []
    after = without_lines(blocks, span[1])
    closing = first_lines(without_lines(blocks, span[0]), span[1] - span[0])
    return [*first_lines(blocks, span[0]), *after], closing


def first_lines(blocks: list[Block], count: int) -> list[Block]:
    """The first `count` lines of `blocks`."""
    found: list[Block] = []
    for block in blocks:
        if count <= 0:
            break
        found.append(block if len(block.lines) <= count else replace(block, lines=block.lines[:count]))
        count -= len(block.lines)
    return found
