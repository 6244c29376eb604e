"""What `pip install tracuu` gives: one name, and no module of another's that is taken for ours."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.slow

ROOMS = ("corpus", "index", "search", "service", "commands", "door", "page", "api", "words")
DOORS = ("cli", "console", "serving", "settings", "ui")
REPORT = """ỦY BAN NHÂN DÂN
XÃ TÂN LẬP
Số: 12/BC-UBND
Tân Lập, ngày 5 tháng 12 năm 2023

BÁO CÁO
Kết quả cải cách hành chính năm 2023

I. Kết quả
Bộ phận một cửa tiếp nhận 2.140 hồ sơ, trả đúng hạn 98%.

II. Tồn tại, hạn chế
Kinh phí được cấp còn thiếu, chỉ đủ in biểu mẫu.
"""

Run = Callable[..., str]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", folder, ROOT], check=True)
    (made,) = folder.glob("tracuu-*.whl")
    return made


@pytest.fixture(scope="module")
def run(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Runs a program of an environment that has the wheel, in a folder full of modules that must not load.

    What the wheel depends on is that of the environment of the tests: a path file names its folder, where path files,
    and so the checkout that is installed there, are not looked for.
    """
    folder = tmp_path_factory.mktemp("installed")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder / "env"], check=True)
    python = folder / "env" / "bin" / "python"
    subprocess.run([sys.executable, "-m", "pip", "--python", python, "install", "-q", "--no-deps", wheel], check=True)
    packages = Path(sysconfig.get_path("purelib", "venv", {"base": str(folder / "env")}))
    libraries = dict.fromkeys([sysconfig.get_path("purelib"), sysconfig.get_path("platlib"), *extra_libraries()])
    (packages / "libraries.pth").write_text("\n".join(libraries), "utf-8")
    hostile, work = folder / "hostile", folder / "work"
    for place in (hostile, work):
        place.mkdir()
        for name in (*ROOMS, *DOORS):
            (place / f"{name}.py").write_text(f"raise SystemExit('{name} in {place.name}')\n", "utf-8")
    (work / "json.py").write_text("raise SystemExit('json in work')\n", "utf-8")  # where `python -c` would find it too
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "TRACUU"))}

    def run(program: str, *arguments: str | Path, at: Path = work) -> str:
        ran = subprocess.run(
            [python.with_name(program), *arguments],
            cwd=at,
            env={**environment, "PYTHONPATH": str(hostile), "TRACUU_LANG": "en"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr
        return ran.stdout

    return run


def extra_libraries() -> list[str]:
    """Folders of packages that PYTHONPATH gave to the tests, the checkout not among them."""
    given = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    return [folder for folder in given if folder and not (Path(folder) / "pyproject.toml").is_file()]


def test_all_that_is_installed_lies_under_one_name(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as file:
        entries = {entry.filename: entry for entry in file.infolist()}
        links = [name for name, entry in entries.items() if entry.external_attr >> 16 & 0o170000 == 0o120000]
        command = file.read(next(name for name in entries if name.endswith("/entry_points.txt"))).decode()
    about = "-".join(wheel.name.split("-")[:2])
    assert {name.split("/")[0] for name in entries} == {"tracuu", f"{about}.dist-info"}
    assert not links
    assert {f"tracuu/{room}/__init__.py" for room in ROOMS} | {f"tracuu/{door}.py" for door in DOORS} <= set(entries)
    assert {"tracuu/words/help.toml", "tracuu/page/assets/ui.css"} <= set(entries)
    assert not [name for name in entries if "/samples/" in name], "reports to try with are the checkout's"
    assert "tracuu = tracuu.cli:main" in command


def test_installed_it_reads_and_finds_whatever_lies_around(run: Run, tmp_path: Path) -> None:
    (tmp_path / "báo cáo.txt").write_text(REPORT, "utf-8")
    run("tracuu", "--data", tmp_path / "kho", "index", tmp_path)
    found = json.loads(run("tracuu", "--data", tmp_path / "kho", "search", "kinh phí còn thiếu", "--json"))
    assert found["results"][0]["text"] == "Kinh phí được cấp còn thiếu, chỉ đủ in biểu mẫu."
    assert found["results"][0]["report"]["number"] == "12/BC-UBND"


def test_installed_it_is_a_library(run: Run, tmp_path: Path) -> None:
    for name in (*ROOMS, *DOORS):
        (tmp_path / f"{name}.py").write_text(f"raise SystemExit('{name}')\n", "utf-8")
    code = "import tracuu; from tracuu import SearchEngine; print(tracuu.__file__)"
    where = Path(run("python", "-c", code, at=tmp_path).strip())
    assert where.parts[-3:] == ("site-packages", "tracuu", "__init__.py")
    assert not where.is_relative_to(ROOT)
    assert where.parents[5].name.startswith("installed")
