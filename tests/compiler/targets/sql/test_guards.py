"""Flows, rules, overlaps, references and history: tried as ``sayso_app`` on both servers."""

import asyncio
from dataclasses import replace
from uuid import uuid4

import asyncpg
import pytest

from sayso.compiler.identifiers import ModuleNames
from sayso.compiler.targets.sql import DROP, bootstrap_sql, compile_sql
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec
from tests.support.postgres import Person, TestDatabase

from .modules import hostile, workshop
from .test_permissions import DENIED, Salon

BOOKING = (
    "insert into apps.mod_salon_appointments (client_id, stylist_id, service_id, starts_at) "
    "values ($1, $2, $3, $4::text::timestamptz) returning id"
)


@pytest.fixture
async def shop(each_database: TestDatabase, salon: AppSpec) -> Salon:
    await each_database.install(salon, "salon")
    return await Salon(each_database).open()


async def move(shop: Salon, person: Person, state: str) -> None:
    async with shop.database.acting(person) as c:
        done = await c.execute(
            "update apps.mod_salon_appointments set status = $1 where id = $2", state, shop.booking
        )
        assert done == "UPDATE 1"


async def test_rows_move_along_transitions_only(shop: Salon) -> None:
    with pytest.raises(asyncpg.CheckViolationError, match="cannot go from “Booked” to “Done”") as refused:
        await move(shop, shop.owner, "done")
    assert refused.value.constraint_name == "appointment_transition"
    with pytest.raises(asyncpg.CheckViolationError):
        await move(shop, shop.owner, "invented")
    await move(shop, shop.mia, "confirmed")
    await move(shop, shop.mia, "confirmed")


async def test_a_transition_is_for_its_roles_and_its_guard(shop: Salon) -> None:
    await move(shop, shop.mia, "confirmed")
    with pytest.raises(DENIED, match="Mark as no-show"):
        await move(shop, shop.mia, "no_show")
    with pytest.raises(asyncpg.CheckViolationError, match="not possible now: “Finish”") as refused:
        await move(shop, shop.mia, "done")
    assert refused.value.constraint_name == "appointment_transition"
    async with shop.database.acting(shop.owner) as c:
        await c.execute("update apps.mod_salon_appointments set starts_at = now() - interval '1 day'")
    await move(shop, shop.mia, "done")


async def test_rows_start_at_the_beginning_unless_the_role_may_do_anything(shop: Salon) -> None:
    insert = (
        "insert into apps.mod_salon_appointments (client_id, stylist_id, service_id, starts_at, status) "
        "values ($1, $2, $3, '2031-01-01', 'done')"
    )
    with pytest.raises(asyncpg.CheckViolationError, match="starts as “Booked”"):
        async with shop.database.acting(shop.mia) as c:
            await c.execute(insert, shop.client, shop.mia_id, shop.service)
    async with shop.database.acting(shop.owner) as c:
        await c.execute(insert, shop.client, shop.mia_id, shop.service)


async def test_overlaps_are_refused_and_neighbours_and_cancelled_ones_are_not(shop: Salon) -> None:
    async def book(person: Person, stylist: object, at: str) -> object:
        async with shop.database.acting(person) as c:
            return await c.fetchval(BOOKING, shop.client, stylist, shop.service, at)

    for at in ("2030-01-01 09:45Z", "2030-01-01 10:00Z", "2030-01-01 10:29Z"):
        with pytest.raises(asyncpg.CheckViolationError, match="already has an appointment") as refused:
            await book(shop.mia, shop.mia_id, at)
        assert refused.value.constraint_name == "no_double_booking"
        assert refused.value.table_name == "mod_salon_appointments"
    await book(shop.mia, shop.mia_id, "2030-01-01 10:30Z")
    await book(shop.mia, shop.mia_id, "2030-01-01 09:30Z")
    await book(shop.owner, shop.zoe_id, "2030-01-01 10:00Z")
    await move(shop, shop.mia, "cancelled")
    again = await book(shop.mia, shop.mia_id, "2030-01-01 10:00Z")
    assert again
    with pytest.raises(asyncpg.CheckViolationError):
        async with shop.database.acting(shop.owner) as c:
            await c.execute(
                "update apps.mod_salon_appointments set stylist_id = $1 where id = $2", shop.zoe_id, again
            )
    stranger = await Salon(shop.database).open()
    assert stranger.booking


