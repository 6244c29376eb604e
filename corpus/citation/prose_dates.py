"""ISO 8601 dates as offices write them, as precise as they are."""

from __future__ import annotations


def prose_date(issued: str) -> str:
    """A date in figures: "ngày 17/8/2023", "tháng 6/2021", "năm 2023"."""
    year, *rest = issued.split("-")
    if not rest:
        return f"năm {year}"
    if len(rest) == 1:
        return f"tháng {int(rest[0])}/{year}"
    return f"ngày {int(rest[1])}/{int(rest[0])}/{year}"


def prose_period(first: str, last: str) -> str:
    """From one date to another: "từ ngày 1/1/2023 đến ngày 30/6/2023"; the date alone if they are the same."""
    return prose_date(first) if first == last else f"từ {prose_date(first)} đến {prose_date(last)}"


def long_date(issued: str) -> str:
    """ "ngày 05 tháng 01 năm 2023": days below 10 and the months 1 and 2 with a zero (Nghị định 30/2020/NĐ-CP)."""
    year, *rest = issued.split("-")
    month = f"tháng {int(rest[0]):0{2 if int(rest[0]) < 3 else 1}} " if rest else ""
    day = f"ngày {int(rest[1]):02} " if len(rest) > 1 else ""
    return f"{day}{month}năm {year}"


def years(first: str, last: str) -> str:
    """The years of a period: "năm 2016", "2016 - 2020"."""
    return f"năm {first[:4]}" if first[:4] == last[:4] else f"{first[:4]} - {last[:4]}"
