"""What the command line says to people: in their language, in colour where there is a terminal, JSON for programs."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from . import words
from .corpus.errors import TracuuError
from .words import Language

if TYPE_CHECKING:
    from .corpus.report import Report, Role
    from .index.changes import Progress, SyncResult
    from .index.records import CitedDocument, ReportRecord
    from .search import Hit, SearchResult
    from .search.absent import AbsentWords
    from .search.conditions import Condition
    from .search.evaluation import Comparison, Evaluation
    from .search.trial import Trial
    from .words import Bilingual


def _chosen_language() -> Language:
    """--lang of this call, else TRACUU_LANG: help texts are made before any option is parsed."""
    arguments = sys.argv[1:]
    for position, argument in enumerate(arguments):
        said = argument.partition("=")[2] if argument.startswith("--lang=") else None
        if argument == "--lang" and position + 1 < len(arguments):
            said = arguments[position + 1]
        if said is not None:
            return "en" if said == "en" else "vi"
    return "en" if os.environ.get("TRACUU_LANG") == "en" else "vi"


LANGUAGE: Language = _chosen_language()


def say(key: str, /, **values: object) -> str:
    """The text of the table in the user's language."""
    return words.say(key, LANGUAGE, **values)


def told(text: Bilingual) -> str:
    """What waited in both languages, in the user's."""
    return text.to(LANGUAGE)


def role_name(role: Role) -> str:
    """What a section of that role is for, in a word or two."""
    return say(f"commands.role_{role}")


