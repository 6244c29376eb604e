"""A clause of a claim held against a sentence of a passage: the first thing that the sentence does not bear out."""

from __future__ import annotations

from collections.abc import Sequence
from collections import Counter
from itertools import pairwise

from ...words import Bilingual, both
from ..constants import NEW_WORDS_EACH
from .clauses import SCOPE, Clause, Sentence
from .evidence import CitedPassage
from .figures import Number
from .force import Force
from .vocabulary import MEASURES, NEGATIONS, OPPOSITES, QUANTIFIERS, SAYING_SO, WEAK

UNFINISHED = frozenset(["chưa", "xong"])
"""What is still going on ("đang") is not finished."""

ALONE = 3
"""Content words from which on a clause must find half of them in one sentence."""


def nearness(clause: Clause, sentence: Sentence) -> int:
    """How much of `clause` the sentence says: its content words there, and each of its figures and dates twice."""
    amounts = {number.amount for one in sentence.clauses for number in one.figures.numbers}
    known = sum(number.amount in amounts for number in clause.figures.numbers if not number.doubtful)
    dates = [date for one in sentence.clauses for date in one.figures.dates]
    known += sum(any(date.startswith(said) for date in dates) for said in clause.figures.dates)
    return sum(word in sentence.words for word in clause.content) + 2 * known


def fault_with(
    clause: Clause, allowed: frozenset[Force], sentence: Sentence, evidence: CitedPassage, reckoned: frozenset[int]
) -> Bilingual | None:
    """What of `clause` the sentence does not bear out; None where all of it stands there.

    Args:
        clause: of the claim.
        allowed: the forces with which the claim may mean it.
        sentence: of the passage.
        evidence: the passage.
        reckoned: places, among the clause's numbers, of those that are worked out from the source's.
    """
    own = _own(clause, sentence)
    shared = [word for word in clause.content if word in sentence.words]
    so_said = SAYING_SO.get(own.force, frozenset())
    needed = [
        word
        for word in clause.content
        if word in sentence.words or (word not in evidence.around and word not in so_said)
    ]
    counted = {clause.figures.numbers[at].unit for at in reckoned}
    reason = (
        _date_fault(clause, sentence, evidence)
        or _number_fault(clause, sentence, evidence, reckoned)
        or _word_fault(clause, sentence, own, evidence, needed, shared, counted if reckoned else None)
        or _denial_fault(clause, sentence, own, evidence, bool(reckoned))
        or (None if reckoned and evidence.force == "fact" else _force_fault(allowed, own))
    )
    return reason or None


def _own(clause: Clause, sentence: Sentence) -> Clause:
    """The clause of the source that says most of what `clause` says."""
    amounts = {number.amount for number in clause.figures.numbers if not number.doubtful}
    said = set(clause.words)

    def likeness(one: Clause) -> tuple[float, int]:
        known = sum(number.amount in amounts for number in one.figures.numbers)
        return len(said & set(one.content)) + 3 * known, -len(one.content)

    return max(sentence.clauses, key=likeness)


def _date_fault(clause: Clause, sentence: Sentence, evidence: CitedPassage) -> Bilingual | None:
    if missing := sorted(clause.figures.symbols - evidence.symbols):
        return both("answers.struck_document", document=missing[0])
    known = [one for part in sentence.clauses for one in part.figures.dates]
    compared = [one for part in sentence.clauses for one in part.figures.compared]
    for date in sorted(clause.figures.dates):
        if any(one.startswith(date) for one in known):
            continue
        silent = all(len(one) != len(date) for one in known)
        if silent and any(one.startswith(date) for one in evidence.header_dates):
            continue
        return _date_reason(date, known, evidence)
    for date in sorted(clause.figures.compared):
        if not any(one.startswith(date) for one in (*compared, *known)):
            return _date_reason(date, compared, evidence)
    return None


def _date_reason(date: str, known: Sequence[str], evidence: CitedPassage) -> Bilingual:
    theirs = next((one for one in known if len(one) == len(date)), None) or next(iter(evidence.header_dates), None)
    if theirs is None or len(theirs) != len(date):
        return both("answers.struck_date", date=date)
    return both("answers.struck_date_other", theirs=theirs, ours=date)


