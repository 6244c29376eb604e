"""Several reports of the archive at once: what ticks them, and the dialog that asks what is to be done to them all."""

from __future__ import annotations

from collections.abc import Sequence

import htpy as h

from ...corpus.citation import cite_report
from ...index.records import ReportRecord
from ...service.several import SECRECIES, Do
from ..drawing import number
from .controls import Words

NAMED = 100
"""Reports that the dialog names."""


def choose_box(record: ReportRecord, n: int, words: Words) -> h.Element:
    """The box that ticks a report, as HTML."""
    name = words["choose_report"].format(n=n, name=cite_report(record.header, record.file))
    return h.label(".choosing")[
        h.input(".choose", type="checkbox", value=record.id, autocomplete="off", aria_label=name)
    ]


def several_bar(listed: int, words: Words) -> h.Element:
    """What ticks all reports that are listed, says how many are, and asks what is to be done to them, as HTML."""
    return h.div(".several", role="group", aria_label=words["several"])[
        h.label[
            h.input(".choose-all", type="checkbox", autocomplete="off"),
            " ",
            h.span[words["choose_all"].format(n=number(listed, words))],
        ],
        h.span(".chosen", role="status", data_says=words["chosen"]),
        h.button(type="button", data_dialog="several", data_reports="", disabled=True)[words["several_button"]],
    ]


def several_dialog(records: Sequence[ReportRecord], collections: Sequence[str], words: Words) -> h.Element:
    """The question what is to be done to these reports, as an HTML dialog: to answer it is to confirm it.

    Args:
        records: the reports.
        collections: into one of which they may be put; none where there is no choice.
        words: of the interface.
    """
    count = number(len(records), words)
    agency = h.input(
        name="agency",
        type="text",
        spellcheck="false",
        aria_label=words["field_agency"],
        required=True,
        data_needed=words["needed_agency"],
    )
    secrecy = h.select(name="secrecy", aria_label=words["field_secrecy"])[[h.option[one] for one in SECRECIES]]
    into = h.select(name="collection", aria_label=words["collection"])[[h.option[one] for one in collections]]
    return h.dialog(".together", aria_labelledby="together-title")[
        h.h2("#together-title")[words["several_title"].format(n=count)],
        h.form(data_do="several", data_reports=" ".join(one.id for one in records), autocomplete="off")[
            h.fieldset[
                h.legend(".unseen")[words["several"]],
                _way("agency", words["set_agency"], agency, first=True),
                _way("secrecy", words["set_secrecy"], secrecy, words["secrecy_rises"]),
                collections
                and h.div(".way")[
                    _radio("add", words["add_to_collection"]),
                    _radio("move", words["move_to_collection"]),
                    into,
                ],
                _way("remove", words["remove_several"], None, words["removed_come_back"]),
            ],
            h.div(".actions")[
                h.button(".primary")[words["several_confirm"].format(n=count)],
                h.button(type="button", data_close=True)[words["close"]],
            ],
        ],
        h.details(".info")[
            h.summary[words["several_named"]],
            h.ol[[h.li[cite_report(one.header, one.file)] for one in records[:NAMED]]],
            len(records) > NAMED
            and h.p(".further")[words["waiting_further"].format(n=number(len(records) - NAMED, words))],
        ],
    ]


def _way(do: Do, label: str, value: h.Node, told: str = "", first: bool = False) -> h.Element:
    return h.div(".way")[_radio(do, label, first), value, told and h.p(".facts")[told]]


def _radio(do: Do, label: str, first: bool = False) -> h.Element:
    return h.label[
        h.input(type="radio", name="edit", value=do, required=True, checked=first, autofocus=first), " ", label
    ]
