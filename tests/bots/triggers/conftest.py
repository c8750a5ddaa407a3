"""Fixtures: the salon with bots."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sayso.spec.model import AppSpec
from tests.bots.triggers.place import Place
from tests.support.postgres import TestDatabase
from tests.support.running import open_salon, running_sayso


@pytest.fixture
async def place(database: TestDatabase, tmp_path: Path, salon: AppSpec) -> AsyncIterator[Place]:
    async with running_sayso(database.dsn, tmp_path) as sayso:
        program = await sayso.platform()
        program.headers.pop("origin")
        yield Place(await open_salon(sayso, salon), await database.admin(), program)
