"""Questions from a file, one a line, each answered by itself."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any, TextIO

from ..console import LANGUAGE, complain, print_json
from ..corpus.errors import TracuuError


class BatchUnreadableError(TracuuError):
    """The file of questions cannot be opened."""

    def __init__(self, file: Path) -> None:
        super().__init__(file=file)


def answer_lines(file: str, answer: Callable[[str], dict[str, Any]], nothing: dict[str, Any]) -> bool:
    """Print one JSON object for each {"id", "query"} of `file`, "-" for standard input, with that id.

    A line that cannot be answered gets an error of its own beside `nothing`, and the rest go on.

    Returns:
        Whether any line failed.
    """
    from ..search.errors import BatchLineError  # noqa: PLC0415 - loads the engine

    failed = False
    with nullcontext(sys.stdin) if file == "-" else _opened(Path(file)) as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            identity: Any = None
            try:
                try:
                    row = json.loads(line)
                    identity, question = row["id"], str(row["query"])
                except (ValueError, TypeError, KeyError) as error:
                    raise BatchLineError(file, number) from error
                result = answer(question)
            except TracuuError as error:
                failed = True
                complain(error)
                result = {"error": error.message(LANGUAGE), **nothing}
            print_json({"id": identity, **result}, indent=None)
    return failed


def _opened(path: Path) -> TextIO:
    try:
        return path.open(encoding="utf-8")
    except OSError as error:
        raise BatchUnreadableError(path) from error
