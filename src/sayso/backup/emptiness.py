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


async def clear(dsn: str, *, ends_others: bool = False) -> None:
    """Remove what a restore put into a database that was empty before.

    ``ends_others`` ends the same user's other connections to it first, which may hold locks.
    """
    connection = await asyncpg.connect(dsn)
    try:
        if ends_others:
            await connection.execute(_END_OTHERS)
        async with connection.transaction():
            for schema in SCHEMAS[1:]:
                await connection.execute(f"drop schema if exists {schema} cascade")
            await connection.execute(_DROP_ALL)
    finally:
        await connection.close()


_END_OTHERS = """
select pg_terminate_backend(pid) from pg_stat_activity
where datname = current_database() and usename = current_user and pid <> pg_backend_pid()
"""
_DROP_ALL = """
do $$
declare found record;
begin
  for found in
    with members as (select objid from pg_depend where deptype = 'e')
    select case c.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence'
        when 'f' then 'foreign table' else 'table' end as kind, format('public.%I', c.relname) as name
    from pg_class c where c.relnamespace = 'public'::regnamespace
      and c.relkind in ('r', 'p', 'v', 'm', 'S', 'f') and c.oid not in (select objid from members)
    union all
    select 'routine', format('public.%I(%s)', p.proname, pg_get_function_identity_arguments(p.oid))
    from pg_proc p
    where p.pronamespace = 'public'::regnamespace and p.oid not in (select objid from members)
    union all
    select 'type', format('public.%I', t.typname) from pg_type t
    where t.typnamespace = 'public'::regnamespace and t.typtype in ('e', 'd')
      and t.oid not in (select objid from members)
  loop execute format('drop %s if exists %s cascade', found.kind, found.name); end loop;
end $$;
"""
