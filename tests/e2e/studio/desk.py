"""Studio in a browser window, in the words of the person who sits before it."""

import asyncio
import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import httpx
from playwright.async_api import BrowserContext, Page, Route, expect

from sayso.main.local import RunningServer

PASSWORD = "plum harbour violet seventeen"
_REFUSED = re.compile(r"status of 4\d\d")
_PATIENCE = 60_000
_LONGEST_WORK = 60.0


@dataclass
class Studio:
    """One page of one person at Studio; ``server`` calls the API for the person's agency, as the operator.

    ``cookies`` are those of the person's browser.
    """

    page: Page
    base: str
    server: RunningServer
    email: str
    faults: list[str] = field(default_factory=list)
    cookies: dict[str, str] = field(default_factory=dict)

    @classmethod
    async def of(cls, context: BrowserContext, server: RunningServer, email: str) -> "Studio":
        """A window whose person is signed in; it hears of everything that goes wrong."""
        studio = cls(await context.new_page(), f"http://localhost:{server.port}", server, email)
        studio.page.set_default_timeout(_PATIENCE)
        studio.page.on("console", studio._heard)
        studio.page.on("pageerror", lambda error: studio.faults.append(f"uncaught: {error}"))
        studio.page.on("request", studio._asked)
        studio.page.on("response", studio._answered)
        await serve_build(context, studio.base)
        answer = await context.request.post(
            f"{studio.base}/api/v1/auth/session",
            data={"email": email, "password": PASSWORD},
            headers={"origin": studio.base},
        )
        assert answer.ok, await answer.text()
        studio.cookies = {
            str(one.get("name")): str(one.get("value")) for one in await context.cookies(studio.base)
        }
        return studio

    async def go(self, path: str = "/") -> Page:
        """Open a screen and wait until it has drawn its heading."""
        await self.page.goto(self.base + path)
        await expect(self.page.locator("h1").first).to_be_visible(timeout=_PATIENCE)
        return self.page

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """What the API answers the person: ``studio.call("GET", "/modules")``."""
        headers, address = {"origin": self.base}, f"{self.base}/api/v1{path}"
        with httpx.Client(cookies=self.cookies, headers=headers, timeout=60) as client:
            answer = client.request(method, address, json=body)
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    async def session(self, text: str) -> str:
        """A build session in which this was said and worked on; its id."""
        made = await asyncio.to_thread(self.call, "POST", "/sessions", {"text": text, "feedback_seconds": 0})
        session_id = str(made["session"]["id"])
        await self.settled(session_id)
        return session_id

    async def settled(self, session_id: str) -> dict[str, Any]:
        """A session, as soon as nothing of it is being worked on."""
        async with asyncio.timeout(_LONGEST_WORK):
            while True:
                session: dict[str, Any] = await asyncio.to_thread(self.call, "GET", f"/sessions/{session_id}")
                if session["turn"] is None and session["status"] != "generating":
                    return session
                await asyncio.sleep(0.1)

    def _heard(self, message: Any) -> None:
        if message.type == "error" and not _REFUSED.search(message.text):
            self.faults.append(f"console: {message.text}")

    def _asked(self, request: Any) -> None:
        host = urlsplit(request.url).hostname or ""
        if request.url.startswith("http") and host != "localhost" and not host.endswith(".localhost"):
            self.faults.append(f"left this machine: {request.url}")

    def _answered(self, response: Any) -> None:
        if response.status >= 500:
            self.faults.append(f"{response.status} from {response.url}")


def newcomer(server: RunningServer, role: str = "admin") -> str:
    """Somebody new of this role in the server's agency; their e-mail address."""
    email = f"{role}-{uuid4().hex[:8]}@example.com"
    body = {"email": email, "name": "Ada Lovelace", "role": role, "password": PASSWORD}
    server.call("POST", "/api/v1/operator/users", body)
    return email


async def serve_build(context: BrowserContext, base: str) -> None:
    """Show the build that is to be tried, where it is another one than the server's."""
    if folder := os.environ.get("SAYSO_TEST_STUDIO"):
        await _serve_from(Path(folder), context, base)


async def _serve_from(folder: Path, context: BrowserContext, base: str) -> None:
    """Put a build that lies elsewhere in the place of studio/dist, to try it before it is set up."""

    async def page(route: Route) -> None:
        answer = await route.fetch()
        text = await answer.text()
        if 'id="root"' in text and not urlsplit(route.request.url).path.startswith("/studio/"):
            text = (folder / "index.html").read_text()
        await route.fulfill(status=answer.status, headers=_plain(answer.headers), body=text)

    async def file(route: Route) -> None:
        known = folder / urlsplit(route.request.url).path.removeprefix("/studio/")
        if known.is_file():
            await route.fulfill(path=known)
        else:
            await route.continue_()

    async def document(route: Route) -> None:
        is_page = route.request.resource_type == "document" and "/signin" not in route.request.url
        await (page(route) if is_page else route.continue_())

    await context.route(f"{base}/**", document)
    await context.route(f"{base}/studio/*", file)


def _plain(headers: dict[str, str]) -> dict[str, str]:
    return {
        name: value for name, value in headers.items() if name not in {"content-encoding", "content-length"}
    }
