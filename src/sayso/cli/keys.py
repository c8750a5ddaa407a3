"""Commands about API keys."""

import re
from typing import Annotated, Any
from urllib.parse import quote

import typer

from sayso.cli.agency_option import OfAgency
from sayso.cli.console import JsonOption, print_columns, print_json, say
from sayso.cli.server_connection import api
from sayso.errors import InputError
from sayso.identity.permissions import KEY_SCOPES
from sayso.main.local import Caller

app = OfAgency(help="API keys: make them, list them, revoke them.", no_args_is_help=True)

_DAYS = {"d": 1, "w": 7, "y": 365}
_SCOPES = ", ".join(sorted(scope.value for scope in KEY_SCOPES))


@app.command(
    epilog="Examples: `sayso key create backup --scope modules:read --scope data:read` · "
    "`sayso key create deploy --scope modules:write --expires 30d --user ada@example.com`"
)
def create(
    name: Annotated[str, typer.Argument(help="What the key is for.")],
    *,
    scope: Annotated[
        list[str], typer.Option("--scope", metavar="SCOPE", help=f"What it may do, once for each: {_SCOPES}.")
    ],
    expires: Annotated[
        str, typer.Option("--expires", metavar="TIME", help="How long it works: 30d, 12w, 1y or never.")
    ] = "90d",
    user: Annotated[
        str, typer.Option("--user", metavar="EMAIL", help="Whose key it is; yours unless said.")
    ] = "",
) -> None:
    """Make a key and print it; it is shown this once."""
    body = {"name": name, "scopes": _scopes(scope), "expires_in_days": _days(expires)}
    path = f"/api/v1/operator/users/{quote(user, safe='')}/keys" if user else "/api/v1/keys"
    with api() as caller:
        made = caller.call("POST", path, body)
    until = f"until {made['expires_at'][:10]}" if made["expires_at"] else "until it is revoked"
    say(f"The key works {until} as {made['owner_email']}; it is shown this once.")
    print(made["key"])


@app.command("list")
def list_keys(as_json: JsonOption = False) -> None:
    """List the keys of an agency, the newest first."""
    with api() as caller:
        found = caller.all("/api/v1/keys")
    if as_json:
        print_json(found)
        return
    print_columns(
        (
            one["prefix"],
            _state(one),
            f"used {one['last_used_at'][:10]}" if one["last_used_at"] else "never used",
            one["owner_email"],
            f"{one['name']}  ({', '.join(one['scopes'])})",
        )
        for one in found
    )


@app.command(epilog="Example: `sayso key revoke Ab3dE6gH`")
def revoke(
    key: Annotated[str, typer.Argument(metavar="KEY", help="Its eight characters as listed, or its id.")],
) -> None:
    """Let a key work no more, at once."""
    with api() as caller:
        caller.call("DELETE", f"/api/v1/keys/{_found(caller, key)['id']}")
    say("The key works no more.")


def _found(caller: Caller, key: str) -> Any:
    wanted = key.removeprefix("sayso_").partition("_")[0]
    fits = [one for one in caller.all("/api/v1/keys") if wanted in {one["prefix"], one["id"]}]
    if not fits:
        raise InputError(f"There is no key {wanted[:60]}.", hint="`sayso key list` shows those there are.")
    return fits[0]


def _state(key: Any) -> str:
    if key["revoked_at"]:
        return "revoked"
    return f"until {key['expires_at'][:10]}" if key["expires_at"] else "does not expire"


def _scopes(given: list[str]) -> list[str]:
    known = {scope.value for scope in KEY_SCOPES}
    for scope in given:
        if scope not in known:
            raise InputError(f"There is no scope “{scope[:60]}”.", hint=f"There is {_SCOPES}.")
    return list(dict.fromkeys(given))


def _days(text: str) -> int | None:
    if text == "never":
        return None
    found = re.fullmatch(r"([1-9][0-9]{0,3})([dwy])", text, re.ASCII)
    if found is None:
        raise typer.BadParameter(
            f"“{text}” is no such time; write 30d, 12w, 1y or never", param_hint="--expires"
        )
    return int(found[1]) * _DAYS[found[2]]
