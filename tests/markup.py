"""Cards and pictures as the browser gets them."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec

import htpy as h

from tracuu.page.tabs.desk import as_html

P = ParamSpec("P")


def drawn(card: Callable[P, h.Node]) -> Callable[P, str]:
    """`card`, giving the HTML that Gradio is given."""

    def html(*args: P.args, **kwargs: P.kwargs) -> str:
        return as_html(card(*args, **kwargs))

    return html
