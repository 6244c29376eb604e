"""The language of who reads the page, and the page's words in it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..words import LANGUAGES, Language, table

WORDS: dict[Language, dict[str, str]] = {language: table("page", language) for language in LANGUAGES}
"""Every word of the page, by language and name."""

CHOSEN = re.compile(r"(?:^|;)\s*tracuu-lang=(vi|en)\s*(?:;|$)")
"""The cookie in which a browser keeps the language that its reader chose."""


def asked_language(headers: Mapping[str, str]) -> Language:
    """The language that the reader chose; else English for a browser that asks for it first, Vietnamese for others."""
    chosen = CHOSEN.search(headers.get("cookie", ""))
    if chosen:
        return "en" if chosen[1] == "en" else "vi"
    return "en" if headers.get("accept-language", "").lower().startswith("en") else "vi"
