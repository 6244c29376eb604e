"""The same done to several reports: what that can be, and what it makes of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from ..corpus.errors import TracuuError
from ..corpus.header.letterhead import SECRECY
from ..corpus.report import Header

Do = Literal["agency", "secrecy", "add", "move", "remove", "restore"]

SECRECIES = tuple(SECRECY.values())
"""Each keeps more from sight than those before it."""


class EditUnclearError(TracuuError):
    """It is not said what is to be done, or with which value."""

    def __init__(self) -> None:
        super().__init__()


class SecrecyLowerError(TracuuError):
    """A report bears a độ mật that would be lowered."""

    def __init__(self, there: str) -> None:
        super().__init__(there=there.upper())


@dataclass(frozen=True, slots=True)
class Edit:
    """What is to be done to each of several reports.

    Attributes:
        do: to put a field of its header right, to let it stand in a collection besides, or in that alone, to take it
            out, or to bring it back.
        value: of the field; the collection.
    """

    do: Do
    value: str = ""

    @property
    def corrects(self) -> bool:
        """Whether it puts headers right."""
        return self.do in ("agency", "secrecy")

    @property
    def collects(self) -> bool:
        """Whether it puts reports into a collection."""
        return self.do in ("add", "move")

    def values(self, header: Header) -> dict[str, str | None]:
        """What is put right in a header; raises SecrecyLowerError: that is done at the command line alone."""
        there = header.secrecy
        if self.do == "secrecy" and there and _rank(there) > _rank(self.value):
            raise SecrecyLowerError(there)
        return {self.do: self.value}


def _rank(secrecy: str) -> int:
    known = [one.casefold() for one in SECRECIES]
    return known.index(secrecy.casefold()) if secrecy.casefold() in known else len(known)


def edit_of(do: str, value: str, collections: Sequence[str]) -> Edit:
    """What a form asks for.

    Args:
        do: one of `Do`.
        value: for it.
        collections: into which reports may be put.

    Raises:
        EditUnclearError: it is none of these, or that value cannot be taken.
    """
    known = next((one for one in get_args(Do) if one == do), None)
    if known is None:
        raise EditUnclearError
    edit = Edit(known, " ".join(value.split()))
    fits = edit.value in SECRECIES if do == "secrecy" else edit.value in collections if edit.collects else edit.value
    if not fits and (edit.corrects or edit.collects):
        raise EditUnclearError
    return edit
