"""What each operator takes, and what it means for missing values, texts and days."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import sayso
from sayso.spec.model import FieldType, FilterBy, MeasureOp, Operator, Period, SortBy
from sayso.spec.predicates import Clock, meets, predicate_of, span_of
from sayso.spec.query import (
    CLOCKED,
    TYPES_OF,
    Condition,
    ConditionError,
    Order,
    aggregate,
    in_order,
    read_order,
)

TARGETS = Path(sayso.__file__).parent / "compiler" / "targets"
KIT = Path(__file__).parents[2] / "app-kit"
BERLIN = ZoneInfo("Europe/Berlin")
CLOCK = Clock(datetime(2026, 11, 25, 23, 30, tzinfo=UTC), BERLIN)
"""Half past midnight of the 26th, a Thursday, in Berlin."""

READERS: dict[FieldType, Any] = {
    FieldType.TEXT: str,
    FieldType.INTEGER: int,
    FieldType.DATE: date.fromisoformat,
    FieldType.DATETIME: datetime.fromisoformat,
    FieldType.BOOLEAN: lambda text: text == "true",
}


def holds(value: Any, op: str, text: str = "", kind: FieldType = FieldType.TEXT) -> bool:
    predicate = predicate_of(
        Condition("x", Operator(op), text), kind, lambda of, said: READERS[of](said), CLOCK
    )
    return meets(value, predicate)


@pytest.mark.parametrize(
    ("value", "op", "text", "expected"),
    [
        ("Ada", "contains", "DA", True),
        ("Ada", "starts_with", "a", True),
        ("Ada", "starts_with", "da", False),
        ("Ada", "contains", "%", False),
        ("Ada", "eq", "ada", False),
        ("Ada", "in", "Grace, Ada", True),
        ("Ada", "has", "Ada", True),
        (None, "eq", "Ada", False),
        (None, "ne", "Ada", True),
        (None, "contains", "", False),
        (None, "is_null", "", True),
        ("", "is_null", "", False),
        ("Ada", "is_null", "false", True),
    ],
)
def test_texts(value: str | None, op: str, text: str, expected: bool) -> None:
    assert holds(value, op, text) is expected


@pytest.mark.parametrize(
    ("op", "text", "expected"),
    [("eq", "3", True), ("gt", "3", False), ("gte", "3", True), ("between", "1,3", True), ("lt", "3", False)],
)
def test_numbers(op: str, text: str, expected: bool) -> None:
    assert holds(3, op, text, FieldType.INTEGER) is expected


def test_choices_are_met_by_one_of_several() -> None:
    assert holds(["red", "blue"], "has", "blue", FieldType.MULTI_ENUM)
    assert holds(["red", "blue"], "has_any", "green,blue", FieldType.MULTI_ENUM)
    assert not holds(["red", "blue"], "eq", "red,blue", FieldType.MULTI_ENUM)


MIDNIGHT = datetime(2026, 11, 26, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("moment", "op", "text", "expected"),
    [
        (MIDNIGHT, "eq", "2026-11-26", True),
        (MIDNIGHT - timedelta(seconds=1), "eq", "2026-11-26", False),
        (MIDNIGHT, "lte", "2026-11-25", False),
        (MIDNIGHT + timedelta(hours=23), "lte", "2026-11-26", True),
        (MIDNIGHT + timedelta(hours=23), "gt", "2026-11-26", False),
        (MIDNIGHT, "ne", "2026-11-26", False),
        (None, "ne", "2026-11-26", True),
        (MIDNIGHT + timedelta(hours=23), "between", "2026-11-24,2026-11-26", True),
        (MIDNIGHT, "today", "", True),
        (MIDNIGHT - timedelta(seconds=1), "today", "", False),
        (MIDNIGHT, "past", "", True),
        (MIDNIGHT + timedelta(hours=1), "upcoming", "", True),
        (MIDNIGHT + timedelta(days=3, hours=23), "this_week", "", True),
        (MIDNIGHT + timedelta(days=4), "this_week", "", False),
        (MIDNIGHT + timedelta(days=4, hours=23), "this_month", "", True),
    ],
)
def test_a_day_stands_for_all_of_it_on_the_clock_of_the_site(
    moment: datetime | None, op: str, text: str, expected: bool
) -> None:
    assert holds(moment, op, text, FieldType.DATETIME) is expected


def test_days_are_upcoming_from_today_on() -> None:
    assert holds(date(2026, 11, 26), "upcoming", kind=FieldType.DATE)
    assert holds(date(2026, 11, 25), "past", kind=FieldType.DATE)


@pytest.mark.parametrize("op", Operator)
def test_each_operator_refuses_the_types_that_it_does_not_take(op: Operator) -> None:
    for kind in set(FieldType) - TYPES_OF[op]:
        with pytest.raises(ConditionError, match=f"cannot be filtered by {op}"):
            holds(None, op, kind=kind)


def test_conditions_of_documents_are_written_as_in_addresses() -> None:
    def value(said: Any) -> str:
        return Condition.of(FilterBy(field="x", op=Operator.EQ, value=said)).value

    assert [value(said) for said in (True, ["a", False], None, 3)] == ["true", "a,false", "", "3"]


def test_orders_are_written_and_read_and_put_missing_values_last() -> None:
    assert [str(Order.of(SortBy(field="x", descending=True))), *map(str, read_order("a,-b"))] == [
        "-x", "a", "-b",
    ]  # fmt: skip
    rows: list[dict[str, Any]] = [{"n": None}, {"n": 1}, {"n": 2}]
    assert [row["n"] for row in in_order(rows, read_order("-n"), dict.get)] == [2, 1, None]


def test_figures_of_nothing_are_missing_but_for_counts_and_sums() -> None:
    assert [aggregate(op, []) for op in MeasureOp] == [0, 0, None, None, None]
    assert [float(aggregate(op, [1, 2])) for op in MeasureOp] == [2, 3, 1.5, 1, 2]


@pytest.mark.parametrize("period", Period)
def test_spans_follow_each_other_without_gaps(period: Period) -> None:
    day = date(2023, 12, 1)
    for _ in range(40):
        first, after = span_of(period, day)
        assert first <= day < after
        assert span_of(period, after)[0] == after
        day = after


@pytest.mark.parametrize(
    "copy",
    [
        TARGETS / "fastapi" / "static" / "app" / "lists" / "filters.py",
        TARGETS / "nextjs" / "static" / "server" / "filters.ts",
        KIT / "src" / "definition" / "field.ts",
        KIT / "memory" / "filters.ts",
    ],
    ids=lambda path: path.relative_to(path.parents[2]).as_posix(),
)
def test_projects_and_the_kit_know_every_operator(copy: Path) -> None:
    """Their own copies of the meaning are held to it by tests/contract."""
    spans = [copy, copy.with_name(f"spans{copy.suffix}")]
    text = "".join(path.read_text() for path in spans if path.exists())
    assert [op for op in Operator if f'"{op}"' not in text and f"{op}:" not in text] == []


def test_what_moves_with_the_clock_takes_no_value() -> None:
    assert all(holds(None, op, "whatever", FieldType.DATE) is False for op in CLOCKED)
