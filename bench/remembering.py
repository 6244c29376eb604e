"""An encoder for benches that ask the same questions again and again."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tracuu.index.models.encoder import Encoder, FloatArray


class Remembering:
    """An encoder that encodes no text twice."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[tuple[str, str], FloatArray] = {}
        self.name, self.dimension, self.prompts = encoder.name, encoder.dimension, encoder.prompts

    def encode_queries(self, texts: Sequence[str]) -> FloatArray:
        """As the encoder's own."""
        return self._encode("query", texts)

    def encode_passages(self, texts: Sequence[str]) -> FloatArray:
        """As the encoder's own."""
        return self._encode("passage", texts)

    def _encode(self, kind: str, texts: Sequence[str]) -> FloatArray:
        new = list(dict.fromkeys(text for text in texts if (kind, text) not in self._known))
        encode = self._encoder.encode_queries if kind == "query" else self._encoder.encode_passages
        if new:
            self._known |= {(kind, text): vector for text, vector in zip(new, encode(new), strict=True)}
        return np.stack([self._known[kind, text] for text in texts])
