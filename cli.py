"""The command line: arguments in, the rooms asked, tables for people and JSON for programs out."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from . import words
from .commands import (  # noqa: F401 - each registers its commands
    answering,
    asking,
    checking,
    citing,
    collecting,
    keeping,
    measuring,
    people,
    programs,
    safekeeping,
    storing,
    wording,
)
from .commands.application import DONE, OUR_FAULT, WRONG_USE, Model, app, choices_of
from .commands.elsewhere import elsewhere
from .console import complain, err, say
from .corpus.errors import TracuuError


@app.command(help=say("help.serve"))
def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(help=say("help.serve_host"))] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help=say("help.serve_port"))] = 7860,
    name: Annotated[list[str] | None, typer.Option(metavar="HOST", help=say("help.serve_name"))] = None,
    token_file: Annotated[Path | None, typer.Option(metavar="FILE", help=say("help.serve_token_file"))] = None,
    log_json: Annotated[bool, typer.Option("--log-json", help=say("help.serve_log_json"))] = False,
    model: Model = None,
) -> None:
    """Serve the page."""
    from .door import Accounts, names_for, people_sign_in, token_in  # noqa: PLC0415 - help needs none of it

    names_for(host, port, name or ())  # a fault is said before Gradio, which is slow to import
    choices = choices_of(context, model)
    ways = elsewhere(choices.settings)
    there = bool(Accounts(choices.data).listed() or ways.provider or ways.proxy)
    accounts = people_sign_in(there, host, name or (), token_file)
    token = token_in(token_file, port) if token_file else None
    from .corpus.sandbox.confinement import lacking  # noqa: PLC0415
    from .serving import serve as serve_page  # noqa: PLC0415

    for what in lacking():
        err.print(say(f"keeping.sandbox_{what}"), soft_wrap=True, highlight=False)

    def announce(address: str) -> None:
        if accounts:
            err.print(say("commands.sign_in_at", address=address), markup=False, soft_wrap=True, highlight=False)
            return
        if token_file and not err.is_terminal:  # a token that stays is in no log
            address = f"{address.partition('=')[0]}=…"
        err.print(say("commands.page_at", address=address), markup=False, soft_wrap=True, highlight=False)

    serve_page(choices.house(ahead=True), host, port, announce, name or (), token, accounts, log_json, ways)


def _usage_sentence(error: typer.TyperException) -> str:
    """Typer's complaint about how it was called, in the user's language; it says itself in English what it has.

    Typer keeps the classes of its complaints to itself: the table has them by their names.
    """
    parameter = getattr(error, "param", None)
    name = getattr(error, "option_name", None) or (parameter.get_error_hint() if parameter else "")
    key = f"usage.{type(error).__name__}"
    vi = words.say(key if words.said(key) else "usage.other", "vi", name=name)
    en = getattr(error, "format_message", lambda: str(error))()
    return say("usage.see_help", what=words.Bilingual(vi, en))


def _translate_panels() -> None:
    from typer import rich_utils  # noqa: PLC0415 - only help needs it

    rich_utils.ARGUMENTS_PANEL_TITLE = say("usage.arguments")
    rich_utils.OPTIONS_PANEL_TITLE = say("usage.options")
    rich_utils.COMMANDS_PANEL_TITLE = say("usage.commands")


def main() -> None:
    """Run the command line and leave with its exit code: 0 done, 1 a fault of ours, 2 wrong use."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    if "--help" in sys.argv or len(sys.argv) == 1:
        _translate_panels()
    try:
        code = app(standalone_mode=False)
    except TracuuError as error:
        complain(error)
        code = WRONG_USE
    except (typer.Abort, KeyboardInterrupt):
        err.print(say("commands.stopped"))
        code = OUR_FAULT
    except typer.TyperException as error:
        if type(error).__name__ != "NoArgsIsHelpError":  # that one has printed the help already
            err.print(Text(_usage_sentence(error)), style="red", soft_wrap=True)
        code = WRONG_USE
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = DONE
    except Exception as error:
        if os.environ.get("TRACUU_DEBUG"):
            raise
        text = say("commands.unexpected", kind=type(error).__name__, error=error)
        err.print(Text(text), style="red", soft_wrap=True)
        code = OUR_FAULT
    sys.exit(code or DONE)


if __name__ == "__main__":
    main()
