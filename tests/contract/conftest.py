"""Fixtures: the suite's programs, started once for a session, and an empty site of them for each test."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from sayso.spec.model import AppSpec
from tests.compiler.targets.sql import modules
from tests.contract.server import Application, Server, open_application
from tests.contract.servers import STARTERS
from tests.golden.cases import spec_of
from tests.support.postgres import BARE, fresh_database
from tests.support.servers import TestServer

BUILT = {"nextjs", "supabase"}
"""Programs that are built first, which takes too long for every run."""
PEERS = [
    pytest.param(name, marks=[pytest.mark.peers, pytest.mark.timeout(900)]) if name in BUILT else name
    for name in STARTERS
]


@pytest.fixture(scope="session", params=PEERS)
def peer(request: pytest.FixtureRequest) -> str:
    """The name of the program that is tried out."""
    name: str = request.param
    return name


@asynccontextmanager
async def _started(
    peer: str, spec: AppSpec, postgres: TestServer, folders: pytest.TempPathFactory
) -> AsyncIterator[Server]:
    folder: Path = folders.mktemp(f"{peer}-{spec.slug}")
    async with (
        fresh_database(postgres, BARE) as database,
        STARTERS[peer](spec, database.dsn, folder) as server,
    ):
        yield server


@pytest.fixture(scope="session")
async def salon_server(
    peer: str, postgres: TestServer, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Server]:
    """The salon: a flow with a guard, rules, computed values, reports, own rows over a relation."""
    async with _started(peer, spec_of("salon"), postgres, tmp_path_factory) as server:
        yield server


@pytest.fixture(scope="session")
async def library_server(
    peer: str, postgres: TestServer, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Server]:
    """The library: links of an entity with itself, field lists to read and to write, every kind of text."""
    async with _started(peer, spec_of("library"), postgres, tmp_path_factory) as server:
        yield server


@pytest.fixture(scope="session")
async def workshop_server(
    peer: str, postgres: TestServer, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Server]:
    """The workshop: own rows over two steps, grants of single actions, every ``on_delete``."""
    async with _started(peer, modules.workshop(), postgres, tmp_path_factory) as server:
        yield server


@pytest.fixture
async def shop(salon_server: Server) -> Application:
    """An empty salon."""
    return await open_application(salon_server, "owner")


@pytest.fixture
async def library(library_server: Server) -> Application:
    """An empty library."""
    return await open_application(library_server, "librarian")


@pytest.fixture
async def workshop(workshop_server: Server) -> Application:
    """An empty workshop."""
    return await open_application(workshop_server, "owner")
