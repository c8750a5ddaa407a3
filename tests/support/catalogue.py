"""What PostgreSQL knows of a module, as plain rows: two databases that agree here have the same tables."""

from typing import Any

_QUERIES = {
    "relations": """
        select c.relname, c.relkind, pg_get_userbyid(c.relowner), c.relrowsecurity, c.relforcerowsecurity,
          (select array_agg(a::text order by a::text) from unnest(c.relacl) a),
          case c.relkind when 'v' then pg_get_viewdef(c.oid) when 'i' then pg_get_indexdef(c.oid) end
        from pg_class c where c.relnamespace = 'apps'::regnamespace and starts_with(c.relname, $1)
          and c.relkind <> 'S'""",
    "columns": """
        select c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attgenerated,
          a.attidentity, pg_get_expr(d.adbin, d.adrelid),
          (select array_agg(x::text order by x::text) from unnest(a.attacl) x)
        from pg_attribute a join pg_class c on c.oid = a.attrelid
        left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
        where c.relnamespace = 'apps'::regnamespace and starts_with(c.relname, $1) and c.relkind in ('r', 'v')
          and a.attnum > 0 and not a.attisdropped and not starts_with(a.attname, 'archived_')""",
    "constraints": """
        select c.relname, k.conname, k.contype, k.convalidated, pg_get_constraintdef(k.oid)
        from pg_constraint k join pg_class c on c.oid = k.conrelid
        where c.relnamespace = 'apps'::regnamespace and starts_with(c.relname, $1) and k.contype <> 'n'""",
    "functions": """
        select p.oid::regprocedure::text, pg_get_userbyid(p.proowner), pg_get_functiondef(p.oid),
          p.proacl::text
        from pg_proc p where p.pronamespace = 'apps'::regnamespace and starts_with(p.proname, $1)""",
    "triggers": """
        select c.relname, t.tgname, t.tgenabled, pg_get_triggerdef(t.oid)
        from pg_trigger t join pg_class c on c.oid = t.tgrelid
        where c.relnamespace = 'apps'::regnamespace and starts_with(c.relname, $1) and not t.tgisinternal""",
    "policies": """
        select c.relname, p.polname, p.polcmd, p.polpermissive,
          array(select r::regrole::text from unnest(p.polroles) r order by 1),
          pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)
        from pg_policy p join pg_class c on c.oid = p.polrelid
        where c.relnamespace = 'apps'::regnamespace and starts_with(c.relname, $1)""",
}
"""Names, definitions, owners and grants; without the order of columns, archived columns and the names that
PostgreSQL 18 gives to ``not null``."""


async def catalogue(connection: Any, prefix: str) -> dict[str, list[tuple[Any, ...]]]:
    """Everything in the schema ``apps`` that belongs to the module with this prefix, in a fixed order."""
    found = {}
    for what, query in _QUERIES.items():
        rows = [tuple(row.values()) for row in await connection.fetch(query, f"mod_{prefix}_")]
        found[what] = sorted(rows, key=repr)
    return found
