"""A generation is built, made current, completed after a cut, swept: step by step, with vectors that cost nothing."""

from __future__ import annotations

import errno
import json
import os
import shutil
import sqlite3
from collections import namedtuple
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from bench.disturbed import HashEncoder
from tracuu.corpus.report import Header, Paragraph, Report
from tracuu.corpus.vietnamese import NORMALISER_VERSION
from tracuu.index.changes import Published
from tracuu.index.errors import (
    CatalogLostError,
    CurrentDamagedError,
    CurrentUnreadableError,
    DiskFullError,
    EncoderMismatchError,
    GenerationDamagedError,
    NormaliserMismatchError,
    NothingIndexedError,
)
from tracuu.index.local.catalog import Catalog
from tracuu.index.local.generations import building, current_generation, generation
from tracuu.index.local.generations.building import base_of, build
from tracuu.index.local.generations.current_generation import (
    catalog_is_as_new_as,
    current_folder,
    discard_old,
    finish_publication,
    leftovers,
    make_current,
    numbers,
    published_number,
    sweep,
    write_synced,
)
from tracuu.index.local.generations.generation import Generation, Manifest, is_published
from tracuu.index.local.keeping import encoding
from tracuu.index.local.keeping.publishing import publish
from tracuu.index.local.lock import writer
from tracuu.index.local.paths import BUILDING, CATALOG_FILE, CURRENT, GENERATIONS, LOCK_FILE, MANIFEST, NEXT
from tracuu.index.records import EncoderRecord, FileRecord

SAID = ("Kinh phí còn hạn chế.", "Máy tính đã cũ. Đường thôn hỏng.")
PARTS = 5
"""Two paragraphs and three sentences,"""
TEXTS = 4
"""and as many texts, for the first paragraph is one sentence."""


def stage(catalog: Catalog, name: str, *said: str) -> None:
    paragraphs = tuple(Paragraph(n, text, "paragraph", ()) for n, text in enumerate(said, 1))
    record = FileRecord(name, name, 0, 0, name.rjust(64, "0"), 1, name.rjust(12, "0"))
    catalog.staging.add(record, Report(name, Header(), (), paragraphs))


@contextmanager
def written(data: Path) -> Iterator[Catalog]:
    """The catalog in the hands of the only writer."""
    with writer(data, "index"), Catalog.open(data / CATALOG_FILE) as catalog:
        yield catalog


def published(data: Path, name: str = "a", *said: str) -> Published:
    with written(data) as catalog:
        stage(catalog, name, *(said or SAID))
        return publish(data, catalog, HashEncoder())


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("kho")
    published(data)
    return data


@pytest.fixture
def data(first: Path, tmp_path: Path) -> Path:
    """A store of one report, its first generation."""
    return shutil.copytree(first, tmp_path / "kho")


def folders(data: Path) -> list[str]:
    return sorted(path.name for path in (data / GENERATIONS).iterdir())


def told(data: Path) -> tuple[int | None, int]:
    with Catalog.open(data / CATALOG_FILE) as catalog:
        return catalog.generation, catalog.version


def test_what_is_staged_is_encoded_kept_and_shown(tmp_path: Path) -> None:
    stages: list[tuple[str, int, int]] = []
    encoder = HashEncoder()
    with written(tmp_path) as catalog:
        stage(catalog, "a", *SAID)
        done = publish(tmp_path, catalog, encoder, progress=lambda *step: stages.append(step))
        assert catalog.staging.all() == []
        assert catalog.encoder() == EncoderRecord(encoder.name, encoder.dimension, encoder.prompts)
        assert is_published(tmp_path, catalog, encoder)
        assert not is_published(tmp_path, catalog, HashEncoder(16))
    assert done == Published(TEXTS, 1, 2, 1)
    assert encoder.encoded == TEXTS
    assert stages == [("encode", 0, PARTS), ("encode", PARTS, PARTS), ("publish", 0, 1), ("publish", 1, 1)]
    assert (tmp_path / CURRENT).read_text() == "000001\n"
    assert not (tmp_path / NEXT).exists()


