"""Who asks: a name, what they may do, and whose reports they may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..corpus.errors import TracuuError
from ..index.scope import Scope

Role = Literal["reader", "editor", "admin"]
RANKS: dict[Role, int] = {"reader": 0, "editor": 1, "admin": 2}
"""Each may do what those before it may."""


class NotAllowedError(TracuuError):
    """The reader may not do this."""

    def __init__(self) -> None:
        super().__init__()


@dataclass(frozen=True, slots=True)
class Reader:
    """One who asks.

    Attributes:
        name: of the account; empty where there are none.
        role: what they may do.
        collections: names of the collections (tập) whose reports they may see; None for all.
    """

    name: str = ""
    role: Role = "admin"
    collections: frozenset[str] | None = None

    @property
    def scope(self) -> Scope:
        """What they may see."""
        return Scope(collections=self.collections)

    def may(self, role: Role, whole: bool = False) -> bool:
        """Whether they may do what `role` may; with `whole`, what touches the whole store.

        Whoever sees a part of it would be told of the rest: by what there is in all, by a name that is taken, by a
        file that is there already.
        """
        return RANKS[self.role] >= RANKS[role] and not (whole and self.collections is not None)

    def must_be(self, role: Role, whole: bool = False) -> None:
        """Refuse what they may not do, as `may` has it; raises NotAllowedError."""
        if not self.may(role, whole):
            raise NotAllowedError


OWNER = Reader()
"""The one who sits at their own machine: all may be seen and done."""
