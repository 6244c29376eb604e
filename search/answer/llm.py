"""A language model behind an OpenAI-compatible address (llama.cpp, Ollama, vLLM), trusted with nothing."""

from __future__ import annotations

import json
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from ...corpus.errors import TracuuError
from ...words import Bilingual, both
from ..constants import REPLY_BYTES, REPLY_CHARACTERS

if TYPE_CHECKING:
    import httpx

ENDPOINT = "/chat/completions"

CONNECTED = frozenset(["connection.connect_tcp.complete", "connection.start_tls.complete"])
"""The trace events of httpcore that carry the open connection."""


class LanguageModelError(TracuuError):
    """The language model gave no answer; the extractive one needs none."""


class LanguageModelAddressError(LanguageModelError):
    """The address or the key of the language model cannot be used."""

    def __init__(self) -> None:
        super().__init__()


class LanguageModelUnreachableError(LanguageModelError):
    """Nobody answers at the address."""

    def __init__(self, host: str) -> None:
        super().__init__(host=host)


class LanguageModelRefusedError(LanguageModelError):
    """The server wants another key."""

    def __init__(self, host: str) -> None:
        super().__init__(host=host)


class LanguageModelUnknownError(LanguageModelError):
    """The server has no such model, or is no such server."""

    def __init__(self, host: str, model: str) -> None:
        super().__init__(host=host, model=model)


class LanguageModelSlowError(LanguageModelError):
    """The reply did not come in time."""

    def __init__(self, host: str) -> None:
        super().__init__(host=host)


class LanguageModelNonsenseError(LanguageModelError):
    """The reply is not what the protocol calls for.

    Args:
        host: the server.
        what: what is wrong with it.
    """

    def __init__(self, host: str, what: Bilingual) -> None:
        super().__init__(host=host, what=what)


