"""Who sees and changes what: tried as ``sayso_app`` on both servers."""
# ruff: noqa: E501 - statements of SQL are easier to read on one line

from dataclasses import replace
from uuid import uuid4

import asyncpg
import pytest

from sayso.spec.model import AppSpec
from tests.support.postgres import Person, TestDatabase

from .modules import workshop

DENIED = asyncpg.InsufficientPrivilegeError
CLIENT = "insert into apps.mod_salon_clients (name) values ($1) returning id"
BOOKING = (
    "insert into apps.mod_salon_appointments (client_id, stylist_id, service_id, starts_at) "
    "values ($1, $2, $3, '2030-01-01 10:00Z') returning id"
)


class Salon:
    """A salon with two stylists who sign in, a client and an appointment of the first stylist."""

    def __init__(self, database: TestDatabase) -> None:
        self.database = database
        self.owner = Person(role="owner")
        self.mia = replace(self.owner, member=uuid4(), role="stylist")
        self.zoe = replace(self.owner, member=uuid4(), role="stylist")

    async def open(self) -> "Salon":
        async with self.database.acting(self.owner) as c:
            self.client = await c.fetchval(CLIENT, "Ada")
            stylist = "insert into apps.mod_salon_stylists (name, member_id) values ($1, $2) returning id"
            self.mia_id = await c.fetchval(stylist, "Mia", self.mia.member)
            self.zoe_id = await c.fetchval(stylist, "Zoe", self.zoe.member)
            self.service = await c.fetchval(
                "insert into apps.mod_salon_services (name, price, duration) values ('Cut', 40, 30) returning id"
            )
            self.booking = await c.fetchval(BOOKING, self.client, self.mia_id, self.service)
        return self


@pytest.fixture
async def shop(each_database: TestDatabase, salon: AppSpec) -> Salon:
    await each_database.install(salon, "salon")
    return await Salon(each_database).open()


async def test_another_site_sees_and_changes_nothing(shop: Salon) -> None:
    stranger = Person(role="owner")
    async with shop.database.acting(stranger) as c:
        for name in ("clients", "stylists", "services", "appointments"):
            assert await c.fetchval(f"select count(*) from apps.mod_salon_{name}_v") == 0
        assert await c.execute("update apps.mod_salon_clients set name = 'x'") == "UPDATE 0"
        assert await c.execute("delete from apps.mod_salon_appointments") == "DELETE 0"
        assert await c.fetchval("select count(*) from apps.mod_salon_history_v") == 0
        assert not await c.fetchval("select apps.mod_salon_restore('client', $1)", shop.client)


async def test_a_row_cannot_be_put_into_or_point_into_another_site(shop: Salon) -> None:
    stranger = Person(role="owner")
    with pytest.raises(DENIED):
        async with shop.database.acting(stranger) as c:
            await c.execute(
                "insert into apps.mod_salon_clients (name, site_id) values ('x', $1)", shop.owner.site
            )
    with pytest.raises(DENIED):
        async with shop.database.acting(shop.owner) as c:
            await c.execute("update apps.mod_salon_clients set site_id = $1", stranger.site)
    with pytest.raises(asyncpg.ForeignKeyViolationError):
        async with shop.database.acting(stranger) as c:
            await c.execute(BOOKING, shop.client, shop.mia_id, shop.service)


@pytest.mark.parametrize(
    "person",
    [
        {"sayso.role": "owner"},
        {},
        {"sayso.site_id": "", "sayso.role": "owner"},
        {"site": True},
        {"site": True, "sayso.role": "nobody"},
        {"site": True, "sayso.role": ""},
    ],
)
async def test_without_a_site_or_a_known_role_nothing_is_visible(shop: Salon, person: dict[str, str]) -> None:
    settings = {key: value for key, value in person.items() if key != "site"}
    if "site" in person:
        settings["sayso.site_id"] = str(shop.owner.site)
    c = await shop.database.connect(role="sayso_app", **settings)
    for name in ("clients", "stylists", "services", "appointments"):
        assert await c.fetchval(f"select count(*) from apps.mod_salon_{name}_v") == 0
    with pytest.raises((DENIED, asyncpg.NotNullViolationError)):
        await c.execute(CLIENT, "x")


