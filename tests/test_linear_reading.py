"""Four times the lines cost four times the work, whatever the lines are: counted in steps, not by the clock."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from tests.steps import steps
from tracuu.corpus import blocks, read_draft, report_from_blocks
from tracuu.corpus.blocks import Block, joined
from tracuu.corpus.formats.text import parse_markdown
from tracuu.corpus.outline import read_outline
from tracuu.corpus.outline.pieces import LONGEST_PARAGRAPH, capped

HEAD = "UBND XÃ A\nSố: 1/BC-UBND\nA, ngày 1 tháng 2 năm 2020\n\nBÁO CÁO\nKết quả\n\n"
FEW, TIMES = 300, 4
SLACK = 1.25
"""By how much steps may grow more than lines do."""

HOSTILE = (
    "a b c\n", "- a b c\n", "1. Abc def\n", "Nơi nhận:\n", "TM. ỦY BAN\n", "Mục lục\n", "Abc ..... 1\n", "ABC DEF\n",
    "Vũ Thị Nhàn\n", "(abc\n", "Nơi nhận:          TM. UBND\n", "| a | b |\n", "a\n\n", "# A\n", "Kính gửi: A\n",
    "**a** _b_ *c\n", "      Abc\nabc\n", "Quyết định số 12/QĐ-UBND ngày 1/2/2020;\n", "THƯ KÝ          CHỦ TRÌ\n",
)  # fmt: skip


def reading(text: str) -> int:
    """Steps that reading `text` takes."""
    return steps(lambda: report_from_blocks(parse_markdown(text), "thử"))


@pytest.mark.parametrize("line", HOSTILE)
def test_steps_grow_as_the_lines_do(line: str) -> None:
    reading(HEAD + line * FEW)  # caches are filled once
    few, many = reading(HEAD + line * FEW), reading(HEAD + line * FEW * TIMES)
    assert many <= SLACK * TIMES * few


def test_joining_lines_looks_at_no_letter_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    class Counting:
        seen = 0

        def search(self, text: str) -> re.Match[str] | None:
            Counting.seen += len(text)
            return broken.search(text)

    broken = blocks.BROKEN_WORD
    monkeypatch.setattr(blocks, "BROKEN_WORD", Counting())
    lines = ["Xã đã họp bàn, giao cho thôn số 15/NQ-", "HĐND ngày 3-", "5 tháng 6;"] * 500
    text = joined(lines)
    assert Counting.seen <= 3 * len(lines)
    assert text.startswith("Xã đã họp bàn, giao cho thôn số 15/NQ-HĐND ngày 3-5 tháng 6; Xã")


@pytest.mark.parametrize("glue", [". ", " ", ""])
def test_no_paragraph_is_longer_than_a_paragraph_can_be_and_nothing_is_lost(glue: str) -> None:
    text = glue.join(f"Hộ thứ {number} được hỗ trợ" if glue else "hộ" for number in range(12_000))
    parts = list(capped(text))
    assert len(parts) > 1
    assert all(0 < len(part) <= LONGEST_PARAGRAPH for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())
    if glue == ". ":
        assert all(part.endswith(".") for part in parts[:-1])
    _, paragraphs = read_outline((Block((text,)),))
    assert [one.text for one in paragraphs] == [part.strip() for part in parts]


@pytest.mark.parametrize(
    "line", ["{}", "| a | {} |", "Kính gửi: {}", "1. {}", "# {}", "BÁO CÁO\n{}", "UBND XÃ {}", "Luật {}"]
)
@pytest.mark.parametrize("word", ["a", "hộ nghèo ", "HỘ NGHÈO ", "về; "])
def test_no_text_of_a_report_is_longer_than_a_paragraph_can_be(line: str, word: str) -> None:
    text = HEAD + line.format(word * (3 * LONGEST_PARAGRAPH // len(word))) + "\n\nI. A\nb"

    def texts(value: object) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            yield from chain.from_iterable(map(texts, value.values()))
        elif isinstance(value, list):
            yield from chain.from_iterable(map(texts, value))

    said = list(texts(report_from_blocks(parse_markdown(text), "thử").to_json()))
    assert max(map(len, said)) <= LONGEST_PARAGRAPH


def test_no_paragraph_of_a_draft_is_longer_than_a_paragraph_can_be(tmp_path: Path) -> None:
    path = tmp_path / "dự thảo.txt"
    path.write_text("Hộ nghèo được hỗ trợ. " * 3000, encoding="utf-8")
    found = [one.text for one in read_draft(path).paragraphs]
    assert len(found) > 1
    assert max(map(len, found)) <= LONGEST_PARAGRAPH


def test_lines_that_only_wrapped_make_no_longer_paragraph() -> None:
    wrapped = tuple("xã đã hỗ trợ các hộ trong thôn để trồng cây và chăn nuôi," for _ in range(2000))
    _, paragraphs = read_outline(tuple(Block((line,)) for line in wrapped))
    assert max(len(one.text) for one in paragraphs) <= LONGEST_PARAGRAPH
