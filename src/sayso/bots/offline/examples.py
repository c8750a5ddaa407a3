"""Rows for cases: one that meets conditions, one that does not, on a day that never changes."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from pydantic import JsonValue

from sayso.phrases.meaning import Condition, Span, Unit
from sayso.phrases.things import Thing

from .recipe import RowFilter

NOW = "2026-03-04T12:00:00+00:00"
TODAY = date(2026, 3, 4)
Row = dict[str, JsonValue]


def example(thing: Thing, number: int = 1, **values: JsonValue) -> Row:
    """A row with a value in every field; what it belongs to has an id and a title."""
    row: Row = {"id": row_id(number)}
    for one in thing.fields:
        row[one["name"]] = _value(one, number)
    if thing.state_field:
        row[thing.state_field] = thing.facts.get("initial") or thing.states[0]["name"]
    for relation in thing.relations:
        row[f"{relation['name']}_id"] = row_id(number + 50)
        row[f"{relation['name']}_title"] = f"{relation['name'].replace('_', ' ').title()} {number}"
    row["created_at"] = NOW
    row["updated_at"] = NOW
    return {**row, **values}


def row_id(number: int) -> str:
    """An id that looks like one."""
    return f"00000000-0000-4000-8000-{number:012}"


def _value(one: Mapping[str, Any], number: int) -> JsonValue:  # noqa: C901 - a line for each type
    options = one.get("options")
    if options:
        return str(options[0]["name"])
    match one["type"]:
        case "integer":
            return 10 * number
        case "decimal" | "money":
            return 10.5 * number
        case "boolean":
            return False
        case "date":
            return (TODAY + timedelta(days=number)).isoformat()
        case "datetime":
            return moment(TODAY + timedelta(days=number))
        case "email":
            return f"person{number}@example.org"
        case "url":
            return f"https://example.org/{number}"
        case "phone":
            return f"+49 30 12345{number}"
        case "text" | "long_text":
            return f"{one['label']} {number}"
        case _:
            return None


def moment(day: date) -> str:
    """Noon of a day."""
    return datetime.combine(day, time(12), tzinfo=datetime.fromisoformat(NOW).tzinfo).isoformat()


def fitting(rows: RowFilter, number: int = 1) -> Row | None:
    """A row that is meant; none where that cannot be made up, as with values of what it belongs to."""
    row = example(rows.thing, number)
    for one in rows.conditions:
        if "." in one.field or one.field not in row:
            return None
        row[one.field] = _meeting(one, row[one.field], rows.thing, is_met=True)
    if rows.span is not None and rows.date:
        row[rows.date] = _on(
            days_of(rows.span)[0] or days_of(rows.span)[1] or TODAY, is_moment=rows.is_moment
        )
    return row


def unfitting(rows: RowFilter, number: int = 2) -> Row | None:
    """A row that one condition or the span keeps out; none where nothing does, or none can be made up."""
    row = fitting(rows, number)
    if row is None:
        return None
    for one in rows.conditions:
        other = _meeting(one, row[one.field], rows.thing, is_met=False)
        if other != row[one.field]:
            row[one.field] = other
            return row
    if rows.span is not None and rows.date:
        first, last = days_of(rows.span)
        outside = first - timedelta(days=400) if first else (last or TODAY) + timedelta(days=400)
        row[rows.date] = _on(outside, is_moment=rows.is_moment)
        return row
    return None


def _on(day: date, *, is_moment: bool) -> str:
    return moment(day) if is_moment else day.isoformat()


def _meeting(one: Condition, now: JsonValue, thing: Thing, *, is_met: bool) -> Any:  # noqa: C901 - a line for each comparison
    """A value with which a condition holds, or does not."""
    value: Any = one.value
    is_moment = any(each["name"] == one.field and each["type"] == "datetime" for each in thing.fields)
    match one.op:
        case "eq":
            return value if is_met else _other(thing, one.field, (value,))
        case "in":
            return value[0] if is_met else _other(thing, one.field, value)
        case "ne":
            return _other(thing, one.field, (value,)) if is_met else value
        case "gt":
            return value + 1 if is_met else value - 1
        case "gte":
            return value if is_met else value - 1
        case "lt":
            return value - 1 if is_met else value + 1
        case "lte":
            return value if is_met else value + 1
        case "contains":
            return f"{value}" if is_met else "Something else"
        case "is_null":
            return None if is_met else (now or "Something")
        case "past":
            return _on(TODAY + timedelta(days=-3 if is_met else 3), is_moment=is_moment)
        case "upcoming":
            return _on(TODAY + timedelta(days=3 if is_met else -3), is_moment=is_moment)
    return now


def _other(thing: Thing, field: str, taken: Sequence[Any]) -> JsonValue:
    if any(isinstance(one, bool) for one in taken):
        return not taken[0]
    choices = [one["name"] for one in thing.states] if field == thing.state_field else []
    for one in thing.fields:
        if one["name"] == field:
            choices += [each["name"] for each in one.get("options") or []]
    return next((one for one in choices if one not in taken), "Something else")


def days_of(span: Span, today: date = TODAY) -> tuple[date | None, date | None]:
    """The first and the last day of a stretch; none where it has no such end."""
    if span.kind == "fixed":
        ends = [date.fromisoformat(one) if one else None for one in (span.first, span.last)]
        return ends[0], ends[1]
    start = _start(span.unit, today)
    match span.kind:
        case "this":
            return start, _later(start, span.unit, 1) - timedelta(days=1)
        case "last":
            after = _later(start, span.unit, -span.count * span.back)
            return _later(after, span.unit, -span.count), after - timedelta(days=1)
        case "next":
            first = _later(start, span.unit, 1)
            return first, _later(first, span.unit, span.count) - timedelta(days=1)
        case "rolling":
            after = today + timedelta(days=1)
            return _later(after, span.unit, -span.count), today
        case _:
            return today, _later(today, span.unit, span.count) - timedelta(days=1)


def _start(unit: Unit, today: date) -> date:
    match unit:
        case "week":
            return today - timedelta(days=today.weekday())
        case "month":
            return today.replace(day=1)
        case "quarter":
            return date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
        case "year":
            return date(today.year, 1, 1)
        case _:
            return today


def _later(day: date, unit: Unit, count: int) -> date:
    months = day.year * 12 + day.month - 1 + {"month": 1, "quarter": 3, "year": 12}.get(unit, 0) * count
    year, month = divmod(months, 12)
    moved = day.replace(year=year, month=month + 1, day=min(day.day, monthrange(year, month + 1)[1]))
    return moved + timedelta(days={"day": 1, "week": 7}.get(unit, 0) * count)
