"""Encodes the questions of search/generic_questions.toml with the bundled encoder: search/generic_vectors.npz.

    python -m bench.generic

For each language an array float16 (n, d), L2-normalised, and the name of the encoder.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import numpy as np

from tracuu.index.models.encoder import BUNDLED, load_encoder

SEARCH = Path(__file__).parents[1] / "search"


def main() -> None:
    """Write the file."""
    encoder = load_encoder(BUNDLED)
    questions = tomllib.loads((SEARCH / "generic_questions.toml").read_text(encoding="utf-8"))
    vectors = {language: encoder.encode_queries(asked).astype(np.float16) for language, asked in questions.items()}
    np.savez_compressed(
        SEARCH / "generic_vectors.npz", encoder=np.array(encoder.name), vi=vectors["vi"], en=vectors["en"]
    )


if __name__ == "__main__":
    main()
