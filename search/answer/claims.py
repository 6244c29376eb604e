"""What a sentence claims, held against the passage that it cites; whatever cannot be shown there counts as unsupported.

Quotes must stand in the passage verbatim. Numbers must stand there with their unit, sign and scale ("12,5 triệu đồng"
is "12.500.000 đồng"), in a sentence on the same matter; dates, names and document numbers there or in the header of its
report. Of the other syllables one in four may differ but no two in a row, and half of them must keep their neighbours.
Names are compared with their accents, since Hà and Hạ are two places.

What no comparison of words can see is who did what to whom.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ...corpus.references.document_number import number_key
from ...corpus.vietnamese import nfc, tokens
from ...index.records import Passage
from ...words import Bilingual, both
from ..constants import NEW_WORDS_EACH
from .figures import FUNCTION_WORDS, SYMBOL, Figures, numerals, said_in

NEGATIONS = frozenset(["không", "chưa", "chẳng", "chả", "đừng"])
BEFORE_NAMES = frozenset(
    [
        "xã", "phường", "huyện", "quận", "tỉnh", "thôn", "ấp", "bản", "khu", "tổ", "thịtrấn", "thịxã", "thànhphố",
        "ông", "bà",
    ]
)  # fmt: skip
"""Words in small letters that belong to the name behind them."""

PROVINCE = "tỉnh"
"""The type of place that headers leave out."""

ONE_WORD = {
    re.compile(r"\b(ủy|uỷ) ban nhân dân\b", re.IGNORECASE): "UBND",
    re.compile(r"\bhội đồng nhân dân\b", re.IGNORECASE): "HĐND",
    re.compile(r"\b(t)hị (trấn|xã)\b", re.IGNORECASE): r"\1hị\2",
    re.compile(r"\b(t)hành phố\b", re.IGNORECASE): r"\1hànhphố",
    re.compile(r"(?<=\d)\s*phần trăm\b", re.IGNORECASE): "%",
    re.compile(r"\btp\.?(?= [A-ZĐ])", re.IGNORECASE): "thànhphố",
}
"""What is written in two ways, and types of places that hold another ("thị xã" is no "xã")."""

QUOTATION_MARKS = str.maketrans(dict.fromkeys("“”„‟«»″＂「」『』", '"') | dict.fromkeys("‘’‚‛", "'"))
QUOTE = re.compile(r"\"([^\"]*)\"|(?<!\w)'([^']*)'(?!\w)")
LOOSE_QUOTE = re.compile(r"\"|(?<!\w)'|'(?!\w)")

CLAUSE_END = re.compile(r"[,;:()–—]\s|\s[-–—]\s")


@dataclass(frozen=True)
class CitedPassage:
    """A passage made ready to be compared with.

    Attributes:
        text: the passage on one line, NFC, with plain quotation marks.
        words: its words and those of its report's header.
        neighbours: pairs of content words that follow one another in the passage or in a part of the header.
        phrases: the words in order, each between spaces; parts do not run into each other.
        numerals: runs of number words, each with the word that follows.
        denied: pairs of words that stand in the passage after a negation only.
        after_negation: words that follow a negation.
        sentences: each with its figures and words.
        header_dates: when the report was issued, and its period.
        header_symbol: the report's own number, if it has one.
        symbols: document numbers of the passage and the header.
    """

    text: str
    words: frozenset[str]
    neighbours: frozenset[tuple[str, str]]
    phrases: str
    numerals: frozenset[str]
    denied: frozenset[tuple[str, str]]
    after_negation: frozenset[str]
    sentences: tuple[tuple[Figures, frozenset[str]], ...]
    header_dates: frozenset[str]
    header_symbol: frozenset[str]
    symbols: frozenset[str]

    @classmethod
    def of(cls, passage: Passage) -> CitedPassage:
        """What can be shown from `passage`."""
        header = passage.report.header
        province = f"{PROVINCE} {header.province}" if header.province else None
        named = (header.agency, header.parent_agency, header.district, province, header.province, header.place)
        about = [line(part) for part in (*named, header.signer, header.doc_type, header.title) if part]
        text = line(passage.text)
        own = tokens(text)
        denied, affirmed = pairs(own)
        header_symbol = frozenset([number_key(header.number)] if header.number else [])
        return cls(
            text=one_line(passage.text),
            words=frozenset(own).union(*map(tokens, about)),
            neighbours=frozenset(pair for part in (text, *about) for pair in pairwise(content(tokens(part)))),
            phrases=" | ".join(f" {' '.join(tokens(part))} " for part in (text, *about)),
            numerals=frozenset(numerals(own)),
            denied=denied - affirmed,
            after_negation=frozenset(after for word, after in pairwise(own) if word in NEGATIONS),
            sentences=tuple(
                (said_in(sentence), frozenset(tokens(sentence)))
                for sentence in (line(passage.text[start:end]) for start, end in passage.sentences)
            ),
            header_dates=frozenset(date for date in (header.issued, *(header.period or ())) if date),
            header_symbol=header_symbol,
            symbols=said_in(text).symbols | header_symbol,
        )


def fault_in(claim: str, evidence: CitedPassage, opens: bool = True) -> Bilingual | None:
    """What of `claim` the passage does not bear out; None where all of it stands there.

    Args:
        claim: a sentence or a part of one, without its citation.
        evidence: the passage cited.
        opens: whether `claim` begins a sentence, so that a capital on its first word tells nothing.
    """
    if not content(tokens(claim)):
        return both("answers.struck_empty")
    for quote in quotes(one_line(claim)):
        if quote is None or quote not in evidence.text:
            return both("answers.struck_quote")
    claim = line(claim)
    for clause in CLAUSE_END.split(claim):
        if fault := _figure_fault(clause, said_in(clause), evidence) or _word_fault(clause, evidence):
            return fault
    words = tokens(claim)
    return _numeral_fault(words, evidence) or _name_fault(claim, evidence, opens) or _negation_fault(words, evidence)


def one_line(text: str) -> str:
    """`text` on one line, NFC, with plain quotation marks; a quote of it may differ from it in nothing else."""
    return " ".join(nfc(text).translate(QUOTATION_MARKS).split())


def line(text: str) -> str:
    """The same with one word for what `ONE_WORD` names."""
    text = one_line(text)
    for pattern, word in ONE_WORD.items():
        text = pattern.sub(word, text)
    return text


def content(words: Sequence[str]) -> list[str]:
    """The words that claim something, numbers left out."""
    return [word for word in words if word not in FUNCTION_WORDS and not word.isnumeric()]


def quotes(text: str) -> list[str | None]:
    """What stands between quotation marks, without its closing stop; None for a mark without its other one."""
    quoted: list[str | None] = [(match[1] or match[2] or "").strip().rstrip(".,;…") for match in QUOTE.finditer(text)]
    return [*quoted, None] if LOOSE_QUOTE.search(QUOTE.sub("", text)) else quoted


def pairs(words: Sequence[str]) -> tuple[frozenset[tuple[str, str]], frozenset[tuple[str, str]]]:
    """The neighbouring words that follow a negation, and those that do not."""
    denied = {(a, b) for no, a, b in zip(words, words[1:], words[2:], strict=False) if no in NEGATIONS}
    affirmed = {(a, b) for no, a, b in zip(["", *words], words, words[1:], strict=False) if no not in NEGATIONS}
    return frozenset(denied), frozenset(affirmed)


def _figure_fault(clause: str, said: Figures, evidence: CitedPassage) -> Bilingual | None:
    """The first date, document number or number that the passage has not, or has in a sentence on something else."""
    about = set(content(tokens(clause)))
    near = [figures for figures, words in evidence.sentences if 2 * len(about & words) >= len(about)]
    if missing := sorted(said.symbols - evidence.symbols):
        return both("answers.struck_document", document=missing[0])
    for date in sorted(said.dates):
        in_text = any(known.startswith(date) for figures in near for known in figures.dates)
        if not in_text and not _in_header(date, said, evidence):
            return both("answers.struck_date", date=date)
    known = [number for figures, _ in evidence.sentences for number in figures.numbers]
    for number in said.numbers:
        same_place = [other.amount for other in known if number.before and other.place == number.place]
        if (same_place and number.amount not in same_place) or not any(
            number.stands_as(other) for figures in near for other in figures.numbers
        ):
            return both("answers.struck_number", number=number.text)
    return None


def _in_header(date: str, said: Figures, evidence: CitedPassage) -> bool:
    """Whether `date` is the report's own, said of the report or where the passage gives none of its kind."""
    silent = all(len(known) != len(date) for figures, _ in evidence.sentences for known in figures.dates)
    of_report = not evidence.header_symbol.isdisjoint(said.symbols)
    return (silent or of_report) and any(known.startswith(date) for known in evidence.header_dates)


