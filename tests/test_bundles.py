"""Bundles: archives and letters, each file in them a report of its own; hostile ones harm nothing."""

from __future__ import annotations

import os
import random
import shutil
import struct
import subprocess
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.disturbed import HashEncoder
from tests.compound_files import Tree, compound
from tests.conftest import SAMPLES
from tests.office_files import p, write_docx
from tests.test_formats_text import encoded
from tracuu.corpus import bundles as bundles_module
from tracuu.corpus import read_report, sandbox, sniffing
from tracuu.corpus.bundles import DEEPEST, Member, is_bundle, unpack
from tracuu.corpus.bundles import entries as entries_module
from tracuu.corpus.bundles.entries import safe_name
from tracuu.corpus.errors import FileUnreadableError
from tracuu.corpus.reading import READER_VERSION
from tracuu.corpus.report import Report
from tracuu.corpus.sandbox import read_bundle, read_safely, unpack_safely
from tracuu.corpus.sniffing import directory_size
from tracuu.index.changes import SyncResult
from tracuu.index.local.catalog import Catalog
from tracuu.index.local.keeping import sync as syncing
from tracuu.index.local.keeping.repair import repair
from tracuu.index.local.paths import CATALOG_FILE, UNPACKED
from tracuu.search.errors import ReportUnknownError
from tracuu.service.house import open_house
from tracuu.service.readers import OWNER
from tracuu.service.reports import OriginalChangedError, original

FIRST, SECOND, THIRD = sorted(SAMPLES.glob("*.txt"))[:3]
NUMBERS = {sample: read_report(sample).header.number for sample in (FIRST, SECOND, THIRD)}


def archive(path: Path, files: Mapping[str, Path | bytes]) -> Path:
    """A real archive of files by their names in it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            file.writestr(name, content if isinstance(content, bytes) else content.read_bytes())
    return path


def letter(path: Path, files: Mapping[str, Path], text: str = "Kính gửi anh chị báo cáo.") -> Path:
    """A letter with files attached, as a mail program writes it."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@x.vn", "b@x.vn", "Báo cáo tháng 5"
    message.set_content(text)
    for name, content in files.items():
        message.add_attachment(content.read_bytes(), maintype="application", subtype="octet-stream", filename=name)
    path.write_bytes(message.as_bytes())
    return path


def outlook(files: dict[str, bytes | Tree], text: str = "", page: int = 0, pictures: tuple[str, ...] = ()) -> Tree:
    """A letter as Outlook keeps it, its strings Unicode, or in code page `page`."""
    kind = "001E" if page else "001F"

    def string(said: str) -> bytes:
        return said.encode(f"cp{page}") if page else said.encode("utf-16-le")

    properties = bytes(32) + (struct.pack("<IIII", 0x3FFD0003, 6, page, 0) if page else b"")
    letter: Tree = {"__properties_version1.0": properties, f"__substg1.0_1000{kind}": string(text)}
    for number, (name, content) in enumerate(files.items()):
        attached: Tree = {"__properties_version1.0": bytes(8), f"__substg1.0_3707{kind}": string(name)}
        if isinstance(content, bytes):
            attached["__substg1.0_37010102"] = content
        else:
            attached["__substg1.0_3701000D"] = {**content, f"__substg1.0_0037{kind}": string(name)}
        if name in pictures:
            attached[f"__substg1.0_3712{kind}"] = string("image001@x")
        letter[f"__attach_version1.0_#{number:08X}"] = attached
    return letter


def names(path: Path) -> list[str]:
    return [member.name for member in unpack(path).members]


def faults(path: Path) -> dict[str, str]:
    return {member.name: member.fault[0] for member in unpack(path).members if member.fault}


def refusal(path: Path) -> str:
    with pytest.raises(FileUnreadableError) as caught:
        unpack(path)
    assert caught.value.vi != caught.value.en
    return caught.value.vi


def test_each_file_of_an_archive_is_a_report_of_its_own(tmp_path: Path) -> None:
    path = archive(tmp_path / "gói.zip", {"tháng 1/a.txt": FIRST, "b.txt": SECOND, "tháng 1/": b""})
    read = dict(read_bundle(path))
    assert {name: one.header.number for name, one in read.items() if isinstance(one, Report)} == {
        "tháng 1/a.txt": NUMBERS[FIRST],
        "b.txt": NUMBERS[SECOND],
    }
    assert read_safely(path / "tháng 1" / "a.txt") == read_report(FIRST, "a.txt")


def test_each_file_attached_to_a_letter_is_a_report_of_its_own(tmp_path: Path) -> None:
    path = letter(tmp_path / "thư.eml", {"Báo cáo số 1.txt": FIRST, "b.txt": SECOND})
    assert names(path) == ["Báo cáo số 1.txt", "b.txt"], "the letter's own text only goes with them"
    assert read_safely(path / "Báo cáo số 1.txt").header == read_report(FIRST).header


