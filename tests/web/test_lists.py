"""Lists: pages and cursors, sort, filters, search, expansion, figures and reports."""

from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest

from sayso.runtime.query.lists import ListBuilder
from tests.support.running import Salon


@pytest.fixture
async def booked(shop: Salon) -> Salon:
    """Seven clients, and an appointment of each for one of two stylists."""
    stylists = [(await shop.create("stylists", name=name))["id"] for name in ("Sue", "Bo")]
    services = [
        (await shop.create("services", name=n, price=p))["id"] for n, p in (("Cut", 30), ("Colour", 80))
    ]
    for n, name in enumerate(("Ada", "Ben", "Cleo", "Dan", "Eve", "Finn", "Gus 100%")):
        client = await shop.create("clients", name=name, hair_type=("wavy" if n % 2 else None))
        await shop.create(
            "appointments",
            client_id=client["id"],
            stylist_id=stylists[n % 2],
            service_id=services[n % 2],
            starts_at=f"2026-0{n + 1}-10T23:30:00+00:00",
        )
    return shop


async def names(shop: Salon, path: str, key: str = "client_title", **parameters: Any) -> list[str]:
    answer = await shop.owner.get(path, params=parameters)
    assert answer.status_code == 200, answer.text
    return [row[key] for row in answer.json()["items"]]


async def test_a_list_tells_its_page_and_total(booked: Salon) -> None:
    answer = (
        await booked.owner.get("/api/clients", params={"page": 2, "page_size": 3, "sort": "name"})
    ).json()
    assert [row["name"] for row in answer["items"]] == ["Dan", "Eve", "Finn"]
    page = answer["page"]
    assert (page["page"], page["page_size"], page["total"], page["total_is_exact"]) == (2, 3, 7, True)
    assert "total" not in (await booked.owner.get("/api/clients", params={"count": "false"})).json()["page"]


@pytest.mark.parametrize("sort", ["name", "-name", "hair_type,-name", "-hair_type", "-created_at"])
async def test_cursors_walk_through_every_row_once(booked: Salon, sort: str) -> None:
    whole = await names(booked, "/api/clients", "name", sort=sort, page_size=50)
    walked: list[str] = []
    parameters: dict[str, Any] = {"sort": sort, "page_size": 2}
    while True:
        answer = (await booked.owner.get("/api/clients", params=parameters)).json()
        walked += [row["name"] for row in answer["items"]]
        if answer["page"]["next_cursor"] is None:
            break
        parameters["cursor"] = answer["page"]["next_cursor"]
    assert walked == whole
    assert len(walked) == 7


async def test_lists_sort_by_relations_and_paths(booked: Salon) -> None:
    assert (await names(booked, "/api/appointments", sort="-client.name"))[0] == "Gus 100%"
    by_price = await names(booked, "/api/appointments", sort="-service.price,client", page_size=3)
    assert by_price == ["Ben", "Dan", "Finn"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"filter[client.name]": "Ada"}, "Ada"),
        ({"filter[client.name][in]": "Ada,Eve"}, "Ada Eve"),
        ({"filter[client.name][contains]": "e"}, "Ben Cleo Eve"),
        ({"filter[client.name][contains]": "%"}, "Gus 100%"),
        ({"filter[client.name][starts_with]": "g"}, "Gus 100%"),
        ({"filter[client.hair_type][is_null]": "false"}, "Ben Dan Finn"),
        ({"filter[price][gt]": "30"}, "Ben Dan Finn"),
        ({"filter[price][between]": "10,40"}, "Ada Cleo Eve Gus 100%"),
        ({"filter[starts_at][lt]": "2026-02-01"}, "Ada"),
        ({"filter[starts_at][between]": "2026-02-01,2026-03-31"}, "Ben Cleo"),
        ({"filter[starts_at]": "2026-01-10"}, "Ada"),
        # half past eleven in the evening UTC is already the next day in London's summer
        ({"filter[starts_at]": "2026-06-11"}, "Finn"),
        ({"filter[status][ne]": "booked"}, ""),
        ({"filter[notes][is_null]": "true", "filter[client.name]": "Dan"}, "Dan"),
        ({"filter[stylist.name]": "Bo", "filter[client.name][ne]": "Ben"}, "Dan Finn"),
    ],
)
async def test_filters_choose_rows(booked: Salon, filters: dict[str, str], expected: str) -> None:
    found = await names(booked, "/api/appointments", sort="client", **filters)
    assert " ".join(found) == expected


