"""A service that is stopped or killed at any moment loses nothing that it has confirmed, and leaves nothing half."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bench.service_kills import run

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="signals and sockets are handed over otherwise there"),
]


def test_what_was_confirmed_is_there_after_each_stop_and_kill(tmp_path: Path) -> None:
    """`python -m bench.service_kills` does it two hundred times each."""
    told = run(tmp_path, kills=3, seed=19, span=2.0)
    assert told["lost"] == [], (tmp_path / "log").read_text("utf-8")[-3000:]
    assert told["kills"] == {"SIGTERM": 3, "SIGKILL": 3}
