"""``sayso bot create`` and ``say``: a conversation at whose end there is a bot that was tried."""

import sys
import time
from typing import Annotated, Any

import typer

from sayso.cli.bots.lookup import BotArgument, address_of, find_bot
from sayso.cli.bots.terminal_text import (
    line,
    say_questions,
    say_reaches,
    say_report,
    say_requirements,
    say_without_address,
)
from sayso.cli.console import JsonOption, console, print_json, read_text
from sayso.cli.server_connection import running_server
from sayso.errors import InputError, OperationError
from sayso.main.local import RunningServer

EXAMPLES = (
    'Examples: `sayso bot create "every day at 8, tell me which invoices are overdue"` · '
    '`sayso bot create "watch https://api.example/price.json and tell me when the price is above 90" '
    "--yes --activate`"
)
_MAKING_SECONDS = 1_200.0
_LOOK_SECONDS = 0.3
_BUSY = frozenset({"reading", "writing", "testing", "healing"})
_GO_ON = "Go ahead."

Assume = Annotated[
    bool, typer.Option("--yes", "-y", help="Ask nothing: what is not said is assumed, and said afterwards.")
]
Activate = Annotated[bool, typer.Option("--activate", help="Let it run from now on, without asking.")]


def create(
    text: Annotated[str, typer.Argument(help="What it is to do, in words, or - for standard input.")],
    *,
    name: Annotated[str, typer.Option("--name", help="What it is called.")] = "",
    yes: Assume = False,
    activate: Activate = False,
    as_json: JsonOption = False,
) -> None:
    """Make a bot from words: answer what is asked, look at what came of it, let it run.

    A number picks an answer that is offered; an empty line takes the first one.
    """
    server, words = running_server(), read_text(text).strip()
    if not words:
        raise InputError(
            "There are no words.",
            hint='Say what it is to do, as in "every day, tell me which invoices are overdue".',
        )
    body = {"description": words, **({"name": name} if name else {})}
    bot = server.call("POST", "/api/v1/bots", body)
    _talked(server, bot["id"], yes=yes, activate=activate, as_json=as_json)


def say(
    bot: BotArgument,
    text: Annotated[str, typer.Argument(help="What is to be different, or an answer; - for standard input.")],
    *,
    yes: Assume = False,
    activate: Activate = False,
    as_json: JsonOption = False,
) -> None:
    """Say what is to be different about a bot, or go on with the conversation about it."""
    server, words = running_server(), read_text(text).strip()
    if not words:
        raise InputError("There are no words.", hint="Say what is to be different.")
    found = find_bot(server, bot)
    server.call("POST", f"/api/v1/bots/{found['id']}/words", {"text": words})
    _talked(server, found["id"], yes=yes, activate=activate, as_json=as_json)


def _talked(server: RunningServer, bot_id: str, *, yes: bool, activate: bool, as_json: bool) -> None:
    """Follow the making of a bot, answer for it, show it, activate it."""
    bot = _settled(server, bot_id)
    while bot["stage"] == "asking" and bot["questions"]:
        if yes:
            server.call("POST", f"/api/v1/bots/{bot_id}/words", {"text": _GO_ON})
        else:
            answers = _answers(bot)
            server.call("POST", f"/api/v1/bots/{bot_id}/words", {"answers": answers})
        bot = _settled(server, bot_id)
    if bot["stage"] == "failed":
        raise _failed(bot)
    number = bot["candidate"] or bot["version"]
    if number is None:
        raise OperationError("Nothing came of it.", hint=f"Look at {address_of(server, bot)}.")
    version = server.call("GET", f"/api/v1/bots/{bot_id}/versions/{number}")
    _show(bot, version)
    if bot["candidate"] is not None and (activate or _agreed()):
        bot = server.call(
            "POST", f"/api/v1/bots/{bot_id}/activate", {"version": bot["candidate"]}, timeout=600
        )
    _say_where(server, bot)
    if as_json:
        print_json({**bot, "address": address_of(server, bot), "report": version["report"]})


def _settled(server: RunningServer, bot_id: str) -> Any:
    """Wait until nothing is being made, saying how far it is."""
    until, said = time.monotonic() + _MAKING_SECONDS, ""
    with console.status("Reading your words") as status:
        while time.monotonic() < until:
            bot = server.call("GET", f"/api/v1/bots/{bot_id}")
            if bot["stage"] not in _BUSY:
                return bot
            if bot["progress"] and bot["progress"] != said:
                said = bot["progress"]
                status.update(said)
                line(said, "dim")
            time.sleep(_LOOK_SECONDS)
    raise OperationError("It is still being made.", hint=f"`sayso bot show {bot_id}` says when it is done.")


def _answers(bot: Any) -> dict[str, str]:
    """What a person answers, question by question."""
    answers = {}
    for question in bot["questions"]:
        say_questions([question])
        answers[question["id"]] = _answer(bot, question)
    return answers


def _answer(bot: Any, question: Any) -> str:
    suggestions = question["suggestions"]
    while True:
        try:
            said = input("> " if sys.stdin.isatty() else "").strip()
        except EOFError:
            raise InputError(
                f"{bot['name']} waits for an answer: {question['text']}",
                hint=f'Give it with `sayso bot say {bot["id"]} "…"`, or --yes to have it assumed.',
            ) from None
        if said.isdecimal() and 0 < int(said) <= len(suggestions):
            return str(suggestions[int(said) - 1])
        if said:
            return said
        if suggestions:
            return str(suggestions[0])
        line("Say something, please.", "yellow")


def _failed(bot: Any) -> InputError:
    tried = " · ".join(f"“{one}”" for one in bot["suggestions"])
    way = f'Say it otherwise with `sayso bot say {bot["id"]} "…"`.'
    return InputError(bot["notice"] or "It could not be made.", hint=f"Try {tried}. {way}" if tried else way)


def _show(bot: Any, version: Any) -> None:
    line(f"\n{bot['name']}", "bold")
    line(version["details"]["description"] or bot["description"] or bot["asked"])
    say_requirements(bot["requirements"])
    say_reaches(version["reaches"], [one["words"] for one in bot["triggers"]])
    say_report(version["report"])


def _agreed() -> bool:
    if not sys.stdin.isatty():
        return False
    return typer.confirm("Activate it?", err=True)


def _say_where(server: RunningServer, bot: Any) -> None:
    if bot["status"] == "active":
        line(f"“{bot['name']}” is active. {address_of(server, bot)}", "green")
        for one in bot["triggers"]:
            say_without_address(bot, one)
    else:
        line(f"“{bot['name']}” is not active yet: `sayso bot activate {bot['id'][:8]}`.")
