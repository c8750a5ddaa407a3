"""What one attempt of a run keeps, asks and tells, in the database."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from sayso.bots.host import limits, repository
from sayso.bots.host.bodies import NoticeBody
from sayso.bots.host.errors import LostError
from sayso.bots.host.messenger import Messenger
from sayso.bots.host.ports import Json, Said
from sayso.bots.types import Bot, Run
from sayso.db.database import Database
from sayso.events.stream import Events

_TRIED, _FAILED = "#", "!"
"""What stands behind the key of a notice before it is sent, and once it could not be."""


class AttemptKeeping:
    """One attempt; all that it changes is changed while it is the one that counts."""

    def __init__(self, database: Database, events: Events, messenger: Messenger, run: Run, bot: Bot) -> None:
        self._database = database
        self._events = events
        self._messenger = messenger
        self._run = run
        self._bot = bot
        self._met: set[int] = set()

    async def state(self) -> dict[str, Any]:
        """All that the bot keeps."""
        async with self._unit() as session:
            return await repository.state_of(session, self._bot.agency_id, self._bot.id)

    async def value(self, key: str) -> Json | None:
        """A value that it keeps."""
        async with self._unit() as session:
            found = await repository.value_of(session, self._bot.agency_id, self._bot.id, key)
        return None if found is None else Json(None, found)

    async def keep(self, key: str, value: Json) -> None:
        """Keep a value, as far as there is room."""
        async with self._unit() as session:
            await repository.set_value(session, self._bot.agency_id, self._bot.id, key, value.text)
            limits.demand_state(*await repository.size_of_state(session, self._bot.agency_id, self._bot.id))

    async def forget(self, key: str) -> None:
        """Forget a value."""
        async with self._unit() as session:
            await repository.drop_value(session, self._bot.agency_id, self._bot.id, key)

    async def step(self, name: str, value: Json, seconds: float) -> None:
        """Keep what a step gave, and tell whoever looks on."""
        async with self._unit() as session:
            added = await repository.add_steps(session, self._run, {name: value}, seconds=seconds)
            if not added:
                return
            count = await repository.count_steps(session, self._run)
            limits.demand_count("steps", count, limits.MOST_STEPS)
            await self._tell(session, "step", {"name": name})

    async def calls(self, calls: Mapping[str, Json]) -> None:
        """Keep what calls gave."""
        async with self._unit() as session:
            await self._keep_calls(session, calls)

    async def approve(self, number: int, text: str, calls: Mapping[str, Json]) -> Said:
        """What a person decided about a question; it is asked where it was not before.

        A decision is for the words that were decided about: a question of other words is another one.
        """
        async with self._unit() as session:
            await self._keep_calls(session, calls)
            asked = [one for one in await repository.approvals_of(session, self._run) if one.text == text]
            left = [one for one in asked if one.number not in self._met]
            same = next((one for one in left if one.number == number), left[0] if left else None)
            if same is not None:
                self._met.add(same.number)
                return Said(same.decision, same.comment)
            await self._ask(session, text)
        return Said(None)

    async def notify(self, notice: NoticeBody) -> None:
        """Tell people once; what could not be sent may be sent again, what may have been sent is not."""
        async with self._unit() as session:
            known = await repository.names_of(session, self._run, notice.key)
            number = 1 + sum(1 for name in known if _FAILED in name)
            if f"{notice.key}{_TRIED}{number}" in known:
                return
            await self._mark(session, f"{notice.key}{_TRIED}{number}")
            count = await repository.count_steps(session, self._run, "@notify:")
            limits.demand_count("notices", count, limits.MOST_NOTICES)
            await self._messenger.prepare(session, notice)
        try:
            await self._messenger.send(notice)
        except Exception:
            async with self._unit() as session:
                await self._mark(session, f"{notice.key}{_FAILED}{number}")
            raise

    async def _mark(self, session: AsyncSession, name: str) -> None:
        await repository.add_steps(session, self._run, {name: Json(None, "null")})

    async def _ask(self, session: AsyncSession, text: str) -> None:
        known = await repository.approvals_of(session, self._run)
        limits.demand_count("questions", len(known) + 1, limits.MOST_APPROVALS)
        number = max((one.number for one in known), default=0) + 1
        approval = await repository.add_approval(session, self._run, number, text)
        self._met.add(number)
        await self._messenger.ask(session, text)
        await self._tell(session, "approval", {"id": str(approval)})

    async def _keep_calls(self, session: AsyncSession, calls: Mapping[str, Json]) -> None:
        if calls:
            await repository.add_steps(session, self._run, calls)
            count = await repository.count_steps(session, self._run, repository.CALLS)
            limits.demand_count("writes that are remembered", count, limits.MOST_CALLS)

    async def _tell(self, session: AsyncSession, kind: str, data: dict[str, Any]) -> None:
        await self._events.append(session, self._run.agency_id, self._run.id, kind, data)

    @asynccontextmanager
    async def _unit(self) -> AsyncIterator[AsyncSession]:
        """A unit of work in which this attempt is the one that counts."""
        async with self._database.unit(self._run.agency_id) as session:
            if not await repository.goes_on(session, self._run):
                raise LostError("This run is over, or was taken up elsewhere; nothing was changed.")
            yield session
