"""Modules that an earlier Sayso installed become what today's would have made, with everything in them."""

from uuid import uuid4

import pytest

from sayso import evolution
from sayso.compiler.targets.sql import bootstrap_sql
from sayso.evolution import renewal
from sayso.evolution.generations import GENERATION
from sayso.proofs.catalogue import catalogue
from sayso.spec.model import AppSpec
from tests.evolution.earlier import CASES, SALON, Earlier, install_today
from tests.support.postgres import Person, TestDatabase


async def renew(database: TestDatabase, spec: AppSpec, prefix: str, generation: int = 1) -> None:
    admin = await database.admin()
    await admin.execute(bootstrap_sql())
    migration = await renewal.renewal_of(admin, spec, prefix, generation=generation)
    await evolution.prepare(database.dsn, migration)

    async def transaction() -> None:
        async with admin.transaction():
            await evolution.switch(admin, migration, prefix=prefix)

    await evolution.switching(transaction)


@pytest.mark.parametrize("earlier", CASES, ids=lambda case: case.name)
async def test_the_catalogue_becomes_that_of_a_fresh_module(
    each_database: TestDatabase, earlier: Earlier
) -> None:
    admin = await each_database.admin()
    await earlier.install(admin)
    await renew(each_database, earlier.spec, earlier.prefix)
    renewed = await catalogue(admin, earlier.prefix)
    await admin.execute("drop schema apps cascade; drop schema apps_archive cascade")
    await install_today(each_database, earlier)
    fresh = await catalogue(admin, earlier.prefix)
    for what in fresh:
        assert renewed[what] == fresh[what]


async def test_what_was_shown_in_the_history_is_shown_again(each_database: TestDatabase) -> None:
    admin = await each_database.admin()
    await SALON.install(admin)
    owner = Person(role="owner")
    async with each_database.acting(owner) as c:
        row = await c.fetchval("insert into apps.mod_salon_clients (name) values ('Ada') returning id")
        await c.execute("update apps.mod_salon_clients set name = 'Ada Lovelace' where id = $1", row)
        await c.execute("delete from apps.mod_salon_clients where id = $1", row)
    seen = "select entity, action, old ->> 'name' as old, new ->> 'name' as new from apps.mod_salon_history_v"
    async with each_database.acting(owner) as c:
        before = await c.fetch(f"{seen} order by id")
    await renew(each_database, SALON.spec, "salon")
    async with each_database.acting(owner) as c:
        assert await c.fetch(f"{seen} order by id") == before
        assert len(before) == 3
        assert await c.fetchval("select apps.mod_salon_restore('client', $1)", row)
        assert await c.fetchval("select name from apps.mod_salon_clients_v") == "Ada Lovelace"
    client = next(entity for entity in SALON.spec.entities if entity.name == "client")
    name = next(field.id for field in client.fields if field.name == "name")
    kept = "select array_agg(distinct entity || coalesce(old ->> $1, '')) from apps.mod_salon_history"
    assert f"{client.id}Ada Lovelace" in await admin.fetchval(kept, name)


async def test_renewing_twice_changes_nothing(database: TestDatabase) -> None:
    admin = await database.admin()
    await SALON.install(admin)
    await renew(database, SALON.spec, "salon")
    once = await catalogue(admin, "salon")
    await renew(database, SALON.spec, "salon")
    assert await catalogue(admin, "salon") == once
    await renew(database, SALON.spec, "salon", GENERATION)
    assert await catalogue(admin, "salon") == once


async def test_the_owner_of_a_database_renews_modules_without_being_superuser(
    each_database: TestDatabase,
) -> None:
    admin = await each_database.admin()
    await SALON.install(admin)
    async with each_database.acting(Person(role="owner")) as c:
        await c.execute("insert into apps.mod_salon_clients (name) values ('Ada')")
    await admin.execute(bootstrap_sql())
    name = f"landlord_{uuid4().hex[:8]}"
    await admin.execute(f"create role {name} login")
    await admin.execute(f"grant sayso_owner, sayso_keeper, sayso_app, sayso_mover to {name}")
    try:
        landlord = await each_database.connect(role=name)
        migration = await renewal.renewal_of(landlord, SALON.spec, "salon", generation=1)
        async with landlord.transaction():
            await landlord.execute(migration.script.replace("reset role", f"set role {name}"))
        kept = await admin.fetchval("select entity from apps.mod_salon_history")
        assert kept == next(entity.id for entity in SALON.spec.entities if entity.name == "client")
    finally:
        await admin.execute(f"drop role {name}")
