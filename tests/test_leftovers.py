"""What is left of files that could not be taken: nothing, on a full disk too."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tracuu.index.errors import DiskFullError
from tracuu.service.incoming import Waiting


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
