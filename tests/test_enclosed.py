"""Several documents in one file are several reports: read, kept, cited, removed and given out each by itself."""

from __future__ import annotations

import itertools
import json
import shutil
from pathlib import Path

import docx
import pytest

from bench.disturbed import HashEncoder
from tests.conftest import SAMPLES
from tests.test_bundles import archive, held, kept
from tracuu.corpus import read_report
from tracuu.corpus.errors import FileUnreadableError
from tracuu.corpus.report import Report
from tracuu.corpus.sandbox import digest_safely, read_safely
from tracuu.index.local.catalog import Catalog
from tracuu.index.local.keeping.repair import repair
from tracuu.index.local.paths import CATALOG_FILE, ORIGINALS
from tracuu.index.scope import COMMON
from tracuu.service.house import open_house
from tracuu.service.readers import OWNER, Reader
from tracuu.service.reports import OriginalGoneError, original

SAMPLE_TEXTS = sorted([*SAMPLES.glob("*.txt"), *SAMPLES.glob("*.md")])
FIRST, SECOND, THIRD = SAMPLE_TEXTS[:3]


def joined(path: Path, *samples: Path) -> Path:
    path.write_text("\n\n".join(sample.read_text(encoding="utf-8") for sample in samples), "utf-8")
    return path


def texts(report: Report) -> list[str]:
    return [paragraph.text for paragraph in report.paragraphs]


@pytest.mark.parametrize("pair", [*itertools.pairwise([*SAMPLE_TEXTS, SAMPLE_TEXTS[0]])], ids=lambda pair: pair[0].stem)
def test_two_reports_in_one_file_read_as_each_does_alone(tmp_path: Path, pair: tuple[Path, Path]) -> None:
    path = joined(tmp_path / "hai.txt", *pair)
    read = read_report(path)
    first, second = map(read_report, pair)
    (other,) = read.enclosed
    assert (read.header, texts(read)) == (first.header, texts(first))
    assert (other.header, texts(other)) == (second.header, texts(second))
    assert (read.file, other.file) == ("hai.txt", "hai.txt/2")
    assert "Trong tệp có 2 văn bản" in read.warnings[0]
    assert Report.from_json(json.loads(json.dumps(read.to_json()))) == read


def test_two_letterheads_in_tables_of_word_are_two_documents(tmp_path: Path) -> None:
    document = docx.Document()
    for name, number in (("TÂN LẬP", 7), ("NGỌC LÂM", 8)):
        cells = document.add_table(1, 2).rows[0].cells
        cells[0].text = f"UBND XÃ {name}\nSố: {number}/BC-UBND"
        cells[
            1
        ].text = (
            f"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n{name.title()}, ngày 5 tháng 6 năm 2023"
        )
        for line in ("BÁO CÁO", "Kết quả năm 2023", "Kinh phí còn thiếu nhiều.", "TM. UBND", "CHỦ TỊCH", "Lê Văn Tám"):
            document.add_paragraph(line)
    document.save(str(tmp_path / "hai.docx"))
    read = read_report(tmp_path / "hai.docx")
    assert [one.header.number for one in (read, *read.enclosed)] == ["7/BC-UBND", "8/BC-UBND"]
    assert [one.header.agency for one in (read, *read.enclosed)] == ["UBND xã Tân Lập", "UBND xã Ngọc Lâm"]
    assert texts(read.enclosed[0]) == ["Kinh phí còn thiếu nhiều."]


@pytest.mark.parametrize(
    "attached",
    [
        # a form to be filled in
        "UBND XÃ ………\nSố:      /BC-UBND\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"
        "………, ngày … tháng … năm 20…\n\nBÁO CÁO\nKết quả …\n\nI. Kết quả\n\nĐã làm …",
        # an annex
        "PHỤ LỤC\n(Kèm theo Báo cáo số 96/BC-UBND)\n\nI. Biểu số liệu\n\nXã có 5 thôn.",
        # a motto and no more
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nĐƠN ĐỀ NGHỊ\n\nTôi tên là …",
    ],
)
def test_what_is_attached_is_of_its_report(tmp_path: Path, attached: str) -> None:
    path = tmp_path / "một.txt"
    path.write_text(f"{FIRST.read_text(encoding='utf-8')}\n\n{attached}", "utf-8")
    assert read_report(path).enclosed == ()


