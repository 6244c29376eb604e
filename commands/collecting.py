"""Commands about collections: which there are, and which reports stand in them."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from ..console import out, print_json, say
from .application import AsJson, app, choices_of

collection_app = typer.Typer(help=say("help.collection_commands"), no_args_is_help=True)
app.add_typer(collection_app, name="collection")

Reports = Annotated[list[str], typer.Argument(metavar="REPORT-ID...", help=say("help.collection_reports"))]


@collection_app.command("list", help=say("help.collection_list"))
def list_collections(context: typer.Context, as_json: AsJson = False) -> None:
    """List the collections."""
    from ..service.collections import collections  # noqa: PLC0415 - help needs none of it

    choices = choices_of(context)
    there = collections(choices.house(), choices.reader)
    if as_json:
        print_json([{"name": name, "reports": reports} for name, reports in there.items()])
        return
    table = Table(box=None, padding=(0, 2, 0, 0))
    for name in ("name", "reports"):
        table.add_column(say(f"commands.column_{name}"), overflow="fold")
    for name, reports in there.items():
        table.add_row(Text(name), str(len(reports)))
    out.print(table)


@collection_app.command("put", help=say("help.collection_put"))
def put_reports(
    context: typer.Context,
    reports: Reports,
    name: Annotated[str, typer.Option("--in", metavar="NAME", help=say("help.collection_in"))],
) -> None:
    """Let reports stand in a collection."""
    from ..door.people_file import named  # noqa: PLC0415 - help needs none of it
    from ..service.collections import put  # noqa: PLC0415

    choices = choices_of(context)
    put(choices.house(), choices.reader, reports, named(name))
    out.print(say("commands.collected", n=len(reports), name=name), markup=False, soft_wrap=True)


@collection_app.command("take", help=say("help.collection_take"))
def take_reports(
    context: typer.Context,
    reports: Reports,
    name: Annotated[str, typer.Option("--from", metavar="NAME", help=say("help.collection_from"))],
) -> None:
    """Take reports out of a collection."""
    from ..door.people_file import named  # noqa: PLC0415 - help needs none of it
    from ..service.collections import take  # noqa: PLC0415

    choices = choices_of(context)
    taken = take(choices.house(), choices.reader, reports, named(name))
    out.print(say("commands.uncollected", n=taken, name=name), markup=False, soft_wrap=True)
