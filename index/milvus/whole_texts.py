"""Texts longer than a row may hold: the rest of one stands in records of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from .client import Milvus, Row
from .expressions import listed
from .layout import NOWHERE

TEXT = "text"
"""The kind of a record that is a part of a passage's text."""


def rest_of(passage: int, parts: Iterable[str]) -> Iterator[Row]:
    """The rows of what a passage's own row cannot hold."""
    for number, part in enumerate(parts):
        yield {"kind": TEXT, "key": str(passage), "digest": "", "part": number, "body": part, "nowhere": NOWHERE}


def rests(passages: Iterable[int]) -> str:
    """What admits the rest of these passages' texts."""
    return f'kind == "{TEXT}" and key in {listed(map(str, passages))}'


def whole_texts(milvus: Milvus, records: str, rows: Sequence[dict[str, Any]], seen: str) -> dict[int, str]:
    """The texts of passages, by their ids.

    Args:
        milvus: the server.
        records: the collection in which the rest of long ones stands.
        rows: of the passages.
        seen: what admits the publication.
    """
    long = [row["id"] for row in rows if row["parts"]]
    parts: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    if long:
        for row in milvus.rows(records, f"{rests(long)} and {seen}", ["key", "part", "body"]):
            parts[int(row["key"])].append((row["part"], row["body"]))
    return {row["id"]: row["text"] + "".join(part for _, part in sorted(parts[row["id"]])) for row in rows}


def text_of(milvus: Milvus, records: str, row: dict[str, Any], seen: str) -> str:
    """The text of one passage."""
    return whole_texts(milvus, records, [row], seen)[row["id"]]
