"""The documents promise what is there."""

from __future__ import annotations

import re

import pytest
from typer.main import get_command

import tracuu.cli  # noqa: F401 - registers every command
from bench.module_map import DOCUMENT, module_map, with_map
from tests.conftest import ROOT, SAMPLES
from tracuu.commands import application

COMMANDS: dict[str, object] = get_command(application.app).commands  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_stands_in_both_readmes(name: str) -> None:
    assert getattr(COMMANDS[name], "help", None)
    assert re.search(rf"\b{name}\b", (ROOT / "README.md").read_text(encoding="utf-8"))
    if name not in ("eval", "model"):
        assert re.search(rf"\b{name}\b", (ROOT / "README.vi.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "document",
    [
        "README.md",
        "README.vi.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "SECURITY.md",
        "docs/api.md",
        "docs/samples.md",
        "docs/reliability.md",
    ],
)
def test_every_file_and_target_that_is_named_exists(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    folder = (ROOT / document).parent
    for link in re.findall(r"\]\((?!https?:)([^)#]+)\)", text):
        assert (folder / link).exists(), link
    for path in re.findall(
        r"`((?:corpus|index|search|service|page|commands|words|tests|bench|docs)/[\w./]+\.\w+)`", text
    ):
        assert (ROOT / path).exists(), path
    for target in re.findall(r"`make (\w+)`", text):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_the_map_of_modules_is_whole_and_says_what_each_says_of_itself() -> None:
    document = DOCUMENT.read_text(encoding="utf-8")
    assert document == with_map(document), "python -m bench.module_map"
    assert all(line.partition(": ")[2] for line in module_map().splitlines() if line.startswith("- "))


def test_the_samples_are_all_described() -> None:
    described = (ROOT / "docs" / "samples.md").read_text(encoding="utf-8")
    for path in SAMPLES.iterdir():
        assert path.name in described
