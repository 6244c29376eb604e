"""What was typed becomes a Query: free words, "exact phrases", -exclusions and filters."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields, replace

from ..corpus.report import Reference
from ..corpus.vietnamese import is_syllable, nfc, tokens
from ..index.records import Filter
from .constants import EXCLUDED_AT_END, EXCLUDED_WITHIN, MAX_QUERY_CHARACTERS, MAX_QUERY_WORDS
from .errors import EmptyQueryError, QuestionTooLongError
from .filter_values import QUOTES
from .typed_filters import typed_filters

ITEM = re.compile(
    rf"(?<![^\s(,;])(?:(?P<minus>-?)[{QUOTES}](?P<phrase>[^{QUOTES}]+)[{QUOTES}]"
    rf"|-(?P<words>[^\W\d_][^\s,;{QUOTES}]*(?: [^\W\d_][^\s,;{QUOTES}]*)*))"
)
"""A phrase in quotes, or a minus with the words behind it, as far as nothing but blanks parts them."""

EMPTY_BRACKETS = re.compile(r"[(\[]\s*[)\]]")


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
    wanted = typed.wanted
    taken = _taken(typed.rest)
    text = " ".join(EMPTY_BRACKETS.sub(" ", taken.text).split()).rstrip(" ,;").lstrip(" .,;")
    text = text or " ".join(joined(given or Filter(), wanted).references)
    words = tuple(tokens(text))
    if len(words) > MAX_QUERY_WORDS:
        raise QuestionTooLongError
    if not words and not taken.excluded and not joined(given or Filter(), wanted):
        raise EmptyQueryError
    return Query(raw, text, words, taken.phrases, taken.excluded, wanted, typed.not_applied)


@dataclass(frozen=True, slots=True)
class _Taken:
    """A question without its marks: what is looked for, what must stand word for word, and what must not."""

    text: str
    phrases: tuple[tuple[str, ...], ...]
    excluded: tuple[tuple[str, ...], ...]


def _taken(rest: str) -> _Taken:
    """The phrases and exclusions of a question without its filters, where each of which a line breaks.

    A minus takes the phrase behind it, for most Vietnamese words have two syllables: "-kinh phí" leaves out "kinh phí",
    not all that has "kinh". Where nothing is looked for behind it, or a comma closes it, all words up to there are
    meant, up to four; else, and where nothing would be left to look for, two syllables, or one word that is none
    ("-COVID"). Where a filter stands makes no difference to that.
    """
    items = list(ITEM.finditer(rest))
    kept: list[str] = []
    phrases: list[tuple[str, ...]] = []
    excluded: list[tuple[str, ...]] = []
    end, said_behind = len(rest), False
    for number, item in reversed(list(enumerate(items))):
        behind = rest[item.end() : end]
        said_behind = said_behind or bool(tokens(behind))
        kept.append(behind)
        if item["phrase"]:
            words = tuple(tokens(item["phrase"]))
            if words:
                (excluded if item["minus"] else phrases).append(words)
            kept.append(" " if item["minus"] else f" {item['phrase']} ")
            said_behind = said_behind or (bool(words) and not item["minus"])
        else:
            alone = not number and not said_behind and not tokens(rest[: item.start()])
            closed = not said_behind or behind.lstrip()[:1] in (",", ";")
            run = item["words"].split(" ")
            count = _excluded_words(run, whole=closed and not alone)
            excluded.append(tuple(tokens(" ".join(run[:count]))))
            left = " ".join(run[count:])
            kept.append(f" {left}")
            said_behind = said_behind or bool(left)
        end = item.start()
    kept.append(rest[:end])
    return _Taken("".join(reversed(kept)), tuple(reversed(phrases)), tuple(filter(None, reversed(excluded))))


def _excluded_words(run: list[str], *, whole: bool) -> int:
    """How many words of a run a minus takes."""
    if whole and len(run) <= EXCLUDED_AT_END:
        return len(run)
    pair = run[:EXCLUDED_WITHIN]
    return len(pair) if all(map(is_syllable, pair)) else 1


NO_REPORT = ("",)
"""The id of no report: what is in both of two lists that share none."""


def joined(one: Filter, other: Filter) -> Filter:
    """What either filter wants of each field; of the reports themselves, where both say which, those that both do."""
    either = Filter(*(getattr(one, f.name) + getattr(other, f.name) for f in fields(Filter)))
    if not (one.reports and other.reports):
        return either
    return replace(either, reports=tuple(report for report in one.reports if report in other.reports) or NO_REPORT)


def citing(reference: Reference) -> str:
    """The question that finds the reports that cite a document; empty for one without a number to cite it by."""
    return f'viện_dẫn:"{reference.number}"' if reference.number and '"' not in reference.number else ""
