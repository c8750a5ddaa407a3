"""Tries the code of a bot by its cases, in the sandbox and in worlds that are made up."""

import asyncio
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sayso.bots.details import BotDetails, Case
from sayso.bots.dry_run import sentences
from sayso.bots.dry_run.assertions import failure_of, is_waiting, wrong_with
from sayso.bots.dry_run.errors import WrongCaseError
from sayso.bots.dry_run.world.world import World
from sayso.bots.types import CaseResult, Report
from sayso.devloop.programs.facts import ModuleFacts
from sayso.sandbox.types import Entry, Limits, Outcome, Program, Sandbox

FILE = "bot.py"
LIMITS = Limits(wall_seconds=20.0, cpu_seconds=10)
_LONGEST_OUTPUT = 4_000
_ORDINALS = ("first", "second", "third")


async def try_cases(
    sandbox: Sandbox,
    code: str,
    details: BotDetails,
    cases: Sequence[Case],
    *,
    modules: Sequence[ModuleFacts],
    time_zone: str = "UTC",
) -> Report:
    """What became of each case; nothing real is read, changed or told.

    Raises:
        MachineError: when this machine has no sandbox.
    """
    bot = _Tried(sandbox, code, details, modules, time_zone)
    results = await asyncio.gather(*(bot.tried(case) for case in cases))
    return Report(tuple(results), datetime.now(UTC))


class _Tried:
    """A bot that is tried."""

    def __init__(
        self,
        sandbox: Sandbox,
        code: str,
        details: BotDetails,
        modules: Sequence[ModuleFacts],
        time_zone: str,
    ) -> None:
        self._sandbox = sandbox
        self._code = code
        self._details = details
        self._modules = modules
        self._time_zone = time_zone

    async def tried(self, case: Case) -> CaseResult:
        """What became of one case; of several runs the last one counts."""
        try:
            world = World(case, self._details, self._modules)
        except WrongCaseError as error:
            return CaseResult(case.name, ok=False, wrong=(error.message,))
        begun, output = time.monotonic(), ""
        wrong: tuple[str, ...] = ()
        done: tuple[str, ...] = ()
        for number in range(1, case.runs + 1):
            before = world.before()
            outcome = await self._run(case, world, number)
            output += outcome.output
            done = sentences.did(world, before, outcome)
            if number < case.runs and not outcome.ok and not is_waiting(outcome):
                wrong = (f"The {_ORDINALS[number - 1]} run failed with {failure_of(outcome)}.",)
                break
            wrong = wrong_with(case.expect, world, before, outcome) if number == case.runs else ()
        return CaseResult(
            case.name,
            ok=not wrong,
            wrong=wrong,
            output=output[:_LONGEST_OUTPUT],
            did=done,
            seconds=time.monotonic() - begun,
        )

    async def _run(self, case: Case, world: World, number: int) -> Outcome:
        config: dict[str, Any] = {one.name: one.default for one in self._details.config}
        about = {
            "run_id": f"case-{number}",
            "attempt": 1,
            "config": {**config, **case.given.config},
            "cause": {"kind": "manual", "text": f"The case “{case.name}”"},
            "steps": {},
            "now": world.now.isoformat(timespec="seconds"),
        }
        program = Program(self._code, Entry.BOT, case.given.input, FILE, self._time_zone, about)
        return await self._sandbox.run(program, world.network(), LIMITS)
