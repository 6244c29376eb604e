"""Which words of a question stand nowhere in what it is asked of: "Không có “huy chương” trong kho".

A syllable alone seldom tells: "huy" and "chương" stand in every archive. So what is looked up is the word that two
neighbouring syllables make, and a syllable by itself where it makes none or stands nowhere. A word is said to be absent
only where none of its syllables is part of another word that stands there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from ..corpus.vietnamese import bigrams, fold, tokens
from ..index.records import context_terms
from ..index.scope import Scope
from ..index.store import View
from .abbreviations import WORDS
from .constants import LOOKED_UP_PASSAGES, READ_APART
from .function_words import FUNCTION, SAYING
from .header_names import header_names
from .lexicon import is_pair, makes_word
from .matter import halves, without_matter
from .numbers_asked import number_asked
from .query import joined
from .typed_names import kind_named
from .understanding import Understood, Words


@dataclass(frozen=True, slots=True)
class AbsentWords:
    """Words of a question that stand nowhere.

    Attributes:
        text: the words, as they are meant.
        elsewhere: whether they stand in the store, and not in the reports that are asked.
    """

    text: str
    elsewhere: bool

    def to_json(self) -> dict[str, Any]:
        """As it stands in `absent` of a search's result."""
        return {"text": self.text, "elsewhere": self.elsewhere}


def absent_words(asked: Understood, view: View, best: str = "") -> tuple[AbsentWords, ...]:
    """What of the matter of `asked` stands in no passage of `view`, all that the asker sees, or of the reports asked.

    Of a sentence in another language, whose words no report has, only what they are called is looked for, and where it
    names reports. What may be read as one word or as two ("cháy chợ") is two where both stand in `best`, the text of
    the passage that answers best.
    """
    if asked.as_typed or asked.lists:
        return ()
    if part := number_asked(asked.query.text):  # its letters are no words
        known = part.isdigit() or bool(header_names(view).numbered_in_part(part))
        return () if known else (AbsentWords(asked.query.text.strip(), elsewhere=False),)
    if _in_another_language(asked.words):
        return _absent_glosses(asked, view)
    accents = asked.words.accents

    titled = view.derived("words of titles", _words_of_titles)
    names = view.derived("words of names", _words_of_names)
    beside = tokens(best)

    def heads(run: Sequence[str], names: frozenset[str]) -> bool:
        """Whether some heading, title or name has it, or the best passage each of its syllables as a word."""
        folded = [fold(word) for word in run]
        term = "_".join(folded)
        return (
            term in titled or "_".join(run) in names or _near_each_other(folded, beside) or view.words.under(term) > 0
        )

    def frequency(run: Sequence[str]) -> int:
        """In how many passages it stands; what bears no accents in a question that does stands for any."""
        term = "_".join(run)
        return view.words.frequency(term, "folded" if term == fold(term) else accents)

    nowhere = tuple(_absent(asked, lambda run: frequency(run) > 0 or heads(run, names)))
    naming = [one.filter for one in asked.said.read if one.names_reports and not one.missing]
    wanted = reduce(joined, naming, asked.scope.filter)
    named = view.within(Scope(filter=wanted)) if wanted else view
    if named is view or named.is_empty():
        return tuple(AbsentWords(text, elsewhere=False) for text in nowhere)

    names_there = _words_of_names(named)

    def stand_there(run: Sequence[str]) -> bool:
        plain = all(word == fold(word) for word in run)
        everywhere = frequency(run) > LOOKED_UP_PASSAGES
        return everywhere or heads(run, names_there) or len(named.holding(run, "folded" if plain else accents)) > 0

    there = _absent(asked, stand_there)
    told = [AbsentWords(text, elsewhere=text not in nowhere) for text in there]
    return tuple(one for one in told if not one.elsewhere or " " in one.text)  # that it lacks "xong" says nothing


def _near_each_other(run: Sequence[str], text: Sequence[str]) -> bool:
    """Whether `run`, folded, stands in `text`, tokens, or each of its syllables as a word by itself, not far apart."""
    folded = [fold(word) for word in text]
    if any(folded[at : at + len(run)] == list(run) for at in range(len(text))):
        return True
    alone = ["" if makes_word(text, at) else word for at, word in enumerate(folded)]
    return any(set(run) <= set(alone[at : at + READ_APART]) for at, word in enumerate(alone) if word in run)