def test_the_manifest_says_what_it_holds_and_what_it_was_made_with(data: Path) -> None:
    opened = Generation.open(data)
    manifest, encoder = opened.manifest, HashEncoder()
    assert opened.folder == data / GENERATIONS / "000001" == current_folder(data)
    assert (manifest.generation, manifest.catalog_version) == (1, told(data)[1])
    assert (manifest.encoder, manifest.dimension, manifest.prompts) == (encoder.name, 32, encoder.prompts)
    assert manifest.counts == {"reports": 1, "passages": 2, "sentences": 3}
    assert manifest.normaliser == NORMALISER_VERSION
    assert manifest.created.endswith("+00:00")
    assert "." not in manifest.created
    there = {path.relative_to(opened.folder).as_posix() for path in opened.folder.rglob("*") if path.is_file()}
    assert {name for name in there if not name.endswith(".lock")} == {MANIFEST, *manifest.files}
    assert {"dense-000001.faiss", "lexical/meta.json"} <= set(manifest.files)


def test_nothing_to_show_builds_nothing(tmp_path: Path) -> None:
    with written(tmp_path) as catalog:
        assert publish(tmp_path, catalog, HashEncoder()) == Published(0, 0, 0, None)
    assert not (tmp_path / CURRENT).exists()


def test_what_is_shown_already_is_built_again_only_when_asked(data: Path) -> None:
    steps: list[str] = []
    encoder = HashEncoder()
    with written(data) as catalog:
        assert publish(data, catalog, encoder, progress=lambda name, *_: steps.append(name)).generation is None
        assert "publish" not in steps
        assert publish(data, catalog, encoder, again=True) == Published(0, 1, 2, 2)
    assert encoder.encoded == 0


def test_a_text_that_was_encoded_is_not_encoded_again(data: Path) -> None:
    done = published(data, "b", SAID[0], "Trồng rừng đạt kế hoạch.")
    assert done == Published(1, 2, 4, 2)
    with written(data) as catalog:
        assert publish(data, catalog, HashEncoder(16)) == Published(TEXTS + 1, 2, 4, 3)


def test_texts_are_kept_batch_by_batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoding, "ENCODE_BATCH", 2)
    steps: list[tuple[str, int, int]] = []

    class Cut(HashEncoder):
        def encode_passages(self, texts: object) -> object:  # type: ignore[override]
            if self.encoded >= 2:
                raise KeyboardInterrupt
            return super().encode_passages(texts)  # type: ignore[arg-type]

    with written(tmp_path) as catalog:
        stage(catalog, "a", "Một.", "Hai.", "Ba.", "Bốn.", "Năm.")
        with pytest.raises(KeyboardInterrupt):
            publish(tmp_path, catalog, Cut())  # type: ignore[arg-type]
        encoder = HashEncoder()
        done = publish(tmp_path, catalog, encoder, progress=lambda *step: steps.append(step))
    assert (done.encoded, encoder.encoded) == (3, 3), "the first two batches, a paragraph and its sentence, were kept"
    assert [step for step in steps if step[0] == "encode"] == [("encode", done, 10) for done in range(0, 11, 2)]
    with written(tmp_path) as catalog:
        steps.clear()
        again = publish(tmp_path, catalog, HashEncoder(16), progress=lambda *step: steps.append(step))
    assert again.encoded == 5
    assert [step for step in steps if step[0] == "encode"] == [
        ("encode", 0, 0), ("encode", 0, 5), ("encode", 2, 5), ("encode", 4, 5),
    ]  # fmt: skip


def test_a_change_becomes_visible_with_the_generation_that_shows_it(data: Path) -> None:
    encoder = HashEncoder()
    with written(data) as catalog:
        stage(catalog, "b", "Trồng rừng.")

        def change() -> None:
            assert published_number(data) == 1
            assert catalog.reports.counts()["reports"] == 2, "what is staged is applied before"
            catalog.files.remove([record.path for record in catalog.files.all() if record.name == "a"])

        assert publish(data, catalog, encoder, change=change) == Published(1, 1, 1, 2)


def test_with_the_record_of_an_encoder_what_is_staged_goes_on_waiting(data: Path) -> None:
    known = EncoderRecord(HashEncoder().name, 32, HashEncoder().prompts)
    changed: list[bool] = []
    with written(data) as catalog:
        stage(catalog, "b", "Trồng rừng.")
        assert publish(data, catalog, known, change=lambda: changed.append(True), again=True) == Published(0, 1, 2, 2)
        assert [record.name for record in catalog.staging.all()] == ["b"]
        unknown = replace(known, name="hash-16", dimension=16)
        assert publish(data, catalog, unknown, again=True).generation is None, "no text has its vector"
    assert changed == [True]


