"""How far what a question in English asks about stands in what was read for it, by what it is called in the reports.

The encoder brings "air pollution in Hanoi" near to whatever is of rubbish and of Hà Nội. What tells is whether what its
words are called stands there in one place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..corpus.vietnamese import TOKEN, bigrams, fold, place_tone, tokens
from ..index.records import Passage
from ..index.store import View, Vocabulary
from .constants import UNTOLD_SHARE
from .glossary import glosses
from .understanding import Understood, Words
from .word_shares import word_weights


@dataclass(frozen=True, slots=True)
class EnglishMatter:
    """What carries the matter of a question in English.

    Attributes:
        called: for each thing what it is called in reports, each call as the pairs of its syllables, or its only one.
        weights: how much each of them tells.
    """

    called: tuple[tuple[tuple[str, ...], ...], ...]
    weights: tuple[float, ...]

    def share(self, text: str) -> float:
        """The share, 0..1, of it that stands in `text`, by whichever call."""
        terms = _terms(text)
        shares = (max(sum(term in terms for term in call) / len(call) for call in calls) for calls in self.called)
        standing = sum(weight * share for weight, share in zip(self.weights, shares, strict=True))
        return standing / (sum(self.weights) or 1.0)


def english_matter(words: Words, vocabulary: Vocabulary) -> EnglishMatter:
    """What carries the matter of `words`, of a question in English; nothing where they are not, or have no gloss."""
    glosses = words.matter_glosses if words.script == "foreign" else ()
    called = tuple(tuple(tuple(bigrams(list(call))) or call for call in calls) for calls in glosses)
    told = word_weights([term for calls in called for call in calls for term in call], "accented", vocabulary)
    heaviest = (max(sum(told[term] for term in call) / len(call) for call in calls) for calls in called)
    return EnglishMatter(called, tuple(heaviest))


def called_together(asked: Understood, passages: Iterable[Passage], view: View) -> float:
    """The largest share, 0..1, of the matter of a question in English that stands in one sentence with its headings.

    A word that is called nothing may stand there or not (`UNTOLD_SHARE`), but for names of agencies, and what the store
    has as it is typed. 0 where it is not in English.

    Args:
        asked: what was understood.
        passages: what was read for it.
        view: what was asked.
    """
    if asked.words.script != "foreign":
        return 0.0
    matter = english_matter(asked.words, view.words)
    named = {fold(word) for one in asked.said.read for word in tokens(one.said)}
    untold = [word for word in asked.words.untold if word not in named and not view.words.frequency(word, "folded")]
    known = len(matter.called) / (len(matter.called) + len(untold)) if matter.called else 0.0
    best = max(map(matter.share, _sentences(passages)), default=0.0)
    return UNTOLD_SHARE * (1 - known) + best * known


def names_in_english(asked: Understood) -> list[tuple[str, ...]]:
    """The names in a question in English that no header has, each by what it is called, in one word and folded:
    "hanoi" of "the population of Hanoi".

    The first word has a capital whatever it is, and one all in capitals is an abbreviation.
    """
    typed = [match[0] for match in TOKEN.finditer(asked.query.text)]
    if asked.words.script != "foreign" or all(word[:1].isupper() for word in typed):
        return []
    conditions = {fold(word) for one in asked.said.read for word in tokens(one.said)}
    names = (fold(word) for word in typed[1:] if word[0].isupper() and word[1:].islower())
    found = []
    for name in names:
        calls = next(iter(glosses([name])), ())
        if name not in conditions and (name in asked.words.untold or (calls[:1] and calls[0][0].isupper())):
            found.append((name, *map(_in_one_word, calls)))
    return found


def says_of_names(asked: Understood, names: Iterable[tuple[str, ...]], passage: Passage, view: View) -> bool:
    """Whether the passage, or what names its report, has all `names`, by whichever call, and with them something of
    each other thing that is asked: of "the population of Japan" not what only says who went there.
    """
    header = passage.report.header
    titles = (header.title, *(section.title for section in passage.sections))
    texts = [text for text in (passage.text, header.agency, header.province, header.signer, *titles) if text]
    said = "".join(map(_in_one_word, texts))
    if not all(any(call in said for call in calls) for calls in names):
        return False
    terms = _terms(" ; ".join(texts))
    called = english_matter(asked.words, view.words).called
    return all(any(term in terms for call in calls for term in call) for calls in called)


def _in_one_word(text: str) -> str:
    return "".join(map(fold, tokens(text)))


def is_uncalled(asked: Understood, view: View) -> bool:
    """Whether something that a question in English asks about stands nowhere in `view`, whatever it is called."""
    return any(
        not any(len(call) == 1 or len(view.holding(call, "accented")) for call in calls)
        for calls in asked.words.matter_glosses
    )


def _terms(text: str) -> set[str]:
    """The pairs of syllables in a text, and those syllables that are no part of a name: "lương", and not "Lương"."""
    said = [place_tone(match[0]) for match in TOKEN.finditer(text)]
    return {word for word in said if word.islower()} | set(bigrams(tokens(text)))


def _sentences(passages: Iterable[Passage]) -> Iterator[str]:
    """Each sentence behind the headings above it."""
    for passage in passages:
        headings = " ; ".join(section.title for section in passage.sections)
        yield from (f"{headings} ; {passage.text[start:end]}" for start, end in passage.sentences)
