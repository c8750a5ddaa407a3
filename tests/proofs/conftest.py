"""Fixtures: proofs over the real routes, on a fresh database."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sayso.db.database import Database
from sayso.settings import Settings
from sayso.web.inprocess import InProcess
from tests.support.postgres import TestDatabase


@pytest.fixture
async def opened(database: TestDatabase) -> AsyncIterator[Database]:
    """The platform's database, migrated and open."""
    found = await Database.open(database.dsn)
    yield found
    await found.close()


@pytest.fixture
def routes(opened: Database, tmp_path: Path) -> InProcess:
    """The data API in this process."""
    return InProcess(Settings(home=tmp_path), opened)
