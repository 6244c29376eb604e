"""A Milvus server, or a milvus-lite file, asked so that a person is told what is wrong with it, and in time."""

from __future__ import annotations

import logging
import random
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from pathlib import Path
from typing import Any, TypeVar

import grpc
import numpy as np
import numpy.typing as npt
from pymilvus import MilvusClient
from pymilvus.exceptions import MilvusException
from pymilvus.milvus_client.index import IndexParam, IndexParams

from ..addresses import shown_address
from ..errors import MilvusFaultError, MilvusRefusedError, MilvusUnreachableError
from .layout import Layout

FloatArray = npt.NDArray[np.float32]
Row = dict[str, Any]
T = TypeVar("T")

PATIENCE = 10.0
"""Seconds that one try of a call may take."""

TRIES = 4
PAUSE = 0.25
"""Every call may be made twice, for all writing is by primary key: a try that failed for want of an answer is repeated
after up to this many seconds, twice as many each time, by chance, so that many clients do not come back at once."""

CONNECTION = {
    "grpc.initial_reconnect_backoff_ms": 100,
    "grpc.max_reconnect_backoff_ms": 1000,
    "grpc.keepalive_time_ms": 300_000,
}
"""How soon gRPC tries to connect again: of itself it waits up to two minutes, though the server is long back. And how
often it asks whether the server is there: one with gRPC's own bound of five minutes hangs up ("too_many_pings") on who
asks every ten seconds, as pymilvus does; every call has a time of its own here."""

PAGE = 1000
"""Rows that are read at once where all are wanted."""

MOST = 16_384
"""Hits of one search, at most: Milvus's own limit (`quotaAndLimits.limits.topK`)."""

AT_ONCE = 500
"""Rows written at once: with vectors of 384 numbers and their words some 3 MB, far below gRPC's limit of 64 MB."""

LOST = {grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED, grpc.StatusCode.CANCELLED}
REFUSED = {grpc.StatusCode.UNAUTHENTICATED, grpc.StatusCode.PERMISSION_DENIED}
NOT_LOADED = 101
"""Milvus's own code of a collection that is not in memory (`merr.ErrCollectionNotLoaded`)."""

NOT_ALLOWED = 1402
"""Milvus's own code of a call without the right to it (`merr.ErrPrivilegeNotPermitted`)."""

logging.getLogger("pymilvus").setLevel(logging.CRITICAL)  # it logs each try; what comes of them is said once, by us


