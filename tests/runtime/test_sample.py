"""Sample rows: believable, linked, the same for the same seed."""

import random
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sayso.catalogue.load import FOLDER, load
from sayso.design.drafts.draft import draft, whole
from sayso.kit.ids import SeededIds
from sayso.preview.rows import plan_of
from sayso.runtime.sample.rows import Sampler
from sayso.runtime.sample.service import fill
from sayso.runtime.sample.vocabulary import vocabulary
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec
from tests.support.postgres import TestDatabase
from tests.support.running import RunningSayso, Salon, open_salon, running_sayso
from tests.support.specs import entity
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


def sampler_of(spec: AppSpec) -> Sampler:
    return Sampler(plan_of(SpecIndex(spec)), random.Random(3), NOW)  # noqa: S311 - the same rows each time


def sampled_rows(spec: AppSpec) -> dict[str, list[dict[str, Any]]]:
    sampler = sampler_of(spec)
    found: dict[str, list[dict[str, Any]]] = {}
    for plan in sampler.order():
        made = list(sampler.rows(plan))
        sampler.written[plan.name] = [row.id for row in made]
        found[plan.name] = [row.columns | {"id": row.id} for row in made]
    return found


def of_design(path: str) -> dict[str, list[dict[str, Any]]]:
    ids = SeededIds(path)
    return sampled_rows(whole(draft(load(FOLDER / f"{path}.yaml"), ids), ids))


def test_nothing_is_ordered_paid_or_read_ahead() -> None:
    shop = of_design("shop-and-stock/online-shop")
    assert all(row["order_date"] <= NOW.date() for row in shop["sales_order"])
    plants = of_design("energy-and-environment/solar-plants")
    assert all(row["noticed_at"] <= NOW for row in plants["plant_fault"])
    assert all(row["month_begins"] <= NOW.date() for row in plants["yield_reading"])
    assert len({row["month_begins"].month for row in plants["yield_reading"]}) >= 3


def test_what_is_out_has_begun() -> None:
    boats = of_design("rentals-and-loans/boat-rental")
    assert all(row["starts_at"] <= NOW for row in boats["rental"] if row["status"] == "out")


def test_things_have_a_name_each_and_orders_have_lines() -> None:
    shop = of_design("shop-and-stock/online-shop")
    names = [row["name"] for row in shop["product"]]
    assert len(set(names)) == len(names)
    assert {line["sales_order_id"] for line in shop["order_line"]} == {
        row["id"] for row in shop["sales_order"]
    }
    assert all(line["quantity"] <= 3 for line in shop["order_line"])


def test_what_runs_out_runs_out_for_some() -> None:
    records = of_design("people-and-hiring/training-records")["training_record"]
    assert min(row["completion_date"] for row in records).year < NOW.year


def test_a_review_reads_like_one() -> None:
    review = entity("review", "rating:integer", "text:long_text")
    told = {row["text"] for row in sampled_rows(spec_of(entities=[review]))["review"]} - {None}
    assert told <= set(vocabulary().sentences("review"))


def test_choices_of_a_row_go_with_its_texts_where_the_design_says_which() -> None:
    rental = of_design("rentals-and-loans/instrument-rental")
    told = {(row["accessories"], row["type"]) for row in rental["instrument"] if row["accessories"]}
    assert ("Bow and case", "violin") in told
    assert all(kind in {"violin", "viola", "cello"} for text, kind in told if text.startswith("Bow"))
