"""Bring the platform's own tables to the newest migration; a current database costs one query."""

import asyncpg

from sayso.errors import MachineError

FIRST = "0025"
"""The revision of the baseline, which is the oldest there is a way from."""
HEAD = "0025"
"""The newest revision under ``migrations/versions``; a test holds it true."""
WITH_STEPS = "25 November 2026 (commit 1daa235c)"
"""What brings older revisions to the baseline; there is no version to name, as all are 0.1.0."""

_LOCK = 7_294_461_001


async def migrate(dsn: str) -> bool:
    """Upgrade to ``HEAD`` if need be, under a lock so that processes starting together take turns.

    Returns whether anything was done. Alembic is imported only then: it takes longer than the check.

    Raises:
        MachineError: when there is no way from what is there. Nothing is touched.
    """
    connection = await asyncpg.connect(dsn)
    try:
        if await _revision(connection) == HEAD:
            return False
        await connection.execute("select pg_advisory_lock($1)", _LOCK)
        if await _revision(connection) == HEAD:
            return False
        await _upgrade(dsn)
        return True
    finally:
        await connection.close()


async def is_newest(dsn: str) -> bool:
    """Whether the platform's own tables are those of this Sayso; nothing is touched.

    Raises:
        MachineError: as ``migrate``.
    """
    connection = await asyncpg.connect(dsn)
    try:
        return await _revision(connection) == HEAD
    finally:
        await connection.close()


async def _revision(connection: "asyncpg.Connection[asyncpg.Record]") -> str | None:
    if await connection.fetchval("select to_regclass('public.alembic_version')") is None:
        return None
    value: str | None = await connection.fetchval("select version_num from public.alembic_version")
    if value is not None and value < FIRST:
        raise MachineError(
            f"The database has Sayso's tables of revision {value}, and this Sayso begins at {FIRST}.",
            hint=f"Start Sayso of {WITH_STEPS} on it once, then this one. Nothing was changed.",
        )
    return value


async def _upgrade(dsn: str) -> None:
    from pathlib import Path
    from typing import Any

    from alembic import command
    from alembic.config import Config
    from sqlalchemy import Connection
    from sqlalchemy.ext.asyncio import create_async_engine
    from sqlalchemy.pool import NullPool

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))

    async def connect() -> Any:
        return await asyncpg.connect(dsn, server_settings={"lock_timeout": "5000"})

    def upgrade(connection: Connection) -> None:
        config.attributes["connection"] = connection
        command.upgrade(config, HEAD)

    engine = create_async_engine("postgresql+asyncpg://", async_creator=connect, poolclass=NullPool)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(upgrade)
    finally:
        await engine.dispose()
