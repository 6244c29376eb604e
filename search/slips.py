"""Slips of the keyboard: what else a typed word may have been meant to be, among the words of the corpus."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from ..corpus.syllables import is_allowed
from ..corpus.vietnamese import fold, is_syllable
from ..index.store import Vocabulary
from .accents import Candidate
from .constants import (
    CALLED_FOR_PASSAGES,
    LETTER_PRIOR,
    SLIP_LONGEST,
    SLIP_SHORTEST,
    TONE_CALLED_FOR,
    TONE_PRIOR,
    UNACCENTED_CALLED_FOR,
    UNACCENTED_PRIOR,
    UNSEEN_WORD_COUNT,
)
from .function_words import ASKING, FUNCTION
from .lexicon import forms as lexicon_forms
from .lexicon import is_pair, lexicon, makes_word

LETTERS = "abcdeghiklmnopqrstuvxy"


def split_joined(words: Sequence[str], vocabulary: Vocabulary) -> list[str]:
    """`words` with "kinhphí" as the pair that the corpus has: "kinh", "phí"."""
    parted: list[str] = []
    for word in words:
        halves = [(word[:i], word[i:]) for i in range(2, len(word) - 1)] if not _known(word, vocabulary) else []
        pairs = [(vocabulary.frequency(f"{a}_{b}"), (a, b)) for a, b in halves]
        most, pair = max(pairs, default=(0, ("", "")))
        parted.extend(pair if most else (word,))
    return parted


def meant(words: Sequence[str], vocabulary: Vocabulary, accented: bool) -> list[list[Candidate]]:
    """For each of `words` what may be meant by it; a word that the corpus has beside its neighbours is itself alone.

    A corpus of reports has few of the language's words, so that it lacks a word is no sign of a slip. A word is doubted
    only in favour of one that its neighbour in the corpus calls for; a syllable of the language only in its accents,
    and where it makes no word with a neighbour and the other does: "bác sỉ" is a slip of "bác sĩ", "kết hôn" none of
    "kết hợp".

    Args:
        words: tokens of a question.
        vocabulary: the corpus's.
        accented: whether the question has accents; if not, each word may stand for any of its accented forms.
    """
    asking = ASKING.marks(words, accented) if accented else [False] * len(words)
    spelled = [None] * len(words) if accented else ASKING.spelled(words)
    return [
        [(words[place], 1.0, 1.0)]
        if asking[place]
        else _asking(words, place, form, vocabulary) or _meant(words, place, vocabulary, accented)
        for place, form in enumerate(spelled)
    ]


def _asking(words: Sequence[str], place: int, form: str | None, vocabulary: Vocabulary) -> list[Candidate]:
    """A word as the question word that it may be, unless the corpus has another such word beside its neighbour."""
    if form is None:
        return []
    for at in (place - 1, place + 1):
        if not 0 <= at < len(words):
            continue
        for other, _ in vocabulary.forms(words[place]):
            for neighbour, _ in vocabulary.forms(words[at]):
                pair = f"{neighbour}_{other}" if at < place else f"{other}_{neighbour}"
                if other != form and vocabulary.frequency(pair) >= CALLED_FOR_PASSAGES:
                    return []
    return [(form, max(float(vocabulary.frequency(form)), UNSEEN_WORD_COUNT), 1.0)]


def _meant(words: Sequence[str], place: int, vocabulary: Vocabulary, accented: bool) -> list[Candidate]:
    word = words[place]
    count = vocabulary.frequency(word)
    typed = (word, max(float(count), UNSEEN_WORD_COUNT), 1.0)
    if not word.isalpha():
        return [typed]
    forms = [(form, float(n), 1.0) for form, n in vocabulary.forms(word)]
    if not accented:
        there = {form for form, *_ in forms}
        unseen = [(form, UNSEEN_WORD_COUNT, 1.0) for form in lexicon_forms().get(word, ()) if form not in there]
        if forms or unseen:
            return forms + unseen
    if count and accented and word != fold(word):
        return [typed]
    if count and any(_pair(words, place, at, vocabulary) for at in (place - 1, place)):
        return [typed]
    if makes_word(words, place):
        return [typed]
    slips = [
        (form, float(n), UNACCENTED_PRIOR if word == fold(word) else TONE_PRIOR)
        for form, n in vocabulary.forms(fold(word))
    ]
    if not count and word not in lexicon():
        near = _one_letter_off(fold(word))
        slips += [(form, float(n), LETTER_PRIOR) for other in near for form, n in vocabulary.forms(other)]
    called_for = [slip for slip in slips if slip[0] != word and _called_for(slip, words, place, vocabulary)]
    impossible = word != fold(word) and not is_allowed(word)
    return called_for if called_for and impossible else [typed, *called_for]


def _pair(words: Sequence[str], place: int, at: int, vocabulary: Vocabulary) -> bool:
    return 0 <= at < len(words) - 1 and vocabulary.frequency(f"{words[at]}_{words[at + 1]}") > 0


def _called_for(slip: Candidate, words: Sequence[str], place: int, vocabulary: Vocabulary) -> bool:
    """Whether one of the neighbours, in a form it may have, stands beside the word of `slip` often enough.

    Once is enough where the two make a word, and for a syllable of the language they must.
    """
    form, _, prior = slip
    may_be_meant = words[place] in lexicon()
    for at in (place - 1, place + 1):
        if not 0 <= at < len(words):
            continue
        neighbour = words[at]
        plain = neighbour == fold(neighbour) and not vocabulary.frequency(neighbour)
        for other in [form for form, _ in vocabulary.forms(neighbour)] if plain else [neighbour]:
            pair = (other, form) if at < place else (form, other)
            together = vocabulary.frequency("_".join(pair))
            if not may_be_meant:
                enough = 1.0 if is_pair(*pair) else CALLED_FOR_PASSAGES
            elif is_pair(*pair) and (prior == UNACCENTED_PRIOR or _leaves_nothing(words, place, at, form, vocabulary)):
                share = UNACCENTED_CALLED_FOR if prior == UNACCENTED_PRIOR else TONE_CALLED_FOR
                enough = max(CALLED_FOR_PASSAGES, share * vocabulary.frequency(other))
            else:
                continue
            if together >= enough:
                return True
    return False


def _leaves_nothing(words: Sequence[str], place: int, at: int, form: str, vocabulary: Vocabulary) -> bool:
    """Whether the word on the other side of `place` than `at` goes without it, or stands beside `form` in the corpus.

    In "con thử máu" nothing but "thử" goes with "máu", so that it is no slip of "con thứ".
    """
    other = 2 * place - at
    if not 0 <= other < len(words) or not words[other].isalpha() or makes_word(words, other):
        return True
    beside = (words[other], form) if other < place else (form, words[other])
    return FUNCTION.marks(words, accented=True)[other] or vocabulary.frequency("_".join(beside)) > 0


def _known(word: str, vocabulary: Vocabulary) -> bool:
    return not word.isalpha() or bool(vocabulary.frequency(word) or vocabulary.forms(word))


@lru_cache(maxsize=4096)
def _one_letter_off(word: str) -> tuple[str, ...]:
    if not word.isascii() or not SLIP_SHORTEST <= len(word) <= SLIP_LONGEST:
        return ()
    cuts = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    near = {a + b[1:] for a, b in cuts if b}
    near |= {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    near |= {a + letter + b[1:] for a, b in cuts if b for letter in LETTERS}
    near |= {a + letter + b for a, b in cuts for letter in LETTERS}
    return tuple(sorted(other for other in near - {word} if is_syllable(other)))
