"""Whether all code in a database is what this Sayso writes: a backup brings rows, never code of its own.

A dump is SQL, and whoever wrote it may have put anything into it. So nothing of it is believed: what this
Sayso makes of an empty database and of the specs of the applications is made for comparison, and every
function, trigger, policy, view and right has to be the same. What was archived is data, in a closed schema.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import asyncpg
import orjson

from sayso.backup.errors import ForeignCodeError
from sayso.compiler.targets.sql import CREATE, bootstrap_sql, compile_sql
from sayso.spec.model import AppSpec

Code: TypeAlias = frozenset[tuple[str, str, str]]
"""Kind, name and text of everything that can do or allow something."""

Walls: TypeAlias = dict[str, tuple[bool, bool, str]]
"""By table: whether row-level security is on, whether it binds the owner too, and who that is."""
PLATFORM = ("public", "sayso_queue")
MODULES = ("apps", "apps_archive")
_CODE = """
with schemas as (select oid, nspname from pg_catalog.pg_namespace where nspname = any ($1)),
  rels as (
    select c.*, s.nspname, format('%I.%I', s.nspname, c.relname) as name
    from pg_catalog.pg_class c join schemas s on s.oid = c.relnamespace
  )
select 'function' as kind, format('%I.%I(%s)', s.nspname, p.proname,
    pg_get_function_identity_arguments(p.oid)) as name,
  concat_ws(E'\\n', l.lanname, p.prokind, p.prosecdef, p.provolatile, p.proretset,
    format_type(p.prorettype, null), p.proconfig::text,
    case when p.proowner = current_user::regrole then 'owner' else p.proowner::regrole::text end,
    p.prosrc, pg_get_function_sqlbody(p.oid), p.probin,
    (select string_agg(x, ',' order by x) from (
      select a.grantee::regrole::text || a.privilege_type || a.is_grantable as x
      from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
      where a.grantee <> current_user::regrole and a.grantee <> p.proowner) f)) as text
from pg_catalog.pg_proc p join schemas s on s.oid = p.pronamespace
join pg_catalog.pg_language l on l.oid = p.prolang
union all
select 'trigger', format('%I on %s', t.tgname, r.name), concat_ws(' ', t.tgenabled, pg_get_triggerdef(t.oid))
from pg_catalog.pg_trigger t join rels r on r.oid = t.tgrelid
where not t.tgisinternal and r.nspname <> 'apps_archive'
union all
select 'policy', format('%I on %s', p.polname, r.name),
  concat_ws(E'\\n', p.polcmd, p.polpermissive, pg_get_expr(p.polqual, p.polrelid),
    pg_get_expr(p.polwithcheck, p.polrelid),
    (select string_agg(role::regrole::text, ',' order by role::regrole::text) from unnest(p.polroles) role))
from pg_catalog.pg_policy p join rels r on r.oid = p.polrelid where r.nspname <> 'apps_archive'
union all
select 'view', r.name, concat_ws(E'\\n', r.reloptions::text, pg_get_viewdef(r.oid),
  case when r.relowner = current_user::regrole then 'owner' else r.relowner::regrole::text end)
from rels r where r.relkind in ('v', 'm')
union all
select 'rule', format('%I on %s', w.rulename, r.name), pg_get_ruledef(w.oid)
from pg_catalog.pg_rewrite w join rels r on r.oid = w.ev_class where w.rulename <> '_RETURN'
union all
select 'right', format('%s: %s for %s', r.name, a.privilege_type,
  case a.grantee when 0 then 'everybody' else a.grantee::regrole::text end), a.is_grantable::text
from rels r, aclexplode(r.relacl) a where a.grantee <> current_user::regrole and a.grantee <> r.relowner
  and r.nspname <> 'apps_archive'
union all
select 'right', format('%s.%I: %s for %s', r.name, c.attname, a.privilege_type,
  case a.grantee when 0 then 'everybody' else a.grantee::regrole::text end), a.is_grantable::text
from rels r join pg_catalog.pg_attribute c on c.attrelid = r.oid, aclexplode(c.attacl) a
where r.nspname <> 'apps_archive' and not c.attisdropped and c.attname not like 'archived\\_%'
union all
select 'right', format('schema %I: %s for %s', n.nspname, a.privilege_type,
  case a.grantee when 0 then 'everybody' else a.grantee::regrole::text end), a.is_grantable::text
from pg_catalog.pg_namespace n, aclexplode(n.nspacl) a
where n.nspname = any ($1) and n.nspname <> 'public' and a.grantee not in (current_user::regrole, n.nspowner)
union all
select 'foreign table', r.name, '' from rels r where r.relkind = 'f'
union all
select 'operator', o.oid::regoperator::text, '' from pg_catalog.pg_operator o join schemas s
  on s.oid = o.oprnamespace
"""
_TABLES = """
select format('%I.%I', n.nspname, c.relname) as name, c.relrowsecurity as walled,
  c.relforcerowsecurity as forced,
  case when c.relowner = current_user::regrole then 'owner' else c.relowner::regrole::text end as owner
from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where n.nspname = any ($1) and c.relkind in ('r', 'p')
"""
_AROUND = """
select 'schema' as kind, nspname::text as name, '' as text from pg_catalog.pg_namespace
where nspname !~ '^pg_' and nspname <> 'information_schema' and nspname <> all ($1)
union all
select 'right', format('this database: %s for %s', a.privilege_type,
  case a.grantee when 0 then 'everybody' else a.grantee::regrole::text end), a.is_grantable::text
