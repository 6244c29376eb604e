"""How much is lacking: asked as that, and said as that, and not by a figure of what there is."""

from __future__ import annotations

import re

from ...corpus.vietnamese import fold

LACKING = "thieu"

ASKED = re.compile(
    r"\bthieu (?:bao nhieu|may)\b|\bcon (?:bao nhieu|may)\b.{0,60}\bchua\b"
    r"|\b(?:bao nhieu|may)\b.{0,60}\b(?:con thieu|chua)\b"
    r"|\b(?:lacks?|lacking|missing|shortage)\b"
)
AMOUNT = r"(?:\d[\d.,]*|\b(?:mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi)\b)"
SAID = re.compile(
    rf"\bthieu\b[^.;\d]{{0,30}}?{AMOUNT}|\bchua (?:dat|co|xong|hoan thanh|xu ly)[^.;\d]{{0,20}}?{AMOUNT}"
    rf"|{AMOUNT}[^.;\d]{{0,50}}\b(?:con thieu|bi thieu|chua (?:dat|xong|hoan thanh|duoc|co|xu ly))\b"
)
"""A figure of what lacks: "thiếu 01 công chức", "hai tiêu chí chưa đạt", folded."""


NONE = re.compile(r"\b(?:chua|khong) co (\w+ \w+)")


def asks_lack(folded: str) -> bool:
    """Whether a folded question, with "mấy" as "bao nhieu", asks how much is lacking."""
    return ASKED.search(folded) is not None


def says_lack(text: str) -> bool:
    """Whether a sentence has a figure of what is lacking."""
    return SAID.search(fold(text)) is not None


def says_none(text: str, folded: str) -> bool:
    """Whether a sentence says that there is none of what a folded question counts: "chưa có trụ nước"."""
    return any(f" {match[1]} " in f" {folded} " for match in NONE.finditer(fold(text)))
