"""A running Sayso whose people have dashboards."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.boards import Boards, open_boards
from tests.support.postgres import TestDatabase


@pytest.fixture
async def boards(database: TestDatabase, tmp_path: Path) -> AsyncIterator[Boards]:
    """People of two agencies, without dashboards yet."""
    async with open_boards(database.dsn, tmp_path) as boards:
        yield boards
