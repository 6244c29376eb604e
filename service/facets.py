"""How many passages each value of a facet would leave, given the question and what the other facets are set to."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from tracuu.index.local.catalog.facets import facets_among
from tracuu.index.records import Filter, ReportRecord
from tracuu.page.address import FACETS, Address
from tracuu.search import SearchEngine
from tracuu.search.query import parse_query
from tracuu.search.understanding import read_words


def counted(engine: SearchEngine, address: Address, *names: str) -> dict[str, Counter[str]]:
    """For each of the facets `names`, all without any, its values and how many passages have each.

    A facet is counted over the passages that the question and all other facets admit: its own values are alternatives.

    Raises:
        FilterValueError: a filter in the question has a value that cannot be.
    """
    names = names or tuple(FACETS)
    own = [name for name in names if getattr(address.filter, FACETS[name])]
    counts = facets_among(engine.catalog, _admitted(engine, address, address.filter), *names)
    for name in own:
        others = replace(address.filter, **{FACETS[name]: ()})
        counts |= facets_among(engine.catalog, _admitted(engine, address, others), name)
    return counts


def reports_admitted(engine: SearchEngine, address: Address) -> list[tuple[ReportRecord, int]]:
    """The reports with a passage that the address admits, in the catalog's order, and how many each has."""
    allowed = _admitted(engine, address, address.filter)
    if allowed is None:
        return [(record, record.passages) for record in engine.catalog.reports()]
    passages = Counter(engine.catalog.report_of(allowed.tolist()).values())
    return [(record, passages[record.id]) for record in engine.catalog.reports() if passages[record.id]]


def _admitted(engine: SearchEngine, address: Address, wanted: Filter) -> npt.NDArray[np.int64] | None:
    if not address.question:
        return engine.catalog.select(wanted)
    query = parse_query(address.question, wanted)
    generation = engine.generation()
    for asked in (query, replace(query, phrases=())):
        reading = read_words(asked, generation.lexical, address.as_typed)
        allowed = engine.allowed(asked, generation.lexical, reading.accents)
        if allowed is None or len(allowed) or not query.says_more_than_phrases:
            break
    return allowed
