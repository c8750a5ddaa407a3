"""Runs jobs on behalf of one connection to the queue, and tells the queue what became of each."""

import asyncio
import logging
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

import asyncpg
import orjson
from pgqueuer.domain.errors import RetryRequested
from pgqueuer.ports.driver import Driver

from sayso.jobs.failures import reason_of, trace_of
from sayso.jobs.types import Job, Kind, Pace

HELD = timedelta(seconds=1)
"""When to look again at a job that its former worker still holds."""
SOON = timedelta(seconds=0.2)
MORE_FAREWELLS = 3
"""How often ``given_up`` is tried again when it fails itself."""
KILLED = "It did not come to its end, however often it was begun."
_BEGIN = "select * from sayso_queue.begin($1)"
_FINISH = "select sayso_queue.finish($1, $2)"
_AGAIN = "select sayso_queue.again($1, $2, $3, $4)"
_log = logging.getLogger(__name__)


class End(StrEnum):
    """Why a job is ended from outside."""

    CANCELLED = "cancelled"
    STOPPING = "stopping"
    LOST = "lost"


@dataclass
class _Run:
    task: "asyncio.Task[None]"
    ended_by: End | None = None

    def end(self, by: End) -> None:
        self.ended_by = self.ended_by or by
        self.task.cancel()


class Running:
    """The jobs that run on one connection; whoever has the connection has their locks."""

    def __init__(self, connection: "asyncpg.Connection[asyncpg.Record]", driver: Driver, pace: Pace) -> None:
        self._connection = connection
        self._driver = driver
        self._pace = pace
        self._runs: dict[int, _Run] = {}
        self._cancelled: deque[int] = deque(maxlen=1000)
        self._is_open = True

    def close(self) -> None:
        """Begin nothing more."""
        self._is_open = False

    def cancel(self, number: int) -> None:
        """End one job for good, also one that is just about to begin."""
        if number in self._runs:
            self._runs[number].end(End.CANCELLED)
        else:
            self._cancelled.append(number)

    def end_all(self, by: End) -> None:
        """End whatever runs."""
        for run in list(self._runs.values()):
            run.end(by)

    async def ended(self, seconds: float) -> None:
        """Wait until nothing runs, but no longer than this."""
        if self._runs:
            await asyncio.wait({run.task for run in self._runs.values()}, timeout=seconds)

    async def perform(self, kind: Kind, entry: int) -> None:
        """Do the job behind an entry of the queue, if it is its turn."""
        job = await self._begun(entry)
        if job is None:
            return
        run = _Run(asyncio.create_task(self._do(kind, job)))
        self._runs[job.id] = run
        if job.id in self._cancelled:
            run.end(End.CANCELLED)
        try:
            await asyncio.wait({run.task})
        except asyncio.CancelledError:
            run.end(End.LOST)
            raise
        finally:
            del self._runs[job.id]
        await self._tell(kind, job, run)

    async def _begun(self, entry: int) -> Job | None:
        if not self._is_open:
            raise RetryRequested(timedelta())
        try:
            rows = await self._driver.fetch(_BEGIN, entry)
        except asyncpg.LockNotAvailableError:
            raise RetryRequested(SOON) from None
        except asyncpg.PostgresError:
            self._connection.terminate()
            raise
        if not rows:
            return None
        row: Mapping[str, Any] = rows[0]
        if row["state"] == "held":
            raise RetryRequested(HELD)
        return Job(
            row["id"],
            row["kind"],
            UUID(str(row["agency_id"])),
            row["key"],
            orjson.loads(row["data"]),
            row["attempt"],
        )

    async def _do(self, kind: Kind, job: Job) -> None:
        if job.attempt > kind.attempts:
            await self._give_up(kind, job, KILLED)
        else:
            await kind.handler(job)

    async def _tell(self, kind: Kind, job: Job, run: _Run) -> None:
        """Tell the queue; nothing where the connection is lost, since others take the job up then."""
        if run.ended_by is End.LOST or self._connection.is_closed():
            return
        if run.task.cancelled():
            if run.ended_by is End.CANCELLED:
                await self._ask_until(_FINISH, job.id, job.attempt)
            elif run.ended_by is End.STOPPING:
                await self._ask_until(_AGAIN, job.id, job.attempt, timedelta(), False)
            else:
                await self._failed(kind, job, asyncio.CancelledError())
            return
        error = run.task.exception()
        if error is None or run.ended_by is End.CANCELLED:
            await self._ask_until(_FINISH, job.id, job.attempt)
        else:
            await self._failed(kind, job, error)

    async def _failed(self, kind: Kind, job: Job, error: BaseException) -> None:
        """Have it tried again later, or give it up."""
        reason = reason_of(error)
        _log.warning(
            "%s %d failed in attempt %d of %d: %s (%s)",
            kind.name,
            job.id,
            job.attempt,
            kind.attempts,
            reason,
            trace_of(error),
        )
        if job.attempt < kind.attempts or not await self._is_given_up(kind, job, reason):
            delay = self._pace.delay(job.attempt)
            await self._ask_until(_AGAIN, job.id, job.attempt, delay, True)
        else:
            await self._ask_until(_FINISH, job.id, job.attempt)

    async def _is_given_up(self, kind: Kind, job: Job, reason: str) -> bool:
        """Give it up; one that cannot be given up comes back for that a few times."""
        if job.attempt > kind.attempts:
            return job.attempt >= kind.attempts + MORE_FAREWELLS
        try:
            await self._give_up(kind, job, reason)
        except Exception as error:  # noqa: BLE001 - whatever a handler raises, the queue goes on
            _log.warning(
                "%s %d cannot be given up: %s (%s)", kind.name, job.id, reason_of(error), trace_of(error)
            )
            return False
        return True

    async def _give_up(self, kind: Kind, job: Job, reason: str) -> None:
        if kind.given_up is not None:
            await kind.given_up(job, reason)

    async def _ask_until(self, query: str, *values: Any) -> None:
        """Say it until it is heard, for as long as there is a connection."""
        while not self._connection.is_closed():
            try:
                await self._driver.fetch(query, *values)
            except (asyncpg.LockNotAvailableError, asyncpg.DeadlockDetectedError):
                await asyncio.sleep(SOON.total_seconds())
            else:
                return
