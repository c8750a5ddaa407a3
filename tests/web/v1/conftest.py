"""The platform's API with somebody who changes modules."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.office import Office, open_office
from tests.support.postgres import TestDatabase
from tests.support.running import running_sayso
from tests.support.studio import Studio, open_studio
from tests.support.unproved import Unproved


@pytest.fixture
async def studio(database: TestDatabase, tmp_path: Path) -> AsyncIterator[Studio]:
    """A running Sayso without proofs, which have tests of their own."""
    async with running_sayso(database.dsn, tmp_path, prover=Unproved()) as sayso:
        yield await open_studio(sayso)


@pytest.fixture
async def office(database: TestDatabase, tmp_path: Path) -> AsyncIterator[Office]:
    """A running Sayso with its operator, who belongs to "My company"."""
    async with open_office(database.dsn, tmp_path) as office:
        yield office