def test_a_change_that_fails_changes_nothing(data: Path) -> None:
    def change() -> None:
        raise ZeroDivisionError

    before = told(data)
    with written(data) as catalog:
        stage(catalog, "b", "Trồng rừng.")
        with pytest.raises(ZeroDivisionError):
            publish(data, catalog, HashEncoder(), change=change)
        assert [record.name for record in catalog.staging.all()] == ["b"]
    assert (told(data), folders(data)) == (before, ["000001"])


def test_as_many_generations_stay_as_are_kept(data: Path) -> None:
    with written(data) as catalog:
        for number in (2, 3):
            assert publish(data, catalog, HashEncoder(), again=True).generation == number
        assert folders(data) == ["000002", "000003"]
        publish(data, catalog, HashEncoder(), again=True, kept=1)
        assert folders(data) == ["000004"]
    discard_old(data, 5)
    assert folders(data) == ["000004"]


def test_the_current_generation_stays_whatever_else_is_there(data: Path) -> None:
    unnamed = data / GENERATIONS / "000009"
    unnamed.mkdir()
    discard_old(data, 1)
    assert folders(data) == ["000001", "000009"]
    assert Generation.open(data).manifest.generation == 1
    (data / CURRENT).write_text("rác\n", encoding="utf-8")
    discard_old(data, 1)
    assert folders(data) == ["000001", "000009"], "while nobody knows which is current none goes"


def test_a_publication_that_cannot_be_committed_leaves_nothing_behind(data: Path) -> None:
    """The catalog refuses a file of a report that is not there when all is to be put in place."""
    before = told(data)
    with written(data) as catalog:

        def change() -> None:
            with catalog.database.transaction() as connection:
                connection.execute("UPDATE files SET report = 'không có'")

        stage(catalog, "b", "Trồng rừng.")
        with pytest.raises(sqlite3.IntegrityError):
            publish(data, catalog, HashEncoder(), change=change)
    assert (told(data), folders(data), leftovers(data)) == (before, ["000001"], [])
    discard_old(data, 1)
    assert Generation.open(data).manifest.generation == 1
    assert published(data, "c").generation == 2


