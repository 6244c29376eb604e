"""The body's blocks become pieces: lines that were only wrapped, and paragraphs cut by a page, whole again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from ..blocks import Block, joined
from .numbering import BULLET, LISTED, TITLE_BELOW, numbering

TERMINAL = (".", ";", ":", "!", "?", "…", "/.")
STATEMENT_END = (".", ";", "/.")
WRAPPED_SHARE = 0.2
LEAST_WRAP, WIDEST_WRAP = 45, 120
"""Characters of a line that is broken by width: shorter ones say each its own."""

RAGGED = 8
"""Characters by which a wrapped line may fall short: the indentation that reading has dropped."""

LONGEST_PARAGRAPH = 20_000
"""Characters: some ten pages without a break are no paragraph, and nothing is gained by showing them as one."""

CUT_PARAGRAPH = 40
"""Characters: a shorter one without a closing mark is a heading or a label, not half of a paragraph."""

LONGEST_CAPITALS = 300
"""Characters of a title in capitals that goes on over several lines."""

WANTS_MORE = frozenset(
    [
        "và",
        "của",
        "các",
        "với",
        "về",
        "trong",
        "cho",
        "để",
        "là",
        "tại",
        "từ",
        "đến",
        "theo",
        "do",
        "bởi",
        "nhằm",
        "những",
        "một",
        "như",
        "hoặc",
        "hay",
        "trên",
        "dưới",
        "giữa",
        "khi",
        "mà",
        "ở",
        "nhà",
        "tỉnh",
        "huyện",
        "xã",
        "phường",
        "thị",
        "thành",
        "quận",
        "ban",
        "sở",
        "ủy",
        "bộ",
        "ngành",
    ]
)
"""Words after which a sentence cannot stop: a paragraph that ends in one was cut by a page."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One candidate paragraph: a heading, an item, a bullet, a plain paragraph or a table row."""

    text: str
    block: Block
    style: str | None = None
    number: str | None = None
    title: str = ""
    bullet: bool = False

    @property
    def level(self) -> str | None:
        """The numbering style, told apart by depth for dotted numbers."""
        if self.style == "dotted" and self.number:
            return f"dotted{self.number.count('.') + 1}"
        return self.style


def pieces_of(blocks: tuple[Block, ...]) -> list[Piece]:
    """The pieces of a body, in order."""
    return _join_split_headings(_settle_letters(_join_cut_paragraphs(list(_pieces(blocks)))))


def _pieces(blocks: tuple[Block, ...]) -> Iterator[Piece]:
    width = _wrap_width(blocks)
    for block in blocks:
        if block.kind == "row":
            yield from (Piece(part, block) for part in capped(" ".join(block.lines)))
            continue
        for text in _logical_lines(block.lines, width):
            for part in capped(text):
                yield _piece(part, block)


def capped(text: str) -> Iterator[str]:
    """`text` in parts of `LONGEST_PARAGRAPH` characters at most, cut where a sentence ends, else at a blank."""
    at = 0
    while len(text) - at > LONGEST_PARAGRAPH:
        most = at + LONGEST_PARAGRAPH
        end = text.rfind(". ", at, most) + 1 or text.rfind(" ", at, most)
        end = end if end > at else most
        yield text[at:end]
        at = end + text.startswith(" ", end)
    yield text[at:]


def _wrap_width(blocks: tuple[Block, ...]) -> int | None:
    """The width at which the lines of a text were broken; None if each line is a paragraph.

    Where lines are broken by width, many of them go on in a small letter; where each is a paragraph, hardly any.
    """
    following = [line for block in blocks for line in block.lines[1:] if not (LISTED.match(line) or numbering(line))]
    widest = max((len(line) for block in blocks if block.kind == "text" for line in block.lines), default=0)
    small = sum(line[:1].islower() for line in following)
    return widest if small > WRAPPED_SHARE * len(following) and widest <= WIDEST_WRAP else None


def _logical_lines(lines: tuple[str, ...], width: int | None) -> list[str]:
    """Lines of one block joined where a line was only wrapped: by the `width` of the text, or of this block alone."""
    width = width or _own_width(lines)
    runs: list[list[str]] = []
    for line in lines:
        if not runs or _opens(runs[-1][-1], line, width):
            runs.append([])
        runs[-1].append(line)
    return [joined(run) for run in runs]


def _own_width(lines: tuple[str, ...]) -> int | None:
    """The width at which the lines of a block were broken: some go on in a small letter, each after a full one."""
    widest = max(map(len, lines))
    wrapped = [
        _is_full(above, line, widest)
        for above, line in pairwise(lines)
        if line[:1].islower() and not LISTED.match(line) and not numbering(line)
    ]
    return widest if LEAST_WRAP <= widest <= WIDEST_WRAP and wrapped and all(wrapped) else None


