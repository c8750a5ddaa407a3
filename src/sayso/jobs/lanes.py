"""Who runs next: what is slow waits in a lane of its own, and no agency takes all hands."""

import asyncio
import time
from collections import OrderedDict, defaultdict
from collections.abc import Coroutine
from typing import Any, TypeVar
from uuid import UUID

T = TypeVar("T")
SLOW_SECONDS = 4.0
"""A block that took longer the last time waits for others like it; one that takes longer now makes room."""
MOST_REMEMBERED = 5_000


class Lanes:
    """Hands of one process: ``quick`` for what is done soon, and ``slow`` for what is known not to be.

    An agency has at most two thirds of the quick hands. Whatever turns out to be slow gives its quick hand
    back and goes on, so that what waits behind it goes on, too; the next time it takes the slow lane.
    """

    def __init__(self, quick: int = 12, slow: int = 4) -> None:
        self._quick = asyncio.Semaphore(quick)
        self._slow = asyncio.Semaphore(slow)
        self._share = max(1, quick * 2 // 3)
        self._agencies: dict[UUID, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(self._share))
        self._known_slow: OrderedDict[UUID, None] = OrderedDict()

    async def run(self, agency_id: UUID, block_id: UUID, run: Coroutine[Any, Any, T]) -> T:
        """Run it when it is its turn."""
        task: asyncio.Task[T] | None = None
        began = 0.0
        try:
            if block_id in self._known_slow:
                async with self._slow:
                    began = time.monotonic()
                    task = asyncio.create_task(run)
                    return await task
            async with self._agencies[agency_id], self._quick:
                began = time.monotonic()
                task = asyncio.create_task(run)
                await asyncio.wait({task}, timeout=SLOW_SECONDS)
            return await task
        finally:
            if task is None:
                run.close()
            elif not task.done():
                task.cancel()
                await asyncio.wait({task})
            if task is not None:
                self._remember(block_id, time.monotonic() - began)

    def _remember(self, block_id: UUID, seconds: float) -> None:
        if seconds < SLOW_SECONDS:
            self._known_slow.pop(block_id, None)
            return
        self._known_slow[block_id] = None
        if len(self._known_slow) > MOST_REMEMBERED:
            self._known_slow.popitem(last=False)