def test_without_room_nothing_is_begun(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two bytes for each number of two paragraphs and three sentences, 32 for what is known of a paragraph, and eight
    for a letter."""
    with Catalog.open(data / CATALOG_FILE) as catalog:
        needed = 5 * 2 * 32 + 2 * 32 + 8 * catalog.reports.sizes().characters
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(0, 0, needed - 1))
    with written(data) as catalog:
        with pytest.raises(DiskFullError):
            publish(data, catalog, HashEncoder(), again=True)
        assert folders(data) == ["000001"]
        monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(0, 0, needed))
        assert publish(data, catalog, HashEncoder(), again=True).generation == 2


def test_a_build_that_fails_leaves_nothing_behind(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.EIO, "hỏng")

    before = told(data)
    monkeypatch.setattr(building, "build_lexical", fail)
    with written(data) as catalog, pytest.raises(OSError, match="hỏng"):
        publish(data, catalog, HashEncoder(), again=True)
    assert (told(data), folders(data)) == (before, ["000001"])
    assert not (data / NEXT).exists()


def built(data: Path) -> int:
    """A second generation that the catalog names and CURRENT does not yet, as after a cut between the two."""
    with written(data) as catalog, catalog.database.transaction():
        number = build(data, catalog, HashEncoder(), base_of(data, catalog, HashEncoder()))
    assert (data / NEXT).read_text() == "000002\n"
    assert published_number(data) == 1
    return number


def test_a_cut_between_the_catalog_and_current_is_completed_by_whoever_comes_next(data: Path) -> None:
    number = built(data)
    assert Generation.open(data).manifest.generation == number == published_number(data)
    assert not (data / NEXT).exists()
    assert not finish_publication(data)


def test_it_is_left_to_the_writer_while_there_is_one(data: Path) -> None:
    built(data)
    with writer(data, "index"):
        assert not finish_publication(data)
        assert Generation.open(data).manifest.generation == 1
        assert sweep(data) == []
    assert published_number(data) == 2


def test_what_the_catalog_does_not_name_is_never_made_current(data: Path) -> None:
    write_synced(data / NEXT, "000009\n")
    assert not finish_publication(data)
    assert leftovers(data) == [data / NEXT]
    (data / NEXT).write_text("chín\n", encoding="utf-8")
    assert not finish_publication(data)
    assert sweep(data) == [data / NEXT]
    assert (published_number(data), leftovers(data)) == (1, [])


def test_without_current_the_one_that_was_about_to_be_is_taken(data: Path) -> None:
    built(data)
    (data / CURRENT).unlink()
    assert current_folder(data).name == "000002"


def test_what_a_writer_left_is_listed_and_swept(data: Path) -> None:
    assert leftovers(data / "không có") == []
    half, unnamed = data / GENERATIONS / f"{BUILDING}000002", data / GENERATIONS / "000002"
    for folder in (half, unnamed):
        folder.mkdir()
        (folder / "dense.faiss").write_bytes(b"x")
    (data / GENERATIONS / "ghi chú").mkdir()
    assert sorted(leftovers(data)) == sorted([half, unnamed])
    with writer(data, "index"):
        assert sorted(sweep(data)) == sorted([half, unnamed])
    assert folders(data) == ["000001", "ghi chú"]
    assert numbers(data / GENERATIONS) == [1]


def test_while_current_names_none_whole_generations_are_kept(data: Path) -> None:
    (data / CURRENT).write_text("rác\n", encoding="utf-8")
    assert leftovers(data) == []
    assert published_number(data) is None


def test_nothing_was_ever_indexed(tmp_path: Path, data: Path) -> None:
    empty = tmp_path / "mới"
    empty.mkdir()
    for folder in (empty, tmp_path / "không có"):
        with pytest.raises(NothingIndexedError, match=folder.name):
            current_folder(folder)
    Catalog.open(empty / CATALOG_FILE).close()
    (empty / GENERATIONS / "000001").mkdir(parents=True)
    with pytest.raises(NothingIndexedError):
        current_folder(empty)
    (data / CURRENT).unlink()
    with pytest.raises(CurrentDamagedError) as caught:
        current_folder(data)
    assert not isinstance(caught.value, CurrentUnreadableError)


@pytest.mark.parametrize("line", [b"", b"1\n", b"000001", b"000001\n\n", b"../../etc\n", b"\xff\xfe", b"000007\n"])
def test_current_names_a_generation_or_is_damaged(data: Path, line: bytes) -> None:
    (data / CURRENT).write_bytes(line)
    with pytest.raises(CurrentDamagedError, match=CURRENT) as caught:
        current_folder(data)
    assert not isinstance(caught.value, CurrentUnreadableError)
    with Catalog.open(data / CATALOG_FILE) as catalog:
        assert not is_published(data, catalog, HashEncoder())


def test_current_that_cannot_be_read_now_is_not_damaged(data: Path) -> None:
    (data / CURRENT).unlink()
    (data / CURRENT).mkdir()
    with pytest.raises(CurrentUnreadableError, match=os.strerror(errno.EISDIR)):
        current_folder(data)
    with Catalog.open(data / CATALOG_FILE) as catalog, pytest.raises(CurrentUnreadableError):
        Generation.open(data)
    assert catalog


def test_a_reader_that_was_overtaken_looks_again(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """CURRENT is read as 1, and when the folder is looked for, 2 is published and 1 discarded."""
    with written(data) as catalog:
        publish(data, catalog, HashEncoder(), again=True, kept=1)
    (data / CURRENT).write_text("000001\n", encoding="ascii")
    real = current_generation._number_in

    def overtaken(pointer: Path) -> int | None:
        (data / CURRENT).write_text("000002\n", encoding="ascii")
        return real(pointer)

    monkeypatch.setattr(current_generation, "_number_in", overtaken)
    assert current_folder(data).name == "000002"


def test_a_generation_that_goes_while_it_is_opened_is_passed_over(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Manifest.read

    def overtaken(path: Path) -> Manifest:
        monkeypatch.setattr(Manifest, "read", real)
        with written(data) as catalog:
            publish(data, catalog, HashEncoder(), again=True, kept=1)
        return real(path)

    monkeypatch.setattr(Manifest, "read", overtaken)
    assert Generation.open(data).manifest.generation == 2


def test_made_with_something_else_it_is_refused(data: Path) -> None:
    assert Generation.open(data, HashEncoder().name).manifest.generation == 1
    with pytest.raises(EncoderMismatchError, match="hash-16"):
        Generation.open(data, "hash-16")
    path = current_folder(data) / MANIFEST
    manifest = Manifest.read(path)
    for other in (replace(manifest, normaliser=NORMALISER_VERSION + 1), replace(manifest, format=1)):
        path.write_text(other.to_text(), encoding="utf-8")
        with pytest.raises(NormaliserMismatchError):
            Generation.open(data)


@pytest.mark.parametrize(
    "name", ["dense-000001.faiss", "passages-000001.npy", "sentences-000001.npy", "lexical/meta.json"]
)
def test_a_file_that_is_not_as_it_was_written_is_named(data: Path, name: str) -> None:
    path = current_folder(data) / name
    whole = path.read_bytes()
    for damaged in (whole + b"x", bytes([whole[0] ^ 1]) + whole[1:], None):
        path.write_bytes(damaged) if damaged else path.unlink()
        with pytest.raises(GenerationDamagedError, match=path.name):
            Generation.open(data)
    with Catalog.open(data / CATALOG_FILE) as catalog:
        assert not is_published(data, catalog, HashEncoder())
    path.mkdir()
    with pytest.raises(GenerationDamagedError):
        Generation.open(data)


def test_of_a_large_file_only_the_size_is_looked_at(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = current_folder(data) / "sentences-000001.npy"
    whole = path.read_bytes()
    path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    monkeypatch.setattr(generation, "SMALL", len(whole))
    with pytest.raises(GenerationDamagedError):
        Generation.open(data)
    monkeypatch.setattr(generation, "SMALL", len(whole) - 1)
    Generation.open(data)


@pytest.mark.parametrize("part", ["DenseSegment", "LexicalIndex"])
@pytest.mark.parametrize("number", [errno.EIO, errno.EMFILE])
def test_what_the_system_does_not_let_us_read_is_not_damaged(
    data: Path, monkeypatch: pytest.MonkeyPatch, part: str, number: int
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(getattr(generation, part), "open", refuse)
    with pytest.raises(CurrentUnreadableError, match=os.strerror(number)):
        Generation.open(data)


@pytest.mark.parametrize("part", ["DenseSegment", "LexicalIndex"])
def test_what_the_library_cannot_read_is_damaged(data: Path, monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    def refuse(*_: object) -> None:
        raise ValueError("không hiểu")

    monkeypatch.setattr(getattr(generation, part), "open", refuse)
    with pytest.raises(GenerationDamagedError):
        Generation.open(data)


def test_the_catalog_that_it_shows_must_be_there(data: Path) -> None:
    version = told(data)[1]
    assert [catalog_is_as_new_as(data, wanted) for wanted in (version - 1, version, version + 1)] == [True, True, False]
    older = (data / CATALOG_FILE).read_bytes()
    published(data, "b", "Trồng rừng.")
    (data / CATALOG_FILE).write_bytes(older)
    with pytest.raises(CatalogLostError, match=CATALOG_FILE):
        Generation.open(data)
    (data / CATALOG_FILE).write_bytes(b"no catalog" * 999)
    assert catalog_is_as_new_as(data, version), "one that cannot be read now gets the benefit"
    (data / CATALOG_FILE).unlink()
    assert not catalog_is_as_new_as(data, 0)
    with pytest.raises(CatalogLostError):
        Generation.open(data)
    (data / CATALOG_FILE).touch()
    assert (catalog_is_as_new_as(data, 0), catalog_is_as_new_as(data, 1)) == (True, False)


def test_to_make_current_writes_the_pointer_only_where_it_is_not_there_yet(data: Path) -> None:
    shutil.copytree(data / GENERATIONS / "000001", data / GENERATIONS / "000002")
    make_current(data, 2, kept=1)
    assert ((data / CURRENT).read_text(), folders(data)) == ("000002\n", ["000002"])
    (data / GENERATIONS / "000003").mkdir()
    write_synced(data / NEXT, "000002\n")
    make_current(data, 3)
    assert (published_number(data), folders(data), (data / NEXT).exists()) == (3, ["000002", "000003"], False)


def test_the_manifest_is_written_in_unicode(data: Path) -> None:
    values = json.loads((current_folder(data) / MANIFEST).read_text(encoding="utf-8"))
    assert values["generation"] == 1
    write_synced(data / "thử", "đ\n")
    assert (data / "thử").read_bytes() == "đ\n".encode()
    assert (data / LOCK_FILE).parent == data
