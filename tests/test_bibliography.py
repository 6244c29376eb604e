"""Reports as records for reference managers, read back by the libraries that the project has anyway."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import rispy  # type: ignore[import-untyped]
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import given, settings

from tests.headers import HEADERS, HOSTILE, SECTIONS
from tracuu.corpus.bibliography import CslItem, bibtex, csl_item, csl_json, ris
from tracuu.corpus.report import Header, Section

HEADER = Header(
    agency="Sở Văn hóa, Thể thao và Du lịch tỉnh An Giao",
    number="88/BC-SVHTTDL",
    issued="2021-06",
    place="An Giao",
    doc_type="Báo cáo",
    title="Kết quả công tác gia đình 6 tháng đầu năm 2021",
)
ABOVE = tuple(Section(n, "Mục", 1, "other", f"{n}. Mục") for n in ("II", "3", "3.2"))
SOURCE = CslItem("0123abcd-7", HEADER, ABOVE, 4, 2, "bc-gia-dinh.docx")
ANOTHER = replace(SOURCE, key="0123abcd-9", n=5, item="a")
LAW = replace(
    SOURCE, key="4567cdef-8", header=replace(HEADER, doc_type="Nghị định", number="30/2020/NĐ-CP", secrecy="Mật")
)


def from_bibtex(text: str) -> list[dict[str, str]]:
    library = parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert not library.failed_blocks
    return [{"entry": e.entry_type, "key": e.key, **{f.key: f.value for f in e.fields}} for e in library.entries]


def test_csl_json_says_all_that_the_report_says() -> None:
    (item,) = json.loads(csl_json([SOURCE]))
    assert item == {
        "id": "0123abcd",
        "type": "report",
        "title": "Kết quả công tác gia đình 6 tháng đầu năm 2021",
        "author": [{"literal": "Sở Văn hóa, Thể thao và Du lịch tỉnh An Giao"}],
        "publisher": "Sở Văn hóa, Thể thao và Du lịch tỉnh An Giao",
        "publisher-place": "An Giao",
        "number": "88/BC-SVHTTDL",
        "genre": "Báo cáo",
        "issued": {"date-parts": [[2021, 6]]},
        "locator": "mục II.3.2, đoạn 4 (trang 2)",
        "language": "vi",
        "note": "Mục II.3.2, đoạn 4 (trang 2)",
        "custom": {
            "passages": [{"passage_id": "0123abcd-7", "label": "section", "locator": "II.3.2, đoạn 4 (trang 2)"}]
        },
    }


def test_a_report_is_one_entry_however_often_it_is_cited() -> None:
    cited = [SOURCE, LAW, ANOTHER, SOURCE]
    first, second = json.loads(csl_json(cited))
    assert (first["id"], second["id"]) == ("0123abcd", "4567cdef")
    assert first["custom"]["passages"] == [
        {"passage_id": "0123abcd-7", "label": "section", "locator": "II.3.2, đoạn 4 (trang 2)"},
        {"passage_id": "0123abcd-9", "label": "section", "locator": "II, khoản 3.2, điểm a (đoạn 5, trang 2)"},
    ]
    assert first["note"] == "Mục II.3.2, đoạn 4 (trang 2); điểm a khoản 3.2 mục II (đoạn 5, trang 2)"
    assert [entry["key"] for entry in from_bibtex(bibtex(cited))] == ["0123abcd", "4567cdef"]
    assert bibtex(cited).startswith(
        "% \\cite[mục II.3.2, đoạn 4 (trang 2)]{0123abcd}\n"
        "% \\cite[điểm a khoản 3.2 mục II (đoạn 5, trang 2)]{0123abcd}\n"
    )
    records = rispy.loads(ris(cited))
    assert [(record["id"], len(record["notes"])) for record in records] == [("0123abcd", 2), ("4567cdef", 2)]
    assert records[0]["notes"][1] == "Điểm a khoản 3.2 mục II (đoạn 5, trang 2)"


@pytest.mark.parametrize(
    ("sections", "label", "said"),
    [
        ((), "part", "mở đầu, đoạn 4"),
        (("Phần thứ nhất", "II", "1"), "part", "thứ nhất, mục II.1, đoạn 4"),
        (("CHƯƠNG II",), "chapter", "II, đoạn 4"),
        (("Phụ lục",), "appendix", "đoạn 4"),
        (("Điều 5", "2", "a"), "article-locator", "5, khoản 2, điểm a, đoạn 4"),
        ((None,), "section", "“Mục”, đoạn 4"),
        ((None, "Điều 1"), "section", "“Mục”, Điều 1, đoạn 4"),
    ],
)
def test_locators_are_of_the_type_of_their_outermost_level(
    sections: tuple[str | None, ...], label: str, said: str
) -> None:
    above = tuple(Section(number, "Mục", 1, "other", "Mục") for number in sections)
    (passage,) = csl_item([replace(SOURCE, sections=above, page=None)])["custom"]["passages"]
    assert (passage["label"], passage["locator"]) == (label, said)


@pytest.mark.parametrize("style", [csl_json, bibtex, ris])
def test_no_file_is_named_where_a_report_says_what_it_is(style: Callable[[list[CslItem]], str]) -> None:
    assert "bc-gia-dinh" not in style([SOURCE, LAW])
    assert "bc-gia-dinh" in style([replace(SOURCE, header=Header())])  # it has no other name


def test_legislation_keeps_in_its_note_what_its_type_has_no_field_for() -> None:
    item = csl_item([LAW])
    assert item["type"] == "legislation"
    assert item["note"] == "Mục II.3.2, đoạn 4 (trang 2); Địa danh: An Giao; Độ mật: Mật"
    assert csl_item([replace(SOURCE, header=replace(HEADER, number="5/2021/QĐ-UBND"))])["type"] == "legislation"


@pytest.mark.parametrize(
    ("issued", "parts", "bib", "in_ris"),
    [
        ("2023-08-07", [2023, 8, 7], "2023-08-07", "2023/08/07/"),
        ("2021-06", [2021, 6], "2021-06", "2021/06//"),
        ("2023", [2023], "2023", "2023///"),
    ],
)
def test_dates_are_as_precise_as_they_are(issued: str, parts: list[int], bib: str, in_ris: str) -> None:
    source = replace(SOURCE, header=replace(HEADER, issued=issued))
    assert csl_item([source])["issued"] == {"date-parts": [parts]}
    assert from_bibtex(bibtex([source]))[0]["date"] == bib
    assert rispy.loads(ris([source]))[0]["date"] == in_ris


def test_bibtex_comes_back_as_it_went() -> None:
    report, law = from_bibtex(bibtex([SOURCE, LAW, SOURCE]))
    assert report == {
        "entry": "techreport",
        "type": "Báo cáo",
        "key": "0123abcd",
        "title": HEADER.title,
        "number": "88/BC-SVHTTDL",
        "institution": HEADER.agency,
        "address": "An Giao",
        "langid": "vietnamese",
        "author": HEADER.agency,
        "date": "2021-06",
        "year": "2021",
        "month": "6",
    }
    assert (law["number"], law["note"]) == ("30/2020/NĐ-CP", "Độ mật: Mật")
    assert "author = {{Sở Văn hóa, Thể thao và Du lịch tỉnh An Giao}}" in bibtex([SOURCE])


def test_ris_comes_back_as_it_went() -> None:
    plain = replace(SOURCE, header=replace(HEADER, agency="UBND xã Ngọc Lâm"))
    (report,) = rispy.loads(ris([plain, plain]))
    assert report == {
        "type_of_reference": "RPRT",
        "notes": ["Mục II.3.2, đoạn 4 (trang 2)"],
        "id": "0123abcd",
        "title": HEADER.title,
        "type_of_work": "Báo cáo",
        "publisher": "UBND xã Ngọc Lâm",
        "place_published": "An Giao",
        "language": "vi",
        "issn": "88/BC-SVHTTDL",
        "authors": ["UBND xã Ngọc Lâm"],
        "date": "2021/06//",
        "year": "2021",
    }
    assert ris([plain]).startswith("TY  - RPRT\n")


def test_an_agency_with_a_comma_is_one_author_in_ris_and_whole() -> None:
    report, law = rispy.loads(ris([SOURCE, LAW]))
    assert report["publisher"] == HEADER.agency
    assert report["authors"] == [HEADER.agency]
    assert (law["type_of_reference"], law["note"]) == ("STAT", "30/2020/NĐ-CP")


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_values_stay_values(value: str) -> None:
    header = replace(HEADER, title=value, agency=value, number=value, place=value)
    above = (*ABOVE, Section(None, value, 4, "other", value))
    source = CslItem("0123abcd-7", header, above, 1, None, value)
    title = csl_item([source])["title"]
    assert len(json.loads(csl_json([source, LAW]))) == 2
    first, _ = from_bibtex(bibtex([source, LAW]))
    assert tex(first["title"]) == tex(title)
    record, _ = rispy.loads(ris([source, LAW]))
    assert (record["type_of_reference"], record["title"]) == ("RPRT", title)


def tex(text: str) -> str:
    """`text` but for the signs that the decoder gives back in another form."""
    return text.translate(str.maketrans("ˆ’‘", "^'`"))


@settings(max_examples=60)
@given(HEADERS, SECTIONS)
def test_whatever_a_header_leaves_out_there_is_one_record_with_a_title(header: Header, above: list[Section]) -> None:
    source = CslItem("0123abcd-7", header, tuple(above), 3, None, None)
    records: list[list[dict[str, Any]]] = [
        json.loads(csl_json([source])),
        from_bibtex(bibtex([source])),
        rispy.loads(ris([source])),
    ]
    for (record,) in records:
        assert record["title"]
