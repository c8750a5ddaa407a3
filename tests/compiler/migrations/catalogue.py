"""What the database has of a module, in words that do not depend on the way it came there."""

from typing import Any

_QUERIES = {
    "tables": """
        select c.relname, c.relkind::text, c.relrowsecurity, c.relforcerowsecurity,
               pg_get_userbyid(c.relowner) as owner, pg_get_viewdef(c.oid) as definition
        from pg_class c where {mine} and c.relkind in ('r', 'v')
    """,
    "columns": """
        select c.relname, a.attname, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull,
               a.attgenerated::text, a.attidentity::text, pg_get_expr(d.adbin, d.adrelid) as value
        from pg_attribute a
        join pg_class c on c.oid = a.attrelid
        left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
        where {mine} and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
          and a.attname not like 'archived\\_%'
    """,
    "constraints": """
        select c.relname, k.conname, k.convalidated, pg_get_constraintdef(k.oid) as definition
        from pg_constraint k join pg_class c on c.oid = k.conrelid
        where {mine} and k.contype <> 'n'
    """,
    "indexes": """
        select c.relname, x.relname as name, i.indisvalid, pg_get_indexdef(i.indexrelid) as definition
        from pg_index i join pg_class c on c.oid = i.indrelid join pg_class x on x.oid = i.indexrelid
        where {mine}
    """,
    "triggers": """
        select c.relname, t.tgname, pg_get_triggerdef(t.oid) as definition
        from pg_trigger t join pg_class c on c.oid = t.tgrelid
        where {mine} and not t.tgisinternal
    """,
    "policies": """
        select c.relname, p.polname, p.polcmd::text, pg_get_expr(p.polqual, p.polrelid) as may_see,
               pg_get_expr(p.polwithcheck, p.polrelid) as may_write,
               array(select pg_get_userbyid(r) from unnest(p.polroles) r order by 1)::text as roles
        from pg_policy p join pg_class c on c.oid = p.polrelid
        where {mine}
    """,
    "table grants": """
        select c.relname, pg_get_userbyid(g.grantee) as role, g.privilege_type
        from pg_class c, aclexplode(c.relacl) g
        where {mine} and c.relkind in ('r', 'v') and g.grantee <> c.relowner
    """,
    "column grants": """
        select c.relname, a.attname, pg_get_userbyid(g.grantee) as role, g.privilege_type
        from pg_attribute a join pg_class c on c.oid = a.attrelid, aclexplode(a.attacl) g
        where {mine} and a.attnum > 0 and not a.attisdropped
    """,
    "functions": """
        select p.proname, pg_get_functiondef(p.oid) as definition, pg_get_userbyid(p.proowner) as owner
        from pg_proc p
        where p.pronamespace = 'apps'::regnamespace and p.proname like $1
    """,
}
_MINE = "c.relnamespace = 'apps'::regnamespace and c.relname like $1"


async def catalogue(connection: Any, prefix: str) -> dict[str, list[tuple[Any, ...]]]:
    """Everything about tables, views and functions of a module but the order of columns and the archive."""
    pattern = f"mod\\_{prefix}\\_%"
    return {
        what: sorted(
            (tuple(row.values()) for row in await connection.fetch(query.format(mine=_MINE), pattern)),
            key=repr,
        )
        for what, query in _QUERIES.items()
    }
