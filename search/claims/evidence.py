"""A passage made ready to be held against: its sentences, and what its headings and its report's header say besides."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from ...corpus.references.document_number import number_key
from ...corpus.report import Header
from ...corpus.vietnamese import tokens
from ...index.records import Passage
from ..asked_facts import CELL
from .abbreviated import in_words
from .clauses import Sentence, compared, one_line, sentence_of
from .clauses import line as as_written
from .figures import Number, said_in
from .force import Force, force_under
from .names import Named
from .restated import in_figures

PROVINCE = "tỉnh"
"""The type of place that headers leave out."""


def line(text: str) -> str:
    """`text` as the words of a claim are compared with it, its abbreviations in words, half a year in figures."""
    return in_figures(in_words(as_written(text)))


BARE = re.compile(r"[-+−]?\d[\d.,/]*")
UNIT_ABOVE = re.compile(r"^(?P<column>.+?)\s*\((?P<unit>[^()\d]{1,24})\)$")
COUNTED_ABOVE = re.compile(
    r"^(?:(?:tổng )?số (?P<unit>[^\W\d]+)|(?P<had>[^\W\d]+ [^\W\d]+) (?:còn |bị )?(?:thiếu|thừa|hiện có)\b)",
    re.IGNORECASE,
)


def with_units(row: str) -> str:
    """A row of a table with the unit that a column's head has behind each figure of it: "Lúa (ha): 702" is 702 ha."""
    cells = []
    for cell in row.split(CELL):
        column, _, value = cell.rpartition(": ")
        of = UNIT_ABOVE.match(column) or COUNTED_ABOVE.match(column)
        if of and BARE.fullmatch(value):
            said = of.groupdict()
            unit = said["unit"] or said["had"].lower()
            cells.append(f"{said.get('column', column)}: {value}{'' if unit == '%' else ' '}{unit}")
        else:
            cells.append(cell)
    return CELL.join(cells)


@dataclass(frozen=True)
class CitedPassage:
    """A passage made ready to be compared with.

    Attributes:
        text: the passage on one line, NFC, with plain quotation marks.
        single: its sentences.
        sentences: those, read clause by clause, and each two that follow one another read as one.
        words: its words.
        around: words of the headings above it and of its report's header.
        phrases: the words in order, each between spaces; parts do not run into each other.
        named: whose report it is, and the places that it lies in.
        header: of its report.
        header_dates: when the report was issued, its period, and what the headings date.
        symbols: document numbers of the passage and the header.
        force: what the headings above it make of what it says.
        titled: numbers of the report's title ("6 tháng đầu năm").
    """

    text: str
    single: tuple[Sentence, ...]
    sentences: tuple[Sentence, ...]
    words: frozenset[str]
    around: frozenset[str]
    phrases: str
    named: Named
    header: Header
    header_dates: frozenset[str]
    symbols: frozenset[str]
    titled: tuple[Number, ...]
    force: Force

    @classmethod
    def of(cls, passage: Passage) -> CitedPassage:
        """What can be shown from `passage`."""
        header = passage.report.header
        province = f"{PROVINCE} {header.province}" if header.province else None
        places = [line(part) for part in (header.district, province, header.place) if part]
        about = [line(part) for part in (header.agency, header.signer, header.doc_type, header.title) if part]
        above = line(header.parent_agency or "")
        whole = [" ".join((about[0], *places[at:end])) for at, end in ((0, 1), (0, 2), (1, 2)) if header.agency]
        titles = [line(section.title) for section in passage.sections]
        text = line(passage.text)
        force = force_under(passage.sections, passage.role)
        ends = passage.sentences if CELL not in passage.text else [(0, len(passage.text))]
        single = [line(passage.text[start:end]) for start, end in ends]
        single = [with_units(one) if CELL in one else one for one in single]
        joined = [f"{one.rstrip(' .;')}; {other}" for one, other in pairwise(single)]
        alone = tuple(sentence_of(one, force) for one in single)
        return cls(
            text=one_line(passage.text),
            single=alone,
            sentences=(*alone, *map(_denying_apart, (sentence_of(one, force) for one in joined), pairwise(alone))),
            words=frozenset(compared(text)),
            around=frozenset(word for part in (*about, *places, *titles) for word in compared(part)),
            phrases=" | ".join(
                f" {' '.join(tokens(part))} " for part in (text, *about, *places, *titles, above, *whole)
            ),
            named=Named.of(header, text),
            header=header,
            header_dates=frozenset(date for date in (header.issued, *(header.period or ())) if date).union(
                *(said_in(title).dates for title in titles)
            ),
            symbols=said_in(text).symbols | frozenset([number_key(header.number)] if header.number else []),
            titled=said_in(line(header.title or "")).numbers,
            force=force,
        )


def _denying_apart(joined: Sentence, apart: tuple[Sentence, Sentence]) -> Sentence:
    """Two sentences read as one, in which what the first denies ends where it ends."""
    clauses = [clause for one in apart for clause in one.clauses]
    if [clause.text for clause in joined.clauses] != [clause.text for clause in clauses]:
        return joined
    denying = (replace(clause, denied=own.denied) for clause, own in zip(joined.clauses, clauses, strict=True))
    return replace(joined, clauses=tuple(denying))
