"""Several documents in one file are several reports: read, kept, cited, removed and given out each by itself."""

from __future__ import annotations

import itertools
import json
import re
import shutil
from pathlib import Path

import docx
import pytest

from bench.disturbed import HashEncoder
from tests.conftest import SAMPLES
from tests.test_bundles import archive, held, kept
from tracuu.corpus import read_report
from tracuu.corpus.errors import FileUnreadableError
from tracuu.corpus.reading import READER_VERSION
from tracuu.corpus.report import Report
from tracuu.corpus.sandbox import digest_safely, read_safely
from tracuu.index.local.catalog import Catalog
from tracuu.index.local.keeping import sync as syncing
from tracuu.index.local.keeping.repair import repair
from tracuu.index.local.paths import CATALOG_FILE, ORIGINALS
from tracuu.index.scope import COMMON
from tracuu.service.changes import Changes
from tracuu.service.house import open_house
from tracuu.service.readers import OWNER, Reader
from tracuu.service.reports import OriginalGoneError, original
from tracuu.words import say

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
        # a form whose month is known
        "Mẫu số 01\n\nUBND XÃ TÂN LẬP\nSố:      /BC-UBND\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Độc lập - Tự do - Hạnh phúc\n\nTân Lập, ngày     tháng 6 năm 2023\n\nBÁO CÁO\nKết quả năm 2023\n\nĐã làm tốt.",
        # forms that are filled in as an example, called a form or seen to be one
        "Mẫu số 02/BC\n\nUBND XÃ TÂN LẬP\nSố: 15/BC-UBND\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Độc lập - Tự do - Hạnh phúc\n\nTân Lập, ngày 5 tháng 6 năm 2023\n\nBÁO CÁO\nKết quả năm 2023\n\nĐã làm tốt.",
        "UBND XÃ TÂN LẬP\nSố: 15/BC-UBND\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"
        "Tân Lập, ngày 5 tháng 6 năm 2023\n\nBÁO CÁO\nKết quả ………………\n\nI. Kết quả\n\n1. Số hộ: ………… hộ\n\n"
        "2. Kinh phí: ............... đồng\n\n3. Kiến nghị: ………………",
        # one that nobody has signed
        "UBND XÃ TÂN LẬP\nSố:      /BC-UBND\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"
        "Tân Lập, ngày     tháng 6 năm 2023\n\nBÁO CÁO\nKết quả năm 2023\n\nI. Kết quả\n\nĐã làm tốt.\n\n"
        "TM. UBND\nCHỦ TỊCH\n(Ký tên, đóng dấu)",
        # what is issued with the document
        "UBND XÃ TÂN LẬP\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nKẾ HOẠCH\n"
        "Phòng, chống dịch năm 2023\n(Kèm theo {type} số {number} ngày 5 tháng 6 năm 2023)\n\nI. Mục đích",
        "UBND XÃ TÂN LẬP\nSố: {number}\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"
        "Tân Lập, ngày 5 tháng 6 năm 2023\n\nQUY CHẾ\nLàm việc của tổ\n"
        "(Ban hành kèm theo {type} số {number} ngày 5 tháng 6 năm 2023)\n\nĐiều 1. Phạm vi\n\nÁp dụng cho tổ.",
        "UBND XÃ TÂN LẬP\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"
        "Tân Lập, ngày 5 tháng 6 năm 2023\n\nKẾ HOẠCH\nPhòng, chống dịch năm 2023\n"
        "(Kèm theo Quyết định số      /QĐ-UBND ngày     tháng 6 năm 2023)\n\nI. Mục đích\n\nNgăn dịch.",
        # quoted
        "Ví dụ về cách trình bày:\n\nUBND XÃ TÂN LẬP\nSố: 15/BC-UBND\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Độc lập - Tự do - Hạnh phúc\n\nTân Lập, ngày 5 tháng 6 năm 2023\n\nBÁO CÁO\nKết quả năm 2023\n\nĐã làm tốt.",
        "“UBND XÃ TÂN LẬP\nSố: 15/BC-UBND\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Độc lập - Tự do - Hạnh phúc\n\nTân Lập, ngày 5 tháng 6 năm 2023\n\nBÁO CÁO\nKết quả năm 2023\n\nĐã làm tốt.”",
        # a motto and no more
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nĐƠN ĐỀ NGHỊ\n\nTôi tên là …",
    ],
)
def test_what_is_attached_is_of_its_report(tmp_path: Path, attached: str) -> None:
    path = tmp_path / "một.txt"
    header = read_report(FIRST).header
    said = attached.format(type=header.doc_type, number=header.number)
    path.write_text(f"{FIRST.read_text(encoding='utf-8')}\n\n{said}", "utf-8")
    assert read_report(path).enclosed == ()


