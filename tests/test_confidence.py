"""Whether there is an answer: by an encoder's own coefficients, or by the words alone."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bench.disturbed import HashEncoder
from tests.asking import answered, passages_seen
from tracuu.commands.answering import print_answer
from tracuu.console import print_result
from tracuu.corpus.report import Header, Paragraph, Report
from tracuu.corpus.vietnamese import tokens
from tracuu.index.local.keeping.sync import sync
from tracuu.index.models.encoder import Encoder
from tracuu.index.opening import open_store
from tracuu.index.records import Passage
from tracuu.index.store import BothSides, View
from tracuu.search import SearchEngine
from tracuu.search.answer.model import Written
from tracuu.search.candidates import Candidates
from tracuu.search.confidence import confidence, is_calibrated
from tracuu.search.confidence_features import Features, features_of
from tracuu.search.constants import COMMON_SHARE, COSINE_IN_SHARES, E5, FOUND, Script
from tracuu.search.matter import Matter
from tracuu.search.nearness import VECTORS, Nearness, apart, beyond, nearness
from tracuu.search.understanding import Words
from tracuu.service.engines import NoMeaning

WEAK = Features(
    foreign=False,
    cosine=0.84,
    margin=0.03,
    sentence=0.84,
    together=0.3,
    stranger=False,
    length=math.log(5),
    words=0.3,
    near=0.5,
    english=0.0,
    known=1.0,
    beyond_foreign=0.0,
    matter_pairs=0.5,
    matter_missing=0.5,
    pairs_known=0.8,
)
NEAR = Nearness(0.8, 0.02)


def test_confidence_grows_with_each_kind_of_evidence() -> None:
    assert 0 < confidence(WEAK, E5) < FOUND
    for better in (replace(WEAK, near=3.0), replace(WEAK, together=0.9)):
        assert confidence(WEAK, E5) < confidence(better, E5) < 1
    assert confidence(replace(WEAK, stranger=True), E5) < confidence(WEAK, E5)
    assert confidence(replace(WEAK, near=3.0, together=0.9), E5) > FOUND
    foreign = replace(WEAK, foreign=True, together=0.0, length=0.0, near=0.0, known=0.0)
    english = replace(foreign, english=0.6, beyond_foreign=0.12, called=0.8)
    assert confidence(foreign, E5) < FOUND < confidence(english, E5)
    assert confidence(replace(english, beyond_foreign=0.01), E5) < FOUND
    assert confidence(replace(english, called=0.2), E5) < confidence(english, E5)
    assert confidence(replace(english, uncalled=True), E5) < confidence(english, E5)


@pytest.mark.parametrize("model", ["BAAI/bge-m3", None])
def test_with_an_encoder_that_has_no_coefficients_only_the_words_count(model: str | None) -> None:
    near = replace(WEAK, cosine=0.99, margin=0.5, sentence=0.99, near=9.0, together=1.0)
    assert not is_calibrated(model)
    assert confidence(near, model) == confidence(WEAK, model) < FOUND
    assert (
        confidence(replace(WEAK, words=0.55, stranger=True), model)
        < FOUND
        < confidence(replace(WEAK, words=0.55), model)
    )
    assert confidence(replace(WEAK, words=1.0, mute=True), model) == 0.0


def test_the_bundled_encoder_has_coefficients_of_its_own(encoder: Encoder) -> None:
    assert is_calibrated(encoder.name)


@pytest.fixture(scope="module")
def words_alone(sample_store: Path) -> Iterator[SearchEngine]:
    """The samples while their model is being loaded."""
    store = open_store(sample_store)
    with store.view() as view:
        engine = SearchEngine.open_with(store, NoMeaning.of(view.made_with))
    yield engine
    engine.close()


@pytest.mark.parametrize(
    ("question", "found"),
    [("kinh phí hạn chế", True), ("kinh phi han che", True), ("cách nấu phở bò", False), ("how to fund it", False)],
)
def test_while_the_model_is_being_loaded_the_words_decide(
    words_alone: SearchEngine, sample_engine: SearchEngine, question: str, found: bool
) -> None:
    result = words_alone.search(question)
    assert (result.calibrated, result.found) == (False, found)
    assert result.to_json()["calibrated"] is False
    assert sample_engine.search(question).calibrated


PASSAGES = (
    "Xã Ba Vì có 12 hộ nghèo. Kinh phí hạn chế.",
    "Kinh phí trồng rừng hạn chế. Kinh phí của thôn. Máy tính đã cũ.",
)


@pytest.fixture(scope="module")
def passages(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Passage]:
    """Of a report of 2021 by UBND xã Tân Lập, that holds these and nothing else."""
    store = open_store(tmp_path_factory.mktemp("store"))
    paragraphs = tuple(Paragraph(n, text, "paragraph", ()) for n, text in enumerate(PASSAGES, 1))
    header = Header(agency="UBND xã Tân Lập", province="An Giao", title="Kết quả giảm nghèo", issued="2021-06-01")
    store.take_in([Report("bc.txt", header, (), paragraphs)], HashEncoder())
    with store.view() as view:
        found = {passage.id: passage for passage in passages_seen(view)}
    store.close()
    return found


def words(typed: str, script: Script = "accented") -> Words:
    return Words(typed, script, typed, tuple(tokens(typed)), "accented" if script == "accented" else "folded")


def evidence(
    passages: dict[int, Passage],
    asked: Words,
    dense: tuple[float, float] = (0.8, 0.9),
    standing: tuple[float, float] = (1.0, 1.0),
    weights: dict[str, float] | None = None,
) -> Features:
    """What speaks for an answer in these two passages, 0.85 the cosine of the first one's second sentence."""
    sides = BothSides(
        ids=np.array(sorted(passages)),
        dense=np.array(dense, np.float32),
        lexical=np.zeros(2, np.float32),
        sentences=[np.array([0.7, 0.85], np.float32), np.empty(0, np.float32)],
        core=np.ones(2, np.bool_),
    )
    found = Candidates(sides, np.array(standing, np.float32), np.zeros(2, np.float32))
    weights = weights or {"kinh": 1.0, "phí": 1.0, "hạn": 1.0, "chế": 1.0}
    return features_of(found, passages, asked, weights, 0.75, NEAR, 1.0, 0.05, Matter(0.5, 0.25, 0.75), 0.0, False)


