"""Another model tried on a judged set, beside the bundled one: what it finds, and what it costs.

Each is tried in a process of its own, so that the memory is its own.
"""

from __future__ import annotations

import multiprocessing
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ..corpus.errors import TracuuError
from ..index.models.encoder import load_encoder
from .constants import TRIAL_PASSAGES
from .errors import TrialEndedError
from .evaluation import Evaluation, measure, open_beir, open_reports, ranked
from .rerank import CrossEncoderReranker


@dataclass(frozen=True, slots=True)
class Judged:
    """A judged set on disk: a BEIR folder, or a file of queries with the reports that they are judged on."""

    set: Path
    reports: Path | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of one model.

    Attributes:
        model: of the encoder, as it was asked for.
        reranker: of the cross-encoder behind it; None without one.
        evaluation: what it finds.
        dimension: numbers in a vector.
        passages_per_second: how fast passages are encoded, one after the other in a batch.
        question_ms: milliseconds from a question to its passages, in the mean.
        memory_mb: the most memory that the process had, in MB; None where the system does not tell.
    """

    model: str
    reranker: str | None
    evaluation: Evaluation
    dimension: int
    passages_per_second: float
    question_ms: float
    memory_mb: float | None

    def to_json(self) -> dict[str, Any]:
        """All of it, but for the run."""
        return asdict(self) | {"evaluation": self.evaluation.to_json()}


def try_models(judged: Judged, wanted: Sequence[tuple[str, str | None]]) -> list[Trial]:
    """A trial of each encoder and reranker, one after the other.

    Raises:
        TrialEndedError: the process of a trial was ended.
        TracuuError: the set is not as its format has it, or a model is not there or cannot be loaded.
    """
    trials = []
    for model, reranker in wanted:
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
            try:
                trial = pool.submit(_tried, judged, model, reranker).result()
            except BrokenProcessPool as fault:
                raise TrialEndedError(reranker or model) from fault
        if isinstance(trial, Trial):
            trials.append(trial)
        else:
            raise TracuuError.remade(*trial)
    return trials


def _tried(judged: Judged, model: str, reranker: str | None) -> Trial | tuple[str, str]:
    """The trial, or its fault in both languages: an exception with fields of its own does not travel."""
    try:
        return _trial(judged, model, reranker)
    except TracuuError as fault:
        return fault.vi, fault.en


def _trial(judged: Judged, model: str, reranker: str | None) -> Trial:
    encoder = load_encoder(model)
    second = CrossEncoderReranker(reranker) if reranker else None
    with tempfile.TemporaryDirectory(prefix="tracuu-try-") as data, ExitStack() as open_:
        if judged.reports:
            asked = open_.enter_context(open_reports(judged.set, judged.reports, Path(data), encoder, reranker=second))
        else:
            asked = open_.enter_context(open_beir(judged.set, Path(data), encoder, reranker=second))
        with asked.engine.view() as view:
            texts = [passage.text for record in view.reports() for passage in view.passages_of(record.id)]
        sample = texts[:TRIAL_PASSAGES]
        started = time.perf_counter()
        encoder.encode_passages(sample)
        per_second = len(sample) / (time.perf_counter() - started)
        for question in list(asked.queries.values())[:1]:  # a model that is loaded by the first question
            list(ranked(asked, question))
        started = time.perf_counter()
        run = {query: list(ranked(asked, question)) for query, question in asked.queries.items()}
        each = (time.perf_counter() - started) * 1000 / max(1, len(run))
        return Trial(model, reranker, measure(asked, run), encoder.dimension, per_second, each, _peak_memory())


def _peak_memory() -> float | None:
    if sys.platform == "win32":
        return None
    import resource  # noqa: PLC0415 - not there on Windows

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
