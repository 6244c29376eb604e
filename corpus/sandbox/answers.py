"""What the process that reads a file may tell, and nothing else: types, lengths and places are checked on this side.

Whoever took that process over can say what they like; what comes out of here has the shape of a report or of a refusal.
"""

from __future__ import annotations

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from ..blocks import CONTROL
from ..bundles import MOST_DOCUMENTS, Unpacked
from ..outline.pieces import LONGEST_PARAGRAPH
from ..report import Report

LONGEST_TEXT = 2 * LONGEST_PARAGRAPH
"""Characters of any one text: a paragraph, with the number or the title that was joined to it."""

LONGEST_REASON = 1000
"""Characters of what is said of a file that cannot be read."""

LARGEST = 256 << 20
"""Bytes of an answer; the largest text that is read gives a quarter of it."""


@dataclass(config=ConfigDict(strict=True, extra="forbid", str_max_length=LONGEST_TEXT))
class Answer:
    """One of these is set.

    Attributes:
        report: what the file says.
        unpacked: what stands in it.
        refused: why it is not read, in Vietnamese and English.
        missing: whether that is for want of a program.
        fault: the name of what a parser raised; "late" or "dead" where the process went down.
    """

    report: Report | None = None
    unpacked: Unpacked | None = None
    refused: tuple[str, str] | None = None
    missing: bool = False
    fault: str | None = None


ANSWERS = TypeAdapter(Answer)


def understood(told: bytes) -> Answer:
    """What a process told, or the fault that it told something else."""
    try:
        answer = ANSWERS.validate_json(told)
    except ValidationError:
        return Answer(fault="dead")
    if answer.report and not _is_whole(answer.report):
        return Answer(fault="dead")
    if answer.refused:
        vi, en = (CONTROL.sub(" ", text)[:LONGEST_REASON] for text in answer.refused)
        return Answer(refused=(vi, en), missing=answer.missing)
    if answer.fault:
        return Answer(fault=answer.fault if answer.fault.isidentifier() else "dead")
    return answer if answer.report or answer.unpacked else Answer(fault="dead")


def _is_whole(report: Report) -> bool:
    """Whether every paragraph stands where there is a section, and what is enclosed encloses nothing more."""
    if len(report.enclosed) >= MOST_DOCUMENTS or any(one.enclosed for one in report.enclosed):
        return False
    return all(
        0 <= at < len(one.sections)
        for one in (report, *report.enclosed)
        for paragraph in one.paragraphs
        for at in paragraph.section
    )
