"""The page for browsers that run no scripts: a question, what it is narrowed to, what was found, a report to read."""

from __future__ import annotations

from collections.abc import Sequence

import htpy as h

from ...corpus.citation import cite_report
from ...corpus.report import Report
from ...index.records import Passage, ReportRecord
from ...search import Hit, SearchResult
from ...words import Language
from ..address import PLAIN, Address
from .conditions import conditions_card
from .controls import Words, document_line, notice, place_line, secrecy_mark, source_line, understood, unsure_mark
from .hits import FORM, doubt, excerpt, more, sureness
from .report import part_of

LOOK = (
    "body{max-width:50rem;margin:1rem auto;padding:0 1rem;font:1.05rem/1.6 sans-serif}"
    ".box{display:flex;gap:.5rem}.box input{flex:1;font:inherit;padding:.5rem}button{font:inherit;min-height:2.5rem}"
    ".unseen{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}"
    "h2.source{margin:1em 0;font-size:1em;font-weight:400}"
    ".place span+span::before{content:' · '}"
    "fieldset label{display:block}blockquote{margin:.5rem 0}.secret{color:#b42318}li{margin-block:1rem}"
)


def plain_page(title: str, body: h.Node, words: Words, language: Language) -> h.Element:
    """A whole page of HTML."""
    return h.html(lang=language)[
        h.head[
            h.meta(charset="utf-8"),
            h.meta(name="viewport", content="width=device-width"),
            h.title[f"{title} — tracuu" if title else "tracuu"],
            h.style[LOOK],
        ],
        h.body[h.h1[h.a(href=PLAIN)["tracuu"]], h.p[words["plain"]], body],
    ]


def asking(address: Address, form: str, facets: h.Node, words: Words) -> h.Fragment:
    """The form to ask with, whose fields are those of an address, and what the question is narrowed to."""
    return h.fragment[
        h.form(".box", id=form, action=PLAIN, role="search")[
            h.label(".unseen", for_="question")[words["search_label"]],
            h.input(
                id="question", name="q", type="search", value=address.question, placeholder=words["search_placeholder"]
            ),
            h.button[words["search_button"]],
        ],
        facets,
    ]


def found_plainly(
    found: SearchResult, named: Sequence[ReportRecord], address: Address, words: Words, language: Language
) -> h.Element:
    """What a search found, as HTML, in the words that the page has for it, and shows until it is all there."""
    said = h.fragment[
        understood(found.understood_as, FORM, words),
        conditions_card(found.conditions, found.not_understood, address, words, language, absent=found.absent),
        bool(named) and [h.h2[words["named"]], reports_plainly(named, words)],
    ]
    there = h.div("#found")
    if not found.hits:
        return there[said, notice(words["nothing"])]
    verdict = sureness(found.confidence, words, found.calibrated) if found.found else words[doubt(found)]
    return there[said, h.h2[verdict], h.ol[[_hit(hit, words) for hit in found.hits]], more(found, address, words)]


def _hit(hit: Hit, words: Words) -> h.Element:
    return h.li(lang="vi")[
        source_line(hit.passage.report.header, words),
        place_line(hit.passage, words),
        h.blockquote[excerpt(hit.passage.text, hit.highlights)],
        h.cite[hit.citation],
        " ",
        _read(hit.passage.key, words["open"]),
    ]


def reports_plainly(reports: Sequence[ReportRecord], words: Words) -> h.Element:
    """Reports in a list, each to be read."""
    return h.ol[
        [
            h.li(lang="vi")[source_line(one.header, words), h.cite[cite_report(one.header, one.file)], " ",
                            _read(one.id, words["open_report"])]
            for one in reports
        ]
    ]  # fmt: skip


def report_plainly(report: Report, passage: Passage, whole: bool, words: Words) -> h.Fragment:
    """A report, whole, with the passage marked that it was opened at."""
    header, record = report.header, passage.report
    here = None if whole else passage.ordinal - 1
    return h.fragment[
        h.h2(lang="vi")[header.agency or words["no_agency"], unsure_mark(header, "agency", words)],
        h.p(lang="vi")[secrecy_mark(header), h.strong[document_line(header, words)]],
        h.p(lang="vi")[header.title or ""],
        h.p[h.a(href=f"/originals/{record.id}")[words["original"]]],
        h.div(lang="vi")[part_of(report, record.id, 0, len(report.paragraphs), words, here=here)],
    ]


def _read(key: str, label: str) -> h.Element:
    return h.a(href=f"{PLAIN}?p={key}#here")[label]
