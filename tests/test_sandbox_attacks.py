"""What a parser that was taken over can do: each attack works in a process like any other, none in the sandbox."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.attacks import MANY, REACHED
from tracuu.corpus import sandbox
from tracuu.corpus.errors import FileUnreadableError
from tracuu.corpus.report import Report
from tracuu.corpus.sandbox import ReadingStoppedError, confinement, read_all, read_safely, unpack_safely

ROOT = Path(__file__).parents[1]
SECRET = "khóa của mô hình"

pytestmark = pytest.mark.skipif(
    bool(confinement.lacking()), reason=f"this system lacks of the sandbox: {confinement.lacking()}"
)

Attack = Callable[..., Path]


@pytest.fixture
def hostile(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Processes that read with `tests.attacks`, started with a secret in the environment."""
    sandbox.dismiss()
    monkeypatch.setenv("TRACUU_MODEL_KEY", SECRET)
    monkeypatch.setattr(sandbox, "READER", "tests.attacks:attack")
    monkeypatch.setattr(sandbox, "UNPACKER", "tests.attacks:unpack_lies")
    yield
    sandbox.dismiss()


@pytest.fixture
def attack(tmp_path: Path) -> Attack:
    """A file with an attack in it."""

    def write(name: str, **on: Any) -> Path:
        path = tmp_path / "thù địch.txt"
        path.write_text(json.dumps({"attack": name, "on": on}), "utf-8")
        return path

    return write


def freely(path: Path) -> str:
    """What comes of an attack outside the sandbox."""
    said = path.with_name("kết quả")
    with said.open("w") as file:  # a pipe would stay open for as long as what was started
        command = [sys.executable, "-m", "tests.attacks", str(path)]
        subprocess.run(command, cwd=path.parent, env=anywhere(), stdout=file, check=True)
    return said.read_text()


