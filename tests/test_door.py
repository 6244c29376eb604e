"""Who is let in: every request passes the door, and what it refuses the application behind it never hears of."""

from __future__ import annotations

import os
import re
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send
from typer.testing import CliRunner

import tracuu.cli  # noqa: F401 - registers every command
from tests.browsing import entered
from tests.conftest import ROOT
from tracuu.api.running import Running
from tracuu.commands import application
from tracuu.door import (
    ASKER,
    ByToken,
    Door,
    NameMissingError,
    NameWrongError,
    Opening,
    Token,
    TokenOpenToOthersError,
    TokenUnusableError,
    TokenWeakError,
    is_loopback,
    names_for,
    new_token,
    token_in,
)
from tracuu.door.asker import asker
from tracuu.door.door import ALWAYS
from tracuu.door.door import OPENED as LET_IN_AT
from tracuu.door.hosts import LOOPBACK
from tracuu.door.listening import HostUnusableError, PortTakenError, listening
from tracuu.door.openings import opening_for
from tracuu.door.refusals import NOTHING
from tracuu.door.token import without_token
from tracuu.service.house import House
from tracuu.service.readers import OWNER, Reader
from tracuu.serving import (
    FORM,
    OPENINGS,
    UPLOAD,
    behind,
    doored,
    sits_here,
)

PORT = 7860
HOME = f"http://127.0.0.1:{PORT}"
TOKEN = Token("t" * 43, f"tracuu-{PORT}")
BY_TOKEN = ByToken(TOKEN, OWNER)
PROVED = {"Cookie": f"{TOKEN.cookie}={TOKEN.proof}"}
OWN = {"Sec-Fetch-Site": "same-origin"}
OPENED = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
CORS = {
    "Access-Control-Allow-Origin": "http://evil.test",
    "Access-Control-Allow-Credentials": "true",
    "Access-Control-Expose-Headers": "*",
}
GRADIO_ROUTES = 50
"""Fewer than Gradio has: a walk that finds no more has missed some."""


