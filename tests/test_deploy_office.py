"""What an office installs: units that hold, servers before them that start, a page that is followed word for word."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
UNITS = ROOT / "deploy" / "systemd"
SERVICES = sorted(UNITS.glob("*.service"))
NAME = "tracuu.example.vn"
CLEAN = os.environ.get("TRACUU_CLEAN_DEBIAN", "")

needs_systemd = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")


def run(*command: str | Path, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)  # type: ignore[call-overload,no-any-return]


@needs_systemd
def test_systemd_finds_nothing_wrong_with_the_units(tmp_path: Path) -> None:
    """With a program that is there in the place of those that only the package brings."""
    for unit in UNITS.iterdir():
        text = re.sub(r"^ExecStart=\S+.*", "ExecStart=/bin/true", unit.read_text("utf-8"), flags=re.MULTILINE)
        (tmp_path / unit.name).write_text(text, "utf-8")
    told = run("systemd-analyze", "verify", *sorted(tmp_path.iterdir()))
    assert (told.returncode, told.stdout + told.stderr) == (0, "")


@needs_systemd
@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_a_service_may_do_little(unit: Path) -> None:
    told = run("systemd-analyze", "security", "--offline=true", "--threshold=16", "--no-pager", unit)
    assert told.returncode == 0, told.stdout[-200:]


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_the_sandbox_of_files_is_not_taken_away_from_a_service(unit: Path) -> None:
    """No group of the systemd of Debian 12 has these calls; without them files would be read by what can do more."""
    (allowed,) = re.findall(r"^SystemCallFilter=(.*)$", unit.read_text("utf-8"), re.MULTILINE)
    assert {"landlock_create_ruleset", "landlock_add_rule", "landlock_restrict_self", "seccomp"} <= {*allowed.split()}


@pytest.mark.skipif(shutil.which("caddy") is None, reason="Caddy is not installed")
def test_caddy_takes_its_file() -> None:
    told = run("caddy", "validate", "--adapter", "caddyfile", "--config", ROOT / "deploy" / "proxy" / "Caddyfile")
    assert told.returncode == 0, told.stderr


@pytest.mark.skipif(not all(map(shutil.which, ("nginx", "openssl"))), reason="nginx or openssl is not installed")
def test_nginx_takes_its_file(tmp_path: Path) -> None:
    run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-noenc", "-subj", f"/CN={NAME}", "-keyout", "key.pem",
        "-out", "cert.pem", cwd=tmp_path)  # fmt: skip
    server = (ROOT / "deploy" / "proxy" / "nginx.conf").read_text("utf-8").replace("/etc/ssl/tracuu", str(tmp_path))
    (tmp_path / "all.conf").write_text(
        f"pid {tmp_path}/pid;\nerror_log stderr;\nevents {{}}\nhttp {{ access_log off;\n{server}\n}}\n", "utf-8"
    )
    told = run("nginx", "-t", "-e", "stderr", "-c", tmp_path / "all.conf")
    assert told.returncode == 0, told.stderr


@pytest.mark.parametrize("script", ["try", "deb/build"])
def test_scripts_are_bash(script: str) -> None:
    assert run("bash", "-n", ROOT / "deploy" / script).stderr == ""


def test_what_the_page_tells_to_type_is_bash() -> None:
    blocks = re.findall(
        r"^```sh\n(.*?)^```$", (ROOT / "docs" / "deploy.md").read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    assert len(blocks) > 8
    for block in blocks:
        assert run("bash", "-n", input=block).stderr == ""


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.skipif(
    os.name == "nt" or os.geteuid() != 0 or not CLEAN or not all(map(shutil.which, ("systemd-nspawn", "nsenter"))),
    reason="needs root, systemd-nspawn and TRACUU_CLEAN_DEBIAN, a folder made as deploy/try says",
)
def test_the_page_is_followed_word_for_word(tmp_path: Path) -> None:
    """Installed, named, with TLS before it, asked, backed up, and restored."""
    assert run(ROOT / "deploy" / "deb" / "build", tmp_path).returncode == 0
    (deb,) = tmp_path.glob("*.deb")
    told = run(ROOT / "deploy" / "try", deb, CLEAN)
    assert told.stdout.splitlines()[-1:] == ["followed to its end"], told.stdout[-4000:] + told.stderr[-2000:]
