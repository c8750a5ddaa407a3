"""PostgreSQL keeps agencies apart in Sayso's own tables, whatever a query forgets to say."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any, TypeAlias
from uuid import UUID, uuid4

import asyncpg
import pytest

from sayso.db.database import PLATFORM_ROLE, Database
from sayso.db.migrate import migrate
from tests.conftest import BOTH
from tests.db.filled import Filled, Row, fill, insert
from tests.support.postgres import TestDatabase

Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record]"

PERSONAL = {"sessions", "refresh_tokens", "links", "identities"}
"""Tables whose rows belong to a user."""

SHARED = {"proof_passes", "proof_reports"}
"""Tables that hold nothing of anybody: digests of what was proved."""

BY_SITE = {"idempotency_keys"}
"""Tables that only the data API of modules uses."""

FOR_THE_START = {"installed_foundations", "alembic_version"}


@dataclass
class Two:
    """Two agencies that know nothing of each other, and a connection as the platform."""

    admin: Connection
    platform: Connection
    ours: Filled
    theirs: Filled

    @asynccontextmanager
    async def unit(self, agency: UUID | None, user: UUID | None = None) -> AsyncIterator[Connection]:
        """The platform's connection, set to an agency and a user; nothing of it stays."""
        transaction = self.platform.transaction()
        await transaction.start()
        try:
            await self.platform.execute(
                "select set_config('sayso.agency_id', $1, true), set_config('sayso.user_id', $2, true)",
                str(agency or ""),
                str(user or ""),
            )
            yield self.platform
        finally:
            await transaction.rollback()

    async def may(self, table: str, privilege: str) -> bool:
        """Whether the platform may do this to some column of a table."""
        asked = "select has_table_privilege($1, $2, $3)"
        if privilege in {"select", "update"}:
            asked = "select has_any_column_privilege($1, $2, $3)"
        return bool(await self.admin.fetchval(asked, PLATFORM_ROLE, table, privilege))


@pytest.fixture
async def two(each_database: TestDatabase) -> Two:
    await migrate(each_database.dsn)
    admin = await each_database.admin()
    ours, theirs = await fill(admin, "ours"), await fill(admin, "theirs")
    await admin.execute("insert into proof_passes (digest) values ('d')")
    return Two(admin, await each_database.connect(role=PLATFORM_ROLE), ours, theirs)


async def refused(connection: Connection, statement: str, *values: Any) -> bool:
    """Whether PostgreSQL refuses a statement for lack of rights, or changes nothing."""
    point = connection.transaction()
    await point.start()
    try:
        done = await connection.execute(statement, *values)
    except (asyncpg.InsufficientPrivilegeError, asyncpg.ForeignKeyViolationError):
        return True
    finally:
        await point.rollback()
    return done.endswith(" 0")


async def test_every_table_is_walled_and_filled_here(two: Two) -> None:
    found = await two.admin.fetch(
        "select relname, relrowsecurity from pg_class "
        "where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace"
    )
    assert {row["relname"] for row in found if not row["relrowsecurity"]} == set()
    known = {*two.ours.rows, *SHARED, *FOR_THE_START, "audit_log"}
    assert {row["relname"] for row in found} == known


async def test_a_table_that_names_its_agency_has_a_policy_for_it(two: Two) -> None:
    found = await two.admin.fetch(
        "select c.relname, (select string_agg(p.qual || coalesce(p.with_check, ''), ' ') from pg_policies p "
        "where p.tablename = c.relname and 'sayso_platform' = any (p.roles)) as rules "
        "from pg_attribute a join pg_class c on c.oid = a.attrelid "
        "where a.attname = 'agency_id' and c.relkind = 'r' and c.relnamespace = 'public'::regnamespace"
    )
    assert len(found) > 15
    for row in found:
        if row["relname"] not in PERSONAL:
            assert "agency_id = sayso_agency()" in (row["rules"] or ""), row["relname"]


async def test_each_table_shows_and_lets_change_only_rows_of_its_agency(two: Two) -> None:
    for table in owned(two.ours):
        async with two.unit(two.ours.agency, two.ours.user) as platform:
            if not await two.may(table, "select"):
                assert await refused(platform, f"delete from {table}"), table
                continue
            seen = await platform.fetch(f"select distinct agency_id from {table}")
            assert [row["agency_id"] for row in seen] == [two.ours.agency], table
            theirs = "where agency_id = $1"
            for statement in (
                f"update {table} set agency_id = $2 {theirs}",
                f"update {table} set agency_id = agency_id {theirs} and $2::uuid is not null",
                f"delete from {table} {theirs} and $2::uuid is not null",
            ):
                assert await refused(platform, statement, two.theirs.agency, two.ours.agency), statement


