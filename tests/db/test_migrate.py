"""The platform's tables and their migrations."""

import asyncio

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

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
from sayso.errors import MachineError
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


@BOTH
async def test_tables_are_as_the_code_declares_them(each_database: TestDatabase) -> None:
    opened = await Database.open(each_database.dsn)

    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), Base.metadata))

    try:
        async with opened.system_engine.connect() as connection:
            assert await connection.run_sync(differences) == []
    finally:
        await opened.close()


async def test_tables_from_before_the_baseline_are_left_alone_with_the_way_out(
    database: TestDatabase,
) -> None:
    admin = await database.admin()
    await admin.execute("update alembic_version set version_num = '0019'")
    for look in (migrations.migrate, migrations.is_newest, Database.open):
        with pytest.raises(MachineError, match="of revision 0019, and this Sayso begins at 0025") as error:
            await look(database.dsn)
        assert f"Start Sayso of {migrations.WITH_STEPS} on it once" in error.value.hint
    assert await admin.fetchval("select version_num from alembic_version") == "0019"
