"""Both other ways in as an office runs them: `tracuu serve`, a provider of accounts, a proxy, and a real browser."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, expect

from tests.browsing import CHROMIUM
from tests.programs import Service, copy_of, serving
from tests.providers import CLIENT, PEOPLE, SECRET, needs_provider, provider
from tests.test_signed_header import ISSUER, signed
from tests.test_signed_header import SECRET as SHARED
from tracuu.door import Audit, Identities
from tracuu.door.elsewhere import BACK
from tracuu.door.signed_header import HEADER
from tracuu.words import say

pytestmark = [pytest.mark.slow, needs_provider]


@pytest.fixture(scope="module")
def service(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    data = copy_of(sample_store, tmp_path_factory.mktemp("người") / "kho")
    with ExitStack() as done, pytest.MonkeyPatch.context() as patched, socket.create_server(("127.0.0.1", 0)) as there:
        running = done.enter_context(provider(f"http://127.0.0.1:{there.getsockname()[1]}{BACK}"))
        running.groups(**{"ca-tinh": ["lan"]})
        for name, value in {
            "OIDC_ISSUER": running.relay.issuer, "OIDC_CLIENT": CLIENT, "OIDC_SECRET": SECRET, "OIDC_NAME": "tỉnh",
            "OIDC_SCOPES": "openid email groups", "GROUPS": json.dumps([{"group": "ca-tinh"}]),
            "PROXY_ADDRESSES": "127.0.0.1", "PROXY_ISSUER": ISSUER, "PROXY_SECRET": SHARED,
        }.items():  # fmt: skip
            patched.setenv(f"TRACUU_{name}", value)
        Identities(data).add("Trần Văn Bình", "reader", None, ISSUER, subject="binh")
        yield done.enter_context(serving(data, there=there, token=False))


@pytest.mark.skipif(CHROMIUM is None, reason="no chromium, chromium-browser or google-chrome is installed")
def test_in_a_browser_one_goes_to_the_provider_and_comes_back_to_what_one_asked_for(
    service: Service, browser: Browser
) -> None:
    context = browser.new_context(locale="vi-VN")
    page = context.new_page()
    page.goto(f"{service.address}/?q=kinh+phí+hạn+chế")
    page.get_by_role("link", name=say("page.sign_in_elsewhere", "vi", provider="tỉnh")).click()
    page.locator("#login").fill("lan")
    page.locator("#login").press("Enter")
    page.locator("input[type=password]").fill(PEOPLE["lan"])
    page.locator("input[type=password]").press("Enter")
    expect(page.locator("#masthead .person summary")).to_have_text(re.compile("lan"), timeout=20_000)
    assert page.url.startswith(f"{service.address}/?q=kinh")
    expect(page.locator(".card:visible").first).to_be_visible(timeout=20_000)
    kept = {
        one["name"].partition("-")[2]: one["sameSite"]
        for one in context.cookies(service.address)
        if "tracuu" in one["name"]
    }
    assert "Lax" not in kept.values(), "what bound the visit to the browser is gone"
    context.close()


def test_whom_the_proxy_names_is_in(service: Service) -> None:
    with httpx.Client(base_url=service.address, trust_env=False, timeout=60) as client:
        opened = {"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
        said = {**opened, HEADER: signed(sub="binh")}
        assert client.get("/", headers=said).status_code == 303
        assert "gradio" in client.get("/", headers=said).text
        assert client.get("/", headers=opened).status_code == 401, "the session is none without the header"
        assert client.get("/", headers={**opened, HEADER: signed(aud="another")}).status_code == 401
    assert ("signed_in", "Trần Văn Bình") in [(one.did, one.who) for one in Audit(service.data).listed(9)]
