"""Identities: who somebody is as a provider or a proxy has signed it, and whose account that is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from ..corpus.errors import TracuuError
from .accounts import TABLES, Account, AccountNameTakenError, account, changing, make_account, now
from .people_file import NameUnfitError, PeopleFile, Role, kept_collections

LONGEST = 255
"""Characters of a subject (OpenID Connect Core, 2) or an e-mail address."""


ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "Ed25519", "EdDSA")
"""With which an issuer may sign, whatever it says that it does: it alone has the key, and "none" is no signature."""


class IdentityTakenError(TracuuError):
    """Somebody else has an account by it."""

    def __init__(self, identity: str) -> None:
        super().__init__(identity=identity)


class IdentityUnfitError(TracuuError):
    """What was given is no subject and no e-mail address."""

    def __init__(self, identity: str) -> None:
        super().__init__(identity=identity, longest=LONGEST)


class IdentityAmbiguousError(TracuuError):
    """Both a subject and an e-mail address were given, or neither."""

    def __init__(self) -> None:
        super().__init__()


@dataclass(frozen=True, slots=True)
class Identity:
    """Who somebody is, as an issuer has signed it just now.

    Attributes:
        issuer: who says it.
        subject: what they are called there; never another's.
        email: as `email_of` spells it, where the issuer has seen that it is theirs; else empty.
        groups: that they are in there.
    """

    issuer: str
    subject: str
    email: str = ""
    groups: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class GroupRights:
    """What everybody in a group may do, without an account that was made for them; nobody becomes an admin by it.

    Attributes:
        group: as the issuer names it.
        role: what they may do.
        collections: whose reports they may see; None for all.
    """

    group: str
    role: Literal["reader", "editor"]
    collections: frozenset[str] | None


class Identities:
    """Whose account is which identity, in one data folder. Safe to share between threads.

    Args:
        data: the data folder.
        rights: of groups; of several the first that somebody is in counts.
    """

    def __init__(self, data: Path, rights: Sequence[GroupRights] = ()) -> None:
        self._file = PeopleFile(data, TABLES)
        self._rights = rights

    def add(
        self, name: str, role: Role, collections: Iterable[str] | None, issuer: str, subject: str = "", email: str = ""
    ) -> None:
        """Make an account without a password, for one identity.

        Args:
            name: of the person.
            role: what they may do.
            collections: whose reports they may see; None for all.
            issuer: who says who they are.
            subject: what they are called there, or else
            email: that must be theirs there; their subject is kept when they first come.

        Raises:
            IdentityAmbiguousError, IdentityUnfitError, IdentityTakenError: it cannot be theirs.
            NameUnfitError, AccountNameTakenError: they cannot be called that.
            PeopleOpenToOthersError, PeopleUnusableError: it cannot be kept.
        """
        linked = _linked(subject, email)
        with self._file.opened(make=True) as people:
            _link(people, make_account(people, name, None, role, collections), issuer, *linked)

    def link(self, name: str, issuer: str, subject: str = "", email: str = "") -> None:
        """Let an account be that identity's and no other's; whoever is in by what it was is out at once.

        Raises:
            AccountUnknownError: there is no such account.
            IdentityAmbiguousError, IdentityUnfitError, IdentityTakenError: it cannot be theirs.
        """
        linked = _linked(subject, email)
        with changing(self._file, name) as (people, number):
            people.execute("DELETE FROM identities WHERE account = ?", (number,))
            _link(people, number, issuer, *linked)

    def unlink(self, name: str) -> None:
        """Let an account be nobody's but by its password; raises AccountUnknownError."""
        with changing(self._file, name) as (people, number):
            people.execute("DELETE FROM identities WHERE account = ?", (number,))

    def listed(self) -> dict[int, str]:
        """By the number of its account, what each identity is known by: a subject, or an e-mail address until then."""
        if not self._file.there():
            return {}
        with self._file.opened() as people:
            rows = people.execute("SELECT account, coalesce(subject, email) FROM identities WHERE account NOT NULL")
            return dict(rows.fetchall())

    def known(self, who: Identity) -> Account | None:
        """The account that somebody has come in by before; raises PeopleOpenToOthersError, PeopleUnusableError."""
        if not self._file.there():
            return None
        sql = (
            "SELECT accounts.* FROM identities JOIN accounts ON accounts.id = account WHERE issuer = ? AND subject = ?"
        )
        with self._file.opened() as people:
            row = people.execute(sql, (who.issuer, who.subject)).fetchone()
            return account(row) if row else None

    def signing_in(self, who: Identity) -> Account | None:
        """Whose account that is, as their groups have it now; made for who has none and is in a group; else None.

        Raises:
            PeopleOpenToOthersError, PeopleUnusableError: it cannot be looked up.
        """
        if not self._file.there() and not self._rights:
            return None
        with self._file.opened(make=True) as people:
            people.execute("BEGIN IMMEDIATE")  # two who come at once with one identity get one account
            number = self._number(people, who)
            if number is None:
                return None
            people.execute("UPDATE accounts SET signed_in = ? WHERE id = ?", (now(), number))
            return account(people.execute("SELECT * FROM accounts WHERE id = ?", (number,)).fetchone())

    def _number(self, people: sqlite3.Connection, who: Identity) -> int | None:
        there = "SELECT account, by_group FROM identities WHERE issuer = ? AND subject = ?"
        row = people.execute(there, (who.issuer, who.subject)).fetchone()
        if (row is None or row["account"] is None) and _bound(people, who):
            row = people.execute(there, (who.issuer, who.subject)).fetchone()
        if row is None:
            return self._made(people, who)
        number: int | None = row["account"]  # none for who was removed: no group brings them back
        if number is None or not row["by_group"]:
            return number
        return self._again(people, who, number)

    def _made(self, people: sqlite3.Connection, who: Identity) -> int | None:
        """A new account for who is in a group and has none; None where its name would be another's."""
        rights = self._rights_of(who)
        if rights is None:
            return None
        try:
            number = make_account(people, who.email or who.subject, None, rights.role, rights.collections)
        except (NameUnfitError, AccountNameTakenError):
            return None
        people.execute("INSERT INTO identities VALUES (?, ?, NULL, ?, 1)", (who.issuer, who.subject, number))
        return number

    def _again(self, people: sqlite3.Connection, who: Identity, number: int) -> int | None:
        """An account that was made for who is in a group, with what their groups may do now."""
        rights = self._rights_of(who)
        kept = (rights.role, kept_collections(rights.collections)) if rights else None
        before = people.execute("SELECT role, collections FROM accounts WHERE id = ?", (number,)).fetchone()
        if kept != tuple(before):
            people.execute("DELETE FROM sessions WHERE account = ?", (number,))
        if kept is None:
            return None
        people.execute("UPDATE accounts SET role = ?, collections = ? WHERE id = ?", (*kept, number))
        return number

    def _rights_of(self, who: Identity) -> GroupRights | None:
        return next((one for one in self._rights if one.group in who.groups), None)


