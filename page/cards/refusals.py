"""The page that says no: why a request does not get in, and what to do, in both languages, for nobody is known yet."""

from __future__ import annotations

import htpy as h

from ...words import Bilingual, both

AGAIN = both("door.again")


def refusal_page(said: Bilingual) -> h.Element:
    """A whole page of HTML that says `said`, and how to try once more: from here, a browser sends what it has."""
    return h.html(lang="vi")[
        h.head[
            h.meta(charset="utf-8"),
            h.meta(name="viewport", content="width=device-width"),
            h.title["tracuu"],
        ],
        h.body[
            h.h1["tracuu"],
            h.p[said.vi],
            h.p(lang="en")[said.en],
            h.p[h.a(href="")[AGAIN.vi, " / ", h.span(lang="en")[AGAIN.en]]],
        ],
    ]
