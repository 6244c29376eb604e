"""Words of closed sets in a letterhead (kinds of office, their fields, types of unit), a slip in their letters mended.

Only where nothing but marks over letters differs: "SỞ Y TÉ" can be nothing but "SỞ Y TẾ".
"""

from __future__ import annotations

import re
from functools import lru_cache

from ..vietnamese import fold
from .agency_names import DEPARTMENTS
from .places import UNIT_LEVELS

OFFICE_KINDS = ("Sở", "Phòng", "Ban")
UNIT_TYPES = "|".join(sorted(map(fold, UNIT_LEVELS), key=len, reverse=True))
COMMITTEE = re.compile(rf"(?P<committee>uy ban nhan dan|ubnd)(?P<of> (?P<type>{UNIT_TYPES})(?= \w))?")
OFFICE_OPENING = re.compile(rf"(?:{'|'.join(fold(kind) for kind in OFFICE_KINDS)}) ")
UNITS_BY_FOLDED = {fold(kind): kind for kind in UNIT_LEVELS}
COMMITTEES = {"uy ban nhan dan": ("ỦY BAN NHÂN DÂN", "UỶ BAN NHÂN DÂN"), "ubnd": ("UBND",)}
"""Each as it may be written, the usual spelling first."""


def mended(line: str) -> str:
    """A line of a letterhead, in capitals, with the words of closed sets spelled as they are; any other as it is."""
    if not line.isupper() or len(fold(line)) != len(line):
        return line
    folded = fold(line)
    committee = COMMITTEE.match(folded)
    if committee:
        spellings = COMMITTEES[committee["committee"]]
        said = line[: committee.end("committee")]
        of = f" {UNITS_BY_FOLDED[committee['type']].upper()}" if committee["of"] else ""
        return f"{said if said in spellings else spellings[0]}{of}{line[committee.end() :]}"
    if not OFFICE_OPENING.match(folded):
        return line
    for office, name in _offices():
        if folded.startswith(office) and folded[len(office) : len(office) + 1] in ("", " "):
            same = line[: len(office)] == name
            return line if same else f"{name}{line[len(office) :]}"
    return line


def office_in(agency: str) -> str:
    """The name of closed set that an agency's name opens with: "Sở Y tế" of "Sở Y tế tỉnh Hải Lam"; "" if none."""
    return next((agency[: len(folded)] for folded, name in _offices() if agency.upper().startswith(name)), "")


@lru_cache(maxsize=1)
def _offices() -> tuple[tuple[str, str], ...]:
    """Each office's name, folded and in capitals, the longest first; a name that another folds to is left out."""
    names = [f"{kind} {field}".upper() for kind in OFFICE_KINDS for field in DEPARTMENTS]
    by_folded: dict[str, set[str]] = {}
    for name in names:
        by_folded.setdefault(fold(name), set()).add(name)
    alone = ((folded, *spelled) for folded, spelled in by_folded.items() if len(spelled) == 1)
    return tuple(sorted(((pair[0], pair[1]) for pair in alone), key=lambda pair: -len(pair[0])))
