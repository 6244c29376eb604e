"""Keys that no input method took, chat spellings and courtesies: read as the words they are, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tracuu.corpus.syllables import is_allowed
from tracuu.corpus.vietnamese import fold
from tracuu.index.records import Accents
from tracuu.search import SearchEngine
from tracuu.search.courtesy import without_courtesy
from tracuu.search.typed_keys import either, spelled_out, telex, vni

KNOWN = (
    "kinh phí hạn chế đầu tư đào tạo nghiệp vụ huyện người được đường lối tổ chức xã không với gì bao nhiêu của cán bộ"
)


class Words:
    """A vocabulary of `KNOWN`, each word in ten passages."""

    def __init__(self, more: Mapping[str, int] | None = None) -> None:
        self._counts = dict.fromkeys(KNOWN.split(), 10) | dict(more or {})

    def __len__(self) -> int:
        return 100

    def frequency(self, word: str, accents: Accents = "accented") -> int:
        if accents == "folded":
            return max((n for known, n in self._counts.items() if fold(known) == fold(word)), default=0)
        return self._counts.get(word, 0)

    def under(self, term: str) -> int:
        return 0

    def forms(self, folded: str) -> list[tuple[str, int]]:
        return [(known, n) for known, n in self._counts.items() if fold(known) == folded]


@pytest.mark.parametrize(
    ("keys", "word"),
    [
        ("phis", "phí"), ("hanj", "hạn"), ("chees", "chế"), ("ddaauf", "đầu"), ("tuw", "tư"), ("ddaof", "đào"),
        ("taoj", "tạo"), ("nguwowif", "người"), ("nguowif", "người"), ("nghieepj", "nghiệp"), ("ddwowcj", "được"),
        ("dduwowcj", "được"), ("huyeenj", "huyện"), ("quoocs", "quốc"), ("gias", "giá"),
        ("thuyr", "thủy"), ("hoaf", "hòa"), ("staff", None), ("process", None), ("funding", None), ("kinh", None),
    ],
)  # fmt: skip
def test_telex_keys_make_a_syllable_or_nothing(keys: str, word: str | None) -> None:
    assert telex(keys) == word


@pytest.mark.parametrize(
    ("keys", "word"),
    [
        ("phi1", "phí"), ("ha5n", "hạn"), ("che61", "chế"), ("d9a62u", "đầu"), ("tu7", "tư"), ("nguoi72", "người"),
        ("d9u7o7c5", "được"), ("chuyeen3", None), ("huye65n", "huyện"), ("xa4", "xã"), ("2023", None), ("q3", None),
    ],
)  # fmt: skip
def test_vni_keys_make_a_syllable_or_nothing(keys: str, word: str | None) -> None:
    assert vni(keys) == word


def test_keys_of_both_kinds_may_be_mixed() -> None:
    assert (telex("dda2o"), vni("dda2o"), either("dda2o")) == (None, None, "đào")
    assert (telex("n][cs"), vni("n][cs")) == ("nước", None)


@pytest.mark.parametrize("word", "quốc giếng gì gìn khuya ngoằn khuỷu quyết ướp yếu nghề giữa thuở hoà hòa ý ở".split())  # noqa: SIM905
def test_what_vietnamese_writes_is_allowed(word: str) -> None:
    assert is_allowed(word)


@pytest.mark.parametrize("word", "hanj chees khàc cẻ gê ngi kà qu ng aă funding xyz hạạn".split())  # noqa: SIM905
def test_what_it_does_not_write_is_not(word: str) -> None:
    assert not is_allowed(word)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("kinh phis hanj chees", "kinh phí hạn chế"),
        ("kinh phi1 ha5n che61", "kinh phí hạn chế"),
        ("kinh phí hạn chees", "kinh phí hạn chế"),
        ("kinh phí hajn chế", "kinh phí hạn chế"),
        ("kinh phí ha5n chế", "kinh phí hạn chế"),
        ("ddaauf tuw", "đầu tư"),
        ("ddaof taoj nghieepj vuj", "đào tạo nghiệp vụ"),
        ("xã ko dc kinh phí", "xã không được kinh phí"),
        ("xã vs huyện", "xã với huyện"),
        ("xã có j", "xã có gì"),
        ("xã hk có kinh phí", "xã không có kinh phí"),
        ("dda2o ta5o", "đào tạo"),
        ("ng][if dduwowcj", "người được"),
    ],
)
def test_a_question_in_keys_or_as_one_chats_is_read(typed: str, words: str) -> None:
    assert spelled_out(typed, Words()) == words


def test_keys_that_make_a_syllable_by_chance_are_read_as_their_neighbours_are() -> None:
    known = Words({"khu": 3, "công": 3})
    assert spelled_out("khu coong nghieepj", known) == "khu công nghiệp"
    assert spelled_out("khu coong nghiệp", known) == "khu coong nghiệp"
    assert spelled_out("khu coong nghieepj", Words({"khu": 3, "công": 3, "coong": 1})) == "khu coong nghiệp"


@pytest.mark.parametrize(
    "typed",
    [
        "kinh phi han che", "kinh phí hạn chế", "lack of funding for staff", "process costs tax", "asdfgh qwerty",
        "16-KL/TW", "214/BC-UBND", "bus stops", "kinh phí [2023]", "xã Tân Lập", "j", "ko", "email abc@x.vs",
    ],
)  # fmt: skip
def test_what_is_no_keys_is_left(typed: str) -> None:
    assert spelled_out(typed, Words()) == typed


def test_a_chat_spelling_that_reports_have_is_their_word() -> None:
    assert spelled_out("xã vs huyện", Words({"vs": 9})) == "xã vs huyện"


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("Xin hỏi xã có gì ạ?", "xã có gì?"),
        ("xã có lợi thế?", "xã có lợi thế?"),
        ("phát huy vị thế", "phát huy vị thế"),
        ("thư cảm ơn", "thư cảm ơn"),
        ("nợ vay?", "nợ vay?"),
        ("cấp thẻ", "cấp thẻ"),
        ("cap the?", "cap the?"),
        ("được trân trọng", "được trân trọng"),
        ("hiện trạng như vậy", "hiện trạng như vậy"),
        ("Kính gửi: Sở Nội vụ", "Kính gửi: Sở Nội vụ"),
        ("kính gửi Sở Nội vụ", "kính gửi Sở Nội vụ"),
        ("chào mừng ngày hội", "chào mừng ngày hội"),
        ("anh hùng lao động", "anh hùng lao động"),
        ("hỏi đáp trực tuyến", "hỏi đáp trực tuyến"),
        ("giúp đỡ hộ nghèo", "giúp đỡ hộ nghèo"),
        ("cho tôi biết kinh phí với ạ", "kinh phí"),
        ("Em muốn hỏi ai ký báo cáo", "ai ký báo cáo"),
        ("please tell me who signed", "who signed"),
        ("xin thêm một người", "xin thêm một người"),
        ("biết chữ", "biết chữ"),
        ("cho biết", "cho biết"),
        ("phối hợp với", "phối hợp với"),
    ],
)
def test_courtesy_is_no_part_of_a_question(typed: str, left: str) -> None:
    assert without_courtesy(typed) == left


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("kinh phis hanj chees", "kinh phí hạn chế"),
        ("kinh phi1 ha5n che61", "kinh phí hạn chế"),
        ("Xin hỏi kinh phí hạn chế ạ?", "kinh phí hạn chế"),
        ("KINH PHÍ HẠN CHẾ", "kinh phí hạn chế"),
    ],
)
def test_both_find_the_same_and_as_surely(sample_engine: SearchEngine, typed: str, meant: str) -> None:
    one, other = sample_engine.search(typed), sample_engine.search(meant)
    assert [hit.passage.key for hit in one.hits] == [hit.passage.key for hit in other.hits]
    assert one.confidence == other.confidence


@pytest.mark.parametrize(
    "question",
    [
        "Kinh phí cải cách hành chính xã Tân Lập bao nhiêu?",
        "Xã Đồng Mây đạt mấy tiêu chí?",
        "ai tảo hôn",
        "xã nào nghèo",
    ],
)
def test_what_is_spelled_right_is_left(sample_engine: SearchEngine, question: str) -> None:
    assert sample_engine.search(question).understood_as is None


def test_without_accents_a_question_word_is_one_unless_the_reports_have_another_there(
    sample_engine: SearchEngine,
) -> None:
    assert sample_engine.search("xa dong may dat may tieu chi").understood_as == "xã đồng mây đạt mấy tiêu chí"
    assert sample_engine.search("de nghi trang bi may tinh").understood_as == "đề nghị trang bị máy tính"
    assert sample_engine.search("xa co bao nhieu ho ngheo").understood_as == "xã có bao nhiêu hộ nghèo"
