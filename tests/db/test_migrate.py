"""The platform's tables and their migrations."""

import asyncio
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine

import sayso.blocks.tables
import sayso.bots.tables
import sayso.conversations.tables
import sayso.devloop.programs.tables
import sayso.events.tables
import sayso.identity.tables
import sayso.jobs.tables
import sayso.llm.tables
import sayso.notices.tables
import sayso.proofs.tables
import sayso.publishing.tables
import sayso.runtime.tables
import sayso.schedules.tables
import sayso.secrets.tables
from sayso.db import migrate as migrations
from sayso.db.database import Database
from sayso.db.metadata import Base
from tests.conftest import BOTH
from tests.support.postgres import TestDatabase


async def test_head_is_the_newest_migration() -> None:
    config = Config()
    config.set_main_option(
        "script_location", str(sayso.db.migrate.__file__).replace("migrate.py", "migrations")
    )
    assert ScriptDirectory.from_config(config).get_current_head() == migrations.HEAD


async def test_a_current_database_is_left_alone(bare_database: TestDatabase) -> None:
    assert await migrations.migrate(bare_database.dsn)
    assert not await migrations.migrate(bare_database.dsn)


async def test_processes_that_start_together_take_turns(bare_database: TestDatabase) -> None:
    done = await asyncio.gather(*(migrations.migrate(bare_database.dsn) for _ in range(4)))
    assert sorted(done) == [False, False, False, True]


async def test_tables_are_as_the_code_declares_them(database: TestDatabase) -> None:
    opened = await Database.open(database.dsn)

    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), Base.metadata))

    try:
        async with opened.system_engine.connect() as connection:
            assert await connection.run_sync(differences) == []
    finally:
        await opened.close()


@BOTH
async def test_people_keys_and_the_log_can_be_taken_back_and_made_again(each_database: TestDatabase) -> None:
    await migrations.migrate(each_database.dsn)
    made = await _catalogue(each_database)
    await go(each_database, "0006", back=True)
    assert "memberships" not in {row[0] for row in await _catalogue(each_database)}
    await go(each_database, migrations.HEAD)
    assert await _catalogue(each_database) == made


async def _catalogue(database: TestDatabase) -> list[tuple[object, ...]]:
    """Tables with their columns, constraints, policies and grants."""
    admin = await database.admin()
    rows = await admin.fetch(
        "select relname::text, relrowsecurity::text, "
        "coalesce(relacl, acldefault('r', relowner))::text from pg_class "
        "where relnamespace = 'public'::regnamespace union all "
        "select conname::text, pg_get_constraintdef(oid), '' from pg_constraint "
        "where connamespace = 'public'::regnamespace union all "
        "select policyname::text, qual, with_check from pg_policies where schemaname = 'public' union all "
        "select proname::text, prosrc, proacl::text from pg_proc where starts_with(proname, 'sayso_') "
        "union all "
        "select tgname::text, tgrelid::regclass::text, '' from pg_trigger where not tgisinternal "
        "order by 1, 2, 3"
    )
    return [tuple(row) for row in rows]


async def go(database: TestDatabase, revision: str, *, back: bool = False) -> None:
    """Move a database to a revision."""
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent / "migrations"))
    engine = create_async_engine(database.dsn.replace("postgresql://", "postgresql+asyncpg://"))

    def move(connection: Connection) -> None:
        config.attributes["connection"] = connection
        (command.downgrade if back else command.upgrade)(config, revision)

    try:
        async with engine.begin() as connection:
            await connection.run_sync(move)
    finally:
        await engine.dispose()