def test_what_speaks_for_an_answer_by_hand(passages: dict[int, Passage]) -> None:
    found = evidence(passages, words("kinh phí hạn chế"))
    assert found.cosine == pytest.approx(0.9)
    assert found.margin == pytest.approx(0.15)
    assert found.sentence == pytest.approx(0.85)
    assert found.length == pytest.approx(math.log(4))
    assert found.near == pytest.approx(2.5), "0.05 above the mean of what is near, twice its deviation and a half"
    assert (found.english, found.known) == (0.0, 1.0)
    assert (found.foreign, found.stranger, found.mute, found.beyond_foreign) == (False, False, False, 0.0)
    assert (found.matter_pairs, found.matter_missing, found.pairs_known) == (0.5, 0.25, 0.75)
    assert found.words == 1.0
    assert found.together == 1.0, "a whole sentence of the nearest passage has all the words"


def test_both_sides_must_mean_the_same_passage(passages: dict[int, Passage]) -> None:
    """Only a sentence of the passage that is .1 of cosine farther has the name: that counts for little."""
    weights = {"ba": 1.0, "vì": 1.0, "kinh": 1.0, "phí": 1.0}
    near = evidence(passages, words("Ba Vì kinh phí"), weights=weights)
    assert near.words == 0.5
    assert near.together == pytest.approx(0.5)
    far = evidence(passages, words("Ba Vì"), weights={"ba": 1.0, "vì": 1.0})
    assert far.words == 1.0
    assert far.together == pytest.approx(max(0.0, 1 - COSINE_IN_SHARES * 0.1), abs=1e-5)
    close = evidence(passages, words("Ba Vì"), dense=(0.89, 0.9), weights={"ba": 1.0, "vì": 1.0})
    assert close.together == pytest.approx(1 - COSINE_IN_SHARES * 0.01, abs=1e-5)


def test_a_passage_without_the_words_is_not_looked_through(passages: dict[int, Passage]) -> None:
    none = evidence(passages, words("trồng rừng"), standing=(0.0, 0.0), weights={"trồng": 1.0, "rừng": 1.0})
    assert none.words == 0.0
    some = evidence(passages, words("trồng rừng"), standing=(0.0, 1.0), weights={"trồng": 1.0, "rừng": 1.0})
    assert some.words == 1.0


