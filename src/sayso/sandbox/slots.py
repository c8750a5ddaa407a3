"""How many programs run at once: what turns out to take long makes room for what does not."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

PATIENCE_SECONDS = 4.0
"""After which a program that still runs takes a place among those that take long."""
LONG_PER_SLOT = 4
"""Programs that take long mostly wait for somebody's answer; so many of them are beside each slot."""


class Slots:
    """So many slots, and places beside them for programs that take long; those move when there is one."""

    def __init__(self, slots: int, long: int, patience: float = PATIENCE_SECONDS) -> None:
        self._slots = asyncio.Semaphore(slots)
        self._long = asyncio.Semaphore(long)
        self._patience = patience

    @classmethod
    def of(cls, parallel: int) -> "Slots":
        """All slots of a machine that runs so many programs at once."""
        return cls(parallel, parallel * LONG_PER_SLOT)

    @classmethod
    def share_of(cls, parallel: int) -> "Slots":
        """Three quarters of them, for those who must leave room to others."""
        return cls(max(1, parallel * 3 // 4), max(1, parallel * LONG_PER_SLOT * 3 // 4))

    @asynccontextmanager
    async def held(self) -> AsyncIterator[None]:
        """Have a slot for as long as the block lasts, or a place among those that take long."""
        await self._slots.acquire()
        moving = asyncio.create_task(self._move())
        try:
            yield
        finally:
            has_moved = not moving.cancel()
            (self._long if has_moved else self._slots).release()

    async def _move(self) -> None:
        """Give the slot back for a place beside, once it is held for long."""
        await asyncio.sleep(self._patience)
        await self._long.acquire()
        self._slots.release()
