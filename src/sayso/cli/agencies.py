"""Commands about agencies and who belongs to them."""

from typing import Annotated, Any

import typer

from sayso.cli.agency_option import checked_slug, of_agency
from sayso.cli.console import JsonOption, print_columns, print_json, say
from sayso.cli.server_connection import api
from sayso.errors import InputError
from sayso.identity.people.normalization import email_of
from sayso.identity.permissions import AgencyRole

app = typer.Typer(help="Agencies: found them, rename them, invite people to them.", no_args_is_help=True)

SlugArgument = Annotated[
    str, typer.Argument(metavar="SLUG", help="Its short name, as listed.", callback=checked_slug)
]
NewSlugOption = Annotated[
    str, typer.Option("--slug", metavar="SLUG", help="The short name that commands call it by.")
]


@app.command(epilog="Example: `sayso agency create “North office” --slug north`")
def create(name: Annotated[str, typer.Argument(help="What people see.")], slug: NewSlugOption = "") -> None:
    """Found an agency; print its slug."""
    with api() as caller:
        made = caller.call("POST", "/api/v1/agencies", {"name": name} | ({"slug": slug} if slug else {}))
    say(f"Commands speak of it with --agency {made['slug']}, or SAYSO_AGENCY={made['slug']}.")
    print(made["slug"])


@app.command("list")
def list_agencies(as_json: JsonOption = False) -> None:
    """List the agencies, the oldest first; commands speak of that one unless told otherwise."""
    with api() as caller:
        found = caller.all("/api/v1/agencies")
    if as_json:
        print_json(found)
        return
    print_columns((one["slug"], one["name"]) for one in found)


@app.command(epilog="Example: `sayso agency rename my-company “Salon Sue” --slug salon-sue`")
def rename(
    slug: SlugArgument,
    name: Annotated[str, typer.Argument(help="What people see from now on.")],
    new_slug: NewSlugOption = "",
) -> None:
    """Give an agency another name, and another slug if asked; print its slug."""
    with api(slug) as caller:
        body = {"name": name} | ({"slug": new_slug} if new_slug else {})
        print(caller.call("PATCH", "/api/v1/agency", body)["slug"])


@app.command()
def remove(slug: SlugArgument) -> None:
    """Remove an agency that has no applications, with its sites, invitations and keys."""
    with api(slug) as caller:
        caller.call("DELETE", "/api/v1/agency")
    say(f"{slug} is gone.")


@app.command()
@of_agency
def members(as_json: JsonOption = False) -> None:
    """List who belongs to an agency, and as what."""
    with api() as caller:
        found = caller.all("/api/v1/agency/people")
    if as_json:
        print_json(found)
        return
    print_columns((one["email"], one["role"], f"{one['name']}{_state(one)}") for one in found)


@app.command(
    epilog="Examples: `sayso agency invite ada@example.com --role admin` · "
    "`sayso agency invite bo@example.com --module salon --role stylist`"
)
@of_agency
def invite(
    email: Annotated[str, typer.Argument(metavar="EMAIL", help="Whom to invite.")],
    *,
    role: Annotated[
        str, typer.Option("--role", metavar="ROLE", help=f"In the agency: {', '.join(AgencyRole)}.")
    ],
    module: Annotated[
        str,
        typer.Option("--module", metavar="SLUG", help="Invite to this application alone, in a role it has."),
    ] = "",
    name: Annotated[str, typer.Option("--name", help="What they are called.")] = "",
) -> None:
    """Invite somebody; print the link with which they accept, once."""
    body: dict[str, Any] = {"email": email_of(email), "name": name}
    if module:
        body |= {"module": module, "module_role": role}
    elif role in set(AgencyRole):
        body["role"] = role
    else:
        raise InputError(
            f"There is no role “{role}” in an agency.", hint=f"There is {', '.join(AgencyRole)}."
        )
    with api() as caller:
        made = caller.call("POST", "/api/v1/agency/invitations", body)
    sent = "was sent this link" if made["is_mailed"] else "accepts with this link"
    say(f"{made['email']} {sent}, which works once, until {made['expires_at'][:10]}:")
    print(made["url"])


def _state(person: Any) -> str:
    if person["has_account_off"]:
        return "  (disabled)"
    return "" if person["is_active"] else "  (inactive here)"
