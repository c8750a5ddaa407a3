"""Whoever follows a stream over HTTP hears everything once, also across a lost connection."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Annotated
from uuid import UUID

import httpx
import orjson
import pytest
import uvicorn
from fastapi import Query, Request, Response

from sayso.db.database import Database
from sayso.identity.authentication.tokens import secret_at
from sayso.identity.people import repository as people
from sayso.main.application import Application
from sayso.main.local import LOCAL_TOKEN
from sayso.main.server import _Server
from sayso.settings import Settings
from sayso.web import server_sent_events
from sayso.web.guard import GuardedRoute, api_routes
from sayso.web.permissions import READ
from sayso.web.server_sent_events import event_stream
from sayso.web.services import Services
from tests.support.postgres import TestDatabase

STREAM = UUID(int=7)


class Listener:
    """A program that follows the stream of the agency."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    @asynccontextmanager
    async def listening(self, last: str = "", **parameters: int) -> AsyncIterator["Heard"]:
        headers = {"last-event-id": last} if last else {}
        async with self.client.stream("GET", "/told", headers=headers, params=parameters) as answer:
            yield Heard(answer)


class Heard:
    """What a listener hears."""

    def __init__(self, answer: httpx.Response) -> None:
        self.answer = answer
        self._lines = answer.aiter_lines()
        self.last = ""

    async def numbers(self, count: int) -> list[int]:
        """The numbers of the next events."""
        found: list[int] = []
        async with asyncio.timeout(60):
            while len(found) < count:
                line = await anext(self._lines)
                if line.startswith("id: "):
                    self.last = line.removeprefix("id: ")
                if line.startswith("data: "):
                    found.append(orjson.loads(line.removeprefix("data: "))["data"]["number"])
        return found

    async def is_over(self, within: float) -> bool:
        """Whether the stream ends by itself."""
        try:
            async with asyncio.timeout(within):
                async for _ in self._lines:
                    pass
        except TimeoutError:
            return False
        return True


class Told:
    """A real server with a route that follows a stream."""

    def __init__(self, services: Services, server: uvicorn.Server, agency: UUID, port: int) -> None:
        self.services = services
        self.server = server
        self.agency = agency
        self.port = port

    async def tell(self, *numbers: int) -> None:
        for number in numbers:
            await self.services.events.append(None, self.agency, STREAM, "step", {"number": number})

    @asynccontextmanager
    async def listener(self) -> AsyncIterator[Listener]:
        token = secret_at(self.services.settings.home_path / LOCAL_TOKEN)
        async with httpx.AsyncClient(
            base_url=f"http://127.0.0.1:{self.port}",
            headers={"authorization": f"Bearer {token}"},
            timeout=30,
        ) as client:
            yield Listener(client)


@pytest.fixture
async def told(
    database: TestDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Told]:
    rules = MappingProxyType({**GuardedRoute.rules, "GET /told": READ})
    monkeypatch.setattr(GuardedRoute, "rules", rules)
    routes = api_routes()

    @routes.get("/told")
    async def tell(request: Request, after: Annotated[int, Query(ge=0)] = 0) -> Response:
        services: Services = request.app.state.services
        return event_stream(request, services.events, request.state.principal.home_agency.id, STREAM, after)

    settings = Settings(home=tmp_path)
    app = Application(settings, lambda: Database.open(database.dsn))
    app.platform.include_router(routes)
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    server = _Server(uvicorn.Config(app, lifespan="off", log_level="warning", timeout_graceful_shutdown=5))
    async with app.running() as services:
        server.before_shutdown = services.events.stop
        async with services.database.system() as session:
            home = await people.ensure_home(
                session, ("acme", "Acme"), ("main", "Main"), ("a@example.com", "A")
            )
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        try:
            while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
                await asyncio.sleep(0.01)
            yield Told(services, server, home.site.agency_id, listener.getsockname()[1])
        finally:
            server.should_exit = True
            await serving
            listener.close()


async def test_everything_is_heard_once_across_a_lost_connection(told: Told) -> None:
    async with told.listener() as client:
        await told.tell(1, 2)
        async with client.listening() as heard:
            assert heard.answer.headers["content-type"].startswith("text/event-stream")
            assert heard.answer.headers["x-accel-buffering"] == "no"
            assert heard.answer.headers["cache-control"] == "no-store"
            assert await heard.numbers(2) == [1, 2]
            await told.tell(3)
            assert await heard.numbers(1) == [3]
        await told.tell(4, 5)
        async with client.listening(heard.last) as again:
            await told.tell(6)
            assert await again.numbers(3) == [4, 5, 6]
        async with client.listening(after=int(heard.last)) as third:
            assert await third.numbers(3) == [4, 5, 6]


async def test_a_server_that_stops_does_not_wait_for_who_listens(told: Told) -> None:
    async with told.listener() as client, client.listening() as heard:
        await told.tell(1)
        assert await heard.numbers(1) == [1]
        told.server.should_exit = True
        assert await heard.is_over(2)


async def test_who_may_listen_no_more_hears_no_more(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_sent_events, "CHECK_SECONDS", 0.2)
    async with told.listener() as client, client.listening() as heard:
        await told.tell(1)
        assert await heard.numbers(1) == [1]
        assert not await heard.is_over(0.6)
    async with told.listener() as client, client.listening() as heard:
        assert await heard.numbers(1) == [1]
        monkeypatch.setattr(told.services.operators, "holds", lambda _: False)
        assert await heard.is_over(5)


async def test_a_stranger_hears_nothing_and_headers_alone_end_at_once(told: Told) -> None:
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{told.port}") as stranger:
        assert (await stranger.get("/told")).status_code == 401
    async with told.listener() as client:
        answer = await client.client.head("/told", timeout=5)
        assert answer.status_code == 200
