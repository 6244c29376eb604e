"""How far a name goes that is typed without quotes: of an office, a place, a person.

Nothing but its letters tells it from the words behind it. Words that begin with a capital belong to it, and those that
say of which kind it is; of a name in small letters the first two words, as 93 % of the names of districts and 90 % of
those of communes have, and of a person's the first three.
"""

from __future__ import annotations

import re
from functools import cache

from ..corpus.header.agency_names import DEPARTMENTS
from ..corpus.header.places import NOT_IN_NAME, UNIT_LEVELS, provinces
from .filter_values import QUOTES, any_of

PLAIN_WORD = re.compile(rf"[^\s,;:{QUOTES}()\[\]?!]+")
TO_MARK = re.compile(rf"[^,;:{QUOTES}()\[\]?!]*")
"""What no mark ends."""

PLACE_KINDS = (*UNIT_LEVELS, "tp", "tx")
COMMITTEE_KINDS = (
    "UBND", "HĐND", "UBMTTQ", "ủy ban nhân dân", "uỷ ban nhân dân", "hội đồng nhân dân", "đảng ủy", "đảng uỷ",
    "đảng bộ", "chi bộ", "huyện ủy", "huyện uỷ", "tỉnh ủy", "tỉnh uỷ", "thành ủy", "thành uỷ", "thị ủy", "thị uỷ",
    "quận ủy", "quận uỷ", "công an", "tỉnh đoàn", "huyện đoàn", "đoàn xã",
)  # fmt: skip
OFFICE_KINDS = (
    "sở", "phòng", "ban", "bộ", "cục", "chi cục", "tổng cục", "vụ", "trung tâm", "văn phòng", "hội", "đoàn", "trường",
    "bệnh viện", "trạm", "đội", "hạt", "thanh tra", "tòa án", "toà án", "viện", "mặt trận", "liên đoàn", "công đoàn",
    "kho bạc", "bảo hiểm xã hội", "ngân hàng", "công ty", "ủy ban", "uỷ ban",
)  # fmt: skip
LINK_AT_END = re.compile(r" (?:và|-|–)$")
MEASURE = re.compile(r"(?:đồng|triệu|tỷ|tỉ|nghìn|ngàn|người|hộ|ha|kg|tấn|lượt|vụ|%|tính)(?!\w)")
"""What "đơn vị:" says above a table, which is no office."""

PLACE_WORDS, PERSON_WORDS = 2, 3
"""Words of a name in small letters, as far as nothing ends it: of a place, of a person."""

LONGEST_NAME = 14
LONGEST_PLACE = 4


@cache
def kind_named() -> re.Pattern[str]:
    """The words for what kind of unit or office something is; not those of "xã hội" and "bộ phận"."""
    committee, place, office = map(any_of, (COMMITTEE_KINDS, PLACE_KINDS, OFFICE_KINDS))
    return re.compile(
        rf"(?:(?P<committee>{committee})|(?P<place>{place}\.?)|(?P<office>{office}))"
        r"(?!(?-i: (?:hội|hoi|phận|phan))\b)(?!\w)",
        re.IGNORECASE,
    )


@cache
def department_named() -> re.Pattern[str]:
    """The name of a department."""
    return re.compile(rf"{any_of(DEPARTMENTS, ' ')}(?!\w)", re.IGNORECASE)


@cache
def province_named() -> re.Pattern[str]:
    """The name of a province, with its type or without."""
    names = any_of(["Huế", *(name for _, name in provinces().values())])
    return re.compile(rf"(?:(?:tỉnh|tinh|thành phố|thanh pho|tp\.?) )?{names}(?!\w)", re.IGNORECASE)


