"""Sample rows: believable, linked, the same for the same seed."""

import random
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from sayso.catalogue.index import catalogue
from sayso.design.drafts.draft import draft
from sayso.kit.ids import SeededIds
from sayso.preview.rows import plan_of
from sayso.runtime.sample.rows import Sampler
from sayso.runtime.sample.service import fill
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec
from tests.support.postgres import TestDatabase
from tests.support.running import RunningSayso, Salon, open_salon, running_sayso
from tests.support.specs import belongs_to, entity, field
from tests.support.specs import spec as spec_of

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
async def sayso(database: TestDatabase, tmp_path: Path) -> AsyncIterator[RunningSayso]:
    async with running_sayso(database.dsn, tmp_path) as running:
        yield running


async def rows(shop: Salon, collection: str) -> list[dict[str, Any]]:
    answer = await shop.owner.get(f"/api/{collection}", params={"page_size": 200, "expand": ""})
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def test_samples_fill_every_entity_by_its_own_rules(sayso: RunningSayso, salon: AppSpec) -> None:
    shop = await open_salon(sayso, salon)
    written = await fill(sayso.services.database, shop.module, salon, uploads=sayso.services.uploads, now=NOW)
    assert set(written) == {"client", "stylist", "service", "appointment"}
    assert all(count >= 6 for count in written.values())
    appointments = await rows(shop, "appointments")
    assert len(appointments) >= 30
    assert {row["status"] for row in appointments} >= {"booked", "confirmed", "done"}
    for row in appointments:
        starts_at = datetime.fromisoformat(row["starts_at"])
        if row["status"] == "done":
            assert starts_at < NOW
        if row["status"] == "booked":
            assert starts_at > NOW
    clients = await rows(shop, "clients")
    assert len({row["name"] for row in clients}) == len(clients)
    assert all(row["email"].endswith("@example.com") for row in clients if row["email"])
    photo = next(row["photo"] for row in await rows(shop, "stylists") if row["photo"])
    assert (await shop.owner.get(f"/api/files/{photo}")).headers["content-type"] == "image/svg+xml"


async def test_the_same_seed_gives_the_same_rows(sayso: RunningSayso, salon: AppSpec) -> None:
    told = []
    for agency in ("one", "two"):
        shop = await open_salon(sayso, salon, agency)
        await fill(sayso.services.database, shop.module, salon, seed=7, now=NOW)
        services = await rows(shop, "services")
        told.append(sorted((row["name"], row["price"], row["duration"]) for row in services))
    assert told[0] == told[1]


@pytest.mark.parametrize(
    "rule", ["tax >= 0 and tax <= 1", "tax < 0 or tax > 1000", "(tax > 3 or is_free == True) and tax < 9"]
)
def test_rows_keep_rules_of_several_parts(rule: str) -> None:
    told = {"name": "bounds", "message": "The tax is out of bounds", "expression": rule}
    bill = entity("bill", "tax:decimal", "is_free:boolean", rules=[told])
    plan = plan_of(SpecIndex(spec_of(entities=[bill])))
    sampler = Sampler(plan, random.Random(1), NOW)  # noqa: S311 - the same rows each time
    bills = plan.by_entity["bill"]
    assert all(sampler.row(bills, number, []).fits for number in range(30))


def test_what_is_written_down_as_it_happens_never_lies_ahead() -> None:
    note = entity("note", {**field("written_at:datetime"), "default": "now()"}, "text")
    entry = entity("entry", {**field("on_day:date"), "default": "today()"}, "text")
    plan = plan_of(SpecIndex(spec_of(entities=[note, entry])))
    sampler = Sampler(plan, random.Random(1), NOW)  # noqa: S311 - the same rows each time
    written = [row.columns["written_at"] for row in sampler.rows(plan.by_entity["note"])]
    days = [row.columns["on_day"] for row in sampler.rows(plan.by_entity["entry"])]
    assert all(one <= NOW for one in written if isinstance(one, datetime))
    assert all(one <= NOW.date() for one in days if isinstance(one, date))


def test_some_of_what_is_planned_is_still_to_come_today() -> None:
    flow = {
        "entity": "visit", "field": "status", "initial": "planned",
        "states": [{"name": "planned", "label": "Planned"}, {"name": "done", "label": "Done"}],
        "transitions": [{"name": "finish", "label": "Finish", "from": "planned", "to": "done"}],
    }  # fmt: skip
    visit = entity("visit", {**field("starts_at:datetime"), "required": True})
    visits = [entity("place", "name"), visit]
    spec = spec_of(entities=visits, relationships=[belongs_to("visit", "place")], flows=[flow])
    plan = plan_of(SpecIndex(spec))
    sampler = Sampler(plan, random.Random(1), NOW)  # noqa: S311 - the same rows each time
    for one in sampler.order():
        rows = list(sampler.rows(one))
        sampler.written[one.name] = [row.id for row in rows]
    planned = [row.columns["starts_at"] for row in rows if row.columns["status"] == "planned"]
    today = [one for one in planned if isinstance(one, datetime) and one.date() == NOW.date()]
    assert today
    assert all(one > NOW for one in today)


def test_names_that_a_design_knows_stand_once_and_choices_go_with_them() -> None:
    blueprint = catalogue().blueprint("repair-cafe")
    plan = plan_of(SpecIndex(draft(blueprint, SeededIds(1)).spec))
    sampler = Sampler(plan, random.Random(1), NOW)  # noqa: S311 - the same rows each time
    made = {}
    for one in sampler.order():
        made[one.name] = list(sampler.rows(one))
        sampler.written[one.name] = [row.id for row in made[one.name]]
    titles = [row.columns["title"] for row in made["cafe_day"]]
    assert len(titles) == len(set(titles))
    kinds = {row.columns["name"]: row.columns["kind"] for row in made["item"]}
    assert kinds["Winter coat"] == "textiles"
    assert kinds["Wooden stool"] == "wood"
