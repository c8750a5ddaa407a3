"""A backup goes where nothing is; this says so, and the way out."""

from pathlib import Path
from typing import Any

import asyncpg

from sayso.backup.errors import NotEmptyError
from sayso.backup.homes import what_is_there
from sayso.backup.snapshot import SCHEMAS
from sayso.db.roles import MAKE_ROLES

_THERE = """
select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = any ($1) and c.relkind in ('r', 'p', 'v', 'm', 'S', 'f') order by 1 limit 3
"""


def demand_empty_home(home: Path) -> None:
    """Refuse a home folder with anything in it.

    Raises:
        NotEmptyError: with what is there.
    """
    found = what_is_there(home)
    if found:
        more = f" and {len(found) - 3} more" if len(found) > 3 else ""
        raise NotEmptyError(
            f"{home} is not empty: {', '.join(found[:3])}{more}.",
            hint="Name an empty folder with SAYSO_HOME, or move this one away first.",
        )


async def demand_empty_database(dsn: str) -> None:
    """Refuse a database with tables of Sayso's, or anybody's in the schema public.

    Raises:
        NotEmptyError: with what is there.
    """
    connection = await asyncpg.connect(dsn)
    try:
        found = [str(row[0]) for row in await connection.fetch(_THERE, SCHEMAS)]
    finally:
        await connection.close()
    if found:
        raise NotEmptyError(
            f"The database of DATABASE_URL is not empty: it has {', '.join(found)}.",
            hint="Create a new database and name it with DATABASE_URL.",
        )


async def make_roles(connection: Any) -> None:
    """Make the roles that a dump speaks of; they belong to the server, not to the database."""
    await connection.execute(MAKE_ROLES)


async def clear(dsn: str) -> None:
    """Remove what a restore put into a database that was empty before."""
    connection = await asyncpg.connect(dsn)
    try:
        async with connection.transaction():
            for schema in SCHEMAS[1:]:
                await connection.execute(f"drop schema if exists {schema} cascade")
            await connection.execute(_DROP_ALL)
    finally:
        await connection.close()


_DROP_ALL = """
do $$
declare found record;
begin
  for found in select c.oid::regclass as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
  loop execute format('drop table if exists %s cascade', found.name); end loop;
  for found in select p.oid::regprocedure as name from pg_proc p
    where p.pronamespace = 'public'::regnamespace and not exists (
      select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
  loop execute format('drop routine if exists %s cascade', found.name); end loop;
end $$;
"""
