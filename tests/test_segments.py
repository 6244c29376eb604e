"""Publishing writes what changed: segments are shared, marked, merged, and what is found is as if built anew."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from bench.disturbed import QUERIES, SUBJECTS, HashEncoder, merge_often, results
from tests.conftest import ROOT
from tests.test_publishing import published, stage, written
from tracuu.corpus.report import Header, Paragraph, Report
from tracuu.index.errors import DiskFullError, GenerationDamagedError
from tracuu.index.local.catalog import Catalog, database
from tracuu.index.local.generations import building, postings, segments
from tracuu.index.local.generations.building import base_of
from tracuu.index.local.generations.current_generation import (
    current_folder,
    discard_old,
    leftovers,
    numbers,
    published_number,
)
from tracuu.index.local.generations.generation import Generation, is_published
from tracuu.index.local.generations.manifest import Manifest
from tracuu.index.local.generations.segments import FAN, Segment, is_spoilt, level_of, to_merge
from tracuu.index.local.keeping import purging
from tracuu.index.local.keeping.publishing import publish
from tracuu.index.local.keeping.removal import EraseUnfinishedError, erase, remove, restore
from tracuu.index.local.keeping.repair import repair
from tracuu.index.local.keeping.verification import verify
from tracuu.index.local.paths import CATALOG_FILE, GENERATIONS, MANIFEST, ORIGINALS
from tracuu.index.local.store import LocalStore
from tracuu.index.records import FileRecord
from tracuu.index.scope import COMMON, EVERYTHING, Scope

ENCODER = HashEncoder()


@pytest.fixture
def often() -> Iterator[None]:
    """Any two segments of a level are merged, and no segment is too small to have passages marked deleted."""
    merge_often()
    yield
    merge_often(False)


def said(*numbers: int) -> list[str]:
    """Paragraphs, no two the same."""
    return [f"{SUBJECTS[number % len(SUBJECTS)]} ở thôn số {number} chưa đạt kế hoạch." for number in numbers]


def shown(data: Path) -> Manifest:
    return Manifest.read(current_folder(data) / MANIFEST)


def report_id(name: str) -> str:
    return name.rjust(12, "0")


def of_files(data: Path) -> dict[str, os.stat_result]:
    folder = current_folder(data)
    return {name: (folder / name).stat() for name in shown(data).files}


def test_a_report_that_is_added_leaves_every_file_of_a_segment_as_it_was(tmp_path: Path) -> None:
    published(tmp_path, "a", *said(1, 2, 3))
    before = of_files(tmp_path)
    published(tmp_path, "b", *said(4, 5))
    after = of_files(tmp_path)
    assert before.keys() < after.keys()
    for name in before.keys() - {"lexical/meta.json"}:
        assert written_as(before[name]) == written_as(after[name]), name
        assert after[name].st_nlink == 2
    assert [(one.number, one.passages, one.deleted) for one in shown(tmp_path).segments] == [(1, 3, 0), (2, 2, 0)]
    assert len(Generation.open(tmp_path).dense) == len(Generation.open(tmp_path).lexical) == 5


def written_as(stat: os.stat_result) -> tuple[int, int]:
    """What tells a file from every other: its inode alone may be one that a file deleted since has left."""
    return stat.st_ino, stat.st_mtime_ns


def new_bytes(data: Path, before: set[tuple[int, int]]) -> int:
    """Bytes of the files of the current generation that no generation before had."""
    return sum(stat.st_size for stat in of_files(data).values() if written_as(stat) not in before)


def test_what_a_publication_writes_does_not_grow_with_the_store(tmp_path: Path) -> None:
    wrote = []
    for size in (40, 800):
        data = tmp_path / str(size)
        published(data, "lớn", *said(*range(size)))
        before = {written_as(stat) for stat in of_files(data).values()}
        published(data, "nhỏ", *said(*range(1000, 1010)))
        wrote.append(new_bytes(data, before))
    assert wrote[1] <= 1.05 * wrote[0]


def test_a_hundred_additions_write_less_than_three_times_their_own(tmp_path: Path) -> None:
    """What ten passages take by themselves, against what each addition writes in the mean, merges among it."""
    published(tmp_path / "một", "a", *said(*range(10)))
    own = sum(stat.st_size for stat in of_files(tmp_path / "một").values())
    wrote, known = 0, set[tuple[int, int]]()
    for number in range(100):
        published(tmp_path / "kho", str(number), *said(*range(number * 10, number * 10 + 10)))
        wrote += new_bytes(tmp_path / "kho", known)
        known |= {written_as(stat) for stat in of_files(tmp_path / "kho").values()}
    assert wrote < 100 * own * 3
    made = shown(tmp_path / "kho").segments
    assert len(made) < 2 * FAN
    assert sum(one.passages for one in made) == 1000
    assert verify(tmp_path / "kho").faults == []


def test_where_the_disk_has_no_links_the_files_are_copied_and_status_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    published(tmp_path, "a", *said(1, 2, 3))
    assert LocalStore(tmp_path).status().shared
    monkeypatch.setattr(os, "link", refuse)
    published(tmp_path, "b", *said(4, 5))
    assert not LocalStore(tmp_path).status().shared
    assert {stat.st_nlink for stat in of_files(tmp_path).values()} == {1}
    assert verify(tmp_path).faults == []
    assert len(Generation.open(tmp_path).lexical) == 5


def test_which_segments_become_one() -> None:
    def one(level: int, passages: int = 100, deleted: int = 0) -> Segment:
        return Segment(1, level, passages, passages, deleted, None, (0, 0, 0), (0, 0, 0), ())

    assert to_merge([one(0)] * (FAN - 1) + [one(1)] * (FAN - 1)) == ([], 0)
    assert to_merge([one(1)] * FAN + [one(0)] * 3) == ([one(1)] * FAN, 2)
    assert to_merge([one(0), one(2, 800, 100), one(2, 800, 101)]) == ([one(2, 800, 101)], 0)
    assert [level_of(passages) for passages in (1, 64, 1023, 1024, 16_384, 262_144)] == [0, 0, 0, 1, 2, 3]
    assert [is_spoilt(8, deleted) for deleted in (1, 2)] == [False, True]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.usefixtures("often")
def test_after_any_changes_it_finds_what_an_index_built_anew_finds(tmp_path: Path, seed: int) -> None:
    """Reports come, change, go, come back and are corrected; all that is found, to the fourth digit of its score."""
    rng = random.Random(seed)
    data, names = tmp_path / "kho", [f"bc{number}" for number in range(6)]
    marked = merged = 0
    for round_ in range(30):
        name, doing = rng.choice(names), rng.choice(("write", "write", "write", "remove", "restore", "correct"))
        if doing == "write":
            published(data, name, *said(*rng.sample(range(60), rng.randrange(1, 8))))
        elif not (data / CATALOG_FILE).exists():
            continue
        elif doing == "correct":
            LocalStore(data).correct(report_id(name), {"agency": f"UBND xã {rng.choice(SUBJECTS)}"})
            with written(data) as catalog:
                publish(data, catalog, ENCODER)
        else:
            {"remove": remove, "restore": restore}[doing](data, report_id(name))
        if (data / "CURRENT").exists():
            marked += any(one.deleted for one in shown(data).segments)
            merged += len(shown(data).segments) == 1
            assert round_ % 6 or verify(data).faults == []
    assert marked
    assert merged
    anew = shutil.copytree(data, tmp_path / "lại")
    with written(anew) as catalog:
        publish(anew, catalog, ENCODER, again=True)
    assert [one.deleted for one in shown(anew).segments] == [0]
    assert results(data, ENCODER) == results(anew, ENCODER)
    with LocalStore(data).view() as view, LocalStore(anew).view() as clean:
        for word in ("kinh", "phí", "rừng", "thôn", "hạn"):
            assert view.words.frequency(word) == clean.words.frequency(word)
            assert view.words.forms(word) == clean.words.forms(word)
        assert len(view.words) == len(clean.words)
        vector = ENCODER.encode_queries([QUERIES[0]])[0]
        assert view.mean_cosine(vector) == pytest.approx(clean.mean_cosine(vector), abs=1e-6)


HELD_IN = "bí mật.txt"
SECRET = "Chữ bí mật không ai được thấy: xyzzy."


def secret_store(data: Path) -> None:
    """A store of which one report is secret; it was read from a file given to the page."""
    original = data / ORIGINALS / HELD_IN
    original.parent.mkdir(parents=True)
    original.write_text(SECRET, encoding="utf-8")
    published(data, "a", *said(*range(40)))
    with written(data) as catalog:
        record = FileRecord(str(original), HELD_IN, 0, 0, report_id("b").ljust(64, "0"), 1, report_id("b"))
        catalog.staging.add(record, Report(HELD_IN, Header(), (), (Paragraph(1, SECRET, "paragraph", ()),)))
        publish(data, catalog, ENCODER)
        publish(data, catalog, ENCODER, again=True)


def holding(data: Path, *traces: bytes) -> list[Path]:
    """The files of a store in which one of these stands."""
    files = [path for path in data.rglob("*") if path.is_file()]
    return [path for path in files if any(trace in path.read_bytes() for trace in traces)]


def traces_of(data: Path, text: str) -> dict[str, bytes]:
    """What stands in a store of a paragraph that is one sentence: its words, its vector and that of the sentence."""
    with Catalog.open(data / CATALOG_FILE) as catalog:
        (passage,) = (
            one for one in catalog.reports.passages(catalog.reports.ids().tolist()).values() if one.text == text
        )
        ((_, _, alone),) = catalog.vectors.of_passages(ENCODER.name, np.array([passage.id]))
        ((_, said),) = catalog.vectors.of_sentences(ENCODER.name, np.array([passage.id]))
    return {
        "text": text.encode(),
        "a rare word": b"xyzzy",
        "vector": alone.astype(np.float16).tobytes(),
        "vector of the sentence": said.astype(np.float16).tobytes(),
    }


@pytest.mark.usefixtures("often")
def test_erasing_rewrites_what_held_the_text(tmp_path: Path) -> None:
    secret_store(tmp_path)
    traces = traces_of(tmp_path, SECRET)
    assert {name for name, trace in traces.items() if not holding(tmp_path, trace)} == set(), (
        "each is there to be found"
    )
    assert remove(tmp_path, report_id("b")).published
    assert shown(tmp_path).segments[0].deleted == 1
    assert Generation.open(tmp_path).lexical.document_frequency("syllables", "xyzzy") == 1, "it is still there"
    index = [path for path in holding(tmp_path, *traces.values()) if GENERATIONS in path.parts]
    assert {path.name.partition("-")[0] for path in index if path.parent == current_folder(tmp_path)} == {
        "dense", "sentences",
    }  # fmt: skip
    assert erase(tmp_path, report_id("b")).state == "erased"
    assert [one.deleted for one in shown(tmp_path).segments] == [0]
    assert Generation.open(tmp_path).lexical.document_frequency("syllables", "xyzzy") == 0
    assert holding(tmp_path, *traces.values()) == []
    assert verify(tmp_path).faults == []


@pytest.mark.usefixtures("often")
def test_a_word_that_removed_passages_alone_have_is_no_word_of_the_store(tmp_path: Path) -> None:
    secret_store(tmp_path)
    assert remove(tmp_path, report_id("b")).published
    assert Generation.open(tmp_path).lexical.frequency("xyzzy") == 1, "its posting is still there"
    for scope in (EVERYTHING, Scope(frozenset({COMMON}))):
        with LocalStore(tmp_path).view(scope) as view:
            assert [view.words.frequency(word) for word in ("xyzzy", "thấy_xyzzy", "thôn")] == [0, 0, 40]
            assert view.words.forms("xyzzy") == view.words.forms("mat") == []
            assert view.best_by_words(["xyzzy"], "accented", 5).tolist() == []


ERASING = """
import importlib, os, signal, sys
from pathlib import Path
from bench.disturbed import merge_often
from tracuu.index.local.keeping.removal import erase
module, name, folder, report = sys.argv[1:]
merge_often()
holder = importlib.import_module(f"tracuu.index.local.keeping.{module}")
assert hasattr(holder, name)
setattr(holder, name, lambda *_: os.kill(os.getpid(), signal.SIGKILL))
erase(Path(folder), report)
"""


def killed_at(module: str, name: str, data: Path, report: str) -> bool:
    """Erase in a process that is killed when it comes to that function; whether it came there.

    It is a new one, not a fork: another test may have left threads of gRPC here, whose locks a fork would keep.
    """
    command = [sys.executable, "-c", ERASING, module, name, str(data), report]
    return subprocess.run(command, cwd=ROOT, check=False).returncode == -signal.SIGKILL


CUTS = (
    ("removal", "_publish_now"), ("publishing", "build"), ("publishing", "make_current"), ("purging", "discard_old"),
    ("purging", "delete_originals"), ("purging", "numbers"),
)  # fmt: skip


@pytest.mark.parametrize(("module", "name"), CUTS)
@pytest.mark.usefixtures("often")
def test_what_was_being_erased_when_the_process_was_killed_is_erased_by_the_next_publication(
    tmp_path: Path, module: str, name: str
) -> None:
    secret_store(tmp_path)
    assert holding(tmp_path, b"xyzzy")
    assert killed_at(module, name, tmp_path, report_id("b"))
    found = verify(tmp_path)
    assert [fault.where for fault in found.of("purge")] == [report_id("b")]
    assert found.whole
    assert LocalStore(tmp_path).status().erasing == 1
    published(tmp_path, "c", *said(50))
    assert holding(tmp_path, b"xyzzy", HELD_IN.encode()) == []
    assert not (tmp_path / ORIGINALS / HELD_IN).exists()
    assert (verify(tmp_path).faults, LocalStore(tmp_path).status().erasing) == ([], 0)


@pytest.mark.usefixtures("often")
def test_what_a_reader_keeps_from_being_erased_is_erased_when_it_has_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(purging, "SECONDS", 0)
    secret_store(tmp_path)
    with Catalog.open(tmp_path / CATALOG_FILE) as reading, reading.database.snapshot():
        reading.reports.counts()
        with pytest.raises(EraseUnfinishedError):
            erase(tmp_path, report_id("b"))
        published(tmp_path, "c", *said(50))
        assert verify(tmp_path).of("purge"), "it still reads"
    with written(tmp_path) as catalog:
        assert publish(tmp_path, catalog, ENCODER).generation is None, "nothing else is to be done"
    assert holding(tmp_path, b"xyzzy") == []
    assert verify(tmp_path).faults == []


@pytest.mark.usefixtures("often")
def test_a_report_that_may_come_back_is_not_erased_any_more(tmp_path: Path) -> None:
    secret_store(tmp_path)
    assert killed_at("purging", "delete_originals", tmp_path, report_id("b"))
    assert restore(tmp_path, report_id("b")).state == "permitted"
    published(tmp_path, "c", *said(50))
    assert (tmp_path / ORIGINALS / HELD_IN).exists()
    assert verify(tmp_path).faults == []


def test_what_is_mended_is_written_to_new_files(tmp_path: Path) -> None:
    published(tmp_path, "a", *said(1, 2, 3))
    published(tmp_path, "b", *said(4, 5))
    damaged = current_folder(tmp_path) / "dense-000001.faiss"
    content = bytearray(damaged.read_bytes())
    content[-1] ^= 1
    damaged.write_bytes(content)
    held = damaged.open("rb")
    assert not verify(tmp_path).whole
    assert repair(tmp_path, HashEncoder).after.faults == []
    assert held.read() == content, "who has the damaged file open has it as it was"
    held.close()
    assert [one.number for one in shown(tmp_path).segments] == [3]


@pytest.mark.usefixtures("often")
def test_a_merge_that_fails_leaves_what_was_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise DiskFullError(tmp_path)

    published(tmp_path, "a", *said(1, 2, 3))
    monkeypatch.setattr("tracuu.index.local.keeping.publishing.merge", full)
    done = published(tmp_path, "b", *said(4, 5))
    assert done.generation == published_number(tmp_path) == 2
    assert len(shown(tmp_path).segments) == 2
    assert verify(tmp_path).faults == []
    monkeypatch.undo()
    merge_often()
    assert published(tmp_path, "c", *said(6)).generation == 3
    assert published_number(tmp_path) == 4
    assert len(shown(tmp_path).segments) < 3
    assert verify(tmp_path).faults == []


@pytest.mark.usefixtures("often")
def test_a_merge_that_cannot_be_committed_is_as_if_it_had_not_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program has the catalog locked when what was merged is to become the current generation."""
    published(tmp_path, "a", *said(1, 2, 3))
    locked = sqlite3.connect(tmp_path / CATALOG_FILE, isolation_level=None)
    real = building._build

    def lock(*given: object) -> Manifest:
        made: Manifest = real(*given)  # type: ignore[arg-type]
        if made.generation == 3:
            locked.execute("BEGIN IMMEDIATE")
        return made

    monkeypatch.setattr(building, "_build", lock)
    with written(tmp_path) as catalog:
        catalog.database.connection.execute("PRAGMA busy_timeout = 0")
        stage(catalog, "b", *said(4, 5))
        assert publish(tmp_path, catalog, ENCODER).generation == published_number(tmp_path) == 2
    assert locked.in_transaction
    assert leftovers(tmp_path) == []
    discard_old(tmp_path, 1)
    assert numbers(tmp_path / GENERATIONS) == [2]
    assert len(Generation.open(tmp_path).dense) == 5
    locked.close()
    monkeypatch.undo()
    assert verify(tmp_path).faults == []
    assert published(tmp_path, "c", *said(6)).generation == 3
    assert published_number(tmp_path) == 4, "and what was put off is made up for"


