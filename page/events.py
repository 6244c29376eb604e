"""What a browser asks the page to do, read as far as it can be trusted: not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import gradio as gr
from gradio.utils import get_upload_folder

from ..corpus.errors import TracuuError

MOST = 20_000
"""Texts of a list that are read: the files of one drop."""


class ForeignPageError(TracuuError):
    """A page of another address asks for a change."""

    def __init__(self) -> None:
        super().__init__()


def from_own_page(request: gr.Request) -> None:
    """Any page that a reader has open could ask for a change: only ours may.

    Raises:
        ForeignPageError: another asks.
    """
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    own = not origin or urlsplit(origin).netloc == request.headers.get("host")
    if not (site in ("same-origin", "none") if site else own):
        raise ForeignPageError


def uploaded(said_path: str) -> Path | None:
    """A file that was sent to this page; None for any other path, for a browser can name any."""
    if "\0" in said_path:
        return None
    folder, path = Path(get_upload_folder()).resolve(), Path(said_path)
    return path if path.is_file() and not path.is_symlink() and path.resolve().is_relative_to(folder) else None


def text(event: gr.EventData, name: str) -> str:
    """A text of an event; empty for anything else."""
    value = getattr(event, name, "")
    return value if isinstance(value, str) else ""


def texts(event: gr.EventData, name: str) -> list[str]:
    """A list of texts of an event, without anything else."""
    return [value for value in _list(event, name) if isinstance(value, str)]


def texts_by_name(event: gr.EventData, name: str) -> dict[str, str]:
    """Texts of an event by names of theirs, without anything else."""
    said = getattr(event, name, {})
    entries = list(said.items())[:MOST] if isinstance(said, dict) else []
    return {str(key): value for key, value in entries if isinstance(value, str)}


def pairs(event: gr.EventData, name: str) -> list[tuple[str, str]]:
    """A list of pairs of texts of an event, without anything else."""
    return [
        (one[0], one[1])
        for one in _list(event, name)
        if isinstance(one, list) and len(one) == 2 and all(isinstance(part, str) for part in one)
    ]


def _list(event: gr.EventData, name: str) -> list[Any]:
    values = getattr(event, name, [])
    return values[:MOST] if isinstance(values, list) else []
