"""Conditions of a question in words, for whoever shows them."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from ..corpus.citation import prose_date
from ..corpus.report import LEVELS
from ..search.conditions import Condition, Op
from ..words import Language, both, say

OPS: dict[Op, str] = {"<": "before", ">": "after", ">=": "from_on", "<=": "until"}
DATED = ("issued", "period")


def condition_line(condition: Condition, language: Language) -> str:
    """What a condition wants, in a few words: "ban hành sau 1/1/2025", "cơ quan UBND xã Tân Lập"."""
    if condition.field == "order":
        if condition.count > 1:
            return say(f"conditions.{condition.op}_several", language, n=condition.count)
        return say(f"conditions.{condition.op}", language)
    if condition.op == "!=":
        return say("conditions.excluded", language, value=condition_line(replace(condition, op="="), language))
    value = condition.value
    if condition.field in DATED:
        value = ", ".join(_dated(one, language) for one in value.split(", "))
    elif condition.field == "level" and value in LEVELS:
        value = both(f"answers.level_{value}").to(language)
    elif condition.field == "role":
        value = ", ".join(say(f"page.{role}", language) for role in value.split(", "))
    bound = OPS.get(condition.op)
    if bound:
        value = say(f"conditions.{bound}", language, value=value)
    return say(f"conditions.{condition.field}", language, value=value)


def _dated(value: str, language: Language) -> str:
    """A date, or from one to another, as it is read; what is none as it is."""
    if not value[:1].isdigit():
        return value
    first, _, last = value.partition("..")
    shown = prose_date if language == "vi" else str
    return say("conditions.span", language, first=shown(first), last=shown(last)) if last else shown(first)


def as_typed_filter(condition: Condition) -> str:
    """What to add to a question so that a condition that it only mentions is applied; "" for one that cannot be."""
    name = TYPED.get(condition.field)
    if name is None or condition.op not in ("=", "in") or ".." in condition.value:
        return ""
    value = condition.value
    if condition.field in DATED:
        if condition.op == "in":
            return ""
        if len(value) == len("2023"):
            return f"năm:{value}"
        value = prose_date(value)
    return f'{name}:"{value}"'


TYPED = {
    "agency": "cơ_quan", "province": "tỉnh", "district": "huyện", "level": "cấp", "doc_type": "loại",
    "signer": "người_ký", "number": "số", "issued": "ngày", "period": "ngày", "cites": "viện_dẫn",
    "role": "mục",
}  # fmt: skip
"""The name of the filter that applies a condition of each field."""

assert set(OPS) < set(get_args(Op))
