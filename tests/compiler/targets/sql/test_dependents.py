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


def warehouse() -> AppSpec:
    """A rule over one relation, and one over two and a computed value."""
    return spec(
        name="Warehouse",
        entities=[
            entity("maker", field("discount:integer", default=0)),
            entity(
                "product",
                field("largest:integer"),
                field("base:integer"),
                computed=[field("net:integer", expression="base - maker.discount")],
            ),
            entity(
                "line",
                field("quantity:integer"),
                rules=[
                    rule("not_too_many", "quantity <= product.largest", "Too many."),
                    rule("has_a_price", "product.net > 0", "This costs nothing."),
                ],
            ),
        ],
        relationships=[belongs_to("product", "maker"), belongs_to("line", "product")],
        flows=[
            {
                "entity": "line", "field": "status", "initial": "open",
                "states": [{"name": name, "label": name} for name in ("open", "sent")],
                "transitions": [{"name": "send", "from": "open", "to": "sent"}],
            }
        ],
        permissions=matrix("owner", *(may("owner", name) for name in ("maker", "product", "line"))),
    )  # fmt: skip


async def test_rules_over_several_relations_and_computed_values_are_asked_again(
    each_database: TestDatabase,
) -> None:
    await each_database.install(warehouse(), "m")
    owner = Person(role="owner")
    async with each_database.acting(owner) as c:
        maker = await c.fetchval("insert into apps.mod_m_makers default values returning id")
        other = await c.fetchval("insert into apps.mod_m_makers (discount) values (10) returning id")
        product = await c.fetchval(
            "insert into apps.mod_m_products (largest, base, maker_id) values (5, 10, $1) returning id", maker
        )
        await c.execute("insert into apps.mod_m_lines (quantity, product_id) values (3, $1)", product)
    for change, rule, message in (
        ("update apps.mod_m_products set largest = 2", "not_too_many", "Too many."),
        ("update apps.mod_m_products set base = 0", "has_a_price", "This costs nothing."),
        (f"update apps.mod_m_products set maker_id = '{other}'", "has_a_price", "This costs nothing."),
        ("update apps.mod_m_makers set discount = 10", "has_a_price", "This costs nothing."),
    ):
        with pytest.raises(asyncpg.CheckViolationError, match=message) as refused:
            async with each_database.acting(owner) as c:
                await c.execute(change)
        assert (refused.value.constraint_name, refused.value.table_name) == (rule, "mod_m_lines")
    async with each_database.acting(owner) as c:
        await c.execute("update apps.mod_m_products set largest = 3")
        await c.execute("update apps.mod_m_lines set status = 'sent'")
        await c.execute("update apps.mod_m_products set largest = 1")
    async with each_database.acting(Person(role="owner")) as c:
        await c.execute("insert into apps.mod_m_makers default values")
        await c.execute("update apps.mod_m_makers set discount = 99")
