"""``sayso bot approve``: decide what runs ask."""

from typing import Annotated, Any

import typer

from sayso.cli.bots.lookup import NAMED, find_bot
from sayso.cli.bots.terminal_text import line, short
from sayso.cli.console import JsonOption, print_columns, print_json
from sayso.cli.server_connection import running_server
from sayso.errors import InputError
from sayso.main.local import RunningServer

EXAMPLES = (
    "Examples: `sayso bot approve` lists what waits · `sayso bot approve refunds` · "
    '`sayso bot approve 3f2a8c01 --reject --comment "too much"`'
)


def approve(
    which: Annotated[
        str, typer.Argument(metavar="[BOT|RUN]", help="Whose question is meant; without it they are listed.")
    ] = "",
    *,
    reject: Annotated[bool, typer.Option("--reject", help="Say no.")] = False,
    comment: Annotated[str, typer.Option("--comment", help="What is said to it.")] = "",
    as_json: JsonOption = False,
) -> None:
    """List what runs ask people, or decide one; the run goes on at once."""
    server = running_server()
    waiting = server.all("/api/v1/approvals?open=true")
    if not which:
        if as_json:
            print_json(waiting)
            return
        print_columns(
            (one["run_id"][:8], one["asked_at"][:19].replace("T", " "), one["bot_name"], short(one["text"]))
            for one in waiting
        )
        return
    found = _meant(server, waiting, which)
    body = {"approved": not reject, "comment": comment}
    decided = server.call("POST", f"/api/v1/approvals/{found['id']}", body)
    if as_json:
        print_json(decided)
        return
    line(f"{'Rejected' if reject else 'Approved'}: {decided['text']}")


def _meant(server: RunningServer, waiting: list[Any], which: str) -> Any:
    """The only question of the run, or of the bot, that is named."""
    words = which.lower()
    found = [one for one in waiting if one["run_id"].startswith(words) or one["id"].startswith(words)]
    if not found:
        bot = find_bot(server, which)
        found = [one for one in waiting if one["bot_id"] == bot["id"]]
    if len(found) == 1:
        return found[0]
    if not found:
        raise InputError(f"“{which}” asks nothing.", hint="`sayso bot approve` lists what waits.")
    listed = ", ".join(one["run_id"][:8] for one in found[:NAMED])
    raise InputError(f"“{which}” asks {len(found)} things.", hint=f"Name the run: {listed}.")
