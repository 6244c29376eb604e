"""What programs are told: the shapes of the objects that `service` makes, for the description that the API gives."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from ..corpus.report import Level, ParagraphKind, Role
from ..service.styles import Style

Known = str | None


def shown(**example: Any) -> ConfigDict:
    """An example of a shape, for the description."""
    return ConfigDict(json_schema_extra={"examples": [example]})


class Condition(BaseModel):
    """What a question says of the reports it is about."""

    field: str
    op: str
    value: str
    applied: bool
    favoured: bool
    said: str
    count: int = 1


class Absent(BaseModel):
    """Words of a question that stand nowhere, or not in the reports that it names."""

    text: str
    elsewhere: bool


class InReport(BaseModel):
    """The report of a passage."""

    id: str
    file: str
    doc_type: Known
    number: Known
    issued: Known
    agency: Known
    level: Level | None
    province: Known
    title: Known
    signer: Known
    signer_role: Known
    unsure: list[str]
    secrecy: str = ""


class AlsoIn(BaseModel):
    """Another passage that says the same."""

    passage_id: str
    citation: str


class Hit(BaseModel):
    """A passage found."""

    model_config = shown(
        rank=1,
        score=0.9931,
        passage_id="0ecb07c9692b-15",
        text="Kinh phí dành cho cải cách hành chính còn hạn chế, cả năm được cấp 12 triệu đồng.",
        highlights=[[0, 82]],
        report={
            "id": "0ecb07c9692b", "file": "2023-bc-cchc-xa-tan-lap.docx", "doc_type": "Báo cáo",
            "number": "214/BC-UBND", "issued": "2023-12-05", "agency": "UBND xã Tân Lập", "level": "commune",
            "province": "An Giao", "title": "Kết quả công tác cải cách hành chính năm 2023", "signer": "Đỗ Văn Quýnh",
            "signer_role": "Chủ tịch", "unsure": [],
        },
        section=["III. ĐÁNH GIÁ CHUNG", "2. Tồn tại, hạn chế"],
        role="limitations",
        paragraph=3,
        page=None,
        citation="Báo cáo số 214/BC-UBND ngày 5/12/2023 của UBND xã Tân Lập, mục III.2, đoạn 3",
        also_in=[],
    )  # fmt: skip

    rank: int
    score: float
    passage_id: str
    text: str
    highlights: list[list[int]]
    report: InReport
    section: list[str]
    role: Role
    paragraph: int
    page: int | None
    citation: str
    also_in: list[AlsoIn]


class Found(BaseModel):
    """What a search has found."""

    query: str
    understood_as: Known
    conditions: list[Condition]
    not_understood: list[str]
    absent: list[Absent]
    confidence: float
    found: bool
    verdict: Literal["answered", "related", "nothing"]
    calibrated: bool
    took_ms: float
    results: list[Hit]


class Source(BaseModel):
    """What an answer stands on."""

    n: int
    passage_id: str
    quote: str
    citation: str
    lead_in: str = ""
    role: Role | None = None
    force: Known = None


class Choice(BaseModel):
    """What else may be meant."""

    label: str
    question: str


class StandsOn(BaseModel):
    """The sentence of a source on which a model's sentence stands."""

    n: int
    quote: str
    force: Known


class WrittenSentence(BaseModel):
    """A sentence of a language model that stands."""

    text: str
    stands_on: list[StandsOn]


class Struck(BaseModel):
    """A sentence of a language model that its passages do not bear out."""

    text: str
    reason: Known


class Answer(BaseModel):
    """An answer in the reports' own sentences, or in those of a language model that were held against them."""

    model_config = shown(
        question="Ai ký báo cáo của xã Tân Lập năm 2023?",
        found=True,
        confidence=1.0,
        answer="Đỗ Văn Quýnh [1]",
        sources=[{
            "n": 1, "passage_id": "0ecb07c9692b-1", "quote": "Đỗ Văn Quýnh",
            "citation": "Báo cáo số 214/BC-UBND ngày 5/12/2023 của UBND xã Tân Lập",
        }],
        method="header",
        calibrated=True,
        conditions=[],
        not_understood=[],
        choices=[],
    )  # fmt: skip

    question: str
    found: bool
    confidence: float
    answer: str
    sources: list[Source]
    method: Literal["header", "extractive", "computed", "model"]
    calibrated: bool
    conditions: list[Condition]
    not_understood: list[str]
    choices: list[Choice]
    sentences: list[WrittenSentence] = []
    struck: list[Struck] = []


class Form(BaseModel):
    """A form of a wording, and how it differs."""

    text: str
    count: int
    passage_ids: list[str]
    edits: list[tuple[int, int, str]]


class Variant(BaseModel):
    """A way in which reports have put it."""

    text: str
    count: int
    citations: list[str]
    passage_ids: list[str]
    reports: list[str]
    template: str
    blanks: list[tuple[int, int, str]]
    role: Role
    pole: Known
    forms: list[Form]


class Wordings(BaseModel):
    """The ways in which reports have put something."""

    phrase: str
    variants: list[Variant]


class Quoted(BaseModel):
    """A sentence of a passage."""

    passage_id: str
    quote: str
    citation: str


class Cited(BaseModel):
    """A citation in a draft."""

    text: str
    reports: list[str]
    passage_id: Known
    problem: Known


