"""Fits the logits of search/constants.py to an encoder, and draws how far its probabilities can be believed.

    python -m bench.calibrate BEIR_FOLDER QUERIES.jsonl REPORTS [--model NAME] [--keep FOLDER] [--picture FILE.svg]

Four corpora: a BEIR folder (XQuAD-vi), reports with judged queries, the samples, and the district's (tests/district).
A corpus answers its judged queries; it does not answer them once the passages judged relevant are taken away
("gone"), nor those of another corpus ("cross"), nor those judged to have no answer there, nor the questions in
bench/questions.toml ("near", "far"), of which the district's may answer some and is asked none, nor the near ones
when they are asked of its own agencies ("named"), nor what it answers of a year that these do not speak of
("untimely"). In each corpus answered and unanswered questions weigh the same, and each kind of unanswered ones as
`KINDS` says. Prints the fit, and with corpora held out (fitted on the others) and questions held out (five folds) its
figures; at the end the rows for search/constants.py, which a line in `CALIBRATIONS` of search/confidence.py makes the
encoder's own. What is fitted from words alone is nearly the same for every encoder.
"""

from __future__ import annotations

import argparse
import math
import tempfile
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold

from bench.passages import every_passage
from bench.reliability import bins, picture
from tracuu.corpus.vietnamese import fold, has_accents
from tracuu.index.local.paths import CURRENT
from tracuu.index.models.encoder import BUNDLED, Encoder, load_encoder
from tracuu.index.opening import open_store
from tracuu.index.records import Filter
from tracuu.search.conditions import NAMING, fitting
from tracuu.search.confidence_features import Features
from tracuu.search.constants import ANSWERED_LOGIT, WORDS_LOGIT, Logit
from tracuu.search.engine import SearchEngine
from tracuu.search.judged import NOT_RETRIEVAL, JudgedQuery, read_documents, read_judged, read_qrels, read_queries
from tracuu.search.understanding import understand

FloatArray = npt.NDArray[np.float64]

ROOT = Path(__file__).parents[1]
EVERY = 12
"""Of the BEIR folder's questions one in so many is asked, in both spellings."""

KINDS = {
    "gone": 0.4, "near": 1.0, "named": 1.0, "untimely": 0.3, "cross": 1.0, "far": 0.3, "nonsense": 0.7, "english": 0.6,
}  # fmt: skip
"""What each kind of unanswered question weighs. Recipes least: nobody is misled by an answer to one. A question whose
passages were taken away is half answered by what stands beside them."""

THRESHOLDS = (0.4, 0.5, 0.6)

FEWEST = 10
"""A kind with fewer questions in a corpus is left out: English questions with their passages taken away."""

VIEWS = (("gone",), ("near",), ("named",), ("untimely",), ("cross", "far"), ("gone", "near", "cross", "far"))

YEARS = range(2010, 2026)
"""Among which a year is sought that the reports of an agency do not speak of."""

FITS = {"ANSWERED_LOGIT": list(ANSWERED_LOGIT.weights), "WORDS_LOGIT": list(WORDS_LOGIT.weights)}
"""Name of each fit, and its features."""

ANSWERED = 0.65
"""Share of the questions asked of a store that it answers, as the probabilities take it; the fit weighs both alike."""


@dataclass(frozen=True, slots=True)
class Observation:
    """A question asked of a corpus: which kind, whether it is answered, the evidence, and the type of the query."""

    corpus: str
    kind: str
    answered: bool
    question: str
    evidence: Features
    type: str = ""


def stores(beir: Path, reports: Path, folder: Path, encoder: Encoder) -> dict[str, Path]:
    """A store of each corpus in `folder`, made where there is none yet."""
    make: dict[str, Callable[[Path], Any]] = {
        "xquad": lambda data: open_store(data).take_in(read_documents(beir), encoder),
        "reports": lambda data: open_store(data).sync([reports], encoder),
        "samples": lambda data: open_store(data).sync([ROOT / "corpus" / "samples"], encoder),
        "district": lambda data: open_store(data).sync([ROOT / "tests" / "district" / "reports"], encoder),
    }
    for name, build in make.items():
        if not (folder / name / CURRENT).is_file():
            build(folder / name)
    return {name: folder / name for name in make}


