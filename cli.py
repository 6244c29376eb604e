"""The command line: arguments in, the rooms asked, tables for people and JSON for programs out."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer
from rich.text import Text

import tracuu.commands.answering
import tracuu.commands.asking
import tracuu.commands.citing
import tracuu.commands.keeping
import tracuu.commands.measuring
import tracuu.commands.safekeeping
import tracuu.commands.wording  # noqa: F401 - each registers its commands
from tracuu.commands.application import DONE, OUR_FAULT, WRONG_USE, Model, app, choices_of
from tracuu.console import LANGUAGE, complain, err, say
from tracuu.corpus.errors import TracuuError


@app.command(help=say("Mở trang tra cứu.", "Open the page."))
def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(help=say("Địa chỉ.", "Address."))] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help=say("Cổng.", "Port."))] = 7860,
    model: Model = None,
) -> None:
    """Serve the page."""
    from tracuu.serving import serve as serve_page  # noqa: PLC0415 - Gradio is slow to import

    choices = choices_of(context, model)

    def announce(address: str) -> None:
        err.print(say(f"Trang tra cứu: {address} (Ctrl+C để dừng)", f"The page: {address} (Ctrl+C to stop)"))

    writer = choices.language_model()
    serve_page(choices.data, choices.model, host, port, announce, choices.settings.reranker, writer)


USAGE_FAULTS = {
    "MissingParameter": "Thiếu {name}.",
    "NoSuchOption": "Không có tùy chọn {name}.",
    "BadParameter": "Giá trị của {name} không hợp lệ.",
}
"""Typer's complaints in Vietnamese, by the name of their class: it keeps the classes to itself."""


def _usage_sentence(error: typer.TyperException) -> str:
    """Typer's complaint about how it was called, in the user's language."""
    parameter = getattr(error, "param", None)
    name = getattr(error, "option_name", None) or (parameter.get_error_hint() if parameter else "")
    vi = USAGE_FAULTS.get(type(error).__name__, "Lệnh không đúng.").format(name=name)
    said = getattr(error, "format_message", lambda: str(error))()
    return say(f"{vi} Xem `tracuu --help`.", f"{said} See `tracuu --help`.")


def _help_in_vietnamese() -> None:
    from typer import rich_utils  # noqa: PLC0415 - only help needs it

    rich_utils.ARGUMENTS_PANEL_TITLE = "Tham số"
    rich_utils.OPTIONS_PANEL_TITLE = "Tùy chọn"
    rich_utils.COMMANDS_PANEL_TITLE = "Lệnh"


def main() -> None:
    """Run the command line and leave with its exit code: 0 done, 1 a fault of ours, 2 wrong use."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    if LANGUAGE == "vi" and ("--help" in sys.argv or len(sys.argv) == 1):
        _help_in_vietnamese()
    try:
        code = app(standalone_mode=False)
    except TracuuError as error:
        complain(error)
        code = WRONG_USE
    except (typer.Abort, KeyboardInterrupt):
        err.print(say("Đã dừng. Chạy lại lệnh để làm tiếp.", "Stopped. Run the command again to go on."))
        code = OUR_FAULT
    except typer.TyperException as error:
        if type(error).__name__ != "NoArgsIsHelpError":  # that one has printed the help already
            err.print(Text(_usage_sentence(error)), style="red", soft_wrap=True)
        code = WRONG_USE
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = DONE
    except Exception as error:
        if os.environ.get("TRACUU_DEBUG"):
            raise
        text = say(
            f"tracuu gặp lỗi ngoài dự kiến ({type(error).__name__}: {error}). Dữ liệu được giữ nguyên; "
            "đặt TRACUU_DEBUG=1 rồi chạy lại để xem chi tiết.",
            f"tracuu met an unexpected fault ({type(error).__name__}: {error}). The data is untouched; "
            "set TRACUU_DEBUG=1 and run again for details.",
        )
        err.print(Text(text), style="red", soft_wrap=True)
        code = OUR_FAULT
    sys.exit(code or DONE)


if __name__ == "__main__":
    main()
