"""Lists: pages and cursors, sort, filters, search and expansion."""

import asyncio
from typing import Any

import pytest

from tests.contract.salon import CLIENTS, book, cast
from tests.contract.server import Application, Server, open_application


@pytest.fixture(scope="module")
async def booked(salon_server: Server) -> Application:
    """A salon with seven appointments, which these tests only read."""
    shop = await open_application(salon_server, "owner")
    await book(shop)
    return shop


async def names(
    shop: Application, collection: str, key: str = "client_title", **parameters: Any
) -> list[str]:
    return [row[key] for row in await shop.rows(collection, **parameters)]


async def test_a_list_tells_its_page_and_total(booked: Application) -> None:
    answer = (await booked.api.get("/api/clients", params={"page": 2, "page_size": 3, "sort": "name"})).json()
    assert [row["name"] for row in answer["items"]] == ["Dan", "Eve", "Finn"]
    page = answer["page"]
    assert (page["page"], page["page_size"], page["total"], page["total_is_exact"]) == (2, 3, 7, True)
    assert "total" not in (await booked.api.get("/api/clients", params={"count": "false"})).json()["page"]
    first = (await booked.api.get("/api/clients")).json()["page"]
    assert (first["page"], first["page_size"], first["next_cursor"]) == (1, 20, None)


async def test_rows_come_newest_first_unless_sorted(booked: Application) -> None:
    assert await names(booked, "clients", "name") == list(reversed(CLIENTS))
    assert await names(booked, "clients", "name", sort="-name") == list(reversed(CLIENTS))


@pytest.mark.parametrize("sort", ["name", "-name", "hair_type,-name", "-hair_type", "-created_at"])
async def test_cursors_walk_through_every_row_once(booked: Application, sort: str) -> None:
    whole = await names(booked, "clients", "name", sort=sort, page_size=50)
    walked: list[str] = []
    parameters: dict[str, Any] = {"sort": sort, "page_size": 2}
    while True:
        answer = (await booked.api.get("/api/clients", params=parameters)).json()
        walked += [row["name"] for row in answer["items"]]
        if answer["page"]["next_cursor"] is None:
            break
        parameters["cursor"] = answer["page"]["next_cursor"]
    assert walked == whole
    assert len(walked) == 7


async def test_with_a_cursor_the_total_is_counted_on_request(booked: Application) -> None:
    cursor = (await booked.api.get("/api/clients", params={"page_size": 2})).json()["page"]["next_cursor"]
    later = {"page_size": 2, "cursor": cursor}
    assert "total" not in (await booked.api.get("/api/clients", params=later)).json()["page"]
    counted = (await booked.api.get("/api/clients", params={**later, "count": "true"})).json()["page"]
    assert counted["total"] == 7


async def test_a_row_that_comes_in_between_moves_no_cursor(shop: Application) -> None:
    for name in ("Ada", "Cleo", "Dan", "Eve"):
        await shop.create("clients", name=name)
    parameters = {"sort": "name", "page_size": "2"}
    first = (await shop.api.get("/api/clients", params=parameters)).json()
    await shop.create("clients", name="Ben")
    then = await shop.rows("clients", **parameters, cursor=first["page"]["next_cursor"])
    assert [row["name"] for row in then] == ["Dan", "Eve"]


async def test_lists_sort_by_relations_and_paths(booked: Application) -> None:
    assert (await names(booked, "appointments", sort="-client.name"))[0] == "Gus 100%"
    by_price = await names(booked, "appointments", sort="-service.price,client", page_size=3)
    assert by_price == ["Ben", "Dan", "Finn"]


async def test_empty_values_come_last_in_both_directions(booked: Application) -> None:
    for sort in ("hair_type", "-hair_type"):
        assert (await names(booked, "clients", "hair_type", sort=sort))[3:] == [None] * 4


