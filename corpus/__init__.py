"""Reading: a file becomes a Report, with its header, outline, paragraphs and references."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .documents import NotAReportError, parted, read_draft, read_report, report_from_blocks

__all__ = ["NotAReportError", "parted", "read_draft", "read_report", "report_from_blocks"]


def __getattr__(name: str) -> Any:
    """What reads files, loaded when it is first asked for: a question needs none of it."""
    if name in __all__:
        from . import documents  # noqa: PLC0415

        return getattr(documents, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
