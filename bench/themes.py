"""How well themes hold together and are named, by what stands for a passage and by the length of phrases.

python -m bench.themes DATA_FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path
from unittest.mock import patch

import numpy as np
from tracuu.index.local.catalog.statistics import places, titled_texts

from tracuu.index.clusters import unit
from tracuu.index.local.catalog import Catalog
from tracuu.index.local.generations.generation import CATALOG_FILE, Generation
from tracuu.search.overview import themes

LENGTHS = (0.25, 0.5, 0.75, 1.0)


def measure(catalog: Catalog, generation: Generation, length: float) -> tuple[int, float, float, float]:
    """Themes, mean reports of one, mean F1 of "its names stand in it" for "it is in the theme", and the share found."""
    with patch("tracuu.search.overview.phrases.NAME_LENGTH_POWER", length):
        found = themes.find_themes(catalog, generation.dense)
    ids = places(catalog).ids
    texts = {number: " . ".join(said).lower() for number, said in titled_texts(catalog, ids).items()}
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
    data = Path(sys.argv[1])
    generation, catalog = Generation.open(data), Catalog.open(data / CATALOG_FILE)
    both = themes.placed
    ways = {
        "in context": lambda dense, ids, centre: unit(dense.vectors(ids) - centre[0]),
        "sentences": lambda dense, ids, centre: unit(unit(dense.sentence_means(ids)) - centre[1]),
        "both": both,
    }
    print("passage       length  themes  reports    F1  in themes")
    for name, way in ways.items():
        themes.placed = way
        for length in LENGTHS:
            count, reports, f1, share = measure(catalog, generation, length)
            print(f"{name:<12}  {length:6.2f}  {count:6}  {reports:7.1f}  {f1:.3f}  {share:9.2f}")
    themes.placed = both
    for theme in themes.find_themes(catalog, generation.dense).themes:
        print(f"{len(theme.passages):5} passages {len(theme.reports):4} reports  {theme.title}")


if __name__ == "__main__":
    main()
