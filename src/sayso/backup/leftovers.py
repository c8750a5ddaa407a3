"""What a refused dump has left on a server beside tables, and how it is taken away again.

Roles, memberships and settings belong to the server or to its database, and a dump that ends its transaction
itself makes them for good, where the user of ``DATABASE_URL`` may make such things. So they are looked at
before the dump is loaded, by a connection that lasts, and what is new afterwards is removed.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import asyncpg

from sayso.backup.programs import environment

_ROLES = "select quote_ident(rolname), rolcreaterole, rolcreatedb, rolcanlogin, rolconnlimit from pg_roles"
_MEMBERS = """
select quote_ident(r.rolname), quote_ident(m.rolname) from pg_auth_members a
join pg_roles r on r.oid = a.roleid join pg_roles m on m.oid = a.member
"""
_SETTINGS = """
select case when s.setrole = 0 then '' else 'role ' || quote_ident(r.rolname) end,
  case when d.oid is null then '' else 'database ' || quote_ident(d.datname) end,
  quote_ident(split_part(one, '=', 1)),
  format('%L, %L', split_part(one, '=', 1), substr(one, strpos(one, '=') + 1))
from pg_db_role_setting s cross join unnest(s.setconfig) as one left join pg_roles r on r.oid = s.setrole
left join pg_database d on d.oid = s.setdatabase
"""
_THINGS = """
select 'schema', quote_ident(nspname) from pg_namespace where nspname !~ '^pg_'
union all select 'extension', quote_ident(extname) from pg_extension
union all select 'publication', quote_ident(pubname) from pg_publication
union all select 'server', quote_ident(srvname) from pg_foreign_server
"""
_DATABASE = "select quote_ident(datname), datconnlimit from pg_database where datname = current_database()"
_RIGHTS = """
select case a.grantee when 0 then 'public' else a.grantee::regrole::text end, a.privilege_type
from pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
where d.datname = current_database() and a.grantee <> d.datdba
"""
_CAN = ("createrole", "createdb", "login")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What lies around the tables of a database; names as SQL writes them."""

    roles: Mapping[str, tuple[bool, bool, bool, int]]
    members: frozenset[tuple[str, str]]
    settings: Mapping[tuple[str, str, str], str]
    things: frozenset[tuple[str, str]]
    rights: frozenset[tuple[str, str]]
    database: tuple[str, int]


async def look_around(connection: Any) -> Surroundings:
    """What is around the tables at this moment."""
    roles = await connection.fetch(_ROLES)
    settings = await connection.fetch(_SETTINGS)
    return Surroundings(
        {name: tuple(rest) for name, *rest in roles},
        frozenset(tuple(row) for row in await connection.fetch(_MEMBERS)),
        {(role, database, name): said for role, database, name, said in settings},
        frozenset(tuple(row) for row in await connection.fetch(_THINGS)),
        frozenset(tuple(row) for row in await connection.fetch(_RIGHTS)),
        tuple(await connection.fetchrow(_DATABASE)),
    )


async def take_away(connection: Any, dsn: str, before: Surroundings) -> list[str]:
    """Have the surroundings be as before, and the user of ``dsn`` let in by its password.

    Gives what could not be undone, in words of SQL.
    """
    await connection.execute("reset all; set search_path to ''")
    left: list[str] = []
    for statement in _undoing(before, await look_around(connection)):
        try:
            await connection.execute(statement)
        except asyncpg.PostgresError:
            left.append(statement)
    await _let_in(connection, dsn)
    return left


def _undoing(before: Surroundings, now: Surroundings) -> Iterator[str]:
    yield from _of_database(before, now)
    yield from _of_settings(before, now)
    for kind, name in sorted(now.things - before.things):
        yield f"drop {kind} {name} cascade"
    yield from _of_roles(before, now)


def _of_database(before: Surroundings, now: Surroundings) -> Iterator[str]:
    name, most = before.database
    if now.database != before.database:
        yield f"alter database {name} connection limit {most}"
    for role, right in sorted(now.rights - before.rights):
        yield f"revoke {right} on database {name} from {role} cascade"
    for role, right in sorted(before.rights - now.rights):
        yield f"grant {right} on database {name} to {role}"


def _of_settings(before: Surroundings, now: Surroundings) -> Iterator[str]:
    for (role, place, name), said in sorted(before.settings.items() ^ now.settings.items()):
        where = f"{role} in {place}" if role and place else role or place
        if (role, place, name) not in before.settings:
            yield f"alter {where} reset {name}"
        elif before.settings[role, place, name] == said:
            yield f"select set_config({said}, false)"
            yield f"alter {where} set {name} from current"


def _of_roles(before: Surroundings, now: Surroundings) -> Iterator[str]:
    new = sorted(now.roles.keys() - before.roles.keys())
    for role, member in sorted(now.members - before.members):
        if role not in new and member not in new:
            yield f"revoke {role} from {member} cascade"
    for name in new:
        yield f"grant {name} to current_user; drop owned by {name} cascade; drop role {name}"
    for name, (*could, most) in sorted(before.roles.items()):
        if name in now.roles and now.roles[name] != (*could, most):
            can = " ".join(word if yes else f"no{word}" for word, yes in zip(_CAN, could, strict=True))
            yield f"alter role {name} {can} connection limit {most}"


async def _let_in(connection: Any, dsn: str) -> None:
    """Set the password that the address has, where it opens nothing any more."""
    try:
        opened = await asyncpg.connect(dsn)
    except asyncpg.InvalidAuthorizationSpecificationError:
        password = environment(dsn)[1].get("PGPASSWORD")
        if password:
            literal = await connection.fetchval("select quote_literal($1::text)", password)
            with suppress(asyncpg.PostgresError):
                await connection.execute(f"alter role current_user password {literal}")
        return
    await opened.close()
