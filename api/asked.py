"""What programs ask: in the address of a GET, or as the JSON of a POST. What is not known is refused."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from ..service.asking import MOST_WORDINGS
from ..service.basket import MOST
from ..service.narrowing import NARROWED
from ..service.styles import Style
from ..words import Language, both

LONGEST_PAGE = 500
"""Reports, or documents cited, that are listed at once."""

MOST_FOUND = 1000
"""Passages, or wordings, that are asked for at once, as at the command line."""

MOST_VALUES = 100
"""Of one filter."""

Values = Annotated[list[str], Field(max_length=MOST_VALUES)]


def said(name: str, **given: Any) -> Any:
    """A field and what the table says of it, in both languages."""
    text = both(f"api.{name}")
    return Field(description=f"{text.vi} / {text.en}", **given)


class Asked(BaseModel):
    """All that is asked."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="after")
    def is_text(self) -> Self:
        """Refuse halves of letters, which JSON can spell and UTF-8 cannot: they would come to no answer."""
        self.model_dump_json()
        return self


class Narrowed(Asked):
    """Filters, as the command line takes them: each admits any of its values, with accents or without."""

    agency: Values = said("agency", default=[])
    level: Values = said("level", default=[])
    province: Values = said("province", default=[])
    year: Annotated[list[str | int], Field(max_length=MOST_VALUES)] = said("year", default=[], examples=[["2023"]])
    type: Values = said("type", default=[])
    role: Values = said("role", default=[])
    report: Values = said("report", default=[])
    cites: Values = said("cites", default=[])

    @property
    def filters(self) -> dict[str, list[str]]:
        """The values of each filter, by its name."""
        return {name: [str(value) for value in getattr(self, name)] for name in NARROWED}


class Search(Narrowed):
    """A question to be answered with passages."""

    query: str = said("query", examples=["kinh phí hạn chế"])
    k: int = said("k", default=10, ge=1, le=MOST_FOUND)
    as_typed: bool = said("as_typed", default=False)


class Question(Asked):
    """A question to be answered in the reports' own sentences."""

    question: str = said("question", examples=["Ai ký báo cáo của xã Tân Lập?"])
    language: Language = said("language", default="vi")
    llm: bool = said("llm", default=True)


class Phrase(Narrowed):
    """Words, of which it is asked how reports have put them."""

    phrase: str = said("phrase", examples=["trông chờ, ỷ lại"])
    limit: int = said("limit_wordings", default=MOST_WORDINGS, ge=1, le=MOST_FOUND)
    as_typed: bool = said("as_typed", default=False)


class Draft(Asked):
    """A draft to be held against the store."""

    draft: str = said("draft", examples=["Năm 2023, xã được cấp 12 triệu đồng (Báo cáo số 214/BC-UBND)."])
    language: Language = said("language", default="vi")


class Sentence(Asked):
    """A sentence to be held against the passages that it cites."""

    sentence: str = said("sentence", max_length=20_000)
    passages: list[str] = said("passages", max_length=MOST)
    language: Language = said("language", default="vi")


class Cite(Asked):
    """Passages to be cited."""

    passages: list[str] = said("passages", min_length=1, max_length=MOST, examples=[["0ecb07c9692b-14"]])
    style: Style = said("style", default="vi")


class Page(Asked):
    """A part of a list."""

    offset: int = said("offset", default=0, ge=0, le=10_000_000)
    limit: int = said("limit", default=50, ge=1, le=LONGEST_PAGE)


class ReportsPage(Narrowed, Page):
    """A part of the list of reports."""

    sort: Literal["newest", "oldest", "agency"] = said("sort", default="newest")


class DocumentsPage(Page):
    """A part of the list of documents cited."""

    document: str | None = said("document", default=None, max_length=500, examples=["16-KL/TW"])


class Correct(Asked):
    """Fields of a header, each with what is right, as the catalog keeps it; null takes a correction back."""

    values: dict[str, str | None] = said(
        "values", min_length=1, max_length=40, examples=[{"agency": "UBND xã Tân Lập", "issued": "2023-12-05"}]
    )
