"""Rows of passages fetched by their ids: what they say, their vectors, those of their sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from .client import Milvus, batched
from .expressions import among
from .layout import Collections
from .whole_texts import whole_texts

Ids = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float32]

BY_ID = 200
"""Passages that are fetched at once: with their sentences some hundred kilobytes to a megabyte."""

SHOWN = ("id", "report", "ordinal", "n", "kind", "role", "section", "page", "text", "parts")
"""What is needed of a row to show a passage."""


class Fetched:
    """What a view has fetched of passages; nothing twice.

    Args:
        milvus: the server.
        there: where the publication stands.
        seen: what admits the publication, and the shelves that may be seen.
        published: what admits the publication.
        dimension: d of the vectors.
    """

    def __init__(self, milvus: Milvus, there: Collections, seen: str, published: str, dimension: int) -> None:
        self._milvus = milvus
        self._there = there
        self._seen = seen
        self._published = published
        self._dimension = dimension
        self._texts: dict[int, tuple[str, str]] = {}
        self._said: dict[int, FloatArray] = {}

    def rows(self, ids: Iterable[int], fields: Sequence[str], within: str | None = None) -> Iterator[dict[str, Any]]:
        """Rows of those of these passages that `within` admits, as far as they may be seen."""
        for some in batched(dict.fromkeys(ids), BY_ID):
            expression = f"{among(np.array(some, np.int64))} and {within or self._seen}"
            yield from self._milvus.rows(self._there.passages, expression, fields)

    def texts(self, ids: Ids) -> Iterator[tuple[int, str, str]]:
        """Id, text and context of these passages, in their order."""
        fields = ["id", "text", "parts", "context"]
        for some in batched((number for number in ids.tolist() if number not in self._texts), BY_ID):
            rows = list(self.rows(some, fields))
            whole = whole_texts(self._milvus, self._there.records, rows, self._published)
            self._texts.update({row["id"]: (whole[row["id"]], row["context"]) for row in rows})
        for number in ids.tolist():
            if number in self._texts:
                yield number, *self._texts[number]

    def shown(self, rows: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """Rows of `SHOWN`, as a catalog has them."""
        whole = whole_texts(self._milvus, self._there.records, rows, self._published)
        for row in rows:
            yield {**row, "text": whole[row["id"]], "page": None if row["page"] < 0 else row["page"]}

    def vectors(self, ids: Ids) -> FloatArray:
        """Vectors in context, float32 (n, d), of these passages."""
        found = np.zeros((len(ids), self._dimension), np.float32)
        places = {number: place for place, number in enumerate(ids.tolist())}
        for row in self.rows(ids.tolist(), ["id", "dense"]):
            found[places[row["id"]]] = row["dense"]
        return found

    def sentences(self, ids: Ids) -> list[FloatArray]:
        """For each of these passages the vectors of its sentences, float32 (n, d), in their order."""
        for some in batched((number for number in ids.tolist() if number not in self._said), BY_ID):
            found: defaultdict[int, list[tuple[int, Any]]] = defaultdict(list)
            expression = f"{among(np.array(some, np.int64))} and {self._published}"
            for row in self._milvus.rows(self._there.sentences, expression, ["id", "place", "dense"]):
                found[row["id"]].append((row["place"], row["dense"]))
            for number in some:
                said = [vector for _, vector in sorted(found[number], key=lambda one: one[0])]
                self._said[number] = np.array(said, np.float32).reshape(len(said), self._dimension)
        return [self._said[number] for number in ids.tolist()]