def _numeral_fault(words: Sequence[str], evidence: CitedPassage) -> Bilingual | None:
    missing = next((phrase for phrase in numerals(words) if phrase not in evidence.numerals), None)
    return both("answers.struck_numeral", number=missing) if missing else None


def _name_fault(claim: str, evidence: CitedPassage, opens: bool) -> Bilingual | None:
    for name, first in _names(claim):
        spellings = [name]
        if first and opens:
            if len(name) == 1 and not (len(name[0]) > 1 and name[0].isupper()):
                continue
            if name[0].lower() in FUNCTION_WORDS:
                spellings.append(name[1:])
        if not any(f" {' '.join(tokens(' '.join(spelling)))} " in evidence.phrases for spelling in spellings):
            return both("answers.struck_name", name=" ".join(name))
    return None


def _names(claim: str) -> Iterator[tuple[list[str], bool]]:
    """Words with capitals that follow one another, the type of a place between or before them; whether they open."""
    claim = SYMBOL.sub("|", claim)
    words = list(re.finditer(r"[^\W_]+", claim))
    at = 0
    while at < len(words):
        if not words[at][0][0].isupper():
            at += 1
            continue
        start, end = at, at + 1
        while end < len(words) and claim[words[end - 1].end() : words[end].start()] == " ":
            bridge = words[end][0].lower() in BEFORE_NAMES and end + 1 < len(words) and words[end + 1][0][0].isupper()
            if not (words[end][0][0].isupper() or bridge):
                break
            end += 1
        named = [word[0] for word in words[start:end]]
        before = words[start - 1] if start and claim[words[start - 1].end() : words[start].start()] == " " else None
        if before and (before[0].lower() in BEFORE_NAMES or re.fullmatch("[IVXLC]+", named[0])):
            named.insert(0, before[0])
        yield named, start == 0
        at = end


def _negation_fault(words: Sequence[str], evidence: CitedPassage) -> Bilingual | None:
    for word, after in pairwise(words):
        if word in NEGATIONS and after not in evidence.after_negation:
            return both("answers.struck_negation", phrase=f"{word} {after}")
    if reversed_pair := next(iter(sorted(pairs(words)[1] & evidence.denied)), None):
        return both("answers.struck_denied", phrase=" ".join(reversed_pair))
    return None


def _word_fault(clause: str, evidence: CitedPassage) -> Bilingual | None:
    words = content(tokens(clause))
    new = [word for word in words if word not in evidence.words]
    in_a_row = any({one, other}.isdisjoint(evidence.words) for one, other in pairwise(words))
    if in_a_row or len(new) > len(words) // NEW_WORDS_EACH:
        return both("answers.struck_words", listed=", ".join(dict.fromkeys(new)))
    neighbours = list(pairwise(words))
    if 2 * sum(pair in evidence.neighbours for pair in neighbours) < len(neighbours):
        return both("answers.struck_elsewhere")
    return None
