"""A file that a program sends, as a form: one, in one field, and nothing of it read before it is known who sends."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import gettempdir
from typing import Any

from fastapi import Request
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from ..index.disk_faults import named_faults
from .faults import FormWrongError, MediaTypeError
from .routing import kind_of

FORM = "multipart/form-data"
FIELD = "file"

SENT: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            FORM: {
                "schema": {
                    "type": "object",
                    "required": [FIELD],
                    "properties": {FIELD: {"type": "string", "format": "binary"}},
                }
            }
        },
    }
}
"""How a file is sent, for the description of the API: a route that takes one reads it by itself."""


@asynccontextmanager
async def one_file(request: Request) -> AsyncIterator[UploadFile]:
    """The file in a form.

    Raises:
        MediaTypeError, FormWrongError: there is no form, or not one file in it.
        DiskFullError: there is no room to look at it.
    """
    if kind_of(request) != FORM:
        raise MediaTypeError(FORM)
    try:
        with named_faults(Path(gettempdir())):
            form = await request.form(max_files=1, max_fields=1)
    except HTTPException as error:
        raise FormWrongError from error
    try:
        sent = form.get(FIELD)
        if not isinstance(sent, UploadFile):
            raise FormWrongError
        yield sent
    finally:
        await form.close()
