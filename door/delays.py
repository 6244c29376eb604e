"""Delays: who has been wrong several times waits before the next try, ever longer; nobody is shut out for good.

Counted are the tries from each address, and those for each name, whether there is such an account or not. Tries for a
name from a browser in which that person has signed in before are counted by themselves: whatever strangers try, it is
they who wait.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from threading import Lock
from typing import Literal

Kind = Literal["name", "browser", "address"]


@dataclass(frozen=True, slots=True)
class Patience:
    """How many tries may be wrong before one waits, and the longest that one ever waits, in seconds."""

    free: int
    longest: float


PATIENCE: dict[Kind, Patience] = {
    "name": Patience(4, 60.0),
    "browser": Patience(4, 60.0),
    "address": Patience(20, 900.0),
}
"""An office may have one address for all, who mistype now and then; whoever goes through names has it too."""

FORGIVEN = 3600.0
"""Seconds without a wrong try after which all is forgotten."""

REMEMBERED = 10_000
"""Names, browsers and addresses that are counted, of each; the one tried least lately is forgotten for another."""


@dataclass(slots=True)
class _Wrong:
    times: int = 0
    last: float = 0.0


class Delays:
    """How long who must wait; bounded, in memory. Safe to share between threads.

    Args:
        clock: seconds, from any beginning.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._wrong: dict[Kind, OrderedDict[str, _Wrong]] = {kind: OrderedDict() for kind in PATIENCE}

    def begin(self, name: str, address: str, browser: str) -> float:
        """Count a try as wrong until it is known to be right, so that many at once count too.

        Args:
            name: tried, as accounts are known.
            address: that it comes from.
            browser: what tells a browser of that person; "" for any other.

        Returns:
            0 for one that may be made; else the seconds to wait, and then it counts for nothing.
        """
        now = self._clock()
        with self._lock:
            counted = self._counted(name, address, browser)
            wait = max(self._wait(kind, key, now) for kind, key in counted)
            if wait > 0:
                return wait
            for kind, key in counted:
                self._add(kind, key, now)
            return 0.0

    def right(self, name: str, address: str, browser: str) -> None:
        """It was right: it counts for nothing, and no more do those for that name before, from where it came."""
        with self._lock:
            for kind, key in self._counted(name, address, browser):
                wrong = self._wrong[kind].get(key)
                if kind != "address":
                    self._wrong[kind].pop(key, None)
                elif wrong:  # else one's own account would clear the way for tries at others
                    wrong.times -= 1

    def _counted(self, name: str, address: str, browser: str) -> list[tuple[Kind, str]]:
        if browser:
            return [("browser", browser)]
        return [("name", name), ("address", network_of(address))]

    def _wait(self, kind: Kind, key: str, now: float) -> float:
        wrong, patience = self._wrong[kind].get(key), PATIENCE[kind]
        if wrong is None or wrong.times < patience.free or now - wrong.last >= FORGIVEN:
            return 0.0
        delay = min(2.0 ** min(wrong.times - patience.free, 20), patience.longest)
        return max(0.0, wrong.last + delay - now)

    def _add(self, kind: Kind, key: str, now: float) -> None:
        there = self._wrong[kind]
        wrong = there.setdefault(key, _Wrong())
        wrong.times = 1 if now - wrong.last >= FORGIVEN else wrong.times + 1
        wrong.last = now
        there.move_to_end(key)
        while len(there) > REMEMBERED:
            there.popitem(last=False)


def network_of(address: str) -> str:
    """What is counted as one address: of IPv6 the network that one line is given, for it has 2^64 of them."""
    try:
        there = ip_address(address)
    except ValueError:
        return address
    if isinstance(there, IPv6Address) and there.ipv4_mapped is None:
        return str(IPv6Address(int(there) >> 64 << 64))
    return str(getattr(there, "ipv4_mapped", None) or there)
