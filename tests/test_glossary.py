"""A question in English is asked in both languages, as far as offices' words go."""

from __future__ import annotations

import tomllib

from tracuu.corpus.syllables import is_allowed
from tracuu.corpus.vietnamese import tokens
from tracuu.index.store import View
from tracuu.search import SearchEngine
from tracuu.search.casing import cased
from tracuu.search.glossary import FILE, glosses
from tracuu.search.understanding import understand


def test_the_longest_phrases_are_taken_first_and_plurals_too() -> None:
    assert glosses(["poor", "households", "in", "the", "district"]) == (("hộ nghèo",), ("huyện",))
    assert glosses(["storm", "damage", "and", "storms"]) == (("bão",), ("thiệt hại", "hư hỏng"))
    assert glosses(["people's", "committee"]) == (("ủy ban nhân dân",),)
    assert glosses(()) == glosses(("panthers", "defense")) == ()


NO_SYLLABLES = {"campuchia", "email", "internet"}
"""Names and loan words, as reports write them."""


def test_the_table_is_english_in_small_letters_and_vietnamese_as_it_is_spelled() -> None:
    table = tomllib.loads(FILE.read_text(encoding="utf-8"))
    assert len(table) > 150
    assert all(english == english.lower() and english.isascii() for english in table)
    words = {word for vietnamese in table.values() for word in tokens(vietnamese)} - NO_SYLLABLES
    assert [word for word in sorted(words) if not is_allowed(word)] == []


def test_a_question_in_english_is_asked_with_its_glosses_which_is_shown(sample_view: View) -> None:
    asked = understand(sample_view, "lack of funding for training")
    assert [gloss[0] for gloss in asked.words.glosses] == ["thiếu", "kinh phí", "tập huấn"]
    assert asked.as_shown == "lack of funding for training (thiếu, kinh phí, tập huấn)"
    assert cased(asked.words, sample_view).endswith("(thiếu, kinh phí, tập huấn)")
    assert {"kinh", "phi", "tap", "huan"} <= set(asked.words.alternatives)
    as_typed = understand(sample_view, "lack of funding for training", as_typed=True)
    assert (as_typed.words.glosses, as_typed.words.alternatives, as_typed.as_shown) == ((), (), None)
    assert understand(sample_view, "kinh phi tap huan").words.glosses == ()


def test_it_finds_what_says_so_in_vietnamese(sample_engine: SearchEngine) -> None:
    found = sample_engine.search("shortage of teachers", k=5)
    assert any("giáo viên" in hit.passage.text.lower() for hit in found.hits[:2])
