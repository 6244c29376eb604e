"""A header that a named proxy signs: who comes in by it, and that nobody else's, and no wrong one, lets anybody in."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, OctKey, RSAKey
from joserfc.jws import JWSRegistry
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from tests.test_door import OPENED, OWN
from tests.test_people import COOKIE, HOME, is_in, told, tried
from tracuu.door import Accounts, Audit, GroupRights, Identities, Keys
from tracuu.door.elsewhere import Elsewhere
from tracuu.door.peers import Peered
from tracuu.door.signed_header import (
    HEADER,
    LEEWAY,
    LONGEST,
    Proxy,
    ProxyAddressError,
    ProxyKeyError,
    networks,
    public_keys,
    shared,
)
from tracuu.serving import doored, readers_of, ways_in
from tracuu.words import say

SECRET = "một bí mật dài mà chỉ hai máy chủ biết"
ISSUER, THERE = "https://cong.tinh.vn", "10.0.0.2"
NAME, LOCAL, PASSWORD = "Nguyễn Thị Lan", "anh Bình", "mưa phùn tháng giêng"
RIGHTS = (GroupRights("ca-tinh", "reader", None),)


def signed(key: Any = None, header: dict[str, str] | None = None, **claims: Any) -> str:
    """What the proxy signs, with these claims besides (none for None)."""
    now = int(time.time())
    said = {"iss": ISSUER, "aud": "tracuu", "sub": "lan", "iat": now, "exp": now + 60} | claims
    head = header or {"alg": "HS256"}
    kept = {name: value for name, value in said.items() if value is not None}
    registry = JWSRegistry(algorithms=[head["alg"]])
    return jwt.encode(head, kept, key or OctKey.import_key(SECRET), registry=registry)


class Office:
    """A service that knows a proxy."""

    def __init__(self, data: Path, proxy: Proxy) -> None:
        self.data, self.accounts = data, Accounts(data)
        entry, routes, self.ways = ways_in(data, 7860, Elsewhere(proxy=proxy, rights=RIGHTS))
        app = Starlette(routes=[Route("/", told), Route("/export.json", told), *routes])
        self.app = Peered(doored(app, ("127.0.0.1",), entry, readers_of(Keys(data))), map(str, proxy.addresses))

    def client(self, address: str = THERE, **headers: str) -> TestClient:
        return TestClient(
            self.app, base_url=HOME, headers=OWN | headers, follow_redirects=False, client=(address, 50000)
        )

    def entered(self) -> TestClient:
        client = self.client(**{HEADER: signed()})
        assert client.get("/").status_code == 303
        assert is_in(client)
        return client


@pytest.fixture
def office(tmp_path: Path) -> Office:
    Identities(tmp_path).add(NAME, "reader", ["chung"], ISSUER, subject="lan")
    return Office(tmp_path, Proxy(networks([THERE]), shared(SECRET), ISSUER))


def refused(client: TestClient) -> bool:
    """Whether nothing is given, and it is said why, whatever is asked for."""
    page, part = client.get("/?q=a", headers=OPENED), client.get("/export.json")
    assert "what reports say" not in page.text + part.text
    assert COOKIE not in page.headers.get("set-cookie", "")
    return page.status_code == part.status_code == 401 and say("door.proxy", "vi") in page.text


class TestWhoComesIn:
    def test_whom_the_proxy_names_is_in_without_being_asked(self, office: Office) -> None:
        client = office.client(**{HEADER: signed()})
        answer = client.get("/?q=kinh+phí")
        assert answer.status_code == 303
        assert answer.headers["location"] == "/?q=kinh+ph%C3%AD"
        assert "SameSite=strict" in answer.headers["set-cookie"]
        assert NAME in client.get("/").text
        assert NAME in client.get("/export.json").text
        assert [(one.did, one.who) for one in Audit(office.data).listed(9)] == [("signed_in", NAME)]

    def test_a_session_by_the_header_is_none_without_it_or_with_anothers(self, office: Office) -> None:
        client = office.entered()
        secret = client.cookies[COOKIE]
        Identities(office.data).add("Trần Văn Bình", "admin", None, ISSUER, subject="binh")
        for headers in ({}, {HEADER: signed(sub="binh")}):
            other = office.client(**headers)
            other.cookies.set(COOKIE, secret, domain="127.0.0.1")
            assert other.get("/export.json").status_code == 401
        assert is_in(client)

    def test_who_does_not_come_through_it_signs_in_as_before(self, office: Office) -> None:
        office.accounts.add(LOCAL, PASSWORD, "reader", None)
        for address in (THERE, "10.0.0.9"):
            client = office.client(address)
            assert tried(client, LOCAL, PASSWORD).status_code == 303
            assert LOCAL in client.get("/").text

    def test_who_was_removed_is_out_at_once(self, office: Office) -> None:
        client = office.entered()
        office.accounts.remove(NAME)
        assert refused(client)

    def test_a_group_lets_one_in_and_whoever_is_unknown_is_not_in(self, office: Office) -> None:
        assert refused(office.client(**{HEADER: signed(sub="binh")}))
        assert office.accounts.listed()[0].name == NAME
        client = office.client(**{HEADER: signed(sub="binh", groups=["ca-tinh"])})
        assert client.get("/").status_code == 303
        assert "binh" in client.get("/").text

    def test_an_address_that_nobody_has_seen_is_nobodys(self, office: Office) -> None:
        Identities(office.data).add("Bình", "reader", None, ISSUER, email="binh@tinh.vn")
        assert refused(office.client(**{HEADER: signed(sub="b", email="binh@tinh.vn")}))
        known = office.client(**{HEADER: signed(sub="b", email="binh@tinh.vn", email_verified=True)})
        assert known.get("/").status_code == 303

    def test_a_program_shows_its_key_as_before(self, office: Office) -> None:
        key = Keys(office.data).add("thử", "reader", None, 1)
        client = office.client(Authorization=f"Bearer {key}", **{HEADER: "x"})
        assert client.get("/api/v1/search").status_code == 404, "let in to what is not there"
        wrong = office.client(Authorization="Bearer x", **{HEADER: signed()})
        assert wrong.get("/api/v1/search").status_code == 401, "a bearer counts alone"

    def test_another_page_may_lead_here_and_signs_nobody_out(self, office: Office) -> None:
        client = office.entered()
        secret = client.cookies[COOKIE]
        client.cookies.clear()  # as a browser does that comes from another site
        answer = client.get("/?q=a", headers={"Sec-Fetch-Site": "cross-site", **OPENED})
        assert (answer.status_code, answer.headers["refresh"]) == (401, "0")
        assert "set-cookie" not in answer.headers
        client.cookies.set(COOKIE, secret, domain="127.0.0.1")
        assert is_in(client)


class TestWhoDoesNot:
    @pytest.mark.parametrize("address", ["10.0.0.3", "127.0.0.1", "::ffff:10.0.0.3", "", "testclient"])
    def test_nobody_elses_header_is_believed(self, office: Office, address: str) -> None:
        assert refused(office.client(address, **{HEADER: signed()}))

    def test_nobody_passes_for_the_proxy_by_saying_so(self, office: Office) -> None:
        for address in ("10.0.0.3", "127.0.0.1"):  # the second may speak for others, and is not the named one
            said = {"X-Forwarded-For": THERE, "X-Real-IP": THERE, "Forwarded": f"for={THERE}"}
            assert refused(office.client(address, **{HEADER: signed(), **said}))
        behind = office.client(THERE, **{HEADER: signed(), "X-Forwarded-For": "203.0.113.7"})
        assert behind.get("/").status_code == 303, "it is the proxy whoever it speaks for"
        assert Audit(office.data).listed(1)[0].address == "203.0.113.7"

    def test_of_two_headers_neither_is_believed(self, office: Office) -> None:
        Identities(office.data).add("Trần Văn Bình", "admin", None, ISSUER, subject="binh")
        one, other = signed(), signed(sub="binh")
        for pair in ((one, other), (other, one), (one, one), (one, "")):
            client = office.client()
            headers = [*OWN.items(), *((HEADER, said) for said in pair)]
            assert client.get("/export.json", headers=headers).status_code == 401
            assert client.get("/", headers=headers).status_code == 401
        assert refused(office.client(**{HEADER: f"{one}, {other}"}))

    @pytest.mark.parametrize(
        "claims",
        [
            {"aud": "another"},
            {"aud": None},
            {"iss": "https://evil.test"},
            {"iss": None},
            {"exp": 1},
            {"exp": None},
            {"iat": None},
            {"iat": 32_503_680_000},
            {"iat": 1, "exp": 32_503_680_000},
            {"nbf": 32_503_680_000},
            {"sub": None},
            {"sub": ""},
            {"sub": 7},
            {"sub": ["lan"]},
        ],
        ids=str,
    )
    def test_what_it_has_not_signed_for_now_and_for_here_lets_nobody_in(
        self, office: Office, claims: dict[str, Any]
    ) -> None:
        assert refused(office.client(**{HEADER: signed(**claims)}))

    def test_what_it_has_signed_counts_for_minutes_whatever_it_says(self, office: Office) -> None:
        proxy = Proxy(networks([THERE]), shared(SECRET), ISSUER)
        now = 1_000_000_000
        said = signed(iat=now, exp=now * 3)
        scope = {"type": "http", "headers": [(HEADER.lower().encode(), said.encode())], "tracuu.peer": THERE}
        last = now + LONGEST + LEEWAY
        assert proxy.identity(scope, lambda: last) is not None
        assert proxy.identity(scope, lambda: last + 1) is None
        assert proxy.identity(scope, lambda: now - LEEWAY - 1) is None
        assert proxy.identity({**scope, "headers": [(HEADER.lower().encode(), "ộ".encode())]}) is None

    def test_what_another_has_signed_lets_nobody_in(self, office: Office) -> None:
        own = OctKey.import_key(SECRET)
        for said in (
            signed(OctKey.import_key(SECRET + "x")),
            signed(own, {"alg": "none"}),
            signed(RSAKey.generate_key(2048), {"alg": "RS256"}),
            signed(own, {"alg": "HS512"}),
            signed()[:-2],
            ".".join([*signed(sub="x").split(".")[:2], signed().split(".")[2]]),
            "",
            "x",
            "a.b.c",
        ):
            assert refused(office.client(**{HEADER: said})), said

    def test_a_wrong_header_is_not_made_good_by_a_session(self, office: Office) -> None:
        office.accounts.add(LOCAL, PASSWORD, "admin", None)
        client = office.client()
        assert tried(client, LOCAL, PASSWORD).status_code == 303
        assert is_in(client)
        for said in ("x", signed(aud="another"), signed(sub="ai"), ""):
            client.headers[HEADER] = said
            assert refused(client)
        client.headers[HEADER] = signed()
        assert client.get("/export.json").status_code == 401, "nor is a right one by another's"


class TestKeys:
    def test_its_public_keys_stand_in_a_file(self, tmp_path: Path) -> None:
        Identities(tmp_path).add(NAME, "reader", None, ISSUER, subject="lan")
        key = ECKey.generate_key("P-256", auto_kid=True)
        file = tmp_path / "keys.json"
        file.write_text(json.dumps(KeySet([key]).as_dict(private=False)), "utf-8")
        office = Office(tmp_path, Proxy(networks(["10.0.0.0/24"]), public_keys(file), ISSUER))
        head = {"alg": "ES256", "kid": str(key.kid)}
        assert office.client(**{HEADER: signed(key, head)}).get("/").status_code == 303
        public = OctKey.import_key(json.dumps(key.as_dict(private=False)))
        for wrong in (signed(ECKey.generate_key("P-256"), head), signed(public, {"alg": "HS256"}), signed()):
            assert refused(office.client(**{HEADER: wrong}))

    @pytest.mark.parametrize("said", ["", "{}", '{"keys": []}', '{"keys": [{"kty": "oct", "k": "YWJj"}]}', "[]", "x"])
    def test_a_file_without_public_keys_is_refused(self, tmp_path: Path, said: str) -> None:
        (tmp_path / "keys.json").write_text(said, "utf-8")
        with pytest.raises(ProxyKeyError):
            public_keys(tmp_path / "keys.json")
        with pytest.raises(ProxyKeyError):
            public_keys(tmp_path / "none.json")

    def test_a_secret_that_could_be_guessed_is_refused_and_none_is_shown(self) -> None:
        with pytest.raises(ProxyKeyError):
            shared("ngắn quá")
        assert SECRET not in repr(Proxy(networks([THERE]), shared(SECRET), ISSUER))

    @pytest.mark.parametrize("address", ["0.0.0.0/0", "::/0", "cong.tinh.vn", "", "10.0.0.300"])
    def test_it_is_named_by_its_address_and_not_by_all_there_are(self, address: str) -> None:
        with pytest.raises(ProxyAddressError):
            networks([address])
