"""Openings: the addresses that are open, and to whom. Every other is closed, whatever the application has there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from starlette.routing import compile_path

CONTENTS = "no-store"
"""How long what is given may be kept: not at all, for it may hold what reports say."""


To = Literal["page", "visitor", "programs", "anyone"]
"""Who may come in: a browser that has the cookie, or any browser; a program that shows the token or a key as a bearer
(or has the cookie), or any program."""

PROGRAMS: tuple[To, ...] = ("programs", "anyone")


@dataclass(frozen=True)
class Opening:
    """An address that is open.

    Attributes:
        path: as Starlette writes the paths of routes.
        methods: what may be done there.
        most: bytes that may be sent there.
        kept: the Cache-Control of what is given; empty leaves it to who gives it.
        to: who may come in.
        led_to: whether another site's page may lead there, in a tab of its own.
    """

    path: str
    methods: tuple[str, ...] = ("GET", "HEAD")
    most: int = 0
    kept: str = CONTENTS
    to: To = "page"
    led_to: bool = False

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What the paths match that it opens."""
        return compile_path(self.path)[0]


def opening_for(openings: Iterable[Opening], method: str, path: str) -> Opening | None:
    """The opening for a request; None where there is none, and for a path that climbs."""
    if "\\" in path or "\0" in path or ".." in path.split("/"):
        return None
    return next((one for one in openings if method in one.methods and one.pattern.fullmatch(path)), None)


def methods_at(openings: Iterable[Opening], path: str) -> tuple[str, ...]:
    """What may be done at an address for programs, which are told so; nothing where there is none."""
    return tuple(
        method for one in openings if one.to in PROGRAMS and one.pattern.fullmatch(path) for method in one.methods
    )
