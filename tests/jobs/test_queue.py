"""Jobs go in with a transaction and are done by workers, one after the other where they share a key."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import UUID

import pytest

from sayso.db.database import Database
from sayso.jobs.queue import Jobs
from sayso.jobs.types import Job, Pace
from tests.support.postgres import TestDatabase

QUICK = Pace(
    heartbeat=timedelta(seconds=1),
    poll=timedelta(seconds=0.2),
    grace=timedelta(seconds=0.3),
    retry=timedelta(seconds=0.05),
)


@pytest.fixture
async def opened(each_database: TestDatabase) -> AsyncIterator[Database]:
    database = await Database.open(each_database.dsn)
    yield database
    await database.close()


@pytest.fixture
async def agency(opened: Database, each_database: TestDatabase) -> UUID:
    admin = await each_database.admin()
    made: UUID = await admin.fetchval("insert into agencies (name, slug) values ('a', 'a') returning id")
    return made


async def put(database: Database, jobs: Jobs, agency: UUID, key: str | None = None, **data: object) -> None:
    async with database.unit(agency) as session:
        await jobs.enqueue(session, "work", agency, data, key=key)


async def rows(database: TestDatabase, of: str = "jobs") -> int:
    admin = await database.admin()
    count: int = await admin.fetchval(f"select count(*) from {of}")
    return count


async def until(condition: object, seconds: float = 20) -> None:
    async with asyncio.timeout(seconds):
        while True:
            result = condition()  # type: ignore[operator]
            if asyncio.iscoroutine(result):
                result = await result
            if result:
                return
            await asyncio.sleep(0.02)


async def test_a_job_is_done_once_and_leaves_nothing(
    opened: Database, agency: UUID, each_database: TestDatabase
) -> None:
    done: list[Job] = []
    jobs = Jobs(opened, QUICK)

    async def work(job: Job) -> None:
        done.append(job)

    jobs.handle("work", work)
    async with jobs.working():
        await put(opened, jobs, agency, number=1)
        await until(lambda: done)

        async def empty() -> bool:
            return await rows(each_database) == 0

        await until(empty)
    assert [(job.kind, job.agency_id, job.data, job.attempt) for job in done] == [
        ("work", agency, {"number": 1}, 1)
    ]
    assert await rows(each_database, "sayso_queue.pgqueuer") == 0
