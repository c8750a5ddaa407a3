"""Notices when rows of a module change, and has the blocks refreshed that read them, soon and once.

What is heard is put together for a moment in this process, so that a thousand changes cost a few queries;
jobs that wait already take in what comes before they begin.
"""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from uuid import UUID

from sayso.blocks import repository
from sayso.blocks.transitions import REFRESH
from sayso.db.database import Database
from sayso.devloop.programs.changes import Changes
from sayso.jobs.queue import Jobs

SOON = timedelta(seconds=1.5)
"""Further changes within this time make no further refresh."""
GATHERING_SECONDS = 0.5
AgencyOf = Callable[[str], Awaitable[UUID | None]]
"""The agency of a module, by its slug."""


class Noticing:
    """Hears of changes to rows, after they are committed; whoever tells never waits."""

    def __init__(self, database: Database, jobs: Jobs) -> None:
        self._database = database
        self._jobs = jobs
        self.changes = Changes(GATHERING_SECONDS, self._pass_on)
        self.agency_of: AgencyOf = _nobody

    async def _pass_on(self, slug: str, entities: set[str] | None) -> None:
        agency_id = await self.agency_of(slug)
        if agency_id is None:
            return
        async with self._database.unit(agency_id) as session:
            for block_id in await repository.readers_of(session, agency_id, slug, entities):
                await self._jobs.enqueue(
                    session, REFRESH, agency_id, {}, key=str(block_id), delay=SOON, unless_waiting=True
                )


async def _nobody(_: str) -> UUID | None:
    return None
