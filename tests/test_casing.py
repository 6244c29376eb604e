"""A question gets the capitals that the store's own text has, whatever was typed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tracuu.index.models.encoder import Encoder
from tracuu.index.opening import open_store
from tracuu.search.casing import cased
from tracuu.search.engine import SearchEngine
from tracuu.search.understanding import understand

REPORT = """UBND XÃ ĐỒNG MÂY
Số: 12/BC-UBND

BÁO CÁO
Kết quả năm 2023

I. KẾT QUẢ

Bà Ba Lan ở bản Nà Phai trao ba con trâu. Ban đầu xã chỉ có ba máy tính.

Sàn OCOP của xã mở từ tháng 5. Tổ chức Plowshares tặng ba máy bơm. Đoàn của Ai Cập, bạn của Ai Cập đến thăm.
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Iterator[SearchEngine]:
    folder: Path = tmp_path_factory.mktemp("một báo cáo")
    (folder / "một.txt").write_text(REPORT, encoding="utf-8")
    store = open_store(folder / "kho")
    store.sync([folder], encoder)
    engine = SearchEngine.open_with(store, encoder)
    yield engine
    engine.close()


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("bà ba lan trao ba con trâu", "bà Ba Lan trao ba con trâu"),
        ("Ba Máy Tính", "ba máy tính"),  # "Ba" is a name elsewhere, and no name before "máy"
        ("BAN ĐẦU XÃ CÓ GÌ?", "Ban đầu xã có gì"),  # its capital is that of its sentence
        ("sàn ocop", "sàn OCOP"),
        ("tổ chức plowshares tặng gì", "Tổ chức Plowshares tặng gì"),
        ("ba con trau cua ban na phai", "ba con trâu của bản Nà Phai"),
        ("đường ở đồng mây", "đường ở Đồng Mây"),  # from the header
        ("máy bơm là quà của ai", "Máy bơm là quà của ai"),  # who asks names nobody
        ("đoàn của ai cập đến đâu", "Đoàn của Ai Cập đến đâu"),
        ("vốn wse của xã", "vốn WSE của xã"),  # nowhere, and too short for a name
    ],
)
def test_capitals_are_those_of_the_passages(engine: SearchEngine, typed: str, asked: str) -> None:
    with engine.view() as view:
        for spelling in (typed, typed.upper(), typed.lower(), typed.title()):
            assert cased(understand(view, spelling).words, view) == asked
