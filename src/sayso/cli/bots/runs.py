"""``sayso bot run``, ``runs``, ``logs``, ``cancel`` and ``rerun``."""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from sayso.cli.bots.lookup import BotArgument, RunArgument, find_bot, find_run, find_run_or_last
from sayso.cli.bots.terminal_text import line, run_cells
from sayso.cli.console import JsonOption, console, print_columns, print_json, read_json
from sayso.cli.server_connection import running_server
from sayso.cli.turn_display import clean
from sayso.errors import InputError, OperationError
from sayso.main.local import RunningServer

EXAMPLES = (
    'Examples: `sayso bot run "late orders" --wait` · `sayso bot run sync --input \'{"day": 3}\' --follow` · '
    "`sayso bot run sync --input @day.json`"
)
ENDED = frozenset({"success", "failed", "cancelled", "timed_out"})
_WAIT_SECONDS = 4 * 3_600.0
_LOOK_SECONDS = 0.2

Input = Annotated[
    str | None, typer.Option("--input", metavar="JSON|@FILE", help="What it is given: JSON, or @ and a file.")
]
Wait = Annotated[bool, typer.Option("--wait", help="Wait for the end; print what it gave, as JSON.")]
Follow = Annotated[bool, typer.Option("--follow", "-f", help="Print the log as it is written, to the end.")]


def run(
    bot: BotArgument,
    *,
    given: Input = None,
    wait: Wait = False,
    follow: Follow = False,
    key: Annotated[
        str, typer.Option("--key", help="What is run once: the same key gives the run that is there.")
    ] = "",
    test: Annotated[
        int | None, typer.Option("--test", metavar="VERSION", min=1, help="Try a version that is not active.")
    ] = None,
) -> None:
    """Run a bot now. With --wait or --follow it ends with 1 where the run fails."""
    server = running_server()
    found = find_bot(server, bot)
    body: dict[str, Any] = {"input": input_of(given)}
    if key:
        body["idempotency_key"] = key
    if test is not None:
        body |= {"version": test, "is_test": True}
    begun = server.call("POST", f"/api/v1/bots/{found['id']}/runs", body)
    _until_over(server, begun, wait=wait, follow=follow)


def rerun(run: RunArgument, *, given: Input = None, wait: Wait = False, follow: Follow = False) -> None:
    """Run again what was run before, with the same input or another one."""
    server = running_server()
    body = {} if given is None else {"input": input_of(given)}
    begun = server.call("POST", f"/api/v1/runs/{find_run(server, run)['id']}/rerun", body)
    _until_over(server, begun, wait=wait, follow=follow)


def runs(
    bot: Annotated[str, typer.Argument(metavar="[BOT]", help="Only those of this bot.")] = "",
    *,
    state: Annotated[str, typer.Option("--state", help="Only those in this state, such as failed.")] = "",
    dead: Annotated[
        bool, typer.Option("--dead", help="Only those that failed and want looking after.")
    ] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, help="How many.")] = 20,
    as_json: JsonOption = False,
) -> None:
    """List runs, the newest first."""
    server = running_server()
    query = [f"bot={find_bot(server, bot)['id']}"] if bot else []
    query += [f"state={state}"] if state else []
    query += ["dead=true"] if dead else []
    found = server.all("/api/v1/runs" + (f"?{'&'.join(query)}" if query else ""), most=limit)
    if as_json:
        print_json(found)
        return
    print_columns(run_cells(one) for one in found)


def logs(
    which: Annotated[
        str, typer.Argument(metavar="BOT|RUN", help="A bot, whose last run is meant, or the id of a run.")
    ],
    *,
    follow: Follow = False,
) -> None:
    """Print what a run wrote."""
    server = running_server()
    shown = find_run_or_last(server, which)
    line(f"{shown['id']} · {shown['state']} · attempt {shown['attempt']}", "dim")
    _print_log(shown)
    if follow and shown["state"] not in ENDED:
        shown = _followed(server, shown)
    if shown["error"]:
        line(shown["error"], "red")


def cancel(run: RunArgument) -> None:
    """End a run, with everything that it started."""
    server = running_server()
    ended = server.call("POST", f"/api/v1/runs/{find_run(server, run)['id']}/cancel")
    line(f"Run {ended['id'][:8]} is {ended['state']}.")


def input_of(given: str | None) -> Any:
    """The JSON that was given, in words or in a file."""
    if given is None:
        return None
    if given.startswith("@"):
        return read_json(Path(given[1:]))
    try:
        return json.loads(given)
    except json.JSONDecodeError as error:
        raise InputError(
            f"--input is not JSON: line {error.lineno}, column {error.colno}: {error.msg}.",
            hint='Texts stand in double quotes, as in \'{"day": "Monday"}\'; or give a file with @.',
        ) from error


def _until_over(server: RunningServer, begun: Any, *, wait: bool, follow: bool) -> None:
    if not wait and not follow:
        line(f"Run {begun['id'][:8]} is {begun['state']}: `sayso bot logs {begun['id'][:8]} --follow`.")
        return
    shown = _followed(server, begun) if follow else _waited(server, begun)
    if wait and shown["state"] == "success":
        print_json(shown["output"])
    _say_end(shown)
    if shown["state"] in ENDED - {"success"}:
        raise typer.Exit(1)


def _waited(server: RunningServer, begun: Any) -> Any:
    until = time.monotonic() + _WAIT_SECONDS
    with console.status("Running"):
        while time.monotonic() < until:
            shown = server.call("GET", f"/api/v1/runs/{begun['id']}")
            if shown["state"] in ENDED | {"waiting"}:
                return shown
            time.sleep(_LOOK_SECONDS)
    raise OperationError("It still runs.", hint=f"`sayso bot runs` shows it: {begun['id']}.")


def _followed(server: RunningServer, begun: Any) -> Any:
    """Print the rest of a log while it is written; the run as it is at its end, or when it asks somebody."""
    shown = server.call("GET", f"/api/v1/runs/{begun['id']}")
    after = begun.get("follow_after")
    if after is None:
        _print_log(shown)
        after = shown["follow_after"]
    if shown["state"] in ENDED | {"waiting"}:
        return shown
    for kind, data in _events(server, begun["id"], after):
        if kind == "log":
            _write(data["text"])
        elif kind == "run" and data["state"] in ENDED | {"waiting"}:
            break
    return server.call("GET", f"/api/v1/runs/{begun['id']}")


def _events(server: RunningServer, run_id: str, after: int) -> Iterator[tuple[str, Any]]:
    for _, event in server.follow(f"/api/v1/runs/{run_id}/events", after):
        yield event["kind"], event["data"]


def _print_log(run: Any) -> None:
    for one in run["log"]:
        _write(one["text"])


def _write(text: str) -> None:
    sys.stdout.write(clean(text) + ("" if text.endswith("\n") else "\n"))
    sys.stdout.flush()


def _say_end(run: Any) -> None:
    if run["state"] == "success":
        line(f"Done in {run['seconds']:.1f} s.", "green")
    elif run["state"] == "waiting":
        asked = next((one["text"] for one in run["approvals"] if one["decision"] is None), "")
        line(f"It waits for somebody: {asked}", "yellow")
        line(f"Decide with `sayso bot approve {run['id'][:8]}` or `--reject`.")
    else:
        line(run["error"] or f"It is {run['state']}.", "red")
        line(f"`sayso bot rerun {run['id'][:8]}` runs it again.")
