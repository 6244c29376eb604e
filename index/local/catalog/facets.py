"""What passages can be narrowed to: the values among some of them, and how many have each."""

from __future__ import annotations

import json
from collections import Counter

import numpy as np
import numpy.typing as npt

from tracuu.index.local.catalog import Catalog

COLUMNS = {
    "agency": "r.agency",
    "level": "r.level",
    "province": "r.province",
    "year": "r.year",
    "doc_type": "r.doc_type",
    "role": "p.role",
}


def facets_among(catalog: Catalog, ids: npt.NDArray[np.int64] | None, *names: str) -> dict[str, Counter[str]]:
    """For each of `names`, all without any, its values and how many of the passages `ids`, all if None, have each."""
    counted: dict[str, Counter[str]] = {name: Counter() for name in names or COLUMNS}
    inside = "" if ids is None else "WHERE p.id IN (SELECT value FROM json_each(?))"
    rows = catalog._rows(
        f"SELECT {', '.join(COLUMNS[name] for name in counted)}, count(*) FROM paragraphs p"
        f" JOIN reports r ON r.id = p.report {inside} GROUP BY {', '.join(map(str, range(1, len(counted) + 1)))}",
        () if ids is None else (json.dumps(ids.tolist()),),
    )
    for *values, count in rows:
        for counter, value in zip(counted.values(), values, strict=True):
            if value is not None:
                counter[str(value)] += count
    return counted
