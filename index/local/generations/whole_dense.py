"""The vectors of a generation in the format before segments: it is read as it is until the next one is built."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import faiss
import numpy as np

from .dense_segment import DenseSegment

WHOLE = 2
"""That format."""

PASSAGES_FILE = "dense.faiss"
SENTENCES_FILE = "sentences.npy"


def open_whole(folder: Path) -> DenseSegment:
    """All its passages as one segment; what counts their tokens was not kept.

    Raises:
        RuntimeError, OSError, ValueError: a file is missing or broken.
    """
    index: Any = faiss.read_index(str(folder / PASSAGES_FILE), faiss.IO_FLAG_MMAP_IFC)
    ids = faiss.vector_to_array(index.id_map)
    sentences = np.load(folder / SENTENCES_FILE, mmap_mode="r")
    passages = np.zeros((4, len(ids)), np.int64)
    passages[0], passages[1] = ids, np.searchsorted(sentences["paragraph"], ids, side="right")
    vectors = faiss.downcast_index(index.index)
    index.own_fields = False
    return DenseSegment(
        vectors, passages, sentences["vector"], np.empty(0, np.int64), (PASSAGES_FILE, PASSAGES_FILE, SENTENCES_FILE)
    )
