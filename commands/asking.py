"""Commands that ask the store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.base import DONE, WRONG_USE, AsJson, Model, app, choices_of
from commands.batch import answer_lines
from console import print_json, print_result, say

if TYPE_CHECKING:
    from index.records import Filter


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
    cites: Annotated[
        list[str] | None,
        typer.Option(help=say("Văn bản mà báo cáo viện dẫn: 16-KL/TW …", "Document that the report cites: 16-KL/TW …")),
    ] = None,
    as_typed: Annotated[
        bool,
        typer.Option(
            "--as-typed",
            help=say("Không thêm dấu, không sửa lỗi gõ.", "Restore no accents and mend no slips."),
        ),
    ] = False,
    saved: Annotated[
        Path | None,
        typer.Option(
            "--export",
            metavar="FILE.{docx,xlsx,csv,json,md}",
            help=say("Lưu kết quả vào tệp này.", "Save the result in this file too."),
        ),
    ] = None,
    model: Model = None,
) -> None:
    """Search the store."""
    from search import SearchEngine  # noqa: PLC0415 - help and the other commands need no engine
    from search.errors import EmptyQueryError  # noqa: PLC0415

    wanted = _filter(agencies=agency, levels=level, provinces=province, years=year, doc_types=doc_type, roles=role,
                     reports=report, references=cites)  # fmt: skip
    if batch is None and not (query or "").strip():
        raise EmptyQueryError
    choices = choices_of(context, model)
    engine = SearchEngine.open(choices.data, choices.model, choices.settings.reranker)
    if batch is not None:
        failed = answer_lines(batch, lambda asked: engine.search(asked, k, wanted, as_typed).to_json(), {"results": []})
        raise typer.Exit(WRONG_USE if failed else DONE)
    result = engine.search(query or "", k, wanted, as_typed)
    if saved is not None:
        from search.export import export  # noqa: PLC0415 - few searches are saved

        export(result, saved)
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
