"""A sandbox for all tests of runs, and a place for each."""

from collections.abc import AsyncIterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from sayso.db.database import Database
from sayso.sandbox.service import OsSandbox
from sayso.settings import Settings
from tests.blocks.source import Source, open_source
from tests.bots.run_queue.place import Place, open_place
from tests.support.postgres import TestDatabase


@pytest.fixture(scope="session")
async def sandbox() -> AsyncIterator[OsSandbox]:
    """The sandbox of this machine, which lets programs reach this machine's own servers."""
    with TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder), sandbox_private_hosts="127.0.0.1", sandbox_parallel=8)
        async with OsSandbox.cold(settings).open() as opened:
            yield opened


@pytest.fixture
async def source() -> AsyncIterator[Source]:
    """A source that answers what a test says."""
    async with open_source() as opened:
        yield opened


@pytest.fixture
async def queue(database: TestDatabase, sandbox: OsSandbox) -> AsyncIterator[Place]:
    """An agency whose runs nobody performs."""
    opened = await Database.open(database.dsn)
    place = await open_place(opened, await database.admin(), sandbox)
    yield place
    place.events.stop()
    await opened.close()


@pytest.fixture
async def place(queue: Place) -> AsyncIterator[Place]:
    """An agency whose runs are performed."""
    async with queue.jobs.working():
        yield queue
