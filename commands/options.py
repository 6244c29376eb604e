"""Options that several commands take, said once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from tracuu.console import say

if TYPE_CHECKING:
    from tracuu.index.records import Filter

Batch = Annotated[
    str | None,
    typer.Option(
        metavar="FILE.jsonl",
        help=say(
            'Mỗi dòng một câu hỏi {"id", "query"}; “-” là đầu vào chuẩn.',
            'One {"id", "query"} a line; “-” is standard input.',
        ),
    ),
]
AsTyped = Annotated[
    bool,
    typer.Option("--as-typed", help=say("Không thêm dấu, không sửa lỗi gõ.", "Restore no accents and mend no slips.")),
]
Agency = Annotated[list[str] | None, typer.Option(help=say("Cơ quan ban hành.", "Issuing agency."))]
Level = Annotated[
    list[str] | None, typer.Option(help=say("Cấp: xã, huyện, tỉnh, trung ương.", "Level: commune, district …"))
]
Province = Annotated[list[str] | None, typer.Option(help=say("Tỉnh.", "Province."))]
Year = Annotated[list[str] | None, typer.Option(help=say("Năm.", "Year."))]
DocType = Annotated[list[str] | None, typer.Option("--type", help=say("Loại văn bản.", "Document type."))]
Role = Annotated[
    list[str] | None, typer.Option(help=say("Mục: hạn chế, kiến nghị …", "Role of section: limitations …"))
]
ReportId = Annotated[list[str] | None, typer.Option(help=say("Mã báo cáo.", "Report id."))]
Cites = Annotated[
    list[str] | None,
    typer.Option(help=say("Văn bản mà báo cáo viện dẫn: 16-KL/TW …", "Document that the report cites: 16-KL/TW …")),
]


def filter_of(**values: list[str] | None) -> Filter:
    """The Filter that the options ask for, by its fields' names; FilterValueError for a value that cannot be."""
    from tracuu.index.records import Filter  # noqa: PLC0415 - help needs no index
    from tracuu.search.query import add_filter  # noqa: PLC0415

    wanted = Filter()
    for name, said in values.items():
        for value in said or ():
            wanted = add_filter(wanted, name, value)
    return wanted
