"""A draft is read sentence by sentence, and each held against what it cites, or against what the store has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal

from ...corpus.citation import cite
from ...corpus.vietnamese import has_accents, nfc, sentences, tokens, trim
from ...index.records import Passage, ReportRecord
from ...index.store import View
from ...words import Bilingual, Language, both
from ..claims.backing import nearest_sentence
from ..claims.clauses import line, one_line, sentence_of
from ..claims.evidence import CitedPassage
from ..claims.figures import said_in
from ..claims.verdict import held, quotes
from ..constants import (
    CLAIM_CHARACTERS,
    DRAFT_CHARACTERS,
    DRAFT_LOOKED_THROUGH,
    DRAFT_OFFERED,
    DRAFT_PASSAGES,
    DRAFT_SENTENCES,
)
from ..errors import DraftTooLongError, NoDraftError
from .citations import Citation, citations_in, passages_cited, without
from .names import Names
from .quoted import as_in_source

Status = Literal["holds", "fails", "offered", "unbacked", "too_long"]


FORMULA = re.compile(
    r"^\W*(?:căn cứ|thực hiện|số\s*:)|^\W*[^,.;]{2,40},\s*ngày\s[^.;]{4,40}$|^\W*\(?kèm theo\b", re.IGNORECASE
)
"""What opens and dates a document, which states nothing: its bases, its number, "Tân Lập, ngày 5 tháng 12 năm 2023"."""

NOTE = re.compile(r"\[\d{1,3}\]\s*")
"""The call of a note, and what opens it, as `corpus.formats` writes both."""


@dataclass(frozen=True, slots=True)
class Source:
    """A sentence of a passage, with the passage's citation."""

    passage_id: str
    text: str
    citation: str

    def to_json(self) -> dict[str, str]:
        """As JSON has it."""
        return {"passage_id": self.passage_id, "quote": self.text, "citation": self.citation}


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of a draft, and what came of it.

    Attributes:
        paragraph: the draft's, from 1.
        span: [start, end) in that paragraph, in NFC.
        text: on one line, otherwise as it stands.
        status: it holds; it does not; it cites nothing and a passage backs it; or none does; or it is too long.
        reason: why it does not hold, or why nothing was looked for; of one that holds, what its quotations leave out.
        citations: those it has, or that stand behind it by themselves.
        source: what the nearest sentence cited says, where it does not hold.
        offered: passages that back it, to be cited.
    """

    paragraph: int
    span: tuple[int, int]
    text: str
    status: Status
    reason: Bilingual | None = None
    citations: tuple[Citation, ...] = ()
    source: Source | None = None
    offered: tuple[Source, ...] = ()

    def to_json(self, language: Language) -> dict[str, Any]:
        """As JSON has it, the reasons in `language`."""
        return {
            "paragraph": self.paragraph,
            "span": list(self.span),
            "text": self.text,
            "status": self.status,
            "reason": self.reason.to(language) if self.reason else None,
            "citations": [
                {
                    "text": one.text,
                    "reports": [report.id for report in one.reports],
                    "passage_id": one.passage.key if one.passage else None,
                    "problem": one.problem.to(language) if one.problem else None,
                }
                for one in self.citations
            ],
            "source": self.source.to_json() if self.source else None,
            "offered": [one.to_json() for one in self.offered],
        }


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft that was checked.

    Attributes:
        statements: the sentences that cite, quote or give a figure, in their order.
        silent: how many others there are, which were not held against anything.
        left: how many were too many to be looked at.
    """

    statements: tuple[Statement, ...]
    silent: int
    left: int

    def count(self, status: Status) -> int:
        """How many statements have that status."""
        return sum(one.status == status for one in self.statements)

    def to_json(self, language: Language) -> dict[str, Any]:
        """As JSON has it, the reasons in `language`."""
        return {
            "sentences": [one.to_json(language) for one in self.statements],
            "counts": {
                **{status: self.count(status) for status in ("holds", "fails", "offered", "unbacked", "too_long")},
                "silent": self.silent,
                "left": self.left,
            },
        }


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of a draft before it is held against anything."""

    paragraph: int
    span: tuple[int, int]
    text: str
    claim: str
    citations: tuple[Citation, ...]
    of_note: bool = False


@dataclass(frozen=True, slots=True)
class Looking:
    """How far a check is: of `total` sentences, `done` are held against the store."""

    done: int
    total: int


def checking(view: View, paragraphs: Sequence[str]) -> Iterator[Looking | Checked]:
    """The draft of these paragraphs held against what is seen in `view`: how far that is, and at last what came of it.

    What is left when nobody asks for more is not looked at.
    """
    names = view.derived("names of reports in citations", Names.of)
    statements: list[Statement] = []
    silent = left = 0
    read: dict[str, CitedPassage] = {}
    known: dict[tuple[str, tuple[str, ...]], Statement | None] = {}
    attached = _attached(_said(paragraphs, view, names))
    for done, said in enumerate(attached):
        key = said.text, tuple(citation.text for citation in said.citations)
        if key not in known and len(known) < DRAFT_SENTENCES:
            yield Looking(done, len(attached))
            known[key] = _stated(said, view, read)
        stated = known.get(key)
        if key not in known or (stated and len(statements) >= DRAFT_SENTENCES):
            left += 1
        elif stated is None:
            silent += 1
        else:
            statements.append(replace(stated, paragraph=said.paragraph, span=said.span))
    yield Checked(tuple(statements), silent, left)


def check_draft(view: View, paragraphs: Sequence[str]) -> Checked:
    """The same at once."""
    return next(step for step in checking(view, paragraphs) if isinstance(step, Checked))


def bounded(paragraphs: list[str]) -> list[str]:
    """The paragraphs of a draft, where there is something in them and not too much.

    Raises:
        NoDraftError, DraftTooLongError: there is not.
    """
    characters = sum(map(len, paragraphs))
    if characters > DRAFT_CHARACTERS:
        raise DraftTooLongError(characters, DRAFT_CHARACTERS)
    if not any(map(str.strip, paragraphs)):
        raise NoDraftError
    return paragraphs


def sentences_of(paragraph: str) -> Iterator[tuple[int, int]]:
    """The sentences of a paragraph in NFC as [start, end); none ends at a semicolon or inside a quotation."""
    start = looked = open_quotes = 0
    for _, end in sentences(paragraph):
        open_quotes += paragraph.count("“", looked, end) - paragraph.count("”", looked, end)
        looked = end
        if end - start <= CLAIM_CHARACTERS and (paragraph[end - 1] == ";" or open_quotes > 0):
            continue
        yield trim(paragraph, start, end)
        start, open_quotes = end, 0
    if paragraph[start:].strip():
        yield trim(paragraph, start, len(paragraph))


def _said(paragraphs: Sequence[str], view: View, names: Names) -> Iterator[Said]:
    last: tuple[ReportRecord, ...] = ()
    for number, paragraph in enumerate(map(nfc, paragraphs), 1):
        of_note = NOTE.match(paragraph.lstrip()) is not None
        for span in sentences_of(paragraph):
            shown = " ".join(paragraph[slice(*span)].split())
            text = one_line(shown)
            found = citations_in(text, view, names, last) if len(text) <= CLAIM_CHARACTERS else []
            last = next((one.reports for one in reversed(found) if one.reports), last)
            citations = tuple(replace(one, text=shown[slice(*one.span)]) for one in found)
            yield Said(number, span, shown, NOTE.sub("", without(text, citations)).strip(), citations, of_note)


def _attached(sentences: Iterable[Said]) -> list[Said]:
    """The sentences, a citation that stands by itself taken with the one before it, a note with what calls it."""
    found: list[Said] = []
    called: dict[str, int] = {}
    for said in sentences:
        alone = said.citations and not any(map(str.isalpha, said.claim))
        note = NOTE.match(said.text)
        at = called.get(note[0].strip()) if note else len(found) - 1
        if alone and at is not None and at >= 0 and (note or not found[at].citations):
            found[at] = replace(found[at], citations=(*found[at].citations, *said.citations))
            continue
        called |= {match[0].strip(): len(found) for match in NOTE.finditer(said.text)}
        found.append(said)
    return found


def _stated(said: Said, view: View, read: dict[str, CitedPassage]) -> Statement | None:
    """What comes of a sentence; None where it neither cites nor quotes nor says anything that can be looked up."""
    if len(said.text) > CLAIM_CHARACTERS:
        shown = f"{said.text[:200]}…"
        return Statement(said.paragraph, said.span, shown, "too_long", both("check.too_long", n=CLAIM_CHARACTERS))
    if said.citations:
        return _cited(said, view, read)
    if said.of_note or not (_looked_up(said.claim) or quotes(said.claim)):
        return None
    offered = _backing(said.claim, view, read)
    if offered:
        return Statement(said.paragraph, said.span, said.text, "offered", both("check.uncited"), offered=offered)
    return Statement(said.paragraph, said.span, said.text, "unbacked", both("check.unbacked"))


def _looked_up(claim: str) -> bool:
    """Whether a sentence gives a figure, a date or a document by its number, and is more than the bases of a draft."""
    figures = said_in(line(claim))
    if any(not number.doubtful for number in figures.numbers):
        return True
    dated = figures.symbols or any(len(date) > len("2025") for date in figures.dates | figures.compared)
    return bool(dated) and not FORMULA.search(claim)


def _cited(said: Said, view: View, read: dict[str, CitedPassage]) -> Statement:
    passages = _nearest(said.claim, list(passages_cited(said.citations, view)))
    fault = next((citation.problem for citation in said.citations if citation.problem), None)
    told: tuple[Bilingual, ...] = ()
    if any(map(str.isalpha, said.claim)) and passages:
        missing, told = _held(said.claim, passages, read)
        if missing:
            fault = _not_there(said, view, read) or missing
    if fault is None:
        return Statement(said.paragraph, said.span, said.text, "holds", next(iter(told), None), said.citations)
    offered = _backing(said.claim, view, read)
    source = _source(said.claim, passages)
    return Statement(said.paragraph, said.span, said.text, "fails", fault, said.citations, source, offered)


def _held(
    claim: str, passages: Sequence[Passage], read: dict[str, CitedPassage]
) -> tuple[Bilingual | None, tuple[Bilingual, ...]]:
    """What of `claim` these do not bear out; and what its quotations leave out."""
    evidence = [_read(passage, read) for passage in passages]
    quoted = as_in_source(claim, [one.text for one in evidence])
    return held(quoted.claim.rstrip(" ."), evidence).fault, quoted.left_out


def _not_there(said: Said, view: View, read: dict[str, CitedPassage]) -> Bilingual | None:
    """That another passage of the report says so, by itself; None where none does, or no place was named."""
    placed = [one for one in said.citations if one.passages]
    if not placed:
        return None
    whole = passages_cited([replace(one, passages=()) for one in said.citations], view)
    there = {passage.key for one in placed for passage in one.passages}
    near = [passage for passage in _nearest(said.claim, list(whole)) if passage.key not in there]
    if all(_held(said.claim, [passage], read)[0] for passage in near[:DRAFT_LOOKED_THROUGH]):
        return None
    return both("check.elsewhere_in_report", place=placed[0].place)


def _read(passage: Passage, read: dict[str, CitedPassage]) -> CitedPassage:
    if passage.key not in read:
        read[passage.key] = CitedPassage.of(passage)
    return read[passage.key]


def _nearest(claim: str, passages: Sequence[Passage]) -> list[Passage]:
    """The passages that share most words with `claim`, as far as one looks."""
    words = set(tokens(claim))
    unique = list({passage.key: passage for passage in passages}.values())
    return sorted(unique, key=lambda one: -len(words & set(tokens(one.text))))[:DRAFT_PASSAGES]


def _source(claim: str, passages: Sequence[Passage]) -> Source | None:
    """The sentence of the passages that shares most words with `claim`; None where none shares any."""
    near = nearest_sentence(claim, passages)
    return Source(near.passage.key, near.text, _citation(near.passage)) if near else None


def _citation(passage: Passage) -> str:
    return cite(passage.report.header, passage.sections, passage.n, passage.page, passage.report.file, passage.item)


def _backing(claim: str, view: View, read: dict[str, CitedPassage]) -> tuple[Source, ...]:
    """The passages of the store each of which backs `claim` by itself, those that share most words first."""
    words = list(dict.fromkeys(tokens(claim)))
    if not words or view.is_empty():
        return ()
    claim_read = cache(sentence_of)
    ids = view.best_by_words(words, "accented" if has_accents(claim) else "folded", DRAFT_LOOKED_THROUGH)
    found = view.passages(int(one) for one in ids)
    offered = []
    for passage in (found[int(one)] for one in ids if int(one) in found):
        evidence = _read(passage, read)
        quoted = as_in_source(claim, [evidence.text]).claim.rstrip(" .")
        if held(quoted, [evidence], read=claim_read).fault is None:
            source = _source(claim, [passage])
            offered.append(source or Source(passage.key, passage.text, _citation(passage)))
        if len(offered) == DRAFT_OFFERED:
            break
    return tuple(offered)