def _absent_glosses(asked: Understood, view: View) -> tuple[AbsentWords, ...]:
    naming = [one.filter for one in asked.said.read if one.names_reports and not one.missing]
    named = view.within(Scope(filter=reduce(joined, naming, asked.scope.filter))) if naming else view
    if named is view or named.is_empty():
        return ()
    matter = asked.words.matter_glosses
    of_conditions = {fold(word) for one in asked.said.read for word in tokens(one.said)}
    untold = [word for word in asked.words.untold if word not in of_conditions]
    if not matter and untold and not any(view.words.frequency(word, "folded") for word in untold):
        return (AbsentWords(" ".join(untold), elsewhere=False),)  # all that it asks about
    lacking = [
        calls for calls in matter if not any(len(run) == 1 or len(named.holding(run, "accented")) for run in calls)
    ]
    if len(lacking) < len(matter):  # what stands there may be said in other words than the glossary's
        return ()
    return tuple(
        AbsentWords(" ".join(calls[0]), any(view.words.frequency("_".join(run), "accented") > 0 for run in calls))
        for calls in lacking
    )


def _words_of_titles(view: View) -> frozenset[str]:
    return frozenset(term for report in view.reports() for term in context_terms(report.header.title or ""))


def _words_of_names(view: View) -> frozenset[str]:
    """The words of who signed the reports, with their accents and without, and of the offices that received them.

    Of a person one syllable alone is a name only if it is the last one; who is named by a position is no office.
    """
    headers = [report.header for report in view.reports()]
    signers = [tokens(header.signer) for header in headers if header.signer]
    said = {term for name in signers for term in (*name[-1:], *bigrams(name))}
    received = (name for header in headers for name in (*header.addressees, *header.recipients))
    offices = (part for name in received for part in name.split(", ") if kind_named().match(part))
    return frozenset(said | {fold(term) for term in said} | {term for name in offices for term in context_terms(name)})


def _in_another_language(words: Words) -> bool:
    """Whether it is that, and not merely letters: a word of it asks, joins or has a Vietnamese one."""
    return words.script == "foreign" and (bool(words.glosses) or any(FUNCTION.marks(words.terms, False)))


def _absent(asked: Understood, stand: Callable[[Sequence[str]], bool]) -> Iterator[str]:
    """The words of matter that do not stand, in order, syllables of one word together."""
    terms = asked.words.terms
    said = tokens(asked.words.text)
    if len(said) != len(terms):
        return
    saying = SAYING.marks(said, asked.words.script == "accented")
    idle = [
        passed or says or not term.isalpha()
        for passed, says, term in zip(without_matter(asked), saying, terms, strict=True)
    ]
    for at in halves(asked):
        idle[at] = False
    pairs = [at for at in range(len(terms) - 1) if not (idle[at] and idle[at + 1]) and is_pair(said[at], said[at + 1])]
    other_words = {pair for letters in asked.words.alternatives for pair in bigrams(_in_words(letters))}
    stands = {at for at in pairs if stand(terms[at : at + 2]) or "_".join(map(fold, terms[at : at + 2])) in other_words}
    standing = {at + step for at in stands for step in (0, 1)}
    paired = {at + step for at in pairs for step in (0, 1)}
    lacking = {
        at + step for at in pairs if not ({at, at + 1} & standing or idle[at] or idle[at + 1]) for step in (0, 1)
    }
    lacking |= {
        at
        for at, term in enumerate(terms)
        if not idle[at] and (at not in paired or at not in standing) and not stand([term])
    }
    of_conditions = {fold(word) for one in asked.said.read for word in tokens(one.said)}
    run: list[str] = []
    for at, word in enumerate([*said, ""]):
        behind = bool(run) and is_pair(run[-1], word)
        if run and not (behind and (at in lacking or (idle[at] and fold(word) not in of_conditions))):
            yield " ".join(run)
            run = []
        if at in lacking or (run and behind):
            run.append(word)


def _in_words(letters: str) -> list[str]:
    return [fold(word) for word in WORDS.get(fold(letters), "").split()]
