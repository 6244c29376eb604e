"""The collections of a store on Milvus, their fields and indexes.

Every row but those of `current` is of an interval of publications, [born, died): a view of publication V sees the rows
with born <= V < died, so that what is being written is not seen until the one row of `current` says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from pymilvus import CollectionSchema, DataType, MilvusClient
from pymilvus.milvus_client.index import IndexParams

PREFIX = "tracuu_"
CURRENT = f"{PREFIX}current"
"""The publication that is seen: one row, and its parts where it is long."""

WORK = f"{PREFIX}work"
"""Texts that wait to be encoded, and the machines that help with it."""

NUMBERED = re.compile(rf"{PREFIX}(?:records|passages|sentences|terms)_(\d+)")
"""The other collections, with the number of the publication that made them."""

FOREVER = (1 << 63) - 1
"""When a row dies that is alive."""

LONGEST = 65_535
"""Bytes of a text in one row, at most: Milvus's own limit."""

MOST_CITED = 4096
LONGEST_KEY = 1024
"""Documents that one report cites, and bytes of one's key, that a row may hold."""


@dataclass(frozen=True, slots=True)
class Collections:
    """The names of the collections of a publication; those of one that writes all anew are new ones.

    Attributes:
        base: the number of the publication that made them.
    """

    base: int

    @property
    def passages(self) -> str:
        """Of passages."""
        return f"{PREFIX}passages_{self.base}"

    @property
    def sentences(self) -> str:
        """Of sentences."""
        return f"{PREFIX}sentences_{self.base}"

    @property
    def terms(self) -> str:
        """Of terms."""
        return f"{PREFIX}terms_{self.base}"

    @property
    def records(self) -> str:
        """Of reports, files, corrections, removals, collections: rows of a catalog, all but passages and vectors."""
        return f"{PREFIX}records_{self.base}"

    @property
    def versioned(self) -> tuple[str, str, str]:
        """Those whose rows are of an interval of publications."""
        return self.records, self.passages, self.sentences


Layout = Callable[[str], tuple[CollectionSchema, IndexParams]]
"""Given a name, what a collection of that name is made of."""

INTEGERS = ("id", "ordinal", "n", "page", "shelf", "year", "tokens", "context_terms", "topical", "parts", "sentences")
TEXTS = (
    "report", "key", "kind", "role", "section", "text_hash", "text", "context", "agency", "level", "province",
    "doc_type", "issued", "reported_on", "number", "signer", "district", "signer_role",
)  # fmt: skip
FILTERED = ("report", "role", "agency", "level", "province", "doc_type", "key", "text_hash")
"""Texts that an index is kept of: by which rows are fetched or narrowed."""


def passages(dimension: int, index: str, parameters: dict[str, Any]) -> Layout:
    """Passages: what filters look at, what is shown, and three vectors, in context and of the words in both spellings.

    Args:
        dimension: d of the vectors.
        index: the type of the dense side's index: FLAT, HNSW, IVF_SQ8, DISKANN.
        parameters: the index's own.
    """

    def made(_: str) -> tuple[CollectionSchema, IndexParams]:
        schema = _versioned()
        for name in INTEGERS:
            schema.add_field(name, DataType.INT64)
        for name in TEXTS:
            schema.add_field(name, DataType.VARCHAR, max_length=LONGEST)
        most = {"max_capacity": MOST_CITED, "max_length": LONGEST_KEY}
        schema.add_field("cited", DataType.ARRAY, element_type=DataType.VARCHAR, **most)
        schema.add_field("dense", DataType.FLOAT_VECTOR, dim=dimension)
        indexes = MilvusClient.prepare_index_params()
        indexes.add_index("dense", index_type=index, metric_type="IP", params=parameters)
        for name in ("accented", "folded"):
            schema.add_field(name, DataType.SPARSE_FLOAT_VECTOR)
            indexes.add_index(name, index_type="SPARSE_INVERTED_INDEX", metric_type="IP")
        for name in ("id", "year", "shelf", *FILTERED):
            indexes.add_index(name, index_type="INVERTED")
        return schema, indexes

    return made