async def test_two_writers_at_once_cannot_both_book_the_same_time(shop: Salon) -> None:
    first, second = [await shop.database.connect_as(shop.mia) for _ in range(2)]
    booking = (shop.client, shop.mia_id, shop.service, "2032-05-05 08:00Z")
    for _ in range(3):
        transaction = first.transaction()
        await transaction.start()
        await first.execute(BOOKING, *booking)
        waiting = asyncio.create_task(second.execute(BOOKING, *booking))
        await asyncio.sleep(0.05)
        assert not waiting.done()
        await transaction.commit()
        with pytest.raises(asyncpg.CheckViolationError, match="already has an appointment"):
            await waiting
        async with shop.database.acting(shop.owner) as c:
            await c.execute("delete from apps.mod_salon_appointments where starts_at > '2032-01-01'")


async def test_many_writers_at_once_leave_one_booking(shop: Salon) -> None:
    connections = [await shop.database.connect_as(shop.mia) for _ in range(8)]
    tries = (
        c.execute(BOOKING, shop.client, shop.mia_id, shop.service, "2033-01-01 08:00Z") for c in connections
    )
    outcomes = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(outcome == "INSERT 0 1" for outcome in outcomes) == 1
    assert sum(isinstance(outcome, asyncpg.CheckViolationError) for outcome in outcomes) == 7


async def test_a_broken_rule_says_its_message_and_is_only_asked_when_its_values_change(
    each_database: TestDatabase,
) -> None:
    await each_database.install(workshop(), "w")
    owner = Person(role="owner")
    async with each_database.acting(owner) as c:
        mechanic = await c.fetchval("insert into apps.mod_w_mechanics (name) values ('M') returning id")
        await c.execute(
            "insert into apps.mod_w_jobs (title, mechanic_id, price) values ('J', $1, 1000)", mechanic
        )
        assert await c.fetchval("select double_price from apps.mod_w_jobs_v") == 2000
    with pytest.raises(asyncpg.CheckViolationError) as refused:
        async with each_database.acting(owner) as c:
            await c.execute("update apps.mod_w_jobs set price = 1001")
    assert refused.value.constraint_name == "price_is_fair"
    assert refused.value.message == "It's too dear — “really”."
    admin = await each_database.admin()
    await admin.execute("alter table apps.mod_w_jobs disable trigger check_rules")
    await admin.execute("update apps.mod_w_jobs set price = 5000")
    await admin.execute("alter table apps.mod_w_jobs enable trigger check_rules")
    async with each_database.acting(owner) as c:
        assert await c.execute("update apps.mod_w_jobs set title = 'K'") == "UPDATE 1"


async def test_deleting_a_parent_restricts_cascades_or_clears(each_database: TestDatabase) -> None:
    await each_database.install(workshop(), "w")
    owner = Person(role="owner")
    async with each_database.acting(owner) as c:
        mechanic = await c.fetchval("insert into apps.mod_w_mechanics (name) values ('M') returning id")
        bay = await c.fetchval("insert into apps.mod_w_bays (name) values ('B') returning id")
        job = await c.fetchval(
            "insert into apps.mod_w_jobs (title, mechanic_id, bay_id) values ('J', $1, $2) returning id",
            mechanic,
            bay,
        )
        await c.execute("insert into apps.mod_w_lines (text, job_id) values ('L', $1)", job)
        await c.execute(
            "insert into apps.mod_w_job_crew (job_id, mechanic_id) values ($1, $2)", job, mechanic
        )
    with pytest.raises(asyncpg.ForeignKeyViolationError):
        async with each_database.acting(owner) as c:
            await c.execute("delete from apps.mod_w_mechanics")
    async with each_database.acting(owner) as c:
        await c.execute("delete from apps.mod_w_bays")
        row = await c.fetchrow("select site_id, bay_id from apps.mod_w_jobs_v")
        assert tuple(row) == (owner.site, None)
        await c.execute("delete from apps.mod_w_jobs")
        assert await c.fetchval("select count(*) from apps.mod_w_lines_v") == 0
        assert await c.fetchval("select count(*) from apps.mod_w_job_crew") == 0
        told = await c.fetch(
            "select entity, action from apps.mod_w_history_v where action <> 'create' order by id"
        )
        assert sorted(map(tuple, told)) == [
            ("bay", "delete"), ("job", "delete"), ("job", "update"), ("line", "delete")
        ]  # fmt: skip


