"""A change of what a row belongs to asks the rules of that row again; tried on both servers."""

import asyncio
from collections.abc import Awaitable, Callable

import asyncpg
import pytest

from sayso.spec.model import AppSpec
from tests.support.postgres import Person, TestDatabase
from tests.support.specs import belongs_to, entity, field, matrix, may, spec

from .test_guards import BOOKING
from .test_permissions import Salon

LENGTHEN = "update apps.mod_salon_services set duration = $1"
NEXT = "2040-01-01 10:00Z", "2040-01-01 10:30Z"

Book = Callable[..., Awaitable[None]]


@pytest.fixture
async def shop(each_database: TestDatabase, salon: AppSpec) -> Salon:
    await each_database.install(salon, "salon")
    return await Salon(each_database).open()


@pytest.fixture
def book(shop: Salon) -> Book:
    async def book(*times: str) -> None:
        async with shop.database.acting(shop.mia) as c:
            for at in times:
                await c.execute(BOOKING, shop.client, shop.mia_id, shop.service, at)

    return book


async def test_a_service_cannot_become_so_long_that_appointments_meet(shop: Salon, book: Book) -> None:
    await book(*NEXT)
    with pytest.raises(asyncpg.CheckViolationError, match="already has an appointment") as refused:
        async with shop.database.acting(shop.owner) as c:
            await c.execute(LENGTHEN, 31)
    assert refused.value.constraint_name == "no_double_booking"
    async with shop.database.acting(shop.owner) as c:
        await c.execute(LENGTHEN, 20)
        await c.execute(LENGTHEN, 30)
        await c.execute(
            "update apps.mod_salon_appointments set status = 'cancelled' "
            "where starts_at = '2040-01-01 10:00Z'"
        )
        await c.execute(LENGTHEN, 60)


async def test_appointments_that_are_over_do_not_keep_a_service_from_changing(
    shop: Salon, book: Book
) -> None:
    await book("2020-01-01 10:00Z", "2020-01-01 10:30Z")
    async with shop.database.acting(shop.owner) as c:
        assert await c.execute(LENGTHEN, 60) == "UPDATE 1"


async def test_nothing_is_asked_when_no_value_of_a_rule_changed(shop: Salon, book: Book) -> None:
    await book(*NEXT)
    admin = await shop.database.admin()
    await admin.execute("alter table apps.mod_salon_services disable trigger check_dependents")
    await admin.execute(LENGTHEN, 45)
    await admin.execute("alter table apps.mod_salon_services enable trigger check_dependents")
    async with shop.database.acting(shop.owner) as c:
        assert await c.execute("update apps.mod_salon_services set price = 50") == "UPDATE 1"


async def test_a_booking_and_a_longer_service_at_once_cannot_both_be_saved(shop: Salon, book: Book) -> None:
    await book(NEXT[0])
    owner, mia = [await shop.database.connect_as(person) for person in (shop.owner, shop.mia)]
    booking = (BOOKING, shop.client, shop.mia_id, shop.service, NEXT[1])
    for first, one, second, other in (
        (owner, (LENGTHEN, 60), mia, booking),
        (mia, booking, owner, (LENGTHEN, 60)),
    ):
        transaction = first.transaction()
        await transaction.start()
        await first.execute(*one)
        waiting = asyncio.create_task(second.execute(*other))
        await asyncio.sleep(0.05)
        assert not waiting.done()
        await transaction.commit()
        with pytest.raises(asyncpg.CheckViolationError, match="already has an appointment"):
            await waiting
        async with shop.database.acting(shop.owner) as c:
            await c.execute(LENGTHEN, 30)


def rule(name: str, expression: str, message: str) -> dict[str, str]:
    return {"name": name, "expression": expression, "message": message}


def workshop() -> AppSpec:
    """Spans over one relation, and over two and a computed value; a rule that speaks of the moment."""
    return spec(
        name="Workshop",
        entities=[
            entity("maker", field("pause:integer", default=0)),
            entity(
                "machine",
                field("largest:integer"),
                field("warming:integer"),
                computed=[field("lost:integer", expression="warming + maker.pause")],
            ),
            entity(
                "job",
                field("quantity:integer"),
                field("starts_at:datetime"),
                computed=[field("ends_at:datetime", expression="starts_at + minutes(machine.lost)")],
                rules=[
                    rule("not_too_many", "quantity <= machine.largest", "Too many."),
                    rule("one_at_a_time", "no_overlap(starts_at, ends_at, machine)", "The machine is busy."),
                ],
            ),
        ],
        relationships=[belongs_to("machine", "maker"), belongs_to("job", "machine")],
        permissions=matrix("owner", *(may("owner", name) for name in ("maker", "machine", "job"))),
    )


async def test_spans_over_several_relations_and_computed_values_are_asked_about_again(
    each_database: TestDatabase,
) -> None:
    await each_database.install(workshop(), "m")
    owner = Person(role="owner")
    async with each_database.acting(owner) as c:
        maker = await c.fetchval("insert into apps.mod_m_makers default values returning id")
        other = await c.fetchval("insert into apps.mod_m_makers (pause) values (40) returning id")
        machine = await c.fetchval(
            "insert into apps.mod_m_machines (largest, warming, maker_id) values (5, 30, $1) returning id",
            maker,
        )
        for start in NEXT:
            await c.execute(
                f"insert into apps.mod_m_jobs (quantity, starts_at, machine_id) values (3, '{start}', $1)",
                machine,
            )
    for change in (
        "update apps.mod_m_machines set warming = 31",
        f"update apps.mod_m_machines set maker_id = '{other}'",
        "update apps.mod_m_makers set pause = 10",
    ):
        with pytest.raises(asyncpg.CheckViolationError, match="The machine is busy") as refused:
            async with each_database.acting(owner) as c:
                await c.execute(change)
        assert (refused.value.constraint_name, refused.value.table_name) == ("one_at_a_time", "mod_m_jobs")


async def test_a_rule_on_the_moment_of_writing_does_not_bind_what_it_read(
    each_database: TestDatabase,
) -> None:
    await each_database.install(workshop(), "m")
    async with each_database.acting(Person(role="owner")) as c:
        machine = await c.fetchval("insert into apps.mod_m_machines (largest) values (5) returning id")
        await c.execute("insert into apps.mod_m_jobs (quantity, machine_id) values (5, $1)", machine)
        assert await c.execute("update apps.mod_m_machines set largest = 2") == "UPDATE 1"
        with pytest.raises(asyncpg.CheckViolationError, match="Too many"):
            await c.execute("insert into apps.mod_m_jobs (quantity, machine_id) values (3, $1)", machine)
