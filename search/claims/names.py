"""Names in a claim: whether the passage or its report has them, and whether what it says is said of whom it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ...corpus.report import Header
from ...corpus.vietnamese import tokens
from .clauses import line
from .figures import SYMBOL
from .vocabulary import FUNCTION_WORDS, HEADS

BEFORE_NAMES = frozenset(
    [
        "xã", "phường", "huyện", "quận", "tỉnh", "thôn", "ấp", "bản", "khu", "tổ", "thịtrấn", "thịxã", "thànhphố",
        "ông", "bà",
    ]
)  # fmt: skip
"""Words in small letters that belong to the name behind them."""

UNITS = frozenset(["xã", "phường", "thịtrấn", "huyện", "thịxã", "quận", "thànhphố", "tỉnh"])
OF_THE_UNIT = re.compile(r"(?:UBND|HĐND|Huyện ủy|Tỉnh ủy|Thị ủy|Thành ủy|Quận ủy|Đảng ủy|Ban Chỉ huy|Ban Chỉ đạo)\b")
"""An agency that speaks for its whole unit; a department speaks for itself."""

LED_TO = frozenset(
    ["ở", "tại", "của", "thuộc", "trên", "trong", "bàn", "từ", "do", "cho", "theo", "toàn", "nghị", "với"]
)
"""Before a name that says where, whose or of whom it is asked, not who."""


@dataclass(frozen=True, slots=True)
class Named:
    """Whose report it is.

    Attributes:
        agency: as `line` has it.
        unit: the unit that the agency speaks for, as tokens ("xã tân lập"); "" for a department.
        above: the agencies and units above it, as tokens.
        bare: types of units that the passage names without their name ("Toàn huyện").
    """

    agency: str
    unit: str
    above: frozenset[str]
    bare: frozenset[str]

    @property
    def own(self) -> str:
        """The words of the agency's name, between spaces."""
        return f" {' '.join(tokens(self.agency))} "

    @classmethod
    def of(cls, header: Header, text: str) -> Named:
        """What the header of a report and the `text` of a passage name."""
        agency = line(header.agency or "")
        unit = ""
        if OF_THE_UNIT.match(agency):
            words = tokens(agency)
            at = next((at for at, word in enumerate(words) if word in UNITS), None)
            unit = " ".join(words[at:]) if at is not None else ""
            if "ủy" in words and header.district:
                unit = " ".join(tokens(line(header.district)))
        above = [header.parent_agency, header.district, header.province and f"tỉnh {header.province}"]
        named = (" ".join(tokens(line(one))) for one in above if one)
        words = tokens(text)
        return cls(agency, unit, frozenset(one for one in named if one != unit), UNITS & set(words))

    def said_with(self, place: str, said: str) -> bool:
        """Whether `place` only says, in the words `said`, where the agency is: "xã Tân Lập, huyện Thạch Khê"."""
        before = (self.own.strip(), self.unit, *self.above)
        return (self.own in said and f" {place} " in self.own) or any(
            f" {one} {place} " in said for one in before if one
        )

    def covers(self, place: str, said: str, shown: str) -> bool:
        """Whether the words `said` only tell what there is in `place`, for which the agency, a department, works.

        Args:
            place: as tokens.
            said: the words of the claim, each between spaces.
            shown: those of the passage, which may not speak of the department itself.
        """
        own = self.own.strip()
        department = not self.unit and own.endswith(f" {place}") and f" {own.split()[0]} " not in shown
        return department and (f" {place} có " in said or f" {place} còn " in said)

    def stranger(self, subject: str, said: str) -> bool:
        """Whether `subject`, a name with which a claim opens, is another's than the report's.

        Args:
            subject: as tokens.
            said: the words of the passage itself, each between spaces.
        """
        if f" {subject} " in said:
            return False
        kind = subject.split()[0]
        if kind in UNITS and kind in self.bare:
            return False
        return subject in self.above and subject != self.unit and not self.own[1:].startswith(subject)


def names(claim: str) -> Iterator[tuple[list[str], bool, bool]]:
    """Words with capitals that follow one another, the type of a place between or before them.

    Yields:
        the words of a name, whether it opens the claim, and whether a word that says where or whose leads to it.
    """
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
        first = start
        before = words[start - 1] if start and claim[words[start - 1].end() : words[start].start()] == " " else None
        if before and (before[0].lower() in BEFORE_NAMES or re.fullmatch("[IVXLC]+", named[0])):
            named.insert(0, before[0])
            first = start - 1
        led = first > 0 and words[first - 1][0].lower() in LED_TO
        yield named, start == 0, led
        at = end


def spellings(name: list[str], opens: bool) -> list[list[str]]:
    """The ways in which a name may stand in the passage; none where it is but a sentence's first word."""
    if not opens:
        return [name]
    if len(name) == 1 and not (len(name[0]) > 1 and name[0].isupper()):
        return []
    before_a_place = len(name) > 1 and name[1].lower() in BEFORE_NAMES and not name[0].isupper()
    within = name[0].lower() in FUNCTION_WORDS | HEADS or before_a_place
    return [name, name[1:]] if within else [name]
