"""How well themes hold together and are named, by what stands for a passage and by the length of phrases.

python -m bench.themes DATA_FOLDER
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import numpy as np
import numpy.typing as npt

from tracuu.index.clusters import unit
from tracuu.index.opening import open_store
from tracuu.index.store import View
from tracuu.search.overview.themes import find_themes, placed

Ids = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float32]
Placing = Callable[[View, Ids, tuple[FloatArray, FloatArray]], FloatArray]

LENGTHS = (0.25, 0.5, 0.75, 1.0)
WAYS: dict[str, Placing] = {
    "in context": lambda view, ids, centre: unit(view.passage_vectors(ids) - centre[0]),
    "sentences": lambda view, ids, centre: unit(unit(view.sentence_means(ids)) - centre[1]),
    "both": placed,
}
"""What stands for a passage."""


def measure(view: View, way: Placing, length: float) -> tuple[int, float, float, float]:
    """Themes, mean reports of one, mean F1 of "its names stand in it" for "it is in the theme", and the share found."""
    with (
        patch("tracuu.search.overview.themes.placed", way),
        patch("tracuu.search.overview.phrases.NAME_LENGTH_POWER", length),
    ):
        found = find_themes(view)
    ids = view.places().ids
    texts = {number: " . ".join(said).lower() for number, said in view.titled_texts(ids).items()}
    scores = []
    for theme in found.themes:
        inside = set(theme.passages.tolist())
        named = {number for number, said in texts.items() if any(name.text.lower() in said for name in theme.names)}
        scores.append(2 * len(inside & named) / (len(inside) + len(named)))
    reports = float(np.mean([len(theme.reports) for theme in found.themes]))
    share = sum(len(theme.passages) for theme in found.themes) / found.passages
    return len(found.themes), reports, float(np.mean(scores)), share


def main() -> None:
    """Measure the data folder named on the command line, and print its themes."""
    with open_store(Path(sys.argv[1])).view() as view:
        print("passage       length  themes  reports    F1  in themes")
        for name, way in WAYS.items():
            for length in LENGTHS:
                count, reports, f1, share = measure(view, way, length)
                print(f"{name:<12}  {length:6.2f}  {count:6}  {reports:7.1f}  {f1:.3f}  {share:9.2f}")
        for theme in find_themes(view).themes:
            print(f"{len(theme.passages):5} passages {len(theme.reports):4} reports  {theme.title}")


if __name__ == "__main__":
    main()
