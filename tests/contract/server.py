"""What the suite needs of a program that answers the data API, whoever wrote it and in whatever language."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

import httpx

from sayso.spec.model import AppSpec


@dataclass(frozen=True)
class Member:
    """Somebody who is signed in: the browser they use, and who they are."""

    id: UUID
    email: str
    name: str
    browser: httpx.AsyncClient


class Site(Protocol):
    """An empty site of the application: no rows, no members, apart from every other site."""

    async def member(self, role: str) -> Member:
        """Somebody new with this role, signed in."""

    async def stranger(self) -> httpx.AsyncClient:
        """A browser in which nobody is signed in."""

    async def link(self, entity: str, row_id: str, member: Member) -> None:
        """Make a row of an entity with a ``person_role`` the row of this member."""


class Server(Protocol):
    """A program that was started on a spec."""

    async def open_site(self) -> Site:
        """A new site."""


Starter = Callable[[AppSpec, str, Path], AbstractAsyncContextManager[Server]]
"""Starts a program on a spec with an empty database (a superuser's DSN) and an empty folder of its own."""


class Application:
    """A site with its owner at the keyboard, and short ways to make rows."""

    def __init__(self, server: Server, site: Site, owner: Member) -> None:
        self.server = server
        self.site = site
        self.owner = owner

    @property
    def api(self) -> httpx.AsyncClient:
        """The owner's browser."""
        return self.owner.browser

    async def create(self, collection: str, **values: Any) -> dict[str, Any]:
        """A row, made by the owner."""
        answer = await self.api.post(f"/api/{collection}", json=values)
        assert answer.status_code == 201, answer.text
        row: dict[str, Any] = answer.json()
        return row

    async def rows(self, collection: str, **parameters: Any) -> list[dict[str, Any]]:
        """A list as the owner sees it."""
        answer = await self.api.get(f"/api/{collection}", params=parameters)
        assert answer.status_code == 200, answer.text
        items: list[dict[str, Any]] = answer.json()["items"]
        return items

    async def total(self, collection: str) -> int:
        """How many rows the owner sees."""
        total: int = (await self.api.get(f"/api/{collection}")).json()["page"]["total"]
        return total


async def open_application(server: Server, role: str) -> Application:
    """A new site of the server with somebody of this role at the keyboard."""
    site = await server.open_site()
    return Application(server, site, await site.member(role))


def assert_problem(answer: httpx.Response, status: int, code: str, *fields: str) -> dict[str, Any]:
    """Hold an answer to be a refusal of this kind that names these fields; gives what it says."""
    assert answer.status_code == status, answer.text[:500]
    assert answer.headers["content-type"].split(";")[0] == "application/problem+json"
    problem: dict[str, Any] = answer.json()
    assert (problem["status"], problem["code"]) == (status, code)
    assert problem["type"]
    assert problem["title"]
    assert problem["detail"]
    assert isinstance(problem["hint"], str)
    assert all(error["message"] for error in problem["errors"])
    assert sorted(error["field"] for error in problem["errors"]) == sorted(fields), problem
    return problem
