"""Kinds of agency: what an agency is, and of which type of unit, whatever its name: "sở", "UBND huyện", "phường"."""

from __future__ import annotations

import re
from functools import lru_cache

from ..vietnamese import fold

UNIT_TYPES = ("thị trấn", "thị xã", "thành phố", "đặc khu", "xã", "phường", "huyện", "quận", "tỉnh")
UNIT = re.compile(rf"(?<!\w)(?:{'|'.join(UNIT_TYPES)})(?= (?P<name>\w))")
OF_PARTY = {"huyen uy": "huyen", "thi uy": "thi xa", "thanh uy": "thanh pho", "tinh uy": "tinh", "quan uy": "quan"}
"""The types of unit in the names of Party committees."""

IN_FULL = {"uy ban nhan dan": "ubnd", "hoi dong nhan dan": "hdnd"}
TYPES = tuple(map(fold, UNIT_TYPES))


@lru_cache(maxsize=4096)
def is_of_kind(agency: str, kind: str) -> bool:
    """Whether an agency is of a kind.

    Args:
        agency: as prose has it: "Phòng Nội vụ huyện Thạch Khê".
        kind: what it is, a type of unit, or both, with accents or without: "phòng", "huyện", "phòng huyện".
    """
    said = _shortened(fold(" ".join(kind.split())))
    unit = next((name for name in TYPES if said == name or said.endswith(f" {name}")), "")
    head = said.removesuffix(unit).strip()
    return _shortened(fold(agency)).startswith(f"{head} " if head else "") and unit in ("", unit_of(agency))


def unit_of(agency: str) -> str:
    """The type of unit that an agency is of, folded: "thi xa"; "" where its name says none."""
    committee = next((unit for party, unit in OF_PARTY.items() if fold(agency).startswith(f"{party} ")), "")
    units = [fold(match[0]) for match in UNIT.finditer(agency) if not match["name"].islower()]
    return committee or (units[-1] if units else "")


def _shortened(folded: str) -> str:
    for name, letters in IN_FULL.items():
        if folded == name or folded.startswith(f"{name} "):
            return letters + folded[len(name) :]
    return folded
