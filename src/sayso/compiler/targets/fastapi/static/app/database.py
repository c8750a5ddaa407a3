"""PostgreSQL: a pool, and transactions that act as one member of one site.

Row-level security decides what a member sees and may do. It reads the settings that `acting` sets for
the transaction, and binds because the transaction takes the role `sayso_app`, which cannot pass by it.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

import asyncpg
from asyncpg.pool import PoolConnectionProxy

from app.config import config

Connection: TypeAlias = "PoolConnectionProxy[asyncpg.Record]"
Pool: TypeAlias = "asyncpg.Pool[asyncpg.Record]"

_ACT_AS = """
select set_config('role', 'sayso_app', true), set_config('sayso.site_id', $1, true),
  set_config('sayso.member_id', $2, true), set_config('sayso.role', $3, true),
  set_config('sayso.time_zone', $4, true)
"""


@dataclass(frozen=True)
class Scope:
    """On whose behalf statements run."""

    site_id: UUID
    member_id: UUID
    role: str
    time_zone: str


class Database:
    """The pool of this process; opened and closed by the application's lifespan."""

    def __init__(self) -> None:
        self._pool: Pool | None = None

    async def open(self) -> None:
        """Connect."""
        settings = config()
        self._pool = await asyncpg.create_pool(
            settings.database_url,
            min_size=1,
            max_size=settings.pool_size,
            server_settings={
                "timezone": "UTC",
                "jit": "off",
                "statement_timeout": str(settings.statement_timeout_ms),
            },
        )

    async def close(self) -> None:
        """Disconnect."""
        if self._pool is not None:
            await self._pool.close()
            self._pool = None

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        """A transaction as the owner of the database: for members and settings only."""
        if self._pool is None:
            raise RuntimeError("The database is not open.")
        async with self._pool.acquire() as connection, connection.transaction():
            yield connection

    @asynccontextmanager
    async def acting(self, scope: Scope) -> AsyncIterator[Connection]:
        """A transaction on behalf of a member."""
        async with self.transaction() as connection:
            who = (str(scope.site_id), str(scope.member_id), scope.role, scope.time_zone)
            await connection.execute(_ACT_AS, *who)
            yield connection


database = Database()
