"""What the tests of reliability share: an encoder that costs nothing, folders of reports, and a store in one value."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tracuu.corpus import read_report
from tracuu.corpus.errors import FileUnreadableError
from tracuu.corpus.report import Report
from tracuu.corpus.vietnamese import tokens
from tracuu.index.local.catalog import Catalog
from tracuu.index.local.generations import segments
from tracuu.index.local.paths import CATALOG_FILE
from tracuu.index.models.encoder import Prompts
from tracuu.search import SearchEngine

FloatArray = npt.NDArray[np.float32]

QUERIES = (
    "kinh phí còn hạn chế",
    "trồng rừng",
    "tap huan can bo",
    '"thu gom rác"',
    "máy tính đã cũ",
    "đường liên thôn",
)
SUBJECTS = (
    "Kinh phí",
    "Máy tính",
    "Đường liên thôn",
    "Việc thu gom rác",
    "Công tác trồng rừng",
    "Việc tập huấn cán bộ",
)
STATES = ("còn hạn chế", "đã cũ, hay hỏng", "được quan tâm hơn năm trước", "chưa đạt kế hoạch", "vượt kế hoạch đề ra")
VILLAGES = (
    "Tân Lập",
    "Nậm Lìa",
    "Đồng Mây",
    "Bến Đá",
    "Khe Hạ",
    "Văn Sơn",
    "Con Vân",
    "Hoa Sen",
    "Suối Bạc",
    "Lũng Tre",
)

REPORT = """UBND HUYỆN THẠCH KHÊ
UBND XÃ {upper}
Số: {number}/BC-UBND
{village}, ngày 05 tháng 7 năm {year}

BÁO CÁO
Kết quả công tác năm {year}

I. KẾT QUẢ

{results}

II. TỒN TẠI, HẠN CHẾ

{limits}

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Lê Văn Tám
"""


class HashEncoder:
    """Vectors from the hashes of a text's syllables: texts that share some are near each other, and none costs a thing.

    What is measured with it is what is kept on disk, not what is found; the bundled model takes 60 ms for a passage.
    """

    prompts = Prompts("", "")

    def __init__(self, dimension: int = 32) -> None:
        self.name = f"hash-{dimension}"
        self.dimension = dimension
        self._known: dict[str, FloatArray] = {}
        self.encoded = 0

    def encode_queries(self, texts: Sequence[str]) -> FloatArray:
        """Sums of the syllables' vectors, L2-normalised: float32, (n, d)."""
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in enumerate(texts):
            for token in tokens(text) or [text]:
                vectors[row] += self._vector(token)
            vectors[row] /= max(float(np.linalg.norm(vectors[row])), 1e-9)
        return vectors

    def encode_passages(self, texts: Sequence[str]) -> FloatArray:
        """As `encode_queries`."""
        self.encoded += len(texts)
        return self.encode_queries(texts)

    def _vector(self, token: str) -> FloatArray:
        if token not in self._known:
            seed = int.from_bytes(sha256(token.encode()).digest()[:8])
            self._known[token] = np.random.default_rng(seed).normal(size=self.dimension).astype(np.float32)
        return self._known[token]


def report_text(seed: int, paragraphs: int = 3) -> str:
    """A report about an invented commune; the same for the same seed."""
    rng = random.Random(seed)
    village = rng.choice(VILLAGES)

    def lines() -> str:
        return "\n".join(
            f"- {rng.choice(SUBJECTS)} ở thôn {rng.randrange(1, 40)} {rng.choice(STATES)}. Đã chi {rng.randrange(900)} "
            "triệu đồng."
            for _ in range(paragraphs)
        )

    number, year = rng.randrange(1, 400), rng.randrange(2015, 2026)
    return REPORT.format(
        upper=village.upper(), village=village, number=number, year=year, results=lines(), limits=lines()
    )


USUAL = segments.FAN, segments.SPOILT, segments.LITTLE


def merge_often(often: bool = True) -> None:
    """Have this process merge any two segments of a level, and mark what is deleted in segments however small."""
    segments.FAN, segments.SPOILT, segments.LITTLE = (2, 2, 0) if often else USUAL


def write_reports(folder: Path, seeds: Iterable[int]) -> None:
    """One report for each seed, named for it."""
    folder.mkdir(parents=True, exist_ok=True)
    for seed in seeds:
        (folder / f"bc{seed:03}.txt").write_text(report_text(seed), encoding="utf-8")


def read_here(files: Iterable[tuple[Path, str]], workers: int = 1) -> Iterator[Report | FileUnreadableError]:
    """As `corpus.sandbox.read_all`, in this process: starting others takes longer than reading such files."""
    del workers
    for path, name in files:
        try:
            yield read_report(path, name)
        except FileUnreadableError as error:
            yield error


def contents(data: Path) -> dict[str, Any]:
    """All that the catalog says, but for what depends on the order in which it was told: ids and versions."""
    with Catalog.open(data / CATALOG_FILE) as catalog:
        reports = {record.id: (record.file, catalog.reports.full(record.id)) for record in catalog.reports.all()}
        return {
            "files": [replace(file, mtime_ns=0) for file in catalog.files.all()],
            "reports": reports,
            "corrections": {report_id: [c.value for c in catalog.corrections.of(report_id)] for report_id in reports},
            "removed": sorted(report.id for report in catalog.removals.all()),
            "waiting": catalog.staging.all(),
            "citations": catalog.reports.citations(),
        }


def results(data: Path, encoder: HashEncoder, queries: Sequence[str] = QUERIES) -> list[list[tuple[Any, ...]]]:
    """What each query finds: texts and scores, with all the places that say the same."""
    engine = SearchEngine.open_with(data, encoder)
    try:
        return [found(engine, query) for query in queries]
    finally:
        engine.close()


def found(engine: SearchEngine, query: str, k: int = 200) -> list[tuple[Any, ...]]:
    """What `query` finds, in an order that does not depend on ids."""
    hits = engine.search(query, k=k, as_typed=True).hits
    return sorted(
        (
            round(hit.score, 4),
            hit.passage.text,
            sorted([hit.passage.key, *(key for key, _ in hit.also_in)]),
        )
        for hit in hits
    )
