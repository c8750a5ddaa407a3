"""A running Sayso with the salon application, bots that give back what they are given, and their triggers."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import orjson

from sayso.bots import repository
from sayso.bots.details import BotDetails, ByWebhook
from sayso.bots.ports import Spec
from sayso.bots.triggers.service import Triggers
from sayso.bots.types import Bot, BotStatus, Policy, Run, RunState, Trigger
from tests.jobs.place import until
from tests.support.running import RunningSayso, Salon

ECHO = "def run(ctx, input):\n    return input\n"
FAILS = "def run(ctx, input):\n    raise ValueError('The till is empty')\n"
QUICK_POLICY = Policy(timeout=20.0, retries=0, backoff=0.1, at_once=8, pause_after=0)


@dataclass
class Place:
    """What tests of triggers act on."""

    salon: Salon
    admin: Any
    program: httpx.AsyncClient
    paths: dict[UUID, str] = field(default_factory=dict)
    """Where the webhooks of this test are called, by trigger."""

    @property
    def sayso(self) -> RunningSayso:
        """Sayso itself."""
        return self.salon.sayso

    @property
    def triggers(self) -> Triggers:
        """What is tested."""
        return self.sayso.services.bots.triggers

    @property
    def agency(self) -> UUID:
        """The agency of the salon."""
        return self.salon.home.site.agency_id

    async def bot(
        self,
        code: str = ECHO,
        *,
        owner: UUID | None = None,
        status: BotStatus = BotStatus.ACTIVE,
        agency: UUID | None = None,
        name: str = "Watcher",
        details: BotDetails | None = None,
    ) -> Bot:
        """A bot that does this when it runs."""
        agency = agency or self.agency
        values = {
            "name": name,
            "user_id": owner or self.salon.home.user_id,
            "status": status,
            "policy": QUICK_POLICY,
        }
        async with self.sayso.services.database.unit(agency) as session:
            bot = await repository.add_bot(session, agency, values)
            kept = {"status": "active", "code": code, "author": "hand"}
            await repository.add_version(session, bot, {**kept, "details": details or BotDetails(name=name)})
            return await repository.set_bot(session, bot, version=1)

    async def add(self, bot: Bot, spec: Spec) -> Trigger:
        """A trigger of a bot; a webhook has an address."""
        trigger = await self.triggers.add(bot.agency_id, bot.id, spec)
        if isinstance(spec, ByWebhook):
            await self.new_path(trigger)
        return trigger

    async def new_path(self, trigger: Trigger) -> str:
        """Have a webhook answer at another address from now on."""
        address = await self.triggers.new_address(self.agency, trigger.id)
        self.paths[trigger.id] = httpx.URL(address).path
        return self.paths[trigger.id]

    async def turn(self, bot: Bot, status: BotStatus) -> Bot:
        """The bot in another status, with its triggers as they are then."""
        async with self.sayso.services.database.unit(bot.agency_id) as session:
            kept = await repository.set_bot(session, bot, status=status)
            await self.triggers.armed(session, kept)
            return kept

    async def trigger(self, trigger: Trigger) -> Trigger:
        """A trigger as it is now."""
        found = await self.triggers.of(self.agency, trigger.bot_id)
        return next(one for one in found if one.id == trigger.id)

    async def runs(self, bot: Bot) -> list[dict[str, Any]]:
        """The runs of a bot, the oldest first: input, cause and state."""
        rows = await self.admin.fetch(
            "select id, input, cause, state from bot_runs where bot_id = $1 order by created_at, id", bot.id
        )
        return [
            {
                "id": row["id"],
                "input": orjson.loads(row["input"]),
                "cause": orjson.loads(row["cause"]),
                "state": row["state"],
            }
            for row in rows
        ]

    async def ran(self, bot: Bot, count: int = 1, seconds: float = 30) -> list[dict[str, Any]]:
        """Wait until a bot has so many runs, and that no more come."""

        async def are_there() -> bool:
            return len(await self.runs(bot)) >= count

        await until(are_there, seconds)
        await self.still()
        found = await self.runs(bot)
        assert len(found) == count, [one["cause"]["text"] for one in found]
        return found

    async def another(self) -> Any:
        """A further connection to the database."""
        return await asyncpg.connect(self.sayso.services.database.dsn)

    async def still(self) -> None:
        """Wait until nothing is left to be passed on, and everything was looked at once more."""
        for _ in range(2):
            await self.triggers.settle()
            await self.triggers.noticing.look()

            async def is_done() -> bool:
                kinds = ["bot-due", "bot-look", "bot-outcome"]
                count = await self.admin.fetchval("select count(*) from jobs where kind = any ($1)", kinds)
                return bool(count == 0)

            await until(is_done)

    async def ended(self, bot: Bot, count: int = 1) -> list[Run]:
        """Wait until so many runs of a bot have come to their end."""
        runs = self.sayso.services.bots.runs
        await self.ran(bot, count)
        return [await runs.wait(self.agency, one["id"], 30) for one in await self.runs(bot)]

    async def hook(self, bot: Bot, spec: Spec) -> tuple[Trigger, str]:
        """A webhook of a bot, and the secret that it is signed with."""
        trigger = await self.add(bot, spec)
        return trigger, await self.triggers.new_secret(bot.agency_id, trigger.id)

    async def call(
        self,
        trigger: Trigger,
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
        method: str = "POST",
    ) -> httpx.Response:
        """Call a webhook."""
        return await self.program.request(
            method, self.paths[trigger.id], content=body, headers=dict(headers or {})
        )


async def nothing_comes(place: Place, bot: Bot, seconds: float = 0.3) -> None:
    """Look long enough to be sure that a bot is not set off."""
    await place.still()
    await asyncio.sleep(seconds)
    assert await place.runs(bot) == []


__all__ = ["ECHO", "FAILS", "Place", "RunState", "nothing_comes"]
