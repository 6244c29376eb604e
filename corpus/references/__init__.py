"""The legal and administrative documents that a text cites (văn bản viện dẫn), each once.

What counts: a document with a số và ký hiệu, wherever it stands; one with a bare number if its date or issuer is
said ("Quyết định số 123 ngày 1/2/2003"); a law by its name and its date or year ("Luật Báo chí năm 2016"), a plenum's
resolution ("Nghị quyết Trung ương 5 khóa IX"), both without a number. What does not: a law by its name alone, which
may be any of its versions, and standards (TCVN, QCVN), which are no documents of an office.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache

from ..dates import DAY_LENGTH, MONTH_LENGTH, YEAR_LENGTH
from ..report import Reference
from ..vietnamese import fold
from .cited_documents import citations_in
from .cited_text import Citation
from .doc_types import ABBREVIATIONS, TYPE_CODES
from .document_number import number_key, plain

YEAR_WITHIN = re.compile(r"\d+\w*-((?:19|20)\d\d)(?:-|$)")

FOLDED_TYPES = {fold(name): {fold(code) for code in codes} for name, codes in TYPE_CODES.items()}
FOLDED_TYPES["quy dinh"].add("qd")
FOLDED_TYPES["thong tri"].add("tt")
FOLDED_CODES = set().union(*FOLDED_TYPES.values()) - {"ttg", "hdbt"}
FOLDED_ABBREVIATIONS = {fold(short): fold(name) for short, name in ABBREVIATIONS.items()}
ASKED_TYPES = "|".join([*FOLDED_TYPES, *sorted(FOLDED_ABBREVIATIONS, key=len, reverse=True)])
ASKED = re.compile(
    rf"(?:van ban\s+(?!hop nhat))?(?:(?P<type>{ASKED_TYPES})(?!\w)\s*)?"
    r"(?:so\b\s*:?\s*)?(?P<number>\d[\w&]*(?:\s?[/.-]\s?[\w&.]+|\s(?=\w+[/-])[\w&]+)*)?"
)
"""What a person asks for: a type, a number, or both; folded."""


def references_in(texts: Iterable[str], number: str | None = None, issued: str | None = None) -> tuple[Reference, ...]:
    """Each document cited in `texts`, once, in order of its first citation, with the fullest date and issuer found.

    `number` and `issued` are the citing document's own: it is no reference of itself.
    """
    gathered = _Gathered()
    for text in texts:
        for citation in citations_in(text):
            gathered.add(citation)
    own = Citation(0, 0, "", number, issued) if number else None
    return tuple(
        Reference(citation.type, citation.number, citation.date, citation.issuer, citation.title)
        for citation in gathered.found
        if not citation.partial and not (own and _same(own, citation))
    )


def reference_key(doc_type: str, number: str | None, title: str | None = None, date: str | None = None) -> str:
    """The normal form of a document cited, equal for all spellings of it.

    `number_key` of its number where it has a symbol ("72-2015-nd-cp", "16-kl-tw"), whatever the type in words; its
    type and number where that is bare ("quyet dinh 123", "nghi dinh 30-2020"); a law's name and year where it has no
    number ("luat bao chi 2016"). An office counts anew every year, so documents with one key may differ in date.
    """
    if number is None:
        return fold(title or doc_type) + (f" {date[:YEAR_LENGTH]}" if date else "")
    key = number_key(number)
    return key if re.search("[a-z]", key.partition("-")[2]) else f"{fold(doc_type)} {key}"


def names_reference(name: str, key: str) -> bool:
    """Whether the document with `key` (of `reference_key`) is one that a person means by `name`.

    A number means it in whole or from its start ("16-KL/TW", "72/2015"), under any type if it has a symbol or no type
    is said, else of that type: "Nghị định 72" is no "72/QĐ-UBND". A type alone means all documents of it, a law's name
    all its versions unless a year is said. Case, accents, spaces and marks make no difference.
    """
    doc_type, number, words = _asked(name)
    if number:
        bare, _, last = key.rpartition(" ")
        parts = tuple(last.split("-"))
        of_type = bare == doc_type if bare else _is_of_type(parts[1:], doc_type)
        symbol = any(not part.isdigit() for part in number[1:])
        return parts[: len(number)] == number and (of_type or symbol or not doc_type)
    if words == doc_type:
        return key == doc_type or key.startswith(f"{doc_type} ") or _is_of_type(tuple(key.split("-"))[1:], doc_type)
    return bool(words) and (key == words or key.startswith(f"{words} "))


@lru_cache(maxsize=256)
def _asked(name: str) -> tuple[str, tuple[str, ...], str]:
    """What `name` says: the type, folded; the parts of the number; all its words, folded, without "số" and "năm"."""
    printed = plain(name)
    folded = fold(printed)
    match = ASKED.match(folded)
    said = (match["type"] or "") if match else ""
    doc_type = FOLDED_ABBREVIATIONS.get(said, said)
    if match and match["number"]:
        start, end = match.span("number")
        return doc_type, tuple(number_key(printed[start:end]).split("-")), folded
    return doc_type, (), doc_type if folded == said else re.sub(r"\b(?:so|nam|ngay)\s+(?=\d)", "", folded)


def _is_of_type(codes: tuple[str, ...], doc_type: str) -> bool:
    """Whether a symbol, folded, is one of `doc_type`; one that says no type is a công văn's."""
    if not codes:
        return False
    code = next((code for code in codes if not code.isdigit()), "")
    if re.fullmatch(r"qh\d+|ubtvqh\d+", code):
        return doc_type in {"luat", "bo luat", "phap lenh", "nghi quyet", "hien phap"}
    if doc_type == "cong van" and code not in FOLDED_CODES:
        return len(codes) > 1
    return code in FOLDED_TYPES.get(doc_type, ()) or (code == "cp" and len(codes) == 1 and doc_type == "nghi dinh")


