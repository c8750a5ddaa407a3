"""Reports of the spec: grouped measures, with periods on the site's clock."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import asyncpg

from sayso.db.scope import Scope
from sayso.errors import NotFoundError
from sayso.runtime.errors import MalformedError
from sayso.runtime.query.groups import Figure, Grouped, Grouping, Groups, plain
from sayso.runtime.records import ModuleRuntime
from sayso.runtime.values.readers import UnreadableError, read_date
from sayso.spec.model import MeasureOp, Operator, Report
from sayso.spec.predicates import Clock, span_of
from sayso.spec.query import Condition, Query

MOST_ROWS = 2000
MOST_FILLED = 400


async def run_report(
    runtime: ModuleRuntime, name: str, scope: Scope, parameters: Sequence[tuple[str, str]]
) -> dict[str, Any]:
    """The report over the rows the member sees; ``from`` and ``to`` are days, both part of the span."""
    report = runtime.plan.reports.get(name)
    if report is None:
        raise NotFoundError(f'There is no report "{name[:60]}".')
    plan = runtime.plan.by_entity[report.entity]
    first, last = _span(runtime, report, dict(parameters))
    query = Query.of(report)
    day = query.date_field or plan.default_date
    spanned = [
        Condition(day, op, end.isoformat())
        for op, end in ((Operator.GTE, first), (Operator.LTE, last))
        if end is not None
    ]
    query = replace(query, conditions=[*query.conditions, *spanned])
    grouped = Groups(runtime.plan, plan.name, runtime.now).build(query, MOST_ROWS, is_by_time=True)
    groupings, figures = grouped.groupings, grouped.figures
    async with runtime.records(plan, scope).refusals():
        found = await runtime.gate.fetch(scope, grouped.sql, *grouped.arguments)
    rows = [_row(row, grouped) for row in found]
    if len(groupings) == 1 and groupings[0].period is not None:
        rows = _filled(rows, groupings[0], figures, first, last)
    return {
        "name": report.name,
        "title": report.title,
        "chart": report.chart,
        "columns": grouped.columns,
        "rows": rows,
        "period": groupings[0].period if len(groupings) == 1 else None,
        "from": first.isoformat() if first else None,
        "to": last.isoformat() if last else None,
    }


def _row(row: asyncpg.Record, grouped: Grouped) -> dict[str, Any]:
    """Groups under their key as people read them, and under ``<key>_value`` as they are stored."""
    out: dict[str, Any] = {}
    for n, grouping in enumerate(grouped.groupings):
        value = plain(row[f"v{n}"])
        if grouping.shown:
            out[grouping.key] = row[f"s{n}"]
            out[f"{grouping.key}_value"] = value
        elif grouping.options:
            out[grouping.key] = dict(grouping.options).get(str(value), value)
            out[f"{grouping.key}_value"] = value
        else:
            out[grouping.key] = value
    return out | grouped.figures_of(row)


def _filled(
    rows: list[dict[str, Any]],
    grouping: Grouping,
    figures: Sequence[Figure],
    first: date | None,
    last: date | None,
) -> list[dict[str, Any]]:
    """The rows, with empty periods in between put in, so that a line tells the truth."""
    known = {row[grouping.key]: row for row in rows if row[grouping.key] is not None}
    if not known or grouping.period is None:
        return rows
    days = [date.fromisoformat(day) for day in known]
    start, end = min([*days, first] if first else days), max([*days, last] if last else days)
    day, filled = span_of(grouping.period, start)[0], list[dict[str, Any]]()
    while day <= end and len(filled) < MOST_FILLED:
        empty = {
            f.key: 0 if f.key == "count" or f.key.startswith(f"{MeasureOp.SUM}_") else None for f in figures
        }
        filled.append(known.get(day.isoformat(), {grouping.key: day.isoformat(), **empty}))
        day = span_of(grouping.period, day)[1]
    return filled if day > end else rows


def _span(
    runtime: ModuleRuntime, report: Report, given: Mapping[str, str]
) -> tuple[date | None, date | None]:
    first, last = (_day(given.get(end), end) for end in ("from", "to"))
    if first is None and last is None and report.period is not None:
        start, after = span_of(report.period, Clock(runtime.now(), runtime.plan.time_zone).today)
        return start, after - timedelta(days=1)
    return first, last


def _day(text: str | None, name: str) -> date | None:
    if not text:
        return None
    try:
        day = read_date(text)
    except UnreadableError as error:
        raise MalformedError(f'"{name}" {error}') from error
    if not 2 <= day.year <= 9990:
        raise MalformedError(f'"{name}" is too far away.')
    return day