def test_a_letterhead_that_is_only_quoted_begins_no_document(tmp_path: Path) -> None:
    text = FIRST.read_text(encoding="utf-8")
    middle = text.index("\n\n", len(text) // 2)
    quoted = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nSố: 5/QĐ-UBND\n\nQUYẾT ĐỊNH\nVề việc khen thưởng\n\n"
    path = tmp_path / "một.txt"
    path.write_text(f"{text[:middle]}\n\n{quoted}{text[middle:]}", "utf-8")
    assert read_report(path).enclosed == (), "nothing is signed before it"


def test_each_document_is_named_by_its_number(tmp_path: Path) -> None:
    path = joined(tmp_path / "ba.txt", FIRST, SECOND, THIRD)
    assert read_safely(path / "3").header == read_report(THIRD).header
    assert len({digest_safely(path), digest_safely(path / "2"), digest_safely(path / "3")}) == 3
    bundle = archive(tmp_path / "gói.zip", {"ba.txt": path})
    assert read_safely(bundle / "ba.txt" / "2").header == read_report(SECOND).header
    assert digest_safely(bundle / "ba.txt" / "2") == digest_safely(path / "2")
    with pytest.raises(FileUnreadableError, match="Không thấy tệp “4”"):
        read_safely(path / "4")


def test_a_file_of_two_is_two_reports_of_the_store_and_stays_so(tmp_path: Path) -> None:
    folder, data = tmp_path / "báo cáo", tmp_path / "kho"
    folder.mkdir()
    path = joined(folder / "hai.txt", FIRST, SECOND)
    assert kept(data, folder).added == ["hai.txt", "hai.txt/2"]
    again = kept(data, folder)
    assert (again.reports, again.generation) == (2, None)
    assert kept(data, folder, verify_content=True).reports == 2
    path.rename(folder / "dời.txt")
    assert kept(data, folder, prune=True).reports == 2
    assert set(held(data)) == {"dời.txt", "dời.txt/2"}
    joined(folder / "dời.txt", FIRST)
    assert kept(data, folder).reports == 1
    assert set(held(data)) == {"dời.txt"}


def test_files_of_two_in_a_bundle(tmp_path: Path) -> None:
    data = tmp_path / "kho"
    two = joined(tmp_path / "hai.txt", FIRST, SECOND)
    path = archive(tmp_path / "gói.zip", {"hai.txt": two, "ba.txt": THIRD})
    assert kept(data, path).added == ["gói.zip/hai.txt", "gói.zip/hai.txt/2", "gói.zip/ba.txt"]
    assert kept(data, path).reports == 3
    assert kept(data, path, verify_content=True).reports == 3
    archive(path, {"ba.txt": THIRD})
    assert kept(data, path).reports == 1


def test_a_secret_document_keeps_out_the_file_that_it_is_in(tmp_path: Path) -> None:
    data = tmp_path / "kho"
    secret = tmp_path / "mật.txt"
    secret.write_text(SECOND.read_text(encoding="utf-8").replace("BÁO CÁO", "MẬT\n\nBÁO CÁO", 1), "utf-8")
    joined(tmp_path / "hai.txt", THIRD, secret)
    shutil.copy(FIRST, tmp_path / "một.txt")
    assert [failure.file for failure in kept(data, tmp_path / "hai.txt", tmp_path / "một.txt").failures] == ["hai.txt"]
    assert kept(data, tmp_path / "hai.txt", admit_secret=True).reports == 3


def test_the_file_of_two_is_given_to_those_alone_who_see_both(tmp_path: Path) -> None:
    path = joined(tmp_path / "hai.txt", FIRST, SECOND)
    house = open_house(tmp_path / "kho")
    house.store.sync([path], HashEncoder())
    with house.seen_by(OWNER) as view:
        ids = {one.file: one.id for one in view.reports()}
    for report in ids.values():
        assert original(house, OWNER, report).content == path.read_bytes()
        assert original(house, OWNER, report).name == "hai.txt"
    house.store.collect(ids["hai.txt/2"], ["riêng"])
    reader = Reader("chị Lan", "reader", frozenset({COMMON}))
    with pytest.raises(OriginalGoneError):
        original(house, reader, ids["hai.txt"])


def test_erasing_one_of_two_leaves_no_byte_of_the_file_they_are_in(tmp_path: Path) -> None:
    data = tmp_path / "kho"
    (data / ORIGINALS).mkdir(parents=True)
    path = joined(data / ORIGINALS / "hai.txt", FIRST, SECOND)
    kept(data, data / ORIGINALS)
    store = open_house(data).store
    with Catalog.open(data / CATALOG_FILE) as catalog:
        report = str(next(file.report for file in catalog.files.all() if file.name == "hai.txt/2"))
    assert store.erase(report).state == "erased"
    assert not path.exists()


def test_a_damaged_document_is_read_again_from_the_file_of_two(tmp_path: Path) -> None:
    data = tmp_path / "kho"
    kept(data, joined(tmp_path / "hai.txt", FIRST, SECOND))
    with Catalog.open(data / CATALOG_FILE) as catalog, catalog.database.transaction() as connection:
        connection.execute("UPDATE paragraphs SET text = text || ' x'")
    mended = repair(data, HashEncoder)
    assert (set(mended.reread), mended.lost) == ({"hai.txt", "hai.txt/2"}, ())
    with Catalog.open(data / CATALOG_FILE) as catalog:
        assert catalog.reports.counts()["reports"] == 2