class Behind:
    """An application that answers whatever it hears of, as openly as Gradio does, and notes it."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.heard.append(f"{scope['method']} {scope['path']}")
        body = await Request(scope, receive).body()
        await PlainTextResponse(f"what reports say {len(body)}", headers=CORS)(scope, receive, send)


@pytest.fixture
def app() -> Behind:
    return Behind()


def door_to(app: Any, *names: str) -> Door:
    return doored(app, (*LOOPBACK, *names), BY_TOKEN)


def client_of(door: Door, base: str = HOME) -> TestClient:
    client = TestClient(door, base_url=base, follow_redirects=False)
    del client.headers["accept"]
    return client


def as_bytes(headers: dict[str, str]) -> dict[bytes, bytes]:
    return {name.encode(): value.encode() for name, value in headers.items()}


def asked(
    app: Behind, method: str, path: str, headers: dict[str, str], base: str = HOME, **sent: Any
) -> tuple[int, bool]:
    """The status of the answer, and whether the application heard of it."""
    app.heard.clear()
    answer = client_of(door_to(app), base).request(method, path, headers=as_bytes(headers), **sent)
    assert ("what reports say" in answer.text) <= bool(app.heard)
    assert not [name for name in answer.headers if name.startswith("access-control")]
    assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS
    return answer.status_code, bool(app.heard)


class TestHosts:
    @pytest.mark.parametrize(
        "host",
        [
            "127.0.0.1", "127.0.0.1:7860", "localhost", "LOCALHOST:7860", "localhost.", "[::1]", "[::1]:7860",
            "[0:0:0:0:0:0:0:1]:7860", "[::ffff:127.0.0.1]",
        ],
    )  # fmt: skip
    def test_every_spelling_of_this_computer_is_known(self, app: Behind, host: str) -> None:
        assert asked(app, "GET", "/export.json?q=a", {**PROVED, **OWN, "Host": host}) == (200, True)

    @pytest.mark.parametrize(
        "host",
        [
            "evil.test", "evil.test:7860", "127.0.0.1.evil.test", "localhost.evil.test", "evil.test#127.0.0.1",
            "127.0.0.1@evil.test", "evil.test@127.0.0.1", "127.0.0.1:7860.evil.test", "", " ", "127.0.0.1,evil.test",
            "[::1", "[::2]", "0.0.0.0", "[::]", "10.0.0.5", "127.0.0.1:", "127.0.0.1:99x", "localhost/..", "ｌocalhost",
        ],
    )  # fmt: skip
    @pytest.mark.parametrize("path", ["/", f"/?token={TOKEN.text}", "/export.json?q=a", "/assets/x.js"])
    def test_a_foreign_name_gets_nothing_even_with_a_cookie(self, app: Behind, host: str, path: str) -> None:
        headers = {**as_bytes({**PROVED, **OWN}), b"Host": host.encode()}
        answer = client_of(door_to(app)).get(path, headers=headers)
        assert (answer.status_code, app.heard) == (400, [])
        assert "set-cookie" not in answer.headers
        assert "--name" in answer.text

    def test_two_names_in_one_request_are_none(self, app: Behind) -> None:
        headers = [("Host", "127.0.0.1"), ("Host", "evil.test"), *PROVED.items(), *OWN.items()]
        assert client_of(door_to(app)).get("/", headers=headers).status_code == 400
        assert app.heard == []

    def test_a_name_that_was_given_is_known_with_any_port(self, app: Behind) -> None:
        door = door_to(app, *names_for("0.0.0.0", PORT, ["Tracuu.Xa.Gov.VN"]))
        for host in ("tracuu.xa.gov.vn", "tracuu.xa.gov.vn:443", "TRACUU.xa.gov.vn.:7860"):
            assert client_of(door).get("/", headers={**PROVED, **OWN, "Host": host}).status_code == 200
        assert client_of(door).get("/", headers={**PROVED, **OWN, "Host": "xa.gov.vn"}).status_code == 400

    @pytest.mark.parametrize("host", ["0.0.0.0", "::", "[::]", ""])
    def test_to_listen_everywhere_takes_a_name(self, host: str) -> None:
        with pytest.raises(NameMissingError, match=r"--name TÊN") as caught:
            names_for(host, PORT, [])
        assert "--name NAME" in caught.value.en
        assert names_for(host, PORT, ["may-chu"]) == ("may-chu", *LOOPBACK)

    def test_the_address_one_listens_at_is_a_name(self) -> None:
        assert names_for("10.0.0.5", PORT, []) == ("10.0.0.5", *LOOPBACK)
        assert names_for("127.0.0.1", PORT, ["tracuu.test"]) == ("127.0.0.1", "tracuu.test", "localhost", "::1")
        assert names_for("0.0.0.0", PORT, ["fe80::0:1", "[::2]"]) == ("fe80::1", "::2", *LOOPBACK)

    @pytest.mark.parametrize(
        "name", ["http://tracuu.test", "tracuu.test:7860", "tracuu.test/x", "*", "", "a b", "*.test"]
    )
    def test_what_is_no_name_is_refused(self, name: str) -> None:
        with pytest.raises(NameWrongError, match=re.escape(f"“{name}”")):
            names_for("0.0.0.0", PORT, [name])

    def test_the_command_says_what_to_do_where_a_name_is_missing(self) -> None:
        done = CliRunner().invoke(application.app, ["serve", "--host", "0.0.0.0"])
        assert isinstance(done.exception, NameMissingError)

    def test_who_comes_through_another_server_by_a_name_does_not_sit_here(self) -> None:
        assert sits_here("127.0.0.1", ())
        assert sits_here("::1", ("localhost",))
        assert not sits_here("127.0.0.1", ("tracuu.xa.gov.vn",))
        assert not sits_here("10.0.0.5", ())

    def test_where_one_cannot_listen_is_said(self) -> None:
        with pytest.raises(HostUnusableError, match=r"203\.0\.113\.9"):
            listening("203.0.113.9", 0)
        for host in ("::1", "[::1]", "localhost", "::", "0.0.0.0"):
            with listening(host, 0) as there, pytest.raises(PortTakenError):
                listening(host, there.getsockname()[1])

    def test_what_is_sent_in_two_pieces_waits_for_nobody(self) -> None:
        """A connection takes it over from the socket: else every answer on one kept open comes 40 ms late."""
        with listening("127.0.0.1", 0) as there, socket.create_connection(there.getsockname()):
            connection, _ = there.accept()
            with connection:
                assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)

    def test_loopback_is_this_computer_alone(self) -> None:
        assert all(map(is_loopback, (*LOOPBACK, "127.9.9.9", "[::1]", "LocalHost.")))
        assert not any(map(is_loopback, ("0.0.0.0", "::", "10.0.0.5", "localhost.evil.test", "")))


ASKERS = [
    ({"Sec-Fetch-Site": "same-origin"}, "own"),
    ({"Sec-Fetch-Site": "none"}, "nobody"),
    ({"Sec-Fetch-Site": "same-site"}, "another"),
    ({"Sec-Fetch-Site": "cross-site"}, "another"),
    ({"Sec-Fetch-Site": "same-origin, cross-site"}, "another"),
    ({"Sec-Fetch-Site": "cross-site", "Origin": HOME}, "another"),
    ({"Origin": HOME}, "own"),
    ({"Origin": "null"}, "another"),
    ({"Origin": "http://127.0.0.1:9999"}, "another"),
    ({"Origin": "http://localhost:7860"}, "another"),
    ({"Origin": "http://evil.test"}, "another"),
    ({"Origin": "http://127.0.0.1:7860.evil.test"}, "another"),
    ({"Origin": "http://evil.test@127.0.0.1:7860"}, "another"),
    ({"Origin": "file://"}, "another"),
    ({"Origin": "chrome-extension://abc"}, "another"),
    ({"Origin": "http://[::1"}, "another"),
    ({"Origin": HOME, "Referer": "http://evil.test/"}, "own"),
    ({"Referer": f"{HOME}/?q=a"}, "own"),
    ({"Referer": "http://evil.test/127.0.0.1:7860/"}, "another"),
    ({}, None),
]


class TestAskers:
    @pytest.mark.parametrize(("headers", "whose"), ASKERS)
    @pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
    def test_whose_page_asks(self, method: str, headers: dict[str, str], whose: str | None) -> None:
        from starlette.datastructures import Headers

        reading = method in ("GET", "HEAD")
        assert asker(method, Headers({"host": "127.0.0.1:7860", **headers})) == (
            whose or ("nobody" if reading else "another")
        )

    def test_ports_that_go_without_saying_are_the_same(self) -> None:
        from starlette.datastructures import Headers

        assert asker("POST", Headers({"host": "tracuu.test", "origin": "https://tracuu.test"})) == "own"
        assert asker("POST", Headers({"host": "tracuu.test:443", "origin": "https://tracuu.test"})) == "own"
        assert asker("POST", Headers({"host": "tracuu.test:80", "origin": "https://tracuu.test"})) == "another"

    @pytest.mark.parametrize(("headers", "whose"), ASKERS)
    @pytest.mark.parametrize("cookie", [True, False])
    @pytest.mark.parametrize("host", ["127.0.0.1:7860", "evil.test"])
    @pytest.mark.parametrize(
        ("method", "path"),
        [
            ("GET", "/"), ("GET", "/export.json?q=a"), ("GET", "/originals/a"), ("GET", "/ui.js"),
            ("GET", "/assets/a.js"),
            ("GET", "/gradio_api/queue/data"), ("POST", "/gradio_api/queue/join"), ("POST", "/gradio_api/upload"),
            ("POST", "/gradio_api/cancel"), ("POST", "/quotations.docx"), ("HEAD", "/"), ("HEAD", "/ui.js"),
        ],
    )  # fmt: skip
    def test_only_our_own_page_with_its_cookie_is_heard(
        self, app: Behind, method: str, path: str, host: str, cookie: bool, headers: dict[str, str], whose: str | None
    ) -> None:
        said = {"Host": host, **headers, **(PROVED if cookie else {})}
        ours = whose in ("own", "nobody") or (whose is None and method in ("GET", "HEAD"))
        status = 400 if host == "evil.test" else 403 if not ours else 200 if cookie else 401
        assert asked(app, method, path, said) == (status, status == 200)

    @pytest.mark.parametrize("site", ["cross-site", "same-site"])
    def test_another_page_may_open_ours_in_a_tab_and_nothing_else(self, app: Behind, site: str) -> None:
        opened = {"Sec-Fetch-Site": site, **OPENED, **PROVED}
        assert asked(app, "GET", "/?q=kinh+phi", opened) == (200, True)
        assert asked(app, "POST", "/", opened) == (403, False)
        assert asked(app, "HEAD", "/", opened) == (403, False)
        for path in ("/export.docx?q=a", "/originals/a", "/ui.js", "/gradio_api/queue/data", "/x"):
            assert asked(app, "GET", path, opened) == (403, False), path
        for target in ("iframe", "frame", "object", "embed", "image", "script", "empty", ""):
            assert asked(app, "GET", "/", {**opened, "Sec-Fetch-Dest": target}) == (403, False)
        for mode in ("no-cors", "cors", "same-origin", "websocket", ""):
            assert asked(app, "GET", "/", {**opened, "Sec-Fetch-Mode": mode}) == (403, False)

    def test_who_follows_a_link_is_let_ask_once_more_for_browsers_keep_the_cookie_then(self, app: Behind) -> None:
        followed = {"Sec-Fetch-Site": "cross-site", **OPENED}
        answer = client_of(door_to(app)).get("/?q=a", headers=followed)
        assert (answer.status_code, answer.headers["refresh"], app.heard) == (401, "0", [])
        again = client_of(door_to(app)).get("/?q=a", headers={**followed, **OWN})
        assert (again.status_code, app.heard) == (401, [])
        assert "refresh" not in again.headers

    @pytest.mark.parametrize("path", ["/", "/gradio_api/queue/join", "/gradio_api/upload", "/export.json"])
    @pytest.mark.parametrize("origin", ["http://evil.test", "null", HOME])
    def test_nobody_is_told_that_another_page_may_ask(self, app: Behind, path: str, origin: str) -> None:
        preflight = {"Origin": origin, "Access-Control-Request-Method": "POST", **PROVED}
        assert asked(app, "OPTIONS", path, preflight) == (403, False)

    def test_web_sockets_are_not_spoken(self, app: Behind) -> None:
        from starlette.websockets import WebSocketDisconnect

        with pytest.raises(WebSocketDisconnect), client_of(door_to(app)).websocket_connect("/", headers={**PROVED}):
            pass
        assert app.heard == []


class TestToken:
    @pytest.mark.parametrize(
        ("query", "left"),
        [
            ("token=T", ""),
            ("token=T&q=kinh+ph%C3%AD&year=2023&year=2024", "?q=kinh+ph%C3%AD&year=2023&year=2024"),
            ("q=a&token=T", "?q=a"),
            ("q=a&&p=&token=T&token=T", "?q=a&&p="),
            ("q=token%3Dx&token=T", "?q=token%3Dx"),
            ("%74oken=T&q=a", "?q=a"),
            ("q=//evil.test&token=T", "?q=//evil.test"),
        ],
    )
    def test_it_becomes_a_cookie_and_leaves_the_address(self, app: Behind, query: str, left: str) -> None:
        client = client_of(door_to(app))
        answer = client.get(f"/?{query.replace('=T', '=' + TOKEN.text)}")
        assert (answer.status_code, answer.headers["location"], app.heard) == (303, f"/{left}", [])
        said = answer.headers["set-cookie"]
        assert {part.strip().lower() for part in said.split(";")[1:]} == {"httponly", "samesite=strict", "path=/"}
        assert TOKEN.text not in said + answer.text
        assert client.get(answer.headers["location"]).status_code == 200

    def test_over_tls_the_cookie_stays_there(self, app: Behind) -> None:
        answer = client_of(door_to(app), f"https://localhost:{PORT}").get(f"/?token={TOKEN.text}")
        assert "secure" in answer.headers["set-cookie"].lower()

    @pytest.mark.parametrize(
        "query",
        [
            "", "token=", "token", f"token={TOKEN.text[:-1]}", f"token={TOKEN.text}x", f"token={TOKEN.text.upper()}",
            "token=%00", "token=%FF%FE", "token=ộ", f"token={TOKEN.proof}", f"q={TOKEN.text}",
            f"token=x&q={TOKEN.text}", f"Token={TOKEN.text}",
        ],
    )  # fmt: skip
    def test_another_one_opens_nothing(self, app: Behind, query: str) -> None:
        answer = client_of(door_to(app)).get(f"/?{query}")
        assert (answer.status_code, app.heard) == (401, [])
        assert "set-cookie" not in answer.headers
        assert "?token=…" in answer.text

    @pytest.mark.parametrize("path", ["/export.json", "/ui.js", "/gradio_api/queue/data", "/x"])
    def test_it_is_taken_at_the_page_alone(self, app: Behind, path: str) -> None:
        assert asked(app, "GET", f"{path}?token={TOKEN.text}", {}) == (401, False)
        assert asked(app, "POST", f"/?token={TOKEN.text}", OWN) == (401, False)

    @pytest.mark.parametrize(
        "cookies",
        [
            "", TOKEN.cookie, f"{TOKEN.cookie}=", f"{TOKEN.cookie}={TOKEN.text}", f"{TOKEN.cookie}={TOKEN.proof}x",
            f"tracuu-7861={TOKEN.proof}", f"x={TOKEN.cookie}={TOKEN.proof}", f"{TOKEN.cookie}=\xff",
        ],
    )  # fmt: skip
    def test_a_cookie_that_proves_nothing_opens_nothing(self, app: Behind, cookies: str) -> None:
        assert asked(app, "GET", "/", {"Cookie": cookies}) == (401, False)

    def test_what_another_port_has_left_under_its_name_is_not_in_the_way(self, app: Behind) -> None:
        cookies = f"a=b; {TOKEN.cookie}=left; tracuu-lang=vi; {TOKEN.cookie}={TOKEN.proof}"
        assert asked(app, "GET", "/", {"Cookie": cookies}) == (200, True)

    def test_who_is_in_and_comes_with_an_old_token_goes_on(self, app: Behind) -> None:
        answer = client_of(door_to(app)).get("/?token=old&q=a", headers=PROVED)
        assert (answer.status_code, answer.headers["location"]) == (303, "/?q=a")

    def test_a_person_reads_it_as_a_page_and_a_script_as_text_in_both_languages(self, app: Behind) -> None:
        client = client_of(door_to(app))
        page = client.get("/", headers={"Accept": "text/html,*/*"})
        assert page.headers["content-type"].startswith("text/html")
        assert page.headers["content-security-policy"].startswith("default-src 'none'")
        assert page.text.index("Hãy mở tracuu") < page.text.index("Open tracuu")
        assert client.get("/", headers=OPENED).headers["content-type"].startswith("text/html")
        text = client.get("/export.json", headers={"Accept": "*/*"})
        assert text.headers["content-type"].startswith("text/plain")
        assert len(text.text.splitlines()) == 2

    def test_each_start_has_another_and_it_is_never_shown_by_accident(self) -> None:
        one, other = new_token(PORT), new_token(PORT)
        assert one.text != other.text
        assert len(one.text) >= 43
        assert one.text not in repr(one)
        assert new_token(7861).cookie != one.cookie

    @given(st.text(), st.text())
    def test_no_text_is_taken_for_it(self, query: str, cookies: str) -> None:
        assert not TOKEN.is_in(query)
        assert not TOKEN.is_proved_by(cookies)
        assert without_token(query) == query or "token" in query or "%" in query


KEY = "tracuu-key"
READER = Reader("máy 1", "reader")
SHOWN = {"Authorization": f"Bearer {KEY}"}
FOR_PROGRAMS = [one for one in OPENINGS if one.to == "programs"]


class TestWhatAProgramShows:
    """A bearer is no cookie: no browser sends it by itself, and it opens nothing of the page."""

    @pytest.fixture
    def asker(self) -> list[Any]:
        return []

    @pytest.fixture
    def client(self, asker: list[Any]) -> TestClient:
        async def behind_it(scope: Scope, receive: Receive, send: Send) -> None:
            asker.append((scope[ASKER], scope[LET_IN_AT]))
            await PlainTextResponse("what reports say")(scope, receive, send)

        return client_of(doored(behind_it, LOOPBACK, BY_TOKEN, lambda shown: READER if shown == KEY else None))

    @pytest.mark.parametrize("one", FOR_PROGRAMS, ids=lambda one: f"{one.methods} {one.path}")
    def test_a_key_opens_what_is_for_programs_without_saying_whose_page_asks(
        self, client: TestClient, asker: list[Any], one: Opening
    ) -> None:
        for method in one.methods:
            assert client.request(method, filled(one.path), headers=SHOWN).status_code == 200
            assert asker.pop() == (READER, one.path)
            assert client.request(method, filled(one.path), headers={**PROVED, **OWN}).status_code == 200
            assert asker.pop() == (OWNER, one.path)
            token = {"Authorization": f"Bearer {TOKEN.text}"}
            assert client.request(method, filled(one.path), headers=token).status_code == 200
            assert asker.pop() == (OWNER, one.path)
            proof = {"Authorization": f"Bearer {TOKEN.proof}"}
            for said in ({}, proof, {"Cookie": f"{TOKEN.cookie}={KEY}"}):
                answer = client.request(method, filled(one.path), headers={**said, **OWN})
                assert (answer.status_code, answer.json()["error"]["code"]) == (401, "key")
        assert asker == []

    def test_a_key_opens_nothing_of_the_page(self, client: TestClient, asker: list[Any]) -> None:
        for one in OPENINGS:
            for method in one.methods if one.to == "page" else ():
                answer = client.request(method, filled(one.path), headers={**SHOWN, **PROVED, **OWN})
                assert answer.status_code == 404, one.path
        assert asker == []

    @pytest.mark.parametrize("said", [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
                                      {"Origin": "http://evil.test"}, {"Origin": "null"}])  # fmt: skip
    def test_what_it_says_of_whose_page_asks_holds(
        self, client: TestClient, asker: list[Any], said: dict[str, str]
    ) -> None:
        for method, path in (("GET", "/api/v1/search"), ("POST", "/api/v1/search"), ("DELETE", "/api/v1/reports/a")):
            answer = client.request(method, path, headers={**SHOWN, **said})
            assert (answer.status_code, answer.json()["error"]["code"]) == (403, "another")
            assert client.options(path, headers={**said, "Access-Control-Request-Headers": "authorization"}).is_error
        assert client.get("/healthz", headers=said).status_code == 403
        assert asker == []

    def test_it_counts_alone_whatever_cookie_there_is(self, client: TestClient, asker: list[Any]) -> None:
        for shown in ("Bearer x", "bearer", "BEARER  x", f"Bearer {KEY} {KEY}"):
            answer = client.get("/api/v1/jobs", headers={"Authorization": shown, **PROVED, **OWN})
            assert answer.status_code == 401
        several = [("Authorization", f"Bearer {KEY}"), ("Authorization", "Bearer x")]
        assert client.get("/api/v1/jobs", headers=several).status_code == 401
        assert asker == []

    def test_names_and_passwords_that_browsers_send_by_themselves_are_none(
        self, client: TestClient, asker: list[Any]
    ) -> None:
        basic = {"Authorization": "Basic dHJhY3V1OnRyYWN1dQ=="}
        assert client.post("/api/v1/search", headers={**basic, **PROVED}).status_code == 403
        assert client.get("/api/v1/search", headers=basic).status_code == 401
        assert client.get("/api/v1/search", headers={**basic, **PROVED}).status_code == 200
        assert client.get("/ui.js", headers={**basic, **PROVED}).status_code == 200
        assert [who for who, _ in asker] == [OWNER, OWNER]

    def test_nothing_but_that_it_is_alive_is_open_to_anybody(self, client: TestClient) -> None:
        assert [one.path for one in OPENINGS if one.to == "anyone"] == ["/healthz"]
        assert client.get("/healthz", headers={"Host": "evil.test"}).status_code == 400
        assert client.post("/healthz", headers=SHOWN).status_code == 405

    @pytest.mark.parametrize("one", FOR_PROGRAMS, ids=lambda one: f"{one.methods} {one.path}")
    def test_more_than_it_takes_is_not_even_read(self, client: TestClient, asker: list[Any], one: Opening) -> None:
        for method in one.methods:
            said = {**SHOWN, "Content-Length": str(one.most + 1)}
            answer = client.request(method, filled(one.path), headers=said, content=b"x")
            assert (answer.status_code, answer.json()["error"]["code"]) == (413, "large")
        assert asker == []


class TestTokenFile:
    def test_it_is_made_for_its_owner_alone_and_kept(self, tmp_path: Path) -> None:
        file = tmp_path / "khoa"
        made = token_in(file, PORT)
        assert len(made.text) >= 43
        assert os.name == "nt" or stat.S_IMODE(file.stat().st_mode) == 0o600
        assert token_in(file, PORT) == made

    @pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
    @pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o660, 0o610])
    def test_one_that_others_may_read_or_write_is_refused(self, tmp_path: Path, mode: int) -> None:
        file = tmp_path / "khoa"
        token_in(file, PORT)
        file.chmod(mode)
        with pytest.raises(TokenOpenToOthersError, match="chmod 600"):
            token_in(file, PORT)

    @pytest.mark.parametrize("text", ["", "ngắn", "a" * 31, "a b" * 20, "a&q=" * 20, "ộ" * 40, "a" * 5000])
    def test_what_is_no_token_is_refused(self, tmp_path: Path, text: str) -> None:
        file = tmp_path / "khoa"
        file.write_text(text, encoding="utf-8")
        file.chmod(0o600)
        with pytest.raises(TokenWeakError):
            token_in(file, PORT)

    def test_a_file_that_cannot_be_is_named(self, tmp_path: Path) -> None:
        for file in (tmp_path, tmp_path / "không có" / "khoa"):
            with pytest.raises(TokenUnusableError, match=re.escape(str(file))):
                token_in(file, PORT)


class TestBounds:
    @pytest.mark.parametrize(
        ("path", "most"),
        [("/gradio_api/upload", UPLOAD), ("/gradio_api/queue/join", FORM), ("/quotations.docx", FORM)],
    )
    def test_more_than_an_address_takes_is_not_even_read(self, app: Behind, path: str, most: int) -> None:
        assert asked(app, "POST", path, {**PROVED, **OWN}, content=b"x") == (200, True)
        for length in (str(most + 1), "9" * 40, "-1", "x", "1_0", "٣"):
            said = {**PROVED, **OWN, "Content-Length": length}
            assert asked(app, "POST", path, said, content=b"x") == (413, False)

    def test_a_page_is_asked_for_without_sending_anything(self, app: Behind) -> None:
        assert asked(app, "GET", "/", {**PROVED, **OWN}, content=b"x") == (413, False)

    def test_who_does_not_say_how_much_comes_is_refused(self, app: Behind) -> None:
        def sent() -> Iterator[bytes]:
            yield b"x"

        assert asked(app, "POST", "/gradio_api/upload", {**PROVED, **OWN}, content=sent()) == (411, False)

    def test_what_reports_say_is_kept_by_no_browser(self, app: Behind) -> None:
        client = client_of(door_to(app))
        for path in ("/export.json", "/originals/a", "/gradio_api/queue/data", "/wordings.docx", "/citations.ris"):
            assert client.get(path, headers=PROVED).headers["cache-control"] == "no-store"
        assert "cache-control" not in client.get("/assets/a.js", headers=PROVED).headers
        assert client.get("/assets/a.js").headers["cache-control"] == "no-store"

    def test_what_has_a_policy_of_its_own_keeps_it(self) -> None:
        async def give(_: Request) -> PlainTextResponse:
            return PlainTextResponse("", headers={"Content-Security-Policy": "sandbox"})

        client = client_of(
            door_to(Starlette(routes=[Route("/export.json", give), Route("/ui.js", lambda _: PlainTextResponse(""))]))
        )
        assert client.get("/export.json", headers=PROVED).headers["content-security-policy"] == "sandbox"
        assert "frame-ancestors 'none'" in client.get("/ui.js", headers=PROVED).headers["content-security-policy"]


@pytest.fixture(scope="module")
def page(sample_house: House) -> Any:
    """All that `tracuu serve` has behind its door."""
    return behind(Running.over(sample_house, local=True))


def routes_of(routes: Sequence[BaseRoute]) -> Iterator[tuple[str, str]]:
    """Each method and path of a running application, of all that is mounted and included in it."""
    for route in routes:
        if isinstance(route, Mount) and route.path == "":
            yield from routes_of(route.routes)
        elif isinstance(route, Mount):
            yield "GET", f"{route.path}/{{path:path}}"
        elif isinstance(route, Route):
            yield from ((method, route.path) for method in sorted(route.methods or ()))
        else:  # FastAPI's routers, as they are included; anything else is a fault of this walk
            yield from routes_of(route.original_router.routes)  # type: ignore[attr-defined]


def filled(path: str) -> str:
    """A path that such a route would take."""
    return re.sub(r"\{\w+(:\w+)?\}", "a", path)


class TestRoutes:
    def test_every_route_of_the_running_page_is_needed_or_closed(self, page: Any) -> None:
        there = sorted({*routes_of(page.app.routes)})
        assert len([path for _, path in there if path.startswith("/gradio_api/")]) > GRADIO_ROUTES
        client = client_of(doored(page, LOOPBACK, BY_TOKEN))
        needed = {(method, one.path) for one in OPENINGS for method in one.methods}
        for method, path in there:
            if (method, path) not in needed:
                answer = client.request(method, filled(path), headers={**PROVED, **OWN})
                status = 405 if path in {one.path for one in OPENINGS if one.to != "page"} else 404
                refused = (answer.status_code, answer.headers["content-security-policy"]) == (status, NOTHING)
                assert refused, f"{method} {path} is neither needed nor closed"

    def test_every_opening_leads_somewhere(self, page: Any) -> None:
        there = {*routes_of(page.app.routes)}
        for one in OPENINGS:
            assert {path for _, path in there} & {one.path}, one.path
            assert {(method, one.path) for method in one.methods if method != "HEAD"} <= there

    @pytest.mark.parametrize(
        "path",
        [
            "/gradio_api/file=https://evil.test/x", "/gradio_api/file=/etc/passwd", "/gradio_api/file/etc/passwd",
            "/gradio_api/proxy=https://evil.test/", "/gradio_api/info", "/gradio_api/openapi.json", "/openapi.json",
            "/docs", "/redoc", "/config", "/monitoring", "/monitoring/summary", "/gradio_api/deep_link",
            "/gradio_api/call/x/y", "/gradio_api/heartbeat/x", "/gradio_api/vibe-code", "/gradio_api/runs",
            "/gradio_api/app_id", "/gradio_api/token", "/ui.js/", "/ui.js%0A", "/UI.js", "/gradio_api/mcp/",
            "/assets/%2e%2e/%2e%2e/ui.py", "/assets/..%5c..%5cui.py", "/fonts/%2e%2e/%2e%2e/ui.py",
            "/assets/a%00.js", "/export.", "/export.a/b", "/originals/", "/originals/a/b",
        ],
    )  # fmt: skip
    def test_what_the_page_does_not_need_is_closed(self, page: Any, path: str) -> None:
        door = doored(page, LOOPBACK, BY_TOKEN)
        answer = client_of(door).get(path, headers={**PROVED, **OWN})
        assert (answer.status_code, answer.headers["content-security-policy"]) == (404, NOTHING)

    @pytest.mark.parametrize(
        "path", ["/gradio_api/run/x", "/gradio_api/api/x", "/gradio_api/call/x", "/gradio_api/component_server",
                 "/login", "/gradio_api/vibe-edit", "/gradio_api/process_recording", "/ui.js"],
    )  # fmt: skip
    def test_what_the_page_does_not_call_cannot_be_called(self, page: Any, path: str) -> None:
        answer = client_of(doored(page, LOOPBACK, BY_TOKEN)).post(path, headers={**PROVED, **OWN}, json={})
        assert (answer.status_code, answer.headers["content-security-policy"]) == (404, NOTHING)

    def test_the_first_opening_that_fits_is_taken(self) -> None:
        openings = (Opening("/a"), Opening("/{x}", ("POST",), 5))
        assert opening_for(openings, "GET", "/a") is openings[0]
        assert opening_for(openings, "POST", "/a") is openings[1]
        assert opening_for(openings, "DELETE", "/a") is None
        for path in ("/a\n", "//a", "/a/", "/A", "a", ""):
            assert opening_for(openings, "GET", path) is None

    @pytest.mark.parametrize("path", ["/f/../a", "/f/..", "/f/a/../../b", "/f/..\\a", "/f/a\0.js"])
    def test_a_path_that_climbs_leads_nowhere(self, path: str) -> None:
        assert opening_for((Opening("/f/{path:path}"),), "GET", path) is None
        assert opening_for((Opening("/f/{path:path}"),), "GET", "/f/a/b..c") is not None


@contextmanager
def started(data: Path, *options: str) -> Iterator[tuple[str, list[str]]]:
    """The command as it runs: the address that it prints, and, once it has been stopped by Ctrl+C, all that it says."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    command = [sys.executable, "-m", "tracuu.cli", "--data", str(data), "serve", "--port", port, *options]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout
    said = [next(line for line in process.stdout if "http://" in line)]
    address = re.search(r"http://\S+", said[0])
    assert address
    yield address[0], said
    process.send_signal(signal.SIGINT)
    said.append(process.communicate()[0])
    assert process.returncode == 0


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Ctrl+C is sent by a signal")
class TestTheCommand:
    def test_the_address_that_it_prints_opens_the_page(self, sample_store: Path) -> None:
        with started(sample_store) as (address, said):
            with entered(address) as client:
                assert "gradio_config" in client.get("").text
                found = client.get("export.json?q=kinh+ph%C3%AD").json()
                assert found["results"]
                assert client.get("gradio_api/info").status_code == 404
            bare = address.partition("?")[0]
            assert httpx.get(bare, trust_env=False).status_code == 401
            assert httpx.get(f"{bare}?token=x", trust_env=False).status_code == 401
        assert address.partition("=")[2] not in "".join(said[1:])

    def test_a_kept_token_lives_through_restarts_and_stands_in_no_log(self, sample_store: Path, tmp_path: Path) -> None:
        file = tmp_path / "khoa"
        cookies = []
        for _ in range(2):
            with started(sample_store, "--token-file", str(file)) as (address, said):
                assert address.endswith("/?token=…")
                text = file.read_text("ascii").strip()
                with entered(address.replace("…", text)) as client:
                    cookies += [value for name, value in client.cookies.items()]
            assert text not in "".join(said)
        assert len(cookies) == 2
        assert cookies[0] == cookies[1]
