"""Row-level security leaves indexes in use, and reads its settings once for each statement."""

from uuid import uuid4

import pytest

from sayso.compiler.targets.sql import bootstrap_sql
from sayso.spec.model import AppSpec
from tests.support.postgres import Person, TestDatabase
from tests.support.servers import TestServer

from .modules import workshop

ROWS = 100_000


async def plan(database: TestDatabase, person: Person, sql: str) -> str:
    async with database.acting(person) as c:
        return "\n".join(row[0] for row in await c.fetch(f"explain (analyze, costs off) {sql}"))


async def test_a_list_among_many_rows_reads_only_its_page(database: TestDatabase, salon: AppSpec) -> None:
    await database.install(salon, "salon")
    owner = Person(role="owner")
    admin = await database.admin()
    await admin.execute("alter table apps.mod_salon_clients disable trigger user")
    await admin.executemany(
        "insert into apps.mod_salon_clients (site_id, name, created_at) "
        "select $1, 'C' || i, now() - i * interval '1 minute' from generate_series(1, $2::int) i",
        [(owner.site, ROWS), (uuid4(), ROWS // 10)],
    )
    await admin.execute("analyze apps.mod_salon_clients")
    for order, index in (
        ("created_at desc, id desc", "created_at_idx"),
        ("created_at, id", "created_at_idx"),
    ):
        told = await plan(
            database, owner, f"select * from apps.mod_salon_clients_v order by {order} limit 20"
        )
        assert f"mod_salon_clients_{index}" in told
        assert "Index Cond: (site_id = " in told
        assert "Sort" not in told
        assert "rows=20" in told
    told = await plan(database, owner, "select * from apps.mod_salon_clients_v where lower(email) = 'x'")
    assert "mod_salon_clients_email_key" in told


async def test_own_rows_are_found_by_an_index(database: TestDatabase) -> None:
    await database.install(workshop(), "w")
    person = Person(role="mechanic")
    told = await plan(database, person, "select id from apps.mod_w_lines_v")
    assert "hashed SubPlan" in told


@pytest.mark.parametrize("server", ["postgres", pytest.param("postgres_15", marks=pytest.mark.deep)])
async def test_the_owner_of_a_database_installs_modules_without_being_superuser(
    server: str, request: pytest.FixtureRequest
) -> None:
    running: TestServer = request.getfixturevalue(server)
    from tests.support.postgres import fresh_database

    async with fresh_database(running) as database:
        admin = await database.admin()
        await admin.execute("drop schema apps cascade")
        name = f"landlord_{uuid4().hex[:8]}"
        await admin.execute(f"create role {name} login createrole")
        await admin.execute(f"grant sayso_owner, sayso_keeper, sayso_app, sayso_mover to {name}")
        database_name = await admin.fetchval("select current_database()")
        await admin.execute(f"alter database {database_name} owner to {name}")
        landlord = await database.connect(role=name)
        await landlord.execute(bootstrap_sql())
        from sayso.compiler.targets.sql import CREATE, compile_sql

        create = next(draft for draft in compile_sql(workshop(), "w") if draft.path == CREATE)
        await landlord.execute(create.text)
        async with database.acting(Person(role="owner")) as c:
            await c.execute("insert into apps.mod_w_notes (text) values ('x')")
        async with database.acting(Person(role="owner")) as c:
            assert await c.fetchval("select count(*) from apps.mod_w_notes_v") == 0
        await database.close()
        postgres = await database.connect()
        await postgres.execute(
            f"alter database {database_name} owner to postgres; "
            f"reassign owned by {name} to postgres; drop owned by {name}; drop role {name}"
        )
