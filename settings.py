"""Settings from TRACUU_* variables and a `tracuu.toml` in the working folder; the command line wins over both."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Literal, Self

from platformdirs import user_data_path
from pydantic import BaseModel, Field, SecretStr

PREFIX = "TRACUU_"
FILE = "tracuu.toml"


class Settings(BaseModel):
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
    def read(cls) -> Self:
        """The settings as they are now: variables before the file.

        Raises:
            ValueError: the file is no TOML, or a setting cannot be what it is set to.
        """
        said = tomllib.loads(Path(FILE).read_text(encoding="utf-8")) if Path(FILE).is_file() else {}
        said |= {
            name.upper().removeprefix(PREFIX).lower(): value
            for name, value in os.environ.items()
            if name.upper().startswith(PREFIX)
        }
        return cls.model_validate(said)
