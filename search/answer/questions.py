"""What a question asks for: a part of a header, the reports that are such, a fact of some kind, or what reports say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from ...corpus.header.agency_kinds import is_of_kind
from ...corpus.references.cited_documents import citations_in
from ...corpus.report import LEVELS, Header, Level, Role
from ...corpus.roles import role_of
from ...corpus.vietnamese import TOKEN, fold, has_accents, nfc, tokens
from ..asked_facts import Fact, Form, fact_asked, one_spelling, plain_fact
from ..claims.force import Force
from ..constants import FACT_ASKED_CHARACTERS
from ..named_passages import naming
from ..spelled_words import SpelledWords
from ..understanding import Understood
from ..years_told import years_told
from .forces_wanted import forces_wanted

Kind = Literal["header", "reports", "cites", "content"]

ABOUT_REPORT = re.compile(r"\b(?:bao cao|van ban|report)\b")
HEADER_PARTS: tuple[tuple[str, str], ...] = (
    (
        "signer",
        r"(?<!cua )(?<!thay )\b(?:ai|nguoi|(?:dong chi|lanh dao|ong|ba|chu tich|giam doc|bi thu) nao)\b.{0,60}\bky\b"
        r"(?! (?:ket|cam|hop|thoa|hieu))"
        r"|\bky (?:boi|ten)\b|\bky bao cao la ai\b|\bwho signed\b|\bsigned by\b|\bnguoi ky\b|\bchu ky cua ai\b",
    ),
    (
        "number",
        r"\bso (?:va )?(?:ky )?hieu\b|\bmang so\b|\bso (?:bao nhieu|may|nao|gi)\b|\bco so la\b|\bso va ngay\b"
        r"|\bso, ngay\b|^so (?:cua )?(?:bao cao|van ban)\b|\breport number\b|\bso cua bao cao\b",
    ),
    (
        "issued",
        r"\b(?:ban hanh|ky|lap|ra|phat hanh|lam|viet|de|gui)\b(?: bao cao| van ban)?(?: vao| tu| la| duoc)*"
        r" (?:ngay|hom|thang|luc|khi|thoi gian|bao gio|nam nao)\b(?: thang)?"
        r"|\b(?:khi nao|bao gio|ngay nao|ngay may|luc nao)\b.{0,60}\b(?:ban hanh|ky|lap|phat hanh)\b"
        r"|\b(?:ngay|thoi gian)(?: thang)?(?: nam)? (?:ban hanh|ky|lap|phat hanh|cua bao cao|bao cao)\b|\bso va ngay\b"
        r"|\bso, ngay\b|\bwhen was\b.*\bissued\b|(?<!tu )(?<!den )\bngay nao\b",
    ),
    (
        "addressees",
        r"\bkinh gui\b|\bgui (?:den |cho |toi |len |ve )*(?:bao cao )?(?:den |cho |toi |len |ve )*"
        r"(?:ai|(?:nhung )?dau|noi nao|(?:nhung|cac)(?: noi| co quan| don vi)|co quan nao|don vi nao|cap nao)\b"
        r"|\bnoi nhan\b|\baddressed to\b",
    ),
    ("place", r"\b(?:ban hanh|ky|lap|viet) (?:tai|o) (?:dau|noi nao|dia danh)\b|\bdia danh\b"),
    (
        "period",
        r"\b(?:giai doan|thoi ky|khoang thoi gian|ky)(?: bao cao)? (?:nao|gi)\b|\bbao cao (?:ve |cho |cua )*nam nao\b"
        r"|\b(?:giai doan|thoi ky|thoi gian) bao cao\b|(?<!ai )(?<!nguoi )(?<!nao )\bky bao cao (?:la|cua|tu)\b",
    ),
    (
        "title",
        r"\btrich yeu\b|\bten (?:cua )?bao cao\b|\bbao cao (?:gi|ve gi)\b|\b(?:noi|viet) ve (?:gi|dieu gi)\b"
        r"|\b(?:ve|la) (?:viec|van de|noi dung|linh vuc|chu de|cong tac) (?:gi|nao)\b",
    ),
    ("district", r"\bthuoc (?:huyen|quan|thi xa|thanh pho)(?: nao)?\b.*\bnao\b"),
    ("province", r"\b(?:thuoc|o) .{0,40}\btinh(?:,? thanh pho)? nao\b"),
    ("parent_agency", r"\bco quan chu quan\b|\bcap tren truc tiep\b"),
    ("secrecy", r"\bdo mat\b|\bmuc do mat\b"),
    ("urgency", r"\bdo khan\b|\bmuc do khan\b"),
    (
        "agency",
        r"\b(?:co quan|don vi|dia phuong|to chuc|noi|xa|huyen)(?: nao| da)* (?:ban hanh|lap|viet|soan|phat hanh)\b"
        r"|\bcua (?:co quan|don vi|dia phuong|noi|ai|to chuc|xa|huyen|phuong|tinh)(?: nao)?\s*(?:[?,]|va\b|$)"
        r"|\bco quan ban hanh\b"
        r"|\bdo (?:co quan|don vi|dia phuong|noi) nao\b",
    ),
)
"""Parts of `Header` and the folded words that ask for them."""

PERSON_PARTS: tuple[tuple[str, str], ...] = (
    ("signer", r"\bchuc (?:vu|danh)\b|\bla ai\b|\blam (?:chuc )?gi\b|\bwho is\b"),
    ("issued", dict(HEADER_PARTS)["issued"]),
)
"""The parts that answer a question about a signer, and the folded words that ask for them."""

AGENCY_BESIDE = re.compile(
    r"\b(?:co quan|don vi|dia phuong|noi|xa|huyen) nao(?:,| va| \?)?.{0,20}\b(?:ai|nguoi nao)\b.{0,20}\bky\b"
    r"|\bai\b.{0,20}\bky\b.{0,40}(?:,| va\b).{0,30}\b(?:co quan|don vi|dia phuong|noi|xa|huyen) nao\b"
)
"""What asks of whom a report is, besides who signed it."""

WITHOUT_REPORT = frozenset({"addressees", "district", "province", "parent_agency"})
"""Parts that may be asked for without a word about a report."""

COUNTS = re.compile(
    r"\b(?:bao nhieu|may)(?: (?:ban|cai|van))? bao cao\b|\b(?:so luong|tong so) bao cao\b|\bhow many reports\b"
)
LISTS = re.compile(
    r"\b(?:liet ke|danh sach|ke ten)\b.*\bbao cao\b|\b(?:nhung|cac|co) (?:ban )?bao cao (?:nao|gi)\b|\bbao cao nao\b"
    r"|\bwhich reports\b|\b(?:xa|phuong|huyen|so|don vi|co quan|dia phuong|noi) nao (?:da |co )?bao cao theo\b"
)
CITING = re.compile(
    r"\b(?:vien dan|dan chieu|trich dan|duoc dan|dan ra|nam trong|bao cao theo|can cu|"
    r"nhac den|nhac toi|de cap|dan den|dua vao|dua tren|thuc hien theo|neu|"
    r"thuc hien|cites?|refers?)\b"
)
REPORT_CITES = re.compile(
    r"\b(?:vien dan|dan chieu|trich dan|can cu(?: vao)?|dua (?:vao|tren))\b.{0,30}"
    r"\b(?:nhung|cac)?\s*(?:van ban|tai lieu|co so phap ly|van kien)\s*(?:phap ly |phap luat )?(?:nao|gi)\b"
)
PLURAL = re.compile(
    r"\b(?:cac|nhung|moi|tung|cung) (?:dia phuong|xa|phuong|huyen|tinh|don vi|co quan|noi|bao cao|so|nganh)\b"
    r"|\b(?:dia phuong|noi|xa|huyen|don vi|co quan|bao cao) nao\b|\breports\b"
)
SEVERAL = re.compile(r"\b(?:nhung|cac) (?:\w+ ){0,4}(?:gi|nao)\b|\bgi\b")
ASKING = re.compile(
    r"\b(?:ai|gì|nào|đâu|sao|bao (?:nhiêu|giờ|lâu|xa))\b|\?"
    r"|^(?:hãy )?(?:liệt kê|kể tên|kể ra|nêu tên|so sánh|cộng|tính)\b"
    r"|^(?:what|which|who|how|why|when|where|do|does|is|are)\b"
)
ASKING_FOLDED = re.compile(
    r"\b(?:ai|gi|nao|(?:o|tu|tai) dau|vi sao|ra sao|bao (?:nhieu|gio|lau|xa))\b|\?"
    r"|^(?:hay )?(?:liet ke|ke ten|ke ra|neu ten|so sanh|cong|tinh tong)\b"
    r"|^(?:what|which|who|how|why|when|where|do|does|is|are)\b"
)
SPELLED = (
    "báo cáo văn bản ai người đồng chí lãnh đạo ông bà chủ tịch giám đốc bí thư nào kết cam họp hợp thỏa hiệu bởi tên "
    "là chữ của số và hiểu mang bao nhiêu mấy gì có ngày ban hành lập ra phát làm viết đề để gửi vào từ được hôm "
    "tháng lúc khi thời gian giờ năm kính đến cho tới lên về đâu nơi những các cơ quan đơn vị cấp nhận tại ở địa danh "
    "giai đoạn khoảng trích yếu nói điều việc vấn nội dung lĩnh vực công tác thuộc huyện quận thị xã thành phố tỉnh "
    "quản trên trực tiếp độ mật mức khẩn phương tổ chức đã soạn phường do cái lượng tổng liệt kê sách kể viện dẫn "
    "chiếu căn cứ nhắc cập dựa thực theo nêu tài sở pháp lý luật kiện mọi từng cùng ngành phó trưởng phòng chánh chi "
    "cục giữ vì sao ủy nhân dân chỉ đạo"
)
"""The words of the patterns above and below, but for "ký" and "kỳ"."""

SIGNING = SpelledWords(SPELLED, "ký")
OF_A_PERIOD = SpelledWords(SPELLED, "kỳ")
"""Without its accents "kỳ", a period, is "ký", to sign: one pattern means the one, all others the other."""

HOW = re.compile(r"\b(?:nhu the nao|the nao|ra sao|bang cach nao|cach nao|lam sao|^how)\b")
"""What asks how something is done: single sentences seldom say all of it."""

BY_WHOM = re.compile(r"\b(?:ai|nguoi nao|(?:co quan|don vi|bo phan|phong|ban|luc luong|to chuc|ca nhan) nao)\b")
"""What asks who does something."""

PUT = re.compile(r"\b(?:viet|ghi|trinh bay|dien dat)\b")
"""What asks how something is put in words, and not how it is done."""

MEASURED = re.compile(
    r"^(?:tong )?(?:dan so|dien tich|thu nhap binh quan"
    r"|so (?:ho|dan|thon|nguoi|vu|luot|ca|don|ho so|hoc sinh|giao vien))\b"
)
"""What asks for a figure of a place without a question word: "dân số xã Vân Sơn"."""

DEADLINE = re.compile(r"\bphai\b.*\b(?:truoc|xong|hoan thanh|cham nhat)\b|\b(?:thoi han|han chot|han cuoi|cham nhat)\b")
"""What asks, folded, until when something is to be done: a task says it, or what comes of being late."""

SIGN = "ký"
TO_SIGN = re.compile(r"\bkí\b", re.IGNORECASE)
"""Another spelling of it."""

COMMITTEE = re.compile(r"\b(?:ủy|uỷ) ban nhân dân\b|\buy ban nhan dan\b", re.IGNORECASE)
"""One spelling for what is said in two: "Ủy ban nhân dân" is "UBND"."""

POSITION = (
    r"(?:pho )?(?:chu tich|giam doc|bi thu|truong phong|truong ban(?! (?:ban )?chi dao)|chanh van phong|hieu truong"
    r"|(?:chi )?cuc truong)"
)
OFFICE = re.compile(
    rf"\b(?P<office>{POSITION})\b(?=.*\b(?:la ai|ten (?:la )?gi)\b)|\bai (?:la|lam|giu chuc) (?P<who>{POSITION})\b"
)
"""A position and the question who holds it: a report says so of its signer alone."""

OFFICES = {
    "chairman": "chu tich", "chairwoman": "chu tich", "chairperson": "chu tich", "director": "giam doc",
    "secretary": "bi thu",
}  # fmt: skip
OFFICE_IN_ENGLISH = re.compile(rf"\bwho is (?:the )?(?P<deputy>(?:vice|deputy)[ -])?(?P<office>{'|'.join(OFFICES)})\b")


AHEAD: frozenset[Role] = frozenset(("tasks", "solutions"))
"""Roles of what is said in one year, or the half of one, of the next."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a question asks for, as far as its words go.

    Attributes:
        raw: as it was typed, NFC.
        folded: in lower case without accents, white space as one space.
        words: its tokens, folded.
        typed: its tokens with the letters' case as typed.
        kind: a part of a header, the reports that are such, the documents a report cites, or what reports say.
        parts: names of the fields of `Header` asked for.
        document: the document named by its number, as typed.
        years: those named, leaving out those within dates, ranges and numbers.
        levels: those named ("cấp xã").
        agency_kinds: kinds of agency named ("các phường").
        about_report: whether a report or document is spoken of as such.
        office: the folded position whose holder is asked for.
        asks: whether it is a question, and no mere phrase.
        plural: whether several reports are asked.
        several: whether more than one thing is asked for ("những gì").
        names: runs of words in capitals, folded, that are no abbreviations.
        fact: the kind of fact asked for.
        role: the role of section whose matter it is.
        how: whether it asks how something is done, and not how it is put.
        parts_of_years: the first and the last month of each part of a year that it is asked of.
        wants: with what force it wants to be answered: requests, targets, conditions; none where it asks what is.
    """

    raw: str
    folded: str
    words: tuple[str, ...]
    typed: tuple[str, ...]
    kind: Kind
    parts: tuple[str, ...] = ()
    document: str | None = None
    years: tuple[int, ...] = ()
    levels: tuple[Level, ...] = ()
    agency_kinds: tuple[str, ...] = ()
    office: str | None = None
    about_report: bool = False
    asks: bool = True
    plural: bool = False
    several: bool = False
    names: tuple[tuple[str, ...], ...] = ()
    fact: Fact | None = None
    role: Role | None = None
    how: bool = False
    wants: frozenset[Force] = frozenset()
    parts_of_years: tuple[tuple[str, str], ...] = ()
    school_years: tuple[tuple[str, str], ...] = ()

    def is_of_those(self, header: Header) -> bool:
        """Whether a report is of a level that is named, where any is, and its agency of a kind that is."""
        kinds = any(is_of_kind(header.agency or "", kind) for kind in self.agency_kinds)
        return (header.level in self.levels or not self.levels) and (kinds or not self.agency_kinds)

    def may_be_told_by(self, header: Header) -> bool:
        """Whether a report may tell of the part of a year, or of the school year (năm học), that is asked: one on its
        first half not of the other, one on 2021 - 2022 not of 2022 - 2023."""
        if header.period is None:
            return True
        years = [one[:4] for one in header.period]
        if not all(years[0] <= first and last <= years[1] for first, last in self.school_years):
            return False
        if len(header.period[0]) < len("2021-01"):
            return True
        begins, ends = (one[:7] for one in header.period)
        return all(begins <= last and first <= ends for first, last in self.parts_of_years)

    @property
    def by_whom(self) -> bool:
        """Whether it asks who does something."""
        return BY_WHOM.search(self.folded) is not None

    @property
    def form(self) -> Form | None:
        """The form of the fact asked for."""
        return self.fact.form if self.fact else None


def question_of(asked: Understood) -> Question:
    """What a question asks for, by its words as they were typed; filters are no part of them."""
    question = asked_for(_without_times(asked))
    if any(one.field == "signer" and one.applied for one in asked.said.read) and not question.about_report:
        question = _of_person(question)
    if any(one.field == "addressee" for one in asked.said.read):
        question = _sent_to_whom_it_says(question)
    if not question.asks and question.kind == "content" and MEASURED.search(question.folded) and naming(asked):
        question = replace(question, asks=True, plural=False, fact=question.fact or Fact("number"))
    if question.form == "date" and DEADLINE.search(question.folded):
        question = replace(question, wants=question.wants | {"request", "target", "condition"})
    years = _years_asked(asked)
    levels = {condition.value for condition in asked.said.read if condition.field == "level" and condition.op == "="}
    return replace(
        question,
        raw=asked.raw,
        kind="reports" if question.kind == "content" and _lists(asked, question) else question.kind,
        years=tuple(dict.fromkeys(years)),
        parts_of_years=tuple(
            (one.first, one.last)
            for one in asked.said.times
            if one.op == "=" and one.about != "issued" and len(one.first) == len(one.last) == len("2021-01")
        ),
        school_years=tuple(
            (one.first, one.last)
            for one in asked.said.times
            if len(one.first) == len(one.last) == len("2021")
            and SCHOOL_YEAR.search(fold(asked.query.text[: one.start]))
        ),
        levels=tuple(level for level in LEVELS if level in levels),
        agency_kinds=tuple(
            kind
            for one in asked.said.read
            if one.field == "agency_kind" and one.op != "!="
            for kind in one.filter.agency_kinds
        ),
    )


def _sent_to_whom_it_says(question: Question) -> Question:
    """A question that says to whom the reports go, and so does not ask it."""
    parts = tuple(part for part in question.parts if part != "addressees")
    only = question.kind == "header" and not parts
    return replace(question, parts=parts, kind="reports" if only else question.kind)


SCHOOL_YEAR = re.compile(r"\bnam hoc\W*$")
"""Before two years that are one."""

AS_OF = re.compile(r"(?:tinh )?den\b")
"""How a time begins of which it is asked how things stood then, folded."""


def _years_asked(asked: Understood) -> Iterator[int]:
    """The years that a question is asked of, those of its months and quarters too; not those it only compares with."""
    told = years_told(asked.query.text)
    for one in asked.said.times:
        year = int(one.first[:4])
        in_figures = str(year) in asked.query.text[one.start : one.end]
        said = fold(asked.query.text[one.start : one.end])
        as_of = one.op == "<=" and AS_OF.match(said) is not None
        if (one.op == "=" or as_of) and one.first[:4] == one.last[:4] and (year in told or not in_figures):
            yield year


def _of_person(question: Question) -> Question:
    """A question about somebody who signed: who he is, or when he signed, as his reports' headers have it."""
    seen = SIGNING.seen_in(question.raw)
    if any(word in question.parts for word in ("number", "title", "addressees")) or question.kind in (
        "reports",
        "cites",
    ):
        return question
    parts = tuple(name for name, pattern in PERSON_PARTS if re.search(pattern, seen))
    return replace(question, kind="header", parts=parts, office=None) if parts else question


