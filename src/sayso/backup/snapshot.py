"""One moment of a database, which several programs and queries see alike while others go on writing."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import asyncpg

from sayso.backup.row_visibility import see_every_row
from sayso.backup.types import Owned
from sayso.db.roles import ROLES
from sayso.errors import InputError

SCHEMAS = ("public", "apps", "apps_archive", "sayso_queue")
"""Where Sayso and its modules keep their tables."""
_TABLES = """
select format('%I.%I', n.nspname, c.relname) as name
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = any ($1) and c.relkind = 'r' order by 1
"""
_OWNED = """
with roles as (select oid, rolname from pg_roles where rolname = any ($2)),
  schemas as (select oid, nspname, nspowner from pg_namespace where nspname = any ($1))
select 'schema' as kind, quote_ident(s.nspname) as name, r.rolname as role
from schemas s join roles r on r.oid = s.nspowner
union all
select 'table', format('%I.%I', s.nspname, c.relname), r.rolname
from pg_class c join schemas s on s.oid = c.relnamespace join roles r on r.oid = c.relowner
where c.relkind in ('r', 'p', 'v', 'm', 'S', 'f') and not exists (
  select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid
    and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i') and c.relkind = 'S'
)
union all
select 'function', format('%I.%I(%s)', s.nspname, p.proname, pg_get_function_identity_arguments(p.oid)),
  r.rolname
from pg_proc p join schemas s on s.oid = p.pronamespace join roles r on r.oid = p.proowner
where p.prokind = 'f'
union all
select 'type', format('%I.%I', s.nspname, t.typname), r.rolname
from pg_type t join schemas s on s.oid = t.typnamespace join roles r on r.oid = t.typowner
where t.typtype in ('e', 'd', 'r')
  or (t.typtype = 'c' and (select relkind from pg_class where oid = t.typrelid) = 'c')
order by 1, 2
"""
_OWNERS = "select rolname from pg_roles"
_FILES = "select id, site_id, size, sha256 from public.files order by site_id, id"
_MIGRATION = "select version_num from public.alembic_version"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that people uploaded, as its row says."""

    id: str
    site_id: str
    size: int
    sha256: str


class Snapshot:
    """A transaction that sees one moment; ``name`` lets others see the same one.

    ``is_bound`` says that row-level security binds the user, who sees every row by policies all the same.
    """

    def __init__(self, connection: Any, name: str, *, is_bound: bool) -> None:
        self._connection = connection
        self.name = name
        self.is_bound = is_bound
        self.server: int = connection.get_server_version().major

    async def migration(self) -> str:
        """How far the platform's own tables are.

        Raises:
            InputError: when no Sayso was ever started on the database.
        """
        try:
            found = await self._connection.fetchval(_MIGRATION)
        except asyncpg.UndefinedTableError:
            found = None
        if found is None:
            raise InputError("There is nothing to back up: no Sayso was started on this database yet.")
        return str(found)

    async def counts(self) -> dict[str, int]:
        """Rows of every table, by its name in SQL."""
        return await counts_of(self._connection)

    async def owned(self) -> tuple[Owned, ...]:
        """What roles of Sayso's own own."""
        return await owned_of(self._connection)

    async def uploads(self) -> Sequence[Upload]:
        """Files that people uploaded."""
        rows = await self._connection.fetch(_FILES)
        return [Upload(str(row["id"]), str(row["site_id"]), row["size"], row["sha256"]) for row in rows]


@asynccontextmanager
async def open_snapshot(dsn: str) -> AsyncIterator[Snapshot]:
    """The present moment of a database, for as long as the block lasts.

    Raises:
        DeniedError: when the user of the database may not see every row, so that some would be missing.
    """
    connection = await asyncpg.connect(dsn, server_settings={"application_name": "sayso-backup"})
    try:
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            await connection.execute("set local search_path to ''")
            is_bound = await see_every_row(connection, SCHEMAS)
            name = await connection.fetchval("select pg_export_snapshot()")
            yield Snapshot(connection, name, is_bound=is_bound)
    finally:
        await connection.close()


async def counts_of(connection: Any) -> dict[str, int]:
    """Rows of every table of Sayso's schemas."""
    names = [row["name"] for row in await connection.fetch(_TABLES, SCHEMAS)]
    return {name: await connection.fetchval(f"select count(*) from {name}") for name in names}  # noqa: S608 - quoted by PostgreSQL


async def owned_of(connection: Any, *, everybody: bool = False) -> tuple[Owned, ...]:
    """What roles of Sayso's own own; with ``everybody`` all that anybody owns."""
    owners = [row[0] for row in await connection.fetch(_OWNERS)] if everybody else ROLES
    return tuple(Owned(**dict(row)) for row in await connection.fetch(_OWNED, SCHEMAS, owners))
