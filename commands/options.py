"""Options that several commands take, said once."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..console import say

if TYPE_CHECKING:
    from ..index.records import Filter

Batch = Annotated[str | None, typer.Option(metavar="FILE.jsonl", help=say("help.batch"))]
AsTyped = Annotated[bool, typer.Option("--as-typed", help=say("help.as_typed"))]

Values = list[str] | None

FILTERS: dict[str, tuple[str, Any]] = {
    "agency": ("agencies", typer.Option(help=say("help.agency"))),
    "level": ("levels", typer.Option(help=say("help.level"))),
    "province": ("provinces", typer.Option(help=say("help.province"))),
    "year": ("years", typer.Option(help=say("help.year"))),
    "doc_type": ("doc_types", typer.Option("--type", help=say("help.type"))),
    "role": ("roles", typer.Option(help=say("help.role"))),
    "report": ("reports", typer.Option(help=say("help.report_id"))),
    "cites": ("references", typer.Option(help=say("help.cites"))),
}
"""The options that narrow a question: the field of `Filter` that each sets, and how it is given."""


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
        for name, (_, how) in FILTERS.items()
    ]

    @wraps(command)
    def run(**given: Any) -> None:
        wanted = filter_of({field: given.pop(name) for name, (field, _) in FILTERS.items()})
        command(**given, wanted=wanted)

    parameters = [one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in own] + options
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {one.name: one.annotation for one in parameters}
    return run


def filter_of(values: Mapping[str, list[str] | None]) -> Filter:
    """The Filter that has these values, by its fields' names; FilterValueError for a value that cannot be."""
    from ..index.records import Filter  # noqa: PLC0415 - help needs no index
    from ..search.filter_values import add_filter  # noqa: PLC0415

    wanted = Filter()
    for name, said in values.items():
        for value in said or ():
            wanted = add_filter(wanted, name, value)
    return wanted
