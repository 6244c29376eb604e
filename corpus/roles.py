"""What a section is for, whatever it is called."""

from __future__ import annotations

import re

from .report import Role
from .vietnamese import fold

TELLING: tuple[tuple[Role, str], ...] = (
    ("proposals", r"kien nghi|de xuat|de nghi"),
    ("funding", r"kinh phi|ngan sach|nguon von"),
    ("staffing", r"nhan luc|nhan su|bien che|bo tri can bo|doi ngu|to chuc bo may|kien toan bo may"),
    (
        "limitations",
        r"ton tai|han che|kho khan|yeu kem|khuyet diem|vuong mac|bat cap|nguyen nhan|thach thuc"
        r"|(?:mat|viec) chua (?:lam )?duoc",
    ),
    ("advantages", r"thuan loi|uu diem|mat manh|mat duoc|viec da lam duoc"),
    ("tasks", r"phuong huong|nhiem vu|^ke hoach|trong tam|thoi gian toi"),
    ("solutions", r"giai phap|bien phap"),
    ("results", r"ket qua|thanh tich|nhung viec da lam"),
)
"""Folded words that give a role away wherever they stand; where several do, the first in the heading."""

WEAK: tuple[tuple[Role, str], ...] = (
    (
        "context",
        r"tinh hinh chung|dac diem|boi canh|can cu|khai quat|gioi thieu|su can thiet|mo dau|thong tin chung",
    ),
)
"""Words that decide only where no telling one stands."""

STATE: tuple[tuple[Role, str], ...] = (("context", "tinh hinh"),)
"""What tells of how things stood, unless it heads a part of a section that is for something: "Tình hình sản xuất"
among results is a result."""

OUTERMOST: tuple[tuple[Role, str], ...] = (
    ("results", r"cong tac|trien khai|thuc hien|danh gia|hoat dong|tuyen truyen|chi dao"),
)
"""Words that mean something in an outermost heading alone: a deeper one has its parent's role."""


def role_of(heading: str, outermost: bool = False, within: Role = "other") -> Role:
    """The role that `heading`, without its number, gives its section; "other" if it tells nothing.

    `within` is the role of the section that this one is a part of.

    Folding also mends the scanner's slip "TÒN TẠI". A section on advantages and difficulties together is
    asked for its difficulties.
    """
    folded = fold(heading)
    found = sorted(
        (match.start(), role) for role, pattern in TELLING if (match := re.search(rf"\b(?:{pattern})\b", folded))
    )
    if found:
        roles = [role for _, role in found]
        return "limitations" if roles[0] == "advantages" and "limitations" in roles else roles[0]
    weak = (*WEAK, *(STATE if within in ("other", "context") else ()), *(OUTERMOST if outermost else ()))
    return next((role for role, pattern in weak if re.search(rf"\b(?:{pattern})\b", folded)), "other")
