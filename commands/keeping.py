"""Commands that bring reports into the store and show what is there."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from tracuu.commands.application import WRONG_USE, AsJson, Model, app, choices_of, open_catalog
from tracuu.console import (
    out,
    print_full,
    print_json,
    print_list,
    print_references,
    print_report,
    print_sync,
    progress_bar,
    say,
)


@app.command(help=say("Nạp tệp và thư mục báo cáo vào kho.", "Bring the store in step with files and folders."))
def index(
    context: typer.Context,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="PATH...",
            help=say(
                "Tệp hoặc thư mục; để trống: dựng lại chỉ mục từ kho.",
                "Files or folders; none: build the index again from the store.",
            ),
        ),
    ] = None,
    prune: Annotated[
        bool,
        typer.Option(
            "--prune",
            help=say(
                "Bỏ báo cáo mà tệp không còn trong các thư mục nêu.",
                "Forget reports whose files have gone from these folders.",
            ),
        ),
    ] = False,
    force: Annotated[
        bool,
        typer.Option(
            "--force",
            help=say(
                "Với --prune: bỏ cả khi thư mục nay trống hoặc không mở được.",
                "With --prune: also where a folder is empty now or cannot be opened.",
            ),
        ),
    ] = False,
    admit_secret: Annotated[
        bool,
        typer.Option(
            "--admit-secret",
            help=say(
                "Nhận cả văn bản có dấu độ mật; mọi kết quả từ đó đều được đánh dấu.",
                "Take in reports marked secret too; each result of one is marked.",
            ),
        ),
    ] = False,
    model: Model = None,
) -> None:
    """Sync files and folders."""
    from tracuu.index.local.keeping.sync import sync  # noqa: PLC0415
    from tracuu.index.models.encoder import load_encoder  # noqa: PLC0415 - only the commands that need an encoder load one

    choices = choices_of(context, model)
    with progress_bar() as progress:
        result = sync(
            choices.data,
            paths or [],
            load_encoder(choices.model),
            prune=prune,
            force=force,
            admit_secret=admit_secret,
            progress=progress,
        )
    print_sync(result)
    if not result.reports:
        raise typer.Exit(WRONG_USE)


@app.command(help=say("Xem một tệp được đọc thế nào; không nạp gì.", "Show how one file is read; nothing is indexed."))
def report(
    file: Annotated[Path, typer.Argument(help=say("Tệp báo cáo.", "The report's file."))], as_json: AsJson = False
) -> None:
    """Read one file."""
    from tracuu.corpus.sandbox import read_safely  # noqa: PLC0415

    read = read_safely(file)
    if as_json:
        print_json(read.to_json())
        return
    print_report(read)


@app.command("list", help=say("Các báo cáo trong kho.", "The reports in the store."))
def list_reports(
    context: typer.Context,
    removed: Annotated[
        bool, typer.Option("--removed", help=say("Các báo cáo đã gỡ.", "The reports that were removed."))
    ] = False,
    as_json: AsJson = False,
) -> None:
    """List the reports, or those that were removed by hand."""
    with open_catalog(context) as catalog:
        reports = catalog.reports()
        gone = catalog.removed()
    if removed:
        if as_json:
            print_json([{"id": report.id, "file": report.file, "removed": report.made} for report in gone])
            return
        for report in gone:
            erased = say("đã xóa hẳn", "erased")
            out.print(escape(f"{report.id}  {report.made or ''}  {report.file or erased}"))
        return
    if as_json:
        print_json(
            [{"id": r.id, "file": r.file, "passages": r.passages, "header": r.header.to_json()} for r in reports]
        )
        return
    print_list(reports)


@app.command(help=say("Một báo cáo trong kho, từng đoạn.", "One report of the store, paragraph by paragraph."))
def show(context: typer.Context, report_id: str, as_json: AsJson = False) -> None:
    """Show one report."""
    from tracuu.search.errors import ReportUnknownError  # noqa: PLC0415

    with open_catalog(context) as catalog:
        full = catalog.full_report(report_id)
    if full is None:
        raise ReportUnknownError(report_id)
    if as_json:
        print_json({"id": report_id, **full.to_json()})
        return
    print_full(full)


@app.command(
    help=say("Các văn bản được viện dẫn, nhiều nhất trước.", "The documents that reports cite, most cited first.")
)
def references(
    context: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(help=say("Chỉ văn bản này: 16-KL/TW …", "This document alone: 16-KL/TW …")),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List the documents cited, and which reports rest on each."""
    from tracuu.corpus.citation import cite_report  # noqa: PLC0415

    with open_catalog(context) as catalog:
        cited = catalog.citations([name] if name else None)
        reports = {record.id: record for record in catalog.reports()}
    if as_json:
        print_json(
            [
                {
                    **document.reference.to_json(),
                    "count": len(document.reports),
                    "reports": [
                        {"id": key, "file": reports[key].file, "citation": cite_report(reports[key].header)}
                        for key in document.reports
                    ],
                }
                for document in cited
            ]
        )
        return
    print_references(cited, reports, name)


@app.command(help=say("Kho đang có gì, lập bằng gì.", "What the store holds and was made with."))
def status(context: typer.Context, as_json: AsJson = False) -> None:
    """Describe the store."""
    from tracuu.index.local.generations.generation import MANIFEST, Manifest, current_folder  # noqa: PLC0415

    data = choices_of(context).data
    with open_catalog(context) as catalog:
        counts = catalog.counts()
        failures = [file for file in catalog.files() if file.failure_vi]
        version, staged, removed = catalog.version, len(catalog.staged()), len(catalog.removed())
    manifest = Manifest.read(current_folder(data) / MANIFEST)
    facts = {
        "data": str(data),
        **counts,
        "generation": manifest.generation,
        "created": manifest.created,
        "encoder": manifest.encoder,
        "up_to_date": manifest.catalog_version == version,
        "waiting": staged,
        "removed": removed,
        "failed": [{"file": f.name, "reason": say(f.failure_vi or "", f.failure_en or "")} for f in failures],
    }
    if as_json:
        print_json(facts)
        return
    out.print(f"{say('Kho', 'Store')}: {escape(str(data))}")
    out.print(
        say(
            f"{counts['reports']} báo cáo, {counts['passages']} đoạn, {counts['sentences']} câu.",
            f"{counts['reports']} reports, {counts['passages']} passages, {counts['sentences']} sentences.",
        )
    )
    out.print(
        say(
            f"Chỉ mục {manifest.generation:06}, lập {manifest.created}, mô hình {escape(manifest.encoder)}.",
            f"Index {manifest.generation:06}, built {manifest.created}, model {escape(manifest.encoder)}.",
        )
    )
    if not facts["up_to_date"]:
        out.print(say("Chỉ mục chưa theo kịp kho: hãy chạy `tracuu index`.",
                      "The index is behind the store: run `tracuu index`."))  # fmt: skip
    if staged:
        out.print(say(f"{staged} tệp đã đọc, chờ vào chỉ mục: đang nạp, hoặc lần nạp bị ngắt; nạp lại là làm tiếp.",
                      f"{staged} files are read and wait for the index: an import is running, or was cut short; run "
                      "it again to go on."))  # fmt: skip
    if removed:
        out.print(say(f"{removed} báo cáo đã gỡ (`tracuu list --removed`).",
                      f"{removed} reports were removed (`tracuu list --removed`)."))  # fmt: skip
    for file in failures:
        out.print(f"[red]✗[/red] {escape(file.name)}: {escape(say(file.failure_vi or '', file.failure_en or ''))}")
