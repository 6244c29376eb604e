"""Commands about people: who has an account, and what was done with it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from rich.table import Table
from rich.text import Text

from ..console import err, out, print_json, say
from ..corpus.errors import TracuuError
from .application import AsJson, app, choices_of
from .elsewhere import issuer_of

if TYPE_CHECKING:
    from ..door import Account, Deed

user_app = typer.Typer(help=say("help.user_commands"), no_args_is_help=True)
app.add_typer(user_app, name="user")

MOST_LISTED = 1000

Name = Annotated[str, typer.Argument(help=say("help.user_name"))]
Role = Annotated[Literal["reader", "editor", "admin"], typer.Option(help=say("help.user_role"))]
NewRole = Annotated[Literal["reader", "editor", "admin"], typer.Argument(help=say("help.user_role"))]
Within = Annotated[list[str] | None, typer.Option("--collection", help=say("help.user_collection"))]
FromStdin = Annotated[bool, typer.Option("--stdin", help=say("help.user_stdin"))]
Subject = Annotated[str, typer.Option(help=say("help.user_subject"))]
Email = Annotated[str, typer.Option(help=say("help.user_email"))]
Issuer = Annotated[str | None, typer.Option(help=say("help.user_issuer"))]


class PasswordsDifferError(TracuuError):
    """The password was typed twice, and not the same."""

    def __init__(self) -> None:
        super().__init__()


@user_app.command("add", help=say("help.user_add"))
def add_user(
    context: typer.Context,
    name: Name,
    role: Role = "reader",
    collection: Within = None,
    stdin: FromStdin = False,
    subject: Subject = "",
    email: Email = "",
    issuer: Issuer = None,
) -> None:
    """Make an account."""
    from ..door import Accounts, Identities  # noqa: PLC0415 - help needs none of it

    choices = choices_of(context)
    accounts = Accounts(choices.data)
    first = not accounts.listed()
    if subject or email:
        there = issuer_of(choices.settings, issuer)
        Identities(choices.data).add(name, role, collection or None, there, subject, email)
    else:
        accounts.add(name, asked_password(stdin), role, collection or None)
    _said("commands.user_made", name=name)
    if first:
        _said("commands.user_first")


@user_app.command("passwd", help=say("help.user_passwd"))
def set_password(context: typer.Context, name: Name, stdin: FromStdin = False) -> None:
    """Give somebody another password."""
    from ..door import Accounts  # noqa: PLC0415 - help needs none of it

    Accounts(choices_of(context).data).set_password(name, asked_password(stdin))
    _said("commands.user_changed", name=name)


@user_app.command("link", help=say("help.user_link"))
def link_user(
    context: typer.Context, name: Name, subject: Subject = "", email: Email = "", issuer: Issuer = None
) -> None:
    """Let an account be that of somebody at the provider."""
    from ..door import Identities  # noqa: PLC0415 - help needs none of it

    choices = choices_of(context)
    Identities(choices.data).link(name, issuer_of(choices.settings, issuer), subject, email)
    _said("commands.user_changed", name=name)


@user_app.command("unlink", help=say("help.user_unlink"))
def unlink_user(context: typer.Context, name: Name) -> None:
    """Part an account from the provider's."""
    from ..door import Identities  # noqa: PLC0415 - help needs none of it

    Identities(choices_of(context).data).unlink(name)
    _said("commands.user_changed", name=name)


@user_app.command("role", help=say("help.user_set_role"))
def set_role(
    context: typer.Context,
    name: Name,
    role: NewRole,
    collection: Within = None,
    every: Annotated[bool, typer.Option("--every-collection", help=say("help.user_every_collection"))] = False,
) -> None:
    """Let somebody do other things; what they see stays unless it is said."""
    from ..door import Accounts  # noqa: PLC0415 - help needs none of it

    accounts = Accounts(choices_of(context).data)
    seen = accounts.of(name).collections
    accounts.set_role(name, role, None if every else collection or seen)
    _said("commands.user_changed", name=name)


