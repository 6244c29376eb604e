"""XQuAD in SQuAD format becomes a BEIR folder: each paragraph a document, each question relevant to its own.

python bench/xquad_to_beir.py XQUAD.json FOLDER [--strip-accents]
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from tracuu.corpus.vietnamese import fold


def convert(xquad: Path, folder: Path, *, strip_accents: bool = False) -> None:
    """Write `xquad` as a BEIR folder; with `strip_accents` its questions are as people type them without."""
    documents: list[dict[str, str]] = []
    queries: list[dict[str, str]] = []
    qrels = ["query-id\tcorpus-id\tscore"]
    for article in json.loads(xquad.read_text(encoding="utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            document = f"d{len(documents)}"
            documents.append({"_id": document, "title": "", "text": paragraph["context"]})
            for question in paragraph["qas"]:
                text = fold(question["question"]) if strip_accents else question["question"]
                queries.append({"_id": question["id"], "text": text})
                qrels.append(f"{question['id']}\t{document}\t1")
    (folder / "qrels").mkdir(parents=True, exist_ok=True)
    for name, rows in (("corpus", documents), ("queries", queries)):
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    (folder / "qrels" / "test.tsv").write_text("\n".join(qrels) + "\n", encoding="utf-8")


def main() -> None:
    """Convert the file named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("xquad", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--strip-accents", action="store_true", help="questions as typed without accents")
    arguments = parser.parse_args()
    convert(arguments.xquad, arguments.folder, strip_accents=arguments.strip_accents)


if __name__ == "__main__":
    main()
