"""For every way in which offices and converters change the looks of a report, it reads to the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import zip_longest
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import SAMPLES, SHARED
from tracuu.corpus import report_from_blocks
from tracuu.corpus.formats.text import parse_markdown
from tracuu.corpus.report import Header, Report
from tracuu.corpus.vietnamese import LOWER

TEXTS = {path.name: path for path in sorted(SAMPLES.iterdir()) if path.suffix in (".txt", ".md")}
TEXTS |= {path.name: path for path in sorted((SHARED / "reports").glob("0*.txt"))}
EXAMPLES = 4
"""A text and variation; there are some hundred pairs."""

for_every_choice = settings(max_examples=EXAMPLES, deadline=None, derandomize=True)


@lru_cache
def source(name: str) -> str:
    return TEXTS[name].read_text(encoding="utf-8")


def read(text: str) -> Report:
    return report_from_blocks(parse_markdown(text), "thử.md")


@lru_cache
def as_written(name: str) -> Report:
    return read(source(name))


def tree(report: Report) -> list[tuple[Any, ...]]:
    return [(s.depth, s.number, s.title, s.role) for s in report.sections]


def body(report: Report) -> list[tuple[Any, ...]]:
    return [(p.n, p.text, p.kind, p.section) for p in report.paragraphs]


def assert_same(report: Report, name: str) -> None:
    expected = as_written(name)
    assert report.header == expected.header
    assert tree(report) == tree(expected)
    assert body(report) == body(expected)


def pages_in_gaps(text: str, choose: Callable[[int], bool]) -> str:
    """Pages that end between paragraphs, each with its number under it."""
    chunks = text.split("\n\n")
    page = 0
    out = [chunks[0]]
    for chunk in chunks[1:]:
        if choose(3) and out[-1].strip():
            page += 1
            out.append(f"- {page} -\n\n")
        out.append(chunk)
    return "\n\n".join(out)


LAID_OUT = re.compile(r"\*|    ")
"""Lines that have marks or columns of their own."""

CUT = re.compile(rf"(?<=[{LOWER}]) (?=[{LOWER}])")


def pages_in_paragraphs(text: str, choose: Callable[[int], bool]) -> str:
    """Pages that end inside a paragraph of plain prose."""
    lines = text.split("\n")
    for at, line in enumerate(lines):
        whole = not (lines[at - 1].strip() or "".join(lines[at + 1 : at + 2]).strip())
        places = [match.start() for match in CUT.finditer(line, 60, max(60, len(line) - 40))]
        if len(line) > 160 and whole and line[0].isalpha() and "*" not in line and places and choose(3):
            cut = places[len(places) // 2]
            lines[at] = f"{line[:cut]}\n\n\n{line[cut + 1 :]}"
    return "\n".join(lines)


def emphasised(mark: str) -> Callable[[str, Callable[[int], bool]], str]:
    def vary(text: str, choose: Callable[[int], bool]) -> str:
        """Formal lines emphasised: those above the first heading and below the last long line."""
        lines = text.split("\n")
        long = [at for at, line in enumerate(lines) if len(line) > 100]
        for at, line in enumerate(lines):
            formal = at < long[0] or at > long[-1]
            if formal and line.strip() and line[0] not in "-#*|+( " and not LAID_OUT.search(line) and choose(2):
                lines[at] = f"{mark}{line.rstrip()}{mark}"
        return "\n".join(lines)

    return vary


def hard_spaces(text: str, choose: Callable[[int], bool]) -> str:
    return "\n".join(
        line.replace(" ", "\u00a0") if line[:1].isalnum() and "  " not in line and choose(2) else line
        for line in text.split("\n")
    )


VARIATIONS: dict[str, Callable[[str, Callable[[int], bool]], str]] = {
    "pages that end between paragraphs": pages_in_gaps,
    "pages that end inside paragraphs": pages_in_paragraphs,
    "bold": emphasised("**"),
    "slanted": emphasised("*"),
    "bold with underscores": emphasised("__"),
    "hard spaces": hard_spaces,
    "decomposed": lambda text, _: unicodedata.normalize("NFD", text),
    "carriage returns": lambda text, _: text.replace("\n", "\r\n"),
    "blanks at line ends": lambda text, choose: "\n".join(
        line + ("" if line.endswith("  ") else " " * choose(2)) for line in text.split("\n")
    ),
}


def choices(data: st.DataObject) -> Callable[[int], bool]:
    """One of `n` times true, as hypothesis draws it."""
    random = data.draw(st.randoms(use_true_random=False))
    return lambda n: random.randrange(n) == 0


@pytest.mark.parametrize("variation", VARIATIONS)
@pytest.mark.parametrize("name", TEXTS)
def test_for_every_change_of_looks_a_report_reads_the_same(name: str, variation: str) -> None:
    @for_every_choice
    @given(st.data())
    def check(data: st.DataObject) -> None:
        assert_same(read(VARIATIONS[variation](source(name), choices(data))), name)

    check()


ARABIC = re.compile(r"^((?:\*\*|##+ \**)?\d{1,2})\.(?= )", re.MULTILINE)
ROMAN = re.compile(r"^((?:\*\*|##+ \**)?[IVX]+)\.(?= )", re.MULTILINE)
ITEM_NUMBER = re.compile(r"^(\d{1,2}|[IVX]+)[.)/-]\s")


@pytest.mark.parametrize("arabic", [")", "/", ". "])
@pytest.mark.parametrize("roman", ["/", "-", ")"])
@pytest.mark.parametrize("name", TEXTS)
def test_numbered_in_another_style_a_report_has_the_same_outline(name: str, arabic: str, roman: str) -> None:
    text = ROMAN.sub(rf"\g<1>{roman}", ARABIC.sub(rf"\g<1>{arabic}", source(name)))
    report, expected = read(text), as_written(name)
    assert report.header == expected.header
    assert tree(report) == tree(expected)
    texts = [[ITEM_NUMBER.sub(r"\1 ", p.text) for p in one.paragraphs] for one in (report, expected)]
    assert texts[0] == texts[1]


LEFT = ("UBND HUYỆN SƠN BẰNG", "UBND XÃ NẬM LÌA", "Số: 12/BC-UBND")
RIGHT = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Nậm Lìa, ngày 05 tháng 7 năm 2019",
)
BELOW = """BÁO CÁO
Kết quả công tác dân số 6 tháng đầu năm 2019