class Statement(BaseModel):
    """A sentence of a draft, and what came of it."""

    paragraph: int
    span: tuple[int, int]
    text: str
    status: Literal["holds", "fails", "offered", "unbacked", "too_long"]
    reason: Known
    citations: list[Cited]
    source: Quoted | None
    offered: list[Quoted]


class Checked(BaseModel):
    """A draft that was checked."""

    file: Known
    sentences: list[Statement]
    counts: dict[str, int]


class Supported(BaseModel):
    """Whether passages bear a sentence out."""

    supported: bool
    reason: Known


class Citation(BaseModel):
    """A passage cited."""

    passage_id: str
    citation: str
    secrecy: str = ""


class Citations(BaseModel):
    """Passages cited, and the list of sources."""

    style: Style
    citations: list[Citation]
    sources: list[str]


class Header(BaseModel):
    """The formal parts of a report."""

    agency: Known
    parent_agency: Known
    level: Level | None
    province: Known
    district: Known
    number: Known
    issued: Known
    issued_precision: Literal["day", "month", "year"] | None
    place: Known
    doc_type: Known
    title: Known
    period: tuple[str, str] | None
    addressees: list[str]
    recipients: list[str]
    signer: Known
    signer_role: Known
    signing_form: Known
    secrecy: Known
    urgency: Known
    unsure: list[str]


class Listed(BaseModel):
    """A report in a list."""

    id: str
    file: str
    passages: int
    header: Header


class Reports(BaseModel):
    """A part of the list of reports, and how many there are in all."""

    found: int
    offset: int
    limit: int
    reports: list[Listed]


class Section(BaseModel):
    """A heading."""

    number: Known
    title: str
    depth: int
    role: Role
    heading: str


class Paragraph(BaseModel):
    """A paragraph, verbatim."""

    n: int
    section: list[str]
    section_indices: list[int]
    role: Role
    kind: ParagraphKind
    text: str
    page: int | None


class Reference(BaseModel):
    """A document that a report cites."""

    type: str
    number: Known
    date: Known
    issuer: Known
    title: Known


class Whole(BaseModel):
    """A report."""

    id: str
    file: str
    header: Header
    unsure: list[str]
    sections: list[Section]
    paragraphs: list[Paragraph]
    references: list[Reference]
    warnings: list[str]
    enclosed: list[dict[str, Any]] = []


class RestsOn(BaseModel):
    """A report that cites a document."""

    id: str
    file: str
    citation: str


class Document(Reference):
    """A document that reports cite."""

    count: int
    reports: list[RestsOn]


class Documents(BaseModel):
    """A part of the list of documents cited, and how many there are in all."""

    found: int
    offset: int
    limit: int
    references: list[Document]


class YearCount(BaseModel):
    """Reports of a year."""

    year: int | None
    reports: int


class LevelCount(YearCount):
    """Reports of a year and a level."""

    level: Level | None


class ProvinceCount(BaseModel):
    """Reports of a province."""

    province: Known
    reports: int


class AgencyCount(BaseModel):
    """Reports of an agency."""

    agency: Known
    reports: int


class RoleCount(BaseModel):
    """Passages of a year under sections of a role."""

    year: int | None
    role: Role
    passages: int


class Statistics(BaseModel):
    """What there is, counted."""

    reports: int
    passages: int
    years: list[YearCount]
    levels: list[LevelCount]
    provinces: list[ProvinceCount]
    agencies: list[AgencyCount]
    roles: list[RoleCount]


class Fault(BaseModel):
    """Why something was not done: a word for programs, and the sentence for people."""

    code: str
    vi: str
    en: str


class Refused(BaseModel):
    """The one shape of every error."""

    model_config = shown(
        error={
            "code": "report_unknown",
            "vi": "Không có báo cáo nào mang mã “0123456789ab”. Xem danh sách bằng `tracuu list`.",
            "en": "No report has the id “0123456789ab”. See the list with `tracuu list`.",
        }
    )

    error: Fault


class FailedFile(BaseModel):
    """A file that could not be read, and why."""

    file: str
    error: Fault


class Outcome(BaseModel):
    """What a change came to."""

    did: Literal["kept", "synced", "corrected", "collected", "removed", "restored", "permitted", "erased"]
    names: list[str]
    failures: list[FailedFile]
    withheld: list[str]
    reports: int
    passages: int


class Job(BaseModel):
    """A change that goes on, or is done."""

    id: str
    state: Literal["running", "done", "failed"]
    stage: str
    done: int
    total: int
    seconds_left: float | None
    outcome: Outcome | None
    error: Fault | None


class Jobs(BaseModel):
    """The changes that go on or went on last, the newest first."""

    jobs: list[Job]


class TakenFile(BaseModel):
    """A file that was sent: what was read of it, or why it is not kept."""

    file: str
    id: Known
    header: Header | None
    error: Fault | None


class Taken(BaseModel):
    """What was sent, and the change that takes it in."""

    files: list[TakenFile]
    job: Job


class Changed(BaseModel):
    """What was done to a report."""

    id: str
    did: Literal["removed", "restored", "permitted"]


class Corrected(BaseModel):
    """A field that was put right by hand: what holds, and what was read."""

    field: str
    value: Any
    original: Any
    made: str


class Corrections(BaseModel):
    """What was put right in a report's header."""

    id: str
    corrections: list[Corrected]


class Alive(BaseModel):
    """The process answers."""

    status: Literal["ok"]
