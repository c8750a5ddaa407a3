"""The queue: jobs go in within the transaction of whoever asks, and are done by workers.

A job may run more than once, when its worker died before the end was noted. What must happen once is done in
one transaction together with ``finish``.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sayso.db.database import Database
from sayso.errors import ConflictError
from sayso.jobs import repository
from sayso.jobs.types import GivenUp, Handler, Job, Kind, Pace


class JobEndedError(ConflictError):
    """The job is no longer this attempt's to end: it was cancelled, or another worker took it up."""

    code = "job_ended"


class Jobs:
    """The queue of one database."""

    def __init__(self, database: Database, pace: Pace | None = None) -> None:
        self._database = database
        self._pace = pace or Pace()
        self._kinds: dict[str, Kind] = {}

    def handle(
        self,
        kind: str,
        handler: Handler,
        *,
        attempts: int = 3,
        concurrency: int = 10,
        given_up: GivenUp | None = None,
    ) -> None:
        """Say who does jobs of a kind; at most ``concurrency`` at a time in each worker."""
        if kind in self._kinds:
            raise AssertionError(f"“{kind}” is handled twice.")
        self._kinds[kind] = Kind(kind, handler, attempts, concurrency, given_up)

    async def enqueue(
        self,
        session: AsyncSession,
        kind: str,
        agency_id: UUID,
        data: dict[str, Any],
        *,
        key: str | None = None,
        delay: timedelta | None = None,
        unless_waiting: bool = False,
    ) -> None:
        """Have something done once the session's transaction is committed.

        Jobs of one kind and key run one after the other, in the order in which they were enqueued. With
        ``unless_waiting`` nothing is added where one of the key waits that nobody has begun; two transactions
        that ask at once may add one each.
        """
        if unless_waiting and key is not None and await repository.is_waiting(session, kind, agency_id, key):
            return
        await repository.add(session, kind, agency_id, data, key=key, delay=delay or timedelta())

    async def finish(self, session: AsyncSession, job: Job) -> None:
        """Note that a job is done, in the same transaction as what it did; it never runs again then.

        Raises:
            JobEndedError: when it was cancelled or taken up by another worker meanwhile.
        """
        if not await repository.end(session, job):
            raise JobEndedError("This was stopped, or taken over, before it came to its end.")

    async def cancel(self, kind: str, key: str) -> None:
        """Drop the jobs of a key, and end the one that runs, wherever it does."""
        async with self._database.system() as session:
            await repository.cancel(session, kind, key)

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """Take jobs until the block ends; then finish what runs, or give back what takes too long."""
        from sayso.jobs.worker import Worker

        worker = Worker(self._database.dsn, self._kinds, self._pace)
        task = asyncio.create_task(worker.run())
        try:
            yield
        finally:
            await worker.stop()
            await task
