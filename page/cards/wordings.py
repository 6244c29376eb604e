"""The ways in which reports have put something."""

from __future__ import annotations

from collections.abc import Iterable

import htpy as h

from ...corpus.citation import prose_date
from ...search.wording import Variant, Wording
from ...search.wording.blanks import Blank
from ...search.wording.polarity import Pole
from ...search.wording.sayings import Use
from ...service.basket import Pick
from ..address import Address
from ..drawing import number
from .controls import Words, copy_button, not_saved, notice, open_button, pick_button, secrecy_mark, understood

FORM = "wording-form"

HEADED: dict[Pole | None, str] = {"lacking": "put_lacking", "met": "put_met", None: "put_neither"}
"""Above the variants of each pole where a phrase has both, by key."""


def wordings(found: Wording, words: Words) -> h.Fragment:
    """Every variant as HTML, opposites under headings of their own; where there is none, what to try."""
    said = h.fragment[understood(found.understood_as, FORM, words), h.h2(".unseen")[words["tab_wording"]]]
    if not found.variants:
        return h.fragment[said, notice(words["no_wording"])]
    counted = h.p(".counted", role="status")[words["wordings"].format(n=number(len(found.variants), words))]
    numbered = list(enumerate(found.variants, 1))
    if not {"lacking", "met"} <= {variant.pole for variant in found.variants}:
        return h.fragment[said, counted, _cards(numbered, words)]
    apart = [(pole, [(n, variant) for n, variant in numbered if variant.pole == pole]) for pole in HEADED]
    return h.fragment[
        said, counted, [[h.h2[words[HEADED[pole]]], _cards(those, words)] for pole, those in apart if those]
    ]


def downloads(address: Address, words: Words) -> h.Fragment:
    """A link that saves the wordings with all their sources, as HTML."""
    link = h.a(".take", href=f"/wordings.docx?{address}", download=True)["Word"]
    return h.fragment[h.p(".downloads")[h.span[words["save_list"]], link], not_saved(words)]


def _cards(numbered: Iterable[tuple[int, Variant]], words: Words) -> h.Element:
    return h.ol(".cards")[[variant_card(variant, n, words) for n, variant in numbered]]


def variant_card(variant: Variant, n: int, words: Words) -> h.Element:
    """One way of putting it, as HTML: its blanks marked, how many reports have it, its sources folded."""
    use = variant.forms[variant.text][0]
    times = words["reports" if variant.count > 1 else "one_report"].format(n=number(variant.count, words))
    newest = words["newest"].format(date=prose_date(variant.newest)) if variant.newest else ""
    pick = Pick(use.passage.key, use.start, use.end)
    return h.li[
        h.article(".card", lang="vi", tabindex="-1", aria_label=f"{n}. {variant.text[:80]}")[
            h.header[
                h.span(".rank", aria_hidden="true")[n],
                h.p(".source")[secrecy_mark(use.passage.report.header), " ", h.strong[times], " ", h.span[newest]],
            ],
            h.p(".template")[variant.template] if variant.blanks else None,
            h.blockquote(".passage")[with_blanks(variant.text, variant.blanks, words)],
            h.footer[
                h.cite[use.citation],
                h.div(".actions")[
                    pick_button(str(pick), words),
                    copy_button(variant.text, words["copy_sentence"], words),
                    copy_button(variant.template, words["copy_template"], words) if variant.blanks else None,
                    copy_button(use.citation, words["copy"], words, "citation"),
                    open_button(use.passage.key, words["open"]),
                ],
                forms(variant, words),
            ],
        ]
    ]


BLANKS = {
    "số": "figure",
    "số ký hiệu": "number",
    "ngày": "date",
    "tháng": "month",
    "quý": "quarter",
    "năm": "year",
    "họ tên": "person",
    "tên thôn": "hamlet",
}
"""What is to be filled in, by the names of blanks, as `words/page.toml` has it; of places and agencies it is a name."""


def blank_meant(name: str, words: Words) -> str:
    """What is to be filled in where a blank of that name is, for who reads it.

    The blank itself, "[số]", is part of a sentence of the reports and to be filled in in their language.
    """
    kind = BLANKS.get(name, "place" if name.startswith("tên ") else "")
    return words[f"blank_{kind}"].format(name=name) if kind else name


def with_blanks(text: str, blanks: Iterable[Blank], words: Words) -> h.Fragment:
    """`text` as HTML, what changes from report to report marked with what it is."""
    shown: list[h.Node] = []
    end = 0
    for blank in blanks:
        shown += (
            text[end : blank.start],
            h.span(".blank", title=blank_meant(blank.name, words))[text[blank.start : blank.end]],
        )
        end = blank.end
    return h.fragment[shown, text[end:]]


def forms(variant: Variant, words: Words) -> h.Element | None:
    """Every form of it with what differs and where it stands, as HTML, folded; nothing where one passage has it."""
    if len(variant.uses) < 2:
        return None
    shown = [
        h.li[
            text != variant.text and h.p[with_edits(uses[0])],
            h.ul[[h.li[open_button(use.passage.key, use.citation)] for use in uses]],
        ]
        for text, uses in variant.forms.items()
    ]
    label = words["where_used"].format(n=number(len({use.passage.id for use in variant.uses}), words))
    return h.details(".forms")[h.summary[label], h.ul[shown]]


def with_edits(use: Use) -> h.Fragment:
    """The sentence as HTML, with what differs from its variant: put in, left out."""
    shown: list[h.Node] = []
    end = 0
    for edit in use.edits:
        shown.append(use.text[end : edit.start])
        if edit.instead:
            shown += h.del_[edit.instead], " "
        if edit.start < edit.end:
            shown.append(h.ins[use.text[edit.start : edit.end]])
        end = edit.end
    return h.fragment[shown, use.text[end:]]
