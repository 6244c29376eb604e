"""A provider of identities (OpenID Connect): what it is asked, and what of its answers is believed."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import anyio
import httpx2
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.httpx_client import AsyncOAuth2Client
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from ..corpus.errors import TracuuError
from .hosts import is_loopback
from .identities import ALGORITHMS, Identity, IdentityUnfitError, identity_in

WELL_KNOWN = "/.well-known/openid-configuration"

TIMEOUT = 10.0
"""Seconds that one answer of the provider may take."""

LEEWAY = 60
"""Seconds that its clock may be off."""

FRESH = 3600.0
"""Seconds for which what it says of itself is believed; its keys are read anew each time."""

PAUSE = 5.0
"""Seconds after it could not be reached until it is asked again; whoever comes until then does not wait for it."""


class ProviderAddressError(TracuuError):
    """No provider can be at that address, or others could read and change what it says."""

    def __init__(self, issuer: str) -> None:
        super().__init__(issuer=issuer)


class ProviderAwayError(TracuuError):
    """It cannot be reached, or fails."""

    def __init__(self, issuer: str, reason: str) -> None:
        super().__init__(issuer=issuer, reason=reason)


class ProviderRefusedError(TracuuError):
    """It said no, or something that is not to be believed."""

    def __init__(self, issuer: str, reason: str) -> None:
        super().__init__(issuer=issuer, reason=reason)


@dataclass(frozen=True, slots=True)
class Registration:
    """How the service is known to a provider.

    Attributes:
        issuer: the provider's address, as it says it itself.
        client: what the service is called there.
        secret: by which the provider knows it; None where it has none there.
        scopes: what is asked for, divided by blanks.
        groups: the claim that names the groups that somebody is in.
        name: of the provider, as people call it.
    """

    issuer: str
    client: str
    secret: str | None = field(default=None, repr=False)
    scopes: str = "openid email"
    groups: str = "groups"
    name: str = ""

    def __post_init__(self) -> None:
        """Raise ProviderAddressError where it says nothing that nobody else could say."""
        if not is_safe(self.issuer) or "?" in self.issuer or "#" in self.issuer:
            raise ProviderAddressError(self.issuer)


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody who was sent to the provider, and what must come back with them.

    Attributes:
        address: where they are sent.
        redirect: where they are to be sent back to.
        state: that must come back with them.
        nonce: that must stand in what the provider signs.
        verifier: that the provider must be shown for the code that comes back (PKCE).
    """

    address: str
    redirect: str
    state: str = field(repr=False)
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)