async def test_no_row_is_added_for_or_moved_to_another_agency(two: Two) -> None:
    tried = 0
    for table in owned(two.ours):
        async with two.unit(two.ours.agency, two.ours.user) as platform:
            moved = f"update {table} set agency_id = $1 where agency_id = $2"
            assert await refused(platform, moved, two.theirs.agency, two.ours.agency), table
            strange = renewed(two.theirs.rows[table])
            assert await is_insert_refused(platform, table, strange), table
            if await two.may(table, "insert"):
                own = two.ours.rows[table]
                is_emptied = await two.may(table, "delete")
                if is_emptied:
                    assert await platform.execute(f"delete from {table}") == "DELETE 1", table
                with suppress(asyncpg.UniqueViolationError):  # which is looked for after what may be added
                    await insert(platform, table, own if is_emptied else renewed(own))
                tried += 1
    assert tried > 6


async def test_no_row_points_to_what_another_agency_has(two: Two) -> None:
    """Checking a reference bypasses policies, so the reference itself has to carry the agency."""
    ours = await two.admin.fetch(
        "select conrelid::regclass::text as source, confrelid::regclass::text as target, "
        "(select array_agg(attname::text) from unnest(conkey) k join pg_attribute a "
        " on a.attnum = k and a.attrelid = conrelid) as columns "
        "from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace"
    )
    named = await two.admin.fetch(
        "select relname from pg_class c join pg_attribute a on a.attrelid = c.oid "
        "where a.attname = 'agency_id' and relkind = 'r' and relnamespace = 'public'::regnamespace"
    )
    referred = {row["relname"] for row in named}
    loose = {
        (row["source"], row["target"])
        for row in ours
        if row["source"] in referred and row["target"] in referred and "agency_id" not in row["columns"]
    }
    assert loose == {("sessions", "modules")}
    for table, column, to in (
        ("modules", "site_id", "sites"),
        ("member_roles", "member_id", "members"),
        ("changes", "base_id", "revisions"),
        ("invitations", "module_id", "modules"),
    ):
        with pytest.raises(asyncpg.ForeignKeyViolationError):
            await two.admin.execute(
                f"update {table} set {column} = $1 where agency_id = $2",
                UUID(two.theirs.rows[to]["id"]),
                two.ours.agency,
            )


async def test_personal_rows_are_seen_by_nobody_else(two: Two) -> None:
    for table in PERSONAL:
        async with two.unit(two.ours.agency, two.theirs.user) as platform:
            if await two.may(table, "select"):
                seen = await platform.fetch(f"select user_id from {table}")
                assert [row["user_id"] for row in seen] == [two.theirs.user], table
            assert await is_insert_refused(platform, table, renewed(two.ours.rows[table])), table
            for statement in (
                f"update {table} set user_id = user_id where user_id = $1",
                f"delete from {table} where user_id = $1",
            ):
                assert await refused(platform, statement, two.ours.user), statement


async def test_a_unit_knows_the_people_of_its_agency_and_no_password(two: Two) -> None:
    async with two.unit(two.ours.agency) as platform:
        assert [row["id"] for row in await platform.fetch("select id from users")] == [two.ours.user]
        assert await platform.fetchval("select name from agencies") == "ours"
        assert await refused(platform, "update users set name = 'x'")
        assert await refused(platform, "update agencies set name = 'x' where slug = 'theirs'")
        assert await refused(platform, "select password_hash from users")
    async with two.unit(two.ours.agency, two.ours.user) as platform:
        assert await platform.execute("update users set name = 'x'") == "UPDATE 1"
        for column in ("email", "password_hash", "is_active"):
            assert await refused(platform, f"update users set {column} = default")


async def test_without_an_agency_nothing_is_shown(two: Two) -> None:
    async with two.unit(None) as platform:
        for table in ("users", "agencies", *owned(two.ours), *PERSONAL, "audit_log"):
            if await two.may(table, "select"):
                assert await platform.fetch(f"select from {table}") == [], table
    assert await two.platform.fetch("select id from modules") == []


