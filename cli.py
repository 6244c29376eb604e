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
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from corpus.errors import Language, TracuuError

if TYPE_CHECKING:
    from index.catalog import Filter
    from index.ingest import Progress, SyncResult
    from search import Hit, SearchResult

DONE, OUR_FAULT, WRONG_USE = 0, 1, 2


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


def say(vi: str, en: str) -> str:
    """The text in the user's language."""
    return en if LANGUAGE == "en" else vi


LEVEL_NAMES = {
    "commune": say("xã", "commune"),
    "district": say("huyện", "district"),
    "province": say("tỉnh", "province"),
    "central": say("trung ương", "central"),
}
ROLE_NAMES = {
    "context": say("tình hình", "context"),
    "advantages": say("thuận lợi", "advantages"),
    "limitations": say("hạn chế", "limitations"),
    "results": say("kết quả", "results"),
    "tasks": say("nhiệm vụ", "tasks"),
    "solutions": say("giải pháp", "solutions"),
    "proposals": say("kiến nghị", "proposals"),
    "staffing": say("nhân lực", "staffing"),
    "funding": say("kinh phí", "funding"),
    "other": say("khác", "other"),
}


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

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)

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
    with _progress() as progress:
        result = sync(choices.data, paths or [], load_encoder(choices.model), prune=prune, progress=progress)
    _print_sync(result)
    if not result.reports:
        raise typer.Exit(WRONG_USE)


