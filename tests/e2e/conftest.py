"""Fixtures: one served Sayso with two salons in it, one browser, and a window for each test."""

import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from playwright.async_api import Browser, BrowserContext, async_playwright, expect

from sayso.cli.server import DEMO_PROMPT
from sayso.main.local import RunningServer
from sayso.spec.model import AppSpec
from tests.e2e.application import DESK, Desk, Window
from tests.support.processes import Machine, open_folder

FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-gpu"]
PATIENCE = 60_000
"""How long a window may take to show what is expected, in milliseconds; other tests run beside it."""

expect.set_options(timeout=PATIENCE)
Opener = Callable[..., Awaitable[Window]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here drives a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.e2e)


def chromium() -> str | None:
    """The browser that the tests use."""
    named = os.environ.get("SAYSO_CHROMIUM")
    return named or next(
        (path for name in ("chromium", "google-chrome") if (path := shutil.which(name))), None
    )


@pytest.fixture(scope="session")
def machine() -> Iterator[Machine]:
    """A home of its own, where nobody has to sign in."""
    with open_folder() as home:
        yield Machine(home, SAYSO_DEMO_SIGN_IN="true")


@pytest.fixture(scope="session")
def server(machine: Machine) -> Iterator[RunningServer]:
    """Sayso, served as people serve it."""
    with machine.serving() as running:
        yield running


@pytest.fixture(scope="session")
def demo_origin(machine: Machine, server: RunningServer) -> str:
    """The salon that is made from the sentence of the demo, by the command."""
    done = machine.sayso("build", DEMO_PROMPT, "--sample")
    assert done.returncode == 0, done.stderr
    return done.stdout.strip().partition("/__signin")[0].rstrip("/")


@pytest.fixture(scope="session")
def origin(server: RunningServer, salon: AppSpec) -> str:
    """The salon of the example spec, with sample rows."""
    made = server.call("POST", "/api/v1/modules", {"spec": salon.to_json(), "sample": True})
    url: str = made["module"]["url"]
    return url


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    """A browser without a window."""
    path = chromium()
    if path is None:
        pytest.skip("There is no Chromium here; `make test` brings one, or name yours in SAYSO_CHROMIUM.")
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield running
        await running.close()


@pytest.fixture
async def opened(browser: Browser) -> AsyncIterator[Opener]:
    """Opens windows; at the end none of them may have met an error or left its origin."""
    windows: list[Window] = []
    contexts: list[BrowserContext] = []

    async def open_window(origin: str, **options: Any) -> Window:
        context = await browser.new_context(
            **{"viewport": DESK, "locale": "en-GB", "reduced_motion": "reduce"} | options
        )
        contexts.append(context)
        windows.append(await Window.of(context, origin))
        return windows[-1]

    yield open_window
    for context in contexts:
        await context.close()
    assert [fault for window in windows for fault in window.faults] == []


@pytest.fixture
async def window(opened: Opener, origin: str) -> Window:
    """The salon at a desk."""
    return await opened(origin)


@asynccontextmanager
async def desk_of(origin: str) -> AsyncIterator[Desk]:
    """The API of an application; names under localhost are not left to the resolver."""
    host = origin.partition("://")[2]
    address = f"http://127.0.0.1:{host.rpartition(':')[2]}"
    async with httpx.AsyncClient(base_url=address, headers={"Host": host}, timeout=30) as client:
        yield Desk(client)


@pytest.fixture
async def desk(origin: str) -> AsyncIterator[Desk]:
    """The API of the salon."""
    async with desk_of(origin) as desk:
        yield desk


@pytest.fixture
async def demo_desk(demo_origin: str) -> AsyncIterator[Desk]:
    """The API of the salon that is made from the sentence."""
    async with desk_of(demo_origin) as desk:
        yield desk


@pytest.fixture
async def people(desk: Desk) -> dict[str, Any]:
    """A client, a stylist and a service that no other test touches."""
    mark = uuid4().hex[:6]
    return {
        "client": await desk.create("clients", name=f"Ada {mark}"),
        "stylist": await desk.create("stylists", name=f"Sue {mark}"),
        "service": await desk.create("services", name=f"Cut {mark}", price=30, duration=30),
    }
