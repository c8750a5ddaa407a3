"""An agency whose jobs are done, by workers in this process and in others."""

import asyncio
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg

from sayso.db.database import Database
from sayso.jobs.queue import Jobs
from sayso.jobs.types import Pace
from tests.support.warm import Forked

QUICK = Pace(
    heartbeat=timedelta(seconds=1),
    poll=timedelta(seconds=0.2),
    grace=timedelta(seconds=0.3),
    retry=timedelta(seconds=0.05),
)
"""A worker that notices everything soon."""


@dataclass
class Place:
    """A database with an agency, and a table where jobs of other processes write what they did."""

    database: Database
    admin: "asyncpg.Connection[asyncpg.Record]"
    agency: UUID

    def jobs(self, pace: Pace = QUICK) -> Jobs:
        """The queue, as another process would open it."""
        return Jobs(self.database, pace)

    async def put(self, kind: str = "work", key: str | None = None, **data: object) -> None:
        """Enqueue a job in a transaction of its own."""
        async with self.database.unit(self.agency) as session:
            await self.jobs().enqueue(session, kind, self.agency, data, key=key)

    async def left(self) -> int:
        """Jobs and entries of the queue that are still there."""
        count: int = await self.admin.fetchval(
            "select (select count(*) from jobs) + (select count(*) from sayso_queue.pgqueuer)"
        )
        return count

    async def is_empty(self) -> bool:
        """Whether nothing is left to be done."""
        return await self.left() == 0

    async def told(self) -> list[str]:
        """What jobs of other processes wrote, in order."""
        return [row["said"] for row in await self.admin.fetch("select said from told order by id")]

    @asynccontextmanager
    async def process(self, name: str) -> AsyncIterator["subprocess.Popen[bytes]"]:
        """A worker in another process, which can be killed."""
        process = await asyncio.to_thread(Forked[bytes], ["tests.jobs.other", self.database.dsn, name])
        try:
            yield process
        finally:
            if process.poll() is None:
                process.terminate()
            await asyncio.to_thread(process.wait, 30)


async def until(condition: Callable[[], Awaitable[Any]] | Callable[[], Any], seconds: float = 30) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(seconds):
        while True:
            holds = condition()
            if isinstance(holds, Awaitable):
                holds = await holds
            if holds:
                return
            await asyncio.sleep(0.02)
