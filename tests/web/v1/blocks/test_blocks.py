"""Blocks over HTTP: who sees and changes them, what of them can be changed, and that nothing is lost."""

import csv
import io
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from sayso.blocks.types import Card, CardKind, Column
from sayso.phrases.formats import Format
from sayso.spec.model import AppSpec
from tests.support.boards import SALON, Boards

pytestmark = pytest.mark.rotating(5)

TABLE = Card(
    kind=CardKind.TABLE,
    title="Clients",
    columns=(
        Column(key="name", label="Name"),
        Column(key="total", label="Total", format=Format.MONEY),
    ),
)
CALLS: tuple[tuple[str, str, Any], ...] = (
    ("GET", "", None),
    ("PATCH", "", {"title": "x"}),
    ("DELETE", "", None),
    ("POST", "/restore", None),
    ("POST", "/refresh", None),
    ("POST", "/words", {"text": "as a table"}),
    ("POST", "/stop", None),
    ("POST", "/wake", None),
    ("GET", "/versions", None),
    ("GET", "/versions/1", None),
    ("POST", "/versions/1/activate", None),
    ("GET", "/versions/1/card.js", None),
    ("GET", "/compare?from=1&to=1", None),
    ("PUT", "/code", {"code": "x"}),
    ("GET", "/log", None),
    ("GET", "/attempts", None),
    ("GET", "/requests", None),
    ("GET", "/data.csv", None),
)
READING = {
    "",
    "/versions",
    "/versions/1",
    "/compare?from=1&to=1",
    "/log",
    "/attempts",
    "/requests",
    "/data.csv",
}


async def test_a_block_that_is_asked_for_stands_there_at_once_and_is_told_of(boards: Boards) -> None:
    dashboard = await boards.dashboard(boards.ada)
    asked = {"asked": "the weather in Graz", "hosts": [" API.example.com "], "reach": "listed"}
    made = await boards.ada.call("POST", f"/dashboards/{dashboard}/blocks", asked, expect=202)
    assert (made["state"], made["card"], made["data"], made["version"]) == ("making", None, None, None)
    assert (made["title"], made["asked"], made["may_edit"]) == ("the weather in Graz",) * 2 + (True,)
    assert made["reads"] == {"reach": "none", "hosts": [], "modules": [], "secrets": []}
    shown = await boards.ada.call("GET", f"/dashboards/{dashboard}")
    assert [one["id"] for one in shown["blocks"]] == [made["id"]]
    assert shown["layouts"]["desktop"][0]["block"] == made["id"]
    for body in (
        {"asked": " "},
        {"asked": "x" * 4_001},
        {"asked": "x", "hosts": ["no host"]},
        {"asked": "x", "reach": "far"},
    ):
        assert (await boards.ada.ask_for("POST", f"/dashboards/{dashboard}/blocks", body)).status_code == 422


async def test_a_block_of_others_is_like_one_that_is_not_there(boards: Boards) -> None:
    for method, below, body in CALLS:
        block = await boards.block(boards.ada, await boards.dashboard(boards.ada))
        for other in (boards.bob, boards.max, boards.gus):
            there = await other.ask_for(method, f"/blocks/{block}{below}", body)
            missing = await other.ask_for(method, f"/blocks/{uuid4()}{below}", body)
            assert (there.status_code, there.json()) == (404, missing.json())


async def test_who_looks_at_a_dashboard_reads_its_blocks_and_changes_none(boards: Boards) -> None:
    for method, below, body in CALLS:
        block = await boards.block(boards.ada, await boards.dashboard(boards.ada, visibility="agency"))
        for other in (boards.bob, boards.vera):
            answer = await other.ask_for(method, f"/blocks/{block}{below}", body)
            absent = "restore" in below or "card.js" in below
            expected = 200 if below in READING and method == "GET" else 404 if absent else 403
            if other is boards.vera and method != "GET":
                expected = 403
            assert answer.status_code == expected, answer.text
        seen = await boards.vera.call("GET", f"/blocks/{block}")
        assert (seen["may_edit"], seen["data"]["value"]) == (False, {"value": 7})
        assert "asked" in seen


