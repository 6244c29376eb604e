"""Keeping: the catalog, both sides of the index, generations and the sync of folders."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import stat
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock
from PIL import Image

from bench.disturbed import HashEncoder
from tests.conftest import SAMPLES
from tracuu.corpus import sandbox
from tracuu.corpus.report import Header, Paragraph, Reference, Report
from tracuu.index.errors import (
    CatalogDamagedError,
    CatalogTooNewError,
    CatalogUnavailableError,
    CurrentDamagedError,
    EncoderMismatchError,
    GenerationDamagedError,
    NothingIndexedError,
    NothingReadableError,
    PathMissingError,
    StoreBusyError,
)
from tracuu.index.local.catalog import Catalog
from tracuu.index.local.catalog.schema import SCHEMA_VERSION
from tracuu.index.local.generations.dense import DenseIndex
from tracuu.index.local.generations.dense_segment import DenseSegment, write_segment
from tracuu.index.local.generations.generation import (
    CATALOG_FILE,
    CURRENT,
    GENERATIONS,
    Generation,
    Manifest,
    current_folder,
)
from tracuu.index.local.generations.lexical import LexicalIndex, build_lexical
from tracuu.index.local.keeping import sync as syncing
from tracuu.index.local.keeping.sync import sync
from tracuu.index.local.paths import LOCK_FILE
from tracuu.index.models.encoder import Encoder, FloatArray, Prompts
from tracuu.index.privacy import close_to_others
from tracuu.index.records import FileRecord, Filter

FIXTURES = Path(__file__).parent / "fixtures"

REPORT = """UBND HUYỆN THẠCH KHÊ
UBND XÃ {name}
Số: {n}/BC-UBND
{place}, ngày 05 tháng 7 năm {year}

BÁO CÁO
Kết quả cải cách hành chính năm {year}

I. KẾT QUẢ

- Xã đã niêm yết công khai {n} thủ tục hành chính tại bộ phận một cửa.

II. TỒN TẠI, HẠN CHẾ

- Kinh phí cho cải cách hành chính còn hạn chế, máy tính đã cũ.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Lê Văn Tám
"""


class CountingEncoder:
    """The bundled encoder, counting what it is asked to encode."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.name, self.dimension, self.prompts = encoder.name, encoder.dimension, encoder.prompts
        self.encoded = 0

    def encode_queries(self, texts: Sequence[str]) -> FloatArray:
        return self._encoder.encode_queries(texts)

    def encode_passages(self, texts: Sequence[str]) -> FloatArray:
        self.encoded += len(texts)
        return self._encoder.encode_passages(texts)


def write_report(folder: Path, name: str, year: int = 2023, n: int = 7) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.txt"
    path.write_text(REPORT.format(name=name.upper(), place=name.title(), year=year, n=n), encoding="utf-8")
    return path


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "báo cáo"
    write_report(folder, "tân lập", 2023, 11)
    write_report(folder / "con", "đồng mây", 2024, 23)
    return folder


def files_of(data: Path) -> list[str]:
    with Catalog.open(data / CATALOG_FILE) as catalog:
        return [file.name for file in catalog.files.all() if file.report]


def test_a_folder_becomes_a_generation(tmp_path: Path, reports: Path, encoder: Encoder) -> None:
    data = tmp_path / "kho"
    stages: list[str] = []
    result = sync(data, [reports], encoder, progress=lambda stage, done, total: stages.append(stage))
    assert sorted(result.added) == ["con/đồng mây.txt", "tân lập.txt"]
    assert (result.reports, result.passages, result.generation) == (2, 4, 1)
    assert list(dict.fromkeys(stages)) == ["read", "encode", "publish"]
    assert (data / CURRENT).read_text() == "000001\n"
    manifest = Manifest.read(current_folder(data) / "manifest.json")
    assert manifest.encoder == encoder.name
    assert manifest.counts == {"reports": 2, "passages": 4, "sentences": 4}
    assert {"dense-000001.faiss", "sentences-000001.npy"} < set(manifest.files)
    assert manifest.prompts == Prompts("query: ", "passage: ")


