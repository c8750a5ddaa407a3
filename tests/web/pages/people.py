"""People with browsers at the platform's own address."""

import re
from typing import Any
from uuid import UUID

import httpx
from sqlalchemy import insert

from sayso.identity.authentication.passwords import Passwords
from sayso.identity.people import repository
from sayso.identity.permissions import AgencyRole
from sayso.identity.tables import UserRow
from tests.support.running import RunningSayso

PASSWORD = "correct horse battery"


class People:
    """Makes users and opens browsers for them."""

    def __init__(self, sayso: RunningSayso) -> None:
        self.sayso = sayso

    async def add(
        self,
        email: str = "ada@example.com",
        *agencies: str,
        password: str | None = PASSWORD,
        role: AgencyRole = AgencyRole.ADMIN,
        is_active: bool = True,
    ) -> UUID:
        """A user who belongs to these agencies, each made where it is not there."""
        hashed = await Passwords().hash(password) if password else None
        async with self.sayso.services.database.system() as session:
            values = {"email": email, "name": email.partition("@")[0].title(), "password_hash": hashed}
            adding = insert(UserRow).values(values | {"is_active": is_active}).returning(UserRow.id)
            user_id: UUID = (await session.execute(adding)).scalar_one()
            for slug in agencies:
                agency_id = await repository.ensure_agency(session, slug, slug.title())
                await repository.ensure_membership(session, agency_id, user_id, role)
        return user_id

    async def browser(self) -> httpx.AsyncClient:
        """A browser at the platform; pages send themselves where they came from."""
        return await self.sayso.platform()

    async def signed_in(self, email: str = "ada@example.com") -> httpx.AsyncClient:
        """A browser whose person is signed in."""
        browser = await self.browser()
        answer = await sign_in(browser, email)
        assert answer.status_code == 303, answer.text
        return browser


async def account(browser: httpx.AsyncClient) -> dict[str, Any]:
    """Who is signed in, as pages of Studio learn it."""
    answer = await browser.get("/api/v1/auth/me")
    assert answer.status_code == 200, answer.text
    known: dict[str, Any] = answer.json()
    return known


async def sign_in(
    browser: httpx.AsyncClient, email: str = "ada@example.com", password: str = PASSWORD, query: str = ""
) -> httpx.Response:
    """Send the form of the sign-in page."""
    return await browser.post(f"/signin{query}", data={"email": email, "password": password})


def heading(answer: httpx.Response) -> str:
    """What the page is called."""
    found = re.search(r"<h1>(.*?)</h1>", answer.text)
    assert found is not None, answer.text
    return found.group(1)


def place(answer: httpx.Response) -> str:
    """Where the browser is sent."""
    assert answer.status_code == 303, re.sub(r"<style>.*</style>", "", answer.text, flags=re.DOTALL)
    return answer.headers["location"]
