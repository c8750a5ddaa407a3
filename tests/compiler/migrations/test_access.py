"""Who may see rows after a migration, and who may carry one out."""

import asyncpg
import pytest

from sayso.compiler.migrations import migrate, transforms_of
from sayso.compiler.targets.sql import compile_sql
from sayso.spec.edits import EDITS, apply
from sayso.spec.model import AppSpec
from tests.compiler.migrations.conftest import OpenLab
from tests.support.postgres import Person
from tests.support.servers import TestServer
from tests.support.specs import entity, field, matrix, may, spec


def library() -> AppSpec:
    return spec(
        entities=[entity("book", "title", field("author", id="fld_author"), id="ent_book00")],
        permissions=matrix(
            "owner guest", may("owner", "book"), may("guest", "book", "read", fields=["title"])
        ),
    )


RENAME = {"op": "rename", "kind": "entity", "target": "ent_book00", "name": "work"}
RETYPE = {"op": "retype", "target": "fld_author", "type": "integer"}
REMOVE = {"op": "remove", "kind": "field", "target": "fld_author"}
SPLIT = {"op": "split_entity", "target": "fld_author"}


async def test_members_see_their_site_and_their_fields_only(open_lab: OpenLab) -> None:
    lab = await open_lab(library())
    await lab.insert("book", {"title": "Emma", "author": "7"})
    await lab.change(RENAME, RETYPE)
    names = lab.names
    view = names.qualified(names.view("work"))
    for person, seen in (
        (Person(lab.site, role="owner"), [("Emma", 7)]),
        (Person(lab.site, role="guest"), [("Emma", None)]),
        (Person(role="owner"), []),
    ):
        async with lab.database.acting(person) as connection:
            rows = await connection.fetch(f"select title, author from {view}")
            assert [tuple(row) for row in rows] == seen


async def test_nobody_reads_the_archive_through_a_request(open_lab: OpenLab) -> None:
    lab = await open_lab(library())
    await lab.insert("book", {"title": "Emma", "author": "7"})
    await lab.change(RETYPE)
    await lab.change(REMOVE)
    for query in (
        f"select archived_fld_author from {lab.table('book')}",
        "select * from apps_archive.mod_lab_values",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with lab.database.acting(Person(lab.site, role="owner")) as connection:
                await connection.fetch(query)


async def test_who_owns_the_database_migrates_without_being_superuser(server: TestServer) -> None:
    admin = await asyncpg.connect(server.dsn_of("postgres"))
    await admin.execute("drop database if exists hosted_migrations with (force)")
    if not await admin.fetchval("select exists (select from pg_roles where rolname = 'hosted_owner')"):
        await admin.execute("create role hosted_owner login createrole")
    roles = "sayso_owner, sayso_keeper, sayso_app, sayso_mover"
    known = await admin.fetchval("select count(*) from pg_roles where rolname = any ($1)", roles.split(", "))
    if known == 4:
        await admin.execute(f"grant {roles} to hosted_owner")
    await admin.execute("create database hosted_migrations owner hosted_owner")
    try:
        hosted = await asyncpg.connect(server.dsn_of("hosted_migrations"))
        await hosted.execute("set session authorization hosted_owner")
        before = library()
        for draft in compile_sql(before, "lab"):
            if draft.path.startswith("migrations/"):
                await hosted.execute(draft.text)
        await hosted.execute(
            "reset session authorization; "
            "insert into apps.mod_lab_books (site_id, title, author) "
            "values (gen_random_uuid(), 'Emma', 'Austen'); "
            "set session authorization hosted_owner"
        )
        edits = EDITS.validate_python([SPLIT])
        after = apply(before, edits).spec
        there = migrate(before, after, prefix="lab", transforms=transforms_of(edits, before))
        back = migrate(
            after,
            before,
            prefix="lab",
            archive=there.leaves,
            transforms=transforms_of(edits, before, backward=True),
        )
        for migration, query, found in (
            (there, "select name from apps.mod_lab_authors", "Austen"),
            (back, "select author from apps.mod_lab_books", "Austen"),
        ):
            async with hosted.transaction():
                await hosted.execute(migration.script)
            await hosted.execute("reset session authorization")
            assert await hosted.fetchval(query) == found
            await hosted.execute("set session authorization hosted_owner")
        await hosted.close()
    finally:
        await admin.execute("drop database if exists hosted_migrations with (force)")
        await admin.close()
