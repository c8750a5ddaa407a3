"""Takes jobs from the queue until it is told to stop.

Whoever runs a job holds an advisory lock on the worker's one connection, and loses it with the connection. So
no other worker begins the job while this one lives, and this one ends what it runs when the connection is
lost. PgQueuer's heartbeat says when to look whether a worker is gone.
"""

import asyncio
import logging
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta

import asyncpg
from pgqueuer.adapters.drivers.asyncpg import AsyncpgDriver
from pgqueuer.domain.errors import PgqException
from pgqueuer.ports.driver import Driver

from sayso.jobs.dispatcher import Dispatcher, dispatcher_over
from sayso.jobs.failures import reason_of, trace_of
from sayso.jobs.job_runner import End, Running
from sayso.jobs.queue_status import APPLICATION
from sayso.jobs.types import Kind, Pace

CANCELLED = "sayso_cancel"
LAST_SECONDS = 5.0
"""How long a job may take to end after it was cancelled."""
LONGEST_WAIT_SECONDS = 5.0
LOOK_SECONDS = 0.1
"""How often a worker looks whether it still has its connection."""
MEND_SECONDS = 600.0
_SESSION = {
    "application_name": APPLICATION,
    "timezone": "UTC",
    "lock_timeout": "3000",
    "synchronous_commit": "off",
    "enable_seqscan": "off",
    "jit": "off",
    "tcp_keepalives_idle": "10",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "3",
}
"""A crash of PostgreSQL may lose that a job was begun or done; it runs again then. Tables here grow and
shrink too quickly for what PostgreSQL knows of their size."""
_BROKEN = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, PgqException)
_log = logging.getLogger(__name__)


class Worker:
    """One worker, with one connection of its own."""

    def __init__(self, dsn: str, kinds: Mapping[str, Kind], pace: Pace) -> None:
        self._dsn = dsn
        self._kinds = kinds
        self._pace = pace
        self._stopping = asyncio.Event()
        self._running: Running | None = None
        self._dispatcher: Dispatcher | None = None

    async def run(self) -> None:
        """Take jobs until ``stop``; connect anew where the connection is lost."""
        waits = 0.1
        while not self._stopping.is_set():
            try:
                connection = await asyncpg.connect(self._dsn, server_settings=_SESSION)
            except _BROKEN as error:
                _log.warning("the queue cannot be reached: %s", reason_of(error))
                waits = min(waits * 2, LONGEST_WAIT_SECONDS)
            else:
                waits = 0.1
                await self._work_on(connection)
            with suppress(TimeoutError):
                async with asyncio.timeout(waits):
                    await self._stopping.wait()

    async def stop(self) -> None:
        """Take no more; wait for what runs, then cancel it and give it back."""
        self._stopping.set()
        running = self._running
        if running is None:
            return
        running.close()
        if self._dispatcher is not None:
            self._dispatcher.shutdown.set()
        await running.ended(self._pace.grace.total_seconds())
        running.end_all(End.STOPPING)
        await running.ended(LAST_SECONDS)

    async def _work_on(self, connection: "asyncpg.Connection[asyncpg.Record]") -> None:
        """Take jobs on this connection until it is lost or the worker is told to stop."""
        driver = AsyncpgDriver(connection)
        self._running = running = Running(connection, driver, self._pace)
        self._dispatcher = dispatcher_over(driver, self._kinds, running.perform)
        beside = (asyncio.create_task(_mend(driver)), asyncio.create_task(_watch(connection, running)))
        try:
            await driver.add_listener(CANCELLED, lambda number: running.cancel(int(number)))
            if not self._stopping.is_set():
                await self._dispatch(self._dispatcher)
        except Exception as error:  # noqa: BLE001 - whatever PgQueuer raises, a worker goes on
            if not self._stopping.is_set():
                _log.warning("the queue is lost for now: %s (%s)", reason_of(error), trace_of(error))
        finally:
            for task in beside:
                task.cancel()
            connection.terminate()
            running.end_all(End.LOST)
            await running.ended(LAST_SECONDS)
            self._running = self._dispatcher = None

    async def _dispatch(self, dispatcher: Dispatcher) -> None:
        """Run PgQueuer's loop; what does not end although it was cancelled is left behind."""
        loop = asyncio.create_task(
            dispatcher.run(
                dequeue_timeout=self._pace.poll,
                heartbeat_timeout=self._pace.heartbeat,
                log_aggregation_interval=timedelta(),
                shutdown_on_listener_failure=True,
            )
        )
        stopping = asyncio.create_task(self._stopping.wait())
        try:
            await asyncio.wait({loop, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if not loop.done():
                patience = self._pace.grace.total_seconds() + 2 * LAST_SECONDS
                await asyncio.wait({loop}, timeout=patience)
            if loop.done():
                await loop
        finally:
            stopping.cancel()
            loop.cancel()


async def _mend(driver: Driver) -> None:
    """See to it that what waits is in the queue, now and then."""
    while True:
        with suppress(*_BROKEN):
            await driver.execute("select sayso_queue.mend()")
        await asyncio.sleep(MEND_SECONDS)


async def _watch(connection: "asyncpg.Connection[asyncpg.Record]", running: Running) -> None:
    """End what runs when the connection is lost; its driver does not tell of every way to lose one."""
    while not connection.is_closed():  # noqa: ASYNC110 - nothing tells of it
        await asyncio.sleep(LOOK_SECONDS)
    running.end_all(End.LOST)
