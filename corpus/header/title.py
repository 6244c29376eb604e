"""What an enacted document's title says of itself, and where it ends: above the line that names who decides."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..dates import date_in
from ..report import Precision
from ..vietnamese import fold
from .agency_lines import LETTERHEAD_AGENCY
from .agency_names import natural_name
from .letterhead import DATE, NUMBER, number_of, plain
from .state_bodies import body_of_office, state_body, state_body_opening
from .type_line import ENACTED_TYPES

GROUNDS = re.compile(
    r"^(?:-\s*)?(?:căn\s+cứ|xét\s+(?:đề\s+nghị|tờ\s+trình|nhu\s+cầu)|theo\s+đề\s+nghị)\b", re.IGNORECASE
)
"""The legal grounds that an enacted document's body opens with."""

FIRST_ARTICLE = re.compile(
    r"^(?:điều\s+(?:1|thứ\s+nhất)\b|chương\s+(?:i|1|thứ\s+nhất)\b|phần\s+(?:i|1|thứ\s+nhất)\b)", re.I
)
AUTHORITY = re.compile(
    r"^(?:CHÍNH PHỦ|THỦ TƯỚNG|QUỐC HỘI|(?:ỦY|UỶ) BAN|CHỦ TỊCH|HỘI ĐỒNG|(?:THỨ|BỘ) TRƯỞNG|THỐNG ĐỐC|TỔNG CỤC TRƯỞNG"
    r"|CỤC TRƯỞNG|(?:TỔNG )?GIÁM ĐỐC|CHÁNH ÁN|VIỆN TRƯỞNG|CHỦ NHIỆM|TỔNG THANH TRA|TRƯỞNG BAN|HIỆU TRƯỞNG"
    r"|TỔNG KIỂM TOÁN|BAN (?:CHẤP HÀNH|THƯỜNG VỤ|CHỈ ĐẠO|BÍ THƯ)|BỘ CHÍNH TRỊ|UBND|HĐND|LIÊN BỘ|TRƯỞNG PHÒNG)\b",
    re.IGNORECASE,
)
"""Who decides, on a line of its own between the title and the grounds."""

OF_A_SESSION = re.compile(r"^\(?\s*(?:kh[óo][áa]|kỳ\s+họp|nhiệm\s+kỳ)\b|^\(", re.IGNORECASE)
BEFORE_GROUNDS = 14
"""Lines at most of title and authority."""

LONGEST_TITLE_LINE = 500
NEXT = re.compile(
    r"[\s,]+(?=số\s*:?\s*\d|ngày\s+\d|v/v\b|về\b|qu[yi]\s+định\b|hướng\s+dẫn\b|ban\s+hành\b|sửa\s+đổi\b|bổ\s+sung\b"
    r"|phê\s+duyệt\b|bãi\s+bỏ\b|công\s+bố\b|giao\b|thành\s+lập\b|chi\s+tiết\b|đính\s+chính\b|kiện\s+toàn\b|điều\s+chỉnh\b"
    r"|thí\s+điểm\b|cho\s+phép\b|triển\s+khai\b|thực\s+hiện\b|tăng\s+cường\b)",
    re.IGNORECASE,
)
"""What follows an issuer's name where capitals leave no other mark of its end."""

LONGEST_ISSUER = 120
MINISTRY = "Bộ "


UNFINISHED = frozenset(
    [
        "và", "của", "về", "các", "tại", "trên", "trong", "năm", "tháng", "với", "cho", "từ", "đến", "huyện", "xã",
        "việc", "tỉnh", "thành", "một", "số", "theo", "do", "thuộc", "đối", "giữa",
    ]
)  # fmt: skip
"""Words that want another after them."""

WHOLE_TIME = re.compile(r"(?:\d|đầu|cuối|hằng|hàng|trong|cả|nhiều|mỗi)\s+(?:năm|tháng)$", re.IGNORECASE)
"""What ends in one of them and yet is whole: "nhiệm vụ 6 tháng cuối năm"."""

