"""Removes what an interrupted change left behind; nothing of any revision is among it."""

from sayso.evolution.advisory_lock import patiently
from sayso.evolution.finalization import finish
from sayso.evolution.statements import BUILD_WAIT_MS, open_runner

NEW = "_new_"
"""What the name of everything begins with that is made before a switch."""
_PATIENCE = 60.0
_LEFT = """
select 'drop index concurrently if exists ' || format('%I.%I', n.nspname, x.relname) as statement
from pg_index i
join pg_class x on x.oid = i.indexrelid
join pg_class t on t.oid = i.indrelid
join pg_namespace n on n.oid = x.relnamespace
where n.nspname in ('apps', 'apps_archive') and starts_with(t.relname, $1) and starts_with(x.relname, $2)
union all
select format('alter table %I.%I drop constraint if exists %I', n.nspname, t.relname, c.conname)
from pg_constraint c
join pg_class t on t.oid = c.conrelid
join pg_namespace n on n.oid = t.relnamespace
where n.nspname in ('apps', 'apps_archive') and starts_with(t.relname, $1) and starts_with(c.conname, $2)
union all
select format('alter table %I.%I drop column if exists %I', n.nspname, t.relname, a.attname)
from pg_attribute a
join pg_class t on t.oid = a.attrelid
join pg_namespace n on n.oid = t.relnamespace
where n.nspname in ('apps', 'apps_archive') and t.relkind = 'r' and a.attnum > 0 and not a.attisdropped
  and starts_with(t.relname, $1) and starts_with(a.attname, $2)
union all
select format('drop policy if exists %I on %I.%I', p.polname, n.nspname, t.relname)
from pg_policy p
join pg_class t on t.oid = p.polrelid
join pg_namespace n on n.oid = t.relnamespace
where n.nspname in ('apps', 'apps_archive') and starts_with(t.relname, $1) and starts_with(p.polname, $2)
order by 1
"""


async def sweep(dsn: str, prefix: str) -> int:
    """Drop what preparations of this module left, after finishing what a switch left; gives how much it was.

    Call it while holding the ``turn``: what another process is preparing looks the same.
    """
    await finish(dsn, prefix)
    connection = await open_runner(dsn)
    try:
        rows = await connection.fetch(_LEFT, f"mod_{prefix}_", NEW)
        for row in rows:
            statement = str(row["statement"])

            async def drop(statement: str = statement) -> None:
                await connection.execute(statement)

            if statement.startswith("drop index"):
                await connection.execute(f"set lock_timeout = {BUILD_WAIT_MS}")
            await patiently(drop, seconds=_PATIENCE, doing="Tidying up after an interrupted change")
            await connection.execute("reset lock_timeout")
        return len(rows)
    finally:
        await connection.close()
