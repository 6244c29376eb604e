"""The one door into what is kept: a `Store` makes views and takes changes, a `View` is what one asker may see of it.

Everything above `index/` reads through a view and changes through a store, and knows nothing of what either is made of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

import numpy as np
import numpy.typing as npt

from ..corpus.errors import TracuuError
from ..corpus.report import Report, Role
from .changes import Backup, Doing, Progress, Published, Removed, Repair, Status, SyncResult, Verification
from .corrections import Correction
from .models.encoder import Encoder
from .records import (
    Accents,
    CitedDocument,
    EncoderRecord,
    FileRecord,
    Passage,
    RemovedReport,
    ReportRecord,
)
from .scope import EVERYTHING, Scope
from .statistics import Places, Statistics

Ids = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float32]
BoolArray = npt.NDArray[np.bool_]
T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class BothSides:
    """The candidates of both sides for a question, each passage with the exact scores of both; n by ascending id.

    Attributes:
        ids: int64 (n,).
        dense: float32 (n,), the mean of the cosines of the paragraph and of its best sentence.
        lexical: float32 (n,), BM25.
        sentences: for each passage the cosines of its sentences, float32.
        core: bool (n,), the first `core_depth` of either side.
    """

    ids: Ids
    dense: FloatArray
    lexical: FloatArray
    sentences: list[FloatArray]
    core: BoolArray


class Vocabulary(Protocol):
    """The words of what may be seen, and how often they stand there."""

    def __len__(self) -> int:
        """How many passages there are."""
        ...

    def frequency(self, word: str, accents: Accents = "accented") -> int:
        """In how many passages a syllable, or a pair ("kinh_phí"), stands."""
        ...

    def under(self, term: str) -> int:
        """How many passages stand under a heading, or are of an agency, with a folded syllable or pair ("kinh_phi")."""
        ...

    def forms(self, folded: str) -> list[tuple[str, int]]:
        """The accented forms of a folded syllable, with in how many passages each stands."""
        ...


class View(Protocol):
    """What one asker may see, at one moment: it stays so for its life, whatever is published or removed meanwhile.

    A report that is outside its scope shapes nothing that it says: no list, count, score, word or message.
    """

    @property
    def moment(self) -> tuple[object, ...]:
        """What the view is of: equal for two views of which each sees what the other does."""
        ...

    @property
    def made_with(self) -> EncoderRecord:
        """The encoder whose vectors it has."""
        ...

    @property
    def words(self) -> Vocabulary:
        """The words of all that the asker may see, whatever the question narrows it to."""
        ...

    def derived(self, name: str, make: Callable[[View], T]) -> T:
        """What `make` gives of all that the asker may see, whatever the question narrows it to; made once for each
        moment, and kept under its `name`."""
        ...

    def within(self, scope: Scope) -> View:
        """The part of this view that fits `scope` too; what its words weigh stays as it is here."""
        ...

    def is_empty(self) -> bool:
        """Whether there is no passage."""
        ...

    def both_sides(
        self, vector: FloatArray, words: Sequence[str], accents: Accents, depth: int, core_depth: int
    ) -> BothSides:
        """The union of what both sides find.

        Args:
            vector: the question's, float32 (d,), L2-normalised.
            words: its tokens; any of them may match.
            accents: whether they are compared with their accents.
            depth: how many to take from each side.
            core_depth: how many of each side are marked as the core.
        """
        ...

    def best_by_words(self, words: Sequence[str], accents: Accents, depth: int) -> Ids:
        """Ids of the `depth` passages that the lexical side alone finds best, best first."""
        ...

    def sentence_cosines(self, vector: FloatArray, ids: Ids) -> list[FloatArray]:
        """For each of these passages the cosines of its sentences, in their order."""
        ...

    def best_sentences(self, vectors: FloatArray, depth: int) -> FloatArray:
        """For each of these questions the cosine of the best sentence in the `depth` passages that are nearest to it.

        Args:
            vectors: float32 (n, d), L2-normalised.
            depth: how many passages are looked at for each.

        Returns:
            float32 (n,); 0 where they have no sentence.
        """
        ...

    def mean_cosine(self, vector: FloatArray) -> float:
        """Mean cosine of `vector` to the passages that the asker may see, of which there must be one."""
        ...

    def standing(self, weights: Mapping[str, float], ids: Ids, accents: Accents) -> FloatArray:
        """For each of these passages, ascending, the sum of the weights of those words that stand in it, float32 (n,).

        Args:
            weights: of syllables and of pairs ("kinh_phí"), each above 0.
            ids: int64 (n,).
            accents: whether words are compared with their accents.
        """
        ...

    def holding(self, phrase: Sequence[str], accents: Accents) -> Ids:
        """Ids, ascending, of the passages in which `phrase` stands word for word."""
        ...

    def passage_vectors(self, ids: Ids) -> FloatArray:
        """Vectors in context, float32 (n, d), L2-normalised, of these passages, which `places` gives."""
        ...

    def sentence_means(self, ids: Ids) -> FloatArray:
        """Mean of the bare sentences' vectors, float32 (n, d), of each passage; zeros where it has none."""
        ...

    def counts(self) -> dict[str, int]:
        """How many reports, passages, sentences and failures there are."""
        ...

    def reports(self) -> list[ReportRecord]:
        """Every report of which a passage is seen, newest first, then by agency."""
        ...

    def report(self, report_id: str) -> ReportRecord | None:
        """The report with that id."""
        ...

    def full_report(self, report_id: str) -> Report | None:
        """The whole report with that id, its header with what was corrected by hand."""
        ...

    def passages(self, ids: Iterable[int]) -> dict[int, Passage]:
        """The passages with these ids; one that is not seen is left out."""
        ...

    def passage(self, key: str) -> Passage | None:
        """The passage with that public id."""
        ...

    def passages_of(self, report_id: str) -> list[Passage]:
        """The passages of a report, in order."""
        ...

    def passages_by_report(self) -> dict[str, int]:
        """How many passages are seen of each report, by its id."""
        ...

    def report_of(self, ids: Iterable[int]) -> dict[int, str]:
        """For each of these passages the id of its report."""
        ...

    def roles_of(self, ids: Iterable[int]) -> dict[int, Role]:
        """For each of these passages the role of its section."""
        ...

    def same_text(self, ids: Sequence[int]) -> dict[int, list[Passage]]:
        """For each of these passages, the others that say the same to the letter."""
        ...

    def citations(self, wanted: Iterable[str] | None = None) -> list[CitedDocument]:
        """The documents that reports cite, most cited first; only those that one of `wanted` names, if given."""
        ...

    def facets(self, *names: str) -> dict[str, Counter[str]]:
        """For each of `names` ("agency", "level", "province", "year", "doc_type", "role"), all without any, its values
        and how many passages have each."""
        ...

    def statistics(self) -> Statistics:
        """What there is, counted."""
        ...

    def places(self) -> Places:
        """Where the passages stand that say what reports are about, those that have no vector yet left out."""
        ...

    def titled_texts(self, ids: Ids) -> dict[int, tuple[str, str]]:
        """The title of the innermost section and the text of each passage, by its id."""
        ...

    def files(self) -> list[FileRecord]:
        """The files that were read; those that could not be stand in no collection and show where all are seen."""
        ...

    def corrections(self, report_id: str) -> list[Correction]:
        """What was corrected by hand in a report's header, by field."""
        ...

    def removed(self) -> list[RemovedReport]:
        """The reports that were removed by hand, the last one first."""
        ...

    def is_removed(self, digest: str) -> bool:
        """Whether a file with that SHA-256, of a report that the asker could see, was removed by hand."""
        ...


