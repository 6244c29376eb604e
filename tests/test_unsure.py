"""What nothing confirms is said to be unsure: in the header, in JSON, in warnings, in citations."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.test_formats_pdf import needs_tesseract
from tests.test_offices_send import written
from tracuu.corpus import read_report, report_from_blocks
from tracuu.corpus.bibliography import CslItem, bibtex, csl_json, ris
from tracuu.corpus.citation import cite_again, cite_report, cite_report_in_full, namesakes
from tracuu.corpus.formats.formulas import with_formulas
from tracuu.corpus.formats.layout import Line
from tracuu.corpus.formats.pages import Page
from tracuu.corpus.formats.text import parse_markdown
from tracuu.corpus.header.unsure import with_doubts
from tracuu.corpus.report import Header, Reference, Report
from tracuu.index.corrections import Correction, corrected
from tracuu.index.records import Passage, ReportRecord
from tracuu.page.cards.controls import source_line
from tracuu.page.language import WORDS
from tracuu.search.export import COLUMNS
from tracuu.search.results import Hit
from tracuu.service.header_fields import header_lines

SCANS = Path(__file__).parents[2] / "shared" / "cases" / "reading"
HEADER = Header(
    agency="Sở Y tế tỉnh Bình Lâm", number="57/BC-SYT", issued="2025-09-02", issued_precision="day", place="Bình Lâm",
    doc_type="Báo cáo", title="Kết quả quý III năm 2025", signer="Vũ Thị Nhàn",
)  # fmt: skip


@pytest.mark.parametrize(
    ("doubts", "body", "unsure"),
    [
        (set(), "", ()),
        ({"57"}, "", ("number",)), ({"syt"}, "", ("number",)),
        ({"2"}, "", ("issued",)), ({"02"}, "", ("issued",)), ({"9"}, "", ("issued",)),
        ({"nhàn"}, "", ("signer",)), ({"quả"}, "", ("title",)),
        ({"iii"}, "", ()),  # of a numeral no program is ever sure
        ({"sở", "tế"}, "", ()),  # the name of an office is one of a closed set
        ({"bình"}, "", ("agency", "place")),
        ({"bình"}, "Ngành y tế tỉnh Bình Lâm đã khám cho nhiều người.", ("place",)),  # said again in the body
        ({"khác"}, "", ()),
    ],
)  # fmt: skip
def test_a_field_is_unsure_if_its_words_are_in_doubt(doubts: set[str], body: str, unsure: tuple[str, ...]) -> None:
    assert with_doubts(HEADER, frozenset(doubts), (), body).unsure == unsure


@pytest.mark.parametrize(
    ("reference", "unsure"),
    [
        (Reference("Quyết định", "12/QĐ-UBND", "2025-09-03"), ("issued",)),
        (Reference("Quyết định", "12/QĐ-UBND", "2025-09-02"), ()),
        (Reference("Quyết định", "12/QĐ-UBND", "2025-10"), ()),
        (Reference("Quyết định", None, "2025-12-01"), ()),
        (Reference("Báo cáo", "57/BC-SYT", "2025-12-01"), ()),  # itself
    ],
)
def test_a_date_before_that_of_a_document_cited_is_unsure(reference: Reference, unsure: tuple[str, ...]) -> None:
    assert with_doubts(HEADER, frozenset(), (reference,), "").unsure == unsure


def test_a_report_says_what_is_unsure_everywhere() -> None:
    text = written(number="Số: 31/BC-UBND", date="Bình Lâm, ngày 4 tháng 6 năm 2014").replace(
        "Kinh phí được giao", "Theo Quyết định số 7/QĐ-UBND ngày 5 tháng 7 năm 2023 của UBND tỉnh, kinh phí"
    )
    report = report_from_blocks(parse_markdown(text), "thử", frozenset({"31"}))
    assert report.header.unsure == ("number", "issued")
    assert report.to_json()["unsure"] == ["number", "issued"]
    assert Report.from_json(json.loads(json.dumps(report.to_json()))) == report
    assert any("số, ký hiệu, ngày ban hành" in warning for warning in report.warnings)
    assert cite_report(report.header) == (
        "Báo cáo số (không chắc) 31/BC-UBND ngày 4/6/2014 (không chắc) của UBND xã Bình Lâm"
    )
    assert "số (không chắc) 31/BC-UBND ngày 04 tháng 6 năm 2014 (không chắc)" in cite_report_in_full(report.header)
    assert "số (không chắc) 31/BC-UBND" in cite_again(report.header, (), 1)


DOUBTED = replace(HEADER, unsure=("agency", "number", "issued", "title", "signer"))
DOUBT = "(không chắc)"


def test_every_form_of_citation_says_what_is_unsure() -> None:
    nameless = replace(DOUBTED, number=None)
    others = namesakes([DOUBTED, replace(DOUBTED, issued="2020-01-01")])
    for text, count in (
        (cite_report(DOUBTED), 3),
        (cite_report_in_full(DOUBTED), 4),
        (cite_report(nameless), 3),
        (cite_again(nameless, (), 1), 2),
        (cite_again(DOUBTED, (), 1, others=others), 3),
    ):
        assert text.count(DOUBT) == count, text
        assert cite_report(HEADER).count(DOUBT) == 0


def test_what_is_unsure_is_said_wherever_a_report_shows() -> None:
    record = ReportRecord("r", "bc.pdf", DOUBTED, (), 2025, 1)
    passage = Passage(1, 1, record, (), 1, "paragraph", "other", None, "Kinh phí còn thiếu.")
    found = Hit(1, 0.5, passage, (), "")
    assert found.to_json()["report"]["unsure"] == list(DOUBTED.unsure)
    words = WORDS["vi"]
    assert str(source_line(DOUBTED, words)).count(DOUBT) == 4
    assert sum(DOUBT in value for _, value in header_lines(DOUBTED, words)) == 5
    assert "cơ quan ban hành, số, ký hiệu, ngày ban hành" in str(COLUMNS["unsure"](found))
    (item,) = json.loads(csl_json([CslItem("r-1", DOUBTED, (), 1)]))
    assert "Không chắc: cơ quan ban hành, số, ký hiệu" in item["note"]
    for form in (bibtex, ris):
        assert "Không chắc: cơ quan ban hành" in form([CslItem("r-1", DOUBTED, (), 1)])
        assert "Không chắc" not in form([CslItem("r-1", HEADER, (), 1)])


def test_what_a_person_has_put_right_is_sure() -> None:
    doubted = with_doubts(HEADER, frozenset({"57", "nhàn"}), (), "")
    assert doubted.unsure == ("number", "signer")
    assert corrected(doubted, [Correction("number", "58/BC-SYT", "57/BC-SYT", "2025-01-01")]).unsure == ("signer",)


def test_a_header_kept_before_has_nothing_unsure() -> None:
    values = HEADER.to_json()
    del values["unsure"]
    assert Header.from_json(values) == HEADER


@pytest.mark.parametrize(
    ("seen", "read"),
    [
        ("Vũ “Thị Nhàn", "Vũ Thị Nhàn"), (".Vũ Thị' Nhàn.", "Vũ Thị Nhàn"),
        ("Vũ “?¡j Nhàn", "Vũ “?¡j Nhàn"),  # nothing is guessed
        (".Số: 57/BC-SYT", "Số: 57/BC-SYT"), ("'SỐ: 57/BC-SYT", "Số: 57/BC-SYT"),
        ("Thu, chi.", "Thu, chi."),
    ],
)  # fmt: skip
def test_specks_of_a_seal_are_no_letters(seen: str, read: str) -> None:
    page = Page(1, 595, 842, [Line(seen, 85, 200, 100, 113, 13, bold=False, first=20)])
    assert with_formulas(page).lines[0].text == read


@needs_tesseract
@pytest.mark.skipif(not SCANS.is_dir(), reason="no shared cases here")
@pytest.mark.parametrize("name", ["scan-red-seal.pdf", "scan-arrival-stamp.pdf"])
def test_seals_and_stamps_of_a_scan_shape_no_field_that_is_sure(name: str) -> None:
    header = read_report(SCANS / name).header
    right = {"agency": "Sở Y tế tỉnh Hải Lam", "number": "57/BC-SYT", "issued": "2025-09-12", "signer": "Phạm Thị Hoa"}
    wrong = {field for field, value in right.items() if getattr(header, field) != value}
    assert wrong <= set(header.unsure)
