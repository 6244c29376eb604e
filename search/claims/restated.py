"""A claim said as its sources may say it: of each in turn, in parts, in other units, by the day, without a count."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import MAXYEAR, MINYEAR
from decimal import Decimal
from fractions import Fraction

from .figures import amount_in
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
A_SEASON = re.compile(r"\b(vụ (?:đông xuân|xuân|chiêm|mùa|hè thu|thu đông|đông)) ((?:19|20)\d\d)\b", re.IGNORECASE)
SHORT_OF = re.compile(r"\bchưa đạt(?: mức)? (?=\d)", re.IGNORECASE)


def in_figures(text: str) -> str:
    """`text` with half a year as six months, what falls short of a figure as under it, and a season's year as one."""
    return A_SEASON.sub(r"\1 năm \2", SHORT_OF.sub("dưới ", HALF.sub("6 tháng ", text)))


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
    rf"^(?P<before>.*?)\b(?P<verb>tăng|giảm|nâng|hạ|kéo|rút|đưa)(?P<what>(?: [^,;\d]+?)?) "
    rf"từ (?:(?P<label>hệ số|mức|tỷ lệ) )?(?P<one>(?:{FIGURE})[^,;]*?) "
    r"(?P<to>xuống còn|lên|xuống|còn|đến) (?P<other>\d.*)$",
    re.IGNORECASE,
)
OF_A_YEAR = re.compile(r"^(?P<figure>.+?)\s*\(?(?:năm )?(?P<year>(?:19|20)\d\d)\)?$")
RISES = frozenset(["tăng", "nâng", "kéo"])
FALLS = frozenset(["giảm", "hạ", "rút"])
ASKS = re.compile(r"\b(?:đề nghị|kiến nghị|đề xuất|phấn đấu|đặt mục tiêu|mục tiêu|dự kiến)\b", re.IGNORECASE)


def told_apart(text: str) -> Iterator[tuple[str, ...]]:
    """Claims that together say what `text` does, of what goes from one figure to another or differs from a year's.

    Args:
        text: of `line`.
    """
    yield from _from_one_to_another(text)
    yield from _beside_a_year(text)


def _from_one_to_another(text: str) -> Iterator[tuple[str, ...]]:
    """One claim of each figure, where each is of a year that is named, or the second is asked for or aimed at; nothing
    where the figures do not go the way that is said."""
    match = FROM_TO.match(text)
    if match is None:
        return
    one, other = OF_A_YEAR.match(match["one"]), OF_A_YEAR.match(match["other"].rstrip(" .;"))
    asks = ASKS.search(match["before"])
    if bool(one and other) == bool(asks):
        return
    said = [one["figure"], other["figure"]] if one and other else [match["one"], match["other"].rstrip(" .;")]
    if not _goes(match["verb"].lower(), *(_amount(figure) for figure in said)):
        return
    unit = said[1][len(found[0]) :] if (found := BARE.match(said[1])) else ""
    first = said[0] if not BARE.fullmatch(said[0]) else f"{said[0]}{unit}"
    if one and other:
        subject = _opening(f"{match['before'].strip()}{match['what']}".strip(" ,"))
        yield f"năm {one['year']} {subject} {first}", f"năm {other['year']} {subject} {said[1]}"
        return
    what, label = match["what"].strip(), f" {match['label']}" if match["label"] else ""
    shorter = " ".join(what.split()[2:])  # "thời gian lưu trú", "lưu trú": only one of the sources says all of it
    for way in (f"{match['verb']} {what} {match['to']}", what, *([shorter] if shorter else [])):
        yield f"{_opening(what)}{label} {first}", f"{match['before']}{way}{label} {said[1]}"


BESIDE_A_YEAR = re.compile(
    rf"^(?P<before>.*?\bnăm (?P<year>(?:19|20)\d\d)\b.*?) (?P<figure>{FIGURE})(?P<unit>[^\d,;]*),? "
    r"(?:(?P<more>cao hơn|nhiều hơn|tăng)|thấp hơn|ít hơn|giảm) "
    rf"(?:(?:so với )?năm (?P<other>(?:19|20)\d\d)(?: là)? (?P<by>{FIGURE})(?P<of>[^\d,;]+)"
    rf"|(?P<by_first>{FIGURE})(?P<of_first>[^\d,;]+?) so với năm (?P<other_last>(?:19|20)\d\d))$",
    re.IGNORECASE,
)
POINTS = re.compile(r" ?(?:điểm phần trăm|điểm %|điểm)")


def _beside_a_year(text: str) -> Iterator[tuple[str, str]]:
    """Of a figure of one year that is so much more than another year's, one claim of each, the other one reckoned."""
    match = BESIDE_A_YEAR.match(text.rstrip(" .;"))
    if match is None or text.count(match["year"]) > 1:
        return
    other, by, of = (
        match[name] or match[f"{name}_{how}"] for name, how in (("other", "last"), ("by", "first"), ("of", "first"))
    )
    unit = match["unit"].strip()
    if not (of.strip() == unit or (unit.startswith("%") and POINTS.fullmatch(of))):
        return
    figure, change = _amount(match["figure"]), _amount(by)
    if figure is None or change is None:
        return
    reckoned = figure - change if match["more"] else figure + change
    before = match["before"]
    yield (
        f"{before} {match['figure']}{match['unit']}",
        f"{before.replace(match['year'], other)} {_in_digits(reckoned)}{match['unit']}",
    )


def _opening(subject: str) -> str:
    return subject[:1].lower() + subject[1:]


def _amount(said: str) -> Fraction | None:
    """The first figure of what `FIGURE` found; None where its marks make it none ("1,2,3")."""
    digits = re.search(r"\d[\d.,]*\d|\d", said)
    amount = amount_in(digits[0]) if digits else None
    return amount if isinstance(amount, Fraction) else None