def typed_name(text: str, place: int, field: str, *, spaced: bool, first: bool) -> tuple[str, int] | None:
    """The name of an office, a place or a person at `place`, and its end; None where there is none.

    Behind a blank it must begin with a capital, a kind of unit or a known province, or be all there is; behind a comma
    it must be no word that may be looked for.

    Args:
        text: what stands behind a filter's name.
        place: where the value begins.
        field: "agencies", "provinces", "districts" or "signers".
        spaced: whether a blank parts it from the filter's name.
        first: whether it is the first value.
    """
    tail = TO_MARK.match(text, place)
    stretch = tail[0].rstrip() if tail else ""
    whole = len(stretch.split()) <= (PLACE_WORDS if field != "signers" else PERSON_WORDS + 1)
    if field == "agencies" and MEASURE.match(stretch.lower()):
        return None
    if field == "provinces" and (known := province_named().match(text, place)):
        return known[0], known.end()
    reader = _NameReader(text, place, field, one_case=stretch.islower() or stretch.isupper())
    end = reader.end()
    if end == place:
        return None
    named = len(text[place:end].split()) > 1 or text[place:end].isupper() or field != "agencies"
    numbered = field == "districts" and text[place:end].isdecimal()
    sure = reader.began_with_kind or numbered or (stretch[:1].isupper() and not reader.one_case and named)
    if not first:
        two = len(text[place:end].split()) > 1 or not text.startswith(" ", place - 1)
        return (text[place:end], end) if sure and two else None
    if spaced and not sure and (field == "agencies" or not whole):
        return None
    return text[place:end], end


class _NameReader:
    """One name, read word by word.

    In the name of an office each word of two syllables begins with a capital ("Nội vụ"); in that of a place or a person
    every syllable does, and in what an office is called after one: "Trường Tiểu học Nguyễn Du".

    Attributes:
        began_with_kind: whether the first word says what kind of unit it is.
        of_place: whether every syllable has a capital.
        capitals, small: how many words there are since the last kind, with a capital and without.
        ended_alone: whether the last word with a capital was of one syllable.
        needs_name: whether a kind of place stands last, so that a name is next: "xã Hội An".
        titled: whether the last kind begins with a capital, as what it is called then would too: "Sở".
    """

    def __init__(self, text: str, place: int, field: str, *, one_case: bool) -> None:
        self.text = text
        self.place = place
        self.field = field
        self.one_case = one_case
        self.began_with_kind = False
        self.of_place = True
        self.capitals = 0
        self.small = 0
        self.ended_alone = False
        self.needs_name = False
        self.titled = False

    def end(self) -> int:
        """One past the name."""
        at = self.place
        for _ in range(LONGEST_NAME):
            start = at + (at > self.place and self.text.startswith(" ", at))
            if at > self.place and start == at:
                break
            following = self._department(start) or self._kind(start) or self._word(start)
            if following is None:
                break
            at = following
        return at - len(self.text[self.place : at]) + len(LINK_AT_END.sub("", self.text[self.place : at]))

    def _kind(self, start: int) -> int | None:
        if self.field == "signers":
            return None
        match = kind_named().match(self.text, start)
        if match is None or self.needs_name or (self.field != "agencies" and not match["place"]):
            return None
        named = self.capitals or self.small
        if named:
            following = self.text[match.end() + 1 : match.end() + 2]
            if not match["place"] or not (following.isupper() or (self.one_case and following.isalnum())):
                return None
        elif start == self.place:
            self.began_with_kind = True
        self.of_place = match["office"] is None
        self.needs_name = match["place"] is not None
        self.titled = match[0].istitle() and not self.one_case
        self.capitals = self.small = 0
        return match.end()

    def _department(self, start: int) -> int | None:
        if self.of_place or self.capitals or self.small:
            return None
        match = department_named().match(self.text, start)
        if match is None:
            return None
        self.capitals += 1
        return match.end()

    def _word(self, start: int) -> int | None:
        match = PLAIN_WORD.match(self.text, start)
        if match is None:
            return None
        self.needs_name = False
        word = match[0].rstrip(".")
        if self.capitals or self.small:
            if word.lower() in NOT_IN_NAME - {"và"} or (self.of_place and self.capitals >= LONGEST_PLACE):
                return None
            if word in ("và", "-", "–"):
                after = PLAIN_WORD.match(self.text, match.end() + 1)
                return match.end() if after and after[0][:1].isupper() and not self.one_case else None
        if word[:1].isupper() and not self.one_case:
            self.capitals += 1
            end = match.end() - len(match[0]) + len(word)
            self.of_place = self.of_place or self.ended_alone
            second = None if self.of_place else PLAIN_WORD.match(self.text, end + 1)
            self.ended_alone = second is None or not second[0].islower() or bool(kind_named().match(self.text, end + 1))
            return end if self.ended_alone or second is None or second[0] == "và" else second.end()
        limit = PERSON_WORDS if self.field == "signers" else PLACE_WORDS
        if self.titled or self.capitals or self.small >= limit or not word[:1].isalnum():
            return None
        self.small += limit if word.isdecimal() else 1
        return match.end() - len(match[0]) + len(word)
