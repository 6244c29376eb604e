"""The basket: sentences chosen, by where they stand."""

from __future__ import annotations

import pytest

from tracuu.index.store import View
from tracuu.search import SearchEngine
from tracuu.service.basket import MOST, Pick, chosen, quotations, read_pick


@pytest.mark.parametrize(
    "said", ["", "abc", "abc:1", ":0:5", "abc:5:5", "abc:-1:4", "abc:1:x", "abc:²:9", "a:0:" + "9" * 99]
)
def test_what_is_no_pick_is_none(said: str) -> None:
    assert read_pick(said) is None


def test_the_basket_quotes_from_the_store_alone(sample_engine: SearchEngine, sample_view: View) -> None:
    found = sample_engine.search("kinh phí hạn chế", 1).hits[0]
    pick = Pick(found.passage.key, *found.highlights[0])
    assert read_pick(str(pick)) == pick
    said = [str(pick), str(pick), "gone-1:0:5", f"{found.passage.key}:0:99999", "nonsense"]
    there, gone, beyond = chosen(sample_view, said)
    assert there.text == found.passage.text[pick.start : pick.end]
    assert (gone.text, gone.citation, beyond.passage) == ("", "", None)
    assert [quotation.text for quotation in quotations([there, gone])] == [there.text]
    assert "214/BC-UBND ngày 05 tháng 12 năm 2023" in there.citation
    assert len(chosen(sample_view, (f"{found.passage.key}:0:{n}" for n in range(1, 999)))) == MOST
