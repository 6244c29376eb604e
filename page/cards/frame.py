"""What stands around every answer: the name of the page, the question's box, what it can be narrowed to, help."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import htpy as h

from ...corpus.vietnamese import fold
from ...index.records import Filter
from ...service.asking import FACETS
from ..address import CODES, PLAIN, SORTS, YEARS, Address
from ..drawing import number
from ..language import WORDS
from .controls import Words
from .sign_in import leave_forms

LONG_LIST = 8
"""Values of a facet that are seen at once; a longer list has a box to type in."""

OFFERED = 24
"""Values of a facet that are sent: of a longer list the box finds the others."""

KEYS = ("/", "↑ ↓", "Enter", "C", "B", "J K", "Esc", "?")
"""The keys of the page; what each does stands in `words/page.toml` under `key_` and its place."""


def masthead(words: Words, name: str = "", sign_out: str = "") -> h.Fragment:
    """The name of the page, the button of the other language, the basket's and the help's, as HTML.

    Args:
        words: of the interface.
        name: who has signed in.
        sign_out: what the forms must send by which they sign out; empty where nobody signs in.
    """
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
            sign_out and leave_forms(words, name, sign_out),
        ],
        key_help(words),
        h.p(".notice.unreachable", role="alert", hidden=True)[words["unreachable"]],
        h.p(".notice.shut-out", role="alert", hidden=True)[words["signed_out" if sign_out else "shut_out"]],
    ]


def first_box(words: Words) -> h.Element:
    """What stands on the page until it is all there, as HTML: what is typed into it is answered plainly, and asked of
    the page then."""
    label = words["search_label"]
    return h.div("#first")[
        h.form(action=PLAIN, role="search")[
            h.strong["tracuu"],
            h.input(
                name="q", type="text", aria_label=label, placeholder=words["search_placeholder"], autocomplete="off"
            ),
            h.button[words["search_button"]],
            h.p(role="status")[words["opening_page"]],
        ],
        h.div(".there", aria_live="polite"),
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
        role="combobox",
        aria_autocomplete="list",
        aria_expanded="false",
        aria_controls=f"{tab}-offered",
        placeholder=words[f"{tab}_placeholder"],
    )
    return h.fragment[
        h.form(".box", id=f"{tab}-form", role="search", autocomplete="off")[
            h.input(type="hidden", name="tab", value=tab),
            h.label(".unseen", for_=f"{tab}-question")[words[f"{tab}_label"]],
            asked,
            h.ul(
                ".offered",
                id=f"{tab}-offered",
                role="listbox",
                aria_label=words["suggestions"],
                data_past=words["suggested_past"],
                hidden=True,
            ),
            h.button(".primary")[words[f"{tab}_button"]],
        ],
        h.div(".examples")[
            h.span[words["examples"]], [h.button(".example", type="button")[example] for example in examples]
        ],
        h.div(".past", hidden=True)[
            h.span[words["past"]], h.span(".list"), " ", h.button(".forget", type="button")[words["forget"]]
        ],
        tab == "search"
        and h.div(
            ".saved-searches",
            hidden=True,
            data_new=words["new_since"],
            data_none=words["nothing_new"],
            data_drop=words["saved_drop"],
            data_filters=words["filters_only"],
        )[h.h2[words["saved_searches"]], h.ul],
    ]


def facets(
    counted: dict[str, Counter[str]],
    address: Address,
    form: str,
    words: Words,
    sorted_by: bool = False,
    grouping: bool = True,
) -> h.Fragment:
    """The facets as HTML, each with its values and how many passages the question and the other facets leave to it.

    Args:
        counted: the values of each facet and how many passages have each.
        address: what is chosen.
        form: the id of the form that they belong to.
        words: of the interface.
        sorted_by: whether what is found can be put in another order.
        grouping: whether it can be put together by report.
    """
    return h.fragment[
        h.div(".facets", role="group", aria_label=words["filters"])[
            [_facet(name, counter, address, form, words) for name, counter in counted.items()],
            sorted_by and [_sort(address, form, words), grouping and _group(address, form, words)],
        ],
        chips(address, words),
    ]


def _sort(address: Address, form: str, words: Words) -> h.Element:
    options = [h.option(value=one, selected=one == address.sort)[words[f"sort_{one}"]] for one in SORTS]
    return h.label(".sort")[h.span[words["sort"]], " ", h.select(name="sort", form=form)[options]]


def _group(address: Address, form: str, words: Words) -> h.Element:
    box = h.input(type="checkbox", name="group", value="1", form=form, checked=address.grouped)
    return h.label(".grouped")[box, " ", words["grouped"]]


def chips(address: Address, words: Words) -> h.Element | None:
    """What is chosen, as HTML, each to be taken off by itself, and all at once; nothing where nothing is."""
    off: list[tuple[str, Address]] = []
    for name, sets in FACETS.items():
        values = getattr(address.filter, sets)
        for value in values:
            rest = replace(address.filter, **{sets: tuple(one for one in values if one != value)})
            label = words[value] if name in CODES else str(value)
            off.append((f"{words[sets]}: {label}", replace(address, filter=rest)))
    if address.since is not None:
        off.append((words["since"].format(year=address.since), replace(address, since=None)))
    if address.until is not None:
        off.append((words["until"].format(year=address.until), replace(address, until=None)))
    if not off:
        return None
    links = [
        h.a(".go.chip", href=f"/?{without}", aria_label=words["condition_off"].format(condition=label))[
            label, h.span(".unprinted")[" ✕"]
        ]
        for label, without in off
    ]
    none = replace(address, filter=Filter(), since=None, until=None)
    return h.p(".chips")[links, " ", h.a(".go.clear", href=f"/?{none}")[words["clear_filters"]]]


def _facet(name: str, counter: Counter[str], address: Address, form: str, words: Words) -> h.Element | None:
    title = words[FACETS[name]]
    picked = getattr(address.filter, FACETS[name])
    offered = choices(name, counter, words, map(str, picked))
    if not offered:
        return None
    chosen = len(picked) + (name == "year") * sum(year is not None for year in (address.since, address.until))
    narrow = h.input(
        ".narrow",
        type="text",
        placeholder=words["narrow"],
        aria_label=words["narrow"],
        spellcheck="false",
        data_asks=len(offered) > OFFERED and f"/facet?name={name}&{address}",
    )
    return h.details(class_=["facet", chosen > 0 and "set"], data_name=name)[
        h.summary[title, chosen > 0 and h.span(".count")[str(chosen)]],
        h.fieldset[
            h.legend(".unseen")[title],
            name == "year" and _range(address, form, words),
            len(offered) > LONG_LIST and narrow,
            facet_values(name, counter, address, form, words),
        ],
    ]


def facet_values(
    name: str, counter: Counter[str], address: Address, form: str, words: Words, typed: str = ""
) -> h.Fragment:
    """The values of a facet as HTML, each to be ticked: the first of those in which what was typed stands, and those
    that are ticked."""
    picked = [str(value) for value in getattr(address.filter, FACETS[name])]
    wanted = fold(typed.strip())
    fitting = [
        (label, value)
        for label, value in choices(name, counter, words, picked)
        if value in picked or wanted in fold(label)
    ]
    shown = fitting[:OFFERED]
    options = [
        h.label[
            h.input(type="checkbox", form=form, name=name, value=value, checked=value in picked),
            h.span[label],
            h.small[number(counter[value], words)],
        ]
        for label, value in shown
    ]
    more = h.p(".further")[words["further"].format(n=number(len(fitting) - len(shown), words))]
    return h.fragment[options, len(fitting) > len(shown) and more]


def _range(address: Address, form: str, words: Words) -> h.Element:
    """The first and the last year of a range, to be typed."""
    first, last = YEARS
    named = (("from", words["from_year"], address.since), ("to", words["to_year"], address.until))
    limits: dict[str, Any] = {"type": "number", "form": form, "min": first, "max": last}
    boxes = [h.input(limits, name=name, value=year, placeholder=label, aria_label=label) for name, label, year in named]
    return h.div(".range")[boxes[0], "–", boxes[1]]


def choices(name: str, counter: Counter[str], words: Words, picked: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Label and value of what a facet offers: codes in their own order, years last first; of the others what is picked
    first, then the most frequent."""
    chosen = set(picked)
    orders: dict[str, Callable[[str], Any]] = {"year": lambda year: -int(year)}
    orders |= {coded: codes.index for coded, codes in CODES.items()}
    order = orders.get(name, lambda value: (value not in chosen, -counter[value], fold(value)))
    values = sorted({*counter, *chosen}, key=order)
    return [(words[value] if name in CODES else value, value) for value in values]
