"""The page on a store: what it answers before the model is there, and what it works out once for each generation."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.asking import desk_of
from tracuu.index.errors import ModelNotFoundError, NothingIndexedError
from tracuu.index.local.keeping.sync import sync
from tracuu.index.models.encoder import Encoder
from tracuu.index.opening import open_store
from tracuu.index.store import View
from tracuu.page.address import Address
from tracuu.page.language import WORDS
from tracuu.page.tabs import asking, overview, search
from tracuu.page.tabs.desk import as_html
from tracuu.search import SearchEngine
from tracuu.service.house import open_house
from tracuu.service.survey import Once
from tracuu.words import LANGUAGES

VI = WORDS["vi"]
ASKED = Address("search", "kinh phí hạn chế")


@pytest.fixture
def arriving(monkeypatch: pytest.MonkeyPatch, encoder: Encoder) -> Iterator[threading.Event]:
    """The encoder is loaded when this is set."""
    there = threading.Event()

    def load(_: str) -> Encoder:
        assert there.wait(30)
        return encoder

    monkeypatch.setattr("tracuu.service.engines.load_encoder", load)
    yield there
    there.set()


def test_words_answer_at_once_and_the_whole_engine_when_its_model_is_there(
    sample_store: Path, sample_engine: SearchEngine, arriving: threading.Event
) -> None:
    house = open_house(sample_store, "a-slow-one", ahead=True)
    engines = house.engines
    assert engines.loading()
    shown = map(as_html, search.answer(desk_of(house), ASKED, "vi"))
    first = next(shown)
    assert VI["loading_search"] in first
    assert "Kinh phí dành cho cải cách hành chính còn hạn chế" in first
    arriving.set()
    (second,) = shown
    assert VI["loading_search"] not in second
    whole = sample_engine.search(ASKED.question)
    assert [hit.citation for hit in engines.now().search(ASKED.question).hits] == [hit.citation for hit in whole.hits]
    assert all(hit.citation in second for hit in whole.hits if "&" not in hit.citation)
    assert engines.now() is engines.complete()


def test_an_answer_waits_for_the_model_and_says_so(sample_store: Path, arriving: threading.Event) -> None:
    desk = desk_of(open_house(sample_store, "a-slow-one", ahead=True))
    shown = map(as_html, asking.answer(desk, Address("ask", "Vì sao thiếu kinh phí?"), "vi"))
    assert VI["loading"] in next(shown)
    arriving.set()
    assert VI["method_extractive"] in next(shown)


def test_an_answer_explains_itself_in_the_readers_language(sample_store: Path) -> None:
    desk, asked = desk_of(open_house(sample_store)), Address("ask", "Có bao nhiêu báo cáo của cấp tỉnh?")
    shown = {language: as_html(last) for language in LANGUAGES for last in asking.answer(desk, asked, language)}
    assert "<p>2 báo cáo cấp tỉnh:</p>" in shown["vi"]
    assert "<p>Reports, province level: 2</p>" in shown["en"]
    assert all(quotes == 2 for quotes in (one.count('<li class="quote" lang="vi">') for one in shown.values()))


def test_what_is_missing_is_said_at_every_question(tmp_path: Path, sample_store: Path) -> None:
    with pytest.raises(NothingIndexedError):
        open_house(tmp_path, ahead=True).engines.now()
    for ahead in (True, False):
        engines = open_house(sample_store, "./no-such-model", ahead=ahead).engines
        for _ in range(2):
            with pytest.raises(ModelNotFoundError):
                engines.complete()
        with pytest.raises(ModelNotFoundError):
            engines.now()


def test_the_overview_shows_its_counts_before_its_themes_and_both_at_once_when_they_are_known(
    sample_store: Path, sample_view: View
) -> None:
    desk = desk_of(open_house(sample_store))

    def answer(question: str = "") -> list[str]:
        return [as_html(shown) for shown in overview.answer(desk, Address("overview", question), "vi")]

    counts, everything = answer()
    assert VI["themes_coming"] in counts
    assert 'class="chart years"' in counts
    assert 'class="chart themes"' in everything
    assert answer() == [everything]
    theme = desk.house.survey.themes(sample_view).themes[0]
    (passages,) = answer(theme.title)
    assert passages.count("<article") == 10
    (gone,) = answer("không có")
    assert "không còn chủ đề nào gọi là “không có”" in gone


def test_what_is_worked_out_is_kept_until_another_generation_is_there(
    sample_store: Path, tmp_path: Path, encoder: Encoder
) -> None:
    data = tmp_path / "store"
    shutil.copytree(sample_store, data)
    store = open_store(data)
    counted = Once(lambda view: view.counts()["reports"])
    with store.view() as view:
        assert not counted.ready(view)
        assert counted(view) == 15
        assert counted.ready(view)
    with store.view() as view:
        assert counted.ready(view), "it is of a moment, whoever looks"
    new = tmp_path / "bc.txt"
    new.write_text("BÁO CÁO\nViệc mới\n\nXã đã làm xong việc mới trong năm.\n", encoding="utf-8")
    sync(data, [new], encoder)
    with store.view() as view:
        assert not counted.ready(view)
        assert counted(view) == 16
    store.close()
