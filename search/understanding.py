"""A question, read once: what search, answers, wordings, facets and exports all go by."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ..corpus.vietnamese import fold, has_accents, is_syllable, nfc, tokens
from ..index.records import Accents, Filter
from ..index.scope import Scope
from ..index.store import View, Vocabulary
from .abbreviations import InFull, as_reports_write, in_full
from .accents import restore
from .conditions import Condition, Conditions, filters_said, left_out, read_conditions
from .constants import MAX_QUERY_WORDS, VIETNAMESE_SHARE, Script
from .courtesy import without_courtesy
from .glossary import Gloss, glosses, untold
from .header_names import UNIT_TYPES
from .query import Query, joined, parse_query
from .slips import meant, split_joined
from .spellings import numbers_there, other_spellings, syllables_there
from .typed_keys import spelled_out


@dataclass(frozen=True, slots=True)
class Words:
    """How the words of a text are taken.

    Attributes:
        typed: the text as it was typed, without marks and filters.
        script: which language and spelling it is in.
        text: the text as it is meant.
        terms: what the lexical side is asked: tokens.
        accents: whether it compares them with their accents.
        mended: whether that is another than what was typed.
        alternatives: tokens that stand for some of them in other passages: abbreviations, other spellings of a number,
            what an English word is in Vietnamese.
        glosses: what its English words are in Vietnamese, each with what else it is called: "kinh phí".
        untold: those of its English words that say something and have no gloss.
    """

    typed: str
    script: Script
    text: str
    terms: tuple[str, ...]
    accents: Accents
    mended: bool = False
    alternatives: tuple[str, ...] = ()
    glosses: tuple[Gloss, ...] = ()
    untold: tuple[str, ...] = ()

    @property
    def matter_glosses(self) -> tuple[tuple[tuple[str, ...], ...], ...]:
        """For each gloss the words of each call, but for mere types of unit."""
        glosses = (tuple(tuple(tokens(call)) for call in gloss) for gloss in self.glosses)
        return tuple(calls for calls in glosses if tuple(map(fold, calls[0])) not in UNIT_TYPES)

    @property
    def told(self) -> Words:
        """These words as reports could have them: of a question in English its glosses, where it has any."""
        said = [calls[0] for calls in self.matter_glosses] if self.script == "foreign" else []
        text = ", ".join(map(" ".join, said))
        terms = tuple(word for run in said for word in run)
        return Words(self.typed, "accented", text, terms, "accented") if said else self

    @property
    def in_both(self) -> str:
        """The text as it is meant, with its glosses."""
        return f"{self.text} ({', '.join(gloss[0] for gloss in self.glosses)})" if self.glosses else self.text


@dataclass(frozen=True, slots=True)
class Understood:
    """A question, or a part of one, understood.

    Attributes:
        raw: as it was typed, NFC.
        query: its form: words, phrases, exclusions, filters.
        words: how the words are taken that are looked for: all but those of conditions that are applied.
        said: what it says of the reports it is about.
        given: what it was narrowed to beside it, by options or ticks.
        loosened: whether what stands in quotes stands nowhere, so that its words count like all others.
        as_typed: whether accents were to be left alone, and slips.
        ignored: keys of the conditions that whoever asks has taken off.
    """

    raw: str
    query: Query
    words: Words
    given: Filter
    said: Conditions = field(default_factory=Conditions)
    loosened: bool = False
    as_typed: bool = False
    ignored: frozenset[str] = frozenset()

    @property
    def scope(self) -> Scope:
        """What it is asked of."""
        return self.scope_without()

    def scope_without(self, *given: str) -> Scope:
        """The same, but for what these fields of `given` were set to."""
        kept = replace(self.given, **dict.fromkeys(given, ())) if given else self.given
        kept = joined(kept, self.query.filter)
        for condition in self.said.applied:
            kept = joined(kept, condition.filter)
        return Scope(
            filter=kept,
            phrases=() if self.loosened else self.query.phrases,
            excluded=tuple(tuple(one.value.split()) for one in self.said.applied if one.field == "phrase"),
            accents=self.words.accents,
        )

    @property
    def lists(self) -> bool:
        """Whether nothing is looked for but what its conditions admit."""
        return not self.words.terms

    @property
    def says_nothing(self) -> bool:
        """Whether it has words, and none that carries any matter: "là gì"."""
        return bool(self.words.terms) and not (self.said.matter or self.said.read or self.query.phrases)

    @property
    def is_figure(self) -> bool:
        """Whether it is nothing but a figure: "1.946", "12,5%"."""
        return bool(self.words.terms) and all(map(str.isdigit, self.words.terms))

    def figure_stands_in(self, view: View) -> bool:
        """Whether some passage of `view` has the figure that is asked for, in any spelling."""
        spellings = (self.words.terms, *other_spellings(self.words.terms, view.words))
        return any(len(view.holding(spelling, self.words.accents)) for spelling in spellings)

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """All that it is narrowed to, by filters and by its words, and what its words say without being applied."""
        return (*filters_said(joined(self.given, self.query.filter)), *self.said.read)

    @property
    def not_understood(self) -> tuple[str, ...]:
        """What looks like a condition or a filter in it, and is none that is known; as typed."""
        return (*self.query.not_applied, *self.said.not_understood)

    @property
    def as_shown(self) -> str | None:
        """What it was taken for, where that is not what was typed."""
        mended = self.words.mended and self.words.text != " ".join(self.query.words)
        return self.words.in_both if mended or self.loosened or self.words.glosses else None

    def taken_as_words(self, view: View) -> Understood:
        """The same with its own words looked for instead of read as conditions; what it is given besides holds."""
        left = Conditions(read=tuple(one for one in self.said.read if one.by_minus))
        return replace(self, words=words_of(self.query.text, view, self.as_typed), said=left)

    def about(self, text: str, view: View) -> Understood:
        """A part of the question, or the same in other words, asked of what the question is asked of."""
        query = replace(self.query, raw=text, text=text, words=tuple(tokens(text)[:MAX_QUERY_WORDS]))
        return replace(self, raw=text, query=query, words=words_of(text, view))


def understand(
    view: View,
    question: str,
    given: Filter | None = None,
    as_typed: bool = False,
    ignored: frozenset[str] = frozenset(),
) -> Understood:
    """What `question` asks of `view`.

    Where no passage has what stands in quotes inside a longer question, its words count like all others.

    Args:
        view: what is asked.
        question: what was typed.
        given: a filter, joined with those in `question`.
        as_typed: neither restore accents nor mend slips.
        ignored: keys of conditions in it that are not to be applied.

    Raises:
        EmptyQueryError, FilterValueError: the question cannot be asked.
    """
    query = parse_query(question, given)
    if not as_typed and not query.phrases:
        query = spelled(query, view)
    as_meant = as_typed or (has_accents(query.text) and bool(query.phrases))
    words = words_of(query.text, view, as_meant, in_words=not query.phrases)
    out = tuple(left_out(view, query.excluded))
    phrases = tuple(replace(one, applied=True) for one in out if one.field == "phrase" and one.key not in ignored)
    said = Conditions(read=phrases)
    asked = Understood(nfc(question).strip(), query, words, given or Filter(), said, as_typed=as_typed, ignored=ignored)
    if query.says_more_than_phrases and view.within(asked.scope).is_empty():
        asked = replace(asked, words=words_of(query.text, view, as_typed), loosened=True)
    said = read_conditions(
        view,
        view.within(replace(asked.scope, filter=Filter())),
        query.text,
        tokens(asked.words.text),
        has_accents(query.text),
        joined(asked.given, query.filter),
        ignored,
        out,
    )
    if said.applied:
        words = words_of(said.rest, view, as_meant and not asked.loosened, in_words=asked.loosened or not query.phrases)
        asked = replace(asked, words=words)
    return replace(asked, said=said)


def spelled(query: Query, view: View) -> Query:
    """`query` with keys that were not taken, and chat spellings, as the words they are."""
    text = as_reports_write(without_courtesy(spelled_out(query.text, view.words)))
    return query if text == query.text else replace(query, text=text, words=tuple(tokens(text)))


def words_of(text: str, view: View, as_typed: bool = False, in_words: bool = True) -> Words:
    """How to take the words of a text asked of `view`, with its abbreviations and numbers in all their spellings.

    Args:
        text: the text.
        view: what is asked.
        as_typed: take them as they are.
        in_words: whether abbreviations mean their words; in quotes they are meant as they were typed.
    """
    if as_typed:
        return read_words(text, tuple(tokens(text)), view.words, as_typed)
    full = in_full(text, view) if in_words else InFull(text)
    full = replace(full, text=syllables_there(numbers_there(full.text, view.words), view.words))
    words = tuple(tokens(full.text))
    read = read_words(full.text, words, view.words)
    numbers = tuple(number for word in other_spellings(words, view.words) for number in word)
    letters = tuple(map(fold, full.letters)) if read.accents == "folded" else full.letters
    glossed = (fold(word) for gloss in read.glosses for word in tokens(gloss[0]))
    return replace(
        read,
        typed=text,
        mended=read.mended or full.text != text,
        alternatives=tuple(dict.fromkeys((*letters, *numbers, *glossed))),
    )


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
    if not accented and words:
        known = sum(is_syllable(word) or vocabulary.frequency(word, "folded") > 0 for word in words)
        if known < VIETNAMESE_SHARE * len(words):
            return Words(
                text, "foreign", text, words, "folded", glosses=() if as_typed else glosses(words), untold=untold(words)
            )
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
