"""A bot with a run that goes on, and somebody who hears what it tells."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import orjson
import pytest
from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncSession

import sayso.identity.tables
import sayso.schedules.tables  # noqa: F401 - and to what is due
from sayso.bots import repository
from sayso.bots.details import Reaches
from sayso.bots.host.service import BotHost
from sayso.bots.types import Bot, Cause, Run, RunState
from sayso.db.database import Database
from sayso.events.stream import Events
from sayso.mail import MailError
from sayso.sandbox.types import Service, ServiceRequest
from tests.support.postgres import TestDatabase

EVERYTHING = Reaches(reach="listed", hosts=("hooks.example",), notifies=("product", "email", "webhook"))


@dataclass
class Told:
    """Hears what people are told."""

    told: list[dict[str, Any]] = field(default_factory=list)
    letters: list[tuple[str, str, str]] = field(default_factory=list)
    calls: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)
    is_broken: bool = False

    async def tell(self, session: AsyncSession, agency_id: UUID, user_id: UUID, **said: Any) -> None:
        del session, agency_id
        self.told.append({"user": user_id, **said})

    async def address_of(self, agency_id: UUID, user_id: UUID) -> str | None:
        del agency_id, user_id
        return "ada@a.example"

    async def letter(self, to: str, subject: str, text: str) -> None:
        if self.is_broken:
            raise MailError("The mail server is away.", hint="Try again later.")
        self.letters.append((to, subject, text))

    async def webhook(
        self, address: str, message: Mapping[str, Any], *, secret: SecretStr | None = None
    ) -> None:
        del secret
        self.calls.append((address, message))


class Asker:
    """A bot that asks its host."""

    def __init__(self, service: Service) -> None:
        self.service = service

    async def ask(self, method: str, path: str, body: Any = None) -> Any:
        """What it is answered, as JSON."""
        said = b"" if body is None else orjson.dumps(body)
        answer = await self.service(ServiceRequest(method, path, {}, said))
        assert answer.status < 300, answer.body
        return orjson.loads(answer.body) if answer.body else None

    async def refused(self, method: str, path: str, body: Any, status: int) -> str:
        """Why it does not get that."""
        answer = await self.service(ServiceRequest(method, path, {}, orjson.dumps(body)))
        assert answer.status == status, answer.body
        return str(orjson.loads(answer.body)["detail"])


@dataclass
class Place:
    """What tests act on."""

    database: Database
    admin: Any
    host: BotHost
    told: Told
    agency: UUID
    ada: UUID
    bot: Bot
    run: Run

    def asker(self, run: Run | None = None, reaches: Reaches = EVERYTHING) -> Asker:
        """The bot in one of its runs."""
        return Asker(self.host.service(run or self.run, self.bot, reaches))

    async def begun(self, bot: Bot, attempt: int = 1) -> Run:
        """A run that goes on."""
        row = await self.admin.fetchrow(
            "insert into bot_runs (agency_id, bot_id, version, state, cause, attempt) "
            "values ($1, $2, 1, 'running', '{}', $3) returning id, created_at",
            self.agency,
            bot.id,
            attempt,
        )
        return Run(
            id=row["id"],
            bot_id=bot.id,
            agency_id=self.agency,
            version=1,
            state=RunState.RUNNING,
            cause=Cause("manual"),
            input=None,
            output=None,
            error="",
            attempt=attempt,
            created_at=row["created_at"],
        )

    async def steps(self) -> dict[str, Any]:
        """What is kept of steps and calls."""
        rows = await self.admin.fetch("select name, value from bot_steps order by at")
        return {row["name"]: orjson.loads(row["value"]) for row in rows}

    async def events(self) -> list[tuple[str, Any]]:
        """What was told on the stream of the run."""
        rows = await self.admin.fetch(
            "select kind, data from events where stream = $1 order by id", self.run.id
        )
        return [(row["kind"], orjson.loads(row["data"])) for row in rows]


@pytest.fixture
async def place(database: TestDatabase) -> AsyncIterator[Place]:
    opened = await Database.open(database.dsn)
    admin = await database.admin()
    agency = await admin.fetchval("insert into agencies (name, slug) values ('a', 'a') returning id")
    people = [
        await admin.fetchval("insert into users (name, email) values ($1, $2) returning id", name, email)
        for name, email in (("Ada", "ada@a.example"), ("Bob", "bob@a.example"))
    ]
    for person in people:
        await admin.execute(
            "insert into memberships (agency_id, user_id, role) values ($1, $2, 'user')", agency, person
        )
    async with opened.unit(agency) as session:
        bot = await repository.add_bot(session, agency, {"name": "Watcher", "user_id": people[0]})
    events, told = Events(opened), Told()
    place = Place(
        opened,
        admin,
        BotHost(opened, events, told),
        told,
        agency,
        people[0],
        bot,
        run=None,  # type: ignore[arg-type] # begun just below
    )
    place.run = await place.begun(bot)
    yield place
    events.stop()
    await opened.close()
