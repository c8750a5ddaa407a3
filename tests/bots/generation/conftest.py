"""A sandbox for all tests of making bots, and a place with a source for each."""

from collections.abc import AsyncIterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from sayso.db.database import Database
from sayso.sandbox.service import OsSandbox
from sayso.settings import Settings
from tests.blocks.source import Source, open_source
from tests.bots.place import ORDERS, Place, open_place
from tests.support.postgres import TestDatabase


@pytest.fixture(scope="session")
async def sandbox() -> AsyncIterator[OsSandbox]:
    """The sandbox of this machine, which lets programs reach this machine's own servers."""
    with TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder), sandbox_private_hosts="127.0.0.1", sandbox_parallel=8)
        async with OsSandbox.of(settings).open() as opened:
            yield opened


@pytest.fixture
async def source() -> AsyncIterator[Source]:
    """A source with orders."""
    async with open_source() as opened:
        opened.say(ORDERS)
        yield opened


@pytest.fixture
async def place(database: TestDatabase, sandbox: OsSandbox, source: Source) -> AsyncIterator[Place]:
    """An agency with bots."""
    opened = await Database.open(database.dsn)
    yield await open_place(opened, await database.admin(), sandbox, source)
    await opened.close()