async def test_each_denied_cell_of_the_matrix_is_denied(shop: Salon) -> None:
    attempts = [
        "delete from apps.mod_salon_clients",
        "delete from apps.mod_salon_stylists",
        "update apps.mod_salon_stylists set name = 'x'",
        "update apps.mod_salon_services set name = 'x'",
        "delete from apps.mod_salon_services",
        "delete from apps.mod_salon_appointments",
    ]
    async with shop.database.acting(shop.mia) as c:
        for attempt in attempts:
            assert (await c.execute(attempt)).endswith(" 0"), attempt
    for attempt in (
        "insert into apps.mod_salon_stylists (name) values ('x')",
        "insert into apps.mod_salon_services (name, price) values ('x', 1)",
        "select * from apps.mod_salon_services",
        "select price from apps.mod_salon_services",
        "select * from apps.mod_salon_history",
        "select * from apps.mod_salon_services_all",
        "insert into apps.mod_salon_history (site_id, entity, row_id, action) values (gen_random_uuid(), 'x', gen_random_uuid(), 'x')",
    ):
        with pytest.raises(DENIED):
            async with shop.database.acting(shop.mia) as c:
                await c.execute(attempt)


async def test_own_rows_are_those_that_belong_to_the_member(shop: Salon) -> None:
    async with shop.database.acting(shop.mia) as c:
        assert await c.fetchval("select count(*) from apps.mod_salon_appointments_v") == 1
        assert await c.execute("update apps.mod_salon_appointments set notes = 'x'") == "UPDATE 1"
    async with shop.database.acting(shop.zoe) as c:
        assert await c.fetchval("select count(*) from apps.mod_salon_appointments_v") == 0
        assert await c.execute("update apps.mod_salon_appointments set notes = 'x'") == "UPDATE 0"
        assert await c.fetchval("select appointment_count from apps.mod_salon_clients_v") == 1
    for person, stylist in ((shop.zoe, shop.mia_id), (shop.mia, shop.zoe_id)):
        with pytest.raises(DENIED):
            async with shop.database.acting(person) as c:
                await c.execute(BOOKING, shop.client, stylist, shop.service)
    with pytest.raises(DENIED):
        async with shop.database.acting(shop.mia) as c:
            await c.execute("update apps.mod_salon_appointments set stylist_id = $1", shop.zoe_id)


async def test_masked_fields_read_as_nothing_and_titles_and_computed_values_are_there(shop: Salon) -> None:
    async with shop.database.acting(shop.mia) as c:
        service = await c.fetchrow("select * from apps.mod_salon_services_v")
        assert (service["name"], service["duration"], service["price"], service["active"]) == (
            "Cut",
            30,
            None,
            None,
        )
        booking = await c.fetchrow("select * from apps.mod_salon_appointments_v")
        assert (booking["client_title"], booking["stylist_title"], booking["service_title"]) == (
            "Ada",
            "Mia",
            "Cut",
        )
        assert (booking["ends_at"] - booking["starts_at"]).total_seconds() == 1800
        assert booking["price"] == 40
    async with shop.database.acting(shop.owner) as c:
        assert await c.fetchval("select price from apps.mod_salon_services_v") == 40


async def test_own_goes_over_two_steps_even_where_the_step_between_is_mostly_hidden(
    each_database: TestDatabase,
) -> None:
    await each_database.install(workshop(), "w")
    owner = Person(role="owner")
    ann, bob = (replace(owner, member=uuid4(), role="mechanic") for _ in range(2))
    clerk = replace(owner, member=uuid4(), role="clerk")
    async with each_database.acting(owner) as c:
        jobs = []
        for person in (ann, bob):
            mechanic = await c.fetchval(
                "insert into apps.mod_w_mechanics (name, member_id) values ('M', $1) returning id",
                person.member,
            )
            jobs.append(
                await c.fetchval(
                    "insert into apps.mod_w_jobs (title, mechanic_id, price, secret_note) "
                    "values ('Brakes', $1, 10, 'psst') returning id",
                    mechanic,
                )
            )
            await c.execute(
                "insert into apps.mod_w_lines (text, job_id, unit_price, quantity) values ('Pads', $1, 7, 3)",
                jobs[-1],
            )
    insert = "insert into apps.mod_w_lines (text, job_id) values ('Oil', $1)"
    async with each_database.acting(ann) as c:
        assert await c.fetchval("select count(*) from apps.mod_w_lines_v") == 1
        assert await c.execute("update apps.mod_w_lines set text = 'x'") == "UPDATE 1"
        await c.execute(insert, jobs[0])
        job = await c.fetchrow("select * from apps.mod_w_jobs_v")
        assert (job["title"], job["price"], job["total"]) == ("Brakes", 10, 21)
        assert (job["secret_note"], job["double_price"], job["bay_id"], job["line_count"]) == (None,) * 4
        assert job["mechanic_title"] == "M"
        line = await c.fetchrow("select * from apps.mod_w_lines_v order by created_at, text desc")
        assert (line["amount"], line["job_price"], line["job_title"]) == (21, 10, "Brakes")
        assert await c.execute("delete from apps.mod_w_lines") == "DELETE 2"
    with pytest.raises(DENIED):
        async with each_database.acting(ann) as c:
            await c.execute(insert, jobs[1])
    async with each_database.acting(clerk) as c:
        rows = await c.fetch(
            "select text, amount, quantity, unit_price, job_id, job_title from apps.mod_w_lines_v"
        )
        assert [tuple(row) for row in rows] == [("Pads", 21, None, None, None, None)]


