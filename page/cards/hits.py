"""What a search found."""

from __future__ import annotations

from collections.abc import Sequence

import htpy as h

from ...index.records import ReportRecord
from ...search import Hit, SearchResult
from ...service.basket import Pick
from ...words import Language
from ..address import MOST_SAVED, MOST_SHOWN, SHOWN, Address
from ..drawing import number
from .conditions import conditions_card
from .controls import (
    Words,
    citation_links,
    copy_button,
    headed,
    marked,
    not_saved,
    notice,
    open_button,
    pick_button,
    place_line,
    save_search,
    source_line,
    understood,
)
from .listing import named_card

FORM = "search-form"

LONG = 3000
"""Characters of a passage up to which a card shows it whole; of a longer one, so many around what is marked."""

SURE = 0.9
LIKELY = 0.7
"""Probabilities from which the page calls an answer sure, and likely (docs/confidence.svg)."""

SAVED_AS = {".docx": "Word", ".xlsx": "Excel", ".csv": "CSV", ".json": "JSON", ".md": "Markdown"}


def by_report(hits: Sequence[Hit], words: Words) -> list[h.Element]:
    """What was found as HTML, passages of one report together under its head, reports in the order of their best."""
    groups: dict[str, list[Hit]] = {}
    for hit in hits:
        groups.setdefault(hit.passage.report.id, []).append(hit)
    return [
        h.li(".of-report", lang="vi")[
            h.header[
                source_line(found[0].passage.report.header, words),
                open_button(found[0].passage.report.id, words["open_report"]),
                h.small[words["found_inside"].format(n=number(len(found), words))],
            ],
            h.ol(".cards")[[card(hit, words, headed_by_report=True) for hit in found]],
        ]
        for found in groups.values()
    ]


def card(hit: Hit, words: Words, headed_by_report: bool = False) -> h.Element:
    """One passage found, as HTML; without its report's head where it stands under that already."""
    passage, header = hit.passage, hit.passage.report.header
    agency = header.agency or words["no_agency"]
    pick = Pick(passage.key, *(hit.highlights[0] if hit.highlights else (0, len(passage.text))))
    quoted = f"“{passage.text[pick.start : pick.end]}” ({hit.citation})"
    return h.li[
        h.article(".card", lang="vi", tabindex="-1", aria_label=f"{hit.rank}. {agency}")[
            not headed_by_report and headed(hit.rank, header, words),
            place_line(passage, words),
            h.blockquote(".passage")[excerpt(passage.text, hit.highlights)],
            h.footer[
                h.cite[hit.citation],
                h.div(".actions")[
                    open_button(passage.key, words["open"]),
                    copy_button(hit.citation, words["copy"], words, "citation"),
                    copy_button(quoted, words["copy_quote"], words),
                    pick_button(str(pick), words),
                ],
            ],
            also_in(hit, words),
        ]
    ]


def also_in(hit: Hit, words: Words) -> h.Element | None:
    """Where else it stands, as HTML: one line, which opens where there are several."""
    if not hit.also_in:
        return None
    others = h.ul[[h.li[open_button(key, citation)] for key, citation in hit.also_in]]
    if len(hit.also_in) == 1:
        return h.div(".also")[words["also_in"], others]
    reports = len({key.rpartition("-")[0] for key, _ in hit.also_in})
    return h.details(".also")[h.summary[words["also_in_reports"].format(n=number(reports, words))], others]


def excerpt(text: str, spans: tuple[tuple[int, int], ...]) -> h.Fragment:
    """`text` with `spans` marked, as HTML; of a very long one what is around the first of them, between ellipses."""
    if len(text) <= LONG:
        return marked(text, spans)
    start = max(0, (spans[0][0] if spans else 0) - LONG // 3)
    end = min(len(text), start + LONG)
    inside = marked(text[start:end], [(begin - start, stop - start) for begin, stop in spans if stop > start])
    cut = h.span(".cut")["[…]"]
    return h.fragment[start > 0 and cut, inside, end < len(text) and cut]


def sureness(probability: float, words: Words, calibrated: bool = True) -> str:
    """How sure it is that the archive answers, in words; no more than that it may where that is told from words."""
    if not calibrated:
        return words["maybe"]
    return words["sure" if probability >= SURE else "likely" if probability >= LIKELY else "maybe"]


def results(
    found: SearchResult,
    address: Address,
    words: Words,
    language: Language = "vi",
    named: Sequence[ReportRecord] = (),
) -> h.Fragment:
    """What a search found, as HTML: cards, or in plain words that there is no answer and what to try.

    Args:
        found: what was found.
        address: where.
        words: of the interface.
        language: of the conditions.
        named: reports that the question names, before their passages.
    """
    said = h.fragment[
        understood(found.understood_as, FORM, words),
        conditions_card(found.conditions, found.not_understood, address, words, language, absent=found.absent),
        bool(named) and named_card(named, words),
    ]
    if not found.hits:
        return h.fragment[said, notice(words["nothing"])]
    seconds = f"{found.took_ms / 1000:.2f}"
    seconds = seconds if language == "en" else seconds.replace(".", ",")
    how = "found" if address.sort == "relevance" else "found_sorted"
    counted = words[how].format(n=len(found.hits), seconds=seconds, order=words[f"sort_{address.sort}"].lower())
    sure = h.p(".counted", role="status")[h.strong[sureness(found.confidence, words, found.calibrated)], " ", counted]
    return h.fragment[
        said,
        sure if found.found else notice(words["related" if named else doubt(found)]),
        None if found.calibrated else notice(words["not_calibrated"]),
        save_search(words),
        h.ol(class_=["cards", not found.found and "far"])[
            by_report(found.hits, words) if address.grouped else [card(hit, words) for hit in found.hits]
        ],
        h.footer(".after")[more(found, address, words), downloads(address, words)],
    ]


def doubt(found: SearchResult) -> str:
    """The word for what was found where it may be no answer: what stands there to the letter is there all the same."""
    if found.stands_there:
        return "verbatim"
    return "related" if found.verdict == "related" else "not_found"


def by_words(found: SearchResult, words: Words) -> h.Fragment:
    """What was found by words alone while the model is being loaded, as HTML: no word can be said of how sure it is."""
    cards = [card(hit, words) for hit in found.hits if hit.score > 0]
    said = understood(found.understood_as, FORM, words)
    return h.fragment[said, notice(words["loading_search"]), h.ol(".cards")[cards]]


def more(found: SearchResult, address: Address, words: Words) -> h.Element | None:
    """A button that asks for more results, as HTML; nothing where there may be none."""
    if len(found.hits) < address.shown or address.shown >= MOST_SHOWN:
        return None
    k = min(address.shown + 2 * SHOWN, MOST_SHOWN)
    return h.button(form=FORM, name="k", value=k)[words["more"]]


def downloads(address: Address, words: Words) -> h.Fragment:
    """Links that save the list, as HTML."""
    links = [h.a(".take", href=f"/export{ending}?{address}", download=True)[name] for ending, name in SAVED_AS.items()]
    whole = h.label[h.input(".whole", type="checkbox"), " ", words["save_whole"].format(n=number(MOST_SAVED, words))]
    return h.fragment[
        h.p(".downloads")[h.span[words["save_list"]], links, citation_links(str(address)), whole], not_saved(words)
    ]