async def test_a_row_may_belong_to_and_be_linked_with_its_own_kind(each_database: TestDatabase) -> None:
    await each_database.install(workshop(), "w")
    async with each_database.acting(Person(role="owner")) as c:
        boss = await c.fetchval(
            "insert into apps.mod_w_people (email, code) values ('A@x', 'a') returning id"
        )
        other = await c.fetchval(
            "insert into apps.mod_w_people (email, code, boss_id) values ('b@x', 'A', $1) returning id", boss
        )
        await c.execute(
            "insert into apps.mod_w_person_friends (person_id, friends_person_id) values ($1, $2)",
            boss,
            other,
        )
        assert await c.fetchval("select boss_title from apps.mod_w_people_v where id = $1", other) == "a"


async def test_uniqueness_holds_within_a_site_and_ignores_case_in_mail_addresses(
    each_database: TestDatabase,
) -> None:
    await each_database.install(workshop(), "w")
    owner = Person(role="owner")
    insert = "insert into apps.mod_w_people (email, code) values ($1, $2)"
    async with each_database.acting(owner) as c:
        await c.execute(insert, "Ada@x.org", "a")
        await c.execute(insert, None, None)
        await c.execute(insert, None, None)
    with pytest.raises(asyncpg.UniqueViolationError) as refused:
        async with each_database.acting(owner) as c:
            await c.execute(insert, "ada@X.org", "b")
    assert refused.value.constraint_name == "mod_w_people_email_key"
    async with each_database.acting(Person(role="owner")) as c:
        await c.execute(insert, "ada@x.org", "a")


async def test_each_update_makes_the_next_version_and_a_line_of_history(shop: Salon) -> None:
    async with shop.database.acting(shop.mia) as c:
        await c.execute("update apps.mod_salon_clients set mobile = '1'")
        row = await c.fetchrow(
            "select version, updated_at, created_at, created_by from apps.mod_salon_clients_v"
        )
        assert row["version"] == 2
        assert row["updated_at"] > row["created_at"]
        assert row["created_by"] == shop.owner.member
        told = await c.fetchrow(
            "select action, role, actor, old ->> 'mobile', new ->> 'mobile' from apps.mod_salon_history_v "
            "where entity = 'client' order by id desc limit 1"
        )
        assert tuple(told) == ("update", "stylist", shop.mia.member, None, "1")


async def test_history_is_read_by_who_reads_the_row_and_keeps_masks(shop: Salon) -> None:
    count = "select count(*) from apps.mod_salon_history_v where entity = 'appointment'"
    async with shop.database.acting(shop.mia) as c:
        assert await c.fetchval(count) == 1
        assert (
            await c.fetchval("select new ? 'price' from apps.mod_salon_history_v where entity = 'service'")
            is False
        )
    async with shop.database.acting(shop.zoe) as c:
        assert await c.fetchval(count) == 0
    async with shop.database.acting(replace(shop.owner, role="nobody")) as c:
        assert await c.fetchval("select count(*) from apps.mod_salon_history_v") == 0
    async with shop.database.acting(shop.owner) as c:
        assert (
            await c.fetchval("select new ->> 'price' from apps.mod_salon_history_v where entity = 'service'")
            == "40.00"
        )


