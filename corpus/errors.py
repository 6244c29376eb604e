"""The faults a person can mend: each says the fact and the fix, in the words of the table's `errors` by its class."""

from __future__ import annotations

from typing import Self

from ..words import Bilingual, Language, both, said

__all__ = [
    "FileNotSupportedError",
    "FileUnreadableError",
    "Language",
    "ProgramMissingError",
    "TracuuError",
    "reason_of",
    "unreadable",
]


class TracuuError(Exception):
    """Base of every fault that tracuu explains to its user.

    Its text is the entry of `words/errors.toml` that has the name of its class, or of the nearest class above that has
    one. `str()` gives the Vietnamese.

    Args:
        vi: the text in Vietnamese, where it comes from elsewhere than the table.
        en: the same in English.
        key: the table's entry, for a class that has several.
        values: what the entry's fields are filled with.

    Attributes:
        vi: the fact and the fix, in Vietnamese.
        en: the same in English.
        text: both.
    """

    def __init__(
        self, vi: str | None = None, en: str | None = None, *, key: str | None = None, **values: object
    ) -> None:
        told = Bilingual(vi, en) if vi is not None and en is not None else None
        text = told or both(key or _key_of(type(self)), **values)
        super().__init__(text.vi)
        self.text = text
        self.vi = text.vi
        self.en = text.en

    @classmethod
    def remade(cls, vi: str, en: str) -> Self:
        """The fault again from its two texts, as another process told it."""
        fault = cls.__new__(cls)
        TracuuError.__init__(fault, vi, en)
        return fault

    def message(self, language: Language) -> str:
        """The sentence for a person who reads `language`."""
        return self.text.to(language)


def _key_of(kind: type[TracuuError]) -> str:
    """The entry of a class of errors; its own name where there is none, so that the KeyError tells it."""
    keys = [f"errors.{above.__name__}" for above in kind.__mro__ if issubclass(above, TracuuError)]
    return next(filter(said, keys), keys[0])


class FileUnreadableError(TracuuError):
    """A file that cannot be read as a report; the reason names what to do."""


class FileNotSupportedError(FileUnreadableError):
    """A file whose format tracuu does not read."""


class ProgramMissingError(FileUnreadableError):
    """A file that takes a program which is not installed; once it is, the same file can be read."""


def unreadable(key: str, error: Exception) -> FileUnreadableError:
    """The fault of a file that a parser gave up on: what is known of it, as an entry of the table, and what it said.

    Parsers speak English: what they said stands in the English text alone.
    """
    detail = Bilingual("", f" ({str(error).splitlines()[0] if str(error) else type(error).__name__})")
    if isinstance(error, OSError) and error.errno:
        reason = reason_of(error)
        detail = Bilingual(f" ({reason.vi})", f" ({reason.en})")
    return FileUnreadableError(key="reading.unreadable", what=both(key), detail=detail)


def reason_of(error: OSError) -> Bilingual:
    """Why the system would not open something; what has no words of ours goes by its number, beside what it said."""
    if isinstance(error, PermissionError):
        return both("reading.no_permission")
    number = error.errno or 0
    return both("reading.system_error", number=Bilingual(f"{number}", f"{number}, {error.strerror or error}"))
