"""An agency with bots: a real sandbox, real runs, and writers, models and cases that a test scripts."""

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

import sayso.identity.tables
import sayso.notices.tables
import sayso.schedules.tables  # noqa: F401 - tables of bots refer to people
from sayso.bots import repository
from sayso.bots.bot_events import Telling
from sayso.bots.details import BotDetails, Case, Expected, ExpectedNotice, Given, GivenAnswer, Reaches
from sayso.bots.dry_run.service import try_cases
from sayso.bots.generation.service import Making
from sayso.bots.health import Health
from sayso.bots.host.service import BotHost
from sayso.bots.ports import Spec
from sayso.bots.run_preparation import Preparing
from sayso.bots.run_queue.service import Runs
from sayso.bots.self_repair import Healing
from sayso.bots.transitions import MAKING, Keeping
from sayso.bots.types import (
    Bot,
    BotStatus,
    CaseResult,
    Cause,
    Message,
    Policy,
    Report,
    Run,
    RunState,
    Stage,
    Trigger,
    Version,
)
from sayso.bots.versions import Versions
from sayso.db.database import Database
from sayso.db.keyset import Window
from sayso.devloop.programs.facts import ModuleFacts
from sayso.devloop.programs.grants import ModuleRead
from sayso.devloop.programs.loop import Programs
from sayso.devloop.programs.program_check import check_program
from sayso.devloop.programs.types import Draft, Refusal, Writer
from sayso.events.stream import Events
from sayso.jobs.queue import Jobs
from sayso.llm.types import Ask, Caller, Models, Reply, Role, Shown, Usage
from sayso.sandbox.types import Sandbox, Service, ServiceAnswer, ServiceRequest
from sayso.secrets.requests import RequestLog
from tests.blocks.source import Source
from tests.jobs.place import QUICK, until
from tests.support.programs import OneSecret, Scripted

NAME = "Watch orders"
CODE = """
import httpx


def run(ctx, input):
    answer = httpx.get("ADDRESS", timeout=20)
    answer.raise_for_status()
    open_orders = sum(row["orders"] for row in answer.json() if row["status"] == "open")
    if open_orders > ctx.config["limit"]:
        ctx.notify(f"{open_orders} orders are open")
    return {"open": open_orders}
"""
RENAMED = CODE.replace('row["status"]', 'row.get("state", row.get("status"))')
ORDERS = [{"status": "open", "orders": 30}, {"status": "done", "orders": 9}]
MOVED = [{"state": "open", "orders": 30}, {"state": "done", "orders": 9}]


@dataclass
class NoRows:
    """The modules that a test says there are; nobody reads their rows."""

    modules: list[ModuleFacts] = field(default_factory=list)

    async def facts(self, agency_id: UUID, user_id: UUID | None) -> Sequence[ModuleFacts]:
        del agency_id
        return self.modules if user_id is not None else []

    def service(
        self, agency_id: UUID, user_id: UUID | None, reads: Sequence[ModuleRead], **_: object
    ) -> Service:
        del agency_id, user_id, reads

        async def refuse(request: ServiceRequest) -> ServiceAnswer:
            del request
            return ServiceAnswer(403, b'{"title": "No"}')

        return refuse


@dataclass
class Understanding:
    """A model that reads requirements as a test says; none is there while nothing is said."""

    answers: list[Any] = field(default_factory=list)
    asked: list[Ask] = field(default_factory=list)
    real: Models | None = None

    def has(self, role: Role) -> bool:
        return self.real is not None or bool(self.answers and role)

    def may_see_rows(self, role: Role) -> bool:
        return self.real is not None and self.real.may_see_rows(role)

    async def ask(self, ask: Ask, shown: Shown | None = None) -> Reply:
        self.asked.append(ask)
        if self.real is not None:
            return await self.real.ask(ask, shown)
        data = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(data, Exception):
            raise data
        return Reply("", data, "test:model", Usage())


@dataclass
class MarkedCases:
    """Says of cases what the code itself says, in a line such as ``# fails: Nobody was told``.

    For tests that are not about cases: these end at once. ``tried`` are the cases of each time. With a
    ``real`` sandbox they are tried as everywhere.
    """

    tried: list[tuple[str, tuple[Case, ...]]] = field(default_factory=list)
    breaks: Callable[[str, Case], str] | None = None
    real: Sandbox | None = None

    async def __call__(
        self,
        code: str,
        details: BotDetails,
        cases: Sequence[Case],
        *,
        modules: Sequence[ModuleFacts],
        time_zone: str = "UTC",
    ) -> Report:
        if self.real is not None:
            return await try_cases(self.real, code, details, cases, modules=modules, time_zone=time_zone)
        self.tried.append((code, tuple(cases)))
        wrong = re.findall(r"# fails: (.*)", code)
        results = []
        for case in cases:
            why = [*wrong, *filter(None, [self.breaks(code, case) if self.breaks else ""])]
            results.append(CaseResult(case.name, ok=not why, wrong=tuple(why), did=("It did something.",)))
        return Report(tuple(results), datetime.now(UTC))