@pytest.mark.usefixtures("often")
def test_what_is_erased_while_nothing_can_be_merged_leaves_a_store_that_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(tmp_path, "a", *said(*range(9)))
    monkeypatch.setattr(segments, "FAN", 99)
    published(tmp_path, "b", "Chữ bí mật không ai được thấy: xyzzy.")
    published(tmp_path, "c", *said(20, 21))
    monkeypatch.setattr(segments, "FAN", 2)
    monkeypatch.setattr(database, "BUSY_SECONDS", 0)
    locked = sqlite3.connect(tmp_path / CATALOG_FILE, isolation_level=None)
    build, made = building._build, list[int]()

    def lock(*given: object) -> Manifest:
        manifest: Manifest = build(*given)  # type: ignore[arg-type]
        made.append(manifest.generation)
        if len(made) == 2:
            locked.execute("BEGIN IMMEDIATE")
        return manifest

    def let_go(data: Path, kept: int) -> None:
        locked.execute("ROLLBACK")
        discard_old(data, kept)

    monkeypatch.setattr(building, "_build", lock)
    monkeypatch.setattr("tracuu.index.local.keeping.purging.discard_old", let_go)
    assert erase(tmp_path, report_id("b")).state == "erased"
    assert made == [4, 5]
    locked.close()
    assert numbers(tmp_path / GENERATIONS) == [published_number(tmp_path)] == [4]
    assert len(Generation.open(tmp_path).dense) == 11
    assert verify(tmp_path).faults == []