@pytest.mark.parametrize(
    "told",
    [
        "(Kèm theo Quyết định số 7777/QĐ-UBND ngày 5 tháng 6 năm 2023)",
        "",
        "MỤC LỤC\n\nI. Kết quả ................. 2\n\nII. Hạn chế ............... 3\n\nIII. Kiến nghị ……………… 5",
    ],
)
def test_what_has_a_number_of_its_own_is_a_document_of_its_own(tmp_path: Path, told: str) -> None:
    path = tmp_path / "hai.txt"
    other = (
        "UBND XÃ TÂN LẬP\nSố: 15/KH-UBND\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"
        f"Tân Lập, ngày 5 tháng 6 năm 2023\n\nKẾ HOẠCH\nPhòng, chống dịch năm 2023\n{told}\n\nI. Mục đích\n\nNgăn."
    )
    path.write_text(f"{FIRST.read_text(encoding='utf-8')}\n\n{other}", "utf-8")
    assert [one.header.doc_type for one in read_report(path).enclosed] == ["Kế hoạch"]


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


def ids_in(data: Path) -> dict[str, str]:
    """The reports of a store, by the names of the files that they are read from."""
    with Catalog.open(data / CATALOG_FILE) as catalog:
        return {file.name: file.report for file in catalog.files.all() if file.report}


@pytest.mark.parametrize("removed", ["ba.txt", "ba.txt/2", "ba.txt/3"])
def test_a_removed_document_takes_none_of_its_neighbours_along_when_their_file_moves(
    tmp_path: Path, removed: str
) -> None:
    folder, data = tmp_path / "báo cáo", tmp_path / "kho"
    folder.mkdir()
    path = joined(folder / "ba.txt", FIRST, SECOND, THIRD)
    kept(data, folder)
    before = ids_in(data)
    assert open_house(data).store.remove(before.pop(removed)).state == "removed"
    path.rename(folder / "dời.txt")
    moved = kept(data, folder, prune=True)
    assert ids_in(data) == {name.replace("ba", "dời"): report for name, report in before.items()}
    assert removed.replace("ba", "dời") not in [*moved.added, *moved.changed]
    again = kept(data, folder, prune=True)
    assert (again.generation, set(again.removed)) == (None, set())


def test_a_removed_document_keeps_none_of_its_neighbours_from_a_newer_reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, data = tmp_path / "báo cáo", tmp_path / "kho"
    folder.mkdir()
    joined(folder / "ba.txt", FIRST, SECOND, THIRD)
    kept(data, folder)
    ids = ids_in(data)
    store = open_house(data).store
    store.remove(ids["ba.txt"])
    monkeypatch.setattr(syncing, "READER_VERSION", READER_VERSION + 1)
    read = kept(data, folder)
    assert (read.changed, read.added, read.withheld) == (["ba.txt/2", "ba.txt/3"], [], ["ba.txt"])
    with Catalog.open(data / CATALOG_FILE) as catalog:
        assert {file.name: file.reader for file in catalog.files.all()} == dict.fromkeys(
            ["ba.txt/2", "ba.txt/3"], READER_VERSION + 1
        )
    assert kept(data, folder).generation is None
    store.remove(ids["ba.txt/3"])
    monkeypatch.setattr(syncing, "READER_VERSION", READER_VERSION + 2)
    assert kept(data, folder).changed == ["ba.txt/2"], "what was removed is not named"


