"""The scratch stage: one connection and one transaction in which tables are made, tried and never kept."""

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

from sayso.db.gate import ScopedConnection
from sayso.proofs.gate import StageGate

PREFIX_LENGTH = 12
_LETTERS = "bcdfghjkmnpqrstvwxz"
_SESSION = {
    "application_name": "sayso-proofs",
    "timezone": "UTC",
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
    "statement_timeout": "20000",
    "idle_in_transaction_session_timeout": "60000",
}


class Stage:
    """Where a proof takes place; ``prefix`` begins the names of its tables."""

    def __init__(self, connection: ScopedConnection, prefix: str) -> None:
        self.connection = connection
        self.prefix = prefix
        self.gate = StageGate(connection)

    async def run(self, script: str) -> None:
        """Run a script of many statements as the connection's own user."""
        await self.gate.leave()
        await self.connection.execute(script)


@asynccontextmanager
async def open_stage(dsn: str) -> AsyncIterator[Stage]:
    """An empty stage where modules can live; everything that is done on it is gone at the end."""
    connection = await asyncpg.connect(
        dsn, server_settings=_SESSION, connection_class=ScopedConnection, statement_cache_size=1000
    )
    try:
        transaction = connection.transaction()
        await transaction.start()
        try:
            yield Stage(connection, scratch_prefix())
        finally:
            if not connection.is_closed():
                await transaction.rollback()
    finally:
        await connection.close()


def scratch_prefix() -> str:
    """A prefix that no module has: those of modules come from words, this one has no vowel."""
    return "".join(secrets.choice(_LETTERS) for _ in range(PREFIX_LENGTH))
