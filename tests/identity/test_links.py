"""Links that work once, for one person, one purpose and one place."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update

from sayso.db.database import Database
from sayso.identity.authentication.links import Link, Purpose, look_at, make_link, platform_link, use_link
from sayso.identity.people import repository
from sayso.identity.secret import hash_of
from sayso.identity.tables import LinkRow, UserRow
from sayso.settings import Settings
from tests.support.postgres import TestDatabase


@pytest.fixture
async def sayso(database: TestDatabase) -> AsyncIterator[Database]:
    """The platform's tables."""
    opened = await Database.open(database.dsn, gate_size=1)
    yield opened
    await opened.close()


@pytest.fixture
async def ada(sayso: Database) -> UUID:
    """A user."""
    async with sayso.system() as session:
        return await repository.ensure_user(session, "ada@example.com", "Ada")


async def _made(sayso: Database, user_id: UUID, lifetime: timedelta | None = None) -> str:
    async with sayso.system() as session:
        return await make_link(session, Purpose.SIGNIN, user_id, lifetime=lifetime)


async def _used(sayso: Database, token: str, purpose: Purpose = Purpose.SIGNIN) -> Link | None:
    async with sayso.system() as session:
        return await use_link(session, token, purpose)


async def test_a_link_works_once(sayso: Database, ada: UUID) -> None:
    token = await _made(sayso, ada)
    first = await _used(sayso, token)
    assert first is not None
    assert first.user_id == ada
    assert await _used(sayso, token) is None


async def test_looking_at_a_link_leaves_it_as_it_is(sayso: Database, ada: UUID) -> None:
    token = await _made(sayso, ada)
    async with sayso.system() as session:
        assert await look_at(session, token, Purpose.SIGNIN) is not None
        assert await look_at(session, token, Purpose.SIGNIN) is not None
    assert await _used(sayso, token) is not None
    async with sayso.system() as session:
        assert await look_at(session, token, Purpose.SIGNIN) is None


async def test_of_many_who_use_a_link_at_the_same_time_one_gets_in(sayso: Database, ada: UUID) -> None:
    token = await _made(sayso, ada)
    used = await asyncio.gather(*(_used(sayso, token) for _ in range(12)))
    assert sum(link is not None for link in used) == 1


async def test_a_use_that_is_rolled_back_is_none(sayso: Database, ada: UUID) -> None:
    token = await _made(sayso, ada)

    async def fail_after_use() -> None:
        async with sayso.system() as session:
            await use_link(session, token, Purpose.SIGNIN)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail_after_use()
    assert await _used(sayso, token) is not None


async def test_a_link_runs_out(sayso: Database, ada: UUID) -> None:
    assert await _used(sayso, await _made(sayso, ada, lifetime=timedelta(seconds=-1))) is None


async def test_a_link_serves_its_purpose_and_its_place_only(sayso: Database, ada: UUID) -> None:
    token = await _made(sayso, ada)
    assert await _used(sayso, token, Purpose.RESET) is None
    async with sayso.system() as session:
        assert await use_link(session, token, Purpose.SIGNIN, module_id=uuid4()) is None
    assert await _used(sayso, token) is not None


async def test_a_link_of_somebody_who_was_disabled_works_no_more(sayso: Database, ada: UUID) -> None:
    token = await _made(sayso, ada)
    async with sayso.system() as session:
        await session.execute(update(UserRow).where(UserRow.id == ada).values(is_active=False))
    assert await _used(sayso, token) is None


async def test_the_database_holds_no_token(sayso: Database, ada: UUID) -> None:
    address = await platform_link(sayso, Settings(port=8400), ada)
    origin, _, token = address.rpartition("/signin/")
    assert origin == "http://localhost:8400"
    async with sayso.system() as session:
        row = (await session.execute(select(LinkRow))).scalar_one()
    assert token not in str(vars(row))
    assert len(token) >= 43


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "\x00", "' or true --", "é" * 3000])
async def test_nonsense_is_no_link(sayso: Database, ada: UUID, token: str) -> None:
    await _made(sayso, ada)
    assert await _used(sayso, token) is None


async def test_a_link_that_signs_in_is_over_after_ten_minutes(sayso: Database, ada: UUID) -> None:
    young, old = await _made(sayso, ada), await _made(sayso, ada)
    for token, minutes in ((young, 9.5), (old, 10.5)):
        async with sayso.system() as session:
            await session.execute(
                update(LinkRow)
                .where(LinkRow.token_hash == hash_of(token))
                .values(expires_at=LinkRow.expires_at - timedelta(minutes=minutes))
            )
    assert await _used(sayso, young) is not None
    assert await _used(sayso, old) is None
