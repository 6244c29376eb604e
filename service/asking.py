"""Questions: passages found, answers, wordings, and what there is to narrow a question to."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, TypeVar

from ..corpus.vietnamese import fold
from ..index.records import Filter, ReportRecord
from ..index.scope import Scope
from ..index.store import View
from ..search import SearchEngine, SearchResult
from ..search.named_reports import named_reports
from ..search.understanding import Understood, understand
from ..words import Language
from .basket import Pick
from .house import House
from .notes import Asked, Notes
from .readers import Reader

if TYPE_CHECKING:
    from ..search.answer import Answer
    from ..search.answer.llm import LanguageModelError
    from ..search.answer.model import Written
    from ..search.wording import Wording

FACETS = {
    "agency": "agencies",
    "level": "levels",
    "province": "provinces",
    "year": "years",
    "doc_type": "doc_types",
    "role": "roles",
}
"""What passages can be narrowed to, in the order in which a person chooses, and the field of `Filter` that it sets."""

MOST_WORDINGS = 20

Sort = Literal["relevance", "newest", "oldest", "agency"]
"""The orders in which what was found is shown."""

SORTED = 100
"""The passages that answer best, among which a sort by anything else is made: behind them hardly one answers."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked, as a door takes it.

    Attributes:
        text: as it was typed.
        filter: what it is narrowed to beside that.
        as_typed: neither restore accents nor mend slips.
        k: how many passages, at most.
        language: of who asks: what stands around the quotes of an answer is in it.
        ignored: keys of conditions in it that were taken off.
        sort: the order of what is found; by anything but relevance it is one of the `SORTED` best, or `k` if more.
    """

    text: str
    filter: Filter = field(default_factory=Filter)
    as_typed: bool = False
    k: int = 10
    language: Language = "vi"
    ignored: frozenset[str] = frozenset()
    sort: Sort = "relevance"


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question that is being answered: understood once, over one view, by one engine."""

    engine: SearchEngine
    view: View
    asked: Understood
    request: Request
    notes: Notes

    def passages(self) -> SearchResult:
        """The passages that answer best, in the order asked for; those who ask and see the same share one search."""
        with self._noted("search") as told:
            result = self.engine.in_flight((self.view.moment, self.request), self._passages)
            told(result.found)
        return result

    def _passages(self) -> SearchResult:
        k, sort = self.request.k, self.request.sort
        if sort == "relevance":
            return self.engine.find(self.view, self.asked, k)
        found = self.engine.find(self.view, self.asked, max(k, SORTED))
        ordered = in_order(found.hits, sort, lambda hit: hit.passage.report)[:k]
        return replace(found, hits=tuple(replace(hit, rank=rank) for rank, hit in enumerate(ordered, 1)))

    def named(self) -> list[ReportRecord]:
        """The reports that the question names by their headers, if it names a few, newest first."""
        return named_reports(self.view, self.asked)

    def answer(self) -> Answer:
        """The answer in the reports' own sentences."""
        from ..search.answer import answer as given_answer  # noqa: PLC0415 - a search needs none

        with self._noted("ask") as told:
            given = given_answer(self.engine, self.view, self.asked, self.request.language)
            told(given.found)
        return given

    def wordings(self, limit: int = MOST_WORDINGS) -> Wording:
        """The ways in which reports have put it."""
        from ..search.wording import wording  # noqa: PLC0415 - a search needs none

        with self._noted("wording") as told:
            said = wording(self.engine, self.view, self.asked, limit)
            told(bool(said.variants))
        return said

    @contextmanager
    def _noted(self, what: Asked) -> Iterator[Callable[[bool], None]]:
        """What is done inside is noted once it is told whether anything was found."""
        began = time.perf_counter()
        yield lambda found: self.notes.asked(what, found, time.perf_counter() - began)

    def facets(self, *names: str) -> dict[str, Counter[str]]:
        """For each of the facets `names`, all without any, its values and how many passages have each.

        A facet is counted over the passages that the question and all other facets admit: its own values are
        alternatives.
        """
        return _facets(self.view, self.asked, self.request.filter, names)


T = TypeVar("T")


def in_order(found: Iterable[T], sort: Sort, report: Callable[[T], ReportRecord]) -> list[T]:
    """What was found, by its reports: by date of issue, those without one last, or by agency; alike as they were."""
    if sort == "relevance":
        return list(found)
    if sort == "agency":
        return sorted(found, key=lambda one: (not report(one).header.agency, fold(report(one).header.agency or "")))
    latest = sort == "newest"
    dated = sorted(found, key=lambda one: _issued(report(one)), reverse=latest)
    return sorted(dated, key=lambda one: not _issued(report(one)))


def _issued(report: ReportRecord) -> str:
    """ISO 8601, as precise as is known; empty where not even the year is."""
    return report.header.issued or (str(report.year) if report.year else "")


