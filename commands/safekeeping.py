"""Commands that keep the store in step, whole and safe, and that change it by hand."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.markup import escape

from tracuu.commands.application import WRONG_USE, AsJson, Model, app, choices_of, open_catalog
from tracuu.console import complain, err, out, print_json, print_sync, progress_bar, say
from tracuu.corpus.errors import TracuuError

if TYPE_CHECKING:
    from tracuu.index.local.keeping.repair import Repair
    from tracuu.index.local.keeping.verification import Verification

Force = Annotated[bool, typer.Option("--force", help=say("Ghi đè cái đang có.", "Write over what is there."))]


@app.command(help=say("Theo dõi thư mục: kho luôn khớp với tệp.", "Watch folders: the store stays in step with them."))
def watch(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help=say("Tệp hoặc thư mục.", "Files or folders."))],
    admit_secret: Annotated[
        bool, typer.Option("--admit-secret", help=say("Nhận cả văn bản mật.", "Take in secret reports too."))
    ] = False,
    model: Model = None,
) -> None:
    """Keep the store in step with folders until Ctrl-C."""
    from tracuu.index.errors import PathMissingError  # noqa: PLC0415
    from tracuu.index.local.keeping.sync import SyncResult  # noqa: PLC0415
    from tracuu.index.local.keeping.watching import keep_in_step  # noqa: PLC0415
    from tracuu.index.models.encoder import load_encoder  # noqa: PLC0415 - only the commands that need an encoder load one

    for path in paths:
        if not path.exists():
            raise PathMissingError(path)
    choices = choices_of(context, model)

    def tell(outcome: SyncResult | TracuuError) -> None:
        if isinstance(outcome, TracuuError):
            complain(outcome)
        else:
            print_sync(outcome)

    err.print(say("Đang theo dõi (Ctrl+C để dừng).", "Watching (Ctrl+C to stop)."))
    try:
        keep_in_step(choices.data, paths, load_encoder(choices.model), tell, admit_secret=admit_secret)
    except KeyboardInterrupt:
        err.print(say("Đã dừng theo dõi.", "Stopped watching."))


@app.command(help=say("Gỡ một báo cáo khỏi kho; tệp gốc giữ nguyên.", "Take a report out; its file is left alone."))
def remove(
    context: typer.Context,
    report_id: str,
    erase: Annotated[
        bool,
        typer.Option(
            "--erase", help=say("Xóa hẳn mọi chữ của nó khỏi kho.", "Leave no byte of its text in the data folder.")
        ),
    ] = False,
    undo: Annotated[
        bool, typer.Option("--undo", help=say("Đưa báo cáo đã gỡ trở lại.", "Bring a removed report back."))
    ] = False,
) -> None:
    """Remove, erase or bring back one report."""
    from tracuu.index.local.keeping import removal  # noqa: PLC0415
    from tracuu.search.errors import ReportUnknownError  # noqa: PLC0415

    if erase and undo:
        raise TracuuError("Chỉ chọn một: --erase hoặc --undo.", "Choose one: --erase or --undo.")
    act = removal.erase if erase else removal.restore if undo else removal.remove
    done = act(choices_of(context).data, report_id)
    if done.state == "unknown":
        raise ReportUnknownError(report_id)
    out.print(escape(REMOVED[done.state].format(id=report_id)), soft_wrap=True)


REMOVED = {
    "removed": say(
        "Đã gỡ {id}: không kết quả nào còn hiện, nạp lại cũng không vào. Đưa trở lại: `tracuu remove {id} --undo`; "
        "xóa hẳn chữ khỏi kho: `tracuu remove {id} --erase`.",
        "{id} is out of all results, and no index brings it back. Undo: `tracuu remove {id} --undo`; to leave no byte "
        "of its text: `tracuu remove {id} --erase`.",
    ),
    "erased": say(
        "Đã xóa hẳn {id} khỏi kho (tệp gốc và các bản sao lưu vẫn còn). Muốn nạp lại được từ tệp gốc: "
        "`tracuu remove {id} --undo`.",
        "{id} is erased from the store (its file and your backups are not). To let its file be indexed again: "
        "`tracuu remove {id} --undo`.",
    ),
    "restored": say("Đã đưa {id} trở lại.", "{id} is back."),
    "permitted": say(
        "{id} đã xóa hẳn nên chỉ vào lại khi nạp tệp gốc: `tracuu index THƯ_MỤC`.",
        "{id} was erased: it comes back when its file is indexed again, `tracuu index FOLDER`.",
    ),
}


@app.command(
    help=say(
        "Sửa thông tin văn bản: cơ quan, số, ngày…; giữ qua các lần nạp.",
        "Put a report's header right: agency, number, date …; kept when it is indexed again.",
    )
)
def correct(
    context: typer.Context,
    report_id: str,
    field: Annotated[
        str | None, typer.Argument(help=say("Phần: agency, number, issued …", "Field: agency, number, issued …"))
    ] = None,
    value: Annotated[
        str | None,
        typer.Argument(
            help=say(
                'Giá trị đúng; "": văn bản không ghi; bỏ trống: lại như đã đọc.',
                'What holds; "": the document does not say; none: as it was read.',
            )
        ),
    ] = None,
    as_json: AsJson = False,
    model: Model = None,
) -> None:
    """Correct a field of a report's header, or list what was corrected."""
    from tracuu.index.errors import EncoderMismatchError, StoreBusyError  # noqa: PLC0415
    from tracuu.index.local.keeping.removal import encoder_of  # noqa: PLC0415
    from tracuu.index.local.keeping.sync import sync  # noqa: PLC0415
    from tracuu.index.models.encoder import load_encoder  # noqa: PLC0415
    from tracuu.search.errors import ReportUnknownError  # noqa: PLC0415

    choices = choices_of(context, model)
    with open_catalog(context) as catalog:
        if catalog.report(report_id) is None:
            raise ReportUnknownError(report_id)
        if field is not None:
            encoder, made_with = load_encoder(choices.model), encoder_of(choices.data, catalog)
            if made_with and made_with.name != encoder.name:
                raise EncoderMismatchError(made_with.name, encoder.name)
            catalog.correct(report_id, field, value)
            with suppress(StoreBusyError):  # who writes now publishes this too
                sync(choices.data, [], encoder, doing="correct")
        made = catalog.corrections(report_id)
    if as_json:
        print_json([asdict(correction) for correction in made])
        return
    for correction in made:
        read = say("đã đọc là", "read as")
        out.print(escape(f"{correction.field}: {correction.value or '—'}  ({read}: {correction.original or '—'})"))


