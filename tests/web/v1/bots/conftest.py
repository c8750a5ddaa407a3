"""A running Sayso whose people have bots."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from sayso.bots.types import BotStatus
from tests.jobs.place import until
from tests.support.boards import Boards, KeptBoards, open_boards
from tests.support.bots import put_bot
from tests.support.office import Caller
from tests.support.postgres import TestDatabase
from tests.support.snapshots import Snapshot

ENDED = {"success", "failed", "cancelled", "timed_out"}


@pytest.fixture
async def boards(
    kept_boards: Snapshot[KeptBoards], database: TestDatabase, tmp_path: Path
) -> AsyncIterator[Boards]:
    """People of two agencies, without bots yet, where nothing is done in the background."""
    async with open_boards(kept_boards.state, database.dsn, tmp_path) as boards:
        yield boards


@dataclass(frozen=True)
class Workshop:
    """People whose bots run; Ada is a user, Vera a viewer, Max an administrator, Gus of another agency."""

    people: Boards

    async def bot(self, owner: Caller, *, status: BotStatus = BotStatus.ACTIVE, **values: Any) -> str:
        """A bot of somebody; its id."""
        agency_id = await self.people.agency_of(owner)
        made = await put_bot(self.people.database, agency_id, UUID(owner.id), status=status, **values)
        return str(made.id)

    async def run(self, caller: Caller, bot: str, *states: str, **body: Any) -> Any:
        """A run that somebody begins by hand, once it is in one of these states, or has ended."""
        begun = await caller.call("POST", f"/bots/{bot}/runs", body, expect=202)
        return await self.settled(caller, begun["id"], *states)

    async def settled(self, caller: Caller, run: str, *states: str) -> Any:
        """A run, once it is in one of these states, or has ended."""
        wanted = set(states) or ENDED

        async def is_there() -> bool:
            return (await caller.call("GET", f"/runs/{run}"))["state"] in wanted

        await until(is_there, 60)
        return await caller.call("GET", f"/runs/{run}")


@pytest.fixture
async def workshop(
    kept_boards: Snapshot[KeptBoards], database: TestDatabase, tmp_path: Path
) -> AsyncIterator[Workshop]:
    """People of two agencies, where queued work is done."""
    async with open_boards(kept_boards.state, database.dsn, tmp_path, worker=True) as boards:
        yield Workshop(boards)