async def test_what_is_changed_stays_changed_and_what_is_left_out_stays(boards: Boards) -> None:
    block = await boards.block(boards.ada, await boards.dashboard(boards.ada))
    path = f"/blocks/{block}"
    before = await boards.ada.call("GET", path)
    changes = {
        "title": "Orders",
        "explanation": "What is open.",
        "refresh": {"kind": "cron", "cron": "0 7 * * 1-5", "time_zone": "Europe/Vienna"},
        "on_rows": True,
        "cache_seconds": 60,
        "heals": False,
        "heal_after": 5,
        "reads": {"reach": "listed", "hosts": ["API.example.com"], "secrets": ["TOKEN"]},
    }
    changed = await boards.ada.call("PATCH", path, changes)
    assert changed["next_refresh_at"] is not None
    assert (changed["card"]["title"], changed["card"]["explanation"]) == ("Orders", "What is open.")
    assert changed["reads"] == {
        "reach": "listed",
        "hosts": ["api.example.com"],
        "modules": [],
        "secrets": ["TOKEN"],
    }
    for name in ("title", "refresh", "on_rows", "cache_seconds", "heals", "heal_after"):
        assert changed[name] == changes[name], name
    assert await boards.ada.call("PATCH", path, {}) == await boards.ada.call("GET", path)
    assert changed["data"] == before["data"]
    paused = await boards.ada.call("PATCH", path, {"is_paused": True})
    assert (paused["state"], paused["next_refresh_at"]) == ("paused", None)
    assert (await boards.ada.call("PATCH", path, {"is_paused": False}))["state"] == "live"


async def test_what_makes_no_sense_is_refused_and_changes_nothing(boards: Boards) -> None:
    for body, status in [
        ({"refresh": {"kind": "interval", "seconds": 1}}, 422),
        ({"refresh": {"kind": "sometimes"}}, 422),
        ({"refresh": {"kind": "cron", "cron": "every day"}}, 400),
        ({"refresh": {"kind": "cron", "cron": "0 7 * * *", "time_zone": "Mars/Base"}}, 400),
        ({"cache_seconds": -1}, 422),
        ({"heal_after": 0}, 422),
        ({"title": ""}, 422),
        ({"title": "x" * 81}, 422),
        ({"reads": {"hosts": ["http://example.com/path"]}}, 422),
        ({"reads": {"reach": "everywhere"}}, 422),
        ({"reads": {"modules": [{"slug": "salon"}]}}, 422),
        ({"reads": {"secrets": ["no name"]}}, 422),
        ({"dashboard_id": str(uuid4())}, 404),
        ({"state": "live"}, 422),
    ]:
        block = await boards.block(boards.ada, await boards.dashboard(boards.ada))
        before = await boards.ada.call("GET", f"/blocks/{block}")
        refused = await boards.ada.ask_for("PATCH", f"/blocks/{block}", body)
        assert refused.status_code == status, refused.text
        assert refused.json()["detail"]
        assert await boards.ada.call("GET", f"/blocks/{block}") == before


async def test_a_block_moves_to_a_dashboard_that_one_edits(boards: Boards) -> None:
    here, there = await boards.dashboard(boards.ada, "Here"), await boards.dashboard(boards.ada, "There")
    others = await boards.dashboard(boards.bob, "Bob's", visibility="agency")
    block = await boards.block(boards.ada, here)
    moved = await boards.ada.call("PATCH", f"/blocks/{block}", {"dashboard_id": there})
    assert moved["dashboard_id"] == there
    assert (await boards.ada.call("GET", f"/dashboards/{here}"))["blocks"] == []
    assert (
        await boards.ada.ask_for("PATCH", f"/blocks/{block}", {"dashboard_id": others})
    ).status_code == 403