def judged_in_beir(beir: Path, engine: SearchEngine) -> Iterator[tuple[str, frozenset[str]]]:
    """Questions of the folder, in both spellings, each with the ids of the passages that answer it."""
    with engine.view() as view:
        keys = {record.file: f"{record.id}-1" for record in view.reports()}
    relevant: dict[str, set[str]] = {}
    for qrel in read_qrels(beir):
        relevant.setdefault(qrel.query_id, set()).add(keys[qrel.doc_id])
    for query, text in [item for item in read_queries(beir).items() if item[0] in relevant][::EVERY]:
        yield text, frozenset(relevant[query])
        yield fold(text), frozenset(relevant[query])


def observe(engines: dict[str, SearchEngine], beir: Path, judged: dict[str, list[JudgedQuery]]) -> list[Observation]:
    """Every question asked of every corpus that can be said to answer it, or not to."""
    more = tomllib.loads((ROOT / "bench" / "questions.toml").read_text(encoding="utf-8"))
    seen: list[Observation] = []

    def ask(
        corpus: str, kind: str, question: str, answered: bool, type_: str, without: frozenset[str] = frozenset()
    ) -> None:
        evidence = engines[corpus].search(question, 1, Filter(without=tuple(sorted(without)))).evidence
        if evidence:
            seen.append(Observation(corpus, kind, answered, fold(question), evidence, type_))

    def ask_both(corpus: str, question: str, relevant: frozenset[str], type_: str) -> None:
        ask(corpus, "judged", question, True, type_)
        ask(corpus, "gone", question, False, type_, relevant)

    in_beir = list(judged_in_beir(beir, engines["xquad"]))
    for question, relevant in in_beir:
        ask_both("xquad", question, relevant, "question" if has_accents(question) else "nodiacritics")
    for corpus, other in (("reports", "samples"), ("samples", "reports"), ("district", "")):
        with engines[corpus].view() as view:
            passages = every_passage(view)
        for query in judged[corpus]:
            relevant = frozenset(query.gains(passages))
            if relevant and query.type not in NOT_RETRIEVAL:
                ask_both(corpus, query.text, relevant, query.type)
            elif query.type in ("ood", "near"):
                ask(corpus, "near", query.text, False, "near")
            if corpus != "district":
                ask("xquad", "cross", query.text, False, query.type)
            if query.id in more["off_topic"].get(corpus, ()):
                ask(other, "cross", query.text, False, query.type)
        for question, _ in in_beir[:: 2 * 3 + 1]:
            ask(corpus, "cross", question, False, "question" if has_accents(question) else "nodiacritics")
    for corpus in ("reports", "samples"):
        for question in of_its_own(more["near"], engines[corpus]):
            ask(corpus, "named", question, False, "named")
    for corpus, queries in judged.items():
        answered = [query.text for query in queries if query.stretches and query.type not in NOT_RETRIEVAL]
        for question in of_no_year_of_theirs(answered, engines[corpus]):
            ask(corpus, "untimely", question, False, "untimely")
    for corpus in engines:
        for name, kind in (("near", "near"), ("far", "far"), ("nonsense", "nonsense"), ("nowhere", "nonsense")):
            for question in () if corpus == "district" and name in ("near", "far") else more[name]:
                ask(corpus, kind, question, False, name)
        for question in more["english"]["none"]:
            ask(corpus, "english", question, False, "english")
        for other in engines:
            for question in more["english"].get(other, ()):
                if corpus == "district" and other != "xquad":
                    continue
                if other == corpus or question not in more["english"]["shared"]:
                    ask(corpus, "judged" if other == corpus else "cross", question, other == corpus, "english")
    return seen


def of_its_own(questions: Sequence[str], engine: SearchEngine) -> Iterator[str]:
    """Each question asked of one of the agencies of a corpus, in turn."""
    with engine.view() as view:
        agencies = sorted({report.header.agency for report in view.reports() if report.header.agency})
    for question, agency in zip((one for one in questions if not one.endswith("?")), cycle(agencies)):
        yield f"{question} {agency.removeprefix('UBND ')}"


