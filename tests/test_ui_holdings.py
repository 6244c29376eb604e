"""Kho báo cáo: names made safe, versions recognised, fields typed, and the tab in a browser over an empty folder."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, get_args

import gradio as gr
import numpy as np
import numpy.typing as npt
import pytest
from filelock import FileLock
from gradio.utils import get_upload_folder
from playwright.sync_api import FilePayload, Page, expect, sync_playwright

from tests.browsing import CHROMIUM, QUIETLY
from tests.conftest import ROOT
from tracuu.corpus.errors import Language
from tracuu.corpus.report import Header, Report
from tracuu.index.changes import Failure
from tracuu.index.errors import EncoderMismatchError, PathMissingError, StoreBusyError
from tracuu.index.local.keeping.folders import walk
from tracuu.index.local.lock import writer
from tracuu.index.local.paths import LOCK_FILE, ORIGINALS
from tracuu.index.models.encoder import Encoder
from tracuu.index.records import ReportRecord
from tracuu.page.cards.correcting import correction_dialog
from tracuu.page.cards.holdings import folder_list, outcome_card
from tracuu.page.cards.incoming import SHOWN, incoming_list, preview, step_bar, time_left
from tracuu.page.events import ForeignPageError, from_own_page, pairs, texts, uploaded
from tracuu.page.language import WORDS
from tracuu.page.tabs.desk import as_html
from tracuu.page.tabs.holdings import look
from tracuu.search import SearchEngine
from tracuu.service.changes import Changes, Did, FieldsWrongError, NotHereError, NothingWaitsError, Outcome
from tracuu.service.header_fields import as_shown, as_taken, changed, read_boxes
from tracuu.service.holdings import Folder, folders, matching
from tracuu.service.house import open_house
from tracuu.service.incoming import Incoming, Waiting, place_for, safe_name
from tracuu.service.jobs import Job, Step, seconds_left
from tracuu.service.readers import OWNER, NotAllowedError, Reader
from tracuu.service.versions import Versions
from tracuu.words import Bilingual

VI = WORDS["vi"]


def report(
    number: str = "12/BC-UBND", day: str = "05", kept: str = "40", secrecy: str = "", commune: str = "Đá Bia"
) -> str:
    return f"""\
ỦY BAN NHÂN DÂN XÃ {commune.upper()}

Số: {number}

{secrecy}

{commune}, ngày {day} tháng 3 năm 2024

BÁO CÁO
Kết quả nuôi ong lấy mật năm 2023

I. KẾT QUẢ

Toàn xã có {kept} đàn ong lấy mật, bán được chín tạ mật.

II. KHÓ KHĂN

