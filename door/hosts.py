"""Host names: which the page answers to. A name that its owner points at this computer later is none of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address

from ..corpus.errors import TracuuError

LOOPBACK = ("127.0.0.1", "localhost", "::1")
"""This computer, as it calls itself; always among the names."""

AUTHORITY = re.compile(
    r"(?:\[(?P<six>[0-9A-Fa-f:.]+)\]|(?P<name>[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)\.?)(?::(?P<port>\d{1,5}))?"
)
"""A host and perhaps a port, as a Host header has them; nothing else may stand there."""


class NameMissingError(TracuuError):
    """To listen at every address of a computer is to be called by names that nobody has given."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(host=host, port=port)


class NameWrongError(TracuuError):
    """What was given as a name is none."""

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


def authority(said: str) -> tuple[str, int | None] | None:
    """The host and the port that a Host header says, the host as `host_name` spells it; None for anything else."""
    parts = AUTHORITY.fullmatch(said)
    if parts is None:
        return None
    try:
        host = _address(IPv6Address(parts["six"])) if parts["six"] else host_name(parts["name"])
    except ValueError:
        return None
    return host, int(parts["port"]) if parts["port"] else None


def host_name(said: str) -> str:
    """A name or an address in the one spelling that is compared: small letters, no dot at the end, no brackets."""
    bare = said.strip().removeprefix("[").removesuffix("]").removesuffix(".").lower()
    try:
        return _address(ip_address(bare))
    except ValueError:
        return bare


def _address(address: IPv4Address | IPv6Address) -> str:
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return str(mapped or address)


def is_loopback(host: str) -> bool:
    """Whether only this computer can ask who listens at `host`."""
    name = host_name(host)
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return name in LOOPBACK


def names_for(host: str, port: int, given: Iterable[str]) -> tuple[str, ...]:
    """The names under which whoever listens at `host` answers, the one to be called by first.

    Args:
        host: the address to listen on.
        port: the port to listen on, for what an error says.
        given: names that the owner says it is called by.

    Raises:
        NameMissingError: `host` is every address of the computer, and no name is given.
        NameWrongError: a name is none, for example an address of the web with its path.
    """
    named = []
    for name in given:
        bare = f"[{name}]" if name.count(":") > 1 and not name.startswith("[") else name
        said = authority(bare)
        if said is None or said[1] is not None:
            raise NameWrongError(name)
        named.append(said[0])
    own = host_name(host)
    everywhere = own in ("", "0.0.0.0", "::")
    if everywhere and not named:
        raise NameMissingError(host, port)
    return tuple(dict.fromkeys([*named, *LOOPBACK] if everywhere else [own, *named, *LOOPBACK]))
