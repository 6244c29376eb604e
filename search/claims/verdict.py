"""What a sentence claims, held against the passages that it cites; whatever cannot be shown there is not supported.

A claim is read clause by clause (`clauses`), and each must stand in one sentence of a passage, or in two that follow
one another: its figures with their unit, what they are for each of, their bounds and what they count (`figures_held`),
its dates, its names, what it denies (`denial`), and the force with which the source says it (`force`): a request, a
target or a condition bears out no statement of fact. Sums and differences of cited figures are worked out
(`reckoning`). Quotes must stand there verbatim. Of the other syllables one in four may differ, but no two in a row and
none that takes another's place (`words_held`); who does what to whom may not be turned round (`order`). The agency, the
place and the year may be those of the report's header. Names are compared with their accents, since Hà and Hạ are two
places.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from typing import Any, get_args

from ...corpus.vietnamese import tokens
from ...words import Bilingual, Language, both
from ..constants import CLAIM_CHARACTERS, CLAIM_NEARLY, CLAIM_NUMBERS, CLAIM_RESTATED, JOINED_SYLLABLES, JOINED_TRIES
from .abbreviated import by_initials, in_words
from .causes import NAMES_A_CAUSE, cause_fault
from .clauses import Clause, Sentence, compared, content, line, one_line, sentence_of
from .evidence import CitedPassage
from .figures import SYMBOL
from .force import Force
from .holding import fault_with
from .names import UNITS, names, spellings
from .order import turned_round
from .pairing import Pairing, nearness
from .reckoning import Operand, operands, worked_out
from .restated import in_figures, restated, said_of_each, told_apart
from .slots import office_fault, slot_fault
from .sourced import addressee_fault, issuer_fault, without_source
from .two_figures import borne_out_by_figures
from .vocabulary import BODIES, MEASURES, NEGATIONS

MARKUP = re.compile(
    r"://|\bwww\.|\b(?:mailto|javascript|data|file|tel):|\w\.(?:com|net|org|info|vn|gov|edu|io|xyz|top)\b"
    r"|[<>`{}\\|$]|\*\*|__|~~|^#|!\[|\]\(|&#?\w+;|(?<!\w)[*_]\S",
    re.IGNORECASE,
)
"""What a page could take for a link, an image or markup."""

QUOTE = re.compile(r"\"([^\"]*)\"|(?<!\w)'([^']*)'(?!\w)")
LOOSE_QUOTE = re.compile(r"\"|(?<!\w)'|'(?!\w)")
ANSWERING = re.compile(r"^(?:không|có|đúng|vâng|phải)\s*,\s+", re.IGNORECASE)
"""How an answer to a question opens, before what it claims."""

JOINED = re.compile(r"\s(?:và|cùng với|nhưng|song|thì|(?P<why>vì|do|bởi))\s|,\s*còn\s")
"""Between two statements, or one and its cause, which its source has to say to be one; "còn" within one says what is
left: "cấp xã còn thiếu 9 giáo viên"."""


RESTATED_TWICE = 2
"""Ways after one another in which a claim is said otherwise: a list counted, and its month's last day."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a claim: the first fault, if any, and which of the passages (from 0) bore something of it out."""

    fault: Bilingual | None
    used: frozenset[int] = frozenset()

    def to_json(self, language: Language) -> dict[str, Any]:
        """Whether the claim holds and, in `language`, why not."""
        return {"supported": self.fault is None, "reason": self.fault.to(language) if self.fault else None}


def fault_in(claim: str, evidence: CitedPassage, opens: bool = True) -> Bilingual | None:
    """What of `claim` one passage does not bear out; see `held`."""
    return held(claim, (evidence,), opens).fault


def held(
    claim: str,
    passages: Sequence[CitedPassage],
    opens: bool = True,
    read: Callable[[str], Sentence] = sentence_of,
) -> Verdict:
    """`claim`, or what says the same in other words (`restated`), held against `passages`: one of them must bear
    out each of its clauses.

    Args:
        claim: a sentence or a part of one, without marks of citation.
        passages: those it cites.
        opens: whether `claim` begins a sentence, so that a capital on its first word tells nothing.
        read: reads the claim clause by clause; who holds one against many passages remembers how it read.
    """
    return _held_in_some_way(claim, passages, opens, read, RESTATED_TWICE if len(claim) <= CLAIM_RESTATED else 0)


def _held_in_some_way(
    claim: str, passages: Sequence[CitedPassage], opens: bool, read: Callable[[str], Sentence], times: int
) -> Verdict:
    """The same, of `claim` restated so often one way after another."""
    verdict = _held(claim, passages, opens, read)
    if verdict.fault is None or len(claim) > CLAIM_CHARACTERS:
        return verdict
    text = line(claim)
    for parts in told_apart(text):
        each = [_held(one, passages, opens, read) for one in parts]
        if not any(one.fault for one in each):
            return Verdict(None, frozenset().union(*(one.used for one in each)))
    for other in restated(text, [one.text for one in passages]) if times else ():
        if other != text and not (again := _held_in_some_way(other, passages, opens, read, times - 1)).fault:
            return again
    return verdict


