"""Fixtures: a running Sayso, and a salon in it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.postgres import TestDatabase
from tests.support.running import KeptSalon, RunningSayso, Salon, running_sayso
from tests.support.snapshots import Snapshot


@pytest.fixture
async def sayso(database: TestDatabase, tmp_path: Path) -> AsyncIterator[RunningSayso]:
    """A running Sayso on a fresh database."""
    async with running_sayso(database.dsn, tmp_path) as running:
        yield running


@pytest.fixture
async def shop(kept_salon: Snapshot[KeptSalon], sayso: RunningSayso) -> Salon:
    """The salon application, empty."""
    return await kept_salon.state.opened(sayso)
