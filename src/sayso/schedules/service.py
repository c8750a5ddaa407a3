"""Schedules: what is due again and again, and the loop that queues a job whenever it is.

A tick is dropped while a job of the same kind and key waits or runs. Ticks that were missed while nobody
worked make one job together. Any number of processes may run the loop: each due row is taken by one of them.
"""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.db.database import Database
from sayso.schedules import repository
from sayso.schedules.recurrence import Timing, TimingError, timing_of

LONGEST_WAIT_SECONDS = 1.0
"""After which it is looked again, should something have been set that is due sooner."""
SHORTEST_WAIT_SECONDS = 0.02
_log = logging.getLogger(__name__)


class Schedules:
    """The schedules of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def set(
        self, session: AsyncSession, agency_id: UUID, kind: str, key: str, timing: Timing, *, on: bool = True
    ) -> datetime:
        """Have jobs of a kind queued for a key from now on, in place of what was set before; when first."""
        next_at = timing.next_after(await repository.now(session), key)
        kept = timing.as_json()
        await repository.keep(session, agency_id, kind, key, timing=kept, is_on=on, next_at=next_at)
        return next_at

    async def drop(self, session: AsyncSession, agency_id: UUID, kind: str, key: str) -> None:
        """Have no more queued for this key."""
        await repository.drop(session, agency_id, kind, key)

    async def next_of(
        self, session: AsyncSession, agency_id: UUID, kind: str, keys: Sequence[str]
    ) -> dict[str, datetime]:
        """When these keys are due next; those that are not are left out."""
        return await repository.next_of(session, agency_id, kind, keys)

    async def tick(self) -> int:
        """Queue a job for everything that is due; how much that was."""
        count = 0
        while True:
            async with self._database.system() as session:
                taken = await repository.due(session)
                if taken:
                    await repository.move(session, taken, [_next(one) for one in taken])
                    await repository.enqueue(session, taken)
            count += len(taken)
            if len(taken) < repository.MOST_AT_ONCE:
                return count

    async def keep_scheduled(self) -> None:
        """Look what is due for as long as this process works; it must not fail of the database."""
        while True:
            wait: float | None = None
            try:
                await self.tick()
                async with self._database.system() as session:
                    wait = await repository.seconds_to_next(session)
            except (OSError, SQLAlchemyError) as error:
                _log.warning("what is due could not be looked up: %s", type(error).__name__)
            soon = LONGEST_WAIT_SECONDS if wait is None else wait
            await asyncio.sleep(min(max(soon, SHORTEST_WAIT_SECONDS), LONGEST_WAIT_SECONDS))


def _next(due: repository.Due) -> datetime | None:
    try:
        return timing_of(due.timing).next_after(due.now, due.key)
    except TimingError as error:
        _log.warning("%s %s is due no more: %s", due.kind, due.key, error.message)
        return None
