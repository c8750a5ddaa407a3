"""Bots that begin when another one has come to its end."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sayso.bots import repository as bots
from sayso.bots.details import ByBot
from sayso.bots.run_queue.errors import InputTooLargeError, NotRunnableError
from sayso.bots.triggers import repository
from sayso.bots.triggers.clocks import said_of
from sayso.bots.triggers.depths import TOO_DEEP
from sayso.bots.triggers.ports import Starting
from sayso.bots.types import MOST_DEPTH, Bot, BotStatus, Cause, Run, RunState
from sayso.db.database import Database
from sayso.errors import NotFoundError
from sayso.jobs.queue import Jobs
from sayso.jobs.types import Job

OUTCOME = "bot-outcome"
GONE = "The bot that this waits for is gone. Bring it back, or choose another one."
_EVENTS = {
    RunState.SUCCESS: "success",
    RunState.FAILED: "failure",
    RunState.TIMED_OUT: "failure",
    RunState.CANCELLED: "cancelled",
}
_WORDS = {"success": "succeeded", "failure": "failed", "cancelled": "was stopped"}


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Passes on what became of runs."""

    database: Database
    jobs: Jobs
    runs: Starting

    async def ended(self, session: AsyncSession, bot: Bot, run: Run) -> None:
        """Have those bots begin that wait for this one, once its end is committed; called when a run ends.

        They begin in a transaction of their own: bots that wait for each other would lock each other.
        """
        event = _EVENTS.get(run.state)
        if event is None or run.is_test:
            return
        for trigger_id, spec in await repository.outcomes(session, bot.agency_id, bot.id):
            if spec.on in {event, "any"}:
                data = {"run": str(run.id)}
                await self.jobs.enqueue(session, OUTCOME, bot.agency_id, data, key=str(trigger_id))

    async def pass_on(self, job: Job) -> None:
        """Begin the run that follows another bot's."""
        agency_id, trigger_id, run_id = job.agency_id, UUID(job.key), UUID(job.data["run"])
        try:
            ended = await self.runs.wait(agency_id, run_id, 0)
        except NotFoundError:
            return
        async with self.database.unit(agency_id) as session:
            kept = await repository.of_id(session, agency_id, trigger_id)
            if kept is None or not kept.trigger.is_on or not isinstance(kept.trigger.spec, ByBot):
                return
            bot = await bots.bot_of(session, agency_id, kept.trigger.bot_id)
            before = await bots.bot_of(session, agency_id, ended.bot_id)
            if bot is None or before is None or bot.status is not BotStatus.ACTIVE:
                return
            if ended.cause.depth >= MOST_DEPTH:
                await repository.change(session, agency_id, trigger_id, notice=TOO_DEEP)
                return
            event = _EVENTS[ended.state]
            cause = Cause(
                kind="bot",
                trigger_id=trigger_id,
                text=f"{before.name} {_WORDS[event]}.",
                depth=ended.cause.depth + 1,
                idempotency_key=f"outcome {trigger_id} {run_id}",
            )
            given = {
                "event": event,
                "bot": {"id": str(before.id), "name": before.name},
                "run": str(run_id),
                "result": ended.output,
                "error": ended.error,
                "at": ended.ended_at.isoformat() if ended.ended_at else None,
            }
            try:
                await self._begin(session, bot, given, cause)
            except NotRunnableError as error:
                await repository.change(session, agency_id, trigger_id, notice=said_of(error))
                return
            if kept.trigger.notice:
                await repository.change(session, agency_id, trigger_id, notice="")
            await repository.touch(session, agency_id, trigger_id)

    async def _begin(self, session: AsyncSession, bot: Bot, given: dict[str, object], cause: Cause) -> None:
        """Begin it; a result that is too long to be handed on is left out."""
        try:
            await self.runs.start(session, bot, given, cause)
        except InputTooLargeError:
            await self.runs.start(session, bot, {**given, "result": None, "is_cut": True}, cause)
