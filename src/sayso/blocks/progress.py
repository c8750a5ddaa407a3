"""How far something is that takes a while: kept with the block, and told to whoever looks on."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from sayso.blocks import repository
from sayso.blocks.dashboard_events import LONGEST_PROGRESS, Telling
from sayso.blocks.types import Block
from sayso.db.database import Database
from sayso.devloop.programs.types import Tell


@asynccontextmanager
async def progressing(database: Database, telling: Telling, block: Block) -> AsyncIterator[Tell]:
    """What is told within is kept and shown in its order, and nothing of it after the end."""
    said: asyncio.Queue[str | None] = asyncio.Queue()
    task = asyncio.create_task(_keep(database, telling, block, said))
    try:
        yield said.put_nowait
    except BaseException:
        task.cancel()
        raise
    finally:
        said.put_nowait(None)
        with suppress(asyncio.CancelledError):
            await task


async def _keep(
    database: Database, telling: Telling, block: Block, said: "asyncio.Queue[str | None]"
) -> None:
    is_open = True
    while is_open:
        told = [await said.get()]
        while not said.empty():
            told.append(said.get_nowait())
        is_open = told[-1] is not None
        text = next((one for one in reversed(told) if one is not None), None)
        if text is None:
            continue
        async with database.unit(block.agency_id) as session:
            await repository.set_block(session, block, progress=text[:LONGEST_PROGRESS])
        await telling.progress(block, text)
