"""Commands for other programs: the keys by which they are known, and tools for assistants."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from rich.table import Table
from rich.text import Text

from ..console import err, out, print_json, say
from .application import AsJson, Model, app, choices_of

if TYPE_CHECKING:
    from ..door import Key

key_app = typer.Typer(help=say("help.key_commands"), no_args_is_help=True)
app.add_typer(key_app, name="key")

A_YEAR, LONGEST = 365, 3650


@key_app.command("add", help=say("help.key_add"))
def add_key(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help=say("help.key_name"))],
    role: Annotated[Literal["reader", "editor", "admin"], typer.Option(help=say("help.key_role"))] = "reader",
    collection: Annotated[list[str] | None, typer.Option(help=say("help.key_collection"))] = None,
    days: Annotated[int, typer.Option(min=1, max=LONGEST, help=say("help.key_days"))] = A_YEAR,
) -> None:
    """Make an API key."""
    from ..door import Keys  # noqa: PLC0415 - help needs none of it

    made = Keys(choices_of(context).data).add(name, role, collection or None, days)
    err.print(say("commands.key_made", name=name), markup=False, soft_wrap=True)
    typer.echo(made)


@key_app.command("list", help=say("help.key_list"))
def list_keys(context: typer.Context, as_json: AsJson = False) -> None:
    """List the API keys."""
    from ..door import Keys  # noqa: PLC0415 - help needs none of it

    keys = Keys(choices_of(context).data).listed()
    if as_json:
        print_json([key_told(key) for key in keys])
    elif not keys:
        out.print(say("commands.no_keys"))
    else:
        print_keys(keys)


@key_app.command("remove", help=say("help.key_remove"))
def remove_key(context: typer.Context, name: Annotated[str, typer.Argument(help=say("help.key_name"))]) -> None:
    """Take an API key back."""
    from ..door import Keys  # noqa: PLC0415 - help needs none of it

    Keys(choices_of(context).data).remove(name)
    out.print(say("commands.key_removed", name=name), markup=False, soft_wrap=True)


@app.command(help=say("help.mcp"))
def mcp(context: typer.Context, model: Model = None) -> None:
    """Be tools for an assistant."""
    from ..api.tools import assistant  # noqa: PLC0415 - help needs none of it

    logging.basicConfig(level=logging.WARNING)  # to standard error: standard output is the assistant's
    choices = choices_of(context, model)
    assistant(choices.house(), lambda _: choices.reader).run("stdio")


def key_told(key: Key) -> dict[str, Any]:
    """A key, as `key list --json` prints it."""
    return {
        "name": key.name,
        "role": key.role,
        "collections": None if key.collections is None else sorted(key.collections),
        "expires": key.expires.isoformat(),
        "made": key.made.isoformat(),
        "expired": key.expires <= datetime.now(UTC),
    }


def print_keys(keys: list[Key]) -> None:
    """One line a key; those that open nothing any more are dim."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    for name in ("name", "role", "collections", "expires"):
        table.add_column(say(f"commands.column_{name}"), overflow="fold")
    for key in keys:
        within = say("commands.every_collection") if key.collections is None else ", ".join(sorted(key.collections))
        cells = (key.name, key.role, within, key.expires.date().isoformat())
        table.add_row(*map(Text, cells), style="dim" if key.expires <= datetime.now(UTC) else None)
    out.print(table)
