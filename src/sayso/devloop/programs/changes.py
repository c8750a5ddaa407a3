"""Changes to rows as they are heard of: put together for a moment, then passed on."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection

from sqlalchemy.exc import SQLAlchemyError

_log = logging.getLogger(__name__)
PassOn = Callable[[str, set[str] | None], Awaitable[None]]
"""Takes the slug of an application and the entities whose rows changed; none where any may have."""


class Changes:
    """Hears of changes to rows, after they are committed; whoever tells never waits.

    A thousand changes that come within ``seconds`` are passed on as one for each application.
    """

    def __init__(self, seconds: float, pass_on: PassOn) -> None:
        self._seconds = seconds
        self._pass_on = pass_on
        self._heard: dict[str, set[str] | None] = {}
        self._task: asyncio.Task[None] | None = None

    def heard(self, slug: str, entities: Collection[str] | None = None) -> None:
        """Rows of these entities of an application changed; of any, where it is none."""
        known = self._heard.get(slug, set())
        self._heard[slug] = None if known is None or entities is None else {*known, *entities}
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._gather())

    async def settle(self) -> None:
        """Pass on what was heard, before the end."""
        while self._heard and self._task is not None:
            await self._task

    async def _gather(self) -> None:
        await asyncio.sleep(self._seconds)
        while self._heard:
            slug, entities = self._heard.popitem()
            try:
                await self._pass_on(slug, entities)
            except (OSError, SQLAlchemyError) as error:
                _log.warning("changes could not be passed on: %s", type(error).__name__)
