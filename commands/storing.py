"""Commands about where the store is: it is copied to another place, and this machine helps another to encode it."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.markup import escape

from ..console import err, out, print_json, progress_bar, say
from .application import WRONG_USE, AsJson, Model, app, choices_of

store_app = typer.Typer(help=say("help.store_commands"), no_args_is_help=True)
app.add_typer(store_app, name="store")


@store_app.command("copy", help=say("help.store_copy"))
def copy(
    context: typer.Context,
    to: Annotated[str, typer.Option("--to", metavar="STORE", help=say("help.store_copy_to"))],
    force: Annotated[bool, typer.Option("--force", help=say("help.store_copy_force"))] = False,
    as_json: AsJson = False,
) -> None:
    """Copy the store to another place, and compare the two."""
    from ..index.addresses import shown_address  # noqa: PLC0415 - help needs none of it
    from ..service.upkeep import copy as copy_to  # noqa: PLC0415

    choices, there = choices_of(context), shown_address(to)
    with progress_bar() as progress:
        copied = copy_to(choices.place(), to, choices.reader, force, progress)
    if as_json:
        print_json(
            {
                "whole": copied.whole,
                "reports": copied.reports,
                "passages": copied.passages,
                "sentences": copied.sentences,
                "asked": copied.asked,
                "differing": list(copied.differing),
                "faults": [str(fault.where) for fault in copied.verification.faults],
            }
        )
    elif copied.whole:
        said = say(
            "commands.store_copied", to=there, reports=copied.reports, passages=copied.passages, asked=copied.asked
        )
        out.print(escape(said), soft_wrap=True)
    else:
        differing = [*copied.differing, *(str(fault.where) for fault in copied.verification.faults)]
        err.print(escape(say("commands.store_differs", to=there, listed=", ".join(differing[:10]))), soft_wrap=True)
    if not copied.whole:
        raise typer.Exit(WRONG_USE)


@store_app.command("encode", help=say("help.store_encode"))
def encode(context: typer.Context, model: Model = None) -> None:
    """Help whoever indexes to encode, until Ctrl-C."""
    from ..service.upkeep import help_encoding  # noqa: PLC0415 - help needs none of it

    choices = choices_of(context, model)
    place = choices.place()

    def tell(encoded: int, failed: int) -> None:
        err.print(say("commands.store_encoded", encoded=encoded, failed=failed), end="\r")

    err.print(escape(say("commands.store_helping", place=place.named)), soft_wrap=True)
    try:
        help_encoding(place, choices.house(), choices.reader, tell)
    except KeyboardInterrupt:
        err.print()
        err.print(say("commands.store_helped"))
