"""What the page gives to take along, asked for as a browser does."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from html import escape
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from docx import Document
from starlette.applications import Starlette
from starlette.testclient import TestClient

from bench.disturbed import HashEncoder
from tests.asking import worded
from tests.conftest import SAMPLES
from tracuu.index.store import View
from tracuu.page.downloads import KINDS, routes
from tracuu.search import SearchEngine
from tracuu.search.errors import ReportUnknownError
from tracuu.search.export import FORMATS
from tracuu.search.sources import again, in_full, sources_of
from tracuu.service.house import House, open_house
from tracuu.service.readers import OWNER
from tracuu.service.reports import Original, OriginalChangedError, OriginalGoneError, original

ENGLISH = {"accept-language": "en-US,en;q=0.9"}


@pytest.fixture(scope="module")
def client(sample_house: House) -> Iterator[TestClient]:
    with TestClient(Starlette(routes=[*routes(sample_house, lambda _: OWNER)])) as client:
        yield client


@pytest.mark.parametrize("ending", FORMATS)
def test_a_list_is_saved_in_every_format_that_there_is(client: TestClient, ending: str) -> None:
    given = client.get(f"/export{ending}?q=kinh+ph%C3%AD+h%E1%BA%A1n+ch%E1%BA%BF&level=commune")
    assert given.status_code == 200
    assert given.headers["content-type"] == KINDS[ending]
    assert given.headers["content-disposition"] == f"attachment; filename=tra-cuu-kinh-phi-han-che{ending}"
    assert given.headers["x-content-type-options"] == "nosniff"
    assert len(given.content) > 1000


def test_reference_managers_are_given_a_list_a_passage_and_a_basket(
    client: TestClient, sample_engine: SearchEngine
) -> None:
    hits = sample_engine.search("kinh phí hạn chế", 3).hits
    key = hits[0].passage.key
    [one] = client.get("/citations.csl.json", params={"p": key}).json()
    assert one["number"] == hits[0].passage.report.header.number
    several = client.get("/citations.ris", params={"q": "kinh phí hạn chế", "k": 3})
    assert several.headers["content-disposition"] == "attachment; filename=trich-dan.ris"
    assert several.text.count("ER  -") == len({hit.passage.report.id for hit in hits})
    whole = client.get("/citations.ris", params={"q": "kinh phí hạn chế", "k": 3, "all": 1})
    assert whole.text.count("ER  -") > several.text.count("ER  -")
    basket = client.post("/citations.bib", data={"pick": [f"{key}:0:5", "gone-1:0:3"]})
    assert basket.text.count("@") == 1
    assert "“gone-1”" in client.get("/citations.bib", params={"p": "gone-1"}).text
    assert client.get("/citations.exe", params={"p": key}).status_code == 404


def test_a_list_is_saved_whole_where_that_is_asked_for(client: TestClient) -> None:
    shown, whole = (client.get("/export.json", params={"q": "kinh phí", **more}).json() for more in ({}, {"all": 1}))
    assert len(shown["results"]) == 10
    assert len(whole["results"]) > 50
    assert whole["results"][:5] == shown["results"][:5]


def test_a_workbook_leads_to_the_files_that_its_reports_came_in(client: TestClient) -> None:
    given = client.get("/export.xlsx", params={"q": "kinh phí hạn chế"})
    sheet = openpyxl.load_workbook(io.BytesIO(given.content)).worksheets[0]
    address = sheet["D2"].hyperlink.target
    assert address.startswith("http://testserver/originals/")
    assert client.get(address).status_code == 200


def test_a_name_for_a_file_is_made_of_letters_and_figures_alone(client: TestClient) -> None:
    given = client.get("/export.json", params={"q": 'kinh phí "; filename=x\r\nSet-Cookie: a=1 ../..'})
    assert (
        given.headers["content-disposition"] == "attachment; filename=tra-cuu-kinh-phi-filename-x-set-cookie-a-1.json"
    )
    assert "set-cookie" not in given.headers


@pytest.mark.parametrize(("path", "said"), [("/export.exe?q=a", "Không xuất được"), ("/export.md", "Chưa có câu hỏi")])
def test_what_cannot_be_saved_is_said(client: TestClient, path: str, said: str) -> None:
    refused = client.get(path)
    assert (refused.status_code, refused.headers["content-type"]) == (404, "text/plain; charset=utf-8")
    assert said in refused.text
    assert said not in client.get(path, headers=ENGLISH).text


def test_the_basket_becomes_a_word_file_with_footnotes(client: TestClient, sample_engine: SearchEngine) -> None:
    found = sample_engine.search("kinh phí hạn chế", 1).hits[0]
    start, end = found.highlights[0]
    given = client.post(
        "/quotations.docx", data={"pick": [f"{found.passage.key}:{start}:{end}", "gone-1:0:3", "<script>"]}
    )
    text = [paragraph.text for paragraph in Document(io.BytesIO(given.content)).paragraphs]
    assert f"“{found.passage.text[start:end]}”" in text
    assert text[-1].startswith("1. ")
    with ZipFile(io.BytesIO(given.content)) as package:
        assert "214/BC-UBND" in package.read("word/footnotes.xml").decode()
    assert client.get("/quotations.docx").status_code == 405


def test_wordings_become_a_word_file_with_template_count_and_every_source(
    client: TestClient, sample_engine: SearchEngine
) -> None:
    given = client.get("/wordings.docx", params={"tab": "wording", "q": "Trên đây là báo cáo kết quả công tác"})
    assert given.headers["content-disposition"] == (
        "attachment; filename=cau-mau-tren-day-la-bao-cao-ket-qua-cong-tac.docx"
    )
    text = [paragraph.text for paragraph in Document(io.BytesIO(given.content)).paragraphs]
    assert "1. Trên đây là báo cáo kết quả công tác [lĩnh vực] năm [năm] của [cơ quan]./. — 2 báo cáo" in text
    assert "“Trên đây là báo cáo kết quả công tác cải cách hành chính năm 2023 của UBND xã Tân Lập./.”" in text
    with ZipFile(io.BytesIO(given.content)) as package:
        notes = package.read("word/footnotes.xml").decode()
    found = worded(sample_engine, "Trên đây là báo cáo kết quả công tác")
    assert found.variants
    with sample_engine.view() as view:
        for uses in (uses for variant in found.variants for uses in variant.forms.values()):
            source = sources_of(view, [uses[0].passage])[uses[0].passage.key]
            assert any(escape(cited(source), quote=False) in notes for cited in (in_full, again)), (
                "short the second time"
            )
            assert all(escape(use.citation, quote=False) in notes for use in uses[1:])
    refused = client.get("/wordings.docx?tab=wording")
    assert refused.status_code == 404
    assert "Chưa có câu hỏi" in refused.text


def test_the_original_is_given_by_its_reports_id_and_never_by_a_path(client: TestClient, sample_view: View) -> None:
    report = next(one for one in sample_view.reports() if one.file.endswith(".pdf"))
    given = client.get(f"/originals/{report.id}")
    assert given.content == (SAMPLES / report.file).read_bytes()
    assert given.headers["content-disposition"].startswith("attachment; filename")
    assert given.headers["content-type"] == "application/octet-stream"
    for path in ("../catalog.sqlite", "..%2f..%2fetc%2fpasswd", "%2fetc%2fpasswd", str(SAMPLES / report.file), "x"):
        assert client.get(f"/originals/{path}").status_code == 404


def test_an_original_that_is_gone_or_another_is_not_given(tmp_path: Path) -> None:
    sample = next(SAMPLES.glob("*.md"))
    file = Path(shutil.copy(sample, tmp_path / sample.name))
    house = open_house(tmp_path / "store")
    house.store.sync([file], HashEncoder())
    with house.seen_by(OWNER) as view:
        (record,) = view.reports()
    assert original(house, OWNER, record.id) == Original(file.name, file.read_bytes())
    file.write_text("another", encoding="utf-8")
    with pytest.raises(OriginalChangedError, match="đã thay đổi"):
        original(house, OWNER, record.id)
    file.unlink()
    with pytest.raises(OriginalGoneError, match="không còn ở chỗ cũ"):
        original(house, OWNER, record.id)
    with pytest.raises(ReportUnknownError):
        original(house, OWNER, "r2")