def _held(claim: str, passages: Sequence[CitedPassage], opens: bool, read: Callable[[str], Sentence]) -> Verdict:
    """The same of `claim` as it stands."""
    if len(claim) > CLAIM_CHARACTERS:
        return Verdict(both("answers.struck_undecided"))
    if not tokens(claim):
        return Verdict(both("answers.struck_empty"))
    quoted = quotes(one_line(claim))
    for quote in quoted:
        if quote is None or not any(quote in evidence.text for evidence in passages):
            return Verdict(both("answers.struck_quote"))
    if _only_quotes(one_line(claim)):
        there = (at for at, one in enumerate(passages) if any(quote and quote in one.text for quote in quoted))
        return Verdict(None, frozenset(there))
    text, fault = without_source(ANSWERING.sub("", line(claim)), passages)
    if fault:
        return Verdict(fault)
    text = by_initials(said_of_each(in_figures(in_words(text))), _shown(passages))
    said = read(_lists_whole(text, passages))
    if any(len(clause.figures.numbers) >= CLAIM_NUMBERS for clause in said.clauses):
        return Verdict(both("answers.struck_undecided"))
    if not any(clause.content or clause.figures.numbers or clause.figures.symbols for clause in said.clauses):
        return Verdict(
            both("answers.struck_empty") if text == in_words(line(claim)) else None, frozenset(range(len(passages)))
        )
    if fault := (
        _name_fault(text, passages, opens)
        or addressee_fault(text, passages)
        or issuer_fault(text, passages)
        or slot_fault(text, passages)
        or office_fault(text, passages)
        or cause_fault(text, passages)
    ):
        return Verdict(fault)
    sources = [(at, sentence) for at, evidence in enumerate(passages) for sentence in evidence.sentences]
    among = operands([sentence for _, sentence in sources])
    used: set[int] = set()
    allowed: frozenset[Force] = frozenset()
    aligned: list[tuple[Clause, list[Sentence]]] = []
    whole = frozenset(word for clause in said.clauses for word in clause.content)
    for clause in said.clauses:
        allowed |= {clause.force}
        if not clause.words:
            continue
        claims = (clause.content or clause.figures.numbers) and not _of_the_title(clause, passages)
        meant = allowed if claims else frozenset(get_args(Force))
        before = tuple(one for one, _ in aligned)
        bearing, fault = _bearing(clause, meant, sources, passages, among, before=before, said=whole)
        if fault:
            return Verdict(fault)
        used |= {at for at, _ in bearing}
        if worked_out(clause, among, before, whole).places:
            bearing = []  # what is worked out stands in an order of its own
        aligned.append((clause, [sentence for _, sentence in bearing]))
    return Verdict(turned_round(aligned), frozenset(used))


