"""Fresh databases on real servers, and connections that act as a member of a site."""

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import asyncpg

from sayso.db.access import LOGIN
from sayso.db.embedded import start
from sayso.db.migrate import migrate
from sayso.spec.model import AppSpec
from tests.support.processes import open_folder
from tests.support.servers import TestServer

BARE = "sayso_test_bare"
MIGRATED = "sayso_test_migrated"
DEBIAN_15 = Path("/usr/lib/postgresql/15/bin")
CARELESS = ("fsync", "full_page_writes", "synchronous_commit")
"""What a server does for a machine that loses its power, which no test does to the server of the session."""
_numbers = count(1)


def binaries_of_15() -> Path | None:
    """The programs of PostgreSQL 15, the oldest that is supported; none where they are not installed."""
    folder = Path(os.environ.get("SAYSO_TEST_PG15") or DEBIAN_15)
    return folder if (folder / "postgres").exists() else None


@contextmanager
def throwaway_server(binaries: Path | None = None) -> Iterator[TestServer]:
    """A server in memory, where there is room, that waits for no disk."""
    with open_folder("sayso-test-") as home, start(home, binaries=binaries) as server:
        with (server.places.data / "postgresql.auto.conf").open("a") as settings:
            settings.writelines(f"{name} = off\n" for name in CARELESS)
        yield TestServer.opened(server)


@dataclass(frozen=True)
class Person:
    """Whom a connection acts for."""

    site: UUID = field(default_factory=uuid4)
    member: UUID = field(default_factory=uuid4)
    role: str = ""


class TestDatabase:
    """A database of its own for one test, with the roles and the schema of modules in place.

    Sayso itself goes in by ``dsn``, as a role that is no superuser; tests look and change as the superuser.
    """

    __test__ = False

    def __init__(self, dsn: str, admin_dsn: str = "") -> None:
        self.dsn = dsn
        self.admin_dsn = admin_dsn or dsn
        self._open: list[asyncpg.Connection] = []
        self._admin: asyncpg.Connection | None = None

    async def connect(self, **server_settings: str) -> "asyncpg.Connection":
        """A connection as the superuser, closed after the test."""
        connection = await asyncpg.connect(self.admin_dsn, server_settings=server_settings)
        self._open.append(connection)
        return connection

    async def admin(self) -> "asyncpg.Connection":
        """The test's connection as the superuser."""
        if self._admin is None:
            self._admin = await self.connect()
        return self._admin

    async def install(self, spec: AppSpec, prefix: str | None = None) -> None:
        """Create the tables of a spec by exactly the files that are exported."""
        from sayso.compiler.targets.sql import CREATE, compile_sql

        admin = await self.admin()
        for draft in compile_sql(spec, prefix):
            if draft.path == CREATE:
                await admin.execute(draft.text)

    async def connect_as(self, person: Person) -> "asyncpg.Connection":
        """A connection as ``sayso_app`` on behalf of a person, closed after the test."""
        return await self.connect(
            **{
                "role": "sayso_app",
                "sayso.site_id": str(person.site),
                "sayso.member_id": str(person.member),
                "sayso.role": person.role,
            }
        )

    @asynccontextmanager
    async def acting(self, person: Person) -> AsyncIterator[Any]:
        """A transaction as ``sayso_app`` on behalf of a person, on the test's own connection."""
        admin = await self.admin()
        async with admin.transaction():
            await admin.execute("set local role sayso_app")
            await admin.execute(
                "select set_config('sayso.site_id', $1, true), set_config('sayso.member_id', $2, true), "
                "set_config('sayso.role', $3, true)",
                str(person.site),
                str(person.member),
                person.role,
            )
            yield admin

    async def close(self) -> None:
        """Close every connection of the test."""
        for connection in self._open:
            if not connection.is_closed():
                await connection.close()


@asynccontextmanager
async def fresh_database(server: TestServer, template: str = MIGRATED) -> AsyncIterator[TestDatabase]:
    """A copy of a template, dropped afterwards: with the platform's own tables, or without (``BARE``)."""
    async with _postgres(server) as postgres:
        name = f"test_{next(_numbers)}"
        await _copy(postgres, name, template)
        database = TestDatabase(server.dsn_of(name, LOGIN), server.dsn_of(name))
        try:
            yield database
        finally:
            await database.close()
            await postgres.execute(f"drop database {name} with (force)")


@asynccontextmanager
async def own_template(server: TestServer, name: str) -> AsyncIterator[str]:
    """The address of a new template with the platform's own tables, which is filled within; it stays."""
    async with _postgres(server) as postgres:
        await _copy(postgres, name, MIGRATED)
        yield server.dsn_of(name, LOGIN)


@asynccontextmanager
async def _postgres(server: TestServer) -> AsyncIterator[asyncpg.Connection]:
    postgres = await asyncpg.connect(server.dsn_of("postgres"))
    try:
        if not await postgres.fetchval("select exists (select from pg_database where datname = $1)", BARE):
            await _make_templates(server, postgres)
        yield postgres
    finally:
        await postgres.close()


async def _copy(postgres: asyncpg.Connection, name: str, template: str) -> None:
    await postgres.execute(f"create database {name} template {template} strategy file_copy owner {LOGIN}")


async def _make_templates(server: TestServer, postgres: "asyncpg.Connection") -> None:
    from sayso.compiler.targets.sql import bootstrap_sql

    await postgres.execute(f"create database {BARE} owner {LOGIN}")
    bare = await asyncpg.connect(server.dsn_of(BARE, LOGIN))
    await bare.execute(bootstrap_sql())
    await bare.close()
    await postgres.execute(f"create database {MIGRATED} template {BARE} owner {LOGIN}")
    await migrate(server.dsn_of(MIGRATED, LOGIN))
