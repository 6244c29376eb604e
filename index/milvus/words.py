"""The words of passages as Milvus has them: sparse vectors whose inner product is BM25, and a count of every term.

Milvus's own BM25 function is not used: its tokeniser is not ours, and milvus-lite weighs words by segment. The weight
of a word in a passage is made when the passage is written, by the mean lengths of that time; a question brings what
each word weighs now, and what is found is scored anew by the formula of all stores (`index/bm25.py`).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import blake2b

from ...corpus.vietnamese import fold
from ..bm25 import FIELDS, K1, in_fields, length_share
from ..records import Accents, context_terms
from .layout import LONGEST

DIMENSIONS = (1 << 32) - 1
"""Of a sparse vector, by Milvus's own limit; two terms of one dimension cost a candidate, never a result."""

REMEMBERED = 1 << 17
"""Dimensions that a process keeps in mind, some 30 MB: most terms of a text were there in one before."""

FORMS = "forms"
"""The field of a folded syllable's row, which lists its accented forms: some may stand nowhere any more."""

SPELLINGS: tuple[Accents, ...] = ("accented", "folded")

Terms = dict[tuple[str, str], int]
"""How often each term stands in a passage, by field and term."""


@lru_cache(REMEMBERED)
def dimension(field: str, term: str) -> int:
    """The dimension of a term in a field."""
    return int.from_bytes(blake2b(_named(field, term), digest_size=8).digest()) % DIMENSIONS


def term_key(shelf: int, field: str, term: str) -> str:
    """The primary key of a term's count on a shelf."""
    return f"{shelf}:{blake2b(_named(field, term), digest_size=16).hexdigest()}"


def _named(field: str, term: str) -> bytes:
    return f"{field}\x1f{term}".encode(errors="surrogatepass")


def weights(text: str, context: str, averages: Mapping[str, float]) -> dict[str, dict[int, float]]:
    """A passage's sparse vectors: what each of its terms scores for a word of weight 1.

    Args:
        text: the passage's.
        context: its agency and the headings above it.
        averages: mean number of "tokens", "pairs" and terms of "context".
    """
    above = context_terms(context)
    vectors: dict[str, dict[int, float]] = {}
    for accents in SPELLINGS:
        words, pairs = in_fields(text, accents)
        single, pair = FIELDS[accents]
        vector: dict[int, float] = {}
        for field, said, mean in ((single, words, "tokens"), (pair, pairs, "pairs"), ("context", above, "context")):
            length = length_share(len(said), averages[mean])
            for term, often in Counter(said).items():
                place = dimension(field, term)
                vector[place] = vector.get(place, 0.0) + (1 + K1) * often / (often + length)
        vectors[accents] = vector or {DIMENSIONS - 1: 1.0}  # a vector has one number at least; no term is here
    return vectors


def terms_of(text: str, context: str) -> set[tuple[str, str]]:
    """The terms that stand in a passage, by field and term: each counts once."""
    found: set[tuple[str, str]] = {("context", term) for term in context_terms(context)}
    for accents in SPELLINGS:
        words, pairs = in_fields(text, accents)
        single, pair = FIELDS[accents]
        found.update((single, word) for word in words)
        found.update((pair, word) for word in pairs)
    return found


def count_at(counts: str, version: int) -> int:
    """A term's count at a publication, given all that a row has of them."""
    return next((count for since, count in reversed(json.loads(counts)) if since <= version), 0)


def counts_after(counts: str, version: int, delta: int, horizon: int) -> str:
    """What a row has of a term's counts when a publication has changed it.

    Args:
        counts: pairs of a publication and the count since then, ascending, as JSON.
        version: of the publication, which may have changed it before.
        delta: by how much.
        horizon: no view is of a publication before this one.
    """
    before = [(since, count) for since, count in json.loads(counts) if since < version]
    known = before[max((place for place, (since, _) in enumerate(before) if since <= horizon), default=0) :]
    return json.dumps([*known, (version, count_at(counts, version) + delta)])


def counts_until(counts: str, version: int) -> str:
    """What a row had of a term's counts at a publication."""
    return json.dumps([one for one in json.loads(counts) if one[0] <= version])


def listed_forms(forms: Iterable[str]) -> str:
    """The forms of a folded syllable as JSON: as many as a row may hold, the shortest first."""
    kept: list[str] = []
    size = 0
    for form in sorted(forms, key=lambda form: (len(form), form)):
        size += len(json.dumps(form)) + 2
        if size > LONGEST:
            break
        kept.append(form)
    return json.dumps(kept)


def folded_form(field: str, term: str) -> str:
    """Under what a term is found as a form of a folded syllable; nothing for one that is none."""
    return fold(term) if field == FIELDS["accented"][0] else ""


def said_in(text: str, accents: Accents, phrases: Iterable[tuple[str, ...]]) -> bool:
    """Whether one of these runs of tokens stands in a text."""
    words, _ = in_fields(text, accents)
    line = f" {' '.join(words)} "
    return any(f" {' '.join(phrase)} " in line for phrase in phrases)
