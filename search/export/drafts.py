"""A draft that was checked becomes a Word document, its text as it is, each doubt a comment on its sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import IO

from ...corpus.vietnamese import nfc
from ...words import say
from ..check.draft import Checked, Statement
from .quotations import LANGUAGE, blank_document, in_xml

AUTHOR, INITIALS = "tracuu", "tc"
"""Of the comments."""


def checked_docx(paragraphs: Sequence[str], checked: Checked, target: IO[bytes]) -> None:
    """Write a draft to `target` as a Word document; what holds without more to say has no comment.

    Args:
        paragraphs: of the draft; empty ones are left out.
        checked: what came of it.
        target: a stream open for writing.
    """
    document = blank_document(say("documents.draft", LANGUAGE))
    found = {n: list(said) for n, said in groupby(checked.statements, lambda one: one.paragraph)}
    for n, text in enumerate(map(nfc, paragraphs), 1):
        if not text.strip():
            continue
        paragraph, at = document.add_paragraph(), 0
        for one in found.get(n, ()):
            start, end = one.span
            paragraph.add_run(in_xml(text[at:start]))
            run = paragraph.add_run(in_xml(text[start:end]))
            at = end
            if one.status != "holds" or one.reason:
                document.add_comment(run, "\n".join(map(in_xml, comment(one))), AUTHOR, INITIALS)
        paragraph.add_run(in_xml(text[at:]))
    document.save(target)


def comment(one: Statement) -> Iterator[str]:
    """What is said of a sentence: why it does not hold, what it leaves out, what its source says, what to cite."""
    if one.reason:
        yield one.reason.to(LANGUAGE)
    for citation in one.citations:
        if citation.problem and citation.problem != one.reason:
            yield f"{citation.text}: {citation.problem.to(LANGUAGE)}"
    if one.source:
        yield f"{say('check.source_says', LANGUAGE, text=one.source.text)} ({one.source.citation})"
    for offered in one.offered:
        yield say("check.can_cite", LANGUAGE, citation=offered.citation)
