"""Commands about models: how well one finds, and the bundled one as a folder."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from tracuu.commands.application import AsJson, Model, app, choices_of
from tracuu.console import err, print_evaluation, print_json, progress_bar, say

model_app = typer.Typer(help=say("Mô hình mã hóa.", "Encoder models."), no_args_is_help=True)
app.add_typer(model_app, name="model")


@app.command(
    "eval",
    help=say("Đo trên bộ câu hỏi đã chấm.", "Measure on judged queries."),
)
def evaluate(
    context: typer.Context,
    judged: Annotated[
        Path,
        typer.Argument(
            help=say(
                "Thư mục dạng BEIR, hoặc tệp câu hỏi .jsonl (kèm --reports).",
                "A folder in BEIR's layout, or a .jsonl file of queries (with --reports).",
            )
        ),
    ],
    reports: Annotated[
        Path | None, typer.Option(help=say("Thư mục báo cáo mà tệp câu hỏi chấm.", "The reports that were judged."))
    ] = None,
    run: Annotated[
        Path | None, typer.Option(help=say("Ghi kết quả xếp hạng dạng TREC.", "Write the ranking as a TREC run."))
    ] = None,
    compare: Annotated[
        Path | None,
        typer.Option(
            help=say(
                "So từng câu hỏi với lần đo trước (tệp --json).", "Compare by query with an earlier --json output."
            )
        ),
    ] = None,
    misses: Annotated[
        bool, typer.Option("--misses", help=say("Liệt kê những gì bị sót.", "List what was missed, by query."))
    ] = False,
    as_json: AsJson = False,
    model: Model = None,
) -> None:
    """Evaluate retrieval."""
    from tracuu.index.models.encoder import load_encoder  # noqa: PLC0415
    from tracuu.search.evaluation import compare as compare_runs  # noqa: PLC0415
    from tracuu.search.evaluation import evaluate as measure  # noqa: PLC0415
    from tracuu.search.judged import read_measured  # noqa: PLC0415

    earlier = read_measured(compare) if compare else None
    with progress_bar() as progress:
        evaluation = measure(judged, load_encoder(choices_of(context, model).model), progress, reports)
    if run:
        run.write_text("".join(f"{line}\n" for line in evaluation.trec_run()), encoding="utf-8")
    comparisons = compare_runs(evaluation.by_query, earlier) if earlier is not None else []
    if as_json:
        print_json(evaluation.to_json() | {"compared": [asdict(comparison) for comparison in comparisons]})
        return
    print_evaluation(evaluation, comparisons, misses)


@model_app.command(
    "export",
    help=say("Ghi mô hình kèm sẵn thành thư mục Sentence Transformers.",
             "Write the bundled model as a Sentence Transformers folder."),
)  # fmt: skip
def export_model(folder: Path) -> None:
    """Export the bundled model."""
    from tracuu.index.models.export import export_bundled_model  # noqa: PLC0415

    export_bundled_model(folder)
    err.print(say(f"Đã ghi mô hình vào {escape(str(folder))}.", f"The model is in {escape(str(folder))}."))
