"""What is offered under the box while somebody types."""

from __future__ import annotations

import htpy as h

from ...index.records import Filter
from ...search.suggestions import Suggestions
from ..address import Address
from .controls import Words, document_line


def offered(found: Suggestions, tab: str, words: Words) -> h.Fragment:
    """The options of a listbox as HTML, each with the address that it leads to: of a report, of an agency's, of a
    question; nothing where nothing goes on as what was typed."""
    options = [
        _option(
            document_line(one.header, words),
            words["suggested_report"],
            " – ".join(filter(None, (one.header.agency, one.header.title))) or one.file,
            passage=one.id,
        )
        for one in found.reports
    ]
    options += [
        _option(agency, words["suggested_agency"], leads=str(Address(tab, filter=Filter(agencies=(agency,)))))
        for agency in found.agencies
    ]
    options += [_option(phrase, words["suggested_phrase"], leads=str(Address(tab, phrase))) for phrase in found.phrases]
    return h.fragment[options]


def _option(label: str, kind: str, beside: str = "", leads: str = "", passage: str = "") -> h.Element:
    option = h.li(role="option", aria_selected="false", data_leads=leads or None, data_passage=passage or None)
    return option[h.span[h.span(lang="vi")[label], beside and h.span(".beside", lang="vi")[beside]], h.small[kind]]
