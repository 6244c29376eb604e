"""Broken, cut and rearranged files against the reading room: each must give a report or a refusal, and soon.

python -m bench.fuzz --minutes 60 [--start 0] [FOLDER_OR_FILE...]
python -m bench.fuzz --again FILE      one that failed, in this process, with the traceback

The files that are changed are the samples (or those named), what LibreOffice makes of them in every format that it
writes, and their texts in the encodings from before Unicode. A seed tells one change of one of them; a file that
fails is kept under its seed in the folder for temporary files.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from pathlib import Path

from bench.reading import files_in
from tracuu.corpus import read_report
from tracuu.corpus.errors import FileUnreadableError
from tracuu.corpus.formats.legacy_letters import LETTERS
from tracuu.corpus.report import Report
from tracuu.corpus.sandbox import READER
from tracuu.corpus.sandbox.process import Worker

SECONDS = 60
"""Wall clock for one file; a sample takes less than one, a scan of ten pages ten."""

KEPT = Path(tempfile.gettempdir()) / "tracuu-fuzz"
SAMPLES = Path(__file__).parents[1] / "corpus" / "samples"
TARGETS = ("doc", "rtf", "pdf", "html", "odt", "docx")
ENCODINGS = ("tcvn3", "vni", "viscii")
Change = Callable[[bytes, random.Random], bytes]

MOST_CONVERTED = 4
"""Files given to LibreOffice."""

BYTES = (
    b"\x00",
    b"\xff",
    b"\xff\xfe",
    b"<",
    b">",
    b"&#1114112;",
    b"{",
    b"}",
    b"\\",
    b"\\u-1",
    b"\\bin999999999 ",
    b"%PDF",
)
NUMBERS = (b"0", b"-1", b"1", b"65536", b"2147483648", b"99999999999999999999", b"1e309", b"NaN", b"\xd9\xa3")
WORDS = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số:", "Kính gửi:", "Nơi nhận:", "Điều 1.", "ngày tháng năm", "TM.", " | ",
    "QUYẾT ĐỊNH", "Luật số: /QH13", "(", "“", "-", "\u0301", "\u202e", "\x00", "²", "Ⅳ", "٣", "I" * 40, "Phụ lục",
    "1." * 40, "Số: 999999999/QĐ-UBND", "ngày 99 tháng 99 năm 9999", " " * 500, "a" * 5000, "\t", "\u2028",
    "số 1/1/1/1",
)  # fmt: skip


def originals(folder: Path, files: Sequence[Path]) -> list[Path]:
    """`files`, and the conversions of some that are made in `folder`."""
    found = list(files)
    texts = [file for file in files if file.suffix in (".txt", ".md")]
    for file in texts[:MOST_CONVERTED]:
        text = file.read_text(encoding="utf-8")
        for encoding in ENCODINGS:
            made = folder / f"{file.stem}.{encoding}.txt"
            made.write_text(in_encoding(text, encoding), encoding="cp1252", errors="replace")
            found.append(made)
    if shutil.which("soffice"):
        sources = [file for file in files if file.suffix == ".docx"][:MOST_CONVERTED] or texts[:MOST_CONVERTED]
        for target in TARGETS:
            made_in = folder / target
            command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
            command += ["--convert-to", target, "--outdir", str(made_in), *map(str, sources)]
            subprocess.run(command, check=True, capture_output=True, timeout=300)
            found += sorted(path for path in made_in.iterdir() if path.suffix == f".{target}")
    return found


def in_encoding(text: str, encoding: str) -> str:
    """`text` as a font from before Unicode needs it, each byte as Windows-1252 shows it."""
    codes: dict[str, str] = {}
    for typed, letter in LETTERS[encoding].items():
        codes.setdefault(letter, typed)
    return "".join(codes.get(letter, letter) for letter in text)


def change_bytes(data: bytes, chance: random.Random) -> bytes:
    """Some bytes of `data` flipped, dropped, repeated or put in between."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 3, 20, 200))):
        if not changed:
            break
        at = chance.randrange(len(changed))
        match chance.randrange(6):
            case 0:
                changed[at] = chance.randrange(256)
            case 1:
                del changed[at : at + chance.choice((1, 16, 1000))]
            case 2:
                changed[at:at] = chance.choice(BYTES)
            case 3:
                changed[at:at] = changed[at : at + chance.choice((4, 64, 2000))]
            case 4:
                if number := re.compile(rb"\d+").search(changed, at):
                    changed[number.start() : number.end()] = chance.choice(NUMBERS)
            case _:
                end = chance.randrange(len(changed))
                changed[at : at + 32], changed[end : end + 32] = changed[end : end + 32], changed[at : at + 32]
    return bytes(changed[: chance.randrange(len(changed))] if changed and chance.random() < 0.1 else changed)


def change_lines(data: bytes, chance: random.Random) -> bytes:
    """Lines of `data` moved, dropped, repeated, joined, cut or filled with the words of a letterhead."""
    lines = data.split(b"\n")
    for _ in range(chance.choice((1, 5, 40))):
        at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        match chance.randrange(7):
            case 0:
                lines[at], lines[other] = lines[other], lines[at]
            case 1:
                lines[at] = b""
            case 2:
                lines[at:at] = [lines[other]] * chance.choice((1, 50))
            case 3:
                lines[at] = lines[at].upper() if chance.random() < 0.5 else lines[at].lower()
            case 4:
                lines[at] += chance.choice((b" ", b" | ", b"\t\t", b"      ")) + lines[other]
            case 5:
                cut = chance.randrange(len(lines[at]) + 1)
                lines[at : at + 1] = [lines[at][:cut], lines[at][cut:]]
            case _:
                cut = chance.randrange(len(lines[at]) + 1)
                lines[at] = lines[at][:cut] + chance.choice(WORDS).encode() + lines[at][cut:]
    return b"\n".join(lines)


