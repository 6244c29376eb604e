"""The dialogs about one report: its header put right, and whether it is to be erased."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from html import escape
from typing import Any

from tracuu.corpus.report import LEVELS
from tracuu.index.corrections import Correction
from tracuu.page.cards.controls import Words
from tracuu.service.header_fields import EDITED, LISTS, as_shown


def correction_dialog(
    report_id: str,
    header: Mapping[str, Any],
    corrections: Iterable[Correction],
    words: Words,
    wrong: Collection[str] = (),
    typed: Mapping[str, tuple[str, ...]] | None = None,
) -> str:
    """The form in which a header is corrected, as an HTML dialog.

    Args:
        report_id: the report's id.
        header: its header, as JSON has it.
        corrections: what was corrected in it before.
        words: of the interface.
        wrong: fields that cannot hold what was typed.
        typed: what was, to be put right.
    """
    before = {correction.field: correction for correction in corrections}
    rows = "".join(
        _field(name, (typed or {}).get(name) or as_shown(header, name), before.get(name), name in wrong, words)
        for name in EDITED
    )
    return f"""<dialog class="correct" aria-labelledby="correct-title"><h2 id="correct-title">
{escape(words["correct_title"])}</h2><p>{escape(words["correct_help"])}</p>
<form data-dialog-form data-report="{escape(report_id)}" autocomplete="off">{rows}<div class="actions">
<button class="primary">{escape(words["save"])}</button>
<button type="button" data-close>{escape(words["close"])}</button></div></form></dialog>"""


def _field(name: str, boxes: tuple[str, ...], before: Correction | None, wrong: bool, words: Words) -> str:
    label, key = escape(words[f"field_{name}"]), f"field-{name}"
    fault = f'<p class="wrong" id="{key}-wrong" role="alert">{escape(_needed(name, words))}</p>' if wrong else ""
    marks = f' aria-invalid="true" aria-describedby="{key}-wrong"' if wrong else ""
    inputs = []
    for place, value in enumerate(boxes):
        attributes = f'id="{key}{place or ""}" name="{name}"{marks}'
        if place:
            attributes += f' aria-label="{escape(words["period_until"])}"'
        if name == "level":
            levels = "".join(
                f'<option value="{level}"{" selected" if level == value else ""}>{escape(words[level])}</option>'
                for level in LEVELS
            )
            inputs.append(f'<select {attributes}><option value=""></option>{levels}</select>')
        elif name in LISTS or name == "title":
            inputs.append(f'<textarea {attributes} rows="2">{escape(value)}</textarea>')
        else:
            inputs.append(f'<input {attributes} type="text" value="{escape(value)}">')
    original = ""
    if before is not None:
        read = as_shown({name: before.original}, name)
        shown = " – ".join(filter(None, read))
        shown = words[shown] if name == "level" and shown else shown
        values = "".join(f' data-value-{place}="{escape(value)}"' for place, value in enumerate(read))
        said = words["file_says"].format(value=shown or words["not_said"])
        original = (
            f'<p class="file-says">{escape(said)} <button type="button" class="as-read"{values}>'
            f"{escape(words['as_read'])}</button></p>"
        )
    return f'<div class="field"><label for="{key}">{label}</label><div>{" ".join(inputs)}{fault}{original}</div></div>'


def _needed(name: str, words: Words) -> str:
    return words["needed_date" if name in ("issued", "period") else "needed_text"]


def erase_dialog(report_id: str, name: str, words: Words) -> str:
    """The question whether a report is to be erased, as an HTML dialog."""
    return f"""<dialog class="erase" aria-labelledby="erase-title">
<h2 id="erase-title">{escape(words["erase_title"])}</h2>
<p><strong>{escape(name)}</strong></p><p>{escape(words["erase_help"])}</p><div class="actions">
<button type="button" data-close autofocus>{escape(words["close"])}</button>
<button type="button" class="danger" data-do="erase" data-report="{escape(report_id)}">{escape(words["erase"])}</button>
</div></dialog>"""