@pytest.mark.usefixtures("often")
def test_what_changes_during_a_merge_is_in_the_next_generation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    published(tmp_path, "a", *said(1, 2, 3))
    real = building._build
    went = []

    def meanwhile(*given: object) -> Manifest:
        made: Manifest = real(*given)  # type: ignore[arg-type]
        if made.generation == 3:
            with Catalog.open(tmp_path / CATALOG_FILE) as other:
                went.append(other.removals.remove(report_id("a")))
        return made

    monkeypatch.setattr(building, "_build", meanwhile)
    published(tmp_path, "b", *said(4, 5))
    assert went == [True]
    assert (published_number(tmp_path), len(Generation.open(tmp_path).dense)) == (3, 5)
    with written(tmp_path) as catalog:
        assert publish(tmp_path, catalog, ENCODER).passages == 2
    assert len(Generation.open(tmp_path).dense) == 2
    assert verify(tmp_path).faults == []


def test_what_another_catalog_was_built_upon_is_not_built_upon(tmp_path: Path) -> None:
    published(tmp_path / "kho", "a", *said(1, 2, 3))
    published(tmp_path / "khác", "b", *said(4, 5))
    with written(tmp_path / "kho") as catalog:
        assert base_of(tmp_path / "kho", catalog, ENCODER)
        assert base_of(tmp_path / "kho", catalog, HashEncoder(16)) is None
        shutil.rmtree(tmp_path / "kho" / "generations")
        shutil.copytree(tmp_path / "khác" / "generations", tmp_path / "kho" / "generations")
        assert base_of(tmp_path / "kho", catalog, ENCODER) is None


