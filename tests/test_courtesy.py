"""Politeness changes nothing: the same question, said politely, is understood, answered and decided alike."""

from __future__ import annotations

import pytest

from tests.asking import answered
from tracuu.corpus.report import Header
from tracuu.index.store import View
from tracuu.search import SearchEngine
from tracuu.search.answer.meant_reports import unsaid
from tracuu.search.courtesy import without_courtesy
from tracuu.search.understanding import Understood, understand

QUESTIONS = (
    "Tháng 12/2020 có báo cáo nào", "Báo cáo của xã Tân Lập do ai ký", "Nậm Lìa có mấy bản",
    "Xã Vân Sơn có bao nhiêu hộ", "Ai ký báo cáo của huyện Sơn Bằng", "Số và ngày của báo cáo phường Bến Đá",
    "Có mấy báo cáo của cấp huyện", "Vì sao thu phí rác không đủ bù chi", "Xã Đồng Mây kiến nghị gì với huyện",
    "Các địa phương kiến nghị gì về biên chế", "Thị trấn Khê Hạ xảy ra mấy vụ cháy năm 2016",
    "Báo cáo của phường Bến Đá gửi cho ai", "Kinh phí cải cách hành chính của xã Tân Lập được bao nhiêu tiền",
    "Những xã nào nói về chợ", "Xã Nậm Lìa có trường đại học không", "Đón bao nhiêu lượt khách du lịch",
    "Báo cáo nào nói về tảo hôn", "Báo cáo năm 2022 gồm những báo cáo nào", "Vốn vay giải quyết việc làm ra sao",
    "Hải Lâm giành bao nhiêu huy chương", "Cháy chợ do nguyên nhân gì", "Ông Đỗ Văn Quýnh ký báo cáo nào",
    "xa tan lap gap kho khan gi", "bao cao nam 2018 cua huyen son bang do ai ky", "kinh phí hạn chế ở những đâu",
)  # fmt: skip
BEFORE = (
    "Dạ, ", "Xin chào, ", "Chào anh chị, ", "Anh ơi, ", "Chị ơi cho em hỏi ", "Anh chị cho em hỏi ",
    "Anh chị cho em hỏi chút, ", "Anh/chị cho em hỏi: ", "Cho hỏi chút: ", "Hỏi chút, ", "Kính gửi Sở, cho hỏi ",
    "Kính gửi anh, cho tôi hỏi ", "Kính gửi anh chị cho em hỏi ", "Em chào anh, em muốn hỏi ", "Xin phép hỏi ",
    "Nhờ anh chị tra giúp ", "Giúp em với: ", "Thưa anh, ", "xin chao, ", "anh chi cho em hoi ",
)  # fmt: skip
BEHIND = (
    "? Cảm ơn nhiều", "? Em cảm ơn ạ!", "? Trân trọng.", "? Xin trân trọng cảm ơn!", "? Cảm ơn anh chị nhiều ạ.",
    " thế?", " vậy ạ?", " vậy?", " nhỉ?", " hả anh?", " ạ?", " thế ạ? Em cảm ơn!", "? cam on nhieu",
)  # fmt: skip
POLITE = [f"{said}{{}}?" for said in BEFORE] + [f"{{}}{said}" for said in BEHIND]


def taken(asked: Understood) -> tuple[object, ...]:
    """All that what is found goes by."""
    return asked.query.text.lower(), asked.words.terms, asked.said


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_polite_question_is_the_same_question(sample_view: View, question: str) -> None:
    plain = taken(understand(sample_view, f"{question}?"))
    assert [said for said in POLITE if taken(understand(sample_view, said.format(question))) != plain] == []


@pytest.mark.parametrize(("question", "said"), list(zip(QUESTIONS * 2, POLITE, strict=False)))
def test_it_gets_the_same_verdict_and_the_same_first_source(
    sample_engine: SearchEngine, question: str, said: str
) -> None:
    plain, polite = (sample_engine.search(one, 3) for one in (f"{question}?", said.format(question)))
    assert (polite.found, polite.confidence) == (plain.found, plain.confidence)
    assert [hit.passage.key for hit in polite.hits] == [hit.passage.key for hit in plain.hits]
    one, other = (answered(sample_engine, text) for text in (f"{question}?", said.format(question)))
    assert (other.found, other.answer, other.sources) == (one.found, one.answer, one.sources)


def test_in_the_month_asked_for_and_by_whoever_signed(sample_engine: SearchEngine) -> None:
    [source] = answered(sample_engine, "Tháng 12/2020 có báo cáo nào thế?").sources
    assert "huyện Cồn Vân" in source.citation
    assert "Đỗ Văn Quýnh" in answered(sample_engine, "Báo cáo của xã Tân Lập do ai ký thế?").answer
    accents = answered(sample_engine, "Những báo cáo năm 2022")
    assert answered(sample_engine, "Nhung bao cao nam 2022").answer == accents.answer
    assert len(accents.sources) == 3


@pytest.mark.parametrize(
    "said",
    [
        "Kính gửi Sở Tài chính", "Báo cáo kính gửi ai?", "thế trận", "cảm ơn", "xin chào", "biết chữ", "hỏi đáp",
        "xã có lợi thế?", "anh hùng lao động", "mức vay?", "chị em phụ nữ", "mẫu thư cảm ơn",
    ],
)  # fmt: skip
def test_what_is_asked_for_is_no_courtesy(said: str) -> None:
    assert without_courtesy(said) == said


def test_one_syllable_of_a_signer_is_no_name() -> None:
    signed = Header(signer="Lưu Thế Phiệt", title="Thu gom rác")
    assert unsaid(["thế"], signed) == ["thế"]
    assert unsaid(["lưu", "thế", "phiệt", "rác"], signed) == []
    assert unsaid(["luu", "the", "phiet"], signed) == []
