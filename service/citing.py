"""Citations in every style that there is, and the list of sources."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ..corpus.bibliography import CslItem, bibtex, csl_json, ris
from ..corpus.citation import sources
from ..search.sources import again, in_full, in_passing
from .styles import Style


def _prose(one: Callable[[CslItem], str]) -> Callable[[Sequence[CslItem]], str]:
    """A style in prose: one citation a line."""
    return lambda cited: "\n".join(map(one, cited))


STYLES: dict[Style, Callable[[Sequence[CslItem]], str]] = {
    "vi": _prose(in_passing),
    "vi-full": _prose(in_full),
    "vi-short": _prose(again),
    "csl-json": csl_json,
    "bibtex": bibtex,
    "ris": ris,
}


def source_list(cited: Sequence[CslItem]) -> list[str]:
    """The list of sources (danh mục tài liệu viện dẫn) of what was cited."""
    return sources((source.header, source.file) for source in cited)


def citations(cited: Sequence[CslItem], style: Style) -> dict[str, Any]:
    """The citations of passages in that style, and the list of sources, as doors give them in JSON."""
    return {
        "style": style,
        "citations": [
            {
                "passage_id": source.key,
                "citation": STYLES[style]([source]),
                **({"secrecy": source.header.secrecy} if source.header.secrecy else {}),
            }
            for source in cited
        ],
        "sources": source_list(cited),
    }
