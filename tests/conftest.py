"""Fixtures for every test: real servers, fresh databases, the example spec."""

import os
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from sayso.db.embedded import EmbeddedServer
from sayso.spec.model import AppSpec
from tests.support.postgres import BARE, TestDatabase, binaries_of_15, fresh_database, throwaway_server

for _name in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "OLLAMA_HOST"):
    os.environ.pop(_name, None)  # no test asks a model that somebody pays for

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False  # hundreds of commands start here; none of them compiles all sources anew

settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")  # the same examples every time; new ones are found where somebody looks on

CASES = Path(__file__).parent / "cases"


@pytest.fixture(scope="session")
def salon() -> AppSpec:
    """The salon booking application."""
    return AppSpec.model_validate_json((CASES / "salon" / "spec.json").read_text())


@pytest.fixture(scope="session")
def postgres() -> Iterator[EmbeddedServer]:
    """The embedded server, one for the whole session (per process of pytest-xdist)."""
    with throwaway_server() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_15() -> Iterator[EmbeddedServer]:
    """The oldest PostgreSQL that is supported."""
    binaries = binaries_of_15()
    if binaries is None:
        pytest.skip(
            "PostgreSQL 15 is not installed (Debian: apt install postgresql-15; or set SAYSO_TEST_PG15)"
        )
    with throwaway_server(binaries) as server:
        yield server


@pytest.fixture
async def database(postgres: EmbeddedServer) -> AsyncIterator[TestDatabase]:
    """A fresh database on the embedded server, with the platform's own tables."""
    async with fresh_database(postgres) as database:
        yield database


@pytest.fixture
async def bare_database(postgres: EmbeddedServer) -> AsyncIterator[TestDatabase]:
    """A fresh database that no Sayso has been started on."""
    async with fresh_database(postgres, BARE) as database:
        yield database


@pytest.fixture(params=["18", "15"])
async def each_database(request: pytest.FixtureRequest) -> AsyncIterator[TestDatabase]:
    """A fresh database on the embedded server, then one on the oldest PostgreSQL that is supported."""
    server = request.getfixturevalue("postgres" if request.param == "18" else "postgres_15")
    async with fresh_database(server) as database:
        yield database
