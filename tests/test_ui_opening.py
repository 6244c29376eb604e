"""The page on a store: what it answers before the model is there, and what it works out once for each generation."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tracuu.index.errors import ModelNotFoundError, NothingIndexedError
from tracuu.index.local.keeping.sync import sync
from tracuu.index.models.encoder import Encoder
from tracuu.page.address import Address
from tracuu.page.language import WORDS
from tracuu.page.tabs import asking, overview, search
from tracuu.page.tabs.desk import Desk
from tracuu.search import SearchEngine
from tracuu.service.model_loading import LateEngine
from tracuu.service.survey import Once

VI = WORDS["vi"]
ASKED = Address("search", "kinh phí hạn chế")


@pytest.fixture
def arriving(monkeypatch: pytest.MonkeyPatch, encoder: Encoder) -> Iterator[threading.Event]:
    """The encoder is loaded when this is set."""
    there = threading.Event()

    def load(_: str) -> Encoder:
        assert there.wait(30)
        return encoder

    monkeypatch.setattr("tracuu.service.model_loading.load_encoder", load)
    yield there
    there.set()


def test_words_answer_at_once_and_the_whole_engine_when_its_model_is_there(
    sample_store: Path, sample_engine: SearchEngine, arriving: threading.Event
) -> None:
    engine = LateEngine(sample_store, "a-slow-one")
    shown = search.answer(Desk(engine, engine.complete, engine.loading), ASKED, "vi")
    first = next(shown)
    assert VI["loading_search"] in first
    assert "Kinh phí dành cho cải cách hành chính còn hạn chế" in first
    arriving.set()
    (second,) = shown
    assert VI["loading_search"] not in second
    whole = sample_engine.search(ASKED.question)
    assert [hit.citation for hit in engine().search(ASKED.question).hits] == [hit.citation for hit in whole.hits]
    assert all(hit.citation in second for hit in whole.hits if "&" not in hit.citation)
    assert engine() is engine.complete()


def test_an_answer_waits_for_the_model_and_says_so(sample_store: Path, arriving: threading.Event) -> None:
    engine = LateEngine(sample_store, "a-slow-one")
    shown = asking.answer(Desk(engine, engine.complete, engine.loading), Address("ask", "Vì sao thiếu kinh phí?"), "vi")
    assert VI["loading"] in next(shown)
    arriving.set()
    assert VI["method_extractive"] in next(shown)


def test_what_is_missing_is_said_at_every_question(tmp_path: Path, sample_store: Path) -> None:
    engine = LateEngine(tmp_path, "bundled")
    with pytest.raises(NothingIndexedError):
        engine()
    engine = LateEngine(sample_store, "./no-such-model")
    for _ in range(2):
        with pytest.raises(ModelNotFoundError):
            engine.complete()
    with pytest.raises(ModelNotFoundError):
        engine()


def test_the_overview_shows_its_counts_before_its_themes_and_both_at_once_when_they_are_known(
    sample_engine: SearchEngine,
) -> None:
    desk = Desk(lambda: sample_engine, lambda: sample_engine)
    counts, everything = overview.answer(desk, Address("overview"), "vi")
    assert VI["themes_coming"] in counts
    assert 'class="chart years"' in counts
    assert 'class="chart themes"' in everything
    assert list(overview.answer(desk, Address("overview"), "vi")) == [everything]
    theme = desk.survey.themes(sample_engine).themes[0]
    (passages,) = overview.answer(desk, Address("overview", theme.title), "vi")
    assert passages.count("<article") == 10
    (gone,) = overview.answer(desk, Address("overview", "không có"), "vi")
    assert "không còn chủ đề nào gọi là “không có”" in gone


def test_what_is_worked_out_is_kept_until_another_generation_is_there(
    sample_store: Path, tmp_path: Path, encoder: Encoder
) -> None:
    data = tmp_path / "store"
    shutil.copytree(sample_store, data)
    engine = SearchEngine.open_with(data, encoder)
    counted = Once(lambda catalog, _: catalog.counts()["reports"])
    assert not counted.ready(engine)
    assert counted(engine) == 15
    assert counted.ready(engine)
    new = tmp_path / "bc.txt"
    new.write_text("BÁO CÁO\nViệc mới\n\nXã đã làm xong việc mới trong năm.\n", encoding="utf-8")
    sync(data, [new], encoder)
    assert not counted.ready(engine)
    assert counted(engine) == 16
    engine.close()
