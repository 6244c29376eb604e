"""The faults a person can mend: each says the fact and the fix, in Vietnamese and in English."""

from __future__ import annotations

from typing import Literal

Language = Literal["vi", "en"]


class TracuuError(Exception):
    """Base of every fault that tracuu explains to its user.

    Args:
        vi: the fact and the fix, in Vietnamese; also what `str()` gives.
        en: the same in English.
    """

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(vi)
        self.vi = vi
        self.en = en

    def message(self, language: Language) -> str:
        """The sentence for a person who reads `language`."""
        return self.en if language == "en" else self.vi


class FileUnreadableError(TracuuError):
    """A file that cannot be read as a report; the reason names what to do."""


class FileNotSupportedError(FileUnreadableError):
    """A file whose format tracuu does not read."""


class ProgramMissingError(FileUnreadableError):
    """A file that takes a program which is not installed; once it is, the same file can be read."""


def unreadable(vi: str, en: str, error: Exception) -> FileUnreadableError:
    """The fault of a file that a parser gave up on: what is known of it, and what the parser said."""
    detail = str(error).splitlines()[0] if str(error) else type(error).__name__
    return FileUnreadableError(
        f"Không đọc được: {vi} ({detail}). Hãy mở thử tệp gốc rồi lưu lại.",
        f"Cannot be read: {en} ({detail}). Open the original and save it again.",
    )
