"""Settings from TRACUU_* variables and a `tracuu.toml` in the working folder; the command line wins over both."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from platformdirs import user_data_path
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource


class Settings(BaseSettings):
    """What a user can set once instead of typing it each time.

    Attributes:
        data: the data folder.
        store: "local", or "milvus:" and the address of a server ("milvus:http://server:19530").
        store_token: what that server knows the store by; shown nowhere.
        store_index: the type of the dense side's index there: FLAT, HNSW, IVF_SQ8 or DISKANN.
        model: "bundled", a Sentence Transformers model id, or a model folder.
        reranker: a cross-encoder's id or folder, which reads the best passages again; None for none.
        lang: language of messages.
        llm_url: an OpenAI-compatible server (llama.cpp, Ollama, vLLM) that writes answers; None for none.
        llm_model: the model's name there.
        llm_key: its bearer key; shown nowhere.
    """

    model_config = SettingsConfigDict(env_prefix="TRACUU_", toml_file="tracuu.toml", extra="ignore")

    data: Path = Field(default_factory=lambda: user_data_path("tracuu", appauthor=False))
    store: str = "local"
    store_token: SecretStr | None = None
    store_index: str = "FLAT"
    model: str = "bundled"
    reranker: str | None = None
    lang: Literal["vi", "en"] = "vi"
    llm_url: str | None = None
    llm_model: str = "default"
    llm_key: SecretStr | None = None

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
