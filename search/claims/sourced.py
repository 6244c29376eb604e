"""What a claim says of its own source: the report that it names, and who asks for something in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...corpus.dates import NUMERIC_DATE
from ...corpus.references.document_number import number_key
from ...corpus.vietnamese import tokens
from ...words import Bilingual, both
from .evidence import CitedPassage, line
from .figures import SYMBOL, said_in

KINDS = r"(?:báo cáo|công văn|tờ trình|kế hoạch|thông báo|văn bản)"
BY_A_REPORT = re.compile(
    rf"(?:\b(?:theo|tại|trong|ở)\s+)?\b{KINDS}\s+(?:số\s*:?\s*)?"
    rf"(?P<number>{SYMBOL.pattern})(?P<rest>(?:[^,:;]|,(?=\d))*)(?:[,:]\s*)?",
    re.IGNORECASE,
)
"""A report named as the source of what follows or precedes."""

BY_A_DATED_REPORT = re.compile(
    rf"(?:\b(?:theo|tại|trong)\s+)?\b{KINDS}\s+(?P<rest>(?:đề\s+)?ngày\s+{NUMERIC_DATE.pattern}[^,:;]*)(?:[,:]\s*)",
    re.IGNORECASE,
)
"""One named by its date alone."""

REQUESTS = re.compile(r"^(?P<who>\w+(?: \w+){1,8}?)\s+(?:đã\s+)?(?:đề nghị|kiến nghị|đề xuất)\b", re.IGNORECASE)
"""Who requests something, where a claim opens with it."""

SAYING = re.compile(r"\s+(?:cho biết|cho thấy|nêu|ghi|viết|thì|đã|phản ánh|là về|nói về)\b.*$", re.IGNORECASE)
OF = re.compile(r"\bcủa\s+(?P<agency>.+)$", re.IGNORECASE)


def without_source(text: str, passages: Sequence[CitedPassage]) -> tuple[str, Bilingual | None]:
    """`text` without the words that name one of the passages' reports as its source; or what of those is wrong."""
    if match := BY_A_REPORT.search(text):
        key = number_key(match["number"])
        named = [one for one in passages if one.header.number and number_key(one.header.number) == key]
    elif match := BY_A_DATED_REPORT.search(text):
        dates = said_in(match["rest"]).dates
        named = [one for one in passages if (one.header.issued or "") in dates]
    if not match or not named:
        return text, None
    rest = match["rest"]
    saying = SAYING.search(rest)
    source, kept = (rest[: saying.start()], saying[0]) if saying else (rest, "")
    figures = said_in(source)
    if figures.numbers or figures.symbols:
        return text, both("answers.struck_number", number=source.strip())
    for date in figures.dates:
        titled = date.isdigit() and any(date in one.header_dates for one in named)
        if not titled and not any((one.header.issued or "").startswith(date) for one in named):
            return text, both("answers.struck_date_other", theirs=named[0].header.issued or "–", ours=date)
    if (of := OF.search(source)) and not any(_same_agency(of["agency"], one.named.agency) for one in named):
        return text, both("answers.struck_subject", theirs=named[0].header.agency or "–", ours=of["agency"].strip())
    return f"{text[: match.start()]}{kept.strip()} {text[match.end() :]}".strip(" ,"), None


def _same_agency(said: str, agency: str) -> bool:
    ours, theirs = tokens(said), tokens(agency)
    return bool(theirs) and (ours[: len(theirs)] == theirs or theirs[: len(ours)] == ours)


def addressee_fault(text: str, passages: Sequence[CitedPassage]) -> Bilingual | None:
    """Whether the claim lets somebody request what the source requests of them: "Đề nghị Phòng Nội vụ tham mưu …"."""
    asks = REQUESTS.match(text)
    if not asks:
        return None
    said = " ".join(tokens(asks["who"]))
    addressed = tuple(f" {asking} {said} " for asking in ("đề nghị", "kiến nghị", "đề xuất"))
    if any(one in evidence.phrases for one in addressed for evidence in passages):
        return both("answers.struck_subject", theirs=passages[0].header.agency or "–", ours=asks["who"])
    return None


def _within(one: str, other: str) -> bool:
    """Whether a name has no word that the other has not: "huyện" of UBND huyện, UBND xã of its Chủ tịch."""
    words = [set(tokens(said)) for said in (one, other)]
    return words[0] <= words[1] or words[1] <= words[0]


ISSUES = re.compile(
    rf"^\W*(?P<who>[^,;]{{3,80}}?)\s+(?:đã\s+)?(?:ban hành|ra)\s+(?:[^\W\d]+\s+){{1,3}}số\s*"
    rf"(?P<number>{SYMBOL.pattern})",
    re.IGNORECASE,
)
ISSUED_BY = re.compile(
    rf"^(?:\s*,?\s*ngày\s+{NUMERIC_DATE.pattern})?\s+của\s+(?P<agency>[^,;.()]+?)"
    r"(?=\s+(?:về|ban hành|quy định)\b|[,;.()]|$)",
    re.IGNORECASE,
)


def issuer_fault(text: str, passages: Sequence[CitedPassage]) -> Bilingual | None:
    """Whether the claim lets somebody issue a document that its source says to be of another."""
    said = ISSUES.match(text)
    if said is None:
        return None
    key = number_key(said["number"])
    for evidence in passages:
        for match in SYMBOL.finditer(evidence.text):
            theirs = ISSUED_BY.match(evidence.text[match.end() :]) if number_key(match[0]) == key else None
            if theirs and not _within(line(said["who"]), line(theirs["agency"])):
                return both("answers.struck_subject", theirs=theirs["agency"].strip(), ours=said["who"].strip())
    return None