def test_nothing_is_encoded_twice(tmp_path: Path, reports: Path, encoder: Encoder) -> None:
    counting = CountingEncoder(encoder)
    data = tmp_path / "kho"
    sync(data, [reports], counting)
    assert counting.encoded == 4 + 3  # four paragraphs in context; of their sentences one stands in both reports
    assert sync(data, [reports], counting).generation is None
    (data / CURRENT).unlink()
    assert sync(data, [], counting).generation == 2
    write_report(reports, "nậm lìa", 2023, 11)
    sync(data, [reports], counting)
    assert counting.encoded == 7 + 2  # the one paragraph that changed, in context and bare


def test_changed_moved_and_removed_files(tmp_path: Path, reports: Path, encoder: Encoder) -> None:
    data = tmp_path / "kho"
    sync(data, [reports], encoder)
    write_report(reports, "tân lập", 2025, 12)
    assert sync(data, [reports], encoder).changed == ["tân lập.txt"]
    (reports / "con" / "đồng mây.txt").rename(reports / "đổi tên.txt")
    result = sync(data, [reports], encoder, prune=True)
    assert (result.added, result.removed, result.encoded) == (["đổi tên.txt"], ["con/đồng mây.txt"], 0)
    assert sorted(files_of(data)) == ["tân lập.txt", "đổi tên.txt"]


def test_indexing_one_folder_never_touches_another(tmp_path: Path, reports: Path, encoder: Encoder) -> None:
    data, other = tmp_path / "kho", tmp_path / "khác"
    write_report(other, "bến đá", 2022, 5)
    sync(data, [reports], encoder)
    sync(data, [other], encoder, prune=True)
    shutil.rmtree(reports / "con")
    sync(data, [other], encoder, prune=True)
    assert len(files_of(data)) == 3
    sync(data, [reports], encoder)
    assert len(files_of(data)) == 3, "without --prune what is gone from the folder stays in the store"


def test_one_bad_file_never_stops_the_others(tmp_path: Path, reports: Path, encoder: Encoder) -> None:
    (reports / "hỏng.docx").write_bytes(b"PK\x03\x04 not a document")
    (reports / "mật.txt").write_text("MẬT\n" + REPORT.format(name="A", place="A", year=2020, n=1), encoding="utf-8")
    (reports / ".ẩn.txt").write_text("ẩn", encoding="utf-8")
    result = sync(tmp_path / "kho", [reports], encoder)
    assert [failure.file for failure in result.failures] == ["hỏng.docx", "mật.txt"]
    assert "MẬT" in result.failures[1].reason.vi
    assert result.reports == 2
    again = sync(tmp_path / "kho", [reports], encoder)
    assert [failure.file for failure in again.failures] == ["hỏng.docx", "mật.txt"]


def test_wrong_paths_and_empty_folders(tmp_path: Path, encoder: Encoder) -> None:
    with pytest.raises(PathMissingError):
        sync(tmp_path / "kho", [tmp_path / "không có"], encoder)
    assert not (tmp_path / "kho").exists()
    (tmp_path / "trống").mkdir()
    with pytest.raises(NothingReadableError):
        sync(tmp_path / "kho", [tmp_path / "trống"], encoder)
    with pytest.raises(NothingIndexedError):
        Generation.open(tmp_path / "kho")


def test_an_unreadable_file_among_good_ones(tmp_path: Path, reports: Path, encoder: Encoder) -> None:
    (reports / "gãy.txt").symlink_to(tmp_path / "không có")
    locked = write_report(reports, "khóa")
    locked.chmod(0)
    result = sync(tmp_path / "kho", [reports], encoder)
    locked.chmod(stat.S_IRUSR | stat.S_IWUSR)
    assert result.reports >= 2


