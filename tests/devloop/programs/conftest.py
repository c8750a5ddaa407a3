"""A database of its own, and an agency whose programs are written."""

from collections.abc import AsyncIterator
from uuid import UUID, uuid4

import pytest

from sayso.db.database import Database
from sayso.devloop.programs.types import Owner
from sayso.sandbox.service import OsSandbox
from sayso.settings import Settings
from tests.devloop.programs.source import Source, open_source
from tests.support.postgres import TestDatabase


@pytest.fixture
async def opened(database: TestDatabase) -> AsyncIterator[Database]:
    opened = await Database.open(database.dsn)
    yield opened
    await opened.close()


@pytest.fixture
async def owner(database: TestDatabase) -> Owner:
    admin = await database.admin()
    agency: UUID = await admin.fetchval("insert into agencies (name, slug) values ('a', 'a') returning id")
    return Owner(agency, "block", uuid4())


@pytest.fixture
async def other(database: TestDatabase) -> Owner:
    admin = await database.admin()
    agency: UUID = await admin.fetchval("insert into agencies (name, slug) values ('b', 'b') returning id")
    return Owner(agency, "block", uuid4())


@pytest.fixture(scope="session")
async def sandbox() -> AsyncIterator[OsSandbox]:
    """The sandbox of this machine, allowed to reach sources of tests."""
    async with OsSandbox.of(Settings(sandbox_private_hosts="127.0.0.1")).open() as sandbox:
        yield sandbox


@pytest.fixture
async def source() -> AsyncIterator[Source]:
    async with open_source() as source:
        yield source
