"""What damages a store, or refuses to be written: noticed, named, mended; and kills, readers and histories."""

from __future__ import annotations

import errno
import json
import os
import random
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from bench.damage import WAYS, damage
from bench.disturbed import HashEncoder, contents, read_here, results, write_reports
from tests.conftest import ROOT
from tracuu.corpus.errors import TracuuError
from tracuu.index.errors import (
    CatalogDamagedError,
    CatalogLostError,
    CatalogUnavailableError,
    DiskFullError,
    EncoderMismatchError,
    StoreUnwritableError,
    TooManyOpenFilesError,
)
from tracuu.index.local.catalog import Catalog
from tracuu.index.local.generations.current_generation import current_folder
from tracuu.index.local.keeping import sync as ingest
from tracuu.index.local.keeping.backup import backup, restore_backup
from tracuu.index.local.keeping.repair import repair
from tracuu.index.local.keeping.sync import sync
from tracuu.index.local.keeping.verification import verify
from tracuu.index.local.paths import CATALOG_FILE, CURRENT
from tracuu.search import SearchEngine

ENCODER = HashEncoder()


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    work = tmp_path_factory.mktemp("mẫu")
    write_reports(work / "reports", range(5))
    sync(work / "data", [work / "reports"], ENCODER)
    return work


@pytest.fixture
def data(template: Path, tmp_path: Path) -> Path:
    shutil.copytree(template / "data", tmp_path / "kho")
    return tmp_path / "kho"


NAMES = ("manifest.json", "dense-000001.faiss", "passages-000001.npy", "sentences-000001.npy", "lexical/meta.json")
"""With a segment of Tantivy's and CURRENT one file of each kind; `bench.damage` has all."""


@pytest.mark.parametrize("way", WAYS)
def test_every_damaged_file_is_named_and_mended_with_nothing_encoded(data: Path, template: Path, way: str) -> None:
    expected = results(data, ENCODER)
    rng = random.Random(way)
    generation = current_folder(data)
    segment = max((generation / "lexical").glob("*.idx"))
    for path in (*(generation / name for name in NAMES), segment, data / CURRENT):
        damage(path, way, rng)
        found = verify(data)
        assert not found.whole
        assert path.name in {Path(fault.where).name for fault in found.faults}
        assert all(fault.what.vi and fault.what.en for fault in found.faults)
        done = repair(data, ENCODER_IS_NOT_NEEDED)
        assert (done.encoded, done.after.faults) == (0, [])
        assert results(data, ENCODER) == expected
        shutil.rmtree(data)
        shutil.copytree(template / "data", data)


def ENCODER_IS_NOT_NEEDED() -> HashEncoder:  # noqa: N802
    raise AssertionError


def test_a_damaged_text_is_read_again_and_a_damaged_vector_encoded_again(data: Path) -> None:
    expected = results(data, ENCODER), contents(data)
    with Catalog.open(data / CATALOG_FILE) as catalog, catalog.database.transaction() as connection:
        connection.execute("UPDATE paragraphs SET text = replace(text, 'triệu', 'tỷ') WHERE id = 1")
        connection.execute(
            "UPDATE vectors SET vector = zeroblob(128) WHERE text_hash IN (SELECT text_hash FROM sentences LIMIT 1)"
        )
    found = verify(data)
    assert sorted({fault.part for fault in found.faults}) == ["report", "vector"]
    other = HashEncoder(16)
    with pytest.raises(EncoderMismatchError):
        repair(data, lambda: other)
    done = repair(data, HashEncoder)
    assert (done.encoded, done.after.faults) == (1, [])
    assert (results(data, ENCODER), contents(data)) == expected


@pytest.mark.parametrize("way", ["truncated", "a page zeroed", "emptied", "zeroed"])
def test_a_damaged_catalog_is_saved_as_far_as_it_can_be_read(data: Path, template: Path, way: str) -> None:
    expected = results(data, ENCODER), contents(data)
    saved = data.with_name("sao lưu")
    backup(data, saved)
    path = data / CATALOG_FILE
    if way == "a page zeroed":
        content = bytearray(path.read_bytes())
        content[8 * 4096 : 9 * 4096] = bytes(4096)
        path.write_bytes(content)
    else:
        damage(path, way, random.Random(3))
    assert verify(data).of("catalog")
    try:
        done = repair(data, HashEncoder)
        assert done.after.whole
        sync(data, [template / "reports"], HashEncoder())
    except (CatalogDamagedError, CatalogLostError) as error:
        assert "tracuu restore" in error.vi
        restore_backup(data, saved, ENCODER, force=True)
    assert (results(data, ENCODER), contents(data)) == expected
    assert verify(data).faults == []


