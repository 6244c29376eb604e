"""What stands around every answer: the name of the page, the question's box, what it can be narrowed to, help."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

import htpy as h

from ...corpus.vietnamese import fold
from ...service.asking import FACETS
from ..address import CODES, Address
from ..language import WORDS
from .controls import Words

KEYS = ("/", "↑ ↓", "Enter", "C", "B", "Esc", "?")
"""The keys of the page; what each does stands in `words/page.toml` under `key_` and its place."""


def masthead(words: Words) -> h.Fragment:
    """The name of the page, the button of the other language, the basket's and the help's, as HTML."""
    other = "vi" if words is WORDS["en"] else "en"
    label = f"{other.upper()} – {words['language']}"
    return h.fragment[
        h.div(".brand")[h.h1["tracuu"], h.p[words["tagline"]]],
        h.div(".tools")[
            h.button(
                ".language", type="button", data_language=other, lang=other, aria_label=label, title=words["language"]
            )[other.upper()],
            h.button(".show-basket", type="button", aria_expanded="false")[
                words["basket"], " ", h.span(".count", data_of="basket")["0"]
            ],
            h.button(".show-keys", type="button", aria_haspopup="dialog", aria_label=words["keys"])["?"],
        ],
        key_help(words),
    ]


def key_help(words: Words) -> h.Element:
    """The keys and what each does, as an HTML dialog."""
    return h.dialog("#keys", aria_labelledby="keys-title")[
        h.h2("#keys-title")[words["keys"]],
        h.dl[[(h.dt[h.kbd[key]], h.dd[words[f"key_{place}"]]) for place, key in enumerate(KEYS)]],
        h.label[h.input(".keys-off", type="checkbox"), " ", words["keys_off"]],
        h.form(method="dialog")[h.button(autofocus=True)[words["close"]]],
    ]


def box(tab: str, examples: Iterable[str], words: Words) -> h.Fragment:
    """The form that a tab asks with, as HTML; its fields are those of an address."""
    asked = h.input(
        id=f"{tab}-question",
        name="q",
        type="search",
        enterkeyhint="search",
        spellcheck="false",
        list=f"{tab}-past",
        placeholder=words[f"{tab}_placeholder"],
    )
    return h.fragment[
        h.form(".box", id=f"{tab}-form", role="search", autocomplete="off")[
            h.input(type="hidden", name="tab", value=tab),
            h.label(".unseen", for_=f"{tab}-question")[words[f"{tab}_label"]],
            asked,
            h.datalist(id=f"{tab}-past"),
            h.button(".primary")[words[f"{tab}_button"]],
        ],
        h.div(".examples")[
            h.span[words["examples"]], [h.button(".example", type="button")[example] for example in examples]
        ],
        h.div(".past", hidden=True)[
            h.span[words["past"]], h.span(".list"), " ", h.button(".forget", type="button")[words["forget"]]
        ],
    ]


def facets(counted: dict[str, Counter[str]], address: Address, form: str, words: Words) -> h.Element:
    """The facets as HTML, each with its values and how many passages the question and the other facets leave to it."""
    return h.div(".facets", role="group", aria_label=words["filters"])[
        [_facet(name, counter, address, form, words) for name, counter in counted.items()]
    ]


def _facet(name: str, counter: Counter[str], address: Address, form: str, words: Words) -> h.Element | None:
    title = words[FACETS[name]]
    picked = [str(value) for value in getattr(address.filter, FACETS[name])]
    options = [
        h.label[
            h.input(type="checkbox", form=form, name=name, value=value, checked=value in picked),
            h.span[label],
            h.small[str(counter[value])],
        ]
        for label, value in choices(name, counter, words, picked)
    ]
    if not options:
        return None
    return h.details(class_=["facet", bool(picked) and "set"], data_name=name)[
        h.summary[title, picked and h.span(".count")[str(len(picked))]],
        h.fieldset[h.legend(".unseen")[title], options],
    ]


def choices(name: str, counter: Counter[str], words: Words, picked: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Label and value of what a facet offers: codes in their own order, years last first, the others by name."""
    orders: dict[str, Callable[[str], Any]] = {"year": lambda year: -int(year)}
    orders |= {coded: codes.index for coded, codes in CODES.items()}
    values = sorted({*counter, *picked}, key=orders.get(name, fold))
    return [(words[value] if name in CODES else value, value) for value in values]