@contextmanager
def inquiry(house: House, reader: Reader, request: Request, by_words: bool = False) -> Iterator[Inquiry]:
    """One question over what `reader` sees now: all that is asked of it inside is of one moment.

    Args:
        house: where.
        reader: who asks.
        request: what.
        by_words: do not wait for a model that is being loaded: words alone answer.

    Raises:
        EmptyQueryError, FilterValueError: the question cannot be asked.
        corpus.errors.TracuuError: there is nothing whole to search, or it was made with another model.
    """
    engine = house.engines.now() if by_words else house.engines.complete()
    with engine.view(reader.scope) as view:
        understood = understand(view, request.text, request.filter, request.as_typed, request.ignored)
        yield Inquiry(engine, view, understood, request, house.notes)


def search(house: House, reader: Reader, request: Request) -> SearchResult:
    """The passages that answer best; raises as `inquiry`."""
    with inquiry(house, reader, request) as asked:
        return asked.passages()


@dataclass(frozen=True, slots=True)
class Quotable:
    """An answer as it stands, and what of it can be taken along.

    Attributes:
        written: the answer.
        given: the one in the reports' own sentences, which it began with.
        picks: for the number of each source whose quote stands in its passage, what takes it into a basket.
        writing: whether a language model is at work on it.
    """

    written: Written
    given: Answer
    picks: dict[int, str]
    given_picks: dict[int, str]
    writing: bool

    @property
    def stands(self) -> bool:
        """Whether something that the language model wrote stands in it."""
        return self.written.answer is not self.given

    def first(self) -> Quotable:
        """The answer as it was before the language model wrote."""
        from ..search.answer.model import Written  # noqa: PLC0415 - a search needs none

        return replace(self, written=Written(self.given), picks=self.given_picks)


def ask(house: House, reader: Reader, request: Request) -> Generator[Quotable]:
    """The answer as it grows: in the reports' own sentences at once, then as the language model, if any, writes.

    Raises:
        LanguageModelError: the model does not answer; what came first still does.
        corpus.errors.TracuuError: as `inquiry`.
    """
    from ..search.answer.model import Written, writing  # noqa: PLC0415 - a search needs none

    with inquiry(house, reader, request) as asked:
        given = asked.answer()
        picks = _picks(asked.view, given)
        model = house.language_model if given.found and given.method == "extractive" else None
        yield Quotable(Written(given), given, picks, picks, writing=model is not None)
        if model is not None:
            for written in writing(asked.engine, asked.view, asked.asked, given, model):
                yield Quotable(written, given, _picks(asked.view, written.answer), picks, writing=True)


def answered(house: House, reader: Reader, request: Request) -> tuple[Written, LanguageModelError | None]:
    """The answer when it is whole; where the language model does not answer, the one before it wrote, and why.

    Raises:
        corpus.errors.TracuuError: as `inquiry`.
    """
    growing = ask(house, reader, request)
    return whole(next(growing), growing)


def whole(first: Quotable, growing: Iterator[Quotable]) -> tuple[Written, LanguageModelError | None]:
    """The same of an answer that was begun: what came first of it, and what is to come."""
    from ..search.answer.llm import LanguageModelError  # noqa: PLC0415 - a search needs none

    last = first
    try:
        for last in growing:  # noqa: B007 - the last is what is wanted
            pass
    except LanguageModelError as fault:
        return first.written, fault
    return last.written, None


def _picks(view: View, given: Answer) -> dict[int, str]:
    """For the number of each source whose quote stands in its passage, what takes it into a basket."""
    picks = {}
    for source in given.sources:
        passage = view.passage(source.passage_id)
        start = passage.text.find(source.quote) if passage else -1
        if start >= 0:
            picks[source.n] = str(Pick(source.passage_id, start, start + len(source.quote)))
    return picks


def word(house: House, reader: Reader, request: Request, limit: int = MOST_WORDINGS) -> Wording:
    """The ways in which reports have put something; raises as `inquiry`."""
    with inquiry(house, reader, request) as asked:
        return asked.wordings(limit)


def facets(house: House, reader: Reader, request: Request, *names: str) -> dict[str, Counter[str]]:
    """What a question can be narrowed to, or what the store can where there is none; as `Inquiry.facets`."""
    if request.text.strip():
        with inquiry(house, reader, request, by_words=True) as asked:
            return asked.facets(*names)
    with house.seen_by(reader) as view:
        return _facets(view, None, request.filter, names)


def _facets(view: View, asked: Understood | None, given: Filter, names: tuple[str, ...]) -> dict[str, Counter[str]]:
    names = names or tuple(FACETS)
    counts = view.within(_scope(asked, given)).facets(*names)
    for name in names:
        if getattr(given, FACETS[name]):
            counts |= view.within(_scope(asked, given, FACETS[name])).facets(name)
    return counts


def _scope(asked: Understood | None, given: Filter, *without: str) -> Scope:
    """What is asked of, but for what these fields of the filter were set to."""
    return asked.scope_without(*without) if asked else Scope(filter=replace(given, **dict.fromkeys(without, ())))
