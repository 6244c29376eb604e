"""What one asker may see of a local store: one generation and one snapshot of the catalog, under one scope."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, reduce
from itertools import count
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from ...corpus.report import Report, Role
from ...corpus.vietnamese import fold
from ..corrections import Correction
from ..derived import Derived
from ..records import (
    ID_LENGTH,
    Accents,
    CitedDocument,
    EncoderRecord,
    FileRecord,
    Passage,
    RemovedReport,
    ReportRecord,
)
from ..scope import Run, Scope
from ..statistics import Places, Statistics
from ..store import BothSides, View, Vocabulary
from .catalog import Catalog
from .catalog.reports import Reports, Tables
from .generations.generation import Generation
from .generations.lexical import LexicalIndex
from .generations.scoped_lexical import ScopedLexical

Ids = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float32]
T = TypeVar("T")

FREQUENCIES = "frequencies"
"""Under what is kept of a moment how often words stand."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A store at one moment: a catalog in a transaction of its own, and the generation that shows it."""

    catalog: Catalog
    generation: Generation
    version: int
    derived: Derived = field(default_factory=Derived)
    numbers: count[int] = field(default_factory=count)


class LocalView:
    """A part of a snapshot, to which all it says is bound.

    Args:
        snapshot: what it looks at.
        ids: the passages that may be seen, ascending; None for all.
        scope: how it came to these; with the snapshot, what it is of.
        root: the view that the asker was given, of which this is a part; None for that one itself.
        report_ids: where reports may be seen that have no passage, all that may be.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        ids: Ids | None,
        scope: tuple[Scope, ...] = (),
        root: LocalView | None = None,
        report_ids: Sequence[str] | None = None,
    ) -> None:
        self._snapshot = snapshot
        self._ids = ids
        self._scope = scope
        self._of = root
        self._report_ids = report_ids
        self._parts: dict[Scope, LocalView] = {}

    @property
    def moment(self) -> tuple[object, ...]:
        """The generation, the catalog's version, and the scope."""
        return self._snapshot.generation.manifest.generation, self._snapshot.version, self._scope

    @property
    def made_with(self) -> EncoderRecord:
        """The encoder whose vectors it has."""
        manifest = self._snapshot.generation.manifest
        return EncoderRecord(manifest.encoder, manifest.dimension, manifest.prompts)

    @property
    def words(self) -> Vocabulary:
        """The words of all that the asker may see, whatever the question narrows it to."""
        return self._lexical

    def derived(self, name: str, make: Callable[[View], T]) -> T:
        """What `make` gives of all that the asker may see, made once for each moment; as `View.derived`."""
        root = self._root
        kept = self._snapshot.derived.of(root.moment)
        if name not in kept:
            kept[name] = make(root)
        made: T = kept[name]
        return made

    def within(self, scope: Scope) -> LocalView:
        """The part of this view that fits `scope` too; what its words weigh stays as it is here."""
        if not scope:
            return self
        if scope not in self._parts:
            ids = self._select(scope)
            if self._ids is not None:
                ids = _both(ids, self._ids)
            self._parts[scope] = LocalView(self._snapshot, ids, (*self._scope, scope), self._root)
        return self._parts[scope]

    def let_go(self) -> None:
        """Forget the parts that it was narrowed to, which hold it in turn: what it has open is closed at once."""
        self._root._parts.clear()

    def _select(self, scope: Scope) -> Ids:
        """The passages that fit `scope`, ascending."""
        parts = []
        if scope.filter:
            selected = self._root._reports.select(scope.filter)
            assert selected is not None
            parts.append(selected)
        if scope.collections is not None:
            reports = tuple(self._snapshot.catalog.collections.reports(scope.collections))
            parts.append(self._whole.ids_of(reports))
        if scope.phrases or scope.excluded:
            phrases, excluded = (_compared(runs, scope.accents) for runs in (scope.phrases, scope.excluded))
            if phrases:
                parts.append(self._lexical.matching(phrases, excluded, scope.accents))
            else:
                parts.append(_without(self._everything, self._lexical.holding(excluded, scope.accents)))
        return reduce(_both, parts)

    @property
    def _everything(self) -> Ids:
        """The passages that the asker may see, ascending."""
        return self._generation.dense.ids if self._root._ids is None else self._root._ids

    def is_empty(self) -> bool:
        """Whether there is no passage."""
        return len(self._generation.dense if self._ids is None else self._ids) == 0

    def both_sides(
        self, vector: FloatArray, words: Sequence[str], accents: Accents, depth: int, core_depth: int
    ) -> BothSides:
        """The union of what both sides find; as `View.both_sides`."""
        dense, lexical = self._generation.dense, self._lexical
        nearest, _ = dense.search(vector, depth, self._ids)
        matched, matched_scores = lexical.search(words, depth, accents, self._ids)
        ids = np.union1d(nearest, matched)
        sentences = dense.sentence_scores(vector, ids)
        best = np.array([scores.max(initial=-1.0) for scores in sentences], dtype=np.float32)
        paragraph = dense.scores(vector, ids)
        bm25 = np.zeros(len(ids), np.float32)
        bm25[np.searchsorted(ids, matched)] = matched_scores
        others = np.setdiff1d(ids, matched, assume_unique=True)
        if len(others) and len(matched) == depth:
            bm25[np.searchsorted(ids, others)] = lexical.scores(words, others, accents)
        return BothSides(
            ids=ids,
            dense=np.where(best > -1.0, (paragraph + best) / 2, paragraph),
            lexical=bm25,
            sentences=sentences,
            core=np.isin(ids, np.concatenate([nearest[:core_depth], matched[:core_depth]])),
        )

    def best_by_words(self, words: Sequence[str], accents: Accents, depth: int) -> Ids:
        """Ids of the `depth` passages that the lexical side alone finds best, best first."""
        return self._lexical.search(words, depth, accents, self._ids)[0]

    def sentence_cosines(self, vector: FloatArray, ids: Ids) -> list[FloatArray]:
        """For each of these passages the cosines of its sentences, in their order."""
        return self._generation.dense.sentence_scores(vector, ids)

    def best_sentences(self, vectors: FloatArray, depth: int) -> FloatArray:
        """The cosine of the best sentence near each of these questions, float32 (n,); as `View.best_sentences`."""
        dense = self._generation.dense
        best = []
        for vector in vectors:
            near = dense.sentence_scores(vector, np.sort(dense.search(vector, depth, self._ids)[0]))
            best.append(max((float(scores.max()) for scores in near if len(scores)), default=0.0))
        return np.array(best, np.float32)

    def mean_cosine(self, vector: FloatArray) -> float:
        """Mean cosine of `vector` to the passages that the asker may see, of which there must be one."""
        return float(self._root._centre @ vector)

    def standing(self, weights: Mapping[str, float], ids: Ids, accents: Accents) -> FloatArray:
        """For each of these passages the sum of the weights of those words that stand in it, float32 (n,)."""
        return self._lexical.standing(weights, ids, accents)

    def holding(self, phrase: Sequence[str], accents: Accents) -> Ids:
        """Ids, ascending, of the passages in which `phrase` stands word for word."""
        found = self._lexical.matching([phrase], [], accents)
        return found if self._ids is None else _both(found, self._ids)

    def passage_vectors(self, ids: Ids) -> FloatArray:
        """Vectors in context, float32 (n, d), L2-normalised, of these passages, which `places` gives."""
        return self._generation.dense.vectors(ids)

    def sentence_means(self, ids: Ids) -> FloatArray:
        """Mean of the bare sentences' vectors, float32 (n, d), of each passage; zeros where it has none."""
        return self._generation.dense.sentence_means(ids)

    def counts(self) -> dict[str, int]:
        """How many reports, passages, sentences and failures there are."""
        return self._reports.counts()

    def reports(self) -> list[ReportRecord]:
        """Every report of which a passage is seen, newest first, then by agency."""
        return self._reports.all()

    def report(self, report_id: str) -> ReportRecord | None:
        """The report with that id."""
        return self._reports.report(report_id)

    def full_report(self, report_id: str) -> Report | None:
        """The whole report with that id, its header with what was corrected by hand."""
        return self._reports.full(report_id)

    def passages(self, ids: Iterable[int]) -> dict[int, Passage]:
        """The passages with these ids; one that is not seen is left out."""
        return self._whole.passages(self._seen(ids))

    def passage(self, key: str) -> Passage | None:
        """The passage with that public id."""
        passage = self._whole.passage(key)
        return passage if passage and self._seen([passage.id]) else None

    def passages_of(self, report_id: str) -> list[Passage]:
        """The passages of a report, in order."""
        found = self._whole.passages_of(report_id)
        seen = set(self._seen(passage.id for passage in found))
        return [passage for passage in found if passage.id in seen]

    def passages_by_report(self) -> dict[str, int]:
        """How many passages are seen of each report, by its id."""
        return self._reports.passages_by_report()

    def report_of(self, ids: Iterable[int]) -> dict[int, str]:
        """For each of these passages the id of its report."""
        return self._whole.report_of(self._seen(ids))

    def roles_of(self, ids: Iterable[int]) -> dict[int, Role]:
        """For each of these passages the role of its section."""
        return self._whole.roles_of(self._seen(ids))

    def same_text(self, ids: Sequence[int]) -> dict[int, list[Passage]]:
        """For each of these passages, the others that say the same to the letter."""
        found = self._whole.same_text(self._seen(ids))
        seen = set(self._seen({other.id for others in found.values() for other in others}))
        return {number: [other for other in others if other.id in seen] for number, others in found.items()}

    def citations(self, wanted: Iterable[str] | None = None) -> list[CitedDocument]:
        """The documents that reports cite, most cited first; only those that one of `wanted` names, if given."""
        return self._reports.citations(wanted)

    def facets(self, *names: str) -> dict[str, Counter[str]]:
        """For each of `names`, all without any, its values and how many passages have each."""
        return self._reports.facets(*names)

    def statistics(self) -> Statistics:
        """What there is, counted."""
        return self._reports.statistics()

    def places(self) -> Places:
        """Where the passages stand that say what reports are about."""
        where = self._reports.places()
        if self._generation.manifest.catalog_version == self._snapshot.version:
            return where
        shown = np.isin(where.ids, self._generation.dense.ids, assume_unique=True)
        return Places(where.ids[shown], where.reports[shown], where.report_ids, where.years)

    def titled_texts(self, ids: Ids) -> dict[int, tuple[str, str]]:
        """The title of the innermost section and the text of each passage, by its id."""
        return self._whole.titled_texts(np.array(self._seen(ids.tolist()), np.int64))

    def files(self) -> list[FileRecord]:
        """The files that were read; those that could not be show where all are seen."""
        return self._reports.files()

    def corrections(self, report_id: str) -> list[Correction]:
        """What was corrected by hand in a report's header, by field."""
        return self._snapshot.catalog.corrections.of(report_id) if self.report(report_id) else []

    def removed(self) -> list[RemovedReport]:
        """The reports that were removed by hand, the last one first; none where a question narrows what is seen."""
        if any(scope.filter or scope.phrases or scope.excluded for scope in self._scope):
            return []
        return self._snapshot.catalog.removals.all(self._collections)

    def is_removed(self, digest: str) -> bool:
        """Whether a file with that SHA-256, of a report that the asker could see, was removed by hand."""
        removals = self._snapshot.catalog.removals
        if self._collections is None:
            return removals.is_removed(digest)
        return digest[:ID_LENGTH] in {one.id for one in removals.all(self._collections)}

    @property
    def _collections(self) -> frozenset[str] | None:
        """The collections that may be seen; None for all."""
        said = [scope.collections for scope in self._scope if scope.collections is not None]
        return frozenset.intersection(*said) if said else None

    @property
    def _root(self) -> LocalView:
        return self._of or self

    @property
    def _generation(self) -> Generation:
        return self._snapshot.generation

    @property
    def _whole(self) -> Reports:
        """Everything, for what is looked up by ids that were found to be seen."""
        return self._snapshot.catalog.reports

    @cached_property
    def _lexical(self) -> LexicalIndex | ScopedLexical:
        """The lexical side, weighed by what the asker may see."""
        if self._of is not None:
            return self._of._lexical
        whole = self._generation.lexical
        if self._ids is None and not whole.has_deleted:
            return whole
        lengths = self._generation.lengths if self._ids is None else self._reports.lengths()
        known = self._snapshot.derived.of(self.moment).setdefault(FREQUENCIES, {})
        weighed, manifest = self._generation.weighed, self._generation.manifest
        if not weighed[0] and manifest.catalog_version == self._snapshot.version:  # an earlier format does not say
            weighed = self._whole.lengths()
        return ScopedLexical(whole, self._ids, lengths, self._whole.texts, weighed, known)

    @cached_property
    def _centre(self) -> FloatArray:
        dense = self._generation.dense
        if self._ids is None:
            return dense.centre
        return dense.centre_of(_both(self._ids, dense.ids))

    @cached_property
    def _reports(self) -> Reports:
        """What is seen, as tables to read from; without a scope the catalog itself, whatever the generation lacks."""
        if self._ids is None or not self._scope:
            return self._whole
        return Reports(self._snapshot.catalog.database, self._tables(self._ids))

    def _tables(self, ids: Ids) -> Tables:
        database, number = self._snapshot.catalog.database, next(self._snapshot.numbers)
        tables = Tables(*(f"seen_{name}_{number}" for name in ("reports", "paragraphs", "cited", "files")))
        database.execute(f"CREATE TEMP TABLE ids_{number} (id INTEGER PRIMARY KEY)")
        database.fill(f"INSERT INTO temp.ids_{number} VALUES (?)", ((passage,) for passage in ids.tolist()))
        database.execute(f"CREATE TEMP TABLE report_ids_{number} (id TEXT PRIMARY KEY) WITHOUT ROWID")
        source = f"SELECT DISTINCT report FROM paragraphs WHERE id IN (SELECT id FROM temp.ids_{number})"
        database.execute(f"INSERT INTO temp.report_ids_{number} {source}")
        database.fill(
            f"INSERT OR IGNORE INTO temp.report_ids_{number} VALUES (?)",
            ((report,) for report in self._report_ids or ()),
        )
        of_reports = f"SELECT id FROM temp.report_ids_{number}"
        for name, table, inside in (
            (tables.reports, "reports", f"id IN ({of_reports})"),
            (tables.paragraphs, "paragraphs", f"id IN (SELECT id FROM temp.ids_{number})"),
            (tables.cited, "cited", f"report IN ({of_reports})"),
            (tables.files, "files", f"report IN ({of_reports})"),
        ):
            database.execute(f"CREATE TEMP VIEW {name} AS SELECT * FROM main.{table} WHERE {inside}")
        return tables

    def _seen(self, ids: Iterable[int]) -> list[int]:
        """Those of `ids` that may be seen, in their order."""
        wanted = list(ids)
        if self._ids is None or not self._scope or not wanted:
            return wanted
        seen = _stand_in(np.array(wanted, np.int64), self._ids)
        return [number for number, is_seen in zip(wanted, seen.tolist(), strict=True) if is_seen]


def _stand_in(some: Ids, ids: Ids) -> npt.NDArray[np.bool_]:
    """Which of `some` stand in `ids`, ascending, of which there may be many: they are not walked."""
    if not len(ids):
        return np.zeros(len(some), np.bool_)
    return np.asarray(ids[np.minimum(np.searchsorted(ids, some), len(ids) - 1)] == some)


def _both(one: Ids, other: Ids) -> Ids:
    """The ids that stand in both, ascending as they are."""
    few, many = (one, other) if len(one) < len(other) else (other, one)
    return few[_stand_in(few, many)]


def _without(ids: Ids, left_out: Ids) -> Ids:
    """`ids` but for these, both ascending."""
    return np.delete(ids, np.searchsorted(ids, _both(ids, left_out)))


def _compared(runs: Sequence[Run], accents: Accents) -> list[list[str]]:
    return [[fold(word) if accents == "folded" else word for word in run] for run in runs]
