"""What a digital signature's stamp, or a portal's, says of who signed and when."""

from __future__ import annotations

import re

from ..dates import iso
from ..report import Precision
from .signature import is_person, person_name

SIGNED_BY = re.compile(
    r"(?:người\s+ký|ký\s+bởi|được\s+ký\s+bởi|signed\s+by|digitally\s+signed\s+by)\s*:?\s*(?P<name>\S.*)", re.I
)
SIGNED_AT = re.compile(
    r"(?:thời\s+gian\s+ký|ngày\s+ký|ký\s+ngày|signing\s+time|date)\s*:?\s*"
    r"(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>\d{4})\b",
    re.IGNORECASE,
)
"""Day before month, as Vietnamese programs write it: "Thời gian ký: 12.09.2025 10:22:33 +07:00"."""

STAMPED = re.compile(
    r"(?:người\s+ký|ký\s+bởi|được\s+ký\s+bởi|(?:digitally\s+)?signed(?:\s+by)?|thời\s+gian\s+ký|ngày\s+ký|email|cơ\s+quan)\s*:"
    r"|date\s*:\s*\d|signature\s+valid|chữ\s+ký\s+hợp\s+lệ|\S+@\S+\.\S+$",
    re.IGNORECASE,
)
"""The lines of such a stamp, which are no part of the letterhead that it stands in."""


def stamped_signer(lines: list[str]) -> str | None:
    """The person that a stamp names as signer; None where it names an agency, or there is none."""
    for line in lines:
        match = SIGNED_BY.match(line)
        name = match["name"].split(",")[0].strip(" .") if match else ""
        if name and is_person(name):
            return person_name(name)
    return None


def stamped_date(lines: list[str]) -> tuple[str, Precision] | None:
    """When a stamp says that the document was signed."""
    match = next((found for line in lines if (found := SIGNED_AT.match(line))), None)
    return iso(match["year"], match["month"], match["day"]) if match else None
