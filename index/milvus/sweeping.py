"""What no view of a store on Milvus sees any more is deleted, and what a writer that was cut short has begun undone."""

from __future__ import annotations

from dataclasses import replace

from . import current, layout
from .client import Milvus
from .current import Current
from .words import count_at, counts_until


def sweep(milvus: Milvus, now: Current | None, horizon: int) -> None:
    """Delete what no view sees any more, and undo what a publication has begun that was cut short.

    Args:
        milvus: the server.
        now: the publication that is seen.
        horizon: no view is of a publication before this one.
    """
    base = 0 if now is None else now.base
    for name in milvus.names():
        made_by = layout.NUMBERED.fullmatch(name)
        if made_by and (int(made_by[1]) > base or int(made_by[1]) < base <= horizon):
            milvus.drop(name)
    if now is None:
        return
    version, there = now.version, now.collections
    if horizon > now.swept:  # before anything goes: who has read no later one reads all anew from now on
        current.write(milvus, replace(now, swept=horizon))
    for name in there.versioned:
        milvus.delete(name, f"born > {version}")
        milvus.delete(name, f"died <= {horizon}")
        for page in milvus.pages(name, f"died > {version} and died < {layout.FOREVER}", ["*"]):
            milvus.put(name, ({**row, "died": layout.FOREVER} for row in page))
    for page in milvus.pages(there.terms, f"since > {version}", ["*"]):
        counts = ((row, counts_until(row["counts"], version)) for row in page)
        undone = ({**row, "counts": known, "now": count_at(known, version)} for row, known in counts)
        milvus.put(there.terms, ({**row, "since": version} for row in undone))
    milvus.delete(there.terms, f"now == 0 and since <= {horizon}")