def test_what_was_enclosed_goes_with_the_content_that_enclosed_it(tmp_path: Path) -> None:
    folder, data = tmp_path / "báo cáo", tmp_path / "kho"
    folder.mkdir()
    path = joined(folder / "ba.txt", FIRST, SECOND, THIRD)
    joined(folder / "một.txt", FIRST)
    kept(data, folder)
    shutil.copy(folder / "một.txt", path)
    assert kept(data, folder).reports == 1
    assert set(held(data)) == {"ba.txt", "một.txt"}


def test_a_copy_of_the_file_gives_away_no_more_than_the_file(tmp_path: Path) -> None:
    folder, data = tmp_path / "báo cáo", tmp_path / "kho"
    folder.mkdir()
    path = joined(folder / "ba.txt", FIRST, SECOND, THIRD)
    house = open_house(data)
    house.store.sync([folder], HashEncoder())
    ids = ids_in(data)
    house.store.remove(ids["ba.txt/2"])
    shutil.copy(path, folder / "chép.txt")
    house.store.sync([folder], HashEncoder())
    house.store.restore(ids["ba.txt/2"])
    house.store.collect(ids["ba.txt/2"], ["riêng"])
    reader = Reader("chị Lan", "reader", frozenset({COMMON}))
    for seen in ("ba.txt", "ba.txt/3"):
        with pytest.raises(OriginalGoneError):
            original(house, reader, ids[seen])
    path.unlink()
    with pytest.raises(OriginalGoneError):
        original(house, reader, ids["ba.txt"])


@pytest.mark.parametrize("how", ["remove", "erase"])
def test_the_file_of_a_document_that_was_removed_is_given_to_nobody(tmp_path: Path, how: str) -> None:
    path = joined(tmp_path / "ba.txt", FIRST, SECOND, THIRD)
    house = open_house(tmp_path / "kho")
    house.store.sync([path], HashEncoder())
    ids = ids_in(tmp_path / "kho")
    getattr(house.store, how)(ids["ba.txt"])
    house.store.sync([path], HashEncoder())
    for left in ("ba.txt/2", "ba.txt/3"):
        with pytest.raises(OriginalGoneError):
            original(house, OWNER, ids[left])
    house.store.restore(ids["ba.txt"])
    house.store.sync([path], HashEncoder())
    if how == "remove":
        assert original(house, OWNER, ids["ba.txt/2"]).content == path.read_bytes()


def test_nothing_in_a_store_tells_how_many_documents_stood_in_the_file(tmp_path: Path) -> None:
    data = tmp_path / "kho"
    alone, three = joined(tmp_path / "một.txt", FIRST), joined(tmp_path / "ba.txt", FIRST, SECOND, THIRD)
    kept(data, alone, three)
    with Catalog.open(data / CATALOG_FILE) as catalog, catalog.database.transaction() as connection:
        ids = {file.name: str(file.report) for file in catalog.files.all()}

        def warned() -> dict[str, tuple[str, ...]]:
            return {name: found.warnings for name, id_ in ids.items() if (found := catalog.reports.full(id_))}

        read = read_report(alone).warnings
        assert warned() == {
            "một.txt": read,
            "ba.txt": read,
            "ba.txt/2": read_report(SECOND).warnings,
            "ba.txt/3": read_report(THIRD).warnings,
        }
        connection.execute("UPDATE paragraphs SET text = text || ' x'")
    repair(data, HashEncoder)
    with Catalog.open(data / CATALOG_FILE) as catalog:
        told = [text for one in ids.values() for text in getattr(catalog.reports.full(one), "warnings", ())]
        assert not [text for text in told if "Trong tệp có" in text]


def test_erasing_a_document_leaves_no_copy_of_its_file_however_it_came_here(tmp_path: Path) -> None:
    data = tmp_path / "kho"
    folder = data / ORIGINALS
    folder.mkdir(parents=True)
    path = joined(folder / "ba.txt", FIRST, SECOND, THIRD)
    kept(data, folder)
    ids = ids_in(data)
    store = open_house(data).store
    store.remove(ids["ba.txt/2"])
    shutil.copy(path, folder / "chép.txt")
    archive(folder / "gói.zip", {"thư/ba.txt": path})
    archive(folder / "hai lớp.zip", {"gói.zip": folder / "gói.zip"})
    other = Path(shutil.copy(THIRD, folder))
    assert store.erase(ids["ba.txt/2"]).state == "erased"
    for said in ("help.remove_erase", "commands.remove_erased", "page.erase_help"):
        assert re.search(r"gói nén.* bị xóa cả tệp", say(said, "vi", id="x")), "who erases is told"
    assert [file for file in folder.rglob("*") if file.is_file()] == [other]


