"""People: accounts, signing in and out, sessions, and that whoever tries to get past them waits."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import stat
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from typer.testing import CliRunner

import tracuu.cli  # noqa: F401 - registers every command
from tests.test_door import OPENED, OWN, filled
from tracuu.api.faults import asker_of
from tracuu.commands.application import app as commands
from tracuu.door import Accounts, Audit, PeopleUnusableError, Sessions, Signing, passwords
from tracuu.door.accounts import AccountNameTakenError, AccountUnknownError
from tracuu.door.delays import FORGIVEN, PATIENCE, REMEMBERED, Delays, network_of
from tracuu.door.door import ALWAYS
from tracuu.door.entry import AccountsMissingError, TokenNotTakenError
from tracuu.door.passwords import LARGEST, PasswordWeakError
from tracuu.door.people_file import FILE, NameUnfitError
from tracuu.door.sessions import IDLE, LONGEST, MOST_BROWSERS
from tracuu.door.signing_in import OPENINGS as FORMS
from tracuu.door.signing_in import POLICY
from tracuu.door.streams import OwnStreams
from tracuu.service.readers import Reader
from tracuu.serving import OPENINGS, STREAMS, by_signing_in, doored, reader_of, shown_to

HOME = "http://127.0.0.1:7860"
COOKIE = "tracuu-7860"
NAME, PASSWORD = "chị Lan", "mưa phùn tháng giêng"
OTHER, ANOTHER = "anh Bình", "nắng tháng tám rám trái bưởi"


class Clock:
    """Time, as a test lets it pass."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file of two accounts: passwords are slow to keep."""
    folder = tmp_path_factory.mktemp("người")
    Accounts(folder).add(NAME, PASSWORD, "reader", ["chung"])
    Accounts(folder).add(OTHER, ANOTHER, "admin", None)
    return (folder / FILE).read_bytes()


@pytest.fixture
def data(tmp_path: Path, made: bytes) -> Path:
    (tmp_path / FILE).touch(0o600)
    (tmp_path / FILE).write_bytes(made)
    return tmp_path


@pytest.fixture
def ways(data: Path, clock: Clock) -> Signing:
    return Signing(Accounts(data), Sessions(data, clock), Audit(data), COOKIE, shown_to, Delays(clock))


async def told(request: Request) -> PlainTextResponse:
    """What stands behind the door: it says who asks."""
    return PlainTextResponse(f"what reports say to {asker_of(request)}")


class Browsers:
    """Browsers at one service, each with its own cookies and address."""

    def __init__(self, ways: Signing) -> None:
        app = Starlette(routes=[Route("/", told), Route("/export.json", told), *ways.routes()])
        self.ways = ways
        self.door = doored(app, ("127.0.0.1", "tracuu.test"), by_signing_in(ways))

    def new(self, address: str = "10.0.0.9", base: str = HOME) -> TestClient:
        return TestClient(self.door, base_url=base, follow_redirects=False, client=(address, 50000), headers=OWN)


@pytest.fixture
def browsers(ways: Signing) -> Browsers:
    return Browsers(ways)


def key_in(html: str) -> str:
    found = re.search(r'name="key" value="([0-9a-f]{64})"', html)
    assert found
    return found[1]


def tried(client: TestClient, name: str = NAME, password: str = PASSWORD, back: str = "", key: str = "") -> Any:
    """What comes of typing a name and a password on the page."""
    sent = {"name": name, "password": password, "back": back}
    return client.post("/sign-in", data={**sent, "key": key or key_in(client.get("/").text)})


def entered(browsers: Browsers, name: str = NAME, password: str = PASSWORD, address: str = "10.0.0.9") -> TestClient:
    client = browsers.new(address)
    assert tried(client, name, password).status_code == 303
    return client


def is_in(client: TestClient) -> bool:
    answer = client.get("/")
    assert (answer.status_code == 200) == ("what reports say" in answer.text)
    return answer.status_code == 200


def form_of(client: TestClient, ways: Signing) -> str:
    """What the forms of the page send that this browser has open."""
    session = ways.sessions.find(client.cookies[COOKIE])
    assert session
    return session.form