async def test_a_removed_block_comes_back_with_what_it_showed(boards: Boards) -> None:
    dashboard = await boards.dashboard(boards.ada)
    block = await boards.block(boards.ada, dashboard)
    before = await boards.ada.call("GET", f"/blocks/{block}")
    await boards.ada.call("DELETE", f"/blocks/{block}", expect=204)
    assert (await boards.ada.ask_for("GET", f"/blocks/{block}")).status_code == 404
    assert (await boards.ada.call("GET", f"/dashboards/{dashboard}"))["blocks"] == []
    for other in (boards.bob, boards.gus):
        assert (await other.ask_for("POST", f"/blocks/{block}/restore")).status_code == 404
    back = await boards.ada.call("POST", f"/blocks/{block}/restore")
    assert (back["data"], back["version"]) == (before["data"], 1)


async def test_data_that_is_older_than_it_should_be_is_marked(boards: Boards) -> None:
    block = await boards.block(boards.ada, await boards.dashboard(boards.ada), age=timedelta(hours=1))
    assert (await boards.ada.call("GET", f"/blocks/{block}"))["data"]["is_stale"] is True


async def test_what_a_block_shows_is_taken_away_as_a_table_that_runs_nothing(boards: Boards) -> None:
    rows = [{"name": "=HYPERLINK(1)", "total": 12.5, "hidden": 1}, {"name": 'Ännchen; "x"', "total": None}]
    dashboard = await boards.dashboard(boards.ada)
    block = await boards.block(boards.ada, dashboard, TABLE, {"rows": rows})
    answer = await boards.ada.ask_for("GET", f"/blocks/{block}/data.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer.headers["content-disposition"]
    read = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert read == [["Name", "Total"], ["'=HYPERLINK(1)", "12.5"], ['Ännchen; "x"', ""]]
    asked = await boards.ada.call("POST", f"/dashboards/{dashboard}/blocks", {"asked": "x"}, expect=202)
    assert (await boards.ada.ask_for("GET", f"/blocks/{asked['id']}/data.csv")).status_code == 404
    noted = (await boards.max.call("GET", "/audit?action=rows.exported"))["items"]
    assert [(one["actor_name"], one["resource"], one["resource_id"]) for one in noted] == [
        ("ada", "block", block)
    ]


async def test_the_details_name_the_applications_and_the_role_of_whoever_made_it(
    boards: Boards, salon: AppSpec
) -> None:
    await boards.office.install(salon)
    dashboard = await boards.dashboard(boards.ada)
    block = await boards.block(boards.ada, dashboard, reads=SALON)
    reads = (await boards.ada.call("GET", f"/blocks/{block}"))["reads"]
    expected = {"slug": "salon", "name": "Salon", "role": "Stylist", "entities": ["client"]}
    assert reads["modules"] == [expected]
    await boards.ada.call("PATCH", f"/dashboards/{dashboard}", {"visibility": "agency", "confirm": True})
    await boards.max.call("DELETE", f"/agency/people/{boards.ada.id}", expect=204)
    seen = (await boards.max.call("GET", f"/blocks/{block}"))["reads"]["modules"]
    assert seen in ([expected | {"role": None}], [expected])


async def test_code_that_runs_with_somebodys_rights_is_changed_by_them_and_administrators(
    boards: Boards,
) -> None:
    dashboard = await boards.dashboard(boards.ada, visibility="agency")
    block = await boards.block(boards.max, dashboard)
    calls = (
        ("POST", "/words", {"text": "as a table"}),
        ("PUT", "/code", {"code": "x"}),
        ("POST", "/versions/1/activate", None),
        ("PATCH", "", {"reads": {"reach": "public"}}),
    )
    for method, below, body in calls:
        refused = await boards.ada.ask_for(method, f"/blocks/{block}{below}", body)
        assert (refused.status_code, refused.json()["code"]) == (403, "denied"), below
        assert "rights of whoever made it" in refused.json()["detail"]
    assert (await boards.ada.call("PATCH", f"/blocks/{block}", {"title": "Mine"}))["title"] == "Mine"
    said = await boards.max.call("POST", f"/blocks/{block}/words", {"text": "as a table"}, expect=202)
    assert said["progress"]
