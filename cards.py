"""Passages, search results and reports as HTML; every piece of a report or a question is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from itertools import pairwise

from corpus.citation import prose_date
from corpus.report import Header, Paragraph, Report
from index.records import Passage
from search import Hit, SearchResult
from words import WORDS, header_lines, reference_line

WHOLE_REPORT = 200
"""Paragraphs up to which a report is opened whole; of a longer one, `AROUND` on each side of the passage."""
AROUND = 30


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


def document_line(header: Header, words: dict[str, str]) -> str:
    """ "Báo cáo số 132/BC-UBND ngày 17/8/2023", as far as the header goes; plain text."""
    parts = [header.doc_type or words["document"]]
    if header.number:
        parts.append(words["number"].format(number=header.number))
    if header.issued:
        parts.append(prose_date(header.issued))
    return " ".join(parts)


def place_line(passage: Passage, words: dict[str, str]) -> str:
    """The passage's section path, role and number, as HTML."""
    path = " › ".join(section.heading for section in passage.sections) or words["opening"]
    where = words["paragraph"].format(n=passage.n)
    if passage.page:
        where += f" ({words['page'].format(n=passage.page)})"
    return (
        f'<p class="place"><span class="path">{escape(path)}</span>'
        f'<span class="role">{escape(words[passage.role])}</span><span>{escape(where)}</span></p>'
    )


def card(hit: Hit, words: dict[str, str]) -> str:
    """One passage found, as HTML."""
    passage, header = hit.passage, hit.passage.report.header
    agency = header.agency or words["no_agency"]
    title = f'<p class="title">{escape(header.title)}</p>' if header.title else ""
    others = "".join(
        f'<li><button class="open" data-passage="{escape(key)}">{escape(citation)}</button></li>'
        for key, citation in hit.also_in
    )
    copied = f'data-citation="{escape(hit.citation)}" data-done="{escape(words["copied"])}"'
    also_in = f'<div class="also">{escape(words["also_in"])}<ul>{others}</ul></div>' if others else ""
    return f"""<li><article class="card" lang="vi" aria-label="{hit.rank}. {escape(agency)}">
<header><span class="rank" aria-hidden="true">{hit.rank}</span><p class="source">{secrecy_mark(header)}
<strong>{escape(agency)}</strong>
<span>{escape(document_line(header, words))}</span></p>{title}</header>
{place_line(passage, words)}
<blockquote class="passage">{marked(passage.text, hit.highlights)}</blockquote>
<footer><cite>{escape(hit.citation)}</cite><div class="actions">
<button class="copy" {copied}>{escape(words["copy"])}</button>
<button class="open" data-passage="{escape(passage.key)}">{escape(words["open"])}</button></div></footer>
{also_in}</article></li>"""


def secrecy_mark(header: Header) -> str:
    """The độ mật of a report, as HTML, so that no passage of a secret one passes for an open one; else nothing."""
    return f'<span class="secret">{escape(header.secrecy.upper())}</span>' if header.secrecy else ""


def results(found: SearchResult, words: dict[str, str]) -> str:
    """What a search found, as HTML: cards, or in plain words that there is no answer and what to try."""
    understood = words["understood"].format(text=found.understood_as) if found.understood_as else ""
    typed = f'<button class="typed">{escape(words["as_typed"])}</button>'
    said = f'<p class="understood">{escape(understood)} {typed}</p>' if understood else ""
    if not found.hits:
        return said + notice(words["nothing"])
    cards = "".join(card(hit, words) for hit in found.hits)
    if not found.found:
        return f'{said}{notice(words["not_found"])}<ol class="cards far">{cards}</ol>'
    seconds = f"{found.took_ms / 1000:.2f}"
    counted = words["found"].format(
        n=len(found.hits), seconds=seconds if words is WORDS["en"] else seconds.replace(".", ",")
    )
    return f'{said}<p class="counted" role="status">{escape(counted)}</p><ol class="cards">{cards}</ol>'


def reading_pane(report: Report, passage: Passage, words: dict[str, str]) -> str:
    """The report around a passage, as HTML: its header, its headings and paragraphs in order, the passage marked."""
    total, here = len(report.paragraphs), passage.ordinal - 1
    whole = total <= WHOLE_REPORT
    first, last = (0, total) if whole else (max(0, here - AROUND), min(total, here + AROUND + 1))
    part = "" if whole else notice(words["part"].format(total=total, first=first + 1, last=last))
    body: list[str] = []
    next_heading, page = 0, None
    for i, paragraph in enumerate(report.paragraphs[first:last], first):
        innermost = paragraph.section[-1] if paragraph.section else -1
        cut = i == first and first > 0
        for j in paragraph.section if cut else range(next_heading, innermost + 1):
            heading, depth = report.sections[j].heading, min(report.sections[j].depth + 2, 6)
            if report.sections[j].title and not paragraph.text.startswith(heading):
                body.append(f"<h{depth}>{escape(heading)}</h{depth}>")
        next_heading = max(next_heading, innermost + 1)
        if paragraph.page and paragraph.page != page:
            page = paragraph.page
            body.append(f'<p class="page">{escape(words["page"].format(n=page))}</p>')
        body.append(report_paragraph(paragraph, i == here))
    header = report.header
    agency = escape(header.agency or words["no_agency"])
    signer = ", ".join(filter(None, (header.signer, header.signer_role)))
    lines = (
        header.title,
        words["signed"].format(signer=signer) if signer else "",
        words["file"].format(file=report.file),
    )
    return f"""<article class="report" lang="vi" data-passage="{escape(passage.key)}" aria-label="{agency}">
<button class="close">{escape(words["close"])}</button><header><h2>{agency}</h2>
<p>{secrecy_mark(header)}<strong>{escape(document_line(header, words))}</strong></p>
{"".join(f"<p>{escape(line)}</p>" for line in lines if line)}</header>
{information(report, words)}
<div class="body">{part}{"".join(body)}</div></article>"""


def information(report: Report, words: dict[str, str]) -> str:
    """What tracuu read of the document besides its text, as HTML: header, documents cited, where it is unsure."""
    header = "".join(
        f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>" for label, value in header_lines(report.header, words)
    )
    cited = "".join(f"<li>{escape(reference_line(reference))}</li>" for reference in report.references)
    unsure = "".join(f"<li>{escape(warning)}</li>" for warning in report.warnings)
    lists = (
        (words["references"].format(n=len(report.references)), cited),
        (words["warnings"], unsure),
    )
    rest = "".join(f"<h3>{escape(title)}</h3><ul>{items}</ul>" for title, items in lists if items)
    return f'<details class="info"><summary>{escape(words["information"])}</summary><dl>{header}</dl>{rest}</details>'


def report_paragraph(paragraph: Paragraph, here: bool) -> str:
    """A paragraph of the reading pane, as HTML; the one asked for is marked."""
    text = marked(paragraph.text, [(0, len(paragraph.text))] if here else [])
    return f'<p class="{paragraph.kind}{" here" if here else ""}"{" tabindex=-1" if here else ""}>{text}</p>'
