"""Statistics over the rows a member sees: measures, in groups where wanted."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sayso.db.scope import Scope
from sayso.runtime.errors import MalformedError
from sayso.runtime.plan import CollectionPlan
from sayso.runtime.query.filters import Conditions, read_filters
from sayso.runtime.query.groups import Groups
from sayso.runtime.query.paths import Arguments, Paths
from sayso.runtime.records import ModuleRuntime

MOST_MEASURES = 12
MOST_GROUPS = 1000


async def statistics(
    runtime: ModuleRuntime, plan: CollectionPlan, scope: Scope, parameters: Sequence[tuple[str, str]]
) -> dict[str, Any]:
    """``{"items": [{"group", "label", "count", "sum_price"}]}``; without a group, one item of figures.

    ``group_by`` may be a period such as ``month``, which cuts ``date_field``.
    """
    given = dict(parameters)
    arguments = Arguments()
    paths = Paths(runtime.plan, plan)
    groups = Groups(runtime.plan, paths, arguments)
    wanted = [part for part in given.get("measures", "count").split(",") if part]
    if not wanted or len(wanted) > MOST_MEASURES:
        raise MalformedError(f"Give 1 to {MOST_MEASURES} measures, as in measures=count,sum:price.")
    figures = [groups.figure(op, name or None) for op, _, name in (part.partition(":") for part in wanted)]
    by, day = given.get("group_by"), given.get("date_field")
    grouping = groups.grouping(by, day or None) if by else None
    conditions = Conditions(runtime.plan, paths, arguments, runtime.now)
    for condition in read_filters(parameters):
        conditions.add(condition)
    if given.get("q"):
        conditions.search(given["q"][:200])
    columns = [f'{figure.sql} as "{figure.key}"' for figure in figures]
    tail = ""
    if grouping is not None:
        shown = f"min({grouping.shown})" if grouping.shown else "null::text"
        columns = [f"{grouping.value} as g", f"{shown} as l", *columns]
        tail = f" group by 1 order by 3 desc nulls last, 1 limit {MOST_GROUPS}"
    sql = f"select {', '.join(columns)} from {plan.view} t{paths.sql}{conditions.sql}{tail}"
    async with runtime.records(plan, scope).refusals():
        rows = await runtime.gate.fetch(scope, sql, *arguments.values)
    options = dict(grouping.options) if grouping else {}
    items = []
    for row in rows:
        item = {figure.key: plain(row[figure.key]) for figure in figures}
        if grouping is not None:
            value = plain(row["g"])
            label = row["l"] or options.get(str(value)) or ("" if value is None else str(value))
            item = {"group": value, "label": label, **item}
        items.append(item)
    return {"items": items}


def plain(value: object) -> Any:
    """A value of the database as JSON has it."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() and abs(value) < 2**53 else float(value)
    if value is None or isinstance(value, str | int | float | bool | list):
        return value
    isoformat = getattr(value, "isoformat", None)
    return isoformat() if isoformat else str(value)
