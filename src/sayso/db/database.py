"""The connections a running Sayso holds: an engine for its own tables, a gate to those of modules."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from sayso.db.gate import Gate
from sayso.db.migrate import migrate
from sayso.errors import MachineError

ENGINE_CONNECTIONS = 5


class Database:
    """One PostgreSQL database, opened once per process."""

    def __init__(self, dsn: str, *, gate_size: int = 10) -> None:
        self.dsn = dsn

        async def connect() -> Any:
            return await asyncpg.connect(
                dsn, server_settings={"application_name": "sayso", "timezone": "UTC"}
            )

        self.engine: AsyncEngine = create_async_engine(
            "postgresql+asyncpg://",
            async_creator=connect,
            pool_size=ENGINE_CONNECTIONS,
            pool_pre_ping=True,
        )
        self.gate = Gate(dsn, size=gate_size)
        self._sessions = async_sessionmaker(self.engine, expire_on_commit=False)

    @classmethod
    async def open(cls, dsn: str, *, gate_size: int = 10) -> "Database":
        """Bring the platform's tables up to date and open the connections."""
        try:
            await migrate(dsn)
        except (
            OSError,
            asyncpg.PostgresConnectionError,
            asyncpg.InvalidAuthorizationSpecificationError,
        ) as error:
            raise MachineError(
                f"The database does not answer: {error}",
                hint="Check DATABASE_URL, or unset it to use the embedded PostgreSQL.",
            ) from error
        return cls(dsn, gate_size=gate_size)

    @asynccontextmanager
    async def unit(self) -> AsyncIterator[AsyncSession]:
        """A unit of work on the platform's tables: commits when the block ends, rolls back when it fails."""
        async with self._sessions() as session, session.begin():
            yield session

    async def close(self) -> None:
        """Let go of every connection."""
        await self.gate.close()
        await self.engine.dispose()


async def driver_of(session: AsyncSession) -> "asyncpg.Connection[asyncpg.Record]":
    """The driver's own connection, inside the transaction of this session; it runs whole scripts."""
    await session.execute(text("select"))
    raw = await (await session.connection()).get_raw_connection()
    driver: asyncpg.Connection[asyncpg.Record] | None = raw.driver_connection
    if driver is None:
        raise AssertionError("an open connection has a driver connection")
    return driver