I. KẾT QUẢ

Ban Dân số xã đã tổ chức 12 buổi nói chuyện tại các bản với hơn bốn trăm lượt người nghe.

"""
SIGNED_LEFT = ("Nơi nhận:", "- Như trên;", "- Lưu: VP.")
SIGNED_RIGHT = ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
READ = Header(
    agency="UBND xã Nậm Lìa",
    parent_agency="UBND huyện Sơn Bằng",
    level="commune",
    district="huyện Sơn Bằng",
    number="12/BC-UBND",
    issued="2019-07-05",
    issued_precision="day",
    place="Nậm Lìa",
    doc_type="Báo cáo",
    title="Kết quả công tác dân số 6 tháng đầu năm 2019",
    period=("2019-01", "2019-06"),
    recipients=("Như trên", "Lưu: VP"),
    signer="Lò Văn Phín",
    signer_role="Phó Chủ tịch",
    signing_form="KT.",
)


def beside(left: tuple[str, ...], right: tuple[str, ...], gap: str) -> Iterator[str]:
    return (gap.join(cell for cell in cells if cell) for cells in zip_longest(left, right))


@for_every_choice
@given(st.integers(4, 60))
def test_for_every_width_columns_laid_out_with_spaces_are_read(width: int) -> None:
    gap = " " * width
    head = "\n".join(beside(LEFT, RIGHT, gap))
    closing = "\n".join(beside(SIGNED_LEFT, SIGNED_RIGHT, gap))
    assert read(f"{head}\n\n{BELOW}{closing}\n\n{' ' * 40}Lò Văn Phín\n").header == READ


@pytest.mark.parametrize("gap", [" ", "  ", "\t", "\u00a0", " \u00a0 "])
def test_columns_run_together_are_read(gap: str) -> None:
    head = "\n".join(beside(LEFT, RIGHT, gap))
    closing = "\n".join(beside(SIGNED_LEFT, SIGNED_RIGHT, gap))
    assert read(f"{head}\n\n{BELOW}{closing}\n\nLò Văn Phín\n").header == READ


@for_every_choice
@given(st.permutations([LEFT, RIGHT]), st.sampled_from(["\n", "\n\n", "\n_____\n", "\n-------\n", "\n*\n\n"]))
def test_for_every_order_of_the_columns_they_are_read(columns: list[tuple[str, ...]], between: str) -> None:
    head = between.join(between.join(column) for column in columns)
    closing = "\n".join([*SIGNED_LEFT, "", *SIGNED_RIGHT, "", "Lò Văn Phín"])
    assert read(f"{head}\n\n{BELOW}{closing}\n").header == READ
