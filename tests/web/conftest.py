"""Fixtures: a running Sayso, and a salon in it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sayso.spec.model import AppSpec
from tests.support.postgres import TestDatabase
from tests.support.running import RunningSayso, Salon, open_salon, running_sayso


@pytest.fixture
async def sayso(database: TestDatabase, tmp_path: Path) -> AsyncIterator[RunningSayso]:
    """A running Sayso on a fresh database."""
    async with running_sayso(database.dsn, tmp_path) as running:
        yield running


@pytest.fixture
async def shop(sayso: RunningSayso, salon: AppSpec) -> Salon:
    """The salon application, empty."""
    return await open_salon(sayso, salon)
