"""Dashboards over HTTP: whose they are, who looks and who edits, and that nothing is lost."""

import pytest

from tests.support.boards import Boards
from tests.support.office import Caller

NOBODY = "00000000-0000-4000-8000-000000000000"


def names(answer: dict[str, list[dict[str, str]]]) -> list[str]:
    """What the dashboards of a list are called."""
    return [one["name"] for one in answer["items"]]


async def seen_by(caller: Caller) -> list[str]:
    """The dashboards that somebody sees."""
    return names(await caller.call("GET", "/dashboards"))


async def test_a_dashboard_is_its_owners_alone_until_it_is_shared_with_the_agency(boards: Boards) -> None:
    ada, bob, vera, max_ = boards.ada, boards.bob, boards.vera, boards.max
    made = await ada.call("POST", "/dashboards", {"name": "  Sales "}, expect=201)
    assert (made["name"], made["visibility"], made["may_edit"], made["blocks"]) == (
        "Sales",
        "private",
        True,
        0,
    )
    assert made["owner"] == {"id": ada.id, "name": "ada"}
    path = f"/dashboards/{made['id']}"
    for other in (bob, vera, max_, boards.gus):
        assert await seen_by(other) == []
        refused = await other.ask_for("GET", path)
        assert (refused.status_code, refused.json()["detail"]) == (404, "There is no such dashboard.")
        nowhere = await other.ask_for("GET", f"/dashboards/{NOBODY}")
        assert nowhere.json() == refused.json()

    await ada.call("PATCH", path, {"visibility": "agency"})
    for other, edits in ((bob, False), (vera, False), (max_, True)):
        assert await seen_by(other) == ["Sales"]
        assert (await other.call("GET", path))["may_edit"] is edits
    assert await seen_by(boards.gus) == []

    await ada.call("PATCH", path, {"visibility": "private"})
    assert await seen_by(bob) == []


async def test_who_only_looks_is_told_who_edits(boards: Boards) -> None:
    for method, below, body in [
        ("PATCH", "", {"name": "Mine"}),
        ("DELETE", "", None),
        ("PUT", "/layouts/desktop", {"items": []}),
        ("POST", "/shares", {}),
        ("DELETE", f"/shares/{NOBODY}", None),
        ("POST", "/blocks", {"asked": "open orders"}),
    ]:
        path = f"/dashboards/{await boards.dashboard(boards.ada, visibility='agency')}{below}"
        refused = await boards.bob.ask_for(method, path, body)
        assert (refused.status_code, refused.json()["code"]) == (403, "denied")
        assert "ada" in refused.json()["detail"]
        viewer = await boards.vera.ask_for(method, path, body)
        assert (viewer.status_code, viewer.json()["code"]) == (403, "denied")
        assert (await boards.gus.ask_for(method, path, body)).status_code == 404


async def test_an_administrator_edits_what_is_shared_and_what_belongs_to_nobody_any_more(
    boards: Boards,
) -> None:
    shared = await boards.dashboard(boards.ada, "Shared", visibility="agency")
    renamed = await boards.max.call("PATCH", f"/dashboards/{shared}", {"name": "Ours"})
    assert (renamed["name"], renamed["owner"]["name"]) == ("Ours", "ada")
    private = await boards.dashboard(boards.bob, "Secret")
    assert (await boards.max.ask_for("GET", f"/dashboards/{private}")).status_code == 404
    await boards.max.call("DELETE", f"/agency/people/{boards.bob.id}", expect=204)
    left = await boards.max.call("GET", f"/dashboards/{private}")
    assert (left["owner"], left["may_edit"]) == (None, True)
    assert (await boards.ada.ask_for("GET", f"/dashboards/{private}")).status_code == 404


async def test_dashboards_keep_the_order_that_somebody_gave_them(boards: Boards) -> None:
    ids = {name: await boards.dashboard(boards.ada, name) for name in "ABC"}
    await boards.dashboard(boards.bob, "Z", visibility="agency")
    assert await seen_by(boards.ada) == ["A", "B", "C", "Z"]
    await boards.ada.call("PATCH", f"/dashboards/{ids['C']}", {"position": 0})
    assert await seen_by(boards.ada) == ["C", "A", "B", "Z"]
    await boards.ada.call("PATCH", f"/dashboards/{ids['C']}", {"position": 2})
    assert await seen_by(boards.ada) == ["A", "B", "C", "Z"]
    await boards.ada.call("PATCH", f"/dashboards/{ids['A']}", {"position": 99})
    assert await seen_by(boards.ada) == ["B", "C", "Z", "A"]
    assert await seen_by(boards.bob) == ["Z"]
    first = await boards.ada.call("GET", "/dashboards", limit=3)
    rest = await boards.ada.call("GET", "/dashboards", limit=3, cursor=first["next_cursor"])
    assert (names(first), names(rest)) == (["B", "C", "Z"], ["A"])


