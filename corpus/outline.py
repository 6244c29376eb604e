"""The body becomes sections and paragraphs: numbering, headings with their text, paragraphs cut by a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.reading import Block
from corpus.report import Paragraph, ParagraphKind, Section
from corpus.roles import role_of

NUMBERING_STYLES: tuple[tuple[str, str], ...] = (
    ("part", r"(?P<number>phần\s+(?:thứ\s+)?(?:nhất|hai|ba|tư|năm|sáu|[ivxl]+|\d+|[a-d]))\s*[.:–-]?(?=\s|$)"),
    ("chapter", r"(?P<number>chương\s+(?:[ivxl]+|\d+))\s*[.:–-]?(?=\s|$)"),
    ("article", r"(?P<number>điều\s+\d+)\s*[.:](?=\s|$)"),
    ("roman", r"(?P<number>(?-i:[IVX]{1,5}))\s*(?:[.)/:]|\s[-–])(?=\s|(?-i:[A-ZÀ-ỸĐ]))"),
    ("capital", r"(?P<number>(?-i:[A-HK-ZĐ]))\s*[.)/](?=\s)"),
    ("dotted", r"(?P<number>\d{1,2}(?:\.\d{1,2}){1,4})\s*[.)/:]?(?=\s|(?-i:[A-ZÀ-ỸĐ]))"),
    ("arabic", r"(?P<number>\d{1,2})\s*(?:[.)/]|\s[-–])(?=\s|(?-i:[A-ZÀ-ỸĐ]))"),
    ("letter", r"(?P<number>(?-i:[a-zđ]))\s*[.)/](?=\s)"),
    ("bracketed", r"\((?P<number>\d{1,2}|[a-zđ])\)(?=\s)"),
)
"""How headings and items are numbered; "dotted" nests by its number of parts, the rest as they are met."""

COMPILED_STYLES = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in NUMBERING_STYLES)
BULLET = re.compile(r"^(?:[-–—+•*▪●○✓➢]|o(?=\s+[A-ZÀ-ỸĐ]))\s*(?=\S)")
ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}

RUN_IN = re.compile(r"^(?P<title>[^:.;]{2,70}):\s+(?P<text>\S.*)$", re.DOTALL)
"""A heading that carries its text on the same line ("3. Kinh phí: Chưa có kinh phí.")."""

RUN_IN_WORDS = 9
HEADING_LENGTH = 260
LONG_ITEM = 140
"""Characters: a single sentence longer than this with a full stop is rather an item than a heading."""

TERMINAL = (".", ";", ":", "!", "?", "…", "/.")
FULL_STOP = re.compile(r"[.!?](?:/\.)?\s+[A-ZÀ-ỸĐ“\"]")
CUT_PARAGRAPH = 40
"""Characters: a shorter one without a closing mark is a heading or a label, not half of a paragraph."""

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
class Unit:
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


def outline(blocks: tuple[Block, ...]) -> tuple[tuple[Section, ...], tuple[Paragraph, ...]]:
    """The sections and paragraphs of a body, in order."""
    units = _join_cut_paragraphs(list(_units(blocks)))
    units = _join_split_headings(_settle_letters(units))
    return _build(units, _headings(units))


def _units(blocks: tuple[Block, ...]) -> Iterator[Unit]:
    for block in blocks:
        if block.kind == "row":
            yield Unit(" ".join(block.lines), block)
            continue
        for text in _logical_lines(block.lines):
            yield _unit(text, block)


def _logical_lines(lines: tuple[str, ...]) -> list[str]:
    """Lines of one block joined where a line was only wrapped."""
    widest = max(map(len, lines))
    wrapped = len(lines) > 2 and widest <= 120
    joined: list[str] = []
    previous = ""
    for line in lines:
        new = (
            not joined
            or BULLET.match(line)
            or _numbering(line)
            or (joined[-1].endswith(TERMINAL) and line[:1].isupper() and not (wrapped and len(previous) > 0.7 * widest))
            or (line.isupper() != joined[-1].isupper() and line[:1].isupper())
        )
        if new:
            joined.append(line)
        else:
            joined[-1] = f"{joined[-1]} {line}"
    return joined


def _numbering(text: str) -> tuple[str, str, str] | None:
    """Style, number and title of a numbered text; None for any other, "1.5 tỷ" and "30/4" among them."""
    for style, pattern in COMPILED_STYLES:
        match = pattern.match(text)
        if not match:
            continue
        title = text[match.end() :].strip().lstrip("–-:. ")
        first = title.lstrip('"“‘([')[:1]
        if not title and style in ("part", "chapter"):
            return style, match["number"], title
        if first.isupper() or (first.isdigit() and style in ("roman", "capital")):
            return style, match["number"], title
        if style == "letter" and title:
            return style, match["number"], title
    return None


def _unit(text: str, block: Block) -> Unit:
    numbering = _numbering(text)
    if numbering:
        style, number, title = numbering
        return Unit(text, block, style, number, title)
    bullet = BULLET.match(text)
    if bullet and len(text) > bullet.end():
        return Unit(text[bullet.end() :], block, bullet=True)
    return Unit(text, block)


def _join_cut_paragraphs(units: list[Unit]) -> list[Unit]:
    """Two halves of a paragraph between which a page ended become one."""
    joined: list[Unit] = []
    for unit in units:
        if joined and _is_cut(joined[-1], unit):
            joined[-1] = replace(joined[-1], text=f"{joined[-1].text} {unit.text}")
        else:
            joined.append(unit)
    return joined


def _is_cut(first: Unit, second: Unit) -> bool:
    if second.bullet or second.style or any(u.block.kind != "text" or u.block.bold for u in (first, second)):
        return False
    if len(first.text) < CUT_PARAGRAPH or first.text.endswith(TERMINAL) or first.text.isupper():
        return False
    if second.text[:1].islower() or first.text.endswith((",", "-", "–")):
        return True
    last = first.text.rsplit(maxsplit=1)[-1]
    if last in WANTS_MORE:
        return True
    return first.block is not second.block and (last[:1].isupper() or last[:1].isdigit()) and not first.style


def _settle_letters(units: list[Unit]) -> list[Unit]:
    """Single capitals that could be Roman or letters, settled by what came before ("H." then "I.")."""
    settled: list[Unit] = []
    last_capital = ""
    for unit in units:
        follows = unit.number and last_capital and unit.number == chr(ord(last_capital) + 1)
        if unit.style == "roman" and follows:
            unit = replace(unit, style="capital")  # noqa: PLW2901
        if unit.style == "capital" and unit.number:
            last_capital = unit.number
        settled.append(unit)
    return settled


def roman_value(number: str) -> int:
    """The value of a Roman number made of I, V and X."""
    values = [ROMAN_VALUES[letter] for letter in number.upper()]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))


def _join_split_headings(units: list[Unit]) -> list[Unit]:
    """ "Phần thứ nhất" alone on its line takes the next line as its title."""
    joined: list[Unit] = []
    for unit in units:
        above = joined[-1] if joined else None
        if above and above.style in ("part", "chapter") and not above.title and not unit.style and not unit.bullet:
            joined[-1] = replace(above, text=f"{above.text} {unit.text}", title=unit.text)
        else:
            joined.append(unit)
    return joined


def _headings(units: list[Unit]) -> set[int]:
    """Positions of the units that head a section."""
    found = {index for index, unit in enumerate(units) if not unit.style and _is_plain_heading(unit)}
    for group in _sibling_groups(units):
        scores = [_heading_score(units, index) for index in group]
        mean = sum(scores) / len(scores)
        found.update(index for index, score in zip(group, scores, strict=True) if score + mean > 0 and score > -4)
    return found


def _is_plain_heading(unit: Unit) -> bool:
    """An unnumbered heading: marked by the format, emphasised, or in capitals."""
    text = unit.text.rstrip(":")
    if unit.bullet or unit.block.kind == "row" or len(text) > 200 or text.endswith((".", ";", ",", "!", "?")):
        return False
    if unit.block.kind == "heading" or unit.block.bold:
        return True
    return text.isupper() and len(text.split()) >= 2


def _sibling_groups(units: list[Unit]) -> Iterator[list[int]]:
    """Positions of numbered units of one style that count on from each other under one parent."""
    open_groups: dict[str, list[int]] = {}
    order: list[str] = []
    for index, unit in enumerate(units):
        if not unit.level or not unit.number:
            continue
        if unit.level in order:
            for deeper in order[order.index(unit.level) + 1 :]:
                yield open_groups.pop(deeper)
            del order[order.index(unit.level) + 1 :]
            if _ordinal(unit.number) == 1:
                yield open_groups.pop(unit.level)
                open_groups[unit.level] = []
        else:
            order.append(unit.level)
            open_groups[unit.level] = []
        open_groups[unit.level].append(index)
    yield from open_groups.values()


def _ordinal(number: str) -> int:
    last = number.rsplit(".", 1)[-1].rsplit(maxsplit=1)[-1]
    if last.isdigit():
        return int(last)
    if re.fullmatch(r"[IVX]+", last):
        return roman_value(last)
    return {"nhất": 1, "a": 1, "A": 1}.get(last, 2)


def _heading_score(units: list[Unit], index: int) -> int:
    """How much a numbered unit looks like a heading: above 0 yes, below 0 an item that is a sentence."""
    unit = units[index]
    following = units[index + 1] if index + 1 < len(units) else None
    has_content = following is not None and not (following.style and _not_deeper(following, unit))
    marked = unit.block.kind == "heading" or unit.block.bold or unit.title.isupper()
    score = 3 if marked else 0
    if unit.style in ("part", "chapter", "roman", "capital", "article"):
        score += 2
    if _run_in(unit):
        return score + 2
    if FULL_STOP.search(unit.title) or len(unit.title) > HEADING_LENGTH:
        return score - 5
    if unit.title.endswith((";", ",")):
        return score - 5
    if unit.title.endswith("."):
        score -= 2 if len(unit.title) > LONG_ITEM else 0
    else:
        score += 2
    score += 1 if has_content else -3
    return score - (2 if unit.style in ("letter", "bracketed") and unit.title.endswith(".") else 0)


def _not_deeper(following: Unit, unit: Unit) -> bool:
    rank = {name: place for place, (name, _) in enumerate(NUMBERING_STYLES)}
    rank["arabic"], rank["dotted"] = rank["dotted"], rank["arabic"]
    if following.style == unit.style == "dotted" and following.number and unit.number:
        return following.number.count(".") <= unit.number.count(".")
    return rank[following.style or "bracketed"] <= rank[unit.style or "part"]


def _run_in(unit: Unit) -> re.Match[str] | None:
    if unit.style in ("letter", "bracketed"):
        return None
    match = RUN_IN.match(unit.title)
    if (
        match
        and len(match["title"].split()) <= RUN_IN_WORDS
        and not re.search(r"\b(?:như|gồm|là|sau)$", match["title"])
    ):
        return match
    return None


def _build(units: list[Unit], headings: set[int]) -> tuple[tuple[Section, ...], tuple[Paragraph, ...]]:
    sections: list[Section] = []
    paragraphs: list[Paragraph] = []
    path: list[tuple[str, int]] = []
    counts: dict[tuple[int, ...], int] = {}

    def place(level: str) -> None:
        while any(open_level == level for open_level, _ in path):
            path.pop()
        if level == "plain" and path and sections[path[0][1]].number is None:
            path.clear()

    for index, unit in enumerate(units):
        run_in = _run_in(unit) if index in headings and unit.style else None
        if index in headings:
            level = unit.level or ("capitals" if unit.text.isupper() else "plain")
            place(level)
            title = run_in["title"] if run_in else unit.title or unit.text
            heading = unit.text[: unit.text.index(title) + len(title)]
            number = unit.number if unit.style else None
            role = role_of(title, outermost=not path)
            sections.append(Section(number, title.rstrip(":. "), len(path) + 1, role, heading.rstrip(": ")))
            path.append((level, len(sections) - 1))
        if index not in headings or run_in:
            where = tuple(section for _, section in path)
            counts[where] = counts.get(where, 0) + 1
            paragraphs.append(Paragraph(counts[where], unit.text, _kind(unit, bool(run_in)), where, unit.block.page))
    return tuple(sections), tuple(paragraphs)


def _kind(unit: Unit, run_in: bool) -> ParagraphKind:
    if unit.block.kind == "row":
        return "row"
    if unit.bullet:
        return "bullet"
    return "item" if unit.style and not run_in else "paragraph"
