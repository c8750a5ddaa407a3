"""The connections a running Sayso holds: to its own tables, and a gate to those of modules.

What is asked for an agency runs as the role ``sayso_platform``, which row-level security keeps to the rows of
that agency; it cannot bypass it. Each transaction says who acts, for the audit log that triggers write.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import asyncpg
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from sayso.db.actor import current_actor
from sayso.db.gate import Gate
from sayso.db.migrate import migrate
from sayso.errors import MachineError

ENGINE_CONNECTIONS = 5
PLATFORM_ROLE = "sayso_platform"
_SET_ACTOR = text("select set_config('sayso.actor', :actor, true)")
_SET_UNIT = text(
    "select set_config('sayso.agency_id', :agency, true), set_config('sayso.user_id', :user, true), "
    "set_config('sayso.actor', :actor, true)"
)


class Database:
    """One PostgreSQL database, opened once per process."""

    def __init__(self, dsn: str, *, gate_size: int = 10) -> None:
        self.dsn = dsn
        self._platform = _engine(dsn, role=PLATFORM_ROLE)
        self.system_engine = _engine(dsn)
        self.gate = Gate(dsn, size=gate_size)
        self._units = async_sessionmaker(self._platform, expire_on_commit=False)
        self._system_units = async_sessionmaker(self.system_engine, expire_on_commit=False)

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
    async def unit(self, agency_id: UUID | None) -> AsyncIterator[AsyncSession]:
        """A unit of work that PostgreSQL keeps to the rows of one agency and those of the acting user.

        Commits when the block ends, rolls back when it fails.
        """
        async with self._units() as session, session.begin():
            actor = current_actor()
            values = {"agency": str(agency_id or ""), "user": str(actor.id or ""), "actor": actor.as_json()}
            await session.execute(_SET_UNIT, values)
            yield session

    @asynccontextmanager
    async def system(self) -> AsyncIterator[AsyncSession]:
        """A unit of work that sees every agency: before one is known, or for the tables of modules.

        A test lists the places that may ask for one.
        """
        async with self._system_units() as session, session.begin():
            await session.execute(_SET_ACTOR, {"actor": current_actor().as_json()})
            yield session

    async def close(self) -> None:
        """Let go of every connection."""
        await self.gate.close()
        await self._platform.dispose()
        await self.system_engine.dispose()


def _engine(dsn: str, **settings: str) -> AsyncEngine:
    async def connect() -> Any:
        return await asyncpg.connect(
            dsn, server_settings={"application_name": "sayso", "timezone": "UTC", **settings}
        )

    return create_async_engine(
        "postgresql+asyncpg://", async_creator=connect, pool_size=ENGINE_CONNECTIONS, pool_pre_ping=True
    )


async def driver_of(session: AsyncSession) -> "asyncpg.Connection[asyncpg.Record]":
    """The driver's own connection, inside the transaction of this session; it runs whole scripts."""
    await session.execute(text("select"))
    raw = await (await session.connection()).get_raw_connection()
    driver: asyncpg.Connection[asyncpg.Record] | None = raw.driver_connection
    if driver is None:
        raise AssertionError("an open connection has a driver connection")
    return driver
