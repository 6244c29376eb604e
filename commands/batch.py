"""Questions, or sentences to be checked, from a file, one a line, each answered by itself."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Any, TextIO

from ..console import LANGUAGE, complain, print_json
from ..corpus.errors import TracuuError

QUESTION: Mapping[str, type] = {"query": str}
"""What a line of questions asks."""


class BatchUnreadableError(TracuuError):
    """The file of questions cannot be opened."""

    def __init__(self, file: Path) -> None:
        super().__init__(file=file)


def answer_lines(
    file: str,
    answer: Callable[[dict[str, Any]], dict[str, Any]],
    nothing: dict[str, Any],
    asks: Mapping[str, type] = QUESTION,
) -> bool:
    """Print one JSON object for each line of `file`, "-" for standard input, with its id.

    A line that cannot be answered gets an error of its own beside `nothing`, and the rest go on.

    Args:
        file: of lines of JSON, each with an "id" and what `asks` names.
        answer: what is printed for a line, besides its id.
        nothing: the same for a line that has no answer.
        asks: the fields that a line must have, and what each must be; a text may be a number, too.

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
                    identity = row["id"]
                    asked = {name: _as(kind, row[name]) for name, kind in asks.items()}
                except (ValueError, TypeError, KeyError) as error:
                    raise BatchLineError(file, number, ("id", *asks)) from error
                result = answer(asked)
            except TracuuError as error:
                failed = True
                complain(error)
                result = {"error": error.message(LANGUAGE), **nothing}
            print_json({"id": identity, **result}, indent=None)
    return failed


def _as(kind: type, value: Any) -> Any:
    """`value` as a field of `kind`: a list of texts, or a text; TypeError if it is neither."""
    if kind is str:
        return str(value)
    if not isinstance(value, list):
        raise TypeError
    return [str(one) for one in value]


def _opened(path: Path) -> TextIO:
    try:
        return path.open(encoding="utf-8")
    except OSError as error:
        raise BatchUnreadableError(path) from error
