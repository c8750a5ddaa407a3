"""Does the jobs of runs: begins an attempt, runs the program in the sandbox, and ends the attempt."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, replace
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError

from sayso.bots.run_queue import mutations, repository
from sayso.bots.run_queue.attempt_start import Beginning, Begun, Refused
from sayso.bots.run_queue.live import LiveLog
from sayso.bots.run_queue.run_completion import Ending
from sayso.bots.run_queue.values import MOST_OUTPUT
from sayso.bots.run_queue.verdicts import Verdict, verdict_against, verdict_of
from sayso.bots.types import Bot, Run, RunState, Version
from sayso.db.database import Database
from sayso.devloop.programs.ports import Requests
from sayso.devloop.programs.secret_mask import Mask
from sayso.events.stream import Events
from sayso.jobs.failures import reason_of, trace_of
from sayso.jobs.lanes import Lanes
from sayso.jobs.types import Job
from sayso.sandbox.slots import Slots
from sayso.sandbox.types import Limits, Network, Outcome, Program, Sandbox
from sayso.settings import MEBIBYTE

Prepared: TypeAlias = tuple[Program, Network, Limits]
Prepare: TypeAlias = Callable[[Bot, Version, Run], Awaitable[Prepared]]
"""Gives what is run, with what it may reach; ``about``, time and lengths are filled in here."""
OF_BOT, OF_RUN = "bot", "bot-run"
"""Under which kinds requests are kept."""
MOST_WRITTEN = 16 * MEBIBYTE
"""Bytes that a run may write before it is ended; far less is kept."""
CPU_SHARE = 0.5
"""Of the time that a bot may take, what it may spend on computing."""
LOOK_SECONDS = 5.0
"""How often an attempt looks whether the run is still its own."""
SETTLE_SECONDS = 4.0
"""How long an end may take after its worker was told to stop."""
_BROKEN = (OSError, SQLAlchemyError)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Performing:
    """Performs runs, those of quick bots in lanes."""

    database: Database
    events: Events
    sandbox: Sandbox
    requests: Requests
    prepare: Prepare
    beginning: Beginning
    ending: Ending
    lanes: Lanes
    slots: Slots

    async def perform(self, job: Job) -> None:
        """Do a run of a bot that is quick as far as is known."""
        await self.lanes.run(job.agency_id, UUID(job.data["bot"]), self.perform_slow(job))

    async def perform_slow(self, job: Job) -> None:
        """Do a run of a bot that is known to take long."""
        begun = await self.beginning.begin(job)
        if isinstance(begun, Refused):
            await settled(self.ending.refuse(job, begun.run, begun.state, begun.reason))
        elif begun is not None:
            await self._perform(job, begun)

    async def give_up(self, job: Job, reason: str) -> None:
        """End a run that cannot even be begun or ended, for a reason of ours."""
        async with self.database.unit(job.agency_id) as session:
            row = await repository.row_of(session, job.agency_id, UUID(job.key))
        if row is not None and row.ended_at is None and row.state != RunState.WAITING:
            await self.ending.refuse(job, repository.run_of(row), RunState.FAILED, reason)

    async def _perform(self, job: Job, begun: Begun) -> None:
        run = begun.run
        try:
            prepared = await self._prepared(begun)
        except _BROKEN:
            raise
        except Exception as error:  # noqa: BLE001 - whatever keeps a run from being prepared is why it failed
            _log.warning("a run could not be prepared: %s (%s)", reason_of(error), trace_of(error))
            await settled(self.ending.end(job, run, verdict_against(error)))
            return
        mask = Mask(prepared[1].secrets)
        log = LiveLog(self.database, self.events, run, mask, begun.logged)
        try:
            async with log.kept():
                verdict = await self._verdict(begun, prepared, log, mask)
        except asyncio.CancelledError:
            await settled(log.flush())
            raise
        if verdict is not None:
            await settled(self.ending.end(job, run, verdict, log.rest()))

    async def _prepared(self, begun: Begun) -> Prepared:
        bot, run = begun.bot, begun.run
        program, network, limits = await self.prepare(bot, begun.version, run)
        return (
            replace(program, input=run.input, about={**about_of(begun), **program.about}),
            network,
            replace(
                limits,
                wall_seconds=bot.policy.timeout,
                cpu_seconds=max(limits.cpu_seconds, int(bot.policy.timeout * CPU_SHARE)),
                output_bytes=max(limits.output_bytes, MOST_WRITTEN),
                result_bytes=max(limits.result_bytes, 2 * MOST_OUTPUT),
            ),
        )

    async def _verdict(self, begun: Begun, prepared: Prepared, log: LiveLog, mask: Mask) -> Verdict | None:
        """How the program ended; none where the run went on without this attempt."""
        try:
            outcome = await self._while_ours(begun.run, log, self._run(prepared, log))
        except _BROKEN:
            raise
        except Exception as error:  # noqa: BLE001 - whatever keeps a program from running is why it failed
            _log.warning("a run could not be run: %s (%s)", reason_of(error), trace_of(error))
            return verdict_against(error)
        if outcome is None:
            return None
        outcome = mask.outcome(outcome)
        await self._note(begun.run, outcome)
        return verdict_of(outcome, begun.version.code)

    async def _run(self, prepared: Prepared, log: LiveLog) -> Outcome:
        """Run a program when bots have a slot, which leaves some to all else that runs in the sandbox."""
        async with self.slots.held():
            return await self.sandbox.run(*prepared, log.hear)

    async def _while_ours(self, run: Run, log: LiveLog, work: Coroutine[Any, Any, Outcome]) -> Outcome | None:
        """Do it for as long as the run is this attempt's; nothing where it is no more."""
        task = asyncio.create_task(work)
        stale = asyncio.create_task(self._stale(run, log))
        try:
            await asyncio.wait({task, stale}, return_when=asyncio.FIRST_COMPLETED)
            return await task if task.done() else None
        finally:
            stale.cancel()
            task.cancel()
            await asyncio.gather(task, stale, return_exceptions=True)

    async def _stale(self, run: Run, log: LiveLog) -> None:
        """Come to an end when the run is somebody else's."""
        is_ours = True
        while is_ours and not log.is_stale.is_set():
            try:
                async with asyncio.timeout(LOOK_SECONDS):
                    await log.is_stale.wait()
            except TimeoutError:
                is_ours = await self._is_ours(run)

    async def _is_ours(self, run: Run) -> bool:
        try:
            async with self.database.unit(run.agency_id) as session:
                return await mutations.is_mine(session, run.agency_id, run.id, run.attempt)
        except _BROKEN:
            return True

    async def _note(self, run: Run, outcome: Outcome) -> None:
        """Keep what the program asked of the network; that this fails is no reason to run it again."""
        try:
            for kind, owner in ((OF_BOT, run.bot_id), (OF_RUN, run.id)):
                await self.requests.note(run.agency_id, kind, owner, outcome.requests)
        except _BROKEN as error:
            _log.warning("requests of a run could not be kept: %s", type(error).__name__)


def about_of(begun: Begun) -> dict[str, Any]:
    """What a bot is told of its run."""
    run = begun.run
    first = run.started_at or run.created_at
    return {
        "run_id": str(run.id),
        "attempt": run.attempt,
        "config": {one.name: one.default for one in begun.version.details.config} | begun.bot.config,
        "cause": {"kind": run.cause.kind, "text": run.cause.text},
        "steps": begun.steps,
        "now": first.isoformat(timespec="seconds"),
    }


async def settled(work: Coroutine[Any, Any, Any]) -> None:
    """Do it to its end, also where whoever asked is told to stop meanwhile."""
    task = asyncio.create_task(work)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait({task}, timeout=SETTLE_SECONDS)
        if not task.done():
            task.cancel()
        raise