@pytest.mark.parametrize(
    ("typed", "script", "stranger"),
    [
        ("các xã, phường gặp hạn chế", "accented", False),
        ("xã, phường gặp hạn chế", "accented", True),
        ("hộ nghèo ở xã Ba Vì", "accented", False),
        ("hộ nghèo ở xã Ba Kinh", "accented", True),
        ("hộ nghèo ở xã ba kinh", "accented", True),
        ("HỘ NGHÈO Ở XÃ BA KINH", "accented", True),
        ("hộ nghèo ở xã nào", "accented", False),
        ("hộ nghèo của xã Tân Lập ở tỉnh An Giao", "accented", False),
        ("hộ nghèo năm 2021", "accented", False),
        ("hộ nghèo năm 2022", "accented", True),
        ("có 12 hộ", "accented", False),
        ("ho ngheo o xa Ba Vi", "unaccented", False),
        ("ho ngheo o xa Tan Lap", "unaccented", False),
        ("ho ngheo o xa Ba Kinh", "unaccented", True),
    ],
)
def test_a_stranger_is_a_name_or_figure_that_no_passage_or_report_has(
    passages: dict[int, Passage], typed: str, script: Script, stranger: bool
) -> None:
    assert evidence(passages, words(typed, script)).stranger is stranger


@pytest.mark.parametrize(
    ("typed", "script", "foreign", "mute"),
    [
        ("xqz brrr", "foreign", True, True),
        ("xqz house", "foreign", True, True),
        ("xqz the house", "foreign", True, False),
        ("the house", "foreign", True, False),
        ("2021 12", "foreign", True, False),
        ("xqz brrr", "unaccented", False, False),
    ],
)
def test_half_the_words_without_a_vowel_are_no_language(
    passages: dict[int, Passage], typed: str, script: Script, foreign: bool, mute: bool
) -> None:
    found = evidence(passages, words(typed, script))
    assert (found.foreign, found.mute) == (foreign, mute)


def test_without_sentences_the_paragraphs_cosine_stands_for_them(passages: dict[int, Passage]) -> None:
    sides = BothSides(
        ids=np.array(sorted(passages)),
        dense=np.array([0.8, 0.9], np.float32),
        lexical=np.zeros(2, np.float32),
        sentences=[np.empty(0, np.float32)] * 2,
        core=np.ones(2, np.bool_),
    )
    nothing = np.zeros(2, np.float32)
    candidates = Candidates(sides, nothing, nothing)
    found = features_of(
        candidates, passages, words("kinh phí"), {"kinh": 1.0}, 0.75, NEAR, 1.0, 0.05, Matter(), 0.0, False
    )
    assert found.sentence == pytest.approx(0.9)


class Another:
    """An encoder with vectors as good as the bundled one's, under a name that no coefficients were fitted to."""

    name = "another/model"

    def __init__(self, encoder: Encoder) -> None:
        self.dimension, self.prompts = encoder.dimension, encoder.prompts
        self.encode_queries, self.encode_passages = encoder.encode_queries, encoder.encode_passages


def test_another_encoder_is_not_judged_by_the_bundled_ones_coefficients(
    encoder: Encoder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "reports").mkdir()
    said = "UBND xã báo cáo như sau:\nKinh phí cho hoạt động văn hóa còn hạn chế.\nĐường liên thôn đã xuống cấp.\n"
    (tmp_path / "reports" / "a.txt").write_text(said, encoding="utf-8")
    another = Another(encoder)
    sync(tmp_path / "store", [tmp_path / "reports"], another)
    engine = SearchEngine.open_with(tmp_path / "store", another)
    result = engine.search("kinh phí văn hóa còn hạn chế")
    given = [
        answered(engine, question) for question in ("Kinh phí văn hóa ra sao?", "Bao nhiêu báo cáo nêu thiếu kinh phí?")
    ]
    engine.close()
    assert result.evidence is not None
    assert result.confidence == confidence(result.evidence, None) != confidence(result.evidence, E5)
    assert not result.calibrated
    assert [one.to_json()["calibrated"] for one in given] == [False, False]
    doubt = "chỉ xét được theo từ ngữ"
    for calibrated in (False, True):
        print_result(replace(result, calibrated=calibrated))
        assert (doubt in capsys.readouterr().out) is not calibrated
        print_answer(Written(replace(given[0], calibrated=calibrated)))
        assert (doubt in capsys.readouterr().out) is not calibrated


NONSENSE = (
    "asdfgh qwerty", "SELECT * FROM reports;", "football championship report",
    "lorem ipsum dolor sit amet", "../../etc/passwd", "hjkl hjkl hjkl", "zxcvb nmasd", "XYZ-123/ABC",
    "foo bar baz qux", "qwzx vbnm asdf", "bonjour tout le monde", "SELECT name FROM users", "blorf snarg wibble",
    "how to cook beef noodle soup", "weather in Paris tomorrow", "cách nấu phở bò", "giá vàng hôm nay", "9999/QĐ-XYZ",
    "ut enim ad minim veniam", "user@example.com", "rm -rf home", "qwerty", "là gì", "7777777",
)  # fmt: skip
ANSWERED = (
    "kinh phí hạn chế", "kinh phi han che", "KINH PHÍ HẠN CHẾ?", "tảo hôn",
    "Vì sao xã Đồng Mây chưa đạt tiêu chí môi trường?",
    "phân loại rác tại nguồn", "lack of funding", "fires caused by electrical faults", "truyền thanh thông min", "ATTP",
    "đề nghị mở lớp tập huấn", "Which reports describe a shortage of teachers?", "214/BC-UBND", "1.126", "1126",
)  # fmt: skip


