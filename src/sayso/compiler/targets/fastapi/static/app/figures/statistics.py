"""Statistics over the rows a member sees: measures, in groups where wanted."""

from typing import Any

from starlette.datastructures import QueryParams

from app.figures.groups import figure, grouping, plain
from app.lists.filters import Conditions, read_filters
from app.lists.paths import Arguments, Paths
from app.problems import Malformed
from app.rows.rows import Rows
from app.sessions import Session

MOST_MEASURES = 12
MOST_GROUPS = 1000


async def statistics(
    rows: Rows, session: Session, measures: str, group_by: str, parameters: QueryParams
) -> list[dict[str, Any]]:
    """Items of figures with `group` and `label`; without a group, one item of figures."""
    arguments = Arguments()
    paths = Paths(rows.entity)
    wanted = [part for part in measures.split(",") if part]
    if not 1 <= len(wanted) <= MOST_MEASURES:
        raise Malformed(f"Give 1 to {MOST_MEASURES} measures, as in measures=count,sum:price.")
    named = (part.partition(":") for part in wanted)
    figures = [figure(paths, op, name or None) for op, _, name in named]
    group = grouping(paths, arguments, group_by, session.zone.key) if group_by else None
    conditions = Conditions(paths, arguments, session.zone)
    conditions.add(*read_filters(parameters.multi_items()))
    if parameters.get("q"):
        conditions.search(parameters["q"][:200])
    columns = [f'{one.sql} as "{one.key}"' for one in figures]
    tail = ""
    if group is not None:
        shown = f"min({group.shown})" if group.shown else "null::text"
        columns = [f"{group.value} as g", f"{shown} as l", *columns]
        tail = f" group by 1 order by 3 desc nulls last, 1 limit {MOST_GROUPS}"
    source = f"{rows.entity.view} t{paths.sql}{conditions.sql}"
    sql = f"select {', '.join(columns)} from {source}{tail}"
    async with rows.transaction(session) as connection:
        found = await connection.fetch(sql, *arguments.values)
    items = []
    for row in found:
        item = {one.key: plain(row[one.key]) for one in figures}
        if group is not None:
            value = plain(row["g"])
            label = (
                row["l"] or group.options.get(str(value)) or ("" if value is None else str(value))
            )
            item = {"group": value, "label": label, **item}
        items.append(item)
    return items