def _without_times(asked: Understood) -> str:
    """The question without the times that it says: "ban hành từ ngày 1/1/2022" asks for no date."""
    text = asked.query.text
    for one in reversed(asked.said.times):
        text = f"{text[: one.start]}{text[one.end :]}"
    return " ".join(text.split())


def _lists(asked: Understood, question: Question) -> bool:
    """Whether nothing but reports is asked for: "báo cáo mới nhất của xã Tân Lập"."""
    said = asked.said
    return asked.lists or bool(question.about_report and said.applied and not said.matter and not question.fact)


def asked_for(raw: str) -> Question:
    """What `raw`, which has no filters in it, asks for."""
    raw = nfc(raw)
    text = COMMITTEE.sub("UBND", TO_SIGN.sub(SIGN, " ".join(raw[:FACT_ASKED_CHARACTERS].split())))
    accented = has_accents(text)
    text = one_spelling(text)
    folded = fold(text)
    document = next((text[c.start : c.end] for c in citations_in(text) if c.number), None)
    named = document and re.search(r"\d+[^\s,;?]*[/-][^\s,;?]*", document)
    fact = fact_asked(text)
    asks_document = fact is not None and fact.form == "document"
    seen = SIGNING.seen_in(text)
    kind, parts = _kind(seen, OF_A_PERIOD.seen_in(text), document is not None, asks_document)
    office = _office(seen)
    if office:
        kind, parts = "header", ("signer",)
    given = plain_fact(folded) if asks_document and kind != "content" else fact
    role = role_of(text)
    asks = ASKING.search(text.lower()) if accented else ASKING_FOLDED.search(folded)
    return Question(
        raw=raw,
        folded=folded,
        words=tuple(fold(word) for word in tokens(text)),
        typed=tuple(TOKEN.findall(text)),
        kind=kind,
        parts=parts,
        document=named[0].rstrip(".") if named else document,
        office=office,
        about_report=bool(ABOUT_REPORT.search(seen)),
        asks=bool(asks),
        plural=bool(PLURAL.search(seen)) or not asks,
        several=bool(SEVERAL.search(seen)) and plain_fact(folded) is None,
        names=_names(text),
        fact=replace(given, of_document=document is not None) if given else None,
        role=role if role != "other" else None,
        how=fact is None and HOW.search(folded) is not None and not PUT.search(folded),
        wants=forces_wanted(text.lower() if accented else folded, accented),
    )