class _Rest:
    """A server that kept silent is left alone for a while: else everybody who asks waits as long for nothing.

    Safe to share between threads. Args as `LanguageModel` has them, and a clock in seconds from any beginning.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._until: float | None = None

    def holds(self, seconds: float) -> bool:
        """Whether it is left alone now; once that is over, one finds that it is not, and the others wait for that."""
        with self._lock:
            if self._until is None:
                return False
            if self._clock() < self._until:
                return True
            self._until = self._clock() + seconds
            return False

    def begin(self, seconds: float) -> None:
        """It kept silent."""
        with self._lock:
            self._until = self._clock() + seconds

    def end(self) -> None:
        """It said something."""
        with self._lock:
            self._until = None


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """Where a language model is asked, and how long it may take.

    Attributes:
        url: the server's address, with or without its "/v1".
        model: the model's name there.
        key: bearer key; sent to that address alone, in no message and no `repr`.
        connect: seconds to reach the server.
        idle: seconds between two pieces of the reply, and before the first, when the server reads the prompt.
        total: seconds for everything.
        max_tokens: of the reply; one cut there ends in a sentence without its citation.
        rest: seconds for which a server that kept silent is not asked, and then at first by one alone.

    Raises:
        LanguageModelAddressError: `url` or `key` cannot be used.
    """

    url: str
    model: str = "default"
    key: str | None = field(default=None, repr=False)
    connect: float = 5.0
    idle: float = 60.0
    total: float = 180.0
    max_tokens: int = 1024
    rest: float = 60.0
    _rest: _Rest = field(default_factory=_Rest, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        key_is_plain = all("!" <= c <= "~" for c in self.key or "")
        if not key_is_plain or not _is_address(self.url):
            raise LanguageModelAddressError

    @classmethod
    def from_settings(cls, url: str | None, model: str, key: str | None = None) -> Self | None:
        """The model that the settings name; None where they name no address."""
        return cls(url.strip(), model, key or None) if url and url.strip() else None

    @property
    def host(self) -> str:
        """The server as messages name it."""
        return urlsplit(self.url).netloc

    @property
    def endpoint(self) -> str:
        """Where questions are posted."""
        base = self.url.rstrip("/").removesuffix(ENDPOINT)
        return (base if base.endswith("/v1") or base != self.url.rstrip("/") else f"{base}/v1") + ENDPOINT

    def stream(self, messages: Sequence[Mapping[str, str]]) -> Iterator[str]:
        """The reply to `messages`, piece by piece; ends only where the model ended it.

        Environment variables for proxies are not read and redirects not followed: what reports say goes to the address
        that was set and nowhere else.

        Raises:
            LanguageModelError: one of its kinds; what was given before is then an unfinished reply.
        """
        import httpx  # noqa: PLC0415 - most questions ask no language model

        if self._rest.holds(self.rest):
            raise LanguageModelSlowError(self.host)
        headers = {"Accept": "text/event-stream, application/json", "Accept-Encoding": "identity"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        body = {
            "model": self.model,
            "messages": list(messages),
            "temperature": 0,
            "max_tokens": self.max_tokens,
            "stream": True,
        }
        deadline = _Deadline(self.total)
        length = 0
        try:
            with (
                deadline,
                httpx.Client(
                    trust_env=False,
                    verify=_authorities(),
                    timeout=httpx.Timeout(self.idle, connect=self.connect),
                ) as client,
                client.stream(
                    "POST", self.endpoint, json=body, headers=headers, extensions={"trace": deadline.trace}
                ) as response,
            ):
                self._check_status(response.status_code)
                for piece in self._pieces(response):
                    length += len(piece)
                    self._rest.end()
                    if length > REPLY_CHARACTERS:
                        raise self._nonsense("too_long")
                    yield piece
        except httpx.InvalidURL as error:
            raise LanguageModelAddressError from error
        except (httpx.HTTPError, LanguageModelNonsenseError) as error:
            if not length and (deadline.passed or isinstance(error, httpx.TimeoutException)):
                self._rest.begin(self.rest)
            if deadline.passed:
                raise LanguageModelSlowError(self.host) from error
            if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout):
                raise LanguageModelUnreachableError(self.host) from error
            if isinstance(error, httpx.TimeoutException):
                raise LanguageModelSlowError(self.host) from error
            if isinstance(error, httpx.HTTPError):
                raise self._nonsense("broke_off") from error
            raise
        if not length:
            raise self._nonsense("empty")

    def _check_status(self, status: int) -> None:
        if status in (401, 403):
            raise LanguageModelRefusedError(self.host)
        if status == 404:
            raise LanguageModelUnknownError(self.host, self.model)
        if status != 200:
            raise self._nonsense("status", status=status)

    def _pieces(self, response: httpx.Response) -> Iterator[str]:
        """What the reply says, of a stream of events or, from a server that does not stream, of one JSON object."""
        raw = self._within_limit(response.iter_raw())
        if response.headers.get("content-type", "").startswith("application/json"):
            yield self._said(b"".join(raw), "message")[0]
            return
        for line in _lines(raw):
            if not line.startswith(b"data:"):
                continue
            data = line.removeprefix(b"data:").strip()
            if data == b"[DONE]":
                return
            text, last = self._said(data, "delta")
            if text:
                yield text
            if last:
                return
        raise self._nonsense("broke_off")

    def _within_limit(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        size = 0
        for chunk in chunks:
            size += len(chunk)
            if size > REPLY_BYTES:
                raise self._nonsense("too_long")
            yield chunk

    def _said(self, data: bytes, part: str) -> tuple[str, bool]:
        """The text of one JSON object of the protocol, and whether it is the last."""
        try:
            choices: Any = json.loads(data)["choices"]
            if choices == []:
                return "", False
            choice: Any = choices[0]
            text = choice[part].get("content") or ""
            if not isinstance(text, str):
                raise TypeError
            return text.encode(errors="replace").decode(), bool(choice.get("finish_reason"))
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
            raise self._nonsense("no_protocol") from error

    def _nonsense(self, what: str, **values: object) -> LanguageModelNonsenseError:
        return LanguageModelNonsenseError(self.host, both(f"errors.reply_{what}", **values))


class _Deadline:
    """Cuts a connection when its time is up: httpx times each read, and a server can drip for ever."""

    def __init__(self, seconds: float) -> None:
        self.passed = False
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._pass)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """Note the connection as soon as it is open."""
        if event in CONNECTED:
            self._socket = info["return_value"].get_extra_info("socket")
            if self.passed:
                self._cut()

    def _pass(self) -> None:
        self.passed = True
        self._cut()

    def _cut(self) -> None:
        if self._socket is not None:
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)


@cache
def _authorities() -> ssl.SSLContext:
    """Who may vouch for a server, read once: that takes longer than a search.

    It still reads SSL_CERT_FILE, for offices that are their own authority.
    """
    import httpx  # noqa: PLC0415 - most questions ask no language model

    return httpx.create_ssl_context()


def _is_address(url: str) -> bool:
    if not url.isprintable() or " " in url:
        return False
    try:
        parts = urlsplit(url)
        return (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and parts.port != 0
            and not (parts.username or parts.password or parts.query or parts.fragment)
        )
    except ValueError:
        return False


def _lines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    pending = bytearray()
    for chunk in chunks:
        pending += chunk
        if b"\n" in chunk:
            *lines, pending = pending.split(b"\n")
            yield from map(bytes, lines)
    yield bytes(pending)
