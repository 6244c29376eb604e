"""A header in which a named proxy has signed who asks: a third way in, for where the proxy has asked them already."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import Key, KeySet, OctKey
from joserfc.jws import JWSRegistry
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import Scope

from ..corpus.errors import TracuuError
from .accounts import Account
from .asker import asker
from .entry import SESSION, Entry, address_of
from .identities import ALGORITHMS, Identities, Identity, IdentityUnfitError, identity_in
from .peers import PEER
from .refusals import STATUS, Reason
from .signing_in import Signing, page_at

HEADER = "X-Tracuu-Assertion"

LONGEST = 300.0
"""Seconds after which what the proxy has signed counts no more, whenever it says that it ends."""

LEEWAY = 30
"""Seconds that the proxy's clock may be off."""

SHORTEST = 32
"""Bytes of a secret that is shared with it (RFC 7518, 3.2)."""

log = logging.getLogger(__name__)


class ProxyAddressError(TracuuError):
    """What was given as its address is none."""

    def __init__(self, address: str) -> None:
        super().__init__(address=address)


class ProxyKeyError(TracuuError):
    """Nothing that it signs could be told from what others sign."""

    def __init__(self) -> None:
        super().__init__(shortest=SHORTEST)


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy that says who asks.

    Attributes:
        addresses: from which it connects.
        key: the secret that is shared with it, or its public keys.
        issuer: what it calls itself in what it signs.
        audience: what it calls this service there.
        header: that what it signs stands in, a JSON Web Token.
        groups: the claim that names the groups that somebody is in.
    """

    addresses: tuple[IPv4Network | IPv6Network, ...]
    key: Key | KeySet = field(repr=False)
    issuer: str = ""
    audience: str = "tracuu"
    header: str = HEADER
    groups: str = "groups"

    def is_at(self, address: str) -> bool:
        """Whether it connects from there."""
        try:
            there = ip_address(address)
        except ValueError:
            return False
        there = getattr(there, "ipv4_mapped", None) or there
        return any(there in network for network in self.addresses)

    def identity(self, scope: Scope, now: Callable[[], float] = time.time) -> Identity | None:
        """Who asks, as it has signed it; None for anybody's header but its own, and for two of them."""
        said = Headers(scope=scope).getlist(self.header)
        if len(said) != 1 or not self.is_at(scope.get(PEER) or ""):
            return None
        # by the kind of the key, never by what the token says: a public key would else do as a shared secret
        by_secret = isinstance(self.key, OctKey)
        registry = JWSRegistry(algorithms=["HS256"] if by_secret else list(ALGORITHMS), strict_check_header=False)
        try:
            signed = jwt.decode(said[0], self.key, registry=registry)
            wanted = jwt.JWTClaimsRegistry(
                now=int(now()), leeway=LEEWAY, sub={"essential": True}, exp={"essential": True},
                iat={"essential": True}, iss={"essential": True, "value": self.issuer},
                aud={"essential": True, "value": self.audience},
            )  # fmt: skip
            wanted.validate(signed.claims)
            if signed.claims["iat"] < now() - LONGEST - LEEWAY:
                raise ValueError("iat")
            return identity_in(signed.claims, self.issuer, self.groups)
        except (JoseError, IdentityUnfitError, ValueError, TypeError, KeyError) as error:
            log.warning("%s: %s", self.header, type(error).__name__)  # from its address: those who keep it must know
            return None


@dataclass(frozen=True)
class BySignedHeader:
    """The way in of who comes through the proxy; whoever does not come through it comes in as others do.

    Attributes:
        proxy: it.
        identities: whose account is whose.
        ways: what begins and ends sessions, which are sessions with the header alone.
        readers: who asks with an account, as whoever is behind the door knows them.
        others: the way in without the header.
    """

    proxy: Proxy
    identities: Identities
    ways: Signing
    readers: Callable[[Account], object]
    others: Entry

    def reason(self, scope: Scope) -> Reason:
        """What the proxy says does not let them in; without its header, as others are told."""
        return "proxy" if self._said(scope) else self.others.reason(scope)

    def asker(self, scope: Scope) -> object | None:
        """Whom the header names, in a session of theirs; nobody by a wrong one, whatever else the browser shows."""
        if not self._said(scope):
            return self.others.asker(scope)
        who = self.proxy.identity(scope)
        try:
            account = who and self.identities.known(who)
            shown = self.ways.sessions_shown(scope) if account else []
        except TracuuError as error:
            log.error(error.message("en"))
            return None
        session = next((one for one in shown if account and one.account.number == account.number), None)
        if session is None:
            return None
        scope[SESSION] = session
        return self.readers(session.account)

    def shown(self, bearer: str) -> object | None:
        """As without the header: programs have keys."""
        return self.others.shown(bearer)

    def coming(self, scope: Scope, known: bool) -> Response | None:
        """A session for whom the header names, at the address that was asked for."""
        if not self._said(scope):
            return self.others.coming(scope, known)
        if known or scope["method"] != "GET":
            return None
        if asker("GET", Headers(scope=scope)) == "another":  # it has kept their cookie: let it ask once more
            return PlainTextResponse("", STATUS["proxy"])
        who = self.proxy.identity(scope)
        try:
            account = who and self.identities.signing_in(who)
            if not account:
                self.ways.audit.note("not_let_in", "", address=address_of(scope))
                return None
            there = RedirectResponse(page_at(scope["query_string"].decode("latin-1")), 303)
            return self.ways.entered(scope, account, there, address_of(scope), self.ways.sessions_shown(scope))
        except TracuuError as error:
            log.error(error.message("en"))
            return None

    def _said(self, scope: Scope) -> bool:
        return self.proxy.header in Headers(scope=scope)


def networks(said: Iterable[str]) -> tuple[IPv4Network | IPv6Network, ...]:
    """Addresses and networks as they are written; raises ProxyAddressError, also for all there are."""
    found = []
    for one in said:
        try:
            network = ip_network(one.strip())
        except ValueError as error:
            raise ProxyAddressError(one) from error
        if network.prefixlen == 0:
            raise ProxyAddressError(one)
        found.append(network)
    return tuple(found)


def shared(secret: str) -> Key:
    """The key of a secret; raises ProxyKeyError for one that could be guessed."""
    if len(secret.encode()) < SHORTEST:
        raise ProxyKeyError
    return OctKey.import_key(secret)


def public_keys(file: Path) -> KeySet:
    """The keys in a file (a JSON Web Key Set); raises ProxyKeyError for one without any, or with a shared secret."""
    try:
        keys = KeySet.import_key_set(json.loads(file.read_text("utf-8")))
    except (OSError, ValueError, TypeError, KeyError, JoseError) as error:
        raise ProxyKeyError from error
    if not keys.keys or any(isinstance(one, OctKey) for one in keys.keys):
        raise ProxyKeyError
    return keys
