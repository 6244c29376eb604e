"""The engine over a store that may come later, with a model that is being loaded: until it is there, words alone."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from concurrent.futures import Future, wait
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from tracuu.corpus.errors import TracuuError
from tracuu.index.local.generations.current_generation import current_folder
from tracuu.index.local.generations.manifest import Manifest
from tracuu.index.local.paths import MANIFEST
from tracuu.index.models.encoder import Encoder, Prompts, load_encoder
from tracuu.search import SearchEngine
from tracuu.search.rerank import CrossEncoderReranker

log = logging.getLogger(__name__)

FloatArray = npt.NDArray[np.float32]

AT_ONCE = 0.5
"""Seconds that nobody minds waiting for a model: the bundled one is there, or has failed, long before."""


@dataclass(frozen=True, slots=True)
class NoMeaning:
    """Stands for the encoder of a generation while that is being loaded: near nothing, so that only words count."""

    name: str
    dimension: int
    prompts: Prompts

    @classmethod
    def of(cls, data: Path) -> NoMeaning:
        """In the place of the encoder that the current generation of `data` was made with; raises as that does."""
        manifest = Manifest.read(current_folder(data) / MANIFEST)
        return cls(manifest.encoder, manifest.dimension, manifest.prompts)

    def encode_queries(self, texts: Sequence[str]) -> FloatArray:
        """Zeros, float32 (n, d)."""
        return np.zeros((len(texts), self.dimension), np.float32)

    encode_passages = encode_queries


class LateEngine:
    """Opens the engine over a data folder at the first call that finds something indexed, and keeps it."""

    def __init__(self, data: Path, model: str, reranker: str | None = None) -> None:
        self._data = data
        self._model = model
        self._reranker = reranker
        self._encoder: Future[Encoder] = Future()
        self._by_words: SearchEngine | None = None
        self._engine: SearchEngine | None = None
        self._lock = threading.Lock()
        threading.Thread(target=self._load, name="model", daemon=True).start()
        wait([self._encoder], AT_ONCE)

    def __call__(self) -> SearchEngine:
        """The engine that answers now; while the model is being loaded one that goes by words alone.

        Raises:
            corpus.errors.TracuuError: there is nothing to search yet, or it cannot be searched.
        """
        if not self.loading():
            return self.complete()
        with self._lock:
            self._by_words = self._by_words or SearchEngine.open_with(self._data, NoMeaning.of(self._data))
            return self._by_words

    def loading(self) -> bool:
        """Whether the model is being loaded still."""
        return not self._encoder.done()

    def encoder(self) -> Encoder:
        """The model, once it is loaded; raises why it cannot be."""
        return self._encoder.result()

    def complete(self) -> SearchEngine:
        """The engine with its model, once that is loaded; raises as a call does."""
        if self._engine is not None:
            return self._engine
        current_folder(self._data)
        encoder = self.encoder()
        with self._lock:
            if self._engine is None:
                reranker = CrossEncoderReranker(self._reranker) if self._reranker else None
                self._engine = SearchEngine.open_with(self._data, encoder, reranker)
                self._by_words = None
            return self._engine

    def _load(self) -> None:
        try:
            self._encoder.set_result(load_encoder(self._model))
        except Exception as error:  # noqa: BLE001  (whoever waits for the model is told)
            log.error(error.message("en") if isinstance(error, TracuuError) else error)
            self._encoder.set_exception(error)
