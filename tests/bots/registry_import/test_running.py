"""An older bot runs in the sandbox as it did before, without what stands below its guard."""

from sayso.bots.registry_import.code import look_at
from sayso.bots.registry_import.wrapper import wrapped
from sayso.sandbox.service import OsSandbox
from sayso.sandbox.types import Entry, Program
from sayso.settings import Settings

CODE = """from __future__ import annotations
from dataclasses import dataclass


@dataclass
class Order:
    total: float


async def main(config, data):
    return {"sum": Order(data["total"]).total + config["step"]}


if __name__ == "__main__":
    raise SystemExit("this is no part of a bot")
"""


async def test_an_older_bot_gives_what_it_gave() -> None:
    code = wrapped(CODE, "bots/a/bot.py", look_at(CODE).entry)
    about = {
        "run_id": "r",
        "attempt": 1,
        "config": {"step": 3},
        "cause": {"kind": "manual", "text": ""},
        "steps": {},
    }
    async with OsSandbox.cold(Settings()).open() as sandbox:
        outcome = await sandbox.run(Program(code, Entry.BOT, {"total": 2}, "bot.py", about=about))
    assert (outcome.ending, outcome.result) == ("ok", {"sum": 5})
