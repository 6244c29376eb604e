"""Ranking: what stands in a passage word for word, and what other reports say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
import pytest

from bench.disturbed import HashEncoder
from tests.asking import passages_seen
from tracuu.corpus.report import Header, Paragraph, Report
from tracuu.corpus.vietnamese import bigrams, tokens
from tracuu.index.local.generations.lexical import LexicalIndex, build_lexical
from tracuu.index.opening import open_store
from tracuu.index.store import BothSides, View
from tracuu.search import SearchEngine
from tracuu.search.candidates import Candidates
from tracuu.search.constants import DENSE_WEIGHT, PAIRS_WEIGHT, PRECEDENT_WORDS, SAME_REPORT_LOSS, WORDS_WEIGHT
from tracuu.search.query import parse_query
from tracuu.search.ranking import asks_for_precedents, dense_weight, fused, spread
from tracuu.search.word_shares import shares, term_weights, word_weights

TEXTS = {
    3: "Kinh phí cho công tác tập huấn còn hạn chế.",
    5: "Hạn chế về con người; phí và lệ phí thu kinh doanh đúng hạn.",
    8: "Căn cứ Kết luận số 16-KL/TW, huyện đã ban hành kế hoạch số 18 của TW.",
    9: "Có 16 xã; kế hoạch 18-KH/TU, công văn KL số 7, TW đã có ý kiến.",
}
IDS = np.array(sorted(TEXTS), np.int64)


@pytest.fixture(scope="module")
def lexical(tmp_path_factory: pytest.TempPathFactory) -> LexicalIndex:
    folder = tmp_path_factory.mktemp("lexical")
    build_lexical(folder, ((number, text, "") for number, text in TEXTS.items()))
    return LexicalIndex.open(folder)


def test_what_stands_in_a_passage_is_summed(lexical: LexicalIndex) -> None:
    weights = {"kinh": 1.0, "phí": 2.0, "kinh_phí": 4.0, "vắng": 8.0}
    assert lexical.standing(weights, IDS).tolist() == [7.0, 3.0, 0.0, 0.0]
    assert lexical.standing(weights, IDS[1:2]).tolist() == [3.0]
    assert lexical.standing({"phi": 2.0, "han_che": 1.0}, IDS, "folded").tolist() == [3.0, 3.0, 0.0, 0.0]
    assert lexical.standing({}, IDS).tolist() == [0.0] * 4


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    """Of a store that holds these texts, and nothing else, in their order."""
    store = open_store(tmp_path_factory.mktemp("store"))
    paragraphs = tuple(Paragraph(n, text, "paragraph", ()) for n, text in enumerate(TEXTS.values(), 1))
    store.take_in([Report("bc.txt", Header(), (), paragraphs)], HashEncoder())
    with store.view() as view:
        yield view
    store.close()


def ids_in(view: View) -> npt.NDArray[np.int64]:
    return np.array([passage.id for passage in passages_seen(view)], np.int64)


def test_the_index_and_the_text_agree_on_what_is_covered(view: View) -> None:
    words = tokens("kinh phí hạn chế 16-KL/TW")
    for terms in (words, bigrams(words)):
        weights = word_weights(terms, "accented", view.words)
        for share, text in zip(shares(weights, ids_in(view), "accented", view), TEXTS.values(), strict=True):
            standing = {*tokens(text), *bigrams(tokens(text))}
            told = sum(weight for term, weight in weights.items() if term in standing)
            assert share == pytest.approx(told / sum(weights.values()), rel=1e-5)
    assert sum(term_weights(words, "accented", view.words).values()) == pytest.approx(2)


def test_a_symbol_counts_as_a_whole(lexical: LexicalIndex, view: View) -> None:
    symbol = tokens("16-KL/TW")
    pairs = shares(word_weights(bigrams(symbol), "accented", view.words), ids_in(view), "accented", view)
    assert pairs.tolist() == [0.0, 0.0, pytest.approx(1.0), 0.0]
    found, _ = lexical.search(symbol, 4)
    assert found[0] == 8


def candidates(words: Sequence[float], pairs: Sequence[float]) -> Candidates:
    n = len(words)
    same = np.linspace(0.8, 0.9, n).astype(np.float32)
    sides = BothSides(
        ids=np.arange(1, n + 1),
        dense=same,
        lexical=same[::-1].copy(),
        sentences=[np.empty(0, np.float32)] * n,
        core=np.ones(n, np.bool_),
    )
    return Candidates(sides, np.array(words, np.float32), np.array(pairs, np.float32))


def test_pairs_found_word_for_word_lift_a_passage() -> None:
    with_pairs = fused(candidates([1, 1, 1], [1, 0, 0]), "accented")
    without = fused(candidates([1, 1, 1], [0, 0, 0]), "accented")
    assert with_pairs[0] - without[0] == pytest.approx(PAIRS_WEIGHT / (1 + WORDS_WEIGHT + PAIRS_WEIGHT), abs=1e-6)
    assert with_pairs[1:].tolist() == without[1:].tolist()
    assert 0 <= without.min() <= with_pairs.max() <= 1
    folded = [fused(candidates([1, 1, 1], pairs), "unaccented").tolist() for pairs in ([1, 0, 0], [0, 0, 0])]
    assert folded[0] == folded[1]


def test_the_score_of_each_candidate_by_hand() -> None:
    """Two passages, each the best of one side; a half of the question's words stands in the second, a quarter in the
    first, so that the dense side has its share of half-way, and the words and pairs are added to what both give."""
    none, all_ = DENSE_WEIGHT["accented"]
    share = (none + all_) / 2
    whole = 1 + WORDS_WEIGHT + PAIRS_WEIGHT
    scores = fused(candidates([0.25, 0.5], [0.5, 0]), "accented")
    assert scores.tolist() == pytest.approx(
        [(1 - share + WORDS_WEIGHT / 4 + PAIRS_WEIGHT / 2) / whole, (share + WORDS_WEIGHT / 2) / whole], abs=1e-6
    )
    assert scores.dtype == np.float32
    none, _ = DENSE_WEIGHT["unaccented"]
    assert fused(candidates([0, 0], [1, 1]), "unaccented").tolist() == pytest.approx([1 - none, none], abs=1e-6)


def test_a_candidate_beyond_the_core_never_scores_below_zero() -> None:
    """Both sides' scales are the core's, so that what comes with a deeper look would fall below them."""
    sides = BothSides(
        ids=np.arange(3),
        dense=np.array([0.9, 0.8, 0.1], np.float32),
        lexical=np.array([5, 4, 0], np.float32),
        sentences=[np.empty(0, np.float32)] * 3,
        core=np.array([True, True, False]),
    )
    nothing = np.zeros(3, np.float32)
    for script in ("foreign", "unaccented"):
        assert fused(Candidates(sides, nothing, nothing), script).tolist() == [1, 0, 0]


@pytest.mark.parametrize("script", DENSE_WEIGHT)
def test_the_more_words_stand_in_the_reports_the_more_the_words_decide(script: str) -> None:
    none, all_ = DENSE_WEIGHT[script]  # type: ignore[index]
    given = [dense_weight(script, coverage) for coverage in (0, 0.25, 1)]  # type: ignore[arg-type]
    assert given == pytest.approx([none, 0.75 * none + 0.25 * all_, all_])


def test_only_the_best_of_each_report_keeps_its_score() -> None:
    scores = np.array([0.5, 0.9, 0.6, 0.01], np.float32)
    ids = np.arange(4)
    spread_out = spread(scores, ids, {0: "a", 1: "a", 2: "b", 3: "b"})
    assert spread_out.tolist() == pytest.approx([0.5 - SAME_REPORT_LOSS, 0.9, 0.6, 0.0])
    assert spread(scores, ids, dict(enumerate("abcd"))).tolist() == scores.tolist()


@pytest.mark.parametrize(
    ("typed", "precedents"),
    [("kinh phí hạn chế", True), ("kinh phí hạn chế?", True), ("xã " * PRECEDENT_WORDS, True),
     ("xã " * (PRECEDENT_WORDS + 1), False), ("kinh phí có hạn chế không?", False),
     ("kinh phi co han che khong", False), ("các xã đã làm gì để thu gom rác", False)],
)  # fmt: skip
def test_a_few_words_ask_for_precedents(typed: str, precedents: bool) -> None:
    assert asks_for_precedents(parse_query(typed)) is precedents


def test_precedents_come_from_many_reports(sample_engine: SearchEngine) -> None:
    """A passage is never passed by one of the same report that answers less."""
    hits = sample_engine.search("kinh phí hạn chế", 20).hits
    first = [hit.passage.report.id for hit in hits[:5]]
    assert len(set(first)) >= 4
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
