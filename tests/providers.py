"""A provider of accounts that is no mock: Canaille in a process of its own, and a relay before it that may twist it."""

from __future__ import annotations

import http.client
import json
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey
from joserfc.jws import JWSRegistry

from tests.conftest import ROOT
from tracuu.door.identities import ALGORITHMS
from tracuu.door.provider import WELL_KNOWN

PYTHON = ROOT / ".venv" / "provider" / "bin" / "python"
CLIENT, SECRET = "tracuu", "một bí mật mà chỉ hai máy chủ biết".encode().hex()
PEOPLE = {"lan": "mưa phùn tháng giêng", "binh": "nắng tháng tám rám trái bưởi"}

needs_provider = pytest.mark.skipif(
    not PYTHON.is_file(), reason="`make setup` has installed no provider (.venv/provider)"
)

RUN = """
import json, logging, os, sys
from threading import Thread
import canaille
from canaille.app import models
from canaille.backends import Backend
from canaille.oidc.provider import BearerTokenGenerator, authorization
from werkzeug.security import gen_salt
from werkzeug.serving import run_simple
said = json.loads(sys.stdin.readline())
app = canaille.create_app({
    "SECRET_KEY": "x" * 32, "PREFERRED_URL_SCHEME": "http",
    "CANAILLE": {"SMTP": None, "JAVASCRIPT": False, "HTMX": False},
    "CANAILLE_OIDC": {"ACTIVE_JWKS": [said["key"]]},
    "CANAILLE_SQL": {"DATABASE_URI": f"sqlite:///{said['folder']}/provider.sqlite", "PASSWORD_SCHEMES": "plaintext"},
})
logging.disable(logging.WARNING)
# else who signs in twice within a second gets one access token twice, which it cannot keep
authorization.register_token_generator("default", BearerTokenGenerator(lambda **_: gen_salt(48)))
there = Backend.instance
with app.app_context():
    for name, password in said["people"].items():
        mail = f"{name}@tinh.example"
        there.save(models.User(user_name=name, formatted_name=name, family_name=name, password=password, emails=[mail]))
    client = models.Client(
        client_id=said["client"], client_name="tracuu", client_secret=said["secret"], redirect_uris=said["redirects"],
        grant_types=["authorization_code"], response_types=["code"], scope=["openid", "email", "groups"],
        token_endpoint_auth_method="client_secret_basic", client_uri="http://127.0.0.1",
    )
    there.save(client)
    client.audience = [client]
    there.save(client)
def told():
    for line in sys.stdin:
        with app.app_context():
            for group in there.query(models.Group):
                there.delete(group)
            for group, names in json.loads(line).items():
                members = [there.get(models.User, user_name=name) for name in names]
                there.save(models.Group(display_name=group, members=members))
        print("done", flush=True)
Thread(target=told, daemon=True).start()
run_simple("127.0.0.1", said["port"], app)
"""
"""Accounts, one client and groups, as an administrator makes them there; a line of standard input sets the groups."""

Twist = Callable[[str, int, bytes], tuple[int, bytes]]
"""Given the path, the status and the body of an answer: what is passed on in their place."""


@dataclass
class Relay:
    """Between the service and the provider, where a test may change what is said.

    Attributes:
        target: the provider's port.
        port: where the service finds it.
        twist: what becomes of the answers.
        asked: what was asked: the path, the headers, the body.
    """

    target: int
    port: int = 0
    twist: Twist | None = None
    asked: list[tuple[str, dict[str, str], str]] = field(default_factory=list)
    _server: ThreadingHTTPServer | None = None

    @property
    def issuer(self) -> str:
        """The provider, as it calls itself through here."""
        return f"http://localhost:{self.port}/"

    def start(self) -> None:
        """Listen, at the same port as before."""
        relay = self

        class Passing(BaseHTTPRequestHandler):
            def passed(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                relay.asked.append((self.path, dict(self.headers), body.decode()))
                there = http.client.HTTPConnection("127.0.0.1", relay.target, timeout=30)
                there.request(self.command, self.path, body, dict(self.headers))
                answer = there.getresponse()
                status, said = answer.status, answer.read()
                if relay.twist:
                    status, said = relay.twist(self.path.partition("?")[0], status, said)
                self.send_response(status)
                for name, value in answer.getheaders():
                    if name.lower() not in ("content-length", "connection", "transfer-encoding"):
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(said)))
                self.send_header("Connection", "close")
                self.end_headers()
                self.wfile.write(said)
                there.close()

            do_GET = do_POST = passed  # noqa: N815 - as http.server calls them

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), Passing)
        self.port = self._server.server_address[1]
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def stop(self) -> None:
        """Listen no more."""
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server = None


@dataclass
class RunningProvider:
    """A provider that runs.

    Attributes:
        relay: before it.
        key: with which it signs.
        process: it.
    """

    relay: Relay
    key: RSAKey
    process: subprocess.Popen[str]

    def groups(self, **groups: list[str]) -> None:
        """Let these be the groups that people are in there."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(groups) + "\n")
        self.process.stdin.flush()
        assert self.process.stdout.readline() == "done\n"

    def forged(self, key: Any = None, header: dict[str, str] | None = None, **claims: Any) -> Twist:
        """Answers in which the ID token has these claims besides (none for None), signed by the provider's own key.

        Args:
            key: another's key.
            header: of the token.
            claims: as they are to be.
        """

        def twist(path: str, status: int, body: bytes) -> tuple[int, bytes]:
            if path != "/oauth/token" or status != 200:
                return status, body
            said = json.loads(body)
            told = jwt.decode(said["id_token"], self.key, algorithms=list(ALGORITHMS)).claims | claims
            told.pop("at_hash", None)
            told = {name: value for name, value in told.items() if value is not None}
            head = header or {"alg": "RS256", "kid": str(self.key.kid)}
            registry = JWSRegistry(algorithms=[head["alg"]])
            said["id_token"] = jwt.encode(head, told, key or self.key, registry=registry)
            return status, json.dumps(said).encode()

        return twist


@contextmanager
def provider(*redirects: str) -> Iterator[RunningProvider]:
    """A provider that knows `PEOPLE` and the service, which it sends people back to at these addresses alone."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    key = RSAKey.generate_key(2048, auto_kid=True)
    folder = tempfile.TemporaryDirectory()
    process = subprocess.Popen(
        [PYTHON, "-c", RUN], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        cwd=folder.name,
    )  # fmt: skip
    assert process.stdin
    first = {"key": key.as_dict(private=True), "people": PEOPLE, "client": CLIENT, "secret": SECRET, "port": port}
    process.stdin.write(json.dumps({**first, "redirects": redirects, "folder": folder.name}) + "\n")
    process.stdin.flush()
    relay = Relay(port)
    relay.start()
    try:
        while True:
            assert process.poll() is None
            try:
                httpx.get(f"http://127.0.0.1:{port}{WELL_KNOWN}", trust_env=False, timeout=30)
                break
            except httpx.TransportError:
                time.sleep(0.05)
        yield RunningProvider(relay, key, process)
    finally:
        relay.stop()
        process.terminate()
        process.wait()
        folder.cleanup()
