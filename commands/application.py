"""What all commands share: the application, its options, and the store they chose."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..console import err, say
from ..corpus.errors import TracuuError

if TYPE_CHECKING:
    from ..index.opening import Place
    from ..search.answer.llm import LanguageModel
    from ..service.house import House
    from ..service.readers import Reader
    from ..settings import Settings

DONE, OUR_FAULT, WRONG_USE = 0, 1, 2


class SettingsInvalidError(TracuuError):
    """The settings are not as they must be; the reason is what their reader said first."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason=reason)


class LanguageUnknownError(TracuuError):
    """A language that tracuu does not speak."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What was chosen for all commands, and who asks."""

    data: Path
    model: str
    settings: Settings
    reader: Reader

    def house(self, ahead: bool = False) -> House:
        """What the commands ask; `ahead` loads the model at once, in a thread of its own."""
        from ..index.privacy import close_to_others  # noqa: PLC0415 - help needs none of it
        from ..service.house import open_house  # noqa: PLC0415

        if close_to_others(self.data):
            err.print(say("commands.data_closed", folder=self.data), markup=False, soft_wrap=True, highlight=False)
        return open_house(self.place(), self.model, self.settings.reranker, self.language_model(), ahead)

    def place(self) -> Place:
        """Where the store is."""
        from ..index.opening import Place  # noqa: PLC0415

        token = self.settings.store_token
        secret = token.get_secret_value() if token else None
        return Place(self.data, self.settings.store, secret, self.settings.store_index)

    def language_model(self) -> LanguageModel | None:
        """The language model that is set up for answers, if any."""
        if not self.settings.llm_url:
            return None
        from ..search.answer.llm import LanguageModel  # noqa: PLC0415 - few commands need one

        key = self.settings.llm_key.get_secret_value() if self.settings.llm_key else None
        return LanguageModel.from_settings(self.settings.llm_url, self.settings.llm_model, key)


app = typer.Typer(
    help=say("help.tracuu"),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

AsJson = Annotated[bool, typer.Option("--json", help=say("help.json"))]
Model = Annotated[str | None, typer.Option(help=say("help.model"))]


@app.callback()
def choose(
    context: typer.Context,
    data: Annotated[Path | None, typer.Option(help=say("help.data"))] = None,
    model: Model = None,
    lang: Annotated[str | None, typer.Option(help=say("help.lang"))] = None,
) -> None:
    """Options that hold for every command."""
    from ..service.readers import OWNER  # noqa: PLC0415 - help needs no reader
    from ..settings import Settings  # noqa: PLC0415 - help needs no settings

    try:
        settings = Settings.read()
    except ValueError as error:
        raise SettingsInvalidError(str(error).splitlines()[0]) from error
    if lang not in (None, "vi", "en"):
        raise LanguageUnknownError
    context.obj = Choices(data or settings.data, model or settings.model, settings, OWNER)


def choices_of(context: typer.Context, model: str | None = None) -> Choices:
    """What was chosen for all commands, with the model that this one names if it does."""
    choices: Choices = context.obj
    return replace(choices, model=model) if model else choices
