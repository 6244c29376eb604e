"""The language of who reads the page, and the page's words in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import parse_qsl

from ..words import LANGUAGES, Language, said_again, table

WORDS: dict[Language, dict[str, str]] = {language: table("page", language) for language in LANGUAGES}
"""Every word of the page, by language and name."""

CHOSEN = re.compile(r"(?:^|;)\s*tracuu-lang=(vi|en)\s*(?:;|$)")
"""The cookie in which a browser keeps the language that its reader chose."""


A_YEAR = 365 * 24 * 3600


def said_language(query: str) -> Language | None:
    """The language that an address asks for by its `lang`, if it is one of the page's."""
    said = dict(parse_qsl(query)).get("lang")
    return next((one for one in LANGUAGES if one == said), None)


def kept_language(language: Language) -> str:
    """The cookie in which a browser keeps that language, as a header sets it."""
    return f"tracuu-lang={language}; Path=/; Max-Age={A_YEAR}; SameSite=Strict"


def warning_said(warning: str, words: Mapping[str, str]) -> str:
    """A warning of a report, which keeps it in Vietnamese, for who reads `words`."""
    return said_again("warnings", warning, "en" if words is WORDS["en"] else "vi")


def asked_language(headers: Mapping[str, str], query: str = "") -> Language:
    """The language that the address asks for, or that the reader chose before.

    Else it is English for a browser that asks for it first, Vietnamese for others.
    """
    if asked := said_language(query):
        return asked
    chosen = CHOSEN.search(headers.get("cookie", ""))
    if chosen:
        return "en" if chosen[1] == "en" else "vi"
    return "en" if headers.get("accept-language", "").lower().startswith("en") else "vi"
