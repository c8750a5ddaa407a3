"""``sayso bot list``, ``show``, ``code`` and ``versions``."""

from typing import Annotated, Any
from urllib.parse import urlencode

import typer

from sayso.cli.bots.lookup import BotArgument, address_of, bots_of, find_bot
from sayso.cli.bots.terminal_text import line, say_questions, say_reaches, say_requirements, short
from sayso.cli.console import JsonOption, print_columns, print_json
from sayso.cli.server_connection import running_server
from sayso.errors import InputError

VersionOption = Annotated[
    int | None, typer.Option("--version", min=1, help="The number of a version; the newest that counts.")
]


def list_bots(
    status: Annotated[
        str, typer.Option("--status", help="Only those that are draft, active, paused or error.")
    ] = "",
    as_json: JsonOption = False,
) -> None:
    """List bots with how they are doing."""
    server = running_server()
    bots = bots_of(server, f"?{urlencode({'status': status})}" if status else "")
    if as_json:
        print_json(bots)
        return
    print_columns(_cells(bot) for bot in bots)


def show(bot: BotArgument, as_json: JsonOption = False) -> None:
    """Show what a bot does, what it may reach, what sets it off, and how it is doing."""
    server = running_server()
    found = find_bot(server, bot)
    if as_json:
        print_json({**found, "address": address_of(server, found)})
        return
    line(f"{found['name']} · {_standing(found)}", "bold")
    line(found["description"] or found["asked"])
    if found["notice"]:
        line(found["notice"], "yellow")
    say_requirements(found["requirements"])
    say_reaches(found["reaches"], [_trigger(one) for one in found["triggers"]])
    say_questions(found["questions"])
    for field in found["config_fields"]:
        value = found["config"].get(field["name"], field["default"])
        line(f"  {field['name']} = {value!r}  {field['label']}")
    line(_counted(found["counters"]))
    if found["approvals"]:
        line(f"{found['approvals']} questions wait for somebody: `sayso bot approve`.", "yellow")
    line(address_of(server, found))


def code(bot: BotArgument, version: VersionOption = None) -> None:
    """Print the code of a bot."""
    server = running_server()
    found = find_bot(server, bot)
    kept = server.call("GET", f"/api/v1/bots/{found['id']}/versions/{number_of(found, version)}")
    print(kept["code"], end="" if kept["code"].endswith("\n") else "\n")


def versions(bot: BotArgument, as_json: JsonOption = False) -> None:
    """List the versions of a bot, the newest first."""
    server = running_server()
    found = find_bot(server, bot)
    kept = server.all(f"/api/v1/bots/{found['id']}/versions")
    if as_json:
        print_json(kept)
        return
    passed = {True: "cases pass", False: "cases fail", None: "not tested"}
    print_columns(
        (
            str(one["number"]),
            one["created_at"][:19].replace("T", " "),
            one["status"],
            passed[one["ok"]],
            one["author"],
            short(one["note"]),
        )
        for one in kept
    )


def number_of(bot: Any, version: int | None) -> int:
    """The version that is meant: this one, or the candidate, or the active one."""
    number = version or bot["candidate"] or bot["version"]
    if number is None:
        raise InputError("This bot has no version yet.", hint="It is being made, or it could not be made.")
    return int(number)


def _cells(bot: Any) -> tuple[str, ...]:
    runs = bot["counters"]["runs"]
    return (
        bot["id"][:8],
        _standing(bot),
        f"{runs} run{'' if runs == 1 else 's'}" + (f", {bot['counters']['errors']} failed" if runs else ""),
        short(bot["name"], 40),
        short("; ".join(_trigger(one) for one in bot["triggers"])),
    )


def _standing(bot: Any) -> str:
    stage = bot["stage"] if bot["stage"] not in {"idle", "ready"} else ""
    return f"{bot['status']}, {stage}" if stage else str(bot["status"])


def _trigger(trigger: Any) -> Any:
    return trigger["words"] if trigger["is_on"] else f"{trigger['words']} (off)"


def _counted(counters: Any) -> str:
    if not counters["runs"]:
        return "It did not run yet."
    average = counters["average_seconds"]
    took = f", {average:.1f} s on average" if average is not None else ""
    return f"{counters['runs']} runs, {counters['errors']} failed{took}; last: {counters['last_state']}."
