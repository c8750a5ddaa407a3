"""Commands about the people of this machine's Sayso, whatever agency they belong to."""

import sys
from typing import Annotated, Any
from urllib.parse import quote

import typer

from sayso.cli.agency_option import OfAgency
from sayso.cli.console import JsonOption, print_columns, print_json, say
from sayso.cli.server_connection import api
from sayso.errors import InputError
from sayso.identity.people.normalization import email_of
from sayso.identity.permissions import AgencyRole

app = OfAgency(help="People: make them, lock them out, help them back in.", no_args_is_help=True)

EmailArgument = Annotated[str, typer.Argument(metavar="EMAIL", help="The person's e-mail address.")]
RoleOption = Annotated[AgencyRole, typer.Option("--role", help="What they are in the agency.")]


@app.command(
    epilog="Examples: `sayso user create ada@example.com --admin` · "
    "`echo $PASSWORD | sayso user create bo@example.com --role viewer --password-stdin`"
)
def create(
    email: EmailArgument,
    *,
    name: Annotated[str, typer.Option("--name", help="What others see; the address unless said.")] = "",
    admin: Annotated[bool, typer.Option("--admin", help="The same as --role admin.")] = False,
    role: RoleOption = AgencyRole.USER,
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="Read the password from standard input.")
    ] = False,
) -> None:
    """Make a person who belongs to an agency.

    Asks for a password at a terminal; elsewhere prints a link that works once, to choose one with.
    """
    body: dict[str, Any] = {"email": email_of(email), "name": name, "role": "admin" if admin else role.value}
    password = _password(from_standard_input=password_stdin)
    if password is not None:
        body["password"] = password
    with api() as caller:
        made = caller.call("POST", "/api/v1/operator/users", body)
    place = made["agencies"][0]
    say(f"{made['email']} is {_A[place['role']]} of {place['agency']}.")
    if made["link"] is not None:
        say("They choose a password here, once and within two hours:")
        print(made["link"])


@app.command("list")
def list_users(as_json: JsonOption = False) -> None:
    """List everybody, with the agencies they belong to."""
    with api() as caller:
        found = caller.all("/api/v1/operator/users")
    if as_json:
        print_json(found)
        return
    print_columns((one["email"], _standing(one)) for one in found)


@app.command()
def disable(email: EmailArgument) -> None:
    """Lock somebody out of everything at once; `sayso user enable` lets them back."""
    _switch(email, is_active=False)
    say(f"{email} is locked out, and signed out everywhere.")


@app.command()
def enable(email: EmailArgument) -> None:
    """Let somebody back who was locked out."""
    _switch(email, is_active=True)
    say(f"{email} may sign in again.")


@app.command(epilog="Example: `sayso user reset ada@example.com`")
def reset(email: EmailArgument) -> None:
    """Print a link with which somebody chooses a new password; it works once, for two hours."""
    with api() as caller:
        print(caller.call("POST", f"{_path(email)}/reset-links")["url"])


@app.command()
def signout(email: EmailArgument) -> None:
    """Sign somebody out everywhere."""
    with api() as caller:
        caller.call("DELETE", f"{_path(email)}/sessions")
    say(f"{email} is signed out everywhere.")


_A = {"admin": "an administrator", "user": "a user", "viewer": "a viewer", "api_user": "an API user"}


def _password(*, from_standard_input: bool) -> str | None:
    if from_standard_input:
        given = sys.stdin.readline().rstrip("\r\n")
        if not given:
            raise InputError("Standard input has no password.", hint="Write it there in one line.")
        return given
    if not sys.stdin.isatty():
        return None
    password: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    return password


def _switch(email: str, *, is_active: bool) -> None:
    with api() as caller:
        caller.call("PATCH", _path(email), {"is_active": is_active})


def _standing(user: Any) -> str:
    places = ", ".join(_place(place) for place in user["agencies"]) or "no agency"
    return places if user["is_active"] else f"{places}  (disabled)"


def _place(place: dict[str, Any]) -> str:
    return f"{place['agency']}: {place['role']}" + ("" if place["is_active"] else " (inactive)")


def _path(email: str) -> str:
    return f"/api/v1/operator/users/{quote(email, safe='')}"
