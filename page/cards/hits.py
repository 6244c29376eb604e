"""What a search found."""

from __future__ import annotations

from html import escape

from tracuu.page.address import MOST_SHOWN, SHOWN, Address
from tracuu.page.cards.controls import (
    Words,
    copy_button,
    document_line,
    marked,
    not_saved,
    notice,
    open_button,
    pick_button,
    place_line,
    secrecy_mark,
    understood,
)
from tracuu.page.language import WORDS
from tracuu.search import Hit, SearchResult
from tracuu.service.basket import Pick

FORM = "search-form"

LONG = 3000
"""Characters of a passage up to which a card shows it whole; of a longer one, so many around what is marked."""

SURE = 0.9
LIKELY = 0.7
"""Probabilities from which the page calls an answer sure, and likely (docs/confidence.svg)."""

SAVED_AS = {".docx": "Word", ".xlsx": "Excel", ".csv": "CSV", ".json": "JSON", ".md": "Markdown"}


def card(hit: Hit, words: Words) -> str:
    """One passage found, as HTML."""
    passage, header = hit.passage, hit.passage.report.header
    agency = header.agency or words["no_agency"]
    title = f'<p class="title">{escape(header.title)}</p>' if header.title else ""
    others = "".join(f"<li>{open_button(key, citation)}</li>" for key, citation in hit.also_in)
    also_in = f'<div class="also">{escape(words["also_in"])}<ul>{others}</ul></div>' if others else ""
    pick = Pick(passage.key, *(hit.highlights[0] if hit.highlights else (0, len(passage.text))))
    return f"""<li><article class="card" lang="vi" tabindex="-1" aria-label="{hit.rank}. {escape(agency)}">
<header><span class="rank" aria-hidden="true">{hit.rank}</span><p class="source">{secrecy_mark(header)}
<strong>{escape(agency)}</strong>
<span>{escape(document_line(header, words))}</span></p>{title}</header>
{place_line(passage, words)}
<blockquote class="passage">{excerpt(passage.text, hit.highlights)}</blockquote>
<footer><cite>{escape(hit.citation)}</cite><div class="actions">
{open_button(passage.key, words["open"])}
{copy_button(hit.citation, words["copy"], words, "citation")}
{copy_button(f"“{passage.text[pick.start : pick.end]}” ({hit.citation})", words["copy_quote"], words)}
{pick_button(str(pick), words)}</div></footer>
{also_in}</article></li>"""


def excerpt(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    """`text` with `spans` marked, as HTML; of a very long one what is around the first of them, between ellipses."""
    if len(text) <= LONG:
        return marked(text, spans)
    start = max(0, (spans[0][0] if spans else 0) - LONG // 3)
    end = min(len(text), start + LONG)
    inside = marked(text[start:end], [(begin - start, stop - start) for begin, stop in spans if stop > start])
    cut = '<span class="cut">[…]</span>'
    return f"{cut if start else ''}{inside}{cut if end < len(text) else ''}"


def sureness(probability: float, words: Words) -> str:
    """How sure it is that the archive answers, in words."""
    return words["sure" if probability >= SURE else "likely" if probability >= LIKELY else "maybe"]


def results(found: SearchResult, address: Address, words: Words) -> str:
    """What a search found, as HTML: cards, or in plain words that there is no answer and what to try."""
    said = understood(found.understood_as, FORM, words)
    if not found.hits:
        return said + notice(words["nothing"])
    cards = "".join(card(hit, words) for hit in found.hits)
    seconds = f"{found.took_ms / 1000:.2f}"
    seconds = seconds if words is WORDS["en"] else seconds.replace(".", ",")
    counted = words["found"].format(n=len(found.hits), seconds=seconds)
    head = f"""<p class="counted" role="status"><strong>{escape(sureness(found.confidence, words))}</strong>
{escape(counted)}</p>""" if found.found else notice(words["not_found"])  # fmt: skip
    far = "" if found.found else " far"
    return f"""{said}{head}<ol class="cards{far}">{cards}</ol>
<footer class="after">{more(found, address, words)}{downloads(address, words)}</footer>"""


def by_words(found: SearchResult, words: Words) -> str:
    """What was found by words alone while the model is being loaded, as HTML: no word can be said of how sure it is."""
    cards = "".join(card(hit, words) for hit in found.hits if hit.score > 0)
    said = understood(found.understood_as, FORM, words)
    return f'{said}{notice(words["loading_search"])}<ol class="cards">{cards}</ol>'


def more(found: SearchResult, address: Address, words: Words) -> str:
    """A button that asks for more results, as HTML; nothing where there may be none."""
    if len(found.hits) < address.shown or address.shown >= MOST_SHOWN:
        return ""
    k = min(address.shown + 2 * SHOWN, MOST_SHOWN)
    return f'<button form="{FORM}" name="k" value="{k}">{escape(words["more"])}</button>'


def downloads(address: Address, words: Words) -> str:
    """Links that save the list, as HTML."""
    links = "".join(
        f'<a class="take" href="/export{ending}?{escape(str(address))}" download>{name}</a>'
        for ending, name in SAVED_AS.items()
    )
    return f'<p class="downloads"><span>{escape(words["save_list"])}</span>{links}</p>{not_saved(words)}'
