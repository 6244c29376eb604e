"""The door: what every request passes before anything else. It renders nothing and knows nothing of search."""

from __future__ import annotations

from .accounts import Account, AccountNameTakenError, Accounts, AccountUnknownError
from .audit import DEEDS, Audit, Deed, Did
from .door import ASKER, OPENED, Door
from .entry import BySigningIn, ByToken, Entry, people_sign_in, session_of
from .hosts import LOOPBACK, NameMissingError, NameWrongError, is_loopback, names_for
from .identities import GroupRights, Identities
from .keys import Key, Keys
from .openings import Opening
from .passwords import PasswordWeakError
from .people_file import PeopleOpenToOthersError, PeopleUnusableError
from .refusals import Reason, Refusal
from .sessions import Session, Sessions
from .signing_in import Form, Signing
from .token import Token, TokenOpenToOthersError, TokenUnusableError, TokenWeakError, cookie_of, new_token, token_in

__all__ = [
    "ASKER",
    "DEEDS",
    "LOOPBACK",
    "OPENED",
    "Account",
    "AccountNameTakenError",
    "AccountUnknownError",
    "Accounts",
    "Audit",
    "BySigningIn",
    "ByToken",
    "Deed",
    "Did",
    "Door",
    "Entry",
    "Form",
    "GroupRights",
    "Identities",
    "Key",
    "Keys",
    "NameMissingError",
    "NameWrongError",
    "Opening",
    "PasswordWeakError",
    "PeopleOpenToOthersError",
    "PeopleUnusableError",
    "Reason",
    "Refusal",
    "Session",
    "Sessions",
    "Signing",
    "Token",
    "TokenOpenToOthersError",
    "TokenUnusableError",
    "TokenWeakError",
    "cookie_of",
    "is_loopback",
    "names_for",
    "new_token",
    "people_sign_in",
    "session_of",
    "token_in",
]
