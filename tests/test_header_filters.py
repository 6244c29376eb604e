"""Filters by what a header says: of the sample reports each admits just those that a person would name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracuu.corpus.report import Header, Paragraph, Report
from tracuu.index.local.catalog import Catalog
from tracuu.index.records import FileRecord, Filter
from tracuu.index.scope import Scope
from tracuu.index.store import View

POVERTY_2020 = "2020-bc-tong-ket-nq-giam-ngheo-huyen-uy-son-bang.md"
REFORM_2023 = "2023-bc-cchc-xa-tan-lap.docx"
COUNTRYSIDE_2024 = "2024-BC-NTM-xa-Dong-May.md"
THRIFT_2025 = "2025-bc-thtk-clp-xa-tan-lap.md"
FIRE_2016 = "BC-PCCC-2016-thi-tran-Khe-Ha.txt"
ABROAD_2019 = "BC-thong-tin-doi-ngoai-2019-So-TTTT-An-Giao.docx"
WASTE_2025 = "BC-thu-gom-rac-quy-III-2025-phuong-Ben-Da.docx"
SCHOOLS_2022 = "BC-tong-ket-nam-hoc-2021-2022-PGDDT-Luong-Giang.docx"
CULTURE_2024 = "BC-van-hoa-du-lich-2024-So-VHTTDL-Hai-Lam.pdf"
PEOPLE_2017 = "bao-cao-dan-so-2017-xa-nam-lia.txt"
FOOD_2021 = "bc-attp-6-thang-2021-xa-van-son.txt"
DIGITAL_2022 = "bc-chuyen-doi-so-2022-huyen-thach-khe.pdf"
WORK_2018 = "bc-lao-dong-viec-lam-2018-huyen-son-bang.txt"
COMPLAINTS_2022 = "bc-tiep-cong-dan-kntc-6-thang-2022-tx-luong-giang.md"
DISASTER_2020 = "bc-tong-ket-pctt-tkcn-2020-huyen-con-van.txt"


@pytest.mark.parametrize(
    ("wanted", "files"),
    [
        (Filter(issued=(("2023-12-05", "2023-12-05"),)), {REFORM_2023}),
        (Filter(issued=(("2023-12", "2023-12"),)), {REFORM_2023}),
        (Filter(issued=(("2020", "2020"),)), {POVERTY_2020, DISASTER_2020}),
        (Filter(issued=(("2020-07-06", "2020-12-20"),)), {POVERTY_2020}),
        (Filter(issued=(("2022", "2022"), ("2016", "2016"))), {SCHOOLS_2022, DIGITAL_2022, COMPLAINTS_2022, FIRE_2016}),
        (Filter(issued=(("2025-01-01", "9999-12-31"),)), {CULTURE_2024, THRIFT_2025, WASTE_2025}),
        (Filter(issued=(("0001-01-01", "2018-12-31"),)), {FIRE_2016, WORK_2018}),
        # issued "2021-06": any day of a month of thirty
        (Filter(issued=(("2021-06-01", "2021-06-30"),)), {FOOD_2021}),
        (Filter(issued=(("2021-06", "2021-06"),)), {FOOD_2021}),
        (Filter(issued=(("2021-06-02", "2021-06-30"),)), set()),
        (Filter(issued=(("2021-06-01", "2021-06-29"),)), set()),
        (Filter(issued=(("2021-06-15", "2021-06-15"),)), set()),
        (Filter(numbers=("214/BC-UBND",)), {REFORM_2023}),
        (Filter(numbers=("214-BC/UBND",)), {REFORM_2023}),
        (Filter(numbers=("số 214/BC-UBND",)), {REFORM_2023}),
        (Filter(numbers=("214 /bc - ubnd",)), {REFORM_2023}),
        (Filter(numbers=("214",)), {REFORM_2023}),
        (Filter(numbers=("0214",)), {REFORM_2023}),
        (Filter(numbers=("214/BC",)), {REFORM_2023}),
        (Filter(numbers=("Báo cáo số 214",)), {REFORM_2023}),
        (Filter(numbers=("Kế hoạch 214",)), set()),
        (Filter(numbers=("214/KH-UBND",)), set()),
        (Filter(numbers=("21",)), set()),
        (Filter(numbers=("12",)), {CULTURE_2024}),
        (Filter(numbers=("318/bc-hu", "27/BC-PCTT&TKCN")), {POVERTY_2020, DISASTER_2020}),
        (Filter(signers=("Đỗ Văn Quýnh",)), {REFORM_2023}),
        (Filter(signers=("van quynh",)), {REFORM_2023}),
        (Filter(signers=("Thị",)), {THRIFT_2025, SCHOOLS_2022, CULTURE_2024, FOOD_2021, WORK_2018, COMPLAINTS_2022}),
        (Filter(signers=("Qu",)), set()),
        (Filter(signer_roles=("trưởng phòng",)), {SCHOOLS_2022}),
        (Filter(signer_roles=("pho giam doc",)), {ABROAD_2019, CULTURE_2024}),
        (Filter(signer_roles=("Giám đốc",)), set()),
        (Filter(districts=("Sơn Bằng",)), {POVERTY_2020, PEOPLE_2017, WORK_2018}),
        (Filter(districts=("huyện Sơn Bằng",)), {POVERTY_2020, PEOPLE_2017, WORK_2018}),
        (Filter(districts=("thi xa luong giang",)), {SCHOOLS_2022, COMPLAINTS_2022}),
        (Filter(districts=("Lương Giang",)), {SCHOOLS_2022, COMPLAINTS_2022}),
        (Filter(districts=("Sơn",)), set()),
        (Filter(districts=("huyện Lương Giang",)), set()),
        (Filter(districts=("Cồn Vân", "thach khe")),
         {DISASTER_2020, REFORM_2023, COUNTRYSIDE_2024, FIRE_2016, FOOD_2021, DIGITAL_2022}),
        (Filter(numbers=("96",), districts=("Thạch Khê",), signers=("ngo",)), {FIRE_2016}),
        (Filter(numbers=("96",), districts=("Sơn Bằng",)), set()),
    ],
)  # fmt: skip
def test_each_admits_just_the_reports_whose_header_says_so(sample_view: View, wanted: Filter, files: set[str]) -> None:
    assert {report.file for report in sample_view.within(Scope(filter=wanted)).reports()} == files


def test_a_part_of_a_store_is_filtered_by_what_it_shows(sample_view: View) -> None:
    communes = sample_view.within(Scope(filter=Filter(levels=("commune",))))
    for wanted, files in (
        (Filter(districts=("Sơn Bằng",)), {PEOPLE_2017}),
        (Filter(signers=("Thị",)), {THRIFT_2025, FOOD_2021}),
        (Filter(issued=(("2025", "2025"),)), {THRIFT_2025, WASTE_2025}),
    ):
        assert {report.file for report in communes.within(Scope(filter=wanted)).reports()} == files


def admitted(catalog: Catalog, wanted: Filter) -> set[str]:
    ids = catalog.reports.select(wanted)
    assert ids is not None
    return set(catalog.reports.report_of(ids.tolist()).values())


def test_dates_of_any_precision_and_districts_that_only_an_agency_names(tmp_path: Path) -> None:
    headers = {
        "day": Header(issued="2023-12-05"),
        "month": Header(issued="2023-12"),
        "year": Header(issued="2023"),
        "february": Header(issued="2023-02"),
        "leap": Header(issued="2024-02"),
        "silent": Header(),
        "committee": Header(agency="UBND huyện Tuy Phước"),
        "party": Header(agency="Huyện ủy Tuy Phước"),
        "other": Header(agency="UBND xã Tuy Phước"),
        "elsewhere": Header(agency="UBND huyện Tuy Phước", district="huyện Kim Bôi"),
    }
    with Catalog.open(tmp_path / "catalog.sqlite") as catalog:
        for name, header in headers.items():
            report = Report(name, header, (), (Paragraph(1, "Một câu.", "paragraph", ()),))
            catalog.files.put(FileRecord(name, name, 1, 1, name, 1, name), report)
        for first, last, fitting in (
            ("2023", "2023", {"day", "month", "year", "february"}),
            ("2023-12", "2023-12", {"day", "month"}),
            ("2023-12-01", "2023-12-31", {"day", "month"}),
            ("2023-01-01", "2023-12-31", {"day", "month", "year", "february"}),
            ("2023-12-05", "2023-12-05", {"day"}),
            ("2023-12-01", "2023-12-30", {"day"}),
            ("2023-02-01", "2023-02-28", {"february"}),
            ("2024-02-01", "2024-02-28", set()),
            ("2024-02-01", "2024-02-29", {"leap"}),
            ("2023-06", "2024-02", {"day", "month", "leap"}),
        ):
            assert admitted(catalog, Filter(issued=((first, last),))) == fitting, (first, last)
        assert admitted(catalog, Filter(districts=("Tuy Phước",))) == {"committee", "party"}
        assert admitted(catalog, Filter(districts=("huyện Tuy Phước",))) == {"committee", "party"}
        assert admitted(catalog, Filter(districts=("kim boi",))) == {"elsewhere"}
        assert admitted(catalog, Filter(districts=("' OR 1=1 --",), signers=("%",), numbers=("'",))) == set()
