"""Signing in with the account of a provider: the whole way over HTTP to a real one, and whoever tries to bend it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc.jwk import OctKey, RSAKey
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from tests.providers import CLIENT, PEOPLE, SECRET, RunningProvider, needs_provider, provider
from tests.test_door import OPENED, OWN
from tests.test_people import COOKIE, HOME, Clock, is_in, told, tried
from tracuu.door import Accounts, Audit, GroupRights, Identities, Sessions, Signing
from tracuu.door.accounts import RightsByGroupError
from tracuu.door.delays import Delays
from tracuu.door.elsewhere import BACK, OPENINGS, PATIENCE, THERE, OnTheWay, SigningElsewhere
from tracuu.door.identities import IdentityTakenError
from tracuu.door.people_file import FILE
from tracuu.door.provider import PAUSE, Provider, ProviderAddressError, Registration, Visit
from tracuu.serving import by_signing_in, doored, entering, shown_to
from tracuu.words import say

pytestmark = needs_provider

CROSSING = {"Sec-Fetch-Site": "cross-site", **OPENED}
"""What a browser says that another site leads here."""

LOCAL, PASSWORD = "chị Lan", "mưa phùn tháng giêng"
RIGHTS = (
    GroupRights("van-thu", "editor", frozenset({"Sở Y tế"})),
    GroupRights("ca-tinh", "reader", None),
)
NAMED = "tỉnh Lào Cai"


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[RunningProvider]:
    with provider(HOME + BACK) as running:
        yield running


@pytest.fixture(autouse=True)
def as_it_is(elsewhere: RunningProvider) -> Iterator[None]:
    yield
    elsewhere.relay.twist = None
    elsewhere.groups()


class Office:
    """A service over a data folder of its own, that knows the provider."""

    def __init__(self, data: Path, elsewhere: RunningProvider, clock: Clock) -> None:
        self.data, self.provider, self.clock = data, elsewhere, clock
        self.accounts, self.identities = Accounts(data), Identities(data, RIGHTS)
        self.issuer = elsewhere.relay.issuer
        self.ways = Signing(
            self.accounts, Sessions(data, clock), Audit(data), COOKIE, shown_to, Delays(clock), provider=NAMED
        )
        there = Provider(Registration(self.issuer, CLIENT, SECRET, "openid email groups"), clock)
        way = SigningElsewhere(self.ways, there, self.identities, entering, OnTheWay(clock))
        app = Starlette(routes=[Route("/", told), *self.ways.routes(), *way.routes()])
        self.door = doored(app, ("127.0.0.1",), by_signing_in(self.ways), more=OPENINGS)

    def browser(self) -> Browser:
        return Browser(self)

    def done(self) -> list[tuple[str, str]]:
        return [(one.did, one.who) for one in Audit(self.data).listed(20)]


class Browser:
    """A browser with its cookies at the service and at the provider; those that are strict do not cross sites."""

    def __init__(self, office: Office) -> None:
        self.here = TestClient(office.door, base_url=HOME, headers=OWN, follow_redirects=False)
        self.there = httpx.Client(trust_env=False, follow_redirects=False, timeout=30, verify=False)

    def leaves(self, back: str = "") -> Any:
        return self.here.get(THERE, params={"back": back})

    def signs_in_there(self, address: str, name: str = "lan") -> str:
        """The address that the provider leads back to, once it has seen name and password."""
        answer = self.there.get(address)
        for field, value in (("login", name), ("password", PEOPLE[name])):
            if str(answer.headers.get("location", "")).startswith(HOME):
                break
            page = self.follow(answer)
            token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
            assert token, page.text
            answer = self.there.post(page.url, data={"csrf_token": token[1], field: value})
        while not answer.headers["location"].startswith(HOME):
            answer = self.there.get(answer.url.join(answer.headers["location"]))
        return str(answer.headers["location"])

    def follow(self, answer: httpx.Response) -> httpx.Response:
        while answer.is_redirect:
            answer = self.there.get(answer.url.join(answer.headers["location"]))
        return answer

    def comes_back(self, address: str, headers: dict[str, str] = CROSSING) -> Any:
        strict = [one for one in self.here.cookies.jar if one._rest.get("SameSite") == "strict"]  # type: ignore[attr-defined]
        for one in strict:
            self.here.cookies.jar.clear(one.domain, one.path, one.name)
        answer = self.here.get(address, headers=headers)
        for one in strict:
            if one.name not in {name.partition("=")[0] for name in answer.headers.get_list("set-cookie")}:
                self.here.cookies.jar.set_cookie(one)
        return answer

    def enters(self, name: str = "lan", back: str = "") -> Any:
        """The whole way."""
        return self.comes_back(self.signs_in_there(self.leaves(back).headers["location"], name))

    def is_in(self) -> bool:
        return is_in(self.here)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file of one account: passwords are slow to keep."""
    folder = tmp_path_factory.mktemp("người")
    Accounts(folder).add(LOCAL, PASSWORD, "reader", ["chung"])
    return (folder / FILE).read_bytes()


