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
from tracuu.search.check.citations import citations_in, without
from tracuu.search.check.draft import Checked, Looking, Statement, check_draft, checking, sentences_of
from tracuu.search.check.names import Names
from tracuu.search.claims.clauses import one_line
from tracuu.search.constants import CLAIM_CHARACTERS, DRAFT_SENTENCES
from tracuu.search.errors import DraftTooLongError, NoDraftError
from tracuu.search.export import export
from tracuu.service.checking import draft_in

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


HOLDS = "holds"
NO_PLACE = "báo cáo không có"
ELSEWHERE = "báo cáo có nói, nhưng không ở"


@pytest.mark.parametrize(
    ("cited", "said"),
    [
        ("Báo cáo số 214/BC-UBND, mục III", HOLDS),
        ("Báo cáo số 214/BC-UBND, mục III.2", HOLDS),
        ("Báo cáo số 214/BC-UBND, khoản 2 mục III", HOLDS),
        ("Báo cáo số 214/BC-UBND, mục III, khoản 2", HOLDS),
        ("Báo cáo số 214/BC-UBND (mục III.2, đoạn 3)", HOLDS),
        ("mục III.2 Báo cáo số 214/BC-UBND", HOLDS),
        ("khoản 2 mục III của Báo cáo số 214/BC-UBND ngày 05/12/2023", HOLDS),
        ("Báo cáo số 214/BC-UBND, mục II và mục III.2", HOLDS),
        ("Báo cáo số 214/BC-UBND, mục III.2, đoạn 2, đoạn 3", HOLDS),
        ("Báo cáo số 214/BC-UBND, mục “Tồn tại, hạn chế”", HOLDS),
        ("Báo cáo số 214/BC-UBND, mục II.2", ELSEWHERE),
        ("Báo cáo số 214/BC-UBND, mục III.2, đoạn 1", ELSEWHERE),
        ("mục II Báo cáo số 214/BC-UBND", ELSEWHERE),
        ("Báo cáo số 214/BC-UBND, mục III.9", NO_PLACE),
        ("Báo cáo số 214/BC-UBND, khoản 3 mục II phần A", NO_PLACE),
        ("điểm a khoản 2 mục III Báo cáo số 214/BC-UBND", NO_PLACE),
    ],
)
def test_a_place_is_read_in_any_order_and_on_either_side_of_its_report(view: View, cited: str, said: str) -> None:
    [statement] = checked(view, f"Cả năm được cấp 12 triệu đồng ({cited}).")
    assert statement.citations[0].text == cited
    assert said in (statement.reason.vi if statement.reason else statement.status)


@pytest.mark.parametrize(
    "cited",
    [
        "điểm a khoản 2 mục II phần A Báo cáo số 96/BC-UBND",
        "Báo cáo số 96/BC-UBND, phần A, mục II, khoản 2, điểm a",
        "Báo cáo số 96/BC-UBND, điểm a) khoản 2 mục A.II",
    ],
)
def test_levels_are_compared_as_a_set(view: View, cited: str) -> None:
    [statement] = checked(view, f"Kiến nghị khắc phục 132 thiếu sót ({cited}).")
    assert (statement.status, statement.citations[0].text) == ("holds", cited)
    assert statement.citations[0].passage == passage_with(view, "132 thiếu sót")


def test_an_item_within_a_section_is_found_by_its_own_number(view: View) -> None:
    passage = passage_with(view, "Đề nghị UBND huyện trang bị cho Bộ phận Một cửa")
    [citation] = citations_in("(Báo cáo số 214/BC-UBND, khoản 1 mục V)", view, Names.of(view))
    assert citation.passage == passage


def test_what_a_place_could_be_taken_for_is_none(view: View) -> None:
    for words in ("phần lớn thôn đã có tổ công nghệ số", "mục tiêu đề ra đã đạt", "điều kiện còn khó khăn"):
        [citation] = citations_in(f"Theo Báo cáo số 214/BC-UBND, {words}.", view, Names.of(view))
        assert (citation.text, citation.problem) == ("Theo Báo cáo số 214/BC-UBND", None)


@pytest.mark.parametrize("mark", ["1. ", "a) ", "- ", "2.1. ", "IV. ", "3/ "])
def test_the_mark_of_an_item_before_a_citation_claims_nothing(view: View, mark: str) -> None:
    holds, fails = checked(view, *(f"{mark}Theo {ITS_REPORT}, cả năm được cấp {n} triệu đồng." for n in (12, 21)))
    assert (holds.status, fails.status) == ("holds", "fails")


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("Báo cáo 214/BC-UBND", None),
        ("BC số 214/BC-UBND", None),
        ("Báo cáo số 214 ngày 05/12/2023 của UBND xã Tân Lập", None),
        ("Báo cáo số 214 của UBND xã Tân Lập", None),
        ("Báo cáo số 214 ngày 06/12/2023", "không đúng"),
        ("Báo cáo số 999 ngày 05/12/2023", "không có báo cáo số 999"),
    ],
)
def test_a_report_is_known_without_all_of_its_number(view: View, name: str, problem: str | None) -> None:
    [citation] = citations_in(f"Cả năm được cấp 12 triệu đồng ({name}).", view, Names.of(view))
    assert citation.text == name
    assert (problem or "") in (citation.problem.vi if citation.problem else "")
    assert (citation.problem is None) == (problem is None)


