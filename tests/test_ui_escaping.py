"""Whatever a report, a file's name or a reader says is text on the page: by how it is written, and by trying it."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import htpy as h
import lxml.html
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import ROOT
from tracuu.corpus.report import Header, Paragraph, Reference, Report, Section
from tracuu.index.changes import Failure
from tracuu.index.corrections import Correction
from tracuu.index.records import CitedDocument, FileRecord, Filter, Passage, RemovedReport, ReportRecord
from tracuu.index.statistics import Statistics
from tracuu.page.address import Address
from tracuu.page.cards.answers import answer_card
from tracuu.page.cards.basket import basket
from tracuu.page.cards.controls import marked, notice
from tracuu.page.cards.correcting import correction_dialog, erase_dialog
from tracuu.page.cards.draft import checked_draft, draft_form, looking
from tracuu.page.cards.frame import box, facets, masthead
from tracuu.page.cards.hits import LONG, by_words, excerpt, results
from tracuu.page.cards.holdings import contents, filter_box, outcome_card
from tracuu.page.cards.incoming import drop_zone, incoming_list, step_bar
from tracuu.page.cards.listing import listing
from tracuu.page.cards.overview import overview, theme_gone, theme_passages
from tracuu.page.cards.refusals import refusal_page
from tracuu.page.cards.report import nothing_to_read, reading_pane
from tracuu.page.cards.wordings import wordings
from tracuu.page.language import WORDS
from tracuu.page.tabs.desk import as_html
from tracuu.search import Hit, SearchResult
from tracuu.search.answer import Answer, Source
from tracuu.search.answer.model import WrittenSentence
from tracuu.search.answer.model_text import CheckedSentence
from tracuu.search.check.citations import Citation
from tracuu.search.check.draft import Checked, Looking, Statement
from tracuu.search.check.draft import Source as Cited
from tracuu.search.claims.backing import Backing
from tracuu.search.overview import Series, SimilarReport, Theme, Themes
from tracuu.search.overview.missing_years import Agency
from tracuu.search.overview.phrases import Name
from tracuu.search.wording import Variant, Wording
from tracuu.search.wording.blanks import Blank
from tracuu.search.wording.forms import Edit
from tracuu.search.wording.sayings import Use
from tracuu.service.basket import Chosen, Pick
from tracuu.service.changes import Outcome
from tracuu.service.header_fields import EDITED
from tracuu.service.holdings import Contents, Folder, Held
from tracuu.service.incoming import Incoming
from tracuu.service.jobs import Step
from tracuu.service.versions import Kin
from tracuu.words import Bilingual

VI = WORDS["vi"]

HOSTILE = (
    "<script>alert(1)</script>",
    '" onmouseover=x',
    "' autofocus onfocus=x '",
    "&",
    "&lt;b&gt; &#60;i&#62;",
    "</style></title></textarea></option></svg><b>",
    "`<i>`",
    "<!-- -->",
    "]]><![CDATA[<u>",
    "{{x}} ${x} {0} %s %(x)s <u>",
    "😀<u>",
    "\u202e<u>\u2066\u200f",
)


@dataclass(frozen=True)
class Said:
    """A report with one text in whatever is free in it, and what comes of it on its way to the page."""

    text: str
    header: Header
    record: ReportRecord
    passage: Passage
    report: Report
    hit: Hit
    address: Address


def saying(said: str) -> Said:
    header = Header(
        agency=said, parent_agency=said, level="commune", province=said, district=said, number=said,
        issued="2023-08-17", issued_precision="day", place=said, doc_type=said, title=said,
        period=("2023-01", "2023-06"), addressees=(said, said), recipients=(said,), signer=said, signer_role=said,
        signing_form=said, secrecy=said, urgency=said,
    )  # fmt: skip
    sections = (Section(said, said, 1, "results", said), Section(None, f"{said} 2", 2, "limitations", f"{said} 2"))
    record = ReportRecord(said, said, header, sections, 2023, 3)
    text = f"{said} {said}. {said}"
    passage = Passage(1, 1, record, sections, 1, "paragraph", "limitations", 2, text)
    paragraphs = (
        Paragraph(1, text, "paragraph", (0,), 1),
        Paragraph(2, text, "bullet", (0, 1), 2),
        Paragraph(3, text, "row", (), None),
    )
    report = Report(said, header, sections, paragraphs, (Reference(said, said, "2023-09-05", said, said),), (said,))
    hit = Hit(1, 0.9, passage, ((0, len(said)),), said, ((said, said),))
    narrowed = Filter(agencies=(said,), provinces=(said,), doc_types=(said,))
    return Said(said, header, record, passage, report, hit, Address("search", said, narrowed, True, 1))


def asked_and_found(one: Said) -> Iterator[h.Node]:
    said, passage = one.text, one.passage
    found = SearchResult(said, said, 0.95, True, 40.0, (one.hit,))
    yield masthead(VI)
    yield refusal_page(Bilingual(said, said))
    yield box("search", [said], VI)
    yield facets({name: Counter({said: 1}) for name in ("agency", "province", "doc_type")}, one.address, "form", VI)
    yield marked(passage.text, [(0, len(said))])
    yield notice(said)
    for shown in (found, replace(found, found=False), replace(found, hits=())):
        yield results(shown, one.address, VI, named=[one.record])
    yield by_words(found, VI)
    start = len(passage.text) * 1500
    yield excerpt(f"{passage.text} " * LONG, ((start, start + len(said)),))
    yield listing([(one.record, 3)], 2, one.address, VI)


def read_and_taken(one: Said) -> Iterator[h.Node]:
    said, passage, report = one.text, one.passage, one.report
    yield reading_pane(report, passage, VI, [SimilarReport(one.record, 0.9, "other_year")])
    long = replace(report, paragraphs=report.paragraphs * 100)
    yield reading_pane(long, replace(passage, ordinal=150), VI, (), whole_report=True)
    yield nothing_to_read(said, VI)
    yield basket([Chosen(Pick(said, 0, 3), passage), Chosen(Pick(said, 0, 3), None)], VI)


def answered_and_worded(one: Said) -> Iterator[h.Node]:
    said, passage = one.text, one.passage
    sources = (Source(1, said, said, said), Source(2, said, said, said))
    quoted = Answer(said, True, 0.9, f"{said}\n{said} [1]\n{said} [2]", sources, "extractive")
    yield answer_card(quoted, VI, "vi", {1: said}, aside=said)
    yield answer_card(replace(quoted, found=False), VI, "vi", {})
    written = replace(quoted, answer=f"{said} [1, 9]. {said} [2]", method="model")
    struck = (CheckedSentence(said, (), False, Bilingual(said, said)),)
    yield answer_card(written, VI, "en", {2: said}, struck, writing=True)
    told = (WrittenSentence(f"{said} [1, 9]", ((1, Backing(passage, said)),)),)
    yield answer_card(written, VI, "vi", {2: said}, struck, told=told)
    use = Use(passage, 0, len(said), (Edit(0, 1, said), Edit(1, 2, ""), Edit(2, 2, said)))
    other = Use(passage, len(said) + 1, 2 * len(said) + 2)
    variant = Variant(said, said, (Blank(0, 1, said),), (use, other), holds=True, covered=1.0, score=0.9)
    yield wordings(Wording(said, said, (variant,)), VI)
    yield wordings(Wording(said, said, ()), VI)


def drafted(one: Said) -> Iterator[h.Node]:
    said, record, passage = one.text, one.record, one.passage
    problem, source = Bilingual(said, said), Cited(said, said, said)
    citations = (Citation(said, (0, 1), (record,), passage), Citation(said, (0, 1), (record,), None, problem))
    told = Statement(2, (0, len(said)), said, "fails", problem, citations, source, (source, source))
    held = replace(told, status="holds", span=(len(said) + 1, 2 * len(said) + 1), reason=None)
    yield draft_form([said], 1 << 20, VI)
    yield looking(Looking(3, 9), 9.0, VI)
    yield checked_draft(["", f"{said} {said}"], Checked((told, held), 3, 5), VI, "vi", from_file=True)


def kept_and_corrected(one: Said) -> Iterator[h.Node]:
    said, record = one.text, one.record
    header = one.header.to_json()
    corrections = [Correction(name, said, header[name], said) for name in EDITED if name != "level"]
    corrections.append(Correction("level", "province", "commune", said))
    typed = {name: (said, said) if name == "period" else (said,) for name in EDITED}
    yield correction_dialog(said, header, corrections, VI)
    yield correction_dialog(said, header, corrections, VI, EDITED, typed)
    yield erase_dialog(said, said, VI)
    kin = (Kin(record, "same_number", "older"), Kin(record, "same_file", None))
    held = Held(record, (said,), (said,), tuple(c for c in corrections if c.field not in ("issued", "period")))
    files = [FileRecord(said, said, 1, 1, said, 1, None, said, said)]
    gone = [RemovedReport(said, said, said), RemovedReport(said, None, None)]
    folders = [Folder(Path(said), 3, 1, True), Folder(Path(said), 3, 1, False)]
    counts = {"reports": 9, "passages": 99, "failures": 1}
    shown = Contents(((held, kin),), 9, counts, files, gone, folders, local=True)
    yield filter_box(VI)
    yield contents(shown, one.address, VI, "vi")
    yield contents(replace(shown, counts={"reports": 0}), one.address, VI, "en")
    yield outcome_card(
        Outcome("kept", (said,), (Failure(said, Bilingual(said, said)),), (said,), said, 3, 9, waits=True), VI, "vi"
    )
    yield drop_zone([said], 1 << 20, True, VI)
    waits = (Incoming(said, said, said, one.report, 5, 9), kin)
    refused = (Incoming(said, said, said, fault=Bilingual(said, said)), ())
    yield incoming_list([waits, refused], [(said, "kind"), (said, said)], 0, None, VI, "vi")
    yield incoming_list([waits], [], 1, 9.0, VI, "en")
    yield step_bar(Step("read", 3, 9, 125.0), VI)


def drawn_and_gathered(one: Said) -> Iterator[h.Node]:
    said = one.text
    many = [f"{said} {n}" for n in range(3)]
    by_name: Counter[str | None] = Counter(dict.fromkeys(many, 2) | {None: 1})
    counted = Statistics(
        9,
        99,
        Counter({(2021, "commune"): 3, (2023, None): 2, (None, "province"): 1}),
        by_name,
        by_name,
        Counter({(2021, "results"): 4, (2023, "funding"): 1}),
        tuple(CitedDocument(Reference(said, name, None, said), (said,)) for name in many),
    )
    names = (Name(said, 3), Name(f"{said} 2", 2))
    theme = Theme(1, names, np.arange(5), (1,), (said,), Counter({2023: 5}), Counter({2023: 1}), (0.0, 0.0))
    themes = Themes((theme, replace(theme, number=2, position=(0.5, 0.5))), 5, Counter({2023: 2}))
    series = Series(Agency(said, said, said, "commune", False), said, {2019: (said,), 2022: (said,)}, (2020, 2021))
    yield overview(counted, [series], themes, VI)
    yield overview(counted, [], None, VI)
    yield theme_passages(theme, [one.hit], 9, one.address, VI)
    yield theme_gone(said, VI)


CARDS = (asked_and_found, read_and_taken, answered_and_worded, drafted, kept_and_corrected, drawn_and_gathered)


def rendered(said: str) -> list[str]:
    """Every card and picture, with `said` in whatever a report, a file or a reader fills."""
    return [as_html(node) for cards in CARDS for node in cards(saying(said))]


def harmless(said: str) -> str:
    """`said` with a letter, which has no capital, for each character that could mean something to a reader of HTML."""
    return re.sub(r"[<>&\"']|[^\w\s\x00-\x7f]", "字", said)


def as_read(markup: str) -> tuple[Counter[str], Counter[str], str]:
    """How often each element and each attribute is in it as a browser reads it, and its text."""
    tree = lxml.html.document_fromstring(f"<body>{markup}</body>")
    elements = [element for element in tree.iter() if isinstance(element.tag, str)]
    others = [element for element in tree.iter() if not isinstance(element.tag, str)]
    return (
        Counter([element.tag for element in elements] + ["comment" for _ in others]),
        Counter(f"{element.tag} {name}" for element in elements for name in element.attrib),
        tree.text_content(),
    )


def assert_is_text(said: str) -> None:
    """On no card does `said` become an element or an attribute, and all of it is there to read."""
    for hostile, benign in zip(rendered(said), rendered(harmless(said)), strict=True):
        elements, attributes, text = as_read(hostile)
        known_elements, known_attributes, known_text = as_read(benign)
        assert not elements - known_elements, hostile
        assert not attributes - known_attributes, hostile
        assert harmless(text) == harmless(known_text), hostile


@pytest.mark.parametrize("said", HOSTILE)
def test_on_every_card_what_looks_like_markup_is_text(said: str) -> None:
    assert_is_text(said)


PIECES = st.sampled_from([*HOSTILE, *"<>&\"'/=`", "<b", "</p>", "<svg onload=x>", "on", "x", " ", "Xã", "\u202e"])


@given(st.lists(PIECES, min_size=1, max_size=6).map("".join).filter(str.strip))
@settings(max_examples=15, deadline=None)
def test_for_every_text_no_card_takes_it_for_markup(said: str) -> None:
    assert_is_text(said)


def test_a_string_that_is_no_element_is_text_at_the_last_step_too() -> None:
    assert as_html("<b>") == "&lt;b&gt;"
    assert as_html(["<i>", None, notice("<u>")]) == '&lt;i&gt;<p class="notice" role="status">&lt;u&gt;</p>'


PAGE = [*sorted((ROOT / "page").rglob("*.py")), ROOT / "ui.py", ROOT / "serving.py"]

TAG = re.compile(r"</?[a-zA-Z]")

MARKUP_ALLOWED: frozenset[str] = frozenset()
"""Functions, as file:function, in which something that is no literal is declared to be markup, and is known to be."""


def tags_in(node: ast.AST) -> bool:
    """Whether there is a text with a tag in it, below `node` or itself."""
    return any(
        isinstance(inner, ast.Constant) and isinstance(inner.value, str) and TAG.search(inner.value)
        for inner in ast.walk(node)
    )


def by_hand(source: str, file: str = "page.py") -> list[str]:
    """Where HTML is put together by hand, past what escapes: a line each."""
    found = []
    tree = ast.parse(source)
    where = {
        inner: function.name
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(function)
    }
    for node in ast.walk(tree):
        fault = fault_of(node)
        if fault and not (fault == "Markup(" and f"{file}:{where.get(node, '')}" in MARKUP_ALLOWED):
            found.append(f"{file}:{getattr(node, 'lineno', 0)}: {fault}")
    return found


def fault_of(node: ast.AST) -> str:
    """What is wrong with one expression; empty for most."""
    match node:
        case ast.JoinedStr() if tags_in(node):
            return "an f-string with a tag"
        case ast.BinOp(op=ast.Add() | ast.Mod()) if tags_in(node.left) or tags_in(node.right):
            return "a tag and + or %"
        case ast.AugAssign(op=ast.Add() | ast.Mod()) if tags_in(node.value):
            return "a tag and += or %="
        case ast.Call(func=ast.Attribute(attr="format" | "format_map" | "join" | "replace" as name)) if tags_in(node):
            return f"a tag and .{name}("
        case ast.ImportFrom(module="html") | ast.Import(names=[ast.alias(name="html")]):
            return "html"
        case ast.Call(func=ast.Name(id="escape") | ast.Attribute(attr="escape")):
            return "escape("
        case ast.Call(func=ast.Name(id="Markup") | ast.Attribute(attr="Markup"), args=arguments):
            return "" if all(isinstance(argument, ast.Constant) for argument in arguments) else "Markup("
        case ast.FunctionDef(name="__html__"):
            return "__html__"
    return ""


@pytest.mark.parametrize("path", PAGE, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_html_is_put_together_by_hand(path: Path) -> None:
    assert by_hand(path.read_text("utf-8"), str(path.relative_to(ROOT))) == []


@pytest.mark.parametrize(
    "source",
    [
        "f'<p>{x}</p>'",
        "f'{x}</p>'",
        "'<p>%s' % x",
        "'<p>' + x",
        "x + '</p>'",
        "x += '<b>'",
        "'<p>{}</p>'.format(x)",
        "x.join(['<li>', y])",
        "'<b>X</b>'.replace('X', x)",
        "import html",
        "from html import escape",
        "html.escape(x)",
        "Markup(x)",
        "markupsafe.Markup(f'{x}')",
        "class A:\n    def __html__(self): return x",
    ],
)
def test_what_is_put_together_by_hand_is_seen(source: str) -> None:
    assert by_hand(source)


def test_what_escapes_by_itself_is_not_in_the_way() -> None:
    assert by_hand('"""Says <b>."""\nh.p[f"{x} < {y}", "<b>"]\nMarkup("<br>")\nf"/?{x}"') == []
