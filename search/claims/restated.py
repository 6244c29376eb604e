"""A claim in the way in which its sources say things: what it says of several in one breath, said of each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .numerals import DIGITS, SCALES
from .vocabulary import MEASURES

RESPECTIVELY = re.compile(
    r"^(?P<subjects>.+?)\s+(?:(?P<before>là|đạt|có|chiếm|còn)\s+)?(?:lần lượt|theo thứ tự)\s+"
    r"(?P<verb>(?:[^\W\d]+\s+){0,3}?)(?P<figures>\d.*)$",
    re.IGNORECASE,
)
BETWEEN = re.compile(r",\s+và\s+|\s+và\s+|,\s+")
BETWEEN_FIGURES = re.compile(r"(?:,|\s+và)\s+(?=\d)")
BARE = re.compile(r"[\d.,]*\d")


HALF = re.compile(r"\bnửa (?=(?:đầu|cuối) năm\b)", re.IGNORECASE)
SHORT_OF = re.compile(r"\bchưa đạt(?: mức)? (?=\d)", re.IGNORECASE)


def in_figures(text: str) -> str:
    """`text` with half a year as six months, and what falls short of a figure as under it."""
    return SHORT_OF.sub("dưới ", HALF.sub("6 tháng ", text))


def said_of_each(text: str) -> str:
    """`text` with "A và B lần lượt là 1 và 2" as "A là 1, B là 2"; unchanged where they are not as many.

    Args:
        text: of `line`.
    """
    match = RESPECTIVELY.match(text)
    if match is None:
        return text
    figures = BETWEEN_FIGURES.split(match["figures"])
    cuts = list(BETWEEN.finditer(match["subjects"]))
    if len(figures) < 2 or len(cuts) < len(figures) - 1:
        return text
    starts = [0, *(cut.end() for cut in cuts[1 - len(figures) :])]
    ends = [*(cut.start() for cut in cuts[1 - len(figures) :]), len(match["subjects"])]
    unit = figures[-1][len(found[0]) :] if (found := BARE.match(figures[-1])) else ""
    verb = f"{match['before'] or ''} {match['verb']}".strip()
    return ", ".join(
        f"{match['subjects'][start:end]} {verb} {figure}{unit if BARE.fullmatch(figure) else ''}"
        for start, end, figure in zip(starts, ends, figures, strict=True)
    )


FIGURE = r"(?:khoảng |gần |hơn )?\d[\d.,]*\d|\d"
FROM_TO = re.compile(
    rf"^(?P<before>.*?)\b(?P<verb>tăng|giảm|nâng|hạ|kéo|rút|đưa)(?P<what>(?: [^,;\d]+?)?) từ "
    rf"(?P<one>(?:{FIGURE})[^,;]*?) (?P<to>xuống còn|lên|xuống|còn|đến) (?P<other>\d.*)$",
    re.IGNORECASE,
)
OF_A_YEAR = re.compile(r"^(?P<figure>.+?)\s*\(?(?:năm )?(?P<year>(?:19|20)\d\d)\)?$")
RISES = frozenset(["tăng", "nâng", "kéo"])
FALLS = frozenset(["giảm", "hạ", "rút"])
ASKS = re.compile(r"\b(?:đề nghị|kiến nghị|đề xuất|phấn đấu|đặt mục tiêu|mục tiêu)\b", re.IGNORECASE)


def told_apart(text: str) -> Iterator[tuple[str, ...]]:
    """Claims that together say what `text` does, of what went from one figure to another: one of each, where each is of
    a year that is named; nothing where the figures do not go the way that is said.

    Args:
        text: of `line`.
    """
    match = FROM_TO.match(text)
    if match is None:
        return
    one, other = OF_A_YEAR.match(match["one"]), OF_A_YEAR.match(match["other"].rstrip(" .;"))
    if not (one and other) or ASKS.search(match["before"]):
        return
    figures = [_amount(side["figure"]) for side in (one, other)]
    verb = match["verb"].lower()
    if None in figures or not _goes(verb, *figures):
        return
    unit = other["figure"][len(found[0]) :] if (found := BARE.match(other["figure"])) else ""
    first = one["figure"] if not BARE.fullmatch(one["figure"]) else f"{one['figure']}{unit}"
    subject = f"{match['before'].strip()}{match['what']}".strip(" ,")
    subject = subject[:1].lower() + subject[1:]
    yield f"năm {one['year']} {subject} {first}", f"năm {other['year']} {subject} {other['figure']}"


def _amount(said: str) -> float | None:
    found = re.search(r"\d[\d.,]*\d|\d", said)
    return float(found[0].replace(".", "").replace(",", ".")) if found else None


def _goes(verb: str, one: float | None, other: float | None) -> bool:
    assert one is not None
    assert other is not None
    return (verb not in RISES or one < other) and (verb not in FALLS or one > other) and one != other


MANY = r"(?<![\w.,/])(?P<many>hai|ba|bốn|sáu|0?[2-6])"
NO_COUNT = rf"(?:{'|'.join(sorted(MEASURES | set(SCALES)))}|phần|lần|con|đơn vị)\b"
"""What a number measures: "2 tỷ đồng gồm …" counts no list."""

LISTED = re.compile(
    rf"{MANY} (?!{NO_COUNT})(?P<of>[^\W\d]+(?: [^\W\d]+){{0,6}}?)(?: là|:| gồm| sau:?) "
    r"(?P<items>[^.;]+)",
    re.IGNORECASE,
)
NAMED_ALL = re.compile(
    rf"{MANY} (?P<of>xã|thôn|huyện|phường|bản|khu phố|trường|hồ|trạm)"
    r"(?=(?P<items>(?: [A-ZĐÀ-Ỹ][^\W\d]*)+(?:, [A-ZĐÀ-Ỹ][^\W\d]*(?: [A-ZĐÀ-Ỹ][^\W\d]*)*)* và [A-ZĐÀ-Ỹ]))",
)
ITEMS = re.compile(r",\s+(?:và\s+)?|\s+và\s+")


def counting_its_list(text: str) -> str:
    """`text` without the number that only counts what it lists itself: "hai xã Bản Sáo và Nậm Lìa", "ba việc: …"."""
    for pattern in (LISTED, NAMED_ALL):
        for match in pattern.finditer(text):
            many = DIGITS.get(match["many"].lower()) or int(match["many"])
            if len(ITEMS.split(match["items"])) == many:
                start, end = match.span("many")
                return f"{text[:start]}{text[end:].lstrip()}"
    return text
