"""Fixtures for every test: real servers, fresh databases, the example spec."""

import gc
import os
import signal
import sys
from collections.abc import AsyncIterator, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from sayso.identity.authentication import passwords
from sayso.spec.model import AppSpec
from tests.support.boards import KeptBoards
from tests.support.dealing import dealt
from tests.support.postgres import BARE, TestDatabase, binaries_of_15, fresh_database, throwaway_server
from tests.support.running import KeptSalon
from tests.support.sampling import OPTION, left_out, mark_families
from tests.support.servers import TestServer
from tests.support.snapshots import Snapshot

for _name in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "OLLAMA_HOST"):
    os.environ.pop(_name, None)  # no test asks a model that somebody pays for

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False  # hundreds of commands start here; none of them compiles all sources anew

# No test is timed, not even by Hypothesis: a busy machine draws examples slowly.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("busy"), derandomize=True)
# In CI the same examples every time; new ones are found where somebody looks on.
settings.load_profile("ci" if os.environ.get("CI") else "busy")

COST = (passwords.MEMORY_KIB, passwords.PASSES)
passwords.MEMORY_KIB, passwords.PASSES = 8, 1  # people of tests sign in thousands of times

CASES = Path(__file__).parent / "cases"
OLDEST = pytest.param("15", marks=pytest.mark.deep)
"""PostgreSQL 15, which runs again what has run on the embedded server."""
BOTH = pytest.mark.parametrize("each_database", ["18", "15"], indirect=True)


if (
    signal.getsignal(signal.SIGINT) is signal.SIG_IGN
):  # as in the background of a shell: commands would inherit it
    signal.signal(signal.SIGINT, signal.default_int_handler)

gc.disable()  # nothing of what is collected is garbage; see pytest_collection_finish


def pytest_collection_finish() -> None:
    """Leave modules and tests out of what is looked through for garbage: they stay to the end."""
    gc.freeze()
    gc.enable()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a date say which cases of the families that rotate are run."""
    parser.addoption(
        OPTION,
        type=date.fromisoformat,
        metavar="DATE",
        help="of tests marked as rotating, run those of this day only",
    )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """The day that chose, so that a failure can be had again; a header is not shown with ``-q``."""
    if day := config.getoption(OPTION):
        terminalreporter.write_line(f"sampled: {OPTION}={day}")


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Iterator[None]:
    """Leave what takes long to `make check-deep`, and what rotates to its day; deal out what is left."""
    mark_families(items)  # before ``-m`` chooses
    yield
    left = [] if os.environ.get("SAYSO_DEEP") else [item for item in items if item.get_closest_marker("deep")]
    if day := config.getoption(OPTION):
        kept = set(items).difference(left)
        left += left_out([item for item in items if item in kept], day)
    if left:
        config.hook.pytest_deselected(items=left)
        gone = set(left)
        items[:] = [item for item in items if item not in gone]
    processes = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    if processes > 1:
        items[:] = dealt(items, processes)


@pytest.fixture
def real_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords are hashed as they are for people."""
    monkeypatch.setattr(passwords, "MEMORY_KIB", COST[0])
    monkeypatch.setattr(passwords, "PASSES", COST[1])


@pytest.fixture(scope="session")
def salon() -> AppSpec:
    """The salon booking application."""
    return AppSpec.model_validate_json((CASES / "salon" / "spec.json").read_text())


@pytest.fixture(scope="session")
def postgres() -> Iterator[TestServer]:
    """The embedded server, one for the whole session (per process of pytest-xdist)."""
    with throwaway_server() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_15() -> Iterator[TestServer]:
    """The oldest PostgreSQL that is supported."""
    binaries = binaries_of_15()
    if binaries is None:
        pytest.skip(
            "PostgreSQL 15 is not installed (Debian: apt install postgresql-15; or set SAYSO_TEST_PG15)"
        )
    with throwaway_server(binaries) as server:
        yield server


@pytest.fixture
async def database(request: pytest.FixtureRequest, postgres: TestServer) -> AsyncIterator[TestDatabase]:
    """A fresh database on the embedded server, with the platform's own tables.

    Where a fixture of the test is called ``kept_…``, it copies that snapshot, and ``tmp_path`` its
    home.
    """
    kept = next((name for name in request.fixturenames if name.startswith("kept_")), None)
    if kept is None:
        async with fresh_database(postgres) as database:
            yield database
    else:
        snapshot: Snapshot[Any] = request.getfixturevalue(kept)
        async with snapshot.copied(request.getfixturevalue("tmp_path")) as database:
            yield database


@pytest.fixture(scope="session")
def kept_salon(
    postgres: TestServer, tmp_path_factory: pytest.TempPathFactory, salon: AppSpec
) -> Snapshot[KeptSalon]:
    """The salon application, empty, with its owner signed in."""
    return Snapshot(postgres, tmp_path_factory.mktemp("salon"), "salon", partial(KeptSalon.make, spec=salon))


@pytest.fixture(scope="session")
def kept_boards(postgres: TestServer, tmp_path_factory: pytest.TempPathFactory) -> Snapshot[KeptBoards]:
    """Two agencies whose people are signed in."""
    return Snapshot(postgres, tmp_path_factory.mktemp("boards"), "boards", KeptBoards.make)


@pytest.fixture
async def bare_database(postgres: TestServer) -> AsyncIterator[TestDatabase]:
    """A fresh database that no Sayso has been started on."""
    async with fresh_database(postgres, BARE) as database:
        yield database


@pytest.fixture(params=["18", OLDEST])
async def each_database(request: pytest.FixtureRequest) -> AsyncIterator[TestDatabase]:
    """A fresh database on the embedded server; with `make check-deep` one on PostgreSQL 15 as well.

    Where a test stands for the others, as two of ``tests/db`` do, ``BOTH`` has it run on both always.
    """
    server = request.getfixturevalue("postgres" if request.param == "18" else "postgres_15")
    async with fresh_database(server) as database:
        yield database
