"""Office files that are broken, locked, or made to do harm: each has its sentence."""

from __future__ import annotations

import http.server
import struct
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.office_files import (
    R,
    needs_soffice,
    ole,
    p,
    soffice,
    swap,
    texts,
    write_docx,
    write_pptx,
    write_xlsx,
)
from tracuu.corpus import read_report
from tracuu.corpus.errors import FileUnreadableError
from tracuu.corpus.formats import archive, office
from tracuu.corpus.formats.office import read_doc, read_ppt
from tracuu.corpus.formats.old_sheets import read_xls
from tracuu.corpus.formats.sheets import read_xlsx
from tracuu.corpus.formats.slides import read_pptx
from tracuu.corpus.formats.word import read_docx


def fault(read: Callable[[Path], object], path: Path) -> str:
    with pytest.raises(FileUnreadableError) as caught:
        read(path)
    assert caught.value.vi != caught.value.en
    return f"{caught.value.vi} {caught.value.en}"


READERS = [(read_docx, "word/document.xml"), (read_xlsx, "xl/workbook.xml"), (read_pptx, "ppt/presentation.xml")]


MAKERS: dict[str, Callable[[Path], Path]] = {
    "docx": lambda path: write_docx(path, p("Kinh phí còn thiếu.")),
    "xlsx": write_xlsx,
    "pptx": write_pptx,
}


EACH = [pytest.param(MAKERS[kind], *reader, id=kind) for kind, reader in zip(MAKERS, READERS, strict=True)]


@pytest.mark.parametrize(("make", "read", "main"), EACH)
def test_an_archive_that_explodes_is_refused(
    tmp_path: Path, make: Callable[[Path], Path], read: Callable[[Path], object], main: str
) -> None:
    path = make(tmp_path / "bom")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as file, file.open("word/media/image1.png", "w") as part:
        for _ in range(120):
            part.write(bytes(1 << 20))
    assert path.stat().st_size < 1 << 20
    assert "phình ra quá lớn" in fault(read, path)


def test_an_archive_that_lies_about_its_sizes_is_refused(tmp_path: Path) -> None:
    path = write_docx(tmp_path / "dối.docx", p(" " * (30 << 20)))
    with zipfile.ZipFile(path) as file:
        size = struct.pack("<I", file.getinfo("word/document.xml").file_size)
    path.write_bytes(path.read_bytes().replace(size, struct.pack("<I", 400)))
    assert "hỏng" in fault(read_docx, path)


@pytest.mark.parametrize(("make", "read", "main"), EACH)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(
    tmp_path: Path, make: Callable[[Path], Path], read: Callable[[Path], object], main: str, encoding: str
) -> None:
    path = make(tmp_path / "cười")
    laughs = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 10))
    prolog = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE r [<!ENTITY l0 "ha">{laughs}]>'

    def laugh(xml: bytes) -> bytes:
        body = xml.decode("utf-8")
        return (prolog + body[body.index("?>") + 2 if body.startswith("<?") else 0 :]).encode(encoding)

    swap(path, main, laugh)
    assert "DOCTYPE" in fault(read, path)


def test_more_parts_than_any_document_has_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "đông.docx"
    with zipfile.ZipFile(path, "w") as file:
        for number in range(archive.MAX_PARTS + 1):
            file.writestr(zipfile.ZipInfo(str(number)), b"")
    assert f"quá {archive.MAX_PARTS} phần" in fault(read_docx, path)


def test_a_locked_part_says_password(tmp_path: Path) -> None:
    path = write_docx(tmp_path / "khóa.docx", p("x"))
    content = bytearray(path.read_bytes())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        content[at + flags] |= 1
    path.write_bytes(content)
    assert "mật khẩu" in fault(read_docx, path)


def test_depth_without_end_is_a_fault_and_no_crash(tmp_path: Path) -> None:
    path = write_docx(tmp_path / "sâu.docx", "<w:sdt>" * 100_000 + "</w:sdt>" * 100_000)
    assert "hỏng" in fault(read_docx, path)


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.pptx", "a.doc"])
def test_a_file_locked_by_office_says_password(tmp_path: Path, name: str) -> None:
    path = ole(tmp_path / name, "EncryptedPackage", "EncryptionInfo")
    assert "mật khẩu" in fault(read_report, path)


@needs_soffice
def test_an_empty_old_file_is_a_fault(tmp_path: Path) -> None:
    assert "LibreOffice không mở được" in fault(read_doc, ole(tmp_path / "rỗng.doc", "WordDocument"))


def test_a_broken_workbook_is_not_read_as_plain_text(tmp_path: Path) -> None:
    assert "không có chữ" in fault(read_report, ole(tmp_path / "rỗng.xls", "Workbook"))
    assert "hỏng" in fault(read_xls, ole(tmp_path / "hỏng.xls", "Workbook", content=b"\xe0\0\x01\0\0"))
    assert "hỏng" in fault(read_xls, ole(tmp_path / "khác.xls", "WordDocument"))
    (tmp_path / "chữ.xls").write_text("Kinh phí còn thiếu.", "utf-8")
    assert "hỏng" in fault(read_xls, tmp_path / "chữ.xls")


SHEET = struct.pack("<HHIBBBB", 0x85, 8, 16, 0, 0, 1, 0) + struct.pack("<HH", 0x0A, 0)
"""The records of a workbook that end where its one sheet begins."""


