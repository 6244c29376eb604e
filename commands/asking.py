"""Commands that ask the store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..console import print_json, print_result, say
from ..corpus.errors import TracuuError
from .application import DONE, WRONG_USE, AsJson, Model, app, choices_of
from .batch import answer_lines
from .options import AsTyped, Batch, narrowed

if TYPE_CHECKING:
    from ..index.records import Filter


class BatchNotSavedError(TracuuError):
    """The answers to many questions are to be saved as one result."""


@app.command(help=say("help.search"))
@narrowed
def search(
    context: typer.Context,
    wanted: Filter,
    query: Annotated[str | None, typer.Argument(help=say("help.question"))] = None,
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help=say("help.search_k"))] = 10,
    as_json: AsJson = False,
    batch: Batch = None,
    as_typed: AsTyped = False,
    saved: Annotated[
        Path | None, typer.Option("--export", metavar="FILE.{docx,xlsx,csv,json,md}", help=say("help.search_export"))
    ] = None,
    model: Model = None,
) -> None:
    """Search the store."""
    from ..search.errors import EmptyQueryError  # noqa: PLC0415 - help needs no engine
    from ..service import asking  # noqa: PLC0415
    from ..service.asking import Request  # noqa: PLC0415

    if batch is None and not (query or "").strip():
        raise EmptyQueryError
    if batch is not None and saved is not None:
        raise BatchNotSavedError
    choices = choices_of(context, model)
    house = choices.house()
    if batch is not None:
        house.engines.complete()

        def answered(asked: dict[str, Any]) -> dict[str, Any]:
            return asking.search(house, choices.reader, Request(asked["query"], wanted, as_typed, k)).to_json()

        failed = answer_lines(batch, answered, {"results": []})
        raise typer.Exit(WRONG_USE if failed else DONE)
    result = asking.search(house, choices.reader, Request(query or "", wanted, as_typed, k))
    if saved is not None:
        from ..search.export import export  # noqa: PLC0415 - few searches are saved
        from ..service.reports import cited_as, files_there  # noqa: PLC0415

        cited = cited_as(house, choices.reader, (hit.passage for hit in result.hits))
        export(result, saved, cited, files_there(house, choices.reader).get)
    if as_json:
        print_json(result.to_json())
    else:
        print_result(result)
