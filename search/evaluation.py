"""How well the engine that everyone searches with does on judged queries, and whether one setting beats another."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import ir_measures
from ir_measures import RR, Measure, Qrel, R, ScoredDoc, nDCG

from ..index.changes import Progress
from ..index.models.encoder import Encoder
from ..index.opening import open_store
from ..index.records import Passage
from ..words import both
from .constants import JUDGED_DEPTH, RESAMPLES
from .engine import SearchEngine
from .errors import EmptyQueryError, JudgedSetError
from .judged import NOT_RETRIEVAL, read_documents, read_judged, read_qrels, read_queries
from .rerank import Reranker
from .understanding import understand

MEASURES: tuple[Measure, ...] = (nDCG @ 10, R @ 10, R @ 100, RR @ 10)

Run = dict[str, list[tuple[str, float]]]
"""For each query the documents found, best first, with falling scores."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What was measured over the judged queries.

    Attributes:
        measures: the mean of each measure.
        by_query: for each query the value of each measure.
        by_type: for each type of query its mean of each measure; empty where the set knows no types.
        missed: for each query the relevant documents that are not in the first ten.
        run: for each query the documents found, best first, with falling scores.
        queries: how many queries were judged.
        passages: how many passages were searched.
    """

    measures: dict[str, float]
    by_query: dict[str, dict[str, float]]
    by_type: dict[str, dict[str, float]]
    missed: dict[str, list[str]]
    run: Run = field(repr=False)
    queries: int
    passages: int

    def to_json(self) -> dict[str, Any]:
        """All but the run."""
        return {
            **self.measures,
            "queries": self.queries,
            "passages": self.passages,
            "by_type": self.by_type,
            "by_query": self.by_query,
            "missed": self.missed,
        }

    def trec_run(self, name: str = "tracuu") -> Iterator[str]:
        """The lines of the run as trec_eval reads it: query, "Q0", document, rank, score, name."""
        for query, found in self.run.items():
            for rank, (document, score) in enumerate(found, 1):
                yield f"{query} Q0 {document.replace(' ', '_')} {rank} {score:.4f} {name}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """One measure of two runs over the same queries.

    Attributes:
        measure: its name.
        here: the mean of this run.
        there: the mean of the other.
        better: how many queries this run does better on.
        worse: how many it does worse on.
        p: two-sided, paired randomisation test (Smucker, Allan, Carterette 2007): how often chance alone, giving each
            query's two values to the runs in either order, parts the means as far.
    """

    measure: str
    here: float
    there: float
    better: int
    worse: int
    p: float


@dataclass(frozen=True, slots=True)
class JudgedSet:
    """An engine over a judged corpus, its queries by id with their types, and the name each passage is judged by."""

    engine: SearchEngine
    queries: Mapping[str, str]
    types: Mapping[str, str]
    qrels: list[Qrel]
    name_of: Callable[[Passage], str]


def evaluate(
    judged: Path, encoder: Encoder, progress: Progress = lambda *_: None, reports: Path | None = None
) -> Evaluation:
    """Index a judged set's corpus into a temporary store and ask it the set's queries.

    Args:
        judged: a BEIR folder; or, with `reports`, a file of queries in the project's own format.
        encoder: what to index with.
        progress: told how far each stage is.
        reports: the folder of reports that the file's queries are judged on.

    Raises:
        JudgedSetError: a file is missing or is not as its format has it.
    """
    with tempfile.TemporaryDirectory(prefix="tracuu-eval-") as temporary:
        data = Path(temporary)
        with (
            open_reports(judged, reports, data, encoder, progress)
            if reports
            else open_beir(judged, data, encoder, progress)
        ) as judged_set:
            run: Run = {}
            for done, (query, text) in enumerate(judged_set.queries.items()):
                progress("search", done, len(judged_set.queries))
                run[query] = list(ranked(judged_set, text))
            progress("search", len(judged_set.queries), len(judged_set.queries))
            return measure(judged_set, run)


@contextmanager
def open_beir(
    folder: Path, data: Path, encoder: Encoder, progress: Progress = lambda *_: None, reranker: Reranker | None = None
) -> Iterator[JudgedSet]:
    """A BEIR folder, indexed into the empty folder `data`."""
    qrels = read_qrels(folder)
    asked = {qrel.query_id for qrel in qrels}
    queries = {query: text for query, text in read_queries(folder).items() if query in asked}
    store = open_store(data)
    store.take_in(read_documents(folder), encoder, progress)
    engine = SearchEngine.open_with(store, encoder, reranker)
    try:
        yield JudgedSet(engine, queries, {}, qrels, lambda passage: passage.report.file)
    finally:
        engine.close()


@contextmanager
def open_reports(
    file: Path,
    reports: Path,
    data: Path,
    encoder: Encoder,
    progress: Progress = lambda *_: None,
    reranker: Reranker | None = None,
) -> Iterator[JudgedSet]:
    """The queries of `file`, judged on the reports of a folder, which are indexed into the empty folder `data`."""
    judged = [query for query in read_judged(file) if query.stretches and query.type not in NOT_RETRIEVAL]
    store = open_store(data)
    store.sync([reports], encoder, progress=progress)
    engine = SearchEngine.open_with(store, encoder, reranker)
    try:
        with engine.view() as view:
            passages = [passage for record in view.reports() for passage in view.passages_of(record.id)]
        qrels = [Qrel(query.id, key, gain) for query in judged for key, gain in query.gains(passages).items()]
        nowhere = {query.id for query in judged} - {qrel.query_id for qrel in qrels}
        if nowhere:
            listed = ", ".join(sorted(nowhere))
            raise JudgedSetError(both("errors.judged_nowhere", listed=listed))
        queries = {query.id: query.text for query in judged}
        yield JudgedSet(engine, queries, {q.id: q.type for q in judged}, qrels, lambda passage: passage.key)
    finally:
        engine.close()


def ranked(
    judged: JudgedSet, question: str, k: int = JUDGED_DEPTH, as_typed: bool = False
) -> Iterator[tuple[str, float]]:
    """The first `k` that are found, with falling scores, a passage that says the same to the letter right behind."""
    with judged.engine.view() as view:
        try:
            hits = judged.engine.find(view, understand(view, question, as_typed=as_typed), k).hits
        except EmptyQueryError:
            return
        passages = [
            passage
            for hit in hits
            for passage in (hit.passage, *(view.passage(key) for key, _ in hit.also_in))
            if passage
        ]
    for place, name in enumerate(dict.fromkeys(map(judged.name_of, passages))):
        yield name, float(-place)


def measure(judged: JudgedSet, run: Run) -> Evaluation:
    """How good a run over the set's queries is."""
    with judged.engine.view() as view:
        passages = view.counts()["passages"]
    scored = [ScoredDoc(query, name, score) for query, found in run.items() for name, score in found]
    by_query: dict[str, dict[str, float]] = {query: {str(m): 0.0 for m in MEASURES} for query in judged.queries}
    for metric in ir_measures.iter_calc(MEASURES, judged.qrels, scored):
        by_query[metric.query_id][str(metric.measure)] = float(metric.value)
    types: dict[str, list[dict[str, float]]] = defaultdict(list)
    for query, kind in judged.types.items():
        types[kind].append(by_query[query])
    missed = {
        query: [
            qrel.doc_id
            for qrel in judged.qrels
            if qrel.query_id == query and qrel.relevance > 0 and qrel.doc_id not in [name for name, _ in found[:10]]
        ]
        for query, found in run.items()
    }
    return Evaluation(
        _means(list(by_query.values())),
        by_query,
        {kind: _means(values) for kind, values in types.items()},
        {query: documents for query, documents in missed.items() if documents},
        run,
        len(judged.queries),
        passages,
    )