class Provider:
    """A provider, asked over the network.

    Args:
        registration: how the service is known there.
        clock: seconds, from any beginning.
    """

    def __init__(self, registration: Registration, clock: Callable[[], float] = time.monotonic) -> None:
        self.registration = registration
        self._clock = clock
        self._trusted = httpx2.create_ssl_context()  # read once: there are many certificates to read
        self._turn = anyio.Lock()
        self._described: tuple[float, Mapping[str, Any]] | None = None
        self._away: tuple[float, ProviderAwayError] | None = None

    async def visit(self, redirect: str) -> Visit:
        """A new visit, which leads back to `redirect`; raises ProviderAwayError, ProviderRefusedError."""
        said = await self._description()
        nonce, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(48)
        async with self._client(said, redirect) as client:
            address, state = client.create_authorization_url(
                said["authorization_endpoint"], state=secrets.token_urlsafe(32), nonce=nonce, code_verifier=verifier
            )
        return Visit(address, redirect, state, nonce, verifier)

    async def identity(self, visit: Visit, code: str, issuer: str | None) -> Identity:
        """Who came back from a visit.

        Args:
            visit: it.
            code: that came back.
            issuer: who says that it gave that code (RFC 9207); None where it is not said.

        Raises:
            ProviderAwayError: it cannot be reached.
            ProviderRefusedError: it does not take the code, or what it says is not to be believed.
        """
        said = await self._description()
        owed = said.get("authorization_response_iss_parameter_supported") is True
        if issuer != self.registration.issuer and (owed or issuer is not None):
            raise ProviderRefusedError(self.registration.issuer, "iss")
        try:
            with anyio.fail_after(3 * TIMEOUT):
                async with self._client(said, visit.redirect) as client:
                    return await self._told(client, said, visit, code)
        except (httpx2.HTTPError, httpx2.InvalidURL, TimeoutError) as error:
            raise ProviderAwayError(self.registration.issuer, type(error).__name__) from error
        except (AuthlibBaseError, JoseError, IdentityUnfitError, ValueError, TypeError, KeyError) as error:
            # what it says is not written down: it may have a token in it
            raise ProviderRefusedError(self.registration.issuer, type(error).__name__) from error

    async def _told(self, client: Any, said: Mapping[str, Any], visit: Visit, code: str) -> Identity:
        there = self.registration
        token = await client.fetch_token(
            said["token_endpoint"], grant_type="authorization_code", code=code, code_verifier=visit.verifier
        )
        keys = KeySet.import_key_set(dict(await _json(client, said["jwks_uri"], withhold_token=True)))  # type: ignore[arg-type]
        claims = verified(token["id_token"], keys, there, visit.nonce, token.get("access_token"))
        lacking = "email" not in claims or there.groups not in claims
        if lacking and token.get("access_token") and said.get("userinfo_endpoint"):
            more = await _json(client, said["userinfo_endpoint"])
            if more.get("sub") != claims.get("sub"):
                raise ValueError("sub")
            mail = claims if "email" in claims else more  # an address and whether it was seen come from one hand
            taken = {name: mail[name] for name in ("email", "email_verified") if name in mail}
            claims = {"sub": claims["sub"], there.groups: claims.get(there.groups, more.get(there.groups)), **taken}
        return identity_in(claims, there.issuer, there.groups)

    async def _description(self) -> Mapping[str, Any]:
        """What the provider says of itself; raises ProviderAwayError, ProviderRefusedError."""
        async with self._turn:
            now = self._clock()
            if self._described and now - self._described[0] < FRESH:
                return self._described[1]
            if self._away and now - self._away[0] < PAUSE:
                raise self._away[1]
            try:
                async with self._client({}, "") as client:
                    address = self.registration.issuer.rstrip("/") + WELL_KNOWN
                    said = checked(await _json(client, address, withhold_token=True), self.registration)
            except (httpx2.HTTPError, httpx2.InvalidURL, ValueError) as error:
                self._away = self._clock(), ProviderAwayError(self.registration.issuer, type(error).__name__)
                raise self._away[1] from error
            self._described = now, said
            return said

    def _client(self, said: Mapping[str, Any], redirect: str) -> Any:
        there = self.registration
        known = said.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        by_secret = "client_secret_basic" if "client_secret_basic" in known else "client_secret_post"
        return AsyncOAuth2Client(
            there.client, there.secret, scope=there.scopes, redirect_uri=redirect, code_challenge_method="S256",
            token_endpoint_auth_method=by_secret if there.secret else "none", timeout=TIMEOUT, follow_redirects=False,
            verify=self._trusted,
        )  # fmt: skip


def verified(
    token: str, keys: KeySet, there: Registration, nonce: str, access_token: str | None = None
) -> Mapping[str, Any]:
    """The claims of an ID token (OpenID Connect Core, 3.1.3.7).

    Args:
        token: as the provider gave it.
        keys: the provider's.
        there: how the service is known to it.
        nonce: of the visit.
        access_token: that was given with it.

    Raises:
        joserfc.errors.JoseError, ValueError: it is not to be believed.
    """
    signed = jwt.decode(token, keys, registry=JWSRegistry(algorithms=list(ALGORITHMS), strict_check_header=False))
    wanted = {
        "iss": {"essential": True, "value": there.issuer},
        "aud": {"essential": True, "value": there.client},
        "nonce": {"essential": True, "value": nonce},
    }
    shown = {"client_id": there.client, "nonce": nonce, "access_token": access_token}
    claims = CodeIDToken(signed.claims, signed.header, wanted, shown)
    claims.validate(leeway=LEEWAY)
    return dict(claims)


def checked(said: Mapping[str, Any], there: Registration) -> Mapping[str, Any]:
    """What a provider says of itself; raises ProviderRefusedError where it is another, or leads where others listen."""
    addresses = [said.get(name) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")]
    addresses += [said["userinfo_endpoint"]] if said.get("userinfo_endpoint") else []
    if said.get("issuer") != there.issuer:
        raise ProviderRefusedError(there.issuer, "issuer")
    near = is_loopback(urlsplit(there.issuer).hostname or "")
    if not all(isinstance(one, str) and is_safe(one, near) for one in addresses):
        raise ProviderRefusedError(there.issuer, "endpoint")
    return said


def is_safe(address: str, near: bool = True) -> bool:
    """Whether nobody on the way reads or changes what is said at an address: TLS, or (`near`) this same computer."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    plain = near and parts.scheme == "http" and is_loopback(host)
    return bool(host) and (parts.scheme == "https" or plain) and parts.username is None


async def _json(client: Any, address: str, **how: Any) -> Mapping[str, Any]:
    """A JSON object at an address; raises httpx2.HTTPError, and ValueError for anything else."""
    answer = await client.request("GET", address, **how)
    answer.raise_for_status()
    said = answer.json()
    if not isinstance(said, dict):
        raise ValueError(address)
    return said
