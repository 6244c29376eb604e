"""The command that cites passages."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from ..console import print_json, say
from ..corpus.errors import TracuuError
from ..service.styles import Style
from .application import AsJson, app, choices_of


class NoPassageNamedError(TracuuError):
    """Standard input names no passage."""

    def __init__(self) -> None:
        super().__init__()


@app.command("cite", help=say("help.cite"))
def cite_passages(
    context: typer.Context,
    passages: Annotated[list[str], typer.Argument(metavar="PASSAGE-ID...", help=say("help.cite_passages"))],
    style: Annotated[Style, typer.Option(help=say("help.cite_style"))] = "vi",
    listed: Annotated[bool, typer.Option("--sources", help=say("help.cite_sources"))] = False,
    as_json: AsJson = False,
) -> None:
    """Cite passages."""
    from ..service.citing import STYLES, citations, source_list  # noqa: PLC0415 - help needs none of it
    from ..service.reports import cited as sources_of  # noqa: PLC0415

    keys = [key for said in passages for key in (_keys(sys.stdin.read()) if said == "-" else [said])]
    if not keys:
        raise NoPassageNamedError
    choices = choices_of(context)
    cited = sources_of(choices.house(), choices.reader, keys)
    if as_json:
        print_json(citations(cited, style))
    elif listed:
        typer.echo("\n".join(f"{number}. {source}" for number, source in enumerate(source_list(cited), 1)))
    else:
        typer.echo(STYLES[style](cited))


def _keys(text: str) -> list[str]:
    """The ids in `text`: between blanks, or in the JSON that search, its batch, or ask prints."""
    if not text.lstrip().startswith("{"):
        return text.split()
    keys, decoder, rest = [], json.JSONDecoder(), text.lstrip()
    while rest:
        try:
            answer, end = decoder.raw_decode(rest)
            keys += [hit["passage_id"] for hit in answer.get("results") or answer.get("sources") or ()]
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise NoPassageNamedError from error
        rest = rest[end:].lstrip()
    return keys
