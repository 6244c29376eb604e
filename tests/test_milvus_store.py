"""A store on Milvus as its users meet it: chosen by a setting, copied to and from, encoded by several machines."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from bench.disturbed import FloatArray, HashEncoder, write_reports
from bench.stores import Kind, milvus_server
from tests.asking import passages_seen
from tests.conftest import ROOT
from tracuu.index.copying import copy_store
from tracuu.index.errors import CatalogTooNewError, StoreUnknownError
from tracuu.index.milvus import layout
from tracuu.index.milvus.client import Milvus
from tracuu.index.milvus.helping import MOST_TRIES, HelpedEncoder, help_encoding, helpers
from tracuu.index.milvus.words import counts_after, counts_until, listed_forms
from tracuu.index.opening import Place, milvus_at, open_store
from tracuu.index.store import View


@pytest.fixture(scope="module")
def kind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kind]:
    with milvus_server(tmp_path_factory.mktemp("milvus")) as (address, _):
        yield Kind(address)


def run(data: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """The command as a process of its own; it may fail."""
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "COLUMNS": "200", **variables}
    command = [sys.executable, "-m", "tracuu.cli", "--data", str(data), *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_the_commands_do_the_same_over_a_store_that_was_copied_there_and_back(
    kind: Kind, sample_store: Path, tmp_path: Path
) -> None:
    place = kind.place(tmp_path / "trên máy chủ").kind
    there = {"TRACUU_STORE": place, "TRACUU_STORE_TOKEN": "root:Milvus-bí-mật"}
    copied = run(sample_store, "store", "copy", "--to", place, "--json", **there | {"TRACUU_STORE": "local"})
    assert copied.returncode == 0, copied.stderr
    assert json.loads(copied.stdout)["whole"]
    node = tmp_path / "một máy khác"
    for asked in (
        ("search", "kinh phí hạn chế", "-k", "5", "--json"),
        ("ask", "Ai ký báo cáo của xã Tân Lập?", "--json"),
        ("list", "--json"),
        ("references", "16-KL/TW"),
    ):
        here, elsewhere = run(sample_store, *asked), run(node, *asked, **there)
        assert (elsewhere.returncode, elsewhere.stderr) == (0, here.stderr)
        assert said(elsewhere) == said(here), asked
    assert not node.exists(), "a node that only searches keeps no file"
    status = json.loads(run(node, "status", "--json", **there).stdout)
    assert (status["store"], status["reports"], status["passages"]) == (place, 15, 325)
    assert run(node, "verify", **there).returncode == 0
    again = run(sample_store, "store", "copy", "--to", place)
    assert again.returncode == 0
    assert "15 báo cáo, 325 đoạn" in again.stdout
    back = tmp_path / "trở lại"
    returned = run(node, "store", "copy", "--to", str(back), "--json", **there)
    assert json.loads(returned.stdout)["whole"], returned.stderr
    assert said(run(back, "search", "tap huan can bo", "--json")) == said(
        run(sample_store, "search", "tap huan can bo", "--json")
    )
    for one in (copied, status, again, returned):
        assert "bí-mật" not in str(one)


def said(done: subprocess.CompletedProcess[str]) -> object:
    """What a command printed, but for the time it took and the last digits of scores."""
    if not done.stdout.startswith(("{", "[")):
        return done.stdout

    def plain(value: object) -> object:
        if isinstance(value, dict):
            return {key: plain(one) for key, one in value.items() if key != "took_ms"}
        if isinstance(value, list):
            return [plain(one) for one in value]
        return round(value, 3) if isinstance(value, float) else value

    return plain(json.loads(done.stdout))


@pytest.mark.parametrize(
    ("variables", "vi", "en"),
    [
        ({"TRACUU_STORE": "milvus:http://127.0.0.1:9"}, "không trả lời", "does not answer"),
        ({"TRACUU_STORE": "milvus:"}, "Không có loại kho", "no kind of store"),
        ({"TRACUU_STORE": "Milvus"}, "Không có loại kho", "no kind of store"),
        ({"TRACUU_STORE": "milvus:{server}", "TRACUU_STORE_INDEX": "HNWS"}, "Không có loại kho", "no kind of store"),
        ({"TRACUU_STORE": "milvus:{server}/khong_co"}, "báo lỗi", "reports a fault"),
        ({"TRACUU_STORE": "milvus:http://root:bí-mật@127.0.0.1:9"}, "“http://127.0.0.1:9”", "does not answer"),
        ({"TRACUU_STORE": "milvs:http://root:bí-mật@127.0.0.1:9"}, "“milvs:http://127.0.0.1:9”", "no kind of store"),
    ],
)
def test_a_store_that_cannot_be_had_is_said_in_a_sentence(
    kind: Kind, tmp_path: Path, variables: dict[str, str], vi: str, en: str
) -> None:
    named = {name: value.format(server=kind.server) for name, value in variables.items()}
    for lang, sentence in (("vi", vi), ("en", en)):
        done = run(tmp_path, "--lang", lang, "search", "kinh phí", **named, TRACUU_STORE_TOKEN="root:bí-mật")
        assert done.returncode == 2
        assert sentence in done.stderr
        assert "Traceback" not in done.stderr
        assert "bí-mật" not in done.stdout + done.stderr


def test_a_store_is_not_copied_over_another_nor_over_itself(kind: Kind, tmp_path: Path) -> None:
    for name, seeds in (("a", range(3)), ("b", range(3, 5))):
        write_reports(tmp_path / f"{name}-reports", seeds)
        open_store(tmp_path / name).sync([tmp_path / f"{name}-reports"], HashEncoder())
    target = kind.place(tmp_path / "đích")
    assert copy_store(Place(tmp_path / "a"), target).whole
    for source, to in ((tmp_path / "a", str(tmp_path / "a")), (tmp_path / "b", target.kind)):
        refused = run(source, "store", "copy", "--to", to)
        assert refused.returncode == 2
        assert "Hãy chọn" in refused.stderr
    with open_store(target).view() as view:
        assert view.counts()["reports"] == 3
    assert run(tmp_path / "b", "store", "copy", "--to", target.kind, "--force").returncode == 0
    with open_store(target).view() as view:
        assert view.counts()["reports"] == 2


ON_A_FILE = """
import sys
from pathlib import Path
from bench.disturbed import HashEncoder
from tracuu.index.opening import Place, open_store
folder = Path(sys.argv[1])
store = open_store(Place(folder / sys.argv[2], f"milvus:{folder / 'sâu' / 'kho.db'}"))
if sys.argv[2] == "đọc vào":
    store.sync([folder / "reports"], HashEncoder())
