"""The door: what every request passes before anything else. It renders nothing and knows nothing of search."""

from __future__ import annotations

from .door import ASKER, OPENED, Door
from .hosts import LOOPBACK, NameMissingError, NameWrongError, is_loopback, names_for
from .keys import Key, Keys, KeysOpenToOthersError, KeysUnusableError
from .openings import Opening
from .refusals import Reason, Refusal
from .token import Token, TokenOpenToOthersError, TokenUnusableError, TokenWeakError, new_token, token_in

__all__ = [
    "ASKER",
    "LOOPBACK",
    "OPENED",
    "Door",
    "Key",
    "Keys",
    "KeysOpenToOthersError",
    "KeysUnusableError",
    "NameMissingError",
    "NameWrongError",
    "Opening",
    "Reason",
    "Refusal",
    "Token",
    "TokenOpenToOthersError",
    "TokenUnusableError",
    "TokenWeakError",
    "is_loopback",
    "names_for",
    "new_token",
    "token_in",
]
