"""The command line: arguments in, the rooms asked, tables for people and JSON for programs out."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer
from rich.markup import escape
from rich.text import Text

from console import (
    LANGUAGE,
    complain,
    err,
    out,
    print_full,
    print_json,
    print_list,
    print_report,
    print_result,
    print_sync,
    progress_bar,
    say,
)
from corpus.errors import TracuuError

if TYPE_CHECKING:
    from index.records import Filter

DONE, OUR_FAULT, WRONG_USE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Choices:
    """What was chosen for all commands."""

    data: Path
    model: str


app = typer.Typer(
    help=say(
        "Tìm, trích và dẫn nguồn những gì các báo cáo đã viết.", "Find, quote and cite what reports have already said."
    ),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
model_app = typer.Typer(help=say("Mô hình mã hóa.", "Encoder models."), no_args_is_help=True)
app.add_typer(model_app, name="model")

AsJson = Annotated[bool, typer.Option("--json", help=say("In JSON cho chương trình.", "Print JSON for programs."))]
Model = Annotated[
    str | None,
    typer.Option(
        help=say(
            "Mô hình: bundled, tên mô hình Sentence Transformers, hoặc thư mục.",
            "Model: bundled, a Sentence Transformers model, or a folder.",
        )
    ),
]


@app.callback()
def choose(
    context: typer.Context,
    data: Annotated[Path | None, typer.Option(help=say("Thư mục dữ liệu.", "Data folder."))] = None,
    model: Model = None,
    lang: Annotated[str | None, typer.Option(help=say("Ngôn ngữ: vi hoặc en.", "Language: vi or en."))] = None,
) -> None:
    """Options that hold for every command."""
    from pydantic import ValidationError  # noqa: PLC0415 - loaded with the settings

    from settings import Settings  # noqa: PLC0415 - help needs no settings

    try:
        settings = Settings()
    except (ValidationError, ValueError) as error:
        first = str(error).splitlines()[0]
        raise TracuuError(
            f"Cấu hình (biến TRACUU_* hoặc tracuu.toml) không hợp lệ: {first}.",
            f"The settings (TRACUU_* or tracuu.toml) are not valid: {first}.",
        ) from error
    if lang not in (None, "vi", "en"):
        raise TracuuError("--lang chỉ nhận vi hoặc en.", "--lang takes vi or en.")
    context.obj = Choices(data or settings.data, model or settings.model)


def _choices(context: typer.Context, model: str | None = None) -> Choices:
    choices: Choices = context.obj
    return replace(choices, model=model) if model else choices


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
    model: Model = None,
) -> None:
    """Sync files and folders."""
    from index.encoder import load_encoder  # noqa: PLC0415 - only the commands that need an encoder load one
    from index.ingest import sync  # noqa: PLC0415

    choices = _choices(context, model)
    with progress_bar() as progress:
        result = sync(choices.data, paths or [], load_encoder(choices.model), prune=prune, progress=progress)
    print_sync(result)
    if not result.reports:
        raise typer.Exit(WRONG_USE)


@app.command(help=say("Tìm các đoạn trả lời một câu hỏi.", "Find the passages that answer a question."))
def search(
    context: typer.Context,
    query: Annotated[str | None, typer.Argument(help=say("Câu hỏi.", "The question."))] = None,
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help=say("Số đoạn.", "How many passages."))] = 10,
    as_json: AsJson = False,
    batch: Annotated[
        str | None,
        typer.Option(
            metavar="FILE.jsonl",
            help=say(
                'Mỗi dòng một câu hỏi {"id", "query"}; “-” là đầu vào chuẩn.',
                'One {"id", "query"} a line; “-” is standard input.',
            ),
        ),
    ] = None,
    agency: Annotated[list[str] | None, typer.Option(help=say("Cơ quan ban hành.", "Issuing agency."))] = None,
    level: Annotated[
        list[str] | None, typer.Option(help=say("Cấp: xã, huyện, tỉnh, trung ương.", "Level: commune, district …"))
    ] = None,
    province: Annotated[list[str] | None, typer.Option(help=say("Tỉnh.", "Province."))] = None,
    year: Annotated[list[str] | None, typer.Option(help=say("Năm.", "Year."))] = None,
    doc_type: Annotated[list[str] | None, typer.Option("--type", help=say("Loại văn bản.", "Document type."))] = None,
    role: Annotated[
        list[str] | None, typer.Option(help=say("Mục: hạn chế, kiến nghị …", "Role of section: limitations …"))
    ] = None,
    report: Annotated[list[str] | None, typer.Option(help=say("Mã báo cáo.", "Report id."))] = None,
    model: Model = None,
) -> None:
    """Search the store."""
    from search import SearchEngine  # noqa: PLC0415 - help and the other commands need no engine
    from search.errors import EmptyQueryError  # noqa: PLC0415

    wanted = _filter(agencies=agency, levels=level, provinces=province, years=year, doc_types=doc_type, roles=role,
                     reports=report)  # fmt: skip
    if batch is None and not (query or "").strip():
        raise EmptyQueryError
    choices = _choices(context, model)
    engine = SearchEngine.open(choices.data, choices.model)
    if batch is not None:
        failed = _search_batch(engine, batch, k, wanted)
        raise typer.Exit(WRONG_USE if failed else DONE)
    result = engine.search(query or "", k, wanted)
    if as_json:
        print_json(result.to_json())
    else:
        print_result(result)


def _filter(**values: list[str] | None) -> Filter:
    from index.records import Filter  # noqa: PLC0415
    from search.query import add_filter  # noqa: PLC0415

    wanted = Filter()
    for name, said in values.items():
        for value in said or ():
            wanted = add_filter(wanted, name, value)
    return wanted


def _search_batch(engine: Any, file: str, k: int, wanted: Filter) -> bool:
    """Answer each line; a line that cannot be answered gets an error of its own and the rest go on."""
    from search.errors import BatchLineError  # noqa: PLC0415

    failed = False
    with nullcontext(sys.stdin) if file == "-" else _open_batch(Path(file)) as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            identity: Any = None
            try:
                try:
                    row = json.loads(line)
                    identity, question = row["id"], str(row["query"])
                except (ValueError, TypeError, KeyError) as error:
                    raise BatchLineError(file, number) from error
                answer = engine.search(question, k, wanted).to_json()
            except TracuuError as error:
                failed = True
                complain(error)
                answer = {"error": error.message(LANGUAGE), "results": []}
            print_json({"id": identity, **answer}, indent=None)
    return failed


def _open_batch(path: Path) -> TextIO:
    try:
        return path.open(encoding="utf-8")
    except OSError as error:
        raise TracuuError(
            f"Không mở được “{path}”. Hãy kiểm tra lại đường dẫn.", f"“{path}” cannot be opened. Check the path."
        ) from error


@app.command(help=say("Xem một tệp được đọc thế nào; không nạp gì.", "Show how one file is read; nothing is indexed."))
def report(
    file: Annotated[Path, typer.Argument(help=say("Tệp báo cáo.", "The report's file."))], as_json: AsJson = False
) -> None:
    """Read one file."""
    from corpus import read_report  # noqa: PLC0415

    read = read_report(file)
    if as_json:
        print_json(read.to_json())
        return
    print_report(read)


@app.command("list", help=say("Các báo cáo trong kho.", "The reports in the store."))
def list_reports(context: typer.Context, as_json: AsJson = False) -> None:
    """List the reports."""
    with _catalog(context) as catalog:
        reports = catalog.reports()
    if as_json:
        print_json(
            [{"id": r.id, "file": r.file, "passages": r.passages, "header": r.header.to_json()} for r in reports]
        )
        return
    print_list(reports)


@app.command(help=say("Một báo cáo trong kho, từng đoạn.", "One report of the store, paragraph by paragraph."))
def show(context: typer.Context, report_id: str, as_json: AsJson = False) -> None:
    """Show one report."""
    from search.errors import ReportUnknownError  # noqa: PLC0415

    with _catalog(context) as catalog:
        full = catalog.full_report(report_id)
    if full is None:
        raise ReportUnknownError(report_id)
    if as_json:
        print_json({"id": report_id, **full.to_json()})
        return
    print_full(full)


@app.command(help=say("Kho đang có gì, lập bằng gì.", "What the store holds and was made with."))
def status(context: typer.Context, as_json: AsJson = False) -> None:
    """Describe the store."""
    from index.generation import MANIFEST, Manifest, current_folder  # noqa: PLC0415

    data = _choices(context).data
    with _catalog(context) as catalog:
        counts = catalog.counts()
        failures = [file for file in catalog.files() if file.failure_vi]
        version = catalog.version
    manifest = Manifest.read(current_folder(data) / MANIFEST)
    facts = {
        "data": str(data),
        **counts,
        "generation": manifest.generation,
        "created": manifest.created,
        "encoder": manifest.encoder,
        "up_to_date": manifest.catalog_version == version,
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
    for file in failures:
        out.print(f"[red]✗[/red] {escape(file.name)}: {escape(say(file.failure_vi or '', file.failure_en or ''))}")


@contextmanager
def _catalog(context: typer.Context) -> Iterator[Any]:
    from index.catalog import Catalog  # noqa: PLC0415
    from index.errors import NothingIndexedError  # noqa: PLC0415
    from index.generation import CATALOG_FILE  # noqa: PLC0415

    data = _choices(context).data
    if not (data / CATALOG_FILE).is_file():
        raise NothingIndexedError(data)
    with Catalog.open(data / CATALOG_FILE) as catalog:
        yield catalog


@app.command(
    "eval", help=say("Đo trên bộ câu hỏi đã chấm (dạng BEIR).", "Measure on a set of judged queries (BEIR's layout).")
)
def evaluate(context: typer.Context, folder: Path, as_json: AsJson = False, model: Model = None) -> None:
    """Evaluate retrieval."""
    from index.encoder import load_encoder  # noqa: PLC0415
    from search.evaluation import evaluate as measure  # noqa: PLC0415

    with progress_bar() as progress:
        evaluation = measure(folder, load_encoder(_choices(context, model).model), progress)
    if as_json:
        print_json({**evaluation.measures, "queries": evaluation.queries, "passages": evaluation.passages})
        return
    out.print(say(f"{evaluation.queries} câu hỏi, {evaluation.passages} đoạn",
                  f"{evaluation.queries} queries, {evaluation.passages} passages"))  # fmt: skip
    for name, value in evaluation.measures.items():
        out.print(f"{name:<8} {value:.4f}")


@app.command(help=say("Mở trang tra cứu.", "Open the page."))
def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(help=say("Địa chỉ.", "Address."))] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help=say("Cổng.", "Port."))] = 7860,
    model: Model = None,
) -> None:
    """Serve the page."""
    from ui import serve as serve_page  # noqa: PLC0415 - Gradio is slow to import

    choices = _choices(context, model)

    def announce(address: str) -> None:
        err.print(say(f"Trang tra cứu: {address} (Ctrl+C để dừng)", f"The page: {address} (Ctrl+C to stop)"))

    serve_page(choices.data, choices.model, host, port, announce)


@model_app.command(
    "export",
    help=say("Ghi mô hình kèm sẵn thành thư mục Sentence Transformers.",
             "Write the bundled model as a Sentence Transformers folder."),
)  # fmt: skip
def export_model(folder: Path) -> None:
    """Export the bundled model."""
    from index.model_export import export_bundled_model  # noqa: PLC0415

    export_bundled_model(folder)
    err.print(say(f"Đã ghi mô hình vào {escape(str(folder))}.", f"The model is in {escape(str(folder))}."))


USAGE_FAULTS = {
    "MissingParameter": "Thiếu {name}.",
    "NoSuchOption": "Không có tùy chọn {name}.",
    "BadParameter": "Giá trị của {name} không hợp lệ.",
}
"""Typer's complaints in Vietnamese, by the name of their class: it keeps the classes to itself."""