@pytest.fixture
def office(tmp_path: Path, made: bytes, elsewhere: RunningProvider) -> Office:
    (tmp_path / FILE).touch(0o600)
    (tmp_path / FILE).write_bytes(made)
    return Office(tmp_path, elsewhere, Clock())


@pytest.fixture
def known(office: Office) -> Office:
    """One where "lan" of the provider has an account."""
    office.identities.add("Nguyễn Thị Lan", "reader", ["chung"], office.issuer, subject="lan")
    return office


def with_state(address: str, **said: str) -> str:
    """An address with other values in its query."""
    query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()} | said
    return str(httpx.URL(address, params=query))


class TestTheWay:
    def test_who_has_an_account_there_comes_in_by_the_one_that_was_made_for_them_here(self, known: Office) -> None:
        browser = known.browser()
        page = browser.here.get("/?q=kinh+phí")
        assert say("page.sign_in_elsewhere", "vi", provider=NAMED) in page.text
        there = re.search(r'href="(/sign-in/elsewhere\?[^"]+)"', page.text)
        assert there
        left = browser.here.get(there[1])
        assert left.status_code == 303
        answer = browser.comes_back(browser.signs_in_there(left.headers["location"]))
        assert answer.status_code == 200
        assert answer.headers["refresh"] == "0; url=/?q=kinh+ph%C3%AD"
        session = next(one for one in answer.headers.get_list("set-cookie") if one.startswith(f"{COOKIE}="))
        assert "HttpOnly" in session
        assert "SameSite=strict" in session
        assert "Nguyễn Thị Lan" in browser.here.get("/").text
        assert known.done() == [("signed_in", "Nguyễn Thị Lan")]
        assert known.accounts.of("Nguyễn Thị Lan").signed_in is not None

    def test_what_is_asked_for_is_bound_to_this_visit_and_proved_by_more_than_the_code(self, known: Office) -> None:
        known.provider.relay.asked.clear()
        browser = known.browser()
        one, two = (parse_qs(urlsplit(browser.leaves().headers["location"]).query) for _ in range(2))
        assert one["code_challenge_method"] == ["S256"]
        assert one["response_type"] == ["code"]
        assert all(one[name] != two[name] for name in ("state", "nonce", "code_challenge"))
        assert browser.enters().status_code == 200
        (asked,) = [one for one in known.provider.relay.asked if one[0] == "/oauth/token"]
        assert "code_verifier=" in asked[2]
        assert SECRET not in asked[2]
        assert asked[1]["Authorization"].startswith("Basic ")

    def test_a_name_and_a_password_here_still_let_one_in(self, known: Office) -> None:
        browser = known.browser()
        assert tried(browser.here, LOCAL, PASSWORD).status_code == 303
        assert browser.is_in()
        assert known.accounts.signing_in("Nguyễn Thị Lan", "") is None, "an account of elsewhere has no password"

    def test_strangers_who_guess_passwords_keep_nobody_from_it(self, known: Office) -> None:
        for _ in range(8):
            tried(known.browser().here, "Nguyễn Thị Lan", "sai hoàn toàn")
        assert tried(known.browser().here, "Nguyễn Thị Lan", "sai hoàn toàn").status_code == 429
        assert known.browser().enters().status_code == 200

    def test_the_session_before_is_over_and_none_that_was_brought_along_is_taken_on(self, known: Office) -> None:
        browser = known.browser()
        assert tried(browser.here, LOCAL, PASSWORD).status_code == 303
        before = browser.here.cookies[COOKIE]
        assert browser.enters().status_code == 200
        assert browser.here.cookies[COOKIE] != before
        assert known.ways.sessions.find(before) is None
        planted = known.browser()
        planted.here.cookies.set(COOKIE, "x" * 43, domain="127.0.0.1")
        planted.enters()
        assert known.ways.sessions.find("x" * 43) is None

    @pytest.mark.parametrize("back", ["//evil.test/", "https://evil.test/", "/\\evil.test", "q\r\nRefresh: 0;url=//x"])
    def test_it_leads_to_the_page_alone(self, known: Office, back: str) -> None:
        answer = known.browser().enters(back=back)
        there = answer.headers["refresh"].removeprefix("0; url=")
        assert there.startswith("/?")
        assert urlsplit(there).netloc == ""
        assert there.isprintable()
        assert len(answer.headers.get_list("refresh")) == 1
        assert 'href="//' not in answer.text

    def test_signing_out_everywhere_ends_it(self, known: Office) -> None:
        one, two = known.browser(), known.browser()
        assert {browser.enters().status_code for browser in (one, two)} == {200}
        session = known.ways.sessions.find(two.here.cookies[COOKIE])
        assert session
        two.here.post("/sign-out-everywhere", data={"key": session.form})
        assert (one.is_in(), two.is_in()) == (False, False)

    def test_no_other_page_sends_anybody_on_the_way_or_back(self, known: Office) -> None:
        browser = known.browser()
        for site in ("cross-site", "same-site"):
            assert browser.here.get(THERE, headers={"Sec-Fetch-Site": site, **OPENED}).status_code == 403
        back = browser.signs_in_there(browser.leaves().headers["location"])
        fetched = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"}
        assert browser.comes_back(back, fetched).status_code == 403
        framed = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}
        assert browser.comes_back(back, framed).status_code == 403
        assert browser.comes_back(back).status_code == 200, "it was not used up by that"


