"""Options that several commands take, said once."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

import typer

from ..console import say

Batch = Annotated[str | None, typer.Option(metavar="FILE.jsonl", help=say("help.batch"))]
AsTyped = Annotated[bool, typer.Option("--as-typed", help=say("help.as_typed"))]

FILTERS: dict[str, Any] = {
    name: typer.Option(f"--{name}", help=say(said))
    for name, said in {
        "agency": "help.agency", "level": "help.level", "province": "help.province", "year": "help.year",
        "type": "help.type", "role": "help.role", "report": "help.report_id", "cites": "help.cites",
    }.items()
}  # fmt: skip
"""The options that narrow a question, by the names that `service.narrowing` has, and how each is given."""


def narrowed(command: Callable[..., None]) -> Callable[..., None]:
    """A command that takes all of `FILTERS` in the place of its parameter `wanted`, which gets what they come to."""
    own = [
        one.replace(annotation=eval(one.annotation, command.__globals__))
        for name, one in inspect.signature(command).parameters.items()
        if name != "wanted"
    ]
    options = [
        inspect.Parameter(
            name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=Annotated[list[str] | None, how]
        )
        for name, how in FILTERS.items()
    ]

    @wraps(command)
    def run(**given: Any) -> None:
        from ..service.narrowing import filter_of  # noqa: PLC0415 - help needs no index

        wanted = filter_of({name: given.pop(name) for name in FILTERS})
        command(**given, wanted=wanted)

    parameters = [one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in own] + options
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {one.name: one.annotation for one in parameters}
    return run
