"""Begins a run, or takes it up again where whoever was at it is gone; says why where it must not go on."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.bots import repository as bots
from sayso.bots.run_queue import mutations, repository
from sayso.bots.run_queue.admission import Admission
from sayso.bots.run_queue.run_events import tell
from sayso.bots.tables import RunRow
from sayso.bots.types import Bot, BotStatus, Run, RunState, Version
from sayso.db.database import Database
from sayso.events.stream import Events
from sayso.jobs.types import Job

BY_HAND = {"manual", "rerun"}
MOST_LOST = 3
"""How often a run may be cut off before it is given up."""
CUT_OFF = "Whatever was running it ended without a word."
STOPPED = "Sayso was stopped, and took it up again later."
_NOW = text("clock_timestamp()")


@dataclass(frozen=True, slots=True)
class Begun:
    """An attempt that is ours: nobody else writes for it."""

    bot: Bot
    version: Version
    run: Run
    steps: dict[str, object]
    logged: int


@dataclass(frozen=True, slots=True)
class Refused:
    """A run that must not go on, and how it ends therefore."""

    run: Run
    state: RunState
    reason: str


class Beginning:
    """Begins runs."""

    def __init__(self, database: Database, events: Events, admission: Admission) -> None:
        self._database = database
        self._events = events
        self._admission = admission

    async def begin(self, job: Job) -> Begun | Refused | None:
        """The attempt that is begun; nothing where the run waits for something else, or has ended."""
        agency_id, run_id = job.agency_id, UUID(job.key)
        async with self._database.unit(agency_id) as session:
            row = await repository.row_of(session, agency_id, run_id, locks=True)
            if row is None or not _is_to_run(row):
                return None
            bot = await bots.bot_of(session, agency_id, row.bot_id)
            reason = await self._reason_against(session, job, row, bot)
            if reason is not None:
                return Refused(repository.run_of(row), *reason)
            assert bot is not None  # noqa: S101 - otherwise there was a reason
            version = await bots.version_of(session, bot, row.version)
            if version is None:
                return Refused(repository.run_of(row), RunState.FAILED, "Its version is gone.")
            if row.state == RunState.QUEUED and not may_run(bot, row):
                await mutations.set_run(session, row, admitted_at=None)
                await self._admission.admit_soon(session, bot)
                return None
            return await self._begun(session, row, bot, version)

    async def _begun(self, session: AsyncSession, row: RunRow, bot: Bot, version: Version) -> Begun:
        is_first = row.attempt == 0
        row = await mutations.set_run(
            session,
            row,
            state=RunState.RUNNING.value,
            attempt=row.attempt + 1,
            run_after=None,
            started_at=row.started_at or _NOW,
        )
        await mutations.begin_attempt(session, row)
        await tell(self._events, session, row)
        steps = [] if is_first else await repository.steps_of(session, row.agency_id, row.id)
        logged = 0 if is_first else await mutations.logged(session, row.agency_id, row.id)
        return Begun(bot, version, repository.run_of(row), {one.name: one.value for one in steps}, logged)

    async def _reason_against(
        self, session: AsyncSession, job: Job, row: RunRow, bot: Bot | None
    ) -> tuple[RunState, str] | None:
        """Why it must not be begun any more; an attempt that somebody else left is marked as lost."""
        is_cut_off = row.state == RunState.RUNNING
        error = CUT_OFF if job.attempt > 1 else STOPPED
        if is_cut_off:
            await mutations.end_attempt(session, row, "lost", error)
        if bot is None:
            return RunState.CANCELLED, "The bot was removed."
        if bot.user_id is None:
            return RunState.FAILED, "The person whom it acted for is gone. Give the bot another owner."
        if not is_cut_off:
            return None
        if not bot.policy.resumes:
            return RunState.FAILED, f"{error} This bot is not begun again then, so look at what it did."
        if error == CUT_OFF and await mutations.times_lost(session, row, CUT_OFF) > MOST_LOST:
            return RunState.FAILED, f"It was cut off {MOST_LOST + 1} times, and is not begun again."
        return None


def may_run(bot: Bot, row: RunRow) -> bool:
    """Whether its turn has come; runs of a bot that is paused wait until it is active again."""
    return bot.status is BotStatus.ACTIVE or row.is_test or row.cause["kind"] in BY_HAND


def _is_to_run(row: RunRow) -> bool:
    is_admitted = row.state == RunState.QUEUED and row.admitted_at is not None
    return is_admitted or row.state == RunState.RUNNING