out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """A bar for each stage of a sync, on a terminal alone."""
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn  # noqa: PLC0415
    from rich.progress import Progress as Bar  # noqa: PLC0415

    columns = (TextColumn("{task.description:<20}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        tasks: dict[str, Any] = {}

        def progress(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(say(f"commands.stage_{stage}"), total=total)
            bar.update(tasks[stage], completed=done, total=total)

        yield progress


def print_sync(result: SyncResult) -> None:
    """What a sync did, and each file that could not be read with the reason."""
    parts = [
        f"{len(files)} {say(name)}"
        for files, name in (
            (result.added, "commands.sync_added"),
            (result.changed, "commands.sync_changed"),
            (result.unchanged, "commands.sync_unchanged"),
            (result.removed, "commands.sync_removed"),
            (result.withheld, "commands.sync_withheld"),
            (result.failures, "commands.sync_failures"),
        )
        if files
    ]
    if parts:
        err.print(say("commands.sync_files", parts=", ".join(parts)))
    for failure in result.failures:
        err.print(f"  [red]✗[/red] [bold]{escape(failure.file)}[/bold]: {escape(told(failure.reason))}")
    if result.withheld:
        err.print(say("commands.sync_withheld_fix"))
    if result.kept:
        names = ", ".join(result.kept[:3]) + (" …" if len(result.kept) > 3 else "")
        err.print(
            f"  [yellow]![/yellow] {escape(names)}: " + say("commands.sync_kept", n=len(result.kept)),
            soft_wrap=True,
        )
    err.print(say("commands.store_holds", reports=result.reports, passages=result.passages))


def print_json(value: Any, indent: int | None = 2) -> None:
    """One JSON value on standard output, in UTF-8."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=indent) + "\n")
    sys.stdout.flush()


def print_understood(question: str) -> None:
    """What the question was taken for, and how to ask it as it was typed."""
    out.print(f"{say('commands.understood')}: [bold]{escape(question)}[/bold]"
              f" [dim]({say('commands.as_typed')}: --as-typed)[/dim]")  # fmt: skip


def print_conditions(
    conditions: Sequence[Condition], not_understood: Sequence[str], absent: Sequence[AbsentWords] = ()
) -> None:
    """What a question is narrowed to, what it only mentions, what was not understood, and what stands nowhere."""
    from .service.condition_lines import as_typed_filter, condition_line  # noqa: PLC0415 - help needs no index

    said = [one for one in conditions if one.said]
    applied = [condition_line(one, LANGUAGE) for one in said if one.applied]
    favoured = [condition_line(one, LANGUAGE) for one in said if one.favoured and not one.applied]
    missing = [condition_line(one, LANGUAGE) for one in said if one.missing]
    mentioned = [
        f"{condition_line(one, LANGUAGE)} ({as_typed_filter(one)})"
        for one in said
        if not (one.applied or one.missing or one.favoured) and as_typed_filter(one)
    ]
    quoted = [f"“{one}”" for one in not_understood]
    for key, listed in (
        ("conditions.understood", applied),
        ("conditions.favoured", favoured),
        ("conditions.not_applied", mentioned),
        ("conditions.missing", missing),
        ("conditions.not_understood", quoted),
        ("conditions.absent", [f"“{one.text}”" for one in absent if not one.elsewhere]),
        ("conditions.absent_there", [f"“{one.text}”" for one in absent if one.elsewhere]),
    ):
        if listed:
            out.print(Text(f"{say(key)}: {' · '.join(listed)}"), style="dim")


def print_result(result: SearchResult) -> None:
    """The passages found with their citations, or in plain words that there is no answer."""
    if result.understood_as:
        print_understood(result.understood_as)
    print_conditions(result.conditions, result.not_understood, result.absent)
    if not result.hits:
        out.print(say("commands.nothing_found"))
        return
    if not result.found:
        out.print(say("commands.related_only" if result.verdict == "related" else "commands.nearest_only"))
    if not result.calibrated:
        out.print(say("commands.not_calibrated"), style="dim")
    for hit in result.hits:
        out.print()
        secrecy = hit.passage.report.header.secrecy
        mark = f" [bold white on red] {escape(secrecy.upper())} [/]" if secrecy else ""
        out.print(f"[bold cyan]{hit.rank}.[/bold cyan]{mark} [bold]{escape(hit.citation)}[/bold]")
        if hit.passage.sections:
            path = " › ".join(section.heading for section in hit.passage.sections)
            out.print(f"   [dim]{escape(path)} · {role_name(hit.passage.role)}[/dim]")
        out.print(_marked(hit), style=None if result.found else "dim")
        for _, citation in hit.also_in:
            out.print(f"   [dim]{say('commands.also_in')}: {escape(citation)}[/dim]")


def _marked(hit: Hit) -> Padding:
    text = Text(hit.passage.text)
    for start, end in hit.highlights:
        text.stylize("bold yellow" if len(hit.passage.sentences) > 1 else "yellow", start, end)
    return Padding(text, (0, 0, 0, 3))


def complain(error: TracuuError) -> None:
    """The fault and the fix, on standard error."""
    err.print(Text(error.message(LANGUAGE)), style="red", soft_wrap=True)


def print_report(read: Report) -> None:
    """How a file was read: its header, its outline, and where the reading is unsure."""
    from .corpus.citation import reference_line  # noqa: PLC0415 - most commands cite nothing
    from .service.header_fields import header_lines  # noqa: PLC0415

    header = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    for label, value in header_lines(read.header, words.table("page", LANGUAGE)):
        header.add_row(label, Text(value))
    out.print(header)
    for position, section in enumerate(read.sections):
        count = sum(paragraph.section[-1:] == (position,) for paragraph in read.paragraphs)
        indent = "  " * section.depth
        note = f"{role_name(section.role)}, {count} {say('commands.paragraphs')}"
        shown = f"{indent}{escape(section.heading)}  [dim]{note}[/dim]"
        out.print(shown)
    out.print(say("commands.report_counts", paragraphs=len(read.paragraphs), references=len(read.references)))
    for reference in read.references:
        out.print(f"  {escape(reference_line(reference))}")
    for warning in read.warnings:
        err.print(f"[yellow]![/yellow] {escape(warning)}")


def print_list(reports: list[ReportRecord]) -> None:
    """One line a report."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    for name in ("id", "agency", "number", "date", "title", "passages"):
        table.add_column(say(f"commands.column_{name}"), overflow="fold")
    for record in reports:
        header = record.header
        cells = (
            record.id,
            header.agency or "—",
            header.number or "—",
            header.issued or "—",
            header.title or record.file,
        )
        table.add_row(*(Text(cell) for cell in cells), str(record.passages))
    out.print(table)


def print_references(cited: list[CitedDocument], reports: dict[str, ReportRecord], name: str | None) -> None:
    """Each document cited with how many reports rest on it; those reports too where one document was asked for."""
    from .corpus.citation import cite_report, reference_line  # noqa: PLC0415 - most commands cite nothing

    if not cited:
        out.print(say("commands.not_cited" if name else "commands.nothing_cited"))
    for document in cited:
        out.print(f"[bold]{len(document.reports):>4}[/bold]  {escape(reference_line(document.reference))}")
        for key in document.reports if name else ():
            out.print(f"      [dim]{key}[/dim]  {escape(cite_report(reports[key].header))}")


def print_evaluation(evaluation: Evaluation, comparisons: Sequence[Comparison], misses: bool) -> None:
    """The means, by type of query where the set has types, against an earlier run, and what was missed."""
    out.print(say("commands.evaluated", queries=evaluation.queries, passages=evaluation.passages))
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("")
    for name in evaluation.measures:
        table.add_column(name, justify="right")
    for kind, values in {**evaluation.by_type, say("commands.mean"): evaluation.measures}.items():
        table.add_row(Text(kind), *(f"{value:.4f}" for value in values.values()))
    out.print(table)
    for c in comparisons:
        out.print(f"{c.measure:<8} {c.here:.4f} / {c.there:.4f}  +{c.better} −{c.worse}  p = {c.p:.3f}")
    for query, documents in evaluation.missed.items() if misses else ():
        value = next(iter(evaluation.by_query[query].values()))
        out.print(Text(f"{value:.2f}  {query}: {', '.join(documents)}"))


def print_trials(trials: Sequence[Trial], texts: int) -> None:
    """What each model finds and costs, a column each, and how long the last would take to encode the store anew.

    Args:
        trials: the first with the model in use.
        texts: passages and sentences that the store has; 0 without a store.
    """
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("")
    for trial in trials:
        table.add_column(Text(trial.reranker or trial.model), justify="right")
    evaluations = [trial.evaluation for trial in trials]
    for name in evaluations[0].measures:
        table.add_row(name, *(f"{one.measures[name]:.4f}" for one in evaluations))
    for kind in evaluations[0].by_type:
        table.add_row(Text(f"nDCG@10 {kind}"), *(f"{one.by_type[kind]['nDCG@10']:.4f}" for one in evaluations))
    table.add_row(say("commands.try_dimension"), *(str(one.dimension) for one in trials))
    table.add_row(say("commands.try_per_second"), *(f"{one.passages_per_second:.1f}" for one in trials))
    table.add_row(say("commands.try_question"), *(f"{one.question_ms:.0f}" for one in trials))
    table.add_row(
        say("commands.try_memory"), *("" if one.memory_mb is None else f"{one.memory_mb:.0f}" for one in trials)
    )
    out.print(table)
    first, last = trials[0], trials[-1]
    if texts and last.model != first.model:
        minutes = texts / last.passages_per_second / 60
        out.print(say("commands.try_anew", texts=texts, minutes=f"{minutes:.0f}" if minutes >= 1 else "< 1"))


def print_full(full: Report) -> None:
    """A whole report under its headings, paragraphs numbered."""
    header = full.header
    out.print(
        f"[bold]{escape(header.agency or full.file)}[/bold]  {escape(header.number or '')}  {header.issued or ''}"
    )
    out.print(Text(header.title or ""), style="bold")
    shown: tuple[int, ...] = ()
    for paragraph in full.paragraphs:
        for position in paragraph.section:
            if position not in shown:
                out.print(f"\n[cyan]{escape(full.sections[position].heading)}[/cyan]")
        shown = (*shown, *paragraph.section)
        out.print(f"[dim]{paragraph.n:>3}[/dim]  {escape(paragraph.text)}")
