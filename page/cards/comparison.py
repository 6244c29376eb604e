"""Two reports side by side in the reading pane, paragraph by paragraph."""

from __future__ import annotations

from collections import Counter
from urllib.parse import urlencode

import htpy as h

from ...index.records import ReportRecord
from ...search.comparison import Kind, Pair, Spans
from ...service.reports import Compared
from ..drawing import number
from .controls import Words, document_line, marked, open_button, secrecy_mark
from .report import close_button

BESIDE = "~"
"""Between the ids of two reports, in the place of one that is read: they are put side by side."""

SHOWN = 400
"""Pairs that are shown at once; the others are come to as the parts of a long report are."""

COUNTED: dict[Kind, str] = {
    "changed": "compared_changed",
    "new": "compared_new",
    "gone": "compared_gone",
    "same": "compared_same",
}
SAID: dict[Kind, str] = {"changed": "is_changed", "new": "is_new", "gone": "is_gone", "same": "is_same"}
"""The words for what became of a paragraph: with how many there are, and of one."""


def comparison(there: Compared, words: Words) -> h.Element:
    """The pane with both reports, the older one on the left; what they share can be left out; told is of all pairs."""
    counts = Counter(pair.kind for pair in there.pairs)
    told = " · ".join(words[said].format(n=number(counts[kind], words)) for kind, said in COUNTED.items())
    return h.article(".report.comparison", lang="vi", tabindex="-1", aria_label=words["comparison"])[
        h.header[
            h.div(".tools")[close_button(words), h.button(".print", type="button")[words["print"]]],
            h.h2[words["comparison"]],
            h.p(".counted")[told],
            h.label(".changes-only")[h.input(type="checkbox"), " ", words["changes_only"]],
        ],
        h.div(".sides")[[_head(one, words) for one in (there.first, there.second)]],
        h.div(".pairs")[pairs_of(there, 0, SHOWN, words)],
    ]


def pairs_of(there: Compared, first: int, last: int, words: Words) -> h.Fragment:
    """The pairs [first, last) as HTML, with what leads on to the others."""
    left = len(there.pairs) - last
    part = urlencode({"p": f"{there.first.id}{BESIDE}{there.second.id}", "from": last, "to": last + SHOWN})
    leads_on = h.button(".further.below", type="button", data_part=f"/part?{part}", data_unprinted=words["not_printed"])
    return h.fragment[
        [_pair(pair, words) for pair in there.pairs[first:last]],
        left > 0 and leads_on[words["compared_below"].format(n=number(left, words))],
    ]


def _head(record: ReportRecord, words: Words) -> h.Element:
    header = record.header
    return h.section[
        h.h3[header.agency or words["no_agency"]],
        h.p[secrecy_mark(header), document_line(header, words)],
        header.title and h.p[header.title],
        open_button(record.id, words["open_report"]),
    ]


def _pair(pair: Pair, words: Words) -> h.Element:
    sides = ((pair.first, pair.first_figures), (pair.second, pair.second_figures))
    return h.div(class_=["pair", pair.kind])[
        h.span(".unseen")[words[SAID[pair.kind]]],
        [_side(one.text if one else "", spans) for one, spans in sides],
    ]


def _side(text: str, figures: Spans) -> h.Element:
    return h.p[marked(text, figures)] if text else h.p(".none", aria_hidden="true")["–"]
