"""What opens and closes a report echoes whose it is, of when and on what: it answers none of that."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.asking import passages_seen
from tracuu.index.records import Passage
from tracuu.index.store import View
from tracuu.search import SearchEngine
from tracuu.search.frames import is_frame, without_echo
from tracuu.search.understanding import understand


def frames_of(view: View) -> list[Passage]:
    return [passage for passage in passages_seen(view) if is_frame(passage)]


def test_each_sample_is_opened_and_closed_by_frames(sample_view: View) -> None:
    """By hand: of fifteen samples all but that of a Party committee, which begins with what it did."""
    found = frames_of(sample_view)
    without = {record.file for record in sample_view.reports()} - {passage.report.file for passage in found}
    assert [Path(file).name for file in without] == ["2020-bc-tong-ket-nq-giam-ngheo-huyen-uy-son-bang.md"]
    assert sum(passage.text.startswith("Trên đây là") for passage in found) >= 10
    figures = [passage for passage in passages_seen(sample_view) if passage.text.startswith("Căn cứ Nghị quyết số 76")]
    assert figures, "this one begins as a frame does, and says what was done"
    assert not any(map(is_frame, figures))


@pytest.mark.parametrize(
    "question",
    [
        "Năm 2019 Sở Thông tin và Truyền thông An Giao xin bao nhiêu tiền?",
        "Rác của phường Bến Đá được chở đi xử lý ở đâu?",
        "huyện Cồn Vân có bao nhiêu người chết do thiên tai",
        "thi tran Khe Ha phong chay chua chay the nao",
    ],
)
def test_a_frame_answers_nothing_that_is_asked_of_its_report(sample_engine: SearchEngine, question: str) -> None:
    first = sample_engine.search(question).hits[0].passage
    assert not is_frame(first), first.text


@pytest.mark.parametrize(
    "question",
    ["phường Bến Đá căn cứ luật nào", "xã Tân Lập báo cáo theo công văn nào", "câu kết thúc báo cáo của xã Vân Sơn"],
)
def test_frames_are_given_to_whoever_asks_for_them(sample_engine: SearchEngine, question: str) -> None:
    assert any(is_frame(hit.passage) for hit in sample_engine.search(question).hits[:3])


def test_only_frames_lose_and_only_where_their_report_is_named(sample_view: View) -> None:
    ids = np.array(sorted(passage.id for passage in passages_seen(sample_view)))
    scores = np.full(len(ids), 0.5, np.float32)
    named = without_echo(scores, ids, understand(sample_view, "năm 2023 xã Tân Lập làm được gì"), sample_view)
    plain = without_echo(scores, ids, understand(sample_view, "làm được gì"), sample_view)
    assert plain is scores
    frames = {passage.id for passage in frames_of(sample_view)}
    assert {int(number) for number in ids[named < scores]} <= frames
    assert (named < scores).any()


def test_a_heading_that_is_typed_finds_what_stands_under_it(sample_engine: SearchEngine) -> None:
    """“Bài học kinh nghiệm” is a heading of two samples; of what stands under it nothing says these words again."""
    hits = sample_engine.search("bài học kinh nghiệm").hits
    under = [any("bài học kinh nghiệm" in one.title.lower() for one in hit.passage.sections) for hit in hits]
    assert under[:2] == [True, True]
