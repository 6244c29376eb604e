"""The small parts that cards of every kind are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

import htpy as h

from ...corpus.citation import prose_date
from ...corpus.report import Header
from ...index.records import Passage
from ...service.header_fields import header_lines

CODE = re.compile(r"`([^`]+)`")

Words = dict[str, str]
"""The words of the interface in one language (`page.language.WORDS`)."""


def marked(text: str, spans: Iterable[tuple[int, int]]) -> h.Fragment:
    """`text` as HTML with each [start, end) of it in a <mark>."""
    edges = [0]
    for start, end in sorted(spans):
        start, end = max(start, edges[-1]), min(end, len(text))  # noqa: PLW2901
        if start < end:
            edges += [start, end]
    pieces = [text[start:end] for start, end in pairwise([*edges, len(text)])]
    return h.fragment[[h.mark[piece] if i % 2 else piece for i, piece in enumerate(pieces)]]


def notice(sentence: str) -> h.Element:
    """A sentence for the person as HTML; what stands in `backticks` is code."""
    pieces = CODE.split(sentence)
    return h.p(".notice", role="status")[[h.code[piece] if i % 2 else piece for i, piece in enumerate(pieces)]]


def copy_button(text: str, label: str, words: Words, kind: str = "") -> h.Element:
    """A button that copies `text`."""
    return h.button(type="button", class_=["copy", kind], data_text=text, data_done=words["copied"])[label]


def not_saved(words: Words) -> h.Element:
    """Where it is said why a file could not be saved, as HTML; until then empty, and what is said without an answer."""
    return h.p(".notice.failed", role="alert", data_otherwise=words["not_saved"], hidden=True)


CITATIONS = {".ris": "RIS", ".bib": "BibTeX", ".csl.json": "CSL"}
"""What reference managers read, by the ending of the file and by its name."""


def citation_links(query: str) -> list[h.Element]:
    """Links that save the citations of what `query` asks for, as HTML."""
    return [h.a(".take", href=f"/citations{end}?{query}", download=True)[name] for end, name in CITATIONS.items()]


def open_button(key: str, label: str) -> h.Element:
    """A button that opens the report at the passage with that public id."""
    return h.button(".open", type="button", data_passage=key)[label]


def pick_button(pick: str, words: Words) -> h.Element:
    """A button that takes a sentence into the basket, or out of it."""
    return h.button(".pick", type="button", aria_pressed="false", data_pick=pick, data_picked=words["picked"])[
        words["pick"]
    ]


def save_search(words: Words) -> h.Element:
    """The button that keeps what is asked, as HTML, to be told later what of it is new."""
    return h.div(".keeping")[
        h.button(
            ".save-search",
            type="button",
            aria_pressed="false",
            data_saved=words["search_saved"],
            data_new=words["is_new"],
        )[words["save_search"]]
    ]


def understood(text: str | None, form: str, words: Words) -> h.Element | None:
    """How a question was understood, with the way back to what was typed; nothing where it was taken as typed."""
    if not text:
        return None
    typed = h.button(form=form, name="typed", value="1")[words["as_typed"]]
    return h.p(".understood")[words["understood"].format(text=text), " ", typed]


def document_line(header: Header, words: Words) -> str:
    """ "Báo cáo số 132/BC-UBND ngày 17/8/2023", as far as the header goes; plain text."""
    parts = [header.doc_type or words["document"]]
    if header.number:
        parts.append(words["number"].format(number=header.number) + unsure_mark(header, "number", words))
    if header.issued:
        parts.append(prose_date(header.issued) + unsure_mark(header, "issued", words))
    return " ".join(parts)


def unsure_mark(header: Header, name: str, words: Words) -> str:
    """What stands after a part of a header that nothing confirms; plain text."""
    return f" ({words['unsure']})" if name in header.unsure else ""


def source_line(header: Header, words: Words) -> h.Fragment:
    """Whose report it is and which, as a heading for who goes from one to the next by ear, and on what."""
    return h.fragment[
        h.h2(".source")[
            secrecy_mark(header),
            " ",
            h.strong[header.agency or words["no_agency"], unsure_mark(header, "agency", words)],
            " ",
            h.span[document_line(header, words)],
        ],
        header.title and h.p(".title")[header.title, unsure_mark(header, "title", words)],
    ]


def headed(rank: int, header: Header, words: Words) -> h.Element:
    """The head of a card: its place in the list, whose report it is, which, and on what."""
    return h.header[h.span(".rank", aria_hidden="true")[str(rank)], source_line(header, words)]


def header_terms(header: Header, words: Words) -> list[tuple[h.Element, h.Element]]:
    """Each part that the document states, with its label, as a <dl> lists them."""
    return [(h.dt[label], h.dd[value]) for label, value in header_lines(header, words)]


def place_line(passage: Passage, words: Words) -> h.Element:
    """The passage's section path, role and number, as HTML."""
    path = " › ".join(section.heading for section in passage.sections) or words["opening"]
    where = words["paragraph"].format(n=passage.n)
    if passage.page:
        where += f" ({words['page'].format(n=passage.page)})"
    return h.p(".place")[h.span(".path")[path], h.span(".role")[words[passage.role]], h.span[where]]


def secrecy_mark(header: Header) -> h.Element | None:
    """The độ mật of a report, as HTML, so that no passage of a secret one passes for an open one; else nothing."""
    return h.span(".secret")[header.secrecy.upper()] if header.secrecy else None
