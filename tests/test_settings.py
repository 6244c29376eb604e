"""Settings: variables before the file, and nothing that is neither."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracuu.settings import FILE, Settings


@pytest.fixture(autouse=True)
def in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"TRACUU_{name.upper()}", raising=False)


def test_a_variable_wins_over_the_file_and_the_file_over_what_is_set_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(FILE).write_text('model = "e5"\ndata = "kho"\nlang = "en"\nother = 1\n', encoding="utf-8")
    monkeypatch.setenv("TRACUU_DATA", "/kho khác")
    monkeypatch.setenv("tracuu_reranker", "r")
    settings = Settings.read()
    assert (settings.model, settings.data, settings.lang) == ("e5", Path("/kho khác"), "en")
    assert (settings.reranker, settings.store) == ("r", "local")


def test_variables_of_others_set_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MODEL", "other")
    monkeypatch.setenv("LANG", "C")
    monkeypatch.setenv("TRACUU_LANGUAGE", "fr")
    assert (Settings.read().model, Settings.read().lang) == ("bundled", "vi")


@pytest.mark.parametrize(("said", "named"), [('lang = "fr"', "lang"), ("lang", "TOML|Expected|line")])
def test_what_cannot_be_is_said(said: str, named: str) -> None:
    Path(FILE).write_text(said, encoding="utf-8")
    with pytest.raises(ValueError, match=named):
        Settings.read()