Kinh phí mua thùng nuôi ong còn hạn chế <img src=x onerror="window.pwned=1">.
"""


@pytest.mark.parametrize(
    ("said", "safe"),
    [
        ("năm 2024/Báo cáo quý I.docx", "năm 2024/Báo cáo quý I.docx"),
        ("../../etc/passwd", "etc/passwd"),
        ("C:\\Users\\a\\bc.docx", "C_/Users/a/bc.docx"),
        ("/a/b/c/d/e/f.txt", "c/d/e/f.txt"),
        (".git/~$bc.docx", "git/bc.docx"),
        ("bc\u202exslx.exe\0\n.txt", "bcxslx.exe.txt"),
        ("<img src=x>.txt", "_img src=x_.txt"),
        ("con.txt", "_con.txt"),
        ("..", "bao-cao"),
        ("", "bao-cao"),
    ],
)
def test_a_name_is_one_that_every_file_system_takes(said: str, safe: str) -> None:
    assert safe_name(said) == PurePosixPath(safe)


def test_a_long_name_keeps_its_ending_and_is_no_longer_than_a_file_system_takes() -> None:
    name = safe_name("ử" * 500 + ".docx").name
    assert name.endswith("ử.docx")
    assert len(name.encode()) <= 150


def test_another_file_of_the_same_name_gets_a_number_and_the_same_file_its_own_place(tmp_path: Path) -> None:
    (tmp_path / "bc.txt").write_text("một")
    one = "b" * 64
    assert place_for(tmp_path, "bc.txt", one) == (tmp_path / "bc (2).txt", False)
    assert place_for(tmp_path, "bc.txt/trong.txt", one) == (tmp_path / "trong.txt", False)
    (tmp_path / "bc (2).txt").write_text("hai")
    assert place_for(tmp_path, "bc.txt", one) == (tmp_path / "bc (3).txt", False)
    second = Waiting(tmp_path)
    assert second.known(["../bc.txt", "x" * 22, ""]) == []
    second.drop(["..", ".", "bc.txt"])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bc (2).txt", "bc.txt"]


@pytest.mark.parametrize(
    ("field", "typed", "taken"),
    [
        ("issued", ("5/7/2023",), "2023-07-05"),
        ("issued", (" 05-07-2023 ",), "2023-07-05"),
        ("issued", ("7/2023",), "2023-07"),
        ("issued", ("2023",), "2023"),
        ("issued", ("2023-07-05",), "2023-07-05"),
        ("issued", ("45/7/2023",), "45/7/2023"),
        ("issued", ("hôm qua",), "hôm qua"),
        ("period", ("1/2023", "6/2023"), "2023-01/2023-06"),
        ("period", ("2023", ""), "2023/2023"),
        ("period", ("", ""), ""),
        ("recipients", ("Như trên; Lưu: VT",), "Như trên; Lưu: VT"),
    ],
)
def test_fields_are_taken_as_people_type_them(field: str, typed: tuple[str, ...], taken: str) -> None:
    assert as_taken(field, typed) == taken


def test_what_is_shown_is_taken_back_as_it_was() -> None:
    header = Header(
        "UBND xã Đá Bia", issued="2024-03-05", period=("2023-01", "2023-12"), recipients=("A", "B")
    ).to_json()
    assert as_shown(header, "issued") == ("5/3/2024",)
    assert as_taken("period", as_shown(header, "period")) == "2023-01/2023-12"
    assert read_boxes(
        {"number": ["1"], "period": ["1"], "agency": "x", "level": [3], "secrecy": [""], "other": ["y"]}
    ) == {"number": ("1",)}
    assert read_boxes(["number"]) == {}


def record(key: str, file: str, **header: Any) -> ReportRecord:
    return ReportRecord(key, file, Header(**header), (), None, 1)


def test_versions_of_one_document_are_recognised_and_told_apart() -> None:
    bees: dict[str, Any] = {"agency": "UBND xã Đá Bia", "title": "Kết quả nuôi ong", "period": ("2023", "2023")}
    store = Versions(
        [
            record("a", "bc.txt", **bees, number="12/BC-UBND", issued="2024-03-05"),
            record("b", "x/Nuoi-ong.TXT", agency="UBND xã Đá Bia", title="Việc khác"),
            record("c", "nuoi-ong.txt", agency="UBND xã Khác"),
            record("d", "d.txt", agency="UBND xã Đá Bia", number="12/BC-UBND", issued="2023-03-05"),
        ]
    )

    def found(file: str, **header: Any) -> list[tuple[str, str, str | None]]:
        return [(kin.record.id, kin.why, kin.age) for kin in store.of(Header(**header), file)]

    same = {"agency": "Ubnd xã Đá Bia", "number": "12 /BC-UBND"}
    assert found("y.txt", **same, issued="2024-04-01") == [("a", "same_number", "older")]
    assert found("y.txt", **same, issued="2024-03-01") == [("a", "same_number", "newer")]
    assert found("y.txt", **{**bees, "number": "15/BC-UBND"}) == [("a", "same_title", None)]
    assert found("nuoi-ong.txt", agency="UBND xã Đá Bia") == [("b", "same_file", None)]
    assert found("y.txt", agency="UBND xã Đá Bia", number="/BC-UBND") == []
    assert store.of(Header(**bees), "bc.txt", own="a") == []


def test_the_list_is_narrowed_by_any_word_that_it_shows_accents_aside() -> None:
    one = record("a", "bc-12.docx", agency="UBND xã Đá Bia", number="12/BC-UBND", issued="2024-03-05")
    assert matching(one, ["quy-1/bc.docx"], "da bia 2024 quy-1")
    assert not matching(one, [], "đá bia 2023")


def test_the_time_left_is_told_once_it_can_be() -> None:
    assert seconds_left(0.5, 1, 10) is None
    assert seconds_left(20, 0, 10) is None
    assert seconds_left(20, 5, 10) == 20
    assert time_left(2, VI) == "còn khoảng 5 giây"
    assert time_left(61, VI) == "còn khoảng 2 phút"


def test_work_goes_on_by_itself_and_tells_how_far_it_is() -> None:
    def work(progress: Any) -> str:
        for done in range(4):
            progress("encode", done, 4)
            time.sleep(0.3)
        return "xong"

    job = Job(work)
    steps = list(job.steps())
    assert job.outcome() == "xong"
    assert {step.stage for step in steps[1:]} == {"encode"}
    assert steps[-1] != Step("encode", 0, 4)
    assert not job.running()


class Asked:
    """A request with these headers."""

    def __init__(self, **headers: str) -> None:
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


@pytest.mark.parametrize(
    ("headers", "own"),
    [
        ({"host": "10.0.0.5:7860", "origin": "http://10.0.0.5:7860"}, True),
        ({"host": "10.0.0.5:7860", "origin": "http://evil.example"}, False),
        ({"host": "inside:80", "origin": "https://tracuu.example", "sec_fetch_site": "same-origin"}, True),
        ({"host": "a", "origin": "http://a", "sec_fetch_site": "cross-site"}, False),
        ({"host": "a", "origin": "null"}, False),
        ({"host": "a"}, True),
    ],
)
def test_only_our_own_page_may_ask_for_changes(headers: dict[str, str], own: bool) -> None:
    request: Any = Asked(**headers)
    if own:
        from_own_page(request)
    else:
        with pytest.raises(ForeignPageError):
            from_own_page(request)


def test_only_files_that_were_sent_are_taken_and_an_event_is_not_trusted(tmp_path: Path) -> None:
    own = Path(get_upload_folder()) / "tracuu-test"
    own.mkdir(parents=True, exist_ok=True)
    sent = own / "bc.txt"
    sent.write_text("x")
    link = own / "lien-ket.txt"
    link.unlink(missing_ok=True)
    link.symlink_to("/etc/hostname")
    assert uploaded(str(sent)) == sent
    for path in ("/etc/hostname", f"{own}/../../../etc/hostname", str(link), str(own), "", "a\0b"):
        assert uploaded(path) is None
    shutil.rmtree(own)
    event = gr.EventData(None, {"tokens": ["a", 1, None], "files": [["p", "n"], ["p"], "pn", [1, "n"]]})
    assert texts(event, "tokens") == ["a"]
    assert pairs(event, "files") == [("p", "n")]
    assert texts(event, "nothing") == []


def test_of_thousands_of_files_those_are_shown_that_ask_to_be_looked_at_and_all_are_kept() -> None:
    plain = Report("a.docx", Header(agency="UBND xã Yên"), (), (), (), ())
    waiting = [(Incoming(f"t{n}", f"{n}.docx", "", plain, 1, 0), ()) for n in range(5000)]
    waiting.append((Incoming("broken", "hỏng.docx", "", fault=Bilingual("Tệp hỏng.", "Broken.")), ()))
    shown = as_html(incoming_list(waiting, [], 0, None, VI, "vi"))
    assert shown.count("<article") == SHOWN
    assert shown.index("hỏng.docx") < shown.index("<article", shown.index("<article") + 1), "what asks for it is first"
    assert VI["waiting_further"].format(n="4.941") in shown
    ready = shown.partition('data-ready="')[2].partition('"')[0].split()
    assert ready == [f"t{n}" for n in range(5000)]
    assert shown.partition('data-waiting="')[2].partition('"')[0].split() == [*ready, "broken"]
    event = gr.EventData(None, {"tokens": ready})
    assert texts(event, "tokens") == ready, "none is left out on the way back"


def test_what_is_shown_of_files_is_escaped() -> None:
    evil = "<script>pwned</script>"
    refused = incoming_list((), [(evil, "kind"), (evil, evil)], 0, None, VI, "vi")
    shown = as_html([refused, folder_list([Folder(Path(evil), 1, 0, True)], VI)])
    assert "<script" not in shown
    assert shown.count("&lt;script&gt;") == 4


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_was_done_and_how_far_it_is_can_be_said_in_both_languages(language: Language) -> None:
    words = WORDS[language]
    failure = Failure("hong.pdf", Bilingual("tệp hỏng", "broken file"))
    for did in get_args(Did):
        outcome = Outcome(did, ("bc.txt",), (failure,), ("cu.txt",), "id", 1234, 5678, waits=True)
        shown = as_html(outcome_card(outcome, words, language))
        assert ("broken file" if language == "en" else "tệp hỏng") in shown
        assert re.search(r"bc\.txt|1[.,]234", shown)
        assert "{" not in shown
    for stage in ("read", "encode", "publish"):
        assert "{" not in as_html(step_bar(Step(stage, 3, 40, 125), words))


def changing(data: Path, encoder: Encoder, local: bool = True) -> Changes:
    """The store in `data`, changed with that encoder, which is loaded already."""
    house = open_house(data)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("tracuu.service.engines.load_encoder", lambda _: encoder)
        house.engines.encoder()
    return Changes(house, local)


@pytest.fixture
def data_folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def changes(data_folder: Path, encoder: Encoder) -> Changes:
    return changing(data_folder, encoder)


def brought(changes: Changes, tmp_path: Path, name: str, text: str) -> Any:
    """A file as it waits in the store."""
    sent = tmp_path / "sent"
    sent.write_text(text, encoding="utf-8")
    (one,) = changes.look(OWNER, [changes.waiting.take(sent, name)], ())
    assert not sent.exists()
    return one


def test_an_archive_that_is_brought_is_its_files(changes: Changes, data_folder: Path, tmp_path: Path) -> None:
    sent = tmp_path / "sent"
    with zipfile.ZipFile(sent, "w") as file:
        file.writestr("xã/bc.txt", report())
        file.writestr("../ngoài.txt", report())
        file.writestr("bc.mp4", b"x")
    taken, refused = changes.opened(OWNER, [changes.waiting.take(sent, "gói.zip")])
    looked = list(changes.look(OWNER, taken, ()))
    assert [(one.name, one.report is not None) for one in (*refused, *looked)] == [
        ("gói.zip/ngoài.txt", False),
        ("gói.zip/xã/bc.txt", True),
        ("gói.zip/bc.mp4", False),
    ]
    assert len(changes.waiting.known(one.token for one in (*refused, *looked))) == 3
    outcome = changes.keep(OWNER, [one.token for one in looked]).outcome()
    assert (outcome.names, outcome.reports) == (("gói.zip/xã/bc.txt",), 1)
    assert (data_folder / ORIGINALS / "gói.zip" / "xã" / "bc.txt").read_text(encoding="utf-8") == report()


def test_what_the_system_or_an_editor_keeps_for_itself_is_not_brought(
    changes: Changes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    own = ("xã/~$bc.docx", "xã/.DS_Store", ".git/bc.txt", "__MACOSX/._bc.txt", "xã/Thumbs.db", "desktop.ini")
    sent = tmp_path / "sent"
    with zipfile.ZipFile(sent, "w") as file:
        for name in (*own, "xã/bc.txt"):
            file.writestr(name, report())
    taken, refused = changes.opened(OWNER, [changes.waiting.take(sent, "gói.zip")])
    assert ([path.name for _, path in taken], refused) == (["bc.txt"], [])
    files = []
    for at, name in enumerate((*own, "xã/bc.txt")):
        (tmp_path / str(at)).write_text(report(), encoding="utf-8")
        files.append([str(tmp_path / str(at)), name])
    *_, shown = look(changes, OWNER, gr.EventData(None, {"files": files}), "vi")
    assert "Chờ xem lại (1)" in str(shown)
    assert not [path for path in tmp_path.iterdir() if path.name.isdigit()]


def test_an_archive_that_cannot_be_opened_says_why(changes: Changes, tmp_path: Path) -> None:
    sent = tmp_path / "sent"
    sent.write_bytes(b"PK")
    taken, (refused,) = changes.opened(OWNER, [changes.waiting.take(sent, "gói.zip")])
    assert taken == []
    assert refused.fault
    assert "hỏng hoặc bị cắt cụt" in refused.fault.vi


def test_files_are_kept_by_us_synced_again_and_erased_with_their_originals(
    changes: Changes, data_folder: Path, tmp_path: Path
) -> None:
    one = brought(changes, tmp_path, "xã/bc.txt", report())
    assert one.report.header.number == "12/BC-UBND"
    outcome = changes.keep(OWNER, [one.token, "không-có"]).outcome()
    assert (outcome.names, outcome.reports) == (("xã/bc.txt",), 1)
    original = data_folder / ORIGINALS / "xã" / "bc.txt"
    assert original.read_text(encoding="utf-8") == report()
    assert list((data_folder / "incoming").iterdir()) == []
    again = brought(changes, tmp_path, "khac.txt", report())
    assert again.report is None
    assert "giống hệt" in again.fault.vi
    changed = brought(changes, tmp_path, "xã/bc.txt", report(kept="55"))
    key = one.digest[:12]
    assert changes.keep(OWNER, [changed.token], instead_of=[key]).outcome().names == ("xã/bc (2).txt",)
    with changes.house.seen_by(OWNER) as view:
        assert [gone.id for gone in view.removed()] == [key]
        assert [held.file for held in view.reports()] == ["xã/bc (2).txt"]
    assert "đã được gỡ" in brought(changes, tmp_path, "bc.txt", report()).fault.vi
    assert changes.restore(OWNER, key).did == "restored"
    assert changes.remove(OWNER, key).undo == key
    assert changes.erase(OWNER, key).did == "erased"
    assert not original.exists()
    assert not any("40 đàn" in path.read_text("utf-8", "ignore") for path in data_folder.rglob("*") if path.is_file())


def test_a_header_is_put_right_before_it_is_kept_and_stays_so(
    changes: Changes, data_folder: Path, tmp_path: Path, encoder: Encoder
) -> None:
    one = brought(changes, tmp_path, "xã/bc.txt", report())
    with pytest.raises(FieldsWrongError):
        changes.amend(OWNER, one.token, {"issued": "hôm qua"})
    changes.amend(OWNER, one.token, {"agency": "UBND xã Đúng", "issued": "2024-03-09"})
    changes.amend(OWNER, one.token, {"number": "99/BC-UBND"})
    (again,) = changes.waiting.known([one.token])
    assert again.report
    assert (again.header.agency, again.header.number, again.header.issued) == (
        "UBND xã Đúng",
        "99/BC-UBND",
        "2024-03-09",
    )
    assert again.report.header == one.report.header, "what was read stays beside it"
    shown = as_html([correction_dialog("t", again.header.to_json(), (), VI, beside=preview(again.report, again, VI))])
    assert 'value="99/BC-UBND"' in shown
    assert "12/BC-UBND" in shown
    changes.keep(OWNER, [one.token]).outcome()
    with changes.house.seen_by(OWNER) as view:
        (record,) = view.reports()
        assert (record.header.agency, record.header.number) == ("UBND xã Đúng", "99/BC-UBND")
        assert {one.field for one in view.corrections(record.id)} == {"agency", "number", "issued"}
    with pytest.raises(NothingWaitsError):
        changes.amend(OWNER, one.token, {"agency": "Khác"})


def test_what_is_secret_or_unreadable_stays_nowhere(changes: Changes, data_folder: Path, tmp_path: Path) -> None:
    secret = brought(changes, tmp_path, "m.txt", report(secrecy="TỐI MẬT"))
    assert "độ mật" in secret.fault.vi
    broken = brought(changes, tmp_path, "a.docx", "không phải Word")
    assert "không phải định dạng .docx" in broken.fault.vi
    stays = [path.read_text("utf-8") for path in data_folder.rglob("*") if path.is_file()]
    assert len(stays) == 2
    assert not any("thùng nuôi" in text or "không phải Word" in text for text in stays)
    assert changes.waiting.known([secret.token, broken.token, secret.token]) == [secret, broken]
    with pytest.raises(NothingWaitsError):
        changes.keep(OWNER, [secret.token])


def test_a_busy_store_says_who_writes_and_nothing_is_lost(
    changes: Changes, data_folder: Path, tmp_path: Path, encoder: Encoder
) -> None:
    one = brought(changes, tmp_path, "bc.txt", report())
    with FileLock(data_folder / LOCK_FILE):
        job = changes.keep(OWNER, [one.token])
        with pytest.raises(StoreBusyError, match="đang được"):
            job.outcome()
    assert not any((data_folder / ORIGINALS).rglob("*.txt"))
    assert changes.waiting.known([one.token]) == [one]
    assert changes.keep(OWNER, [one.token]).outcome().reports == 1
    other: Any = type("Other", (), {"name": "another", "dimension": 3})()
    with pytest.raises(EncoderMismatchError):
        changing(data_folder, other).sync_folder(OWNER, str(tmp_path)).outcome()


def test_folders_are_named_by_those_alone_who_sit_at_the_machine(
    changes: Changes, data_folder: Path, tmp_path: Path, encoder: Encoder
) -> None:
    with pytest.raises(NotHereError):
        changing(data_folder, encoder, local=False).sync_folder(OWNER, str(tmp_path))
    with pytest.raises(NotHereError):
        changing(data_folder, encoder, local=False).erase(OWNER, "a")
    for wrong in ("", "a\0b", str(tmp_path / "không có")):
        with pytest.raises(PathMissingError):
            changes.sync_folder(OWNER, wrong)
        with pytest.raises(NotAllowedError):
            changes.sync_folder(Reader(role="reader"), wrong)
    reports = tmp_path / "báo cáo" / "xã"
    reports.mkdir(parents=True)
    (reports / "bc.txt").write_text(report(), encoding="utf-8")
    assert changes.sync_folder(OWNER, str(reports.parent)).outcome().names == ("xã/bc.txt",)
    one = brought(changes, tmp_path, "khac.txt", report("13/BC-UBND"))
    changes.keep(OWNER, [one.token]).outcome()
    with changes.house.seen_by(OWNER) as view:
        assert folders(view.files(), data_folder) == [Folder(reports.parent, 1, 0, True)]
    assert [name for _, name in walk([tmp_path], data_folder).files] == ["báo cáo/xã/bc.txt"]
    assert [name for _, name in walk([data_folder / ORIGINALS], data_folder).files] == ["khac.txt"]


def test_a_header_is_corrected_field_by_field_or_not_at_all(
    changes: Changes, data_folder: Path, tmp_path: Path
) -> None:
    one = brought(changes, tmp_path, "bc.txt", report())
    changes.keep(OWNER, [one.token]).outcome()
    key = one.digest[:12]
    with pytest.raises(FieldsWrongError) as wrong:
        changes.correct(OWNER, key, {"number": "99/BC-UBND", "issued": "hôm qua", "level": "village"})
    assert wrong.value.wrong == {"issued", "level"}
    header = one.report.header
    boxes = {name: as_shown(header.to_json(), name) for name in ("period", "recipients", "issued", "number")}
    assert changes.correct(OWNER, key, changed(header, boxes)) is None
    assert changed(header, {**boxes, "number": (" 9/BC ",)}) == {"number": "9/BC"}
    job = changes.correct(OWNER, key, {"number": "99/BC-UBND", "issued": "2024-03"})
    assert job
    assert job.outcome().did == "corrected"
    with changes.house.seen_by(OWNER) as view:
        header = view.reports()[0].header
        assert (header.number, header.issued) == ("99/BC-UBND", "2024-03")
        assert [made.original for made in view.corrections(key)] == ["2024-03-05", "12/BC-UBND"]
    back = changes.correct(OWNER, key, {"number": "12/BC-UBND"})
    assert back
    back.outcome()
    with changes.house.seen_by(OWNER) as view:
        assert [made.field for made in view.corrections(key)] == ["issued"]


def test_searching_goes_on_while_files_are_taken_in(
    changes: Changes, data_folder: Path, tmp_path: Path, encoder: Encoder
) -> None:
    changes.keep(OWNER, [brought(changes, tmp_path, "bc.txt", report()).token]).outcome()
    engine = SearchEngine.open_with(data_folder, encoder)
    began, go_on = threading.Event(), threading.Event()

    class Slow:
        """Encodes when it is let."""

        name, dimension, prompts = encoder.name, encoder.dimension, encoder.prompts
        encode_queries = encoder.encode_queries

        def encode_passages(self, passages: Sequence[str]) -> npt.NDArray[np.float32]:
            began.set()
            assert go_on.wait(30)
            return encoder.encode_passages(passages)

    later = changing(data_folder, Slow())
    one = brought(later, tmp_path, "khac.txt", report("13/BC-UBND", kept="77", commune="Đá Cao"))
    job = later.keep(OWNER, [one.token])
    assert began.wait(30)
    assert engine.search("kinh phí mua thùng").hits[0].passage.report.header.agency == "UBND xã Đá Bia"
    with pytest.raises(StoreBusyError, match="chính trang này"):
        later.keep(OWNER, [one.token])
    assert later.job(OWNER) is job
    third = brought(later, tmp_path, "sau.txt", report("14/BC-UBND", kept="78", commune="Đá Xa"))
    after = later.keep(OWNER, [third.token], in_turn=True)
    assert (later.job(OWNER), later.begun(OWNER, after.id), later.begun(OWNER, "x")) == (job, after, None)
    assert not later.settled(0)
    go_on.set()
    assert job.outcome().reports == 2
    assert after.outcome().reports == 3
    assert later.settled(0)
    assert later.job(OWNER) is None
    assert engine.search("77 đàn ong").hits[0].passage.report.header.agency == "UBND xã Đá Cao"
    engine.close()


SERVE = """
import pathlib, sys
from tracuu.service.house import open_house
from tracuu.serving import serve
house = open_house(pathlib.Path(sys.argv[1]), ahead=True)
serve(house, port=int(sys.argv[2]), announce=lambda at: print(at, flush=True))
"""

DROP = """async (files) => {
  const transfer = new DataTransfer();
  for (const [name, text] of files) transfer.items.add(new File([text], name));
  for (const kind of ["dragover", "drop"])
    document.body.dispatchEvent(new DragEvent(kind, { dataTransfer: transfer, bubbles: true, cancelable: true }));
}"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def page(data: Path) -> Iterator[Page]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(data), str(port)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIETLY)
        context = browser.new_context(locale="vi-VN", permissions=["clipboard-read", "clipboard-write"])
        page = context.new_page()
        alarms: list[str] = []
        page.on("pageerror", lambda error: alarms.append(str(error)))
        page.goto(process.stdout.readline().strip())
        yield page
        assert alarms == []
        assert page.evaluate("window.pwned") is None
        assert page.locator(":is(#work, #side) :is(img, script), .toast-body").count() == 0
        browser.close()
    process.terminate()
    process.wait()


