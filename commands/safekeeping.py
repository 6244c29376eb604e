"""Commands that keep the store in step, whole and safe, and that change it by hand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.markup import escape

from ..console import complain, err, out, print_json, print_sync, progress_bar, say, told
from ..corpus.errors import TracuuError
from .application import WRONG_USE, AsJson, Model, app, choices_of

if TYPE_CHECKING:
    from ..index.changes import Repair, SyncResult, Verification


class EraseOrUndoError(TracuuError):
    """A report is to be erased and to be brought back at once."""


Force = Annotated[bool, typer.Option("--force", help=say("help.force"))]


@app.command(help=say("help.watch"))
def watch(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help=say("help.watch_paths"))],
    admit_secret: Annotated[bool, typer.Option("--admit-secret", help=say("help.watch_admit_secret"))] = False,
    model: Model = None,
) -> None:
    """Keep the store in step with folders until Ctrl-C."""
    from ..index.errors import PathMissingError  # noqa: PLC0415 - help needs none of it
    from ..service.upkeep import watch as keep_in_step  # noqa: PLC0415

    for path in paths:
        if not path.exists():
            raise PathMissingError(path)
    choices = choices_of(context, model)

    def tell(outcome: SyncResult | TracuuError) -> None:
        if isinstance(outcome, TracuuError):
            complain(outcome)
        else:
            print_sync(outcome)

    err.print(say("commands.watching"))
    try:
        keep_in_step(choices.house(), choices.reader, paths, tell, admit_secret)
    except KeyboardInterrupt:
        err.print(say("commands.watching_stopped"))


@app.command(help=say("help.remove"))
def remove(
    context: typer.Context,
    report_id: str,
    erase: Annotated[bool, typer.Option("--erase", help=say("help.remove_erase"))] = False,
    undo: Annotated[bool, typer.Option("--undo", help=say("help.remove_undo"))] = False,
) -> None:
    """Remove, erase or bring back one report."""
    from ..service.changes import Changes  # noqa: PLC0415 - help needs none of it

    if erase and undo:
        raise EraseOrUndoError
    choices = choices_of(context)
    changes = Changes(choices.house(), local=True)
    act = changes.erase if erase else changes.restore if undo else changes.remove
    done = act(choices.reader, report_id)
    out.print(escape(say(f"commands.remove_{done.did}", id=report_id)), soft_wrap=True)


@app.command(help=say("help.correct"))
def correct(
    context: typer.Context,
    report_id: str,
    field: Annotated[str | None, typer.Argument(help=say("help.correct_field"))] = None,
    value: Annotated[str | None, typer.Argument(help=say("help.correct_value"))] = None,
    as_json: AsJson = False,
    model: Model = None,
) -> None:
    """Correct a field of a report's header, or list what was corrected."""
    from ..service.changes import Changes  # noqa: PLC0415 - help needs none of it
    from ..service.objects import corrected_field  # noqa: PLC0415

    choices = choices_of(context, model)
    changes = Changes(choices.house(), local=True)
    if field is not None:
        job = changes.correct(choices.reader, report_id, {field: value})
        if job is not None:
            job.outcome()
    _, made = changes.header(choices.reader, report_id)
    if as_json:
        print_json([corrected_field(correction) for correction in made])
        return
    for correction in made:
        read = say("commands.read_as")
        out.print(escape(f"{correction.field}: {correction.value or '—'}  ({read}: {correction.original or '—'})"))


@app.command(help=say("help.verify"))
def verify(
    context: typer.Context,
    repair: Annotated[bool, typer.Option("--repair", help=say("help.verify_repair"))] = False,
    as_json: AsJson = False,
    model: Model = None,
) -> None:
    """Verify the store, and repair it if asked to; exit code 2 when something is damaged."""
    from ..service.upkeep import repair as mend  # noqa: PLC0415 - help needs none of it
    from ..service.upkeep import verify as look  # noqa: PLC0415

    choices = choices_of(context, model)
    house = choices.house()
    done = mend(house, choices.reader) if repair else None
    found = done.after if done else look(house, choices.reader)
    if as_json:
        print_json(_verification_json(found, done))
    else:
        _print_verification(found, done)
    if not found.whole:
        raise typer.Exit(WRONG_USE)


def _verification_json(found: Verification, done: Repair | None) -> dict[str, Any]:
    """What `verify --json` prints."""
    return {
        "whole": found.whole,
        "checked": found.checked,
        "faults": [
            {
                "part": fault.part,
                "where": fault.where,
                "harmless": fault.harmless,
                "reason": told(fault.what),
                "fix": say(f"keeping.fix_{fault.part}"),
            }
            for fault in found.faults
        ],
        "repaired": done
        and {
            "faults": len(done.before.faults),
            "encoded": done.encoded,
            "reread": list(done.reread),
            "lost": list(done.lost),
            "aside": str(done.aside) if done.aside else None,
        },
    }


def _print_verification(found: Verification, done: Repair | None) -> None:
    """What was looked at, what is wrong and how it is mended, and what a repair did."""
    if done and done.before.faults:
        count = len(done.before.faults)
        out.print(say("commands.repaired", n=count, encoded=done.encoded))
        for names, said in (
            (done.reread, say("commands.repaired_reread")),
            (done.lost, say("commands.repaired_lost")),
            ([str(done.aside)] if done.aside else [], say("commands.repaired_aside")),
        ):
            if names:
                out.print(f"{said}: {escape(', '.join(names))}")
    for fault in found.faults:
        mark = "[yellow]![/yellow]" if fault.harmless else "[red]✗[/red]"
        out.print(f"{mark} [bold]{escape(fault.where)}[/bold]: {escape(told(fault.what))}", soft_wrap=True)
        fix = say(f"keeping.fix_{fault.part}")
        out.print(f"  → {escape(fix)}", soft_wrap=True)
    checked = {"files": 0, "vectors": 0, "terms": 0, "reports": 0, "passages": 0, **found.checked}
    if found.whole:
        out.print(say("commands.store_whole", **checked))


@app.command(help=say("help.backup"))
def backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help=say("help.backup_file"))],
    force: Force = False,
) -> None:
    """Make a backup."""
    from ..service.upkeep import backup as make  # noqa: PLC0415 - help needs none of it

    choices = choices_of(context)
    made = make(choices.house(), choices.reader, file, force)
    size = max(1, made.size >> 20)
    said = say("commands.backup_made", file=file, reports=made.reports, passages=made.passages, size=size)
    out.print(escape(said))


@app.command(help=say("help.restore"))
def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help=say("help.backup_file"))],
    force: Force = False,
    model: Model = None,
) -> None:
    """Restore a backup."""
    from ..service.upkeep import restore as bring_back  # noqa: PLC0415 - help needs none of it

    choices = choices_of(context, model)
    with progress_bar() as progress:
        done = bring_back(choices.house(), choices.reader, file, force, progress)
    out.print(say("commands.restored", reports=done.reports, passages=done.passages))
