"""Fixtures: the salon with bots."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sayso.sandbox.service import OsSandbox
from tests.bots.triggers.place import Place
from tests.support.postgres import TestDatabase
from tests.support.running import KeptSalon, running_sayso
from tests.support.snapshots import Snapshot


@pytest.fixture(autouse=True)
def cold_sandbox(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bots of these tests import nothing, so nothing is imported for them."""
    monkeypatch.setattr(OsSandbox, "of", OsSandbox.cold)


@pytest.fixture
async def place(
    kept_salon: Snapshot[KeptSalon], database: TestDatabase, tmp_path: Path, cold_sandbox: None
) -> AsyncIterator[Place]:
    async with running_sayso(database.dsn, tmp_path, as_server=True) as sayso:
        program = await sayso.platform()
        program.headers.pop("origin")
        yield Place(await kept_salon.state.opened(sayso), await database.admin(), program)