@dataclass
class Kept:
    """Triggers as a list."""

    triggers: list[Trigger] = field(default_factory=list)
    armed_for: list[BotStatus] = field(default_factory=list)

    async def of(self, agency_id: UUID, bot_id: UUID) -> list[Trigger]:
        del agency_id
        return [one for one in self.triggers if one.bot_id == bot_id]

    async def change(
        self, agency_id: UUID, trigger_id: UUID, *, spec: Spec | None = None, is_on: bool | None = None
    ) -> None:
        del agency_id, is_on
        self.triggers = [
            replace(one, spec=spec) if one.id == trigger_id and spec is not None else one
            for one in self.triggers
        ]

    async def remove(self, agency_id: UUID, trigger_id: UUID) -> None:
        del agency_id
        self.triggers = [one for one in self.triggers if one.id != trigger_id]

    async def install(self, session: AsyncSession, bot: Bot, specs: Sequence[Spec]) -> None:
        del session
        now = datetime.now(UTC)
        self.triggers += [Trigger(uuid4(), bot.id, spec, is_on=True, created_at=now) for spec in specs]

    async def armed(self, session: AsyncSession, bot: Bot) -> None:
        del session
        self.armed_for.append(bot.status)


@dataclass
class Told:
    """What people were told."""

    said: list[dict[str, Any]] = field(default_factory=list)

    async def tell(self, session: AsyncSession, agency_id: UUID, user_id: UUID, **said: Any) -> None:
        del session, agency_id
        self.said.append({"user": user_id, **said})

    @property
    def titles(self) -> list[str]:
        """What stands above each, but for what a bot says itself under its own name."""
        return [one["title"] for one in self.said if one["title"] != NAME]

    async def address_of(self, agency_id: UUID, user_id: UUID) -> str | None:
        del agency_id, user_id
        return "ada@a.example"

    async def letter(self, to: str, subject: str, text: str) -> None:
        self.said.append({"to": to, "title": subject, "text": text})

    async def webhook(self, address: str, message: Mapping[str, Any], **_: object) -> None:
        self.said.append({"address": address, **message})


