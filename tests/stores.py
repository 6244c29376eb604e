"""The kinds of store that tests are run over."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bench.stores import Kind, milvus_server


@contextmanager
def kind_of(name: str, factory: pytest.TempPathFactory) -> Iterator[Kind]:
    """The kind of store of that name, "local" or "milvus", with a server of its own."""
    if name == "local":
        yield Kind()
        return
    with milvus_server(factory.mktemp("milvus")) as (address, _):
        yield Kind(address)