def _is_full(previous: str, line: str, width: int) -> bool:
    """Whether the first word of `line` had no room in the `previous` one."""
    return len(previous) + 1 + len(line.split(maxsplit=1)[0]) > width - RAGGED


def _opens(previous: str, line: str, width: int | None) -> bool:
    """Whether `line` is not the rest of the `previous` one."""
    if LISTED.match(line) or numbering(line):
        return True
    if not line.lstrip("(“\"‘'")[:1].isupper():
        return previous.endswith(STATEMENT_END) and line.startswith("(")
    if previous.isupper() or line.isupper():
        return previous.isupper() != line.isupper()
    if len(previous) >= CUT_PARAGRAPH and (previous.endswith(",") or last_word(previous) in WANTS_MORE):
        return False
    return width is None or not _is_full(previous, line, width)


def last_word(text: str) -> str:
    """The last word of a line, with the mark that clings to it."""
    return text.rsplit(maxsplit=1)[-1]


def _piece(text: str, block: Block) -> Piece:
    numbered = numbering(text)
    if numbered:
        style, number, title = numbered
        return Piece(text, block, style, number, title)
    bullet = BULLET.match(text)
    if bullet and len(text) > bullet.end():
        return Piece(text[bullet.end() :], block, bullet=True)
    return Piece(text, block, bullet=LISTED.match(text) is not None)


def _join_cut_paragraphs(pieces: list[Piece]) -> list[Piece]:
    """Two halves of a paragraph between which a page ended become one."""
    runs: list[list[Piece]] = []
    length = 0
    for piece in pieces:
        length += 1 + len(piece.text)
        fits = length <= LONGEST_PARAGRAPH
        if runs and fits and _is_cut(runs[-1][-1], piece, begun=len(runs[-1]) > 1):
            runs[-1].append(replace(piece, style=runs[-1][0].style))
        else:
            runs.append([piece])
            length = len(piece.text)
    return [run[0] if len(run) == 1 else _whole(run) for run in runs]


def _whole(run: list[Piece]) -> Piece:
    """The pieces of one paragraph as one, its text and its title."""
    text = joined(piece.text for piece in run)
    titled = run[0].title and len(run[0].text) - len(run[0].title)
    return replace(run[0], text=text, title=text[titled:] if titled else run[0].title)


def _is_cut(first: Piece, second: Piece, begun: bool) -> bool:
    """Whether `second` goes on with `first`; `begun`: whether that goes on itself with what stands above it."""
    if second.bullet or second.style or any(u.block.kind != "text" or u.block.bold for u in (first, second)):
        return False
    short = len(first.text) < CUT_PARAGRAPH and not begun
    if short or first.text.endswith((*TERMINAL, ")")) or first.text.isupper():
        return False
    if second.text[:1].islower() or first.text.endswith((",", "-", "–")):
        return True
    last = last_word(first.text)
    if last in WANTS_MORE:
        return True
    return first.block is not second.block and (last[:1].isupper() or last[:1].isdigit()) and not first.style


def _settle_letters(pieces: list[Piece]) -> list[Piece]:
    """Single capitals that could be Roman or letters, settled by what came before ("H." then "I.")."""
    settled: list[Piece] = []
    last_capital = ""
    for piece in pieces:
        follows = piece.number and last_capital and piece.number == chr(ord(last_capital) + 1)
        if piece.style == "roman" and follows:
            piece = replace(piece, style="capital")  # noqa: PLW2901
        if piece.style == "capital" and piece.number:
            last_capital = piece.number
        settled.append(piece)
    return settled


def _join_split_headings(pieces: list[Piece]) -> list[Piece]:
    """ "Phần thứ nhất" alone on its line takes the next line as its title."""
    joined: list[Piece] = []
    for piece in pieces:
        above = joined[-1] if joined else None
        if above and above.style in TITLE_BELOW and _titles(above, piece):
            joined[-1] = replace(above, text=f"{above.text} {piece.text}", title=f"{above.title} {piece.text}".strip())
        else:
            joined.append(piece)
    return joined


def _titles(above: Piece, piece: Piece) -> bool:
    """Whether `piece` is the title, or the next line in capitals of the title, of the number `above`."""
    if piece.style or piece.bullet or piece.block.kind == "row":
        return False
    in_capitals = above.title.isupper() and piece.text.isupper() and not above.text.isupper()
    return not above.title or (in_capitals and len(above.title) + len(piece.text) < LONGEST_CAPITALS)
