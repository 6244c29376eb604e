"""The page on which one signs in: a form that needs no script, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import htpy as h

from .controls import Words


def sign_in_page(
    words: Words,
    language: str,
    key: str,
    back: str = "",
    name: str = "",
    fault: str | None = None,
    wait: int = 0,
    provider: str = "",
    subject: str = "",
) -> h.Element:
    """A whole page of HTML.

    Args:
        words: of the interface.
        language: that they are in.
        key: what the form must send.
        back: the query of the address that was asked for.
        name: what was typed before.
        fault: why that did not do: "wrong", "wait", "busy", "stale", "unusable", or of another's account "away",
            "refused" or "unknown".
        wait: seconds to wait before the next try.
        provider: whose accounts let one in too; empty without one.
        subject: what who is unknown here is called there.
    """
    said = fault and words[f"sign_in_{fault}"].format(wait=wait, provider=provider, subject=subject)
    box: Mapping[str, Any] = {
        "required": True,
        "spellcheck": "false",
        "autocapitalize": "none",
        "aria-describedby": said and "fault",
    }
    return h.html(lang=language)[
        _head(words["sign_in"]),
        h.body[
            h.main[
                h.h1["tracuu"],
                h.p(".tagline")[words["tagline"]],
                h.form(method="post", action="/sign-in")[
                    h.h2[words["sign_in"]],
                    said and h.p("#fault", role="alert")[said],
                    h.input(type="hidden", name="key", value=key),
                    h.input(type="hidden", name="back", value=back),
                    h.label(for_="name")[words["sign_in_name"]],
                    h.input(
                        box, id="name", name="name", value=name, autocomplete="username", maxlength=64,
                        autofocus=not name,
                    ),
                    h.label(for_="password")[words["sign_in_password"]],
                    h.input(
                        box, id="password", name="password", type="password", autocomplete="current-password",
                        autofocus=bool(name),
                    ),
                    h.button[words["sign_in"]],
                ],
                provider
                and h.a(".elsewhere", href=f"/sign-in/elsewhere?{urlencode({'back': back})}")[
                    words["sign_in_elsewhere"].format(provider=provider)
                ],
                h.p(".help")[words["sign_in_help"]],
            ]
        ],
    ]  # fmt: skip


def entering_page(words: Words, language: str, there: str) -> h.Element:
    """What is seen for a moment between signing in elsewhere and the page, as a whole page of HTML.

    Args:
        words: of the interface.
        language: that they are in.
        there: the address of the page, to which the browser goes on by itself.
    """
    return h.html(lang=language)[
        _head(words["sign_in"]),
        h.body[h.main[h.h1["tracuu"], h.p[h.a(href=there)[words["sign_in_entering"]]]]],
    ]


def leave_forms(words: Words, name: str, key: str) -> h.Element:
    """Who is in, and how they sign out, here or everywhere, as HTML.

    Args:
        words: of the interface.
        name: of the person.
        key: what the forms must send.
    """
    ways = (("/sign-out", words["sign_out"]), ("/sign-out-everywhere", words["sign_out_everywhere"]))
    return h.details(".person")[
        h.summary[h.span(".unseen")[words["signed_in_as"], " "], name],
        h.div[
            [
                h.form(".leave", method="post", action=there)[
                    h.input(type="hidden", name="key", value=key), h.button[label]
                ]
                for there, label in ways
            ]
        ],
    ]


def _head(title: str) -> h.Element:
    return h.head[
        h.meta(charset="utf-8"),
        h.meta(name="viewport", content="width=device-width, initial-scale=1"),
        h.meta(name="color-scheme", content="light dark"),
        h.title[f"{title} – tracuu"],
        h.link(rel="stylesheet", href="/faces.css"),
        h.link(rel="stylesheet", href="/sign-in.css"),
    ]
