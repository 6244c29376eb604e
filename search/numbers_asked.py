"""A question that is nothing but a report's number, or a part of one: "214", "412/BC", "BC-PCTT&TKCN"."""

from __future__ import annotations

import re

from ..corpus.references.doc_types import CODE_TYPES
from ..corpus.references.document_number import plain
from ..corpus.vietnamese import fold

CODES = "|".join(sorted(map(re.escape, CODE_TYPES), key=len, reverse=True))
SAID = re.compile(r"(?:bao cao|van ban|bc)?\s*(?:so\s*:?)?\s*", re.IGNORECASE)
"""What may stand before a number, folded."""

ASKED = re.compile(rf"(?P<digits>\d{{1,5}})(?P<symbol>/[\w&./-]*)?|(?P<alone>(?:{CODES})[-/][\w&/-]+)", re.IGNORECASE)
YEAR = re.compile(r"(?:19|20)\d\d")


def number_asked(text: str) -> str | None:
    """The number, or part of one, folded, that is all that a question says; None where it says anything else.

    Four digits that may be a year are none.
    """
    folded = fold(plain(text)).strip()
    before = SAID.match(folded)
    said = folded[before.end() :] if before else folded
    return next((one for one in (said, folded) if ASKED.fullmatch(one) and not YEAR.fullmatch(one)), None)