async def test_a_person_sees_the_agencies_they_belong_to_while_they_are_active_there(two: Two) -> None:
    await two.admin.execute(
        "insert into memberships values ($1, $2, 'viewer', true)", two.theirs.agency, two.ours.user
    )
    async with two.unit(two.ours.agency, two.ours.user) as platform:
        assert {row["slug"] for row in await platform.fetch("select slug from agencies")} == {
            "ours",
            "theirs",
        }
        assert len(await platform.fetch("select role from memberships")) == 2
        assert await refused(platform, "delete from memberships where agency_id = $1", two.theirs.agency)
        assert await platform.fetch("select id from modules where agency_id = $1", two.theirs.agency) == []
    await two.admin.execute("update memberships set is_active = false where role = 'viewer'")
    async with two.unit(two.ours.agency, two.ours.user) as platform:
        assert [row["slug"] for row in await platform.fetch("select slug from agencies")] == ["ours"]


async def test_the_platforms_role_cannot_step_around_its_walls(two: Two) -> None:
    role = await two.admin.fetchrow(
        "select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolcanlogin from pg_roles "
        "where rolname = $1",
        PLATFORM_ROLE,
    )
    assert role is not None
    assert not any(role.values())
    above = "select rolname from pg_roles r where r.rolname <> $1 and pg_has_role($1, r.oid, 'member')"
    assert await two.admin.fetch(above, PLATFORM_ROLE) == []
    owned_by = "select relname from pg_class where relowner = $1::regrole"
    assert await two.admin.fetch(owned_by, PLATFORM_ROLE) == []
    for statement in (
        "create table public.mine (id int)",
        "alter table modules disable row level security",
        "create policy open on modules using (true)",
        "select * from apps.anything",
        "truncate modules cascade",
        "set local row_security = off; select id from modules",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await two.platform.execute(statement)
    await two.platform.execute("reset role")
    assert await two.platform.fetchval("select current_user") == PLATFORM_ROLE


async def test_modules_reach_none_of_the_platforms_tables_but_their_own_two(two: Two) -> None:
    found = await two.admin.fetch(
        "select relname from pg_class c where relkind = 'r' and relnamespace = 'public'::regnamespace "
        "and (has_any_column_privilege('sayso_app', c.oid, 'select, insert, update') "
        "or has_table_privilege('sayso_app', c.oid, 'delete, truncate'))"
    )
    assert {row["relname"] for row in found} == {"files", "idempotency_keys"}


async def test_functions_say_where_they_look_and_are_not_for_everybody(two: Two) -> None:
    found = await two.admin.fetch(
        "select proname, prosecdef, has_function_privilege('public', oid, 'execute') as is_open, "
        "prosqlbody is not null or coalesce(proconfig::text, '') ~ 'search_path=.*pg_temp' as is_fixed "
        "from pg_proc where pronamespace = 'public'::regnamespace and starts_with(proname, 'sayso_')"
    )
    assert len(found) > 8
    assert [row["proname"] for row in found if row["is_open"] or not row["is_fixed"]] == []


@BOTH
async def test_who_asks_is_forgotten_with_the_transaction(two: Two, each_database: TestDatabase) -> None:
    database = Database(each_database.dsn)
    try:
        async with database.unit(two.ours.agency) as session:
            driver = await session.connection()
            asked = await driver.exec_driver_sql("select pg_backend_pid(), count(*) from modules")
            pid, count = asked.one()
        assert count == 1
        async with database.unit(None) as session:
            driver = await session.connection()
            asked = await driver.exec_driver_sql(
                "select pg_backend_pid(), count(*), current_setting('sayso.user_id') from modules"
            )
            assert asked.one() == (pid, 0, "")
    finally:
        await database.close()


def owned(filled: Filled) -> list[str]:
    """Tables whose rows belong to an agency."""
    return [table for table, row in filled.rows.items() if "agency_id" in row and table not in PERSONAL]


def renewed(row: Row) -> Row:
    """The row under another key."""
    fresh = {**row}
    for column in ("token_hash", "secret_hash", "path", "subject", "slug", "prefix"):
        if column in fresh:
            fresh[column] = uuid4().hex
    if "id" in fresh:
        fresh["id"] = str(uuid4())
    if "number" in fresh:
        fresh["number"] = 9
    return fresh


async def is_insert_refused(connection: Connection, table: str, row: Row) -> bool:
    point = connection.transaction()
    await point.start()
    try:
        await insert(connection, table, row)
    except asyncpg.InsufficientPrivilegeError:
        return True
    finally:
        await point.rollback()
    return False
