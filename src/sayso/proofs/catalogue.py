"""What PostgreSQL knows of a module, as plain rows: where two agree, the same tables stand."""

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


Catalogue = dict[str, list[tuple[Any, ...]]]
"""Rows by what they tell of; each begins with the name of the relation or function that it is about."""


async def catalogue(connection: Any, prefix: str) -> Catalogue:
    """Everything in the schema ``apps`` that belongs to the module with this prefix, in a fixed order."""
    found: Catalogue = {}
    for what, query in _QUERIES.items():
        rows = [tuple(row.values()) for row in await connection.fetch(query, f"mod_{prefix}_")]
        found[what] = sorted(rows, key=repr)
    return found


def differences(wanted: Catalogue, found: Catalogue) -> list[tuple[str, str]]:
    """Relations or functions in which the two differ, each with a description of how."""
    told: dict[str, str] = {}
    for what, rows in wanted.items():
        expected, there = {repr(row): row for row in rows}, {repr(row): row for row in found[what]}
        for key in sorted(expected.keys() ^ there.keys()):
            how = "is missing or other than it should be" if key in expected else "is left over"
            row = (expected | there)[key]
            values = " ".join(", ".join(str(value) for value in row[1:] if value is not None).split())
            told.setdefault(str(row[0]), f"{what}: {values[:200]} {how}")
    return sorted(told.items())
