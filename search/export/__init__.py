"""What a search found becomes a file: Word, Excel, CSV, JSON or Markdown."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ...corpus.bibliography import CslItem
from ...corpus.citation import sources
from ...corpus.errors import TracuuError
from ...words import say
from ..sources import again, in_full, source_of
from .quotations import LANGUAGE, ExportUnwritableError, Quotation, in_xml, quotations_docx, save
from .sheets import COLUMNS, csv_of, plain_cell, xlsx_of

if TYPE_CHECKING:
    from .. import Hit, SearchResult

__all__ = [
    "COLUMNS",
    "FORMATS",
    "LANGUAGE",
    "ExportUnwritableError",
    "Quotation",
    "also_in",
    "export",
    "exported",
    "plain_cell",
    "quotations_docx",
]

MARKDOWN = re.compile(r"[\\`*_\[\]<>&~|#$]")
MARKDOWN_LINE_START = re.compile(r"^(\s*)(?:([-+=])|(\d+)([.)]))")


class ExportFormatError(TracuuError):
    """The ending of the file names no format that a result can be saved in."""

    def __init__(self, name: str) -> None:
        known = ", ".join(FORMATS)
        super().__init__(name=name, known=known)


@dataclass(frozen=True, slots=True)
class Saved:
    """What is saved.

    Attributes:
        result: what was found.
        cited: its passages as citations take them, by their public ids.
        address: where a report can be had, by its id; None where nowhere.
    """

    result: SearchResult
    cited: Mapping[str, CslItem]
    address: Callable[[str], str | None] | None = None

    @property
    def question(self) -> str:
        """What was asked, in a sentence."""
        result = self.result
        if result.understood_as:
            understood = result.understood_as
            return say("documents.question_understood", LANGUAGE, question=result.query, understood=understood)
        return say("documents.question", LANGUAGE, question=result.query)

    @property
    def sources(self) -> list[str]:
        """The list of sources."""
        cited = (self.cited[hit.passage.key] for hit in self.result.hits)
        return sources((source.header, source.file) for source in cited)

    def quotation(self, hit: Hit) -> Quotation:
        """The hit as it is quoted, with the other reports that say the same."""
        source = self.cited[hit.passage.key]
        others = [other for _, other in hit.also_in]
        first, after = (also_in([said, *others]) for said in (in_full(source), again(source)))
        return Quotation(hit.passage.text, first, source.header.secrecy, after, source.report)


def export(
    result: SearchResult,
    path: Path,
    cited: Mapping[str, CslItem] | None = None,
    address: Callable[[str], str | None] | None = None,
) -> None:
    """Save `result` in the format that the ending of `path` names; a file that is there is replaced.

    Args:
        result: what was found.
        path: of the file.
        cited: as `exported` has it.
        address: as `exported` has it.

    Raises:
        ExportFormatError: the ending is none of `FORMATS`.
        ExportUnwritableError: the file cannot be written.
    """
    save(exported(result, path.suffix, cited, address), path)


def exported(
    result: SearchResult,
    ending: str,
    cited: Mapping[str, CslItem] | None = None,
    address: Callable[[str], str | None] | None = None,
) -> bytes:
    """`result` in the format of `ending` (".docx"), as bytes; ExportFormatError if that is none of `FORMATS`.

    Args:
        result: what was found.
        ending: names the format.
        cited: its passages as citations take them (`search.sources.sources_of`); None as far as they say it themselves.
        address: where a report can be had, by its id; None where nowhere.
    """
    write = FORMATS.get(ending.lower())
    if write is None:
        raise ExportFormatError(ending)
    themselves = {hit.passage.key: source_of(hit.passage) for hit in result.hits} if cited is None else cited
    return write(Saved(result, themselves, address))


def also_in(citations: Iterable[str]) -> str:
    """The citations of what stands in several reports to the letter, as one."""
    return say("documents.also_in", LANGUAGE).join(citations)


def _docx(saved: Saved) -> bytes:
    """Only what was found: what is merely near is no quotation for a document."""
    target = io.BytesIO()
    title = say("documents.title", LANGUAGE)
    if saved.result.found:
        items = [saved.quotation(hit) for hit in saved.result.hits]
        quotations_docx(items, target, title, saved.question, saved.sources)
    else:
        quotations_docx([], target, title, f"{saved.question}. {say('documents.nothing_found', LANGUAGE)}")
    return target.getvalue()


def _xlsx(saved: Saved) -> bytes:
    result = saved.result
    found = say("documents.found" if result.found else "documents.not_found", LANGUAGE)
    asked = (result.query, result.understood_as or "", found)
    return xlsx_of(result.hits, saved.sources, asked, saved.address)


def _csv(saved: Saved) -> bytes:
    return csv_of(saved.result.hits)


def _json(saved: Saved) -> bytes:
    return (json.dumps(saved.result.to_json(), ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def _markdown(saved: Saved) -> bytes:
    lines = [f"# {say('documents.title', LANGUAGE)}", "", escape_markdown(saved.question), ""]
    lines += [] if saved.result.found else [say("documents.not_found", LANGUAGE), ""]
    for hit in saved.result.hits:
        quotation = saved.quotation(hit)
        mark = f"**\\[{escape_markdown(quotation.secrecy).upper()}\\]** " if quotation.secrecy else ""
        lines += [f"> {mark}{escape_markdown(quotation.text)}", ">", f"> — {escape_markdown(quotation.citation)}", ""]
    listed = [f"{number}. {escape_markdown(source)}" for number, source in enumerate(saved.sources, 1)]
    lines += [f"## {say('documents.sources', LANGUAGE)}", "", *listed, ""] if listed else []
    return "\n".join(lines).encode("utf-8", "replace")


def escape_markdown(text: str) -> str:
    """`text` on one line that Markdown shows letter by letter."""
    text = MARKDOWN.sub(r"\\\g<0>", " ".join(in_xml(text).split()))
    return MARKDOWN_LINE_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[2] else f"{m[1]}{m[3]}\\{m[4]}", text)


FORMATS: dict[str, Callable[[Saved], bytes]] = {
    ".docx": _docx,
    ".xlsx": _xlsx,
    ".csv": _csv,
    ".json": _json,
    ".md": _markdown,
}
"""The endings that a result can be saved with."""
