"""A worker that makes bots and never comes to an end: ``python -m tests.bots.generation.other DSN``."""

import asyncio
import sys
from collections.abc import Sequence
from typing import Any

import sayso.identity.tables
import sayso.notices.tables
import sayso.schedules.tables  # noqa: F401 - tables of bots refer to people
from sayso.bots.bot_events import Telling
from sayso.bots.generation.service import Making
from sayso.bots.transitions import Keeping
from sayso.db.database import Database
from sayso.devloop.programs.loop import Programs
from sayso.devloop.programs.types import Writer
from sayso.events.stream import Events
from sayso.jobs.queue import Jobs
from sayso.llm.types import Caller, Models
from tests.bots.place import Kept, MarkedCases, NoRows, Understanding
from tests.jobs.place import QUICK
from tests.support.programs import OneSecret, Scripted


async def main(dsn: str) -> None:
    """Begin whatever is to be made, and hang while it is being written."""
    database = await Database.open(dsn)
    jobs, nothing = Jobs(database, QUICK), Nothing()
    writer = Scripted(waits=asyncio.Event())

    async def writers_of(caller: Caller) -> Sequence[Writer]:
        del caller
        return [writer]

    async def models_of(caller: Caller) -> Models:
        del caller
        return Understanding()

    secrets: Any = OneSecret("nowhere.example")
    making = Making.over(
        database,
        keeping=Keeping(jobs, Telling(Events(database)), Kept()),
        sandbox=nothing,
        programs=Programs(database, nothing),
        writers_of=writers_of,
        models_of=models_of,
        trying=MarkedCases(),
        rows=NoRows(),
        secrets=secrets,
        requests=nothing,
    )
    making.handle(jobs)
    async with jobs.working():
        await asyncio.Event().wait()


class Nothing:
    """Stands where nothing is asked for."""

    async def run(self, *_: object, **__: object) -> Any:
        raise AssertionError("nothing is run here")

    async def note(self, *_: object) -> None:
        raise AssertionError("nothing is noted here")


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
