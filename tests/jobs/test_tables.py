"""The queue's tables are those that the installed PgQueuer asks for, and nobody but workers reaches them."""

import asyncpg
import pytest
from pgqueuer.adapters.drivers.asyncpg import AsyncpgDriver
from pgqueuer.adapters.persistence import qb
from pgqueuer.adapters.persistence.queries import Queries

from sayso.db.database import PLATFORM_ROLE
from sayso.jobs.dispatcher import queue_settings
from tests.jobs.place import Place
from tests.support.postgres import TestDatabase


async def test_the_tables_are_as_the_installed_pgqueuer_wants_them(place: Place) -> None:
    """Where this fails after an upgrade of PgQueuer, a migration has to do what the plan says."""
    settings = queue_settings()
    queries = Queries(
        AsyncpgDriver(place.admin),
        qb.QueryBuilderEnvironment(settings),
        qb.QueryQueueBuilder(settings),
        qb.QuerySchedulerBuilder(settings),
    )
    assert list((await queries.plan_upgrade()).statements) == []


async def test_the_environment_does_not_move_the_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGQUEUER_PREFIX", "other_")
    monkeypatch.setenv("PGQUEUER_QUEUE_TABLE", "other")
    monkeypatch.setenv("PGQUEUER_SCHEMA", "other")
    assert queue_settings().qualified.queue_table == "sayso_queue.pgqueuer"


@pytest.mark.parametrize(
    "statement",
    [
        "select * from sayso_queue.pgqueuer",
        "select sayso_queue.cancel('work', 'a')",
        "select * from sayso_queue.begin(1)",
        "update jobs set entry_id = 1",
        "update jobs set is_cancelled = false",
        "delete from jobs",
    ],
)
async def test_the_platform_reaches_the_queue_by_nothing_but_jobs(
    place: Place, each_database: TestDatabase, statement: str
) -> None:
    await place.put()
    for role in (PLATFORM_ROLE, "sayso_app"):
        connection = await each_database.connect(role=role, **{"sayso.agency_id": str(place.agency)})
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute(statement)
