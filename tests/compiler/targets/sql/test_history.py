"""The history outlasts what a module is changed into; tried on both servers."""

import json
from uuid import UUID, uuid4

import asyncpg
import pytest

from sayso.compiler.targets.sql import create_logic, drop_logic
from sayso.spec.model import AppSpec
from tests.support.postgres import Person, TestDatabase
from tests.support.specs import entity, field, matrix, may, spec

OWNER = Person(role="owner")
CLERK = Person(site=OWNER.site, role="clerk")


def shelf(*fields: dict[str, object], name: str = "book", only: tuple[str, ...] = ("title",)) -> AppSpec:
    """A shelf of things whose ids stay what they are called; a clerk sees ``only`` these fields."""
    return spec(
        name="Shelf",
        entities=[
            entity(
                name,
                *({"id": f"fld_{place:06}", **value} for place, value in enumerate(fields)),
                id="ent_000001",
            )
        ],
        permissions=matrix("owner clerk", may("owner", name), may("clerk", name, "read", fields=[*only])),
    )


FIRST = shelf(field("title", required=True), field("pages"), field("shelf_mark"))


async def put_and_delete(database: TestDatabase, pages: str) -> UUID:
    async with database.acting(OWNER) as c:
        row: UUID = await c.fetchval(
            "insert into apps.mod_m_books (title, pages, shelf_mark) values ('Emma', $1, 'A1') returning id",
            pages,
        )
        await c.execute("delete from apps.mod_m_books")
    return row


async def change(database: TestDatabase, after: AppSpec, *tables: str) -> None:
    """Make the tables those of ``after`` by hand, and renew what stands on them."""
    admin = await database.admin()
    await admin.execute(drop_logic(FIRST, "m"))
    for statement in tables:
        await admin.execute(statement)
    await admin.execute(create_logic(after, "m"))


async def told(database: TestDatabase, person: Person, row: UUID) -> dict[str, object] | None:
    async with database.acting(person) as c:
        await c.set_type_codec("jsonb", schema="pg_catalog", encoder=str, decoder=json.loads)
        found = await c.fetchrow(
            "select entity, old from apps.mod_m_history_v where row_id = $1 and action = 'delete'", row
        )
        hidden = {"id", "site_id", "created_at", "updated_at", "created_by", "version"}
        return found and {
            "entity": found["entity"],
            **{name: value for name, value in found["old"].items() if name not in hidden},
        }


async def test_what_was_is_shown_under_the_names_of_today(each_database: TestDatabase) -> None:
    await each_database.install(FIRST, "m")
    row = await put_and_delete(each_database, "416")
    assert await told(each_database, OWNER, row) == {
        "entity": "book", "title": "Emma", "pages": "416", "shelf_mark": "A1",
    }  # fmt: skip
    assert await told(each_database, CLERK, row) == {"entity": "book", "title": "Emma"}
    after = shelf(field("name", required=True), field("pages"), name="novel", only=("name",))
    await change(
        each_database,
        after,
        "alter table apps.mod_m_books rename to mod_m_novels",
        "alter table apps.mod_m_novels rename title to name",
        "alter table apps.mod_m_novels rename shelf_mark to archived_fld_000002",
    )
    assert await told(each_database, OWNER, row) == {"entity": "novel", "name": "Emma", "pages": "416"}
    assert await told(each_database, CLERK, row) == {"entity": "novel", "name": "Emma"}
    async with each_database.acting(OWNER) as c:
        assert await c.fetchval("select apps.mod_m_restore('novel', $1)", row)
        assert await c.fetchval("select name from apps.mod_m_novels_v") == "Emma"


async def test_a_restored_row_is_cast_and_filled_with_defaults(each_database: TestDatabase) -> None:
    await each_database.install(FIRST, "m")
    row = await put_and_delete(each_database, "416")
    after = shelf(
        field("title", required=True),
        field("pages:integer"),
        field("shelf_mark"),
        field("state", required=True, default="as new"),
    )
    await change(
        each_database,
        after,
        "alter table apps.mod_m_books alter pages type bigint using pages::bigint",
        "alter table apps.mod_m_books add state text not null default 'as new'",
    )
    async with each_database.acting(OWNER) as c:
        assert await c.fetchval("select apps.mod_m_restore('book', $1)", row)
        assert tuple(await c.fetchrow("select pages, state from apps.mod_m_books_v")) == (416, "as new")


async def test_a_row_that_fits_no_more_is_refused_with_the_reason(each_database: TestDatabase) -> None:
    await each_database.install(FIRST, "m")
    row = await put_and_delete(each_database, "many")
    after = shelf(field("title", required=True), field("pages:integer"), field("shelf_mark"))
    await change(
        each_database, after, "alter table apps.mod_m_books alter pages type bigint using pages::bigint"
    )
    with pytest.raises(asyncpg.CheckViolationError, match=r'no longer fits.*"many"') as refused:
        async with each_database.acting(OWNER) as c:
            await c.fetchval("select apps.mod_m_restore('book', $1)", row)
    assert refused.value.constraint_name == "restore"


async def test_archived_columns_are_closed_to_requests(each_database: TestDatabase) -> None:
    await each_database.install(FIRST, "m")
    after = shelf(field("title", required=True), field("pages"), only=("title",))
    await change(
        each_database, after, "alter table apps.mod_m_books rename shelf_mark to archived_fld_000002"
    )
    for statement in (
        "select archived_fld_000002 from apps.mod_m_books",
        "update apps.mod_m_books set archived_fld_000002 = 'x'",
        "insert into apps.mod_m_books (title, archived_fld_000002) values ('x', 'x')",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with each_database.acting(OWNER) as c:
                await c.execute(statement)


async def test_a_migration_leaves_no_mark_on_the_rows_it_brings_into_shape(
    each_database: TestDatabase,
) -> None:
    await each_database.install(FIRST, "m")
    other = Person(role="owner")
    for person in (OWNER, other):
        async with each_database.acting(person) as c:
            await c.execute("insert into apps.mod_m_books (title) values ('Emma')")
    admin = await each_database.admin()
    async with admin.transaction():
        await admin.execute("set local sayso.migrating = 'on'; set local role sayso_mover")
        assert await admin.execute("update apps.mod_m_books set pages = '1'") == "UPDATE 2"
    assert await admin.fetchval("select max(version) from apps.mod_m_books") == 1
    assert await admin.fetchval("select count(*) from apps.mod_m_history where action = 'update'") == 0


async def test_a_request_cannot_pass_as_a_migration(each_database: TestDatabase) -> None:
    await each_database.install(FIRST, "m")
    admin = await each_database.admin()
    login = f"visitor_{uuid4().hex[:8]}"
    await admin.execute(f"create role {login} login; grant sayso_app to {login}")
    try:
        stranger = await asyncpg.connect(each_database.dsn, user=login)
        await stranger.execute("set sayso.migrating = 'on'")
        assert not await stranger.fetchval("select apps.is_migrating()")
        await stranger.close()
    finally:
        await admin.execute(f"drop role {login}")
    async with each_database.acting(OWNER) as c:
        await c.execute("set local sayso.migrating = 'on'")
        await c.execute("insert into apps.mod_m_books (title) values ('Emma')")
        await c.execute("update apps.mod_m_books set pages = '1'")
        assert await c.fetchval("select version from apps.mod_m_books_v") == 2
        assert await c.fetchval("select count(*) from apps.mod_m_history_v") == 2
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await c.execute("select * from apps_archive.mod_m_values")
