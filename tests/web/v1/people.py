"""People who sign in with a browser, and programs that do with tokens."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx

from sayso.identity.authentication import accounts
from sayso.identity.authentication.passwords import Passwords
from sayso.identity.people import repository
from sayso.identity.permissions import AgencyRole
from tests.support.running import RunningSayso

PASSWORD = "correct horse battery"
EMAIL = "grace@acme.example"


async def make_person(
    sayso: RunningSayso,
    email: str = EMAIL,
    agency: str = "acme",
    role: AgencyRole = AgencyRole.USER,
    password: str | None = PASSWORD,
) -> UUID:
    """Somebody of an agency who has a password."""
    hashed = None if password is None else await Passwords().hash(password)
    async with sayso.services.database.system() as session:
        agency_id = await repository.ensure_agency(session, agency, agency.title())
        user_id = await repository.ensure_user(session, email, email.partition("@")[0].title())
        await repository.ensure_membership(session, agency_id, user_id, role)
        if hashed is not None:
            await accounts.set_password(session, user_id, hashed)
    return user_id


@dataclass(frozen=True)
class Browser:
    """A browser at the platform's own address."""

    client: httpx.AsyncClient

    async def call(self, method: str, path: str, body: Any = None, **headers: str) -> httpx.Response:
        """A request that a page of the platform sends."""
        return await self.client.request(method, f"/api/v1{path}", json=body, headers=headers)

    async def sign_in(self, email: str = EMAIL, password: str = PASSWORD) -> httpx.Response:
        """Sign in with a password."""
        return await self.call("POST", "/auth/session", {"email": email, "password": password})

    async def status(self) -> int:
        """What asking for the own account is answered."""
        return (await self.call("GET", "/auth/me")).status_code


async def open_browser(sayso: RunningSayso, agent: str = "Mozilla/5.0 (X11; Linux) Firefox/140") -> Browser:
    """A browser without a session."""
    client = await sayso.platform()
    client.headers["user-agent"] = agent
    client.headers.setdefault("origin", sayso.settings.platform_origin)
    return Browser(client)


async def signed_in(sayso: RunningSayso, email: str = EMAIL) -> Browser:
    """A browser whose person has signed in."""
    browser = await open_browser(sayso)
    answer = await browser.sign_in(email)
    assert answer.status_code == 200, answer.text
    return browser


class Program:
    """Something that knows OAuth2 and no cookies."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        del client.headers["origin"]
        self.client = client

    async def ask(self, **fields: str) -> httpx.Response:
        """A request to the token endpoint."""
        return await self.client.post("/api/v1/auth/token", data=fields)

    async def sign_in(self, email: str = EMAIL, password: str = PASSWORD) -> dict[str, Any]:
        """The tokens for a password."""
        answer = await self.ask(grant_type="password", username=email, password=password)
        assert answer.status_code == 200, answer.text
        tokens: dict[str, Any] = answer.json()
        return tokens

    async def refresh(self, token: str) -> httpx.Response:
        """Ask for the next tokens."""
        return await self.ask(grant_type="refresh_token", refresh_token=token)

    async def me(self, access_token: str, **headers: str) -> httpx.Response:
        """Ask for the own account."""
        headers["authorization"] = f"Bearer {access_token}"
        return await self.client.get("/api/v1/auth/me", headers=headers)


async def open_program(sayso: RunningSayso) -> Program:
    """A program without tokens."""
    return Program(await sayso.platform())
