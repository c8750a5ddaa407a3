"""A stream tells everything once and in order, to whoever follows and wherever they begin."""

import asyncio
from collections.abc import AsyncIterator
from uuid import UUID, uuid4

import pytest

from sayso.db.database import Database
from sayso.events.stream import Events
from sayso.events.types import Event
from tests.support.postgres import TestDatabase


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


@pytest.fixture
async def events(opened: Database) -> AsyncIterator[Events]:
    made = Events(opened)
    yield made
    made.stop()


async def first(following: AsyncIterator[Event], count: int) -> list[Event]:
    """The next events of a stream."""
    async with asyncio.timeout(20):
        return [await anext(following) for _ in range(count)]


async def test_what_happened_is_told_first_and_then_what_happens(events: Events, agency: UUID) -> None:
    stream = uuid4()
    for number in range(3):
        await events.append(None, agency, stream, "step", {"number": number})
    following = events.follow(agency, stream)
    told = await first(following, 3)
    later = asyncio.create_task(first(following, 1))
    await asyncio.sleep(0.1)
    await events.append(None, agency, stream, "step", {"number": 3})
    told += await later
    assert [event.data["number"] for event in told] == [0, 1, 2, 3]
    assert [event.data["number"] for event in await first(events.follow(agency, stream, told[1].id), 2)] == [
        2,
        3,
    ]


async def test_a_transaction_that_ends_late_is_not_passed_over(
    events: Events, agency: UUID, opened: Database
) -> None:
    """The earlier of two ids may be committed after the later; a follower hears both, in order."""
    stream = uuid4()
    following = events.follow(agency, stream)
    async with opened.unit(agency) as slow:
        await events.append(slow, agency, stream, "step", {"number": 1})
        quick = asyncio.create_task(events.append(None, agency, stream, "step", {"number": 2}))
        hearing = asyncio.create_task(first(following, 2))
        await asyncio.wait({quick, hearing}, timeout=0.5)
        assert not hearing.done()
    await quick
    assert [event.data["number"] for event in await hearing] == [1, 2]