def test_a_letter_without_files_is_read_itself(tmp_path: Path) -> None:
    path = letter(tmp_path / "thư.eml", {}, FIRST.read_text(encoding="utf-8"))
    assert names(path) == ["noi-dung-thu.txt"]
    assert read_safely(path / "noi-dung-thu.txt").header == read_report(FIRST).header


def test_a_letter_of_outlook_gives_its_files(tmp_path: Path) -> None:
    inner = outlook({"trong.txt": SECOND.read_bytes()})
    files: dict[str, bytes | Tree] = {"Báo cáo.txt": FIRST.read_bytes(), "Chuyển tiếp": inner, "logo.png": b"\x89PNG"}
    path = compound(tmp_path / "thư.msg", outlook(files, pictures=("logo.png",)))
    assert names(path) == ["Báo cáo.txt", "Chuyển tiếp.msg/trong.txt"], "a picture set in the text is no report"
    assert read_safely(path / "Báo cáo.txt").header == read_report(FIRST).header
    assert read_safely(path / "Chuyển tiếp.msg/trong.txt").header == read_report(SECOND).header


def test_a_letter_of_outlook_without_files_is_read_itself_in_its_code_page(tmp_path: Path) -> None:
    text = "Kinh phí chi thường xuyên còn hạn chế."
    wide = compound(tmp_path / "a.msg", outlook({}, text))
    (tmp_path / "taken").mkdir()
    (member,) = unpack(wide, str(tmp_path / "taken")).members
    assert (tmp_path / "taken" / member.file).read_text(encoding="utf-8-sig") == text
    narrow = compound(tmp_path / "b.msg", outlook({"Bao cao thang.txt": b"x"}, page=1258))
    assert names(narrow) == ["Bao cao thang.txt"]


def test_letters_within_letters_and_archives_within_archives(tmp_path: Path) -> None:
    inner = letter(tmp_path / "trong.eml", {"a.txt": FIRST})
    outer = letter(tmp_path / "ngoài.eml", {"b.txt": SECOND})
    message = EmailMessage()
    message["From"] = "a@x.vn"
    message.set_content("chuyển tiếp")
    message.add_attachment(b"", maintype="application", subtype="octet-stream", filename="rỗng.txt")
    forwarded = EmailMessage()
    forwarded["From"] = "c@x.vn"
    forwarded.add_attachment(FIRST.read_bytes(), maintype="text", subtype="plain", filename="c.txt")
    message.add_attachment(forwarded)
    both = tmp_path / "cả hai.eml"
    both.write_bytes(message.as_bytes())
    path = archive(tmp_path / "gói.zip", {"x/trong.eml": inner, "ngoài.eml": outer, "cả hai.eml": both})
    assert names(path) == [
        "x/trong.eml/a.txt",
        "ngoài.eml/b.txt",
        "cả hai.eml/rỗng.txt",
        "cả hai.eml/thu-kem-theo.eml/c.txt",
    ]
    assert read_safely(path / "cả hai.eml/thu-kem-theo.eml/c.txt").header == read_report(FIRST).header


def test_bundles_within_bundles_have_an_end(tmp_path: Path) -> None:
    path = archive(tmp_path / "0.zip", {"a.txt": FIRST})
    for depth in range(1, DEEPEST + 3):
        path = archive(tmp_path / f"{depth}.zip", {f"{depth - 1}.zip": path, "b.txt": SECOND})
    told = faults(path)
    assert list(told) == [f"{DEEPEST + 1}.zip/{DEEPEST}.zip/{DEEPEST - 1}.zip"]
    assert "Gói nằm trong quá 3 lớp" in next(iter(told.values()))
    assert [name for name in names(path) if name.endswith("b.txt")], "what is less deep is read"


def test_one_bad_member_never_stops_the_others(tmp_path: Path) -> None:
    good = archive(tmp_path / "gói.zip", {"a.txt": FIRST})
    with zipfile.ZipFile(good, "a", zipfile.ZIP_DEFLATED) as file:
        with file.open("bom.docx", "w") as part:
            for _ in range(40):
                part.write(bytes(1 << 20))
        with file.open("lớn.docx", "w") as part:
            for _ in range(60):
                part.write(os.urandom(1 << 10) * 1024)
        file.writestr("../../etc/cron.d/x.txt", b"* * * * *")
        file.writestr("hỏng.zip", SECOND.read_bytes())
        file.writestr("ảnh.mp4", b"x")
        file.writestr("cuối.txt", THIRD.read_bytes())
    told = faults(good)
    assert "phình ra gấp hàng trăm lần" in told["bom.docx"]
    assert "lớn quá 50 MB" in told["lớn.docx"]
    assert "dẫn ra ngoài gói" in told["etc/cron.d/x.txt"]
    assert "hỏng hoặc bị cắt cụt" in told["hỏng.zip"]
    read = dict(read_bundle(good))
    assert [name for name, one in read.items() if isinstance(one, Report)] == ["a.txt", "cuối.txt"]
    assert "Chưa đọc được định dạng “.mp4”" in str(read["ảnh.mp4"])
    assert not (tmp_path.parent / "etc").exists()


