"""Statistics over the rows a member sees: measures, in groups where wanted."""

from collections.abc import Sequence
from typing import Any

from sayso.db.scope import Scope
from sayso.runtime.plan import CollectionPlan
from sayso.runtime.query.filters import read_filters
from sayso.runtime.query.groups import Groups, plain, read_measures
from sayso.runtime.records import ModuleRuntime
from sayso.spec.query import Query

MOST_GROUPS = 1000


async def statistics(
    runtime: ModuleRuntime, plan: CollectionPlan, scope: Scope, parameters: Sequence[tuple[str, str]]
) -> dict[str, Any]:
    """``{"items": [{"group", "label", "count", "sum_price"}]}``; without a group, one item of figures.

    ``group_by`` may be a period such as ``month``, which cuts ``date_field``.
    """
    given = dict(parameters)
    query = Query(
        plan.name,
        read_filters(parameters),
        read_measures(given.get("measures", "count")),
        [given["group_by"]] if given.get("group_by") else [],
        given.get("date_field") or None,
    )
    grouped = Groups(runtime.plan, plan.name, runtime.now).build(
        query, MOST_GROUPS, search=given.get("q", "")[:200]
    )
    async with runtime.records(plan, scope).refusals():
        rows = await runtime.gate.fetch(scope, grouped.sql, *grouped.arguments)
    items = []
    for row in rows:
        item = grouped.figures_of(row)
        for grouping in grouped.groupings:
            value = plain(row["v0"])
            shown = row["s0"] if grouping.shown else dict(grouping.options).get(str(value))
            item = {"group": value, "label": shown or ("" if value is None else str(value)), **item}
        items.append(item)
    return {"items": items}
