"""The command that shows who did what."""

import re
import sys
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any
from urllib.parse import urlencode

import typer

from sayso.cli.console import JsonOption, print_json
from sayso.cli.server_connection import api

_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_WIDEST = 60


def audit(
    *,
    since: Annotated[
        str, typer.Option("--since", metavar="TIME", help="From then on: 30m, 24h, 7d, or 2026-05-31.")
    ] = "",
    actor: Annotated[
        str, typer.Option("--actor", help="Whose doing: an address, a name, key or operator.")
    ] = "",
    action: Annotated[
        str, typer.Option("--action", help="What was done, such as module or user.created.")
    ] = "",
    resource: Annotated[str, typer.Option("--resource", help="To what kind of thing, such as api_key.")] = "",
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many at most.")] = 100,
    as_json: JsonOption = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="All of it as a table, however long.")] = False,
) -> None:
    """Show who did what in an agency, the newest first."""
    said = {"since": _moment(since), "actor": actor, "action": action, "resource": resource}
    wanted = {name: value for name, value in said.items() if value}
    with api() as caller:
        if as_csv:
            table = caller.download(f"/api/v1/audit/export?{urlencode(wanted | {'format': 'csv'})}")
            sys.stdout.buffer.write(table)
            return
        found = caller.all(f"/api/v1/audit?{urlencode(wanted)}", most=limit)
    if as_json:
        print_json(found)
        return
    for one in found:
        who = one["actor_name"] or one["actor_kind"]
        what = one["resource_name"] or one["resource_id"]
        print(f"{one['at'][:19].replace('T', ' ')}  {who}  {one['action']}  {what}{_changes(one)}")


def _changes(entry: Any) -> str:
    if not entry["action"].endswith(".changed"):
        return ""
    pairs = ((name, pair) for name, pair in entry["changes"].items() if isinstance(pair, list))
    said = (f"{name}: {' → '.join(_short(value) for value in pair)}" for name, pair in pairs)
    return "  (" + ", ".join(said) + ")"


def _short(value: Any) -> str:
    text = "none" if value is None else str(value)
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…"


def _moment(text: str) -> str:
    if not text:
        return ""
    found = re.fullmatch(r"([0-9]{1,4})([mhdw])", text, re.ASCII)
    if found:
        return (datetime.now(UTC) - timedelta(**{_UNITS[found[2]]: int(found[1])})).isoformat()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        message = f"“{text}” is no such time; write 30m, 24h, 7d or 2026-05-31"
        raise typer.BadParameter(message, param_hint="--since") from error
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat()
