"""SQL and Python mean the same by a condition."""

from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

import asyncpg

from sayso.runtime.query.filters import sql_of
from sayso.runtime.query.paths import Arguments
from sayso.runtime.values.text import Writing, address_reader_of
from sayso.spec.model import FieldType, Operator
from sayso.spec.predicates import Clock, Predicate, meets, predicate_of
from sayso.spec.query import TYPES_OF, Condition
from tests.support.postgres import TestDatabase

ZONE = ZoneInfo("Europe/Berlin")
CLOCK = Clock(datetime(2026, 3, 29, 0, 30, tzinfo=UTC), ZONE)
MOMENTS = [datetime(2026, 3, 28, 22, 59, 59, tzinfo=UTC) + timedelta(seconds=n) for n in (0, 1, 5500, 86000)]
VALUES: dict[FieldType, tuple[str, list[Any], list[str]]] = {
    FieldType.TEXT: ("text", ["", "a_b", "AXB", "Straße"], ["a_", "ax", "STRASSE", "AXB"]),
    FieldType.INTEGER: ("int", [-1, 0, 7], ["0", "7"]),
    FieldType.BOOLEAN: ("boolean", [True, False], ["true"]),
    FieldType.DATE: ("date", [date(2026, 3, 28), date(2026, 3, 29), date(2026, 4, 1)], ["2026-03-29"]),
    FieldType.DATETIME: ("timestamptz", MOMENTS, ["2026-03-29", "2026-03-29T00:00:00+00:00"]),
    FieldType.MULTI_ENUM: ("text[]", [[], ["a"], ["a", "b"]], ["b", "a"]),
}
"""Of each type its name in SQL, values, and texts that they are compared with."""


def read(kind: FieldType, text: str) -> Any:
    return address_reader_of(kind, Writing(ZONE))(text)


def cases() -> list[tuple[str, Any, Predicate]]:
    found = []
    for kind, (name, values, texts) in VALUES.items():
        for op, text in product((op for op in Operator if kind in TYPES_OF[op]), texts):
            said = {Operator.IS_NULL: "true", Operator.BETWEEN: f"{text},{texts[-1]}"}.get(op, text)
            predicate = predicate_of(Condition("x", op, said), kind, read, CLOCK)
            found += [(name, value, predicate) for value in (*values, None)]
    return found


async def test_sql_and_python_agree(bare_database: TestDatabase) -> None:
    connection = await asyncpg.connect(bare_database.dsn)
    try:
        wrong = []
        for name, value, predicate in cases():
            arguments = Arguments(value)
            sql = sql_of(predicate, f"$1::{name}", arguments)
            if await connection.fetchval(f"select ({sql}) is true", *arguments.values) != meets(
                value, predicate
            ):
                wrong.append((value, predicate))
    finally:
        await connection.close()
    assert wrong == []
