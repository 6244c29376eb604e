"""What a question says of the reports it is about: number, date, agency, place, signer, type; read once, for all.

A condition is applied, so that no passage of another report is found, where it is said of the reports: "báo cáo của xã
Tân Lập", "ban hành sau ngày 1/1/2025", or nothing else is asked. In "kinh phí năm 2023" it may as well be said of the
matter; then it is shown, to be applied by whoever meant it so. None is dropped in silence. The part of a report that is
asked for is favoured, and shown as that: "Xã Tân Lập kiến nghị gì năm 2020?" asks for nothing else of that report.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ...corpus.vietnamese import TOKEN, fold, place_tone
from ...index.records import Filter
from ...index.store import View
from ..function_words import ASKING_LAST, NO_MATTER
from .applying import applied, fitting, without
from .left_out import left_out
from .part_of_year import in_its_year
from .reading import Reader, Word
from .role_asked import favouring, role_asked
from .values import NAMING, TIMES, Condition, Conditions, Op, filters_said

__all__ = ["NAMING", "TIMES", "Condition", "Conditions", "Op", "filters_said", "fitting", "left_out", "read_conditions"]


def read_conditions(
    view: View,
    among: View,
    text: str,
    meant: Sequence[str],
    accented: bool,
    given: Filter,
    ignored: frozenset[str] = frozenset(),
    out: Sequence[Condition] = (),
    today: date | None = None,
) -> Conditions:
    """What `text` says of the reports it is about.

    Args:
        view: what is asked.
        among: the part of it that fits the question's phrases and exclusions: a condition that none of it fits is not
            applied, and said not to be there.
        text: the question without its marks and filters, NFC, with single blanks.
        meant: its tokens, with their accents restored where it has none; other than its words in number, they are not
            looked at.
        accented: whether it was typed with accents.
        given: what it is narrowed to already.
        ignored: keys of conditions that whoever asks has taken off.
        out: what it leaves out by a minus (`left_out`).
        today: what "năm nay" is counted from; the date of this machine if None.
    """
    folded = fold(text)
    if not len(folded) == len(text) == len(text.lower()):
        return Conditions(read=applied(among, out, given, ignored, alone=False), rest=text)
    words = _words(text, meant)
    found = Reader(view, text, folded, words, accented, today or date.today())
    conditions = found.conditions()
    said = {one.key for one in conditions}
    beside = [one for one in out if one.key not in said]
    covered = [(one.start, one.end) for one in conditions if one.field != "cites" and not one.is_type_of_none]
    covered += found.vague_spans
    others = tuple(w.said for w in words if not _is_within(w, covered))
    matter = tuple(NO_MATTER.rest(others, accented))
    role = None if given.roles else role_asked(text, found.lower, accented)
    of_the_role = [(role.start, role.end)] if role else []
    besides = [w.said for w in words if not _is_within(w, covered + of_the_role)]
    while len(besides) > 1 and ASKING_LAST.marks(besides[-1:], accented)[0]:  # "có báo cáo nào … không?"
        besides.pop()
    alone = not NO_MATTER.rest(besides, accented)
    told = applied(among, [*conditions, *beside], given, ignored, alone=alone)
    in_years = tuple(in_its_year(among, text, found.vague_spans, told, ignored, alone))
    told = tuple(sorted((*told, *in_years), key=lambda one: (one.by_minus, one.start)))
    vague = [span for span in found.vague_spans if span not in [(one.start, one.end) for one in in_years]]
    told = favouring(told, role, ignored)
    return Conditions(
        read=told,
        not_understood=tuple(text[start:end] for start, end in vague),
        rest=without(text, [one for one in told if one.applied], bool(matter)),
        others=others,
        matter=matter,
        unknown=text[slice(*found.unknown)] if found.unknown else "",
        times=found.times,
        named=tuple(found.named),
        only_a_part=role is not None and alone and any(one.applied for one in told),
    )


def _is_within(word: Word, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= word.start < end for start, end in spans)


def _words(text: str, meant: Sequence[str]) -> list[Word]:
    found = list(TOKEN.finditer(text))
    said = meant if len(meant) == len(found) else [place_tone(match[0].lower()) for match in found]
    return [Word(match.start(), match.end(), word, fold(match[0])) for match, word in zip(found, said, strict=True)]
