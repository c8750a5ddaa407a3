"""Taking turns: one change of a module at a time, and patience with locks that others hold."""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

import asyncpg

from sayso.errors import ConflictError, OperationError

T = TypeVar("T")

Progress = Callable[[str, float], None]
"""Told what is being done, in a sentence, and the share of the whole that is done (0 to 1)."""

BUSY = (asyncpg.LockNotAvailableError, asyncpg.DeadlockDetectedError, asyncpg.SerializationError)
"""Somebody else was in the way; the same may well succeed in a moment."""

_SPACE = 1_401_203
"""First half of the key of our advisory locks; the second is a hash of the prefix."""
_FIRST_PAUSE = 0.05
_LONGEST_PAUSE = 1.0


class BusyError(OperationError):
    """Others hold what a change needs."""

    code = "busy"


@asynccontextmanager
async def turn(dsn: str, prefix: str, *, wait: float = 0.0) -> AsyncIterator[None]:
    """Hold the right to change the module with this prefix; it goes with the connection, so a crash frees it.

    The lock is asked for again and again rather than waited for: a session that waits inside a statement
    would hold up every index that is built meanwhile.

    Raises:
        ConflictError: when another process is still changing it after ``wait`` seconds.
    """
    connection = await asyncpg.connect(dsn, server_settings={"application_name": "sayso-turn"})
    try:
        deadline = time.monotonic() + wait
        while not await connection.fetchval("select pg_try_advisory_lock($1, hashtext($2))", _SPACE, prefix):
            if time.monotonic() >= deadline:
                raise ConflictError(
                    "This application is being changed right now.",
                    hint="Wait until that change is through, then look at the plan again.",
                )
            await asyncio.sleep(0.1)
        yield
    finally:
        await connection.close()


async def patiently(attempt: Callable[[], Awaitable[T]], *, seconds: float, doing: str, hint: str = "") -> T:
    """Try until it is done; pauses grow, so that requests pass in between.

    Raises:
        BusyError: when others are still in the way after so many seconds of trying.
    """
    deadline = time.monotonic() + seconds
    pause = _FIRST_PAUSE
    while True:
        try:
            return await attempt()
        except BUSY as error:
            if time.monotonic() + pause > deadline:
                raise BusyError(
                    f"{doing} could not be done: something else has used the same rows for a long time.",
                    hint=hint or "Nothing was changed. Try again when less is going on.",
                ) from error
        await asyncio.sleep(pause * random.uniform(0.7, 1.3))  # noqa: S311 - spreads attempts, nothing secret
        pause = min(pause * 1.5, _LONGEST_PAUSE)
