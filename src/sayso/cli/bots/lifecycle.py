"""``sayso bot activate``, ``pause``, ``test`` and ``remove``."""

from typing import Annotated, Any

import typer

from sayso.cli.bots.inspection import VersionOption, number_of
from sayso.cli.bots.lookup import BotArgument, find_bot
from sayso.cli.bots.terminal_text import line, say_report, say_without_address
from sayso.cli.console import JsonOption, print_json
from sayso.cli.server_connection import running_server


def activate(
    bot: BotArgument,
    version: VersionOption = None,
    anyway: Annotated[
        str, typer.Option("--anyway", metavar="REASON", help="Why it may run although cases fail.")
    ] = "",
) -> None:
    """Let a bot run from now on; its cases have to pass."""
    server = running_server()
    found = find_bot(server, bot)
    body: dict[str, Any] = {} if version is None else {"version": version}
    if anyway:
        body["anyway"] = anyway
    active = server.call("POST", f"/api/v1/bots/{found['id']}/activate", body, timeout=600)
    line(f"“{active['name']}” is active with version {active['version']}.", "green")
    for one in active["triggers"]:
        line(f"  {one['words']}")
        say_without_address(active, one)


def pause(bot: BotArgument) -> None:
    """Let nothing set a bot off until it is activated again."""
    server = running_server()
    found = find_bot(server, bot)
    server.call("POST", f"/api/v1/bots/{found['id']}/pause")
    line(f"“{found['name']}” is paused; `sayso bot activate {found['id'][:8]}` lets it go on.")


def try_cases(bot: BotArgument, version: VersionOption = None, as_json: JsonOption = False) -> None:
    """Run the cases of a bot in a world that is made up; it ends with 1 where one fails."""
    server = running_server()
    found = find_bot(server, bot)
    number = number_of(found, version)
    tested = server.call("POST", f"/api/v1/bots/{found['id']}/versions/{number}/test", timeout=600)
    if as_json:
        print_json(tested["report"])
    else:
        say_report(tested["report"])
    if not (tested["report"] and tested["report"]["ok"]):
        raise typer.Exit(1)


def remove(bot: BotArgument) -> None:
    """Remove a bot; for 30 days Studio can bring it back."""
    server = running_server()
    found = find_bot(server, bot)
    server.call("DELETE", f"/api/v1/bots/{found['id']}")
    line(f"“{found['name']}” is removed.")
