"""How far something is that takes a while: kept with the bot, and told to whoever looks on."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from sayso.bots import repository
from sayso.bots.bot_events import LONGEST_PROGRESS
from sayso.bots.transitions import MAKING, Keeping
from sayso.bots.types import Bot, Stage
from sayso.db.database import Database


@dataclass(slots=True)
class Progress:
    """Hears how far it is; ``None`` is the end."""

    said: "asyncio.Queue[str | Stage | None]" = field(default_factory=asyncio.Queue)

    def tell(self, text: str) -> None:
        """In a few plain words."""
        self.said.put_nowait(text)

    def reach(self, stage: Stage) -> None:
        """That another stage has begun."""
        self.said.put_nowait(stage)


@asynccontextmanager
async def progressing(database: Database, keeping: Keeping, bot: Bot) -> AsyncIterator[Progress]:
    """What is told within is kept and shown in its order, and nothing of it after the end."""
    progress = Progress()
    task = asyncio.create_task(_keep(database, keeping, bot, progress))
    try:
        yield progress
    except BaseException:
        task.cancel()
        raise
    finally:
        progress.said.put_nowait(None)
        with suppress(asyncio.CancelledError):
            await task


async def _keep(database: Database, keeping: Keeping, bot: Bot, progress: Progress) -> None:
    is_open = True
    while is_open:
        told = [await progress.said.get()]
        while not progress.said.empty():
            told.append(progress.said.get_nowait())
        is_open = told[-1] is not None
        stage = next((one for one in reversed(told) if isinstance(one, Stage)), None)
        text = next((one for one in reversed(told) if not isinstance(one, Stage | None)), None)
        values: dict[str, Any] = {"stage": stage} if stage is not None else {}
        if text is not None:
            values["progress"] = text[:LONGEST_PROGRESS]
        if not values:
            continue
        if await _kept(database, keeping, bot, values) and text is not None:
            await keeping.telling.progress(bot, text)


async def _kept(database: Database, keeping: Keeping, bot: Bot, values: dict[str, Any]) -> bool:
    """Keep it, unless it was stopped meanwhile."""
    async with database.unit(bot.agency_id) as session:
        known = await repository.bot_of(session, bot.agency_id, bot.id, locks=True)
        if known is None or known.stage not in MAKING:
            return False
        if "stage" in values:
            await keeping.set(session, known, **values)
        else:
            await repository.set_bot(session, known, **values)
    return True
