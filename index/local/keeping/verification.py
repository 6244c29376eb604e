"""Is all there, and all as it was written? Every file, every vector and every posting against the catalog."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt
import tantivy

from ....corpus.errors import TracuuError
from ....words import Bilingual, both
from ...changes import Part, Verification
from ...disk_faults import named_faults
from ...errors import CatalogDamagedError, CatalogLostError, NothingIndexedError
from ..catalog import Catalog
from ..catalog.checksums import damaged_reports, vectors_checked
from ..catalog.database import BATCH
from ..generations.current_generation import (
    ATTEMPTS,
    current_folder,
    finish_publication,
    leftovers,
    published_number,
)
from ..generations.dense_segment import halves
from ..generations.generation import Generation
from ..generations.lexical import LexicalIndex, build_lexical
from ..generations.manifest import Manifest, fingerprint
from ..generations.postings import read_meta
from ..paths import CATALOG_FILE, CURRENT, LEXICAL, MANIFEST

NONE: npt.NDArray[np.int64] = np.empty(0, np.int64)


def verify(data: Path) -> Verification:
    """Look at all that the data folder holds; nothing in it is changed.

    Raises:
        NothingIndexedError: there is no store.
        CatalogTooNewError, CatalogUnavailableError: the catalog cannot be looked at.
    """
    if not (data / CATALOG_FILE).is_file():
        raise NothingIndexedError(data)
    finish_publication(data)
    result, generation = Verification(), None
    for _ in range(ATTEMPTS):
        result = _look(data)
        before, generation = generation, published_number(data)
        if not result.faults or generation == before:
            break  # else it was published anew under our eyes, perhaps
    return result


def _look(data: Path) -> Verification:
    result = Verification()
    try:
        with Catalog.open(data / CATALOG_FILE) as catalog, catalog.database.snapshot():
            check_catalog(catalog, result)
            _check_generation(data, catalog, result)
            for report_id in catalog.removals.owed():
                result.add("purge", report_id, both("keeping.purge_owed"))
    except CatalogDamagedError as error:
        result.add("catalog", data / CATALOG_FILE, error.text)
    for path in leftovers(data):
        result.add("leftover", path, both("keeping.leftover"))
    return result


def check_catalog(catalog: Catalog, result: Verification) -> None:
    """SQLite's own checks, then every report, text, sentence and vector against the checksums kept with them."""
    path = catalog.database.path
    for problem in catalog.database.integrity():
        result.add("catalog", path, both("keeping.sqlite_finds", problem=problem))
    if result.faults:
        return
    for report_id in damaged_reports(catalog):
        result.add("report", report_id, both("keeping.report_changed"))
    vectors = 0
    for encoder, key, whole in vectors_checked(catalog):
        vectors += 1
        if not whole:
            result.add("vector", f"{encoder} {key.hex()}", both("keeping.vector_changed"))
    result.checked |= {**catalog.reports.counts(), "vectors": vectors}


def _check_generation(data: Path, catalog: Catalog, result: Verification) -> None:
    folder = None
    try:
        folder = current_folder(data)
        manifest = Manifest.read(folder / MANIFEST)
    except NothingIndexedError:
        if catalog.reports.counts()["reports"]:
            result.add("behind", data / CURRENT, both("keeping.no_index"))
        return
    except TracuuError as error:
        part: Part = "generation" if folder else "current"
        result.add(part, folder / MANIFEST if folder else data / CURRENT, error.text)
        return
    if manifest.catalog_version > catalog.version:
        lost = CatalogLostError(catalog.database.path)
        result.add("catalog", catalog.database.path, lost.text)
        return
    damaged = list(_damaged_files(folder, manifest))
    for path, what in damaged:
        result.add("generation", path, what)
    result.checked["files"] = len(manifest.files)
    if damaged:
        return
    try:
        generation = Generation.open(data)
    except TracuuError as error:
        result.add("generation", folder, error.text)
        return
    if manifest.catalog_version != catalog.version:
        result.add("behind", folder, both("keeping.index_behind"))
        return
    missing, _ = catalog.vectors.missing(manifest.encoder)
    if missing:
        result.add("vector", manifest.encoder, both("keeping.vectors_missing", n=missing))
    if not any(fault.part in ("report", "vector") for fault in result.faults):
        _compare(generation, catalog, result)


