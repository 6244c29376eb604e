"""A page of the original, drawn by a process that can do nothing else, and given to who may have the original."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from starlette.applications import Starlette
from starlette.testclient import TestClient

from tests.conftest import SAMPLES
from tracuu.corpus import sandbox
from tracuu.corpus.bundles import Member, Unpacked
from tracuu.corpus.errors import FileUnreadableError
from tracuu.corpus.sandbox import ReadingStoppedError, page_safely
from tracuu.page.downloads import SAFE, routes
from tracuu.search.errors import ReportUnknownError
from tracuu.service.house import House
from tracuu.service.readers import OWNER, Reader
from tracuu.service.reports import OriginalPagelessError, original_page

PDF = SAMPLES / "BC-van-hoa-du-lich-2024-So-VHTTDL-Hai-Lam.pdf"


def lie(path: Path, place: str) -> Unpacked:
    """A drawer that was taken over: what it makes is told by how the file begins."""
    made, does = Path(place), path.read_text(encoding="utf-8")
    if does == "link":
        made.symlink_to("/etc/hostname")
    elif does == "page":
        made.write_text("<script>alert(1)</script>", encoding="utf-8")
    elif does == "much":
        with made.open("wb") as file:
            file.truncate(sandbox.MOST_PICTURE + 1)
    return Unpacked((Member(made.name),))


@pytest.fixture
def lying(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    sandbox.dismiss()
    monkeypatch.setattr(sandbox, "DRAWER", f"{__name__}:lie")
    yield
    sandbox.dismiss()


def test_a_page_is_a_picture_fine_enough_to_be_read() -> None:
    first, second = (Image.open(io.BytesIO(page_safely(PDF, number))) for number in (1, 2))
    assert first.format == second.format == "JPEG"
    assert first.width > 1000
    assert first.tobytes() != second.tobytes()


@pytest.mark.parametrize("number", [0, 99])
def test_a_page_that_is_not_there_is_said_not_to_be(number: int) -> None:
    with pytest.raises(FileUnreadableError, match="không có trang"):
        page_safely(PDF, number)


def test_what_is_no_pdf_is_not_drawn(tmp_path: Path) -> None:
    (tmp_path / "hỏng.pdf").write_text("<script>alert(1)</script>")
    with pytest.raises(FileUnreadableError):
        page_safely(tmp_path / "hỏng.pdf", 1)


@pytest.mark.usefixtures("lying")
@pytest.mark.parametrize("does", ["link", "page", "much", "nothing"])
def test_what_is_no_picture_is_given_to_nobody(does: str, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_text(does)
    with pytest.raises(ReadingStoppedError):
        page_safely(tmp_path / "a.pdf", 1)


def ids(house: House) -> dict[str, str]:
    with house.seen_by(OWNER) as view:
        return {Path(record.file).name: record.id for record in view.reports()}


def test_a_page_is_given_to_who_may_have_the_original(sample_house: House) -> None:
    known = ids(sample_house)
    report, other = known[PDF.name], next(one for name, one in known.items() if name.endswith(".md"))
    assert original_page(sample_house, OWNER, report, 1) == page_safely(PDF, 1)
    with pytest.raises(ReportUnknownError):
        original_page(sample_house, Reader("", "reader", frozenset({"khác"})), report, 1)
    with pytest.raises(OriginalPagelessError):
        original_page(sample_house, OWNER, other, 1)


def test_the_address_gives_a_picture_that_can_do_nothing_or_says_why_not(sample_house: House) -> None:
    client = TestClient(Starlette(routes=routes(sample_house, lambda _: OWNER)))
    known = ids(sample_house)
    given = client.get(f"/originals/{known[PDF.name]}/pages/2")
    assert (given.status_code, given.headers["content-type"]) == (200, "image/jpeg")
    assert {name: given.headers[name] for name in SAFE} == SAFE
    for path in (f"{known[PDF.name]}/pages/99", "không/pages/1", f"{known[PDF.name]}/pages/-1"):
        assert client.get(f"/originals/{path}").status_code == 404
