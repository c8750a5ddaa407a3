"""Bots and runs by what people call them."""

from typing import Annotated, Any
from uuid import UUID

import typer

from sayso.errors import InputError
from sayso.main.local import RunningServer

BotArgument = Annotated[str, typer.Argument(metavar="BOT", help="Its id, its name, or words of it.")]
RunArgument = Annotated[str, typer.Argument(metavar="RUN", help="The id of a run, or its beginning.")]
NAMED = 5
_RECENT = 500


def bots_of(server: RunningServer, query: str = "") -> list[Any]:
    """All bots, the newest first."""
    return server.all(f"/api/v1/bots{query}")


def find_bot(server: RunningServer, wanted: str) -> Any:
    """The bot of this id, of this name, or the only one whose name or description has these words."""
    if is_id(wanted):
        return server.call("GET", f"/api/v1/bots/{wanted}")
    bots, words = bots_of(server), wanted.strip().lower()
    found = [bot for bot in bots if bot["name"].lower() == words] or [
        bot
        for bot in bots
        if words in f"{bot['name']} {bot['description']} {bot['asked']}".lower()
        or bot["id"].startswith(words)
    ]
    if len(found) == 1:
        return server.call("GET", f"/api/v1/bots/{found[0]['id']}")
    if not found:
        raise InputError(f"There is no bot “{wanted}”.", hint="`sayso bot list` shows them.")
    listed = ", ".join(f"{bot['id'][:8]} {bot['name']}" for bot in found[:NAMED])
    raise InputError(f"Several bots fit “{wanted}”: {listed}.", hint="Say more of its name, or its id.")


def find_run(server: RunningServer, wanted: str) -> Any:
    """The run of this id, or the only recent one whose id begins so."""
    if is_id(wanted):
        return server.call("GET", f"/api/v1/runs/{wanted}")
    found = _begun_so(server, wanted)
    if len(found) == 1:
        return server.call("GET", f"/api/v1/runs/{found[0]['id']}")
    problem = f"Several runs begin with “{wanted}”." if found else f"There is no run “{wanted}”."
    raise InputError(problem, hint="`sayso bot runs` shows them.")


def find_run_or_last(server: RunningServer, wanted: str) -> Any:
    """The run whose id it is, or the last one of the bot that it names."""
    if is_id(wanted) and all(bot["id"] != wanted.lower() for bot in bots_of(server)):
        return find_run(server, wanted)
    if len(begun := _begun_so(server, wanted)) == 1:
        return server.call("GET", f"/api/v1/runs/{begun[0]['id']}")
    bot = find_bot(server, wanted)
    last = server.call("GET", f"/api/v1/bots/{bot['id']}/runs?limit=1")["items"]
    if not last:
        raise InputError("It did not run yet.", hint=f"Run it with `sayso bot run {bot['id'][:8]}`.")
    return server.call("GET", f"/api/v1/runs/{last[0]['id']}")


def _begun_so(server: RunningServer, wanted: str) -> list[Any]:
    runs = server.all("/api/v1/runs", most=_RECENT)
    return [run for run in runs if wanted and run["id"].startswith(wanted.lower())]


def is_id(text: str) -> bool:
    """Whether it is a whole id."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def address_of(server: RunningServer, bot: Any) -> str:
    """Where a bot is seen in a browser."""
    return f"http://localhost:{server.port}/bots/{bot['id']}"