def _office(folded: str) -> str | None:
    """The position whose holder is asked for, in Vietnamese and folded."""
    match = OFFICE.search(folded)
    if match:
        return match["office"] or match["who"]
    english = OFFICE_IN_ENGLISH.search(folded)
    return f"{'pho ' if english['deputy'] else ''}{OFFICES[english['office']]}" if english else None


def _names(text: str) -> tuple[tuple[str, ...], ...]:
    """Runs of two words and more that begin with a capital: "Ba Vì", "Phú Điền"."""
    runs: list[list[str]] = [[]]
    for match in TOKEN.finditer(text):
        word = match[0]
        joined = text[: match.start()].endswith(" ")
        if word[:1].isupper() and not word[1:2].isupper():
            if not joined:
                runs.append([])
            runs[-1].append(fold(word))
        elif runs[-1]:
            runs.append([])
    return tuple(tuple(run) for run in runs if len(run) > 1)


def _kind(folded: str, of_period: str, has_document: bool, has_type: bool) -> tuple[Kind, tuple[str, ...]]:
    if COUNTS.search(folded) or LISTS.search(folded):
        return "reports", ()
    if REPORT_CITES.search(folded) and not has_document:
        return "cites", ()
    about_report = bool(ABOUT_REPORT.search(folded))
    parts = tuple(
        name
        for name, pattern in HEADER_PARTS
        if (about_report or name in WITHOUT_REPORT or (name == "signer" and not has_document))
        and re.search(pattern, of_period if name == "period" else folded)
    )
    if "signer" in parts:
        parts = tuple(name for name in parts if name not in ("period", "agency"))
        parts = ("agency", *parts) if AGENCY_BESIDE.search(folded) else parts
    if parts and not has_type:
        return "header", parts
    return "content", ()
