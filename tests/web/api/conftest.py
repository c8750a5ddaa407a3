"""One town for all tests of a file; they leave it as they found it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sayso.spec.model import AppSpec
from tests.support.postgres import TestDatabase, fresh_database
from tests.support.servers import TestServer
from tests.web.api.town import Town, open_town


@pytest.fixture(scope="module")
async def town_database(postgres: TestServer) -> AsyncIterator[TestDatabase]:
    """The database of the town."""
    async with fresh_database(postgres) as database:
        yield database


@pytest.fixture(scope="module")
async def town(
    town_database: TestDatabase, tmp_path_factory: pytest.TempPathFactory, salon: AppSpec
) -> AsyncIterator[Town]:
    """Two agencies with people of every role and things of every kind."""
    folder: Path = tmp_path_factory.mktemp("town")
    async with open_town(town_database.dsn, folder, salon) as town:
        yield town
