"""What a question leaves out by a name: "-Vân Sơn" leaves out the reports of Vân Sơn, and not only its name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...corpus.vietnamese import fold
from ...index.records import Filter
from ...index.store import View
from ..header_names import OWN, HeaderNames, header_names
from .values import Condition


def left_out(view: View, excluded: Sequence[Sequence[str]], ignored: frozenset[str]) -> Iterator[Condition]:
    """A condition for each of the runs `excluded` that is the name of an agency, or of its place.

    Args:
        view: what is asked.
        excluded: runs of tokens that must not stand in a passage.
        ignored: keys of conditions that whoever asks has taken off.
    """
    names = header_names(view)
    for run in excluded:
        reports = _of(run, names)
        agencies = dict.fromkeys(names.reports[report].header.agency for report in reports)
        if reports:
            name = ", ".join(filter(None, agencies))
            one = Condition(
                "without", "=", name, True, f"-{' '.join(run)}", filter=Filter(without=reports), stated=True
            )
            if one.key not in ignored:
                yield one


def _of(run: Sequence[str], names: HeaderNames) -> tuple[str, ...]:
    """Ids of the reports of the agency or place whose name is `run`, newest first; none where it is none."""
    if not all(word in (fold(word), *names.spelled.get(fold(word), (word,))) for word in run):
        return ()
    whole = (one for one in names.named([fold(word) for word in run]) if one.end - one.start == len(run))
    own = {report for one in whole if one.kind != "signer" for report, near in one.near.items() if near == OWN}
    return tuple(report for report in names.reports if report in own)
