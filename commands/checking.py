"""The command that holds a draft against the store."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.text import Text

from ..console import LANGUAGE, out, print_json, say, told
from ..corpus.errors import TracuuError
from .application import DONE, WRONG_USE, AsJson, app, choices_of
from .batch import answer_lines

if TYPE_CHECKING:
    from ..search.check.draft import Checked, Status

MARKS: dict[Status, tuple[str, str]] = {
    "holds": ("✓", "green"),
    "fails": ("✗", "red"),
    "offered": ("+", "yellow"),
    "unbacked": ("?", "yellow"),
    "too_long": ("?", "dim"),
}


class NoCheckError(TracuuError):
    """Neither a draft nor a batch is given."""


@app.command(help=say("help.check"))
def check(
    context: typer.Context,
    draft: Annotated[str | None, typer.Argument(metavar="DRAFT", help=say("help.check_draft"))] = None,
    as_json: AsJson = False,
    batch: Annotated[str | None, typer.Option(metavar="FILE.jsonl", help=say("help.check_batch"))] = None,
) -> None:
    """Hold a draft against the store."""
    from ..service import checking  # noqa: PLC0415 - help needs none of it

    if batch is None and not (draft or "").strip():
        raise NoCheckError
    choices = choices_of(context)
    if batch is not None:
        house = choices.house()

        def verdict(row: dict[str, Any]) -> dict[str, Any]:
            return checking.supported(house, choices.reader, row["sentence"], row["passages"]).to_json(LANGUAGE)

        failed = answer_lines(batch, verdict, {"supported": False, "reason": None}, SENTENCE)
        raise typer.Exit(WRONG_USE if failed else DONE)
    paragraphs = checking.draft_of(sys.stdin.read()) if draft == "-" else checking.draft_in(Path(draft or ""))
    checked = checking.check(choices.house(), choices.reader, paragraphs)
    if as_json:
        print_json({"file": draft, **checked.to_json(LANGUAGE)})
    else:
        print_checked(checked)


SENTENCE = {"sentence": str, "passages": list}
"""What a line of a batch asks, besides its id."""


def print_checked(checked: Checked) -> None:
    """Each sentence with its mark and, where it does not hold, what the source says and what may be cited."""
    for one in checked.statements:
        mark, colour = MARKS[one.status]
        out.print(Text.assemble((f"{mark} ", f"bold {colour}"), one.text))
        if one.reason:
            out.print(Text(f"    {told(one.reason)}", style=colour))
        for citation in one.citations:
            if citation.problem and citation.problem != one.reason:
                out.print(Text(f"    {citation.text}: {told(citation.problem)}", style=colour))
        if one.source:
            out.print(Text(f"    {say('check.source_says', text=one.source.text)} ({one.source.citation})"))
        for offered in one.offered:
            out.print(Text(f"    {say('check.can_cite', citation=offered.citation)}").append(
                f"  {offered.passage_id}", style="dim"
            ))  # fmt: skip
    counts = {status: checked.count(status) for status in ("holds", "fails", "offered", "unbacked")}
    out.print(Text(say("check.summary", **counts, silent=checked.silent), style="bold"))
    if checked.left:
        out.print(Text(say("check.left", n=checked.left), style="yellow"))
