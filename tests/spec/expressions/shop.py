"""A small shop whose orders, customers and lines the expressions in these tests speak of."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from sayso.spec.expressions import ItemRows, many
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec

ZONE = "Europe/London"


def _field(number: int, name: str, kind: str, options: tuple[str, ...] = ()) -> dict[str, Any]:
    given = [{"id": f"opt_{name}{o}00"[:16], "name": o, "label": o} for o in options]
    return {"id": f"fld_{number:06}", "name": name, "label": name, "type": kind, "options": given}


SPEC = AppSpec.model_validate(
    {
        "name": "Shop",
        "slug": "shop",
        "entities": [
            {
                "id": "ent_customer",
                "name": "customer",
                "display_name": "Customer",
                "fields": [
                    _field(1, "vip", "boolean"),
                    _field(2, "points", "integer"),
                    _field(3, "born", "date"),
                ],
            },
            {
                "id": "ent_orders",
                "name": "order",
                "display_name": "Order",
                "fields": [
                    _field(4, "quantity", "integer"),
                    _field(5, "price", "money"),
                    _field(6, "rate", "decimal"),
                    _field(7, "paid", "boolean"),
                    _field(8, "name", "text"),
                    _field(9, "size", "enum", ("small", "large")),
                    _field(10, "tags", "multi_enum", ("new", "gift")),
                    _field(11, "due", "date"),
                    _field(12, "at", "datetime"),
                    _field(13, "start", "time"),
                    _field(19, "from", "text"),
                ],
            },
            {
                "id": "ent_linesx",
                "name": "line",
                "display_name": "Line",
                "fields": [
                    _field(14, "qty", "integer"),
                    _field(15, "amount", "decimal"),
                    _field(16, "ok", "boolean"),
                ],
            },
        ],
        "relationships": [
            {
                "id": "rel_customer",
                "kind": "belongs_to",
                "from": "order",
                "to": "customer",
                "name": "customer",
                "inverse": "orders",
            },
            {
                "id": "rel_lines00",
                "kind": "has_many",
                "from": "order",
                "to": "line",
                "name": "lines",
                "inverse": "order",
            },
        ],
        "flows": [
            {
                "id": "flw_orders",
                "entity": "order",
                "states": [
                    {"id": "sta_openxx", "name": "open", "label": "Open"},
                    {"id": "sta_closed", "name": "closed", "label": "Closed"},
                ],
                "initial": "open",
            }
        ],
    }
)
INDEX = SpecIndex(SPEC)

CUSTOMERS: dict[int, dict[str, Any]] = {
    1: {"vip": True, "points": 5},
    2: {"vip": None, "points": None},
    3: {"vip": False, "points": -2},
}
ORDERS: list[dict[str, Any]] = [
    {"id": 1, "customer": 1, "quantity": 2, "price": Decimal("19.90"), "rate": Decimal("0.2"), "paid": True,
     "name": "Ada", "size": "small", "tags": ["new"], "status": "open"},
    {"id": 2, "customer": 2, "quantity": 0, "price": Decimal("0.00"), "rate": None, "paid": False,
     "name": " Bo ", "size": None, "tags": [], "status": "closed"},
    {"id": 3, "customer": None, "quantity": None, "price": None, "rate": Decimal("-1.5"), "paid": None,
     "name": None, "size": "large", "tags": None, "status": "open"},
    {"id": 4, "customer": 3, "quantity": -4, "price": Decimal("7.25"), "rate": Decimal(2), "paid": True,
     "name": "O'Hara", "size": "large", "tags": ["new", "gift"], "status": "closed"},
]  # fmt: skip
LINES: dict[int, list[dict[str, Any]]] = {
    1: [{"qty": 1, "amount": Decimal("2.5"), "ok": True}, {"qty": 3, "amount": None, "ok": False}],
    2: [],
    3: [{"qty": None, "amount": Decimal(-1), "ok": None}],
    4: [{"qty": 2, "amount": Decimal(10), "ok": True}, {"qty": -5, "amount": Decimal("0.75"), "ok": True}],
}

SETUP = """
CREATE TEMP TABLE customers (id int, vip boolean, points bigint, born date);
CREATE TEMP TABLE orders (id int, customer_id int, quantity bigint, price numeric(14,2), rate numeric,
    paid boolean, name text, size text, tags text[], status text,
    due date, at timestamptz, start time, "from" text);
CREATE TEMP TABLE lines (order_id int, qty bigint, amount numeric, ok boolean);
"""


@dataclass(frozen=True)
class Sql:
    """Rows of the shop's tables under an alias."""

    entity: str
    alias: str
    index: SpecIndex = INDEX
    time_zone: str = f"'{ZONE}'"

    def column(self, name: str) -> str:
        """A column of the row."""
        return (
            f'{self.alias}."{name}_id"'
            if name in self.index.parents(self.entity)
            else f'{self.alias}."{name}"'
        )

    def path(self, names: tuple[str, ...]) -> str:
        """A value of the customer."""
        return f"(SELECT c.{names[1]} FROM customers c WHERE c.id = {self.alias}.customer_id)"

    def items(self, relation: str) -> ItemRows:
        """The lines of an order."""
        found = many(self.index, self.entity, relation)
        assert found is not None
        return ItemRows("lines i", f"i.order_id = {self.alias}.id", Sql(found.entity, "i"))


@dataclass(frozen=True)
class InMemory:
    """A row of the shop as a dictionary."""

    row: dict[str, Any]
    now: datetime = datetime(2026, 11, 25, 12, tzinfo=UTC)

    @property
    def zone(self) -> tzinfo:
        """Where the shop is."""
        return ZoneInfo(ZONE)

    def value(self, names: tuple[str, ...]) -> Any:
        """A value of the row or of its customer."""
        if len(names) == 1:
            return self.row[names[0]]
        customer = CUSTOMERS.get(self.row["customer"])
        return None if customer is None else (customer | self.row.get("of_customer", {}))[names[1]]

    def items(self, relation: str) -> Iterator["InMemory"]:
        """The lines of an order."""
        assert relation == "lines"
        yield from (InMemory(line) for line in LINES[self.row["id"]])

    def others(self) -> Iterator["InMemory"]:
        """The other orders."""
        yield from (InMemory(order) for order in ORDERS if order["id"] != self.row["id"])