def identity_in(claims: Mapping[str, Any], issuer: str, groups: str) -> Identity:
    """The identity that verified claims are of.

    Args:
        claims: of a token whose signature, issuer, audience and times were found right.
        issuer: whose they are.
        groups: the claim that names the groups: a list, or one group.

    Raises:
        IdentityUnfitError: they name nobody.
    """
    subject = _subject(claims.get("sub"))
    # a text that says "true" is no yes, nor is silence: whoever may write an address there would have its account
    email = email_of(str(claims.get("email") or "")) if claims.get("email_verified") is True else ""
    said = claims.get(groups)
    within = said if isinstance(said, list) else [said]
    return Identity(issuer, subject, email, frozenset(one for one in within if isinstance(one, str) and one))


def email_of(said: str) -> str:
    """An e-mail address as it is compared; empty for what is none, and for letters that others could be taken for."""
    bare = said.strip().lower()
    return bare if bare.isascii() and bare.isprintable() and "@" in bare and len(bare) <= LONGEST else ""


def _subject(said: object) -> str:
    if not isinstance(said, str) or not 0 < len(said) <= LONGEST or not said.isprintable():
        raise IdentityUnfitError(str(said)[:LONGEST])
    return said


def _linked(subject: str, email: str) -> tuple[str | None, str | None]:
    """A subject or an e-mail address as a row has them."""
    if bool(subject) == bool(email):
        raise IdentityAmbiguousError
    if subject:
        return _subject(subject), None
    if not email_of(email):
        raise IdentityUnfitError(email)
    return None, email_of(email)


def _link(people: sqlite3.Connection, number: int, issuer: str, subject: str | None, email: str | None) -> None:
    removed = "DELETE FROM identities WHERE issuer = ? AND subject = ? AND account IS NULL"
    people.execute(removed, (issuer, subject))
    try:
        people.execute("INSERT INTO identities VALUES (?, ?, ?, ?, 0)", (issuer, subject, email, number))
    except sqlite3.IntegrityError as error:
        raise IdentityTakenError(subject or email or "") from error


def _bound(people: sqlite3.Connection, who: Identity) -> bool:
    """Whether an account waits for who has that e-mail address: it is that subject's from now on, and no other's."""
    waiting = "SELECT 1 FROM identities WHERE issuer = ? AND email = ? AND subject IS NULL"
    if not who.email or people.execute(waiting, (who.issuer, who.email)).fetchone() is None:
        return False
    people.execute("DELETE FROM identities WHERE issuer = ? AND subject = ?", (who.issuer, who.subject))
    people.execute(
        "UPDATE identities SET subject = ? WHERE issuer = ? AND email = ?", (who.subject, who.issuer, who.email)
    )
    return True
