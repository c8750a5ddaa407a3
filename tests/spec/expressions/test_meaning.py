"""Whatever well-typed expression is written, PostgreSQL, JavaScript and Python answer what it means."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from sayso.spec.expressions import RowScope, evaluate, infer, parse, to_sql, to_typescript

from .conftest import Database, Node
from .reference import value_of
from .shop import CUSTOMERS, INDEX, ORDERS, InMemory, Sql
from .writing import anything

PATIENT = settings(
    max_examples=300, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)


def same(answer: Any, meant: Any) -> bool:
    if isinstance(meant, Fraction) and not isinstance(answer, bool) and answer is not None:
        return float(answer) == pytest.approx(float(meant), rel=1e-9, abs=1e-9)
    return type(answer) is type(meant) and answer == meant


def as_json(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else value


ROWS = [
    {key: as_json(value) for key, value in order.items()}
    | {"customer_id": order["customer"], "customer": CUSTOMERS.get(order["customer"])}
    for order in ORDERS
]


@PATIENT
@given(text=anything(rows=True))
def test_postgresql_answers_what_an_expression_means(answers: Database, text: str) -> None:
    node = parse(text)
    assert infer(node, INDEX, "order")[1] == ()
    sql = to_sql(node, Sql("order", "o"))
    for answer, order in zip(answers.of_orders(sql), ORDERS, strict=True):
        meant = value_of(node, order)
        assert same(answer, meant), f"{text}\n{sql}\norder {order['id']}: {answer!r} instead of {meant!r}"


@PATIENT
@given(text=anything(rows=False))
def test_javascript_answers_what_an_expression_means(node: Node, text: str) -> None:
    parsed = parse(text)
    code = to_typescript(parsed, RowScope(INDEX, "order"))
    for answer, order in zip(node.of_rows(code, ROWS), ORDERS, strict=True):
        meant = value_of(parsed, order)
        assert same(answer, meant), f"{text}\n{code}\norder {order['id']}: {answer!r} instead of {meant!r}"


@PATIENT
@given(text=anything(rows=True))
def test_python_answers_what_an_expression_means(text: str) -> None:
    node = parse(text)
    for order in ORDERS:
        answer, meant = evaluate(node, InMemory(order)), value_of(node, order)
        assert same(answer, meant), f"{text}\norder {order['id']}: {answer!r} instead of {meant!r}"


@pytest.mark.parametrize(
    "text", ["price * 3", "quantity", "sum(lines.amount)", "round(rate, 1)", "price / 3"]
)
def test_python_keeps_numbers_exact(text: str) -> None:
    assert isinstance(evaluate(parse(text), InMemory(ORDERS[0])), int | Decimal)
