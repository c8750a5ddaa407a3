"""An application with a past is brought back: what was removed, renamed and undone is no foreign code."""

import asyncio
from pathlib import Path

import asyncpg
import pytest

from sayso.backup.full_backup import save
from sayso.backup.restoration import restore
from sayso.spec.model import AppSpec
from tests.backup.conftest import silent
from tests.support.postgres import TestDatabase
from tests.support.running import running_sayso
from tests.support.studio import open_studio
from tests.support.unproved import Unproved
from tests.web.v1.edits import add_field, remove_field


@pytest.mark.rotating(3, of="installations that end")
async def test_an_application_that_was_changed_and_undone_is_restored(
    database: TestDatabase, tmp_path: Path, empty: str, salon: AppSpec
) -> None:
    async with running_sayso(database.dsn, tmp_path / "home", prover=Unproved(), as_server=True) as sayso:
        studio = await open_studio(sayso)
        slug = await studio.install(salon)
        keyboard = await studio.keyboard(slug)
        await keyboard.post("/api/clients", json={"name": "Ada", "mobile": "+44 20 7946 0018"})
        await studio.do(slug, add_field(salon, "nickname"))
        await studio.do(slug, remove_field(salon, "mobile"), confirmed=True)
        client = next(entity for entity in salon.entities if entity.name == "client")
        service = next(entity for entity in salon.entities if entity.name == "service")
        await studio.do(slug, {"op": "rename", "kind": "entity", "target": client.id, "name": "guest"})
        await studio.do(slug, {"op": "remove", "kind": "entity", "target": service.id}, confirmed=True)
        await studio.undo(slug)
        tax = {"id": "fld_taxid1", "name": "tax_id", "label": "Tax id"}
        await studio.do(slug, {"op": "add", "kind": "field", "parent": client.id, "element": tax})
    await save(tmp_path / "home", database.dsn, tmp_path / "a.backup", silent)

    await asyncio.to_thread(restore, tmp_path / "new", empty, tmp_path / "a.backup", silent)

    connection = await asyncpg.connect(empty)
    async with connection.transaction():
        await connection.execute("set local role sayso_mover")
        table = await connection.fetchval(
            "select tablename from pg_tables where schemaname = 'apps' and tablename like '%guests'"
        )
        assert await connection.fetchval(f"select name from apps.{table}") == "Ada"
    await connection.close()