with store.view() as view:
    print(view.counts()["reports"], len(view.reports()))
"""


def test_a_file_of_milvus_lite_is_a_store_too(tmp_path: Path) -> None:
    write_reports(tmp_path / "reports", range(3))
    for node in ("đọc vào", "chỉ tìm"):
        command = [sys.executable, "-c", ON_A_FILE, str(tmp_path), node]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        assert done.stdout == "3 3\n", "what was let go of is loaded again"


@pytest.mark.parametrize("index", ["HNSW", "IVF_SQ8"])
def test_an_index_that_is_not_exact_finds_what_there_is(kind: Kind, tmp_path: Path, index: str) -> None:
    write_reports(tmp_path / "reports", range(4))
    exact = open_store(tmp_path / "data")
    exact.sync([tmp_path / "reports"], HashEncoder())
    place = Place(tmp_path / index, kind.place(tmp_path / index).kind, index=index)
    assert copy_store(Place(tmp_path / "data"), place).passages > 20
    vector = HashEncoder().encode_queries(["kinh phí còn hạn chế"])[0]
    with exact.view() as one, open_store(place).view() as other:
        first, second = (view.both_sides(vector, ["kinh", "phí"], "accented", 10, 10) for view in (one, other))
        shared = np.intersect1d(first.ids, second.ids)
        assert len(shared) >= 0.8 * len(first.ids)
        at, here = np.searchsorted(first.ids, shared), np.searchsorted(second.ids, shared)
        np.testing.assert_allclose(first.dense[at], second.dense[here], atol=1e-3)
        np.testing.assert_allclose(first.lexical[at], second.lexical[here], rtol=1e-3)


def test_there_is_no_moment_without_answers_while_all_is_encoded_with_another_model(kind: Kind, tmp_path: Path) -> None:
    write_reports(tmp_path / "reports", range(6))
    old, new = HashEncoder(32), HashEncoder(48)
    store = kind.open(tmp_path / "data")
    store.sync([tmp_path / "reports"], old)
    done = threading.Thread(target=lambda: store.sync([], new))
    seen: list[str] = []
    with store.view() as before:
        texts = {passage.text for passage in passages_seen(before)}
    done.start()
    while done.is_alive() or "hash-48" not in seen:
        with store.view() as view:
            seen.append(view.made_with.name)
            assert found(view, {"hash-32": old, "hash-48": new}[seen[-1]])
            assert {passage.text for passage in passages_seen(view)} == texts
    done.join()
    assert seen == sorted(seen), "first the one, then the other"
    assert {"hash-32", "hash-48"} == set(seen)


def found(view: View, encoder: HashEncoder) -> list[int]:
    vector = encoder.encode_queries(["kinh phí còn hạn chế"])[0]
    return view.both_sides(vector, ["kinh", "phí"], "accented", 5, 5).ids.tolist()  # type: ignore[no-any-return]


HELPER = """
import sys
from bench.disturbed import HashEncoder
from tracuu.index.milvus.client import Milvus
from tracuu.index.milvus.helping import help_encoding
print("helping", flush=True)
help_encoding(Milvus(sys.argv[1]), HashEncoder(), lambda encoded, failed: print(encoded, flush=True))
"""


class SlowEncoder(HashEncoder):
    """Takes its time, so that others can help, and counts what it was asked."""

    def encode_passages(self, texts: Sequence[str]) -> FloatArray:
        time.sleep(0.3)
        return super().encode_passages(texts)


def test_machines_that_help_encode_what_one_would_and_may_be_killed(kind: Kind, tmp_path: Path) -> None:
    write_reports(tmp_path / "reports", range(30))
    alone = open_store(tmp_path / "alone")
    alone.sync([tmp_path / "reports"], HashEncoder())
    place = kind.place(tmp_path / "data")
    milvus = milvus_at(place)
    address = place.kind.removeprefix("milvus:")
    machines = [
        subprocess.Popen([sys.executable, "-c", HELPER, address], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    try:
        wait_for(lambda: helpers(milvus, "hash-32") == 2)
        encoder = SlowEncoder()
        killed = threading.Timer(random.Random(7).uniform(0.5, 2), machines[0].kill)
        killed.start()
        result = open_store(place).sync([tmp_path / "reports"], encoder)
        killed.join()
        assert encoder.encoded < result.encoded, "the others have encoded some"
    finally:
        for machine in machines:
            machine.send_signal(signal.SIGKILL)
            machine.wait()
    with alone.view() as one, open_store(place).view() as other:
        assert one.counts() == other.counts()
        assert np.allclose(one.passage_vectors(one.places().ids), other.passage_vectors(other.places().ids), atol=1e-3)
    assert open_store(place).verify().whole
    assert milvus.rows(layout.WORK, "seen == 0", ["key"]) == []


def wait_for(happened: object) -> None:
    for _ in range(600):
        if happened():  # type: ignore[operator]
            return
        time.sleep(0.1)
    raise AssertionError


def test_a_text_that_a_helper_cannot_encode_is_encoded_by_the_machine_that_reads(kind: Kind, tmp_path: Path) -> None:
    class Fails(HashEncoder):
        def encode_passages(self, texts: Sequence[str]) -> FloatArray:
            if any("xấu" in text for text in texts):
                raise RuntimeError
            return super().encode_passages(texts)

    milvus = Milvus(kind.place(tmp_path / "data").kind.removeprefix("milvus:"))
    stop, told = threading.Event(), list[tuple[int, int]]()
    helper = threading.Thread(
        target=help_encoding, args=(milvus, Fails(), lambda good, bad: told.append((good, bad)), stop)
    )
    helper.start()
    try:
        wait_for(lambda: helpers(milvus, "hash-32") == 1)
        texts = [f"đoạn {'xấu' if number == 3 else 'tốt'} {number}" for number in range(200)]
        own = SlowEncoder()
        vectors = HelpedEncoder(own, milvus).encode_passages(texts)
    finally:
        stop.set()
        helper.join()
    assert np.allclose(vectors, HashEncoder().encode_passages(texts))
    assert own.encoded < len(texts)
    assert told[-1][1] <= MOST_TRIES
    assert helpers(milvus, "hash-32") == 0, "one that stops says so"


def test_a_vector_that_is_none_is_not_taken_from_a_helper(kind: Kind, tmp_path: Path) -> None:
    milvus = Milvus(kind.place(tmp_path / "data").kind.removeprefix("milvus:"))
    encoder = HashEncoder()
    milvus.create(layout.WORK, layout.work)
    row = {"key": "helper x", "text": "", "encoder": encoder.name, "tries": 0, "seen": int(time.time())}
    milvus.put(layout.WORK, [{**row, "nowhere": layout.NOWHERE}])
    texts = ["kinh phí", "tập huấn"]
    milvus.create(layout.vectors_of(encoder.name), layout.vectors(encoder.dimension))
    from tracuu.index.records import text_hash

    false = [{"key": text_hash(text).hex(), "dense": np.full(32, 3.0, np.float32)} for text in texts]
    milvus.put(layout.vectors_of(encoder.name), false)
    assert np.allclose(HelpedEncoder(encoder, milvus).encode_passages(texts), encoder.encode_queries(texts))


def test_the_counts_of_a_term_are_those_of_each_publication_that_a_view_may_be_of() -> None:
    counts = "[]"
    for version, delta in ((1, 5), (2, 2), (4, -7), (7, 1)):
        counts = counts_after(counts, version, delta, horizon=2)
    assert json.loads(counts) == [[2, 7], [4, 0], [7, 1]]
    assert counts_after(counts, 7, 3, horizon=2) == "[[2, 7], [4, 0], [7, 4]]", "one publication, in two goes"
    assert json.loads(counts_until(counts, 4)) == [[2, 7], [4, 0]]


def test_no_more_forms_of_a_syllable_are_kept_than_a_row_holds() -> None:
    many = {f"{'á' * 40}{number}" for number in range(5000)} | {"kinh"}
    kept = listed_forms(many)
    assert len(kept.encode()) <= layout.LONGEST
    assert "kinh" in json.loads(kept)
    assert 100 < len(json.loads(kept)) < 5000


def test_what_a_newer_version_has_published_is_left_as_it_is(kind: Kind, tmp_path: Path) -> None:
    write_reports(tmp_path / "reports", range(2))
    store = kind.open(tmp_path / "data")
    store.sync([tmp_path / "reports"], HashEncoder())
    milvus = milvus_at(kind.place(tmp_path / "data"))
    (part,) = milvus.rows(layout.CURRENT, 'key like "%/part/%"', ["*"])
    newer = json.loads(part["body"]) | {"format": 2, "new": True}
    milvus.put(layout.CURRENT, [{**part, "body": json.dumps(newer)}])
    write_reports(tmp_path / "reports", range(3))
    for ask in (lambda: store.view().__enter__(), lambda: store.sync([tmp_path / "reports"], HashEncoder())):
        with pytest.raises(CatalogTooNewError, match="mới hơn"):
            ask()
    (after,) = milvus.rows(layout.CURRENT, 'key like "%/part/%"', ["*"])
    assert json.loads(after["body"]) == newer


def test_a_sync_with_nothing_new_writes_nothing(kind: Kind, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_reports(tmp_path / "reports", range(2))
    store = kind.open(tmp_path / "data")
    assert store.sync([tmp_path / "reports"], HashEncoder()).generation == 1
    (tmp_path / "reports" / "bc001.txt").unlink()
    assert store.sync([tmp_path / "reports"], HashEncoder(), prune=True).generation == 2
    changed = set[str]()
    for name in ("put", "delete"):
        plain = getattr(Milvus, name)

        def noted(self: Milvus, named: str, what: object, plain: Callable[..., object] = plain) -> object:
            changed.add(named)
            return plain(self, named, what)

        monkeypatch.setattr(Milvus, name, noted)
    assert store.sync([tmp_path / "reports"], HashEncoder()).generation is None
    assert changed == {layout.CURRENT}, "but for who writes"


def test_an_index_is_named_as_milvus_does(tmp_path: Path) -> None:
    with pytest.raises(StoreUnknownError):
        open_store(Place(tmp_path, "milvus:kho.db", index="BTREE"))
