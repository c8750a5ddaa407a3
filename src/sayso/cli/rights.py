"""Commands about who builds an application, and what waits because it lets somebody reach further."""

from typing import Annotated, Any
from urllib.parse import quote

import typer

from sayso.cli.agency_option import OfAgency
from sayso.cli.console import JsonOption, print_columns, print_json, say
from sayso.cli.server_connection import running_server
from sayso.errors import InputError, NotFoundError
from sayso.identity.people.normalization import email_of
from sayso.main.local import RunningServer

app = OfAgency(help="Who builds an application, and what waits to be approved there.", no_args_is_help=True)

SlugArgument = Annotated[str, typer.Argument(help="The first part of its address, e.g. salon.")]
EmailArgument = Annotated[str, typer.Argument(metavar="EMAIL", help="The person's e-mail address.")]
_SHORT = 8


@app.command()
def builders(slug: SlugArgument, as_json: JsonOption = False) -> None:
    """List who may change an application; administrators of the agency may change every one."""
    found = running_server().call("GET", f"{_path(slug)}/builders")["builders"]
    if as_json:
        print_json(found)
        return
    print_columns((one["email"], "made it" if one["is_maker"] else "granted", one["name"]) for one in found)


@app.command(epilog="Example: `sayso module grant salon bo@example.com`")
def grant(slug: SlugArgument, email: EmailArgument) -> None:
    """Let somebody of the agency change an application."""
    server = running_server()
    person = _person(server, email)
    server.call("PUT", f"{_path(slug)}/builders/{person['user_id']}")
    say(f"{person['email']} builds {slug}.")


@app.command(epilog="Example: `sayso module revoke salon bo@example.com`")
def revoke(slug: SlugArgument, email: EmailArgument) -> None:
    """Let somebody change an application no more."""
    server = running_server()
    person = _person(server, email)
    server.call("DELETE", f"{_path(slug)}/builders/{person['user_id']}")
    say(f"{person['email']} builds {slug} no more.")


@app.command()
def approvals(
    slug: SlugArgument,
    decided: Annotated[bool, typer.Option("--decided", help="What was decided, instead.")] = False,
    as_json: JsonOption = False,
) -> None:
    """List changes that let somebody reach further and wait to be approved."""
    found = _asked(running_server(), slug, is_open=not decided)
    if as_json:
        print_json(found)
        return
    print_columns(
        (one["id"][:_SHORT], _moment(one), one["asked_by"] or "somebody", _said(one)) for one in found
    )


@app.command(
    epilog="Examples: `sayso module approve salon` · "
    '`sayso module approve salon 3f2a8c01 --refuse --comment "ask me first"`'
)
def approve(
    slug: SlugArgument,
    which: Annotated[
        str, typer.Argument(metavar="[ID]", help="Its id, or the beginning, where several wait.")
    ] = "",
    *,
    refuse: Annotated[bool, typer.Option("--refuse", help="Say no.")] = False,
    comment: Annotated[str, typer.Option("--comment", help="What is said to it.")] = "",
) -> None:
    """Approve or refuse what a change lets somebody reach; whoever asked is told, and publishes it then."""
    server = running_server()
    asked = _meant(_asked(server, slug, is_open=True), slug, which)
    body = {"approved": not refuse, "comment": comment}
    server.call("POST", f"{_path(slug)}/approvals/{asked['id']}", body)
    say(f"{'Refused' if refuse else 'Approved'}: {' '.join(asked['sentences'])}")


def _asked(server: RunningServer, slug: str, *, is_open: bool) -> list[Any]:
    found = server.call("GET", f"{_path(slug)}/approvals?open={'true' if is_open else 'false'}")
    asked: list[Any] = found["approvals"]
    return asked


def _meant(waiting: list[Any], slug: str, which: str) -> Any:
    """The only one that waits, or the one whose id begins so."""
    found = [one for one in waiting if one["id"].startswith(which.lower())]
    if len(found) == 1:
        return found[0]
    hint = f"`sayso module approvals {slug}` lists what waits."
    if not found:
        raise NotFoundError(f"Nothing {f'of “{which}” ' if which else ''}waits at {slug}.", hint=hint)
    raise InputError(f"{len(found)} changes wait at {slug}.", hint=f"Name one; {hint}")


def _said(one: Any) -> str:
    """What it lets whom do, and what became of it."""
    decision = "" if one["decision"] is None else "approved: " if one["decision"] else "refused: "
    comment = f" (“{one['comment']}”)" if one["comment"] else ""
    return f"{decision}{' '.join(one['sentences'])}{comment}"


def _moment(one: Any) -> str:
    return str(one["decided_at"] or one["asked_at"])[:16].replace("T", " ")


def _person(server: RunningServer, email: str) -> Any:
    wanted = email_of(email)
    for one in server.all("/api/v1/agency/people"):
        if one["email"] == wanted:
            return one
    raise NotFoundError(
        f"Nobody of this agency is {wanted}.", hint="`sayso agency members` lists who belongs to it."
    )


def _path(slug: str) -> str:
    return f"/api/v1/modules/{quote(slug, safe='')}"
