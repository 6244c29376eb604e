"""What all commands share: the application, its options, and the store they chose."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tracuu.console import say
from tracuu.corpus.errors import TracuuError

if TYPE_CHECKING:
    from tracuu.search.answer.llm import LanguageModel
    from tracuu.settings import Settings

DONE, OUR_FAULT, WRONG_USE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Choices:
    """What was chosen for all commands."""

    data: Path
    model: str
    settings: Settings

    def language_model(self) -> LanguageModel | None:
        """The language model that is set up for answers, if any."""
        from tracuu.search.answer.llm import LanguageModel  # noqa: PLC0415 - few commands need one

        key = self.settings.llm_key.get_secret_value() if self.settings.llm_key else None
        return LanguageModel.from_settings(self.settings.llm_url, self.settings.llm_model, key)


app = typer.Typer(
    help=say(
        "Tìm, trích và dẫn nguồn những gì các báo cáo đã viết.", "Find, quote and cite what reports have already said."
    ),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

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

    from tracuu.settings import Settings  # noqa: PLC0415 - help needs no settings

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
    context.obj = Choices(data or settings.data, model or settings.model, settings)


def choices_of(context: typer.Context, model: str | None = None) -> Choices:
    """What was chosen for all commands, with the model that this one names if it does."""
    choices: Choices = context.obj
    return replace(choices, model=model) if model else choices


@contextmanager
def open_catalog(context: typer.Context) -> Iterator[Any]:
    """The catalog of the chosen store; NothingIndexedError where there is none."""
    from tracuu.index.errors import NothingIndexedError  # noqa: PLC0415
    from tracuu.index.local.catalog import Catalog  # noqa: PLC0415
    from tracuu.index.local.generations.generation import CATALOG_FILE  # noqa: PLC0415

    data = choices_of(context).data
    if not (data / CATALOG_FILE).is_file():
        raise NothingIndexedError(data)
    with Catalog.open(data / CATALOG_FILE) as catalog:
        yield catalog