def _usage_sentence(error: typer.TyperException) -> str:
    """Typer's complaint about how it was called, in the user's language."""
    parameter = getattr(error, "param", None)
    name = getattr(error, "option_name", None) or (parameter.get_error_hint() if parameter else "")
    vi = USAGE_FAULTS.get(type(error).__name__, "Lệnh không đúng.").format(name=name)
    said = getattr(error, "format_message", lambda: str(error))()
    return say(f"{vi} Xem `tracuu --help`.", f"{said} See `tracuu --help`.")


def _help_in_vietnamese() -> None:
    from typer import rich_utils  # noqa: PLC0415 - only help needs it

    rich_utils.ARGUMENTS_PANEL_TITLE = "Tham số"
    rich_utils.OPTIONS_PANEL_TITLE = "Tùy chọn"
    rich_utils.COMMANDS_PANEL_TITLE = "Lệnh"


def main() -> None:
    """Run the command line and leave with its exit code: 0 done, 1 a fault of ours, 2 wrong use."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    if LANGUAGE == "vi" and ("--help" in sys.argv or len(sys.argv) == 1):
        _help_in_vietnamese()
    try:
        code = app(standalone_mode=False)
    except TracuuError as error:
        complain(error)
        code = WRONG_USE
    except (typer.Abort, KeyboardInterrupt):
        err.print(say("Đã dừng. Chạy lại lệnh để làm tiếp.", "Stopped. Run the command again to go on."))
        code = OUR_FAULT
    except typer.TyperException as error:
        if type(error).__name__ != "NoArgsIsHelpError":  # that one has printed the help already
            err.print(Text(_usage_sentence(error)), style="red", soft_wrap=True)
        code = WRONG_USE
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = DONE
    except Exception as error:
        if os.environ.get("TRACUU_DEBUG"):
            raise
        text = say(
            f"tracuu gặp lỗi ngoài dự kiến ({type(error).__name__}: {error}). Dữ liệu được giữ nguyên; "
            "đặt TRACUU_DEBUG=1 rồi chạy lại để xem chi tiết.",
            f"tracuu met an unexpected fault ({type(error).__name__}: {error}). The data is untouched; "
            "set TRACUU_DEBUG=1 and run again for details.",
        )
        err.print(Text(text), style="red", soft_wrap=True)
        code = OUR_FAULT
    sys.exit(code or DONE)


if __name__ == "__main__":
    main()
