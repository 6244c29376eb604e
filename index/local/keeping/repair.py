"""What is damaged made whole again, from the catalog, from the files themselves, from what can still be read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from ....corpus import parted
from ....corpus.errors import FileUnreadableError
from ....corpus.reading import READER_VERSION
from ....corpus.sandbox import digest_safely, read_safely
from ...changes import Repair
from ...errors import CatalogDamagedError, CatalogLostError, EncoderMismatchError
from ...held import digest_held
from ...models.encoder import Encoder
from ...records import EncoderRecord, FileRecord
from ..catalog import Catalog
from ..catalog.checksums import damaged_reports, forget_damaged_vectors
from ..generations.current_generation import sweep
from ..lock import writer
from ..paths import CATALOG_FILE, ORIGINALS
from .publishing import publish
from .recovery import salvage
from .removal import encoder_of
from .verification import verify


def repair(data: Path, load: Callable[[], Encoder]) -> Repair:
    """Make the store whole: all that is derived from the catalog is built again, and nothing whole is encoded twice.

    Args:
        data: the data folder.
        load: gives the encoder, should a vector be damaged.

    Raises:
        NothingIndexedError: there is no store.
        CatalogDamagedError, CatalogLostError: nothing of the catalog can be read; the message says what else there is.
        EncoderMismatchError: a vector has to be made again, with another encoder than the one that `load` gives.
    """
    before = verify(data)
    if not before.faults:
        return Repair(before, before)
    with writer(data, "repair"):
        sweep(data)
        aside = None if _is_readable(data) else salvage(data)
        with Catalog.open(data / CATALOG_FILE) as catalog:
            if aside is None and before.of("catalog") and not catalog.reports.counts()["reports"]:
                raise CatalogLostError(data / CATALOG_FILE)
            forget_damaged_vectors(catalog)
            catalog.staging.drop([record.path for record in catalog.staging.all()])
            catalog.files.remove([])
            reread, lost = _mend_reports(data, catalog, drop=aside is not None)
            made_with = encoder_of(data, catalog)
            encoder: Encoder | EncoderRecord | None = made_with
            if made_with is None or catalog.vectors.missing(made_with.name)[0]:
                encoder = load()
                if made_with is not None and encoder.name != made_with.name:
                    raise EncoderMismatchError(made_with.name, encoder.name)
            assert encoder is not None
            done = publish(data, catalog, encoder, kept=1, again=True)
    return Repair(before, verify(data), done.encoded, tuple(reread), tuple(lost), aside)


def _is_readable(data: Path) -> bool:
    try:
        with Catalog.open(data / CATALOG_FILE) as catalog:
            damaged_reports(catalog)
            return not catalog.database.integrity()
    except CatalogDamagedError:
        return False


def _mend_reports(data: Path, catalog: Catalog, drop: bool) -> tuple[list[str], list[str]]:
    """The names of reports read from their files again, and of those that could not be; `drop` forgets these."""
    reread, lost = [], []
    for report_id in damaged_reports(catalog):
        files = [file for file in catalog.files.all() if file.report == report_id]
        if any(_read_again(data, catalog, file) for file in files):
            reread.append(files[0].name)
        elif drop:
            lost += [file.name for file in files]
            catalog.files.remove(file.path for file in files)
    return reread, lost


def _read_again(data: Path, catalog: Catalog, record: FileRecord) -> bool:
    """Whether the file is still what was read then, and can be read again."""
    path = Path(record.path)
    try:
        same = digest_held(digest_safely(path), path, data / ORIGINALS) == record.sha256
        report = read_safely(path, record.name) if same else None
    except (OSError, FileUnreadableError):
        return False
    if report is None:
        return False
    catalog.files.put(replace(record, reader=READER_VERSION), parted(report)[0])
    return True
