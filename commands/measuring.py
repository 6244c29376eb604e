"""Commands about models: how well one finds, and the bundled one as a folder."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from ..console import err, print_evaluation, print_json, print_trials, progress_bar, say
from .application import AsJson, Model, app, choices_of

model_app = typer.Typer(help=say("help.model_commands"), no_args_is_help=True)
app.add_typer(model_app, name="model")


@app.command("eval", help=say("help.eval"))
def evaluate(
    context: typer.Context,
    judged: Annotated[Path, typer.Argument(help=say("help.eval_judged"))],
    reports: Annotated[Path | None, typer.Option(help=say("help.eval_reports"))] = None,
    run: Annotated[Path | None, typer.Option(help=say("help.eval_run"))] = None,
    compare: Annotated[Path | None, typer.Option(help=say("help.eval_compare"))] = None,
    misses: Annotated[bool, typer.Option("--misses", help=say("help.eval_misses"))] = False,
    as_json: AsJson = False,
    model: Model = None,
) -> None:
    """Evaluate retrieval."""
    from ..index.models.encoder import load_encoder  # noqa: PLC0415
    from ..search.evaluation import compare as compare_runs  # noqa: PLC0415
    from ..search.evaluation import evaluate as measure  # noqa: PLC0415
    from ..search.judged import read_measured  # noqa: PLC0415

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
    help=say("help.model_export")
)  # fmt: skip
def export_model(folder: Path) -> None:
    """Export the bundled model."""
    from ..index.models.export import export_bundled_model  # noqa: PLC0415

    export_bundled_model(folder)
    err.print(say("commands.model_exported", folder=escape(str(folder))))


@model_app.command("try", help=say("help.model_try"))
def try_model(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help=say("help.try_name"))],
    judged: Annotated[Path, typer.Argument(help=say("help.eval_judged"))],
    reports: Annotated[Path | None, typer.Option(help=say("help.eval_reports"))] = None,
    reranker: Annotated[bool, typer.Option("--reranker", help=say("help.try_reranker"))] = False,
    as_json: AsJson = False,
) -> None:
    """Try a model beside the one in use."""
    from ..index.errors import NothingIndexedError  # noqa: PLC0415
    from ..search.trial import Judged, try_models  # noqa: PLC0415
    from ..service.upkeep import status  # noqa: PLC0415

    choices = choices_of(context)
    other = (choices.model, name) if reranker else (name, None)
    trials = try_models(Judged(judged, reports), [(choices.model, None), other])
    try:
        counts = status(choices.house(), choices.reader).counts
        texts = counts["passages"] + counts["sentences"]
    except NothingIndexedError:
        texts = 0
    if as_json:
        print_json({"trials": [trial.to_json() for trial in trials], "texts": texts})
        return
    print_trials(trials, texts)
