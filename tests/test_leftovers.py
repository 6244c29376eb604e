"""What is left of files that could not be taken: nothing, on a full disk too."""

from __future__ import annotations

import io
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import SAMPLES
from tracuu.index.errors import DiskFullError, StoreUnwritableError
from tracuu.service.incoming import A_WEEK, Waiting


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk with room for 64 KB."""
    folder = tmp_path / "đĩa đầy"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)]
    if os.name == "nt" or os.geteuid() or subprocess.run(mount, check=False).returncode:
        pytest.skip("mounting a small disk needs root")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def test_a_file_for_which_there_is_no_room_leaves_nothing(full_disk: Path, tmp_path: Path) -> None:
    waiting = Waiting(full_disk)
    small, large = tmp_path / "nhỏ.txt", tmp_path / "lớn.txt"
    small.write_text("UBND xã")
    large.write_bytes(b"x" * 200_000)
    waiting.take(small, "nhỏ.txt")
    with pytest.raises(DiskFullError):
        waiting.take(large, "lớn.txt")
    assert not large.exists()
    assert [path.name for path in full_disk.rglob("*") if path.is_file()] == ["nhỏ.txt"]


@contextmanager
def files_of(size: int) -> Iterator[None]:
    """No file can grow past so many bytes: what writes one is cut short, as by a kill."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.skipif(os.name == "nt", reason="no such limit there")
def test_what_is_written_by_half_of_a_file_that_waits_leaves_what_was(tmp_path: Path) -> None:
    waiting = Waiting(tmp_path / "incoming")
    sent = next(iter(sorted(SAMPLES.glob("*.txt")))).read_bytes()
    with waiting.arriving(io.BytesIO(sent)) as place:
        taken = waiting.take(place, "bc.txt")
    [one] = waiting.read([taken])
    original = tmp_path / "bc.txt"
    with files_of(500):
        with pytest.raises(StoreUnwritableError):
            waiting.amend(one.token, {"agency": "UBND xã Tân Lập"})
        with pytest.raises(OSError, match="File too large"):
            waiting.copy(one, original)
    assert not original.exists(), "half of it would be read as a report"
    assert waiting.known([one.token]) == [one]
    waiting.copy(one, original)
    assert original.read_bytes() == sent
    assert waiting.amend(one.token, {"agency": "UBND xã Tân Lập"}) != one
    waiting.drop([one.token])
    assert [*(tmp_path / "incoming").iterdir()] == []


def test_what_was_being_sent_when_the_service_was_killed_is_forgotten_after_a_while(tmp_path: Path) -> None:
    waiting = Waiting(tmp_path / "incoming")
    arriving = waiting.arriving(io.BytesIO(b"half a rep"))
    left = arriving.__enter__()
    other = left.with_name("upload-new")
    other.write_bytes(b"of this moment")
    os.utime(left, (0, left.stat().st_mtime - A_WEEK - 1))
    waiting.forget_old()
    assert (left.exists(), other.exists()) == (False, True)
    arriving.__exit__(None, None, None)
