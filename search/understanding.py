"""A question, read once: what search, answers, wordings, facets and exports all go by."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..corpus.vietnamese import fold, has_accents, is_syllable, nfc, tokens
from ..index.records import Accents, Filter
from ..index.scope import Scope
from ..index.store import View, Vocabulary
from .accents import restore
from .constants import MAX_QUERY_WORDS, VIETNAMESE_SHARE, Script
from .query import Query, joined, parse_query
from .slips import meant, split_joined


@dataclass(frozen=True, slots=True)
class Words:
    """How the words of a text are taken.

    Attributes:
        typed: the text as it was typed, without marks and filters.
        script: which language and spelling it is in.
        text: what the dense side is asked.
        terms: what the lexical side is asked: tokens.
        accents: whether it compares them with their accents.
        mended: whether that is another than what was typed.
    """

    typed: str
    script: Script
    text: str
    terms: tuple[str, ...]
    accents: Accents
    mended: bool = False


@dataclass(frozen=True, slots=True)
class Understood:
    """A question, or a part of one, understood.

    Attributes:
        raw: as it was typed, NFC.
        query: its form: words, phrases, exclusions, filters.
        words: how its words are taken.
        given: what it was narrowed to beside it, by options or ticks.
        loosened: whether what stands in quotes stands nowhere, so that its words count like all others.
        as_typed: whether accents were to be left alone, and slips.
    """

    raw: str
    query: Query
    words: Words
    given: Filter
    loosened: bool = False
    as_typed: bool = False

    @property
    def scope(self) -> Scope:
        """What it is asked of."""
        return self.scope_without()

    def scope_without(self, *given: str) -> Scope:
        """The same, but for what these fields of `given` were set to."""
        kept = replace(self.given, **dict.fromkeys(given, ())) if given else self.given
        return Scope(
            filter=joined(kept, self.query.filter),
            phrases=() if self.loosened else self.query.phrases,
            excluded=self.query.excluded,
            accents=self.words.accents,
        )

    @property
    def as_shown(self) -> str | None:
        """What it was taken for, where that is not what was typed."""
        mended = self.words.mended and self.words.text != " ".join(self.query.words)
        return self.words.text if mended or self.loosened else None

    def about(self, text: str, view: View) -> Understood:
        """A part of the question, or the same in other words, asked of what the question is asked of."""
        query = replace(self.query, raw=text, text=text, words=tuple(tokens(text)[:MAX_QUERY_WORDS]))
        return replace(self, raw=text, query=query, words=read_words(text, query.words, view.words))


def understand(view: View, question: str, given: Filter | None = None, as_typed: bool = False) -> Understood:
    """What `question` asks of `view`.

    Where no passage has what stands in quotes inside a longer question, its words count like all others.

    Args:
        view: what is asked.
        question: what was typed.
        given: a filter, joined with those in `question`.
        as_typed: neither restore accents nor mend slips.

    Raises:
        EmptyQueryError, FilterValueError: the question cannot be asked.
    """
    query = parse_query(question, given)
    as_meant = as_typed or (has_accents(query.text) and bool(query.phrases))
    words = read_words(query.text, query.words, view.words, as_meant)
    asked = Understood(nfc(question).strip(), query, words, given or Filter(), as_typed=as_typed)
    if query.says_more_than_phrases and view.within(asked.scope).is_empty():
        words = read_words(query.text, query.words, view.words, as_typed)
        return replace(asked, words=words, loosened=True)
    return asked


def read_words(text: str, words: tuple[str, ...], vocabulary: Vocabulary, as_typed: bool = False) -> Words:
    """How to take the words of a text: with accents restored and slips mended, or as another language.

    What stands in quotes is meant as it was typed, and with it the whole question.

    Args:
        text: the text.
        words: its tokens.
        vocabulary: the words of what is asked.
        as_typed: take them as they are.
    """
    accented = has_accents(text)
    if not accented:
        known = sum(is_syllable(word) or vocabulary.frequency(word, "folded") > 0 for word in words)
        if known < VIETNAMESE_SHARE * len(words):
            return Words(text, "foreign", text, words, "folded")
    script: Script = "accented" if accented else "unaccented"
    accents: Accents = "accented" if accented else "folded"
    plain = Words(text, script, text, words, accents)
    if as_typed:
        return plain
    restored = restore(meant(split_joined(words, vocabulary), vocabulary, accented), vocabulary)
    if restored == words:
        return plain
    used = restored if accented else tuple(map(fold, restored))
    return Words(text, script, " ".join(restored), used, accents, mended=True)