def test_what_is_not_read_is_called_as_it_is_in_the_bundle(tmp_path: Path) -> None:
    path = archive(tmp_path / "gói.zip", {"x/README": b"x", "a.mpegvideofile": b"x", "b.txt": FIRST})
    for told in (
        {name: str(one) for name, one in read_bundle(path)},
        {one.file.removeprefix("gói.zip/"): one.reason.vi for one in kept(tmp_path / "kho", path).failures},
    ):
        assert "“README”" in told["x/README"]
        assert "“.mpegvideofile”" in told["a.mpegvideofile"]


def test_a_locked_member_says_password_and_the_others_are_read(tmp_path: Path) -> None:
    if shutil.which("zip") is None:
        pytest.skip("the program zip is not here")
    for sample in (FIRST, SECOND):
        shutil.copy(sample, tmp_path)
    path = tmp_path / "gói.zip"
    subprocess.run(["zip", "-q", "-P", "mật khẩu", path, FIRST.name], cwd=tmp_path, check=True)
    subprocess.run(["zip", "-q", path, SECOND.name], cwd=tmp_path, check=True)
    assert "mật khẩu" in faults(path)[FIRST.name]
    assert names(path) == [FIRST.name, SECOND.name]


def test_what_cannot_be_opened_says_why(tmp_path: Path) -> None:
    whole = archive(tmp_path / "gói.zip", {"a.txt": FIRST, "b.txt": SECOND}).read_bytes()
    cut = tmp_path / "cụt.zip"
    cut.write_bytes(whole[: len(whole) // 2])
    assert refusal(cut) == "Không đọc được: tệp hỏng hoặc bị cắt cụt. Hãy mở thử tệp gốc rồi lưu lại.", "and no English"
    for name, content, said in (
        ("rỗng.zip", b"", "Tệp trống"),
        ("không tệp.zip", b"PK\x05\x06" + bytes(18), "Trong gói không có tệp nào"),
        ("không phải.zip", b"Rar!\x1a\x07\x00" + bytes(50), "hỏng hoặc bị cắt cụt"),
        ("không phải.eml", b"\x00\x01\x02" * 50, "hỏng hoặc bị cắt cụt"),
        ("không phải.msg", b"xyz" * 600, "hỏng hoặc bị cắt cụt"),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        assert said in refusal(path), name
    word = compound(tmp_path / "khác.msg", {"Something": b"x"})
    assert "hỏng hoặc bị cắt cụt" in refusal(word)


def test_an_archive_that_lies_about_its_sizes_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "dối.zip", {"a.txt": b" " * (30 << 20), "b.txt": SECOND})
    with zipfile.ZipFile(path) as file:
        size = struct.pack("<I", file.getinfo("a.txt").file_size)
    path.write_bytes(path.read_bytes().replace(size, struct.pack("<I", 400)))
    assert "hỏng" in faults(path)["a.txt"]
    assert read_safely(path / "b.txt").header.number == NUMBERS[SECOND]


@pytest.mark.parametrize("kind", ["zip", "eml", "msg"])
def test_a_bundle_changed_anywhere_is_opened_or_has_its_sentence(tmp_path: Path, kind: str) -> None:
    whole = {
        "zip": lambda path: archive(path, {"a.txt": FIRST, "b.eml": letter(tmp_path / "b.eml", {"c.txt": SECOND})}),
        "eml": lambda path: letter(path, {"Báo cáo.txt": FIRST, "b.txt": SECOND}),
        "msg": lambda path: compound(path, outlook({"a.txt": FIRST.read_bytes(), "b": outlook({"c.txt": b"x"})})),
    }[kind](tmp_path / f"gói.{kind}")
    source = whole.read_bytes()
    opened = 0
    for seed in range(120):
        change = random.Random(seed)
        broken = bytearray(source)
        for _ in range(change.choice((1, 3, 30))):
            at = change.randrange(len(broken) - 1)
            if change.random() < 0.7:
                broken[at] = change.randrange(256)
            else:
                del broken[at : at + change.randrange(1, 200)]
        whole.write_bytes(broken)
        try:
            opened += bool(unpack(whole).members)
        except FileUnreadableError as fault:
            assert fault.vi != fault.en
    assert opened


def test_more_files_or_bytes_than_a_bundle_may_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tracuu.corpus.bundles import zip_members

    monkeypatch.setattr(bundles_module, "MAX_UNPACKED", 3)
    path = archive(tmp_path / "gói.zip", {f"{n}.txt": FIRST for n in range(4)})
    assert "phình ra quá" in refusal(path)
    monkeypatch.setattr(zip_members, "MAX_MEMBERS", 3)
    assert "quá 3 tệp" in refusal(path)
    assert entries_module.MAX_MEMBERS == 10_000


def of_nothing(path: Path, megabytes: int) -> Path:
    """An archive of files that are small enough by themselves, and take a thousandth of what they unpack to."""
    part = bytes(4 << 20)
    return archive(path, {f"{n}.txt": part for n in range(megabytes // 4)})


def test_archives_within_archives_may_not_unpack_to_more_than_one_may(tmp_path: Path) -> None:
    assert "phình ra" in refusal(of_nothing(tmp_path / "gói.zip", 132))
    bomb = of_nothing(tmp_path / "sâu.zip", 36)
    path = archive(tmp_path / "1.zip", {"sâu.zip": bomb, "b.txt": SECOND})
    told = faults(path)
    assert list(told) == ["sâu.zip"], "one bad bundle, told once"
    assert "phình ra" in told["sâu.zip"]
    assert "b.txt" in names(path), "what stands beside it is read"
    small = of_nothing(tmp_path / "nhỏ.zip", 28)
    assert not faults(archive(tmp_path / "2.zip", {f"{n}.zip": small for n in range(4)}))
    many = archive(tmp_path / "3.zip", {f"{n}.zip": small for n in range(5)})
    assert "phình ra" in refusal(many), "each is small enough, all together are not"


def test_archives_within_archives_may_not_hold_more_files_than_one_may(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundles_module, "MAX_MEMBERS", 50)
    empty = archive(tmp_path / "rỗng.zip", {})
    path = archive(tmp_path / "0.zip", {f"{n}.zip": empty for n in range(10)})
    path = archive(tmp_path / "1.zip", {f"{n}.zip": path for n in range(10)})
    assert "quá 50 tệp" in refusal(path)


def test_an_archive_is_known_without_being_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page and a sync ask it of every file, in their own process."""
    path = tmp_path / "gói.zip"
    with zipfile.ZipFile(path, "w") as file:
        for n in range(400):
            file.writestr(f"{n:04}{'x' * 150}.txt", b"")
    monkeypatch.setattr(sniffing, "MAX_DIRECTORY", 50_000)
    monkeypatch.setattr(zipfile, "ZipFile", lambda *_: pytest.fail("it was listed"))
    assert is_bundle(path)
    letter_ = compound(tmp_path / "thư.msg", outlook({"a.txt": b"x"}))
    monkeypatch.setattr(sniffing, "MAX_DIRECTORY", 1000)
    monkeypatch.setattr("olefile.OleFileIO", lambda *_: pytest.fail("it was listed"))
    assert is_bundle(letter_)


def test_the_size_of_a_list_is_told_by_what_zipfile_goes_by(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = archive(tmp_path / "gói.zip", {"a.txt": FIRST})
    whole = path.read_bytes()
    (size,) = struct.unpack_from("<I", whole, whole.rindex(b"PK\x05\x06") + 12)
    assert directory_size(path) == size
    path.write_bytes(whole + b"\0" * 7)
    assert directory_size(path) == size, "as zipfile does, it passes over what stands after the end"
    end = whole.rindex(b"PK\x05\x06")
    path.write_bytes(whole[: end + 20] + struct.pack("<H", 4) + b"PK..")
    assert directory_size(path) == size, "with a comment"
    record = struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 45, 45, 0, 0, 1 << 40, 1 << 40, 1 << 50, 0)
    locator = struct.pack("<IIQI", 0x07064B50, 0, end, 1)
    path.write_bytes(whole[:end] + record + locator + whole[end:])
    assert directory_size(path) == 1 << 50
    path.write_bytes(whole[:end] + bytes(56) + locator + whole[end:])
    assert directory_size(path) > 1 << 50, "the record may be anywhere"
    path.write_bytes(b"Kinh ph\xc3\xad")
    assert directory_size(path) == 0


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("Báo cáo tổng kết năm 2023.txt".encode(), "Báo cáo tổng kết năm 2023.txt"),
        (b"B\xb8o c\xb8o t\xe6ng k\xd5t n\xa8m 2005.txt", "Báo cáo tổng kết năm 2005.txt"),
        (b"B\xe1o c\xe1o t\xf4\xd2ng k\xea\xect n\xe3m 2019.txt", "Báo cáo tổng kết năm 2019.txt"),
        (b"Bao cao 2019.txt", "Bao cao 2019.txt"),
        ("résumé.txt".encode("cp437"), "résumé.txt"),
    ],
)
def test_names_are_read_in_the_encoding_that_spells_them(tmp_path: Path, raw: bytes, name: str) -> None:
    """As older archivers write them: without saying in which encoding."""
    path = archive(tmp_path / "gói.zip", {"x" * len(raw): FIRST})
    path.write_bytes(path.read_bytes().replace(b"x" * len(raw), raw))
    assert names(path) == [name]
    assert read_safely(path / name).header == read_report(FIRST).header


def test_the_name_in_unicode_beside_another_is_taken(tmp_path: Path) -> None:
    """As Info-ZIP writes it in an extra field."""
    said = "Báo cáo.txt".encode()
    path = tmp_path / "gói.zip"
    with zipfile.ZipFile(path, "w") as file:
        member = zipfile.ZipInfo("Bo co.txt")
        member.extra = struct.pack("<HHBI", 0x7075, 5 + len(said), 1, 0) + said
        file.writestr(member, FIRST.read_bytes())
    path.write_bytes(path.read_bytes().replace(b"Bo co.txt", b"B\xa0o c\xa0o.t"[:9]))
    assert names(path) == ["Báo cáo.txt"]


@pytest.mark.parametrize(
    "header",
    [
        b'filename="B\xc3\xa1o c\xc3\xa1o.txt"',
        b'filename="B\xb8o c\xb8o.txt"',
        b"filename*=UTF-8''B%C3%A1o%20c%C3%A1o.txt",
        b'filename="=?utf-8?B?QsOhbyBjw6FvLnR4dA==?="',
    ],
)
def test_names_of_attached_files_however_mail_programs_write_them(tmp_path: Path, header: bytes) -> None:
    path = tmp_path / "thư.eml"
    path.write_bytes(b"From: a@x.vn\nContent-Disposition: attachment; " + header + b"\n\nKinh ph\xc3\xad")
    assert names(path) == ["Báo cáo.txt"]


SAID = "Kinh phí chi thường xuyên của xã còn hạn chế, kết quả chưa đạt."


@pytest.mark.parametrize("body", [SAID.encode(), *(encoded(SAID, encoding) for encoding in ("cp1258", "tcvn3"))])
@pytest.mark.parametrize("kind", [b"", b"Content-Type: text/plain\n", b"Content-Type: text/plain; charset=utf-8\n"])
@pytest.mark.parametrize("way", [b"", b"Content-Transfer-Encoding: 8bit\n"])
@pytest.mark.parametrize("within", [False, True])
def test_a_letter_says_what_it_says_whatever_it_says_of_its_letters(
    tmp_path: Path, body: bytes, kind: bytes, way: bytes, within: bool
) -> None:
    path = tmp_path / "thư.eml"
    letter_ = b"From: a@x.vn\nMIME-Version: 1.0\n" + kind + way + b"\n" + body + b"\n"
    around = b'From: b@x.vn\nContent-Type: multipart/mixed; boundary="x"\n\n--x\nContent-Type: message/rfc822\n\n'
    path.write_bytes(around + letter_ + b"--x--\n" if within else letter_)
    (outcome,) = (one for _, one in read_bundle(path))
    assert isinstance(outcome, Report)
    assert [paragraph.text for paragraph in outcome.paragraphs] == [SAID]


def test_a_web_page_in_a_letter_without_a_word_of_its_letters(tmp_path: Path) -> None:
    path = tmp_path / "thư.eml"
    path.write_bytes(b"From: a@x.vn\nContent-Type: text/html\n\n<p>" + encoded(SAID, "cp1258") + b"</p>")
    (outcome,) = (one for _, one in read_bundle(path))
    assert isinstance(outcome, Report)
    assert [paragraph.text for paragraph in outcome.paragraphs] == [SAID]


def test_pictures_and_seals_of_a_letter_are_no_files_attached(tmp_path: Path) -> None:
    message = EmailMessage()
    message["From"] = "a@x.vn"
    message.set_content("Kính gửi")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png", cid="<logo@x>")
    message.add_attachment(b"x", maintype="application", subtype="pkcs7-signature", filename="smime.p7s")
    message.add_attachment(FIRST.read_bytes(), maintype="image", subtype="png", filename="quét.png")
    path = tmp_path / "thư.eml"
    path.write_bytes(message.as_bytes())
    assert names(path) == ["quét.png"]


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (("text", "calendar"), "invite.ics"),
        (("application", "ics"), "mời họp.ICS"),
        (("text", "vcard"), "anh-nam.vcf"),
        (("application", "octet-stream"), "lich.ics"),
    ],
)
def test_a_letter_with_only_an_appointment_or_a_card_is_read_itself(
    tmp_path: Path, kind: tuple[str, str], name: str
) -> None:
    message = EmailMessage()
    message["From"] = "a@x.vn"
    message.set_content(SAID)
    message.add_attachment(b"BEGIN:VCALENDAR", maintype=kind[0], subtype=kind[1], filename=name)
    path = tmp_path / "thư.eml"
    path.write_bytes(message.as_bytes())
    assert names(path) == ["noi-dung-thu.txt"]
    files: dict[str, bytes | Tree] = {name: b"BEGIN:VCALENDAR"}
    assert names(compound(tmp_path / "thư.msg", outlook(files, SAID))) == ["noi-dung-thu.txt"]
    message.add_attachment(FIRST.read_bytes(), maintype="text", subtype="plain", filename="a.txt")
    path.write_bytes(message.as_bytes())
    assert names(path) == ["a.txt"]


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("a\\b\\c.docx", "a/b/c.docx"),
        ("/etc/passwd", "etc/passwd"),
        ("C:\\x\\..\\y.docx", "C:/x/y.docx"),
        ("./a//b.docx", "a/b.docx"),
        ("bo\u202exslx.exe\x00.docx", "boxslx.exe.docx"),
        ("a\u0301.docx", "á.docx"),
        ("..", "tep"),
        ("x" * 400 + ".docx", "x" * 195 + ".docx"),
    ],
)
def test_names_are_safe_to_show_and_to_keep(said: str, name: str) -> None:
    assert safe_name(said) == name


@given(st.text(max_size=80))
def test_for_every_name_a_safe_one(said: str) -> None:
    name = safe_name(said)
    assert name
    assert not {".", "..", ""} & set(name.split("/"))
    assert safe_name(name) == name


def test_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "gói.zip"
    with zipfile.ZipFile(path, "w") as file, pytest.warns(UserWarning, match="Duplicate"):
        file.writestr("a.txt", FIRST.read_bytes())
        file.writestr("a.txt", SECOND.read_bytes())
    assert names(path) == ["a.txt", "a (2).txt"]
    assert read_safely(path / "a (2).txt").header.number == NUMBERS[SECOND]


def test_no_file_takes_the_name_that_another_was_given(tmp_path: Path) -> None:
    path = tmp_path / "gói.zip"
    with zipfile.ZipFile(path, "w") as file, pytest.warns(UserWarning, match="Duplicate"):
        for name, sample in (("a.txt", FIRST), ("a.txt", SECOND), ("a (2).txt", THIRD)):
            file.writestr(name, sample.read_bytes())
    found = names(path)
    assert len(set(found)) == 3
    assert [read_safely(path / name).header.number for name in found] == [
        NUMBERS[one] for one in (FIRST, SECOND, THIRD)
    ]
    assert kept(tmp_path / "kho", path).reports == 3


@pytest.mark.parametrize("folder_first", [False, True])
def test_an_archive_and_a_folder_of_its_name_are_told_apart(tmp_path: Path, folder_first: bool) -> None:
    inner = archive(tmp_path / "trong.zip", {"a.txt": FIRST, "b.txt": THIRD})
    files: list[tuple[str, Path | bytes]] = [("x.zip", inner), ("x.zip/a.txt", SECOND)]
    path = archive(tmp_path / "gói.zip", dict(reversed(files) if folder_first else files))
    found = names(path)
    assert len(set(found)) == 3
    numbers = {read_safely(path / name).header.number for name in found}
    assert numbers == {NUMBERS[one] for one in (FIRST, SECOND, THIRD)}


def test_what_was_only_renamed_is_read_as_what_it_is(tmp_path: Path) -> None:
    path = write_docx(tmp_path / "bc.zip", p("BÁO CÁO") + p("Kinh phí chi thường xuyên còn thiếu."))
    assert read_safely(path).header.doc_type == "Báo cáo"


def test_a_bundle_named_as_a_report_says_how_to_name_what_is_in_it(tmp_path: Path) -> None:
    path = archive(tmp_path / "gói.zip", {"a.txt": FIRST})
    with pytest.raises(FileUnreadableError, match=r"là gói gồm nhiều tệp.*gói\.zip/tên tệp"):
        read_safely(path)
    with pytest.raises(FileUnreadableError, match=r"Không thấy tệp “b\.txt”"):
        read_safely(path / "b.txt")
    with pytest.raises(FileUnreadableError, match=r"Không thấy tệp “b\.txt”"):
        unpack_safely(path / "b.txt")


# In the store.


def kept(data: Path, *paths: Path, **options: bool) -> SyncResult:
    return syncing.sync(data, paths, HashEncoder(), **options)  # type: ignore[arg-type]


def held(data: Path) -> dict[str, str | None]:
    """The names of what the catalog knows, and why it has no report of it."""
    with Catalog.open(data / CATALOG_FILE) as catalog:
        return {file.name: file.failure_vi for file in catalog.files.all()}


@pytest.fixture
def unpackings(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Path]]:
    """The bundles that a sync opens."""
    opened: list[Path] = []

    def noted(path: Path, folder: Path | None = None) -> tuple[Member, ...]:
        opened.append(path)
        return sandbox.unpack_safely(path, folder)

    monkeypatch.setattr(syncing, "unpack_safely", noted)
    yield opened


def test_a_bundle_in_a_folder_is_brought_in_and_opened_again_only_when_it_changes(
    tmp_path: Path, unpackings: list[Path]
) -> None:
    folder, data = tmp_path / "báo cáo", tmp_path / "kho"
    folder.mkdir()
    path = archive(folder / "gói.zip", {"a.txt": FIRST, "b.txt": SECOND, ".ẩn.txt": THIRD, "c.mp4": b"x"})
    first = kept(data, folder)
    assert (first.added, first.reports) == (["gói.zip/a.txt", "gói.zip/b.txt"], 2)
    assert [failure.file for failure in first.failures] == ["gói.zip/c.mp4"]
    again = kept(data, folder)
    assert (again.unchanged, again.added, again.generation) == (first.added, [], None)
    assert [failure.file for failure in again.failures] == ["gói.zip/c.mp4"]
    assert len(unpackings) == 1
    archive(path, {"a.txt": FIRST, "d.txt": THIRD})
    changed = kept(data, folder)
    assert (changed.unchanged, changed.added, changed.reports) == (["gói.zip/a.txt"], ["gói.zip/d.txt"], 2)
    assert set(held(data)) == {"gói.zip", "gói.zip/a.txt", "gói.zip/d.txt"}
    kept(data, folder, verify_content=True)
    assert len(unpackings) == 3


def test_a_bundle_is_opened_once_and_not_for_each_of_its_files(
    tmp_path: Path, unpackings: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = archive(tmp_path / "trong.zip", {"b.txt": SECOND, "c.txt": THIRD})
    path, data = archive(tmp_path / "gói.zip", {"a.txt": FIRST, "trong.zip": inner}), tmp_path / "kho"
    read = sandbox.read_all
    there: dict[str, bool] = {}

    def noted(files: Iterable[tuple[Path, str]], workers: int | None = None) -> Iterator[Report | FileUnreadableError]:
        def looked_at() -> Iterator[tuple[Path, str]]:
            for one, name in files:
                there[name] = one.is_file()
                yield one, name

        return read(looked_at(), workers)

    monkeypatch.setattr(syncing, "read_all", noted)
    monkeypatch.setattr(sandbox, "read_all", noted)
    assert kept(data, path).reports == 3
    assert there == dict.fromkeys(["gói.zip/a.txt", "gói.zip/trong.zip/b.txt", "gói.zip/trong.zip/c.txt"], True)
    assert unpackings == [path]
    assert [one.name for one in data.iterdir() if one.name.startswith("unpacked")] == []
    there.clear()
    assert [one.file for _, one in read_bundle(path) if isinstance(one, Report)] == list(there)
    assert there == dict.fromkeys(["a.txt", "trong.zip/b.txt", "trong.zip/c.txt"], True)


def test_files_taken_out_by_a_sync_that_was_killed_are_cleared_away(tmp_path: Path) -> None:
    path, data = archive(tmp_path / "gói.zip", {"a.txt": FIRST}), tmp_path / "kho"
    (data / f"{UNPACKED}x").mkdir(parents=True)
    (data / f"{UNPACKED}x" / "1.txt").write_text("Kinh phí")
    kept(data, path)
    assert not (data / f"{UNPACKED}x").exists()


def test_what_goes_with_its_bundle_goes_only_when_that_is_asked_for(tmp_path: Path) -> None:
    folder, data = tmp_path / "báo cáo", tmp_path / "kho"
    folder.mkdir()
    path = archive(folder / "gói.zip", {"a.txt": FIRST})
    shutil.copy(SECOND, folder)
    kept(data, folder)
    assert kept(data, folder, prune=True).removed == []
    path.unlink()
    assert kept(data, folder).reports == 2
    pruned = kept(data, folder, prune=True)
    assert (pruned.removed, pruned.reports) == (["gói.zip", "gói.zip/a.txt"], 1)


def test_a_bundle_that_breaks_takes_its_reports_with_it_and_comes_back_whole(tmp_path: Path) -> None:
    folder, data = tmp_path / "báo cáo", tmp_path / "kho"
    folder.mkdir()
    shutil.copy(SECOND, folder)
    path = archive(folder / "gói.zip", {"a.txt": FIRST})
    whole = path.read_bytes()
    kept(data, folder)
    path.write_bytes(whole[:100])
    broken = kept(data, folder)
    assert ([failure.file for failure in broken.failures], broken.reports) == (["gói.zip"], 1)
    assert kept(data, folder).generation is None, "nothing new to be told"
    path.write_bytes(whole)
    assert kept(data, folder).reports == 2
    assert held(data)["gói.zip"] is None


def test_a_bundle_becomes_a_report_where_another_file_takes_its_name(tmp_path: Path) -> None:
    folder, data = tmp_path / "báo cáo", tmp_path / "kho"
    folder.mkdir()
    path = archive(folder / "bc.zip", {"a.txt": FIRST})
    kept(data, folder)
    write_docx(path, p("BÁO CÁO") + p("Kinh phí chi thường xuyên còn thiếu."))
    kept(data, folder)
    assert held(data) == {"bc.zip": None}


def test_a_sync_cut_short_goes_on_where_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, data = tmp_path / "báo cáo", tmp_path / "kho"
    folder.mkdir()
    archive(folder / "gói.zip", {"a.txt": FIRST, "b.txt": SECOND})
    read = sandbox.read_all

    def cut(files: object, workers: int) -> Iterator[object]:
        yield next(read(files, workers))  # type: ignore[arg-type]
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(syncing, "read_all", cut)
        kept(data, folder)
    asked: list[str] = []

    def counted(files: Iterator[tuple[Path, str]], workers: int) -> Iterator[object]:
        return read(((path, asked.append(name) or name) for path, name in files), workers)  # type: ignore[func-returns-value]

    monkeypatch.setattr(syncing, "read_all", counted)
    assert kept(data, folder).reports == 2
    assert asked == ["gói.zip/b.txt"]


def test_a_report_of_a_bundle_is_removed_brought_back_erased_and_read_again(tmp_path: Path) -> None:
    data = tmp_path / "kho"
    path = archive(tmp_path / "gói.zip", {"a.txt": FIRST, "b.txt": SECOND})
    kept(data, path)
    store = open_house(data).store
    with Catalog.open(data / CATALOG_FILE) as catalog:
        report = str(next(file.report for file in catalog.files.all() if file.name == "gói.zip/a.txt"))
    assert store.remove(report).state == "removed"
    assert kept(data, path, verify_content=True).withheld == ["gói.zip/a.txt"]
    assert store.restore(report).state == "restored"
    assert store.erase(report).state == "erased"
    assert kept(data, path).reports == 1
    assert store.restore(report).state == "permitted"
    assert kept(data, path).added == ["gói.zip/a.txt"]


def test_a_secret_member_stays_out_until_it_is_asked_for(tmp_path: Path) -> None:
    data = tmp_path / "kho"
    secret = FIRST.read_text(encoding="utf-8").replace("BÁO CÁO", "MẬT\n\nBÁO CÁO", 1)
    path = archive(tmp_path / "gói.zip", {"a.txt": secret.encode(), "b.txt": SECOND})
    assert [failure.file for failure in kept(data, path).failures] == ["gói.zip/a.txt"]
    assert kept(data, path, admit_secret=True).changed == ["gói.zip/a.txt"]


def test_the_original_of_a_report_is_its_own_file_and_never_the_bundle(tmp_path: Path) -> None:
    path = archive(tmp_path / "gói.zip", {"thư/a.txt": FIRST, "b.txt": SECOND})
    house = open_house(tmp_path / "kho")
    house.store.sync([path], HashEncoder())
    with house.seen_by(OWNER) as view:
        report = next(one for one in view.reports() if one.file == "gói.zip/thư/a.txt")
    given = original(house, OWNER, report.id)
    assert (given.name, given.content) == ("a.txt", FIRST.read_bytes())
    archive(path, {"b.txt": SECOND})
    with pytest.raises(OriginalChangedError):
        original(house, OWNER, report.id)
    with pytest.raises(ReportUnknownError):
        original(house, OWNER, "x")


def test_a_damaged_report_is_read_again_from_its_bundle(tmp_path: Path) -> None:
    data = tmp_path / "kho"
    path = archive(tmp_path / "gói.zip", {"a.txt": FIRST})
    kept(data, path)
    with Catalog.open(data / CATALOG_FILE) as catalog, catalog.database.transaction() as connection:
        connection.execute("UPDATE paragraphs SET text = text || ' x'")
    mended = repair(data, HashEncoder)
    assert (mended.reread, mended.lost) == (("gói.zip/a.txt",), ())
    with Catalog.open(data / CATALOG_FILE) as catalog:
        assert {file.reader for file in catalog.files.all()} == {READER_VERSION}
