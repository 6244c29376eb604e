"""Several machines encode for one: texts wait in Milvus, whoever has the same model takes some, vectors come back.

Nobody claims anything. The machine that reads puts a batch of texts there, encodes them from the end itself, and takes
what others have written; these begin anywhere. A text that two have encoded costs its time and nothing else, for both
wrote the same vector under the hash of the same text. A helper that dies leaves its texts to the others.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from uuid import uuid4

import numpy as np
import numpy.typing as npt

from ...corpus.errors import TracuuError
from ..models.encoder import Encoder, Prompts
from ..records import text_hash
from . import layout
from .client import Milvus, Row
from .expressions import listed
from .texts import quoted

FloatArray = npt.NDArray[np.float32]

ALIVE = 30.0
"""Seconds after its last word that a helper is taken to be there."""

BEAT = 10.0
"""Seconds between two words of a helper."""

IDLE = 0.5
"""Seconds that a helper waits where there is nothing to encode."""

TAKEN = 32
"""Texts that are encoded between two looks at what others have done."""

MOST_TRIES = 3
"""How often helpers try a text that they cannot encode; after that it is left to the machine that reads."""


@dataclass(frozen=True, slots=True)
class HelpedEncoder:
    """An encoder whose passages others encode too, as long as there are any.

    Attributes:
        encoder: this machine's own.
        milvus: where the texts wait.
    """

    encoder: Encoder
    milvus: Milvus

    @property
    def name(self) -> str:
        """The encoder's name."""
        return self.encoder.name

    @property
    def dimension(self) -> int:
        """D of its vectors."""
        return self.encoder.dimension

    @property
    def prompts(self) -> Prompts:
        """What it puts before queries and passages."""
        return self.encoder.prompts

    def encode_queries(self, texts: Sequence[str]) -> FloatArray:
        """Vectors of questions, float32 (n, d), by this machine alone."""
        return self.encoder.encode_queries(texts)

    def encode_passages(self, texts: Sequence[str]) -> FloatArray:
        """Vectors of passages, float32 (n, d), L2-normalised."""
        vectors = layout.vectors_of(self.name)
        if not helpers(self.milvus, self.name):
            return self.encoder.encode_passages(texts)
        self.milvus.create(vectors, layout.vectors(self.dimension))
        by_key = {text_hash(text).hex(): text for text in texts}
        done: dict[str, FloatArray] = {}
        self._collect(by_key, done)
        waiting = {
            key: text for key, text in by_key.items() if key not in done and len(text.encode()) <= layout.LONGEST
        }
        self.milvus.put(layout.WORK, (_row(key, text, self.name) for key, text in waiting.items()))
        while left := [key for key in by_key if key not in done]:
            mine = left[-TAKEN:]
            done.update(zip(mine, self.encoder.encode_passages([by_key[key] for key in mine]), strict=True))
            self._collect([key for key in left if key not in done], done)
            self.milvus.delete(layout.WORK, f"key in {listed(key for key in left if key in done)}")
        self.milvus.delete(vectors, f"key in {listed(by_key)}")
        return np.array([done[text_hash(text).hex()] for text in texts], np.float32).reshape(len(texts), -1)

    def _collect(self, wanted: Iterable[str], done: dict[str, FloatArray]) -> None:
        """Take what others have encoded; a vector that is none is not taken."""
        for row in self.milvus.rows(layout.vectors_of(self.name), f"key in {listed(wanted)}", ["key", "dense"]):
            vector = np.asarray(row["dense"], np.float32)
            if vector.shape == (self.dimension,) and abs(float(np.linalg.norm(vector)) - 1) < UNIT:
                done[row["key"]] = vector


UNIT = 1e-3
"""How far a vector's length may be from 1: it is kept in 32 bits."""


def helpers(milvus: Milvus, encoder: str) -> int:
    """How many machines help with that encoder now."""
    if not milvus.has(layout.WORK):
        return 0
    since = int(time.time() - ALIVE)
    return len(milvus.rows(layout.WORK, f"encoder == {quoted(encoder)} and seen > {since}", ["key"]))


def help_encoding(
    milvus: Milvus,
    encoder: Encoder,
    told: Callable[[int, int], None] = lambda *_: None,
    stop: threading.Event | None = None,
) -> None:
    """Encode what waits, until `stop` is set or Ctrl-C; a server that is away is waited for.

    Args:
        milvus: where texts wait.
        encoder: only those for a store made with it are taken.
        told: told how many texts were encoded so far, and how many could not be.
        stop: ends it.
    """
    stop = stop or threading.Event()
    me, beaten, encoded, failed = f"helper {uuid4().hex}", 0.0, 0, 0
    milvus.create(layout.WORK, layout.work)
    milvus.create(layout.vectors_of(encoder.name), layout.vectors(encoder.dimension))
    while not stop.is_set():
        try:
            if time.monotonic() - beaten > BEAT or not beaten:
                milvus.put(layout.WORK, [_row(me, "", encoder.name, seen=int(time.time()))])
                beaten = time.monotonic()
            rows = _some(milvus, encoder.name)
            if not rows:
                stop.wait(IDLE)
                continue
            good, bad = _encoded(encoder, rows)
            milvus.put(layout.vectors_of(encoder.name), good)
            milvus.delete(layout.WORK, f"key in {listed(row['key'] for row in good)}")
            milvus.put(layout.WORK, ({**row, "tries": row["tries"] + 1} for row in bad))
            encoded, failed = encoded + len(good), failed + len(bad)
            told(encoded, failed)
        except TracuuError:
            stop.wait(BEAT)
    milvus.delete(layout.WORK, f"key == {quoted(me)}")


def _some(milvus: Milvus, encoder: str) -> list[Row]:
    """Some of the texts that wait, from anywhere among them."""
    wanted = f"encoder == {quoted(encoder)} and seen == 0 and tries < {MOST_TRIES}"
    start = f"{random.randrange(1 << 32):08x}"
    rows = milvus.rows(layout.WORK, f"{wanted} and key >= {quoted(start)}", ["*"], TAKEN)
    return rows or milvus.rows(layout.WORK, wanted, ["*"], TAKEN)


def _encoded(encoder: Encoder, rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """The vectors of some texts; and those that cannot be encoded, each tried alone."""
    try:
        vectors = encoder.encode_passages([row["text"] for row in rows])
        return [{"key": row["key"], "dense": vector} for row, vector in zip(rows, vectors, strict=True)], []
    except Exception:  # noqa: BLE001 - whatever a model cannot do, the others are done
        if len(rows) == 1:
            return [], list(rows)
    parts = [_encoded(encoder, [row]) for row in rows]
    return [row for good, _ in parts for row in good], [row for _, bad in parts for row in bad]


def _row(key: str, text: str, encoder: str, seen: int = 0) -> Row:
    return {"key": key, "text": text, "encoder": encoder, "tries": 0, "seen": seen, "nowhere": layout.NOWHERE}