class TestTheWayBack:
    def test_nobody_is_in_by_what_was_not_asked_for(self, known: Office) -> None:
        browser, other = known.browser(), known.browser()
        back = browser.signs_in_there(browser.leaves().headers["location"])
        other.leaves()
        for wrong in (
            with_state(back, state="x" * 43),
            with_state(back, state=""),
            BACK,
            f"{back}&state=y",
            f"{back}&code=y",
        ):
            answer = browser.comes_back(wrong)
            assert (answer.status_code, say("page.sign_in_stale", "vi") in answer.text) == (403, True), wrong
        assert other.comes_back(back).status_code == 403, "in another's browser"
        assert not browser.is_in()
        assert not other.is_in()
        assert browser.comes_back(back).status_code == 200
        assert browser.comes_back(back).status_code == 403, "it counts once"

    def test_a_visit_is_taken_once_and_by_its_own_browser_alone(self) -> None:
        clock = Clock()
        way, visit = OnTheWay(clock), Visit("a", "b", "state", "nonce", "verifier")
        way.add(visit, b"browser", "", ())
        assert way.take("state", {b"another"}) is None
        assert way.take("state", {b"browser", b"another"}) is not None
        assert way.take("state", {b"browser"}) is None

    def test_who_takes_too_long_asks_anew(self, known: Office) -> None:
        browser = known.browser()
        back = browser.signs_in_there(browser.leaves().headers["location"])
        known.clock.now += PATIENCE
        assert browser.comes_back(back).status_code == 403
        assert browser.enters().status_code == 200

    def test_a_code_that_the_provider_does_not_know_is_nobodys(self, known: Office) -> None:
        browser = known.browser()
        back = browser.signs_in_there(browser.leaves().headers["location"])
        answer = browser.comes_back(with_state(back, code="x" * 40))
        assert (answer.status_code, browser.is_in()) == (403, False)
        assert say("page.sign_in_refused", "vi", provider=NAMED) in answer.text.replace("&#39;", "'")
        assert known.done() == [("not_let_in", "")]

    def test_a_code_of_another_visit_is_refused_by_what_only_that_visit_had(self, known: Office) -> None:
        """PKCE and the nonce: a code that was stolen on its way does not let its thief in as its owner."""
        owner, thief = known.browser(), known.browser()
        stolen = parse_qs(urlsplit(owner.signs_in_there(owner.leaves().headers["location"])).query)["code"][0]
        own = thief.signs_in_there(thief.leaves().headers["location"], "binh")
        assert thief.comes_back(with_state(own, code=stolen)).status_code == 403
        assert not thief.is_in()

    def test_who_is_refused_there_is_told(self, known: Office) -> None:
        browser = known.browser()
        state = parse_qs(urlsplit(browser.leaves().headers["location"]).query)["state"][0]
        answer = browser.comes_back(f"{BACK}?error=access_denied&error_description=<script>&state={state}")
        assert answer.status_code == 403
        assert "<script>" not in answer.text

    @pytest.mark.parametrize("said", [None, "https://evil.test/"])
    def test_a_code_that_another_gave_is_not_taken_to_this_one(self, known: Office, said: str | None) -> None:
        browser = known.browser()
        back = httpx.URL(browser.signs_in_there(browser.leaves().headers["location"]))
        assert back.params["iss"] == known.issuer
        bent = back.copy_remove_param("iss") if said is None else back.copy_set_param("iss", said)
        known.provider.relay.asked.clear()
        assert browser.comes_back(str(bent)).status_code == 403
        assert known.provider.relay.asked == []

    def test_the_right_claims_signed_anew_are_believed(self, known: Office) -> None:
        known.provider.relay.twist = known.provider.forged()
        assert known.browser().enters().status_code == 200

    @pytest.mark.parametrize(
        "claims",
        [
            {"aud": "another"},
            {"aud": "another", "azp": CLIENT},
            {"aud": [CLIENT, "another"], "azp": "another"},
            {"aud": None},
            {"iss": "https://evil.test/"},
            {"iss": None},
            {"exp": 1},
            {"exp": None},
            {"iat": 32_503_680_000},
            {"nonce": "another"},
            {"nonce": None},
            {"sub": None},
            {"sub": ""},
            {"sub": 7},
        ],
        ids=str,
    )
    def test_a_token_that_is_not_for_this_visit_lets_nobody_in(self, known: Office, claims: dict[str, Any]) -> None:
        known.provider.relay.twist = known.provider.forged(**claims)
        browser = known.browser()
        assert browser.enters().status_code == 403
        assert not browser.is_in()
        assert known.done() == [("not_let_in", "")]

    def test_a_token_that_the_provider_has_not_signed_lets_nobody_in(self, known: Office) -> None:
        running = known.provider
        public = json.dumps(running.key.as_dict(private=False))
        kid = str(running.key.kid)
        for key, header in (
            (RSAKey.generate_key(2048), {"alg": "RS256", "kid": kid}),
            (RSAKey.generate_key(2048), {"alg": "RS256"}),
            (RSAKey.generate_key(2048), {"alg": "RS256", "kid": "another"}),
            (OctKey.import_key(public), {"alg": "HS256", "kid": kid}),
            (OctKey.import_key(SECRET), {"alg": "HS256"}),
            (running.key, {"alg": "none"}),
            (running.key, {"alg": "none", "kid": kid}),
        ):
            running.relay.twist = running.forged(key, header)
            browser = known.browser()
            assert (browser.enters().status_code, browser.is_in()) == (403, False), header

    def test_a_token_of_an_earlier_visit_is_none_of_this_one(self, known: Office) -> None:
        kept: list[bytes] = []

        def again(path: str, status: int, body: bytes) -> tuple[int, bytes]:
            if path == "/oauth/token":
                kept.append(body)
                return status, kept[0]
            return status, body

        known.provider.relay.twist = again
        assert known.browser().enters().status_code == 200
        assert known.browser().enters().status_code == 403
        assert len(kept) == 2


