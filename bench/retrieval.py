"""Each part of the search taken away in turn, and other libraries over the same passages, in one run.

    pip install --constraint constraints.txt '.[rivals]'
    python -m bench.retrieval XQUAD.json QUERIES.jsonl REPORTS [--write docs/benchmarks.md]

nDCG@10 on the development sets; each row against the first by a paired randomisation test. With `--write` the tables
take the place of those between the marks in that file.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast
from unittest.mock import patch

import numpy as np

from bench.passages import every_passage
from bench.remembering import Remembering
from bench.rivals import bm25s_syllables, bm25s_words, sentence_transformers, txtai_hybrid
from bench.xquad_to_beir import convert
from tracuu.corpus.report import Paragraph, Report
from tracuu.corpus.vietnamese import nfc
from tracuu.index.models.encoder import Encoder, FloatArray, load_encoder
from tracuu.index.models.export import export_bundled_model
from tracuu.search.evaluation import JudgedSet, Run, compare, measure, open_beir, open_reports, ranked

ROOT = Path(__file__).parents[1]
SETS = ("XQuAD-vi", "without accents", "five reports", "samples")
BEGIN, END = "<!-- bench.retrieval -->", "<!-- /bench.retrieval -->"
FEWEST_SURE = 0.05
"""p from which on a difference counts as chance."""


@dataclass(frozen=True, slots=True)
class Setting:
    """The search with something else in place of a part.

    Attributes:
        name: what is otherwise.
        search: attributes replaced while searching, by their dotted names.
        index: attributes replaced while indexing.
        as_typed: whether nothing is restored or mended.
    """

    name: str
    search: Mapping[str, Any] = field(default_factory=dict)
    index: Mapping[str, Any] = field(default_factory=dict)
    as_typed: bool = False


def shares(none: float, every: float) -> dict[str, tuple[float, float]]:
    """One share of the dense side for all questions."""
    return dict.fromkeys(("accented", "unaccented", "foreign"), (none, every))


def reciprocal_ranks(dense: FloatArray, lexical: FloatArray, _weight: float, _core: object) -> FloatArray:
    """Reciprocal rank fusion with k = 60 (Cormack, Clarke, Büttcher 2009), brought to 0..1."""
    ranks = (np.argsort(np.argsort(-side, kind="stable"), kind="stable") for side in (dense, lexical))
    return np.asarray(sum(61 / (61 + rank) for rank in ranks) / 2, dtype=np.float32)


def heading_path(report: Report, paragraph: Paragraph) -> str:
    """A paragraph under all its headings and the report's title."""
    above = [report.header.agency, report.header.title, *(report.sections[i].title for i in paragraph.section)]
    return ". ".join(filter(None, above)) + ": " + paragraph.text


def in_context_as(context: Callable[[Report, Paragraph], str]) -> dict[str, Any]:
    """What a paragraph is encoded as, wherever it is hashed or encoded."""
    return {
        f"tracuu.index.{module}.in_context": context
        for module in ("records", "local.catalog.report_rows", "local.catalog.vectors")
    }


ALONE = {"tracuu.search.ranking.WORDS_WEIGHT": 0.0, "tracuu.search.ranking.PAIRS_WEIGHT": 0.0}

SETTINGS = (
    Setting("all of it"),
    Setting("dense side alone", {"tracuu.search.ranking.DENSE_WEIGHT": shares(1, 1), **ALONE}),
    Setting("lexical side alone", {"tracuu.search.ranking.DENSE_WEIGHT": shares(0, 0), **ALONE}),
    Setting(
        "paragraphs without their sentences",
        {
            "tracuu.index.local.generations.dense.DenseIndex.sentence_scores": lambda _self, _query, ids: (
                [np.empty(0, np.float32)] * len(ids)
            )
        },
    ),
    Setting("words and pairs found do not count by themselves", ALONE),
    Setting("… the pairs do not", {"tracuu.search.ranking.PAIRS_WEIGHT": 0.0}),
    Setting("… the words do not", {"tracuu.search.ranking.WORDS_WEIGHT": 0.0}),
    Setting("one dense share, .7, for all questions", {"tracuu.search.ranking.DENSE_WEIGHT": shares(0.7, 0.7)}),
    Setting("one dense share, .5, for all questions", {"tracuu.search.ranking.DENSE_WEIGHT": shares(0.5, 0.5)}),
    Setting("reciprocal ranks in place of scores", {"tracuu.search.ranking.convex": reciprocal_ranks}),
    Setting("BM25 over syllables, without their pairs", {"tracuu.index.bm25.BIGRAM_WEIGHT": 0.0}),
    Setting("BM25 without agency and headings", {"tracuu.index.bm25.CONTEXT_WEIGHT": 0.0}),
    Setting("another passage of a report counts in full", {"tracuu.search.ranking.SAME_REPORT_LOSS": 0.0}),
    Setting("… loses twice as much", {"tracuu.search.ranking.SAME_REPORT_LOSS": 0.06}),
    Setting("as typed: no accents restored, no slips mended", as_typed=True),
    Setting(
        "paragraphs encoded bare",
        index=in_context_as(lambda _report, paragraph: paragraph.text),
    ),
    Setting(
        "paragraphs encoded under title and all headings",
        index=in_context_as(heading_path),
    ),
)

RIVALS = {
    "Sentence Transformers, semantic search": sentence_transformers,
    "bm25s over syllables": bm25s_syllables,
    "bm25s over words (pyvi)": bm25s_words,
    "txtai, hybrid": txtai_hybrid,
}