def _number_fault(
    clause: Clause, sentence: Sentence, evidence: CitedPassage, reckoned: frozenset[int]
) -> Bilingual | None:
    theirs = [(number, one) for one in sentence.clauses for number in one.figures.numbers]
    amounts = {number.amount for number in clause.figures.numbers}
    for at, number in enumerate(clause.figures.numbers):
        if at in reckoned or _within_share(number, clause):
            continue
        same = [
            (other, one)
            for other, one in theirs
            if other.amount == number.amount
            and other.mark.lstrip("-−+") == number.mark.lstrip("-−+")
            and (not number.mark[:1] in "-−+" or number.mark == other.mark or not number.mark)
            and (other.whole_of is None or other.whole_of in amounts)
        ]
        if number.whole_of is not None and any(_unit(number, other, _label_of(other, one)) for other, one in same):
            continue
        if any(_stands(number, clause, other, one, sentence, evidence) is None for other, one in same):
            continue
        if not same and any(other.amount == number.amount and other.unit == number.unit for other in evidence.titled):
            continue
        if number.doubtful and not any(other.unit == number.unit and number.unit for other, _ in theirs):
            continue
        if same:
            other, one = same[0]
            fault = _stands(number, clause, other, one, sentence, evidence)
            assert fault
            return fault
        return _rival_reason(number, [other for other, _ in theirs if other.whole_of is None])
    return None


def _within_share(number: Number, clause: Clause) -> bool:
    """Whether `number` is only the part or the whole of a share "13/15", which is compared as one."""
    start, end = number.span
    return any(
        other is not number and isinstance(other.amount, str) and other.span == (start, end)
        for other in clause.figures.numbers
    )


def _rival_reason(number: Number, theirs: Sequence[Number]) -> Bilingual:
    kind = "answers.struck_numeral" if not any(map(str.isdigit, number.text)) else "answers.struck_number"
    rival = next((one for one in theirs if one.unit and one.kind == number.kind), None)
    rival = rival or next((one for one in theirs if one.mark and one.mark == number.mark), None)
    if rival is None or not number.text.strip():
        return both(kind, number=number.text)
    return both("answers.struck_number_other", theirs=rival.text, ours=number.text)


def _unit(number: Number, other: Number, label: frozenset[str]) -> bool:
    """Whether `other` counts what `number` counts, the word for it standing behind it or elsewhere in its `label`."""
    if not number.unit or number.unit == other.unit:
        return True
    if number.unit in MEASURES or other.unit in MEASURES or number.mark != other.mark:
        return False
    return number.unit in label


def _stands(
    number: Number, clause: Clause, other: Number, one: Clause, sentence: Sentence, evidence: CitedPassage
) -> Bilingual | None:
    """What keeps `other`, in the source's clause `one`, from bearing out `number`; None where it does."""
    different = both("answers.struck_number_other", theirs=other.text, ours=number.text)
    rivals = (rival for part in sentence.clauses for rival in part.figures.numbers if rival.unit == number.unit)
    if number.unit and number.unit != other.unit and any(rival.amount != number.amount for rival in rivals):
        return different
    if number.ordinal != other.ordinal or not _unit(number, other, _label_of(other, one)):
        return different
    if number.per and not (number.per == other.per or (not other.per and set(number.per) <= other.each)):
        return different
    if number.bound != other.bound:
        return both("answers.struck_bound", theirs=_bounded(other, one), ours=_bounded(number, clause))
    if number.way != other.way or (number.end and other.end and number.end != other.end):
        return both("answers.struck_bound", theirs=_bounded(other, one), ours=_bounded(number, clause))
    return None if number.ordinal else _label_fault(number, clause, other, one, sentence, evidence)


def _bounded(number: Number, clause: Clause) -> str:
    """A number with the two words before it, which bound it or say what became of it."""
    before = clause.text[: number.span[0]].split()[-2:]
    return " ".join([*before, number.text])


def _label_of(number: Number, clause: Clause) -> frozenset[str]:
    return next(label for one, label in zip(clause.figures.numbers, clause.labels, strict=True) if one is number)


