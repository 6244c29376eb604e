"""What a claim denies held against what its source denies: the same, of the same, and no more of either."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise, takewhile

from ...words import Bilingual, both
from ..constants import DENIED_SYLLABLES
from .clauses import Clause, Sentence, compared, content
from .pairing import Pairing
from .planned import short_of_the_plan
from .vocabulary import MEASURES, NEGATIONS, WEAK

NO_MORE = re.compile(r"\bkhông còn\b", re.IGNORECASE)
INSTEAD_OF = re.compile(r"\bthay (?:cho|vì|thế)(?: việc)? (?P<of>.+)$", re.IGNORECASE)

REPLACES = re.compile(
    r"(?<!đã )(?<!được )(?<!phải )(?<!cần )(?<!để )(?<!chưa )\bthay (?:cho |thế )?(?P<of>[^\W\d]+ [^\W\d]+)",
    re.IGNORECASE,
)
"""Between what is done and what was done before."""

LEFT = frozenset([("không", "phải")])
"""How a claim says of what is left that it is not of the part."""

UNFINISHED = frozenset(["chưa", "xong"])
"""What is still going on ("đang") is not finished."""


def denial_fault(pair: Pairing) -> Bilingual | None:
    """Whether the claim denies what the source does not, or says what the source denies."""
    clause, sentence, own = pair.clause, pair.sentence, pair.own
    denied = [scope for part in sentence.clauses for scope in part.denied]
    going_on = set(clause.words) >= UNFINISHED and "đang" in own.words
    left = [(part, scope) for part in sentence.clauses for scope in part.denied]
    for whole in clause.denied:
        scope = whole[:DENIED_SYLLABLES]
        if pair.reckoned and (
            (scope and scope[0][0].isnumeric()) or "còn" in clause.words or not LEFT.isdisjoint(pairwise(clause.words))
        ):
            continue  # what is left is what is not done
        same = next((one for one in left if _same_scope(scope, one[1])), None)
        if same is not None:
            left.remove(same)
            if pair.gathered(_before_negation(clause), same[0]):
                return both("answers.struck_elsewhere")
        elif not (
            going_on
            or short_of_the_plan(clause, sentence)
            or _given_up(clause, scope, own)
            or _lacked(clause, scope, sentence)
        ):
            return both("answers.struck_negation", phrase=_phrase(clause, scope))
    if given := _taken_for_the_other(clause, own):
        return both("answers.struck_replaced", theirs=own.text, ours=given)
    ours = {word for scope in clause.denied for word in scope}
    if not clause.denied and (done := _done(pair)):
        return both("answers.struck_denied", phrase=done)
    affirmed = Counter(one for part in sentence.clauses for one in _singly_and_in_pairs(part.words))
    affirmed.subtract(one for scope in denied for one in _singly_and_in_pairs(scope[:DENIED_SYLLABLES]))
    spoken = set(_singly_and_in_pairs(clause.words))
    for part in sentence.clauses:
        for scope in part.denied:
            if set(scope) & ours or not scope or scope[0][0].isnumeric():
                continue
            near = scope[:DENIED_SYLLABLES]
            inside = tuple(takewhile(part.words.__contains__, near))  # "không có camera, máy ghi âm" denies either
            keys = [*map(" ".join, pairwise(near))] if part is own else [" ".join((inside or near)[:2])]
            alone = part is own and scope[0] in spoken and own.words.count(scope[0]) == 1
            if alone or any(key in spoken and affirmed[key] <= 0 for key in keys):
                return both("answers.struck_denied", phrase=" ".join((inside or scope)[:2]))
    return None


def _given_up(clause: Clause, scope: Sequence[str], own: Clause) -> bool:
    """Whether the claim says that there is no more of what, in the source's clause, something else replaces."""
    replaced = INSTEAD_OF.search(own.text)
    behind = compared(replaced["of"]) if replaced and NO_MORE.search(clause.text) else []
    plain = [word for word in behind if word not in WEAK]
    return bool(scope) and plain[: len(scope)] == list(scope)


def _taken_for_the_other(clause: Clause, own: Clause) -> str:
    """What the claim says to do what its source says to be replaced: "nuôi nhốt thay thả rông giúp …"; "" if none."""
    put = REPLACES.search(own.text)
    if put is None or "thay" in clause.words:
        return ""
    given_up = compared(put["of"])
    before = content(compared(own.text[: put.start()]))
    said = f" {' '.join(given_up)} " in f" {' '.join(clause.words)} "
    return put["of"] if said and len(before) > 1 and set(before).isdisjoint(clause.words) else ""


def _lacked(clause: Clause, scope: Sequence[str], sentence: Sentence) -> bool:
    """Whether the claim says to lack what the source says not to be there yet: "thiếu tiêu chí" of one "chưa đạt"."""
    if "thiếu" not in clause.words or not scope:
        return False
    behind = {word for word in clause.words[clause.words.index("thiếu") + 1 :] if word in clause.content}
    if not set(scope[:2]) <= behind <= sentence.words:
        return False
    return any(
        "chưa" in one.words and set(scope[:2]) <= set(one.words[: one.words.index("chưa")]) for one in sentence.clauses
    )


def _done(pair: Pairing) -> str | None:
    """What the claim says is done ("đã …") and the clause of the source denies; None where there is nothing such."""
    words = pair.clause.words
    denied = {word for scope in pair.own.denied for word in scope[:DENIED_SYLLABLES]}
    for at, word in enumerate(words):
        done = next((one for one in words[at + 1 :] if one not in WEAK), None)
        if word == "đã" and done in denied and pair.own.words.count(done) == 1:
            return done
    return None


def _singly_and_in_pairs(words: Sequence[str]) -> list[str]:
    """The words that may be denied, and each two that follow one another."""
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
    theirs = theirs if ours[:1] == theirs[:1] else theirs[:DENIED_SYLLABLES]
    return not ours or 2 * common > len(ours) or (2 * common == len(ours) and ours[0] in theirs)


def _phrase(clause: Clause, scope: tuple[str, ...]) -> str:
    """The negation before `scope` with the word behind it, as the claim has them."""
    for at, word in enumerate(clause.words):
        if word in NEGATIONS and (not scope or scope[0] in clause.words[at:]):
            return " ".join(clause.words[at : at + 2])
    return " ".join(scope[:2])