@pytest.mark.parametrize(
    ("number", "told"), [(errno.EACCES, "không có quyền đọc"), (errno.EIO, f"lỗi hệ thống số {errno.EIO}")]
)
def test_why_a_file_is_closed_is_said_in_the_language_of_who_reads(
    tmp_path: Path, reports: Path, encoder: Encoder, monkeypatch: pytest.MonkeyPatch, number: int, told: str
) -> None:
    closed = write_report(reports, "khóa")

    def digest(path: Path) -> str:
        if path == closed.resolve():
            raise OSError(number, os.strerror(number))
        return sandbox.digest_safely(path)

    monkeypatch.setattr(syncing, "digest_safely", digest)
    (failure,) = sync(tmp_path / "kho", [reports], encoder).failures
    assert failure.reason.vi == f"Không mở được tệp: {told}. Hãy kiểm tra quyền đọc rồi nạp lại."
    assert os.strerror(number) not in failure.reason.vi


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_the_data_folder_and_what_is_in_it_are_for_its_account_alone(
    tmp_path: Path, reports: Path, encoder: Encoder
) -> None:
    data, before = tmp_path / "kho", os.umask(0o022)
    try:
        sync(data, [reports], encoder)
        assert os.umask(0o022) == 0o022
    finally:
        os.umask(before)
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in (data, *data.rglob("*"))}
    assert {path: oct(mode) for path, mode in modes.items() if mode & 0o077 and path.name != LOCK_FILE} == {}


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
@pytest.mark.parametrize(("mode", "after"), [(0o755, 0o700), (0o707, 0o700), (0o750, 0o750), (0o700, 0o700)])
def test_a_data_folder_that_all_may_look_into_is_closed(tmp_path: Path, mode: int, after: int) -> None:
    tmp_path.chmod(mode)
    assert not close_to_others(tmp_path)  # no store: it may be any folder
    assert stat.S_IMODE(tmp_path.stat().st_mode) == mode
    (tmp_path / CATALOG_FILE).touch()
    assert close_to_others(tmp_path) == (mode != after)
    assert stat.S_IMODE(tmp_path.stat().st_mode) == after


def test_a_link_that_leads_out_of_its_folder_is_not_followed(tmp_path: Path, reports: Path, encoder: Encoder) -> None:
    data, outside = tmp_path / "kho", tmp_path / "ngoài"
    outside.mkdir()
    secret = write_report(outside, "mật thất", 2024, 9)
    (reports / "ra ngoài.txt").symlink_to(secret)
    (reports / "thư mục").symlink_to(outside)
    (reports / "trong.txt").symlink_to(next(one for one in reports.iterdir() if one.is_file()))
    result = sync(data, [reports], encoder)
    assert [(one.file, "trỏ ra ngoài" in one.reason.vi) for one in result.failures] == [("ra ngoài.txt", True)]
    with Catalog.open(data / CATALOG_FILE) as catalog:
        assert str(outside) not in "".join(one.path for one in catalog.files.all())
    linked = tmp_path / "lối vào"
    linked.symlink_to(outside)
    assert sync(tmp_path / "kho khác", [linked, reports / "ra ngoài.txt"], encoder).reports == 1


def test_a_second_writer_is_told_to_wait(tmp_path: Path, reports: Path, encoder: Encoder) -> None:
    data = tmp_path / "kho"
    data.mkdir()
    with FileLock(data / LOCK_FILE), pytest.raises(StoreBusyError):
        sync(data, [reports], encoder)


def test_a_generation_of_another_model_is_refused(tmp_path: Path, reports: Path, encoder: Encoder) -> None:
    data = tmp_path / "kho"
    sync(data, [reports], encoder)
    with pytest.raises(EncoderMismatchError, match="--model"):
        Generation.open(data, "một mô hình khác")