async def test_search_looks_into_searchable_fields_and_titles_of_parents(booked: Salon) -> None:
    assert await names(booked, "/api/clients", "name", q="gus 100%") == ["Gus 100%"]
    assert await names(booked, "/api/clients", "name", q="%") == ["Gus 100%"]
    assert await names(booked, "/api/appointments", q="cleo sue") == ["Cleo"]


async def test_relations_are_expanded_on_request(booked: Salon) -> None:
    answer = await booked.owner.get("/api/appointments", params={"expand": "client,stylist", "page_size": 1})
    row = answer.json()["items"][0]
    assert row["client"]["title"] == row["client_title"] == row["client"]["name"]
    assert row["stylist"]["id"] == row["stylist_id"]


async def test_figures_are_grouped_with_labels(booked: Salon) -> None:
    answer = await booked.owner.get(
        "/api/appointments/stats", params={"measures": "count,sum:price,avg:price", "group_by": "stylist"}
    )
    assert [(i["label"], i["count"], i["sum_price"], i["avg_price"]) for i in answer.json()["items"]] == [
        ("Sue", 4, 120, 30),
        ("Bo", 3, 240, 80),
    ]
    one = await booked.owner.get("/api/appointments/stats", params={"filter[client.name]": "Ada"})
    assert one.json() == {"items": [{"count": 1}]}
    states = await booked.owner.get("/api/appointments/stats", params={"group_by": "status"})
    assert states.json()["items"] == [{"group": "booked", "label": "Booked", "count": 7}]


async def test_reports_group_by_relation_and_by_period_on_the_sites_clock(booked: Salon) -> None:
    report = (await booked.owner.get("/api/reports/appointments_per_stylist")).json()
    assert report["columns"][0] == {"key": "stylist", "label": "Stylist", "type": "text"}
    assert [(row["stylist"], row["count"]) for row in report["rows"]] == [("Sue", 4), ("Bo", 3)]
    appointments = (await booked.owner.get("/api/appointments", params={"sort": "starts_at"})).json()["items"]
    for row in (appointments[0], appointments[2]):
        for move in ("confirm", "finish"):
            made = await booked.owner.post(f"/api/appointments/{row['id']}/transitions/{move}")
            assert made.status_code == 200, made.text
    turnover = (await booked.owner.get("/api/reports/turnover_per_month")).json()
    assert [(row["month"], row["sum_price"]) for row in turnover["rows"]] == [
        ("2026-01-01", 30),
        ("2026-02-01", 0),
        ("2026-03-01", 30),
    ]
    cut = await booked.owner.get(
        "/api/reports/turnover_per_month", params={"from": "2026-02-01", "to": "2026-03-10"}
    )
    assert [row["sum_price"] for row in cut.json()["rows"]] == [0, 30]
    assert (await booked.owner.get("/api/reports/nothing")).status_code == 404


async def test_the_module_describes_itself(booked: Salon) -> None:
    document = (await booked.owner.get("/api/openapi.json")).json()
    assert document["openapi"] == "3.1.0"
    assert document["components"]["schemas"]["ServiceCreate"]["properties"]["price"]["minimum"] == 0
    assert document["components"]["schemas"]["ServiceCreate"]["required"] == ["name", "price"]
    assert "/api/appointments/{id}/transitions/{name}" in document["paths"]


async def test_upcoming_and_past_stand_on_the_clock_and_are_never_remembered(shop: Salon) -> None:
    cast = await shop.cast()
    runtime = await shop.sayso.services.registry.runtime(shop.module.slug)
    assert runtime is not None
    for day in (21, 22):
        await shop.create("appointments", **cast, starts_at=f"2026-11-{day}T10:00:00Z")
    seen: list[tuple[int, int]] = []
    for hour in (9, 11):
        moment = datetime(2026, 11, 21, hour, tzinfo=UTC)
        runtime.lists = ListBuilder(
            runtime.plan, runtime.shapes, partial(datetime.fromtimestamp, moment.timestamp(), UTC)
        )
        counts = [
            len(await names(shop, "/api/appointments", **{f"filter[starts_at][{op}]": "true"}))
            for op in ("upcoming", "past")
        ]
        seen.append((counts[0], counts[1]))
    assert seen == [(2, 0), (1, 1)]
    refused = await shop.owner.get("/api/clients", params={"filter[name][upcoming]": "true"})
    assert (refused.status_code, refused.json()["code"]) == (400, "malformed")