class TestTheProvider:
    def test_where_it_is_away_that_is_said_and_accounts_here_let_one_in(self, known: Office) -> None:
        browser = known.browser()
        known.provider.relay.stop()
        try:
            for language in ("vi", "en"):
                browser.here.headers["Accept-Language"] = language
                answer = browser.leaves("q=a")
                assert answer.status_code == 503
                assert say("page.sign_in_away", language, provider=NAMED) in answer.text
                assert 'name="back" value="q=a"' in answer.text
            assert tried(browser.here, LOCAL, PASSWORD).status_code == 303
        finally:
            known.provider.relay.start()
        known.provider.relay.asked.clear()
        assert browser.leaves().status_code == 503, "it is left alone for a while"
        assert known.provider.relay.asked == []
        known.clock.now += PAUSE
        assert browser.enters().status_code == 200

    def test_where_it_goes_away_meanwhile_that_is_said(self, known: Office) -> None:
        browser = known.browser()
        back = browser.signs_in_there(browser.leaves().headers["location"])
        known.provider.relay.stop()
        try:
            assert browser.comes_back(back).status_code == 503
        finally:
            known.provider.relay.start()
        assert not browser.is_in()

    @pytest.mark.parametrize("path", ["/oauth/token", "/oauth/jwks.json", "/.well-known/openid-configuration"])
    @pytest.mark.parametrize("said", [(200, b"<html>"), (200, b"[]"), (500, b"{}"), (302, b""), (200, b"{}")])
    def test_what_it_says_that_makes_no_sense_lets_nobody_in(
        self, known: Office, path: str, said: tuple[int, bytes]
    ) -> None:
        known.provider.relay.twist = lambda asked, status, body: said if asked == path else (status, body)
        browser = known.browser()
        left = browser.leaves()
        if left.status_code == 303:
            left = browser.comes_back(browser.signs_in_there(left.headers["location"]))
        assert left.status_code in (403, 503)
        assert not browser.is_in()

    @pytest.mark.parametrize(
        "claims",
        [
            {"issuer": "https://evil.test/"},
            {"token_endpoint": "http://10.0.0.1/oauth/token"},
            {"jwks_uri": "http://169.254.169.254/latest/"},
            {"jwks_uri": "file:///etc/passwd"},
            {"userinfo_endpoint": "http://may.khac/"},
            {"authorization_endpoint": "javascript:alert(1)"},
        ],
        ids=str,
    )
    def test_it_leads_nowhere_where_others_listen(self, known: Office, claims: dict[str, str]) -> None:
        def bent(path: str, status: int, body: bytes) -> tuple[int, bytes]:
            return status, json.dumps(json.loads(body) | claims).encode() if "well-known" in path else body

        known.provider.relay.twist = bent
        assert known.browser().leaves().status_code == 403

    @pytest.mark.parametrize(
        "issuer",
        [
            "http://dang-nhap.tinh.vn",
            "dang-nhap.tinh.vn",
            "https://",
            "https://a:b@c.vn",
            "https://c.vn?x",
            "file:///x",
            "",
        ],
    )
    def test_its_address_is_one_where_nobody_listens(self, issuer: str) -> None:
        with pytest.raises(ProviderAddressError):
            Registration(issuer, CLIENT)

    def test_its_secret_is_shown_nowhere(self) -> None:
        assert SECRET not in repr(Registration("https://dang-nhap.tinh.vn", CLIENT, SECRET))


