"""A gate over a single connection in a transaction that is never committed."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TypeVar

import asyncpg

from sayso.db.gate import APP_ROLE, Gate, ScopedConnection
from sayso.db.scope import Scope

T = TypeVar("T")

_ENTER = (
    "select set_config('role', $1, true), set_config('sayso.site_id', $2, true), "
    "set_config('sayso.member_id', $3, true), set_config('sayso.role', $4, true), "
    "set_config('sayso.time_zone', $5, true)"
)


@dataclass(slots=True)
class Trial:
    """Something that is tried; what it did stays where ``is_kept`` is set before its end."""

    is_kept: bool = False


class StageGate(Gate):
    """Acts as ``sayso_app`` like the real gate, on the one connection that sees the scratch tables.

    A statement that fails spoils a transaction up to the last savepoint. ``trial`` therefore sets one, and
    takes back whatever was done within it.
    """

    def __init__(self, connection: ScopedConnection) -> None:
        super().__init__("", size=0)
        self._connection = connection

    async def fetchrow(self, scope: Scope, sql: str, *args: object) -> asyncpg.Record | None:
        """The first row of one statement."""
        await self._enter(scope)
        return await self._connection.fetchrow(sql, *args)

    async def fetch(self, scope: Scope, sql: str, *args: object) -> list[asyncpg.Record]:
        """All rows of one statement."""
        await self._enter(scope)
        return await self._connection.fetch(sql, *args)

    @asynccontextmanager
    async def connection(self, scope: Scope) -> AsyncIterator[ScopedConnection]:
        """The connection in this scope."""
        await self._enter(scope)
        yield self._connection

    async def transaction(self, scope: Scope, work: Callable[[ScopedConnection], Awaitable[T]]) -> T:
        """Run ``work`` under a savepoint."""
        await self._enter(scope)
        async with self._connection.transaction():
            return await work(self._connection)

    async def close(self) -> None:
        """The connection belongs to the stage."""

    @asynccontextmanager
    async def trial(self) -> AsyncIterator[Trial]:
        """Take back everything that is done within the block, unless it says that it is to be kept."""
        before = self._connection.scope
        await self._connection.execute("savepoint trial")
        trial = Trial()
        try:
            yield trial
        finally:
            if trial.is_kept:
                await self._connection.execute("release savepoint trial")
            else:
                await self._connection.execute("rollback to savepoint trial; release savepoint trial")
                self._connection.scope = before

    async def leave(self) -> None:
        """Act as the connection's own user again, on nobody's behalf."""
        self._connection.scope = None
        await self._connection.execute(_ENTER, "none", "", "", "", "")

    async def _enter(self, scope: Scope) -> None:
        if self._connection.scope == scope:
            return
        self._connection.scope = None
        await self._connection.execute(
            _ENTER, APP_ROLE, str(scope.site_id), str(scope.member_id), scope.role, scope.time_zone
        )
        self._connection.scope = scope
