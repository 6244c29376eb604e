"""Settings from TRACUU_* variables and a `tracuu.toml` in the working folder; the command line wins over both."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from platformdirs import user_data_path
from pydantic import BaseModel, BeforeValidator, Field, Json, SecretStr

from .corpus.errors import TracuuError

PREFIX = "TRACUU_"
FILE = "tracuu.toml"

SECRET = ("oidc_secret", "proxy_secret")
"""What stands in no file that other settings stand in, which people copy and show."""


class SecretInFileError(TracuuError):
    """A secret stands in `tracuu.toml`."""

    def __init__(self, setting: str) -> None:
        super().__init__(setting=setting, variable=PREFIX + setting.upper())


class Group(BaseModel):
    """What everybody in a group at the provider may do.

    Attributes:
        group: as the provider names it.
        role: what they may do; an admin is made by hand.
        collections: whose reports they may see; None for all.
    """

    group: str
    role: Literal["reader", "editor"] = "reader"
    collections: list[str] | None = None


def _divided(said: Any) -> Any:
    """A list, also as a variable has one: divided by commas."""
    return [one.strip() for one in said.split(",") if one.strip()] if isinstance(said, str) else said


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
        oidc_issuer: the address of a provider of accounts (OpenID Connect); None for none.
        oidc_client: what the service is called there.
        oidc_secret: by which the provider knows it; shown nowhere, and in no tracuu.toml.
        oidc_secret_file: a file with that secret and nothing else.
        oidc_scopes: what is asked for, divided by blanks.
        oidc_name: the provider, as people call it; its host by default.
        proxy_addresses: of a proxy that signs who asks, IP addresses or networks; none for none.
        proxy_header: that what it signs stands in.
        proxy_issuer: what it calls itself there.
        proxy_audience: what it calls this service there.
        proxy_secret: with which it signs; shown nowhere, and in no tracuu.toml.
        proxy_secret_file: a file with that secret and nothing else.
        proxy_keys: instead of a secret, a file of its public keys (JWKS).
        groups_claim: where either names the groups that somebody is in.
        groups: what they may do; as a variable, JSON.
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
    oidc_issuer: str | None = None
    oidc_client: str = "tracuu"
    oidc_secret: SecretStr | None = None
    oidc_secret_file: Path | None = None
    oidc_scopes: str = "openid email"
    oidc_name: str | None = None
    proxy_addresses: Annotated[list[str], BeforeValidator(_divided)] = []
    proxy_header: str = "X-Tracuu-Assertion"
    proxy_issuer: str | None = None
    proxy_audience: str = "tracuu"
    proxy_secret: SecretStr | None = None
    proxy_secret_file: Path | None = None
    proxy_keys: Path | None = None
    groups_claim: str = "groups"
    groups: list[Group] | Json[list[Group]] = []

    @classmethod
    def read(cls) -> Self:
        """The settings as they are now: variables before the file.

        Raises:
            ValueError: the file is no TOML, or a setting cannot be what it is set to.
            SecretInFileError: it has a secret in it.
        """
        said = tomllib.loads(Path(FILE).read_text(encoding="utf-8")) if Path(FILE).is_file() else {}
        for secret in SECRET:
            if secret in said:
                raise SecretInFileError(secret)
        said |= {
            name.upper().removeprefix(PREFIX).lower(): value
            for name, value in os.environ.items()
            if name.upper().startswith(PREFIX)
        }
        return cls.model_validate(said)
