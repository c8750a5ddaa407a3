"""One connection per process that hears of new events, for all who follow a stream."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from uuid import UUID

import asyncpg

CHANNEL = "sayso_events"
LINGER_SECONDS = 30.0
"""How long the connection is kept when nobody follows any more."""
LONGEST_WAIT_SECONDS = 5.0
_SESSION = {
    "application_name": "sayso-events",
    "tcp_keepalives_idle": "10",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "3",
}
_BROKEN = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError)
_log = logging.getLogger(__name__)


class Listening:
    """Wakes followers; opened by the first one and closed some time after the last."""

    def __init__(self, dsn: str) -> None:
        self._dsn = dsn
        self._followers: dict[str, set[asyncio.Event]] = defaultdict(set)
        self._task: asyncio.Task[None] | None = None
        self._ready = asyncio.Event()
        self._stopped = False

    @property
    def is_stopped(self) -> bool:
        """Whether nobody may follow any more."""
        return self._stopped

    @contextmanager
    def following(self, stream: UUID) -> Iterator[asyncio.Event]:
        """An event that is set whenever there may be news of a stream."""
        wake, name = asyncio.Event(), str(stream)
        self._followers[name].add(wake)
        if self._task is None or self._task.done():
            self._ready.clear()
            self._task = asyncio.create_task(self._listen())
        try:
            yield wake
        finally:
            self._followers[name].discard(wake)
            if not self._followers[name]:
                del self._followers[name]

    async def ready(self) -> None:
        """Wait until news are heard."""
        await self._ready.wait()

    def stop(self) -> None:
        """Wake everybody for the last time."""
        self._stopped = True
        self._ready.set()
        self._wake_all()
        if self._task is not None:
            self._task.cancel()

    def _wake_all(self) -> None:
        for followers in self._followers.values():
            for wake in followers:
                wake.set()

    def _heard(self, *said: object) -> None:
        for wake in self._followers.get(str(said[3]), ()):
            wake.set()

    async def _listen(self) -> None:
        """Listen while somebody follows; whoever was not heard meanwhile is woken after a new connection."""
        waits = 0.1
        while self._followers:
            try:
                connection = await asyncpg.connect(self._dsn, server_settings=_SESSION)
            except _BROKEN as error:
                _log.warning("events cannot be listened to: %s", type(error).__name__)
                await asyncio.sleep(waits)
                waits = min(waits * 2, LONGEST_WAIT_SECONDS)
                continue
            lost = asyncio.Event()
            connection.add_termination_listener(lambda _, lost=lost: lost.set())
            try:
                await connection.add_listener(CHANNEL, self._heard)
                self._ready.set()
                self._wake_all()
                waits = 0.1
                while not lost.is_set() and self._followers:
                    with suppress(TimeoutError):
                        async with asyncio.timeout(LINGER_SECONDS):
                            await lost.wait()
            except _BROKEN as error:
                _log.warning("events are not heard for now: %s", type(error).__name__)
            finally:
                connection.terminate()