class Refusing:
    """A function of the system that fails once, at the call with that number."""

    def __init__(self, function: Callable[..., object], which: int, number: int) -> None:
        self.calls = 0
        self._function, self._which, self._number = function, which, number

    def __call__(self, *args: object, **kwargs: object) -> object:
        self.calls += 1
        if self.calls == self._which:
            raise OSError(self._number, os.strerror(self._number))
        return self._function(*args, **kwargs)


@pytest.mark.parametrize(
    ("number", "named"),
    [
        (errno.ENOSPC, DiskFullError),
        (errno.EIO, StoreUnwritableError),
        (errno.EROFS, StoreUnwritableError),
        (errno.EMFILE, TooManyOpenFilesError),
    ],
)
def test_whatever_write_fails_is_named_and_loses_nothing(
    data: Path, template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, named: type[TracuuError]
) -> None:
    monkeypatch.setattr(ingest, "read_all", read_here)
    before = results(data, ENCODER)
    more = tmp_path / "thêm"
    write_reports(more, [50])
    failed = 0
    for name in ("fsync", "rename", "replace", "mkdir"):
        real = getattr(os, name)
        for which in range(1, 8):
            refusing = Refusing(real, which, number)
            with monkeypatch.context() as patch:
                patch.setattr(os, name, refusing)
                try:
                    sync(data, [more], ENCODER)
                except TracuuError as error:
                    failed += 1
                    assert isinstance(error, named | CatalogUnavailableError)
            assert verify(data).whole
            if refusing.calls < which:
                break
            if results(data, ENCODER) != before:  # the last steps are past the commit
                shutil.rmtree(data)
                shutil.copytree(template / "data", data)
    assert failed > 8
    sync(data, [more], ENCODER)
    assert verify(data).faults == []
    assert results(data, ENCODER) != before


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "đĩa nhỏ"
    folder.mkdir()
    if (
        os.geteuid()
        or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", folder], check=False).returncode
    ):
        pytest.skip("mounting a small disk needs root")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def test_a_full_disk_and_a_read_only_one_still_answer(
    template: Path, small_disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest, "read_all", read_here)
    data = small_disk / "kho"
    shutil.copytree(template / "data", data)
    before = results(data, ENCODER)
    more = tmp_path / "thêm"
    write_reports(more, range(60, 90))
    with (small_disk / "đầy").open("wb") as filler:
        filler.write(bytes(shutil.disk_usage(small_disk).free - 200_000))
    with pytest.raises(DiskFullError, match="đầy"):
        sync(data, [more], ENCODER)
    assert results(data, ENCODER) == before
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    with pytest.raises(TracuuError):
        sync(data, [more], ENCODER)
    assert results(data, ENCODER) == before
    subprocess.run(["mount", "-o", "remount,rw", small_disk], check=True)
    (small_disk / "đầy").unlink()
    assert sync(data, [more], ENCODER).reports == 35
    assert verify(data).faults == []


def test_an_open_engine_answers_without_more_file_handles(data: Path) -> None:
    engine = SearchEngine.open_with(data, ENCODER)
    expected = [hit.passage.key for hit in engine.search("kinh phí", k=5).hits]
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
    taken = []
    try:
        with suppress(OSError):
            while True:
                taken.append(os.open(os.devnull, os.O_RDONLY))
        assert [hit.passage.key for hit in engine.search("kinh phí", k=5).hits] == expected
        with pytest.raises(TooManyOpenFilesError, match="ulimit"):
            sync(data, [], ENCODER)
    finally:
        for descriptor in taken:
            os.close(descriptor)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    engine.close()
    assert (data / CURRENT).is_file()


def bench(module: str, *arguments: object) -> str:
    done = subprocess.run(
        [sys.executable, "-m", f"bench.{module}", *map(str, arguments)],
        cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, "OMP_NUM_THREADS": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_writer_killed_at_any_step_loses_nothing() -> None:
    told = json.loads(bench("crash", "--steps", 5, "--random", 4))
    assert [one["lost"] for one in told] == [[], [], []]
    assert sum(one["killed at steps"] for one in told) == 15


def test_readers_never_meet_an_error_while_a_writer_publishes() -> None:
    told = json.loads(bench("readers", "--readers", 3, "--generations", 6))
    assert (told["errors"], told["torn"], told["back"], told["kept on disk"]) == ([], 0, 0, 2)
    assert told["searches"] > 10
    assert told["most handles grown"] < 10


def test_any_history_ends_as_if_indexed_from_nothing() -> None:
    assert "'histories': 12" in bench("histories", "--examples", 12)
