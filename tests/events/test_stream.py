"""A stream tells everything once and in order, to whoever follows and wherever they begin."""

import asyncio
from collections.abc import AsyncIterator
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from sayso.db.database import Database
from sayso.errors import OperationError
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
    async with asyncio.timeout(60):
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


async def test_many_who_write_at_once_are_heard_in_one_order_without_gaps(
    events: Events, agency: UUID
) -> None:
    stream = uuid4()
    listeners = [asyncio.create_task(first(events.follow(agency, stream), 60)) for _ in range(3)]

    async def write(name: str) -> None:
        for number in range(20):
            await events.append(None, agency, stream, "step", {"by": name, "number": number})

    await asyncio.gather(write("a"), write("b"), write("c"))
    heard = [await listener for listener in listeners]
    assert heard[0] == heard[1] == heard[2]
    ids = [event.id for event in heard[0]]
    assert ids == sorted(set(ids))
    for name in "abc":
        by_name = [event.data["number"] for event in heard[0] if event.data["by"] == name]
        assert by_name == list(range(20))


async def test_what_is_rolled_back_is_never_told(events: Events, agency: UUID, opened: Database) -> None:
    stream = uuid4()
    async with opened.unit(agency) as session:
        await events.append(session, agency, stream, "step", {"number": 1})
        await session.rollback()
    await events.append(None, agency, stream, "step", {"number": 2})
    assert [event.data["number"] for event in await first(events.follow(agency, stream), 1)] == [2]


async def test_followers_hear_on_after_the_connection_was_lost(
    events: Events, agency: UUID, each_database: TestDatabase
) -> None:
    stream, admin = uuid4(), await each_database.admin()
    following = events.follow(agency, stream)
    await events.append(None, agency, stream, "step", {"number": 1})
    assert (await first(following, 1))[0].data == {"number": 1}
    hearing = asyncio.create_task(first(following, 1))
    async with asyncio.timeout(60):
        while not await admin.fetchval(  # noqa: ASYNC110 - it is PostgreSQL that is waited for
            "select count(pg_terminate_backend(pid)) from pg_stat_activity "
            "where application_name = 'sayso-events' and datname = current_database()"
        ):
            await asyncio.sleep(0.02)
    await events.append(None, agency, stream, "step", {"number": 2})
    assert (await hearing)[0].data == {"number": 2}


async def test_streams_and_agencies_are_kept_apart(
    events: Events, agency: UUID, each_database: TestDatabase
) -> None:
    admin = await each_database.admin()
    other = await admin.fetchval("insert into agencies (name, slug) values ('b', 'b') returning id")
    stream = uuid4()
    await events.append(None, other, stream, "step", {"number": 1})
    await events.append(None, agency, uuid4(), "step", {"number": 2})
    await events.append(None, agency, stream, "step", {"number": 3})
    assert [event.data["number"] for event in await first(events.follow(agency, stream), 1)] == [3]


async def test_pieces_are_dropped_up_to_the_whole(events: Events, agency: UUID, opened: Database) -> None:
    stream = uuid4()
    for number in range(3):
        await events.append(None, agency, stream, "piece", {"number": number})
    async with opened.unit(agency) as session:
        whole = await events.append(session, agency, stream, "text", {"number": 3})
        await events.drop(session, agency, stream, ["piece"], whole)
    await events.append(None, agency, stream, "piece", {"number": 4})
    told = await first(events.follow(agency, stream), 2)
    assert [(event.kind, event.data["number"]) for event in told] == [("text", 3), ("piece", 4)]


async def test_old_events_go_and_passing_ones_sooner(events: Events, agency: UUID, opened: Database) -> None:
    stream = uuid4()
    for days, is_passing in ((0, True), (2, True), (2, False), (40, False)):
        number = await events.append(None, agency, stream, "step", {"days": days}, is_passing=is_passing)
        async with opened.system() as session:
            await session.execute(
                text("update events set at = now() - make_interval(days => :days) where id = :id"),
                {"days": days, "id": number},
            )
    assert await events.sweep(30) == 2
    told = await first(events.follow(agency, stream), 2)
    assert [event.data["days"] for event in told] == [0, 2]


async def test_an_event_is_of_a_size_and_of_text_that_can_be_kept(events: Events, agency: UUID) -> None:
    stream = uuid4()
    with pytest.raises(OperationError, match="too large"):
        await events.append(None, agency, stream, "step", {"text": "x" * 70_000})
    await events.append(None, agency, stream, "step", {"text": "a\0b", "list": ["\ud800"], "at": "\\u0000"})
    told = await first(events.follow(agency, stream), 1)
    assert told[0].data == {"text": "a\ufffdb", "list": ["?"], "at": "\\u0000"}


async def test_stopping_ends_every_follower(events: Events, agency: UUID) -> None:
    following = [asyncio.create_task(anext(events.follow(agency, uuid4()), None)) for _ in range(3)]
    await asyncio.sleep(0.1)
    events.stop()
    async with asyncio.timeout(2):
        assert await asyncio.gather(*following) == [None, None, None]


async def test_a_follower_that_leaves_at_the_moment_news_come_is_gone(events: Events, agency: UUID) -> None:
    stream = uuid4()
    following = asyncio.create_task(first(events.follow(agency, stream), 1))
    await events._listening.ready()
    await asyncio.sleep(0.2)
    events._listening._wake_all()
    following.cancel()
    await asyncio.wait({following}, timeout=5)
    assert following.cancelled()