def _label_fault(
    number: Number, clause: Clause, other: Number, one: Clause, sentence: Sentence, evidence: CitedPassage
) -> Bilingual | None:
    """Whether the claim says of a number what the source says of another number of the same kind."""
    ours, theirs = _label_of(number, clause), _label_of(other, one)
    if _gathered(ours, one, sentence, evidence):
        return both("answers.struck_elsewhere")
    lead = set(sentence.clauses[0].content) if one is not sentence.clauses[0] else set()
    foreign = ours - theirs
    beside_it = next(
        (said for part in evidence.single if one.text in (said := [clause.text for clause in part.clauses])),
        [clause.text for clause in sentence.clauses],
    )
    for place in (clause for part in (sentence, *evidence.single) for clause in part.clauses):
        for rival, label in zip(place.figures.numbers, place.labels, strict=True):
            if rival.kind != other.kind or rival.amount == other.amount or rival.whole_of is not None:
                continue
            borrowed = foreign & (label - theirs)
            beside = place.text in beside_it
            as_near = len(ours & theirs) - len(ours & label) < (-1 if not beside else 1 if borrowed - evidence.around else 0)
            if borrowed and as_near and (borrowed - lead or place is not sentence.clauses[0]):
                return both("answers.struck_number_other", theirs=place.text, ours=clause.text)
    return None


def _gathered(label: frozenset[str], one: Clause, sentence: Sentence, evidence: CitedPassage) -> bool:
    """Whether what a claim says about a figure stands, for the most part, behind the clause `one` that has it."""
    before = sentence.clauses[: sentence.clauses.index(one) + 1]
    there = {word for clause in before for word in clause.content} | evidence.around
    return len(label) >= ALONE and 3 * sum(word in there for word in label) < 2 * len(label)


def _word_fault(
    clause: Clause, sentence: Sentence, own: Clause, evidence: CitedPassage, needed: Sequence[str], shared: Sequence[str], counted: set[str] | None
) -> Bilingual | None:
    known = sentence.words | evidence.words | evidence.around | SAYING_SO.get(own.force, frozenset()) | (counted or set())
    words = clause.content
    new = [word for word in words if word not in known]
    in_a_row = any({one, other}.isdisjoint(known) for one, other in pairwise(words))
    if in_a_row or len(new) > len(words) // NEW_WORDS_EACH:
        return both("answers.struck_words", listed=", ".join(dict.fromkeys(new)))
    if 3 * len(shared) < 2 * len(needed) or (len(needed) < ALONE and len(shared) < len(needed)):
        return both("answers.struck_elsewhere")
    said = f" {' '.join(sentence.order)} "
    ours = f" {' '.join(clause.words)} "
    for phrase in QUANTIFIERS:
        if f" {phrase} " in ours and f" {phrase} " not in said and not _only_of_little(phrase, clause, sentence):
            return both("answers.struck_negation", phrase=phrase)
    for word in clause.words:
        if (other := OPPOSITES.get(word)) and word not in own.words and other in own.words and other not in clause.words:
            return both("answers.struck_replaced", theirs=own.text, ours=clause.text)
    return None if counted else _replaced(clause, sentence, own, evidence)


def _only_of_little(phrase: str, clause: Clause, sentence: Sentence) -> bool:
    """Whether "chỉ" does no more than call a number small, which the source does too."""
    little = {"mới", "hạn", "thấp", "ít", "thiếu", "chưa", "không"}
    return phrase == "chỉ" and any(number.only for number in clause.figures.numbers) and bool(little & sentence.words)


def _replaced(clause: Clause, sentence: Sentence, own: Clause, evidence: CitedPassage) -> Bilingual | None:
    """Whether a word that the sentence has not stands where it has another one: the same words about it, another inside."""
    follows: dict[str, set[str]] = {}
    leads: dict[str, set[str]] = {}
    for part in sentence.clauses:
        for one, other in pairwise(part.content):
            follows.setdefault(one, set()).add(other)
            leads.setdefault(other, set()).add(one)
    words, ours = clause.content, set(clause.words)
    alone = next((part.words for part in evidence.single if any(own.text == one.text for one in part.clauses)), None)
    known = (alone or sentence.words) | evidence.around | SAYING_SO["request"] | SAYING_SO["target"]
    foreign = [word not in known for word in words]
    at = 0
    while at < len(words):
        if not foreign[at]:
            at += 1
            continue
        end = at
        while end < len(words) and foreign[end]:
            end += 1
        left = words[at - 1] if at else None
        right = words[end] if end < len(words) else None
        behind = follows.get(left, set()) - ours if left else set()
        before = leads.get(right, set()) - ours if right else set()
        joins = left and right and right in follows.get(left, set())
        if not joins and ((behind and (before or right is None)) or (left is None and before)):
            theirs = next(part.text for part in sentence.clauses if {left, right} & set(part.content))
            return both("answers.struck_replaced", theirs=theirs, ours=clause.text)
        together = any({left, right} <= set(part.content) for part in sentence.clauses)
        if together and behind and not joins and follows.get(left or "") == behind:
            theirs = next(part.text for part in sentence.clauses if left in part.content)
            return both("answers.struck_replaced", theirs=theirs, ours=clause.text)
        at = end
    return None


