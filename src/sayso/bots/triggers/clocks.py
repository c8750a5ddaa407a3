"""Triggers of the clock: kept among the schedules while their bot is active, and runs when they are due.

Each tick is a job with the time at which it was due; what fell due while nobody worked comes as one tick. The
run is known by trigger and time, so that a job that is done twice makes it once.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sayso.bots import repository as bots
from sayso.bots.details import ByCron, ByInterval
from sayso.bots.ports import Spec
from sayso.bots.run_queue.errors import NotRunnableError
from sayso.bots.triggers import repository
from sayso.bots.triggers.ports import Starting
from sayso.bots.triggers.types import KeptTrigger
from sayso.bots.types import BotStatus, Cause
from sayso.db.database import Database
from sayso.jobs.types import Job
from sayso.schedules.recurrence import Cron, Every, Timing
from sayso.schedules.service import Schedules
from sayso.schedules.words import in_words

DUE = "bot-due"


def timing_of(spec: Spec) -> Timing | None:
    """When a trigger is due; none where no clock decides that.

    Raises:
        TimingError: when there is no such time.
    """
    match spec:
        case ByInterval(seconds=seconds):
            return Every(seconds)
        case ByCron(cron=cron, time_zone=zone):
            return Cron(cron, zone, is_sharp=True)
    return None


@dataclass(frozen=True, slots=True)
class Clocks:
    """Sets clocks, and begins runs when they strike."""

    database: Database
    schedules: Schedules
    runs: Starting

    async def set(self, session: AsyncSession, kept: KeptTrigger, *, on: bool, anew: bool = False) -> None:
        """Have a trigger be due from now on, or no more; one that goes already goes on, unless ``anew``."""
        timing, key = timing_of(kept.trigger.spec), str(kept.trigger.id)
        if timing is None:
            return
        if not on:
            await self.schedules.drop(session, kept.agency_id, DUE, key)
        elif anew or key not in await self.schedules.next_of(session, kept.agency_id, DUE, [key]):
            await self.schedules.set(session, kept.agency_id, DUE, key, timing)

    async def strike(self, job: Job) -> None:
        """Begin the run of a tick, if the trigger is still there and on."""
        trigger_id, due = UUID(job.key), str(job.data.get("due", ""))
        async with self.database.unit(job.agency_id) as session:
            kept = await repository.of_id(session, job.agency_id, trigger_id)
            timing = timing_of(kept.trigger.spec) if kept else None
            if kept is None or timing is None or not kept.trigger.is_on:
                return
            bot = await bots.bot_of(session, job.agency_id, kept.trigger.bot_id)
            if bot is None or bot.status is not BotStatus.ACTIVE:
                return
            said = in_words(timing)
            cause = Cause(
                kind="cron" if isinstance(kept.trigger.spec, ByCron) else "interval",
                trigger_id=trigger_id,
                text=f"{said[:1].upper()}{said[1:]}.",
                idempotency_key=f"clock {trigger_id} {due}",
            )
            try:
                await self.runs.start(session, bot, {"due": due}, cause)
            except NotRunnableError as error:
                await repository.change(session, job.agency_id, trigger_id, notice=said_of(error))
                return
            if kept.trigger.notice:
                await repository.change(session, job.agency_id, trigger_id, notice="")
            await repository.touch(session, job.agency_id, trigger_id)


def said_of(error: NotRunnableError) -> str:
    """Why a bot does not run, as a trigger says it."""
    return " ".join(filter(None, [error.message, error.hint]))