def anywhere() -> dict[str, str]:
    """The environment of a process that finds the tests and the package wherever it stands."""
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def confined(path: Path) -> str:
    """What comes of an attack from the sandbox."""
    (outcome,) = read_all([(path, "a")], 1)
    assert isinstance(outcome, Report), outcome
    return outcome.paragraphs[0].text


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A data folder with a catalog."""
    data = tmp_path / "kho"
    data.mkdir()
    (data / "catalog.sqlite").write_bytes(b"SQLite")
    return data


@pytest.mark.usefixtures("hostile")
@pytest.mark.parametrize(
    ("name", "on"),
    [
        ("read", {"path": "{store}/catalog.sqlite"}),
        ("read", {"path": "/etc/passwd"}),
        ("read", {"path": "/proc/{pid}/environ"}),
        ("read", {"path": "/proc/{pid}/maps"}),
        ("list", {"path": "{store}"}),
        ("list", {"path": "/home/.."}),
        ("write", {"path": "{store}/catalog.sqlite-wal"}),
        ("write", {"path": "{store}/../mới"}),
        ("truncate", {"path": "{store}/catalog.sqlite"}),
        ("link", {"to": "{store}/catalog.sqlite"}),
        ("environment", {"secret": SECRET}),
        ("signal", {"process": "{pid}"}),
        ("namespace", {}),
        ("listen", {}),
        ("run", {}),
        ("fill", {"megabytes": 300}),
        ("bomb", {}),
    ],
)
def test_an_attack_that_works_elsewhere_comes_to_nothing(
    name: str, on: dict[str, Any], attack: Attack, store: Path
) -> None:
    filled = {key: one.format(store=store, pid=os.getpid()) if isinstance(one, str) else one for key, one in on.items()}
    path = attack(name, **{key: int(one) if key == "process" else one for key, one in filled.items()})
    assert confined(path) != REACHED
    assert (store / "catalog.sqlite").read_bytes() == b"SQLite"
    assert freely(path).strip() == REACHED


@pytest.fixture
def heard(tmp_path: Path) -> Iterator[dict[str, tuple[dict[str, Any], socket.socket]]]:
    """Addresses of every kind, and who hears what comes there."""
    here: Any = ("127.0.0.1", 0)
    kinds: list[tuple[str, socket.SocketKind, socket.AddressFamily, Any]] = [
        ("tcp", socket.SOCK_STREAM, socket.AF_INET, here),
        ("unix", socket.SOCK_STREAM, socket.AF_UNIX, str(tmp_path / "s")),
        ("abstract", socket.SOCK_STREAM, socket.AF_UNIX, f"\0tracuu-{os.getpid()}"),
        ("udp", socket.SOCK_DGRAM, socket.AF_INET, here),
        ("unix packets", socket.SOCK_DGRAM, socket.AF_UNIX, str(tmp_path / "d")),
    ]
    there: dict[str, tuple[dict[str, Any], socket.socket]] = {}
    for name, kind, family, address in kinds:
        one = socket.socket(family, kind)
        one.bind(address)
        if kind == socket.SOCK_STREAM:
            one.listen()
        to = one.getsockname()
        there[name] = (
            {"family": family.name, "to": to.decode().replace("\0", "@") if isinstance(to, bytes) else to},
            one,
        )
    yield there
    for _, one in there.values():
        one.close()


@pytest.mark.usefixtures("hostile")
@pytest.mark.parametrize("name", ["tcp", "unix", "abstract", "udp", "unix packets"])
def test_nobody_is_reached(name: str, attack: Attack, heard: dict[str, tuple[dict[str, Any], socket.socket]]) -> None:
    on, one = heard[name]
    path = attack("send", **on) if name in ("udp", "unix packets") else attack("connect", kind="SOCK_STREAM", **on)
    assert confined(path) != REACHED
    one.setblocking(False)
    with pytest.raises(BlockingIOError):
        one.recv(1) if name in ("udp", "unix packets") else one.accept()
    assert freely(path).strip() == REACHED


def sleeping(seconds: int) -> list[Path]:
    """The processes that sleep for so long."""
    wanted = f"sleep\0{seconds}\0".encode()
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "cmdline").read_bytes() == wanted:
                found.append(process)
        except OSError:
            continue
    return found


def until(is_so: Callable[[], bool]) -> bool:
    """Whether something comes to be so within half a minute."""
    for _ in range(300):
        if is_so():
            return True
        time.sleep(0.1)
    return False


@pytest.mark.usefixtures("hostile")
def test_what_a_parser_started_does_not_outlive_its_file(attack: Attack) -> None:
    mine = 600_000 + os.getpid()
    path = attack("outlive", seconds=mine, stay=False)
    confined(path)
    assert until(lambda: not sleeping(mine))
    freely(path)
    left = sleeping(mine)
    assert left
    for process in left:
        os.kill(int(process.name), signal.SIGKILL)


@pytest.mark.usefixtures("hostile")
def test_nor_does_it_outlive_who_asked(attack: Attack, tmp_path: Path) -> None:
    mine = 700_000 + os.getpid()
    path = attack("outlive", seconds=mine, stay=True)
    script = (
        "import sys; from pathlib import Path; from tracuu.corpus import sandbox;"
        "sandbox.READER = 'tests.attacks:attack'; sandbox.read_safely(Path(sys.argv[1]))"
    )
    temporary = tmp_path / "tạm"
    temporary.mkdir()
    asker = subprocess.Popen(
        [sys.executable, "-c", script, str(path)], env={**anywhere(), "TMPDIR": str(temporary)}, cwd=ROOT
    )
    assert until(lambda: bool(sleeping(mine)))
    asker.kill()
    asker.wait()
    assert until(lambda: not sleeping(mine))
    assert until(lambda: not list(temporary.iterdir()))


@pytest.mark.usefixtures("hostile")
def test_a_file_that_is_late_leaves_nothing(attack: Attack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine, temporary = 800_000 + os.getpid(), tmp_path / "tạm"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr(sandbox, "SECONDS", 5)
    with pytest.raises(ReadingStoppedError, match="quá lâu"):
        read_safely(attack("outlive", seconds=mine, stay=True))
    assert not sleeping(mine)
    assert list(temporary.iterdir()) == []


@pytest.mark.usefixtures("hostile")
@pytest.mark.parametrize("name", ["long", "nowhere", "of no kind"])
def test_what_is_no_report_does_not_come_out(name: str, attack: Attack) -> None:
    with pytest.raises(ReadingStoppedError):
        read_safely(attack(name))


@pytest.mark.usefixtures("hostile")
@pytest.mark.parametrize(
    "lie",
    [
        {"name": "a.txt", "digest": "0" * 64, "file": "../a.txt"},
        {"name": "a.txt", "digest": "0" * 64, "file": "2.txt"},
        {"name": "../a.txt", "digest": "0" * 64, "file": "1.txt"},
        {"name": "a.txt", "digest": "", "file": "1.txt"},
    ],
)
def test_what_is_said_of_a_bundle_is_not_believed(lie: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "ra").mkdir()
    (tmp_path / "gói.zip").write_text(json.dumps(lie))
    with pytest.raises(FileUnreadableError):
        unpack_safely(tmp_path / "gói.zip", tmp_path / "ra")


@pytest.mark.usefixtures("hostile")
def test_the_digest_of_what_is_taken_out_is_that_of_what_lies_there(tmp_path: Path) -> None:
    (tmp_path / "ra").mkdir()
    (tmp_path / "gói.zip").write_text(json.dumps({"name": "a.txt", "digest": "0" * 64, "file": "1.txt"}))
    (member,) = unpack_safely(tmp_path / "gói.zip", tmp_path / "ra")
    assert member.digest != "0" * 64
    assert (tmp_path / "ra" / "1.txt").stat().st_uid == os.getuid()


@pytest.mark.skipif(os.getuid() != 0 or not shutil.which("setpriv"), reason="another account is had by root alone")
def test_an_ordinary_account_is_held_as_well(tmp_path_factory: pytest.TempPathFactory) -> None:
    """By the system's own Python: the one that runs this may stand where no other account gets."""
    python = ["setpriv", "--reuid=65533", "--regid=65533", "--clear-groups", "/usr/bin/python3"]
    packages = next(path for path in sys.path if path.endswith("site-packages"))
    folder = Path("/tmp", f"tracuu-thử-{os.getpid()}")
    folder.mkdir(mode=0o777)
    folder.chmod(0o777)
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}:{packages}", "HOME": str(folder), "TMPDIR": str(folder)}
    try:
        can = subprocess.run([*python, "-c", "import pydantic, tests.attacks"], env=environment, check=False, cwd="/")
        if can.returncode:
            pytest.skip("no Python of the system that has the same packages")
        for name, on in (("bomb", {}), ("read", {"path": "/etc/passwd"}), ("signal", {"process": os.getpid()})):
            (folder / "a.txt").write_text(json.dumps({"attack": name, "on": on}))
            script = (
                "import sys; from pathlib import Path; from tracuu.corpus import sandbox;"
                "sandbox.READER = 'tests.attacks:attack';"
                "print(sandbox.read_safely(Path(sys.argv[1])).paragraphs[0].text)"
            )
            command = [*python, "-c", script, str(folder / "a.txt")]
            said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, cwd="/").stdout
            assert said.strip(), name
            assert said.strip() != REACHED, name
            assert name != "bomb" or int(said.split()[-1]) < MANY
    finally:
        shutil.rmtree(folder)
