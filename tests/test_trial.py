"""Another model tried beside the one in use: real models, each in a process of its own."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

import tracuu.cli  # noqa: F401 - the commands
from bench.xquad_to_beir import convert
from tracuu.commands.application import app
from tracuu.corpus.errors import TracuuError
from tracuu.index.models.encoder import BUNDLED
from tracuu.search.errors import TrialEndedError
from tracuu.search.trial import Judged, try_models

SAID = {
    "Xã Nậm Lìa có 11 bản, 968 hộ và 4.873 người.": "Xã Nậm Lìa có bao nhiêu hộ?",
    "Phường Bến Đá thu gom 42 tấn rác mỗi ngày.": "Mỗi ngày phường thu gom bao nhiêu rác?",
    "Cầu treo bản Nà Phai bị lũ cuốn hỏng hai nhịp.": "Cầu treo bản Nà Phai hỏng vì sao?",
}


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("judged")
    asked = [{"context": said, "qas": [{"id": str(n), "question": q}]} for n, (said, q) in enumerate(SAID.items())]
    (folder / "made.json").write_text(json.dumps({"data": [{"title": "x", "paragraphs": asked}]}), encoding="utf-8")
    convert(folder / "made.json", folder / "beir", strip_accents=False)
    return folder / "beir"


def test_a_trial_says_what_a_model_finds_and_costs(judged: Path) -> None:
    (trial,) = try_models(Judged(judged), [(BUNDLED, None)])
    assert (trial.model, trial.reranker, trial.dimension) == (BUNDLED, None, 384)
    assert trial.evaluation.measures["nDCG@10"] == 1.0
    assert trial.evaluation.queries == trial.evaluation.passages == len(SAID)
    assert trial.passages_per_second > 0
    assert trial.question_ms > 0
    assert trial.memory_mb is None or trial.memory_mb > 10


def test_a_model_that_is_not_there_is_said_in_both_languages(judged: Path, tmp_path: Path) -> None:
    with pytest.raises(TracuuError) as caught:
        try_models(Judged(judged), [(str(tmp_path / "none"), None)])
    assert "none" in caught.value.message("vi")
    assert caught.value.message("vi") != caught.value.message("en")


def test_the_command_sets_both_side_by_side(judged: Path, tmp_path: Path) -> None:
    command = ["--data", str(tmp_path), "model", "try", BUNDLED, str(judged)]
    shown = CliRunner().invoke(app, command)
    assert shown.exit_code == 0, shown.output
    assert shown.output.count("1.0000") >= 2 * len(("nDCG@10", "R@10"))
    assert "đoạn mã hóa mỗi giây" in shown.output
    told = json.loads(CliRunner().invoke(app, [*command, "--json"]).stdout)
    assert [one["model"] for one in told["trials"]] == [BUNDLED, BUNDLED]
    assert told["texts"] == 0


def ended(*_: object) -> None:
    os._exit(1)  # as the system ends a process that takes too much memory


def test_a_trial_that_is_ended_is_said(judged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracuu.search.trial._tried", ended)
    with pytest.raises(TrialEndedError, match="thiếu bộ nhớ"):
        try_models(Judged(judged), [(BUNDLED, None)])