def test_a_generation_of_another_run_is_not_taken_for_the_catalogs_own(tmp_path: Path) -> None:
    """Of the same number and the same version: what stands under an id there is not what the catalog has."""
    data, other = tmp_path / "kho", tmp_path / "khác"
    published(data, "a", *said(1, 2, 3))
    published(other, "a", *said(4, 5, 6))
    assert Generation.open(data).manifest.generation == Generation.open(other).manifest.generation
    expected = results(data, ENCODER)
    shutil.rmtree(data / GENERATIONS)
    shutil.copytree(other / GENERATIONS, data / GENERATIONS)
    with pytest.raises(GenerationDamagedError, match="tracuu index"):
        Generation.open(data)
    assert [fault.part for fault in verify(data).faults] == ["generation"]
    with written(data) as catalog:
        assert not is_published(data, catalog, ENCODER)
        assert publish(data, catalog, ENCODER).generation == 2
        assert is_published(data, catalog, ENCODER)
    assert results(data, ENCODER) == expected
    assert verify(data).faults == []


def test_a_manifest_says_of_itself_what_it_said_when_it_was_written(tmp_path: Path) -> None:
    """One that lacks what later manifests say has the digest that the catalog knows it by."""
    published(tmp_path, "a", *said(1, 2, 3))
    path = current_folder(tmp_path) / MANIFEST
    values = json.loads(path.read_text(encoding="utf-8"))
    del values["shared"], values["checksum"]
    checksum = sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()
    path.write_text(json.dumps({**values, "checksum": checksum}), encoding="utf-8")
    assert Manifest.read(path).digest == checksum
    with written(tmp_path) as catalog:
        catalog.changed.since(checksum)
        assert is_published(tmp_path, catalog, ENCODER)
        assert base_of(tmp_path, catalog, ENCODER)


