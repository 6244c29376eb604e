"""A second reading of the best passages: a cross-encoder reads question and passage together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from ..corpus.errors import TracuuError
from ..index.errors import ModelNotFoundError
from ..index.models.encoder import model_folder, one_line
from ..words import Bilingual, both
from .constants import RERANKER_WEIGHT, RERANKER_WINDOW
from .fusion import convex

FloatArray = npt.NDArray[np.float32]


class RerankerUnavailableError(TracuuError):
    """The cross-encoder that was asked for is not there or cannot be loaded.

    Args:
        model: what was asked for, as it was typed.
        reason: why not.
    """

    def __init__(self, model: str, reason: str | Bilingual) -> None:
        super().__init__(model=model, reason=reason)
        self.model = model


class Reranker(Protocol):
    """Tells how well passages answer a question."""

    def scores(self, question: str, passages: Sequence[str]) -> FloatArray:
        """One score for each of `passages`, float32 (n,), higher for better; comparable for one question only."""


class CrossEncoderReranker:
    """A Sentence Transformers CrossEncoder, from a folder or from the hub; loaded when it is first asked.

    Args:
        model: a folder, or an id on the hub ("BAAI/bge-reranker-v2-m3").
    """

    def __init__(self, model: str) -> None:
        self._model = model
        self._loaded: Any = None

    def scores(self, question: str, passages: Sequence[str]) -> FloatArray:
        """One score for each of `passages`, float32 (n,).

        Raises:
            RerankerUnavailableError: the model is not there, cannot be loaded, or gives more than one score a pair.
        """
        if self._loaded is None:
            self._loaded = self._load()
        if not passages:
            return np.empty(0, np.float32)
        pairs = [(question, passage) for passage in passages]
        return np.asarray(self._loaded.predict(pairs, show_progress_bar=False), dtype=np.float32)

    def _load(self) -> Any:
        try:
            from safetensors import SafetensorError  # noqa: PLC0415  (seconds of imports)
            from sentence_transformers import CrossEncoder  # noqa: PLC0415
        except ImportError as fault:
            raise RerankerUnavailableError(self._model, one_line(fault)) from fault
        try:
            folder = model_folder(self._model)
        except ModelNotFoundError as fault:
            raise RerankerUnavailableError(self._model, both("errors.no_model_there")) from fault
        try:
            loaded = CrossEncoder(str(folder or self._model), local_files_only=folder is not None)
        except (OSError, ValueError, RuntimeError, KeyError, ImportError, AssertionError, SafetensorError) as fault:
            raise RerankerUnavailableError(self._model, one_line(fault)) from fault
        if loaded.num_labels != 1:
            raise RerankerUnavailableError(self._model, both("errors.scores_a_pair", n=loaded.num_labels))
        return loaded


def window(text: str, best: tuple[int, int]) -> str:
    """At most `RERANKER_WINDOW` characters of `text` about its sentence `best`, [start, end)."""
    start = max(0, min((best[0] + best[1] - RERANKER_WINDOW) // 2, len(text) - RERANKER_WINDOW))
    return text[start : start + RERANKER_WINDOW]


def reranked(first: FloatArray, second: FloatArray) -> FloatArray:
    """New scores, float32 (n,) in 0..1, of passages in the order of their falling scores `first`.

    Args:
        first: the ranking's, float32 (n,), falling, in 0..1.
        second: the reranker's, float32 (m,), of the first m; they stay before the others.
    """
    best = 0.5 + convex(second, first[: len(second)], RERANKER_WEIGHT) / 2
    return np.concatenate([best, first[len(second) :] / 2])
