"""A process that is killed in the middle of a change leaves the old or the new revision complete."""

import asyncio
import signal
import subprocess
from typing import Any

import asyncpg
import pytest

from sayso.evolution import finish_all
from sayso.proofs.catalogue import catalogue
from tests.evolution import mortal
from tests.evolution.changing import fresh_catalogue
from tests.support.postgres import TestDatabase
from tests.support.warm import Forked

Catalogue = dict[str, list[tuple[Any, ...]]]


@pytest.fixture
async def salon_database(each_database: TestDatabase) -> TestDatabase:
    """The salon as it was, with a hundred clients."""
    await each_database.install(mortal.revisions()[0], mortal.PREFIX)
    admin = await each_database.admin()
    await admin.execute(
        f"{mortal.RUNNING}; alter table public.running owner to sayso; "
        "insert into public.running values ('old'); "
        "insert into apps.mod_salon_clients (site_id, name, mobile) "
        "select gen_random_uuid(), 'Client ' || n, '07' || n from generate_series(1, 100) n"
    )
    return each_database


async def fresh(database: TestDatabase, revision: str) -> Catalogue:
    """The catalogue of a revision that was installed as it is."""
    spec = mortal.revisions()[revision == "new"]
    return await fresh_catalogue(await database.connect(), spec, mortal.PREFIX)


def without_leftovers(found: Catalogue) -> Catalogue:
    """Nothing that is being prepared belongs to a revision; whether rows were checked is no part of it."""
    return {
        what: [
            (*row[:3], row[4].removesuffix(" NOT VALID")) if what == "constraints" else row
            for row in rows
            if not any(isinstance(cell, str) and cell.startswith("_new_") for cell in row[:2])
        ]
        for what, rows in found.items()
    }


async def held(database: TestDatabase) -> str:
    """The revision that runs; what belongs to it is all there, and so are the rows."""
    revision = await mortal.running(database.dsn)
    admin = await database.admin()
    live = await catalogue(admin, mortal.PREFIX)
    assert without_leftovers(live) == without_leftovers(await fresh(database, revision))
    column = {"old": "mobile", "new": "cell"}[revision]
    assert await admin.fetchval(f"select count(distinct {column}) from apps.mod_salon_clients") == 100
    return revision


async def killed(database: TestDatabase, point: str) -> None:
    command = ["tests.evolution.mortal", database.dsn, point]
    process = await asyncio.to_thread(Forked[bytes], command, stderr=subprocess.PIPE)
    _, said = await asyncio.to_thread(process.communicate)
    assert process.returncode == -signal.SIGKILL, said.decode()


@pytest.mark.parametrize("point", mortal.POINTS)
async def test_whoever_dies_leaves_one_revision_complete(salon_database: TestDatabase, point: str) -> None:
    await killed(salon_database, point)
    is_late = mortal.POINTS.index(point) >= mortal.POINTS.index("before finishing")
    assert await held(salon_database) == ("new" if is_late else "old")
    await mortal.change_salon(salon_database.dsn)
    live = await catalogue(await salon_database.admin(), mortal.PREFIX)
    assert live == await fresh(salon_database, "new")


async def test_an_index_whose_builder_died_is_built_by_the_next(salon_database: TestDatabase) -> None:
    reader = await asyncpg.connect(salon_database.dsn)
    reading = reader.transaction(isolation="repeatable_read")
    await reading.start()
    await reader.fetch("select * from apps.mod_salon_clients")
    writer = await asyncpg.connect(salon_database.dsn)
    writing = writer.transaction()
    await writing.start()
    await writer.execute("update apps.mod_salon_clients set name = name")
    process = await asyncio.to_thread(Forked[bytes], ["tests.evolution.mortal", salon_database.dsn, "never"])
    admin = await salon_database.admin()
    while not await admin.fetchval("select exists (select from pg_stat_progress_create_index)"):  # noqa: ASYNC110
        await asyncio.sleep(0.02)
    process.kill()
    await asyncio.to_thread(process.wait)
    await writing.rollback()
    await reading.rollback()
    await reader.close()
    await writer.close()
    assert await held(salon_database) == "old"
    await mortal.change_salon(salon_database.dsn)
    assert await catalogue(admin, mortal.PREFIX) == await fresh(salon_database, "new")


async def test_checks_that_a_dead_process_left_are_made_at_the_next_start(
    salon_database: TestDatabase,
) -> None:
    await killed(salon_database, "between two checks")
    await finish_all(salon_database.dsn)
    live = await catalogue(await salon_database.admin(), mortal.PREFIX)
    assert live == await fresh(salon_database, "new")
