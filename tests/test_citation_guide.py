"""The examples in docs/trich-dan.md are what tracuu says."""

from __future__ import annotations

import re
import shlex
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

import tracuu.commands.citing  # noqa: F401 - registers the command
from tests.conftest import ROOT
from tests.test_citation import NGOC_LAM, TAN_LAP, section
from tracuu.commands.application import app
from tracuu.corpus.citation import cite, cite_again, cite_report_in_full, namesakes, place_in_report
from tracuu.corpus.report import Header

GUIDE = (ROOT / "docs" / "trich-dan.md").read_text(encoding="utf-8")
COMMAND = re.compile(r"^    \$ tracuu (.+)\n((?:(?:    .*)?\n)*?)(?=\n?^(?:    \$|[^ \n]|\Z))", re.MULTILINE)
COMMANDS = [(match[1], re.sub("^    ", "", match[2], flags=re.MULTILINE)) for match in COMMAND.finditer(GUIDE)]
EXAMPLE = re.compile(r"`((?:Báo cáo|Luật|Tệp|Phần|phần|mục|điểm) [^`]+)`")

II = [section("II")]
OTHER = replace(TAN_LAP, number="9/BC-UBND", district="huyện Sơn Bằng")
UNNUMBERED = replace(TAN_LAP, number=None)
PERIOD = replace(NGOC_LAM, number=None, issued=None, period=("2016", "2020"))
SAID = {
    cite_report_in_full(Header(doc_type="Luật", title="LUẬT LƯU TRỮ")),
    cite(Header(), [section(None, "Biểu 2")], 5, file="biểu.xlsx"),
    place_in_report([section("II"), section("3"), section("3.2")], 4),
    place_in_report([section("PHẦN THỨ NHẤT"), section("II"), section("1")], 4),
    place_in_report([section("II"), section("2"), section("a")], 4),
    place_in_report([section("II"), section("2")], 4, item="a"),
    place_in_report([section("Điều 5"), section("2"), section("a")], 1),
    place_in_report([section(None, "Tồn tại, hạn chế")], 4),
    place_in_report([], 4),
    place_in_report(II, 4, page=3),
    cite_again(replace(NGOC_LAM, number=None), II, 4),
    cite_again(Header(doc_type="Báo cáo", number="47/BC-UBND", period=("2017", "2017")), II, 4),
    cite_again(PERIOD, II, 4),
    cite_again(TAN_LAP, II, 4, others=namesakes([TAN_LAP, OTHER])),
    cite_again(TAN_LAP, II, 4, others=namesakes([TAN_LAP, replace(TAN_LAP, agency="UBND xã Nậm Lìa")])),
    cite_again(UNNUMBERED, II, 4, others=namesakes([UNNUMBERED, UNNUMBERED])),
}


def test_every_example_is_what_is_said() -> None:
    assert set(EXAMPLE.findall(GUIDE)) == SAID


@pytest.mark.parametrize(("command", "said"), COMMANDS)
def test_every_command_prints_what_the_guide_shows(command: str, said: str, sample_store: Path) -> None:
    done = CliRunner().invoke(app, ["--data", str(sample_store), *shlex.split(command)], catch_exceptions=False)
    assert done.stdout.strip() == said.strip()


def test_the_commands_are_read() -> None:
    assert len(COMMANDS) == GUIDE.count("    $ tracuu ") == 8
