"""Listening at an address of this computer, or at what systemd hands over, until it is time to stop."""

from __future__ import annotations

import asyncio
import errno
import os
import signal
import socket
import threading
from collections.abc import Callable
from contextlib import suppress

import uvicorn
from starlette.types import ASGIApp

from ..corpus.errors import TracuuError
from .stopping import Stopping

PATIENCE = 30
"""Seconds that answers may still take once the service is being stopped."""

ON_THE_WAY = 1.0
"""Seconds in which what was sent before that is read and answered, and the connection ended with the answer."""

FIRST_HANDED_OVER = 3
"""The file that systemd hands over, the first after those that every process has."""


class PortTakenError(TracuuError):
    """Another program listens on that port."""

    def __init__(self, port: int) -> None:
        super().__init__(port=port, next=port + 1)


class HostUnusableError(TracuuError):
    """No program of this account can listen at that address and port."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        super().__init__(host=host, port=port, reason=reason)


class Server(uvicorn.Server):
    """A server that says when it is there, and loses no request that has come when it is stopped."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None], stopping: Stopping) -> None:
        super().__init__(config)
        self._ready = ready
        self._stopping = stopping

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to listen."""
        await super().startup(sockets=sockets)
        if self.started:
            self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take no new connection, answer what has come, and end."""
        self._stopping.begin()
        for server in self.servers:
            server.close()
        await asyncio.sleep(ON_THE_WAY)
        await super().shutdown(sockets)


def handed_over() -> socket.socket | None:
    """The socket that whoever started this listens at and keeps listening at when it is stopped; None without one.

    As systemd hands it over (sd_listen_fds(3)): while one process stops and the next one starts, who asks waits.
    """
    process, count = os.environ.pop("LISTEN_PID", None), os.environ.pop("LISTEN_FDS", None)
    if process != str(os.getpid()) or count != "1":
        return None
    return _prompt(socket.socket(fileno=FIRST_HANDED_OVER))


def _prompt(there: socket.socket) -> socket.socket:
    """A socket whose connections send what they have at once. They take that over; asyncio sees to it only for sockets
    that say their protocol, and else each answer in two pieces waits 40 ms for the other side to acknowledge the first.
    """
    if there.family in (socket.AF_INET, socket.AF_INET6):
        there.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return there


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens there.

    Raises:
        PortTakenError: another program does.
        HostUnusableError: the address is none of this computer's, or the port is not for everybody.
    """
    bare = host.removeprefix("[").removesuffix("]")
    family = socket.AF_INET6 if ":" in bare else socket.AF_INET
    both_kinds = bare == "::" and socket.has_dualstack_ipv6()
    try:
        return _prompt(socket.create_server((bare, port), family=family, dualstack_ipv6=both_kinds))
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PortTakenError(port) from error
        raise HostUnusableError(host, port, error.strerror or type(error).__name__) from error


def listen(
    there: socket.socket, app: ASGIApp, stopping: Stopping, ready: Callable[[], None], own_log: bool = False
) -> None:
    """Answer at a socket as `app` does, until Ctrl+C or SIGTERM.

    Args:
        there: where.
        app: what answers.
        stopping: told when it is time to stop.
        ready: called once it is there.
        own_log: leave the log of what goes wrong as it is set up.
    """
    log_config = None if own_log else uvicorn.config.LOGGING_CONFIG
    config = uvicorn.Config(
        app, log_level="warning", log_config=log_config, access_log=False, server_header=False, ws="none",
        lifespan="on", timeout_graceful_shutdown=PATIENCE, proxy_headers=False,  # `peers.Peered` has read them
    )  # fmt: skip
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # raised again once the server has ended
    with suppress(KeyboardInterrupt):
        Server(config, ready, stopping).run([there])