def test_the_catalog_knows_what_has_changed_whoever_changed_it(tmp_path: Path) -> None:
    def changed() -> tuple[list[int], list[int]]:
        with Catalog.open(tmp_path / CATALOG_FILE) as catalog:
            return catalog.changed.ids().tolist(), catalog.changed.present().tolist()

    published(tmp_path, "a", *said(1, 2))
    published(tmp_path, "b", *said(3))
    assert changed() == ([], [])
    store = LocalStore(tmp_path)
    assert store.correct(report_id("b"), {"number": "7/BC-UBND"})
    assert changed() == ([], []), "nothing is found by a number"
    assert store.correct(report_id("b"), {"agency": "UBND xã Tân Lập"})
    assert changed() == ([3], [3])
    with Catalog.open(tmp_path / CATALOG_FILE) as catalog:
        catalog.removals.remove(report_id("a"))
    assert changed() == ([1, 2, 3], [3])
    with written(tmp_path) as catalog:
        publish(tmp_path, catalog, ENCODER)
        stage(catalog, "c", *said(4, 5))
    assert changed() == ([], [])


def test_tantivy_merges_nothing_of_its_own_accord(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would merge eight segments as soon as something is deleted from one of them."""
    monkeypatch.setattr(segments, "LITTLE", 0)
    monkeypatch.setattr(segments, "SPOILT", 1)
    for number in range(FAN - 1):
        with written(tmp_path) as catalog:
            stage(catalog, f"a{number}", *said(number * 3))
            stage(catalog, f"b{number}", *said(number * 3 + 1, number * 3 + 2))
            publish(tmp_path, catalog, ENCODER)
    with written(tmp_path) as catalog:
        for number in range(FAN - 1):
            catalog.removals.remove(report_id(f"a{number}"))
        publish(tmp_path, catalog, ENCODER)
    there = postings.read_meta(current_folder(tmp_path) / "lexical")["segments"]
    assert [one["deletes"]["num_deleted_docs"] for one in there] == [1] * (FAN - 1)
    assert {one["segment_id"] for one in there} == {name for one in shown(tmp_path).segments for name in one.postings}
    assert verify(tmp_path).faults == []


def test_a_passage_is_found_in_the_segment_where_it_is_not_deleted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(segments, "LITTLE", 0)
    published(tmp_path, "a", *said(*range(20)))
    published(tmp_path, "b", *said(30))
    with written(tmp_path) as catalog:
        publish(tmp_path, catalog, ENCODER, again=True)
    remove(tmp_path, report_id("b"))
    restore(tmp_path, report_id("b"))
    dense = Generation.open(tmp_path).dense
    assert [(len(one.ids), len(one)) for one in dense.segments] == [(21, 20), (1, 1)]
    assert dense.ids.tolist() == list(range(1, 22))
    query = ENCODER.encode_queries([said(30)[0]])[0]
    found, cosines = dense.search(query, 21)
    assert sorted(found.tolist()) == list(range(1, 22))
    assert found[0] == 21
    np.testing.assert_allclose(cosines, dense.scores(query, found), atol=1e-6)
    assert dense.search(query, 5, np.array([3, 21]))[0].tolist() == [21, 3]