def test_an_amount_is_no_number_of_a_report(view: View) -> None:
    for words in ("Trong báo cáo số 214 hộ nghèo chưa đúng", "Báo cáo số 214,5 triệu đồng", "Báo cáo 214 triệu đồng"):
        assert citations_in(words, view, Names.of(view)) == []


def test_the_report_cited_last_is_meant_by_what_was_cited(view: View) -> None:
    first = f"Theo {ITS_REPORT}, cả năm được cấp 12 triệu đồng."
    for again in ("Báo cáo đã dẫn, mục III.2, đoạn 3", "Báo cáo nêu trên, mục III.2", "Tlđd, mục III.2", "Tlđd"):
        _, second = checked(view, first, f"Kinh phí cả năm được cấp 12 triệu đồng ({again}).")
        assert (second.status, second.citations[0].text) == ("holds", again)
    [alone] = checked(view, "Cả năm được cấp 12 triệu đồng (Báo cáo đã dẫn, mục III.2).")
    assert alone.reason
    assert alone.reason.vi == "trước đó chưa dẫn báo cáo nào"


def test_a_note_is_of_what_calls_it_and_no_statement_of_its_own(view: View) -> None:
    [first, second] = checked(
        view,
        "Cả năm được cấp 12 triệu đồng[1]. Kinh phí chỉ đủ in biểu mẫu và làm băng rôn.[2]",
        f"[1] {ITS_REPORT}, mục III.2.",
        "[2] Báo cáo đã dẫn, mục III.2, đoạn 3.",
        "[3] Số liệu làm tròn đến 02 chữ số. Lấy tại ngày 05/12/2023.",
    )
    assert (first.status, second.status) == ("holds", "holds")
    assert second.citations[0].passage == passage_with(view, FUNDS)


def test_a_date_or_a_document_is_looked_up_as_a_figure_is(view: View) -> None:
    right, wrong, plan, other = checked(
        view,
        "Căn cứ Luật Bảo vệ môi trường số 72/2020/QH14. Số: 12/BC-UBND. Tân Lập, ngày 05 tháng 12 năm 2023",
        "Phường Bến Đá được sắp xếp lại từ ngày 01/7/2025. Phường Bến Đá được sắp xếp lại từ ngày 01/8/2025.",
        "Ban hành Kế hoạch số 11/KH-UBND ngày 22/01/2021 về bảo đảm an toàn thực phẩm.",
        "Ban hành Kế hoạch số 17/KH-UBND về bảo đảm an toàn thực phẩm.",
    )
    assert [one.status for one in (right, wrong, plan, other)] == ["offered", "unbacked", "offered", "unbacked"]
    assert check_draft(view, ["Năm 2023, các thôn có nhiều cố gắng."]).silent == 1


@pytest.mark.parametrize(
    ("quote", "told"),
    [
        ("hạn chế, cả năm được cấp 12 triệu đồng", None),
        ("kinh phí dành cho cải cách hành chính còn hạn chế", None),
        ("… cả năm được cấp 12 triệu đồng…", None),
        ("Kinh phí dành cho […] còn hạn chế, cả năm", "có lược: “cải cách hành chính”"),
        ("Kinh phí dành cho cải cách hành chính (…) chỉ đủ in biểu mẫu", "chỗ lược có từ phủ định hoặc số liệu"),
        ("chỉ đủ in biểu mẫu … Kinh phí dành cho cải cách hành chính", "không đúng nguyên văn"),
        ("Kinh phí dành cho … ba triệu đồng", "không đúng nguyên văn"),
        ("kinh … phí … chế", "không đúng nguyên văn"),
        ("kinh phí Dành cho cải cách hành chính", "không đúng nguyên văn"),
    ],
)
def test_words_left_out_of_a_quotation_are_told(view: View, quote: str, told: str | None) -> None:
    [statement] = checked(view, f"Báo cáo số 214/BC-UBND, mục III.2 nêu: “{quote}”.")
    assert (told or "") in (statement.reason.vi if statement.reason else "")
    assert (statement.reason is None) == (told is None)
    assert (statement.status == "fails") == (told == "không đúng nguyên văn")


@pytest.mark.parametrize(
    "said",
    [
        "“Thu không đủ bù chi” là nhận định của phường Bến Đá (Báo cáo số 157/BC-UBND).",
        "Theo đánh giá của UBND phường Bến Đá, “Thu không đủ bù chi” (Báo cáo số 157/BC-UBND).",
        "UBND phường Bến Đá nhận định: “Thu không đủ bù chi” (Báo cáo số 157/BC-UBND).",
    ],
)
def test_whose_a_quotation_is_may_be_said_by_any_noun_or_verb_of_saying(view: View, said: str) -> None:
    assert [one.status for one in checked(view, said, said.replace("không đủ", "đủ"))] == ["holds", "fails"]
    assert [one.status for one in checked(view, said.replace("Bến Đá", "Bến Gỗ"))] == ["fails"]


def test_lines_of_plain_text_are_paragraphs_where_they_end_what_they_say(tmp_path: Path) -> None:
    text = "Dòng một dài nên\nxuống dòng giữa câu.\nCó 12 hộ.\n\na) Có 9 hộ;\nb) Có 8 hộ."
    (tmp_path / "dự thảo.txt").write_text(text, encoding="utf-8")
    said = draft_in(tmp_path / "dự thảo.txt")
    assert said[:2] == ["Dòng một dài nên xuống dòng giữa câu.", "Có 12 hộ."]


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