def of_no_year_of_theirs(questions: Sequence[str], engine: SearchEngine) -> Iterator[str]:
    """Those of the questions that name agencies and no time, asked of a year that none of their passages speaks of."""
    with engine.view() as view:
        passages = every_passage(view)
        for question in questions:
            said = understand(view, question).said
            naming = [one for one in said.read if one.field in NAMING and not one.missing]
            named = fitting(view, {one.report.id for one in passages}, naming)
            if not named or said.times:
                continue
            text = " ".join(
                f"{one.text} {one.report.header.issued} {one.report.header.period} {one.report.header.title}"
                for one in passages
                if one.report.id in named
            )
            if year := next((year for year in YEARS if str(year) not in text), None):
                asked = f"{question.rstrip('?')} năm {year}?"
                yield asked if has_accents(question) else fold(asked)


def weights_of(seen: list[Observation]) -> FloatArray:
    """What each observation weighs: in each corpus answered and unanswered ones the same."""
    weight = np.zeros(len(seen))
    for corpus in {one.corpus for one in seen}:
        kinds = {one.kind for one in seen if one.corpus == corpus and not one.answered}
        total = sum(KINDS[kind] for kind in kinds)
        for kind in ("judged", *kinds):
            here = [i for i, one in enumerate(seen) if (one.corpus, one.kind) == (corpus, kind)]
            weight[here] = (1.0 if kind == "judged" else KINDS[kind] / total) / len(here)
    return np.asarray(weight * len(seen) / weight.sum())


def fitted(x: FloatArray, y: FloatArray, weight: FloatArray) -> tuple[float, FloatArray]:
    """Intercept and weights of the logistic regression over `x`, (n, m), with a ridge on standard deviations.

    Of each feature that is there or not, half a question that is answered and has it is supposed, and half a one that
    is not (pseudo-counts: Clogg et al. 1991): what no answered question here happens to have is not impossible.
    """
    bits = [i for i in range(x.shape[1]) if set(np.unique(x[:, i])) == {0.0, 1.0}]
    supposed = np.repeat(np.average(x, axis=0, weights=weight)[np.newaxis], 2 * len(bits), axis=0)
    supposed[np.arange(2 * len(bits)), np.repeat(bits, 2)] = 1.0
    x = np.concatenate([x, supposed])
    y = np.concatenate([y, np.tile([0.0, 1.0], len(bits))])
    weight = np.concatenate([weight, np.full(2 * len(bits), weight.mean() / 2)])
    mean, deviation = x.mean(axis=0), x.std(axis=0)
    model = LogisticRegression(max_iter=5000).fit((x - mean) / deviation, y, sample_weight=weight)
    slopes = model.coef_[0] / deviation
    return float(model.intercept_[0] - slopes @ mean) + math.log(ANSWERED / (1 - ANSWERED)), slopes


def held_out(x: FloatArray, y: FloatArray, weight: FloatArray, folds: Iterator[tuple[Any, Any]]) -> FloatArray:
    """The probability of each row, fitted without its fold."""
    probability = np.zeros(len(y))
    for train, test in folds:
        intercept, slopes = fitted(x[train], y[train], weight[train])
        probability[test] = 1 / (1 + np.exp(-(intercept + x[test] @ slopes)))
    return probability


def report(seen: list[Observation], names: list[str]) -> tuple[Logit, tuple[FloatArray, FloatArray, FloatArray]]:
    """Fit over `names`, print, and give the fit, and labels, weights and the probabilities with questions held out."""
    x = np.array([[float(getattr(one.evidence, name)) for name in names] for one in seen])
    y = np.array([float(one.answered) for one in seen])
    corpora = np.array([one.corpus for one in seen])
    weight = weights_of(seen)
    intercept, slopes = fitted(x, y, weight)
    fit = Logit(round(intercept, 3), {name: round(float(slope), 3) for name, slope in zip(names, slopes, strict=True)})
    print(fit)
    by_corpus = held_out(
        x, y, weight, (((corpora != c).nonzero()[0], (corpora == c).nonzero()[0]) for c in set(corpora))
    )
    questions = GroupKFold(5).split(x, y, [one.question for one in seen])
    by_question = held_out(x, y, weight, questions)
    for corpus in sorted(set(corpora)):
        for kinds in VIEWS:
            chosen = np.array([one.corpus == corpus and (one.answered or one.kind in kinds) for one in seen])
            if len(set(y[chosen])) == 2:
                columns = [by_corpus, by_question, *(x[:, i] * np.sign(slopes[i]) for i in range(len(names)))]
                areas = " ".join(f"{roc_auc_score(y[chosen], column[chosen]):.3f}" for column in columns)
                print(
                    f"  {corpus:8} {'+'.join(kinds):20} n={chosen.sum():4} AUC corpus, question held out, each: {areas}"
                )
    for name, probability in (("corpus", by_corpus), ("question", by_question)):
        brier = np.average((probability - y) ** 2, weights=weight)
        ece = sum(share * abs(said - was) for said, was, share in bins(probability, y, weight))
        print(f"  {name} held out: Brier {brier:.3f}, ECE {ece:.3f}")
    kinds_asked = np.array([one.type if one.answered else one.kind for one in seen])
    by_kind = held_out(
        x, y, weight, (((kinds_asked != k).nonzero()[0], (kinds_asked == k).nonzero()[0]) for k in set(kinds_asked))
    )
    for name, probability in (("corpus", by_corpus), ("kind", by_kind)):
        for threshold in THRESHOLDS:
            print(f"  {name} held out, from {threshold} on: {_shares(seen, probability >= threshold)}")
    return fit, (y, weight, by_question)


