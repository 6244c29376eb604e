"""Files read in processes of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from tests.conftest import SAMPLES
from tests.office_files import needs_soffice, soffice
from tracuu.corpus import NotAReportError, read_report, sandbox
from tracuu.corpus.errors import FileUnreadableError
from tracuu.corpus.formats.scan import vietnamese_installed
from tracuu.corpus.report import Header, Report
from tracuu.corpus.sandbox import ReadingStoppedError, read_all, read_safely
from tracuu.corpus.sandbox.answers import Answer
from tracuu.corpus.sandbox.confinement import MEMORY
from tracuu.corpus.sandbox.process import Worker


def misbehave(path: Path, name: str) -> Report:
    """A parser that does what the name of its file says."""
    if name == "hang":
        time.sleep(600)
    if name == "hoard":
        bytearray(MEMORY)
    if name == "die":
        os.kill(os.getpid(), 9)
    if name == "fault":
        raise ZeroDivisionError
    if name == "refuse":
        raise NotAReportError
    return Report(name, Header())


@pytest.fixture
def misbehaving(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Processes that read with `misbehave`."""
    sandbox.dismiss()
    monkeypatch.setattr(sandbox, "READER", f"{__name__}:misbehave")
    yield
    sandbox.dismiss()


@pytest.mark.usefixtures("misbehaving")
def test_what_one_file_does_to_its_process_harms_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "SECONDS", 3)
    names = ["good", "hang", "hoard", "die", "fault", "refuse", "last"]
    outcomes = dict(zip(names, read_all([(Path(name), name) for name in names], 2), strict=True))
    assert {name for name, outcome in outcomes.items() if isinstance(outcome, Report)} == {"good", "last"}
    said = {name: str(outcome) for name, outcome in outcomes.items() if isinstance(outcome, ReadingStoppedError)}
    assert set(said) == {"hang", "hoard", "die", "fault"}
    assert "quá lâu" in said["hang"]
    assert "bộ nhớ" in said["hoard"]
    assert "đột ngột" in said["die"]
    assert "ZeroDivisionError" in said["fault"]
    assert "không phải văn bản hành chính" in str(outcomes["refuse"])


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("setpriv"), reason="root gives up rights that it has")
@pytest.mark.parametrize("without", ["chown", "setuid", "chown,-setgid,-setuid,-dac_read_search", "all"])
def test_root_that_may_become_nobody_else_reads_as_it_is(without: str) -> None:
    """As in a container that is started without capabilities."""
    path = SAMPLES / "bao-cao-dan-so-2017-xa-nam-lia.txt"
    read = (
        f"from pathlib import Path; from tracuu.corpus.sandbox import *; print(read_safely(Path({str(path)!r})).header)"
    )
    lacking = f"--bounding-set=-{without}"
    done = subprocess.run(["setpriv", lacking, sys.executable, "-c", read], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(read_report(path).header)


def test_a_report_comes_back_as_it_was_read() -> None:
    path = SAMPLES / "bao-cao-dan-so-2017-xa-nam-lia.txt"
    assert read_safely(path, "tên khác.txt") == read_report(path, "tên khác.txt")


def test_an_unreadable_file_says_why_in_both_languages(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadableError) as caught:
        read_safely(tmp_path / "không có.txt")
    assert "Không thấy tệp" in caught.value.vi
    assert "is not there" in caught.value.en


@pytest.mark.usefixtures("misbehaving")
def test_files_are_taken_as_they_are_needed() -> None:
    taken: list[int] = []

    def files() -> object:
        for number in range(100):
            taken.append(number)
            yield Path("good"), "good"

    outcomes = read_all(files(), 1)  # type: ignore[arg-type]
    next(outcomes)
    assert len(taken) <= 2 * sandbox.AHEAD
    outcomes.close()  # type: ignore[attr-defined]


def test_a_script_without_a_main_guard_reads_too(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    sample = SAMPLES / "bao-cao-dan-so-2017-xa-nam-lia.txt"
    script.write_text(
        f"from pathlib import Path\nfrom tracuu.corpus.sandbox import read_safely\n"
        f"print(read_safely(Path({str(sample)!r})).header.number)\n",
        encoding="utf-8",
    )
    ran = subprocess.run([sys.executable, script], capture_output=True, text=True, encoding="utf-8", check=False)
    assert (ran.stdout.strip(), ran.stderr) == ("47/BC-UBND", "")


@pytest.mark.usefixtures("misbehaving")
def test_who_stops_asking_waits_for_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever waited to the end of the limit would be told "late", and not that the process went down."""
    told: list[str | None] = []

    class Heard(Worker):
        def ask(self, path: Path, name: str, seconds: float, folder: Path | None = None) -> Answer:
            answer = super().ask(path, name, seconds, folder)
            told.append(answer.fault)
            return answer

    monkeypatch.setattr(sandbox, "Worker", Heard)
    outcomes = read_all([(Path(name), name) for name in ("good", "hang", "hang")], 2)
    assert isinstance(next(outcomes), Report)
    outcomes.close()  # type: ignore[attr-defined]
    for _ in range(600):
        if len(told) > 1:
            break
        time.sleep(0.1)
    assert told[1:]
    assert "dead" in told
    assert "late" not in told


@needs_soffice
@pytest.mark.parametrize("ending", ["doc", "odt"])
def test_libreoffice_works_in_there(ending: str, tmp_path: Path) -> None:
    sample = next(SAMPLES.glob("*.docx"))
    soffice(tmp_path, ending if ending == "odt" else "doc:MS Word 97", sample)
    (made,) = tmp_path.glob(f"*.{ending}")
    assert read_safely(made) == read_report(made)


@pytest.mark.skipif(not vietnamese_installed(), reason="tesseract or its Vietnamese is not installed")
def test_tesseract_works_in_there(tmp_path: Path) -> None:
    picture = Image.new("L", (1600, 500), 255)
    font = ImageFont.load_default(48)
    ImageDraw.Draw(picture).text((80, 80), "UBND XA NAM LIA\nSo: 47/BC-UBND\nBAO CAO\nKinh phi con thieu.", font=font)
    picture.save(tmp_path / "trang.png")
    read = read_safely(tmp_path / "trang.png")
    assert read == read_report(tmp_path / "trang.png")
    assert "47/BC-UBND" in str(read.to_json())
