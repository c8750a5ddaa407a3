"""Statistics and reports."""

import pytest

from tests.contract.salon import book
from tests.contract.server import Application, Server, open_application


@pytest.fixture(scope="module")
async def booked(salon_server: Server) -> Application:
    """A salon with seven appointments, of which the first and the third are done."""
    shop = await open_application(salon_server, "owner")
    await book(shop)
    appointments = await shop.rows("appointments", sort="starts_at")
    for row in (appointments[0], appointments[2]):
        for move in ("confirm", "finish"):
            made = await shop.api.post(f"/api/appointments/{row['id']}/transitions/{move}")
            assert made.status_code == 200, made.text
    return shop


async def test_figures_are_grouped_with_labels(booked: Application) -> None:
    answer = await booked.api.get(
        "/api/appointments/stats", params={"measures": "count,sum:price,avg:price", "group_by": "stylist"}
    )
    assert [(i["label"], i["count"], i["sum_price"], i["avg_price"]) for i in answer.json()["items"]] == [
        ("Sue", 4, 120, 30),
        ("Bo", 3, 240, 80),
    ]
    states = await booked.api.get("/api/appointments/stats", params={"group_by": "status"})
    assert states.json()["items"] == [
        {"group": "booked", "label": "Booked", "count": 5},
        {"group": "done", "label": "Done", "count": 2},
    ]


async def test_figures_follow_the_filters_of_lists(booked: Application) -> None:
    one = await booked.api.get("/api/appointments/stats", params={"filter[client.name]": "Ada"})
    assert one.json() == {"items": [{"count": 1}]}
    none = await booked.api.get(
        "/api/appointments/stats",
        params={"filter[client.name]": "Zoe", "measures": "count,sum:price,max:price"},
    )
    assert none.json()["items"][0]["count"] == 0


async def test_a_report_groups_by_relation(booked: Application) -> None:
    report = (await booked.api.get("/api/reports/appointments_per_stylist")).json()
    assert (report["name"], report["title"], report["chart"]) == (
        "appointments_per_stylist",
        "Appointments per stylist",
        "bar",
    )
    assert report["columns"] == [
        {"key": "stylist", "label": "Stylist", "type": "text"},
        {"key": "count", "label": "Appointments", "type": "integer"},
    ]
    assert [(row["stylist"], row["count"]) for row in report["rows"]] == [("Sue", 4), ("Bo", 3)]
    stylist = (await booked.rows("stylists", **{"filter[name]": "Sue"}))[0]["id"]
    assert report["rows"][0]["stylist_value"] == stylist


async def test_a_report_groups_by_period_on_the_sites_clock_without_gaps(booked: Application) -> None:
    turnover = (await booked.api.get("/api/reports/turnover_per_month")).json()
    assert [(row["month"], row["sum_price"]) for row in turnover["rows"]] == [
        ("2026-01-01", 30),
        ("2026-02-01", 0),
        ("2026-03-01", 30),
    ]
    assert turnover["period"] == "month"
    cut = await booked.api.get(
        "/api/reports/turnover_per_month", params={"from": "2026-02-01", "to": "2026-03-10"}
    )
    assert [row["sum_price"] for row in cut.json()["rows"]] == [0, 30]
    assert (cut.json()["from"], cut.json()["to"]) == ("2026-02-01", "2026-03-10")


async def test_a_row_counts_under_each_of_its_choices(salon_server: Server) -> None:
    shop = await open_application(salon_server, "owner")
    for name, days in (("Sue", ["monday", "tuesday"]), ("Bo", ["monday"]), ("Cy", [])):
        await shop.create("stylists", name=name, works_on=days)
    answer = await shop.api.get("/api/stylists/stats", params={"group_by": "works_on"})
    items = [(item["group"], item["label"], item["count"]) for item in answer.json()["items"]]
    assert items == [("monday", "Monday", 2), ("tuesday", "Tuesday", 1), (None, "", 1)]
    some = await shop.api.get(
        "/api/stylists/stats", params={"group_by": "works_on", "filter[works_on][has]": "tuesday"}
    )
    assert [(item["group"], item["count"]) for item in some.json()["items"]] == [
        ("monday", 1),
        ("tuesday", 1),
    ]
