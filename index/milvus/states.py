"""What a catalog keeps of the publications that show it."""

from __future__ import annotations

from ..local.catalog import Catalog

COPY = "milvus_copy"
"""Under what a catalog that was made of what Milvus holds keeps what tells it from others of the same identity."""

PUBLISHED_AS = "milvus"
"""Under what a catalog keeps the publications that show it: the last one, and one that may have been cut short."""


def state_of(catalog: Catalog) -> str:
    """What tells one state of one catalog from every other, also from those of catalogs that were made of it."""
    return f"{catalog.identity()}/{catalog.database.meta(COPY) or 0}/{catalog.version}"


def is_new(catalog: Catalog) -> bool:
    """Whether nothing was ever published of a catalog: what it has goes with whatever another machine has published."""
    return not catalog.noted(PUBLISHED_AS) and catalog.generation is None
