"""Preparing, switching, finishing and sweeping, with migrations written by hand."""

import asyncio
import time

import asyncpg
import pytest

from sayso.errors import ConflictError
from sayso.evolution import finish, finish_all, prepare, sweep, switch, switching, turn
from sayso.evolution.advisory_lock import BusyError
from tests.evolution.conftest import TABLE, Demo, migration

INDEX = f"create index concurrently if not exists _new_1a2b on {TABLE} (site_id, name)"
UNIQUE = f"create unique index concurrently if not exists _new_3c4d on {TABLE} (name)"


async def test_an_index_is_built_before_the_switch_and_named_in_it(demo: Demo) -> None:
    change = migration(
        prepare=(INDEX,), switch="alter index if exists apps._new_1a2b rename to mod_demo_things_name_idx"
    )
    said: list[tuple[str, float]] = []
    await prepare(demo.dsn, change, lambda sentence, share: said.append((sentence, share)))
    await prepare(demo.dsn, change)
    assert await demo.indexes() == {"_new_1a2b": True}
    assert said[0] == ("Building an index", 0.0)
    async with demo.connection.transaction():
        await switch(demo.connection, change, prefix="demo")
    assert await demo.indexes() == {"mod_demo_things_name_idx": True}
    assert await sweep(demo.dsn, "demo") == 0


async def test_an_index_that_an_interrupted_build_left_invalid_is_made_anew(demo: Demo) -> None:
    await demo.connection.execute(INDEX)
    await demo.superuser.execute(
        "update pg_index set indisvalid = false where indexrelid = 'apps._new_1a2b'::regclass"
    )
    await prepare(demo.dsn, migration(prepare=(INDEX,)))
    assert await demo.indexes() == {"_new_1a2b": True}


async def test_duplicates_that_came_meanwhile_are_named_and_leave_no_index(demo: Demo) -> None:
    with pytest.raises(ConflictError, match=r"same value came in meanwhile.*thing") as caught:
        await prepare(demo.dsn, migration(prepare=(UNIQUE,)))
    assert "plan" in caught.value.hint
    assert await demo.indexes() == {}


async def test_preparing_waits_for_a_long_transaction_that_holds_the_table(demo: Demo) -> None:
    other = await asyncpg.connect(demo.dsn)
    transaction = other.transaction()
    await transaction.start()
    await other.execute(f"lock table {TABLE} in access exclusive mode")

    async def let_go() -> None:
        await asyncio.sleep(1.2)
        await transaction.rollback()

    waiting = asyncio.create_task(let_go())
    check = f"alter table {TABLE} add constraint _new_c check (name is not null) not valid"
    await prepare(demo.dsn, migration(prepare=(check,)))
    await waiting
    await other.close()
    assert await sweep(demo.dsn, "demo") == 1


async def test_a_switch_that_fails_changes_nothing(demo: Demo) -> None:
    change = migration(switch=f"alter table {TABLE} rename name to title; select 1 / 0", finish=("select 1",))
    with pytest.raises(asyncpg.DivisionByZeroError):
        async with demo.connection.transaction():
            await switch(demo.connection, change, prefix="demo")
    assert await demo.columns() == ["id", "site_id", "name", "note"]
    await finish_all(demo.dsn)


async def test_a_switch_is_tried_again_while_somebody_reads_for_long(demo: Demo) -> None:
    change = migration(switch=f"alter table {TABLE} rename name to title")
    reader = await asyncpg.connect(demo.dsn)
    reading = reader.transaction()
    await reading.start()
    await reader.fetch(f"select * from {TABLE}")
    attempts = 0

    async def transaction() -> None:
        nonlocal attempts
        attempts += 1
        connection = await asyncpg.connect(demo.dsn)
        try:
            async with connection.transaction():
                await switch(connection, change, prefix="demo")
        finally:
            await connection.close()

    with pytest.raises(BusyError, match="could not be done"):
        await switching(transaction, seconds=0.8)
    assert attempts >= 1
    assert await demo.columns() == ["id", "site_id", "name", "note"]
    before = attempts

    async def let_go() -> None:
        while attempts < before + 2:  # noqa: ASYNC110 - the third attempt finds nobody in its way
            await asyncio.sleep(0.02)
        await reading.rollback()

    waiting = asyncio.create_task(let_go())
    await switching(transaction)
    await waiting
    await reader.close()
    assert attempts > before + 1
    assert await demo.columns() == ["id", "site_id", "title", "note"]


async def test_a_switch_outside_a_transaction_is_a_mistake(demo: Demo) -> None:
    with pytest.raises(AssertionError, match="transaction"):
        await switch(demo.connection, migration(), prefix="demo")


async def test_triggers_know_a_migration_and_requests_afterwards_are_none(demo: Demo) -> None:
    change = migration(
        switch=f"update {TABLE} set note = current_setting('sayso.migrating')", tables=(TABLE,)
    )
    async with demo.connection.transaction():
        await switch(demo.connection, change, prefix="demo")
        assert await demo.connection.fetchval("select current_setting('sayso.migrating')") == "off"
    assert await demo.connection.fetchval(f"select distinct note from {TABLE}") == "on"


async def test_what_a_switch_left_is_finished_by_whoever_comes_next(demo: Demo) -> None:
    check = f"alter table {TABLE} add constraint kept check (name <> '') not valid"
    change = migration(switch=check, finish=(f"alter table {TABLE} validate constraint kept",))
    async with demo.connection.transaction():
        await switch(demo.connection, change, prefix="demo")
    is_checked = "select convalidated from pg_constraint where conname = 'kept'"
    assert not await demo.connection.fetchval(is_checked)
    await finish_all(demo.dsn)
    assert await demo.connection.fetchval(is_checked)
    assert await finish(demo.dsn, "demo") == ()


async def test_rows_that_do_not_hold_leave_the_constraint_for_new_rows_only(demo: Demo) -> None:
    check = f"alter table {TABLE} add constraint kept check (name <> 'thing 1') not valid"
    change = migration(switch=check, finish=(f"alter table {TABLE} validate constraint kept",))
    async with demo.connection.transaction():
        await switch(demo.connection, change, prefix="demo")
    refused = await finish(demo.dsn, "demo")
    assert len(refused) == 1
    assert "kept" in refused[0]
    assert await finish(demo.dsn, "demo") == ()
    with pytest.raises(asyncpg.CheckViolationError):
        await demo.connection.execute(f"insert into {TABLE} (name) values ('thing 1')")


async def test_sweeping_removes_leftovers_of_this_module_and_nothing_else(demo: Demo) -> None:
    await demo.connection.execute("create table apps.mod_demo2_things (id int, name text)")
    await demo.connection.execute("create index _new_other on apps.mod_demo2_things (name)")
    await demo.connection.execute(f"create index kept_idx on {TABLE} (note)")
    await demo.connection.execute(INDEX)
    await demo.connection.execute(f"alter table {TABLE} add column _new_5e6f bigint")
    assert await sweep(demo.dsn, "demo") == 2
    assert await demo.indexes() == {"kept_idx": True}
    assert await demo.columns() == ["id", "site_id", "name", "note"]
    assert await demo.connection.fetchval("select to_regclass('apps._new_other')") is not None


async def test_one_module_is_changed_by_one_at_a_time(demo: Demo) -> None:
    async with turn(demo.dsn, "demo"):
        with pytest.raises(ConflictError, match="being changed right now"):
            async with turn(demo.dsn, "demo"):
                pass
        async with turn(demo.dsn, "other"):
            pass
    started = time.monotonic()
    async with turn(demo.dsn, "demo", wait=5):
        assert time.monotonic() - started < 2