class TestWhoComesIn:
    def test_who_has_no_account_here_is_told_what_to_ask_for(self, office: Office) -> None:
        browser = office.browser()
        answer = browser.enters("binh")
        assert answer.status_code == 403
        assert say("page.sign_in_unknown", "vi", provider=NAMED, subject="binh") in answer.text
        assert not browser.is_in()
        assert [one.name for one in office.accounts.listed()] == [LOCAL]
        assert office.done() == [("not_let_in", "")]

    def test_an_address_counts_once_the_provider_has_seen_that_it_is_theirs(self, office: Office) -> None:
        office.identities.add("Lan", "reader", None, office.issuer, email="Lan@Tinh.Example")
        for claims in ({}, {"email_verified": False}, {"email_verified": "true"}, {"email_verified": 1}):
            office.provider.relay.twist = office.provider.forged(email="lan@tinh.example", **claims)
            assert office.browser().enters().status_code == 403, claims
        office.provider.relay.twist = office.provider.forged(email="lan@tinh.example", email_verified=True)
        assert office.browser().enters().status_code == 200
        office.provider.relay.twist = None
        assert office.browser().enters().status_code == 200, "what she is called there is known from now on"
        office.provider.relay.twist = office.provider.forged(email="lan@tinh.example", email_verified=True)
        assert office.browser().enters("binh").status_code == 403, "whoever is given her address later is not her"

    def test_a_name_here_is_nobodys_there(self, office: Office) -> None:
        office.accounts.add("lan", PASSWORD, "admin", None)
        office.provider.groups(**{"ca-tinh": ["lan"]})
        assert office.browser().enters("lan").status_code == 403
        assert office.identities.listed() == {}

    def test_who_was_removed_is_out_at_once_and_in_no_more(self, known: Office) -> None:
        browser = known.browser()
        browser.enters()
        assert browser.is_in()
        known.accounts.remove("Nguyễn Thị Lan")
        assert not browser.is_in()
        known.provider.groups(**{"ca-tinh": ["lan"]})
        assert browser.enters().status_code == 403, "no group brings them back"
        known.identities.add("Lan", "reader", None, known.issuer, subject="lan")
        assert browser.enters().status_code == 200

    def test_what_a_role_is_counts_from_the_next_request_on(self, known: Office) -> None:
        browser = known.browser()
        browser.enters()
        known.accounts.set_role("Nguyễn Thị Lan", "editor", None)
        assert not browser.is_in()
        browser.enters()
        session = known.ways.sessions.find(browser.here.cookies[COOKIE])
        assert session
        assert (session.account.role, session.account.collections) == ("editor", None)

    def test_another_identity_in_its_place_ends_what_was(self, known: Office) -> None:
        browser = known.browser()
        browser.enters()
        known.identities.link("Nguyễn Thị Lan", known.issuer, subject="binh")
        assert not browser.is_in()
        assert browser.enters().status_code == 403
        assert known.browser().enters("binh").status_code == 200
        known.identities.unlink("Nguyễn Thị Lan")
        assert known.browser().enters("binh").status_code == 403

    def test_one_identity_is_one_account(self, known: Office) -> None:
        with pytest.raises(IdentityTakenError):
            known.identities.link(LOCAL, known.issuer, subject="lan")
        with pytest.raises(IdentityTakenError):
            known.identities.add("ai nữa", "reader", None, known.issuer, subject="lan")
        assert [one.name for one in known.accounts.listed()] == ["Nguyễn Thị Lan", LOCAL]


