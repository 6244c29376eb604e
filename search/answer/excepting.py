"""How many there are besides those that a question leaves out: one figure of a report taken from another."""

from __future__ import annotations

import re

from ...index.store import View
from ...words import Language
from ..claims.clauses import line
from ..constants import COMPUTED_CONFIDENCE, FIGURE_SURE
from ..understanding import Understood
from ..word_shares import word_weights
from .across import quoted_once
from .composition import Answer, composed
from .figure_asked import Wanted, figure_meant, figures_of
from .meant_reports import Meant
from .parts import is_of, matter_in, without_names
from .questions import Question
from .standing import Standing
from .within import counted_together

LEAVES_OUT = re.compile(
    r"\b(?:khong|chua) (?:tinh|ke|bao gom)(?: den| ca)?\b(?! nao)|\bngoai tru\b"
    r"|(?:^|[,;(] ?)tru (?!so\b)(?:di |nhung |cac )?|(?:^|[,;(] ?)ngoai (?=cac |nhung |so |viec )"
)
"""What a question leaves out by, folded: "không tính", "không kể", "trừ", "ngoài các"."""

LEFT = re.compile(
    r"\b(?:(?:không|chưa) (?:tính|kể|bao gồm)(?: đến| cả)?|ngoại trừ|trừ(?: đi)?)\s+(?P<what>[^,;)]+?)"
    r"(?=[,;)]|\s+thì\b|\W*$)",
    re.IGNORECASE,
)
"""What is left out, up to the next comma or the end."""

COUNTED = re.compile(r"\b(?:bao nhiêu|mấy) (?P<unit>[^\W\d]+(?: [^\W\d]+)?)", re.IGNORECASE)
"""What is counted, which is not said again of what is left out."""


def excepting(
    view: View, asked: Understood, question: Question, meant: Meant, standing: Standing, language: Language
) -> Answer | None:
    """The figure of all less that of what is left out, with the working; None where nothing is left out, or where one
    report of the place asked has not surely both."""
    text = line(without_names(asked))
    out = LEFT.search(text)
    if out is None or question.form != "number" or question.wants or not (meant.placed and meant.own):
        return None
    rest = f"{text[: out.start()]} {text[out.end() :]}"
    counted = COUNTED.search(rest)
    matters = [matter_in(rest), matter_in(f"{out['what']} {counted['unit'] if counted else ''}")]
    wanted = [Wanted.of(one, lambda words: word_weights(words, "accented", view.words)) for one in matters]
    if not all(one.weights or one.named for one in wanted):
        return None
    for report in meant.own:
        if not all(is_of(report, year) for year in question.years):
            continue
        found = [figure_meant(figures_of((report,), one, standing), one, standing) for one in wanted]
        figures = [one for one in found if one and one.score >= FIGURE_SURE]
        put = counted_together(figures, " ".join(matters), wanted[0]) if len(figures) > 1 else None
        if put is None or put.mark or not put.amounts[1] < put.amounts[0]:
            continue
        points = quoted_once(figures, standing)
        numbers = "".join(f"[{n}]" for n in range(1, len(points) + 1))
        return composed(asked.raw, points, "computed", COMPUTED_CONFIDENCE, f"{put.gap(0, 1, language)} {numbers}")
    return None
