"""The faults of asking that a person can mend."""

from __future__ import annotations

from collections.abc import Sequence

from ..corpus.errors import TracuuError
from ..words import Bilingual, both
from .constants import MAX_QUERY_CHARACTERS, MAX_QUERY_WORDS


class EmptyQueryError(TracuuError):
    """There is nothing to look for."""

    def __init__(self) -> None:
        super().__init__()


class QuestionTooLongError(TracuuError):
    """A question has more characters or words than are read."""

    def __init__(self) -> None:
        super().__init__(characters=MAX_QUERY_CHARACTERS, words=MAX_QUERY_WORDS)


class FilterValueError(TracuuError):
    """A filter has a value that cannot be.

    Args:
        name: the filter's, as the table has it: `filter_` and the name, with `_values` what it takes.
        value: what was typed.
    """

    def __init__(self, name: str, value: str) -> None:
        filter_, listed = both(f"errors.filter_{name}"), both(f"errors.filter_{name}_values")
        super().__init__(filter=filter_, value=value, listed=listed)


class FilterRangeError(FilterValueError):
    """A filter's value is a range that ends before it begins.

    Args:
        name: the filter's, as the table has it.
        value: what was typed.
        first: its earlier end, as typed.
        last: its later one.
    """

    def __init__(self, name: str, value: str, first: str, last: str) -> None:
        TracuuError.__init__(self, filter=both(f"errors.filter_{name}"), value=value, first=first, last=last)


class ReportUnknownError(TracuuError):
    """No report has that id."""

    def __init__(self, report_id: str) -> None:
        super().__init__(report=report_id)


class JudgedSetError(TracuuError):
    """Judged queries are not as their format has them.

    Args:
        what: what is wrong with them.
    """

    def __init__(self, what: Bilingual) -> None:
        super().__init__(what=what)


class BatchLineError(TracuuError):
    """A line of a batch file is not a query, or not whatever else such a file has: it lacks one of `fields`."""

    def __init__(self, file: str, number: int, fields: Sequence[str] = ("id", "query")) -> None:
        super().__init__(number=number, file=file, fields=", ".join(f"“{field}”" for field in fields))


class PassageUnknownError(TracuuError):
    """No passage has that id."""

    def __init__(self, key: str) -> None:
        super().__init__(passage=key)


class TrialEndedError(TracuuError):
    """The process in which a model was tried has ended before it was done, as for want of memory."""

    def __init__(self, model: str) -> None:
        super().__init__(model=model)


class NoDraftError(TracuuError):
    """There is nothing in a draft."""

    def __init__(self) -> None:
        super().__init__()


class DraftTooLongError(TracuuError):
    """A draft has more characters than are read."""

    def __init__(self, characters: int, most: int) -> None:
        super().__init__(characters=characters, most=most)
