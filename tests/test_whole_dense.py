"""An index in the format before segments answers as it is, and the next publication writes segments."""

from __future__ import annotations

import json
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

import faiss
import numpy as np
import pytest

from bench.disturbed import HashEncoder, results
from tests.test_publishing import published, written
from tests.test_segments import ENCODER, SECRET, holding, report_id, said, secret_store, shown
from tracuu.index.local.generations.building import base_of
from tracuu.index.local.generations.current_generation import current_folder, numbers
from tracuu.index.local.generations.dense_segment import halves
from tracuu.index.local.generations.generation import Generation
from tracuu.index.local.generations.manifest import fingerprint
from tracuu.index.local.generations.whole_dense import PASSAGES_FILE, SENTENCES_FILE, WHOLE
from tracuu.index.local.keeping.publishing import publish
from tracuu.index.local.keeping.removal import erase, remove
from tracuu.index.local.keeping.repair import repair
from tracuu.index.local.keeping.verification import verify
from tracuu.index.local.paths import GENERATIONS, MANIFEST
from tracuu.index.local.store import LocalStore
from tracuu.index.scope import Scope

PART = Scope(frozenset({"riêng"}))


def put_back(data: Path) -> None:
    """Write the current generation as it was written before there were segments, for a catalog of that day."""
    folder = current_folder(data)
    manifest = asdict(shown(data))
    with written(data) as catalog:
        index = faiss.IndexIDMap(halves(ENCODER.dimension))
        for ids, _, vectors in catalog.vectors.of_passages(ENCODER.name):
            index.add_with_ids(np.ascontiguousarray(vectors), ids)
        record = np.dtype([("paragraph", np.int64), ("vector", np.float16, (ENCODER.dimension,))])
        sentences = []
        for ids, vectors in catalog.vectors.of_sentences(ENCODER.name):
            rows = np.empty(len(ids), record)
            rows["paragraph"], rows["vector"] = ids, vectors
            sentences.append(rows)
        catalog.changed.forget()
        with catalog.database.transaction() as connection:
            connection.execute("DELETE FROM changed")
    for path in [path for path in folder.iterdir() if path.is_file()]:
        path.unlink()
    faiss.write_index(index, str(folder / PASSAGES_FILE))
    np.save(folder / SENTENCES_FILE, np.concatenate(sentences))
    there = sorted(path for path in (folder / "lexical").iterdir() if path.suffix != ".lock")
    (folder / "lexical" / ".managed.json").write_text(json.dumps([path.name for path in there]), encoding="utf-8")
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".lock"]
    manifest |= {"files": {path.relative_to(folder).as_posix(): fingerprint(path) for path in files}, "format": WHOLE}
    del manifest["segments"], manifest["shared"], manifest["checksum"]
    checksum = sha256(json.dumps(manifest, sort_keys=True).encode()).hexdigest()
    text = json.dumps({**manifest, "checksum": checksum}, ensure_ascii=False, indent=2)
    (folder / MANIFEST).write_text(text, encoding="utf-8")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    secret_store(tmp_path)
    LocalStore(tmp_path).collect(report_id("a"), ["riêng"])
    with written(tmp_path) as catalog:
        publish(tmp_path, catalog, ENCODER, again=True)
    return tmp_path


def found(data: Path) -> list[object]:
    """What is found by all and by one who may not see all, what is known of the words, and the vectors."""
    seen: list[object] = [results(data, ENCODER)]
    query = ENCODER.encode_queries(["kinh phí ở thôn"])[0]
    for scope in (Scope(), PART):
        with LocalStore(data).view(scope) as view:
            ids = np.sort(view.best_by_words(["kinh", "phí"], "accented", 10))
            sides = view.both_sides(query, ["kinh", "phí"], "accented", 10, 5)
            seen += [len(view.words), view.words.frequency("phí"), view.words.forms("phi"), ids.tolist()]
            seen += [sides.ids.tolist(), sides.lexical.tolist(), sides.dense.tolist()]
            seen += [view.sentence_means(ids).tolist(), view.passage_vectors(ids).tolist(), view.mean_cosine(query)]
    return seen


def test_it_finds_what_the_format_of_today_finds(data: Path) -> None:
    before = found(data)
    put_back(data)
    opened = Generation.open(data)
    assert (opened.manifest.format, opened.manifest.segments, len(opened.dense)) == (WHOLE, (), 41)
    assert found(data) == before
    assert verify(data).faults == []
    assert LocalStore(data).status().up_to_date


def test_one_who_may_not_see_all_has_few_passages_scored_anew(data: Path) -> None:
    """How long passages are in the mean stands in the catalog, where the manifest does not say it."""
    put_back(data)
    with LocalStore(data).view(PART) as view:
        assert np.isfinite(view.words._up)  # type: ignore[attr-defined]


def test_while_nothing_changes_it_stays_and_then_segments_are_written(data: Path) -> None:
    put_back(data)
    with written(data) as catalog:
        assert base_of(data, catalog, ENCODER) is None
        assert publish(data, catalog, ENCODER).generation is None
    old = current_folder(data)
    assert published(data, "c", *said(50, 51)).generation == int(old.name) + 1
    assert [(one.passages, one.deleted) for one in shown(data).segments] == [(43, 0)]
    assert len(Generation.at(old, ENCODER.name).dense) == 41, "who has it open still reads it"
    assert verify(data).faults == []
    after = found(data)
    with written(data) as catalog:
        assert publish(data, catalog, ENCODER, again=True).encoded == 0
    assert found(data) == after
    assert published(data, "d", *said(60)).generation
    assert len(shown(data).segments) == 2, "and are built upon from then on"


def test_what_is_removed_and_erased_from_it_is_gone(data: Path) -> None:
    put_back(data)
    assert remove(data, report_id("b")).published
    assert erase(data, report_id("b")).state == "erased"
    assert holding(data, SECRET.encode(), b"xyzzy") == []
    assert len(numbers(data / GENERATIONS)) == 1
    assert verify(data).faults == []


@pytest.mark.parametrize("name", [PASSAGES_FILE, SENTENCES_FILE])
def test_what_is_damaged_in_it_is_built_from_the_catalog(data: Path, name: str) -> None:
    put_back(data)
    expected = found(data)
    damaged = current_folder(data) / name
    content = bytearray(damaged.read_bytes())
    content[-1] ^= 1
    damaged.write_bytes(content)
    assert [Path(fault.where).name for fault in verify(data).of("generation")] == [name]
    done = repair(data, HashEncoder)
    assert (done.after.faults, done.encoded) == ([], 0)
    assert found(data) == expected
    assert shown(data).segments