@contextmanager
def _progress() -> Iterator[Progress]:
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn  # noqa: PLC0415
    from rich.progress import Progress as Bar  # noqa: PLC0415

    names = {
        "read": say("Đọc báo cáo", "Reading reports"),
        "encode": say("Mã hóa đoạn, câu", "Encoding passages and sentences"),
        "publish": say("Ghi chỉ mục", "Writing the index"),
        "search": say("Tìm", "Searching"),
    }
    columns = (TextColumn("{task.description:<20}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        tasks: dict[str, Any] = {}

        def progress(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(names[stage], total=total)
            bar.update(tasks[stage], completed=done, total=total)

        yield progress


def _print_sync(result: SyncResult) -> None:
    parts = [
        f"{len(files)} {name}"
        for files, name in (
            (result.added, say("mới", "added")),
            (result.changed, say("thay đổi", "changed")),
            (result.unchanged, say("không đổi", "unchanged")),
            (result.removed, say("đã bỏ", "removed")),
            (result.failures, say("không đọc được", "not readable")),
        )
        if files
    ]
    if parts:
        err.print(say("Tệp: ", "Files: ") + ", ".join(parts) + ".")
    for failure in result.failures:
        reason = say(failure.vi, failure.en)
        err.print(f"  [red]✗[/red] [bold]{escape(failure.file)}[/bold]: {escape(reason)}")
    err.print(
        say(
            f"Trong kho có {result.reports} báo cáo, {result.passages} đoạn.",
            f"The store has {result.reports} reports, {result.passages} passages.",
        )
    )


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
        _print_json(result.to_json())
    else:
        _print_result(result)


def _filter(**values: list[str] | None) -> Filter:
    from index.catalog import Filter  # noqa: PLC0415
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
                _complain(error)
                answer = {"error": error.message(LANGUAGE), "results": []}
            _print_json({"id": identity, **answer}, indent=None)
    return failed


def _open_batch(path: Path) -> TextIO:
    try:
        return path.open(encoding="utf-8")
    except OSError as error:
        raise TracuuError(
            f"Không mở được “{path}”. Hãy kiểm tra lại đường dẫn.", f"“{path}” cannot be opened. Check the path."
        ) from error


def _print_json(value: Any, indent: int | None = 2) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=indent) + "\n")
    sys.stdout.flush()


def _print_result(result: SearchResult) -> None:
    if result.understood_as:
        out.print(f"{say('Đã hiểu', 'Understood as')}: [bold]{escape(result.understood_as)}[/bold]")
    if not result.hits:
        out.print(say("Không tìm thấy đoạn nào. Hãy bỏ bớt bộ lọc hoặc dùng từ khác.",
                      "Nothing was found. Take a filter away or use other words."))  # fmt: skip
        return
    if not result.found:
        out.print(
            say(
                "Không tìm thấy đoạn nào trả lời câu hỏi này trong kho. Dưới đây là những đoạn gần nhất.",
                "Nothing in the store answers this question. These are the nearest passages.",
            )
        )
    for hit in result.hits:
        out.print()
        out.print(f"[bold cyan]{hit.rank}.[/bold cyan] [bold]{escape(hit.citation)}[/bold]")
        if hit.passage.sections:
            path = " › ".join(section.heading for section in hit.passage.sections)
            out.print(f"   [dim]{escape(path)} · {ROLE_NAMES[hit.passage.role]}[/dim]")
        out.print(_marked(hit), style=None if result.found else "dim")
        for _, citation in hit.also_in:
            out.print(f"   [dim]{say('Cũng có trong', 'Also in')}: {escape(citation)}[/dim]")


def _marked(hit: Hit) -> Text:
    text = Text(hit.passage.text)
    for start, end in hit.highlights:
        text.stylize("bold yellow" if len(hit.passage.sentences) > 1 else "yellow", start, end)
    text.pad_left(3)
    return text


@app.command(help=say("Xem một tệp được đọc thế nào; không nạp gì.", "Show how one file is read; nothing is indexed."))
def report(
    file: Annotated[Path, typer.Argument(help=say("Tệp báo cáo.", "The report's file."))], as_json: AsJson = False
) -> None:
    """Read one file."""
    from corpus import read_report  # noqa: PLC0415

    read = read_report(file)
    if as_json:
        _print_json(read.to_json())
        return
    header = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    labels = {
        "agency": say("Cơ quan", "Agency"), "parent_agency": say("Cơ quan chủ quản", "Parent agency"),
        "level": say("Cấp", "Level"), "district": say("Huyện", "District"), "province": say("Tỉnh", "Province"),
        "number": say("Số, ký hiệu", "Number"), "issued": say("Ngày ban hành", "Issued"),
        "place": say("Địa danh", "Place"), "doc_type": say("Loại", "Type"), "title": say("Trích yếu", "Title"),
        "period": say("Kỳ báo cáo", "Period"), "addressees": say("Kính gửi", "Addressees"),
        "recipients": say("Nơi nhận", "Recipients"), "signer": say("Người ký", "Signer"),
        "signer_role": say("Chức vụ", "Position"), "secrecy": say("Độ mật", "Secrecy"),
        "urgency": say("Độ khẩn", "Urgency"),
    }  # fmt: skip
    for name, value in read.header.to_json().items():
        if name in labels and value:
            shown = "; ".join(value) if isinstance(value, list) else LEVEL_NAMES.get(value, value)
            header.add_row(labels[name], Text(shown))
    out.print(header)
    for position, section in enumerate(read.sections):
        count = sum(paragraph.section[-1:] == (position,) for paragraph in read.paragraphs)
        indent = "  " * section.depth
        note = f"{ROLE_NAMES[section.role]}, {count} {say('đoạn', 'paragraphs')}"
        shown = f"{indent}{escape(section.heading)}  [dim]{note}[/dim]"
        out.print(shown)
    out.print(say(f"{len(read.paragraphs)} đoạn, {len(read.references)} văn bản viện dẫn.",
                  f"{len(read.paragraphs)} paragraphs, {len(read.references)} documents cited."))  # fmt: skip
    for warning in read.warnings:
        err.print(f"[yellow]![/yellow] {escape(warning)}")


@app.command("list", help=say("Các báo cáo trong kho.", "The reports in the store."))
def list_reports(context: typer.Context, as_json: AsJson = False) -> None:
    """List the reports."""
    with _catalog(context) as catalog:
        reports = catalog.reports()
    if as_json:
        _print_json(
            [{"id": r.id, "file": r.file, "passages": r.passages, "header": r.header.to_json()} for r in reports]
        )
        return
    table = Table(box=None, padding=(0, 2, 0, 0))
    for name in (say("Mã", "Id"), say("Cơ quan", "Agency"), say("Số", "Number"), say("Ngày", "Date"),
                 say("Trích yếu", "Title"), say("Đoạn", "Passages")):  # fmt: skip
        table.add_column(name, overflow="fold")
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


@app.command(help=say("Một báo cáo trong kho, từng đoạn.", "One report of the store, paragraph by paragraph."))
def show(context: typer.Context, report_id: str, as_json: AsJson = False) -> None:
    """Show one report."""
    from search.errors import ReportUnknownError  # noqa: PLC0415

    with _catalog(context) as catalog:
        full = catalog.full_report(report_id)
    if full is None:
        raise ReportUnknownError(report_id)
    if as_json:
        _print_json({"id": report_id, **full.to_json()})
        return
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
        _print_json(facts)
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

    with _progress() as progress:
        evaluation = measure(folder, load_encoder(_choices(context, model).model), progress)
    if as_json:
        _print_json({**evaluation.measures, "queries": evaluation.queries, "passages": evaluation.passages})
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
    serve_page(choices.data, choices.model, host, port, announce=err.print)


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


def _complain(error: TracuuError) -> None:
    err.print(Text(error.message(LANGUAGE)), style="red", soft_wrap=True)


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


def main() -> None:
    """Run the command line and leave with its exit code: 0 done, 1 a fault of ours, 2 wrong use."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    try:
        code = app(standalone_mode=False)
    except TracuuError as error:
        _complain(error)
        code = WRONG_USE
    except (typer.Abort, KeyboardInterrupt):
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