def _shares(seen: list[Observation], found: npt.NDArray[np.bool_]) -> str:
    """The share of answered questions called found, and of unanswered ones declined: the mean of the corpora, and by
    corpus and by kind."""
    told = []
    of_corpora: dict[str, list[float]] = {}
    for corpus in {one.corpus for one in seen}:
        right: dict[str, list[bool]] = {}
        for one, said in zip(seen, found, strict=True):
            if one.corpus == corpus:
                name = "found" if one.answered else f"declined {one.kind}"
                right.setdefault(name, []).append(bool(said) == one.answered)
        for name, each in right.items():
            of_corpora.setdefault(name, []).append(float(np.mean(each)))
    told.append(" ".join(f"{name} {np.mean(shares):.2f}" for name, shares in sorted(of_corpora.items())))
    for corpus in sorted({one.corpus for one in seen}):
        here = [i for i, one in enumerate(seen) if one.corpus == corpus]
        by_kind: dict[str, list[bool]] = {}
        for i in here:
            name = f"found {seen[i].type}" if seen[i].answered else f"declined {seen[i].kind}"
            by_kind.setdefault(name, []).append(bool(found[i]) == seen[i].answered)
        told.append(f"\n    {corpus:8} " + " ".join(f"{k} {np.mean(v):.2f}" for k, v in sorted(by_kind.items())))
    return "".join(told)


def main() -> None:
    """Ask, fit and draw."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("beir", type=Path)
    parser.add_argument("queries", type=Path)
    parser.add_argument("reports", type=Path)
    parser.add_argument("--model", default=BUNDLED, help="a folder or a hub id of Sentence Transformers")
    parser.add_argument("--keep", type=Path, help="where the stores stay for the next time")
    parser.add_argument("--picture", type=Path, help="the reliability diagram")
    arguments = parser.parse_args()
    encoder = load_encoder(arguments.model)
    judged = {
        "reports": read_judged(arguments.queries),
        "samples": read_judged(ROOT / "tests" / "samples_queries.jsonl"),
        "district": read_judged(ROOT / "tests" / "district" / "queries.jsonl"),
    }
    with tempfile.TemporaryDirectory() as temporary:
        folders = stores(arguments.beir, arguments.reports, arguments.keep or Path(temporary), encoder)
        engines = {name: SearchEngine.open_with(folder, encoder) for name, folder in folders.items()}
        seen = observe(engines, arguments.beir, judged)
        for engine in engines.values():
            engine.close()
    fits: dict[str, Logit] = {}
    held: dict[str, tuple[FloatArray, FloatArray, FloatArray]] = {}
    for name, features in FITS.items():
        print(name)
        chosen = [one for one in seen if name == "ANSWERED_LOGIT" or not one.evidence.foreign]
        enough = Counter((one.corpus, one.kind) for one in chosen)
        chosen = [one for one in chosen if enough[one.corpus, one.kind] >= FEWEST]
        fits[name], held[name] = report(chosen, features)
    print(f"\nsearch/constants.py, for {encoder.name}:")
    for name, fit in fits.items():
        print(f"    {name}: Logit({fit.intercept}, {fit.weights}),")
    if arguments.picture:
        y, weight, probability = held["ANSWERED_LOGIT"]
        arguments.picture.write_text(picture(bins(probability, y, weight)), encoding="utf-8")


if __name__ == "__main__":
    main()
