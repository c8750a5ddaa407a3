"""Looks what happened to rows of an application, and begins the runs of bots that wait for it.

Nothing is lost and nothing comes twice: a position moves on only over what is settled, and a run is known by
its trigger, the application and the number in the history.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

import asyncpg
from sqlalchemy.exc import SQLAlchemyError

from sayso.bots import repository as bots
from sayso.bots.triggers import history, repository, troubles
from sayso.bots.triggers.depths import TOO_DEEP
from sayso.bots.triggers.event_match import Happening, happening_of
from sayso.bots.triggers.event_payload import Teller
from sayso.bots.triggers.owners import Owners
from sayso.bots.triggers.ports import Starting
from sayso.bots.triggers.types import PRESENT, Listener
from sayso.bots.types import BotStatus
from sayso.db.database import Database
from sayso.errors import AppError
from sayso.identity.people.admission import Visitor
from sayso.jobs.types import Job
from sayso.runtime.records import ModuleRuntime
from sayso.runtime.registry import Registry

LOOK = "bot-look"
MOST_PAGES = 40
"""Pages of the history behind a position that are read in one look."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Now:
    """How far a history goes, and the oldest transaction under way, as of before it is read."""

    last: int
    horizon: int


@dataclass(frozen=True, slots=True)
class _Mark:
    """Everything up to a number is settled once all transactions before another number are over."""

    number: int
    transaction: int


@dataclass(slots=True)
class _Memory:
    """What this process knows of a trigger; whatever it forgets is only worked out again."""

    mark: _Mark | None = None
    done: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Following:
    """Follows the rows of applications."""

    database: Database
    registry: Registry
    owners: Owners
    runs: Starting
    memories: dict[UUID, _Memory] = field(default_factory=dict)

    async def look(self, job: Job) -> None:
        """Look what happened in an application since everybody who follows it looked last."""
        agency_id, slug = job.agency_id, job.key or ""
        async with self.database.unit(agency_id) as session:
            waiting = await repository.listeners(session, agency_id, slug)
        if not waiting:
            return
        runtime = await self.registry.runtime(slug)
        if runtime is None or runtime.plan.module.site.agency_id != agency_id:
            for one in waiting:
                await self._note(one, troubles.of_application(slug))
            return
        now = await self._now(runtime)
        for one in waiting:
            try:
                await self._follow(one, runtime, now)
            except (AppError, SQLAlchemyError, asyncpg.PostgresError, OSError) as error:
                _log.warning("rows of %s could not be followed: %s", slug, type(error).__name__)
                self.registry.forget(slug)

    async def present(self, agency_id: UUID, slug: str) -> int:
        """Where the history of an application ends now; ``PRESENT`` where there is none yet."""
        runtime = await self.registry.runtime(slug)
        if runtime is None or runtime.plan.module.site.agency_id != agency_id:
            return PRESENT
        return (await self._now(runtime)).last

    async def _now(self, runtime: ModuleRuntime) -> _Now:
        table = runtime.plan.relations.everything
        async with self.database.system() as session:
            last = (await history.last_numbers(session, [table])).get(table, 0)
            return _Now(last, await history.horizon(session))

    async def _follow(self, one: Listener, runtime: ModuleRuntime, now: _Now) -> None:
        plan = runtime.plan
        trouble = troubles.of_spec(one.spec, plan)
        if trouble:
            await self._note(one, trouble)
            return
        visitor = await self.owners.visitor(plan, one.user_id)
        trouble = troubles.of_owner(one.spec, plan, visitor)
        if trouble or one.notice != TOO_DEEP:
            await self._note(one, trouble)
        if visitor is None or one.position == PRESENT or one.position > now.last:
            await self._move(one, now.last)
            return
        if one.position < now.last:
            memory = self.memories.setdefault(one.id, _Memory())
            read = await self._read(one, runtime, visitor, memory, now.last)
            await self._settle(one, memory, now, read)

    async def _read(
        self, one: Listener, runtime: ModuleRuntime, visitor: Visitor, memory: _Memory, last: int
    ) -> int:
        """Begin the runs of what is new; up to which number everything that is seen was read."""
        plan = runtime.plan.by_entity[one.spec.entity]
        view, after = runtime.plan.relations.history, one.position
        for _ in range(MOST_PAGES):
            page = await history.entries(runtime.gate, visitor.scope, view, plan.name, after)
            found = [
                happening
                for entry in page
                if entry.id not in memory.done
                and (happening := happening_of(one.spec, plan, entry, one.bot_id)) is not None
            ]
            await self._begin(one, runtime, found)
            memory.done.update(entry.id for entry in page)
            if len(page) < history.PAGE:
                return last
            after = page[-1].id
        return after

    async def _begin(self, one: Listener, runtime: ModuleRuntime, found: Sequence[Happening]) -> None:
        """Begin the runs of a page; each in its own transaction, so that they stand in their order."""
        teller = Teller(self.database, runtime.plan, one, self.runs)
        names = await teller.names(found)
        notice = one.notice
        for happening in found:
            async with self.database.unit(one.agency_id) as session:
                bot = await bots.bot_of(session, one.agency_id, one.bot_id)
                if bot is None or bot.status is not BotStatus.ACTIVE:
                    return
                said = await teller.start(session, bot, happening, names)
                if said != notice:
                    await repository.change(session, one.agency_id, one.id, notice=said)
                notice = said
                await repository.touch(session, one.agency_id, one.id)

    async def _settle(self, one: Listener, memory: _Memory, now: _Now, read: int) -> None:
        """Move on over what is settled, and note what will be."""
        mark = memory.mark
        if mark is not None and now.horizon >= mark.transaction:
            position = min(mark.number, read)
            await self._move(one, position)
            memory.done = {number for number in memory.done if number > position}
            memory.mark = mark = None if mark.number <= read else mark
        if mark is None:
            async with self.database.system() as session:
                memory.mark = _Mark(now.last, await history.next_transaction(session))

    async def _move(self, one: Listener, position: int) -> None:
        if position != one.position:
            async with self.database.unit(one.agency_id) as session:
                await repository.advance(session, one.agency_id, one.id, one.position, position)

    async def _note(self, one: Listener, notice: str) -> None:
        if notice != one.notice:
            async with self.database.unit(one.agency_id) as session:
                await repository.change(session, one.agency_id, one.id, notice=notice)
