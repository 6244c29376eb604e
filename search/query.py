"""What was typed becomes a Query: free words, "exact phrases", -exclusions and filters."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields

from ..corpus.report import Reference
from ..corpus.vietnamese import nfc, tokens
from ..index.records import Filter
from .constants import MAX_QUERY_CHARACTERS, MAX_QUERY_WORDS
from .errors import EmptyQueryError, QuestionTooLongError
from .typed_filters import typed_filters

PHRASE = re.compile(r"(?<!\S)(?P<minus>-?)[\"“”](?P<phrase>[^\"“”]+)[\"“”]")
EXCLUDED = re.compile(
    r"(?<!\S)-(?P<words>[^\W\d_][^\s\"“”,;]*"
    r"(?:(?: [^\W\d_][^\s\"“”,;]*){0,3}(?=\s*(?:$|[,;\"“”]|-\S))| [^\W\d_][^\s\"“”,;]*)?)"
)
"""A minus and the words it takes: at the end, or before a mark, up to four; else two, as most Vietnamese words have."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question, understood as far as its form goes.

    Attributes:
        raw: as it was typed, NFC.
        text: without marks and filters; phrases stay in it.
        words: the tokens of `text`.
        phrases: token runs that must stand in a passage word for word.
        excluded: token runs that must not.
        filter: what a passage must be.
        not_applied: what is typed like a filter and is none, as typed; its words are in `text`.
    """

    raw: str
    text: str
    words: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[tuple[str, ...], ...] = ()
    filter: Filter = field(default_factory=Filter)
    not_applied: tuple[str, ...] = ()

    @property
    def says_more_than_phrases(self) -> bool:
        """Whether there are phrases, and words besides."""
        return bool(self.phrases) and len(self.words) > sum(map(len, self.phrases))


def parse_query(raw: str, given: Filter | None = None) -> Query:
    """The Query that `raw` asks.

    Where nothing but a document cited is asked for, here or in the filter `given` beside it, its name is what is looked
    for.

    Raises:
        EmptyQueryError: there is neither a word to look for nor anything to narrow to.
        QuestionTooLongError: it has more characters or words than any question.
        FilterValueError: a filter has a value that cannot be.
    """
    raw = nfc(raw).strip()
    if len(raw) > MAX_QUERY_CHARACTERS:
        raise QuestionTooLongError
    typed = typed_filters(raw)
    wanted, text = typed.wanted, typed.rest
    phrases: list[tuple[str, ...]] = []
    excluded: list[tuple[str, ...]] = []

    def take_phrase(match: re.Match[str]) -> str:
        words = tuple(tokens(match["phrase"]))
        if words:
            (excluded if match["minus"] else phrases).append(words)
        return " " if match["minus"] else f" {match['phrase']} "

    def take_excluded(match: re.Match[str]) -> str:
        excluded.append(tuple(tokens(match["words"])))
        return " "

    text = EXCLUDED.sub(take_excluded, PHRASE.sub(take_phrase, text))
    text = " ".join(text.split()) or " ".join(joined(given or Filter(), wanted).references)
    words = tuple(tokens(text))
    if len(words) > MAX_QUERY_WORDS:
        raise QuestionTooLongError
    if not words and not excluded and not joined(given or Filter(), wanted):
        raise EmptyQueryError
    return Query(raw, text, words, tuple(phrases), tuple(filter(None, excluded)), wanted, typed.not_applied)


def joined(one: Filter, other: Filter) -> Filter:
    """What either filter wants of each field."""
    return Filter(*(getattr(one, f.name) + getattr(other, f.name) for f in fields(Filter)))


def citing(reference: Reference) -> str:
    """The question that finds the reports that cite a document; empty for one without a number to cite it by."""
    return f'viện_dẫn:"{reference.number}"' if reference.number and '"' not in reference.number else ""
