"""Dates, times and durations mean the same in database, browser and Python, wherever their clocks stand."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from sayso.spec.expressions import RowScope, evaluate, infer, parse, to_sql, to_typescript

from .conftest import Database, Node
from .shop import INDEX, ORDERS, ZONE, InMemory, Sql

AT = "2026-03-28T10:00:00Z"  # the day before the clocks of London go forward
ROW = {
    "due": "2026-01-31",
    "at": AT,
    "start": "23:30:00",
    "quantity": 2,
    "from": "x",
    "customer": {"born": "2000-02-29"},
}
IN_MEMORY = InMemory(
    ORDERS[0]
    | {
        "due": date(2026, 1, 31),
        "at": datetime.fromisoformat(AT),
        "start": time(23, 30),
        "from": "x",
        "of_customer": {"born": date(2000, 2, 29)},
    },
)
MEANINGS: list[tuple[str, Any]] = [
    ("due + days(1)", "2026-02-01"),
    ("due + months(1)", "2026-02-28"),
    ("due - months(quantity) - weeks(1)", "2025-11-23"),
    ("customer.born + years(18)", "2018-02-28"),
    ("at + hours(24)", "2026-03-29T10:00:00Z"),
    ("at + days(1)", "2026-03-29T09:00:00Z"),
    ("at + (days(1) + hours(1))", "2026-03-29T10:00:00Z"),
    ("at + days(1) * quantity", "2026-03-30T09:00:00Z"),
    ("at - minutes(90)", "2026-03-28T08:30:00Z"),
    ("at + minutes(0.5 * 3)", "2026-03-28T10:01:30Z"),
    ("minutes(quantity) + at", "2026-03-28T10:02:00Z"),
    ("at + -hours(1)", "2026-03-28T09:00:00Z"),
    ("start + minutes(45)", "00:15:00"),
    ("start - hours(24)", "23:30:00"),
    ("at + (at - (at - days(1)))", "2026-03-29T10:00:00Z"),
    ("date(at + hours(14))", "2026-03-29"),
    ("date(at + days(120) + hours(13))", "2026-07-26"),
    ('date("2026-02-03")', "2026-02-03"),
    ("due - date('2026-01-01')", 30),
    ("days_between(due, at)", 56),
    ("days_between(at, at + hours(15))", 1),
    ("hours_between(at, at + days(1))", 23),
    ("minutes_between(start, start - minutes(30))", -30),
    ("years_between(customer.born, date('2026-02-28'))", 25),
    ("years_between(customer.born, due + days(29))", 26),
    ("years_between(due, customer.born)", -25),
    ("year(at)", 2026),
    ("month(due)", 1),
    ("day(at + days(3))", 31),
    ("weekday(due)", 6),
    ("weekday(date('2026-02-01'))", 7),
    ("at - (at - hours(3)) < hours(4)", True),
    ("days(1) == hours(24)", True),
    ("months(1) > days(29)", True),
    ("due < date('2026-02-01') <= date(at)", True),
    ("at < now()", None),
    ("least(due, date(at), None if at is None else due - days(3))", "2026-01-28"),
    ("concat('due ', due, ' ', quantity)", "due 2026-01-31 2"),
    ("due + days(0 if quantity > 9 else 3) if at is not None else None", "2026-02-03"),
    ("from == 'x'", True),
    ("(quantity + 1) * 2 - -quantity", 8),
]


def plain(value: Any) -> Any:
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case date() | time():
            return value.isoformat()
        case Decimal() | float():
            return int(value) if value == int(value) else float(value)
        case str() if value.endswith(".000Z"):
            return value.replace(".000Z", "Z")
    return value


@pytest.fixture(scope="module", autouse=True)
def row(answers: Database) -> None:
    answers.fill_first(
        due=date(2026, 1, 31),
        at=datetime.fromisoformat(AT),
        start=time(23, 30),
        **{"from": "x"},
    )


@pytest.mark.parametrize(("text", "meant"), MEANINGS, ids=[text for text, _ in MEANINGS])
def test_all_sides_agree(answers: Database, node: Node, text: str, meant: Any) -> None:
    parsed = parse(text)
    assert infer(parsed, INDEX, "order")[1] == ()
    sql = to_sql(parsed, Sql("order", "o"))
    code = to_typescript(parsed, RowScope(INDEX, "order"))
    in_database = plain(answers.of_orders(sql)[0])
    in_browser = plain(node.of_rows(code, [ROW])[0])
    assert in_database == in_browser, f"{sql}\n{code}"
    assert plain(evaluate(parsed, IN_MEMORY)) == in_database
    if meant is not None:
        assert in_database == meant, sql


@pytest.mark.parametrize(
    ("local", "moment"),
    [("2026-03-28T01:30:00Z", "2026-03-29T01:30:00Z"), ("2026-10-24T00:30:00Z", "2026-10-25T01:30:00Z")],
    ids=["left out", "twice"],
)
def test_a_time_that_clocks_skip_or_repeat_is_the_same_moment(
    answers: Database, local: str, moment: str
) -> None:
    start = datetime.fromisoformat(local)
    sql = f"(TIMESTAMPTZ '{local}' AT TIME ZONE '{ZONE}' + INTERVAL '1 day') AT TIME ZONE '{ZONE}'"
    assert plain(answers.of_orders(sql)[0]) == moment
    assert plain(evaluate(parse("at + days(1)"), InMemory(ORDERS[0] | {"at": start}))) == moment


def test_today_is_the_day_of_the_site_and_not_of_the_server(answers: Database, node: Node) -> None:
    in_database = answers.of_orders(to_sql(parse("today()"), Sql("order", "o")))[0]
    in_browser = date.fromisoformat(node.of_rows("expr.today()", [ROW])[0])
    assert in_database - in_browser in {timedelta(0), timedelta(days=-1)}
