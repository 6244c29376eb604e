"""What the numbers of search/constants.py are worth: each made smaller and larger, all judged questions asked again.

    python -m bench.sensitivity QUERIES.jsonl REPORTS [NAME...]

Smaller is half of it; larger is twice as much, and of what lies between .5 and 1 half of the way to 1. Measured over
the judged questions of the reports and of the samples: for the numbers of understanding, ranking and confidence nDCG@10
and how many questions are called found, of those answered and of those not; for those of answers how many are right
(facts, refusals, judged passages among the sources) and their sources; for those of wordings how many of the passages
given for key words are judged relevant, and how many of the relevant are given. What differs from the first line is
printed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast
from unittest.mock import patch

from bench.answers import measure as tally_of
from bench.passages import every_passage
from bench.remembering import Remembering
from tracuu.index.models.encoder import Encoder, load_encoder
from tracuu.search.constants import Constant, constants
from tracuu.search.evaluation import JudgedSet, measure, open_reports, ranked
from tracuu.search.judged import JudgedQuery, read_judged
from tracuu.search.understanding import understand
from tracuu.search.wording import wording

ROOT = Path(__file__).parents[1]
QUERIES, ANSWERS = ROOT / "tests" / "samples_queries.jsonl", ROOT / "tests" / "answers_samples.jsonl"

Measures = dict[str, str]


@dataclass(frozen=True, slots=True)
class Judged:
    """A set of queries, the files of questions that `ask` is asked of the same reports, and every query of the set."""

    name: str
    judged: JudgedSet
    asked: tuple[Path, ...]
    queries: tuple[JudgedQuery, ...]


@contextmanager
def changed(name: str, value: float) -> Iterator[None]:
    """While inside, every module that took the constant `name` has another."""
    with ExitStack() as stack:
        for module in [module for module in sys.modules if module.startswith("tracuu.search.")]:
            if name in vars(sys.modules[module]):
                stack.enter_context(patch(f"{module}.{name}", value))
        yield


def others(value: float) -> tuple[float, float]:
    """A smaller and a larger one, whole where `value` is."""
    larger = (1 + value) / 2 if 0.5 <= value < 1 else 2 * value
    return (max(1, round(value / 2)), int(larger)) if isinstance(value, int) else (value / 2, larger)


def ranking(one: Judged) -> Measures:
    """How well passages are ranked, and whether they are called found."""
    run = {query: list(ranked(one.judged, text, 10)) for query, text in one.judged.queries.items()}
    said = [(bool(query.stretches), one.judged.engine.search(query.text, 1).found) for query in one.queries]
    return {
        "nDCG@10": f"{measure(one.judged, run).measures['nDCG@10']:.4f}",
        "found": f"{sum(found for answered, found in said if answered)}",
        "falsely found": f"{sum(found for answered, found in said if not answered)}",
    }


def answers(one: Judged) -> Measures:
    """Answers that are right (facts, refusals, judged passages among the sources), and how many sources they have."""
    found: Measures = {}
    for file in one.asked:
        tally = tally_of(one.judged.engine, file)
        right = tally.facts["right"], tally.declined["right"], tally.passages["among sources"]
        found[f"right {file.stem}"] = f"{'+'.join(map(str, right))} with {sum(tally.sources)} sources"
    return found


def wordings(one: Judged) -> Measures:
    """Of the passages given for key words, how many are judged relevant, and of those how many are given."""
    return {"wordings": "P {:.3f} R {:.3f}".format(*sayings(one))}


def sayings(one: Judged) -> tuple[float, float]:
    """Precision and recall, means over the judged key words, of the passages that `wording` gives."""
    engine = one.judged.engine
    precisions, recalls = [], []
    with engine.view() as view:
        passages = every_passage(view)
        for query in one.queries:
            relevant = set(query.gains(passages))
            if query.type == "keyword" and relevant:
                variants = wording(engine, view, understand(view, query.text), limit=1000).variants
                given = {use.passage.key for variant in variants for use in variant.uses}
                precisions.append(len(given & relevant) / max(1, len(given)))
                recalls.append(len(given & relevant) / len(relevant))
    return sum(precisions) / len(precisions), sum(recalls) / len(recalls)


STEERED: dict[str, Callable[[Judged], Measures]] = {
    "Understanding a question": ranking,
    "Ranking": ranking,
    "Confidence": ranking,
    "Answers": answers,
    "Wordings": wordings,
}
"""What is measured of the numbers of each part of the search."""


def rows(part: str, wanted: list[str]) -> Iterator[Constant]:
    """The single numbers of a part that are no bounds and no stated choices, or those wanted."""
    for row in constants():
        asked = row.name in wanted if wanted else row.measured
        if asked and row.steers == part and isinstance(row.value, int | float):
            yield row


def main() -> None:
    """Print what differs, constant by constant."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("queries", type=Path)
    parser.add_argument("reports", type=Path)
    parser.add_argument("names", nargs="*", help="only these constants")
    arguments = parser.parse_args()
    encoder = cast(Encoder, Remembering(load_encoder("bundled")))
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        sets = []
        for name, queries, reports, asked in (
            ("reports", arguments.queries, arguments.reports, (arguments.queries,)),
            ("samples", QUERIES, ROOT / "corpus" / "samples", (QUERIES, ANSWERS)),
        ):
            judged = stack.enter_context(open_reports(queries, reports, folder / name, encoder))
            sets.append(Judged(name, judged, asked, tuple(read_judged(queries))))
        for part, measured in STEERED.items():

            def now(measured: Callable[[Judged], Measures] = measured) -> Measures:
                return {f"{one.name} {name}": said for one in sets for name, said in measured(one).items()}

            first = now()
            print(f"{part}:", "; ".join(f"{name} {said}" for name, said in first.items()), flush=True)
            for row in rows(part, arguments.names):
                for value in others(row.value):
                    with changed(row.name, value):
                        found = now()
                    differs = [f"{name} {said}" for name, said in found.items() if said != first[name]]
                    print(f"{row.name} {row.value:g} -> {value:g}:", "; ".join(differs) or "nothing", flush=True)


if __name__ == "__main__":
    main()
