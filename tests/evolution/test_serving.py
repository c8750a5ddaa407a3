"""Requests that meet a revision which was just replaced, in the same process and in another one."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from sayso.runtime.types import Module
from sayso.spec.edits.kinds import Kind
from sayso.spec.model import AppSpec
from tests.evolution.changing import by_hand, change, element, renamed, with_field
from tests.support.postgres import TestDatabase
from tests.support.running import RunningSayso, open_salon, running_sayso

CLIENTS = "apps.mod_salon_clients"


@dataclass
class Served:
    """The salon served by two processes, and its owner at each."""

    here: RunningSayso
    module: Module
    spec: AppSpec
    owner: httpx.AsyncClient
    elsewhere: httpx.AsyncClient

    async def change(self, after: AppSpec, tables: str) -> str:
        """Publish a revision; neither process is told. Gives its id."""
        before = AppSpec.model_validate(self.spec.to_json())
        migration = by_hand(before, after, self.module.prefix, tables)
        self.spec = after
        return str(await change(self.here.services.database, self.module, after, migration))

    async def rename_mobile(self) -> str:
        """The clients' ``mobile`` becomes ``cell``."""
        after = renamed(self.spec, Kind.FIELD, element(self.spec, "client", "mobile"), "cell")
        return await self.change(after, f"alter table {CLIENTS} rename column mobile to cell;")

    async def retype_notes(self, kind: str, sql: str) -> None:
        """The clients' ``colour_notes`` become of another type."""
        after = with_field(self.spec, "client", "colour_notes", type=kind)
        column = "colour_notes"
        await self.change(
            after, f"alter table {CLIENTS} alter column {column} type {sql} using {column}::{sql};"
        )


@pytest.fixture
async def served(each_database: TestDatabase, salon: AppSpec, tmp_path: Path) -> AsyncIterator[Served]:
    async with (
        running_sayso(each_database.dsn, tmp_path, as_server=True) as here,
        running_sayso(each_database.dsn, tmp_path, as_server=True) as there,
    ):
        shop = await open_salon(here, salon)
        elsewhere = await there.visitor(shop.module, shop.home.user_id)
        for person in (shop.owner, elsewhere):
            assert (await person.get("/api/clients?sort=name")).status_code == 200
        yield Served(here, shop.module, salon, shop.owner, elsewhere)


async def made(person: httpx.AsyncClient, **values: Any) -> dict[str, Any]:
    answer = await person.post("/api/clients", json=values)
    assert answer.status_code == 201, answer.text
    row: dict[str, Any] = answer.json()
    return row


async def test_a_read_planned_with_the_old_names_is_answered_with_the_new_ones(served: Served) -> None:
    await made(served.owner, name="Ada", mobile="0711")
    before = (await served.elsewhere.get("/api/clients")).headers["sayso-revision"]
    revision = await served.rename_mobile()
    for person in (served.owner, served.elsewhere):
        answer = await person.get("/api/clients")
        assert answer.status_code == 200
        assert answer.json()["items"][0]["cell"] == "0711"
        assert answer.headers["sayso-revision"] == revision != before


async def test_a_process_that_has_not_heard_of_it_accepts_the_new_names(served: Served) -> None:
    await served.rename_mobile()
    row = await made(served.elsewhere, name="Ada", cell="0711")
    assert row["cell"] == "0711"
    listed = await served.owner.get("/api/clients?filter[cell]=0711")
    assert [item["id"] for item in listed.json()["items"]] == [row["id"]]


async def test_a_field_that_went_is_refused_by_the_revision_that_runs(served: Served) -> None:
    revision = await served.rename_mobile()
    answer = await served.elsewhere.post("/api/clients", json={"name": "Ada", "mobile": "0711"})
    assert answer.status_code == 422
    assert answer.headers["sayso-revision"] == revision
    assert (await served.owner.get("/api/clients?count=true")).json()["page"]["total"] == 0


async def test_a_row_written_for_the_old_revision_is_written_once(served: Served) -> None:
    await served.rename_mobile()
    row = await made(served.elsewhere, name="Ada")
    assert row["cell"] is None
    assert (await served.owner.get("/api/clients")).json()["page"]["total"] == 1


async def test_a_change_for_the_old_revision_is_made_once(served: Served) -> None:
    row = await made(served.owner, name="Ada", mobile="0711")
    await served.rename_mobile()
    answer = await served.elsewhere.patch(
        f"/api/clients/{row['id']}", json={"name": "Ada L."}, headers={"If-Match": '"1"'}
    )
    assert answer.status_code == 200, answer.text
    assert (answer.json()["name"], answer.json()["version"]) == ("Ada L.", 2)
    assert answer.headers["etag"] == '"2"'


async def test_an_entity_that_went_is_not_found(served: Served) -> None:
    after = renamed(served.spec, Kind.ENTITY, element(served.spec, "client"), "guest")
    await served.change(
        after,
        f"alter table {CLIENTS} rename to mod_salon_guests; "
        "alter table apps.mod_salon_appointments rename column client_id to guest_id;",
    )
    assert (await served.elsewhere.get("/api/clients")).status_code == 404
    assert (await served.elsewhere.get("/api/guests")).status_code == 200


async def test_statements_prepared_for_the_old_types_are_not_used_again(served: Served) -> None:
    async def on_every_connection(notes: object, name: str) -> None:
        for person in (served.owner, served.elsewhere):
            answers = await asyncio.gather(
                *(person.post("/api/clients", json={"name": name, "colour_notes": notes}) for _ in range(8)),
                *(person.post("/api/clients/bulk", json={"items": [{"name": name, "colour_notes": notes}]})
                  for _ in range(8)),
                *(person.get("/api/clients") for _ in range(8)),
            )  # fmt: skip
            assert {answer.status_code for answer in answers} <= {200, 201}, [a.text for a in answers]

    await on_every_connection("0711", "text")
    await served.retype_notes("integer", "bigint")
    await on_every_connection(712, "number")
    await served.retype_notes("long_text", "text")
    await on_every_connection("0713", "text again")
    kept = await served.owner.get("/api/clients?filter[name]=number&page_size=200")
    assert {item["colour_notes"] for item in kept.json()["items"]} == {"712"}
    assert len(kept.json()["items"]) == 32


async def test_a_body_that_cannot_be_read_twice_is_to_be_sent_again(served: Served) -> None:
    sheet = {"file": ("clients.csv", b"Name,Mobile\nAda,0711\n", "text/csv")}
    revision = await served.rename_mobile()
    answer = await served.elsewhere.post("/api/clients/import", files=sheet)
    assert (answer.status_code, answer.json()["code"]) == (503, "application_changed")
    assert answer.headers["sayso-revision"] == revision
    assert "again" in answer.json()["hint"]
    again = await served.elsewhere.post("/api/clients/import", files=sheet)
    assert (again.status_code, again.json()["created"]) == (200, 1)