@contextmanager
def replaced(attributes: Mapping[str, Any]) -> Iterator[None]:
    """While inside, the attributes so named are others."""
    with ExitStack() as stack:
        for name, value in attributes.items():
            stack.enter_context(patch(name, value))
        yield


@contextmanager
def judged_sets(folder: Path, arguments: argparse.Namespace, encoder: Encoder) -> Iterator[dict[str, JudgedSet]]:
    """The development sets, each indexed into a store of its own below `folder`."""
    with ExitStack() as stack:
        sets: dict[str, JudgedSet] = {}
        for name, strip in zip(SETS[:2], (False, True), strict=True):
            convert(arguments.xquad, folder / f"beir {name}", strip_accents=strip)
            sets[name] = stack.enter_context(open_beir(folder / f"beir {name}", folder / name, encoder))
        pairs = (
            (arguments.queries, arguments.reports),
            (ROOT / "tests/samples_queries.jsonl", ROOT / "corpus/samples"),
        )
        for name, (queries, reports) in zip(SETS[2:], pairs, strict=True):
            sets[name] = stack.enter_context(open_reports(queries, reports, folder / name, encoder))
        yield sets


def ask(judged: JudgedSet, as_typed: bool) -> Run:
    """What the engine finds for each question."""
    return {query: list(ranked(judged, text, 10, as_typed)) for query, text in judged.queries.items()}


def measured(arguments: argparse.Namespace, folder: Path) -> dict[str, dict[str, dict[str, dict[str, float]]]]:
    """By setting or rival, set and query: each measure."""
    encoder = cast(Encoder, Remembering(load_encoder("bundled")))
    model = folder / "model"
    export_bundled_model(model)
    values: dict[str, dict[str, dict[str, dict[str, float]]]] = {}
    indexed: Mapping[str, Any] | None = None
    with ExitStack() as stack:
        sets: dict[str, JudgedSet] = {}
        for number, setting in enumerate(SETTINGS):
            if indexed != setting.index:
                indexed = setting.index
                with replaced(indexed):
                    sets = stack.enter_context(judged_sets(folder / str(number), arguments, encoder))
            with replaced(setting.search):
                values[setting.name] = {
                    name: measure(judged, ask(judged, setting.as_typed)).by_query for name, judged in sets.items()
                }
            print(setting.name, {name: mean(by_query) for name, by_query in values[setting.name].items()}, flush=True)
        for rival, find in RIVALS.items():
            values[rival] = {}
            for name, judged in sets.items():
                with judged.engine.view() as view:
                    passages = every_passage(view)
                found = find([passage.text for passage in passages], list(judged.queries.values()), model)
                run = {
                    query: [(judged.name_of(passages[place]), score) for place, score in places]
                    for query, places in zip(judged.queries, found, strict=True)
                }
                values[rival][name] = measure(judged, run).by_query
            print(rival, {name: mean(by_query) for name, by_query in values[rival].items()}, flush=True)
    return values


def mean(by_query: Mapping[str, Mapping[str, float]]) -> float:
    """Mean nDCG@10, to four places."""
    return round(sum(row["nDCG@10"] for row in by_query.values()) / len(by_query), 4)


def table(values: Mapping[str, Mapping[str, Mapping[str, Mapping[str, float]]]]) -> str:
    """The rows in Markdown; in bold what differs from the first by more than chance."""
    first = next(iter(values.values()))
    lines = [f"| nDCG@10 | {' | '.join(SETS)} |", f"|---|{'---|' * len(SETS)}"]
    for name, by_set in values.items():
        cells = []
        for judged in SETS:
            (ndcg,) = (c for c in compare(by_set[judged], first[judged]) if c.measure == "nDCG@10")
            cell = f"{ndcg.here:.4f}".lstrip("0")
            cells.append(f"**{cell}**" if ndcg.p < FEWEST_SURE else cell)
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def best_sentences(xquad: Path, folder: Path) -> float:
    """Share of the questions of which the sentence marked in the first hit stands in their paragraph and holds the
    answer."""
    questions = {
        one["id"]: (one["question"], nfc(paragraph["context"]), [nfc(a["text"]) for a in one["answers"]])
        for article in json.loads(xquad.read_text(encoding="utf-8"))["data"]
        for paragraph in article["paragraphs"]
        for one in paragraph["qas"]
    }
    right = 0
    with open_beir(folder / "beir", folder / "store", load_encoder("bundled")) as judged:
        for question, context, answers in questions.values():
            hit = judged.engine.search(question, 1).hits[0]
            start, end = hit.highlights[0]
            said = hit.passage.text[start:end]
            right += hit.passage.text == " ".join(context.split()) and any(" ".join(a.split()) in said for a in answers)
    return right / len(questions)


def main() -> None:
    """Measure, print, and write where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("xquad", type=Path)
    parser.add_argument("queries", type=Path)
    parser.add_argument("reports", type=Path)
    parser.add_argument("--write", type=Path, help="the file whose tables these replace")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        convert(arguments.xquad, folder / "sentences" / "beir")
        share = best_sentences(arguments.xquad, folder / "sentences")
        print(f"best sentence holds the answer: {share:.4f}", flush=True)
        said = f"{table(measured(arguments, folder))}\n\nThe sentence marked in the first hit stands in the question's "
        said += f"own paragraph and holds the answer for {share:.3f} of the questions of XQuAD-vi.\n".replace(
            " 0.", " ."
        )
    print(said)
    if arguments.write:
        text = arguments.write.read_text(encoding="utf-8")
        before, _, rest = text.partition(BEGIN)
        _, _, after = rest.partition(END)
        arguments.write.write_text(f"{before}{BEGIN}\n{said}{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
