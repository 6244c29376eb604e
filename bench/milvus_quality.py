"""Whether judged questions are answered as well by the store on Milvus as by the one in a folder.

    OMP_NUM_THREADS=1 python -m bench.milvus_quality STORE (--beir FOLDER | --queries FILE.jsonl) [--questions N]

STORE holds the judged reports. It is copied into a temporary folder, and from there to a milvus-lite server in a
process of its own: nothing is encoded again. Prints every measure of both, how many questions differ, and p of that.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from dataclasses import replace
from itertools import islice
from pathlib import Path

from ir_measures import Qrel

from bench.stores import milvus_server
from tracuu.index.copying import copy_store
from tracuu.index.models.encoder import Encoder, load_encoder
from tracuu.index.opening import Place, open_store
from tracuu.index.records import Passage
from tracuu.search.engine import SearchEngine
from tracuu.search.evaluation import Evaluation, JudgedSet, compare, measure, ranked
from tracuu.search.judged import NOT_RETRIEVAL, read_judged, read_qrels, read_queries

Judged = Callable[[SearchEngine], JudgedSet]


def of_beir(folder: Path) -> Judged:
    """The questions of a BEIR folder, of which STORE holds the documents."""
    qrels = read_qrels(folder)
    asked = {qrel.query_id for qrel in qrels}
    queries = {query: text for query, text in read_queries(folder).items() if query in asked}
    return lambda engine: JudgedSet(engine, queries, {}, qrels, lambda passage: passage.report.file)


def of_reports(file: Path) -> Judged:
    """The questions of a file in the project's own format, of which STORE holds the reports."""
    judged = [query for query in read_judged(file) if query.stretches and query.type not in NOT_RETRIEVAL]

    def judge(engine: SearchEngine) -> JudgedSet:
        with engine.view() as view:
            passages = [passage for record in view.reports() for passage in view.passages_of(record.id)]
        qrels = [Qrel(query.id, key, gain) for query in judged for key, gain in query.gains(passages).items()]
        queries = {query.id: query.text for query in judged}
        return JudgedSet(engine, queries, {query.id: query.type for query in judged}, qrels, named)

    def named(passage: Passage) -> str:
        return passage.key

    return judge


def evaluated(place: Place, judged: Judged, encoder: Encoder, most: int | None) -> Evaluation:
    """The measures of a store over the first `most` questions."""
    engine = SearchEngine.open_with(open_store(place), encoder)
    try:
        asked = judged(engine)
        queries = dict(islice(asked.queries.items(), most))
        qrels = [qrel for qrel in asked.qrels if qrel.query_id in queries]
        asked = replace(asked, queries=queries, qrels=qrels)
        return measure(asked, {query: list(ranked(asked, text)) for query, text in queries.items()})
    finally:
        engine.close()


def main() -> None:
    """Compare over the judged set named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    one_of = parser.add_mutually_exclusive_group(required=True)
    one_of.add_argument("--beir", type=Path)
    one_of.add_argument("--queries", type=Path)
    parser.add_argument("--questions", type=int, help="the first so many")
    asked = parser.parse_args()
    judged = of_beir(asked.beir) if asked.beir else of_reports(asked.queries)
    encoder = load_encoder("bundled")
    with tempfile.TemporaryDirectory() as temporary, milvus_server(Path(temporary) / "milvus") as (address, _):
        local = Place(Path(temporary) / "local")
        there = Place(local.data, f"milvus:{address}")
        copy_store(Place(asked.store), local)
        copied = copy_store(local, there)
        print(
            f"{copied.passages} passages copied; {len(copied.differing)} differ in {copied.asked} searches", flush=True
        )
        here, far = (evaluated(place, judged, encoder, asked.questions) for place in (local, there))
    print(f"{here.queries} questions over {here.passages} passages")
    for one in compare(here.by_query, far.by_query):
        print(
            f"  {one.measure}: folder {one.here:.4f}, Milvus {one.there:.4f}; better in the folder {one.better}, "
            f"on Milvus {one.worse}; p {one.p:.2f}"
        )


if __name__ == "__main__":
    main()
