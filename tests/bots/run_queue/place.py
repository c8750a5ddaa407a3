"""An agency with bots whose runs are performed in a real sandbox, by this process or by others."""

import asyncio
import signal
import subprocess
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncSession

import sayso.identity.tables
import sayso.schedules.tables  # noqa: F401 - and to what is due
from sayso.bots import repository
from sayso.bots.details import BotDetails, Reaches
from sayso.bots.host.service import BotHost
from sayso.bots.run_queue.repository import LogPiece
from sayso.bots.run_queue.service import Runs
from sayso.bots.types import Bot, BotStatus, Cause, Policy, Run, RunState, Version
from sayso.db.database import Database
from sayso.events.stream import Events
from sayso.jobs.lanes import Lanes
from sayso.jobs.queue import Jobs
from sayso.sandbox.types import Entry, Limits, Network, Program, Reach, Sandbox, Secret
from sayso.secrets.requests import RequestLog
from tests.jobs.place import QUICK, until
from tests.support.warm import Forked

SECRET = "hush-hush-hush"
BY_HAND = Cause(kind="manual")
ENDED = (RunState.SUCCESS, RunState.FAILED, RunState.CANCELLED, RunState.TIMED_OUT)
QUICK_POLICY = Policy(timeout=20.0, retries=0, backoff=0.1)


class Silent:
    """Tells nobody."""

    async def tell(self, session: AsyncSession, agency_id: UUID, user_id: UUID, **said: Any) -> None:
        del session, agency_id, user_id, said

    async def address_of(self, agency_id: UUID, user_id: UUID) -> str | None:
        del agency_id, user_id
        return None

    async def letter(self, to: str, subject: str, text: str) -> None:
        del to, subject, text

    async def webhook(
        self, address: str, message: Mapping[str, Any], *, secret: SecretStr | None = None
    ) -> None:
        del address, message, secret


@dataclass
class Preparing:
    """Gives programs their network: the host of bots, one secret, and hosts that a test names."""

    host: BotHost
    hosts: tuple[str, ...] = ()
    fails: Exception | None = None

    async def __call__(self, bot: Bot, version: Version, run: Run) -> tuple[Program, Network, Limits]:
        if self.fails is not None:
            raise self.fails
        network = Network(
            Reach.LISTED if self.hosts else Reach.NONE,
            self.hosts,
            {"TOKEN": Secret(SecretStr(SECRET), self.hosts)},
            {"bot.sayso": self.host.service(run, bot, Reaches())},
        )
        return Program(version.code, Entry.BOT, name="bot.py", time_zone=bot.time_zone), network, Limits()


def runs_over(
    database: Database, sandbox: Sandbox, lanes: Lanes | None = None
) -> tuple[Jobs, Events, Preparing, Runs]:
    """Runs as a server has them."""
    jobs, events = Jobs(database, QUICK), Events(database)
    preparing = Preparing(BotHost(database, events, Silent()))
    runs = Runs.over(
        database,
        jobs=jobs,
        events=events,
        sandbox=sandbox,
        requests=RequestLog(database),
        prepare=preparing,
        lanes=lanes,
    )
    runs.handle(jobs)
    return jobs, events, preparing, runs


