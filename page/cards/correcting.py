"""The dialogs about one report: its header put right, and whether it is to be erased."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

import htpy as h

from ...corpus.report import LEVELS
from ...index.corrections import Correction
from ...service.header_fields import EDITED, LISTS, as_shown
from .controls import Words


def correction_dialog(
    report_id: str,
    header: Mapping[str, Any],
    corrections: Iterable[Correction],
    words: Words,
    wrong: Collection[str] = (),
    typed: Mapping[str, tuple[str, ...]] | None = None,
    beside: h.Node = None,
) -> h.Element:
    """The form in which a header is corrected, as an HTML dialog.

    Args:
        report_id: the report's id.
        header: its header, as JSON has it.
        corrections: what was corrected in it before.
        words: of the interface.
        wrong: fields that cannot hold what was typed.
        typed: what was, to be put right.
        beside: what the document says, to be compared.
    """
    before = {correction.field: correction for correction in corrections}
    rows = [
        _field(name, (typed or {}).get(name) or as_shown(header, name), before.get(name), name in wrong, words)
        for name in EDITED
    ]
    form = h.form(data_dialog_form=True, data_report=report_id, autocomplete="off")[
        rows,
        h.div(".actions")[
            h.button(".primary")[words["save"]],
            h.button(type="button", data_close=True)[words["close"]],
        ],
    ]
    return h.dialog(class_=["correct", "two" if beside else ""], aria_labelledby="correct-title")[
        h.h2("#correct-title")[words["correct_title"]],
        h.p[words["correct_help"]],
        h.div(".sides")[form, h.section(".beside")[beside]] if beside else form,
    ]


def original_beside(pages: str, words: Words) -> h.Element:
    """The pages of an original, the first at first, as HTML.

    Args:
        pages: the address under which each has its number.
        words: of the interface.
    """
    label = words["original_page"]
    return h.div(".leaves", data_pages=pages, data_says=label, data_page=1)[
        h.div(".actions")[
            h.h3(aria_live="polite")[label.format(n=1)],
            h.button(".turn", type="button", data_by=-1, aria_label=words["page_before"], disabled=True)["←"],
            h.button(".turn", type="button", data_by=1, aria_label=words["page_after"])["→"],
        ],
        h.img(src=f"{pages}/1", alt=label.format(n=1)),
    ]


def _field(name: str, boxes: tuple[str, ...], before: Correction | None, wrong: bool, words: Words) -> h.Element:
    key = f"field-{name}"
    marks = {"aria-invalid": "true", "aria-describedby": f"{key}-wrong"} if wrong else {}
    inputs: list[h.Node] = []
    for place, value in enumerate(boxes):
        attributes: dict[str, str | bool] = {"id": f"{key}{place or ''}", "name": name, **marks}
        if name == EDITED[0]:
            attributes["autofocus"] = True
        if place:
            attributes["aria-label"] = words["period_until"]
            inputs.append(" ")
        if name == "level":
            levels = [h.option(value=level, selected=level == value)[words[level]] for level in LEVELS]
            inputs.append(h.select(attributes)[h.option(value=""), levels])
        elif name in LISTS or name == "title":
            inputs.append(h.textarea(attributes, rows="2")[value])
        else:
            inputs.append(h.input(attributes, type="text", value=value))
    return h.div(".field")[
        h.label(for_=key)[words[f"field_{name}"]],
        h.div[
            inputs,
            wrong and h.p(".wrong", id=f"{key}-wrong", role="alert")[_needed(name, words)],
            _file_says(before, words) if before else None,
        ],
    ]


def _file_says(before: Correction, words: Words) -> h.Element:
    """What was read of a field that was corrected, and the button that takes it back."""
    read = as_shown({before.field: before.original}, before.field)
    shown = " – ".join(filter(None, read))
    shown = words[shown] if before.field == "level" and shown else shown
    values = {f"data-value-{place}": value for place, value in enumerate(read)}
    return h.p(".file-says")[
        words["file_says"].format(value=shown or words["not_said"]),
        " ",
        h.button(".as-read", values, type="button")[words["as_read"]],
    ]


def _needed(name: str, words: Words) -> str:
    return words["needed_date" if name in ("issued", "period") else "needed_text"]


def erase_dialog(report_id: str, name: str, words: Words) -> h.Element:
    """The question whether a report is to be erased, as an HTML dialog."""
    erase = h.button(".danger", type="button", data_do="erase", data_report=report_id)[words["erase"]]
    return h.dialog(".erase", aria_labelledby="erase-title")[
        h.h2("#erase-title")[words["erase_title"]],
        h.p[h.strong[name]],
        h.p[words["erase_help"]],
        h.div(".actions")[h.button(type="button", data_close=True, autofocus=True)[words["close"]], erase],
    ]