class TestGroups:
    def test_who_is_in_one_comes_in_with_its_rights_as_they_are_each_time(self, office: Office) -> None:
        office.provider.groups(**{"ca-tinh": ["lan", "binh"], "van-thu": ["lan"]})
        browser = office.browser()
        assert browser.enters().status_code == 200
        made = office.accounts.of("lan")
        assert (made.role, made.collections) == ("editor", frozenset({"Sở Y tế"})), "the first of the table"
        with pytest.raises(RightsByGroupError):
            office.accounts.set_role("lan", "admin", None)
        office.provider.groups(**{"ca-tinh": ["lan"]})
        other = office.browser()
        assert other.enters().status_code == 200
        assert not browser.is_in(), "with other rights they are in no more"
        now = office.accounts.of("lan")
        assert (now.number, now.role, now.collections) == (made.number, "reader", None)
        office.provider.groups()
        assert office.browser().enters().status_code == 403
        assert not other.is_in()

    def test_no_group_changes_what_somebody_was_given_by_hand(self, known: Office) -> None:
        known.provider.groups(**{"van-thu": ["lan"]})
        browser = known.browser()
        browser.enters()
        assert browser.is_in()
        assert known.accounts.of("Nguyễn Thị Lan").role == "reader"
        known.provider.groups()
        assert known.browser().enters().status_code == 200
        assert browser.is_in()

    def test_who_was_made_by_one_can_be_set_apart(self, office: Office) -> None:
        office.provider.groups(**{"ca-tinh": ["lan"]})
        office.browser().enters()
        office.identities.link("lan", office.issuer, subject="lan")
        office.accounts.set_role("lan", "editor", None)
        office.provider.groups()
        assert office.browser().enters().status_code == 200
