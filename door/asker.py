"""Whose page a request comes from, as a browser says it: ours, another's, or nobody's (the address was typed)."""

from __future__ import annotations

from typing import Literal
from urllib.parse import urlsplit

from starlette.datastructures import Headers

from .hosts import authority

Asker = Literal["own", "nobody", "another"]

READING = ("GET", "HEAD")
PORTS = {"http": 80, "https": 443}


def asker(method: str, headers: Headers) -> Asker:
    """Whose page asks.

    `Sec-Fetch-Site` says it where there is one: browsers send it to loopback and over TLS, and no page can. Elsewhere
    `Origin` does, else `Referer`. A request to change something without any of them is taken for another's: every
    browser says one.
    """
    sites = headers.getlist("sec-fetch-site")
    if sites:
        return "own" if {*sites} == {"same-origin"} else "nobody" if {*sites} == {"none"} else "another"
    said = headers.getlist("origin") or headers.getlist("referer")
    if said:
        return "own" if all(_same(one, headers.get("host", "")) for one in said) else "another"
    return "nobody" if method in READING else "another"


def opens_a_page(method: str, headers: Headers) -> bool:
    """Whether a browser opens an address in a tab or window of its own, and nothing else."""
    modes, targets = headers.getlist("sec-fetch-mode"), headers.getlist("sec-fetch-dest")
    return method == "GET" and modes == ["navigate"] and targets == ["document"]


def _same(origin: str, host: str) -> bool:
    """Whether an address of a page is on the host, and at the port, that is asked."""
    try:
        parts = urlsplit(origin)
        usual = PORTS[parts.scheme]
    except (KeyError, ValueError):
        return False  # "null", a file, an extension
    there, here = authority(parts.netloc), authority(host)
    return there is not None and here is not None and (there[0], there[1] or usual) == (here[0], here[1] or usual)
