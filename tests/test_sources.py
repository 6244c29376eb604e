"""Passages as citations take them: by what their report says elsewhere, and by what else the asker may see."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bench.disturbed import HashEncoder
from tracuu.index.records import Passage
from tracuu.index.scope import COMMON
from tracuu.search.sources import again, in_full, in_passing
from tracuu.service.basket import quotations
from tracuu.service.house import House, open_house
from tracuu.service.readers import OWNER, Reader
from tracuu.service.reports import cited, cited_as, picked

READER = Reader("chị Lan", "reader", frozenset({COMMON}))
REPORT = """ỦY BAN NHÂN DÂN
XÃ TÂN LẬP
Số: {number}/BC-UBND
Tân Lập, ngày 7 tháng 7 năm 2024

BÁO CÁO
Kết quả nuôi tằm năm 2024 trên địa bàn xã Tân Lập, huyện {district}, tỉnh An Giao

KẾT QUẢ LỄ HỘI GÒ THÁP THEO NGHỊ QUYẾT
Xã Tân Lập, huyện {district}, tỉnh An Giao đã tổ chức lễ hội Gò Tháp đúng Nghị quyết của Đảng bộ.
HẠN CHẾ
a) Kinh phí còn thiếu so với nhu cầu của các thôn trong xã.
b) Đường vào bãi dâu bị sạt lở, các hộ phải gánh dâu từ bến sông về nhà.

Nơi nhận:
- UBND huyện {district};
- Lưu: VT.
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("tân lập")
    for number, district in ((12, "Thạch Khê"), (34, "Sơn Bằng")):
        (folder / f"{number}.txt").write_text(REPORT.format(number=number, district=district), encoding="utf-8")
    house = open_house(folder / "kho")
    house.store.sync([folder / "12.txt", folder / "34.txt"], HashEncoder())
    with house.seen_by(OWNER) as view:
        (hidden,) = (record.id for record in view.reports() if record.file == "34.txt")
    house.store.collect(hidden, ["kín"])
    yield house
    house.store.close()


@pytest.fixture
def passages(house: House) -> list[Passage]:
    with house.seen_by(READER) as view:
        (record,) = view.reports()
        assert (record.header.agency, record.header.district) == ("UBND xã Tân Lập", "huyện Thạch Khê")
        return view.passages_of(record.id)


def test_what_is_hidden_makes_no_citation_longer(house: House, passages: list[Passage]) -> None:
    keys = [passages[0].key]
    (seen,), (whole,) = (cited(house, reader, keys) for reader in (READER, OWNER))
    assert again(seen).startswith("Báo cáo số 12/BC-UBND, mục")
    assert again(whole).startswith("Báo cáo số 12/BC-UBND của UBND xã Tân Lập, huyện Thạch Khê, tỉnh An Giao, mục")
    assert in_full(seen) == in_full(whole)
    picks = [f"{passages[0].key}:0:6"]
    for reader, source in ((READER, seen), (OWNER, whole)):
        assert cited_as(house, reader, passages)[passages[0].key] == source
        (quotation,) = quotations(picked(house, reader, picks))
        assert (quotation.citation, quotation.again, quotation.report) == (
            in_full(source),
            again(source),
            source.report,
        )


def test_names_in_a_heading_are_those_of_the_report(house: House, passages: list[Passage]) -> None:
    source = cited_as(house, READER, passages)[passages[0].key]
    assert in_passing(source).endswith("mục “Kết quả lễ hội Gò Tháp theo Nghị quyết”, đoạn 1")
    assert passages[0].sections[0].title == "KẾT QUẢ LỄ HỘI GÒ THÁP THEO NGHỊ QUYẾT"


def test_a_lettered_item_is_cited_by_its_letter(house: House, passages: list[Passage]) -> None:
    assert [passage.item for passage in passages] == [None, "a", "b"]
    source = cited_as(house, READER, passages)[passages[2].key]
    assert again(source) == "Báo cáo số 12/BC-UBND, điểm b mục “Hạn chế” (đoạn 2)"
