"""The lexical side: Tantivy's BM25 over our own tokens, accented and folded, single and in pairs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import tantivy

from ....corpus.vietnamese import bigrams, fold, tokens
from ...bm25 import FIELDS, weighted_terms
from ...records import Accents, context_terms
from .postings import MANAGED, read_meta

Ids = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float32]

FEW = 2000
"""Passages up to which Tantivy is told their ids; among more it is asked for what is best of all. Of 100,000 passages
that takes 3 ms for a half and 8 for 3,000, where telling them takes 59 and 15."""

WRITER_MEMORY = 64 * 1024 * 1024


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("id", stored=False, indexed=True, fast=True)
    for name in ("syllables", "folded"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in ("bigrams", "folded_bigrams"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("context", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("forms", tokenizer_name="whitespace", index_option="basic")
    return builder.build()


def build_lexical(folder: Path, passages: Iterable[tuple[int, str, str]]) -> None:
    """Write an index of (id, text, context) into `folder`, which must be empty."""
    index = tantivy.Index(_schema(), path=str(folder))
    writer = index.writer(WRITER_MEMORY, num_threads=1)
    for passage_id, text, context in passages:
        words = tokens(text)
        folded = [fold(word) for word in words]
        writer.add_document(
            tantivy.Document(
                id=passage_id,
                syllables=" ".join(words),
                bigrams=" ".join(bigrams(words)),
                folded=" ".join(folded),
                folded_bigrams=" ".join(bigrams(folded)),
                context=" ".join(context_terms(context)),
                forms=" ".join({f"{plain}|{word}" for plain, word in zip(folded, words, strict=True)}),
            )
        )
    writer.commit()
    writer.wait_merging_threads()
    (folder / MANAGED).unlink()  # nobody writes to it again


def _any_of(terms: Iterable[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])


class LexicalIndex:
    """BM25 (k1 1.2, b 0.75, Tantivy's) over syllables and their bigrams.

    Attributes:
        has_deleted: whether it holds passages that are deleted: none is found, but their words weigh.
        weighed: how many passages words are weighed by, deleted ones among them.
    """

    def __init__(self, index: tantivy.Index, segments: Sequence[Mapping[str, Any]]) -> None:
        self._schema = index.schema
        self._searcher = index.searcher()
        self.has_deleted = any(segment["deletes"] for segment in segments)
        self.weighed = sum(int(segment["max_doc"]) for segment in segments)

    @classmethod
    def open(cls, folder: Path) -> LexicalIndex:
        """The index in `folder`.

        Raises:
            OSError, ValueError, KeyError: it is missing or broken.
        """
        return cls(tantivy.Index.open(str(folder)), read_meta(folder)["segments"])

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def search(
        self, words: Sequence[str], k: int, accents: Accents = "accented", allowed: Ids | None = None
    ) -> tuple[Ids, FloatArray]:
        """Ids and BM25 scores of the `k` best passages, best first.

        Args:
            words: tokens of the query; any of them may match.
            k: how many to return at most.
            accents: whether words are compared with their accents.
            allowed: only these passages, if given.
        """
        return self.best(weighted_terms(words, accents), k, allowed)

    def best(
        self, terms: Sequence[tuple[str, str, float]], k: int, allowed: Ids | None = None
    ) -> tuple[Ids, FloatArray]:
        """The same for terms each with its field and boost."""
        query = _any_of(self._boosted(*term) for term in terms)
        if allowed is None:
            return self._run(query, k)
        if len(allowed) > FEW:
            return self._best_of_many(query, k, allowed)
        clauses = [(tantivy.Occur.Must, query), (tantivy.Occur.Must, self.among(allowed))]
        return self._run(tantivy.Query.boolean_query(clauses), k)

    def _best_of_many(self, query: tantivy.Query, k: int, allowed: Ids) -> tuple[Ids, FloatArray]:
        """The first `k` of `allowed` in the order of all: as many are taken as should have them, until they do."""
        wanted = k + k * len(self) // len(allowed)
        while True:
            ids, scores = self._run(query, wanted)
            inside = np.flatnonzero(allowed[np.minimum(np.searchsorted(allowed, ids), len(allowed) - 1)] == ids)[:k]
            if len(inside) == k or len(ids) < wanted:
                return ids[inside], scores[inside]
            wanted *= 4

    def scores(self, words: Sequence[str], ids: Ids, accents: Accents = "accented") -> FloatArray:
        """BM25 scores, float32 (n,), of the passages `ids`, few and ascending; 0 where no word stands."""
        return self._sums(self._bm25_terms(words, accents), ids)

    def standing(self, weights: Mapping[str, float], ids: Ids, accents: Accents = "accented") -> FloatArray:
        """Sum of the weights of those words that stand in each passage, float32 (n,).

        Args:
            weights: of syllables and of bigrams ("kinh_phí"), each above 0.
            ids: the passages, few and ascending.
            accents: whether words are compared with their accents.
        """
        single, pair = FIELDS[accents]
        return self._sums(
            [
                tantivy.Query.const_score_query(self._term(pair if "_" in word else single, word), weight)
                for word, weight in weights.items()
            ],
            ids,
        )

    def _bm25_terms(self, words: Sequence[str], accents: Accents) -> list[tantivy.Query]:
        return [self._boosted(field, term, boost) for field, term, boost in weighted_terms(words, accents)]

    def _boosted(self, field: str, term: str, boost: float) -> tantivy.Query:
        query = self._term(field, term)
        return query if boost == 1.0 else tantivy.Query.boost_query(query, boost)

    def _sums(self, terms: Sequence[tantivy.Query], ids: Ids) -> FloatArray:
        """What the terms that stand in each passage score together; only these few passages are looked at."""
        sums = np.zeros(len(ids), np.float32)
        if len(ids):
            # a term query for each is far faster for a few than one for the set, which walks all ids there are
            each = _any_of(tantivy.Query.term_query(self._schema, "id", number) for number in ids.tolist())
            chosen = tantivy.Query.const_score_query(each, 0.0)
            clauses = [(tantivy.Occur.Must, chosen), *((tantivy.Occur.Should, term) for term in terms)]
            found, scores = self._run(tantivy.Query.boolean_query(clauses), len(ids))
            sums[np.searchsorted(ids, found)] = scores
        return sums

    def matching(
        self, phrases: Sequence[Sequence[str]], excluded: Sequence[Sequence[str]], accents: Accents = "accented"
    ) -> Ids:
        """Ids, ascending, of the passages in which each of `phrases` stands word for word and none of `excluded`."""
        single, _ = FIELDS[accents]
        clauses = [(tantivy.Occur.Must, self._phrase(single, phrase)) for phrase in phrases]
        clauses += [(tantivy.Occur.MustNot, self._phrase(single, phrase)) for phrase in excluded]
        clauses.append((tantivy.Occur.Must, tantivy.Query.all_query()))
        return self._all(tantivy.Query.boolean_query(clauses))

    def holding(self, phrases: Sequence[Sequence[str]], accents: Accents = "accented") -> Ids:
        """Ids, ascending, of the passages in which one of `phrases` stands word for word."""
        single, _ = FIELDS[accents]
        return self._all(_any_of(self._phrase(single, phrase) for phrase in phrases))

    def _all(self, query: tantivy.Query) -> Ids:
        ids, _scores = self._run(query, max(len(self), 1))
        return np.sort(ids)

    def _run(self, query: tantivy.Query, k: int) -> tuple[Ids, FloatArray]:
        hits = self._searcher.search(query, limit=k, count=False).hits
        ids = self._searcher.fast_field_values("id", [address for _, address in hits])
        return np.array(ids, dtype=np.int64), np.array([score for score, _ in hits], dtype=np.float32)

    def _term(self, field: str, word: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, field, word, index_option="freq")

    def _phrase(self, field: str, words: Sequence[str]) -> tantivy.Query:
        if len(words) == 1:
            return self._term(field, words[0])
        return tantivy.Query.phrase_query(self._schema, field, list(words))

    def count(self, field: str, term: str, among: tantivy.Query | None) -> int:
        """In how many of the passages that `among` admits, or of all, a term stands in a field."""
        both = self._term(field, term)
        if among is not None:
            both = tantivy.Query.boolean_query([(tantivy.Occur.Must, both), (tantivy.Occur.Must, among)])
        return int(self._searcher.search(both, limit=1, count=True).count)  # type: ignore[attr-defined]

    def among(self, ids: Ids) -> tantivy.Query:
        """What admits these passages, and scores nothing."""
        return tantivy.Query.const_score_query(tantivy.Query.term_set_query(self._schema, "id", ids.tolist()), 0.0)

    def document_frequency(self, field: str, term: str) -> int:
        """In how many passages a term stands in a field, deleted ones among them."""
        return int(self._searcher.doc_freq(field, term))

    def frequency(self, word: str, accents: Accents = "accented") -> int:
        """In how many passages a syllable, or a bigram ("kinh_phí"), stands."""
        single, pair = FIELDS[accents]
        return int(self._searcher.doc_freq(pair if "_" in word else single, word))

    def under(self, term: str) -> int:
        """How many passages stand under a heading, or are of an agency, with a folded syllable or pair."""
        return int(self._searcher.doc_freq("context", term))

    def forms(self, folded: str) -> list[tuple[str, int]]:
        """The accented forms of a folded syllable, the most frequent first, with in how many passages each stands."""
        found = self._searcher.terms_with_prefix("forms", f"{folded}|")
        forms = ((term.partition("|")[2], count) for term, count in found)
        return sorted(forms, key=lambda one: (-one[1], one[0]))
