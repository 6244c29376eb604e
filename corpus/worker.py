"""The other end of `corpus.sandbox`: reads one file after the other, under limits, and answers in lines of JSON.

python -P -m tracuu.corpus.worker tracuu.corpus:read_report
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, TextIO

from .errors import FileUnreadableError, ProgramMissingError

MEMORY = 4 << 30
"""Bytes of address space for a parser and the program it may start."""


def main() -> None:
    """Say {} once it is ready; answer each {"path", "name"} with {"report"}, {"vi", "en", "missing"} or {"fault"}."""
    module, _, function = sys.argv[1].partition(":")
    read = getattr(import_module(module), function)
    answers = _own_output()
    _set_limits()
    answers.write("{}\n")
    answers.flush()
    for line in sys.stdin:
        asked = json.loads(line)
        answer: dict[str, Any]
        try:
            answer = {"report": read(Path(asked["path"]), asked["name"]).to_json()}
        except FileUnreadableError as error:
            answer = {"vi": error.vi, "en": error.en, "missing": isinstance(error, ProgramMissingError)}
        except Exception as error:  # noqa: BLE001 - whatever a parser throws is told to the other end, which explains it
            answer = {"fault": type(error).__name__}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


def _own_output() -> TextIO:
    """Standard output, for answers alone: what a parser prints must not pass for one."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return answers


def _set_limits() -> None:
    with suppress(ImportError):
        import resource  # noqa: PLC0415 - Windows has none

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        limit = MEMORY if most == resource.RLIM_INFINITY else min(MEMORY, most)
        resource.setrlimit(resource.RLIMIT_AS, (limit, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