@dataclass
class Place:
    """What tests of bots act on."""

    database: Database
    admin: Any
    agency: UUID
    user: UUID
    source: Source
    writer: Scripted
    models: Understanding
    cases: MarkedCases
    jobs: Jobs
    events: Events
    rows: NoRows
    triggers: Kept
    told: Told
    keeping: Keeping
    making: Making
    versions: Versions
    runs: Runs
    writers: list[Writer]

    def details(self, **parts: Any) -> BotDetails:
        """What a bot says of itself that reads the source and tells people."""
        given = Given(answers=(GivenAnswer(url=self.source.address, body=ORDERS),))
        few = Given(answers=(GivenAnswer(url=self.source.address, body=[]),))
        cases = (
            Case(
                name="It tells of many",
                given=given,
                expect=Expected(notices=(ExpectedNotice(contains=("30",)),)),
            ),
            Case(name="It is silent about few", given=few, expect=Expected(no_notices=True)),
        )
        values: dict[str, Any] = {
            "name": NAME,
            "description": "Tells you when many orders are open.",
            "reaches": Reaches(reach="listed", hosts=(self.source.host,), notifies=("product",)),
            "config": [{"name": "limit", "label": "Limit", "type": "number", "default": 10}],
            "cases": cases,
        }
        return BotDetails(**{**values, **parts})

    def draft(self, code: str = CODE, *, model: str = "", **parts: Any) -> Draft:
        """A program that reads the source."""
        text = code.replace("ADDRESS", self.source.address)
        return Draft(text, self.details(**parts), "It counts open orders.", model)

    def working(self) -> AbstractAsyncContextManager[None]:
        """Have jobs done for as long as the block lasts."""
        return self.jobs.working()

    async def ask(self, *drafts: Draft | Refusal, text: str = "") -> UUID:
        """A bot that is asked for, and that a writer writes like this."""
        self.writer.drafts = list(drafts) or [self.draft()]
        words = text or f"Tell me when more than 10 orders are open at {self.source.address}"
        return (await self.making.talking.ask(self.agency, self.user, words)).id

    async def made(self, *drafts: Draft | Refusal, text: str = "") -> Bot:
        """A bot that was made; jobs have to be done meanwhile."""
        return await self.settled(await self.ask(*drafts, text=text))

    async def active(self, *drafts: Draft, policy: Policy | None = None) -> Bot:
        """A bot that was made and activated; jobs have to be done meanwhile."""
        bot = await self.made(*drafts)
        if policy is not None:
            async with self.database.unit(self.agency) as session:
                await repository.set_bot(session, bot, policy=policy)
        return await self.versions.activate(self.agency, bot.id)

    async def say(self, bot: UUID, text: str = "", answers: Mapping[str, str] | None = None) -> Bot:
        """Say something to a bot, and wait for what comes of it."""
        await self.making.talking.say(self.agency, bot, self.user, text, answers)
        return await self.settled(bot)

    async def show(self, bot: UUID) -> Bot:
        """A bot as it is."""
        async with self.database.unit(self.agency) as session:
            found = await repository.bot_of(session, self.agency, bot)
        assert found is not None
        return found

    async def settled(self, bot: UUID) -> Bot:
        """Wait until nothing is being done to a bot."""

        async def is_still() -> bool:
            count = await self.admin.fetchval("select count(*) from jobs where key = $1", str(bot))
            return count == 0 and (await self.show(bot)).stage not in MAKING

        await until(is_still, 120)
        return await self.show(bot)

    async def staged(self, bot: UUID, stage: Stage) -> Bot:
        """Wait until a bot is in a stage."""

        async def is_there() -> bool:
            return (await self.show(bot)).stage is stage

        await until(is_there, 120)
        return await self.show(bot)

    async def messages(self, bot: UUID) -> list[Message]:
        """The conversation."""
        async with self.database.unit(self.agency) as session:
            return await repository.messages_of(session, await self.show(bot))

    async def version(self, bot: UUID, number: int) -> Version:
        """A version."""
        return await self.versions.show(self.agency, bot, number)

    async def statuses(self, bot: UUID) -> list[str]:
        """Where all versions stand, the first first."""
        page = await self.versions.page(self.agency, bot, Window())
        return [one.status.value for one in page.items[::-1]]

    async def run(self, bot: UUID, input: Any = None, **parts: Any) -> Run:  # noqa: A002 - as runs call it
        """A run by hand, to its end."""
        async with self.database.unit(self.agency) as session:
            known = await repository.bot_of(session, self.agency, bot)
            assert known is not None
            cause = Cause(kind="manual", user_id=self.user)
            run = await self.runs.start(session, known, input, cause, **parts)
        return await self.runs.wait(self.agency, run.id, 60)

    async def failed(self, bot: UUID, times: int = 1) -> Bot:
        """Let runs of it fail."""
        for _ in range(times):
            run = await self.run(bot)
            assert run.state is RunState.FAILED, run
        return await self.show(bot)


async def open_place(database: Database, admin: Any, sandbox: Sandbox, source: Source) -> Place:
    """An agency with a person."""
    agency = await admin.fetchval("insert into agencies (name, slug) values ('a', 'a') returning id")
    user = await admin.fetchval(
        "insert into users (name, email) values ('Ada', 'ada@a.example') returning id"
    )
    await admin.execute(
        "insert into memberships (agency_id, user_id, role) values ($1, $2, 'admin')", agency, user
    )
    writer, models, cases, told, triggers, rows = (
        Scripted(), Understanding(), MarkedCases(), Told(), Kept(), NoRows()
    )  # fmt: skip
    jobs, events, requests = Jobs(database, QUICK), Events(database), RequestLog(database)
    secrets: Any = OneSecret(source.host)
    writers: list[Writer] = [writer]

    async def writers_of(caller: Caller) -> Sequence[Writer]:
        assert caller.agency_id == agency
        return writers

    async def models_of(caller: Caller) -> Models:
        assert caller.agency_id == agency
        return models

    keeping = Keeping(jobs, Telling(events), triggers)
    making = Making.over(
        database,
        keeping=keeping,
        sandbox=sandbox,
        programs=Programs(database, sandbox),
        writers_of=writers_of,
        models_of=models_of,
        trying=cases,
        rows=rows,
        secrets=secrets,
        requests=requests,
    )
    host: Any = told
    runs = Runs.over(
        database,
        jobs=jobs,
        events=events,
        sandbox=sandbox,
        requests=requests,
        prepare=Preparing(BotHost(database, events, host), rows, secrets),
    )
    versions = Versions(database, keeping, cases, rows, check_program)
    runs.on_end.append(Health(keeping, told).ended)
    working = making.working
    healing = Healing(database, keeping, working.gathering, working.writing, cases, runs, requests, told)
    for handled in (making, runs, healing):
        handled.handle(jobs)
    return Place(
        database, admin, agency, user, source, writer, models, cases, jobs, events, rows, triggers, told,
        keeping, making, versions, runs, writers,
    )  # fmt: skip
