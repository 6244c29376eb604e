"""Who does something, and where or whose it is: a name in the place in which the source has another's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ...corpus.references.doc_types import TYPE_CODES
from ...corpus.vietnamese import place_tone, tokens
from ...words import Bilingual, both
from ..lexicon import is_pair
from .clauses import content, line, pieces
from .evidence import CitedPassage
from .figures import SYMBOL
from .names import BEFORE_NAMES, UNITS
from .vocabulary import BODIES, HEADS

LEADS = frozenset(["ở", "tại", "của", "thuộc", "bởi"])
"""Before a name that says where, whose, or by whom."""

ASPECTS = frozenset(["đã", "đang", "sẽ", "cũng", "vừa", "mới", "còn", "vẫn", "chỉ", "đều", "thì", "là", "có"])
"""Between who does something and what is done."""

DOCUMENTS = frozenset(name.lower() for name in TYPE_CODES)
"""Names of what does nothing itself."""

WORD = re.compile(r"[^\W_]+|\|")

Name = tuple[str, ...]


def slot_fault(text: str, passages: Sequence[CitedPassage]) -> Bilingual | None:
    """Whether the claim `text` names somebody where every sentence with the words beside it names somebody else."""
    if not any(True for piece in pieces(text) for _ in _named(piece)):
        return None
    said = [one for evidence in passages for sentence in evidence.single for one in _pieces_of(sentence.text)]
    for piece in pieces(text):
        words = _words(piece)
        for name, first, end in _named(piece):
            for others, source in (_doers(words, first, end, said), _holders(words, first, end, said)):
                if others and not any(_same(name, other, passages) for other in others):
                    return both("answers.struck_replaced", theirs=source, ours=piece)
    return None


HOLDS = re.compile(
    r"(?:^|[,;:(]\s*|\bdo\s+)(?:gồm\s+)?(?P<who>[^,;:()]{4,80}?)\s+(?:làm|giữ chức vụ|giữ chức)\s+"
    r"(?P<role>(?:phó\s+)?(?:trưởng|tổ trưởng|đội trưởng|chủ nhiệm|chủ tịch|giám đốc)(?:\s+[^\W\d]+)?)",
    re.IGNORECASE,
)
"""Who holds which office in a body: "do Phó Chủ tịch UBND xã làm Trưởng ban"."""

BY = re.compile(r"^.*\bdo\s+(?:đồng chí\s+)?", re.IGNORECASE)


def office_fault(text: str, passages: Sequence[CitedPassage]) -> Bilingual | None:
    """Whether the claim gives somebody an office (chức vụ) that its source gives to somebody else."""
    ours = _offices(text)
    theirs = [found for evidence in passages for found in _offices(evidence.text)]
    for who, role in ours:
        same = [other for other, held in theirs if held == role]
        if same and not any(_same_office(who, other) for other in same):
            return both("answers.struck_subject", theirs=" ".join(same[0]), ours=" ".join(who))
    return None


def _same_office(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names of who holds an office may be of one person: a deputy (phó) is none of whom he stands for."""
    common = len(set(one) & set(other))
    return ("phó" in one) == ("phó" in other) and 2 * common >= min(len(one), len(other))


def _offices(text: str) -> list[tuple[list[str], tuple[str, ...]]]:
    return [(tokens(BY.sub("", one["who"])), tuple(tokens(one["role"])[:2])) for one in HOLDS.finditer(text)]


@lru_cache(maxsize=512)
def _pieces_of(text: str) -> tuple[tuple[str, list[str], list[tuple[Name, int, int]]], ...]:
    """The clauses of a sentence, each with its words and names; remembered, since a draft asks the same ones again."""
    return tuple((piece, _words(piece), list(_named(piece))) for piece in pieces(text))


def _words(piece: str) -> list[str]:
    return [place_tone(word.lower()) for word in WORD.findall(SYMBOL.sub("|", piece))]


