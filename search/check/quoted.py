"""What a draft quotes as its readers print it: words left out, the first letter in another case, who is said to say it.

A quotation that stands in a source but for these is put as the source has it, so that it can be held to the letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ...corpus.vietnamese import tokens
from ...words import Bilingual, both
from ..claims.verdict import QUOTE
from ..claims.vocabulary import NEGATIONS
from ..constants import DRAFT_QUOTED_SYLLABLES

ELLIPSIS = re.compile(r"[\[(]\s*(?:…|\.{3,4})\s*[\])]|…|\.{3,4}")
SAYINGS = r"(?:nhận định|đánh giá|nhận xét|kết luận|phản ánh|khẳng định|thừa nhận|ý kiến|lời)"
SAID_OF = re.compile(
    rf"^\s*(?P<quote>\"[^\"]*\")\s*,?\s*(?:chính )?là (?:những )?{SAYINGS} của (?P<who>[^,.;:\"]+)", re.IGNORECASE
)
ACCORDING_TO = re.compile(rf"^\s*theo {SAYINGS} của (?P<who>[^,:\"]+?)\s*[,:]?\s*(?=\")", re.IGNORECASE)
LEADING_IN = re.compile(rf"(?<!\w)(?:{SAYINGS}|cho rằng)(?: (?:rằng|là))?\s*:?\s*(?=\")", re.IGNORECASE)
"""A noun or a verb of saying before a quotation, which claims nothing besides."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """What a draft says, its quotations as a source has them.

    Attributes:
        claim: it.
        left_out: what is said of those of which something was left out.
    """

    claim: str
    left_out: tuple[Bilingual, ...] = ()


def as_in_source(claim: str, texts: Sequence[str]) -> Quoted:
    """`claim` with its quotations as one of `texts` has them, where they differ by nothing that a reader would mind.

    Args:
        claim: on one line, with plain quotation marks.
        texts: of the passages cited, likewise.
    """
    said: list[Bilingual] = []

    def put(match: re.Match[str]) -> str:
        quote = (match[1] or match[2] or "").strip()
        if any(quote.rstrip(".,;…") in text for text in texts):
            return match[0]
        parts = [part.strip(" .,;:") for part in ELLIPSIS.split(quote)]
        parts = [part for part in parts if tokens(part)]
        if len(parts) > 1 and any(len(tokens(part)) < DRAFT_QUOTED_SYLLABLES for part in parts):
            return match[0]
        found = next((spans for spans in (_standing(parts, text) for text in texts) if spans), None)
        if not found:
            return match[0]
        text, spans = found
        said.extend(_told(text[end:start] for (_, end), (start, _) in pairwise(spans)))
        return " ".join(f'"{text[start:end]}"' for start, end in spans)

    return Quoted(QUOTE.sub(put, led_in(claim)), tuple(dict.fromkeys(said)))


def led_in(claim: str) -> str:
    """`claim` with "nêu" for whatever else says that a quotation is somebody's: "… là nhận định của phường"."""
    claim = SAID_OF.sub(lambda match: f"{match['who'].strip()} nêu: {match['quote']}", claim)
    claim = ACCORDING_TO.sub(lambda match: f"{match['who']} nêu: ", claim)
    return LEADING_IN.sub("nêu: ", claim)


def _standing(parts: Sequence[str], text: str) -> tuple[str, list[tuple[int, int]]] | None:
    """Where the parts of a quotation stand in `text`, in their order; the first letter of each in either case."""
    spans: list[tuple[int, int]] = []
    at = 0
    for part in parts:
        starts = [
            match.start()
            for way in dict.fromkeys((part, part[:1].swapcase() + part[1:]))
            if (match := re.compile(rf"(?<!\w){re.escape(way)}(?!\w)").search(text, at))
        ]
        if not starts:
            return None
        at = min(starts) + len(part)
        spans.append((min(starts), at))
    return (text, spans) if spans else None


def _told(gaps: Iterable[str]) -> Iterator[Bilingual]:
    """What is said of what was left out: whether it turns what is quoted."""
    for gap in gaps:
        words = tokens(gap)
        turning = not NEGATIONS.isdisjoint(words) or any(word[0].isnumeric() for word in words)
        if words:
            left = gap.strip(" .,;:")
            yield both("check.left_out_turning", text=left) if turning else both("check.left_out", text=left)
