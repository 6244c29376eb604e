"""Old Office files (.doc, .ppt) and OpenDocument become modern ones by LibreOffice and are read as those."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import olefile

from ..blocks import Reading
from ..errors import FileUnreadableError, ProgramMissingError, unreadable
from .archive import check_archive

SECONDS = 90
"""Wall clock for one conversion, profile included; a report takes two to five."""

PROGRAMS = (
    "soffice",
    "libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
MODERN = {"doc": "docx", "odt": "docx", "ppt": "pptx"}
FILTERS = {"docx": "MS Word 2007 XML", "pptx": "Impress MS PowerPoint 2007 XML"}
SOURCE_FILTERS = {
    "doc": "MS Word 97",
    "ppt": "MS PowerPoint 97",
    "odt": "writer8",
}
"""Named, because LibreOffice reads what it does not recognise as plain text."""

WORD_95, WORD_97 = 0x68, 0xC1
"""nFib of the first Word 95 and Word 97 ([MS-DOC] 2.5.1)."""

READERS = {"docx": "word:read_docx", "pptx": "slides:read_pptx"}
PACKAGES = {"docx": "libreoffice-writer-nogui", "pptx": "libreoffice-impress-nogui"}
"""Debian's, each enough for one kind of file."""

COMMON = "/org.openoffice.Office.Common/Security/Scripting"
SETTINGS = (
    (COMMON, "DisableMacrosExecution", "true"),
    (COMMON, "MacroSecurityLevel", "3"),
    (COMMON, "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetNoProxy", ""),
)
"""No macro runs, no link is followed, and what would still be fetched finds no way out (port 9: discard)."""

PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
{items}
</oor:items>
"""
ITEM = '<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'

MANIFEST = "META-INF/manifest.xml"
"""Where an OpenDocument file says which of its parts are encrypted (OpenDocument 1.3, Part 2, 3.4)."""

WORD_LOCKED = 0x0100
"""fEncrypted in the flags at 0x0A of a Word file's information block ([MS-DOC] 2.5.2)."""

SLIDES_LOCKED = 0xF3D1C4DF
"""headerToken of an encrypted presentation ([MS-PPT] 2.3.2)."""


def read_doc(path: Path) -> Reading:
    """The blocks of a Word 6 to 2003 document (.doc).

    Raises:
        FileUnreadableError: LibreOffice is not installed, or the file is broken or locked with a password.
    """
    return _read(path, "doc")


def read_ppt(path: Path) -> Reading:
    """The blocks of a PowerPoint 97 to 2003 presentation (.ppt); raises what `read_doc` does."""
    return _read(path, "ppt")


def read_odt(path: Path) -> Reading:
    """The blocks of an OpenDocument text (.odt); raises what `read_doc` does."""
    check_archive(path)
    with zipfile.ZipFile(path) as archive:
        if MANIFEST in archive.namelist() and b"encryption-data" in archive.read(MANIFEST):
            raise FileUnreadableError(key="reading.locked")
    return _read(path, "odt")


def _read(path: Path, format_: str) -> Reading:
    if olefile.isOleFile(path) and _locked(path):
        raise FileUnreadableError(key="reading.locked")
    target = MODERN[format_]
    module, name = READERS[target].split(":")
    reader: Callable[[Path], Reading] = getattr(import_module(f"tracuu.corpus.formats.{module}"), name)
    with tempfile.TemporaryDirectory(prefix="tracuu-", ignore_cleanup_errors=True) as folder:
        return reader(convert(path, format_, Path(folder)))


def convert(path: Path, format_: str, folder: Path) -> Path:
    """The modern form of `path`, made in `folder`, which is nobody else's.

    Raises:
        ProgramMissingError: LibreOffice, or its part for this format, is not installed.
        FileUnreadableError: it takes longer than `SECONDS`, or cannot open the file.
    """
    target = MODERN[format_]
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise ProgramMissingError(key="reading.office_missing", format=format_, package=PACKAGES[target], target=target)
    source = folder / f"source.{format_}"
    shutil.copyfile(path, source)
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    items = "\n".join(ITEM.format(path=path, name=name, value=value) for path, name, value in SETTINGS)
    (profile / "user" / "registrymodifications.xcu").write_text(PROFILE.format(items=items), "utf-8")
    command = [
        program,
        f"--infilter={_filter(path, format_)}",
        f"-env:UserInstallation={profile.as_uri()}",
        *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"),
        *("--convert-to", f"{target}:{FILTERS[target]}", "--outdir", str(folder), str(source)),
    ]
    said = _run(command, folder)
    made = folder / f"source.{target}"
    if not made.is_file():
        if "no export filter" in said:
            raise ProgramMissingError(key="reading.office_part_missing", format=format_, package=PACKAGES[target])
        raise unreadable("reading.office_cannot_open", ValueError(f".{format_}"))
    return made


def _run(command: list[str], folder: Path) -> str:
    """Runs LibreOffice to its end, or ends it with all that it started, and gives what it printed."""
    environment = {
        **os.environ,
        "HOME": str(folder),
        "http_proxy": "http://127.0.0.1:9",
        "https_proxy": "http://127.0.0.1:9",
    }
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        said, _ = process.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired as error:
        raise FileUnreadableError(key="reading.office_late", seconds=SECONDS) from error
    except OSError as error:
        raise unreadable("reading.office_not_run", error) from error
    finally:
        _end(process)
    return said.decode("utf-8", "replace")


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends a program and all that it started: soffice is a script, and its child would live on.

    In the sandbox there is no group but that of all, which is ended with the reading.
    """
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    with suppress(PermissionError):  # the sandbox of a kernel that cannot keep signals in allows none
        process.kill()
        process.wait()


def _filter(path: Path, format_: str) -> str:
    """LibreOffice's name for what is in `path`."""
    with suppress(OSError), olefile.OleFileIO(path) as file:
        if file.exists("WordDocument"):
            version = _number(file.openstream("WordDocument").read(4)[2:4])
            if 0 < version < WORD_97:
                return "MS Word 95" if version >= WORD_95 else "MS WinWord 6.0"
    return SOURCE_FILTERS[format_]


def _locked(path: Path) -> bool:
    """Whether an old Office file asks for a password; False for one too broken to say."""
    try:
        with olefile.OleFileIO(path) as file:
            if file.exists("EncryptedSummary") or file.exists("EncryptedSummaryInformation"):
                return True
            if file.exists("WordDocument"):
                return bool(_number(file.openstream("WordDocument").read(12)[10:12]) & WORD_LOCKED)
            if file.exists("Current User"):
                return _number(file.openstream("Current User").read(16)[12:16]) == SLIDES_LOCKED
    except (OSError, ValueError, IndexError):
        return False
    return False


def _number(source: bytes) -> int:
    return int.from_bytes(source, "little")
