"""Blocks that read rows of an application: as whoever made them may, and up to date when rows change."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from sayso.blocks.types import Change, Displayed, State
from sayso.spec.model import AppSpec
from tests.jobs.place import until
from tests.support.postgres import TestDatabase
from tests.support.running import Salon, open_salon, running_sayso

pytestmark = pytest.mark.rotating(2)


class Board:
    """A dashboard of whoever runs the salon."""

    def __init__(self, salon: Salon, admin: Any, dashboard: UUID) -> None:
        self.salon = salon
        self.admin = admin
        self.dashboard = dashboard
        self.agency = salon.home.site.agency_id
        self.blocks = salon.sayso.services.blocks

    async def made(self, words: str) -> UUID:
        """A block that was made of these words."""
        block = await self.blocks.ask(self.agency, self.dashboard, self.salon.home.user_id, words)
        await until(lambda: self._is_made(block.id), 60)
        return block.id

    async def _is_made(self, block: UUID) -> bool:
        return (await self.show(block)).block.state is not State.MAKING

    async def show(self, block: UUID) -> Displayed:
        """What is to be seen."""
        return await self.blocks.show(self.agency, block)

    async def value(self, block: UUID) -> Any:
        """The number that is shown."""
        shown = (await self.show(block)).shown
        return None if shown is None or not isinstance(shown.value, dict) else shown.value.get("value")

    async def comes(self, block: UUID, value: Any) -> None:
        """Wait until a number is shown."""

        async def is_shown() -> bool:
            return bool(await self.value(block) == value)

        await until(is_shown, 30)


@pytest.fixture
async def board(database: TestDatabase, tmp_path: Path, salon: AppSpec) -> AsyncIterator[Board]:
    async with running_sayso(database.dsn, tmp_path) as sayso:
        opened = await open_salon(sayso, salon)
        admin = await database.admin()
        dashboard = await admin.fetchval(
            "insert into dashboards (agency_id, user_id, name) values ($1, $2, 'Today') returning id",
            opened.home.site.agency_id,
            opened.home.user_id,
        )
        yield Board(opened, admin, dashboard)


async def test_a_block_counts_rows_and_follows_them(board: Board) -> None:
    await board.salon.create("clients", name="Ada", email="ada@a.example")
    block = await board.made("How many clients are there?")
    shown = await board.show(block)
    assert shown.block.state is State.LIVE, shown.block.notice
    assert await board.value(block) == 1
    await board.blocks.change(board.agency, block, Change(on_rows=True))
    for n in range(5):
        await board.salon.create("clients", name=f"Bob {n}", email=f"bob{n}@a.example")
    await board.comes(block, 6)
    refreshed = await board.admin.fetchval(
        "select count(*) from block_log where block_id = $1 and kind = 'fetch'", block
    )
    assert refreshed <= 2
    clients = (await board.salon.owner.get("/api/clients")).json()["items"]
    answer = await board.salon.owner.delete(f"/api/clients/{clients[0]['id']}")
    assert answer.status_code == 204
    await board.comes(block, 5)


async def test_rows_that_a_block_does_not_read_leave_it_alone(board: Board) -> None:
    block = await board.made("How many clients are there?")
    await board.blocks.change(board.agency, block, Change(on_rows=True))
    await board.salon.create("services", name="Cut", price=30, duration=30)
    await board.blocks.noticing.changes.settle()
    assert await board.admin.fetchval("select count(*) from jobs where key = $1", str(block)) == 0


async def test_a_block_loses_what_whoever_made_it_may_not_read_any_more(board: Board) -> None:
    block = await board.made("How many clients are there?")
    assert await board.value(block) == 0
    await board.admin.execute("update users set is_active = false where id = $1", board.salon.home.user_id)
    await board.blocks.refresh(board.agency, block)

    async def is_failing() -> bool:
        return (await board.show(block)).block.state is State.FAILING

    await until(is_failing)
    assert await board.value(block) == 0


async def test_publishing_the_application_anew_refreshes_what_reads_it(board: Board) -> None:
    block = await board.made("How many clients are there?")
    await board.blocks.change(board.agency, block, Change(on_rows=True))
    before = (await board.show(block)).shown
    assert before is not None
    board.salon.sayso.services.publisher._told(board.salon.module.slug)

    async def is_newer() -> bool:
        shown = (await board.show(block)).shown
        return shown is not None and shown.at > before.at

    await until(is_newer)
