"""What is noted of what people ask and do: how often and how long, and neither what they ask nor what reports say."""

from __future__ import annotations

from typing import Literal, Protocol

Asked = Literal["search", "ask", "wording", "check"]


class Notes(Protocol):
    """Whoever counts. Safe to share between threads."""

    def asked(self, what: Asked, found: bool, seconds: float) -> None:
        """A question was answered, in so long, and something was found or nothing."""
        ...

    def changed(self, did: str, files: int, failures: int) -> None:
        """A change to the store is done, to so many files; so many others could not be read."""
        ...

    def failed(self) -> None:
        """A change to the store came to nothing."""
        ...


class NoNotes:
    """Nobody counts."""

    def asked(self, what: Asked, found: bool, seconds: float) -> None:
        """As `Notes.asked`."""

    def changed(self, did: str, files: int, failures: int) -> None:
        """As `Notes.changed`."""

    def failed(self) -> None:
        """As `Notes.failed`."""
