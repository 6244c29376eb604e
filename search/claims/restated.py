"""A claim in the way in which its sources say things: what it says of several in one breath, said of each."""

from __future__ import annotations

import re

RESPECTIVELY = re.compile(
    r"^(?P<subjects>.+?)\s+(?:(?P<before>là|đạt|có|chiếm|còn)\s+)?(?:lần lượt|theo thứ tự)\s+"
    r"(?P<verb>(?:[^\W\d]+\s+){0,3}?)(?P<figures>\d.*)$",
    re.IGNORECASE,
)
BETWEEN = re.compile(r",\s+và\s+|\s+và\s+|,\s+")
BETWEEN_FIGURES = re.compile(r"(?:,|\s+và)\s+(?=\d)")
BARE = re.compile(r"[\d.,]*\d")


def said_of_each(text: str) -> str:
    """`text` with "A và B lần lượt là 1 và 2" as "A là 1, B là 2"; unchanged where they are not as many.

    Args:
        text: of `line`.
    """
    match = RESPECTIVELY.match(text)
    if match is None:
        return text
    figures = BETWEEN_FIGURES.split(match["figures"])
    cuts = list(BETWEEN.finditer(match["subjects"]))
    if len(figures) < 2 or len(cuts) < len(figures) - 1:
        return text
    starts = [0, *(cut.end() for cut in cuts[1 - len(figures) :])]
    ends = [*(cut.start() for cut in cuts[1 - len(figures) :]), len(match["subjects"])]
    unit = figures[-1][len(found[0]) :] if (found := BARE.match(figures[-1])) else ""
    verb = f"{match['before'] or ''} {match['verb']}".strip()
    return ", ".join(
        f"{match['subjects'][start:end]} {verb} {figure}{unit if BARE.fullmatch(figure) else ''}"
        for start, end, figure in zip(starts, ends, figures, strict=True)
    )
