"""Kiểm tra dự thảo: a draft with its sentences marked, and beside each what the reports say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

import htpy as h

from ...corpus.vietnamese import nfc
from ...search.check.citations import Citation
from ...search.check.draft import Checked, Looking, Source, Statement, Status
from ...words import Language, say
from ..drawing import number
from .controls import Words, copy_button, not_saved, notice, open_button
from .incoming import bar

SIGNS: dict[Status, str] = {"holds": "✓", "fails": "✗", "offered": "+", "unbacked": "?", "too_long": "?"}
"""What stands behind a sentence, so that no colour has to be told from another."""

REASONED: frozenset[Status] = frozenset(("holds", "fails", "too_long"))
"""Whose reason says more than that a sentence cites nothing."""

FORM = "check-form"


def draft_form(endings: Iterable[str], most_bytes: int, words: Words) -> h.Element:
    """Where a draft is pasted, or a file of it chosen, as HTML."""
    choose = words["draft_choose"]
    file = h.input(type="file", hidden=True, accept=",".join(sorted(endings)), aria_label=choose, data_most=most_bytes)
    return h.form(".draft", id=FORM, autocomplete="off")[
        h.label(for_="check-question")[words["draft_label"]],
        h.textarea(id="check-question", rows="7", spellcheck="false", placeholder=words["draft_placeholder"]),
        h.div(".actions")[
            h.button(".primary")[words["draft_button"]],
            h.button(".choose-draft", type="button")[choose],
            h.small[words["draft_kept"]],
        ],
        file,
        h.p(
            ".notice.said", role="status", hidden=True,
            data_sending=words["draft_sending"], data_size=words["refused_size"], data_sent=words["refused_sent"],
            data_allowance=words["refused_allowance"], data_disk=words["refused_disk"],
            data_several=words["draft_one"],
        ),
    ]  # fmt: skip


def looking(step: Looking, left: float | None, words: Words) -> h.Element:
    """How far a check is, as HTML; `left` are the seconds that it still takes, where that can be told."""
    return bar(step.done, step.total, words["draft_looking"], left, words)


def checked_draft(
    paragraphs: Sequence[str], checked: Checked, words: Words, language: Language, from_file: bool = False
) -> h.Fragment:
    """A draft that was checked, as HTML: each paragraph with its sentences marked, and beside it what came of them.

    Args:
        paragraphs: of the draft.
        checked: what came of it.
        words: of the interface.
        language: of the reasons.
        from_file: it came in a file: its text goes where it can be mended.
    """
    text = "\n".join(paragraphs) if from_file else None
    counts = {status: number(checked.count(status), words) for status in ("holds", "fails", "offered", "unbacked")}
    found = {
        paragraph: list(statements)
        for paragraph, statements in groupby(enumerate(checked.statements, 1), lambda one: one[1].paragraph)
    }
    rows = [
        _row(nfc(paragraph), found.get(n, []), words, language)
        for n, paragraph in enumerate(paragraphs, 1)
        if paragraph.strip()
    ]
    return h.fragment[
        h.p(".counted", role="status")[say("check.summary", language, **counts, silent=number(checked.silent, words))],
        checked.left > 0 and notice(say("check.left", language, n=number(checked.left, words))),
        h.section(".checked", aria_label=words["draft_marked"], data_draft=text)[
            h.div(".actions")[
                checked.count("holds") > 0
                and h.label[h.input(".only-doubts", type="checkbox"), " ", words["draft_only_doubts"]],
                h.button(".save-draft", form=FORM, formaction="/checked.docx")[words["draft_docx"]],
            ],
            rows,
            h.footer[not_saved(words)],
        ],
    ]


def _row(paragraph: str, found: Sequence[tuple[int, Statement]], words: Words, language: Language) -> h.Element:
    """A paragraph of the draft, and beside it what came of its sentences."""
    pieces: list[h.Node] = []
    at = 0
    for n, one in found:
        start, end = one.span
        label = f"{n}. {words[f'draft_{one.status}']}"
        sign = h.button(
            type="button", class_=["ref", "sign", one.status], data_finding=n, aria_label=label, title=label
        )
        pieces += [
            paragraph[at:start],
            h.mark(class_=one.status)[paragraph[start:end]],
            sign[f"{SIGNS[one.status]}{n}"],
        ]
        at = end
    return h.div(".row")[
        h.p(".line", lang="vi")[pieces, paragraph[at:]],
        bool(found)
        and h.ol(".cards")[[_finding(n, one, paragraph[slice(*one.span)], words, language) for n, one in found]],
    ]


def _finding(n: int, one: Statement, said: str, words: Words, language: Language) -> h.Element:
    """What came of a sentence, which stands in the draft as `said`."""
    title = words[f"draft_{one.status}"]
    problems = [
        h.p(".reason")[f"{citation.text}: {citation.problem.to(language)}"]
        for citation in one.citations
        if citation.problem and citation.problem != one.reason
    ]
    return h.li(class_=one.status)[
        h.article(".card.finding", tabindex="-1", aria_label=f"{n}. {title}", data_finding=n)[
            h.header[h.span(".rank", aria_hidden="true")[f"{SIGNS[one.status]}{n}"], h.strong[title]],
            one.reason is not None and one.status in REASONED and h.p(".reason")[one.reason.to(language)],
            problems,
            one.status == "holds" and [_cited(citation, words) for citation in one.citations],
            one.source is not None and [h.p(".says")[words["draft_source_says"]], _quoted(one.source, words)],
            bool(one.offered)
            and [h.p(".says")[words["draft_can_cite"]], [_quoted(offered, words, said) for offered in one.offered]],
        ]
    ]


def _quoted(source: Source, words: Words, backs: str = "") -> h.Fragment:
    """A sentence of a report; where it `backs` a sentence of the draft, to be cited there by one click."""
    add = h.button(
        ".cite-here", type="button", data_sentence=backs, data_text=source.citation, data_done=words["copied"],
        data_added=words["draft_added"],
    )  # fmt: skip
    return h.fragment[
        h.blockquote(".passage", lang="vi")[source.text],
        h.footer[
            h.cite(lang="vi")[source.citation],
            h.div(".actions")[
                backs and add[words["draft_add"]],
                copy_button(source.citation, words["copy"], words, "citation"),
                copy_button(f"“{source.text}” ({source.citation})", words["copy_quote"], words),
                open_button(source.passage_id, words["open"]),
            ],
        ],
    ]


def _cited(citation: Citation, words: Words) -> h.Element:
    key = citation.passage.key if citation.passage else citation.reports[0].id if citation.reports else ""
    return h.footer[
        h.cite(lang="vi")[citation.text],
        key and h.div(".actions")[open_button(key, words["open" if citation.passage else "open_report"])],
    ]
