"""Options that several commands take, said once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from tracuu.console import say

if TYPE_CHECKING:
    from tracuu.index.records import Filter

Batch = Annotated[str | None, typer.Option(metavar="FILE.jsonl", help=say("help.batch"))]
AsTyped = Annotated[bool, typer.Option("--as-typed", help=say("help.as_typed"))]
Agency = Annotated[list[str] | None, typer.Option(help=say("help.agency"))]
Level = Annotated[list[str] | None, typer.Option(help=say("help.level"))]
Province = Annotated[list[str] | None, typer.Option(help=say("help.province"))]
Year = Annotated[list[str] | None, typer.Option(help=say("help.year"))]
DocType = Annotated[list[str] | None, typer.Option("--type", help=say("help.type"))]
Role = Annotated[list[str] | None, typer.Option(help=say("help.role"))]
ReportId = Annotated[list[str] | None, typer.Option(help=say("help.report_id"))]
Cites = Annotated[list[str] | None, typer.Option(help=say("help.cites"))]


def filter_of(**values: list[str] | None) -> Filter:
    """The Filter that the options ask for, by its fields' names; FilterValueError for a value that cannot be."""
    from tracuu.index.records import Filter  # noqa: PLC0415 - help needs no index
    from tracuu.search.query import add_filter  # noqa: PLC0415

    wanted = Filter()
    for name, said in values.items():
        for value in said or ():
            wanted = add_filter(wanted, name, value)
    return wanted