@user_app.command("remove", help=say("help.user_remove"))
def remove_user(context: typer.Context, name: Name) -> None:
    """Take an account away."""
    from ..door import Accounts  # noqa: PLC0415 - help needs none of it

    Accounts(choices_of(context).data).remove(name)
    _said("commands.user_removed", name=name)


@user_app.command("list", help=say("help.user_list"))
def list_users(context: typer.Context, as_json: AsJson = False) -> None:
    """List the accounts."""
    from ..door import Accounts, Identities  # noqa: PLC0415 - help needs none of it

    data = choices_of(context).data
    there, linked = Accounts(data).listed(), Identities(data).listed()
    if as_json:
        print_json([user_told(one, linked.get(one.number)) for one in there])
    elif not there:
        out.print(say("commands.no_users"))
    else:
        print_users(there, linked)


@app.command(help=say("help.audit"))
def audit(
    context: typer.Context,
    most: Annotated[int, typer.Option("-n", min=1, max=100_000, help=say("help.audit_most"))] = MOST_LISTED,
    as_json: AsJson = False,
) -> None:
    """Print who came in and what was done."""
    from ..door import Audit  # noqa: PLC0415 - help needs none of it

    done = Audit(choices_of(context).data).listed(most)
    if as_json:
        print_json([deed_told(one) for one in done])
    elif not done:
        out.print(say("commands.no_deeds"))
    else:
        print_deeds(done)


def asked_password(stdin: bool) -> str:
    """A password that stands in no list of processes: the first line of standard input, or typed twice, unseen.

    Raises:
        PasswordsDifferError: it was not typed the same.
    """
    if stdin:
        return sys.stdin.readline().removesuffix("\n").removesuffix("\r")
    typed = typer.prompt(say("commands.password"), hide_input=True, err=True)
    if typer.prompt(say("commands.password_again"), hide_input=True, err=True) != typed:
        raise PasswordsDifferError
    return str(typed)


def user_told(account: Account, linked: str | None) -> dict[str, Any]:
    """An account, and what it is called at the provider, as `user list --json` prints it."""
    return {
        "name": account.name,
        "role": account.role,
        "collections": None if account.collections is None else sorted(account.collections),
        "made": account.made.isoformat(),
        "signed_in": account.signed_in and account.signed_in.isoformat(),
        "linked": linked,
    }


def print_users(accounts: list[Account], linked: dict[int, str]) -> None:
    """One line an account; what they are called at the provider only where somebody is."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    for name in ("name", "role", "collections", "made", "signed_in", *(["linked"] if linked else [])):
        table.add_column(say(f"commands.column_{name}"), overflow="fold")
    for one in accounts:
        within = say("commands.every_collection") if one.collections is None else ", ".join(sorted(one.collections))
        last = one.signed_in.isoformat() if one.signed_in else say("commands.never")
        there = [linked.get(one.number, "")] if linked else []
        table.add_row(*map(Text, (one.name, one.role, within, one.made.date().isoformat(), last, *there)))
    out.print(table)


def deed_told(deed: Deed) -> dict[str, Any]:
    """What was done, as `audit --json` prints it."""
    return {
        "made": deed.made, "who": deed.who, "did": deed.did, "reports": deed.reports, "address": deed.address,
    }  # fmt: skip


def print_deeds(done: list[Deed]) -> None:
    """One line a deed."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    for name in ("when", "name", "did", "reports", "address"):
        table.add_column(say(f"commands.column_{name}"), overflow="fold")
    for one in done:
        table.add_row(*map(Text, (one.made, one.who, say(f"commands.did_{one.did}"), one.reports, one.address)))
    out.print(table)


def _said(key: str, **values: object) -> None:
    err.print(say(key, **values), markup=False, soft_wrap=True)
