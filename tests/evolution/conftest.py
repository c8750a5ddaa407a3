"""A module's table with rows in it, and short ways to write a migration of it by hand."""

from collections.abc import AsyncIterator
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
    """A database with the table ``mod_demo_things (id, site_id, name, note)``.

    Sayso's own connection changes it, as in tables of modules; the superuser does what only breakage does.
    """

    dsn: str
    connection: asyncpg.Connection
    superuser: asyncpg.Connection

    async def columns(self) -> list[str]:
        """Names of the table's columns, in order."""
        rows = await self.connection.fetch(
            "select attname from pg_attribute where attrelid = $1::regclass and attnum > 0 "
            "and not attisdropped order by attnum",
            TABLE,
        )
        return [row["attname"] for row in rows]

    async def indexes(self) -> dict[str, bool]:
        """Names of the table's indexes without the key, and whether they are valid."""
        rows = await self.connection.fetch(
            "select c.relname, i.indisvalid from pg_index i join pg_class c on c.oid = i.indexrelid "
            "where i.indrelid = $1::regclass and not i.indisprimary order by 1",
            TABLE,
        )
        return {row["relname"]: row["indisvalid"] for row in rows}


@pytest.fixture
async def demo(each_database: TestDatabase) -> AsyncIterator[Demo]:
    """The demo table with a hundred rows, on each PostgreSQL."""
    connection = await asyncpg.connect(each_database.dsn)
    await connection.execute(
        f"create table {TABLE} (id uuid primary key default gen_random_uuid(), site_id uuid, "
        f"name text, note text); grant all on {TABLE} to sayso_app; "
        f"insert into {TABLE} (name, note) select 'thing ' || n % 90, 'note' from generate_series(1, 100) n"
    )
    yield Demo(each_database.dsn, connection, await each_database.admin())
    await connection.close()
