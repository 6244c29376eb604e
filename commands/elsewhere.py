"""Who else may say who somebody is, from the settings: a provider of accounts, and a proxy that signs who asks."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import SecretStr

from ..corpus.errors import TracuuError

if TYPE_CHECKING:
    from ..door.elsewhere import Elsewhere
    from ..door.provider import Registration
    from ..door.signed_header import Proxy
    from ..settings import Settings

ANYBODYS = 0o007
"""The rights of who is neither the owner of a file nor in its group: systemd hands secrets over to a group."""


class IssuerMissingError(TracuuError):
    """Nobody is named who says who somebody is."""

    def __init__(self) -> None:
        super().__init__()


class SecretUnusableError(TracuuError):
    """A file that should have a secret has none, or everybody may read it."""

    def __init__(self, file: Path) -> None:
        super().__init__(file=file)


def elsewhere(settings: Settings) -> Elsewhere:
    """Who else may say who somebody is.

    Raises:
        ProviderAddressError, ProxyAddressError, ProxyKeyError, SecretUnusableError: it is set up wrong.
    """
    from ..door import GroupRights  # noqa: PLC0415 - few commands need it
    from ..door.elsewhere import Elsewhere  # noqa: PLC0415

    rights = (
        GroupRights(one.group, one.role, None if one.collections is None else frozenset(one.collections))
        for one in settings.groups
    )
    return Elsewhere(_registration(settings), _proxy(settings), tuple(rights))


def issuer_of(settings: Settings, said: str | None) -> str:
    """Who says who somebody is: who is named, else the provider, else the proxy; IssuerMissingError for nobody."""
    issuer = said or settings.oidc_issuer or settings.proxy_issuer
    if not issuer:
        raise IssuerMissingError
    return issuer


def _registration(settings: Settings) -> Registration | None:
    if not settings.oidc_issuer:
        return None
    from ..door.provider import Registration  # noqa: PLC0415 - few have one

    secret = _secret(settings.oidc_secret, settings.oidc_secret_file)
    return Registration(
        settings.oidc_issuer, settings.oidc_client, secret, settings.oidc_scopes, settings.groups_claim,
        settings.oidc_name or "",
    )  # fmt: skip


def _proxy(settings: Settings) -> Proxy | None:
    if not settings.proxy_addresses:
        return None
    from ..door.signed_header import Proxy, ProxyKeyError, networks, public_keys, shared  # noqa: PLC0415 - few have one

    secret = _secret(settings.proxy_secret, settings.proxy_secret_file)
    if bool(secret) == bool(settings.proxy_keys) or not settings.proxy_issuer:
        raise ProxyKeyError
    key = public_keys(settings.proxy_keys) if settings.proxy_keys else shared(secret or "")
    return Proxy(
        networks(settings.proxy_addresses), key, settings.proxy_issuer, settings.proxy_audience, settings.proxy_header,
        settings.groups_claim,
    )  # fmt: skip


def _secret(said: SecretStr | None, file: Path | None) -> str | None:
    """A secret that was said, or that stands in a file of its own; None without one."""
    if said and said.get_secret_value():
        return said.get_secret_value()
    if not file:
        return None
    try:
        readable = os.name != "nt" and file.stat().st_mode & ANYBODYS
        text = file.read_text("utf-8").strip()
    except (OSError, ValueError) as error:
        raise SecretUnusableError(file) from error
    if readable or not text:
        raise SecretUnusableError(file)
    return text
