"""The word to whoever looks at a run, or at all runs of a bot."""

from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sayso.events.stream import Events


async def tell(events: Events, session: AsyncSession, run: Any, *, is_new: bool = False) -> None:
    """Say in which state a run is now; ``run`` is its row. Nobody follows one that is new."""
    agency_id: UUID = run.agency_id
    if not is_new:
        said = {"state": run.state, "attempt": run.attempt}
        await events.append(session, agency_id, run.id, "run", said, is_passing=True)
    said = {"id": str(run.id), "state": run.state}
    await events.append(session, agency_id, run.bot_id, "run", said, is_passing=True)