def _denial_fault(
    clause: Clause, sentence: Sentence, own: Clause, evidence: CitedPassage, reckoned: bool
) -> Bilingual | None:
    """Whether the claim denies what the source does not, or says what the source denies."""
    denied = [scope for part in sentence.clauses for scope in part.denied]
    going_on = UNFINISHED <= set(clause.words) and "đang" in own.words
    left = [(part, scope) for part in sentence.clauses for scope in part.denied]
    for whole in clause.denied:
        scope = whole[:SCOPE]
        if reckoned and scope and scope[0][0].isnumeric():
            continue
        same = next((one for one in left if _same_scope(scope, one[1])), None)
        if same is not None:
            left.remove(same)
            if _gathered(_before_negation(clause), same[0], sentence, evidence):
                return both("answers.struck_elsewhere")
        elif not going_on:
            return both("answers.struck_negation", phrase=_phrase(clause, scope))
    ours = {word for scope in clause.denied for word in scope}
    affirmed = Counter(one for part in sentence.clauses for one in _singly_and_in_pairs(part.words))
    affirmed.subtract(one for scope in denied for one in _singly_and_in_pairs(scope[:SCOPE]))
    spoken = set(_singly_and_in_pairs(clause.words))
    for part in sentence.clauses:
        for scope in part.denied:
            if set(scope) & ours or not scope or scope[0][0].isnumeric():
                continue
            near = scope[:SCOPE]
            keys = [*map(" ".join, pairwise(near))] if part is own else [" ".join(near[:2])]
            alone = part is own and scope[0] in spoken and own.words.count(scope[0]) == 1
            if alone or any(key in spoken and affirmed[key] <= 0 for key in keys):
                return both("answers.struck_denied", phrase=" ".join(scope[:2]))
    return None


def _singly_and_in_pairs(words: Sequence[str]) -> list[str]:
    plain = [word for word in words if word not in WEAK and word not in NEGATIONS and not word[0].isnumeric()]
    return [*plain, *(f"{one} {other}" for one, other in pairwise(plain))]


def _before_negation(clause: Clause) -> frozenset[str]:
    """The content words before the last negation of `clause`: what it denies something of."""
    last = max(at for at, word in enumerate(clause.words) if word in NEGATIONS)
    return frozenset(set(clause.words[:last]) & set(clause.content) - MEASURES)


def _same_scope(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Whether two negations deny the same: most of the words, or half of them and the nearest."""
    common = len(set(ours) & set(theirs))
    if ours and ours[0][0].isnumeric() and ours[:1] != theirs[:1]:
        return False
    if theirs and set(theirs) <= set(ours):
        return True
    theirs = theirs if ours[:1] == theirs[:1] else theirs[:SCOPE]
    return not ours or 2 * common > len(ours) or (2 * common == len(ours) and ours[0] in theirs)


def _phrase(clause: Clause, scope: tuple[str, ...]) -> str:
    """The negation before `scope` with the word behind it, as the claim has them."""
    for at, word in enumerate(clause.words):
        if word in NEGATIONS and (not scope or scope[0] in clause.words[at:]):
            return " ".join(clause.words[at : at + 2])
    return " ".join(scope[:2])


def _force_fault(allowed: frozenset[Force], own: Clause) -> Bilingual | None:
    if own.force in allowed:
        return None
    if own.force == "fact":
        return both("answers.struck_not_asked")
    return both(f"answers.struck_{own.force}")
