"""The API of a service that runs: what the command line prints, for who has a key, and one shape of error."""

from __future__ import annotations

import hashlib
import inspect
import io
import json
import logging
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from pydantic import BaseModel
from typer.testing import CliRunner

import tracuu.cli  # noqa: F401 - registers every command
from tests.conftest import ROOT, SAMPLES
from tests.programs import Service, copy_of, serving
from tracuu.api import told
from tracuu.api.application import FILE, OPENINGS, QUESTION
from tracuu.api.faults import STATUS
from tracuu.api.watching import JsonLines
from tracuu.commands.application import app
from tracuu.index import errors as keeping
from tracuu.index.local.lock import writer

REPORT = """ỦY BAN NHÂN DÂN
XÃ ĐÁ CAO
Số: {number}/BC-UBND
Đá Cao, ngày 5 tháng 12 năm 2023

BÁO CÁO
Kết quả nuôi ong năm 2023

I. Kết quả
Xã có 77 đàn ong, tăng 12 đàn so với năm trước.
"""


@pytest.fixture(scope="module")
def service(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with serving(copy_of(sample_store, tmp_path_factory.mktemp("api") / "kho"), "--log-json") as running:
        yield running


@pytest.fixture(scope="module")
def admin(service: Service) -> httpx.Client:
    return service.client()


def printed(service: Service, *arguments: str) -> Any:
    """What the command line prints as JSON over the same store."""
    done = CliRunner().invoke(app, ["--data", str(service.data), *arguments, "--json"])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def timeless(value: Any) -> Any:
    """Without how long it took."""
    return {name: one for name, one in value.items() if name != "took_ms"} if isinstance(value, dict) else value


def fits(model: type[BaseModel], value: Any) -> None:
    """The description says all that there is, and nothing that there is not."""
    assert model.model_validate(value).model_dump(mode="json", exclude_unset=True) == value


def refused(answer: httpx.Response, status: int, code: str) -> dict[str, str]:
    """Why something was not done: one shape, both languages."""
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/json"), answer.text
    fits(told.Refused, {"error": answer.json()["error"]})
    error: dict[str, str] = answer.json()["error"]
    assert error["code"] == code
    assert error["vi"] != error["en"]
    return error


QUESTIONS = (
    "kinh phí hạn chế",
    "kinh phi han che",
    "báo cáo mới nhất của xã Tân Lập",
    "huy chương olympic",
    "năm:2023",
)


class TestTheSameAsTheCommandLine:
    @pytest.mark.parametrize("question", QUESTIONS)
    def test_search(self, service: Service, admin: httpx.Client, question: str) -> None:
        found = admin.get("/api/v1/search", params={"query": question, "k": 4})
        assert found.status_code == 200
        fits(told.Found, found.json())
        assert timeless(found.json()) == timeless(printed(service, "search", question, "-k", "4"))
        posted = admin.post("/api/v1/search", json={"query": question, "k": 4})
        assert timeless(posted.json()) == timeless(found.json())

    def test_search_with_every_filter(self, service: Service, admin: httpx.Client) -> None:
        narrowed: dict[str, list[str]] = {
            "agency": ["tân lập"], "level": ["xã"], "province": ["an giao"], "year": ["2023", "2022-2024"],
            "type": ["báo cáo"], "role": ["hạn chế"], "report": ["0ecb07c9692b"],
        }  # fmt: skip
        options = [part for name, values in narrowed.items() for value in values for part in (f"--{name}", value)]
        expected = timeless(printed(service, "search", "kinh phí", *options))
        assert expected["results"]
        assert timeless(admin.get("/api/v1/search", params={"query": "kinh phí", **narrowed}).json()) == expected
        assert timeless(admin.post("/api/v1/search", json={"query": "kinh phí", **narrowed}).json()) == expected
        number = {"query": "kinh phí", "year": [2023]}
        assert admin.post("/api/v1/search", json=number).json()["results"]
        cited = admin.get("/api/v1/search", params={"query": "kinh phí", "cites": "72/2015/NĐ-CP"})
        assert timeless(cited.json()) == timeless(printed(service, "search", "kinh phí", "--cites", "72/2015/NĐ-CP"))

    @pytest.mark.parametrize("question", ["Ai ký báo cáo của xã Tân Lập?", "Vì sao giải ngân chậm?", "xyz ưưư"])
    def test_ask(self, service: Service, admin: httpx.Client, question: str) -> None:
        answer = admin.get("/api/v1/ask", params={"question": question})
        fits(told.Answer, answer.json())
        assert answer.json() == printed(service, "ask", question)
        assert admin.post("/api/v1/ask", json={"question": question}).json() == answer.json()
        assert admin.get("/api/v1/ask", params={"question": "Vì sao?", "language": "en"}).status_code == 200

    def test_wording(self, service: Service, admin: httpx.Client) -> None:
        found = admin.get("/api/v1/wording", params={"phrase": "kinh phí hạn chế", "limit": 3})
        fits(told.Wordings, found.json())
        assert found.json()["variants"]
        assert found.json() == printed(service, "wording", "kinh phí hạn chế", "-n", "3")
        assert admin.post("/api/v1/wording", json={"phrase": "kinh phí hạn chế", "limit": 3}).json() == found.json()

    def test_cite(self, service: Service, admin: httpx.Client) -> None:
        for style in ("vi", "vi-full", "vi-short", "csl-json", "bibtex", "ris"):
            cited = admin.get("/api/v1/cite", params={"passages": ["0ecb07c9692b-14"], "style": style})
            fits(told.Citations, cited.json())
            assert cited.json() == printed(service, "cite", "0ecb07c9692b-14", "--style", style)
        assert admin.post("/api/v1/cite", json={"passages": ["0ecb07c9692b-14"], "style": "ris"}).json() == cited.json()

    def test_check(self, service: Service, admin: httpx.Client, tmp_path: Path) -> None:
        draft = tmp_path / "dự thảo.txt"
        text = "Cả năm được cấp 13 triệu đồng (Báo cáo số 214/BC-UBND ngày 5/12/2023 của UBND xã Tân Lập)."
        draft.write_text(text, encoding="utf-8")
        checked = admin.post("/api/v1/check", json={"draft": text})
        fits(told.Checked, checked.json())
        assert checked.json()["counts"]["fails"] == 1
        assert checked.json() == {**printed(service, "check", str(draft)), "file": None}
        sent = admin.post("/api/v1/check/file", files={"file": ("../dự thảo.txt", text.encode())})
        fits(told.Checked, sent.json())
        assert sent.json() == {**checked.json(), "file": "../dự thảo.txt"}
        english = admin.post("/api/v1/check/file?language=en", files={"file": ("a.txt", text.encode())}).json()
        assert english == {
            **admin.post("/api/v1/check", json={"draft": text, "language": "en"}).json(),
            "file": "a.txt",
        }
        refused(admin.post("/api/v1/check/file", files={"file": ("a.bmp", b"BM")}), 422, "file_unreadable")
        refused(admin.post("/api/v1/check/file", files={"file": ("a.docx", b"PK")}), 422, "file_unreadable")
        refused(admin.post("/api/v1/check/file", files={"tệp": ("a.txt", text.encode())}), 422, "form_wrong")
        claim = {"sentence": "Cả năm được cấp 12 triệu đồng.", "passages": ["0ecb07c9692b-15"]}
        assert admin.post("/api/v1/check", json=claim).json() == {"supported": True, "reason": None}
        denied = admin.post("/api/v1/check", json={**claim, "sentence": "Cả năm được cấp 13 triệu đồng."}).json()
        fits(told.Supported, denied)
        assert not denied["supported"]

    def test_reports_page_by_page(self, service: Service, admin: httpx.Client) -> None:
        every = printed(service, "list")
        pages = [admin.get("/api/v1/reports", params={"offset": at, "limit": 4}).json() for at in range(0, 20, 4)]
        for page in pages:
            fits(told.Reports, page)
        assert [one for page in pages for one in page["reports"]] == every
        assert {page["found"] for page in pages} == {len(every)}
        narrowed = admin.get("/api/v1/reports", params={"level": "xã", "sort": "oldest"}).json()
        assert 0 < narrowed["found"] < len(every)
        assert {one["header"]["level"] for one in narrowed["reports"]} == {"commune"}

    def test_a_report_and_its_file(self, service: Service, admin: httpx.Client) -> None:
        for listed in admin.get("/api/v1/reports").json()["reports"]:
            whole = admin.get(f"/api/v1/reports/{listed['id']}").json()
            fits(told.Whole, whole)
            assert whole == printed(service, "show", listed["id"])
        given = admin.get("/api/v1/reports/0ecb07c9692b/original")
        assert given.content == (SAMPLES / "2023-bc-cchc-xa-tan-lap.docx").read_bytes()
        assert given.headers["content-disposition"].startswith("attachment")
        assert "sandbox" in given.headers["content-security-policy"]

    def test_references(self, service: Service, admin: httpx.Client) -> None:
        every = printed(service, "references")
        found = admin.get("/api/v1/references", params={"limit": 500}).json()
        fits(told.Documents, found)
        assert found["references"] == every
        assert found["found"] == len(every)
        second = admin.get("/api/v1/references", params={"offset": 1, "limit": 1}).json()
        assert second["references"] == every[1:2]
        name = every[0]["number"]
        one = admin.get("/api/v1/references", params={"document": name}).json()
        assert one["references"] == printed(service, "references", name)

    def test_statistics(self, service: Service, admin: httpx.Client) -> None:
        counted = admin.get("/api/v1/statistics").json()
        fits(told.Statistics, counted)
        reports = printed(service, "list")
        assert counted["reports"] == len(reports) == sum(one["reports"] for one in counted["years"])
        assert counted["passages"] == sum(one["passages"] for one in reports)
        levels = [one["header"]["level"] for one in reports]
        for level in {*levels}:
            assert sum(one["reports"] for one in counted["levels"] if one["level"] == level) == levels.count(level)


class TestErrors:
    @pytest.mark.parametrize(
        ("path", "sent", "status", "code"),
        [
            ("search", {"query": ""}, 422, "empty_query"),
            ("search", {"query": "a" * 1001}, 422, "question_too_long"),
            ("search", {"query": "kinh phí", "k": 0}, 422, "invalid"),
            ("search", {"query": "kinh phí", "k": 1001}, 422, "invalid"),
            ("search", {"query": "kinh phí", "k": "x"}, 422, "invalid"),
            ("search", {"query": "kinh phí", "Year": ["2023"]}, 422, "invalid"),
            ("search", {"query": "kinh phí", "year": ["năm nào"]}, 422, "filter_value"),
            ("search", {"query": "kinh phí", "agency": ["a"] * 101}, 422, "invalid"),
            ("search", {"query": "kinh phí \ud800"}, 422, "invalid"),
            ("search", {"query": "kinh phí", "cites": ["\udfff"]}, 422, "invalid"),
            ("search", {"query": 5}, 422, "invalid"),
            ("search", {"\ud800": "x", "query": "x"}, 422, "invalid"),
            ("search", {}, 422, "invalid"),
            ("search", [], 422, "invalid"),
            ("ask", {"question": "x" * 1001}, 422, "question_too_long"),
            ("wording", {"phrase": "năm:2023"}, 422, "empty_query"),
            ("check", {"draft": " "}, 422, "no_draft"),
            ("check", {"draft": "a", "sentence": "b", "passages": []}, 422, "invalid"),
            ("check", {"sentence": "b", "passages": ["không-có"]}, 404, "passage_unknown"),
            ("cite", {"passages": []}, 422, "invalid"),
            ("cite", {"passages": ["không-có"]}, 404, "passage_unknown"),
            ("cite", {"passages": ["a"] * 201}, 422, "invalid"),
        ],
    )  # fmt: skip
    def test_what_cannot_be_asked(self, admin: httpx.Client, path: str, sent: Any, status: int, code: str) -> None:
        body = json.dumps(sent).encode()
        answer = admin.post(f"/api/v1/{path}", content=body, headers={"Content-Type": "application/json"})
        refused(answer, status, code)

    @pytest.mark.parametrize(
        "body", [b"{", b"\xff\xfe", b'{"query": NaN}', b"[" * 20_000, b'{"query": "a"} x', b"null"],
    )  # fmt: skip
    def test_what_is_no_json(self, admin: httpx.Client, body: bytes) -> None:
        answer = admin.post("/api/v1/search", content=body, headers={"Content-Type": "application/json"})
        assert answer.status_code in (400, 422)
        refused(answer, answer.status_code, "malformed" if answer.status_code == 400 else "invalid")

    def test_what_is_of_another_kind(self, admin: httpx.Client) -> None:
        for kind in ("text/plain", "application/x-www-form-urlencoded", "", "application/json-seq"):
            sent = admin.post("/api/v1/search", content=b'{"query": "a"}', headers={"Content-Type": kind})
            refused(sent, 415, "media_type")
        refused(admin.post("/api/v1/reports", json={}), 415, "media_type")

    def test_addresses_and_methods(self, admin: httpx.Client) -> None:
        for path in (
            "/api/v1/x",
            "/api/v2/search",
            "/api/v1/search/",
            "/api/",
            "/api/v1/reports/x/y",
            "/docs",
            "/api/docs",
        ):
            answer = admin.get(path)
            assert answer.status_code == 404
            if path.startswith("/api/"):
                refused(answer, 404, "closed")
        refused(admin.get("/api/v1/reports/0123456789ab"), 404, "report_unknown")
        refused(admin.get("/api/v1/reports/x"), 422, "invalid")
        refused(admin.get("/api/v1/jobs/x"), 404, "job_unknown")
        for method, path in (("PUT", "/api/v1/search"), ("GET", "/api/v1/check"), ("DELETE", "/api/v1/reports")):
            answer = admin.request(method, path)
            refused(answer, 405, "method")
            assert answer.headers["allow"]
        refused(admin.options("/api/v1/search"), 403, "another")

    def test_sizes(self, admin: httpx.Client) -> None:
        large = admin.post("/api/v1/search", json={"query": "a" * QUESTION})
        refused(large, 413, "large")
        there = HTTPConnection(admin.base_url.host, admin.base_url.port)
        there.putrequest("POST", "/api/v1/reports")
        there.putheader("Authorization", admin.headers["authorization"])
        there.putheader("Content-Length", str(FILE + 1))
        there.endheaders()
        answer = there.getresponse()
        assert (answer.status, json.loads(answer.read())["error"]["code"]) == (413, "large")
        there.close()

        def unsaid() -> Iterator[bytes]:
            yield b"{}"

        refused(admin.post("/api/v1/search", content=unsaid()), 411, "length")
        assert admin.get("/api/v1/search", params={"query": "a b " * 100}).status_code == 422

    def test_an_unknown_name_is_refused_in_the_same_shape(self, admin: httpx.Client) -> None:
        refused(admin.get("/api/v1/search", headers={"Host": "evil.test"}), 400, "name")

    def test_of_every_fault_of_the_store_it_is_decided_whose_it_is(self) -> None:
        kept = [kind for _, kind in inspect.getmembers(keeping, inspect.isclass) if kind.__module__ == keeping.__name__]
        decided = [kind for kinds, _ in STATUS for kind in (kinds if isinstance(kinds, tuple) else (kinds,))]
        asked = {kind.__name__ for kind in kept if not issubclass(kind, tuple(decided))}
        assert asked == {"FolderInUseError", "PathMissingError", "NothingReadableError", "SamePlaceError"}

    def test_what_goes_wrong_unexpectedly_is_told_without_what_it_says(self) -> None:
        from starlette.testclient import TestClient

        from tracuu.api.application import application
        from tracuu.api.running import Running
        from tracuu.door import ASKER
        from tracuu.index.opening import open_store
        from tracuu.service.engines import Engines
        from tracuu.service.house import House
        from tracuu.service.readers import OWNER

        store = open_store(Path("/không/có"))
        broken = application(Running.over(House(store, Engines(store)), local=True))

        @broken.get("/api/v1/broken")
        def fail() -> None:
            raise ValueError(REPORT)

        async def let_in(scope: Any, receive: Any, send: Any) -> None:
            await broken({**scope, ASKER: OWNER}, receive, send)

        answer = TestClient(let_in, raise_server_exceptions=False).get("/api/v1/broken")
        assert (answer.status_code, answer.json()["error"]["code"]) == (500, "unexpected")
        assert "đàn ong" not in answer.text
        unasked = TestClient(broken, raise_server_exceptions=False).get("/api/v1/statistics")
        assert (unasked.status_code, unasked.json()["error"]["code"]) == (403, "not_allowed")


class TestWhoMay:
    def test_without_a_key_there_is_nothing_but_that_it_is_alive(self, service: Service) -> None:
        nobody = service.client(None)
        assert nobody.get("/healthz").json() == {"status": "ok"}
        for path in (
            "/readyz",
            "/metrics",
            "/api/v1/search?query=a",
            "/api/v1/openapi.json",
            "/api/v1/x",
            "/api/v1/jobs",
        ):
            answer = nobody.get(path)
            refused(answer, 401, "key")
            assert answer.headers["www-authenticate"] == "Bearer"
        refused(nobody.post("/mcp", json={}), 403, "another")
        refused(nobody.post("/mcp", json={}, headers={"Sec-Fetch-Site": "same-origin"}), 401, "key")

    @pytest.mark.parametrize("shown", ["x", "tracuu-000000000000-" + "a" * 43, "Basic x", "tracuu-x"])
    def test_what_is_no_key_opens_nothing(self, service: Service, shown: str) -> None:
        with httpx.Client(base_url=service.address, trust_env=False) as client:
            said = {"Authorization": f"Bearer {shown}", "Cookie": f"x={service.token}"}
            refused(client.get("/api/v1/statistics", headers=said), 401, "key")

    def test_a_letter_of_a_key_that_is_another_one_opens_nothing(self, service: Service) -> None:
        key = service.keys["admin"]
        other = key[:-1] + ("a" if key[-1] != "a" else "b")
        with httpx.Client(base_url=service.address, trust_env=False) as client:
            for shown in (other, key[:-1], key + "a", key.upper(), key.replace("tracuu-", "tracuu_")):
                answer = client.get("/readyz", headers={"Authorization": f"Bearer {shown}"})
                refused(answer, 401, "key")
            assert client.get("/readyz", headers={"Authorization": f"bearer  {key}"}).status_code == 200

    def test_the_token_opens_it_as_a_bearer_and_as_the_cookie(self, service: Service) -> None:
        with httpx.Client(base_url=service.address, trust_env=False) as client:
            shown = {"Authorization": f"Bearer {service.token}"}
            assert client.post("/api/v1/search", json={"query": "kinh phí"}, headers=shown).status_code == 200
            assert client.get(f"/?token={service.token}").status_code == 303
            assert client.get("/api/v1/statistics").status_code == 200
            refused(client.post("/api/v1/search", json={"query": "a"}), 403, "another")
            own = {"Origin": service.address}
            assert client.post("/api/v1/search", json={"query": "kinh phí"}, headers=own).status_code == 200

    def test_a_key_opens_nothing_of_the_page(self, service: Service, admin: httpx.Client) -> None:
        for path in ("/", "/ui.js", "/export.json?q=a", "/originals/0ecb07c9692b", "/gradio_api/queue/data"):
            assert admin.get(path).status_code == 404
        assert admin.post("/gradio_api/queue/join", json={}).status_code == 404

    def test_another_page_is_refused_whatever_key_it_has(self, admin: httpx.Client) -> None:
        for said in (
            {"Origin": "http://evil.test"},
            {"Sec-Fetch-Site": "cross-site"},
            {"Referer": "http://evil.test/"},
        ):
            refused(admin.get("/api/v1/statistics", headers=said), 403, "another")
            refused(admin.post("/api/v1/search", json={"query": "a"}, headers=said), 403, "another")

    def test_a_reader_changes_nothing(self, service: Service) -> None:
        reader = service.client("reader")
        before = reader.get("/api/v1/reports").json()
        for who in ("reader", "of-closed"):
            client = service.client(who)
            answers = [
                client.post("/api/v1/reports", files={"file": ("a.txt", REPORT.format(number=1).encode())}),
                client.post("/api/v1/reports", json={}),  # who sends is looked at before what is sent
                client.patch("/api/v1/reports/0ecb07c9692b", json={"values": {"agency": "Khác"}}),
                client.delete("/api/v1/reports/0ecb07c9692b"),
                client.post("/api/v1/reports/0ecb07c9692b/restore"),
                client.get("/api/v1/jobs"),
                client.get("/api/v1/jobs/x"),
            ]
            for answer in answers:
                refused(answer, 403, "not_allowed")
        assert reader.get("/api/v1/reports").json() == before

    def test_who_sees_a_part_is_told_nothing_of_the_whole(self, service: Service) -> None:
        for who in ("of-closed", "of-common"):
            client = service.client(who)
            refused(client.get("/metrics"), 403, "not_allowed")
            refused(client.get("/api/v1/jobs"), 403, "not_allowed")
            taken = client.post("/api/v1/reports", files={"file": ("a.txt", REPORT.format(number=1).encode())})
            refused(taken, 403, "not_allowed")
        assert service.client("of-closed").get("/api/v1/statistics").json()["reports"] == 0
        assert service.client("of-common").get("/api/v1/statistics").json()["reports"] > 0


class TestChanging:
    def taken(self, client: httpx.Client, name: str, content: bytes) -> dict[str, Any]:
        """Send a file, and wait until it is in the store: what was said first and last."""
        answer = client.post("/api/v1/reports", files={"file": (name, content)})
        assert answer.status_code == 202, answer.text
        fits(told.Taken, answer.json())
        job = answer.json()["job"]
        while job["state"] == "running":
            job = client.get(f"/api/v1/jobs/{job['id']}").json()
            fits(told.Job, job)
        return {**answer.json(), "job": job}

    def test_from_a_file_to_a_report_and_out_again(self, service: Service) -> None:
        editor = service.client("editor")
        content = REPORT.format(number=12).encode()
        said = self.taken(editor, "xã/bc-ong.txt", content)
        (file,) = said["files"]
        assert file["id"] == hashlib.sha256(content).hexdigest()[:12]
        assert (file["header"]["number"], file["error"]) == ("12/BC-UBND", None)
        assert (said["job"]["state"], said["job"]["outcome"]["did"]) == ("done", "kept")
        there = f"/api/v1/reports/{file['id']}"
        assert editor.get(there).json()["paragraphs"][0]["text"].startswith("Xã có 77 đàn ong")
        assert editor.get(f"{there}/original").content == content
        assert editor.get("/api/v1/search", params={"query": "77 đàn ong"}).json()["found"]
        again = editor.post("/api/v1/reports", files={"file": ("khác.txt", content)})
        assert "bc-ong.txt" in refused(again, 422, "file_refused")["vi"]

        corrected = editor.patch(there, json={"values": {"agency": "UBND xã Đá Cao Hai", "issued": "2023-12"}})
        fits(told.Corrections, corrected.json())
        assert corrected.json()["corrections"] == printed(service, "correct", file["id"])
        assert editor.get(there).json()["header"]["agency"] == "UBND xã Đá Cao Hai"
        refused(editor.patch(there, json={"values": {"issued": "rác"}}), 422, "fields_wrong")
        refused(editor.patch(there, json={"values": {}}), 422, "invalid")
        back = editor.patch(there, json={"values": {"agency": None, "issued": None}})
        assert back.json()["corrections"] == []

        removed = editor.delete(there)
        fits(told.Changed, removed.json())
        assert removed.json()["did"] == "removed"
        refused(editor.get(there), 404, "report_unknown")
        assert not editor.get("/api/v1/search", params={"query": "77 đàn ong"}).json()["found"]
        assert editor.post(f"{there}/restore").json()["did"] == "restored"
        assert editor.get(there).status_code == 200
        assert any(job["id"] == said["job"]["id"] for job in editor.get("/api/v1/jobs").json()["jobs"])

    def test_what_cannot_be_kept_says_why_and_leaves_nothing(self, service: Service) -> None:
        editor = service.client("editor")
        secret = REPORT.format(number=5).replace("BÁO CÁO\n", "MẬT\n\nBÁO CÁO\n").encode()
        for name, content in (("a.bmp", b"BM"), ("rỗng.txt", b""), ("a.docx", b"PK\x03\x04"), ("mật.txt", secret)):
            refused(editor.post("/api/v1/reports", files={"file": (name, content)}), 422, "file_refused")
        assert [*(service.data / "incoming").glob("*")] == []
        assert [*service.data.rglob("upload-*")] == []

    def test_of_an_archive_what_can_be_kept_is_and_the_rest_is_named(self, service: Service) -> None:
        archive = io.BytesIO()
        with ZipFile(archive, "w") as made:
            made.writestr("tháng 1/bc.txt", REPORT.format(number=401))
            made.writestr("tháng 2/bc.txt", REPORT.format(number=402))
            made.writestr("ảnh.bmp", b"BM")
        said = self.taken(service.client("editor"), "gói.zip", archive.getvalue())
        kept = {one["file"]: one["header"] and one["header"]["number"] for one in said["files"]}
        assert kept == {
            "gói.zip/tháng 1/bc.txt": "401/BC-UBND", "gói.zip/tháng 2/bc.txt": "402/BC-UBND", "gói.zip/ảnh.bmp": None,
        }  # fmt: skip
        assert [one["error"] is None for one in said["files"]].count(False) == 1
        assert len(said["job"]["outcome"]["names"]) == 2
        refused(service.client("editor").post("/api/v1/reports", files={"file": ("a.zip", b"PK")}), 422, "file_refused")

    def test_one_change_at_a_time_and_what_fails_says_why(self, tmp_path: Path) -> None:
        from starlette.testclient import TestClient

        from tracuu.api.application import application
        from tracuu.api.running import Running
        from tracuu.door import ASKER
        from tracuu.index.errors import DiskFullError
        from tracuu.service.house import open_house
        from tracuu.service.readers import OWNER, Reader

        running = Running.over(open_house(tmp_path / "kho"), local=True)
        app, go_on, asker = application(running), threading.Event(), OWNER

        async def let_in(scope: Any, receive: Any, send: Any) -> None:
            await app({**scope, ASKER: asker}, receive, send)

        def full(_: Any) -> Any:
            go_on.wait(60)
            raise DiskFullError(tmp_path)

        client: Any = TestClient(let_in)
        job = running.changes._start(Reader(), full)
        sent = {"file": ("bc.txt", REPORT.format(number=9).encode())}
        assert str(tmp_path) in refused(client.post("/api/v1/reports", files=sent), 409, "store_busy")["vi"]
        assert [*(tmp_path / "kho" / "incoming").glob("*")] == []
        assert client.get(f"/api/v1/jobs/{job.id}").json()["state"] == "running"
        assert b"tracuu_changes_running 1.0" in client.get("/metrics").content
        asker = Reader("máy", "editor")
        assert str(tmp_path) not in str(refused(client.post("/api/v1/reports", files=sent), 409, "store_busy"))
        go_on.set()
        assert job.done(60)
        for asked_by, code in ((OWNER, "disk_full"), (Reader("máy", "editor"), "unready")):
            asker = asked_by
            failed = client.get(f"/api/v1/jobs/{job.id}").json()
            fits(told.Job, failed)
            assert (failed["state"], failed["error"]["code"]) == ("failed", code)
        asker = OWNER
        assert b"tracuu_changes_failed_total 1.0" in client.get("/metrics").content

    def test_while_another_process_writes_nothing_is_taken_in_and_nothing_stays(self, service: Service) -> None:
        admin, content = service.client("admin"), REPORT.format(number=55).encode()
        with writer(service.data, "index"):
            taken = admin.post("/api/v1/reports", files={"file": ("chờ.txt", content)})
            assert taken.status_code == 202
            job = taken.json()["job"]
            while job["state"] == "running":
                job = admin.get(f"/api/v1/jobs/{job['id']}").json()
            assert (job["state"], job["error"]["code"]) == ("failed", "store_busy")
        while [*(service.data / "incoming").glob("*")]:  # until it is tidied up, a moment later
            pass
        assert not [*service.data.rglob("chờ.txt")]
        assert self.taken(admin, "chờ.txt", content)["job"]["state"] == "done"

    @pytest.mark.parametrize("fields", [{"tệp": ("a.txt", b"x")}, {}, {"file": (None, b"x")}])
    def test_a_form_that_is_none(self, service: Service, fields: Any) -> None:
        editor = service.client("editor")
        boundary = {"Content-Type": "multipart/form-data; boundary=x"}
        sent = (
            editor.post("/api/v1/reports", files=fields) if fields else editor.post("/api/v1/reports", headers=boundary)
        )
        refused(sent, 422, "form_wrong")
        several = [("file", ("a.txt", b"x")), ("file", ("b.txt", b"y"))]
        refused(editor.post("/api/v1/reports", files=several), 422, "form_wrong")

    @pytest.mark.parametrize(
        "name", ["../../ngoài.txt", "/etc/ngoài.txt", "..\\..\\ngoài.txt", "CON.txt", "a\x00b.txt"]
    )
    def test_a_name_leads_nowhere(self, service: Service, name: str) -> None:
        editor = service.client("editor")
        content = REPORT.format(number=100 + len(name)).replace("77", str(len(name))).encode()
        sent = f'--x\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode()
        body = sent + content + b"\r\n--x--\r\n"
        answer = editor.post(
            "/api/v1/reports", content=body, headers={"Content-Type": "multipart/form-data; boundary=x"}
        )
        assert answer.status_code in (202, 422)
        while any(job["state"] == "running" for job in editor.get("/api/v1/jobs").json()["jobs"]):
            pass
        assert not [one for one in service.data.parent.rglob("*ngoài*") if service.data not in one.parents]
        assert not Path("/etc/ngoài.txt").exists()


class TestTheGuide:
    def test_its_example_runs_word_for_word(self, service: Service, tmp_path: Path) -> None:
        guide = (ROOT / "docs" / "api.md").read_text("utf-8")
        (example,) = re.findall(r"```python\n(.*?)```", guide, re.DOTALL)
        (tmp_path / "ví dụ.py").write_text(example, encoding="utf-8")
        (tmp_path / "bc-ong.txt").write_text(REPORT.format(number=2024), encoding="utf-8")
        chosen = {
            "TRACUU_API": f"{service.address}/api/v1/",
            "TRACUU_KEY": service.keys["editor"],
            "TRACUU_FILE": str(tmp_path / "bc-ong.txt"),
        }
        command = [sys.executable, "-I", "-X", "utf8", str(tmp_path / "ví dụ.py")]
        env = {**os.environ, **chosen}
        done = subprocess.run(command, capture_output=True, encoding="utf-8", env=env, check=False)
        assert (done.returncode, done.stderr) == (0, "")
        lines = done.stdout.splitlines()
        hits = printed(service, "search", "kinh phí hạn chế", "--level", "xã", "-k", "3")["results"]
        assert lines[:3] == [f"{hit['text']} — {hit['citation']}" for hit in hits]
        assert "Đỗ Văn Quýnh" in done.stdout
        assert lines[-1] == "done ['bc-ong.txt']"
        again = subprocess.run(command, capture_output=True, encoding="utf-8", env=env, check=True)
        assert again.stdout.splitlines()[-1].startswith("Đã có đúng tệp này")

    def test_it_names_every_address(self) -> None:
        guide = (ROOT / "docs" / "api.md").read_text("utf-8")
        for opening in OPENINGS:
            path = opening.path.replace("{report}", "{mã}").replace("{job}", "{mã}")
            ending = path.rpartition("/")[2]
            assert path in guide or f"`/{ending}`" in guide or f"…/{ending}`" in guide, path


class TestRunning:
    def families(self, client: httpx.Client) -> dict[str, Any]:
        answer = client.get("/metrics")
        assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
        return {one.name: one for one in text_string_to_metric_families(answer.text)}

    def value(self, client: httpx.Client, name: str, **labels: str) -> float:
        samples = [one for family in self.families(client).values() for one in family.samples]
        return next((one.value for one in samples if one.name == name and one.labels == labels), 0.0)

    def test_it_counts_what_is_asked_and_done(self, service: Service, admin: httpx.Client) -> None:
        searches = {"kind": "search"}
        before = self.value(admin, "tracuu_searches_total", **searches)
        missed = self.value(admin, "tracuu_searches_not_found_total", **searches)
        admin.get("/api/v1/search", params={"query": "kinh phí hạn chế"})
        admin.get("/api/v1/search", params={"query": "bbbbbb wwwww"})
        assert self.value(admin, "tracuu_searches_total", **searches) == before + 2
        assert self.value(admin, "tracuu_searches_not_found_total", **searches) == missed + 1
        assert self.value(admin, "tracuu_search_seconds_count", **searches) == before + 2
        route = {"method": "GET", "route": "/api/v1/search", "status": "200"}
        assert self.value(admin, "tracuu_requests_total", **route) >= 2
        assert self.value(admin, "tracuu_request_seconds_count", route="/api/v1/search") >= 2
        for kind, path, asked in (("ask", "ask", "question"), ("wording", "wording", "phrase")):
            there = self.value(admin, "tracuu_searches_total", kind=kind)
            admin.get(f"/api/v1/{path}", params={asked: "Vì sao giải ngân chậm?"})
            assert self.value(admin, "tracuu_searches_total", kind=kind) == there + 1
        taken = self.value(admin, "tracuu_imported_files_total")
        TestChanging().taken(service.client("editor"), "đếm.txt", REPORT.format(number=77).encode())
        assert self.value(admin, "tracuu_imported_files_total") == taken + 1
        assert self.value(admin, "tracuu_reports") == admin.get("/api/v1/statistics").json()["reports"]

    def test_no_address_and_no_word_of_a_question_stands_in_it(self, service: Service, admin: httpx.Client) -> None:
        admin.get("/api/v1/search", params={"query": "bímậtriêng"})
        admin.get("/api/v1/bímậtriêng")
        service.client(None).get("/bimatrieng")
        admin.request("BIMATRIENG", "/api/v1/search")
        told = admin.get("/metrics").text + service.log.read_text("utf-8")
        assert not re.search("bímậtriêng|bimatrieng|b%C3%ADm", told, re.IGNORECASE)

    def test_the_log_is_a_json_object_a_line_without_contents(self, service: Service, admin: httpx.Client) -> None:
        admin.post("/api/v1/search", json={"query": "kinh phí riêng tư"})
        service.client("editor").delete("/api/v1/reports/0123456789ab")
        lines = service.log.read_text("utf-8").splitlines()
        told = [json.loads(line) for line in lines if line.startswith("{")]
        assert [line for line in lines if not line.startswith("{")] == lines[:1]
        searched = [one for one in told if one.get("route") == "/api/v1/search"]
        assert {*searched[-1]} == {"time", "level", "logger", "event", "method", "route", "status", "ms"}
        changed = [one for one in told if one.get("method") == "DELETE"]
        assert changed[-1]["who"] == "editor"
        text = "\n".join(lines)
        assert "riêng tư" not in text
        assert not [key for key in (*service.keys.values(), service.token) if key in text]

    def test_of_what_goes_wrong_the_log_says_the_kind_and_where_and_no_more(self) -> None:
        try:
            raise ValueError("kinh phí riêng tư")
        except ValueError:
            record = logging.LogRecord("a", logging.ERROR, __file__, 1, "It broke\nriêng tư", None, sys.exc_info())
        line = JsonLines().format(record)
        assert "riêng" not in line
        told = json.loads(line)
        assert (told["level"], told["event"], told["error"]) == ("error", "It broke", "ValueError")
        assert "test_api.py" in told["at"][0]

    def test_where_nothing_is_indexed_it_is_not_ready_and_says_why(self, tmp_path: Path) -> None:
        with serving(tmp_path / "trống") as empty:
            assert empty.client(None).get("/healthz").status_code == 200
            why = refused(empty.client("admin").get("/readyz"), 503, "nothing_indexed")
            assert "tracuu index" in why["vi"] and str(tmp_path) in why["en"]
            for who in ("reader", "of-closed", "editor"):
                hidden = refused(empty.client(who).get("/readyz"), 503, "unready")
                assert str(tmp_path) not in str(hidden)
            refused(empty.client("reader").get("/api/v1/search", params={"query": "a"}), 503, "unready")
            assert empty.client("admin").get("/metrics").status_code == 200
            assert empty.stop() == 0
