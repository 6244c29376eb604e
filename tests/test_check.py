"""A draft held against a store: what is cited is found and compared, what cites nothing is offered what backs it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest
from typer.testing import CliRunner

import tracuu.cli  # noqa: F401 - registers the commands
from tracuu.commands.application import app
from tracuu.commands.checking import NoCheckError
from tracuu.corpus.citation import cite, cite_again, cite_in_full
from tracuu.corpus.vietnamese import nfc
from tracuu.index.records import Passage
from tracuu.index.store import View
from tracuu.search import SearchEngine
from tracuu.search.check.citations import Names, citations_in, without
from tracuu.search.check.draft import Checked, Looking, Statement, check_draft, checking, sentences_of
from tracuu.search.claims.clauses import one_line
from tracuu.search.constants import CLAIM_CHARACTERS, DRAFT_SENTENCES
from tracuu.search.errors import DraftTooLongError, NoDraftError
from tracuu.search.export import export

FUNDS = "cả năm được cấp 12 triệu"
ITS_REPORT = "Báo cáo số 214/BC-UBND ngày 05/12/2023 của UBND xã Tân Lập"


@pytest.fixture(scope="module")
def view(sample_engine: SearchEngine) -> Iterator[View]:
    with sample_engine.view() as view:
        yield view


def passage_with(view: View, words: str) -> Passage:
    return next(p for report in view.reports() for p in view.passages_of(report.id) if words in p.text)


def checked(view: View, *paragraphs: str) -> list[Statement]:
    return list(check_draft(view, paragraphs).statements)


def test_a_sentence_that_holds_one_that_does_not_and_one_that_cites_nothing(view: View) -> None:
    place = cited(passage_with(view, FUNDS))
    holds, fails, offered, unbacked = checked(
        view,
        f"Cả năm 2023 xã được cấp 12 triệu đồng ({place}). Xã được cấp 21 triệu đồng ({place}).",
        "Họp bàn việc chung. Phường Bến Đá xử phạt 31 trường hợp với số tiền 46,5 triệu đồng. Tỉnh có 99 bệnh viện.",
    )
    assert (holds.status, holds.reason, holds.citations[0].text) == ("holds", None, place)
    assert (fails.status, fails.paragraph) == ("fails", 1)
    assert fails.reason
    assert fails.reason.vi == "nguồn nói 12 triệu đồng, câu nói 21 triệu đồng"
    assert fails.source
    assert FUNDS in fails.source.text
    assert offered.status == "offered"
    assert offered.offered[0].passage_id == passage_with(view, "Xóa 09/14").key
    assert (unbacked.status, unbacked.offered) == ("unbacked", ())
    assert check_draft(view, ["Họp bàn việc chung."]).silent == 1


def cited(passage: Passage, style: Callable[..., str] = cite) -> str:
    return style(passage.report.header, passage.sections, passage.n, passage.page, passage.report.file, passage.item)


def test_every_citation_that_is_printed_is_found_again(view: View) -> None:
    names = Names.of(view)
    found = 0
    for report in view.reports():
        for passage in view.passages_of(report.id)[::4]:
            for style in (cite, cite_in_full, cite_again):
                text = one_line(cited(passage, style))
                [citation] = citations_in(f"Xã có 5 thôn ({text}).", view, names)
                assert (citation.text, citation.problem) == (text, None)
                assert citation.passage is not None
                assert (citation.passage.key, citation.reports) == (passage.key, (report,))
                assert without(f"Xã có 5 thôn ({text}).", [citation]) == "Xã có 5 thôn."
                found += 1
    assert found > 200


@pytest.mark.parametrize(
    ("sentence", "problem"),
    [
        (f"Theo {ITS_REPORT}, xã có 9 thôn.", None),
        ("Theo Báo cáo số 214/BC-UBND ngày 5 tháng 12 năm 2023, xã có 9 thôn.", None),
        ("Báo cáo số 214/BC-UBND của Ủy ban nhân dân xã Tân Lập cho biết xã có 9 thôn.", None),
        ("Theo Báo cáo số 214/BC-UBND ngày 06/12/2023, xã có 9 thôn.", "không đúng"),
        ("Theo Báo cáo số 214/BC-UBND của UBND xã Vân Sơn, xã có 9 thôn.", "không đúng"),
        ("Theo Báo cáo số 999/BC-UBND, xã có 9 thôn.", "không có báo cáo số 999/BC-UBND"),
        (f"Xã có 9 thôn ({ITS_REPORT}, mục IX.9, đoạn 7).", "không có “mục IX.9, đoạn 7”"),
    ],
)
def test_a_report_named_in_running_text(view: View, sentence: str, problem: str | None) -> None:
    [citation] = citations_in(sentence, view, Names.of(view))
    assert (problem is None) == (citation.problem is None)
    assert citation.problem is None or problem in citation.problem.vi  # type: ignore[operator]
    [statement] = checked(view, sentence)
    assert statement.status == ("holds" if problem is None else "fails")


def test_a_decree_is_no_report_of_the_store(view: View) -> None:
    assert citations_in("Theo Nghị định số 30/2020/NĐ-CP, văn bản có số.", view, Names.of(view)) == []


def test_a_quotation_is_compared_to_the_letter(view: View) -> None:
    source = cited(passage_with(view, "Thu không đủ bù chi"))
    said = [f"Báo cáo viết “{quote}” ({source})." for quote in ("Thu không đủ bù chi", "Thu không đủ bù  Chi")]
    good, bad = checked(view, *said)
    assert (good.status, bad.status) == ("holds", "fails")
    assert good.text == said[0]
    assert bad.reason
    assert "nguyên văn" in bad.reason.vi
    assert bad.source
    assert "Thu không đủ bù chi" in bad.source.text


def test_a_citation_that_stands_by_itself_is_of_the_sentence_before(view: View) -> None:
    place = cited(passage_with(view, FUNDS))
    for paragraphs in ([f"Xã được cấp 12 triệu đồng. ({place})"], ["Xã được cấp 12 triệu đồng.", f"{place}."]):
        [statement] = checked(view, *paragraphs)
        assert (statement.text, statement.status) == ("Xã được cấp 12 triệu đồng.", "holds")
        assert statement.citations[0].passage == passage_with(view, FUNDS)


def test_what_a_report_only_asks_for_backs_no_fact(view: View) -> None:
    asked, told = checked(
        view,
        "Đề nghị UBND huyện hỗ trợ 220 triệu đồng xây 02 bể nước tại chợ và khu phố 4.",
        "UBND huyện đã hỗ trợ 220 triệu đồng xây 02 bể nước tại chợ và khu phố 4.",
    )
    assert (asked.status, told.status) == ("offered", "unbacked")


def test_sentences_are_not_altered() -> None:
    text = "Số vụ tăng (so với năm 2015) một vụ; đề nghị cấp 3 máy. 12 hộ còn nghèo."
    said = [text[start:end] for start, end in sentences_of(text)]
    assert said == ["Số vụ tăng (so với năm 2015) một vụ; đề nghị cấp 3 máy.", "12 hộ còn nghèo."]


def test_where_a_sentence_stands_is_told(view: View) -> None:
    paragraphs = [
        "",
        " Họp bàn.  Xã có\t99  bệnh viện. Có 77 trạm; và “9 tổ. 8 đội” nữa. ",
        "Có 5\u0300 thôn. Xã có\t99  bệnh viện.",
    ]
    told = [(one.paragraph, nfc(paragraphs[one.paragraph - 1])[slice(*one.span)]) for one in checked(view, *paragraphs)]
    assert told == [
        (2, "Xã có\t99  bệnh viện."),
        (2, "Có 77 trạm; và “9 tổ. 8 đội” nữa."),
        (3, "Có 5\u0300 thôn."),
        (3, "Xã có\t99  bệnh viện."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Xã có 12 hộ, " * 80_000,
        "Xã có 12 hộ. " * 80_000,
        "Báo cáo số 1/BC-UBND " * 50_000,
        "(" * 1_000_000,
        "“" * 100_000,
        "<b>Xã có 12 hộ</b> [[x]](javascript:alert(1)) 5 xã. " * 2_000,
        "9" * 1_000_000,
        f"Xã có {'9' * 1500} hộ.",
        "Theo Báo cáo số 214/BC-UBND, mục " + "I." * 900 + " 5 xã.",
    ],
)
def test_hostile_drafts_are_checked(view: View, text: str) -> None:
    done = check_draft(view, [text])
    assert {one.status for one in done.statements} <= {"unbacked", "too_long", "fails"}
    assert all(len(one.text) <= CLAIM_CHARACTERS for one in done.statements)


def test_a_draft_that_is_too_long_says_what_is_left(view: View) -> None:
    done = check_draft(view, [f"Không {'x' * (n % 50)} {'y' * (n // 50)}." for n in range(DRAFT_SENTENCES + 5)])
    assert (done.left, done.silent) == (5, DRAFT_SENTENCES)
    done = check_draft(view, ["Xã có 9.999 con voi."] * (DRAFT_SENTENCES + 5))
    assert (len(done.statements), done.left) == (DRAFT_SENTENCES, 5), "the same again is shown again"


def run(store: Path, *arguments: str, stdin: str | None = None) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["--data", str(store), "check", *arguments], input=stdin)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.stdout


def test_the_command_reads_word_files_and_standard_input(sample_store: Path, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("I. KẾT QUẢ")
    document.add_paragraph(f"Theo {ITS_REPORT}, kinh phí cải cách hành chính cả năm được cấp 21 triệu đồng.")
    document.save(str(tmp_path / "dự thảo.docx"))
    code, said = run(sample_store, str(tmp_path / "dự thảo.docx"), "--json")
    result = json.loads(said)
    [sentence] = result["sentences"]
    assert (code, sentence["status"]) == (0, "fails")
    assert sentence["reason"] == "nguồn nói 12 triệu đồng, câu nói 21 triệu đồng"
    assert sentence["citations"][0]["text"] == f"Theo {ITS_REPORT}"
    assert result["counts"]["fails"] == 1
    code, said = run(sample_store, "-", stdin="Tỉnh có 99 bệnh viện [bold].\n")
    assert code == 0
    assert "Tỉnh có 99 bệnh viện [bold]." in said


def test_what_was_saved_with_footnotes_holds(sample_engine: SearchEngine, sample_store: Path, tmp_path: Path) -> None:
    """Quotations as the tool itself saves them: each calls a note, and the notes stand apart."""
    export(sample_engine.search("kinh phí hạn chế", 5), tmp_path / "trích.docx")
    code, said = run(sample_store, str(tmp_path / "trích.docx"), "--json")
    quoted = [one for one in json.loads(said)["sentences"] if one["text"].startswith("“")]
    assert code == 0
    assert [one["status"] for one in quoted] == ["holds"] * 5
    assert all(one["citations"][0]["passage_id"] for one in quoted)


def test_a_batch_judges_each_line(sample_store: Path, tmp_path: Path, view: View) -> None:
    key = passage_with(view, FUNDS).key
    lines: list[object] = [
        {"id": 1, "sentence": "Cả năm được cấp 12 triệu đồng.", "passages": [key]},
        {"id": 2, "sentence": "Cả năm được cấp 12 tỷ đồng.", "passages": [key]},
        {"id": 3, "sentence": "**Cả năm** được cấp 12 triệu đồng.", "passages": [key]},
        {"id": 4, "sentence": "Cả năm được cấp 12 triệu đồng.", "passages": []},
    ]
    file = tmp_path / "câu.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    code, said = run(sample_store, "--batch", str(file))
    told = [json.loads(line) for line in said.splitlines()]
    assert code == 0
    assert [(one["id"], one["supported"]) for one in told] == [(1, True), (2, False), (3, False), (4, False)]
    assert told[0]["reason"] is None
    assert told[1]["reason"] == "nguồn nói 12 triệu đồng, câu nói 12 tỷ đồng"
    bad = ["no JSON", {"id": 6, "sentence": "x"}, {"id": 7, "sentence": "x", "passages": "y"},
           {"id": 8, "sentence": "x", "passages": ["0-1"]}]  # fmt: skip
    text = "\n".join([one if isinstance(one, str) else json.dumps(one) for one in bad] + [json.dumps(lines[0])])
    code, said = run(sample_store, "--batch", "-", stdin=text)
    told = [json.loads(line) for line in said.splitlines()]
    assert code == 2
    assert ["error" in one for one in told] == [True, True, True, True, False]
    assert [one["supported"] for one in told] == [False, False, False, False, True]


def test_nothing_to_check_is_wrong_use(sample_store: Path) -> None:
    cases = (((), None, NoCheckError), (("-",), " \n", NoDraftError), (("-",), "1 " * 250_000, DraftTooLongError))
    for arguments, stdin, error in cases:
        with pytest.raises(error):
            run(sample_store, *arguments, stdin=stdin)


def test_a_draft_is_checked_step_by_step_and_no_further_than_is_asked(view: View) -> None:
    paragraphs = ["Tỉnh có 99 bệnh viện. Họp bàn.", "Tỉnh có 98 bệnh viện.", "Họp bàn."]
    *steps, done = checking(view, paragraphs)
    assert steps == [Looking(0, 4), Looking(1, 4), Looking(2, 4)], "what was said before is not looked at again"
    assert done == check_draft(view, paragraphs)
    assert check_draft(view, []) == Checked((), 0, 0)
