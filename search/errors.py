"""The faults of asking that a person can mend."""

from __future__ import annotations

from collections.abc import Iterable

from tracuu.corpus.errors import TracuuError


class EmptyQueryError(TracuuError):
    """There is nothing to look for."""

    def __init__(self) -> None:
        super().__init__(
            "Chưa có câu hỏi. Hãy gõ từ cần tìm, ví dụ: kinh phí hạn chế.",
            "There is no question. Type what to look for, for example: kinh phí hạn chế.",
        )


class FilterValueError(TracuuError):
    """A filter has a value that cannot be."""

    def __init__(self, name: str, value: str, allowed: Iterable[str]) -> None:
        listed = ", ".join(allowed)
        super().__init__(
            f"Bộ lọc “{name}” không nhận giá trị “{value}”. Dùng một trong: {listed}.",
            f"The filter “{name}” does not take “{value}”. Use one of: {listed}.",
        )


class ReportUnknownError(TracuuError):
    """No report has that id."""

    def __init__(self, report_id: str) -> None:
        super().__init__(
            f"Không có báo cáo nào mang mã “{report_id}”. Xem danh sách bằng `tracuu list`.",
            f"No report has the id “{report_id}”. See the list with `tracuu list`.",
        )


class JudgedSetError(TracuuError):
    """Judged queries are not as their format has them."""

    def __init__(self, what_vi: str, what_en: str) -> None:
        super().__init__(
            f"Bộ câu hỏi đã chấm không đúng dạng: {what_vi}. Cần một thư mục BEIR (corpus.jsonl, queries.jsonl, "
            "qrels/test.tsv), hoặc một tệp .jsonl kèm --reports.",
            f"The judged queries are not in a known format: {what_en}. Give a BEIR folder (corpus.jsonl, "
            "queries.jsonl, qrels/test.tsv), or a .jsonl file with --reports.",
        )


class BatchLineError(TracuuError):
    """A line of a batch file is not a query."""

    def __init__(self, file: str, number: int) -> None:
        super().__init__(
            f"Dòng {number} của “{file}” không phải là {{“id”, “query”}} dạng JSON. Hãy sửa dòng đó rồi chạy lại.",
            f"Line {number} of “{file}” is not JSON with “id” and “query”. Mend that line and run again.",
        )


class PassageUnknownError(TracuuError):
    """No passage has that id."""

    def __init__(self, key: str) -> None:
        super().__init__(
            f"Không có đoạn nào mang mã “{key}”. Mã đoạn có trong kết quả của `tracuu search --json`.",
            f"No passage has the id “{key}”. `tracuu search --json` gives the ids of passages.",
        )
