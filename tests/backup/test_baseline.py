"""The one step that makes the platform's tables makes what 25 steps made before it."""

import gzip
from pathlib import Path

import asyncpg
import pytest

from sayso.db.migrate import HEAD
from tests.backup.conftest import empty_database
from tests.backup.test_restoration import described, restored
from tests.support.postgres import fresh_database

BY_STEPS = Path(__file__).with_name("revision_0025.backup.gz")
"""A backup from after the last of the steps, of PostgreSQL 15, with a row in nearly every table."""


@pytest.mark.parametrize("server", ["postgres", pytest.param("postgres_15", marks=pytest.mark.deep)])
async def test_tables_that_were_made_by_steps_are_those_of_the_baseline_and_keep_their_rows(
    server: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    file = tmp_path / "a.backup"
    file.write_bytes(gzip.decompress(BY_STEPS.read_bytes()))
    running = request.getfixturevalue(server)
    async with empty_database(running, "test_steps") as dsn, fresh_database(running) as fresh:
        await restored(tmp_path / "new", dsn, file)
        assert described(dsn) == described(fresh.dsn)
        admin = await asyncpg.connect(dsn)
        assert await admin.fetchval("select version_num from alembic_version") == HEAD
        assert await admin.fetchval("select name from agencies") == "ours"
        await admin.close()
