"""A running Sayso whose people have dashboards."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.boards import Boards, KeptBoards, open_boards
from tests.support.postgres import TestDatabase
from tests.support.snapshots import Snapshot


@pytest.fixture
async def boards(
    kept_boards: Snapshot[KeptBoards], database: TestDatabase, tmp_path: Path
) -> AsyncIterator[Boards]:
    """People of two agencies, without dashboards yet."""
    async with open_boards(kept_boards.state, database.dsn, tmp_path) as boards:
        yield boards