def _named(piece: str) -> Iterator[tuple[Name, int, int]]:
    """The names and bodies of a clause, each with where its words begin and end."""
    shown = WORD.findall(SYMBOL.sub("|", piece))
    words = [place_tone(word.lower()) for word in shown]
    at = 0
    while at < len(words):
        end = _end_of_name(shown, words, at)
        if end == at and " ".join(words[at : at + 2]) in BODIES:
            end = at + 2 + (words[at + 2 : at + 3] != [] and words[at + 2] in BEFORE_NAMES)
        if end > at and " ".join(words[at : at + 2]) not in DOCUMENTS:
            yield tuple(words[at:end]), at, end
        at = max(end, at + 1)


def _end_of_name(shown: list[str], words: list[str], at: int) -> int:
    """Where the name that begins with shown[at] ends; `at` where none does."""
    end = at
    while end < len(words):
        capital = shown[end][0].isupper()
        whole = end > at and shown[end - 1][0].isupper() and is_pair(words[end - 1], words[end])  # "Phát thanh"
        goes_on = shown[end + 1 : end + 2] and shown[end + 1][0].isupper()
        if not (
            capital
            or whole
            or (words[end] in BEFORE_NAMES and (end > at or goes_on))
            or (words[end] == "và" and end > at + 1 and goes_on)
        ):
            break
        end += 1
    named = [word for word in shown[at:end] if word[0].isupper()]
    alone = at == 0 and len(named) == 1 and named[0] == shown[0] and not _initials(named[0]) and words[0] not in UNITS
    return at if alone or not named else end


def _initials(word: str) -> bool:
    return len(word) > 1 and word.isupper()


Said = Sequence[tuple[str, list[str], list[tuple[Name, int, int]]]]


def _doers(words: list[str], first: int, end: int, said: Said) -> tuple[list[Name], str]:
    """Who stands in the clauses of the source before the two words that follow words[first:end] in the claim."""
    while end < len(words) and words[end] in ASPECTS:
        end += 1
    done = words[end : end + 2]
    if len(done) < 2 or not LEADS.isdisjoint(done) or done[0][0].isnumeric():
        return [], ""
    if content(words[:first]):
        return [], ""  # "Trạm y tế xã Nậm Lìa": the name belongs to what stands before it
    found: list[Name] = []
    source = ""
    for piece, there, named in said:
        for at in range(len(there) - 1):
            if there[at : at + 2] == done:
                before = [name for name, _, stop in named if stop <= at]
                if not before:
                    return [], ""  # said of somebody who is named elsewhere, or of nobody
                found += before
                source = piece
    return found, source


def _holders(words: list[str], first: int, end: int, said: Said) -> tuple[list[Name], str]:
    """Whose or where it is, in the source, what words[first:end] are said to hold: "chuyên ngành của Ban quản lý"."""
    if first < 3 or words[first - 1] not in LEADS:
        return [], ""
    held, lead = words[first - 3 : first - 1], words[first - 1]
    found: list[Name] = []
    source = ""
    for piece, there, named in said:
        for at in range(len(there) - 2):
            if there[at : at + 2] == held:
                beside = [name for name, start, _ in named if start == at + 3 and there[at + 2] == lead]
                if not beside:
                    return [], ""
                found += beside
                source = piece
    return found, source


def _same(ours: Name, theirs: Name, passages: Sequence[CitedPassage]) -> bool:
    """Whether one name holds the other, or one of them is the unit that reports and the other speaks for it."""
    if set(ours) - HEADS <= set(theirs) or set(theirs) <= set(ours):
        return True
    return any(_own(ours, one) and (_own(theirs, one) or ours[0] in theirs) for one in passages)


def _own(name: Name, evidence: CitedPassage) -> bool:
    """Whether `name` is that of the agency that reports, or of its unit."""
    own = tokens(line(evidence.header.agency or ""))
    return set(name) <= {*own, *evidence.named.unit.split()}
