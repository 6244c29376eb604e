"""What a store on Milvus holds, looked at: every record, every passage against its hash, every vector."""

from __future__ import annotations

from collections import Counter

import numpy as np

from ...words import both
from ..changes import Verification
from ..records import text_hash
from . import headers
from .client import Milvus
from .current import Current
from .expressions import published
from .whole_texts import whole_texts

UNIT = 1e-3
"""How far a vector's length may be from 1: it is kept in 32 bits."""


def verify(milvus: Milvus, now: Current) -> Verification:
    """Look at all that a publication shows; nothing is changed."""
    result = Verification()
    kept = headers.read(milvus, now)
    held = kept.held()
    there = now.collections
    seen = published(now.version)
    counted: Counter[str] = Counter()
    sentences: Counter[int] = Counter()
    fields = ["id", "report", "key", "text", "parts", "text_hash", "sentences", "dense"]
    for page in milvus.pages(there.passages, seen, fields):
        texts = whole_texts(milvus, there.records, page, seen)
        for row in page:
            counted[row["report"]] += 1
            sentences[row["id"]] = row["sentences"]
            if text_hash(texts[row["id"]]).hex() != row["text_hash"]:
                result.add("report", row["key"], both("keeping.milvus_text"))
            if not _is_unit(row["dense"]):
                result.add("vector", row["key"], both("keeping.milvus_vector"))
    for page in milvus.pages(there.sentences, seen, ["id", "dense"]):
        for row in page:
            sentences[row["id"]] -= 1
            if not _is_unit(row["dense"]):
                result.add("vector", row["id"], both("keeping.milvus_vector"))
    expected: Counter[str] = Counter()
    for (report, _), count in held.items():
        expected[report] += count
    for report in expected | counted:
        if expected[report] != counted[report]:
            result.add("report", report, both("keeping.milvus_passages", there=counted[report], said=expected[report]))
    for passage, missing in sentences.items():
        if missing:
            result.add("vector", passage, both("keeping.milvus_sentences", count=missing))
    counts = kept.reports.counts()
    said_of_all = now.together(None).sentences
    result.checked = {"reports": counts["reports"], "passages": counted.total(), "sentences": said_of_all}
    return result


def _is_unit(vector: object) -> bool:
    length = float(np.linalg.norm(np.asarray(vector, np.float32)))
    return abs(length - 1) < UNIT