def change_marks(data: bytes, chance: random.Random) -> bytes:
    """Tags (or groups of RTF) of `data` dropped, repeated, swapped, nested deeply; numbers in them made absurd."""
    pieces = re.split(rb"(<[^<>]*>)" if b"<" in data[:2000] else rb"([{}]|\\[a-z]+-?\d*)", data)
    for _ in range(chance.choice((1, 4, 30))):
        at, other = chance.randrange(len(pieces)), chance.randrange(len(pieces))
        match chance.randrange(6):
            case 0:
                pieces[at] = b""
            case 1:
                pieces[at] *= chance.choice((2, 2000))
            case 2:
                pieces[at], pieces[other] = pieces[other], pieces[at]
            case 3:
                pieces[at] = re.sub(rb"\d+", chance.choice(NUMBERS), pieces[at])
            case 4:
                start, end = sorted((at, min(other, at + 60)))
                pieces[at:at] = pieces[start:end] * chance.choice((1, 20))
            case _:
                pieces[at] = chance.choice(WORDS).encode()
    return b"".join(pieces)


def change_archive(data: bytes, chance: random.Random) -> bytes:
    """One part of an archive changed, dropped or put in another's place."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    texts = [name for name in parts if name.endswith((".xml", ".rels"))]
    telling = [name for name in texts if re.search(r"document|content|styles|numbering|sheet|slide|Strings", name)]
    name = chance.choice(telling if telling and chance.random() < 0.8 else texts)
    match chance.randrange(8):
        case 0:
            del parts[name]
        case 1:
            parts[name] = parts[chance.choice(texts)]
        case 2:
            parts[name] = change_bytes(parts[name], chance)
        case _:
            parts[name] = change_marks(parts[name], chance)
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return made.getvalue()


def changed(path: Path, chance: random.Random) -> bytes:
    """The content of `path`, changed in a way of its format."""
    data = path.read_bytes()
    ways: Sequence[Change] = (change_bytes, change_lines, change_marks)
    if zipfile.is_zipfile(path):
        ways = (*[change_archive] * 5, change_bytes)
    elif path.suffix in (".pdf", ".doc"):
        ways = (change_bytes,)
    elif path.suffix in (".txt", ".md"):
        ways = (change_lines, change_lines, change_bytes)
    return chance.choice(ways)(data, chance)


def write_change(seed: int, files: Sequence[Path], folder: Path) -> Path:
    """The file that `seed` tells, in `folder`."""
    chance = random.Random(seed)
    original = chance.choice(files)
    path = folder / f"{seed}{original.suffix}"
    path.write_bytes(changed(original, chance))
    return path


def fault_of(report: Report) -> str | None:
    """What is wrong with a report that came of a reading; None if nothing is."""
    if any(not paragraph.text.strip() for paragraph in report.paragraphs):
        return "an empty paragraph"
    if any(at >= len(report.sections) for paragraph in report.paragraphs for at in paragraph.section):
        return "a section that is not there"
    if Report.from_json(report.to_json()) != report:
        return "a report that JSON changes"
    return None


def outcome(worker: Worker, path: Path) -> str | None:
    """What went wrong when `path` was read; None if it was read or refused."""
    answer = worker.ask(path, path.name, SECONDS)
    return fault_of(answer.report) if answer.report else answer.fault


def run(files: Sequence[Path], folder: Path, seeds: Iterable[int], until: float) -> int:
    """Read the changes that `seeds` tell until the clock stands at `until`; how many failed, each told on a line."""
    worker = Worker(READER)
    count = failures = 0
    slowest = (0.0, -1)
    for seed in seeds:
        if time.monotonic() > until:
            break
        path = write_change(seed, files, folder)
        start = time.monotonic()
        fault = outcome(worker, path)
        slowest = max(slowest, (time.monotonic() - start, seed))
        count += 1
        if fault:
            failures += 1
            KEPT.mkdir(exist_ok=True)
            print(f"seed {seed}: {fault} ({shutil.copy(path, KEPT)}, {path.stat().st_size} bytes)", flush=True)
        path.unlink()
        if fault or worker.left <= 0:
            worker.kill()
            worker = Worker(READER)
    worker.kill()
    print(f"{count} files, {failures} failures; slowest {slowest[0]:.1f} s (seed {slowest[1]})")
    return failures


def main() -> None:
    """Read changed files for so many minutes, or one again."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--start", type=int, default=0, help="the first seed")
    parser.add_argument("--again", type=Path, help="read this one, as it is, in this process")
    parser.add_argument("files", nargs="*", default=[str(SAMPLES)])
    asked = parser.parse_args()
    if asked.again:
        try:
            print(fault_of(read_report(asked.again)) or "read")
        except FileUnreadableError as error:
            print(f"refused: {error}")
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = originals(folder, files_in(asked.files))
        seeds = range(asked.start, sys.maxsize)
        sys.exit(1 if run(files, folder, seeds, time.monotonic() + asked.minutes * 60) else 0)


if __name__ == "__main__":
    main()
