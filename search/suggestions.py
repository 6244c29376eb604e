"""What somebody may be about to ask: reports and agencies by their names, and how reports go on from what is typed."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..corpus.citation import cite_report
from ..corpus.vietnamese import fold, has_accents, nfc, place_tone, tokens
from ..index.records import ReportRecord
from ..index.store import View
from .accents import restore
from .constants import (
    PHRASE_CONTEXT,
    PHRASE_LONGEST,
    PHRASE_PASSAGES,
    PHRASE_USES,
    PHRASE_WHOLE,
    SUGGESTED_AGENCIES,
    SUGGESTED_FROM,
    SUGGESTED_PHRASES,
    SUGGESTED_REPORTS,
    SUGGESTED_UP_TO,
)
from .function_words import JOINING
from .slips import meant

RUN = re.compile(r"[^\s.,;:!?…()\[\]{}“”\"'–—]+(?:[^\S\n]+[^\s.,;:!?…()\[\]{}“”\"'–—]+)*")
"""Words with nothing but blanks between them."""


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What may be meant: reports and agencies whose names have each word, or its beginning, and phrases of reports."""

    reports: tuple[ReportRecord, ...] = ()
    agencies: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Names:
    """The names of what is seen, as they are compared: " báo cáo số 214 …", folded."""

    reports: tuple[tuple[ReportRecord, str], ...]
    agencies: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, view: View) -> Names:
        """Those of all reports of a view, newest first; agencies by how many reports they have."""
        there = view.reports()
        agencies = Counter(report.header.agency for report in there if report.header.agency)
        return cls(
            tuple((report, _compared(_named(report))) for report in there),
            tuple((agency, _compared(agency)) for agency, _ in agencies.most_common()),
        )


def suggestions(view: View, typed: str, names: bool = True) -> Suggestions:
    """What goes on as `typed` begins, with its accents or without; of phrases alone where no names are wanted."""
    typed = nfc(typed[:SUGGESTED_UP_TO])
    words = [fold(word) for word in tokens(typed)]
    if sum(map(len, words)) < SUGGESTED_FROM:
        return Suggestions()
    known = view.derived("names to suggest", Names.of) if names else Names((), ())
    reports = [(report, name) for report, name in known.reports if _begins_in(words, name)]
    together = f" {' '.join(words)}"
    reports.sort(key=lambda one: together not in one[1])
    return Suggestions(
        tuple(report for report, _ in reports[:SUGGESTED_REPORTS]),
        tuple(agency for agency, name in known.agencies if _begins_in(words, name))[:SUGGESTED_AGENCIES],
        tuple(_phrases(view, typed)),
    )


def _named(report: ReportRecord) -> str:
    header = report.header
    return " ".join(filter(None, (cite_report(header, report.file), header.title, header.signer)))


def _compared(name: str) -> str:
    return f" {' '.join(fold(word) for word in tokens(name))}"


def _begins_in(words: Sequence[str], name: str) -> bool:
    return all(f" {word}" in name for word in words)


def _phrases(view: View, typed: str) -> list[str]:
    """`typed`, gone on with as reports go on most often from its last words; with nothing known of those, of fewer."""
    words = typed.split()
    ended = typed[-1:].isspace()
    whole, begun = (words, "") if ended else (words[:-1], words[-1] if words else "")
    for length in range(min(PHRASE_CONTEXT, len(whole)), 0, -1):
        context = whole[len(whole) - length :]
        compared = [token for word in context for token in tokens(word)]
        if not compared:
            return []
        ids = view.holding([fold(token) for token in compared], "folded").tolist()
        read = ids[:: -(-len(ids) // PHRASE_PASSAGES)] if ids else []
        texts = (passage.text for passage in view.passages(read).values())
        found = _further(texts, [_Typed.of(word) for word in context], _Typed.of(begun))
        if found:
            before = _with_accents(whole[: len(whole) - length], view)
            offered = [f"{before} {_within(phrase)}" if before else phrase for phrase in found]
            return [phrase for phrase in offered if phrase.lower() != typed.strip().lower()][:SUGGESTED_PHRASES]
    return []


def _with_accents(words: Sequence[str], view: View) -> str:
    """Words that a phrase goes on from, with the accents that are meant where they have none: it is offered whole."""
    typed = " ".join(words)
    if not words or has_accents(typed) or tokens(typed) != [word.lower() for word in words]:
        return typed
    return " ".join(restore(meant(words, view.words, accented=False), view.words))


def _within(phrase: str) -> str:
    """A phrase as it goes on within a sentence: its first capital stays where it begins a name."""
    _, _, rest = phrase.partition(" ")
    return phrase if phrase[1:2].isupper() or rest[:1].isupper() else f"{phrase[:1].lower()}{phrase[1:]}"


@dataclass(frozen=True, slots=True)
class _Typed:
    """A word that was typed: with its accents where it has any, else it stands for all words of its letters."""

    text: str
    accented: bool

    @classmethod
    def of(cls, word: str) -> _Typed:
        accented = has_accents(word)
        return cls(place_tone(word.lower()) if accented else fold(word), accented)

    def form(self, accented: str, folded: str) -> str:
        """Of a word that is compared, the form to compare with."""
        return accented if self.accented else folded


def _further(texts: Iterable[str], context: Sequence[_Typed], begun: _Typed) -> list[str]:
    """Phrases that go on from `context` with a word that begins so, the commonest first, none that is not whole."""
    counted: Counter[tuple[str, ...]] = Counter()
    written: defaultdict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for text in texts:
        there = {}
        for words in (run[0].split() for run in RUN.finditer(text)):
            forms = [(place_tone(word.lower()), fold(word)) for word in words]
            for at in range(len(words) - len(context)):
                end = at + len(context)
                begins = begun.form(*forms[end]).startswith(begun.text)
                if begins and all(
                    one.form(*form) == one.text for one, form in zip(context, forms[at:end], strict=True)
                ):
                    for further in range(end + 1, min(end + PHRASE_LONGEST, len(words)) + 1):
                        there[tuple(accented for accented, _ in forms[at:further])] = " ".join(words[at:further])
        for phrase, said in there.items():
            counted[phrase] += 1
            written[phrase][said] += 1
    often = {phrase: count for phrase, count in counted.items() if count >= PHRASE_USES}
    cut = {phrase[:-1] for phrase, count in often.items() if count >= PHRASE_WHOLE * often.get(phrase[:-1], 0)}
    whole = (phrase for phrase in often.keys() - cut if not JOINING.marks(phrase, accented=True)[-1])
    ranked = sorted(whole, key=lambda phrase: (-often[phrase], len(phrase), phrase))
    return [min(written[phrase], key=lambda said: (-written[phrase][said], said)) for phrase in ranked]
