"""The platform's tables and their migrations."""

import asyncio

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

import sayso.identity.tables
import sayso.proofs.tables
import sayso.publishing.tables
import sayso.runtime.tables
from sayso.db import migrate as migrations
from sayso.db.database import Database
from sayso.db.metadata import Base
from tests.support.postgres import TestDatabase


async def test_head_is_the_newest_migration() -> None:
    config = Config()
    config.set_main_option(
        "script_location", str(sayso.db.migrate.__file__).replace("migrate.py", "migrations")
    )
    assert ScriptDirectory.from_config(config).get_current_head() == migrations.HEAD


async def test_a_current_database_is_left_alone(database: TestDatabase) -> None:
    assert await migrations.migrate(database.dsn)
    assert not await migrations.migrate(database.dsn)


async def test_processes_that_start_together_take_turns(database: TestDatabase) -> None:
    done = await asyncio.gather(*(migrations.migrate(database.dsn) for _ in range(4)))
    assert sorted(done) == [False, False, False, True]


async def test_tables_are_as_the_code_declares_them(database: TestDatabase) -> None:
    opened = await Database.open(database.dsn)

    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), Base.metadata))

    try:
        async with opened.engine.connect() as connection:
            assert await connection.run_sync(differences) == []
    finally:
        await opened.close()
