"""What stands around every answer: the name of the page, the question's box, what it can be narrowed to, help."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from html import escape
from typing import Any

from tracuu.corpus.vietnamese import fold
from tracuu.page.address import CODES, FACETS, Address
from tracuu.page.cards.controls import Words
from tracuu.page.language import WORDS

KEYS = ("/", "↑ ↓", "Enter", "C", "B", "Esc", "?")
"""The keys of the page; what each does stands in `words/page.toml` under `key_` and its place."""


def masthead(words: Words) -> str:
    """The name of the page, the button of the other language, the basket's and the help's, as HTML."""
    other = "vi" if words is WORDS["en"] else "en"
    return f"""<div class="brand"><h1>tracuu</h1><p>{escape(words["tagline"])}</p></div>
<div class="tools">
<button type="button" class="language" data-language="{other}" lang="{other}"
 aria-label="{other.upper()} – {escape(words["language"])}" title="{escape(words["language"])}">{other.upper()}</button>
<button type="button" class="show-basket" aria-expanded="false">{escape(words["basket"])}
<span class="count" data-of="basket">0</span></button>
<button type="button" class="show-keys" aria-haspopup="dialog" aria-label="{escape(words["keys"])}">?</button></div>
{key_help(words)}"""


def key_help(words: Words) -> str:
    """The keys and what each does, as an HTML dialog."""
    rows = "".join(
        f"<dt><kbd>{escape(key)}</kbd></dt><dd>{escape(words[f'key_{place}'])}</dd>" for place, key in enumerate(KEYS)
    )
    return f"""<dialog id="keys" aria-labelledby="keys-title"><h2 id="keys-title">{escape(words["keys"])}</h2>
<dl>{rows}</dl><label><input type="checkbox" class="keys-off"> {escape(words["keys_off"])}</label>
<form method="dialog"><button autofocus>{escape(words["close"])}</button></form></dialog>"""


def box(tab: str, examples: Iterable[str], words: Words) -> str:
    """The form that a tab asks with, as HTML; its fields are those of an address."""
    chips = "".join(f'<button type="button" class="example">{escape(example)}</button>' for example in examples)
    return f"""<form id="{tab}-form" class="box" role="search" autocomplete="off">
<input type="hidden" name="tab" value="{tab}">
<label for="{tab}-question" class="unseen">{escape(words[f"{tab}_label"])}</label>
<input id="{tab}-question" name="q" type="search" enterkeyhint="search" spellcheck="false"
 list="{tab}-past" placeholder="{escape(words[f"{tab}_placeholder"])}">
<datalist id="{tab}-past"></datalist>
<button class="primary">{escape(words[f"{tab}_button"])}</button></form>
<div class="examples"><span>{escape(words["examples"])}</span>{chips}</div>
<div class="past" hidden><span>{escape(words["past"])}</span><span class="list"></span>
<button type="button" class="forget">{escape(words["forget"])}</button></div>"""


def facets(counted: dict[str, Counter[str]], address: Address, form: str, words: Words) -> str:
    """The facets as HTML, each with its values and how many passages the question and the other facets leave to it."""
    shown = "".join(_facet(name, counter, address, form, words) for name, counter in counted.items())
    return f'<div class="facets" role="group" aria-label="{escape(words["filters"])}">{shown}</div>'


def _facet(name: str, counter: Counter[str], address: Address, form: str, words: Words) -> str:
    title = words[FACETS[name]]
    picked = [str(value) for value in getattr(address.filter, FACETS[name])]
    options = "".join(
        f'<label><input type="checkbox" form="{form}" name="{name}" value="{escape(value)}"'
        f"{' checked' if value in picked else ''}><span>{escape(label)}</span><small>{counter[value]}</small></label>"
        for label, value in choices(name, counter, words, picked)
    )
    if not options:
        return ""
    chosen = f'<span class="count">{len(picked)}</span>' if picked else ""
    return (
        f'<details class="facet{" set" if picked else ""}" data-name="{name}"><summary>{escape(title)}{chosen}'
        f'</summary><fieldset><legend class="unseen">{escape(title)}</legend>{options}</fieldset></details>'
    )


def choices(name: str, counter: Counter[str], words: Words, picked: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Label and value of what a facet offers: codes in their own order, years last first, the others by name."""
    orders: dict[str, Callable[[str], Any]] = {"year": lambda year: -int(year)}
    orders |= {coded: codes.index for coded, codes in CODES.items()}
    values = sorted({*counter, *picked}, key=orders.get(name, fold))
    return [(words[value] if name in CODES else value, value) for value in values]
