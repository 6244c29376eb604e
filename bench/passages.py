"""What a view has, for benches that look at all of it."""

from __future__ import annotations

from tracuu.index.records import Passage
from tracuu.index.store import View


def every_passage(view: View) -> list[Passage]:
    """All passages of `view`, by id."""
    passages = (passage for record in view.reports() for passage in view.passages_of(record.id))
    return sorted(passages, key=lambda passage: passage.id)
