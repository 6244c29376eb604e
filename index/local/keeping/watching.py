"""Folders kept in step: each change in them syncs the store, once it has been quiet for a moment."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from watchfiles import Change, watch

from ....corpus.bundles.entries import is_hidden
from ....corpus.errors import TracuuError
from ...changes import SyncResult
from ...models.encoder import Encoder
from .publishing import BESIDE, Shown
from .sync import sync

QUIET_MS = 1_500
"""A folder has to be quiet for so long: a file that is being copied changes many times."""

LONGEST_MS = 30_000
"""A folder that is never quiet is synced all the same."""

LOOK_SECONDS = 5.0
"""How often it is looked whether the folders are there, and tried again what failed."""

RESCAN_SECONDS = 600.0
"""Network drives tell of nothing that others change on them, so all is looked at every ten minutes."""

Told = Callable[[SyncResult | TracuuError], None]
"""Told what a sync did, or why it could not."""


class FolderAwayError(TracuuError):
    """A folder that is watched is not there for now."""

    def __init__(self, path: Path) -> None:
        super().__init__(path=path)


def keep_in_step(
    data: Path,
    paths: Sequence[Path],
    encoder: Encoder,
    tell: Told,
    *,
    admit_secret: bool = False,
    look_seconds: float = LOOK_SECONDS,
    rescan_seconds: float = RESCAN_SECONDS,
    stop: threading.Event | None = None,
    shown_in: Shown = BESIDE,
) -> None:
    """Sync now and after every change in `paths`, until `stop` is set or Ctrl-C.

    Reports whose files are deleted go with them; a folder that is empty or away loses nothing. What goes wrong, another
    process that writes included, is told once and tried again.

    Args:
        data: the data folder.
        paths: files and folders.
        encoder: what the index is made with.
        tell: told what each sync did that changed anything, and what goes wrong.
        admit_secret: take in reports that bear a độ mật too.
        look_seconds: between two looks at what failed or is away.
        rescan_seconds: between two syncs of folders in which nothing seems to change.
        stop: ends it.
        shown_in: where what is read is published.
    """
    told: set[str] = set()
    failed = False
    last = seen = None
    for changed in _ticks(data, paths, look_seconds, stop or threading.Event()):
        there = _identity(paths)
        due = changed or failed or there != seen or last is None or time.monotonic() - last >= rescan_seconds
        if not due:
            continue
        seen, last = there, time.monotonic()
        news: list[SyncResult | TracuuError] = [FolderAwayError(path) for path in paths if not path.exists()]
        try:
            near = [path for path in paths if path.exists()]
            if near:
                news.append(
                    sync(data, near, encoder, prune=True, admit_secret=admit_secret, doing="watch", shown_in=shown_in)
                )
        except TracuuError as error:
            news.append(error)
        for outcome in news:
            if _says(outcome) - told or (isinstance(outcome, SyncResult) and outcome.generation is not None):
                tell(outcome)
        failed = isinstance(news[-1], TracuuError)
        told = {said for outcome in news for said in _says(outcome)}


def _says(outcome: SyncResult | TracuuError) -> set[str]:
    """What is wrong, to be told once."""
    if isinstance(outcome, TracuuError):
        return {outcome.vi}
    return {f"{failure.file}: {failure.reason.vi}" for failure in outcome.failures} | set(outcome.kept)


def _ticks(data: Path, paths: Sequence[Path], look_seconds: float, stop: threading.Event) -> Iterator[bool]:
    """At once, and then whether something has changed: True when it has been quiet after that, else now and then."""
    yield True
    own = str(data.resolve())

    def wanted(_: Change, path: str) -> bool:
        root = next((root for root in paths if Path(path).is_relative_to(root.absolute())), None)
        return not path.startswith(own) and (root is None or not is_hidden(Path(path).relative_to(root.absolute())))

    while not stop.is_set():
        there = _identity(paths)
        near = [path.absolute() for path in paths if path.exists()]
        if not near:
            stop.wait(look_seconds)
            yield False
            continue
        for changes in watch(
            *near,
            watch_filter=wanted,
            debounce=LONGEST_MS,
            step=QUIET_MS,
            stop_event=stop,
            rust_timeout=int(look_seconds * 1000),
            yield_on_timeout=True,
        ):
            yield bool(changes)
            if _identity(paths) != there:
                break  # what is watched is another folder than the one that is there now


def _identity(paths: Sequence[Path]) -> list[tuple[int, int] | None]:
    """Which folders are there: a drive that is mounted is another one than the empty folder below it."""
    found: list[tuple[int, int] | None] = []
    for path in paths:
        try:
            stat = path.stat()
            found.append((stat.st_dev, stat.st_ino))
        except OSError:
            found.append(None)
    return found