@pytest.mark.parametrize("question", NONSENSE)
def test_what_nobody_wrote_of_is_declined_in_whatever_letters(sample_engine: SearchEngine, question: str) -> None:
    assert not sample_engine.search(question).found


@pytest.mark.parametrize("question", ANSWERED)
def test_what_the_reports_say_is_found_in_whatever_letters(sample_engine: SearchEngine, question: str) -> None:
    assert sample_engine.search(question).found


@pytest.mark.parametrize(
    "vary",
    [
        str.lower, str.upper, "{}?".format, "{} ?".format, "{}.".format, "Xin hỏi {} ạ?".format,
        "Cho tôi hỏi {}".format, "  {}  ".format,
    ],
    ids=["lower", "upper", "?", " ?", ".", "Xin hỏi", "Cho tôi hỏi", "blanks"],
)  # fmt: skip
@pytest.mark.parametrize(
    "question",
    [
        "xã Đồng Mây đạt mấy tiêu chí", "bao nhiêu hộ nghèo", "kinh phí hạn chế", "kinh phi han che",
        "thị trấn Khê Hạ có vụ cháy",
        "huyện Ba Vì có bao nhiêu hộ", "lack of funding", "máy tính cũ",
    ],
)  # fmt: skip
def test_capitals_marks_and_courtesy_change_nothing(
    sample_engine: SearchEngine, question: str, vary: Callable[[str], str]
) -> None:
    plain, varied = sample_engine.search(question), sample_engine.search(vary(question))
    assert [hit.passage.key for hit in varied.hits] == [hit.passage.key for hit in plain.hits]
    assert varied.confidence == plain.confidence


def test_what_is_near_is_told_by_the_store(sample_view: View) -> None:
    near = nearness(sample_view, E5)
    assert 0.7 < near.mean < 0.9
    assert near.deviation > 0.005
    assert nearness(sample_view, "another").of(0.7) == pytest.approx(0.7)
    assert nearness(sample_view, E5) is near, "worked out once for a moment"


def test_what_is_near_to_every_question_is_nearer_to_none(sample_view: View, encoder: Encoder) -> None:
    """By hand: cosines less the share of the mean of those to the questions of no store, over one number for all."""
    (vector,) = encoder.encode_queries(["lo liệu giấy tờ cho dân thế nào"])
    ids = sample_view.both_sides(vector, (), "accented", 12, 12).ids
    with np.load(VECTORS) as kept:
        of_no_store = {name: kept[name].astype(np.float32) for name in ("vi", "en")}
    passages = sample_view.passage_vectors(ids)
    scripts: tuple[tuple[str, Script], ...] = (("vi", "accented"), ("vi", "unaccented"), ("en", "foreign"))
    for language, script in scripts:
        less = passages @ vector - COMMON_SHARE * (passages @ of_no_store[language].T).mean(axis=1)
        found = apart(vector, E5, script)
        assert np.linalg.norm(found) == pytest.approx(1, abs=1e-6)
        ratios = (passages @ found) / less
        assert ratios == pytest.approx(np.full(len(ids), ratios.mean()), rel=1e-3)
    assert apart(vector, "another", "accented") is vector


def test_a_sentence_that_is_near_to_everything_is_no_nearer_to_this(sample_view: View, encoder: Encoder) -> None:
    """By hand: each sentence's cosine less the mean of its cosines to the questions of no store, one by one."""
    (vector,) = encoder.encode_queries(["who handles the paperwork of the commune"])
    sides = sample_view.both_sides(vector, (), "folded", 12, 12)
    with np.load(VECTORS) as kept:
        of_no_store = [apart(one, E5, "foreign") for one in kept["en"].astype(np.float32)]
    cosines = np.concatenate(sample_view.sentence_cosines(vector, sides.ids))
    means = np.mean([np.concatenate(sample_view.sentence_cosines(one, sides.ids)) for one in of_no_store], axis=0)
    found = beyond(sample_view, E5, vector, sides)
    assert found == pytest.approx(float((cosines - means).max()), abs=1e-3)
    assert found < float(cosines.max() - means.min())
    assert beyond(sample_view, "another", vector, sides) == 0.0