@pytest.mark.rotating(12)
@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"filter[client.name]": "Ada"}, "Ada"),
        ({"filter[client.name][in]": "Ada,Eve"}, "Ada Eve"),
        ({"filter[client.name][contains]": "e"}, "Ben Cleo Eve"),
        ({"filter[client.name][contains]": "%"}, "Gus 100%"),
        ({"filter[client.name][starts_with]": "g"}, "Gus 100%"),
        ({"filter[client.hair_type][is_null]": "false"}, "Ben Dan Finn"),
        ({"filter[client.hair_type][ne]": "wavy"}, "Ada Cleo Eve Gus 100%"),
        ({"filter[price][gt]": "30"}, "Ben Dan Finn"),
        ({"filter[price][between]": "10,40"}, "Ada Cleo Eve Gus 100%"),
        ({"filter[starts_at][lt]": "2026-02-01"}, "Ada"),
        ({"filter[starts_at][between]": "2026-02-01,2026-03-31"}, "Ben Cleo"),
        ({"filter[starts_at]": "2026-01-10"}, "Ada"),
        # half past eleven in the evening UTC is already the next day in London's summer
        ({"filter[starts_at]": "2026-06-11"}, "Finn"),
        ({"filter[starts_at][gte]": "2026-06-11", "filter[starts_at][lte]": "2026-06-11"}, "Finn"),
        ({"filter[starts_at][gt]": "2026-06-11"}, "Gus 100%"),
        ({"filter[status][ne]": "booked"}, ""),
        ({"filter[notes][is_null]": "true", "filter[client.name]": "Dan"}, "Dan"),
        ({"filter[stylist.name]": "Bo", "filter[client.name][ne]": "Ben"}, "Dan Finn"),
    ],
)
async def test_filters_choose_rows(booked: Application, filters: dict[str, str], expected: str) -> None:
    assert " ".join(await names(booked, "appointments", sort="client", **filters)) == expected


async def test_relations_filter_by_the_id_of_their_row(booked: Application) -> None:
    client = (await booked.rows("clients", **{"filter[name]": "Eve"}))[0]["id"]
    for name in ("filter[client_id]", "filter[client]"):
        assert await names(booked, "appointments", **{name: client}) == ["Eve"]


async def test_moments_are_filtered_by_the_clock(shop: Application) -> None:
    given = await cast(shop)
    for year in (2020, 2096):
        await shop.create("appointments", **given, starts_at=f"{year}-11-22T10:00:00Z")
    for op, year in (("upcoming", "2096"), ("past", "2020")):
        found = await shop.rows("appointments", **{f"filter[starts_at][{op}]": "true"})
        assert [row["starts_at"][:4] for row in found] == [year]
    for op in ("today", "this_week", "this_month"):
        assert await shop.rows("appointments", **{f"filter[starts_at][{op}]": "true"}) == []
        assert len(await shop.rows("clients", **{f"filter[created_at][{op}]": "true"})) == 1


async def test_choices_are_filtered_by_what_they_hold(shop: Application) -> None:
    await shop.create("stylists", name="Sue", works_on=["monday", "friday"])
    await shop.create("stylists", name="Bo", works_on=["saturday"])
    assert await names(shop, "stylists", "name", **{"filter[works_on][has]": "friday"}) == ["Sue"]
    assert await names(shop, "stylists", "name", **{"filter[works_on][has_any]": "saturday,tuesday"}) == [
        "Bo"
    ]


async def test_linked_rows_are_filtered_by_their_ids(shop: Application) -> None:
    wash, cut = [(await shop.create("services", name=name, price=10))["id"] for name in ("Wash", "Cut")]
    await shop.create("stylists", name="Sue", services_ids=[wash])
    for name in ("filter[services]", "filter[services][has]", "filter[services][has_any]"):
        assert await names(shop, "stylists", "name", **{name: wash}) == ["Sue"]
        assert await names(shop, "stylists", "name", **{name: cut}) == []


async def test_search_looks_into_searchable_fields_and_titles_of_parents(booked: Application) -> None:
    assert await names(booked, "clients", "name", q="gus 100%") == ["Gus 100%"]
    assert await names(booked, "clients", "name", q="%") == ["Gus 100%"]
    assert await names(booked, "appointments", q="cleo sue") == ["Cleo"]


async def test_relations_are_expanded_on_request(booked: Application) -> None:
    row = (await booked.rows("appointments", expand="client,stylist", page_size=1))[0]
    assert row["client"]["title"] == row["client_title"] == row["client"]["name"]
    assert row["stylist"]["id"] == row["stylist_id"]
    assert "service" not in row
    single = await booked.api.get(f"/api/appointments/{row['id']}", params={"expand": "service"})
    assert single.json()["service"]["price"] == row["price"]


async def test_many_lists_at_once_never_mix(salon_server: Server) -> None:
    ours, theirs = [await open_application(salon_server, "owner") for _ in range(2)]
    await ours.create("clients", name="Ours")
    await theirs.create("clients", name="Theirs")

    async def ask(shop: Application) -> str:
        return ",".join(await names(shop, "clients", "name"))

    answers = await asyncio.gather(*(ask(shop) for _ in range(20) for shop in (ours, theirs)))
    assert set(answers[::2]) == {"Ours"}
    assert set(answers[1::2]) == {"Theirs"}