def _in_digits(amount: Fraction) -> str:
    return format((Decimal(amount.numerator) / amount.denominator).normalize(), "f").replace(".", ",")


def _goes(verb: str, one: Fraction | None, other: Fraction | None) -> bool:
    if one is None or other is None:
        return False
    return (verb not in RISES or one < other) and (verb not in FALLS or one > other) and one != other


YEAR_BEFORE = re.compile(r"\bnăm (?:liền )?(?:trước đó|trước(?! (?:mắt|khi|hết)\b)|ngoái)\b", re.IGNORECASE)
A_YEAR_SAID = re.compile(r"\bnăm ((?:19|20)\d\d)\b", re.IGNORECASE)


def of_the_year_before(text: str) -> str:
    """`text` with "năm trước đó" as the year that it is, of the only year that is said."""
    years = set(A_YEAR_SAID.findall(text))
    return YEAR_BEFORE.sub(f"năm {int(years.pop()) - 1}", text) if len(years) == 1 else text


LAST_OF_A_YEAR = re.compile(r"\b(?:đến |vào )?(?:cuối|hết) năm (?P<year>(?:19|20)\d\d)\b", re.IGNORECASE)
LAST_OF_A_MONTH = re.compile(
    r"\b(?:đến )?(?:cuối|hết) tháng 0?(?P<month>\d{1,2})(?:/| năm )(?P<year>\d{4})\b", re.IGNORECASE
)


def to_the_day(text: str) -> str:
    """`text` with the end of a month or a year as its last day: "đến cuối tháng 11/2023", "đến ngày 30/11/2023"."""

    def day(match: re.Match[str]) -> str:
        month, year = int(match["month"]), int(match["year"])
        if not 1 <= month <= 12 or not MINYEAR <= year <= MAXYEAR:
            return match[0]
        return f"đến ngày {monthrange(year, month)[1]}/{month}/{year}"

    return LAST_OF_A_YEAR.sub(r"đến ngày 31/12/\g<year>", LAST_OF_A_MONTH.sub(day, text))


SAME_MEASURE = {"ha": ("m²", 10_000), "tấn": ("kg", 1000), "km": ("m", 1000)}
"""Units of the same measure: the larger, the smaller, and how many of it make one."""

MEASURED = re.compile(r"(?<![\w.,/])(?P<figure>\d[\d.,]*\d|\d) ?(?P<unit>ha|m²|m2|tấn|kg|km|m)(?![\w/²])")


def in_the_other_unit(text: str) -> str:
    """`text` with its areas, weights and lengths in the other unit: "0,5 ha", "5.000 m²"."""

    def other(match: re.Match[str]) -> str:
        amount, unit = _amount(match["figure"]), match["unit"].replace("m2", "m²")
        if amount is None:
            return match[0]
        if unit in SAME_MEASURE:
            smaller, times = SAME_MEASURE[unit]
            return f"{_in_digits(amount * times)} {smaller}"
        larger, times = next((large, times) for large, (small, times) in SAME_MEASURE.items() if small == unit)
        return f"{_in_digits(amount / times)} {larger}"

    return MEASURED.sub(other, text)


A_DAY_SAID = re.compile(r"\bngày (?P<day>\d{1,2}/\d{1,2})(?![\d/])", re.IGNORECASE)


def with_its_year(text: str) -> str:
    """`text` with the only year that it says at its days: "năm 2023 … ngày 28/8"."""
    years = set(A_YEAR_SAID.findall(text))
    return A_DAY_SAID.sub(rf"ngày \g<day>/{years.pop()}", text) if len(years) == 1 else text


IN_FULL = {"Hội Phụ nữ": "Hội Liên hiệp Phụ nữ", "Mặt trận": "Mặt trận Tổ quốc"}
"""How associations are called, and what they are."""


def associations_in_full(text: str) -> str:
    """`text` with the associations that are called by a part of their name named in full."""
    for short, full in IN_FULL.items():
        text = re.sub(rf"\b{short}\b(?! Tổ quốc)", full, text)
    return text


def restated(text: str, sources: Iterable[str]) -> Iterator[str]:
    """What says the same as `text` in other words, one way after the other.

    Args:
        text: of `line`.
        sources: texts of the passages cited.
    """
    yield counting_its_list(text)
    yield counting_their_list(text, sources)
    yield of_the_year_before(text)
    yield to_the_day(text)
    yield in_the_other_unit(text)
    yield with_its_year(text)
    yield associations_in_full(text)


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


LISTS = (
    r"bài học|nguyên nhân|việc|nhiệm vụ|giải pháp|kiến nghị|đề xuất|khó khăn|hạn chế|tồn tại|vấn đề|nội dung|lý do"
    r"|kinh nghiệm"
)
OF_A_LIST = re.compile(rf"{MANY} (?=(?:{LISTS})\b)", re.IGNORECASE)
ORDINALS = tuple(
    re.compile(rf"(?:^|[.;:,] ?){word} là\b", re.IGNORECASE) for word in ("một", "hai", "ba", "bốn", "năm", "sáu")
)


def counting_their_list(text: str, sources: Iterable[str]) -> str:
    """`text` without the number that counts what a source lists one by one: "ba bài học", "một là …, ba là …"."""
    counts = {sum(1 for ordinal in ORDINALS if ordinal.search(source)) for source in sources} - {0}
    for match in OF_A_LIST.finditer(text):
        if (DIGITS.get(match["many"].lower()) or int(match["many"])) in counts:
            return text[: match.start()] + text[match.end() :]
    return text
