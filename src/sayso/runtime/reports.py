"""Reports of the spec: grouped measures, with periods on the site's clock."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import asyncpg

from sayso.db.scope import Scope
from sayso.errors import NotFoundError
from sayso.runtime.errors import MalformedError
from sayso.runtime.query.filters import Conditions
from sayso.runtime.query.groups import Figure, Grouping, Groups
from sayso.runtime.query.paths import Arguments, Paths
from sayso.runtime.records import ModuleRuntime
from sayso.runtime.stats import plain
from sayso.runtime.values.readers import UnreadableError, read_date
from sayso.spec.model import DAY_TYPES, MeasureOp, Operator, Report
from sayso.spec.query import Clock, Condition, span_of

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
    arguments = Arguments()
    paths = Paths(runtime.plan, plan)
    groups = Groups(runtime.plan, paths, arguments)
    date_path = report.date_field or groups.default_date()
    groupings = [groups.grouping(part, date_path) for part in report.group_by]
    figures = _distinct([groups.figure(m.op, m.field, m.label) for m in report.measures])
    conditions = Conditions(runtime.plan, paths, arguments, runtime.now)
    for fixed in report.filters:
        conditions.add(Condition.of(fixed))
    first, last = _span(runtime, report, dict(parameters))
    for op, day in ((Operator.GTE, first), (Operator.LTE, last)):
        if day is not None:
            conditions.add(Condition(date_path, op, day.isoformat()))
    sql = _sql(plan.view, paths, conditions, groupings, figures)
    async with runtime.records(plan, scope).refusals():
        found = await runtime.gate.fetch(scope, sql, *arguments.values)
    rows = [_row(row, groupings, figures) for row in found]
    if len(groupings) == 1 and groupings[0].period is not None:
        rows = _filled(rows, groupings[0], figures, first, last)
    return {
        "name": report.name,
        "title": report.title,
        "chart": report.chart,
        "columns": _columns(groupings, figures),
        "rows": rows,
        "period": groupings[0].period if len(groupings) == 1 else None,
        "from": first.isoformat() if first else None,
        "to": last.isoformat() if last else None,
    }


def _sql(
    view: str, paths: Paths, conditions: Conditions, groupings: Sequence[Grouping], figures: Sequence[Figure]
) -> str:
    columns = [f"{grouping.value} as v{n}" for n, grouping in enumerate(groupings)]
    grouped = ", ".join(str(n + 1) for n in range(len(groupings)))
    columns += [f"min({g.shown}) as s{n}" for n, g in enumerate(groupings) if g.shown]
    columns += [f"{figure.sql} as m{n}" for n, figure in enumerate(figures)]
    sql = f"select {', '.join(columns)} from {view} t{paths.sql}{conditions.sql}"
    if not groupings:
        return sql
    by_time = next((n for n, g in enumerate(groupings) if g.type in DAY_TYPES), None)
    order = f"v{by_time}, m0 desc" if by_time is not None else "m0 desc nulls last, v0"
    return f"select * from ({sql} group by {grouped}) r order by {order} limit {MOST_ROWS}"


def _columns(groupings: Sequence[Grouping], figures: Sequence[Figure]) -> list[dict[str, str]]:
    grouped = [{"key": part.key, "label": part.label, "type": part.type} for part in groupings]
    return grouped + [{"key": part.key, "label": part.label, "type": part.type} for part in figures]


def _row(row: asyncpg.Record, groupings: Sequence[Grouping], figures: Sequence[Figure]) -> dict[str, Any]:
    """Groups under their key as people read them, and under ``<key>_value`` as they are stored."""
    out: dict[str, Any] = {}
    for n, grouping in enumerate(groupings):
        value = plain(row[f"v{n}"])
        if grouping.shown:
            out[grouping.key] = row[f"s{n}"]
            out[f"{grouping.key}_value"] = value
        elif grouping.options:
            out[grouping.key] = dict(grouping.options).get(str(value), value)
            out[f"{grouping.key}_value"] = value
        else:
            out[grouping.key] = value
    return out | {figure.key: plain(row[f"m{n}"]) for n, figure in enumerate(figures)}


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


def _distinct(figures: list[Figure]) -> list[Figure]:
    """One figure per key; the same measure twice says nothing new."""
    return list({figure.key: figure for figure in figures}.values())