@pytest.mark.parametrize("content", ["", "rác\n", "000009\n", "../../etc\n"])
def test_a_damaged_current_loses_nothing(tmp_path: Path, reports: Path, encoder: Encoder, content: str) -> None:
    data = tmp_path / "kho"
    sync(data, [reports], encoder)
    (data / CURRENT).write_text(content, encoding="utf-8")
    with pytest.raises(CurrentDamagedError, match="tracuu index"):
        Generation.open(data)
    counting = CountingEncoder(encoder)
    sync(data, [], counting)
    assert counting.encoded == 0
    assert len(Generation.open(data, encoder.name).dense) == 4


@pytest.mark.parametrize("file", ["dense-000001.faiss", "sentences-000001.npy", "manifest.json", "lexical/meta.json"])
def test_a_damaged_generation_is_named_and_built_again(
    tmp_path: Path, reports: Path, encoder: Encoder, file: str
) -> None:
    data = tmp_path / "kho"
    sync(data, [reports], encoder)
    path = current_folder(data) / file
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(GenerationDamagedError):
        Generation.open(data)
    sync(data, [], encoder)
    assert len(Generation.open(data, encoder.name).lexical) == 4


def test_what_a_killed_writer_left_is_swept(tmp_path: Path, reports: Path, encoder: Encoder) -> None:
    data = tmp_path / "kho"
    sync(data, [reports], encoder)
    leftover = data / GENERATIONS / ".building-000002"
    leftover.mkdir()
    (leftover / "dense.faiss").write_bytes(b"half")
    write_report(reports, "nậm lìa", 2020, 3)
    sync(data, [reports], encoder)
    assert not leftover.exists()


def test_old_generations_go_and_an_open_one_still_answers(tmp_path: Path, reports: Path, encoder: Encoder) -> None:
    data = tmp_path / "kho"
    sync(data, [reports], encoder)
    first = Generation.open(data, encoder.name)
    for n in range(3):
        write_report(reports, "nậm lìa", 2020 + n, n + 1)
        sync(data, [reports], encoder)
    assert sorted(path.name for path in (data / GENERATIONS).iterdir()) == ["000003", "000004"]
    query = encoder.encode_queries(["kinh phí hạn chế"])[0]
    assert len(first.dense.search(query, 10)[0]) == 4
    assert len(first.lexical.search(["kinh", "phí"], 10)[0]) == 2


def test_a_catalog_of_other_origin(tmp_path: Path) -> None:
    damaged = tmp_path / "hỏng.sqlite"
    damaged.write_bytes(b"not a database at all, but long enough to be looked at" * 100)
    with pytest.raises(CatalogDamagedError):
        Catalog.open(damaged)
    with pytest.raises(CatalogUnavailableError):
        Catalog.open(tmp_path / "không có" / "mục.sqlite")
    newer = tmp_path / "mới.sqlite"
    with sqlite3.connect(newer) as connection:
        connection.execute("PRAGMA user_version = 999")
    with pytest.raises(CatalogTooNewError):
        Catalog.open(newer)


def test_the_catalog_gives_back_what_it_was_given(tmp_path: Path) -> None:
    report = Report(
        "a.txt", Header(agency="UBND xã A", level="commune", issued="2023-05", province="Hải Lâm"),
        paragraphs=tuple(Paragraph(n, "Một câu. Hai câu.", "bullet", ()) for n in (1, 2)),
    )  # fmt: skip
    with Catalog.open(tmp_path / CATALOG_FILE) as catalog:
        before = catalog.version
        catalog.files.put(FileRecord("/a.txt", "a.txt", 1, 1, "x", 1, "r1"), report)
        assert catalog.version > before
        assert catalog.reports.full("r1") == report
        assert catalog.reports.full("không có") is None
        first = catalog.reports.passage("r1-1")
        assert first is not None
        assert first.key == "r1-1"
        assert [other.key for other in catalog.reports.same_text([first.id])[first.id]] == ["r1-2"]
        assert catalog.reports.passage("r1-9") is None
        assert catalog.reports.facets()["year"] == {"2023": 2}
        for wanted, count in (
            (Filter(agencies=("xa a",)), 2),
            (Filter(provinces=("hai lam",), years=(2023,)), 2),
            (Filter(levels=("district",)), 0),
            (Filter(agencies=("' OR 1=1 --",)), 0),
            (Filter(reports=("r1",), roles=("context",)), 2),
        ):
            selected = catalog.reports.select(wanted)
            assert selected is not None
            assert len(selected) == count
        assert catalog.reports.select(Filter()) is None
        catalog.files.remove(["/a.txt"])
        assert catalog.reports.counts()["passages"] == 0