@pytest.mark.skipif(CHROMIUM is None, reason="no chromium, chromium-browser or google-chrome is installed")
class TestInTheBrowser:
    """One page over a folder that is empty at first: each test goes on where the one before has left it."""

    def test_a_header_is_put_right_before_the_file_is_kept(self, page: Page, data: Path) -> None:
        page.locator(".dropzone .files").set_input_files(
            FilePayload(name="sai đầu.txt", mimeType="text/plain", buffer=report().encode())
        )
        card = page.locator("#holdings-incoming .card")
        card.get_by_role("button", name="Sửa thông tin").click()
        dialog = page.get_by_role("dialog")
        expect(dialog.locator(".beside")).to_contain_text("12/BC-UBND")
        page.get_by_label("Số, ký hiệu").fill("98/BC-UBND")
        page.get_by_role("button", name="Lưu").click()
        expect(dialog).to_have_count(0)
        expect(card.locator(".source")).to_contain_text("98/BC-UBND")
        expect(card).to_contain_text("Đã sửa bằng tay: Số, ký hiệu")
        page.reload()
        expect(card.locator(".source")).to_contain_text("98/BC-UBND")
        page.get_by_role("button", name="Bỏ", exact=True).click()
        expect(card).to_have_count(0)

    def test_from_an_empty_folder_to_a_copied_citation_in_four_actions(self, page: Page, data: Path) -> None:
        expect(page.locator("#holdings-answer .notice")).to_contain_text("Kho chưa có báo cáo nào")
        page.locator(".dropzone .files").set_input_files(
            FilePayload(name="nuôi ong.txt", mimeType="text/plain", buffer=report().encode())
        )
        preview = page.locator(".incoming .preview")
        expect(preview).to_contain_text("UBND xã Đá Bia")
        expect(preview).to_contain_text("II. KHÓ KHĂN")
        expect(preview).to_contain_text('<img src=x onerror="window.pwned=1">')
        page.get_by_role("button", name="Đưa vào kho", exact=True).click()
        expect(page.locator(".outcome")).to_contain_text("Đã đưa 1 báo cáo vào kho")
        expect(page.locator(".outcome input[type=search]")).to_be_focused()
        page.keyboard.type("kinh phí mua thùng nuôi ong")
        page.keyboard.press("Enter")
        card = page.locator("#search-answer .card").first
        card.get_by_role("button", name="Chép trích dẫn").click()
        expect(card.get_by_role("button", name="Đã chép")).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()") == (
            "Báo cáo số 12/BC-UBND ngày 5/3/2024 của UBND xã Đá Bia, mục II, đoạn 1"
        )
        assert (data / ORIGINALS / "nuôi ong.txt").read_text("utf-8") == report()

    def test_what_is_dropped_is_read_and_what_cannot_be_kept_says_why(self, page: Page, data: Path) -> None:
        evil = "<img src=x onerror=window.pwned=2>.txt"
        page.evaluate(DROP, [
            [evil, report("14/BC-UBND", "06")],
            ["ban moi.txt", report(day="20", kept="41")],
            ["lai.txt", report()],
            ["mat.txt", report(secrecy="MẬT")],
            ["hong.pdf", "không phải PDF"],
            ["nhac.mp3", "x"],
        ])  # fmt: skip
        expect(page.get_by_role("tab", name="Kho báo cáo")).to_have_attribute("aria-selected", "true")
        cards = page.locator(".incoming .card")
        expect(cards).to_have_count(5)
        expect(page.locator(".incoming > .faults")).to_contain_text("nhac.mp3 không phải loại tệp đọc được")
        for place, said in enumerate(("_img src=x onerror=window.pwned=2_.txt", "Kho đang có bản cũ hơn", "giống hệt",
                                      "có dấu độ mật “MẬT”", "không phải định dạng .pdf")):  # fmt: skip
            expect(cards.nth(place)).to_contain_text(said)
        page.reload()
        expect(cards).to_have_count(5)
        cards.nth(1).get_by_role("checkbox").check()
        page.get_by_role("button", name="Đưa cả 2 báo cáo vào kho").click()
        expect(page.locator(".outcome")).to_contain_text("Trong kho có 3 báo cáo")
        expect(cards).to_have_count(3)
        page.get_by_role("button", name="Bỏ hết").click()
        expect(cards).to_have_count(0)
        expect(page.locator(".held .card")).to_have_count(2)
        expect(page.locator(".removed summary")).to_have_text("Đã gỡ (1)")
        assert list((data / "incoming").iterdir()) == []

    def test_the_list_is_narrowed_and_a_header_put_right(self, page: Page) -> None:
        page.get_by_role("searchbox", name="Lọc danh sách báo cáo").fill("14/bc")
        page.keyboard.press("Enter")
        card = page.locator(".held .card")
        expect(card).to_have_count(1)
        card.get_by_role("button", name="Sửa thông tin").click()
        page.get_by_label("Ngày ban hành").fill("hôm qua")
        page.get_by_role("button", name="Lưu").click()
        expect(page.locator("dialog .wrong")).to_contain_text("Cần một ngày như 5/7/2023")
        page.get_by_label("Ngày ban hành").fill("7/3/2024")
        page.get_by_label("Số, ký hiệu").fill('14/BC-<img src=x onerror="window.pwned=3">')
        page.get_by_role("button", name="Lưu").click()
        expect(page.locator(".outcome")).to_contain_text("Đã sửa thông tin")
        expect(card.locator(".corrected li")).to_have_count(2)
        expect(card.locator(".corrected")).to_contain_text("Ngày ban hành: 7/3/2024 (tệp ghi: 6/3/2024)")
        card.get_by_role("button", name="Sửa thông tin").click()
        page.locator(".field", has_text="Ngày ban hành").get_by_role("button", name="Lấy lại như tệp").click()
        page.get_by_role("button", name="Lưu").click()
        expect(card.locator(".corrected li")).to_have_count(1)

    def test_a_report_is_removed_brought_back_and_erased_when_that_is_confirmed(self, page: Page, data: Path) -> None:
        card = page.locator(".held .card")
        card.get_by_role("button", name="Gỡ", exact=True).click()
        expect(page.locator(".outcome")).to_contain_text("Đã gỡ")
        expect(card).to_have_count(0)
        page.locator(".outcome").get_by_role("button", name="Hoàn tác").click()
        expect(card).to_have_count(1)
        page.locator(".removed summary").click()
        page.locator(".removed").get_by_role("button", name="Xóa hẳn").click()
        dialog = page.get_by_role("dialog", name="Xóa hẳn báo cáo này?")
        expect(dialog.get_by_role("button", name="Đóng")).to_be_focused()
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
        page.locator(".removed").get_by_role("button", name="Xóa hẳn").click()
        dialog.get_by_role("button", name="Xóa hẳn").click()
        expect(page.locator(".outcome")).to_contain_text("Đã xóa hẳn “nuôi ong.txt”")
        assert not (data / ORIGINALS / "nuôi ong.txt").exists()
        page.locator(".removed summary").click()
        expect(page.locator(".removed")).to_contain_text("Một báo cáo đã xóa hẳn")

    def test_a_folder_is_taken_in_again_and_who_writes_is_named(self, page: Page, data: Path, tmp_path: Path) -> None:
        (tmp_path / "bc.txt").write_text(report("15/BC-UBND", "08"), encoding="utf-8")
        box = page.get_by_label("nạp một thư mục")
        box.fill(str(tmp_path / "không có"))
        page.get_by_role("button", name="Nạp thư mục").click()
        expect(page.locator("#holdings-work .notice")).to_contain_text("Hãy kiểm tra lại đường dẫn")
        box.fill(str(tmp_path))
        page.get_by_role("button", name="Nạp thư mục").click()
        expect(page.locator(".outcome")).to_contain_text("1 báo cáo mới hoặc thay đổi")
        (tmp_path / "hong.txt").write_bytes(b"\0" * 50)
        page.locator(".folders summary").click()
        with writer(data, "watch"):
            page.get_by_role("button", name="Đồng bộ lại").click()
            expect(page.locator("#holdings-work .notice")).to_contain_text("(theo dõi thư mục)")
        page.get_by_role("button", name="Đồng bộ lại").click()
        expect(page.locator(".outcome .faults")).to_contain_text("hong.txt")
        expect(page.locator(".failures summary")).to_have_text("Tệp không đọc được (1)")
