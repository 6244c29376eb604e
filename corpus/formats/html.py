"""A web page, or a document that a word processor saved as one, becomes blocks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ..blocks import Reading
from ..errors import unreadable
from .charset import decoded_lines
from .flow import DEEPEST, Flow, Run
from .legacy import CP1252, CP1258_SURFACE, font_encoding, to_unicode

OPENING = re.compile(
    rb"^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*+-->\s*+)*+<(?:!doctype\s+html|html|head|body|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
DECLARED = re.compile(r"<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)

DROPPED = frozenset((
    "applet", "aside", "audio", "button", "canvas", "embed", "footer", "head", "iframe", "map", "nav", "noframes",
    "noscript", "object", "option", "script", "select", "style", "svg", "template", "textarea", "title", "video",
    "xml",
))  # fmt: skip
"""Elements whose text is no part of the document."""

PARAGRAPHS = frozenset((
    "address", "article", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend",
    "li", "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
BOLD = frozenset(("b", "strong", "th"))

HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|mso-element\s*:\s*(?:foot|end)note", re.IGNORECASE
)
FONT = re.compile(r"(?:font-family\s*:|font\s*:[^;]*?\d[\w.%]*(?:/[\w.%]+)?\s)\s*[\"']?([^\"',;]+)", re.IGNORECASE)
WEIGHT = re.compile(
    r"(?:font-weight\s*:|font\s*:[^;]*?)\s*\b(bold(?:er)?|[6-9]00|normal|lighter|[1-5]00)\b", re.IGNORECASE
)
TRANSFORM = re.compile(r"text-transform\s*:\s*([\w-]+)", re.IGNORECASE)
LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)", re.IGNORECASE)
NO_RULE = re.compile(r"/\*(?:.*?\*/|.*)|<!--|-->", re.DOTALL)
SIMPLE_SELECTOR = re.compile(r"([\w-]*)(?:\.([\w-]+))?")

STYLE_LENGTH, CLASSES = 2000, 8
"""Characters of style and classes of one element that are looked at; more are no word processor's."""

NOTE_MARK = re.compile(r"#_(?:ftn|edn)|#sd(?:foot|end)note")
RUNNING = frozenset(("header", "footer"))
"""Titles of the parts in which LibreOffice keeps what runs on every page."""

