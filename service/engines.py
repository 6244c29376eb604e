"""The engine over a store that may come later; while its model is being loaded, words alone."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from concurrent.futures import Future, wait
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..corpus.errors import TracuuError
from ..index.models.encoder import BUNDLED, Encoder, Prompts, load_encoder
from ..index.records import EncoderRecord
from ..index.store import Store
from ..search import SearchEngine
from ..search.rerank import CrossEncoderReranker

log = logging.getLogger(__name__)

FloatArray = npt.NDArray[np.float32]

AT_ONCE = 0.5
"""Seconds that nobody minds waiting for a model: the bundled one is there, or has failed, long before."""


@dataclass(frozen=True, slots=True)
class NoMeaning:
    """Stands for the encoder of a store while that is being loaded: near nothing, so that only words count."""

    name: str
    dimension: int
    prompts: Prompts

    @classmethod
    def of(cls, made_with: EncoderRecord) -> NoMeaning:
        """In the place of that encoder."""
        return cls(made_with.name, made_with.dimension, made_with.prompts)

    def encode_queries(self, texts: Sequence[str]) -> FloatArray:
        """Zeros, float32 (n, d)."""
        return np.zeros((len(texts), self.dimension), np.float32)

    encode_passages = encode_queries


class Engines:
    """Gives the engine over a store, from the first call that finds something indexed. Safe to share between threads.

    Args:
        store: what is searched; it may be empty still.
        model: the encoder's name or folder.
        reranker: a cross-encoder's name or folder, if there is to be one.
        ahead: load the model at once, beside everything else; else when it is first needed.
    """

    def __init__(self, store: Store, model: str = BUNDLED, reranker: str | None = None, ahead: bool = False) -> None:
        self._store = store
        self._model = model
        self._reranker = reranker
        self._encoder: Future[Encoder] = Future()
        self._by_words: SearchEngine | None = None
        self._engine: SearchEngine | None = None
        self._lock = threading.RLock()
        self._ahead = ahead
        if ahead:
            threading.Thread(target=self._load, name="model", daemon=True).start()
            wait([self._encoder], AT_ONCE)

    def now(self) -> SearchEngine:
        """The engine that answers now; while the model is being loaded one that goes by words alone.

        Raises:
            corpus.errors.TracuuError: there is nothing to search yet, or it cannot be searched.
        """
        if not self.loading():
            return self.complete()
        with self._lock:
            if self._by_words is None:
                with self._store.view() as view:
                    stand_in = NoMeaning.of(view.made_with)
                self._by_words = SearchEngine.open_with(self._store, stand_in)
            return self._by_words

    def loading(self) -> bool:
        """Whether the model is being loaded still."""
        return self._ahead and not self._encoder.done()

    def encoder(self) -> Encoder:
        """The model, once it is loaded; raises why it cannot be."""
        if not self._ahead:
            with self._lock:
                if not self._encoder.done():
                    self._load()
        return self._encoder.result()

    def complete(self) -> SearchEngine:
        """The engine with its model, once that is loaded; raises as `now` does."""
        if self._engine is not None:
            return self._engine
        with self._store.view():
            encoder = self.encoder()
        with self._lock:
            if self._engine is None:
                reranker = CrossEncoderReranker(self._reranker) if self._reranker else None
                self._engine = SearchEngine.open_with(self._store, encoder, reranker)
                self._by_words = None
            return self._engine

    def _load(self) -> None:
        try:
            self._encoder.set_result(load_encoder(self._model))
        except Exception as error:  # noqa: BLE001  (whoever waits for the model is told)
            if self._ahead:
                log.error(error.message("en") if isinstance(error, TracuuError) else error)
            self._encoder.set_exception(error)