@pytest.mark.parametrize("erased", ["ba.txt", "ba.txt/2"])
def test_an_erased_document_that_is_permitted_is_read_again_with_its_file(tmp_path: Path, erased: str) -> None:
    data, path = tmp_path / "kho", joined(tmp_path / "ba.txt", FIRST, SECOND, THIRD)
    kept(data, path)
    ids = ids_in(data)
    store = open_house(data).store
    assert store.erase(ids[erased]).state == "erased"
    assert kept(data, path).reports == 2
    assert store.restore(ids[erased]).state == "permitted"
    assert kept(data, path).reports == 3
    assert ids_in(data) == ids


def test_an_erased_document_is_permitted_while_the_first_one_of_its_file_stays_out(tmp_path: Path) -> None:
    data, path = tmp_path / "kho", joined(tmp_path / "ba.txt", FIRST, SECOND, THIRD)
    kept(data, path)
    ids = ids_in(data)
    store = open_house(data).store
    for name in ("ba.txt", "ba.txt/2"):
        store.erase(ids[name])
    assert store.restore(ids["ba.txt/2"]).state == "permitted"
    kept(data, path)
    assert set(ids_in(data)) == {"ba.txt/2", "ba.txt/3"}


def test_a_document_that_was_removed_does_not_come_back_in_its_file(tmp_path: Path) -> None:
    house = open_house(tmp_path / "kho")
    path = joined(tmp_path / "hai.txt", FIRST, SECOND)
    house.store.sync([path], HashEncoder())
    ids = ids_in(tmp_path / "kho")
    changes = Changes(house, local=True)
    waiting = changes.waiting.take(joined(tmp_path / "chờ.txt", FIRST, SECOND), "chờ.txt")
    (told,) = changes.look(OWNER, [waiting], [])
    assert told.fault
    house.store.remove(ids["hai.txt"])
    waits = changes.waiting.take(joined(tmp_path / "chờ.txt", FIRST, SECOND, THIRD), "chờ.txt")
    (one,) = changes.look(OWNER, [waits], [])
    assert one.report, "another file"
    house.store.remove(ids["hai.txt/2"])
    (told,) = changes.look(OWNER, [changes.waiting.take(path, "hai.txt")], [])
    assert told.fault
    assert "đã được gỡ" in told.fault.vi


def test_erasing_a_document_drops_the_files_that_wait_with_it(tmp_path: Path) -> None:
    house = open_house(tmp_path / "kho")
    path = joined(tmp_path / "hai.txt", FIRST, SECOND)
    changes = Changes(house, local=True)
    (one,) = changes.look(OWNER, [changes.waiting.take(Path(shutil.copy(path, tmp_path / "chờ.txt")), "chờ.txt")], [])
    house.store.sync([path], HashEncoder())
    assert changes.erase(OWNER, ids_in(tmp_path / "kho")["hai.txt/2"]).did == "erased"
    assert not changes.waiting.path(one).exists()


def test_a_damaged_document_is_read_again_from_the_file_of_two(tmp_path: Path) -> None:
    data = tmp_path / "kho"
    kept(data, joined(tmp_path / "hai.txt", FIRST, SECOND))
    with Catalog.open(data / CATALOG_FILE) as catalog, catalog.database.transaction() as connection:
        connection.execute("UPDATE paragraphs SET text = text || ' x'")
    mended = repair(data, HashEncoder)
    assert (set(mended.reread), mended.lost) == ({"hai.txt", "hai.txt/2"}, ())
    with Catalog.open(data / CATALOG_FILE) as catalog:
        assert catalog.reports.counts()["reports"] == 2
