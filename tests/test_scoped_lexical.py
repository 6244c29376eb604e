"""The words of a part: weighed, counted and scored as an index of that part alone has them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tracuu.corpus.vietnamese import bigrams, fold, tokens
from tracuu.index.bm25 import NORMS
from tracuu.index.local.generations.lexical import LexicalIndex, build_lexical
from tracuu.index.local.generations.scoped_lexical import ScopedLexical
from tracuu.index.records import Accents, context_terms

Ids = npt.NDArray[np.int64]
Passages = dict[int, tuple[str, str]]

SYLLABLES = (
    "kinh", "phí", "còn", "hạn", "hẹp", "chế", "hàn", "phi", "phỉ", "đường", "thôn", "xã", "huyện", "tỉnh", "năm", "ở",
    "và", "của", "các", "16-KL/TW", "2,5",
)  # fmt: skip
HEADINGS = ("Kết quả", "Tồn tại, hạn chế", "Kinh phí", "Phương hướng năm 2024", "")
AGENCIES = ("UBND xã Tân Lập", "UBND huyện Ba Vì", "Sở Nội vụ", "")
ACCENTS: tuple[Accents, ...] = ("accented", "folded")


def invented(random: np.random.Generator, count: int) -> Passages:
    """Passages of 1 to 400 syllables, a few of them far commoner than the others, by ids with holes between them."""
    shares = 1 / np.arange(1, len(SYLLABLES) + 1)
    ids = np.sort(random.choice(10 * count, count, replace=False)) + 1
    return {
        int(number): (
            " ".join(random.choice(SYLLABLES, int(random.geometric(0.02)) % 400 + 1, p=shares / shares.sum())),
            f"{random.choice(AGENCIES)}\n{random.choice(HEADINGS)}",
        )
        for number in ids
    }


def index_of(passages: Passages, folder: Path) -> LexicalIndex:
    folder.mkdir()
    build_lexical(folder, ((number, text, context) for number, (text, context) in passages.items()))
    return LexicalIndex.open(folder)


def lengths_of(passages: Passages) -> tuple[int, int, int, int]:
    said = [tokens(text) for text, _ in passages.values()]
    contexts = [context_terms(context) for _, context in passages.values()]
    return len(passages), sum(map(len, said)), sum(len(bigrams(words)) for words in said), sum(map(len, contexts))


def scoped(whole: LexicalIndex, everything: Passages, part: Passages) -> ScopedLexical:
    def texts(ids: Iterable[int]) -> Iterator[tuple[int, str, str]]:
        return ((number, *everything[number]) for number in sorted(ids))

    return ScopedLexical(whole, np.array(list(part), np.int64), lengths_of(part), texts, lengths_of(everything))


Kept = Callable[[str, str, np.random.Generator], bool]
PARTS: dict[str, Kept] = {
    "half": lambda _text, _context, random: bool(random.random() < 0.5),
    "few": lambda _text, _context, random: bool(random.random() < 0.03),
    "long ones": lambda text, _context, _random: len(text) > 300,
    "short ones": lambda text, _context, _random: len(text) < 60,
    "of one agency": lambda _text, context, _random: context.startswith("UBND xã Tân Lập"),
    "none that says it": lambda text, _context, _random: "phí" not in text,
    "all that say it": lambda text, _context, _random: text.count("kinh") > 2,
    "all": lambda _text, _context, _random: True,
}


@pytest.fixture(scope="module", params=range(2))
def everything(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Passages, LexicalIndex]:
    passages = invented(np.random.default_rng(request.param), 700)
    return passages, index_of(passages, tmp_path_factory.mktemp("whole") / "index")


@pytest.fixture(params=PARTS)
def part(
    request: pytest.FixtureRequest, everything: tuple[Passages, LexicalIndex], tmp_path: Path
) -> tuple[Passages, ScopedLexical, LexicalIndex]:
    """A part of the passages; the whole index seen through it; and an index of it alone."""
    passages, whole = everything
    random = np.random.default_rng(7)
    kept = {number: said for number, said in passages.items() if PARTS[request.param](*said, random)}
    assert kept
    return kept, scoped(whole, passages, kept), index_of(kept, tmp_path / "alone")


def asked(random: np.random.Generator, accents: Accents) -> list[str]:
    words = [str(word) for word in random.choice(SYLLABLES, int(random.integers(1, 9)))]
    typed = tokens(" ".join([*words, "nowhere"] if random.random() < 0.3 else words))
    return [fold(word) for word in typed] if accents == "folded" else typed


def agree(found: tuple[Ids, npt.NDArray[np.float32]], alone: tuple[Ids, npt.NDArray[np.float32]]) -> None:
    """The same scores in the same order, and the same passages but for those that score alike."""
    np.testing.assert_allclose(found[1], alone[1], rtol=1e-5, atol=1e-6)
    scores = dict(zip(alone[0].tolist(), alone[1].tolist(), strict=True))
    last = alone[1][-1] if len(alone[1]) else 0.0
    for number, score in zip(found[0].tolist(), found[1].tolist(), strict=True):
        assert scores.get(number, last) == pytest.approx(score, rel=1e-5, abs=1e-6)
    assert len(set(found[0].tolist())) == len(found[0])


@pytest.mark.parametrize("accents", ACCENTS)
def test_a_part_is_searched_as_if_there_were_nothing_else(
    part: tuple[Passages, ScopedLexical, LexicalIndex], accents: Accents
) -> None:
    kept, seen, alone = part
    random = np.random.default_rng(3)
    ids = np.array(list(kept), np.int64)
    for _ in range(12):
        words = asked(random, accents)
        for k in (1, 10, 1000):
            agree(seen.search(words, k, accents), alone.search(words, k, accents))
        narrowed = np.sort(random.choice(ids, max(1, len(ids) // 3), replace=False))
        agree(seen.search(words, 10, accents, narrowed), alone.search(words, 10, accents, narrowed))
        np.testing.assert_allclose(
            seen.scores(words, narrowed, accents), alone.scores(words, narrowed, accents), rtol=1e-5, atol=1e-6
        )
        assert len(seen.search(words, 10, accents, np.empty(0, np.int64))[0]) == 0


def test_the_best_of_a_part_is_found_though_in_the_whole_it_is_far_from_the_best(tmp_path: Path) -> None:
    """What is rare in the whole stands everywhere in the part, and what is common in the whole is rare there."""
    part = dict.fromkeys(range(1, 301), ("kinh kinh kinh kinh phí", "")) | {301: ("thôn xã huyện tỉnh kinh", "")}
    everything = part | dict.fromkeys(range(302, 6_000), ("thôn xã huyện", ""))
    whole = index_of(everything, tmp_path / "whole")
    assert 301 not in whole.search(["kinh", "thôn"], 300, allowed=np.arange(1, 302))[0]
    (best,), _ = scoped(whole, everything, part).search(["kinh", "thôn"], 1)
    assert best == 301 == index_of(part, tmp_path / "alone").search(["kinh", "thôn"], 1)[0][0]


Alike = tuple[int, int, int]
"""Passages that are alike: how many, how often each says a word, and of how many others."""
ALIKE = st.tuples(st.integers(1, 150), st.integers(1, 6), st.integers(0, 250))


def alike(first: int, groups: Iterable[Alike]) -> Passages:
    said = [("kinh " * often + "năm " * others, "UBND xã") for count, often, others in groups for _ in range(count)]
    return dict(enumerate(said, first))


@given(
    groups=st.lists(ALIKE, min_size=2, max_size=4),
    hidden=st.tuples(st.integers(1, 200), st.integers(0, 3), st.sampled_from([1, 30, 1000])),
    first=st.booleans(),
    k=st.sampled_from([1, 10]),
)
@settings(max_examples=25)
@example(groups=[(150, 3, 197), (1, 1, 19)], hidden=(200, 0, 1000), first=False, k=1)
def test_no_passage_that_is_hidden_decides_which_of_the_others_is_found(
    tmp_path_factory: pytest.TempPathFactory, groups: list[Alike], hidden: Alike, first: bool, k: int
) -> None:
    """However many and however long they are, ids and scores are those of a store without them, to the last digit."""
    folder = tmp_path_factory.mktemp("hidden")
    part = alike(1000, groups)
    others = alike(1 if first else 10_000, [hidden])
    everything = dict(sorted((part | others).items()))
    seen = scoped(index_of(everything, folder / "whole"), everything, part)
    alone = scoped(index_of(part, folder / "alone"), part, part)
    for words in (["kinh"], ["kinh", "năm"]):
        found, wanted = seen.search(words, k), alone.search(words, k)
        assert found[0].tolist() == wanted[0].tolist()
        assert found[1].tolist() == wanted[1].tolist()


def test_only_what_may_be_among_the_best_is_scored_anew(tmp_path: Path) -> None:
    """Of a part whose passages are as long as all are in the mean, hardly more than are wanted."""
    everything = invented(np.random.default_rng(5), 900)
    whole = index_of(everything, tmp_path / "whole")
    part = {number: said for number, said in everything.items() if number % 50}
    read: list[int] = []

    def texts(ids: Iterable[int]) -> Iterator[tuple[int, str, str]]:
        read.extend(ids)
        return ((number, *everything[number]) for number in sorted(ids))

    saying = sum("kinh" in said or "phí" in said for said, _ in part.values())
    for weighed, least, most in ((lengths_of(everything), 10, 25), ((0, 0, 0, 0), saying, saying + 50)):
        seen = ScopedLexical(whole, np.array(list(part), np.int64), lengths_of(part), texts, weighed)
        read.clear()
        agree(seen.search(["kinh", "phí"], 10), index_of(part, tmp_path / str(most)).search(["kinh", "phí"], 10))
        assert least <= len(read) <= most, "where the lengths of all are not known, all that say one of the words"


def test_words_are_counted_in_a_part_alone(part: tuple[Passages, ScopedLexical, LexicalIndex]) -> None:
    kept, seen, alone = part
    assert len(seen) == len(alone) == len(kept)
    words = {token for syllable in SYLLABLES for token in tokens(syllable)} | {"nowhere"}
    pairs = {pair for text, _ in list(kept.values())[:20] for pair in bigrams(tokens(text))} | {"no_where"}
    for word in words | pairs:
        assert seen.frequency(word) == alone.frequency(word)
        assert seen.frequency(fold(word), "folded") == alone.frequency(fold(word), "folded")
    for folded in {fold(word) for word in words}:
        assert seen.forms(folded) == alone.forms(folded)
    for phrases, excluded in (([("kinh", "phí")], []), ([("còn",)], [("hạn", "hẹp")]), ([], [("kinh",)])):
        assert seen.matching(phrases, excluded).tolist() == alone.matching(phrases, excluded).tolist()
    ids = np.array(list(kept), np.int64)[:50]
    weights = {"kinh": 1.0, "phí": 2.0, "kinh_phí": 4.0}
    assert seen.standing(weights, ids).tolist() == alone.standing(weights, ids).tolist()


def test_what_is_kept_of_counts_does_not_grow_with_what_is_typed(
    part: tuple[Passages, ScopedLexical, LexicalIndex],
) -> None:
    """A word that stands nowhere is looked for again; of those that stand somewhere there is an end."""
    _, seen, _ = part
    for number in range(50):
        typed = f"gõbừa{number}"
        assert seen.frequency(typed) == seen.frequency(f"kinh_{typed}") == seen.under(typed) == 0
        assert len(seen.search([typed], 5)[0]) == 0
    assert seen._known == {}
    asked = {(field, word) for field, word in (("syllables", "kinh"), ("syllables", "hàn"))}
    for _, word in asked:
        seen.frequency(word)
    assert seen._known.keys() == asked


def test_lengths_are_kept_as_tantivy_keeps_them() -> None:
    """A byte holds a length: exactly up to 40, then with three binary digits after the first (`fieldnorm/code.rs`)."""
    assert len(NORMS) == 256
    assert NORMS[:41] == list(range(41))
    assert NORMS[41:50] == [42, 44, 46, 48, 50, 52, 54, 56, 60]
    assert NORMS[-1] == 2_013_265_944
    assert sorted(set(NORMS)) == NORMS
