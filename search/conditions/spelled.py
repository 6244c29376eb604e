"""Patterns written with accents, for questions typed with them, without them, or with some of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from ...corpus.vietnamese import fold

ACCENTED = re.compile(r"[^\W\d_a-zA-Z]")


class Spelled:
    """A pattern written with accents, for a text that has them, and without for one that has none.

    A letter typed without its accent may be one with it, as many type by halves; one with another accent is another.
    """

    def __init__(self, pattern: str, never_plain: str = "") -> None:
        self._pattern = pattern
        self._never_plain = re.compile(never_plain) if never_plain else None

    @cached_property
    def _accented(self) -> re.Pattern[str]:
        return re.compile(ACCENTED.sub(lambda letter: f"[{letter[0]}{fold(letter[0])}]", self._pattern))

    @cached_property
    def _plain(self) -> re.Pattern[str]:
        return re.compile(fold(self._pattern).replace("(?p<", "(?P<"))

    def of(self, accented: bool) -> re.Pattern[str]:
        """The one for a text in lower case, folded where it has no accents."""
        return self._accented if accented else self._plain

    def finditer(self, text: str, accented: bool) -> Iterator[re.Match[str]]:
        """Its matches in such a text."""
        for match in self.of(accented).finditer(text):
            if not (self._never_plain and self._never_plain.search(text, match.start(), match.end())):
                yield match
