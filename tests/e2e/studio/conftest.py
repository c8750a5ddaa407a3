"""Fixtures: one served Sayso, and Studio with somebody signed in, in an agency of their own.

What is tried is the built Studio (`make setup`). ``SAYSO_TEST_STUDIO`` names another build, such as that of
``npx vite build --outDir /tmp/studio``.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from playwright.async_api import Browser, BrowserContext

from sayso.main.local import RunningServer
from tests.e2e.application import DESK
from tests.e2e.studio.desk import Studio, newcomer
from tests.support.processes import Machine, open_folder

StudioOpener = Callable[..., Awaitable[Studio]]


@pytest.fixture(scope="session")
def studio_server() -> Iterator[RunningServer]:
    """Sayso as people serve it; nobody waits for having signed in often, and blocks may read from here."""
    unlimited = {
        f"SAYSO_LIMIT_{name}": "off" for name in ("SIGN_IN", "SIGN_IN_ACCOUNT", "CALLS", "GENERATION")
    }
    sources = {"SAYSO_SANDBOX_PRIVATE_HOSTS": "127.0.0.1"}
    with open_folder() as home, Machine(home, **unlimited, **sources).serving() as running:
        yield running


@pytest.fixture
def agency(studio_server: RunningServer) -> RunningServer:
    """The server, asked for an agency that no other test touches."""
    body = {"name": f"Agency {uuid4().hex[:6]}"}
    made = studio_server.call("POST", "/api/v1/agencies", body)
    return replace(studio_server, agency=made["slug"])


@pytest.fixture
async def open_studio(browser: Browser, agency: RunningServer) -> AsyncIterator[StudioOpener]:
    """Opens Studio for somebody new, or again for ``email``; at the end no window may have met an error."""
    contexts: list[BrowserContext] = []
    windows: list[Studio] = []

    async def open_window(role: str = "admin", *, email: str = "", **options: Any) -> Studio:
        context = await browser.new_context(
            **{"viewport": DESK, "locale": "en-GB", "reduced_motion": "reduce"} | options
        )
        contexts.append(context)
        windows.append(await Studio.of(context, agency, email or newcomer(agency, role)))
        return windows[-1]

    yield open_window
    for context in contexts:
        await context.close()
    assert [fault for window in windows for fault in window.faults] == []


@pytest.fixture
async def studio(open_studio: StudioOpener) -> Studio:
    """Studio at a desk, with an administrator of a new agency signed in."""
    return await open_studio()
