"""Commands that bring reports into the store and show what is there."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.rule import Rule
from rich.text import Text

from ..console import (
    complain,
    out,
    print_full,
    print_json,
    print_list,
    print_references,
    print_report,
    print_sync,
    progress_bar,
    say,
    told,
)
from ..corpus.report import Report
from .application import WRONG_USE, AsJson, Model, app, choices_of


@app.command(help=say("help.index"))
def index(
    context: typer.Context,
    paths: Annotated[list[Path] | None, typer.Argument(metavar="PATH...", help=say("help.index_paths"))] = None,
    prune: Annotated[bool, typer.Option("--prune", help=say("help.index_prune"))] = False,
    force: Annotated[bool, typer.Option("--force", help=say("help.index_force"))] = False,
    admit_secret: Annotated[bool, typer.Option("--admit-secret", help=say("help.index_admit_secret"))] = False,
    verify_content: Annotated[bool, typer.Option("--verify-content", help=say("help.index_verify_content"))] = False,
    collection: Annotated[str | None, typer.Option(metavar="NAME", help=say("help.index_collection"))] = None,
    model: Model = None,
) -> None:
    """Sync files and folders."""
    from ..door.people_file import named  # noqa: PLC0415 - help needs none of it
    from ..service.upkeep import sync  # noqa: PLC0415 - help needs none of it

    choices = choices_of(context, model)
    with progress_bar() as progress:
        result = sync(
            choices.house(),
            choices.reader,
            paths or [],
            prune=prune,
            force=force,
            admit_secret=admit_secret,
            verify_content=verify_content,
            collection=None if collection is None else named(collection),
            progress=progress,
        )
    print_sync(result)
    if not result.reports:
        raise typer.Exit(WRONG_USE)


@app.command(help=say("help.report"))
def report(file: Annotated[Path, typer.Argument(help=say("help.report_file"))], as_json: AsJson = False) -> None:
    """Read one file."""
    from ..corpus.bundles import is_bundle  # noqa: PLC0415 - help needs none of it
    from ..corpus.sandbox import read_safely  # noqa: PLC0415

    if is_bundle(file):
        report_bundle(file, as_json)
        return
    read = read_safely(file)
    if as_json:
        print_json(read.to_json())
        return
    print_reports(read)


def print_reports(read: Report) -> None:
    """How a file was read, and each document that is enclosed in it."""
    print_report(read)
    for one in read.enclosed:
        out.print(Rule(Text(one.file), align="left"))
        print_report(one)


def report_bundle(bundle: Path, as_json: bool) -> None:
    """How each file in a bundle was read, or why it could not be."""
    from ..corpus.sandbox import read_bundle  # noqa: PLC0415

    outcomes = list(read_bundle(bundle))
    if as_json:
        members = [
            one.to_json() if isinstance(one, Report) else {"file": name, "error": {"vi": one.vi, "en": one.en}}
            for name, one in outcomes
        ]
        print_json({"file": bundle.name, "members": members})
    for name, one in () if as_json else outcomes:
        out.print(Rule(Text(name), align="left"))
        if isinstance(one, Report):
            print_reports(one)
        else:
            complain(one)
    if not any(isinstance(one, Report) for _, one in outcomes):
        raise typer.Exit(WRONG_USE)


@app.command("list", help=say("help.list"))
def list_reports(
    context: typer.Context,
    removed: Annotated[bool, typer.Option("--removed", help=say("help.list_removed"))] = False,
    as_json: AsJson = False,
) -> None:
    """List the reports, or those that were removed by hand."""
    from ..service.objects import listed_report, removed_report  # noqa: PLC0415 - help needs none of it
    from ..service.reports import listed  # noqa: PLC0415
    from ..service.reports import removed as removed_by_hand  # noqa: PLC0415

    choices = choices_of(context)
    house = choices.house()
    if removed:
        gone = removed_by_hand(house, choices.reader)
        if as_json:
            print_json([removed_report(report) for report in gone])
            return
        for report in gone:
            erased = say("commands.erased")
            out.print(escape(f"{report.id}  {report.made or ''}  {report.file or erased}"))
        return
    reports = [record for record, _ in listed(house, choices.reader)]
    if as_json:
        print_json([listed_report(record) for record in reports])
        return
    print_list(reports)


@app.command(help=say("help.show"))
def show(context: typer.Context, report_id: str, as_json: AsJson = False) -> None:
    """Show one report."""
    from ..service.objects import whole_report  # noqa: PLC0415 - help needs none of it
    from ..service.reports import report as whole  # noqa: PLC0415

    choices = choices_of(context)
    full = whole(choices.house(), choices.reader, report_id)
    if as_json:
        print_json(whole_report(report_id, full))
        return
    print_full(full)


@app.command(help=say("help.references"))
def references(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(help=say("help.references_name"))] = None,
    as_json: AsJson = False,
) -> None:
    """List the documents cited, and which reports rest on each."""
    from ..service.objects import cited_document  # noqa: PLC0415 - help needs none of it
    from ..service.reports import references as rested_on  # noqa: PLC0415

    choices = choices_of(context)
    cited, reports = rested_on(choices.house(), choices.reader, name)
    if as_json:
        print_json([cited_document(document, reports) for document in cited])
        return
    print_references(cited, reports, name)


@app.command(help=say("help.status"))
def status(context: typer.Context, as_json: AsJson = False) -> None:
    """Describe the store."""
    from ..corpus.sandbox.confinement import lacking  # noqa: PLC0415 - help needs none of it
    from ..index.addresses import shown_address  # noqa: PLC0415
    from ..service.upkeep import status as described  # noqa: PLC0415

    choices = choices_of(context)
    now = described(choices.house(), choices.reader)
    counts = now.counts
    facts = {
        "data": str(choices.data),
        "store": shown_address(choices.place().kind),
        **counts,
        "generation": now.generation,
        "created": now.created,
        "encoder": now.encoder,
        "up_to_date": now.up_to_date,
        "waiting": now.waiting,
        "removed": now.removed,
        "erasing": now.erasing,
        "shared": now.shared,
        "sandbox_lacks": list(lacking()),
        "failed": [{"file": one.file, "reason": told(one.reason)} for one in now.failed],
    }
    if as_json:
        print_json(facts)
        return
    out.print(f"{say('commands.store')}: {escape(choices.place().named)}")
    out.print(
        say(
            "commands.status_counts",
            reports=counts["reports"],
            passages=counts["passages"],
            sentences=counts["sentences"],
        )
    )
    out.print(
        say(
            "commands.status_index",
            generation=now.generation,
            created=now.created,
            encoder=escape(now.encoder),
        )
    )
    if not now.up_to_date:
        out.print(say("commands.status_behind"))
    if not now.shared:
        out.print(say("commands.status_copied"))
    if now.waiting:
        out.print(say("commands.status_staged", n=now.waiting))
    if now.removed:
        out.print(say("commands.status_removed", n=now.removed))
    if now.erasing:
        out.print(say("commands.status_erasing", n=now.erasing))
    for what in lacking():
        out.print(say(f"keeping.sandbox_{what}"))
    for failure in now.failed:
        out.print(f"[red]✗[/red] {escape(failure.file)}: {escape(told(failure.reason))}")