class TestAccounts:
    def test_what_is_kept_gives_no_password_and_is_its_owners_alone(self, data: Path) -> None:
        kept = (data / FILE).read_bytes()
        assert PASSWORD.encode() not in kept
        assert kept.count(b"$argon2id$") == 2
        Accounts(data / "mới").add("a", PASSWORD, "reader", None)
        assert os.name == "nt" or stat.S_IMODE((data / "mới" / FILE).stat().st_mode) == 0o600

    def test_the_right_password_alone_is_right(self, data: Path) -> None:
        accounts = Accounts(data)
        found = accounts.signing_in(NAME, PASSWORD)
        assert found is not None
        assert reader_of(found) == Reader(NAME, "reader", frozenset({"chung"}))
        assert accounts.listed()[1].signed_in is not None
        for name, password in (
            (NAME, ANOTHER),
            (NAME, ""),
            ("", ""),
            ("ai", PASSWORD),
            (NAME, PASSWORD + " "),
            ("\0", "x"),
        ):
            assert accounts.signing_in(name, password) is None

    @pytest.mark.parametrize("name", ["chị Lan", "CHỊ LAN", " chi\u0323 Lan "])
    def test_a_name_and_a_password_are_one_however_they_are_typed(self, data: Path, name: str) -> None:
        assert Accounts(data).signing_in(name, PASSWORD) is not None
        with pytest.raises(AccountNameTakenError):
            Accounts(data).add(name, PASSWORD, "admin", None)
        assert Accounts(data).signing_in(NAME, unicodedata.normalize("NFD", PASSWORD)) is not None

    @pytest.mark.parametrize(
        "password",
        [
            "",
            "ngắn",
            "a" * 40,
            "123456789012",
            "qwertyuiop",
            "zyxwvutsrqponm",
            "mật khẩu của chị lan",
            "ộ" * 400 + "abcdefg",
            "abab" * 9,
        ],
    )
    def test_what_could_be_guessed_or_is_too_long_is_refused(self, data: Path, password: str) -> None:
        accounts = Accounts(data)
        with pytest.raises(PasswordWeakError):
            accounts.set_password(NAME, password)
        with pytest.raises(PasswordWeakError):
            accounts.add("người mới", password if "lan" not in password else "của người mới đây", "reader", None)
        assert accounts.signing_in(NAME, PASSWORD) is not None

    def test_all_of_a_long_password_counts_and_one_that_is_too_long_is_not_even_looked_at(
        self, data: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        accounts = Accounts(data)
        long = "sông núi nước Nam vua Nam ở " * 20
        accounts.set_password(NAME, long)
        assert accounts.signing_in(NAME, long) is not None
        assert accounts.signing_in(NAME, long[:-1]) is None
        monkeypatch.setattr(passwords, "is_right", None)  # what would be called
        assert accounts.signing_in(NAME, "x" * (LARGEST + 1)) is None

    def test_an_unknown_name_costs_as_much_as_a_known_one(self, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        worked: list[str] = []
        real = passwords.HASHER.verify

        class Counting:
            hash, check_needs_rehash = passwords.HASHER.hash, passwords.HASHER.check_needs_rehash

            def verify(self, hashed: str, password: str) -> bool:
                worked.append(hashed.rpartition("$")[0].rpartition("$")[0])
                return real(hashed, password)

        monkeypatch.setattr(passwords, "HASHER", Counting())
        for name in (NAME, "không có ai", "\0", ""):
            assert Accounts(data).signing_in(name, "một mật khẩu sai") is None
        assert len(worked) == 4
        assert len({*worked}) == 1, "the same work, by the parameters of the hash"

    def test_what_was_kept_with_less_work_is_kept_anew(self, data: Path) -> None:
        from argon2 import PasswordHasher

        weak = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(PASSWORD)
        with sqlite3.connect(data / FILE) as people:
            people.execute("UPDATE accounts SET password = ? WHERE name = ?", (weak, NAME))
        assert Accounts(data).signing_in(NAME, PASSWORD) is not None
        with sqlite3.connect(data / FILE) as people:
            (kept,) = people.execute("SELECT password FROM accounts WHERE name = ?", (NAME,)).fetchone()
        assert kept != weak
        assert not passwords.is_old(kept)
        assert Accounts(data).signing_in(NAME, PASSWORD) is not None

    @pytest.mark.parametrize("name", ["", "  ", "a" * 65, "a\nb", "\u202etxt"])
    def test_what_is_no_name_is_refused(self, data: Path, name: str) -> None:
        with pytest.raises(NameUnfitError):
            Accounts(data).add(name, PASSWORD, "reader", None)

    def test_what_nobody_here_has_written_lets_nobody_in(self, browsers: Browsers, data: Path) -> None:
        client = entered(browsers)
        for sets in ("role = 'owner'", "role = 'reader', collections = '5'"):
            with sqlite3.connect(data / FILE) as people:
                people.execute(f"UPDATE accounts SET {sets} WHERE name = ?", (NAME,))
            assert not is_in(client)
            assert tried(browsers.new()).status_code == 500

    @pytest.mark.parametrize("damage", [b"", b"x" * 4096])
    def test_a_damaged_file_lets_nobody_in_and_opens_no_page_to_a_token(
        self, browsers: Browsers, data: Path, damage: bytes
    ) -> None:
        client = entered(browsers)
        (data / FILE).write_bytes(damage)
        assert not is_in(client)
        assert tried(browsers.new()).status_code == 500
        done = CliRunner().invoke(commands, ["--data", str(data), "serve"])
        assert isinstance(done.exception, PeopleUnusableError)


class TestTheDoor:
    def test_who_has_not_signed_in_gets_the_form_and_nothing_else(self, browsers: Browsers) -> None:
        client = browsers.new()
        answer = client.get("/?q=kinh+phí", headers=OPENED)
        assert (answer.status_code, "what reports say" in answer.text) == (401, False)
        assert answer.headers["content-security-policy"] == POLICY
        assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS
        assert answer.headers["cache-control"] == "no-store"
        assert "<script" not in answer.text
        assert answer.text.startswith('<!doctype html><html lang="vi">')
        assert "Sign in" in client.get("/", headers={"Accept-Language": "en-GB"}).text
        for one in (*OPENINGS, *FORMS):
            for method in one.methods if one.to in ("page", "programs") and one.path != "/" else ():
                answer = client.request(method, filled(one.path))
                assert answer.status_code == 401, one.path
                assert "what reports say" not in answer.text
        assert browsers.ways.sessions.find("") is None

    def test_the_form_is_in_the_language_that_the_address_asks_for(self, browsers: Browsers) -> None:
        client = browsers.new()
        vietnamese = {"Accept-Language": "vi"}
        for address in ("/?q=kinh+phí&lang=en", "/sign-in?lang=en"):
            asked = client.get(address, headers={**OPENED, **vietnamese})
            assert asked.text.startswith('<!doctype html><html lang="en">'), address
            query = address.partition("?")[2]
            wrong = client.post(
                "/sign-in",
                data={"name": NAME, "password": "x", "back": query, "key": key_in(asked.text)},
                headers=vietnamese,
            )
            assert wrong.text.startswith('<!doctype html><html lang="en">')
        assert client.get("/?lang=vi", headers={"Accept-Language": "en", **OPENED}).text.count('lang="vi"') == 1
        assert tried(client, back="lang=en").headers["location"] == "/?lang=en"

    def test_no_token_lets_anybody_in(self, browsers: Browsers) -> None:
        client = browsers.new()
        for headers in ({"Authorization": "Bearer x"}, {"Authorization": "Bearer "}):
            assert client.get("/export.json", headers=headers).status_code == 401
        assert not is_in(client)
        assert client.get("/?token=x").status_code == 401

    def test_who_signs_in_is_who_asks_and_comes_to_what_they_asked_for(self, browsers: Browsers) -> None:
        client = browsers.new()
        first = client.get("/?q=kinh+phí&year=2023")
        back = re.search(r'name="back" value="([^"]*)"', first.text)
        assert back
        answer = tried(client, back=back[1].replace("&amp;", "&"), key=key_in(first.text))
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/?q=kinh+ph%C3%AD")
        assert "year=2023" in answer.headers["location"]
        assert client.get("/").text == f"what reports say to {Reader(NAME, 'reader', frozenset({'chung'}))}"
        with_api = client.get("/export.json")
        assert str(frozenset({"chung"})) in with_api.text

    @pytest.mark.parametrize("back", ["//evil.test", "\r\nSet-Cookie: a=b", "https://evil.test/", "x#y", "ộ\0"])
    def test_the_way_back_leads_nowhere_else(self, browsers: Browsers, back: str) -> None:
        answer = tried(browsers.new(), back=back)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/?")
        assert "\n" not in answer.headers["location"]
        assert [one for one in answer.headers.get_list("set-cookie") if one.startswith("a=")] == []

    def test_what_is_typed_is_shown_as_text(self, browsers: Browsers) -> None:
        answer = tried(browsers.new(), name='"><script>pwned</script>', back='"><script>pwned</script>')
        assert answer.status_code == 401
        assert "<script" not in answer.text
        assert answer.text.count("&lt;script&gt;") == 2
        assert PASSWORD not in answer.text

    def test_the_cookie_is_sent_by_our_own_page_alone(self, browsers: Browsers) -> None:
        answer = tried(browsers.new())
        said = {one.partition("=")[0]: one for one in answer.headers.get_list("set-cookie")}
        parts = {part.strip().lower() for part in said[COOKIE].split(";")[1:]}
        assert parts == {"httponly", "samesite=strict", "path=/"}
        assert len(said[COOKIE].partition("=")[2].partition(";")[0]) == 43

    def test_over_tls_no_other_host_can_put_one_in_its_place(self, browsers: Browsers) -> None:
        client = browsers.new(base="https://tracuu.test")
        answer = tried(client)
        said = [one for one in answer.headers.get_list("set-cookie") if one.startswith(f"__Host-{COOKIE}=")]
        assert len(said) == 1
        assert "secure" in said[0].lower()
        assert is_in(client)
        secret = client.cookies[f"__Host-{COOKIE}"]
        assert not is_in_with(browsers.new(base="https://tracuu.test"), f"{COOKIE}={secret}")

    def test_a_key_lets_no_browser_in_and_a_session_is_no_key(self, browsers: Browsers) -> None:
        client = entered(browsers)
        shown = {"Authorization": f"Bearer {client.cookies[COOKIE]}"}
        assert browsers.new().get("/export.json", headers=shown).status_code == 401
        assert client.get("/api/v1/jobs", headers=shown).json()["error"]["code"] == "key"


def is_in_with(client: TestClient, cookies: str) -> bool:
    return client.get("/", headers={"Cookie": cookies}).status_code == 200


class TestSessions:
    def test_each_sign_in_makes_a_new_one_and_ends_the_one_before(self, browsers: Browsers) -> None:
        client = entered(browsers)
        before = client.cookies[COOKIE]
        page = browsers.new().get("/")
        client.cookies.set(f"{COOKIE}-form", page.cookies[f"{COOKIE}-form"], domain="127.0.0.1")
        assert tried(client, OTHER, ANOTHER, key=key_in(page.text)).status_code == 303
        assert client.cookies[COOKIE] != before
        assert not is_in_with(browsers.new(), f"{COOKIE}={before}")

    @pytest.mark.parametrize("planted", ["x" * 43, "", "a; b", "0" * 5000])
    def test_what_somebody_put_there_before_is_never_taken_on(self, browsers: Browsers, planted: str) -> None:
        client = browsers.new()
        answer = client.post(
            "/sign-in",
            data={"name": NAME, "password": PASSWORD, "key": key_in(client.get("/").text)},
            headers={"Cookie": f"{COOKIE}={planted}; {COOKIE}-form={client.cookies[f'{COOKIE}-form']}"},
        )
        assert answer.status_code == 303
        assert answer.cookies[COOKIE] != planted
        assert not is_in_with(browsers.new(), f"{COOKIE}={planted}")

    def test_what_is_kept_lets_nobody_in(self, browsers: Browsers, data: Path) -> None:
        client = entered(browsers)
        secrets = [client.cookies[COOKIE], client.cookies[f"{COOKIE}-browser"]]
        kept = (data / FILE).read_bytes()
        assert not [secret for secret in secrets if secret.encode() in kept]
        with sqlite3.connect(data / FILE) as people:
            for table in ("sessions", "browsers"):
                for (hashed,) in people.execute(f"SELECT hash FROM {table}"):
                    assert not is_in_with(browsers.new(), f"{COOKIE}={hashed.hex()}")

    def test_it_ends_when_nobody_uses_it_and_in_any_case_some_day(self, browsers: Browsers, clock: Clock) -> None:
        client = entered(browsers)
        began = clock.now
        while clock.now + IDLE / 2 < began + LONGEST:
            clock.now += IDLE / 2
            assert is_in(client)
        clock.now = began + LONGEST
        assert not is_in(client)
        client = entered(browsers)
        clock.now += IDLE - 1
        assert is_in(client)
        clock.now += IDLE
        assert not is_in(client)

    def test_a_restart_ends_none(self, browsers: Browsers, data: Path, clock: Clock) -> None:
        client = entered(browsers)
        again = Signing(Accounts(data), Sessions(data, clock), Audit(data), COOKIE, shown_to)
        assert is_in_with(Browsers(again).new(), f"{COOKIE}={client.cookies[COOKIE]}")

    @pytest.mark.parametrize(
        "change",
        [
            lambda accounts: accounts.set_password(NAME, "một mật khẩu khác hẳn"),
            lambda accounts: accounts.set_role(NAME, "editor", None),
            lambda accounts: accounts.set_role(NAME, "reader", ["chung"]),
            lambda accounts: accounts.remove(NAME),
        ],
        ids=["password", "role", "collections", "removed"],
    )
    def test_a_change_to_the_account_ends_all_of_theirs_and_nobody_elses(
        self, browsers: Browsers, data: Path, change: Callable[[Accounts], None]
    ) -> None:
        one, two, other = entered(browsers), entered(browsers), entered(browsers, OTHER, ANOTHER)
        change(Accounts(data))
        assert [is_in(client) for client in (one, two, other)] == [False, False, True]

    def test_an_account_made_again_is_another(self, browsers: Browsers, data: Path) -> None:
        client = entered(browsers)
        Accounts(data).remove(NAME)
        Accounts(data).add(NAME, PASSWORD, "admin", None)
        assert not is_in(client)
        with pytest.raises(AccountUnknownError):
            Accounts(data).remove("không có ai")

    def test_signing_out_ends_this_one_and_everywhere_ends_all(self, browsers: Browsers) -> None:
        one, two, three, other = (*(entered(browsers) for _ in range(3)), entered(browsers, OTHER, ANOTHER))
        secret = one.cookies[COOKIE]
        answer = one.post("/sign-out", data={"key": form_of(one, browsers.ways)})
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        assert COOKIE not in one.cookies
        assert not is_in_with(browsers.new(), f"{COOKIE}={secret}")
        assert is_in(two)
        assert is_in(three)
        two.post("/sign-out-everywhere", data={"key": form_of(two, browsers.ways)})
        assert [is_in(client) for client in (two, three, other)] == [False, False, True]

    def test_a_stream_is_its_openers_and_ends_with_the_session(self, ways: Signing) -> None:
        handed: list[str] = []

        async def stream(_: Request) -> StreamingResponse:
            async def said() -> Any:
                for n in range(3):
                    handed.append(f"event {n}")
                    if n == 1:
                        ways.sessions.end_all(ways.accounts.listed()[1])
                    yield f"event {n};"

            return StreamingResponse(said())

        inside = OwnStreams(
            Starlette(routes=[Route("/", told), Route(STREAMS[0], stream), *ways.routes()]),
            STREAMS,
            ways.sessions.lives,
        )
        browsers = Browsers(ways)
        browsers.door = doored(inside, ("127.0.0.1",), by_signing_in(ways))
        client, other = entered(browsers), entered(browsers, OTHER, ANOTHER)
        answer = client.get(f"{STREAMS[0]}?session_hash=abc")
        assert answer.text == "event 0;"
        assert "event 2" not in handed
        assert inside._open == {}
        session = ways.sessions.find(other.cookies[COOKIE])
        assert session
        inside._open["abc"] = (b"of somebody else", 1)
        assert other.get(f"{STREAMS[0]}?session_hash=abc").status_code == 404


class TestForms:
    def test_another_pages_form_signs_nobody_in_nor_out(self, browsers: Browsers) -> None:
        client, stranger = entered(browsers), browsers.new()
        key = form_of(client, browsers.ways)
        for headers in (
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
            {"Origin": "http://evil.test"},
        ):
            said = {"Sec-Fetch-Site": "", **headers} if "Origin" in headers else headers
            for path in ("/sign-out", "/sign-out-everywhere", "/sign-in"):
                assert client.post(path, data={"key": key}, headers=said).status_code == 403
        assert is_in(client)
        page = stranger.get("/").text
        for wrong in ("", "x", "0" * 64, key, key_in(browsers.new().get("/").text), "ộ"):
            assert tried(stranger, key=wrong or "-").status_code == 403
            if wrong != key:
                assert client.post("/sign-out", data={"key": wrong}).status_code == 403
        assert is_in(client)
        assert tried(stranger, key=key_in(page)).status_code == 303

    def test_the_key_of_one_session_signs_no_other_out(self, browsers: Browsers) -> None:
        one, two = entered(browsers), entered(browsers)
        assert one.post("/sign-out", data={"key": form_of(two, browsers.ways)}).status_code == 403
        assert is_in(one)
        assert is_in(two)

    def test_it_is_asked_for_and_never_done_by_opening_an_address(self, browsers: Browsers) -> None:
        client = entered(browsers)
        for path in ("/sign-out", "/sign-out-everywhere"):
            assert client.get(path).status_code == 404
        assert is_in(client)

    @pytest.mark.parametrize("sent", [b"", b"name=a", b"%ff=%fe&name=%00", b"name=" + b"a" * 9000, b"a=b&" * 300])
    def test_what_is_no_form_of_ours_is_refused(self, browsers: Browsers, sent: bytes) -> None:
        client = browsers.new()
        client.get("/")
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        assert client.post("/sign-in", content=sent, headers=headers).status_code in (400, 403)
        assert client.post("/sign-in", files={"name": ("x", b"y")}).status_code in (400, 403)
        assert client.post("/sign-in", content=b"x" * 20_000, headers=headers).status_code == 413


class TestDelays:
    def test_who_is_wrong_again_and_again_waits_ever_longer(self, browsers: Browsers, clock: Clock) -> None:
        client = browsers.new()
        waits = []
        for _ in range(14):
            answer = tried(client, password="sai hoàn toàn")
            waits.append(0.0)
            while answer.status_code == 429:
                waits[-1] += int(answer.headers["retry-after"])
                clock.now += int(answer.headers["retry-after"])
                answer = tried(client, password="sai hoàn toàn")
            assert answer.status_code == 401
        free, longest = PATIENCE["name"].free, PATIENCE["name"].longest
        assert waits[:free] == [0.0] * free
        assert waits[free : free + 6] == [1, 2, 4, 8, 16, 32]
        assert {*waits[free + 6 :]} == {longest}

    def test_who_must_wait_is_not_told_that_it_would_have_been_right(self, browsers: Browsers, clock: Clock) -> None:
        client = browsers.new()
        for _ in range(8):
            tried(client, password="sai hoàn toàn")
        wrong, right = tried(client, password="sai hoàn toàn"), tried(client)
        assert wrong.status_code == right.status_code == 429
        assert wrong.text == right.text
        assert not is_in(client)
        clock.now += PATIENCE["name"].longest
        assert tried(client).status_code == 303

    def test_an_unknown_name_is_answered_as_a_known_one(self, browsers: Browsers) -> None:
        known, unknown = browsers.new("10.0.0.1"), browsers.new("10.0.0.2")
        for _ in range(8):
            one = tried(known, NAME, "sai hoàn toàn")
            other = tried(unknown, "chị Mai", "sai hoàn toàn")
            texts = [re.sub(r'value="[^"]*"', "", answer.text) for answer in (one, other)]
            assert (one.status_code, texts[0]) == (other.status_code, texts[1])

    def test_whoever_goes_through_names_waits_by_their_address(self, browsers: Browsers) -> None:
        client = browsers.new("10.0.0.66")
        statuses = [
            tried(client, f"người {n}", "sai hoàn toàn").status_code for n in range(PATIENCE["address"].free + 2)
        ]
        assert statuses == [401] * PATIENCE["address"].free + [429] * 2
        assert tried(browsers.new("10.0.0.67"), NAME).status_code == 303

    def test_strangers_shut_nobody_out_of_their_own_browser(self, browsers: Browsers, clock: Clock) -> None:
        own = entered(browsers)
        own.post("/sign-out", data={"key": form_of(own, browsers.ways)})
        for n in range(40):  # from many addresses
            tried(browsers.new(f"10.1.0.{n}"), password="sai hoàn toàn")
        assert tried(browsers.new("10.2.0.1")).status_code == 429
        assert tried(own).status_code == 303
        clock.now += PATIENCE["name"].longest
        assert tried(browsers.new("10.2.0.1")).status_code == 303, "nor for good out of any other"

    def test_a_browser_of_theirs_is_counted_too(self, browsers: Browsers) -> None:
        own = entered(browsers)
        own.post("/sign-out", data={"key": form_of(own, browsers.ways)})
        statuses = [tried(own, password="sai hoàn toàn").status_code for _ in range(8)]
        assert 429 in statuses
        client = browsers.new()
        client.cookies.set(f"{COOKIE}-browser", own.cookies[f"{COOKIE}-browser"], domain="127.0.0.1")
        assert tried(client, OTHER, "sai hoàn toàn").status_code == 401, "it is theirs alone"

    def test_ones_own_account_clears_no_way_for_tries_at_others(self, browsers: Browsers) -> None:
        client = browsers.new()
        for n in range(PATIENCE["address"].free):
            tried(client, f"người {n}", "sai hoàn toàn")
            if n % 5 == 0:
                assert tried(client, OTHER, ANOTHER).status_code == 303
                client.cookies.clear()
        assert tried(client, "ai nữa", "sai hoàn toàn").status_code == 429

    def test_many_tries_at_once_count_too(self, clock: Clock) -> None:
        delays = Delays(clock)
        assert [delays.begin("a", "b", "") for _ in range(9)].count(0.0) == PATIENCE["name"].free

    @given(st.lists(st.tuples(st.text(max_size=3), st.ip_addresses().map(str), st.floats(0, 100)), max_size=60))
    @settings(max_examples=50)
    def test_nobody_ever_waits_longer_than_is_said(self, tries: list[tuple[str, str, float]]) -> None:
        clock = Clock()
        delays = Delays(clock)
        for name, address, passed in tries:
            clock.now += passed
            assert 0 <= delays.begin(name, address, "") <= PATIENCE["address"].longest
        clock.now += FORGIVEN
        assert all(delays.begin(name, address, "") == 0 for name, address, _ in tries[:1])

    def test_what_is_counted_is_bounded(self, clock: Clock) -> None:
        delays = Delays(clock)
        for n in range(REMEMBERED + 50):
            delays.begin(f"người {n}", f"10.{n >> 16}.{n >> 8 & 255}.{n & 255}", "")
        assert {kind: len(there) for kind, there in delays._wrong.items()} == {
            "name": REMEMBERED, "address": REMEMBERED, "browser": 0,
        }  # fmt: skip

    def test_a_network_of_ipv6_is_one_address(self) -> None:
        assert network_of("2001:db8::1") == network_of("2001:db8::ffff:1") != network_of("2001:db8:0:1::1")
        assert network_of("::ffff:10.0.0.1") == network_of("10.0.0.1")
        assert network_of("testclient") == "testclient"

    def test_browsers_of_a_person_are_bounded(self, browsers: Browsers, data: Path) -> None:
        for _ in range(MOST_BROWSERS + 2):
            entered(browsers)
        with sqlite3.connect(data / FILE) as people:
            assert people.execute("SELECT count(*) FROM browsers").fetchone() == (MOST_BROWSERS,)


class TestAudit:
    def test_who_came_and_went_is_written_down_and_no_name_that_is_nobodys(
        self, browsers: Browsers, data: Path
    ) -> None:
        client = entered(browsers, address="10.0.0.1")
        tried(browsers.new("10.0.0.2"), NAME, "sai hoàn toàn")
        tried(browsers.new("10.0.0.3"), PASSWORD, "gõ nhầm ô mật khẩu")
        client.post("/sign-out", data={"key": form_of(client, browsers.ways)})
        done = [(one.did, one.who, one.address) for one in Audit(data).listed(10)]
        assert done == [
            ("signed_in", NAME, "10.0.0.1"), ("not_let_in", NAME, "10.0.0.2"), ("not_let_in", "", "10.0.0.3"),
            ("signed_out", NAME, ""),
        ]  # fmt: skip
        assert PASSWORD.encode() not in (data / FILE).read_bytes()

    def test_the_oldest_goes(self, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("tracuu.door.audit.MOST", 5)
        audit = Audit(data)
        for n in range(9):
            audit.note("removed", f"người {n}", ["abc"] * 60)
        assert [one.who for one in audit.listed(100)] == [f"người {n}" for n in range(4, 9)]
        assert audit.listed(1)[0].reports.endswith("abc +10")


def run(data: Path, *arguments: str, said: str = "") -> Any:
    return CliRunner().invoke(commands, ["--data", str(data), *arguments], input=said)


class TestTheCommands:
    def test_they_make_list_change_and_remove_accounts(self, tmp_path: Path) -> None:
        assert "tracuu user add" in run(tmp_path, "user", "list").stdout
        done = run(
            tmp_path,
            "user",
            "add",
            NAME,
            "--role",
            "editor",
            "--collection",
            "phòng A",
            "--stdin",
            said=f"{PASSWORD}\nx",
        )
        assert done.exit_code == 0, done.output
        assert PASSWORD not in done.output
        assert "tracuu serve" in done.output
        typed = run(tmp_path, "user", "add", OTHER, said=f"{ANOTHER}\n{ANOTHER}\n")
        assert typed.exit_code == 0, typed.output
        assert ANOTHER not in typed.output
        (other, one) = json.loads(run(tmp_path, "user", "list", "--json").stdout)
        assert (one["name"], one["role"], one["collections"], one["signed_in"]) == (NAME, "editor", ["phòng A"], None)
        assert (other["name"], other["role"], other["collections"]) == (OTHER, "reader", None)
        assert Accounts(tmp_path).signing_in(NAME, PASSWORD) is not None
        assert run(tmp_path, "user", "passwd", NAME, "--stdin", said=f"{ANOTHER}\r\n").exit_code == 0
        assert Accounts(tmp_path).signing_in(NAME, ANOTHER) is not None
        assert run(tmp_path, "user", "role", NAME, "admin").exit_code == 0
        assert re.search(rf"{NAME}\s+admin\s+phòng A", run(tmp_path, "user", "list").stdout), "they see no more by that"
        assert run(tmp_path, "user", "role", NAME, "reader", "--collection", "phòng B").exit_code == 0
        assert re.search(rf"{NAME}\s+reader\s+phòng B", run(tmp_path, "user", "list").stdout)
        assert run(tmp_path, "user", "role", NAME, "reader", "--every-collection").exit_code == 0
        assert re.search(rf"{NAME}\s+reader\s+mọi tập", run(tmp_path, "user", "list").stdout)
        assert isinstance(run(tmp_path, "user", "role", "ai", "admin").exception, AccountUnknownError)
        assert run(tmp_path, "user", "remove", NAME).exit_code == 0
        assert [one.name for one in Accounts(tmp_path).listed()] == [OTHER]

    def test_an_account_is_made_for_who_has_one_at_the_provider(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert type(run(tmp_path, "user", "add", NAME, "--subject", "lan").exception).__name__ == "IssuerMissingError"
        monkeypatch.setenv("TRACUU_OIDC_ISSUER", "https://dang-nhap.tinh.vn")
        assert run(tmp_path, "user", "add", NAME, "--subject", "lan", "--role", "editor").exit_code == 0
        assert run(tmp_path, "user", "add", OTHER, "--email", "binh@tinh.vn").exit_code == 0
        (other, one) = json.loads(run(tmp_path, "user", "list", "--json").stdout)
        assert [(one["role"], one["linked"]), (other["role"], other["linked"])] == [
            ("editor", "lan"), ("reader", "binh@tinh.vn"),
        ]  # fmt: skip
        assert re.search(rf"{NAME}.*\slan\s", run(tmp_path, "user", "list").stdout)
        assert Accounts(tmp_path).signing_in(NAME, "") is None
        for wrong, error in (
            (["--subject", "lan"], "IdentityTakenError"),
            (["--email", "binh@tinh.vn"], "IdentityTakenError"),
            (["--email", "bình"], "IdentityUnfitError"),
            ([], "IdentityAmbiguousError"),
            (["--subject", "a", "--email", "a@b"], "IdentityAmbiguousError"),
        ):
            name = OTHER if "lan" in wrong else NAME
            assert type(run(tmp_path, "user", "link", name, *wrong).exception).__name__ == error
        assert run(tmp_path, "user", "link", OTHER, "--subject", "b", "--issuer", "https://khac.vn").exit_code == 0
        assert run(tmp_path, "user", "unlink", NAME).exit_code == 0
        assert [one["linked"] for one in json.loads(run(tmp_path, "user", "list", "--json").stdout)] == ["b", None]

    def test_a_password_typed_differently_makes_nothing(self, tmp_path: Path) -> None:
        done = run(tmp_path, "user", "add", NAME, said=f"{PASSWORD}\n{ANOTHER}\n")
        assert type(done.exception).__name__ == "PasswordsDifferError"
        assert Accounts(tmp_path).listed() == []

    def test_no_command_takes_a_password_among_its_arguments(self) -> None:
        from tracuu.commands.people import user_app

        for command in user_app.registered_commands:
            parameters = getattr(command.callback, "__annotations__", {})
            assert not {"password", "secret"} & parameters.keys()

    @pytest.mark.parametrize(
        "options", [["--host", "0.0.0.0", "--name", "may-chu"], ["--host", "10.0.0.5"], ["--name", "tracuu.xa.vn"]]
    )
    @pytest.mark.parametrize("token", [True, False])
    def test_others_are_let_in_only_by_their_accounts(self, tmp_path: Path, options: list[str], token: bool) -> None:
        kept = ["--token-file", str(tmp_path / "khóa")] if token else []
        done = run(tmp_path, "serve", *options, *kept)
        assert isinstance(done.exception, AccountsMissingError)
        assert "tracuu user add" in done.exception.vi
        assert not (tmp_path / "khóa").exists()

    def test_where_there_are_accounts_no_token_is_kept(self, data: Path) -> None:
        done = run(data, "serve", "--token-file", str(data / "khóa"))
        assert isinstance(done.exception, TokenNotTakenError)
        assert not (data / "khóa").exists()

    def test_what_was_done_is_printed(self, data: Path) -> None:
        assert "chưa có gì" in run(data, "audit").stdout
        Audit(data).note("removed", NAME, ["0123456789ab"])
        assert re.search(rf"{NAME}\s+gỡ\s+0123456789ab", run(data, "audit").stdout)
        (told_of,) = json.loads(run(data, "audit", "--json").stdout)
        assert (told_of["who"], told_of["did"], told_of["reports"]) == (NAME, "removed", "0123456789ab")
