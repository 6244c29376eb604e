"""The fields of a header as a person reads and types them, and as the catalog takes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ..corpus.citation import prose_date
from ..corpus.dates import iso
from ..corpus.report import Header

HEADER_FIELDS = (
    "agency", "parent_agency", "level", "district", "province", "number", "issued", "place", "doc_type", "title",
    "period", "addressees", "recipients", "signer", "signer_role", "signing_form", "secrecy", "urgency",
)  # fmt: skip
"""The parts of a header in the order in which a person checks them."""

EDITED = tuple(name for name in HEADER_FIELDS if name != "secrecy")
"""What is corrected on the page: a độ mật is lifted by those alone who keep the store, at the command line."""

DATES = ("issued",)
LISTS = ("addressees", "recipients")

TYPED_DATE = re.compile(r"(?:(?:(?P<day>\d{1,2})\s*[/.-]\s*)?(?P<month>\d{1,2})\s*[/.-]\s*)?(?P<year>\d{4})")
PRECISE = {"year": 1, "month": 2, "day": 3}


def header_lines(header: Header, words: Mapping[str, str]) -> list[tuple[str, str]]:
    """The label and the value of each part that the document states, as a person reads them; what is unsure says so."""
    lines = []
    for name in HEADER_FIELDS:
        value = getattr(header, name)
        if name == "level" and value:
            value = words[value]
        elif name == "issued" and value:
            value = prose_date(value)
        elif name == "period" and value:
            value = " – ".join(prose_date(point) for point in dict.fromkeys(value))
        elif isinstance(value, tuple):
            value = "; ".join(dict.fromkeys(value))
        if value:
            lines.append((words[f"field_{name}"], f"{value} ({words['unsure']})" if name in header.unsure else value))
    return lines


def as_shown(header: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """The value of a field in a header's JSON, for each box of its row: a period has two, all others one."""
    value = header[name]
    if name == "period":
        first, last = value or ("", "")
        return _date(first), _date(last)
    if name in DATES:
        return (_date(value or ""),)
    return ("; ".join(value) if name in LISTS else value or "",)


def as_taken(name: str, typed: tuple[str, ...]) -> str:
    """What was typed in the boxes of a field, as `Catalog.correct` takes it; what is no date stays as it is."""
    said = tuple(box.strip() for box in typed)
    if name == "period":
        first, last = (said[0] or said[-1], said[-1] or said[0])
        return f"{_iso(first)}/{_iso(last)}" if first else ""
    return _iso(said[0]) if name in DATES else said[0]


def changed(header: Header, boxes: Mapping[str, tuple[str, ...]]) -> dict[str, str | None]:
    """What was typed in boxes that hold something else than the header does, as the catalog takes it, by field."""
    now = header.to_json()
    taken = {name: as_taken(name, typed) for name, typed in boxes.items()}
    return {name: said for name, said in taken.items() if said != as_taken(name, as_shown(now, name))}


def read_boxes(sent: Any) -> dict[str, tuple[str, ...]]:
    """The boxes of each field in a form that a browser has sent; all else that it may send is left out."""
    boxes = {}
    for name in EDITED if isinstance(sent, dict) else ():
        typed = sent.get(name)
        count = 2 if name == "period" else 1
        if isinstance(typed, list) and len(typed) == count and all(isinstance(box, str) for box in typed):
            boxes[name] = tuple(typed)
    return boxes


def _date(said: str) -> str:
    """ "2023-07-05" as "5/7/2023", as precise as it is."""
    year, *rest = said.split("-")
    return "/".join([*(str(int(part)) for part in reversed(rest)), year])


def _iso(said: str) -> str:
    match = TYPED_DATE.fullmatch(said)
    if match is None:
        return said
    date = iso(match["year"], match["month"], match["day"])
    given = sum(part is not None for part in match.groups())
    return date[0] if date and PRECISE[date[1]] == given else said
