"""A large segment is looked through by bits, and what is found is what looking at all of it finds, or nearly."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import faiss
import numpy as np
import numpy.typing as npt
import pytest

from tracuu.index.local.generations import bit_codes
from tracuu.index.local.generations.dense import DenseIndex
from tracuu.index.local.generations.dense_segment import DenseSegment, write_segment

Ids = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float32]

COUNT = 6000
DIMENSION = 32


def unit(vectors: npt.NDArray[np.floating]) -> FloatArray:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=-1, keepdims=True), np.float32)


RANDOM = np.random.default_rng(11)
SUBJECTS = unit(RANDOM.normal(size=(60, DIMENSION)))
NOISE = 0.5 / np.sqrt(DIMENSION)
VECTORS = unit(SUBJECTS[RANDOM.integers(60, size=COUNT)] + RANDOM.normal(0, NOISE, (COUNT, DIMENSION)))
QUESTIONS = unit(SUBJECTS[RANDOM.integers(60, size=50)] + RANDOM.normal(0, NOISE, (50, DIMENSION)))
KEPT = VECTORS.astype(np.float16).astype(np.float32)
"""As a segment has them."""
IDS = np.arange(COUNT, dtype=np.int64) * 3 + 5


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("segment")
    with patch.object(bit_codes, "LARGE", 1000):
        write_segment(made, 1, DIMENSION, [(IDS, np.ones((COUNT, 2), np.int64), VECTORS)], [], 0)
    assert (made / bit_codes.codes_name(1)).exists()
    return made


@pytest.fixture
def index(folder: Path, monkeypatch: pytest.MonkeyPatch) -> DenseIndex:
    monkeypatch.setattr(bit_codes, "LARGE", 1000)
    return DenseIndex([DenseSegment.open(folder, 1, None)], DIMENSION)


def exact(question: FloatArray, k: int, allowed: Ids = IDS) -> set[int]:
    places = (allowed - 5) // 3
    return set(allowed[np.argsort(-(KEPT[places] @ question))[:k]].tolist())


def recall(index: DenseIndex, k: int, allowed: Ids | None = None) -> float:
    everything = IDS if allowed is None else allowed
    found = [set(index.search(question, k, allowed)[0].tolist()) for question in QUESTIONS]
    assert all(one <= set(everything.tolist()) for one in found)
    return float(np.mean([len(one & exact(q, k, everything)) / k for one, q in zip(found, QUESTIONS, strict=True)]))


def test_of_the_true_ten_hardly_any_is_missed(index: DenseIndex) -> None:
    assert recall(index, 10) >= 0.98


def test_its_cosines_are_those_of_the_vectors_themselves(index: DenseIndex) -> None:
    ids, cosines = index.search(QUESTIONS[0], 20)
    assert np.all(np.diff(cosines) <= 0)
    np.testing.assert_allclose(cosines, index.scores(QUESTIONS[0], ids), atol=1e-6)
    np.testing.assert_allclose(cosines, KEPT[(ids - 5) // 3] @ QUESTIONS[0], atol=1e-6)


@pytest.mark.parametrize("admitted", [5, 300, 1500])
def test_a_filter_that_admits_few_finds_all_of_them_wherever_they_are(index: DenseIndex, admitted: int) -> None:
    allowed = np.sort(np.random.default_rng(admitted).choice(IDS, admitted, replace=False))
    for question in QUESTIONS[:10]:
        assert set(index.search(question, 10, allowed)[0].tolist()) == exact(question, 10, allowed)
    assert len(index.search(QUESTIONS[0], admitted, allowed)[0]) == admitted


def test_a_filter_that_admits_half_takes_twice_as_many_of_which_half_are_admitted(index: DenseIndex) -> None:
    allowed = IDS[::2]
    assert recall(index, 10, allowed) >= 0.98
    (segment,) = index.segments
    scored = []

    def noted(rows: Ids) -> FloatArray:
        scored.append(len(rows))
        return KEPT[rows]

    with patch.object(segment, "vectors", noted):
        index.search(QUESTIONS[0], 10)
        index.search(QUESTIONS[0], 10, allowed)
    assert scored[0] == bit_codes.AGAIN * 10
    assert scored[1] == pytest.approx(scored[0], rel=0.3)


def farthest(question: FloatArray, share: float) -> Ids:
    """The ids of that share of the passages which is farthest from the question."""
    return np.sort(IDS[np.argsort(KEPT @ question)[: int(COUNT * share)]])


@pytest.mark.parametrize("share", [0.26, 0.5, 0.75, 0.9, 0.95, 0.96, 0.97, 0.98, 0.99])
def test_a_filter_that_admits_the_farthest_finds_the_nearest_of_these(index: DenseIndex, share: float) -> None:
    """What is admitted goes by what is asked: all that the codes rank first may be left out."""
    found = []
    for question in QUESTIONS:
        allowed = farthest(question, share)
        ids, _ = index.search(question, 10, allowed)
        assert len(ids) == 10
        found.append(len(set(ids.tolist()) & exact(question, 10, allowed)) / 10)
    assert np.mean(found) >= 0.96


def test_where_the_codes_rank_too_few_that_are_admitted_each_is_looked_at(index: DenseIndex) -> None:
    (segment,) = index.segments
    codes = segment._codes
    assert codes is not None
    nearest = np.argsort(-(KEPT @ QUESTIONS[0]))
    for left_out, is_ranked in ((50, True), (150, True), (1000, False), (4000, False)):
        found = codes.nearest(QUESTIONS[0], 10, ~np.isin(np.arange(COUNT), nearest[:left_out]))
        assert (found is not None) == is_ranked, left_out
        assert found is None or len(found[0]) == bit_codes.AGAIN * 10
    assert codes.nearest(QUESTIONS[0], COUNT // bit_codes.AGAIN // 4, None) is not None
    assert codes.nearest(QUESTIONS[0], COUNT // bit_codes.AGAIN // 4 + 1, None) is None, "so many are not ranked"


def test_opening_reads_none_of_them(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bit_codes, "LARGE", 1000)
    read = []
    real = faiss.read_index

    def noted(name: str, *flags: int) -> faiss.Index:
        read.append(Path(name).name)
        return real(name, *flags)

    monkeypatch.setattr(faiss, "read_index", noted)
    index = DenseIndex([DenseSegment.open(folder, 1, None)], DIMENSION)
    index.search(QUESTIONS[0], 10, IDS[:1000])
    assert read == ["dense-000001.faiss"]
    index.search(QUESTIONS[0], 10)
    assert read == ["dense-000001.faiss", bit_codes.codes_name(1)]


def test_what_is_deleted_is_not_found(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bit_codes, "LARGE", 1000)
    rows = np.arange(0, COUNT, 3)
    np.save(folder / "deleted.npy", rows)
    index = DenseIndex([DenseSegment.open(folder, 1, "deleted.npy")], DIMENSION)
    left = np.delete(IDS, rows)
    assert len(index) == len(left)
    assert index.ids.tolist() == left.tolist()
    found = [index.search(question, 10)[0] for question in QUESTIONS]
    assert np.isin(np.concatenate(found), left).all()
    hit = [len(set(one.tolist()) & exact(q, 10, left)) / 10 for one, q in zip(found, QUESTIONS, strict=True)]
    assert np.mean(hit) >= 0.98


def test_what_is_not_large_has_no_lists_and_looks_at_all(tmp_path: Path, folder: Path) -> None:
    write_segment(tmp_path, 1, DIMENSION, [(IDS, np.ones((COUNT, 2), np.int64), VECTORS)], [], 0)
    assert not (tmp_path / bit_codes.codes_name(1)).exists()
    for place in (tmp_path, folder):  # codes that are there are not asked where few are to be looked at
        index = DenseIndex([DenseSegment.open(place, 1, None)], DIMENSION)
        for question in QUESTIONS[:10]:
            assert set(index.search(question, 10)[0].tolist()) == exact(question, 10)