def _bearing(
    clause: Clause,
    allowed: frozenset[Force],
    sources: Sequence[tuple[int, Sentence]],
    passages: Sequence[CitedPassage],
    among: Sequence[Operand],
    tries: int = JOINED_TRIES,
    before: tuple[Clause, ...] = (),
    said: frozenset[str] = frozenset(),
) -> tuple[list[tuple[int, Sentence]], Bilingual | None]:
    """The sentences that bear `clause` out, perhaps in parts, for which it is parted so often; or why none does."""
    worked = worked_out(clause, among, before, said)
    near = [nearness(clause, sentence) for _, sentence in sources]
    most = max(near, default=0)
    bearing, reasons = [], []
    together = set(pairwise(clause.words))
    for (at, sentence), nearly in sorted(
        zip(sources, near, strict=True), key=lambda one: (-one[1], -len(together & set(pairwise(one[0][1].order))))
    ):
        if nearly < CLAIM_NEARLY * most:
            break
        fault = fault_with(Pairing.of(clause, sentence, passages[at], worked, said, (*before, None)[0]), allowed)
        if fault is None:
            bearing.append((at, sentence))
        else:
            reasons.append(fault)
    if bearing:
        return bearing, None
    shown = [(at, one) for at, evidence in enumerate(passages) for one in borne_out_by_figures(clause, evidence)]
    if shown:
        return shown, None
    for causal, parts in islice(_halves(clause), tries):
        each = [_bearing(part, allowed, sources, passages, among, tries // 2, before, said) for part in parts]
        told = not causal or any(NAMES_A_CAUSE.search(one.text) for _, one in each[1][0])
        if told and not any(fault for _, fault in each):
            return [one for found, _ in each for one in found], None
    return [], reasons[0] if reasons else both("answers.struck_elsewhere")


def _halves(clause: Clause) -> Iterator[tuple[bool, list[Clause]]]:
    """`clause` parted at each "và" or "vì", where both sides claim something, and whether the second is the cause."""
    for match in JOINED.finditer(clause.text):
        if clause.text[: match.start()].split()[-1][0].isupper() and clause.text[match.end()].isupper():
            continue  # "ở Bản Sáo và Nậm Lìa"
        parts = [sentence_of(part).clauses for part in (clause.text[: match.start()], clause.text[match.end() :])]
        if all(len(part) == 1 and _claims(part[0]) for part in parts):
            yield match["why"] is not None, [replace(part[0], force=clause.force) for part in parts]


LIST_COMMA = re.compile(r"(?<![\w])(?P<left>[^\W\d]+(?: [^\W\d]+){0,2}), (?P<right>[^\W\d]+)(?=[^\d,;:]*(?:[,;:]|$))")


def _lists_whole(text: str, passages: Sequence[CitedPassage]) -> str:
    """`text` without the commas in lists of nouns that its source has, too: "52 cán bộ, công chức"."""
    shown = [line(evidence.text).lower() for evidence in passages]
    if any(text.lower() in one for one in shown):
        return text

    def joined(match: re.Match[str]) -> str:
        left = match["left"].lower()
        before = text[: match.start()].rstrip()
        item = not before or before[-1] in ",;:" or before[-1].isdigit()
        listed = f"{left.split()[-1]}, {match['right'].lower()}"
        if item and MEASURES.isdisjoint(left.split()) and any(listed in one for one in shown):
            return f"{match['left']} {match['right']}"
        return match[0]

    for _ in range(2):  # items of a list share their commas
        text = LIST_COMMA.sub(joined, text)
    return text


def _shown(passages: Sequence[CitedPassage]) -> list[str]:
    """The texts and the agencies of `passages`."""
    return [part for evidence in passages for part in (evidence.text, evidence.named.agency)]


def _of_the_title(clause: Clause, passages: Sequence[CitedPassage]) -> bool:
    """Whether a clause says only of what a report is, as its title does: "trong 6 tháng đầu năm 2021"."""
    return any(
        evidence.around.issuperset(clause.content)
        and {(one.amount, one.unit) for one in clause.figures.numbers}
        <= {(one.amount, one.unit) for one in evidence.titled}
        for evidence in passages
    )


def _claims(clause: Clause) -> bool:
    return len(clause.content) >= JOINED_SYLLABLES - bool(clause.figures.numbers)


def quotes(text: str) -> list[str | None]:
    """What stands between quotation marks, without its closing stop; None for a mark without its other one."""
    quoted: list[str | None] = [(match[1] or match[2] or "").strip().rstrip(".,;…") for match in QUOTE.finditer(text)]
    return [*quoted, None] if LOOSE_QUOTE.search(QUOTE.sub("", text)) else quoted


def _only_quotes(claim: str) -> bool:
    """Whether a claim says of words that they are the source's, and nothing else: whatever they are, they may stand."""
    rest = QUOTE.sub(" ", claim)
    words = compared(rest)
    plain = not content(words) and NEGATIONS.isdisjoint(words) and not any(map(str.isnumeric, words))
    return plain and not SYMBOL.search(rest) and any(tokens(quote or "") for quote in quotes(claim))


def _is_a_word(first: str, passages: Sequence[CitedPassage]) -> bool:
    """Whether what opens a claim with a capital stands in a source in small letters, and so is no part of a name."""
    return not first.isupper() and any(first.lower() in evidence.text.split() for evidence in passages)


def _name_fault(text: str, passages: Sequence[CitedPassage], opens: bool) -> Bilingual | None:
    words = tokens(text)
    for one, other in pairwise(words):
        body = f"{one} {other}"
        if body in BODIES and not any(f" {body} " in evidence.phrases for evidence in passages):
            return both("answers.struck_name", name=body)
    first_word, whole = words[:1], f" {' '.join(words)} "
    for name, first, led in names(text):
        ways = spellings(name, first and opens)
        if first and opens and len(name) > 1 and _is_a_word(name[0], passages):  # "Dịch Covid-19"
            ways = [*ways, name[1:]]
        if not ways:
            continue
        said = [" ".join(tokens(" ".join(way))) for way in ways]
        if not any(f" {way} " in evidence.phrases for way in said for evidence in passages):
            return both("answers.struck_name", name=" ".join(name))
        if not led and all(
            evidence.named.stranger(way, f" {' '.join(tokens(evidence.text))} ")
            and not evidence.named.said_with(way, whole)
            and not evidence.named.covers(way, whole, f" {' '.join(tokens(evidence.text))} ")
            for way in said
            for evidence in passages
        ):
            return both("answers.struck_subject", theirs=passages[0].header.agency or "–", ours=" ".join(name))
    if first_word and first_word[0] in UNITS and opens:
        kind = first_word[0]
        if not any(kind in evidence.named.bare or kind in tokens(evidence.named.agency) for evidence in passages):
            return both("answers.struck_subject", theirs=passages[0].header.agency or "–", ours=kind)
    return None