@pytest.mark.parametrize(
    "sheet",
    [
        pytest.param(struct.pack("<HHIIHHH", 0x0200, 14, 9, 2, 0, 9, 0), id="ends before it begins"),
        pytest.param(struct.pack("<HHIIHHH", 0x0200, 14, 0, 1 << 31, 0, 9, 0), id="more rows than there can be"),
        pytest.param(struct.pack("<HHHHHBB", 0x0205, 8, 65535, 65535, 0, 1, 0), id="one cell further than any"),
    ],
)
def test_a_workbook_that_claims_to_be_endless_is_refused(tmp_path: Path, sheet: bytes) -> None:
    assert "quá rộng" in fault(read_xls, ole(tmp_path / "rộng.xls", "Workbook", content=SHEET + sheet))


@needs_soffice
def test_an_old_workbook_cut_or_overwritten_anywhere_is_read_or_a_fault(tmp_path: Path) -> None:
    soffice(tmp_path, "xls:MS Excel 97", write_xlsx(tmp_path / "bảng.xlsx"))
    whole = (tmp_path / "bảng.xls").read_bytes()
    path = tmp_path / "hỏng.xls"
    faults = 0
    for at in range(0, len(whole) - 8, len(whole) // 150):
        for content in (
            whole[:at],
            whole[:at] + b"\xff" * 8 + whole[at + 8 :],
            whole[:at] + bytes(8) + whole[at + 8 :],
        ):
            path.write_bytes(content)
            try:
                read_xls(path)
            except FileUnreadableError as error:
                assert error.vi != error.en
                faults += 1
    assert faults > 150


@pytest.mark.parametrize(("read", "package"), [(read_doc, "writer"), (read_ppt, "impress")])
def test_without_libreoffice_the_package_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read: Callable[[Path], object], package: str
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(office, "PROGRAMS", ("soffice",))
    said = fault(read, ole(tmp_path / "cũ", "WordDocument"))
    assert f"cài gói libreoffice-{package}-nogui" in said
    assert f"Install the package libreoffice-{package}-nogui" in said


def test_a_conversion_without_end_is_ended_with_all_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\nsleep 60 & echo $! > {tmp_path}/child\nwait\n")
    program.chmod(0o755)
    monkeypatch.setattr(office, "PROGRAMS", (str(program),))
    monkeypatch.setattr(office, "SECONDS", 1)
    assert "quá 1 giây" in fault(read_doc, ole(tmp_path / "cũ", "WordDocument"))
    child = Path("/proc", (tmp_path / "child").read_text().strip(), "stat")
    for _ in range(100):  # it is killed; a busy machine takes a moment to do it
        if not child.exists() or child.read_text().split()[2] == "Z":
            break
        time.sleep(0.1)
    else:
        pytest.fail("it goes on")


@pytest.mark.parametrize(("make", "read", "main"), EACH)
def test_a_file_cut_anywhere_is_a_fault(
    tmp_path: Path, make: Callable[[Path], Path], read: Callable[[Path], object], main: str
) -> None:
    whole = make(tmp_path / "nguyên").read_bytes()
    path = tmp_path / "cụt"
    for length in range(1, len(whole) - 1, len(whole) // 25):
        path.write_bytes(whole[:length])
        assert "hỏng" in fault(read, path)


@pytest.mark.parametrize(("make", "read", "main"), EACH)
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<w:document/>",
        b"<a",
        b"\xff\xfe\x00",
        b"<a xmlns='urn:x'/>",
        b"<?xml version='1.0' encoding='gTF-8'?><a/>",
    ],
)
def test_a_broken_main_part_is_a_fault(
    tmp_path: Path, make: Callable[[Path], Path], read: Callable[[Path], object], main: str, content: bytes
) -> None:
    path = make(tmp_path / "hỏng")
    swap(path, main, lambda _: content)
    assert "hỏng" in fault(read, path)


def test_macros_never_run_and_the_text_is_read(tmp_path: Path) -> None:
    path = write_docx(tmp_path / "macro.docx", p("Kinh phí còn thiếu."))
    with zipfile.ZipFile(path, "a") as file:
        file.writestr("word/vbaProject.bin", b"\xd0\xcf\x11\xe0 Auto_Open")
    assert texts(read_docx(path).blocks) == ["Kinh phí còn thiếu."]


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """The address of a server, and what it is asked for."""
    requests: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            requests.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_GET  # noqa: N815

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", requests
    server.shutdown()
    server.server_close()


@needs_soffice
def test_nothing_outside_a_file_is_fetched(tmp_path: Path, asked: tuple[str, list[str]]) -> None:
    address, requests = asked
    picture = f"<html><body><p>Kinh phí còn thiếu.</p><img src='{address}/a.png'></body></html>"
    (tmp_path / "trang.html").write_text(picture, "utf-8")
    soffice(tmp_path, "doc:MS Word 97", tmp_path / "trang.html")
    assert address.encode("utf-16-le") in (tmp_path / "trang.doc").read_bytes()
    requests.clear()
    assert texts(read_doc(tmp_path / "trang.doc").blocks) == ["Kinh phí còn thiếu."]
    path = write_docx(tmp_path / "ngoài.docx", p("Kinh phí còn thiếu."))
    outside = f'<Relationship Id="x" Type="{R}/{{}}" Target="{address}/{{}}" TargetMode="External"/></Relationships>'
    for kind in ("styles", "numbering", "header", "image", "attachedTemplate"):
        entry = outside.format(kind, kind).encode()
        swap(path, "word/_rels/document.xml.rels", lambda xml: xml.replace(b"</Relationships>", entry))  # noqa: B023
    assert texts(read_docx(path).blocks) == ["Kinh phí còn thiếu."]
    assert requests == []
