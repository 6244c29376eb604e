"""Citations without a symbol: by a bare number, by a plenum's session, by the name of a law."""

from __future__ import annotations

import re
from bisect import bisect_left

from .citation_context import AGENCY
from .cited_text import QUALIFIER, Citation, CitingText, Mention, amends, law_title
from .doc_types import LAWS
from .document_number import YEAR

SHORT_NUMBER = re.compile(
    rf"(?:(?i:{QUALIFIER}))?\s*(?P<so>(?i:số)\s*:?\s*)?(?P<digits>\d{{1,5}}[a-z]?)(?:\s?/\s?(?P<year>{YEAR}))?(?!\w|\s?[/%]|[.,:-]\d)"
)
"""A number without its symbol after a type: "Nghị định 72", "Thông tư số 01/2011"."""

WITH_YEAR = {"Nghị định", "Thông tư", "Thông tư liên tịch", "Luật", "Pháp lệnh"}
"""Types that "01/2011" may follow without "số" and be no month."""

BARE = {"Nghị quyết", "Nghị định", "Chỉ thị", "Kết luận", "Thông tư", "Quyết định"}
"""Types that a bare number may follow without "số" where an issuer does."""

PLENUM = re.compile(
    r"\s+(?:Hội\s+nghị\s+)?(?:lần\s+thứ\s+(?P<first>\d{1,2})\s*,?\s+)?(?:(?:BCH|Ban\s+Chấp\s+hành)\s+)?(?:TW|T\.?Ư|Trung\s+ương)"
    r"(?:\s+Đảng)?(?:\s+(?:lần\s+thứ\s+)?(?P<n>\d{1,2}))?"
    r"[\s,(]*kh(?:óa|oá)\s+(?P<term>[IVX]+)\b\)?",
    re.IGNORECASE,
)
LAW_NAME = re.compile(
    r"(?P<name>(?:\s+[^\W\d]++|,(?=\s+[^\W\d])|\s+-(?=\s)){0,40}?)"
    r"(?:\s+\(sửa\s+đổi[^)\d]{0,40}\))?"
    r"(?:\s+(?:đã\s+)?được\s+Quốc\s+hội(?:\s+[^\W\d]+){0,10}?\s+thông\s+qua)?"
    rf"(?=[\s,(]+(?:ngày\s*\d|năm\s+{YEAR}|tháng\s+\d|\(?{YEAR}(?![\d/-])))"
)
NO_LAW_NAME = re.compile(
    r"(?<!\w)(?:trên|tại|trong|từ|kể|theo|là|đã|được|cho|năm|tháng|ngày|liên\s+quan|tuyên\s+truyền|triển\s+khai|thực\s+hiện"
    r"|và\s+(?:các|những|văn\s+bản)|hiện\s+hành|này|nêu|đến|vào|cuối|đầu|hết|thi\s+hành\s+từ|có\s+hiệu\s+lực)(?!\w)",
    re.IGNORECASE,
)
"""Words that show the date after them not to be of the law's."""

OTHER_CLAUSE = re.compile(rf",\s+{AGENCY}(?!\w)")
PLAIN_YEAR = re.compile(rf"[\s,(]+({YEAR})(?![\d/-])")

LAW_REACH = 200
"""Characters of the longest name of a law."""


def cited_by_name(whole: CitingText, mention: Mention) -> Citation | None:
    """The citation that `mention` begins, if it is one without a symbol."""
    return _bare(whole, mention) or _plenum(whole, mention) or _law(whole, mention)


def _bare(whole: CitingText, mention: Mention) -> Citation | None:
    """A type with a number that has no symbol: whole with a date or an issuer, else only a mention of another."""
    match = SHORT_NUMBER.match(whole.text, mention.end)
    if match is None or match.end() == mention.end:
        return None
    said, year = bool(match["so"]), match["year"]
    if re.fullmatch(YEAR, match["digits"]) and not said:
        return None
    if year and not said and mention.name not in WITH_YEAR:
        return None
    end, date, issuer = whole.after(match.end())
    if date and len(date) == len("2003-05-01"):
        known = True
    else:
        known = bool(issuer) and (said or (mention.name in BARE and whole.text[mention.start].isupper()))
    number = match["digits"] + (f"/{year}" if year else "")
    if not (known or year or said or mention.name in BARE):
        return None
    partial = not known and not year
    return Citation(mention.start, end, mention.name, number, date, issuer, partial=partial)


def _plenum(whole: CitingText, mention: Mention) -> Citation | None:
    """A resolution of a plenum of the Central Committee: "Nghị quyết Trung ương 5 khóa IX"."""
    match = PLENUM.match(whole.text, mention.end) if mention.name == "Nghị quyết" else None
    if match is None or not (session := match["first"] or match["n"]):
        return None
    title = f"Nghị quyết Trung ương {int(session)} khóa {match['term'].upper()}"
    return Citation(mention.start, match.end(), mention.name, None, title=title)


def _law(whole: CitingText, mention: Mention) -> Citation | None:
    """A law by its name and the date or year that tells its version."""
    text = whole.text
    if mention.name not in LAWS or mention.shortened or not text[mention.start].isupper():
        return None
    number = bisect_left(whole.number_starts, mention.end)
    limit = min(mention.end + LAW_REACH, whole.number_starts[number] if number < len(whole.numbers) else len(text))
    match = LAW_NAME.match(text, mention.end, limit)
    if match is None or NO_LAW_NAME.search(match["name"]) or OTHER_CLAUSE.search(match["name"]):
        return None
    inner = whole.mentions[bisect_left(whole.starts, mention.end) : bisect_left(whole.starts, match.end())]
    if any(m.name in LAWS and not amends(text, mention.end, m.start) for m in inner):
        return None
    if not match["name"].strip() and mention.name != "Hiến pháp":
        return None
    end, date, issuer = whole.after(match.end())
    if date is None and (year := PLAIN_YEAR.match(text, match.end())):
        date, end = year[1], year.end()
    title = "Hiến pháp" if mention.name == "Hiến pháp" else law_title(text[mention.start : match.end("name")])
    return Citation(mention.start, end, mention.name, None, date, issuer, title) if date else None
