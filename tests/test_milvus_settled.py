"""What a large publication has written is on the server's disk, and indexed, when it is first seen."""

from __future__ import annotations

import shutil
from pathlib import Path

from bench.stores import milvus_server
from tracuu.index.copying import copy_store
from tracuu.index.milvus.publication import SETTLED
from tracuu.index.opening import Place, open_store


def test_many_rows_are_not_looked_through_one_by_one(sample_store: Path, tmp_path: Path) -> None:
    """milvus-lite keeps in memory, as Python objects, what was not flushed, up to 128 MB of a collection."""
    data = shutil.copytree(sample_store, tmp_path / "store")
    with milvus_server(tmp_path / "milvus") as (address, _):
        there = Place(data, f"milvus:{address}")
        assert copy_store(Place(data), there).whole
        with open_store(there).view() as view:
            passages = view.counts()["passages"]
        assert passages < SETTLED  # the terms are more
        for kind in ("passages", "sentences", "terms"):
            (collection,) = (tmp_path / "milvus").rglob(f"tracuu_{kind}_1")
            assert list(collection.rglob("data_*.parquet")), kind
