"""No pattern goes back over the same letters again and again: what a file or an asker writes could stop the house."""

from __future__ import annotations

import importlib
import pkgutil
import re
import signal
from collections.abc import Iterable, Iterator
from itertools import product
from types import FrameType

import pytest

import tracuu
from tracuu.search.abbreviations import DEFINED
from tracuu.search.filter_values import POINTS
from tracuu.search.typed_filters import KNOWN

BEFORE = ("", "(", "ngày ", "Số: ", "“", "I. ", "(sau đây gọi là ", "1")
REPEATED = (
    "a", "á", "A", "1", " ", ".", "-", "/", "…", "|", "(", ")", ":", "\n", "_", "0",
    "a ", "a.", "1.", "1 ", "a-", "a,", "A ", "1/", "a/", "a&", "; ", "\n ", "a\n", "- ", "ngày 1 ", "năm ", "số ",
    "và ", "từ ", "xã ", "ủy ban ", "không ", "UBND ",
)  # fmt: skip
TIMES = 36
"""Letters in a row: a pattern that doubles its work with each never ends here, one that squares it does not notice."""
SECONDS = 5.0
"""What one pattern takes over all of them at most; the slowest takes a hundredth."""


OF_EACH: dict[str, Iterable[str]] = {"name": KNOWN, "calendar": POINTS}
"""What a pattern is compiled for that is compiled when it is first asked for, by the name of the argument."""


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    for module in pkgutil.walk_packages(tracuu.__path__, "tracuu."):
        if not module.name.endswith("__main__"):
            for name, value in vars(importlib.import_module(module.name)).items():
                if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                    yield f"{module.name}.{name}", value
                elif hasattr(value, "cache_info") and value.__annotations__.get("return") == "re.Pattern[str]":
                    for given in product(*(OF_EACH[kind] for kind in list(value.__annotations__)[:-1])):
                        yield f"{module.name}.{name}({', '.join(given)})", value(*given)


def never_ends(pattern: re.Pattern[str]) -> bool:
    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        for start, letters in product(BEFORE, REPEATED):
            pattern.search(start + letters * TIMES + "\x00")
    except TimeoutError:
        return True
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    return False


def test_every_pattern_comes_to_an_end() -> None:
    found = dict(patterns())
    assert len(found) > 300
    assert {"tracuu.search.typed_names.kind_named()", "tracuu.search.typed_filters.known_value(roles)"} <= found.keys()
    assert [name for name, pattern in found.items() if never_ends(pattern)] == []


@pytest.mark.parametrize("letters", [r"(?:\s?[a-z]+)*\)", r"[a-z]+(?:[\s&-]?[a-z]+)*\)"])
def test_one_that_would_not_is_noticed(letters: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.test_patterns.SECONDS", 0.2)
    assert never_ends(re.compile(r"\(" + letters))
    assert DEFINED.search("(" + "a" * 10_000) is None
