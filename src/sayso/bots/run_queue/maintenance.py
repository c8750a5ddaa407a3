"""Looks for runs that were forgotten, and lets go of those that are old; in all agencies."""

import asyncio
import logging
import time
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import CursorResult, text
from sqlalchemy.exc import SQLAlchemyError

from sayso.bots import repository as bots
from sayso.bots.run_queue import repository
from sayso.bots.run_queue.admission import Admission
from sayso.bots.run_queue.run_completion import Ending
from sayso.bots.types import RunState
from sayso.db.database import Database

SECONDS_BETWEEN = 15.0
DROP_SECONDS = 6 * 3_600.0
DEAD_DAYS = 90
"""How long a run that failed for good is kept where nobody looked at it."""
_AT_ONCE = 2_000
_log = logging.getLogger(__name__)
_WAITING = text(
    """
    select r.agency_id, r.bot_id from bot_runs r join bots b on b.id = r.bot_id
    where r.state = 'queued' and r.admitted_at is null and b.deleted_at is null
      and coalesce(r.run_after, r.created_at) < clock_timestamp() - make_interval(secs => :age)
      and (b.status = 'active' or r.is_test or r.cause ->> 'kind' in ('manual', 'rerun'))
    group by r.agency_id, r.bot_id, b.policy
    having (
      select count(*) from bot_runs o where o.bot_id = r.bot_id
        and o.state in ('queued', 'running') and o.admitted_at is not null
    ) < coalesce((b.policy ->> 'at_once')::integer, 4)
    limit :most
    """
)
_JOBLESS = text(
    """
    select r.agency_id, r.bot_id, r.id from bot_runs r
    where r.state in ('queued', 'running') and r.admitted_at < clock_timestamp() - make_interval(secs => :age)
      and not exists (
        select from jobs j where j.kind in ('bot-run', 'bot-run-slow') and j.key = r.id::text
      )
    limit :most
    """
)
_HAS_JOB = text(
    "select exists (select from jobs where agency_id = :agency and key = :key "
    "and kind in ('bot-run', 'bot-run-slow'))"
)
_ORPHANED = text(
    """
    select r.agency_id, r.id from bot_runs r join bots b on b.id = r.bot_id
    where b.deleted_at is not null and r.state = 'queued' and r.admitted_at is null
    union
    select r.agency_id, r.id from bot_approvals a
      join bot_runs r on r.id = a.run_id and r.state = 'waiting' join bots b on b.id = r.bot_id
    where b.deleted_at is not null and a.decision is null
    limit :most
    """
)
_DROP = text(
    """
    delete from bot_runs where id in (
      select r.id from bot_runs r join bots b on b.id = r.bot_id
      where r.ended_at < now() - make_interval(days => coalesce((b.policy ->> 'keep_days')::integer, 30))
        and (not r.is_dead or r.ended_at < now() - make_interval(days => :dead))
      limit :most
    )
    """
)


@dataclass(frozen=True, slots=True)
class Sweeping:
    """Keeps runs from being stuck, and the database from being full."""

    database: Database
    admission: Admission
    ending: Ending

    async def mend(self, age: float = SECONDS_BETWEEN) -> int:
        """See to it that whatever may run has a job, where it should have had one for this long; how many."""
        values = {"age": age, "most": _AT_ONCE}
        async with self.database.system() as session:
            waiting = (await session.execute(_WAITING, values)).all()
            jobless = (await session.execute(_JOBLESS, values)).all()
            orphaned = (await session.execute(_ORPHANED, {"most": _AT_ONCE})).all()
        for row in waiting:
            await self.admit(row.agency_id, row.bot_id)
        for row in jobless:
            await self._queue(row.agency_id, row.bot_id, row.id)
        for row in orphaned:
            await self._drop(row.agency_id, row.id)
        return len(waiting) + len(jobless) + len(orphaned)

    async def drop(self) -> None:
        """Let go of runs that are older than their bots keep them, and of bots removed long ago."""
        count = _AT_ONCE
        while count == _AT_ONCE:
            async with self.database.system() as session:
                dropped = await session.execute(_DROP, {"dead": DEAD_DAYS, "most": _AT_ONCE})
            count = dropped.rowcount if isinstance(dropped, CursorResult) else 0

    async def keep_swept(self) -> None:
        """Do both for as long as a server runs; it must not fail of it."""
        dropped_at = float("-inf")
        while True:
            try:
                await self.mend()
                if time.monotonic() - dropped_at > DROP_SECONDS:
                    await self.drop()
                    dropped_at = time.monotonic()
            except (OSError, SQLAlchemyError) as error:
                _log.warning("runs of bots could not be looked through: %s", type(error).__name__)
            await asyncio.sleep(SECONDS_BETWEEN)

    async def admit(self, agency_id: UUID, bot_id: UUID) -> None:
        """Give out the places of a bot that are free."""
        async with self.database.unit(agency_id) as session:
            await self.admission.hold(session, bot_id)
            bot = await bots.bot_of(session, agency_id, bot_id)
            if bot is not None:
                await self.admission.admit(session, bot)

    async def _queue(self, agency_id: UUID, bot_id: UUID, run_id: UUID) -> None:
        """Have a run done for which nothing stands in the queue; also one whose bot was removed."""
        async with self.database.unit(agency_id) as session:
            row = await repository.row_of(session, agency_id, run_id, locks=True)
            bot = await bots.bot_of(session, agency_id, bot_id) or await bots.bot_of(
                session, agency_id, bot_id, is_deleted=True
            )
            if bot is None or row is None or row.admitted_at is None or row.ended_at is not None:
                return
            has_job = await session.execute(_HAS_JOB, {"agency": agency_id, "key": str(run_id)})
            if not has_job.scalar_one():
                await self.admission.queue(session, bot, run_id)

    async def _drop(self, agency_id: UUID, run_id: UUID) -> None:
        async with self.database.unit(agency_id) as session:
            row = await repository.row_of(session, agency_id, run_id)
        if row is not None and row.state in {RunState.QUEUED, RunState.WAITING}:
            await self.ending.cancel(repository.run_of(row), "The bot was removed.")
