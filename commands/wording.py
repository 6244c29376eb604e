"""The command that shows how reports have put something."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.padding import Padding
from rich.text import Text

from ..console import out, print_json, print_understood, say
from ..corpus.errors import TracuuError
from .application import AsJson, Model, app, choices_of
from .options import AsTyped, narrowed

if TYPE_CHECKING:
    from ..corpus.bibliography import CslItem
    from ..index.records import Filter
    from ..search.wording import Variant, Wording
    from ..search.wording.sayings import Use

INDENT = 4


class VariantUnknownError(TracuuError):
    """No variant has that number."""

    def __init__(self, number: int, count: int) -> None:
        super().__init__(number=number, count=count)


@app.command("wording", help=say("help.wording"))
@narrowed
def show_wording(
    context: typer.Context,
    wanted: Filter,
    phrase: Annotated[str, typer.Argument(help=say("help.wording_phrase"))],
    limit: Annotated[int, typer.Option("-n", "--limit", min=1, max=1000, help=say("help.wording_limit"))] = 20,
    as_json: AsJson = False,
    as_typed: AsTyped = False,
    every: Annotated[bool, typer.Option("--all", help=say("help.wording_all"))] = False,
    export: Annotated[
        Path | None, typer.Option(metavar="FILE.docx", dir_okay=False, help=say("help.wording_export"))
    ] = None,
    pick: Annotated[list[int] | None, typer.Option(min=1, help=say("help.wording_pick"))] = None,
    model: Model = None,
) -> None:
    """Show how reports have put something."""
    from ..service.asking import Request, word  # noqa: PLC0415 - help and the other commands need no engine
    from ..service.reports import cited_as  # noqa: PLC0415

    choices = choices_of(context, model)
    house = choices.house()
    found = word(house, choices.reader, Request(phrase, wanted, as_typed), limit)
    if export is not None and found.variants:
        chosen = _chosen(found, pick)
        used = (uses[0].passage for variant in chosen for uses in variant.forms.values())
        _save(chosen, cited_as(house, choices.reader, used), export)
    if as_json:
        print_json(found.to_json())
    else:
        print_wording(found, every)


def _chosen(found: Wording, pick: Sequence[int] | None) -> list[Variant]:
    """The variants with these numbers, in that order; all without any."""
    for number in pick or ():
        if number > len(found.variants):
            raise VariantUnknownError(number, len(found.variants))
    return [found.variants[number - 1] for number in dict.fromkeys(pick)] if pick else list(found.variants)


def _save(chosen: Sequence[Variant], cited: Mapping[str, CslItem], path: Path) -> None:
    """Write each template with its count, and every form of it with every source in which it stands word for word."""
    from ..search.export import quotations_docx  # noqa: PLC0415 - only an export needs it
    from ..search.wording.quoting import quotations_of  # noqa: PLC0415 - the same

    quotations_docx(list(quotations_of(chosen, cited)), path)


def print_wording(found: Wording, every: bool = False) -> None:
    """Each variant as a template and verbatim, how many reports have it, and its source; with `every`, all of them."""
    if found.understood_as:
        print_understood(found.understood_as)
    if not found.variants:
        out.print(say("commands.no_wording"))
    for number, variant in enumerate(found.variants, 1):
        times = say("commands.in_reports" if variant.count > 1 else "commands.in_report", n=variant.count)
        out.print(f"\n[bold cyan]{number}.[/bold cyan] [bold]{times}[/bold]")
        text = Text(variant.text)
        for blank in variant.blanks:
            text.stylize("black on yellow", blank.start, blank.end)
        if variant.blanks:
            out.print(Padding(Text(variant.template, style="bold"), (0, 0, 0, INDENT)))
        out.print(Padding(text, (0, 0, 0, INDENT)))
        shown = list(variant.forms.items())
        for form, uses in shown if every else shown[:1]:
            if form != variant.text:
                out.print(Padding(marked(uses[0]), (0, 0, 0, INDENT)))
            for use in uses if every else uses[:1]:
                out.print(Padding(Text(use.citation, style="dim"), (0, 0, 0, INDENT)))
        folded = 0 if every else len({use.passage.id for use in variant.uses}) - 1
        if folded:
            also = say("commands.more_uses", n=folded)
            out.print(Padding(Text(also, style="dim"), (0, 0, 0, INDENT)))


def marked(use: Use) -> Text:
    """The sentence with what differs from its variant: put in underlined, left out struck through."""
    text = Text("≈ ", style="dim")
    end = 0
    for edit in use.edits:
        text.append(use.text[end : edit.start], style="not dim")
        if edit.instead:
            text.append(edit.instead, style="strike red")
            text.append(" ")
        text.append(use.text[edit.start : edit.end], style="not dim underline green")
        end = edit.end
    return text.append(use.text[end:], style="not dim")