def _damaged_files(folder: Path, manifest: Manifest) -> Iterator[tuple[Path, Bilingual]]:
    for name, expected in manifest.files.items():
        path = folder / name
        if not path.is_file():
            yield path, both("keeping.file_missing")
        elif path.stat().st_size != expected["size"]:
            yield path, both("keeping.wrong_size")
        elif fingerprint(path) != expected:
            yield path, both("keeping.wrong_digest")
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in manifest.files and name != MANIFEST and path.suffix != ".lock":
            yield path, both("keeping.stray_file")


def _compare(generation: Generation, catalog: Catalog, result: Verification) -> None:
    """Against the catalog: vectors are to be the same in 16 bits, terms to stand as often as in an index built anew."""
    folder, manifest = generation.folder, generation.manifest
    for path in _other_vectors(generation, catalog):
        result.add("generation", path, both("keeping.other_vectors"))
    with TemporaryDirectory(prefix="tracuu-verify-", ignore_cleanup_errors=True) as name, named_faults(Path(name)):
        build_lexical(Path(name), catalog.reports.texts())
        _compare_postings(folder / LEXICAL, Path(name), result)
    if manifest.segments and generation.lengths != catalog.reports.lengths():
        result.add("generation", folder / MANIFEST, both("keeping.other_passages"))
    result.checked["segments"] = len(generation.dense.segments)


def _other_vectors(generation: Generation, catalog: Catalog) -> Iterator[Path]:
    """The files of segments that hold other passages than the catalog, or other vectors of them."""
    folder, manifest, dense = generation.folder, generation.manifest, generation.dense
    coder = halves(manifest.dimension)
    ids = catalog.reports.ids()
    others = [NONE, np.setxor1d(ids, dense.ids), NONE]
    for batch in np.array_split(ids, math.ceil(len(ids) / BATCH)) if len(ids) else ():
        (passages,) = (vectors for _, _, vectors in catalog.vectors.of_passages(manifest.encoder, batch))
        differ = (dense.vectors(batch) != coder.sa_decode(coder.sa_encode(passages))).any(axis=1)
        others[0] = np.append(others[0], batch[differ])
        standing = [(NONE, np.empty((0, manifest.dimension))), *catalog.vectors.of_sentences(manifest.encoder, batch)]
        stands_in, vectors = (np.concatenate(column) for column in zip(*standing, strict=True))
        wanted = np.split(vectors.astype(np.float16), np.searchsorted(stands_in, batch[1:]))
        there = dense.sentences(batch)
        unlike = [not np.array_equal(one, other) for one, other in zip(there, wanted, strict=True)]
        others[2] = np.append(others[2], batch[unlike])
    for place, differing in enumerate(others):
        for segment in dense.segments:
            if np.isin(differing, segment.ids).any():
                yield folder / segment.files[place]
    if len(np.setdiff1d(others[1], dense.ids)):
        yield folder / MANIFEST


def _compare_postings(there: Path, again: Path, result: Verification) -> None:
    ids = LexicalIndex.open(there).matching([], [])
    if not np.array_equal(ids, LexicalIndex.open(again).matching([], [])):
        result.add("generation", there, both("keeping.other_passages"))
    searchers = [tantivy.Index.open(str(folder)).searcher() for folder in (there, again)]
    terms = 0
    for name in _text_fields(again):
        # with a filter Tantivy leaves deleted documents out
        first, second = (searcher.terms_with_prefix(name, "", tantivy.Query.all_query()) for searcher in searchers)
        terms += len(second)
        if sorted(first) != sorted(second):
            result.add("generation", there, both("keeping.other_terms", field=name))
    result.checked["terms"] = terms


def _text_fields(folder: Path) -> list[str]:
    """The fields whose terms can be listed, as Tantivy's own description of the index names them."""
    return [field["name"] for field in read_meta(folder)["schema"] if field["type"] == "text"]
