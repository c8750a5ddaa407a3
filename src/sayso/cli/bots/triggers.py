"""``sayso bot trigger``: what sets a bot off."""

from typing import Annotated, Any

import typer

from sayso.cli.bots.lookup import BotArgument, find_bot
from sayso.cli.bots.terminal_text import line
from sayso.cli.console import JsonOption, print_columns, print_json
from sayso.cli.server_connection import running_server
from sayso.cli.times import seconds_of
from sayso.errors import InputError
from sayso.main.local import RunningServer

EXAMPLES = (
    "Examples: `sayso bot trigger sync` lists them · `sayso bot trigger sync --every 15m` · "
    '`sayso bot trigger sync --cron "0 8 * * 1-5" --time-zone Europe/Berlin` · '
    "`sayso bot trigger sync --webhook` prints an address and a secret, this once · "
    "`sayso bot trigger sync --new-address` replaces the address"
)


def trigger(
    bot: BotArgument,
    *,
    every: Annotated[
        str, typer.Option("--every", metavar="TIME", help="Again and again, such as 15m, 1d.")
    ] = "",
    cron: Annotated[str, typer.Option("--cron", help="At the times of a cron expression.")] = "",
    time_zone: Annotated[str, typer.Option("--time-zone", help="The time zone of the expression.")] = "UTC",
    webhook: Annotated[bool, typer.Option("--webhook", help="When an address of its own is called.")] = False,
    unsigned: Annotated[
        bool, typer.Option("--unsigned", help="Callers of the address need not sign what they send.")
    ] = False,
    new_address: Annotated[
        bool, typer.Option("--new-address", help="Give its webhook a new address, and print it.")
    ] = False,
    secret: Annotated[
        bool, typer.Option("--secret", help="Give callers of its address a new secret, and print it.")
    ] = False,
    remove: Annotated[str, typer.Option("--remove", metavar="ID", help="Remove this one.")] = "",
    as_json: JsonOption = False,
) -> None:
    """List what sets a bot off, add to it, or remove something."""
    server = running_server()
    found = find_bot(server, bot)
    path = f"/api/v1/bots/{found['id']}/triggers"
    spec = _spec(every, cron, time_zone, webhook=webhook, unsigned=unsigned)
    if remove:
        gone = _of(found["triggers"], remove)
        server.call("DELETE", f"/api/v1/triggers/{gone['id']}")
        line(f"Removed: {gone['words']}.")
    elif new_address:
        _print_address(server, found)
    elif secret:
        _print_secret(server, found)
    elif spec is not None:
        _print_made(server.call("POST", path, {"spec": spec}), as_json=as_json)
    elif as_json:
        print_json(found["triggers"])
    else:
        print_columns(
            (one["id"][:8], "on" if one["is_on"] else "off", one["words"], _answers(one))
            for one in found["triggers"]
        )


def _spec(every: str, cron: str, time_zone: str, *, webhook: bool, unsigned: bool) -> Any:
    """What is to be added, if anything is."""
    if sum(map(bool, (every, cron, webhook))) > 1:
        raise InputError("One at a time.", hint="Give --every, --cron or --webhook.")
    if every:
        return {"kind": "interval", "seconds": seconds_of(every)}
    if cron:
        return {"kind": "cron", "cron": cron, "time_zone": time_zone}
    return {"kind": "webhook", "signed": not unsigned} if webhook else None


def _print_made(made: Any, *, as_json: bool) -> None:
    if as_json:
        print_json(made)
        return
    line(f"Added: {made['words']}.")
    if made["address"]:
        line("It is called here; the address is shown this once:")
        print(made["address"])
    if made["secret"]:
        line("Callers sign with this; it is shown this once:")
        print(made["secret"])


def _print_address(server: RunningServer, bot: Any) -> None:
    made = server.call("POST", f"/api/v1/triggers/{_webhook(bot)['id']}/address")
    line("It is called here from now on, and nowhere else; the address is shown this once:")
    print(made["address"])


def _print_secret(server: RunningServer, bot: Any) -> None:
    made = server.call("POST", f"/api/v1/triggers/{_webhook(bot)['id']}/secret")
    line("Callers sign with this from now on; it is shown this once:")
    print(made["secret"])


def _webhook(bot: Any) -> Any:
    hooks = [one for one in bot["triggers"] if one["kind"] == "webhook"]
    if len(hooks) != 1:
        raise InputError(f"It has {len(hooks) or 'no'} webhooks.", hint="Add one with --webhook.")
    return hooks[0]


def _answers(trigger: Any) -> str:
    if trigger["kind"] != "webhook" or trigger["has_address"]:
        return ""
    return "no address yet: --new-address makes one"


def _of(triggers: list[Any], wanted: str) -> Any:
    found = [one for one in triggers if one["id"].startswith(wanted.lower())]
    if len(found) != 1:
        raise InputError(f"There is no such trigger “{wanted}”.", hint="List them without an option.")
    return found[0]
