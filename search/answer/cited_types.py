"""Which reports cite documents of a type, "nghị định", whatever their numbers: by their references, exactly."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...corpus.references.cited_documents import citations_in
from ...corpus.references.doc_types import TYPE_CODES
from ...corpus.vietnamese import fold
from ...index.records import ReportRecord
from ...index.store import View
from ...words import Language
from .composition import Answer
from .header import citing_those
from .questions import Question

TYPES = {fold(name): name for name in TYPE_CODES}
ISSUED_BY = {
    "hien phap": "quoc hoi",
    "bo luat": "quoc hoi",
    "luat": "quoc hoi",
    "nghi dinh": "chinh phu",
}
"""Who alone issues documents of a type (Luật Ban hành văn bản quy phạm pháp luật, Điều 4), folded."""

CITING_TYPE = re.compile(
    r"\b(?:vien dan|dan chieu|trich dan|can cu|dua) (?:vao |tren |theo |den )?(?:it nhat )?(?:mot |nhung |cac )?"
    rf"(?P<type>{'|'.join(sorted(TYPES, key=len, reverse=True))})"
    r"(?: cua (?P<issuer>chinh phu|quoc hoi))?(?: nao| gi)?(?: khong)?\W*$"
)
"""A type that is all that is said of what is cited, at the end of a folded question."""


def type_cited(question: Question) -> str | None:
    """The type of document that reports are asked for which cite one; None where no type, or more, is asked."""
    asked = CITING_TYPE.search(question.folded) if question.kind == "reports" and not question.document else None
    if not asked:
        return None
    return TYPES[asked["type"]] if asked["issuer"] in (None, ISSUED_BY.get(asked["type"])) else None


def citing_type(
    question: Question, name: str, view: View, reports: Sequence[ReportRecord], narrowed: bool, language: Language
) -> Answer:
    """Those of `reports` that cite a document of the type `name`, each with the first sentence of `view` that does.

    Where the view is `narrowed` to a part of their passages, a report cites what a sentence of that part does.
    """
    ids = {report for cited in view.citations() if cited.reference.type == name for report in cited.reports}

    def cites(text: str) -> bool:
        return any(citation.type == name for citation in citations_in(text))

    those = [report for report in reports if report.id in ids]
    return citing_those(question, name.lower(), view, those, cites, narrowed, language)