def sentences(dimension: int) -> Layout:
    """Sentences: the vector of each, beside its paragraph. Nothing ranks them all: they are fetched by paragraph."""

    def made(_: str) -> tuple[CollectionSchema, IndexParams]:
        schema = _versioned()
        for name in ("id", "place"):
            schema.add_field(name, DataType.INT64)
        schema.add_field("dense", DataType.FLOAT_VECTOR, dim=dimension)
        indexes = MilvusClient.prepare_index_params()
        indexes.add_index("dense", index_type="FLAT", metric_type="IP")
        indexes.add_index("id", index_type="INVERTED")
        return schema, indexes

    return made


def terms(_: str) -> tuple[CollectionSchema, IndexParams]:
    """Terms: in how many passages of a shelf each stands, since which publications; and the forms of folded syllables.

    Every one is found by its key: what has no index yet is looked through row by row.
    """
    schema = MilvusClient.create_schema(auto_id=False, enable_dynamic_field=False)
    schema.add_field("key", DataType.VARCHAR, max_length=64, is_primary=True)
    schema.add_field("counts", DataType.VARCHAR, max_length=LONGEST)
    for name in ("shelf", "since", "now"):
        schema.add_field(name, DataType.INT64)
    return schema, _without_vectors(schema)


def records(_: str) -> tuple[CollectionSchema, IndexParams]:
    """Records: rows of a catalog as JSON, in as many parts as they take."""
    schema = _versioned()
    for name in ("kind", "key", "digest", "body"):
        schema.add_field(name, DataType.VARCHAR, max_length=LONGEST)
    schema.add_field("part", DataType.INT64)
    return schema, _without_vectors(schema, "kind", "key", "born", "died")


def current(_: str) -> tuple[CollectionSchema, IndexParams]:
    """The publication that is seen."""
    schema = MilvusClient.create_schema(auto_id=False, enable_dynamic_field=False)
    schema.add_field("key", DataType.VARCHAR, max_length=64, is_primary=True)
    schema.add_field("body", DataType.VARCHAR, max_length=LONGEST)
    return schema, _without_vectors(schema)


def work(_: str) -> tuple[CollectionSchema, IndexParams]:
    """Texts that wait, by their hash, with the encoder that is to encode them and how often that failed; and helpers,
    with the second since 1970 when each was last seen."""
    schema = MilvusClient.create_schema(auto_id=False, enable_dynamic_field=False)
    schema.add_field("key", DataType.VARCHAR, max_length=64, is_primary=True)
    for name in ("text", "encoder"):
        schema.add_field(name, DataType.VARCHAR, max_length=LONGEST)
    for name in ("tries", "seen"):
        schema.add_field(name, DataType.INT64)
    return schema, _without_vectors(schema)


def vectors_of(encoder: str) -> str:
    """The name of the collection of what helpers have encoded with an encoder."""
    return f"{PREFIX}encoded_{sha256(encoder.encode()).hexdigest()[:12]}"


def vectors(dimension: int) -> Layout:
    """Vectors of texts, by the text's hash, until the machine that waits for them has taken them."""

    def made(_: str) -> tuple[CollectionSchema, IndexParams]:
        schema = MilvusClient.create_schema(auto_id=False, enable_dynamic_field=False)
        schema.add_field("key", DataType.VARCHAR, max_length=64, is_primary=True)
        schema.add_field("dense", DataType.FLOAT_VECTOR, dim=dimension)
        indexes = MilvusClient.prepare_index_params()
        indexes.add_index("dense", index_type="FLAT", metric_type="IP")
        return schema, indexes

    return made


def _versioned() -> CollectionSchema:
    schema = MilvusClient.create_schema(auto_id=False, enable_dynamic_field=False)
    schema.add_field("row", DataType.INT64, is_primary=True)
    for name in ("born", "died"):
        schema.add_field(name, DataType.INT64)
    return schema


NOWHERE = [0.0, 1.0]
"""The vector of a row that has none: Milvus wants one in every collection."""


def _without_vectors(schema: CollectionSchema, *indexed: str) -> IndexParams:
    schema.add_field("nowhere", DataType.FLOAT_VECTOR, dim=len(NOWHERE))
    indexes = MilvusClient.prepare_index_params()
    indexes.add_index("nowhere", index_type="FLAT", metric_type="IP")
    for name in indexed:
        indexes.add_index(name, index_type="INVERTED")
    return indexes