@dataclass
class Place:
    """What tests of runs act on."""

    database: Database
    admin: Any
    agency: UUID
    user: UUID
    jobs: Jobs
    events: Events
    preparing: Preparing
    runs: Runs
    ended: list[tuple[UUID, RunState]] = field(default_factory=list)

    async def bot(
        self, code: str, policy: Policy = QUICK_POLICY, status: BotStatus = BotStatus.ACTIVE, **values: Any
    ) -> Bot:
        """A bot that does this when it runs."""
        details = BotDetails(name="Watcher", config=values.pop("config_fields", ()))
        async with self.database.unit(self.agency) as session:
            bot = await repository.add_bot(
                session,
                self.agency,
                {"name": "Watcher", "user_id": self.user, "status": status, "policy": policy, **values},
            )
            await repository.add_version(
                session, bot, {"status": "active", "code": code, "details": details, "author": "hand"}
            )
            return await repository.set_bot(session, bot, version=1)

    async def changed(self, bot: Bot, **values: Any) -> Bot:
        """The bot with other values."""
        async with self.database.unit(self.agency) as session:
            return await repository.set_bot(session, bot, **values)

    async def fresh(self, bot: Bot) -> Bot:
        """The bot as it is now."""
        async with self.database.unit(self.agency) as session:
            found = await repository.bot_of(session, self.agency, bot.id)
        assert found is not None
        return found

    async def start(self, bot: Bot, given: Any = None, cause: Cause = BY_HAND, **options: Any) -> Run:
        """A run that is queued."""
        async with self.database.unit(self.agency) as session:
            return await self.runs.start(session, bot, given, cause, **options)

    async def show(self, run: Run) -> Run:
        """The run as it is now."""
        return await self.runs.show(self.agency, run.id)

    async def reached(self, run: Run, *states: RunState, seconds: float = 40) -> Run:
        """Wait until the run is in one of these states, or has ended."""
        wanted = states or ENDED

        async def is_there() -> bool:
            return (await self.show(run)).state in wanted

        await until(is_there, seconds)
        return await self.show(run)

    async def done(self, bot: Bot, given: Any = None, cause: Cause = BY_HAND, **options: Any) -> Run:
        """A run that has come to its end; jobs have to be done meanwhile."""
        return await self.reached(await self.start(bot, given, cause, **options))

    async def log(self, run: Run) -> str:
        """All that a run wrote."""
        return "".join(piece.text for piece in await self.pieces(run))

    async def pieces(self, run: Run) -> Sequence[LogPiece]:
        """What a run wrote, in pieces."""
        return await self.runs.log(self.agency, run.id)

    async def endings(self, run: Run) -> list[str]:
        """How each attempt ended."""
        return [one.ending for one in await self.runs.attempts(self.agency, run.id)]

    async def steps(self, run: Run) -> dict[str, tuple[Any, int]]:
        """Values of the steps that are done, and the attempts that did them."""
        return {one.name: (one.value, one.attempt) for one in await self.runs.steps(self.agency, run.id)}

    async def heard(self, run: Run) -> list[str]:
        """The states that were told on the stream of a run."""
        rows = await self.admin.fetch(
            "select data ->> 'state' as state from events where stream = $1 and kind = 'run' order by id",
            run.id,
        )
        return [row["state"] for row in rows]

    async def is_empty(self) -> bool:
        """Whether nothing is left in the queue."""
        return bool(await self.admin.fetchval("select not exists (select from jobs)"))

    @asynccontextmanager
    async def process(self, port: int, kill: str = "") -> AsyncIterator["subprocess.Popen[bytes]"]:
        """A worker in another process, which can be killed, or kills itself at a point."""
        process = await asyncio.to_thread(
            Forked[bytes], ["tests.bots.run_queue.other", self.database.dsn, str(port), kill]
        )
        try:
            yield process
        finally:
            process.send_signal(signal.SIGCONT)
            process.terminate()
            await asyncio.to_thread(process.wait, 30)

    async def killed(self, port: int, point: str) -> None:
        """Let a worker kill itself at a point."""
        async with self.process(port, point) as process:
            assert await asyncio.to_thread(process.wait, 40) == -signal.SIGKILL


async def open_place(database: Database, admin: Any, sandbox: Sandbox) -> Place:
    """An agency with a person."""
    agency = await admin.fetchval("insert into agencies (name, slug) values ('a', 'a') returning id")
    user = await admin.fetchval(
        "insert into users (name, email) values ('Ada', 'ada@a.example') returning id"
    )
    jobs, events, preparing, runs = runs_over(database, sandbox)
    place = Place(database, admin, agency, user, jobs, events, preparing, runs)

    async def note(session: AsyncSession, bot: Bot, run: Run) -> None:
        del session, bot
        place.ended.append((run.id, run.state))

    runs.on_end.append(note)
    return place
