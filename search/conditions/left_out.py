"""What a question leaves out with a minus: "-Vân Sơn" reports, as "trừ Vân Sơn" does, and "-kinh phí" a phrase."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...corpus.vietnamese import fold
from ...index.records import Filter
from ...index.store import View
from ..header_names import OWN, HeaderNames, header_names
from .values import Condition


def left_out(view: View, excluded: Sequence[Sequence[str]]) -> Iterator[Condition]:
    """A condition, not applied yet, for each of the runs `excluded`; the name of an agency or its place means reports.

    Args:
        view: what is asked.
        excluded: runs of tokens behind a minus.
    """
    names = header_names(view)
    for run in excluded:
        agencies = _agencies(run, names)
        said = f"-{' '.join(run)}"
        if agencies:
            out = Filter(excluded=(Filter(agencies=agencies),))
            yield Condition("agency", "!=", ", ".join(agencies), False, said, filter=out, stated=True)
        else:
            yield Condition("phrase", "!=", " ".join(run), False, said, stated=True)


def _agencies(run: Sequence[str], names: HeaderNames) -> tuple[str, ...]:
    """The agencies of that name, or of the place so called, the one that reported last first; none where it is none."""
    if not all(word in (fold(word), *names.spelled.get(fold(word), (word,))) for word in run):
        return ()
    whole = (one for one in names.named([fold(word) for word in run]) if one.end - one.start == len(run))
    own = {report for one in whole if one.kind != "signer" for report, near in one.near.items() if near == OWN}
    said = (names.reports[report].header.agency for report in names.reports if report in own)
    return tuple(dict.fromkeys(filter(None, said)))
