"""XQuAD in SQuAD format becomes a BEIR folder: each paragraph a document, each question relevant to its own.

    python bench/xquad_to_beir.py XQUAD.json FOLDER [--strip-accents]
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from corpus.vietnamese import fold


def main() -> None:
    """Convert the file named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("xquad", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--strip-accents", action="store_true", help="questions as typed without accents")
    arguments = parser.parse_args()
    documents, queries, qrels = [], [], ["query-id\tcorpus-id\tscore"]
    for article in json.loads(arguments.xquad.read_text(encoding="utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            document = f"d{len(documents)}"
            documents.append({"_id": document, "title": "", "text": paragraph["context"]})
            for question in paragraph["qas"]:
                text = fold(question["question"]) if arguments.strip_accents else question["question"]
                queries.append({"_id": question["id"], "text": text})
                qrels.append(f"{question['id']}\t{document}\t1")
    (arguments.folder / "qrels").mkdir(parents=True, exist_ok=True)
    for name, rows in (("corpus", documents), ("queries", queries)):
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (arguments.folder / f"{name}.jsonl").write_text(text, encoding="utf-8")
    (arguments.folder / "qrels" / "test.tsv").write_text("\n".join(qrels) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
