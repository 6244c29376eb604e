"""The small parts that cards of every kind are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from itertools import pairwise

from tracuu.corpus.citation import prose_date
from tracuu.corpus.report import Header
from tracuu.index.records import Passage

Words = dict[str, str]
"""The words of the interface in one language (`page.language.WORDS`)."""


def marked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """`text` as HTML with each [start, end) of it in a <mark>; every piece is escaped on its own."""
    edges = [0]
    for start, end in sorted(spans):
        start, end = max(start, edges[-1]), min(end, len(text))  # noqa: PLW2901
        if start < end:
            edges += [start, end]
    pieces = [escape(text[start:end]) for start, end in pairwise([*edges, len(text)])]
    return "".join(f"<mark>{piece}</mark>" if i % 2 else piece for i, piece in enumerate(pieces))


def notice(sentence: str) -> str:
    """A sentence for the person as HTML; what stands in `backticks` is code."""
    said = re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(sentence))
    return f'<p class="notice" role="status">{said}</p>'


def copy_button(text: str, label: str, words: Words, kind: str = "") -> str:
    """A button that copies `text`."""
    return (
        f'<button type="button" class="copy {kind}" data-text="{escape(text)}" data-done="{escape(words["copied"])}">'
        f"{escape(label)}</button>"
    )


def not_saved(words: Words) -> str:
    """Where it is said why a file could not be saved, as HTML; until then empty, and what is said without an answer."""
    return f'<p class="notice failed" role="alert" data-otherwise="{escape(words["not_saved"])}" hidden></p>'


def open_button(key: str, label: str) -> str:
    """A button that opens the report at the passage with that public id."""
    return f'<button type="button" class="open" data-passage="{escape(key)}">{escape(label)}</button>'


def pick_button(pick: str, words: Words) -> str:
    """A button that takes a sentence into the basket, or out of it."""
    return (
        f'<button type="button" class="pick" aria-pressed="false" data-pick="{escape(pick)}"'
        f' data-picked="{escape(words["picked"])}">{escape(words["pick"])}</button>'
    )


def understood(text: str | None, form: str, words: Words) -> str:
    """How a question was understood, with the way back to what was typed; nothing where it was taken as typed."""
    if not text:
        return ""
    typed = f'<button form="{escape(form)}" name="typed" value="1">{escape(words["as_typed"])}</button>'
    return f'<p class="understood">{escape(words["understood"].format(text=text))} {typed}</p>'


def document_line(header: Header, words: Words) -> str:
    """ "Báo cáo số 132/BC-UBND ngày 17/8/2023", as far as the header goes; plain text."""
    parts = [header.doc_type or words["document"]]
    if header.number:
        parts.append(words["number"].format(number=header.number))
    if header.issued:
        parts.append(prose_date(header.issued))
    return " ".join(parts)


def place_line(passage: Passage, words: Words) -> str:
    """The passage's section path, role and number, as HTML."""
    path = " › ".join(section.heading for section in passage.sections) or words["opening"]
    where = words["paragraph"].format(n=passage.n)
    if passage.page:
        where += f" ({words['page'].format(n=passage.page)})"
    return (
        f'<p class="place"><span class="path">{escape(path)}</span>'
        f'<span class="role">{escape(words[passage.role])}</span><span>{escape(where)}</span></p>'
    )


def secrecy_mark(header: Header) -> str:
    """The độ mật of a report, as HTML, so that no passage of a secret one passes for an open one; else nothing."""
    return f'<span class="secret">{escape(header.secrecy.upper())}</span>' if header.secrecy else ""
