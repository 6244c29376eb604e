"""Frames: what opens and closes a report names its agency, time and subject, and says nothing of them."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt

from ..corpus.report import END_MARK, SUMMING_UP
from ..corpus.vietnamese import has_accents
from ..index.records import Passage
from ..index.store import View
from .conditions import NAMING, TIMES
from .constants import FRAME_LOSS, FRAME_PASSAGES
from .function_words import OF_FRAMES
from .understanding import Understood

Ids = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float32]

REPORTING = re.compile(r"\bbáo cáo\b", re.IGNORECASE)
RESTING = re.compile(r"(?:căn cứ|thực hiện|theo)\b", re.IGNORECASE)
"""How the sentence begins that says what a report rests on."""

ANNOUNCING = "như sau"
"""What stands before the colon where a report is announced."""


def is_frame(passage: Passage) -> bool:
    """Whether a passage announces its report ("Căn cứ …, … báo cáo như sau:") or ends it ("Trên đây là báo cáo …")."""
    text = passage.text
    if SUMMING_UP.match(text):
        return True
    if not REPORTING.search(text):
        return False
    opens = RESTING.match(text) or text.rstrip(" :.").lower().endswith(ANNOUNCING)
    return text.endswith(END_MARK) or (not passage.sections and bool(opens))


def without_echo(scores: FloatArray, ids: Ids, asked: Understood, view: View) -> FloatArray:
    """`scores`, float32 (n,), of the passages `ids`, less `FRAME_LOSS` for frames where agency or time are named.

    A frame has every word of "Sở TTTT An Giao xin bao nhiêu tiền năm 2019?" but those that are asked about. It loses
    nothing where frames are asked for: their role, the documents that a report rests on, how it begins or ends.
    """
    names = any(one.field in (*NAMING, *TIMES) and one.op == "=" for one in asked.said.read)
    if not names or any(OF_FRAMES.marks(asked.query.words, has_accents(asked.query.text))):
        return scores
    wanted = {role for one in asked.said.favoured for role in one.filter.roles}
    best = np.lexsort((ids, -scores))[:FRAME_PASSAGES]
    read = view.passages(ids[best].tolist())
    less = scores.copy()
    for place in best.tolist():
        passage = read.get(int(ids[place]))
        if passage and passage.role not in wanted and is_frame(passage):
            less[place] -= FRAME_LOSS
    return less
