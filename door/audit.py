"""The audit: who came in and what was done, when, in `people.sqlite`; never what was asked, nor what reports say."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, get_args

from ..corpus.errors import TracuuError
from .people_file import PeopleFile

TABLE = """CREATE TABLE IF NOT EXISTS audit (
    n INTEGER PRIMARY KEY AUTOINCREMENT, made TEXT NOT NULL, who TEXT NOT NULL, did TEXT NOT NULL,
    reports TEXT NOT NULL, address TEXT NOT NULL
)"""

Did = Literal[
    "signed_in", "not_let_in", "signed_out", "signed_out_everywhere", "kept", "synced", "corrected", "collected",
    "removed", "restored", "permitted", "erased", "exported",
]  # fmt: skip
DEEDS: tuple[Did, ...] = get_args(Did)

MOST = 100_000
"""What is kept of it: the oldest goes, so that no stranger fills the disk by being refused."""

NAMED = 50
"""Reports that are named of one deed, by their ids; of the others it is said how many."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Deed:
    """Something done.

    Attributes:
        made: when, ISO 8601, UTC.
        who: the name of the account or key; empty for nobody known.
        did: what.
        reports: ids of reports that it was done to, and how many more.
        address: where who signs in comes from; else empty.
    """

    made: str
    who: str
    did: Did
    reports: str = ""
    address: str = ""


class Audit:
    """What was done in one data folder. Safe to share between threads."""

    def __init__(self, data: Path) -> None:
        self._file = PeopleFile(data, TABLE)

    def note(self, did: Did, who: str, reports: Iterable[str] = (), address: str = "") -> None:
        """Write down what was done; where that cannot be, the log says so, for what was done stands."""
        ids = list(reports)
        said = " ".join(ids[:NAMED]) + (f" +{len(ids) - NAMED}" if len(ids) > NAMED else "")
        made = datetime.now(UTC).replace(microsecond=0).isoformat()
        try:
            with self._file.opened(make=True) as people:
                people.execute(
                    "INSERT INTO audit (made, who, did, reports, address) VALUES (?, ?, ?, ?, ?)",
                    (made, who, did, said, address),
                )
                people.execute("DELETE FROM audit WHERE n <= (SELECT max(n) FROM audit) - ?", (MOST,))
        except TracuuError as error:
            log.error(error.message("en"))

    def listed(self, most: int) -> list[Deed]:
        """The last things done, the oldest first; raises PeopleOpenToOthersError, PeopleUnusableError."""
        if not self._file.there():
            return []
        sql = "SELECT made, who, did, reports, address FROM audit ORDER BY n DESC LIMIT ?"
        with self._file.opened() as people:
            return [Deed(*row) for row in reversed(people.execute(sql, (most,)).fetchall())]
