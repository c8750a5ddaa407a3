"""An agency with people who call the platform's API, each signed in with a password of their own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx

from sayso.runtime import repository
from sayso.runtime.types import Module
from sayso.spec.model import AppSpec
from tests.support.running import RunningSayso, running_sayso
from tests.support.studio import Studio, open_studio
from tests.support.unproved import Unproved

PASSWORD = "plum harbour violet seventeen"


class Caller(Studio):
    """Somebody who calls the API."""

    def __init__(self, sayso: RunningSayso, client: httpx.AsyncClient, email: str) -> None:
        super().__init__(sayso, client)
        self.email = email
        self.id = ""

    async def ask_for(self, method: str, path: str, body: Any = None) -> httpx.Response:
        """The answer of the API, whatever its status."""
        return await self.client.request(method, f"/api/v1{path}", json=body)


class Office:
    """The operator of the machine, and people in agencies."""

    def __init__(self, sayso: RunningSayso, operator: Studio) -> None:
        self.sayso = sayso
        self.operator = operator

    async def agency(self, name: str) -> str:
        """An agency of this name; its slug."""
        made = await self.operator.call("POST", "/agencies", {"name": name}, expect=201)
        slug: str = made["slug"]
        return slug

    async def person(self, email: str, role: str, agency: str = "my-company") -> Caller:
        """Somebody new in an agency, signed in."""
        answer = await self.operator.client.post(
            "/api/v1/operator/users",
            json={"email": email, "role": role, "password": PASSWORD},
            headers={"sayso-agency": agency},
        )
        assert answer.status_code == 201, answer.text
        return await self.sign_in(email)

    async def sign_in(self, email: str) -> Caller:
        """Somebody who has an account already."""
        caller = await self.stranger(email)
        answer = await caller.client.post(
            "/api/v1/auth/token",
            data={"grant_type": "password", "username": email, "password": PASSWORD},
        )
        assert answer.status_code == 200, answer.text
        caller.client.headers["authorization"] = f"Bearer {answer.json()['access_token']}"
        caller.id = (await caller.call("GET", "/auth/me"))["user"]["id"]
        return caller

    async def stranger(self, email: str = "") -> Caller:
        """Somebody who is not signed in."""
        return Caller(self.sayso, await self.sayso.platform(), email)

    async def module(self, slug: str) -> Module:
        """What is known of an installed module."""
        async with self.sayso.services.database.system() as session:
            found = await repository.module_by_slug(session, slug)
        assert found is not None
        return found

    async def browser(self, slug: str, user_id: str) -> httpx.AsyncClient:
        """A browser at an application, signed in there."""
        return await self.sayso.visitor(await self.module(slug), UUID(user_id))

    async def install(self, spec: AppSpec) -> str:
        """An application of "My company"; its slug."""
        return await self.operator.install(spec)


async def role_at(browser: httpx.AsyncClient) -> str:
    """The role that a browser has at an application, or the code of the refusal."""
    answer = await browser.get("/api/session")
    body = answer.json()
    return str(body["role"]["name"] if answer.status_code == 200 else body["code"])


@asynccontextmanager
async def open_office(dsn: str, folder: Path, **settings: Any) -> AsyncIterator[Office]:
    """A running Sayso without proofs and without limits on signing in."""
    limits = {"limit_sign_in": "off", "limit_sign_in_account": "off"}
    async with running_sayso(dsn, folder, prover=Unproved(), **{**limits, **settings}) as sayso:
        office = Office(sayso, await open_studio(sayso))
        await office.operator.call("GET", "/agency")
        yield office
