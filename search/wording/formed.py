"""A sentence in its form: its parts, which of them say what was asked, and what it is about as a blank."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...corpus.vietnamese import tokens
from ..function_words import FUNCTION
from ..understanding import Words
from .blanks import blanks_in
from .forms import Form, FormWord, form_of
from .parts import Span, core_of, parts_of
from .sayings import Saying
from .topics import Topic, topics_in


@dataclass(frozen=True, slots=True)
class FormedSaying:
    """A saying in its form.

    Attributes:
        saying: the sentence.
        parts: its parts.
        core: [first, last) of those that say what was asked.
        pieces: the words and blanks of the whole sentence.
        topics: runs of these, in its core, that are blanks where others have something else there.
        form: of its core, its topics open.
    """

    saying: Saying
    parts: tuple[Span, ...]
    core: Span
    pieces: tuple[FormWord, ...]
    topics: tuple[Topic, ...]
    form: Form

    @property
    def core_text(self) -> str:
        """What of it says what was asked, verbatim."""
        return self.saying.use.text[slice(*span_of(self.parts, self.core))]

    def part(self, place: int) -> tuple[str, ...] | None:
        """The key of one of its parts; None where it has none."""
        if not 0 <= place < len(self.parts):
            return None
        return Form(self.pieces[slice(*within(self.pieces, self.parts[place]))]).key

    def topic(self, place: int) -> Form:
        """The form of one of its topics."""
        return Form(self.pieces[self.topics[place].first : self.topics[place].last])


def formed(saying: Saying, asked: Words) -> FormedSaying:
    """A saying in its form, for what was asked."""
    text = saying.use.text
    parts = tuple(parts_of(text))
    core = core_of(text, parts, asked.terms, asked.accents)
    pieces = form_of(text, blanks_in(text, saying.use.passage.report.header)).pieces
    first, last = within(pieces, span_of(parts, core))
    topics = tuple(
        replace(topic, first=topic.first + first, last=topic.last + first)
        for topic in topics_in(text, pieces[first:last], frozenset(FUNCTION.rest(tokens(asked.text), accented=True)))
    )
    kinds = [replace(topic, name=topic.kind) for topic in topics]
    return FormedSaying(saying, parts, core, pieces, topics, Form(opened_in(pieces, kinds, first, last)))


def opened_in(pieces: Sequence[FormWord], topics: Sequence[Topic], first: int, last: int) -> tuple[FormWord, ...]:
    """pieces[first:last] with each of `topics`, which are in order, as one blank."""
    opened: list[FormWord] = []
    for topic in topics:
        blank = FormWord(f"[{topic.name}]", pieces[topic.first].start, pieces[topic.last - 1].end)
        opened += [*pieces[first : topic.first], blank]
        first = topic.last
    return (*opened, *pieces[first:last])


def span_of(parts: Sequence[Span], run: Span) -> Span:
    """[start, end) of the text of parts[first:last]."""
    return parts[run[0]][0], parts[run[1] - 1][1]


def within(pieces: Sequence[FormWord], span: Span) -> Span:
    """[first, last) of the pieces that stand within [start, end) of the text."""
    first = bisect_left(pieces, span[0], key=lambda piece: piece.start)
    return first, max(first, bisect_right(pieces, span[1], key=lambda piece: piece.end))
