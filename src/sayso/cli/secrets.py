"""Commands about secrets that programs speak of by name."""

import sys
from typing import Annotated
from urllib.parse import quote

import typer

from sayso.cli.agency_option import OfAgency
from sayso.cli.console import JsonOption, print_columns, print_json, say
from sayso.cli.server_connection import api
from sayso.errors import InputError

app = OfAgency(help="Secrets of programs: enter them, list them, remove them.", no_args_is_help=True)

_PATH = "/api/v1/secrets"

Name = Annotated[str, typer.Argument(help="What programs call it, such as WEATHER_KEY.")]


@app.command(
    "set",
    epilog="Examples: `sayso secret set WEATHER_KEY --host api.weather.example` · "
    "`sayso secret set ERP --host '*.erp.example' < key.txt`",
)
def set_secret(
    name: Name,
    *,
    host: Annotated[
        list[str],
        typer.Option(
            "--host", metavar="HOST", help="Where it may be sent, once for each: a name, or *.name."
        ),
    ],
) -> None:
    """Enter a secret, or replace it.

    Its value is read from standard input, or asked for at a terminal; it is never an argument.
    """
    body = {"value": _value(), "hosts": host}
    with api() as caller:
        found = caller.call("PUT", f"{_PATH}/{quote(name, safe='')}", body)
    say(f"{found['name']} is sent to {', '.join(found['hosts'])} only.")


@app.command("list")
def list_secrets(as_json: JsonOption = False) -> None:
    """List secrets with their hosts; values are never shown."""
    with api() as caller:
        found = caller.call("GET", _PATH)["items"]
    if as_json:
        print_json(found)
        return
    print_columns((one["name"], ", ".join(one["hosts"]), one["updated_at"][:10]) for one in found)


@app.command()
def remove(name: Name) -> None:
    """Forget a secret; programs that name it are refused from then on."""
    with api() as caller:
        caller.call("DELETE", f"{_PATH}/{quote(name, safe='')}")
    say(f"{name} is removed.")


def _value() -> str:
    if sys.stdin.isatty():
        value: str = typer.prompt("Value", hide_input=True, err=True)
    else:
        value = sys.stdin.readline()
    if not value.strip():
        raise InputError("There is no value.", hint="Write it to standard input in one line.")
    return value.strip()
