"""Which passages are not as the last generation shows them: what the next one has to be built from."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .database import Database

Ids = npt.NDArray[np.int64]

BASE = "manifest"
"""Under what the digest of the last generation's manifest is kept in `meta`."""


class Changed:
    """Passages added, gone, or encoded in another context since; triggers of the database note them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ids(self) -> Ids:
        """Their ids, ascending."""
        rows = self._database.rows("SELECT passage FROM changed ORDER BY passage")
        return np.array([row[0] for row in rows], dtype=np.int64)

    def present(self) -> Ids:
        """Those of them that the catalog has, ascending."""
        inside = "passage IN (SELECT id FROM paragraphs)"
        rows = self._database.rows(f"SELECT passage FROM changed WHERE {inside} ORDER BY passage")
        return np.array([row[0] for row in rows], dtype=np.int64)

    @property
    def base(self) -> str | None:
        """The digest of the manifest of the generation since which they changed; None where nobody knows."""
        return self._database.meta(BASE)

    def since(self, digest: str) -> None:
        """The generation with this manifest shows the passages as they are now."""
        with self._database.transaction() as connection:
            connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (BASE, digest))
            connection.execute("DELETE FROM changed")

    def moved(self, digest: str) -> None:
        """The generation with this manifest shows the same as the last one."""
        with self._database.transaction() as connection:
            connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (BASE, digest))

    def forget(self) -> None:
        """Nobody knows any more: the next generation is built anew."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM meta WHERE key = ?", (BASE,))