class Milvus:
    """One database of a Milvus server. Connects when it is first asked; safe to share between threads.

    Args:
        address: "http://host:19530", with "/name" of a database other than the default one, or a path that ends in
            ".db" for milvus-lite.
        token: what the server knows the store by; kept out of every message, as is a password in the address.
    """

    def __init__(self, address: str, token: str | None = None) -> None:
        self.address = shown_address(address)
        self._uri = address
        self._token = token or ""
        self._lock = threading.Lock()
        self._opened: MilvusClient | None = None
        self._may_write: Callable[[], None] = lambda: None

    def guarded(self, may_write: Callable[[], None]) -> Milvus:
        """The same server, of which `may_write` is asked before anything is written: it raises where it may not be."""
        self._client()
        other = copy(self)
        other._may_write = may_write
        return other

    def close(self) -> None:
        """Let go of the connection."""
        with self._lock:
            if self._opened is not None:
                self._opened.close()
            self._opened = None

    def _client(self) -> MilvusClient:
        with self._lock:
            if self._opened is None:
                if self._uri.endswith(".db"):
                    Path(self._uri).expanduser().absolute().parent.mkdir(parents=True, exist_ok=True)
                self._opened = MilvusClient(uri=self._uri, token=self._token, timeout=PATIENCE, grpc_options=CONNECTION)
            return self._opened

    def _call(self, ask: Callable[[MilvusClient], T], name: str = "") -> T:
        """What comes of a call, tried again where the server does not answer.

        Args:
            ask: makes it.
            name: the collection that it needs in the server's memory: one that was let go of is loaded again.

        Raises:
            MilvusUnreachableError: it did not answer in time, however often it was asked.
            MilvusRefusedError: it does not let us in.
            MilvusFaultError: it answered that it cannot do that.
        """
        for attempt in range(TRIES):
            if attempt:
                time.sleep(random.uniform(0, PAUSE * 2**attempt))
            try:
                return ask(self._client())
            except (MilvusException, grpc.RpcError, OSError) as error:
                fault = self._named(error)
                unloaded = bool(name) and getattr(error, "code", None) == NOT_LOADED
                if attempt == TRIES - 1 or not (unloaded or isinstance(fault, MilvusUnreachableError)):
                    raise fault from error
            if unloaded:
                self._call(lambda client: client.load_collection(name, timeout=PATIENCE))
        raise AssertionError

    def _named(self, error: Exception) -> MilvusUnreachableError | MilvusRefusedError | MilvusFaultError:
        code = error.code() if isinstance(error, grpc.RpcError) else getattr(error, "code", None)
        said = str(getattr(error, "message", "") or error).splitlines()
        reason = said[0] if said else type(error).__name__
        for secret in filter(None, (self._token, self._uri if self._uri != self.address else "")):
            reason = reason.replace(secret, "…")
        if code in REFUSED or code == NOT_ALLOWED or "auth check failure" in reason:
            return MilvusRefusedError(self.address)
        if code in LOST or "etry timeout" in reason or "connecting to server" in reason:
            return MilvusUnreachableError(self.address)
        return MilvusFaultError(self.address, reason)

    def has(self, name: str) -> bool:
        """Whether there is such a collection."""
        return bool(self._call(lambda client: client.has_collection(name, timeout=PATIENCE)))

    def names(self) -> list[str]:
        """The collections there are."""
        return list(self._call(lambda client: client.list_collections(timeout=PATIENCE)))

    def create(self, name: str, layout: Layout) -> None:
        """Make a collection where there is none of that name, and have it ready to be searched; one that was left half
        made is completed."""
        self._may_write()
        schema, indexes = layout(name)
        if not self.has(name):
            try:
                self._call(
                    lambda client: client.create_collection(
                        name, schema=schema, consistency_level="Strong", timeout=PATIENCE
                    )
                )
            except MilvusFaultError:
                if not self.has(name):  # else another machine has made it just now, or this one without hearing of it
                    raise
        if len(self._indexed(name)) < len(indexes):
            for index in indexes:
                self._index(name, index)
        self._call(lambda client: client.load_collection(name, timeout=PATIENCE))

    def _index(self, name: str, index: IndexParam) -> None:
        """Have one field indexed, where it is not."""
        if self._indexed(name, index.field_name):
            return
        alone = IndexParams()
        alone.append(index)
        try:  # the index of an empty collection is there at once: pymilvus would wait half a second for it
            self._call(lambda client: client.create_index(name, alone, sync=False, timeout=PATIENCE))
        except MilvusFaultError:
            if not self._indexed(name, index.field_name):  # else it was made, and the answer was lost
                raise

    def _indexed(self, name: str, field: str = "") -> list[str]:
        """The indexes of a collection, or of one of its fields."""
        return list(self._call(lambda client: client.list_indexes(name, field, timeout=PATIENCE)))

    def drop(self, name: str) -> None:
        """Remove a collection, if it is there."""
        self._may_write()
        self._call(lambda client: client.drop_collection(name, timeout=PATIENCE))

    def rows(self, name: str, expression: str, fields: Sequence[str], limit: int | None = None) -> list[Row]:
        """The rows that fit an expression that admits few, no more than `MOST`; or any `limit` of them."""
        most = {} if limit is None else {"limit": limit}
        return list(
            self._call(
                lambda client: client.query(
                    name, filter=expression, output_fields=list(fields), timeout=PATIENCE, **most
                ),
                name,
            )
        )

    def some(self, name: str, expression: str) -> bool:
        """Whether a row of a collection whose rows have an `id` fits an expression."""
        return bool(self.rows(name, expression, ["id"], 1))

    def pages(self, name: str, expression: str, fields: Sequence[str]) -> Iterator[list[Row]]:
        """All rows that fit an expression, `PAGE` at a time."""
        iterator = self._call(
            lambda client: client.query_iterator(
                name, batch_size=PAGE, filter=expression, output_fields=list(fields), timeout=PATIENCE
            ),
            name,
        )
        try:
            while rows := self._call(lambda _: iterator.next()):
                yield [dict(row) for row in rows]
        finally:
            iterator.close()

    def search(
        self, name: str, field: str, vector: FloatArray | dict[int, float], limit: int, expression: str
    ) -> tuple[npt.NDArray[np.int64], FloatArray]:
        """Ids and scores (inner products) of the rows nearest to a vector, best first, among those that fit.

        Args:
            name: a collection whose rows have an `id`.
            field: of the vectors.
            vector: dense, float32 (d,), or sparse, weights by dimension.
            limit: how many at most.
            expression: what admits them.
        """
        (found,) = self.search_each(name, field, [vector], limit, expression)
        return found

    def search_each(
        self, name: str, field: str, vectors: Sequence[FloatArray | dict[int, float]], limit: int, expression: str
    ) -> list[tuple[npt.NDArray[np.int64], FloatArray]]:
        """The same for each of several vectors, all asked at once."""
        answers = self._call(
            lambda client: client.search(
                name,
                data=list(vectors),
                anns_field=field,
                limit=min(limit, MOST),
                filter=expression,
                output_fields=["id"],
                timeout=PATIENCE,
            ),
            name,
        )
        return [
            (
                np.array([hit["entity"]["id"] for hit in hits], np.int64),
                np.array([hit["distance"] for hit in hits], np.float32),
            )
            for hits in answers
        ]

    def put(self, name: str, rows: Iterable[Row]) -> int:
        """Write rows, each in the place of the one with its primary key; how many there were."""
        count = 0
        for batch in batched(rows, AT_ONCE):
            self._may_write()
            self._call(lambda client, batch=batch: client.upsert(name, batch, timeout=PATIENCE))  # type: ignore[misc]
            count += len(batch)
        return count

    def delete(self, name: str, expression: str) -> None:
        """Delete the rows that fit an expression."""
        self._may_write()
        self._call(lambda client: client.delete(name, filter=expression, timeout=PATIENCE), name)

    def settle(self, name: str) -> None:
        """Have what was written lie on the server's disk, and what was deleted no longer."""
        self._call(lambda client: client.flush(name, timeout=PATIENCE))
        self._call(lambda client: client.compact(name, timeout=PATIENCE))


def batched(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items, so many at a time."""
    batch: list[T] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
