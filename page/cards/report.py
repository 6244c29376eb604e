"""The reading pane: a report around one of its passages."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from tracuu.corpus.citation import reference_line
from tracuu.corpus.report import Paragraph, Reference, Report
from tracuu.index.records import Passage
from tracuu.page.address import Address
from tracuu.page.cards.controls import Words, copy_button, document_line, marked, notice, open_button, secrecy_mark
from tracuu.search.engine import citation_of
from tracuu.search.overview import SimilarReport
from tracuu.search.query import citing
from tracuu.service.header_fields import header_lines

WHOLE_REPORT = 200
"""Paragraphs up to which a report is opened whole; of a longer one, `AROUND` on each side of the passage."""
AROUND = 30
OUTLINED = 300
"""Headings that the outline lists at most."""


def reading_pane(
    report: Report, passage: Passage, words: Words, similar: Sequence[SimilarReport] = (), whole_report: bool = False
) -> str:
    """The report around a passage, as HTML: its header, its headings and paragraphs in order.

    Args:
        report: the report.
        passage: one of its passages, which is marked.
        words: of the interface.
        similar: reports like it.
        whole_report: it was opened as a whole: `passage` is its first, and not marked.
    """
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
        body.append(report_paragraph(paragraph, i + 1, here=i == here and not whole_report))
    header = report.header
    agency = escape(header.agency or words["no_agency"])
    signer = ", ".join(filter(None, (header.signer, header.signer_role)))
    lines = (
        header.title,
        words["signed"].format(signer=signer) if signer else "",
        words["file"].format(file=report.file),
    )
    return f"""<article class="report" lang="vi" tabindex="-1" data-passage="{escape(passage.key)}"
 aria-label="{agency}">
<header><div class="tools"><button type="button" class="close">{escape(words["close"])}</button>
{copy_button(citation_of(passage), words["copy"], words, "citation")}
<a class="button" href="/originals/{escape(passage.report.id)}" target="_blank"
 rel="noopener">{escape(words["original"])}</a>
<button type="button" class="print">{escape(words["print"])}</button></div>
<h2>{agency}</h2><p>{secrecy_mark(header)}<strong>{escape(document_line(header, words))}</strong></p></header>
<div class="about">{"".join(f"<p>{escape(line)}</p>" for line in lines if line)}</div>
{outline(report, passage, words)}{information(report, words)}{similar_list(similar, words)}
<div class="body">{part}{"".join(body)}</div></article>"""


def nothing_to_read(sentence: str, words: Words) -> str:
    """The pane where there is no passage to show, and why."""
    return f"""<article class="report"><header><div class="tools">
<button type="button" class="close">{escape(words["close"])}</button></div></header>{notice(sentence)}</article>"""


def outline(report: Report, passage: Passage, words: Words) -> str:
    """The headings as HTML, each opening the report at the first paragraph under it; nothing where there are none."""
    first_under: dict[int, int] = {}
    for ordinal, paragraph in enumerate(report.paragraphs, 1):
        for section in paragraph.section:
            first_under.setdefault(section, ordinal)
    entries = "".join(
        f'<li class="depth-{min(report.sections[j].depth, 4)}"><button type="button" class="open jump"'
        f' data-passage="{escape(passage.report.id)}-{ordinal}"'
        f"{' aria-current=location' if report.sections[j] in passage.sections[-1:] else ''}>"
        f"{escape(report.sections[j].heading)}</button></li>"
        for j, ordinal in sorted(first_under.items())[:OUTLINED]
    )
    if not entries:
        return ""
    return f'<details class="outline"><summary>{escape(words["outline"])}</summary><ol>{entries}</ol></details>'


def information(report: Report, words: Words) -> str:
    """What tracuu read of the document besides its text, as HTML: header, documents cited, where it is unsure."""
    header = "".join(
        f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>" for label, value in header_lines(report.header, words)
    )
    cited = "".join(f"<li>{cited_document(reference, words)}</li>" for reference in report.references)
    unsure = "".join(f"<li>{escape(warning)}</li>" for warning in report.warnings)
    lists = (
        (words["references"].format(n=len(report.references)), cited),
        (words["warnings"], unsure),
    )
    rest = "".join(f"<h3>{escape(title)}</h3><ul>{items}</ul>" for title, items in lists if items)
    return f'<details class="info"><summary>{escape(words["information"])}</summary><dl>{header}</dl>{rest}</details>'


def similar_list(similar: Sequence[SimilarReport], words: Words) -> str:
    """Reports like the one that is open, as HTML, each to be opened in its place; nothing where there are none."""
    if not similar:
        return ""
    items = []
    for one in similar:
        header = one.report.header
        agency = header.agency or words["no_agency"]
        relation = f"<span>{escape(words[one.relation])}</span>" if one.relation else ""
        title = f"<span>{escape(header.title)}</span>" if header.title else ""
        items.append(
            f"<li>{secrecy_mark(header)}{open_button(one.report.id, f'{agency}, {document_line(header, words)}')}"
            f"{title}{relation}</li>"
        )
    label = words["similar"].format(n=len(similar))
    return f'<details class="similar"><summary>{escape(label)}</summary><ul>{"".join(items)}</ul></details>'


def cited_document(reference: Reference, words: Words) -> str:
    """A document cited, as HTML: where it has a number, a link to the passages of all reports that cite it."""
    line = escape(reference_line(reference))
    question = citing(reference)
    if not question:
        return line
    asked = Address("search", question)
    return f'<a class="go" href="/?{escape(str(asked))}" title="{escape(words["who_cites"])}">{line}</a>'


def report_paragraph(paragraph: Paragraph, ordinal: int, here: bool) -> str:
    """A paragraph of the reading pane, as HTML; the one asked for is marked."""
    text = marked(paragraph.text, [(0, len(paragraph.text))] if here else [])
    return (
        f'<p class="{paragraph.kind}{" here" if here else ""}" data-n="{ordinal}"'
        f"{' tabindex=-1' if here else ''}>{text}</p>"
    )
