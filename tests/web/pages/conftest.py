"""A running Sayso, and browsers at its own address."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.postgres import TestDatabase
from tests.support.running import RunningSayso, running_sayso
from tests.support.unproved import Unproved
from tests.web.pages.people import People


@pytest.fixture
async def sayso(database: TestDatabase, tmp_path: Path) -> AsyncIterator[RunningSayso]:
    """A running Sayso without proofs, which have tests of their own."""
    async with running_sayso(database.dsn, tmp_path, prover=Unproved()) as running:
        yield running


@pytest.fixture
async def people(sayso: RunningSayso) -> People:
    """Somebody to sign in as."""
    return People(sayso)
