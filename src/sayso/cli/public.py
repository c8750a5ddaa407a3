"""Commands about what of an application is open to people who are not signed in."""

from typing import Annotated, Any
from urllib.parse import quote

import typer

from sayso.cli.console import JsonOption, print_json, say
from sayso.cli.server_connection import running_server
from sayso.main.local import RunningServer

app = typer.Typer(help="What of an application anybody may open without signing in.", no_args_is_help=True)

SlugArgument = Annotated[str, typer.Argument(help="The first part of its address, e.g. salon.")]


@app.command()
def show(slug: SlugArgument, as_json: JsonOption = False) -> None:
    """Say what anybody may open, and what of it waits for a confirmation."""
    found = running_server().call("GET", _path(slug))
    if as_json:
        print_json(found)
        return
    for sentence in found["sentences"]:
        print(sentence)
    say(_state(slug, found))


@app.command()
def confirm(
    slug: SlugArgument,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Open an application to anybody, after showing what that means; print its address."""
    server = running_server()
    found = server.call("GET", _path(slug))
    if found["keys"] and not found["is_open"]:
        for sentence in found["sentences"]:
            say(sentence)
        if not yes:
            typer.confirm("Is that what anybody may do, without signing in?", abort=True, err=True)
        found = server.call("PUT", _path(slug), {"confirm": found["keys"]})
    say(_state(slug, found))
    if not found["is_open"]:
        raise typer.Exit(1)
    print(f"{found['url']}/")


@app.command()
def withdraw(slug: SlugArgument) -> None:
    """Close an application to everybody who is not signed in, at once."""
    server = running_server()
    server.call("DELETE", _path(slug))
    say(f"Nobody gets into {slug} any more without signing in; `sayso public confirm {slug}` opens it again.")


def say_waiting(server: RunningServer, slug: str) -> None:
    """Tell of what a person still has to confirm; nothing where nothing waits."""
    found = server.call("GET", _path(slug))
    for sentence in found["pending"]["sentences"]:
        say(f"Waits to be confirmed: {sentence}")
    if found["pending"]["keys"]:
        say(f"Until then everybody has to sign in. `sayso public confirm {slug}` opens it.")


def _state(slug: str, found: Any) -> str:
    if found["is_open"]:
        return f"{slug} is open to anybody at {found['url']}/."
    if not found["keys"]:
        return f"Everybody has to sign in to {slug}; no page of it is for people who are not signed in."
    if not found["pending"]["keys"]:
        return f"{slug} is confirmed, and will be open once it is published."
    return f"Everybody has to sign in to {slug} until this is confirmed: `sayso public confirm {slug}`."


def _path(slug: str) -> str:
    return f"/api/v1/modules/{quote(slug, safe='')}/public-access"
