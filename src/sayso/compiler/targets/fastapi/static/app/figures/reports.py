"""Reports: grouped measures, with periods on the site's clock."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from app.description import DAYS, Report
from app.entities import ENTITIES
from app.figures.groups import Figure, Grouping, default_date, figure, grouping, plain
from app.lists.filters import Conditions
from app.lists.paths import Arguments, Paths
from app.lists.spans import bound, span_of
from app.rows.rows import Rows
from app.sessions import Session

MOST_ROWS = 2000
MOST_FILLED = 400


async def run_report(
    report: Report, session: Session, first: date | None, last: date | None
) -> dict[str, Any]:
    """The report over the rows the member sees; `first` and `last` are part of the span."""
    entity = ENTITIES[report.entity]
    arguments = Arguments()
    paths = Paths(entity)
    dated = report.date_column or default_date(paths)
    groups = [grouping(paths, arguments, name, session.zone.key, dated) for name in report.group_by]
    figures = [figure(paths, one.op, one.column, one.label) for one in report.measures]
    figures = list({one.key: one for one in figures}.values())
    conditions = Conditions(paths, arguments, session.zone)
    conditions.add(*report.filters)
    if first is None and last is None and report.period is not None:
        first, after = span_of(report.period, datetime.now(UTC).astimezone(session.zone).date())
        last = after - timedelta(days=1)
    target = paths.target(dated)
    if first is not None:
        place = arguments.add(bound(target.kind, first, session.zone))
        conditions.parts.append(f"{target.sql} >= {place}")
    if last is not None:
        place = arguments.add(bound(target.kind, last + timedelta(days=1), session.zone))
        conditions.parts.append(f"{target.sql} < {place}")
    source = f"{entity.view} t{paths.sql}{conditions.sql}"
    async with Rows(entity).transaction(session) as connection:
        found = await connection.fetch(_sql(source, groups, figures), *arguments.values)
    rows = [_row(dict(row), groups, figures) for row in found]
    period = groups[0].period if len(groups) == 1 else None
    if period is not None:
        rows = _filled(rows, period, figures, first, last)
    return {
        "name": report.name,
        "title": report.title,
        "chart": report.chart,
        "columns": [_told(one) for one in groups] + [_told(one) for one in figures],
        "rows": rows,
        "period": period,
        "from": first,
        "to": last,
    }


def _sql(source: str, groups: Sequence[Grouping], figures: Sequence[Figure]) -> str:
    columns = [f"{group.value} as v{n}" for n, group in enumerate(groups)]
    columns += [f"min({group.shown}) as s{n}" for n, group in enumerate(groups) if group.shown]
    columns += [f"{one.sql} as m{n}" for n, one in enumerate(figures)]
    sql = f"select {', '.join(columns)} from {source}"
    if not groups:
        return sql
    by_time = next((n for n, group in enumerate(groups) if group.kind in DAYS), None)
    order = f"v{by_time}, m0 desc" if by_time is not None else "m0 desc nulls last, v0"
    grouped = ", ".join(str(n + 1) for n in range(len(groups)))
    return f"select * from ({sql} group by {grouped}) r order by {order} limit {MOST_ROWS}"


def _told(column: Grouping | Figure) -> dict[str, str]:
    return {"key": column.key, "label": column.label, "type": column.kind}


def _row(
    row: Mapping[str, Any], groups: Sequence[Grouping], figures: Sequence[Figure]
) -> dict[str, Any]:
    """Groups under their key as people read them, under `<key>_value` as they are stored."""
    out: dict[str, Any] = {}
    for n, group in enumerate(groups):
        value = plain(row[f"v{n}"])
        if group.shown:
            out[group.key], out[f"{group.key}_value"] = row[f"s{n}"], value
        elif group.options:
            out[group.key] = group.options.get(str(value), value)
            out[f"{group.key}_value"] = value
        else:
            out[group.key] = value
    return out | {one.key: plain(row[f"m{n}"]) for n, one in enumerate(figures)}


def _filled(
    rows: list[dict[str, Any]],
    period: str,
    figures: Sequence[Figure],
    first: date | None,
    last: date | None,
) -> list[dict[str, Any]]:
    """The rows, with empty periods in between put in, so that a line tells the truth."""
    known = {row[period]: row for row in rows if row[period] is not None}
    if not known:
        return rows
    days = [date.fromisoformat(day) for day in known]
    start, end = min([*days, first] if first else days), max([*days, last] if last else days)
    empty = {one.key: 0 if one.key.startswith(("count", "sum_")) else None for one in figures}
    day, filled = span_of(period, start)[0], list[dict[str, Any]]()
    while day <= end and len(filled) < MOST_FILLED:
        filled.append(known.get(day.isoformat(), {period: day.isoformat(), **empty}))
        day = span_of(period, day)[1]
    return filled if day > end else rows