async def test_a_deleted_row_comes_back_as_it_was_for_who_may_create_it(shop: Salon) -> None:
    restore = "select apps.mod_salon_restore('appointment', $1)"
    async with shop.database.acting(shop.owner) as c:
        await c.execute("update apps.mod_salon_appointments set notes = 'keep', status = 'confirmed'")
        before = await c.fetchrow("select * from apps.mod_salon_appointments_v")
        await c.execute("delete from apps.mod_salon_appointments")
    async with shop.database.acting(shop.mia) as c:
        assert not await c.fetchval(restore, shop.booking)
    async with shop.database.acting(shop.owner) as c:
        assert await c.fetchval(restore, shop.booking)
        after = await c.fetchrow("select * from apps.mod_salon_appointments_v")
    changing = {"version", "updated_at"}
    assert {k: v for k, v in before.items() if k not in changing} == {
        k: v for k, v in after.items() if k not in changing
    }
    assert after["version"] == before["version"] + 1
    with pytest.raises(asyncpg.UniqueViolationError):
        async with shop.database.acting(shop.owner) as c:
            await c.fetchval(restore, shop.booking)


async def test_words_of_the_spec_stay_in_their_place(each_database: TestDatabase) -> None:
    spec = hostile()
    names = ModuleNames.of(SpecIndex(spec), "h")
    await each_database.install(spec, "h")
    owner = Person(role="user")
    table = names.qualified(names.table("order"))
    async with each_database.acting(owner) as c:
        await c.execute(f'insert into {table} ("table") values (7)')
        row = await c.fetchrow(f"select * from {names.qualified(names.view('order'))}")
        nasty = spec.entities[0].fields[0].default
        assert (row["user"], row["new"], row["case"]) == (nasty, ["old"], f"{nasty}'$$")
        assert await c.execute(f"update {table} set \"check\" = 'any'") == "UPDATE 1"
    with pytest.raises(asyncpg.CheckViolationError) as refused:
        async with each_database.acting(owner) as c:
            await c.execute(f'update {table} set "table" = 500')
    assert refused.value.message == spec.entities[0].rules[0].message
    long_tables = {names.table(entity.name) for entity in spec.entities}
    assert len(long_tables) == 3
    assert all(len(name.encode()) <= 63 for name in long_tables)


async def test_a_module_is_removed_without_a_trace_and_can_be_made_again(
    each_database: TestDatabase, salon: AppSpec
) -> None:
    admin = await each_database.admin()
    left = (
        "select (select count(*) from pg_class where relnamespace = 'apps'::regnamespace), "
        "(select count(*) from pg_proc where pronamespace = 'apps'::regnamespace)"
    )
    before = tuple(await admin.fetchrow(left))
    for spec in (salon, workshop(), hostile()):
        for _ in range(2):
            await each_database.install(spec)
            drop = next(draft for draft in compile_sql(spec) if draft.path == DROP)
            await admin.execute(drop.text)
            assert tuple(await admin.fetchrow(left)) == before
    await admin.execute(bootstrap_sql())


async def test_what_a_removed_module_had_in_the_archive_goes_too_and_no_more(
    each_database: TestDatabase, salon: AppSpec
) -> None:
    admin = await each_database.admin()
    await each_database.install(salon)
    ours = ["mod_salon_ent_8k2m4q", "mod_salon_rel_8k2m4q", "mod_salon_values"]
    others = ["mod_salon_ab_ent_8k2m4q", "mod_salon_ab_values", "mod_salon2_ent_8k2m4q"]
    for name in (*ours, *others):
        await admin.execute(f"create table apps_archive.{name} (id uuid)")
    await admin.execute(next(draft for draft in compile_sql(salon) if draft.path == DROP).text)
    left = "select tablename from pg_tables where schemaname = 'apps_archive' order by 1"
    assert [row["tablename"] for row in await admin.fetch(left)] == sorted(others)


async def test_two_modules_of_one_spec_live_side_by_side(each_database: TestDatabase, salon: AppSpec) -> None:
    await each_database.install(salon, "one")
    await each_database.install(salon, "two")
    site = uuid4()
    async with each_database.acting(Person(site=site, role="owner")) as c:
        await c.execute("insert into apps.mod_one_clients (name) values ('x')")
        assert await c.fetchval("select count(*) from apps.mod_two_clients_v") == 0
