"""An application in a browser window, in the words of the person who uses it."""

import re
from typing import Any

import httpx
from playwright.async_api import BrowserContext, Locator, Page, expect

PHONE = {"width": 375, "height": 740}
DESK = {"width": 1280, "height": 900}
_REFUSED = re.compile(r"status of 4\d\d")


class Window:
    """One page of one person, with what went wrong behind it."""

    def __init__(self, page: Page, origin: str) -> None:
        self.page = page
        self.origin = origin
        self.faults: list[str] = []
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.faults.append(f"uncaught: {error}"))
        page.on("request", self._asked)
        page.on("response", self._answered)

    @classmethod
    async def of(cls, context: BrowserContext, origin: str) -> "Window":
        """A fresh window; everything in it waits for at most ten seconds."""
        page = await context.new_page()
        page.set_default_timeout(60_000)
        return cls(page, origin)

    def _heard(self, message: Any) -> None:
        if message.type == "error" and not _REFUSED.search(message.text):
            self.faults.append(f"console: {message.text}")

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((f"{self.origin}/", "data:", "blob:")):
            self.faults.append(f"left the origin: {request.url}")

    def _answered(self, response: Any) -> None:
        if response.status >= 500:
            self.faults.append(f"{response.status} from {response.url}")

    async def go(self, path: str) -> None:
        """Open a page of the application and wait until it has drawn itself."""
        await self.page.goto(self.origin + path)
        await expect(self.page.locator("h1")).to_be_visible()
        await self.page.wait_for_load_state("networkidle")

    @property
    def form(self) -> Locator:
        """The form that is open beside the page."""
        return self.page.get_by_role("dialog")

    async def add(self, noun: str) -> None:
        """Open the form for a new record."""
        button = re.compile(rf"^(Add|Book) {noun}$")
        await self.page.get_by_role("banner").get_by_role("button", name=button).click()
        await expect(self.form).to_be_visible()

    async def choose(self, field: str, title: str) -> None:
        """Find a related record by typing and choose it."""
        await self.form.get_by_role("combobox", name=field).click()
        search = self.page.locator(".float input")
        if await search.count():
            await search.fill(title)
        await self.option(title).click()

    def option(self, title: str) -> Locator:
        """An entry of the list that floats."""
        return (
            self.page.locator(".float")
            .get_by_role("option", name=title, exact=True)
            .or_(self.page.locator(".float [cmdk-item]", has_text=title))
            .first
        )

    async def book(self, *, client: str, stylist: str, service: str, start: str) -> None:
        """Fill in the form of an appointment and send it."""
        for field, title in (("Client", client), ("Stylist", stylist), ("Service", service)):
            await self.choose(field, title)
        moment = self.form.get_by_role("textbox", name=re.compile("^Start"))
        await moment.fill(start)
        await moment.press("Enter")
        await expect(moment).not_to_have_value(start)
        await self.send()

    async def send(self) -> None:
        """Press the button that saves the form."""
        await self.form.locator("button[type=submit]").click()

    async def hears(self, message: str | re.Pattern[str]) -> None:
        """A toast says this."""
        await expect(self.toasts.filter(has_text=message).first).to_be_visible()

    @property
    def toasts(self) -> Locator:
        """What the application says in passing."""
        return self.page.locator("[data-sonner-toast]")

    async def ask(self, method: str, path: str, body: Any = None) -> dict[str, Any]:
        """What the API answers to this person: ``{"status", "body"}``."""
        answer: dict[str, Any] = await self.page.evaluate(
            """async ([method, path, body]) => {
              const headers = {"content-type": "application/json"};
              const answer = await fetch(path, {method, headers, body: body && JSON.stringify(body)});
              return {status: answer.status, body: await answer.json()};
            }""",
            [method, path, body],
        )
        return answer

    async def look_as(self, role: str) -> None:
        """Look at the application through another role."""
        await self.page.get_by_role("button", name=", menu").click()
        async with self.page.expect_navigation():
            await self.page.get_by_role("menuitemcheckbox", name=role).click()
        await self.page.wait_for_load_state("networkidle")


class Desk:
    """The same application by its API, to lay out what a test needs."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def create(self, collection: str, **values: Any) -> dict[str, Any]:
        """A row."""
        answer = await self._client.post(f"/api/{collection}", json=values)
        assert answer.status_code == 201, answer.text
        row: dict[str, Any] = answer.json()
        return row

    async def rows(self, collection: str, **parameters: Any) -> list[dict[str, Any]]:
        """Rows of a list."""
        answer = await self._client.get(f"/api/{collection}", params=parameters)
        assert answer.status_code == 200, answer.text
        items: list[dict[str, Any]] = answer.json()["items"]
        return items

    async def step(self, collection: str, row: dict[str, Any], name: str) -> None:
        """Take a step of a flow."""
        answer = await self._client.post(f"/api/{collection}/{row['id']}/transitions/{name}")
        assert answer.status_code == 200, answer.text
