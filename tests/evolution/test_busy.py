"""People read and write without a pause while the application changes; nobody's request fails."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import httpx
import pytest

from sayso.compiler.migrations import migrate, transforms_of
from sayso.spec.edits import Edit, Rename, add, apply
from sayso.spec.edits.kinds import Kind
from sayso.spec.model import AppSpec, Field, Index
from tests.evolution.changing import change, element
from tests.support.postgres import TestDatabase
from tests.support.running import Salon, open_salon, running_sayso

ROWS = 1_500
LONGEST_WAIT = 10.0
"""Seconds; a wait is a lock time-out and a few attempts at most, whatever else the machine does."""


@pytest.fixture
async def shop(each_database: TestDatabase, salon: AppSpec, tmp_path: Path) -> AsyncIterator[Salon]:
    async with running_sayso(each_database.dsn, tmp_path, as_server=True) as sayso:
        shop = await open_salon(sayso, salon)
        for start in range(0, ROWS, 500):
            items = [{"name": f"Client {n}", "mobile": f"07{n:06}"} for n in range(start, start + 500)]
            answer = await shop.owner.post("/api/clients/bulk", json={"items": items})
            assert answer.status_code == 201
        yield shop


class Crowd:
    """People who list, read, change and create clients for as long as the block lasts."""

    def __init__(self, owner: httpx.AsyncClient, ids: list[str]) -> None:
        self._owner = owner
        self._ids = ids
        self.failed: list[str] = []
        self.longest = 0.0
        self.answered = 0
        self.made = 0
        self._going = True

    async def during(self, work: Callable[[], Awaitable[None]]) -> None:
        people = [self._list(), self._list(), self._read(), self._change(), self._change(), self._create()]
        tasks = [asyncio.create_task(person) for person in people]
        await asyncio.sleep(0.2)
        await work()
        await asyncio.sleep(0.2)
        self._going = False
        await asyncio.gather(*tasks)

    async def _ask(self, method: str, path: str, **more: object) -> None:
        started = time.monotonic()
        answer = await self._owner.request(method, path, **more)  # type: ignore[arg-type]
        self.longest = max(self.longest, time.monotonic() - started)
        self.answered += 1
        if answer.status_code >= 400:
            self.failed.append(f"{method} {path}: {answer.status_code} {answer.text[:300]}")

    async def _list(self) -> None:
        while self._going:
            await self._ask("GET", "/api/clients?sort=-name&expand=")

    async def _read(self) -> None:
        number = 0
        while self._going:
            number += 1
            await self._ask("GET", f"/api/clients/{self._ids[number % len(self._ids)]}")

    async def _change(self) -> None:
        number = 0
        while self._going:
            number += 1
            values = {"name": f"Renamed {number}"}
            await self._ask("PATCH", f"/api/clients/{self._ids[number % len(self._ids)]}", json=values)

    async def _create(self) -> None:
        while self._going:
            await self._ask("POST", "/api/clients", json={"name": f"New {self.made}"})
            self.made += 1


async def test_nobody_is_turned_away_while_a_field_an_index_and_a_name_change(
    shop: Salon, salon: AppSpec, record_property: Callable[[str, object], None]
) -> None:
    listed = (await shop.owner.get("/api/clients?page_size=100")).json()["items"]
    crowd = Crowd(shop.owner, [item["id"] for item in listed])
    client = salon.entities[0]
    steps: list[list[Edit]] = [
        [add(Field(id="fld_rating1", name="rating", label="Rating", type="integer"), parent=client.id)],
        [add(Index(id="idx_rating1", fields=("birthday", "rating")), parent=client.id)],
        [Rename(kind=Kind.FIELD, target=element(salon, "client", "mobile"), name="cell")],
    ]

    async def publish() -> None:
        spec = salon
        for edits in steps:
            result = apply(spec, edits)
            assert result.ok, result.diagnostics
            migration = migrate(
                spec, result.spec, prefix=shop.module.prefix, transforms=transforms_of(edits, spec)
            )
            await change(shop.sayso.services.database, shop.module, result.spec, migration)
            spec = result.spec

    await crowd.during(publish)
    assert crowd.failed == []
    record_property("longest wait in seconds", round(crowd.longest, 3))
    record_property("requests", crowd.answered)
    assert crowd.longest < LONGEST_WAIT
    total = (await shop.owner.get("/api/clients?count=true")).json()["page"]["total"]
    assert total == ROWS + crowd.made
    kept = (await shop.owner.get("/api/clients?filter[cell]=07000007")).json()["items"]
    assert len(kept) == 1
