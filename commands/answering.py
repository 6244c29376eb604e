"""Commands that answer a question with quotes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.text import Text

from ..console import LANGUAGE, complain, out, print_conditions, print_json, say, told
from .application import DONE, WRONG_USE, AsJson, Model, app, choices_of
from .batch import answer_lines
from .options import Batch

if TYPE_CHECKING:
    from ..search.answer.model import Written


@app.command(help=say("help.ask"))
def ask(
    context: typer.Context,
    question: Annotated[str | None, typer.Argument(help=say("help.question"))] = None,
    as_json: AsJson = False,
    batch: Batch = None,
    no_llm: Annotated[bool, typer.Option("--no-llm", help=say("help.ask_no_llm"))] = False,
    model: Model = None,
) -> None:
    """Answer a question from the store."""
    from ..search.errors import EmptyQueryError  # noqa: PLC0415 - help and the other commands need no engine
    from ..service.asking import Request  # noqa: PLC0415
    from ..service.asking import answered as answer_of  # noqa: PLC0415

    if batch is None and not (question or "").strip():
        raise EmptyQueryError
    choices = choices_of(context, model)
    house = choices.house()
    if no_llm:
        house = replace(house, language_model=None)

    def answered(asked: str) -> Written:
        written, fault = answer_of(house, choices.reader, Request(asked, language=LANGUAGE))
        if fault:
            complain(fault)
        return written

    if batch is not None:
        house.engines.complete()
        failed = answer_lines(
            batch, lambda asked: answered(asked["query"]).to_json(LANGUAGE), {"found": False, "sources": []}
        )
        raise typer.Exit(WRONG_USE if failed else DONE)
    result = answered(question or "")
    if as_json:
        print_json(result.to_json(LANGUAGE))
    else:
        print_answer(result)


def print_answer(written: Written) -> None:
    """The answer as it reads, what was struck of it, and the source that each of its numbers stands for."""
    given = written.answer
    print_conditions(given.conditions, given.not_understood)
    out.print(Text(given.answer), style=None if given.found else "dim")
    for choice in given.choices:
        out.print(Text(f"  • {choice.label}: {choice.question}"))
    if not given.calibrated:
        out.print(say("commands.not_calibrated"), style="dim")
    for sentence in written.struck:
        out.print(Text(sentence.text, style="strike dim"))
        out.print(Text(f"  {told(sentence.reason)}" if sentence.reason else ""), style="dim")
    for source in given.sources:
        out.print(f"[bold cyan]\\[{source.n}][/bold cyan] {escape(source.citation)} [dim]{source.passage_id}[/dim]")
