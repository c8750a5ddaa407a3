"""Whoever publishes may die at any moment: what is left is one revision or the next, complete."""

import asyncio
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from sayso.compiler.identifiers import ModuleNames
from sayso.compiler.targets.typescript.names import entity_names
from sayso.publishing.recovery import recover
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec
from tests.support.postgres import TestDatabase
from tests.support.running import RunningSayso, running_sayso
from tests.support.studio import Studio, open_studio
from tests.support.unproved import Unproved
from tests.support.warm import Forked

DEATHS = 8
LONGEST_SECONDS = 2.0
LOCKED = """
select exists (
  select from pg_locks l join pg_class c on c.oid = l.relation
  where l.mode = 'AccessExclusiveLock' and l.granted and starts_with(c.relname, 'mod_')
    and l.database = (select oid from pg_database where datname = current_database())
)
"""


@pytest.mark.rotating(3, of="installations that end")
@pytest.mark.timeout(300)
async def test_a_killed_publish_leaves_one_revision_complete(
    database: TestDatabase, tmp_path: Path, salon: AppSpec
) -> None:
    async with running_sayso(database.dsn, tmp_path, prover=Unproved(), as_server=True) as sayso:
        studio = await open_studio(sayso)
        slug = await studio.install(salon)
        keyboard = await studio.keyboard(slug)
        for number in range(20):
            await keyboard.post("/api/clients", json={"name": f"Client {number}"})
        for death in range(DEATHS):
            async with changing(database.dsn, slug):
                if death % 2:
                    await asyncio.sleep(death * LONGEST_SECONDS / DEATHS)
                else:
                    await until_tables_are_locked(database)
            await recover(database.dsn)
            await demand_complete(database, studio, sayso, slug)


@asynccontextmanager
async def changing(dsn: str, slug: str) -> AsyncIterator[None]:
    """A process that publishes one change after another, killed when the block ends."""
    command = ["tests.publishing.changer", dsn, slug]
    with await asyncio.to_thread(Forked[bytes], command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert await asyncio.to_thread(process.stdout.readline) == b"ready\n"
        yield
        process.kill()
        await asyncio.to_thread(process.wait)


async def until_tables_are_locked(database: TestDatabase) -> None:
    """Wait until somebody is in the middle of a switch."""
    admin = await database.admin()
    while not await admin.fetchval(LOCKED):  # noqa: ASYNC110 - a database has no event for it
        await asyncio.sleep(0.001)


async def demand_complete(database: TestDatabase, studio: Studio, sayso: RunningSayso, slug: str) -> None:
    """Record, spec, files and tables speak of the same revision, and nothing is left over."""
    sayso.services.registry.forget(slug)
    module = await studio.call("GET", f"/modules/{slug}")
    timeline = await studio.call("GET", f"/modules/{slug}/revisions")
    manifest = await studio.call("GET", f"/modules/{slug}/manifest")
    newest = timeline["items"][0]
    assert module["version"] == manifest["version"] == newest["version"]
    spec = await studio.spec(slug)
    entity = spec.entities[0]
    keyboard: httpx.AsyncClient = await studio.keyboard(slug)
    path = f"/api/{entity_names(entity).collection}"
    rows = (await keyboard.get(path)).json()
    assert rows["page"]["total"] == 20
    assert {field.name for field in entity.fields} <= rows["items"][0].keys()
    admin = await database.admin()
    table = ModuleNames.of(SpecIndex(spec), "salon").table(entity.name)
    columns = await admin.fetch(
        "select attname from pg_attribute where attrelid = $1::text::regclass and attnum > 0",
        f"apps.{table}",
    )
    assert {field.name for field in entity.fields} <= {row["attname"] for row in columns}
    assert await admin.fetchval("select count(*) from pg_class where starts_with(relname, '_new_')") == 0
