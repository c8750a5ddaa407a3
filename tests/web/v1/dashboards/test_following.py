"""Who looks at a dashboard hears what happens to it, as long as they may look."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import httpx
import uvicorn

from sayso.blocks.types import State
from tests.support.boards import Boards
from tests.support.office import Caller


class Follower:
    """Somebody who listens to the events of a dashboard."""

    def __init__(self, answer: httpx.Response) -> None:
        self._lines = answer.aiter_lines()

    async def hear(self, count: int) -> list[dict[str, Any]]:
        """The next events."""
        found: list[dict[str, Any]] = []
        async with asyncio.timeout(60):
            while len(found) < count:
                line = await anext(self._lines)
                if line.startswith("data: "):
                    found.append(json.loads(line.removeprefix("data: ")))
        return found

    async def rest(self) -> list[str]:
        """The kinds of what still comes until the stream ends by itself."""
        async with asyncio.timeout(60):
            lines = [line async for line in self._lines if line.startswith("data: ")]
        return [json.loads(line.removeprefix("data: "))["kind"] for line in lines]


@asynccontextmanager
async def server_of(boards: Boards) -> AsyncIterator[str]:
    """The address of a real server, which streams."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        config = uvicorn.Config(
            boards.office.sayso.app, http="httptools", lifespan="off", log_level="critical"
        )
        server = uvicorn.Server(config)
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            await serving


@asynccontextmanager
async def following(
    boards: Boards, base: str, path: str, caller: Caller | None = None
) -> AsyncIterator[Follower]:
    """Somebody who listens from now on."""
    headers = {"host": httpx.URL(boards.office.sayso.settings.platform_origin).netloc.decode()}
    if caller is not None:
        headers["authorization"] = caller.client.headers["authorization"]
    async with (
        httpx.AsyncClient(base_url=f"{base}/api/v1", headers=headers, timeout=30) as client,
        client.stream("GET", path) as answer,
    ):
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        yield Follower(answer)


async def test_people_of_the_agency_hear_of_blocks_layouts_and_the_dashboard_itself(boards: Boards) -> None:
    dashboard = await boards.dashboard(boards.ada)
    block = await boards.block(boards.ada, dashboard)
    path = f"/dashboards/{dashboard}"
    after = (await boards.ada.call("GET", path))["follow_after"]
    async with (
        server_of(boards) as base,
        following(boards, base, f"{path}/events?after={after}", boards.ada) as ada,
    ):
        await boards.ada.call("PATCH", f"/blocks/{block}", {"title": "Orders"})
        await boards.ada.call("PUT", f"{path}/layouts/tablet", {"items": []})
        await boards.ada.call("PATCH", path, {"name": "Ours"})
        await boards.ada.call("DELETE", f"/blocks/{block}", expect=204)
        heard = [(one["kind"], one["data"]) for one in await ada.hear(5)]
    assert heard[0] == ("block", {"block": block})
    assert ("layout", {"size": "tablet"}) in heard
    assert ("dashboard", {}) in heard
    assert heard[-1] == ("removed", {"block": block})


async def test_a_dashboard_that_becomes_private_is_heard_by_its_owner_alone(boards: Boards) -> None:
    dashboard = await boards.dashboard(boards.ada, visibility="agency")
    path = f"/dashboards/{dashboard}/events"
    async with server_of(boards) as base:
        refused = await boards.gus.ask_for("GET", path)
        assert refused.status_code == 404
        async with (
            following(boards, base, path, boards.bob) as bob,
            following(boards, base, path, boards.ada) as ada,
        ):
            assert [one["kind"] for one in await bob.hear(1)] == ["dashboard"]
            await boards.ada.call("PATCH", f"/dashboards/{dashboard}", {"visibility": "private"})
            assert await bob.rest() == []
            assert [one["kind"] for one in await ada.hear(2)] == ["dashboard", "dashboard"]


async def test_strangers_hear_what_is_shown_until_their_link_is_withdrawn(boards: Boards) -> None:
    dashboard = await boards.dashboard(boards.ada)
    block = await boards.block(boards.ada, dashboard, state=State.HEALING)
    agency, services = await boards.agency_of(boards.ada), boards.office.sayso.services
    made = [
        await boards.ada.call("POST", f"/dashboards/{dashboard}/shares", {}, expect=201) for _ in range(2)
    ]
    one, two = (f"/shared/{each['address'].rpartition('/')[2]}" for each in made)
    stranger = await boards.office.stranger()
    after = (await stranger.call("GET", one))["follow_after"]

    async def tell(kind: str, **data: str) -> None:
        await services.events.append(None, agency, UUID(dashboard), kind, data)

    async with (
        server_of(boards) as base,
        following(boards, base, f"{one}/events?after={after}") as first,
        following(boards, base, f"{two}/events?after={after}") as second,
    ):
        await tell("progress", block=block, text="Asking intranet.example")
        await tell("block", block=block)
        for follower in (first, second):
            [heard] = await follower.hear(1)
            assert (heard["kind"], heard["data"]) == ("block", {"block": block})
        await boards.ada.call("DELETE", f"/dashboards/{dashboard}/shares/{made[0]['id']}", expect=204)
        assert await first.rest() == []
        await tell("layout", size="phone")
        assert [each["kind"] for each in await second.hear(1)] == ["layout"]
        await boards.ada.call("DELETE", f"/dashboards/{dashboard}", expect=204)
        assert await second.rest() == []
