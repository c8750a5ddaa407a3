"""What a server does about changes that a crash interrupted."""

from sayso import evolution
from sayso.publishing.recovery import recover
from sayso.spec.model import AppSpec
from tests.support.postgres import TestDatabase

LEFT = "select count(*) from pg_class where starts_with(relname, '_new_')"


async def test_what_was_prepared_and_never_used_is_removed(database: TestDatabase, salon: AppSpec) -> None:
    await database.install(salon, "salon")
    admin = await database.admin()
    await admin.execute("create index _new_1a2b on apps.mod_salon_clients (name)")
    await recover(database.dsn)
    assert await admin.fetchval(LEFT) == 0


async def test_a_change_that_another_process_is_at_is_left_alone(
    database: TestDatabase, salon: AppSpec
) -> None:
    await database.install(salon, "salon")
    admin = await database.admin()
    await admin.execute("create index _new_1a2b on apps.mod_salon_clients (name)")
    async with evolution.turn(database.dsn, "salon"):
        await recover(database.dsn)
    assert await admin.fetchval(LEFT) == 1


async def test_a_database_that_does_not_answer_stops_nobody() -> None:
    await recover("postgresql://nobody@127.0.0.1:1/nothing")
