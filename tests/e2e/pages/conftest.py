"""Sayso as an agency runs it: a mail server, a sign-in provider, people, and one application."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any

import orjson
import pytest
from playwright.async_api import Browser, BrowserContext, Page

from sayso.main.local import RunningServer
from sayso.spec.model import AppSpec
from tests.e2e.application import DESK
from tests.support.mail import Post, post_office
from tests.support.openid import RealProvider, real_provider
from tests.support.processes import Machine, free_port, open_folder

PASSWORD = "correct horse battery"
Opener = Callable[..., Awaitable[Page]]


@pytest.fixture(scope="session")
def port() -> int:
    """Where Sayso will listen."""
    return free_port()


@pytest.fixture(scope="session")
def platform(port: int) -> str:
    """The platform's own address."""
    return f"http://localhost:{port}"


@pytest.fixture(scope="session")
def post() -> Iterator[Post]:
    """The mail server."""
    with post_office() as post:
        yield post


@pytest.fixture(scope="session")
def provider(platform: str) -> Iterator[RealProvider]:
    """The provider that people may sign in with."""
    with real_provider(f"{platform}/signin/openid/company/callback") as provider:
        yield provider


@pytest.fixture(scope="session")
def office(port: int, post: Post, provider: RealProvider) -> Iterator[RunningServer]:
    """Sayso, with two agencies and people in them."""
    openid = [provider.settings(label="Company account")]
    with open_folder() as home:
        machine = Machine(
            home,
            SAYSO_OPENID=orjson.dumps(openid).decode(),
            SAYSO_SMTP_URL=f"smtp://127.0.0.1:{post.port}",
            SAYSO_MAIL_FROM="sayso@example.com",
            SAYSO_LIMIT_SIGN_IN="off",
            SAYSO_LIMIT_SIGN_IN_ACCOUNT="off",
        )
        machine.port = port
        with machine.serving() as running:
            running.call("GET", "/api/v1/agencies")
            running.call("POST", "/api/v1/agencies", {"name": "North Hair", "slug": "north-hair"})
            for name in ("ada", "carol", "dora"):
                add_user(running, f"{name}@example.com", name.title())
            yield running


@pytest.fixture(scope="session")
def salon_url(office: RunningServer, salon: AppSpec) -> str:
    """The salon, with sample rows."""
    made = office.call("POST", "/api/v1/modules", {"spec": salon.to_json(), "sample": True})
    url: str = made["module"]["url"]
    return url


def add_user(office: RunningServer, email: str, name: str, **more: Any) -> None:
    """A user of the oldest agency with the usual password."""
    body = {"email": email, "name": name, "role": "admin", "password": PASSWORD} | more
    office.call("POST", "/api/v1/operator/users", body)


@pytest.fixture
async def opened(browser: Browser) -> AsyncIterator[Opener]:
    """Opens windows; at the end none of them may have met an error."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    async def open_window(**options: Any) -> Page:
        context = await browser.new_context(**{"viewport": DESK, "locale": "en-GB"} | options)
        contexts.append(context)
        page = await context.new_page()
        page.set_default_timeout(60_000)
        page.on("pageerror", lambda error: faults.append(f"uncaught: {error}"))
        page.on("console", lambda said: faults.append(said.text) if is_fault(said) else None)
        return page

    yield open_window
    for context in contexts:
        await context.close()
    assert faults == []


def is_fault(said: Any) -> bool:
    """Whether the console tells of an error other than a status that was asked for, or a font elsewhere."""
    return said.type == "error" and not any(one in said.text for one in ("status of 4", "NAME_NOT_RESOLVED"))
