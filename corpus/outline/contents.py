"""The table of contents (mục lục) of a report, which says what its outline says and is no part of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..blocks import Block

HEADING = re.compile(r"(?:bảng\s+)?mục\s+lục\s*:?", re.IGNORECASE)
LEADER = re.compile(r"\S.*?(?:\s?[.…_·]){3,}\s*(?P<page>\d{1,4})")
"""An entry whose title dots lead to its page."""

PAGED = re.compile(r"[^\W\d_].*\s(?:trang\s+)?(?P<page>\d{1,4})", re.IGNORECASE)
"""One whose tab reading has made a blank."""

LEAST_ENTRIES = 3
"""Entries with leaders in a row that are a table of contents without a heading too."""

LONGEST_ENTRY = 200
WRAPPED = 2
"""Lines at most that an entry takes before the one with its page."""


def without_contents(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """`blocks` without the lines of a table of contents."""
    lines = [line for block in blocks for line in block.lines]
    dropped = _contents(lines)
    if not dropped:
        return tuple(blocks)
    kept: list[Block] = []
    at = 0
    for block in blocks:
        left = tuple(line for place, line in enumerate(block.lines, at) if place not in dropped)
        at += len(block.lines)
        if left:
            kept.append(block if len(left) == len(block.lines) else replace(block, lines=left))
    return tuple(kept)


def _contents(lines: list[str]) -> set[int]:
    found: set[int] = set()
    at = 0
    while at < len(lines):
        headed = HEADING.fullmatch(lines[at]) is not None
        end = _entries_end(lines, at + 1 if headed else at, LEADER if not headed else None)
        entries = end - at - headed
        if entries >= (1 if headed else LEAST_ENTRIES):
            found.update(range(at, end))
        at = max(end, at + 1)
    return found


def _entries_end(lines: list[str], start: int, only: re.Pattern[str] | None) -> int:
    """Where the entries that begin at `start` end: their pages count on, and a title may take more than one line."""
    end, page, open_lines = start, 0, 0
    for at in range(start, len(lines)):
        line = lines[at]
        if len(line) > LONGEST_ENTRY:
            break
        paged = line[-1:].isdigit()
        entry = (LEADER.fullmatch(line) or (None if only else PAGED.fullmatch(line))) if paged else None
        if entry and int(entry["page"]) >= page:
            end, page, open_lines = at + 1, int(entry["page"]), 0
        elif only is None and open_lines < WRAPPED and end > start:
            open_lines += 1
        else:
            break
    return end
