"""An agency with a dashboard, a real sandbox, a real source, and a writer that writes what a test says."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import sayso.identity.tables  # noqa: F401 - tables of blocks refer to people
from sayso.blocks.service import Blocks
from sayso.blocks.types import (
    BlockDetails,
    Card,
    CardKind,
    Column,
    Displayed,
    Every,
    LogEntry,
    ModuleRead,
    Never,
    Reads,
    State,
)
from sayso.db.database import Database
from sayso.db.keyset import Window
from sayso.devloop.programs.facts import ModuleFacts
from sayso.devloop.programs.loop import Programs
from sayso.devloop.programs.program_check import check_program
from sayso.devloop.programs.types import Draft, Refusal, Writer
from sayso.events.stream import Events
from sayso.jobs.queue import Jobs
from sayso.llm.types import Caller
from sayso.phrases.formats import Format
from sayso.sandbox.types import Sandbox, Service, ServiceAnswer, ServiceRequest
from sayso.schedules.service import Schedules
from sayso.secrets.requests import RequestLog
from tests.blocks.source import Source
from tests.jobs.place import QUICK, until
from tests.support.programs import OneSecret, Scripted

CODE = """
import httpx


def fetch_data(ctx):
    answer = httpx.get("ADDRESS", timeout=20)
    answer.raise_for_status()
    return answer.json()


def process_data(data):
    return {"rows": [{"status": row["status"], "orders": row["orders"]} for row in data]}
"""
RENAMED = CODE.replace('row["status"]', 'row["state"]')
ORDERS = [{"status": "open", "orders": 3}, {"status": "done", "orders": 9}]
MOVED = [{"state": "open", "orders": 4}, {"state": "done", "orders": 9}]
CARD = Card(
    kind=CardKind.BAR,
    title="Orders by status",
    x="status",
    columns=(Column(key="orders", label="Orders", format=Format.NUMBER),),
)


@dataclass
class NoRows:
    """There are no modules here; ``asked`` are the people for whom rows were asked."""

    asked: list[UUID | None] = field(default_factory=list)

    async def facts(self, agency_id: UUID, user_id: UUID | None) -> Sequence[ModuleFacts]:
        del agency_id, user_id
        return []

    def service(self, agency_id: UUID, user_id: UUID | None, grants: Sequence[ModuleRead]) -> Service:
        del agency_id, grants
        self.asked.append(user_id)

        async def refuse(request: ServiceRequest) -> ServiceAnswer:
            return ServiceAnswer(403, b'{"title": "No"}')

        return refuse


@dataclass
class Place:
    """What tests of blocks act on."""

    database: Database
    admin: Any
    agency: UUID
    user: UUID
    dashboard: UUID
    source: Source
    writer: Scripted
    jobs: Jobs
    schedules: Schedules
    events: Events
    blocks: Blocks
    rows: NoRows

    def draft(self, code: str = CODE, card: Card = CARD, **details: Any) -> Draft:
        """A program that reads the source."""
        reads = details.pop("reads", Reads(reach="listed", hosts=(self.source.host,)))
        refresh = details.pop("refresh", Never())
        return Draft(
            code.replace("ADDRESS", self.source.address),
            BlockDetails(card=card, reads=reads, refresh=refresh, **details),
            "Counts orders.",
        )

    def working(self) -> AbstractAsyncContextManager[None]:
        """Have jobs done for as long as the block lasts."""
        return self.jobs.working()

    async def ask(self, *drafts: Draft | Refusal, text: str = "") -> UUID:
        """A block that is asked for, and that a writer writes like this."""
        self.writer.drafts = list(drafts) or [self.draft()]
        words = text or f"Orders by status from {self.source.address}"
        return (await self.blocks.ask(self.agency, self.dashboard, self.user, words)).id

    async def made(self, *drafts: Draft | Refusal, text: str = "") -> UUID:
        """A block that was made; jobs have to be done meanwhile."""
        block = await self.ask(*drafts, text=text)
        await self.settled(block)
        return block

    async def show(self, block: UUID) -> Displayed:
        """What is to be seen."""
        return await self.blocks.show(self.agency, block)

    async def settled(self, block: UUID, *states: State) -> Displayed:
        """Wait until nothing is being done to a block, and it is in one of these states if some are named."""

        async def is_still() -> bool:
            shown = await self.show(block)
            if states and shown.block.state not in states:
                return False
            busy = {State.MAKING, State.HEALING}
            count = await self.admin.fetchval("select count(*) from jobs where key = $1", str(block))
            return count == 0 and shown.block.state not in busy

        await until(is_still, 60)
        return await self.show(block)

    async def refresh(self, block: UUID, times: int = 1) -> Displayed:
        """Have it refreshed by hand, and wait."""
        for _ in range(times):
            await self.blocks.refresh(self.agency, block)
            await self.settled(block)
        return await self.show(block)

    async def log(self, block: UUID) -> list[LogEntry]:
        """The log, the oldest first."""
        return (await self.blocks.log(self.agency, block, Window(200))).items[::-1]

    async def told(self) -> list[str]:
        """The kinds of what was told on the dashboard."""
        rows = await self.admin.fetch("select kind from events where stream = $1 order by id", self.dashboard)
        return [row["kind"] for row in rows]


async def open_place(database: Database, admin: Any, sandbox: Sandbox, source: Source) -> Place:
    """An agency with a person and a dashboard."""
    agency = await admin.fetchval("insert into agencies (name, slug) values ('a', 'a') returning id")
    user = await admin.fetchval(
        "insert into users (name, email) values ('Ada', 'ada@a.example') returning id"
    )
    dashboard = await admin.fetchval(
        "insert into dashboards (agency_id, user_id, name) values ($1, $2, 'Today') returning id",
        agency,
        user,
    )
    writer = Scripted()
    jobs, schedules, events = Jobs(database, QUICK), Schedules(database), Events(database)

    async def writers_of(caller: Caller) -> Sequence[Writer]:
        assert caller.agency_id == agency
        return [writer]

    modules = NoRows()
    blocks = Blocks.over(
        database,
        jobs=jobs,
        events=events,
        schedules=schedules,
        sandbox=sandbox,
        programs=Programs(database, sandbox),
        writers_of=writers_of,
        rows=modules,
        secrets=OneSecret(source.host),
        requests=RequestLog(database),
        check=check_program,
    )
    blocks.handle(jobs)
    return Place(
        database, admin, agency, user, dashboard, source, writer, jobs, schedules, events, blocks, modules
    )


def rows(shown: Displayed) -> Any:
    """The rows of what is shown."""
    assert shown.shown is not None
    value: Any = shown.shown.value
    return value["rows"]


__all__ = ["CARD", "CODE", "MOVED", "ORDERS", "RENAMED", "Every", "Place", "open_place", "rows"]
