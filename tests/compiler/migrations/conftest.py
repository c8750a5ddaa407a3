"""Fixtures: a lab in a fresh database, on both versions of PostgreSQL."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any

import pytest

from sayso.spec.model import AppSpec
from tests.compiler.migrations.lab import Lab
from tests.conftest import OLDEST
from tests.support.postgres import fresh_database
from tests.support.servers import TestServer

OpenLab = Callable[[AppSpec], Awaitable[Lab]]
Converged = Callable[[Lab], Awaitable[None]]


@pytest.fixture(params=["18", OLDEST])
def server(request: pytest.FixtureRequest) -> TestServer:
    """The embedded server, then, with `make check-deep`, the oldest that is supported."""
    found: TestServer = request.getfixturevalue("postgres" if request.param == "18" else "postgres_15")
    return found


@pytest.fixture
async def databases(server: TestServer) -> AsyncIterator[Callable[[], Awaitable[Any]]]:
    """Makes fresh databases, which go with the test."""
    async with AsyncExitStack() as stack:

        async def fresh() -> Any:
            return await stack.enter_async_context(fresh_database(server))

        yield fresh


@pytest.fixture
async def open_lab(databases: Callable[[], Awaitable[Any]]) -> OpenLab:
    """Opens a lab for a spec."""

    async def opened(spec: AppSpec) -> Lab:
        return await Lab(await databases(), spec).open()

    return opened


@pytest.fixture
async def converged(databases: Callable[[], Awaitable[Any]]) -> Converged:
    """Asserts that the tables of a lab are those of a module made at once."""

    async def compare(lab: Lab) -> None:
        await lab.is_like_fresh(await databases())

    return compare
