"""Every word of the two doors that both say: loaded from ui.toml, Vietnamese and English."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from tracuu.corpus.citation import prose_date
from tracuu.corpus.errors import Language
from tracuu.corpus.report import Header, Reference

WORDS: dict[Language, dict[str, str]] = {
    language: {
        key: said[language]
        for key, said in tomllib.loads(Path(__file__).with_name("ui.toml").read_text("utf-8")).items()
    }
    for language in ("vi", "en")
}
"""Every word of the interface, by language and key; what reports say is never translated."""


CHOSEN = re.compile(r"(?:^|;)\s*tracuu-lang=(vi|en)\s*(?:;|$)")
"""The cookie in which a browser keeps the language that its reader chose."""


def asked_language(headers: Mapping[str, str]) -> Language:
    """The language that the reader chose; else English for a browser that asks for it first, Vietnamese for others."""
    chosen = CHOSEN.search(headers.get("cookie", ""))
    if chosen:
        return "en" if chosen[1] == "en" else "vi"
    return "en" if headers.get("accept-language", "").lower().startswith("en") else "vi"


HEADER_FIELDS = (
    "agency", "parent_agency", "level", "district", "province", "number", "issued", "place", "doc_type", "title",
    "period", "addressees", "recipients", "signer", "signer_role", "signing_form", "secrecy", "urgency",
)  # fmt: skip
"""The parts of a header in the order in which a person checks them."""


def header_lines(header: Header, words: dict[str, str]) -> list[tuple[str, str]]:
    """The label and the value of each part that the document states, as a person reads them."""
    lines = []
    for name in HEADER_FIELDS:
        value = getattr(header, name)
        if name == "level" and value:
            value = words[value]
        elif name == "issued" and value:
            value = prose_date(value)
        elif name == "period" and value:
            value = " – ".join(prose_date(point) for point in dict.fromkeys(value))
        elif isinstance(value, tuple):
            value = "; ".join(dict.fromkeys(value))
        if value:
            lines.append((words[f"field_{name}"], value))
    return lines


def citing(reference: Reference) -> str:
    """The question that finds the reports that cite a document; empty for one without a number to cite it by."""
    return f'viện_dẫn:"{reference.number}"' if reference.number and '"' not in reference.number else ""


def reference_line(reference: Reference) -> str:
    """ "Nghị định 72/2015/NĐ-CP ngày 7/9/2015 của Chính phủ", as far as it is said; plain text."""
    date = prose_date(reference.date) if reference.date else ""
    name = reference.title or reference.type
    by = f"của {reference.issuer}" if reference.issuer else ""
    return " ".join(filter(None, (name, reference.number, date, by)))
