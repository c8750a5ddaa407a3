"""Notices that rows of applications changed, at once where it is told and soon where it is not.

What is heard is put together for a moment. What nobody tells of, such as rows that come with SQL, is found by
the numbers that each history has given; the same finds applications that were published anew or are gone.
"""

import asyncio
import logging
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError

from sayso.bots.triggers import history, repository
from sayso.bots.triggers.change_consumer import LOOK
from sayso.bots.triggers.outcomes import GONE
from sayso.bots.triggers.types import Followed
from sayso.db.database import Database
from sayso.devloop.programs.changes import Changes
from sayso.jobs.queue import Jobs
from sayso.runtime.registry import Registry

GATHERING_SECONDS = 0.03
LOOK_SECONDS = 3.0
SWEEP_EVERY = 1_200
"""Looks after which old calls are let go of: about once an hour."""
_log = logging.getLogger(__name__)


class Noticing:
    """Has rows looked at; whoever tells of changes never waits."""

    def __init__(self, database: Database, jobs: Jobs, registry: Registry) -> None:
        self._database = database
        self._jobs = jobs
        self._registry = registry
        self.changes = Changes(GATHERING_SECONDS, self._pass_on)
        self._tables: dict[tuple[UUID, UUID | None], str] = {}
        self._seen: dict[str, tuple[UUID | None, UUID | None, bool]] = {}

    async def keep_looked(self) -> None:
        """Look every few seconds for as long as this process works."""
        count = 0
        while True:
            try:
                await self.look()
                if count % SWEEP_EVERY == 0:
                    async with self._database.system() as session:
                        await repository.sweep(session)
            except (OSError, SQLAlchemyError) as error:
                _log.warning("rows could not be looked at: %s", type(error).__name__)
            count += 1
            await asyncio.sleep(LOOK_SECONDS)

    async def look(self) -> None:
        """Have everything looked at where something happened that was not seen yet."""
        async with self._database.system() as session:
            await repository.note_gone_bots(session, GONE)
            followed = await repository.followed(session)
        tables = {one.slug: table for one in followed if (table := await self._table(one)) is not None}
        async with self._database.system() as session:
            last = await history.last_numbers(session, sorted(set(tables.values())))
        for one in followed:
            state = (one.module_id, one.revision_id, one.is_published)
            is_behind = one.slug in tables and last.get(tables[one.slug], 0) != one.position
            if is_behind or self._seen.get(one.slug) != state:
                await self._ask(one.agency_id, one.slug)
            self._seen[one.slug] = state

    async def _table(self, one: Followed) -> str | None:
        """The history of an application; it may be called otherwise in another revision."""
        if one.module_id is None or not one.is_published:
            return None
        key = (one.module_id, one.revision_id)
        if key not in self._tables:
            runtime = await self._registry.runtime(one.slug)
            if runtime is None or runtime.plan.module.revision_id != one.revision_id:
                self._registry.forget(one.slug)
                return None
            self._tables[key] = runtime.plan.relations.everything
        return self._tables[key]

    async def _ask(self, agency_id: UUID, slug: str) -> None:
        async with self._database.unit(agency_id) as session:
            await self._jobs.enqueue(session, LOOK, agency_id, {}, key=slug, unless_waiting=True)

    async def _pass_on(self, slug: str, entities: set[str] | None) -> None:
        agency_id = await self._registry.agency_of(slug)
        if agency_id is None:
            return
        async with self._database.unit(agency_id) as session:
            is_heard = await repository.are_heard(session, agency_id, slug, entities)
            if is_heard:
                await self._jobs.enqueue(session, LOOK, agency_id, {}, key=slug, unless_waiting=True)
