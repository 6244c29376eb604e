"""What closes a document: where nơi nhận and signature begin and end, and what stands beside what."""

from __future__ import annotations

import re
from functools import cache
from itertools import chain

from ..vietnamese import LOWER, UPPER
from .letterhead import is_motto, plain
from .signature import is_person, positions_by_place
from .signing import BIG_ROLES, POSITIONS, RECIPIENTS, is_signing
from .type_line import read_type_line

RIGHT = rf"(?:TM|T/M|KT|K/T|TL|T/L|TUQ)\s?[./]\s?[{UPPER}]"
NAME_AFTER_ROLE = re.compile(
    rf"(?P<left>[^{LOWER}]*[{UPPER}]{{2}})\s+(?:\(?[Đđ]ã ký\)?\s+)?"
    rf"(?P<name>[{UPPER}][{LOWER}]+(?:\s[{UPPER}][{LOWER}]+){{1,4}})"
)
"""A signature all on one line: "KT. BỘ TRƯỞNG THỨ TRƯỞNG Lò Văn Phín"."""

APPENDIX = re.compile(r"^phụ\s+lục\b", re.IGNORECASE)
ATTACHMENT = re.compile(r"^(?:DANH MỤC|DANH SÁCH|BIỂU|MẪU|BẢNG|SƠ ĐỒ|QUY TRÌNH|NỘI QUY)\b")
ATTACHED_PART = re.compile(
    r"\(?(?:được\s+)?(?:ban\s+hành|kèm)\b.*\btheo\b|(?:phần|chương)\s+(?:thứ\s+nhất|một|i|1|a)\b|điều\s+1\b|I\s*[.)-]\s",
    re.IGNORECASE,
)
"""What stands under the title of an attached document: the note on it, or its first part."""

NOTE_REACH = 4
CLOSING_LINES = 40
CLOSING_LINE_LENGTH = 160
LEAST_CLOSING = 2


@cache
def beside() -> re.Pattern[str]:
    """Between a line of the nơi nhận and the signature beside it, where the columns ran together."""
    return re.compile(rf"(?<=[.;,)])(?={RIGHT})|(?<=\S)\s+(?={RIGHT}|(?:{BIG_ROLES})(?:\s+[{UPPER}\s,-]+)?$)")


@cache
def two_sign() -> re.Pattern[str]:
    """Two lines of signature run together, or two signatures side by side."""
    return re.compile(
        rf"(?P<left>{RIGHT}.*?\S|{BIG_ROLES}|{POSITIONS})(?<!BAN)(?<!ĐOÀN)(?<!TRÁCH)(?<!TỔNG)(?<!PHÓ)(?<!CHI)(?<!CHÁNH)(?<!,)"
        rf"\s+(?P<right>{RIGHT}.*|(?:{BIG_ROLES}|{POSITIONS}))"
    )


def closing_span(lines: list[str]) -> tuple[int, int] | None:
    """From where to where nơi nhận and signature go; None if there is no closing.

    They begin at the first such line with no body after it but that of an attachment.
    """
    for start, line in enumerate(lines):
        if RECIPIENTS.match(line) or is_signing(line):
            end = _closing_end(lines, start)
            if end is not None:
                return start, end
    return None


def _closing_end(lines: list[str], start: int) -> int | None:
    signed = False
    for at in range(start, len(lines)):
        line = lines[at]
        if at - start >= LEAST_CLOSING and APPENDIX.match(line):
            return at
        if signed and (_opens_attachment(line) or _titles_attachment(lines, at) or len(line) > CLOSING_LINE_LENGTH):
            return at if _opens_attachment(line) or _titles_attachment(lines, at) else None
        if len(line) > CLOSING_LINE_LENGTH or at - start > CLOSING_LINES:
            return None
        signed = signed or (at > start and is_person(line))
    return len(lines) if len(lines) - start <= CLOSING_LINES else None


def _titles_attachment(lines: list[str], at: int) -> bool:
    """Whether a line in capitals after a signature titles what is attached: a note or a first part is near below it."""
    line = lines[at]
    if not line.isupper() or is_signing(line) or is_person(line) or RECIPIENTS.match(line):
        return False
    below = lines[at + 1 : at + 1 + NOTE_REACH]
    first = next((place for place, one in enumerate(below) if ATTACHED_PART.match(one)), None)
    return first is not None and not any(is_signing(one) for one in below[:first])


def _opens_attachment(line: str) -> bool:
    """Whether another document begins: its type in capitals, its motto, or "(Ban hành kèm theo …"."""
    if line.isupper() and (ATTACHMENT.match(line) or read_type_line(plain(line), "", formal=False) or is_motto(line)):
        return True
    return line.lower().startswith(("(ban hành", "(kèm theo", "chương i", "điều 1."))


def unmerged(closing: list[str]) -> list[str]:
    """The lines of a closing with the signature's column, where it ran into the one of nơi nhận, on its own lines."""
    return list(chain.from_iterable(_columns(line) for line in closing))


def _columns(line: str) -> list[str]:
    if " | " in line:
        return [part for cell in line.split(" | ") for part in _columns(cell)]
    if RECIPIENTS.match(line) or line.startswith(("-", "+", "•")):
        between = beside().search(line)
        return [line[: between.start()], *_columns(line[between.end() :])] if between else [line]
    named = NAME_AFTER_ROLE.fullmatch(line)
    if named and is_signing(named["left"]):
        return [*_columns(named["left"]), named["name"]]
    two = two_sign().fullmatch(line)
    return [*_columns(two["left"]), *_columns(two["right"])] if two else [line]


def recipients(closing: list[str]) -> tuple[str, ...]:
    """The nơi nhận, one an entry, without dashes and closing marks; wrapped lines joined."""
    found: list[str] = []
    placed = positions_by_place(closing)
    labelled = listing = dashed = False
    for line in closing:
        if RECIPIENTS.match(line):
            labelled = listing = True
        elif line in placed or is_signing(line) or _opens_attachment(line):
            listing = False
        beside_signature = labelled and line.startswith("-")
        named = RECIPIENTS.sub("", line).strip(" -+•✓")
        if named and found and (_is_wrapped(found[-1], line, dashed) if listing else _is_rest(found[-1], line)):
            found[-1] += f" {named}"
        elif named and (listing or beside_signature):
            dashed = dashed or RECIPIENTS.sub("", line).lstrip().startswith(("-", "+", "•", "✓"))
            found.append(named)
    return tuple(name.rstrip(" ;,.") for name in found)


def _is_rest(above: str, line: str) -> bool:
    """Whether `line`, read after the signature beside it, ends the nơi nhận `above`, which a page or column cut."""
    return line.endswith(";") and not line.startswith("-") and not above.endswith((";", ".", ","))


def _is_wrapped(above: str, line: str, dashed: bool) -> bool:
    """Whether `line` goes on with the nơi nhận `above`: without a dash among those with one, or in a small letter."""
    if line.startswith(("-", "+", "•", "✓")) or above.endswith((";", ".")):
        return False
    if is_person(line) and not re.search(r"[;,&]", above[-1] + line):
        return False
    return dashed or line[:1].islower() or line.startswith("(")
