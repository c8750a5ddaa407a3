"""What is due becomes jobs: once, in time, by one process of several, and never on top of itself."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest

from sayso.db.database import Database
from sayso.jobs.queue import Jobs
from sayso.jobs.types import Job
from sayso.schedules.recurrence import Cron, Every
from sayso.schedules.service import Schedules
from tests.jobs.place import until
from tests.support.postgres import TestDatabase


@dataclass
class Place:
    """An agency whose schedules are looked after."""

    database: Database
    schedules: Schedules
    admin: Any
    agency: UUID

    async def set(self, key: str, timing: Every | Cron | None = None, *, on: bool = True) -> datetime:
        async with self.database.unit(self.agency) as session:
            return await self.schedules.set(session, self.agency, "look", key, timing or Every(60), on=on)

    async def make_due(self) -> None:
        await self.admin.execute("update schedules set next_at = now() - interval '3 hours'")

    async def jobs(self) -> list[str]:
        return [row["key"] for row in await self.admin.fetch("select key from jobs order by id")]


@pytest.fixture
async def place(each_database: TestDatabase) -> AsyncIterator[Place]:
    database = await Database.open(each_database.dsn)
    admin = await each_database.admin()
    agency = await admin.fetchval("insert into agencies (name, slug) values ('a', 'a') returning id")
    yield Place(database, Schedules(database), admin, agency)
    await database.close()


async def test_what_is_due_is_queued_once_and_is_due_again_later(place: Place) -> None:
    await place.set("one")
    assert await place.schedules.tick() == 0
    await place.make_due()
    assert await place.schedules.tick() == 1
    assert await place.schedules.tick() == 0
    assert await place.jobs() == ["one"]
    row = await place.admin.fetchrow("select next_at > now() as ahead, last_at from schedules")
    assert row["ahead"]
    assert row["last_at"] is not None


async def test_hours_in_which_nobody_worked_make_one_job(place: Place) -> None:
    await place.set("one", Every(10))
    await place.make_due()
    await place.schedules.tick()
    assert await place.jobs() == ["one"]


async def test_a_tick_is_dropped_while_a_job_of_the_key_waits(place: Place) -> None:
    await place.set("one")
    for _ in range(3):
        await place.make_due()
        await place.schedules.tick()
    assert await place.jobs() == ["one"]


async def test_a_tick_is_dropped_while_a_job_of_the_key_runs(place: Place) -> None:
    running, on = asyncio.Event(), asyncio.Event()
    runs = []
    jobs = Jobs(place.database)

    async def look(job: Job) -> None:
        runs.append(job.key)
        running.set()
        await on.wait()

    jobs.handle("look", look)
    await place.set("one")
    async with jobs.working():
        await place.make_due()
        await place.schedules.tick()
        await asyncio.wait_for(running.wait(), 20)
        await place.make_due()
        await place.schedules.tick()
        assert len(await place.jobs()) == 1
        on.set()
    assert runs == ["one"]


async def test_a_thousand_that_are_due_are_each_taken_by_one_of_four_processes(place: Place) -> None:
    await asyncio.gather(*(place.set(f"key {n}", Every(86_400)) for n in range(10)))
    await place.admin.execute(
        "insert into schedules (agency_id, kind, key, timing, next_at) select $1, 'look', 'more ' || n, "
        '\'{"kind": "interval", "seconds": 86400}\', now() from generate_series(1, 990) n',
        place.agency,
    )
    await place.make_due()
    others = [await Database.open(place.database.dsn) for _ in range(3)]
    taken = await asyncio.gather(*(Schedules(one).tick() for one in [place.database, *others]))
    for other in others:
        await other.close()
    assert sum(taken) == 1000
    assert max(Counter(await place.jobs()).values()) == 1
    assert len(await place.jobs()) == 1000


async def test_one_that_is_off_or_dropped_is_never_due(place: Place) -> None:
    await place.set("off", on=False)
    await place.set("gone")
    async with place.database.unit(place.agency) as session:
        assert set(await place.schedules.next_of(session, place.agency, "look", ["off", "gone"])) == {"gone"}
        await place.schedules.drop(session, place.agency, "look", "gone")
    await place.make_due()
    assert await place.schedules.tick() == 0


async def test_setting_it_again_takes_the_place_of_what_was_set(place: Place) -> None:
    await place.set("one", Every(60))
    first = await place.set("one", Cron("0 8 * * *", "Europe/Berlin"))
    async with place.database.unit(place.agency) as session:
        assert await place.schedules.next_of(session, place.agency, "look", ["one"]) == {"one": first}
    assert await place.admin.fetchval("select count(*) from schedules") == 1


async def test_a_timing_that_cannot_be_kept_to_any_more_stops_without_harm_to_others(place: Place) -> None:
    await place.set("good")
    await place.set("bad")
    await place.make_due()
    await place.admin.execute(
        'update schedules set timing = \'{"kind": "cron", "cron": "0 8 * * *", "time_zone": "Moon"}\' '
        "where key = 'bad'"
    )
    await place.schedules.tick()
    await place.make_due()
    assert await place.admin.fetchval("select next_at from schedules where key = 'bad'") is not None
    assert "good" in await place.jobs()


async def test_the_loop_notices_what_was_set_after_it_began(place: Place) -> None:
    loop = asyncio.create_task(place.schedules.keep_scheduled())
    try:
        await asyncio.sleep(0.1)
        await place.set("one")
        await place.make_due()
        await until(place.jobs)
    finally:
        loop.cancel()
    assert await place.jobs() == ["one"]