MISNUMBERED = {byte: CP1252[byte] for byte in range(0x80, 0xA0)}
"""Quotes and dashes that old word processors wrote by their number in Windows-1252 (&#147;), as browsers show them."""

ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
LIST_TYPES = {
    "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman", "1": "decimal",
    "lower-latin": "lower-alpha", "upper-latin": "upper-alpha",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _HtmlState:
    """How text is set inside an element."""

    font: str | None = None
    bold: bool = False
    capitals: bool = False
    heading: bool = False
    dropped: bool = False
    verbatim: bool = False
    table: bool = False
    spans: tuple[int, int] = (1, 1)


@dataclass(slots=True)
class _List:
    style: str
    count: int


def looks_like_html(start: bytes) -> bool:
    """Whether a file whose first bytes are `start` is a web page, whatever its ending."""
    return OPENING.match(start.replace(b"\x00", b"")) is not None


def read_html(path: Path) -> Reading:
    """The blocks of a web page: what its body shows, without navigation, hidden parts and scripts.

    Raises:
        FileUnreadableError: the file cannot be opened, or holds no text in any encoding.
    """
    from lxml import etree  # noqa: PLC0415 - kept out of the paths that read no web page

    try:
        source = path.read_bytes()
    except OSError as error:
        raise unreadable("reading.not_opened", error) from error
    lines, raw = decoded_lines(source)
    declared = next((match[1].lower() for line in lines[:100] if (match := DECLARED.search(line))), None)
    vietnamese = declared in ("windows-1258", "cp1258", "x-cp1258")
    if vietnamese:
        lines = [to_unicode(line, "cp1258") if index in raw else line for index, line in enumerate(lines)]
    page = _Page(Flow(raw=bool(raw) and not vietnamese), cp1258=bool(raw) and vietnamese)
    parser = etree.HTMLParser(target=page, encoding="utf-8", huge_tree=True, recover=True)
    try:
        parser.feed("\n".join(lines).encode("utf-8", "replace"))
        return parser.close()  # type: ignore[no-any-return]
    except (etree.LxmlError, AssertionError) as error:
        raise unreadable("reading.html_broken", error) from error


class _Page:
    """Takes the parser's events; what it gives at the end is the Reading."""

    def __init__(self, flow: Flow, cp1258: bool) -> None:
        self._flow = flow
        self._cp1258 = cp1258
        self._states = [_HtmlState()]
        self._names: list[str] = []
        self._lists: list[_List] = []
        self._naming: list[bool] = []
        self._styles: dict[tuple[str, str], str] = {}
        self._css: list[str] = []
        self._mark = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element opens."""
        state = self._states[-1]
        style = self._style(name, attributes)
        hidden, font, weight, transform = _looks(style)
        dropped = (
            state.dropped
            or name in DROPPED
            or "hidden" in attributes
            or hidden
            or (name == "div" and attributes.get("title") in RUNNING)
            or (name == "a" and bool(NOTE_MARK.match(attributes.get("href", ""))))
            or attributes.get("id", "").startswith(("sdfootnote", "sdendnote"))
        )
        bold = state.bold or name in BOLD or name in HEADINGS
        if weight:
            bold = weight in ("bold", "bolder") or weight[:1] in "6789"
        table = name == "table" and not dropped and self._flow.depth < DEEPEST
        self._names.append(name)
        self._states.append(
            _HtmlState(
                font=font or attributes.get("face", "").split(",")[0] or state.font,
                bold=bold,
                capitals=transform == "uppercase" if transform else state.capitals,
                heading=state.heading or name in HEADINGS,
                dropped=dropped,
                verbatim=state.verbatim or name == "pre",
                table=table,
                spans=(_whole(attributes.get("colspan")) or 1, _whole(attributes.get("rowspan")) or 1),
            )
        )
        if dropped:
            return
        if name in PARAGRAPHS:
            self._end_paragraph(state)
        if name == "br":
            self._flow.write(Run("\n"))
        elif name == "tr":
            self._naming.append(True)
        elif table:
            self._flow.open_table()
        elif name in ("ol", "ul"):
            kind = LIST_STYLE.search(style)
            named = kind[1] if kind else attributes.get("type", "1" if name == "ol" else "disc")
            self._lists.append(_List(LIST_TYPES.get(named, named), _whole(attributes.get("start")) or 1))
        elif name == "li":
            self._mark = self._item_mark(attributes, style)

    def end(self, name: str) -> None:
        """An element closes."""
        if not self._names:
            return
        state = self._states.pop()
        self._names.pop()
        if name == "style":
            self._read_styles("".join(self._css))
            self._css.clear()
        if state.dropped:
            return
        if name in PARAGRAPHS:
            self._end_paragraph(state)
        if name in ("td", "th"):
            self._flow.end_cell(*state.spans)
            if name == "td" and self._naming:
                self._naming[-1] = False
        elif name == "tr":
            self._flow.end_row(header=self._naming.pop() or "thead" in self._names[-1:])
        elif state.table:
            self._flow.close_table()
        elif name in ("ol", "ul") and self._lists:
            self._lists.pop()

    def data(self, text: str) -> None:
        """Text between tags."""
        state = self._states[-1]
        if self._names and self._names[-1] == "style":
            self._css.append(text)
        elif not state.dropped:
            if not state.verbatim:
                text = re.sub(r"[ \t\r\n\f]+", " ", text)
            text = text.translate(MISNUMBERED)
            if self._cp1258 and font_encoding(state.font):
                text = text.translate(CP1258_SURFACE)
            self._flow.write(Run(text, state.font, state.bold, state.capitals))

    def close(self) -> Reading:
        """The page ends."""
        return self._flow.reading()

    def _end_paragraph(self, state: _HtmlState) -> None:
        if self._flow.end_paragraph("heading" if state.heading else "text", self._mark):
            self._mark = ""

    def _style(self, name: str, attributes: Mapping[str, str]) -> str:
        """The declarations that hold for an element, the strongest first."""
        if not attributes and not self._styles:
            return ""
        found = [attributes.get("style", "")[:STYLE_LENGTH]]
        for label in (*attributes.get("class", "").split(maxsplit=CLASSES)[:CLASSES], ""):
            found += [style for key in ((name, label), ("", label)) if (style := self._styles.get(key))]
        return ";".join(found)

    def _read_styles(self, css: str) -> None:
        """Keeps the rules for an element, a class, or an element of a class: those that word processors write."""
        for rule in NO_RULE.sub("", css).split("}"):
            selectors, _, style = rule.rpartition("{")
            for selector in selectors.split(","):
                match = SIMPLE_SELECTOR.fullmatch(selector.strip())
                if match and (match[1] or match[2]):
                    key = (match[1].lower(), match[2] or "")
                    self._styles[key] = f"{style};{self._styles.get(key, '')}"[:STYLE_LENGTH]

    def _item_mark(self, attributes: Mapping[str, str], style: str) -> str:
        """What a browser puts before the item of a list, as an office would type it."""
        if not self._lists:
            return "-"
        items = self._lists[-1]
        own = LIST_STYLE.search(style)
        kind = own[1] if own else items.style
        number = _whole(attributes.get("value")) or items.count
        items.count = number + 1
        if kind == "none":
            return ""
        if kind in ("disc", "circle", "square"):
            return "-"
        return _label(number, kind)


def _label(number: int, kind: str) -> str:
    if kind.endswith("alpha") and 1 <= number <= 26:
        letter = chr(ord("a") + number - 1)
    elif kind.endswith("roman") and 1 <= number < 50:
        letter = "x" * (number // 10) + ROMAN[number % 10] if number < 40 else "xl" + ROMAN[number % 10]
    else:
        return f"{number}."
    return f"{letter.upper()}." if kind.startswith("upper") else f"{letter})"


@lru_cache(maxsize=1024)
def _looks(style: str) -> tuple[bool, str, str, str]:
    """What declarations say: whether the element is hidden; its font, weight and transform, "" where they are silent.

    Kept, because a page says the same few thousands of times.
    """
    font, weight, transform = FONT.search(style), WEIGHT.search(style), TRANSFORM.search(style)
    return (
        HIDDEN.search(style) is not None,
        font[1].strip() if font else "",
        weight[1].lower() if weight else "",
        transform[1].lower() if transform else "",
    )


def _whole(value: str | None) -> int | None:
    return int(value) if value and re.fullmatch(r"[0-9]{1,4}", value) else None
