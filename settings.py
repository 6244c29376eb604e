"""Settings from TRACUU_* variables and a `tracuu.toml` in the working folder; the command line wins over both."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from platformdirs import user_data_path
from pydantic import Field
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource


class Settings(BaseSettings):
    """What a user can set once instead of typing it each time.

    Attributes:
        data: the data folder.
        model: "bundled", a Sentence Transformers model id, or a model folder.
        lang: language of messages.
    """

    model_config = SettingsConfigDict(env_prefix="TRACUU_", toml_file="tracuu.toml", extra="ignore")

    data: Path = Field(default_factory=lambda: user_data_path("tracuu", appauthor=False))
    model: str = "bundled"
    lang: Literal["vi", "en"] = "vi"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Variables before the file."""
        del dotenv_settings, file_secret_settings
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)
