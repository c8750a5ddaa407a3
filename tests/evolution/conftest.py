"""A module's table with rows in it, and short ways to write a migration of it by hand."""

from dataclasses import dataclass

import asyncpg
import pytest

from sayso.compiler.migrations.types import Migration, Step
from tests.support.postgres import TestDatabase

TABLE = "apps.mod_demo_things"


def migration(
    *,
    prepare: tuple[str, ...] = (),
    switch: str = "",
    finish: tuple[str, ...] = (),
    steps: tuple[Step, ...] = (),
    tables: tuple[str, ...] = (),
) -> Migration:
    """A migration of the demo table."""
    return Migration(steps, prepare, switch, finish, script="", tables=tables)


@dataclass(frozen=True)
class Demo:
    """A database with the table ``mod_demo_things (id, site_id, name, note)``, and the superuser in it."""

    dsn: str
    admin: asyncpg.Connection

    async def columns(self) -> list[str]:
        """Names of the table's columns, in order."""
        rows = await self.admin.fetch(
            "select attname from pg_attribute where attrelid = $1::regclass and attnum > 0 "
            "and not attisdropped order by attnum",
            TABLE,
        )
        return [row["attname"] for row in rows]

    async def indexes(self) -> dict[str, bool]:
        """Names of the table's indexes without the key, and whether they are valid."""
        rows = await self.admin.fetch(
            "select c.relname, i.indisvalid from pg_index i join pg_class c on c.oid = i.indexrelid "
            "where i.indrelid = $1::regclass and not i.indisprimary order by 1",
            TABLE,
        )
        return {row["relname"]: row["indisvalid"] for row in rows}


@pytest.fixture
async def demo(each_database: TestDatabase) -> Demo:
    """The demo table with a hundred rows, on each PostgreSQL."""
    admin = await each_database.admin()
    await admin.execute(
        f"create table {TABLE} (id uuid primary key default gen_random_uuid(), site_id uuid, "
        f"name text, note text); "
        f"insert into {TABLE} (name, note) select 'thing ' || n % 90, 'note' from generate_series(1, 100) n"
    )
    return Demo(each_database.dsn, admin)