from pg_catalog.pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
where d.datname = current_database() and a.grantee <> d.datdba
union all
select 'extension', extname, extversion from pg_catalog.pg_extension
union all
select 'language', lanname, '' from pg_catalog.pg_language
union all
select 'event trigger', evtname, evtenabled::text from pg_catalog.pg_event_trigger
union all
select 'cast', castsource::regtype::text || ' as ' || casttarget::regtype::text, ''
from pg_catalog.pg_cast where oid >= 16384
union all
select 'default right', defaclobjtype::text, defaclacl::text from pg_catalog.pg_default_acl
union all
select 'publication', pubname, '' from pg_catalog.pg_publication
union all
select 'foreign server', srvname, '' from pg_catalog.pg_foreign_server
union all
select 'large object', oid::text, '' from pg_catalog.pg_largeobject_metadata
union all
select 'setting', coalesce(setrole::text, '') || ' ' || unnest(setconfig), ''
from pg_catalog.pg_db_role_setting
where setdatabase in (0, (select oid from pg_catalog.pg_database where datname = current_database()))
union all
select 'role', rolname, concat_ws(' ', rolsuper, rolcreaterole, rolcreatedb, rolcanlogin, rolbypassrls)
from pg_catalog.pg_roles
union all
select 'member of ' || roleid::regrole::text, member::regrole::text, '' from pg_catalog.pg_auth_members
"""
_SPECS = """
select m.slug, m.prefix, r.spec from public.modules m
join public.revisions r on r.agency_id = m.agency_id and r.id = m.revision_id
where m.published_at is not null order by m.created_at, m.id
"""


async def code_of(connection: Any, schemas: Sequence[str]) -> Code:
    """All code in these schemas, and what it is allowed; the search path has to be empty."""
    return frozenset(tuple(row) for row in await connection.fetch(_CODE, schemas))


async def walls_of(connection: Any, schemas: Sequence[str]) -> Walls:
    """Whether row-level security is on and forced on each table, and whose it is."""
    rows = await connection.fetch(_TABLES, schemas)
    return {row["name"]: (row["walled"], row["forced"], row["owner"]) for row in rows}


async def demand_own_modules(connection: Any) -> None:
    """Refuse code of applications that their specs do not say.

    Raises:
        ForeignCodeError: with the first that differs.
    """
    work = connection.transaction()
    await work.start()
    try:
        await connection.execute("set local search_path to ''")
        found = await code_of(connection, MODULES), await walls_of(connection, MODULES)
        specs = await connection.fetch(_SPECS)
        for schema in MODULES:
            if await connection.fetchval("select to_regnamespace($1) is not null", schema):
                await connection.execute(f"alter schema {schema} rename to restored_{schema}")
        await connection.execute("set local search_path to public")
        await connection.execute(bootstrap_sql())
        for row in specs:
            spec = AppSpec.model_validate(orjson.loads(row["spec"])).model_copy(update={"slug": row["slug"]})
            (create,) = (draft for draft in compile_sql(spec, row["prefix"]) if draft.path == CREATE)
            await connection.execute(create.text)
        await connection.execute("set local search_path to ''")
        made = await code_of(connection, MODULES), await walls_of(connection, MODULES)
    except ValueError as error:
        raise ForeignCodeError("the description of an application in it cannot be read.") from error
    except asyncpg.PostgresError as error:
        raise ForeignCodeError(f"an application in it is none that Sayso makes: {error}.") from error
    finally:
        await work.rollback()
    code, walls = made
    if not specs:  # an installation without applications may have none of what they share
        code, walls = code & found[0], {name: walls[name] for name in walls.keys() & found[1].keys()}
    _demand_same(found[0], code)
    _demand_walls(found[1], walls)


async def demand_own_platform(connection: Any, made: "Platform") -> None:
    """Refuse code of the platform that its migrations do not make, and anything beside the schemas of Sayso.

    Raises:
        ForeignCodeError: with the first that differs.
    """
    found = await platform_of(connection)
    _demand_same(found.around, made.around)
    _demand_same(found.code, made.code)
    _demand_walls(found.walls, made.walls)


@dataclass(frozen=True, slots=True)
class Platform:
    """The code of the platform's own tables, their walls, and what is beside them in the database."""

    code: Code
    walls: Walls
    around: Code


async def platform_of(connection: Any) -> Platform:
    """The platform as it is in a database."""
    async with connection.transaction():
        await connection.execute("set local search_path to ''")
        code = await code_of(connection, PLATFORM)
        walls = await walls_of(connection, PLATFORM)
        around = await connection.fetch(_AROUND, [*PLATFORM, *MODULES])
        return Platform(code, walls, frozenset(tuple(row) for row in around))


def _demand_same(found: Code, made: Code) -> None:
    """Refuse what is there and was not made, or is missing.

    Raises:
        ForeignCodeError: with the first that differs.
    """
    for kind, name, _ in sorted(found ^ made):
        is_known = any((kind, name) == (one[0], one[1]) for one in made)
        raise ForeignCodeError(
            f"the {kind} {name} in it is {'not as Sayso writes it' if is_known else 'none of Sayso’s'}."
        )


def _demand_walls(found: Walls, made: Walls) -> None:
    """Refuse tables whose row-level security or owner is another.

    Raises:
        ForeignCodeError: with the first that differs.
    """
    for name in sorted(made):
        if found.get(name) != made[name]:
            raise ForeignCodeError(f"the table {name} in it is not walled as Sayso walls it, or missing.")