UNIT_ENDINGS = (" huyện", " xã", " tỉnh", " thành phố")
"""Words that may yet end a title in small letters above a line in capitals: "… giáo viên dạy giỏi cấp thị xã"."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """What a title says before the trích yếu: "của Chính phủ số 86/2002/NĐ-CP ngày 5 tháng 11 năm 2002".

    Attributes:
        issuer: in its natural form ("Chính phủ"); "" if it is silent.
        number: số và ký hiệu; "" if it is silent.
        issued: ISO 8601 and how precise; None if it is silent.
    """

    issuer: str = ""
    number: str = ""
    issued: tuple[str, Precision] | None = None


NOT_SAID = Attribution()


def attribution(title: tuple[str, ...], doc_type: str) -> tuple[Attribution, tuple[str, ...]]:
    """What `title` says of issuer, number and date at its beginning, and the lines that are left."""
    text = "\n".join(title)
    rest = text
    issuer = number = ""
    issued: tuple[str, Precision] | None = None
    while rest:
        opening = re.match(r"[\s,(–-]*", rest)
        at = opening.end() if opening else 0
        said = plain(rest[at : at + 300])
        numbered = None if number else NUMBER.match(rest, at)
        dated = None if issued else re.match(DATE, rest[at:], re.IGNORECASE)
        named = None if issuer or doc_type not in ENACTED_TYPES else _issuer(rest[at:], "liên" in doc_type.lower())
        if numbered and numbered["symbol"] and numbered["number"]:
            number = number_of(said) or ""
            rest = rest[numbered.end() :]
        elif dated:
            issued = date_in(dated[0])
            rest = rest[at + dated.end() :]
        elif named:
            issuer, end = named
            rest = rest[at + end :]
        else:
            break
    if rest == text:
        return Attribution(), title
    left = tuple(line.strip(" ,") for line in rest.split("\n"))
    return Attribution(issuer, number, issued), tuple(line for line in left if line and line != ")")


def _issuer(text: str, joint: bool) -> tuple[str, int] | None:
    """The issuer that `text` opens with, after "của", and where its name ends."""
    of = re.match(r"c[uủúụũù]a\s+", text, re.IGNORECASE)
    if of is None and not joint:
        return None
    start = of.end() if of else 0
    names: list[str] = []
    end = start
    while found := _body_opening(text[end:], ministry=joint):
        names.append(found[0])
        end += found[1]
        between = re.match(r"\s*(?:[-–,]|và)\s+", text[end:], re.IGNORECASE)
        if not (between and joint and _body_opening(text[end + between.end() :], ministry=True)):
            break
        end += between.end()
    if names:
        return " - ".join(names), end
    if of is None or not (LETTERHEAD_AGENCY.match(body_of_office(text[start : start + 200]))):
        return None
    stop = NEXT.search(text, start)
    end = min(stop.start() if stop else len(text), _line_end(text, start))
    name = " ".join(text[start:end].split())
    return (name, end) if len(name) <= LONGEST_ISSUER else None


def _body_opening(text: str, ministry: bool) -> tuple[str, int] | None:
    """A state body that `text` opens with, and where its name ends; a `ministry` may have lost its "BỘ"."""
    found = state_body_opening(text)
    if found is None and ministry:
        named = state_body_opening(f"{MINISTRY}{text}")
        found = named and (named[0], named[1] - len(MINISTRY))
    return found


def _line_end(text: str, start: int) -> int:
    """The end of the line on which a name stops."""
    end = text.find("\n", start)
    while end >= 0 and unfinished(text[start:end]):
        end = text.find("\n", end + 1)
    return end if end >= 0 else len(text)


def title_above_grounds(first: list[str], lines: list[str]) -> tuple[tuple[str, ...], str, list[str], int] | None:
    """Title, authority and notes in brackets above the grounds or the first article, and how many of `lines` they take;
    None if neither is near.

    Args:
        first: what follows the type on its own line.
        lines: those below it.
    """
    until = next((at for at, line in enumerate(lines) if GROUNDS.match(line) or FIRST_ARTICLE.match(line)), None)
    if until is None or until > BEFORE_GROUNDS:
        return None
    above = lines[:until]
    if any(fold(line).startswith("kinh gui") or len(line) > LONGEST_TITLE_LINE for line in above):
        return None
    start = _authority_start(first, above)
    whole = [*first, *above[:start]]
    if any(line.endswith((".", ":")) for line in [*whole[:-1], *above[start:]]) or (whole and whole[-1].endswith(":")):
        return None
    under_type, notes = _without_notes(above[:start])
    authority = " ".join(line for line in above[start:] if not OF_A_SESSION.match(line))
    return (*first, *under_type), authority, notes, until


def _authority_start(first: list[str], above: list[str]) -> int:
    for at, line in enumerate(above):
        before = [*first, *above[:at]]
        goes_on = before and unfinished(before[-1]) and not (line.isupper() and before[-1].endswith(UNIT_ENDINGS))
        if not AUTHORITY.match(line) or goes_on:
            continue
        if all(_is_authority(one, after=index > 0) for index, one in enumerate(above[at:])):
            return at
    return len(above)


def _is_authority(line: str, after: bool) -> bool:
    if line.isupper() or line.islower() or (after and OF_A_SESSION.match(line)):
        return True
    return state_body(body_of_office(line)) is not None


def _without_notes(lines: list[str]) -> tuple[list[str], list[str]]:
    """`lines` without the notes in brackets under a title, and these, each over one line or more."""
    kept: list[str] = []
    notes: list[str] = []
    inside = False
    for line in lines:
        if inside:
            notes[-1] += f" {line}"
        elif line.startswith("("):
            notes.append(line)
        else:
            kept.append(line)
        inside = (inside or line.startswith("(")) and not line.endswith(")")
    return kept, notes


def unfinished(line: str) -> bool:
    """Whether a title line ends in a word or mark that wants another."""
    last = [] if WHOLE_TIME.search(line) else line.lower().rsplit(maxsplit=1)[-1:]
    return line.endswith((",", "-", "–")) or not UNFINISHED.isdisjoint(last)


def stated_by(said: Attribution, authority: str) -> str:
    """Who issued the document, as its title or else the line above its grounds has it."""
    return said.issuer or (natural_name(authority, "") if authority else "")
