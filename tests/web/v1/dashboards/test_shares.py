"""Links to dashboards: for anybody who has one, until it is withdrawn; they show what is shown."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text

from sayso.blocks.types import Card, CardKind, State
from sayso.spec.model import AppSpec
from tests.support.boards import SALON, Boards
from tests.support.office import Caller

DRAWN = Card(
    kind=CardKind.CUSTOM,
    title="Drawn",
    code='import { useState } from "react";\nexport default ({ data }: { data: string }) => <b>{data}</b>;',
)
HIDDEN = ("secretly", "intranet", "fetch_data", "hosts", "asked", "notice", "reads", "ada", "owner", "import")


async def share(owner: Caller, dashboard: str, **body: Any) -> tuple[str, str]:
    """A link: its id, and the path of the API that it leads to."""
    made = await owner.call("POST", f"/dashboards/{dashboard}/shares", body, expect=201)
    origin = owner.sayso.settings.platform_origin
    assert made["address"].startswith(f"{origin}/shared/")
    return made["id"], f"/shared/{made['address'].rpartition('/')[2]}"


async def test_anybody_with_the_link_sees_what_is_shown_and_nothing_of_how(boards: Boards) -> None:
    dashboard = await boards.dashboard(boards.ada)
    live = await boards.block(boards.ada, dashboard)
    failing = await boards.block(boards.ada, dashboard, state=State.FAILING, age=timedelta(hours=2))
    drawn = await boards.block(boards.ada, dashboard, DRAWN, "words")
    await boards.block(boards.ada, dashboard, state=State.FAILED)
    _, path = await share(boards.ada, dashboard, label="Lobby", days=7)
    stranger = await boards.office.stranger()
    seen = await stranger.call("GET", path)
    assert seen["name"] == "Sales"
    assert [one["id"] for one in seen["blocks"]] == [live, failing, drawn]
    assert [one["state"] for one in seen["blocks"]] == ["live", "failing", "live"]
    assert [one["data"]["is_stale"] for one in seen["blocks"]] == [False, True, False]
    assert seen["blocks"][0]["data"]["value"] == {"value": 7}
    assert len(seen["layouts"]["desktop"]) == 3
    said = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "", str(seen).lower())  # ids have any letters in them
    assert [word for word in HIDDEN if word in said] == []
    assert await stranger.call("GET", f"{path}/blocks/{live}") == seen["blocks"][0]
    script = await stranger.ask_for("GET", f"{path}/blocks/{drawn}/card.js")
    assert script.headers["content-type"] == "text/plain; charset=utf-8"
    assert "react/jsx-runtime" in script.text
    assert (await stranger.ask_for("GET", f"{path}/blocks/{live}/card.js")).status_code == 404

    shown = await boards.ada.call("GET", f"/dashboards/{dashboard}")
    [line] = shown["shares"]
    assert line["label"] == "Lobby"
    assert line["expires_at"] is not None
    assert line["last_seen_at"] is not None
    assert path.rpartition("/")[2] not in str(shown)


async def test_a_link_opens_its_own_dashboard_and_no_other(boards: Boards) -> None:
    dashboard, other = await boards.dashboard(boards.ada), await boards.dashboard(boards.ada, "Other")
    elsewhere = await boards.block(boards.ada, other)
    _, path = await share(boards.ada, dashboard)
    stranger = await boards.office.stranger()
    for block in (elsewhere, str(uuid4())):
        for below in (f"/blocks/{block}", f"/blocks/{block}/card.js"):
            assert (await stranger.ask_for("GET", path + below)).status_code == 404
    for call in (f"/dashboards/{dashboard}", f"/blocks/{elsewhere}", "/dashboards"):
        assert (await stranger.ask_for("GET", call)).status_code == 401
    for wrong in ("x" * 43, "x", path.rpartition("/")[2][:-1], "%00", "é"):
        refused = await stranger.ask_for("GET", f"/shared/{wrong}")
        assert refused.status_code in {400, 404}, wrong
        assert "Traceback" not in refused.text


async def test_a_withdrawn_link_works_no_more_and_others_do(boards: Boards) -> None:
    dashboard = await boards.dashboard(boards.ada)
    gone, path = await share(boards.ada, dashboard)
    _, kept = await share(boards.ada, dashboard)
    stranger = await boards.office.stranger()
    await stranger.call("GET", path)
    await boards.ada.call("DELETE", f"/dashboards/{dashboard}/shares/{gone}", expect=204)
    refused = await stranger.ask_for("GET", path)
    assert (refused.status_code, refused.json()["detail"]) == (404, "This link does not work (any more).")
    assert (await stranger.ask_for("GET", f"{path}/events")).status_code == 404
    await stranger.call("GET", kept)
    again = await boards.ada.ask_for("DELETE", f"/dashboards/{dashboard}/shares/{gone}")
    assert again.status_code == 404
    assert (await boards.bob.ask_for("DELETE", f"/dashboards/{dashboard}/shares/{gone}")).status_code == 404


async def test_a_link_ends_when_its_time_is_over(boards: Boards) -> None:
    dashboard = await boards.dashboard(boards.ada)
    _, path = await share(boards.ada, dashboard, days=1)
    stranger = await boards.office.stranger()
    await stranger.call("GET", path)
    async with boards.database.system() as session:
        await session.execute(text("update dashboard_shares set expires_at = now() - interval '1 second'"))
    assert (await stranger.ask_for("GET", path)).status_code == 404
    for days in (0, 10_000, -1):
        refused = await boards.ada.ask_for("POST", f"/dashboards/{dashboard}/shares", {"days": days})
        assert refused.status_code == 422


async def test_the_secret_is_kept_as_a_hash(boards: Boards) -> None:
    _, path = await share(boards.ada, await boards.dashboard(boards.ada))
    async with boards.database.system() as session:
        rows = (await session.execute(text("select t::text from dashboard_shares t"))).scalars().all()
    assert len(rows) == 1
    assert path.rpartition("/")[2] not in rows[0]


async def test_showing_rows_of_an_application_to_more_people_has_to_be_confirmed(
    boards: Boards, salon: AppSpec
) -> None:
    await boards.office.install(salon)
    dashboard = await boards.dashboard(boards.ada)
    await boards.block(boards.ada, dashboard, reads=SALON)
    path = f"/dashboards/{dashboard}"
    asked = "It shows rows of Salon (as Stylist), read with your rights."
    assert (await boards.ada.call("GET", path))["confirmation"].startswith(asked)
    for method, below, body in (("POST", "/shares", {}), ("PATCH", "", {"visibility": "agency"})):
        refused = await boards.ada.ask_for(method, path + below, body)
        assert (refused.status_code, refused.json()["code"]) == (409, "rights_not_confirmed")
        assert refused.json()["detail"].startswith(asked)
    assert (await boards.ada.call("GET", path))["shares"] == []
    assert (await boards.bob.call("GET", "/dashboards"))["items"] == []
    _, link = await share(boards.ada, dashboard, confirm=True)
    await (await boards.office.stranger()).call("GET", link)
    opened = await boards.ada.call("PATCH", path, {"visibility": "agency", "confirm": True})
    refused = await boards.max.ask_for("POST", f"{path}/shares", {})
    assert "read with the rights of ada." in refused.json()["detail"]
    assert opened["visibility"] == "agency"
    await boards.ada.call("PATCH", path, {"visibility": "agency", "name": "Ours"})


async def test_a_block_that_reads_an_application_is_not_moved_to_where_others_look_without_a_word(
    boards: Boards, salon: AppSpec
) -> None:
    await boards.office.install(salon)
    private = await boards.dashboard(boards.ada, "Private")
    linked, open_ = await boards.dashboard(boards.ada, "Linked"), await boards.dashboard(boards.ada, "Open")
    await share(boards.ada, linked)
    await boards.ada.call("PATCH", f"/dashboards/{open_}", {"visibility": "agency"})
    block = await boards.block(boards.ada, private, reads=SALON)
    plain = await boards.block(boards.ada, private)
    for target in (linked, open_):
        moving = {"dashboard_id": target}
        refused = await boards.ada.ask_for("PATCH", f"/blocks/{block}", moving)
        assert (refused.status_code, refused.json()["code"]) == (409, "rights_not_confirmed")
        await boards.ada.call("PATCH", f"/blocks/{plain}", moving)
        moved = await boards.ada.call("PATCH", f"/blocks/{block}", {**moving, "confirm": True})
        assert moved["dashboard_id"] == target
    back = await boards.ada.call("PATCH", f"/blocks/{block}", {"dashboard_id": private})
    assert back["dashboard_id"] == private


async def test_strangers_have_an_allowance_of_their_own(boards: Boards) -> None:
    _, path = await share(boards.ada, await boards.dashboard(boards.ada))
    stranger = await boards.office.stranger()
    answer = await stranger.ask_for("GET", path)
    assert answer.headers["ratelimit-limit"] == "600"
    refused = [await stranger.ask_for("GET", f"/shared/{'x' * 43}") for _ in range(2)]
    assert refused[-1].headers["ratelimit-remaining"] == "597"


async def test_a_dashboard_has_so_many_links(boards: Boards, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.blocks.dashboards.share_links.MOST_SHARES", 1)
    dashboard = await boards.dashboard(boards.ada)
    await share(boards.ada, dashboard)
    refused = await boards.ada.ask_for("POST", f"/dashboards/{dashboard}/shares", {})
    assert (refused.status_code, refused.json()["code"]) == (409, "conflict")
