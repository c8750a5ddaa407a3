"""Where blocks stand, over HTTP: per size of screen, kept, and never one over another."""

from typing import Any
from uuid import uuid4

from sayso.blocks.types import Card, CardKind
from tests.support.boards import Boards

TABLE = Card(kind=CardKind.TABLE, title="Clients")


def places(layouts: dict[str, Any], size: str) -> dict[str, tuple[int, int, int, int]]:
    """Where each block is."""
    return {one["block"]: (one["x"], one["y"], one["w"], one["h"]) for one in layouts[size]}


async def test_what_is_arranged_for_one_size_is_kept_and_others_follow_until_they_are_arranged(
    boards: Boards,
) -> None:
    dashboard = await boards.dashboard(boards.ada, visibility="agency")
    one = await boards.block(boards.ada, dashboard)
    two = await boards.block(boards.ada, dashboard, TABLE, {"rows": []})
    path = f"/dashboards/{dashboard}"
    begun = (await boards.ada.call("GET", path))["layouts"]
    assert places(begun, "desktop") == {one: (0, 0, 3, 2), two: (3, 0, 6, 5)}

    wished = {
        "items": [
            {"block": two, "x": 0, "y": 0, "w": 12, "h": 3},
            {"block": one, "x": 9, "y": 8, "w": 3, "h": 2},
        ]
    }
    found = await boards.ada.call("PUT", f"{path}/layouts/desktop", wished)
    assert places(found, "desktop") == {two: (0, 0, 12, 3), one: (9, 3, 3, 2)}
    assert places(found, "tablet") == {two: (0, 0, 6, 3), one: (0, 3, 2, 2)}
    assert places(found, "phone") == {two: (0, 0, 1, 3), one: (0, 3, 1, 2)}
    assert (await boards.bob.call("GET", path))["layouts"] == found

    phone = {
        "items": [
            {"block": one, "x": 0, "y": 0, "w": 1, "h": 1},
            {"block": two, "x": 0, "y": 1, "w": 1, "h": 6},
        ]
    }
    await boards.ada.call("PUT", f"{path}/layouts/phone", phone)
    wide = {
        "items": [
            {"block": two, "x": 0, "y": 0, "w": 6, "h": 4},
            {"block": one, "x": 6, "y": 0, "w": 6, "h": 4},
        ]
    }
    found = await boards.ada.call("PUT", f"{path}/layouts/desktop", wide)
    assert places(found, "phone") == {one: (0, 0, 1, 1), two: (0, 1, 1, 6)}
    assert places(found, "tablet") == {two: (0, 0, 3, 4), one: (3, 0, 3, 4)}


async def test_what_does_not_fit_is_fitted_and_nothing_overlaps(boards: Boards) -> None:
    dashboard = await boards.dashboard(boards.ada)
    one, two = [await boards.block(boards.ada, dashboard) for _ in range(2)]
    wished = {
        "items": [
            {"block": one, "x": 11, "y": 0, "w": 12, "h": 4},
            {"block": two, "x": 0, "y": 0, "w": 12, "h": 4},
        ]
    }
    found = await boards.ada.call("PUT", f"/dashboards/{dashboard}/layouts/tablet", wished)
    heights = sorted(place[1] for place in places(found, "tablet").values())
    assert heights == [0, 4]
    assert {place[2] for place in places(found, "tablet").values()} == {6}


async def test_a_block_that_is_not_on_it_or_is_there_twice_is_refused(boards: Boards) -> None:
    dashboard = await boards.dashboard(boards.ada)
    own = await boards.block(boards.ada, dashboard)
    elsewhere = await boards.block(boards.ada, await boards.dashboard(boards.ada, "Other"))
    place = {"x": 0, "y": 0, "w": 2, "h": 2}
    path = f"/dashboards/{dashboard}/layouts/desktop"
    for wrong in (elsewhere, str(uuid4()), own):
        items = [{"block": own, **place}, {"block": wrong, **place}]
        refused = await boards.ada.ask_for("PUT", path, {"items": items})
        assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "items.1.block")
    await boards.ada.call("DELETE", f"/blocks/{own}", expect=204)
    assert (await boards.ada.call("PUT", path, {"items": [{"block": own, **place}]}))["desktop"] == []
    for wrong_place in ({"x": -1}, {"x": 12}, {"w": 0}, {"w": 13}, {"h": 0}, {"y": 9_999}, {"h": 1.5}):
        refused = await boards.ada.ask_for("PUT", path, {"items": [{"block": own, **place, **wrong_place}]})
        assert refused.status_code == 422, wrong_place
    assert (await boards.ada.ask_for("PUT", f"{path}s", {"items": []})).status_code == 422