class Store(Protocol):
    """Where reports are kept. Safe to share between threads."""

    def view(self, scope: Scope = EVERYTHING) -> AbstractContextManager[View]:
        """What may be seen now by one who may see `scope`; to be let go of when the request is done.

        Raises:
            tracuu.corpus.errors.TracuuError: there is nothing whole to look at; its kind says what, and what to do.
        """
        ...

    @property
    def folder(self) -> Path:
        """Where files are kept that belong with it: those that wait to be taken in."""
        ...

    @property
    def originals(self) -> Path:
        """The folder of the files that were given to the page; their reports are read from them."""
        ...

    def made_with(self) -> EncoderRecord | None:
        """The encoder that the store was made with; None where nothing was ever published."""
        ...

    def close(self) -> None:
        """Let go of it."""
        ...

    def sync(
        self,
        paths: Sequence[Path],
        encoder: Encoder,
        *,
        prune: bool = False,
        force: bool = False,
        admit_secret: bool = False,
        verify_content: bool = False,
        collection: str | None = None,
        doing: Doing = "index",
        progress: Progress = lambda *_: None,
    ) -> SyncResult:
        """Bring the store in step with `paths`; without any, only build the index again."""
        ...

    def take_in(self, reports: Iterable[Report], encoder: Encoder, progress: Progress = lambda *_: None) -> SyncResult:
        """Keep reports that come from no file; each needs a `file` of its own."""
        ...

    def watch(
        self,
        paths: Sequence[Path],
        encoder: Encoder,
        tell: Callable[[SyncResult | TracuuError], None],
        admit_secret: bool = False,
    ) -> None:
        """Sync now and after every change in `paths`, until it is interrupted."""
        ...

    def correct(self, report_id: str, values: Mapping[str, Any]) -> bool:
        """Put fields of a report's header right, all or none; False if there is no such report.

        The next sync encodes anew what this changes the context of.

        Raises:
            CorrectionError: there is no such field, or it cannot hold that.
        """
        ...

    def collect(self, report_id: str, collections: Collection[str]) -> None:
        """Let a report stand in these collections and in no other."""
        ...

    def collections(self) -> dict[str, list[str]]:
        """For each collection in which somebody has put reports, their ids."""
        ...

    def remove(self, report_id: str, within: Set[str] | None = None) -> Removed:
        """Take a report out of all results, and keep it out.

        Args:
            report_id: its id.
            within: the collections of who takes it out: where it stands in others, it stays there; None for all.
        """
        ...

    def restore(self, report_id: str, within: Set[str] | None = None) -> Removed:
        """Undo `remove`; with `within`, in those collections alone."""
        ...

    def erase(self, report_id: str) -> Removed:
        """Leave no byte of a report."""
        ...

    def status(self) -> Status:
        """What it holds and what it is made with."""
        ...

    def verify(self) -> Verification:
        """Look at all that it holds; nothing is changed."""
        ...

    def repair(self, load: Callable[[], Encoder]) -> Repair:
        """Make it whole; `load` gives the encoder, should a vector be damaged."""
        ...

    def backup(self, target: Path, force: bool = False) -> Backup:
        """Write it to one file, while it is in use."""
        ...

    def restore_backup(
        self, source: Path, encoder: Encoder, force: bool = False, progress: Progress = lambda *_: None
    ) -> Published:
        """Make it what a backup holds."""
        ...
