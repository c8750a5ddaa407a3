"""A database with an agency, on each PostgreSQL that is supported."""

from collections.abc import AsyncIterator
from uuid import UUID

import pytest

from sayso.db.database import Database
from tests.jobs.place import Place
from tests.support.postgres import TestDatabase


@pytest.fixture
async def place(each_database: TestDatabase) -> AsyncIterator[Place]:
    """An agency whose jobs are done."""
    database = await Database.open(each_database.dsn)
    admin = await each_database.admin()
    agency: UUID = await admin.fetchval("insert into agencies (name, slug) values ('a', 'a') returning id")
    await admin.execute(
        "create table told (id bigint generated always as identity, job bigint, said text); "
        "alter table told owner to sayso"
    )
    yield Place(database, admin, agency)
    await database.close()