async def test_a_removed_dashboard_comes_back_with_its_blocks_and_without_its_links(boards: Boards) -> None:
    dashboard = await boards.dashboard(boards.ada)
    path = f"/dashboards/{dashboard}"
    kept, gone = await boards.block(boards.ada, dashboard), await boards.block(boards.ada, dashboard)
    await boards.ada.call("DELETE", f"/blocks/{gone}", expect=204)
    link = await boards.ada.call("POST", f"{path}/shares", {}, expect=201)
    await boards.ada.call("DELETE", path, expect=204)
    assert await seen_by(boards.ada) == []
    assert (await boards.ada.ask_for("GET", path)).status_code == 404
    assert (await boards.ada.ask_for("GET", f"/blocks/{kept}")).status_code == 404
    assert (await boards.bob.ask_for("POST", f"{path}/restore")).status_code == 404

    back = await boards.ada.call("POST", f"{path}/restore")
    assert (back["name"], back["blocks"]) == ("Sales", 1)
    shown = await boards.ada.call("GET", path)
    assert [one["id"] for one in shown["blocks"]] == [kept]
    assert shown["shares"] == []
    stranger = await boards.office.stranger()
    token = link["address"].rpartition("/")[2]
    assert (await stranger.ask_for("GET", f"/shared/{token}")).status_code == 404
    again = await boards.ada.call("POST", f"{path}/restore")
    assert again["id"] == dashboard


async def test_names_are_one_short_line(boards: Boards) -> None:
    for name in ("", "   ", "a\nb", "x" * 81):
        refused = await boards.ada.ask_for("POST", "/dashboards", {"name": name})
        assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "name")


async def test_an_agency_has_so_many_dashboards_and_no_more(
    boards: Boards, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sayso.blocks.dashboards.service.MOST_DASHBOARDS", 2)
    for name in "AB":
        last = await boards.dashboard(boards.ada, name)
    full = await boards.bob.ask_for("POST", "/dashboards", {"name": "C"})
    assert (full.status_code, full.json()["code"]) == (409, "conflict")
    assert (await boards.gus.ask_for("POST", "/dashboards", {"name": "C"})).status_code == 201
    await boards.ada.call("DELETE", f"/dashboards/{last}", expect=204)
    await boards.bob.call("POST", "/dashboards", {"name": "C"}, expect=201)
    assert (await boards.ada.ask_for("POST", f"/dashboards/{last}/restore")).status_code == 409


async def test_a_key_that_does_not_reach_rows_sees_no_dashboards(boards: Boards) -> None:
    for scopes, status in ((["modules:read"], 403), (["modules:read", "data:read"], 200)):
        key = await boards.ada.call("POST", "/keys", {"name": "k", "scopes": scopes}, expect=201)
        program = await boards.office.stranger()
        program.client.headers["authorization"] = f"Bearer {key['key']}"
        assert (await program.ask_for("GET", "/dashboards")).status_code == status


async def test_the_audit_log_tells_who_shared_and_who_withdrew(boards: Boards) -> None:
    path = f"/dashboards/{await boards.dashboard(boards.ada, visibility='agency')}"
    made = await boards.ada.call("POST", f"{path}/shares", {"label": "Lobby"}, expect=201)
    await boards.max.call("DELETE", f"{path}/shares/{made['id']}", expect=204)
    log = await boards.max.call("GET", "/audit", action="dashboard")
    told = [(one["action"], one["actor_name"], one["resource_name"]) for one in log["items"]]
    assert told == [
        ("dashboard.share_revoked", "max", "Sales"),
        ("dashboard.shared", "ada", "Sales"),
        ("dashboard.changed", "ada", "Sales"),
        ("dashboard.created", "ada", "Sales"),
    ]
    assert made["address"].rpartition("/")[2] not in str(log)
