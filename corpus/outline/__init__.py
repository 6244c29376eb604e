"""The body becomes sections and paragraphs: which pieces are headings, and what stands under each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..blocks import Block
from ..report import Paragraph, ParagraphKind, Section
from ..roles import role_of
from ..vietnamese import UPPER
from .contents import without_contents
from .numbering import LEGAL_RANKS, NUMBERING_STYLES, OUTERMOST_STYLES, TITLE_BELOW, ordinal
from .pieces import Piece, pieces_of

RUN_IN = re.compile(r"^(?P<title>[^:.;]{2,70}):\s+(?P<text>\S.*)$", re.DOTALL)
"""A heading that carries its text on the same line ("3. Kinh phí: Chưa có kinh phí.")."""

RUN_IN_WORDS = 9
HEADING_LENGTH = 260
LONG_ITEM = 140
"""Characters: a single sentence longer than this with a full stop is rather an item than a heading."""

ARTICLE_TITLE_WORDS = 14
"""Words of an article's title that, if the format marks it, may yet end in a full stop."""

IN_ARTICLES = ("arabic", "dotted", "letter")
"""Styles of khoản and điểm, which are sections of an article though they are sentences."""

STATED = (".", ":", ";", ",")
"""Marks that show a khoản or điểm to be text, and no title of one."""

ATTACHED = re.compile(
    r"^(?:QUY CHẾ|QUY ĐỊNH|ĐIỀU LỆ|QUY TRÌNH|DANH MỤC|NỘI QUY|BẢN QUY|HƯỚNG DẪN|CHƯƠNG TRÌNH|ĐỀ ÁN|KẾ HOẠCH)\b"
)
ATTACHED_NOTE = re.compile(r"^\(?(?:được\s+)?(?:ban\s+hành\s+)?kèm\s+theo\b", re.IGNORECASE)
"""Under the title of what a decision issues: "(Ban hành kèm theo Quyết định số …)"."""

NOTE_REACH = 5
FULL_STOP = re.compile(rf"[.!?](?:/\.)?\s+[{UPPER}“\"]")


def read_outline(blocks: tuple[Block, ...]) -> tuple[tuple[Section, ...], tuple[Paragraph, ...]]:
    """The sections and paragraphs of a body, in order."""
    pieces = pieces_of(without_contents(blocks))
    return _build(pieces, _headings(pieces))


def _headings(pieces: list[Piece]) -> set[int]:
    """Positions of the pieces that head a section."""
    found = {index for index, piece in enumerate(pieces) if not piece.style and _is_plain_heading(piece)}
    found.update(index for index, piece in enumerate(pieces) if piece.style == "article" and _is_titled(pieces, index))
    for group in _sibling_groups(pieces):
        if pieces[group[0]].style == "article":
            continue
        scores = [_heading_score(pieces, index) for index in group]
        mean = sum(scores) / len(scores)
        found.update(index for index, score in zip(group, scores, strict=True) if score + mean > 0 and score > -4)
    return found


def _is_titled(pieces: list[Piece], index: int) -> bool:
    """Whether an article has a title, and not its text at once."""
    title = pieces[index].title
    following = pieces[index + 1] if index + 1 < len(pieces) else None
    if not title or following is None or (following.style and _not_deeper(following, pieces[index])):
        return False
    if FULL_STOP.search(title) or title.endswith((";", ",", ":")) or len(title) > HEADING_LENGTH:
        return False
    if not following.style and _is_plain_heading(following):
        return False
    block = pieces[index].block
    marked = block.bold or block.kind == "heading"
    return not title.endswith(".") or (marked and len(title.split()) <= ARTICLE_TITLE_WORDS)


def _is_attached(pieces: list[Piece], index: int) -> bool:
    """Whether a heading in capitals titles what the document issues, attached to it."""
    if not ATTACHED.match(pieces[index].text):
        return False
    return any(ATTACHED_NOTE.match(piece.text) for piece in pieces[index + 1 : index + NOTE_REACH])


def _is_plain_heading(piece: Piece) -> bool:
    """An unnumbered heading: marked by the format, emphasised, or in capitals."""
    text = piece.text.rstrip(":")
    if piece.bullet or piece.block.kind == "row" or len(text) > 200 or text.endswith((".", ";", ",", "!", "?")):
        return False
    if piece.block.kind == "heading" or piece.block.bold:
        return True
    return text.isupper() and len(text.split()) >= 2


def _sibling_groups(pieces: list[Piece]) -> Iterator[list[int]]:
    """Positions of numbered pieces of one style that count on from each other under one parent."""
    open_groups: dict[str, list[int]] = {}
    order: list[str] = []
    for index, piece in enumerate(pieces):
        if not piece.level or not piece.number:
            continue
        if piece.level in order:
            for deeper in order[order.index(piece.level) + 1 :]:
                yield open_groups.pop(deeper)
            del order[order.index(piece.level) + 1 :]
            if ordinal(piece.number) == 1:
                yield open_groups.pop(piece.level)
                open_groups[piece.level] = []
        else:
            order.append(piece.level)
            open_groups[piece.level] = []
        open_groups[piece.level].append(index)
    yield from open_groups.values()