async def test_a_field_list_refuses_to_write_what_it_does_not_name(each_database: TestDatabase) -> None:
    await each_database.install(workshop(), "w")
    owner = Person(role="owner")
    ann = replace(owner, member=uuid4(), role="mechanic")
    async with each_database.acting(owner) as c:
        mechanic = await c.fetchval(
            "insert into apps.mod_w_mechanics (name, member_id) values ('M', $1) returning id", ann.member
        )
        bay = await c.fetchval("insert into apps.mod_w_bays (name) values ('B') returning id")
        await c.execute(
            "insert into apps.mod_w_jobs (title, mechanic_id, bay_id) values ('J', $1, $2)", mechanic, bay
        )
    async with each_database.acting(ann) as c:
        assert await c.execute("update apps.mod_w_jobs set title = 'K', price = 0") == "UPDATE 1"
    for change, column in (
        ("price = 5", "price"),
        ("bay_id = null", "bay"),
        ("secret_note = 'x'", "secret_note"),
    ):
        with pytest.raises(DENIED, match=column) as refused:
            async with each_database.acting(ann) as c:
                await c.execute(f"update apps.mod_w_jobs set {change}")
        assert refused.value.column_name == column
    with pytest.raises(DENIED, match="member_id"):
        async with each_database.acting(ann) as c:
            await c.execute("update apps.mod_w_mechanics set member_id = gen_random_uuid()")
    # what follows from a permitted change is not the member's own writing
    async with each_database.acting(replace(ann, role="clerk")) as c:
        assert await c.execute("delete from apps.mod_w_bays") == "DELETE 1"
    async with each_database.acting(owner) as c:
        assert await c.fetchval("select bay_id from apps.mod_w_jobs_v") is None


async def test_created_by_makes_rows_ones_own_and_cannot_be_forged(each_database: TestDatabase) -> None:
    await each_database.install(workshop(), "w")
    ann = Person(role="mechanic")
    bob = replace(ann, member=uuid4())
    async with each_database.acting(ann) as c:
        await c.execute("insert into apps.mod_w_notes (text) values ('mine')")
    async with each_database.acting(bob) as c:
        assert await c.fetchval("select count(*) from apps.mod_w_notes_v") == 0
    with pytest.raises(DENIED):
        async with each_database.acting(bob) as c:
            await c.execute("insert into apps.mod_w_notes (text, created_by) values ('x', $1)", ann.member)
    with pytest.raises(DENIED):
        async with each_database.acting(replace(ann, role="clerk")) as c:
            await c.execute("insert into apps.mod_w_notes (text) values ('scope none')")


async def test_links_are_made_by_who_may_update_either_side(shop: Salon) -> None:
    link = "insert into apps.mod_salon_stylist_services (stylist_id, service_id) values ($1, $2)"
    with pytest.raises(DENIED):
        async with shop.database.acting(shop.mia) as c:
            await c.execute(link, shop.mia_id, shop.service)
    async with shop.database.acting(shop.owner) as c:
        await c.execute(link, shop.mia_id, shop.service)
    async with shop.database.acting(shop.mia) as c:
        assert await c.fetchval("select count(*) from apps.mod_salon_stylist_services") == 1
        assert await c.execute("delete from apps.mod_salon_stylist_services") == "DELETE 0"
    stranger = Person(role="owner")
    async with shop.database.acting(stranger) as c:
        assert await c.fetchval("select count(*) from apps.mod_salon_stylist_services") == 0
    with pytest.raises((DENIED, asyncpg.ForeignKeyViolationError)):
        async with shop.database.acting(stranger) as c:
            await c.execute(link, shop.mia_id, shop.service)


async def test_the_owner_of_the_tables_is_bound_too(shop: Salon) -> None:
    admin = await shop.database.admin()
    async with admin.transaction():
        await admin.execute("set local role sayso_owner")
        assert await admin.fetchval("select count(*) from apps.mod_salon_clients") == 0
    found = await admin.fetch(
        "select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace "
        "where nspname = 'apps' and relkind = 'r' and not (relrowsecurity and relforcerowsecurity)"
    )
    assert found == []
    assert not await admin.fetchval(
        "select bool_or(rolsuper or rolbypassrls or rolcanlogin) from pg_roles where rolname like 'sayso\\_%'"
    )
