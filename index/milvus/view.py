"""What one asker may see of a store on Milvus: one publication under one scope, said to Milvus as one expression."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from ...corpus.report import Report, Role
from ...corpus.vietnamese import fold
from ..corrections import Correction
from ..derived import Derived
from ..filtering import conditions
from ..local.catalog.reports import FACETS, Reports
from ..records import (
    ID_LENGTH,
    Accents,
    CitedDocument,
    EncoderRecord,
    FileRecord,
    Passage,
    RemovedReport,
    ReportRecord,
    paragraph_of,
    passage_record,
)
from ..scope import Run, Scope
from ..statistics import Places, Statistics
from ..store import BothSides, View, Vocabulary
from .client import MOST, Milvus
from .current import Current, Shelf
from .expressions import NOTHING, among, fitting, listed, not_among, published
from .fetched import SHOWN, Fetched
from .headers import Headers
from .hidden import Left
from .lexical import MilvusLexical, Shelves

Ids = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float32]
T = TypeVar("T")

FREQUENCIES = "frequencies"
"""Under what is kept of a moment how often words stand."""

Held = Counter[tuple[str, Role]]
"""How many passages of each report are seen in sections of each role."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A store at one publication.

    Attributes:
        milvus: the server.
        left: the publication, without what is out of all results.
        derived: what was worked out of it.
    """

    milvus: Milvus
    left: Left
    derived: Derived = field(default_factory=Derived)

    @property
    def current(self) -> Current:
        """The publication."""
        return self.left.current

    @property
    def headers(self) -> Headers:
        """Its reports."""
        return self.left.headers


class MilvusView:
    """A part of a publication, to which all it says is bound.

    Args:
        moment: what it looks at.
        collections: those whose reports may be seen; None for all.
        scope: how it came to what it shows.
        root: the view that the asker was given, of which this is a part; None for that one itself.
    """

    def __init__(
        self,
        moment: Moment,
        collections: frozenset[str] | None = None,
        scope: tuple[Scope, ...] = (),
        root: MilvusView | None = None,
    ) -> None:
        self._moment = moment
        self._collections = collections
        self._scope = scope
        self._of = root
        self._parts: dict[Scope, MilvusView] = {}
        self._made: list[str] = []

    @property
    def moment(self) -> tuple[object, ...]:
        """The publication, what is left out of it, and the scope."""
        return self._current.version, self._current.made, self._moment.left.without, self._scope

    @property
    def made_with(self) -> EncoderRecord:
        """The encoder whose vectors it has."""
        return self._current.encoder

    @property
    def words(self) -> Vocabulary:
        """The words of all that the asker may see, whatever the question narrows it to."""
        return self._lexical

    def derived(self, name: str, make: Callable[[View], T]) -> T:
        """What `make` gives of all that the asker may see, made once for each moment; as `View.derived`."""
        root = self._root
        kept = self._moment.derived.of(root.moment)
        if name not in kept:
            kept[name] = make(root)
        made: T = kept[name]
        return made

    def within(self, scope: Scope) -> MilvusView:
        """The part of this view that fits `scope` too; what its words weigh stays as it is here."""
        if not scope:
            return self
        if scope not in self._parts:
            collections = self._collections
            if scope.collections is not None:
                collections = scope.collections if collections is None else collections & scope.collections
            self._parts[scope] = MilvusView(self._moment, collections, (*self._scope, scope), self._root)
        return self._parts[scope]

    def let_go(self) -> None:
        """Forget what was made in memory for it and for its parts."""
        for part in self._parts.values():
            part.let_go()
        for name in self._made:
            self._moment.headers.let_go(name)
        self._made.clear()
        self._parts.clear()

    def is_empty(self) -> bool:
        """Whether there is no passage."""
        if self._is_whole:
            return self._sizes.passages == 0
        return not self._moment.milvus.some(self._passages, self._expression)

    def both_sides(
        self, vector: FloatArray, words: Sequence[str], accents: Accents, depth: int, core_depth: int
    ) -> BothSides:
        """The union of what both sides find; as `View.both_sides`."""
        nearest, _ = self._moment.milvus.search(self._passages, "dense", vector, depth, self._expression)
        matched, matched_scores = self._lexical.search(words, depth, accents, self._expression)
        ids = np.union1d(nearest, matched)
        sentences = self.sentence_cosines(vector, ids)
        best = np.array([scores.max(initial=-1.0) for scores in sentences], dtype=np.float32)
        paragraph = self._fetched.vectors(ids) @ vector
        bm25 = np.zeros(len(ids), np.float32)
        bm25[np.searchsorted(ids, matched)] = matched_scores
        others = np.setdiff1d(ids, matched, assume_unique=True)
        if len(others) and len(matched) == depth:
            bm25[np.searchsorted(ids, others)] = self._lexical.scores(words, others, accents)
        return BothSides(
            ids=ids,
            dense=np.where(best > -1.0, (paragraph + best) / 2, paragraph),
            lexical=bm25,
            sentences=sentences,
            core=np.isin(ids, np.concatenate([nearest[:core_depth], matched[:core_depth]])),
        )

    def best_by_words(self, words: Sequence[str], accents: Accents, depth: int) -> Ids:
        """Ids of the `depth` passages that the lexical side alone finds best, best first."""
        return self._lexical.search(words, depth, accents, self._expression)[0]

    def sentence_cosines(self, vector: FloatArray, ids: Ids) -> list[FloatArray]:
        """For each of these passages the cosines of its sentences, in their order."""
        return [np.asarray(said @ vector, np.float32) for said in self._fetched.sentences(ids)]

    def best_sentences(self, vectors: FloatArray, depth: int) -> FloatArray:
        """The cosine of the best sentence near each of these questions, float32 (n,); as `View.best_sentences`."""
        near = self._moment.milvus.search_each(self._passages, "dense", list(vectors), depth, self._expression)
        every = np.unique(np.concatenate([np.empty(0, np.int64), *(ids for ids, _ in near)]))
        said = dict(zip(every.tolist(), self._fetched.sentences(every), strict=True))
        best = [
            max((float((said[number] @ vector).max()) for number in ids.tolist() if len(said[number])), default=0.0)
            for vector, (ids, _) in zip(vectors, near, strict=True)
        ]
        return np.array(best, np.float32)

    def mean_cosine(self, vector: FloatArray) -> float:
        """Mean cosine of `vector` to the passages that the asker may see, of which there must be one."""
        sizes = self._root._sizes
        return float(np.array(sizes.sums) @ vector / sizes.passages)

    def standing(self, weights: Mapping[str, float], ids: Ids, accents: Accents) -> FloatArray:
        """For each of these passages the sum of the weights of those words that stand in it, float32 (n,)."""
        return self._lexical.standing(weights, ids, accents)

    def holding(self, phrase: Sequence[str], accents: Accents) -> Ids:
        """Ids, ascending, of the passages in which `phrase` stands word for word."""
        found = self._lexical.holding([phrase], accents)
        return found if self._of is None else np.array(sorted(self._seen(found.tolist())), np.int64)

    def passage_vectors(self, ids: Ids) -> FloatArray:
        """Vectors in context, float32 (n, d), L2-normalised, of these passages, which `places` gives."""
        return self._fetched.vectors(ids)

    def sentence_means(self, ids: Ids) -> FloatArray:
        """Mean of the bare sentences' vectors, float32 (n, d), of each passage; zeros where it has none."""
        said = self._fetched.sentences(ids)
        means = [vectors.mean(axis=0) if len(vectors) else np.zeros(vectors.shape[1]) for vectors in said]
        return np.array(means, np.float32).reshape(len(ids), self.made_with.dimension)

    def counts(self) -> dict[str, int]:
        """How many reports, passages, sentences and failures there are."""
        counts = self._reports.counts()
        sentences = self._sizes.sentences
        if not self._is_whole:
            pages = self._moment.milvus.pages(self._passages, self._expression, ["sentences"])
            sentences = sum(row["sentences"] for page in pages for row in page)
        return {**counts, "passages": self._held.total(), "sentences": sentences}

    def reports(self) -> list[ReportRecord]:
        """Every report of which a passage is seen, newest first, then by agency."""
        return self._reports.all()

    def report(self, report_id: str) -> ReportRecord | None:
        """The report with that id."""
        return self._reports.report(report_id)

    def full_report(self, report_id: str) -> Report | None:
        """The whole report with that id, its header with what was corrected by hand."""
        report = self._reports.without_paragraphs(report_id)
        if report is None:
            return None
        rows = self._fetched.shown(self._rows_of(report_id, self._root._expression))
        ordered = sorted(rows, key=lambda row: int(row["ordinal"]))
        return replace(report, paragraphs=tuple(map(paragraph_of, ordered)))

    def passages(self, ids: Iterable[int]) -> dict[int, Passage]:
        """The passages with these ids; one that is not seen is left out."""
        rows = list(self._fetched.rows(ids, SHOWN, self._expression))
        return {passage.id: passage for passage in self._as_passages(rows)}

    def passage(self, key: str) -> Passage | None:
        """The passage with that public id."""
        rows = self._moment.milvus.rows(self._passages, f"key in {listed([key])} and {self._expression}", SHOWN)
        return next(self._as_passages(rows), None)

    def passages_of(self, report_id: str) -> list[Passage]:
        """The passages of a report, in order."""
        rows = self._rows_of(report_id, self._expression)
        return sorted(self._as_passages(rows), key=lambda passage: passage.ordinal)

    def passages_by_report(self) -> dict[str, int]:
        """How many passages are seen of each report, by its id."""
        counted: Counter[str] = Counter()
        for (report, _), count in self._held.items():
            counted[report] += count
        return dict(counted)

    def report_of(self, ids: Iterable[int]) -> dict[int, str]:
        """For each of these passages the id of its report."""
        return {row["id"]: row["report"] for row in self._fetched.rows(ids, ["id", "report"], self._expression)}

    def roles_of(self, ids: Iterable[int]) -> dict[int, Role]:
        """For each of these passages the role of its section."""
        return {row["id"]: row["role"] for row in self._fetched.rows(ids, ["id", "role"], self._expression)}

    def same_text(self, ids: Sequence[int]) -> dict[int, list[Passage]]:
        """For each of these passages, the others that say the same to the letter."""
        hashes = {row["id"]: row["text_hash"] for row in self._fetched.rows(ids, ["id", "text_hash"], self._expression)}
        expression = f"text_hash in {listed(sorted(set(hashes.values())))} and {self._expression}"
        pages = self._moment.milvus.pages(self._passages, expression, [*SHOWN, "text_hash"]) if hashes else ()
        rows = [row for page in pages for row in page]
        said = {row["id"]: row["text_hash"] for row in rows}
        others = sorted(self._as_passages(rows), key=lambda passage: passage.id)
        return {
            number: [other for other in others if other.id != number and said[other.id] == text]
            for number, text in hashes.items()
        }

    def citations(self, wanted: Iterable[str] | None = None) -> list[CitedDocument]:
        """The documents that reports cite, most cited first; only those that one of `wanted` names, if given."""
        return self._reports.citations(wanted)

    def facets(self, *names: str) -> dict[str, Counter[str]]:
        """For each of `names`, all without any, its values and how many passages have each."""
        counted: dict[str, Counter[str]] = {name: Counter() for name in names or FACETS}
        columns = self._moment.headers.columns()
        for (report, role), count in self._held.items():
            said = {**columns[report], "role": role}
            for name, counter in counted.items():
                if said[name] is not None:
                    counter[str(said[name])] += count
        return counted

    def statistics(self) -> Statistics:
        """What there is, counted."""
        columns = self._moment.headers.columns()
        roles: Counter[tuple[int | None, Role]] = Counter()
        for (report, role), count in self._held.items():
            roles[columns[report]["year"], role] += count
        return replace(self._reports.statistics(), passages=roles.total(), roles=roles)

    def places(self) -> Places:
        """Where the passages stand that say what reports are about."""
        expression = f"topical == 1 and {self._expression}"
        found: list[tuple[int, str]] = []
        for page in self._moment.milvus.pages(self._passages, expression, ["id", "report"]):
            found.extend((row["id"], row["report"]) for row in page)
        found.sort()
        columns = self._moment.headers.columns()
        numbers: dict[str, int] = {}
        for _, report in found:
            numbers.setdefault(report, len(numbers))
        return Places(
            np.array([number for number, _ in found], np.int64),
            np.array([numbers[report] for _, report in found], np.int64),
            tuple(numbers),
            tuple(columns[report]["year"] for report in numbers),
        )

    def titled_texts(self, ids: Ids) -> dict[int, tuple[str, str]]:
        """The title of the innermost section and the text of each passage, by its id."""
        return {
            number: (passage.sections[-1].title if passage.sections else "", passage.text)
            for number, passage in self.passages(ids.tolist()).items()
        }

    def files(self) -> list[FileRecord]:
        """The files that were read; those that could not be show where all are seen."""
        return self._reports.files()

    def corrections(self, report_id: str) -> list[Correction]:
        """What was corrected by hand in a report's header, by field."""
        return self._moment.headers.catalog.corrections.of(report_id) if self.report(report_id) else []

    def removed(self) -> list[RemovedReport]:
        """The reports that were removed by hand, the last one first; none where a question narrows what is seen."""
        if any(scope.filter or scope.phrases or scope.excluded for scope in self._scope):
            return []
        return self._moment.headers.catalog.removals.all(self._collections)

    def is_removed(self, digest: str) -> bool:
        """Whether a file with that SHA-256, of a report that the asker could see, was removed by hand."""
        removals = self._moment.headers.catalog.removals
        if self._collections is None:
            return removals.is_removed(digest)
        return digest[:ID_LENGTH] in {one.id for one in removals.all(self._collections)}

    def _rows_of(self, report_id: str, expression: str) -> list[dict[str, Any]]:
        asked = f"report in {listed([report_id])} and {expression}"
        known = self._moment.headers.reports.report(report_id)
        if known is None or known.passages <= MOST:
            return self._moment.milvus.rows(self._passages, asked, SHOWN)
        pages = self._moment.milvus.pages(self._passages, asked, SHOWN)
        return [row for page in pages for row in page]

    def _as_passages(self, rows: Sequence[dict[str, Any]]) -> Iterator[Passage]:
        records: dict[str, ReportRecord | None] = {}
        for row in self._fetched.shown(rows):
            report = row["report"]
            if report not in records:
                records[report] = self._moment.headers.reports.report(report)
            record = records[report]
            if record is not None:
                yield passage_record(row, record)

    def _seen(self, ids: Iterable[int]) -> list[int]:
        """Those of `ids` that may be seen."""
        return [row["id"] for row in self._fetched.rows(ids, ["id"], self._expression)]

    @property
    def _root(self) -> MilvusView:
        return self._of or self

    @property
    def _current(self) -> Current:
        return self._moment.current

    @property
    def _passages(self) -> str:
        return self._current.collections.passages

    @property
    def _is_whole(self) -> bool:
        """Whether it shows all that stands on its shelves."""
        return not any(scope.filter or scope.phrases or scope.excluded for scope in self._scope)

    @property
    def _numbers(self) -> tuple[int, ...]:
        """The shelves that may be seen."""
        seen = self._current.seen(self._collections)
        return tuple(range(len(self._current.shelves))) if seen is None else seen

    @cached_property
    def _sizes(self) -> Shelf:
        return self._current.together(self._numbers)

    @cached_property
    def _expression(self) -> str:
        """What admits a row of passages."""
        clauses = self._admitting(self)
        for scope in self._scope:
            clauses += fitting(conditions(scope.filter, self._root._reports.distinct), self._moment.headers.citing)
            for phrase in _compared(scope.phrases, scope.accents):
                clauses.append(among(self._lexical.holding([phrase], scope.accents)))
            if scope.excluded:
                left_out = self._lexical.holding(_compared(scope.excluded, scope.accents), scope.accents)
                clauses.append(not_among(left_out))
        return " and ".join(clauses)

    @cached_property
    def _lexical(self) -> MilvusLexical:
        """The lexical side, weighed by what the asker may see."""
        if self._of is not None:
            return self._of._lexical
        shelves = Shelves(
            passages=self._current.collections.passages,
            terms=self._current.collections.terms,
            version=self._current.version,
            numbers=self._numbers,
            expression=self._base_expression,
            sizes=self._sizes,
            weighed=self._current.weighed,
            fewer=self._moment.left.fewer,
        )
        known = self._moment.derived.of(self.moment).setdefault(FREQUENCIES, {})
        return MilvusLexical(self._moment.milvus, shelves, self._fetched.texts, known)

    @property
    def _base_expression(self) -> str:
        """What admits all that the asker may see, before a question narrows it."""
        return " and ".join(self._admitting(self._root))

    def _admitting(self, part: MilvusView) -> list[str]:
        """What admits what stands in the collections of a part, and is not out of all results."""
        clauses = [published(self._current.version)]
        if self._moment.left.without:
            clauses.append(f"report not in {listed(self._moment.left.without)}")
        if part._collections is not None:
            clauses.append(f"shelf in {listed(part._numbers)}" if part._numbers else NOTHING)
        return clauses

    @cached_property
    def _fetched(self) -> Fetched:
        if self._of is not None:
            return self._of._fetched
        seen = published(self._current.version)
        return Fetched(
            self._moment.milvus, self._current.collections, self._base_expression, seen, self.made_with.dimension
        )

    @cached_property
    def _held(self) -> Held:
        if not self._is_whole:
            counted: Held = Counter()
            for page in self._moment.milvus.pages(self._passages, self._expression, ["report", "role"]):
                counted.update((row["report"], row["role"]) for row in page)
            return counted
        held = self._moment.headers.held()
        if self._collections is None:
            return held
        seen = set(self._moment.headers.catalog.collections.reports(self._collections))
        return Counter({key: count for key, count in held.items() if key[0] in seen})

    @cached_property
    def _reports(self) -> Reports:
        """What is seen, as tables to read from."""
        headers = self._moment.headers
        if self._is_whole and self._collections is None:
            return headers.reports
        if self._is_whole:
            seen = headers.catalog.collections.reports(self._collections or ())
        else:
            seen = list({report for report, _ in self._held})
        reports, name = headers.among(seen)
        self._made.append(name)
        return reports


def _compared(runs: Sequence[Run], accents: Accents) -> list[list[str]]:
    return [[fold(word) if accents == "folded" else word for word in run] for run in runs]