def _same(one: Citation, other: Citation) -> bool:
    """Whether two citations have one key, and dates that agree as far as both go; a year in the number decides."""
    if _key(one) != _key(other):
        return False
    if _year(one) or one.date is None or other.date is None:
        return True
    return one.date.startswith(other.date) or other.date.startswith(one.date)


def _key(citation: Citation) -> str:
    return reference_key(citation.type, citation.number, citation.title)


def _year(citation: Citation) -> str | None:
    """The year within a number."""
    match = YEAR_WITHIN.match(number_key(citation.number)) if citation.number else None
    return match[1] if match else None


@dataclass(slots=True)
class _Dated:
    """Documents under one key, by date: lookups without scanning, however many there are."""

    stated: dict[str | None, int] = field(default_factory=dict)
    known: dict[str, int] = field(default_factory=dict)

    def find(self, date: str | None) -> int | None:
        """The document whose date agrees with `date`."""
        if date is None:
            return next(iter(self.stated.values()), None)
        if date in self.known:
            return self.known[date]
        vaguer = (self.stated.get(date[:length]) for length in (MONTH_LENGTH, YEAR_LENGTH) if length < len(date))
        return next((found for found in vaguer if found is not None), self.stated.get(None))

    def add(self, date: str | None, index: int) -> None:
        """Note that the document `index` has `date`; one until now undated is so no more."""
        if date is not None and self.stated.get(None) == index:
            del self.stated[None]
        self.stated.setdefault(date, index)
        for length in (DAY_LENGTH, MONTH_LENGTH, YEAR_LENGTH):
            if date is not None and len(date) >= length:
                self.known.setdefault(date[:length], index)


@dataclass(slots=True)
class _Gathered:
    """The documents found so far, and where each may be looked up: by key, by short form, by name."""

    found: list[Citation] = field(default_factory=list)
    whole: dict[str, _Dated] = field(default_factory=dict)
    shortened: dict[str, _Dated] = field(default_factory=dict)
    waiting: dict[str, _Dated] = field(default_factory=dict)

    def add(self, citation: Citation) -> None:
        """Merge `citation` into the document it is of, or begin one."""
        key, year, shorts = _key(citation), _year(citation), _short_keys(citation)
        index = self.whole[key].find(None if year else citation.date) if key in self.whole else None
        if index is None:
            elsewhere = self.shortened if key in shorts else self.waiting
            near = (elsewhere[short].find(citation.date or year) for short in shorts if short in elsewhere)
            index = next((at for at in near if at is not None and _one_issuer(self.found[at], citation)), None)
        if index is None:
            index = len(self.found)
            self.found.append(citation)
        else:
            self.found[index] = citation = _merged(self.found[index], citation)
        year, shorts = _year(citation), _short_keys(citation)
        self.whole.setdefault(key, _Dated()).add(None if year else citation.date, index)
        waits = _key(citation) in shorts
        table = self.waiting if waits else self.shortened
        for short in shorts:
            table.setdefault(short, _Dated()).add(citation.date or year, index)
            if not waits:
                self.waiting.pop(short, None)


def _one_issuer(one: Citation, other: Citation) -> bool:
    """Whether the issuers of a short form and of a whole one may be one: "Bộ Chính trị" is no "Tỉnh ủy"."""
    issuers = fold(one.issuer or ""), fold(other.issuer or "")
    return issuers[0] in issuers[1] or issuers[1] in issuers[0]


def _short_keys(citation: Citation) -> tuple[str, ...]:
    """The keys under which a document may be cited in short: type and number, with its year and without; its name."""
    title = (fold(citation.title),) if citation.title else ()
    if citation.number is None:
        return title
    first = number_key(citation.number).partition("-")[0]
    year = _year(citation)
    return (*((f"{fold(citation.type)} {first}-{year}",) if year else ()), f"{fold(citation.type)} {first}", *title)


def _merged(known: Citation, new: Citation) -> Citation:
    """One citation of what both cite: the fuller number and date, the first issuer, a printed type over a derived."""
    fuller = _length(new.number) > _length(known.number)
    vaguer = new.date is not None and len(new.date) > len(known.date or "")
    return replace(
        known,
        type=new.type if known.derived and not new.derived else known.type,
        number=new.number if fuller else known.number,
        date=new.date if vaguer else known.date,
        issuer=known.issuer or new.issuer,
        title=known.title or new.title,
        derived=known.derived and new.derived,
        partial=known.partial and new.partial,
    )


def _length(number: str | None) -> int:
    return len(number_key(number).split("-")) if number else 0
