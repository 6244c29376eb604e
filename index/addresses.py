"""Addresses of servers, as they may be shown."""

from __future__ import annotations

import re

CREDENTIALS = re.compile(r"//[^/]*@")


def shown_address(address: str) -> str:
    """An address without the name and password that it may hold: "http://root:bí-mật@máy" is "http://máy"."""
    return CREDENTIALS.sub("//", address)
