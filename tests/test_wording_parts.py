"""What wordings rest on: which way a clause speaks, the parts of a sentence, what it is about, what a phrase wants."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.asking import worded
from tests.steps import steps
from tests.test_wording import report
from tracuu.corpus.vietnamese import tokens
from tracuu.index.local.keeping.sync import store_reports
from tracuu.index.models.encoder import Encoder
from tracuu.index.records import Filter
from tracuu.index.store import View
from tracuu.search import SearchEngine
from tracuu.search.understanding import understand
from tracuu.search.wording.blanks import blanks_in
from tracuu.search.wording.forms import form_of
from tracuu.search.wording.parts import core_of, parts_of
from tracuu.search.wording.polarity import asked_by, poles_of
from tracuu.search.wording.sameness import one_for_all
from tracuu.search.wording.topics import topics_in
from tracuu.search.wording.wanted import wanted_of

BLANK_OR_WORD = r"\[[^]]+\]|\S+"


@pytest.mark.parametrize(
    ("clause", "poles"),
    [
        ("kinh phí còn hạn chế", "lacking"),
        ("thiếu giáo viên", "lacking"),
        ("không thiếu giáo viên", "met"),
        ("không còn tình trạng thiếu giáo viên", "met"),
        ("không có trường hợp vi phạm", "met"),
        ("không có hộ dân nào thiếu nước", "met"),
        ("trong năm chưa xảy ra vụ cháy", "met"),
        ("lập biên bản xử lý vi phạm", ""),
        ("không ít khó khăn", "lacking"),
        ("bố trí không đủ", "lacking"),
        ("bố trí đầy đủ, kịp thời", "met"),
        ("chưa được bố trí kinh phí một cách đầy đủ", "lacking"),
        ("đã được bố trí kinh phí", "met"),
        ("đã khắc phục tình trạng thiếu nước sạch", "met"),
        ("khó khăn về nước sạch đã được khắc phục", "met"),
        ("chưa khắc phục được tình trạng thiếu nước sạch", "lacking"),
        ("cần khắc phục tình trạng thiếu nước sạch", "lacking"),
        ("đề nghị bố trí đầy đủ kinh phí", ""),
        ("đã hạn chế tai nạn", "met"),
        ("được thực hiện thường xuyên", "met"),
        ("trích từ nguồn chi thường xuyên", ""),
        ("đội thiếu niên tiền phong", ""),
        ("bố trí kinh phí", ""),
        ("được cấp đủ nhưng còn chậm", "lacking met"),
        ("còn thiếu sự gắn kết chặt chẽ nhịp nhàng", "lacking"),
        ("thiếu đồng bộ", "lacking"),
        ("khó hoàn thành", "lacking"),
        ("thiếu giáo viên nhưng đã hoàn thành", "lacking met"),
        ("không để xảy ra cháy lớn", "met"),
        ("chưa để xảy ra tai nạn", "met"),
        ("không để hộ nào thiếu đói", "met"),
        ("không để thiếu nước", "met"),
        ("phấn đấu không để xảy ra cháy lớn", ""),
        ("không xảy ra vụ việc nghiêm trọng", "met"),
        ("không phát sinh điểm nóng", "met"),
        ("không có kinh phí", "lacking"),
        ("số vụ tăng", "rising"),
        ("số vụ giảm nhiều", "falling"),
        ("công tác giảm nghèo được tăng cường", ""),
        ("", ""),
    ],
)
def test_a_clause_says_that_something_lacks_or_that_it_is_there(clause: str, poles: str) -> None:
    assert poles_of(tokens(clause)) == set(poles.split())


@pytest.mark.parametrize(
    ("phrase", "clause", "contrary"),
    [
        ("còn hạn chế", "khó khăn đã được khắc phục", True),
        ("còn hạn chế", "được thực hiện thường xuyên", True),
        ("còn hạn chế", "kinh phí còn hạn hẹp", False),
        ("thiếu", "không thiếu kinh phí, chưa giải ngân kịp thời", True),
        ("thiếu", "bố trí đủ kinh phí", True),
        ("đủ kinh phí", "không đủ kinh phí", True),
        ("đủ kinh phí", "chưa bố trí đủ kinh phí, nhưng hoàn thành nhiệm vụ", True),
        ("không thiếu", "còn thiếu", True),
        ("không thiếu", "bố trí đủ", False),
        ("hộ nghèo giảm", "hộ nghèo tăng", True),
        ("hộ nghèo giảm", "hộ nghèo giảm, hộ cận nghèo tăng", False),
        ("kinh phí", "không thiếu kinh phí", False),
        ("thiếu nhưng đã bố trí đủ", "đủ", False),
    ],
)
def test_a_clause_contradicts_a_phrase_by_the_phrases_own_words(phrase: str, clause: str, contrary: bool) -> None:
    assert asked_by(tokens(phrase)).is_contradicted_by(tokens(clause)) is contrary


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("Kinh phí phòng, chống dịch còn hạn chế, cả năm chỉ được cấp 5 triệu đồng.",
         ["Kinh phí phòng, chống dịch còn hạn chế", "cả năm chỉ được cấp 5 triệu đồng."]),
        ("Thiết bị, máy móc còn thiếu thốn, xuống cấp.", ["Thiết bị, máy móc còn thiếu thốn", "xuống cấp."]),
        ("Được sự quan tâm của Huyện ủy, HĐND, UBND huyện nên có nhiều thuận lợi",
         ["Được sự quan tâm của Huyện ủy, HĐND, UBND huyện nên có nhiều thuận lợi"]),
        ("Tuy nhiên, kinh phí còn thiếu.", ["Tuy nhiên,", "kinh phí còn thiếu."]),
        ("Không thiếu kinh phí nhưng cán bộ còn yếu", ["Không thiếu kinh phí", "nhưng cán bộ còn yếu"]),
        ("In sách song ngữ cho các xã.", ["In sách song ngữ cho các xã."]),
        ("Nhân lực: Xã không có biên chế", ["Nhân lực: Xã không có biên chế"]),
        ("Đã làm đường; xây cầu", ["Đã làm đường", "xây cầu"]),
    ],
)  # fmt: skip
def test_a_sentence_has_parts_that_each_say_something(sentence: str, parts: list[str]) -> None:
    assert [sentence[start:end] for start, end in parts_of(sentence)] == parts


def test_the_core_is_where_the_phrase_stands_and_no_fragment() -> None:
    sentence = "Cán bộ còn thiếu, xã đã có tờ trình xin bổ sung, kinh phí chưa được bố trí riêng"
    parts = parts_of(sentence)
    assert core_of(sentence, parts, ("kinh", "phí", "chưa"), "accented") == (2, 3)
    assert core_of(sentence, parts, ("thieu", "to", "trinh"), "folded") == (0, 2)
    assert core_of(sentence, parts, ("lũ", "quét"), "accented") == (0, 3)
    short = "Xã còn nợ, chưa có nguồn trả"
    assert core_of(short, parts_of(short), ("nợ",), "accented") == (0, 2)


@pytest.mark.parametrize(
    ("words", "same"),
    [
        ("nhân dân", "người dân"),
        ("ủy ban nhân dân", "ubnd"),
        ("nguồn kinh phí dành cho xã vẫn còn ít", "kinh phí cho xã còn ít"),
        ("kinh phí hạn hẹp", "kinh phí hạn hẹp"),
        ("hộ ở thôn [tên thôn] thiếu nước", "hộ thiếu nước"),
        ("kiến nghị với [cơ quan] xem xét bố trí kinh phí để [việc]", "đề nghị [cơ quan] bố trí kinh phí [việc]"),
        ("cơ quan của xã", "cơ quan của xã"),
        ("", ""),
    ],
)
def test_words_of_one_meaning_are_one(words: str, same: str) -> None:
    assert one_for_all(re.findall(BLANK_OR_WORD, words)) == tuple(re.findall(BLANK_OR_WORD, same))


@pytest.mark.parametrize(
    ("sentence", "asked", "topics"),
    [
        ("Kinh phí cho công tác dân số còn hạn chế", "kinh phí", [("công tác dân số", "lĩnh vực")]),
        ("Kinh phí cho công tác dân số còn hạn chế", "dân số", []),
        ("Kinh phí mua sắm máy tính còn hạn chế", "hạn chế", [("mua sắm máy tính", "việc")]),
        ("Kinh phí còn hạn chế ở các xã", "hạn chế", []),
        ("Việc tuyên truyền pháp luật còn hạn chế", "hạn chế", [("tuyên truyền pháp luật", "lĩnh vực")]),
        ("Cán bộ làm việc theo thói quen cũ", "cán bộ", []),
        ("Đề nghị Ban Tổ chức Huyện ủy mở lớp tập huấn kỹ năng số cho 12 cán bộ thôn", "mở lớp",
         [("Ban Tổ chức Huyện ủy", "cơ quan"), ("kỹ năng số", "lĩnh vực"), ("12 cán bộ thôn", "đối tượng")]),
        ("Trên đây là báo cáo công tác tư pháp năm 2024 của UBND xã Nam Lĩnh", "báo cáo",
         [("tư pháp", "lĩnh vực"), ("UBND xã Nam Lĩnh", "cơ quan")]),
        ("cho vay vốn cho phép", "vốn", []),
    ],
)  # fmt: skip
def test_what_a_sentence_is_about_may_be_a_blank(sentence: str, asked: str, topics: list[tuple[str, str]]) -> None:
    pieces = form_of(sentence, blanks_in(sentence)).pieces
    found = topics_in(sentence, pieces, frozenset(asked.split()))
    assert [(sentence[pieces[topic.first].start : pieces[topic.last - 1].end], topic.name) for topic in found] == topics


@pytest.mark.parametrize(
    ("phrase", "matter", "role", "poles"),
    [
        ("những hạn chế về trang thiết bị", "trang thiết bị", "limitations", {"lacking"}),
        ("khó khăn trong công tác lưu trữ", "công tác lưu trữ", "limitations", {"lacking"}),
        ("thuận lợi đối với du lịch", "du lịch", "advantages", {"met"}),
        ("kiến nghị về biên chế", "biên chế", "proposals", set()),
        ("đề nghị bổ sung biên chế", "đề nghị bổ sung biên chế", "proposals", set()),
        ("hạn chế", "hạn chế", None, {"lacking"}),
        ("kinh phí cho công tác lưu trữ", "kinh phí cho công tác lưu trữ", None, set()),
        ("kết quả của công tác lưu trữ", "kết quả của công tác lưu trữ", None, set()),
        ("kế hoạch về chuyển đổi số", "kế hoạch về chuyển đổi số", None, set()),
        ("kết quả trong chuyển đổi số", "chuyển đổi số", "results", set()),
        ("hạn chế của đội ngũ cán bộ", "đội ngũ cán bộ", "limitations", {"lacking"}),
        ("biên chế còn hạn chế về số lượng", "biên chế còn hạn chế về số lượng", None, {"lacking"}),
        ("han che ve trang thiet bi", "trang thiết bị", "limitations", {"lacking"}),
    ],
)
def test_a_phrase_may_ask_for_a_role_of_section(
    sample_view: View, phrase: str, matter: str, role: str | None, poles: set[str]
) -> None:
    wanted = wanted_of(understand(sample_view, phrase), sample_view)
    assert wanted.asked.words.text == matter
    assert wanted.role == role
    assert set(wanted.pole.poles) == poles


def test_a_role_that_is_given_wins_over_the_one_that_words_ask_for(sample_view: View) -> None:
    for asked in (
        understand(sample_view, "kiến nghị về biên chế", Filter(roles=("staffing",))),
        understand(sample_view, "kiến nghị về biên chế mục:nhân lực"),
    ):
        wanted = wanted_of(asked, sample_view)
        assert wanted.role is None
        assert wanted.asked.words.text == "biên chế"
        assert {passage.role for one in [wanted.seen_in(sample_view)] for passage in _passages(one)} == {"staffing"}


def _passages(view: View) -> list[Any]:
    return [passage for record in view.reports() for passage in view.passages_of(record.id)]


def test_sections_on_a_matter_are_of_the_role_above_them(sample_engine: SearchEngine) -> None:
    found = worded(sample_engine, "hạn chế về kinh phí").variants
    assert {"limitations", "funding"} >= {variant.role for variant in found}
    assert found
    for variant in found:
        for use in variant.uses:
            assert "limitations" in {use.passage.role, *(section.role for section in use.passage.sections)}


def test_a_section_on_a_matter_that_stands_under_no_such_role_is_not_looked_in(tmp_path: Any, encoder: Encoder) -> None:
    said = "Kinh phí cho công tác {} còn hạn chế."
    store_reports(
        tmp_path,
        [
            report("UBND xã Nam Lĩnh", "2021-05-03", said.format("dân số")),
            report("UBND xã Trà Lũng", "2022-05-03", said.format("lưu trữ"), role="funding"),
            report("UBND xã Hòa Mục", "2023-05-03", said.format("văn thư"), role="proposals"),
        ],
        encoder,
    )
    engine = SearchEngine.open_with(tmp_path, encoder)
    (limited,) = worded(engine, "hạn chế về kinh phí").variants
    (every,) = worded(engine, "kinh phí hạn chế").variants
    engine.close()
    assert (limited.count, limited.text) == (1, said.format("dân số"))
    assert every.count == 3


def test_hidden_reports_are_in_no_count(tmp_path: Any, encoder: Encoder) -> None:
    said = "Kinh phí cho công tác {} còn hạn chế."
    store_reports(
        tmp_path,
        [
            report("UBND xã Nam Lĩnh", "2021-05-03", said.format("dân số")),
            report("UBND xã Trà Lũng", "2022-05-03", said.format("lưu trữ")),
            report("UBND huyện Bắc Lũng", "2023-05-03", said.format("thống kê"), level="district"),
        ],
        encoder,
    )
    engine = SearchEngine.open_with(tmp_path, encoder)
    (every,) = worded(engine, "kinh phí còn hạn chế").variants
    (seen,) = worded(engine, "kinh phí còn hạn chế", Filter(levels=("commune",))).variants
    engine.close()
    assert (every.count, seen.count) == (3, 2)
    assert every.template == seen.template == "Kinh phí cho công tác [lĩnh vực] còn hạn chế."
    assert seen.text == said.format("lưu trữ")


def test_what_is_said_of_another_matter_than_the_one_asked_is_another_variant(tmp_path: Any, encoder: Encoder) -> None:
    said = "Được sự quan tâm của {} nên công tác {} trong năm có nhiều thuận lợi và đạt kết quả khá toàn diện."
    store_reports(
        tmp_path,
        [
            report("UBND xã Nam Lĩnh", "2021-05-03", said.format("Huyện ủy, HĐND, UBND huyện", "dân số")),
            report("UBND xã Trà Lũng", "2022-05-03", said.format("Đảng ủy, HĐND xã", "y tế")),
            report("UBND xã Hòa Mục", "2023-05-03", said.format("Đảng ủy, HĐND xã", "văn thư")),
        ],
        encoder,
    )
    engine = SearchEngine.open_with(tmp_path, encoder)
    told = {phrase: worded(engine, phrase).variants[0] for phrase in ("nhiều thuận lợi", "công tác y tế thuận lợi")}
    engine.close()
    assert told["nhiều thuận lợi"].count == 3
    assert told["công tác y tế thuận lợi"].count == 1
    assert "y tế" in told["công tác y tế thuận lợi"].text


def test_a_long_sentence_takes_steps_as_it_is_long() -> None:
    def reading(times: int) -> int:
        text = "kinh phí cho công tác 5 của UBND xã, chưa được để không thiếu nhưng " * times

        def work() -> None:
            parts = parts_of(text)
            core_of(text, parts, ("kinh", "phí", "vắng"), "folded")
            pieces = form_of(text, blanks_in(text)).pieces
            topics_in(text, pieces, frozenset(["kinh"]))
            poles_of(one_for_all([piece.word for piece in pieces]))

        return steps(work)

    reading(10)  # caches are filled once
    assert reading(400) <= 1.25 * 4 * reading(100)


def variants(engine: SearchEngine, phrase: str) -> list[str]:
    return [variant.text for variant in worded(engine, phrase).variants]


@pytest.mark.parametrize(
    ("phrase", "there", "never"),
    [
        ("không xảy ra vụ việc nghiêm trọng", "không xảy ra vụ ngộ độc tập thể", "Phấn đấu"),
        ("phối hợp chưa chặt chẽ", "chưa nhịp nhàng", "phối hợp chặt chẽ"),
        ("thiếu biên chế", "không có biên chế chuyên trách", "biên bản"),
        ("đạt kế hoạch", "kế hoạch tỉnh giao", "Trên đây là"),
        ("đạt kế hoạch", "kế hoạch", "Căn cứ"),
        ("cán bộ kiêm nhiệm", "đều kiêm nhiệm", "cán bộ chuyên trách"),
        ("kiến nghị hỗ trợ kinh phí", "cấp sớm kinh phí", "Trên đây là"),
    ],
)
def test_a_phrase_brings_up_what_says_it_and_not_what_shares_syllables(
    sample_engine: SearchEngine, phrase: str, there: str, never: str
) -> None:
    said = variants(sample_engine, phrase)
    assert any(there in text for text in said), said
    assert not any(never in text for text in said), said


def test_who_asks_for_a_fall_is_given_no_lack(sample_engine: SearchEngine) -> None:
    said = variants(sample_engine, "giảm so với năm trước")
    assert said
    assert all("giảm" in text for text in said)


def test_a_heading_that_runs_in_is_no_part_of_a_wording_unless_it_alone_says_of_what(
    sample_engine: SearchEngine,
) -> None:
    said = variants(sample_engine, "thiếu biên chế")
    assert any(text.startswith("bổ sung chỉ tiêu biên chế") for text in said), said
    assert not any(text.startswith("Với UBND") or text.endswith(";") for text in said)
    assert "Kinh phí: Thu không đủ bù chi." in variants(sample_engine, "kinh phí hạn chế")
