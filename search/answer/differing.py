"""By how much something differs or has changed: asked as that, and said as that."""

from __future__ import annotations

import re

ASKED = re.compile(
    r"\b(?:thap|cao|nhieu|it|dong|lon|nho|ngan|dai|cham|nhanh) hon\b.{0,60}\bbao nhieu\b"
    r"|\b(?:tang|giam|vuot|hon|kem|chenh(?: lech)?|cach)(?: (?:them|di|duoc|len|xuong|nhau|toi|den))* bao nhieu\b"
)
BOUND = re.compile(r"\bkhông (?:thấp|cao|ít|nhiều|quá|kém|vượt)(?: hơn)?\b[^;,]*", re.IGNORECASE)
"""What says no more than how far something may go."""

SAID = re.compile(r"\b(?:hơn|kém|tăng|giảm|vượt|chênh|cách|bớt|thêm)\b[^;]*?\d", re.IGNORECASE)


def asks_difference(folded: str) -> bool:
    """Whether a folded question, with "mấy" as "bao nhieu", asks by how much."""
    return ASKED.search(folded) is not None


def says_difference(text: str) -> bool:
    """Whether a sentence has a figure by which something differs or has changed."""
    return SAID.search(BOUND.sub(" ", text)) is not None