def _means(values: list[dict[str, float]]) -> dict[str, float]:
    return {str(m): sum(value[str(m)] for value in values) / max(1, len(values)) for m in MEASURES}


def compare(here: Mapping[str, Mapping[str, float]], there: Mapping[str, Mapping[str, float]]) -> list[Comparison]:
    """Two runs' `by_query` over the queries that both have, measure by measure.

    Raises:
        JudgedSetError: they share no query.
    """
    import numpy as np  # noqa: PLC0415 - with SciPy, for this alone
    from scipy.stats import permutation_test  # noqa: PLC0415

    queries = [query for query in here if query in there]
    if not queries:
        raise JudgedSetError(both("errors.judged_nothing_shared"))
    comparisons = []
    for measure in map(str, MEASURES):
        a = np.array([here[query][measure] for query in queries])
        b = np.array([there[query][measure] for query in queries])
        p = 1.0
        if np.any(a != b):
            test = permutation_test(
                (a, b),
                lambda x, y, axis: np.mean(x - y, axis=axis),
                permutation_type="samples",
                n_resamples=RESAMPLES,
                vectorized=True,
                rng=np.random.default_rng(0),
            )
            p = float(test.pvalue)
        comparisons.append(
            Comparison(measure, float(a.mean()), float(b.mean()), int((a > b).sum()), int((a < b).sum()), p)
        )
    return comparisons
