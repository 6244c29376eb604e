"""The ways in which reports have put something."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from tracuu.corpus.citation import prose_date
from tracuu.page.cards.controls import Words, copy_button, notice, open_button, pick_button, secrecy_mark, understood
from tracuu.search.wording import Variant, Wording
from tracuu.search.wording.blanks import Blank
from tracuu.search.wording.sayings import Use
from tracuu.service.basket import Pick

FORM = "wording-form"


def wordings(found: Wording, words: Words) -> str:
    """Every variant as HTML; where there is none, what to try."""
    said = understood(found.understood_as, FORM, words)
    if not found.variants:
        return said + notice(words["no_wording"])
    counted = words["wordings"].format(n=len(found.variants))
    cards = "".join(variant_card(variant, n, words) for n, variant in enumerate(found.variants, 1))
    return f'{said}<p class="counted" role="status">{escape(counted)}</p><ol class="cards">{cards}</ol>'


def variant_card(variant: Variant, n: int, words: Words) -> str:
    """One way of putting it, as HTML: its blanks marked, how many reports have it, its sources folded."""
    use = variant.forms[variant.text][0]
    times = words["reports" if variant.count > 1 else "one_report"].format(n=variant.count)
    newest = words["newest"].format(date=prose_date(variant.newest)) if variant.newest else ""
    template = copy_button(variant.template, words["copy_template"], words) if variant.blanks else ""
    pick = Pick(use.passage.key, use.start, use.end)
    return f"""<li><article class="card" lang="vi" tabindex="-1" aria-label="{n}. {escape(variant.text[:80])}">
<header><span class="rank" aria-hidden="true">{n}</span><p class="source">{secrecy_mark(use.passage.report.header)}
<strong>{escape(times)}</strong> <span>{escape(newest)}</span></p></header>
<blockquote class="passage">{with_blanks(variant.text, variant.blanks)}</blockquote>
<footer><cite>{escape(use.citation)}</cite><div class="actions">
{pick_button(str(pick), words)}{copy_button(variant.text, words["copy_sentence"], words)}{template}
{copy_button(use.citation, words["copy"], words, "citation")}
{open_button(use.passage.key, words["open"])}</div>
{forms(variant, words)}</footer></article></li>"""


def with_blanks(text: str, blanks: Iterable[Blank]) -> str:
    """`text` as HTML, what changes from report to report marked with what it is."""
    shown, end = [], 0
    for blank in blanks:
        shown.append(escape(text[end : blank.start]))
        shown.append(f'<span class="blank" title="{escape(blank.name)}">{escape(text[blank.start : blank.end])}</span>')
        end = blank.end
    return "".join(shown) + escape(text[end:])


def forms(variant: Variant, words: Words) -> str:
    """Every form of it with what differs and where it stands, as HTML, folded; nothing where one passage has it."""
    if len(variant.uses) < 2:
        return ""
    shown = "".join(
        f"<li>{f'<p>{with_edits(uses[0])}</p>' if text != variant.text else ''}"
        f"<ul>{''.join(f'<li>{open_button(use.passage.key, use.citation)}</li>' for use in uses)}</ul></li>"
        for text, uses in variant.forms.items()
    )
    label = words["where_used"].format(n=len({use.passage.id for use in variant.uses}))
    return f'<details class="forms"><summary>{escape(label)}</summary><ul>{shown}</ul></details>'


def with_edits(use: Use) -> str:
    """The sentence as HTML, with what differs from its variant: put in, left out."""
    shown, end = [], 0
    for edit in use.edits:
        shown.append(escape(use.text[end : edit.start]))
        if edit.instead:
            shown.append(f"<del>{escape(edit.instead)}</del> ")
        if edit.start < edit.end:
            shown.append(f"<ins>{escape(use.text[edit.start : edit.end])}</ins>")
        end = edit.end
    return "".join(shown) + escape(use.text[end:])
