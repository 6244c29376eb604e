"""docs/constants.md: every number that steers the search, and what it rests on.

python -m bench.constants > docs/constants.md
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from itertools import groupby
from typing import Any

from tracuu.index.bm25 import BIGRAM_WEIGHT, CONTEXT_WEIGHT
from tracuu.index.local.generations.bit_codes import AGAIN, CLEAR
from tracuu.search.constants import ANY, Constant, Logit, constants

INDEX = (
    Constant(
        "The lexical side, `index/bm25.py`",
        "BIGRAM_WEIGHT",
        BIGRAM_WEIGHT,
        "BM25 of a pair of syllables against a single one's",
        ANY,
        "`bench.bigrams`, this side alone, XQuAD-vi: nDCG@10 .9586 at 0, .9646 at .3, .9657 at .5, .9633 at .8",
        True,
    ),
    Constant(
        "The lexical side, `index/bm25.py`",
        "CONTEXT_WEIGHT",
        CONTEXT_WEIGHT,
        "BM25 of the agency's and the headings' words against the passage's own",
        ANY,
        "`bench.retrieval`: nDCG@10 .8145 on five reports, .8020 at 0; .7819 on samples, .7752 at 0",
        True,
    ),
    Constant(
        "The dense side of a large store, `index/local/generations/bit_codes.py`",
        "AGAIN",
        AGAIN,
        "passages found by one bit a number and scored exactly, for each that is wanted",
        ANY,
        "`bench.bits`, 400,000 drawn vectors, a hundred wanted: of the true ten .965 at 10, .992 at 20, 1.000 at 40",
        True,
    ),
    Constant(
        "The dense side of a large store, `index/local/generations/bit_codes.py`",
        "CLEAR",
        CLEAR,
        "standard deviations of what the bits are off by, between what is found and what was not ranked, below which"
        " all that a filter admits is looked at",
        ANY,
        "`bench.bits`, 400,000 drawn vectors, the nearest 1,000 left out: of the true ten .998, without it .567; where"
        " any three quarters are admitted .992 with it and without",
        True,
    ),
)
"""The numbers of ranking that stand below the search: imports run downwards."""

HEAD = """\
# Constants

Made by `python -m bench.constants > docs/constants.md` from `search/constants.py`; do not edit.

Every number that steers the search: what it counts, the encoder whose cosines it was fitted to ("any" where no cosine
comes in), and what it rests on. **Measured** numbers name the command of `bench/` and the sets; the others say why they
stay.

`python -m bench.sensitivity $SHARED/queries/dev.jsonl $SHARED/reports` makes one number smaller and larger, all
others as they are, and asks the judged questions of five real reports and of the fifteen samples again. As it was
when it last ran whole, before nDCG@10 rose to .838 on the reports and .813 on the samples: nDCG@10 .8125 on the
reports and .7862 on the samples; 40 of 54 and 36 of 38 answered questions called found, of those without an answer
none of 6 and of 2; answers right, as facts + refusals + judged passages among the sources, 9+6+42 with 157 sources on
the reports, 3+2+34 with 147 on the samples, and 26+16+0 of the sample answers; of the passages that `wording` gives
for key words a share P judged relevant, and of those judged relevant a share R given: P .900 R .658 on the reports, P
.829 R .627 on the samples.
"""


def written(value: Any) -> str:
    """A value as the table has it."""
    if isinstance(value, Logit):
        return str(value)
    if isinstance(value, Mapping):
        return "; ".join(f"{name} {written(one)}" for name, one in value.items())
    if isinstance(value, tuple):
        return "–".join(map(written, value))
    return f"{value:,}".replace(",", " ") if isinstance(value, int) else f"{value:.4g}"


def document(rows: list[Constant]) -> str:
    """The rows as Markdown, a table for each part of the search."""
    parts = [HEAD]
    for steers, group in groupby(rows, key=lambda row: row.steers):
        parts.append(f"\n## {steers}\n\n")
        parts.append("| constant | value | what it is | encoder | rests on |\n|---|---|---|---|---|\n")
        for row in group:
            rests_on = f"**Measured**: {row.rests_on}" if row.measured else row.rests_on
            model = row.model if row.model == ANY else f"`{row.model}`"
            parts.append(f"| `{row.name}` | {written(row.value)} | {row.unit} | {model} | {rests_on} |\n")
    return "".join(parts)


def main() -> None:
    """Print the document."""
    sys.stdout.write(document([*constants(), *INDEX]))


if __name__ == "__main__":
    main()