def test_a_filter_applies_before_ranking(tmp_path: Path) -> None:
    rng = np.random.default_rng(7)
    vectors = rng.normal(size=(500, 16)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    ids = np.arange(10, 5010, 10, dtype=np.int64)
    lengths = np.ones((500, 2), np.int64)
    halves = [(ids[some], lengths[some], vectors[some]) for some in (slice(300), slice(300, None))]
    write_segment(tmp_path, 1, 16, halves, [(ids, vectors)], 500)
    index = DenseIndex([DenseSegment.open(tmp_path, 1, None)], 16)
    worst = ids[np.argsort(vectors @ vectors[0])[:3]]
    found, scores = index.search(vectors[0], 10, np.sort(worst))
    assert sorted(found.tolist()) == sorted(worst.tolist())
    assert np.allclose(scores, index.scores(vectors[0], found), atol=1e-6)
    assert [len(s) for s in index.sentence_scores(vectors[0], np.array([10, 15, 5000]))] == [1, 0, 1]
    assert len(index.search(vectors[0], 10, np.empty(0, np.int64))[0]) == 0


def test_lexical_terms_are_never_syntax(tmp_path: Path) -> None:
    build_lexical(tmp_path, [(1, "Kinh phí còn hạn chế", "UBND xã A"), (2, "Tập huấn ở xã", "")])
    index = LexicalIndex.open(tmp_path)
    for words in (["id:1"], ["*"], ['"'], ["kinh", "AND", "phí"], ["a" * 40000]):
        index.search(words, 5)
    assert index.search(["kinh", "phí"], 5)[0].tolist() == [1]
    assert index.search(["han", "che"], 5, "folded")[0].tolist() == [1]
    assert index.search(["xã"], 5, allowed=np.array([2]))[0].tolist() == [2]
    assert index.matching([("hạn", "chế")], []).tolist() == [1]
    assert index.matching([("chế", "hạn")], []).tolist() == []
    assert index.matching([], [("kinh",)]).tolist() == [2]
    assert index.forms("han") == [("hạn", 1)]
    assert index.frequency("kinh_phí") == 1


def test_a_secret_report_is_let_in_only_when_asked_for_and_then_stays(tmp_path: Path, encoder: Encoder) -> None:
    data, reports = tmp_path / "kho", tmp_path / "báo cáo"
    reports.mkdir()
    for name, mark in (("thường.txt", ""), ("mật.txt", "MẬT\n")):
        text = mark + REPORT.format(name=name[0].upper(), place="Khê", year=2020, n=len(name))
        (reports / name).write_text(text, encoding="utf-8")
    refused = sync(data, [reports], encoder)
    assert [failure.file for failure in refused.failures] == ["mật.txt"]
    assert "--admit-secret" in refused.failures[0].reason.vi
    admitted = sync(data, [reports], encoder, admit_secret=True)
    assert admitted.failures == []
    assert sync(data, [reports], encoder).unchanged == ["mật.txt", "thường.txt"]
    with Catalog.open(data / CATALOG_FILE) as catalog:
        assert {record.file: record.header.secrecy for record in catalog.reports.all()} == {
            "mật.txt": "Mật",
            "thường.txt": None,
        }
        known = catalog.files.file(str((reports / "mật.txt").resolve()))
        assert known is not None
        catalog.files.put(replace(known, reader=0))
    assert sync(data, [reports], encoder).failures == []


def test_a_file_that_waits_for_a_program_is_tried_again(
    tmp_path: Path, encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, scan = tmp_path / "kho", tmp_path / "báo cáo" / "ảnh.png"
    scan.parent.mkdir()
    Image.new("L", (400, 200), 255).save(scan)
    write_report(scan.parent, "tân lập", 2024, 3)

    def reason() -> str:
        (failure,) = sync(data, [scan.parent], encoder).failures
        return failure.reason.vi

    monkeypatch.setenv("PATH", str(tmp_path))
    sandbox.dismiss()
    assert "tesseract-ocr-vie" in reason()
    monkeypatch.undo()
    sandbox.dismiss()
    if shutil.which("tesseract"):
        assert "không có chữ nào đọc được" in reason()


def test_a_catalog_of_the_first_version_is_brought_forward(tmp_path: Path) -> None:
    path = tmp_path / "catalog.sqlite"
    with sqlite3.connect(path) as old:
        old.executescript((FIXTURES / "catalog_v1.sql").read_text(encoding="utf-8"))
    with Catalog.open(path) as catalog:
        assert [(cited.reference.number, cited.reports) for cited in catalog.reports.citations()] == [
            ("16-KL/TW", ("a" * 12,)),
            ("72/2015/NĐ-CP", ("a" * 12,)),
        ]
        assert catalog.reports.counts()["passages"] == 2
        assert catalog.reports.select(Filter(references=("16-kl/tw",))) is not None
    with sqlite3.connect(path) as new:
        assert new.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)


def cited_in(catalog: Catalog, name: str, *references: Reference) -> None:
    report = Report(name, Header(), (), (Paragraph(1, "Một câu.", "paragraph", ()),), references)
    catalog.files.put(FileRecord(name, name, 1, 1, name, 1, name), report)


def test_documents_cited_are_counted_by_report_whatever_their_spelling(tmp_path: Path) -> None:
    with Catalog.open(tmp_path / "catalog.sqlite") as catalog:
        cited_in(catalog, "a", Reference("Nghị định", "72/2015/NĐ-CP"), Reference("Kế hoạch", "16/KH-UBND", "2020"))
        cited_in(catalog, "b", Reference("Nghị định", "72/2015/nđ-cp", "2015-09-07", "Chính phủ"))
        cited_in(catalog, "c", Reference("Kế hoạch", "16/KH-UBND", "2020-01-02"))
        cited_in(catalog, "d", Reference("Nghị định", "72/2015/NĐ-CP"), Reference("Kế hoạch", "16/KH-UBND"))
        cited_in(catalog, "e", Reference("Kế hoạch", "16/KH-UBND", "2023-03-04"))
        cited_in(catalog, "f", Reference("Nghị định", "72/2015/NĐ-CP", "2015-07-09"))
        first, second, another = catalog.reports.citations()
        assert first.reference == Reference("Nghị định", "72/2015/NĐ-CP", "2015-09-07", "Chính phủ")
        assert sorted(first.reports) == ["a", "b", "d", "f"]
        assert (second.reference.date, sorted(second.reports)) == ("2020-01-02", ["a", "c", "d"])
        assert (another.reference.date, another.reports) == ("2023-03-04", ("e",))
        assert [cited.reference.number for cited in catalog.reports.citations(["72/2015/ND-CP"])] == ["72/2015/NĐ-CP"]
        assert catalog.reports.citations(["99/2015/NĐ-CP"]) == []


def test_a_filter_by_document_cited_admits_the_reports_that_rest_on_it(tmp_path: Path) -> None:
    with Catalog.open(tmp_path / "catalog.sqlite") as catalog:
        cited_in(catalog, "a", Reference("Nghị định", "72/2015/NĐ-CP"))
        cited_in(catalog, "b")
        cited_in(catalog, "c", Reference("Kết luận", "16-KL/TW"))
        every = {passage.report.id: passage.id for passage in catalog.reports.passages(range(1, 4)).values()}
        for name in ("72/2015/NĐ-CP", "nghi dinh 72/2015/nd-cp", "Nghị định số 72/2015/NĐ-CP"):
            assert catalog.reports.select(Filter(references=(name,))).tolist() == [every["a"]]  # type: ignore[union-attr]
        both = catalog.reports.select(Filter(references=("72/2015/NĐ-CP", "16 - KL/TW")))
        assert both is not None
        assert both.tolist() == [every["a"], every["c"]]


@pytest.mark.parametrize("in_its_place", [False, True])
def test_a_change_that_keeps_size_and_time_is_noticed(
    tmp_path: Path, reports: Path, encoder: Encoder, in_its_place: bool
) -> None:
    data, path = tmp_path / "kho", reports / "tân lập.txt"
    sync(data, [reports], encoder)
    before = path.stat()
    if in_its_place:
        other = write_report(tmp_path / "nơi khác", "tân lập", 2023, 12)
        other.replace(path)
    else:
        write_report(reports, "tân lập", 2023, 12)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    result = sync(data, [reports], encoder)
    assert (result.changed, result.unchanged) == (["tân lập.txt"], ["con/đồng mây.txt"])


def test_what_only_its_content_tells_is_noticed_when_asked_for(tmp_path: Path, reports: Path, encoder: Encoder) -> None:
    data, path = tmp_path / "kho", reports / "tân lập.txt"
    sync(data, [reports], encoder)
    before = path.stat()
    write_report(reports, "tân lập", 2023, 12)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    with Catalog.open(data / CATALOG_FILE) as catalog:  # as on a file system that keeps no time of change
        record = catalog.files.file(str(path.resolve()))
        assert record is not None
        catalog.files.put(replace(record, ctime_ns=path.stat().st_ctime_ns))
    assert sync(data, [reports], encoder).changed == []
    assert sync(data, [reports], encoder, verify_content=True).changed == ["tân lập.txt"]


def test_a_file_that_was_only_touched_is_unchanged(tmp_path: Path, reports: Path, encoder: Encoder) -> None:
    data, path = tmp_path / "kho", reports / "tân lập.txt"
    sync(data, [reports], encoder)
    path.chmod(0o600)
    assert sync(data, [reports], encoder).unchanged == ["con/đồng mây.txt", "tân lập.txt"]
    with Catalog.open(data / CATALOG_FILE) as catalog:
        record = catalog.files.file(str(path.resolve()))
        assert record is not None
        assert record.ctime_ns == path.stat().st_ctime_ns


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode there")
@pytest.mark.parametrize(
    ("raw", "shown"), [(b"b\xb8o c\xb8o.txt", "báo cáo.txt"), (b"\xff\xfe\x81.txt", "\ufffd\ufffd\ufffd.txt")]
)
@pytest.mark.parametrize("folder", [False, True])
def test_a_name_that_is_no_unicode_stops_nothing_and_is_told(
    tmp_path: Path, raw: bytes, shown: str, folder: bool
) -> None:
    reports, data = tmp_path / "báo cáo", tmp_path / "kho"
    place = Path(reports, *map(os.fsdecode, [raw, b"a.txt"] if folder else [raw]))
    first, second = sorted(SAMPLES.glob("*.txt"))[:2]
    try:
        place.parent.mkdir(parents=True)
        shutil.copy(first, place)
    except OSError:
        pytest.skip("this file system takes no such name")
    shutil.copy(second, reports / "z.txt")
    result = sync(data, [reports], HashEncoder())
    assert result.added == ["z.txt"]
    (failure,) = result.failures
    assert failure.file == (f"{shown}/a.txt" if folder else shown)
    assert "đổi tên" in failure.reason.vi
    assert "rename" in failure.reason.en
    failure.file.encode()
    assert sync(data, [reports], HashEncoder(), prune=True).reports == 1