@app.command(help=say("Kiểm tra toàn bộ kho, từng tệp, từng véc-tơ.", "Check the whole store, each file, each vector."))
def verify(
    context: typer.Context,
    repair: Annotated[
        bool,
        typer.Option(
            "--repair",
            help=say("Sửa: dựng lại từ sổ mục lục, từ tệp gốc.", "Mend: build again from the catalog and the files."),
        ),
    ] = False,
    as_json: AsJson = False,
    model: Model = None,
) -> None:
    """Verify the store, and repair it if asked to; exit code 2 when something is damaged."""
    from tracuu.index.local.keeping.repair import repair as mend  # noqa: PLC0415
    from tracuu.index.local.keeping.verification import verify as look  # noqa: PLC0415
    from tracuu.index.models.encoder import load_encoder  # noqa: PLC0415

    choices = choices_of(context, model)
    done = mend(choices.data, lambda: load_encoder(choices.model)) if repair else None
    found = done.after if done else look(choices.data)
    if as_json:
        print_json(_verification_json(found, done))
    else:
        _print_verification(found, done)
    if not found.whole:
        raise typer.Exit(WRONG_USE)


def _verification_json(found: Verification, done: Repair | None) -> dict[str, Any]:
    """What `verify --json` prints."""
    from tracuu.index.local.keeping.verification import FIXES  # noqa: PLC0415 - the index is slow to import

    return {
        "whole": found.whole,
        "checked": found.checked,
        "faults": [
            {
                "part": fault.part,
                "where": fault.where,
                "harmless": fault.harmless,
                "reason": say(fault.vi, fault.en),
                "fix": say(*FIXES[fault.part]),
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
    from tracuu.index.local.keeping.verification import FIXES  # noqa: PLC0415 - the index is slow to import

    if done and done.before.faults:
        count = len(done.before.faults)
        out.print(say(f"Đã sửa {count} chỗ, mã hóa lại {done.encoded} đoạn, câu.",
                      f"{count} faults were mended, {done.encoded} texts encoded again."))  # fmt: skip
        for names, said in (
            (done.reread, say("Đã đọc lại từ tệp gốc", "Read from their files again")),
            (done.lost, say("Mất; nạp lại bằng `tracuu index THƯ_MỤC`", "Lost; bring back with `tracuu index FOLDER`")),
            ([str(done.aside)] if done.aside else [], say("Sổ mục lục hỏng để ở", "The damaged catalog is")),
        ):
            if names:
                out.print(f"{said}: {escape(', '.join(names))}")
    for fault in found.faults:
        mark = "[yellow]![/yellow]" if fault.harmless else "[red]✗[/red]"
        out.print(f"{mark} [bold]{escape(fault.where)}[/bold]: {escape(say(fault.vi, fault.en))}", soft_wrap=True)
        out.print(f"  → {escape(say(*FIXES[fault.part]))}", soft_wrap=True)
    checked = {"files": 0, "vectors": 0, "terms": 0, "reports": 0, "passages": 0, **found.checked}
    if found.whole:
        out.print(
            say(
                "Kho nguyên vẹn: {reports} báo cáo, {passages} đoạn, {vectors} véc-tơ, {terms} từ, {files} tệp.",
                "The store is whole: {reports} reports, {passages} passages, {vectors} vectors, {terms} terms, "
                "{files} files.",
            ).format(**checked)
        )


@app.command(help=say("Sao lưu kho ra một tệp, cả khi đang dùng.", "Back the store up to one file, even while in use."))
def backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help=say("Tệp sao lưu.", "The backup's file."))],
    force: Force = False,
) -> None:
    """Make a backup."""
    from tracuu.index.local.keeping.backup import backup as make  # noqa: PLC0415

    made = make(choices_of(context).data, file, force)
    size = max(1, made.size >> 20)
    said = say(f"{file}: {made.reports} báo cáo, {made.passages} đoạn, {size} MB, đã kiểm tra.",
               f"{file}: {made.reports} reports, {made.passages} passages, {size} MB, checked.")  # fmt: skip
    out.print(escape(said))


@app.command(help=say("Lấy lại kho từ một bản sao lưu.", "Make the store what a backup holds."))
def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help=say("Tệp sao lưu.", "The backup's file."))],
    force: Force = False,
    model: Model = None,
) -> None:
    """Restore a backup."""
    from tracuu.index.local.keeping.backup import restore_backup  # noqa: PLC0415
    from tracuu.index.models.encoder import load_encoder  # noqa: PLC0415

    choices = choices_of(context, model)
    with progress_bar() as progress:
        done = restore_backup(choices.data, file, load_encoder(choices.model), force, progress)
    out.print(say(f"Kho nay có {done.reports} báo cáo, {done.passages} đoạn.",
                  f"The store has {done.reports} reports, {done.passages} passages."))  # fmt: skip