def _heading_score(pieces: list[Piece], index: int) -> int:
    """How much a numbered piece looks like a heading: above 0 yes, below 0 an item that is a sentence."""
    piece = pieces[index]
    following = pieces[index + 1] if index + 1 < len(pieces) else None
    has_content = following is not None and not (following.style and _not_deeper(following, piece))
    marked = piece.block.kind == "heading" or piece.block.bold or piece.title.isupper()
    score = 3 if marked else 0
    if piece.style in (*TITLE_BELOW, "roman", "capital", "article"):
        score += 2
    if _run_in(piece):
        return score + 2
    if FULL_STOP.search(piece.title) or len(piece.title) > HEADING_LENGTH:
        return score - 5
    if piece.title.endswith((";", ",")):
        return score - 5
    if piece.title.endswith("."):
        score -= 2 if len(piece.title) > LONG_ITEM else 0
    else:
        score += 2
    score += 1 if has_content else -3
    return score - (2 if piece.style in ("letter", "bracketed") and piece.title.endswith(".") else 0)


def _not_deeper(following: Piece, piece: Piece) -> bool:
    rank = {name: place for place, (name, _) in enumerate(NUMBERING_STYLES)}
    rank["arabic"], rank["dotted"] = rank["dotted"], rank["arabic"]
    if following.style == piece.style == "dotted" and following.number and piece.number:
        return following.number.count(".") <= piece.number.count(".")
    return rank[following.style or "bracketed"] <= rank[piece.style or "part"]


def _run_in(piece: Piece) -> re.Match[str] | None:
    if piece.style in ("letter", "bracketed"):
        return None
    match = RUN_IN.match(piece.title)
    if (
        match
        and len(match["title"].split()) <= RUN_IN_WORDS
        and not re.search(r"\b(?:như|gồm|là|sau)$", match["title"])
    ):
        return match
    return None


def _build(pieces: list[Piece], headings: set[int]) -> tuple[tuple[Section, ...], tuple[Paragraph, ...]]:
    sections: list[Section] = []
    paragraphs: list[Paragraph] = []
    path: list[tuple[str, int]] = []
    counts: dict[tuple[int, ...], int] = {}

    def place(level: str) -> None:
        if level in OUTERMOST_STYLES:
            path.clear()
        rank = LEGAL_RANKS.get(level)
        while any(
            open_level == level or (rank is not None and _ranks_under(open_level, rank)) for open_level, _ in path
        ):
            path.pop()
        if level == "plain" and path and sections[path[0][1]].number is None:
            path.clear()

    for index, piece in enumerate(pieces):
        in_article = piece.style in IN_ARTICLES and any(level == "article" for level, _ in path)
        heads = index in headings and not (in_article and piece.title.endswith(STATED))
        run_in = _run_in(piece) if heads and piece.style and piece.style != "article" else None
        untitled = not heads and (piece.style == "article" or in_article)
        if heads or untitled:
            level = piece.level or ("capitals" if piece.text.isupper() else "plain")
            if level == "capitals" and _is_attached(pieces, index):
                level = "appendix"
            place(level)
            title = run_in["title"] if run_in else "" if untitled else piece.title or piece.text
            opening = piece.text[: len(piece.text) - len(piece.title)].rstrip(" .:–-") if untitled else None
            heading = piece.text[: piece.text.index(title) + len(title)] if opening is None else opening
            number = piece.number if piece.style else None
            above = (sections[at].role for _, at in reversed(path))
            role = (
                role_of(title, not path, next((one for one in above if one != "other"), "other")) if title else "other"
            )
            sections.append(Section(number, title.rstrip(":. "), len(path) + 1, role, heading.rstrip(": ")))
            path.append((level, len(sections) - 1))
        if not heads or run_in:
            where = tuple(section for _, section in path)
            counts[where] = counts.get(where, 0) + 1
            kind = _kind(piece, bool(run_in))
            paragraphs.append(Paragraph(counts[where], piece.text, kind, where, piece.block.page))
    return tuple(sections), tuple(paragraphs)


def _ranks_under(level: str, rank: int) -> bool:
    """Whether an open section of `level` closes where a legal one of `rank` opens."""
    return LEGAL_RANKS.get(level, -1) >= rank


def _kind(piece: Piece, run_in: bool) -> ParagraphKind:
    if piece.block.kind == "row":
        return "row"
    if piece.bullet:
        return "bullet"
    return "item" if piece.style and not run_in else "paragraph"
