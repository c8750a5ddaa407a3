"""Figures over made-up rows, as the data API gives them."""

from datetime import date, datetime
from typing import Any

from sayso.bots.dry_run.world.filters import Looking
from sayso.bots.dry_run.world.shapes import EntityShape, as_json
from sayso.bots.dry_run.world.store import Row
from sayso.runtime.errors import MalformedError
from sayso.runtime.query.groups import read_measures
from sayso.spec.model import DAY_TYPES, PERIODS, MeasureOp, Period
from sayso.spec.predicates import span_of
from sayso.spec.query import MEASURED, Aggregate, aggregate


def figures(looking: Looking, entity: EntityShape, rows: list[Row], wanted: dict[str, str]) -> list[Row]:
    """One item of measures, or one for each group, the largest first."""
    measures = read_measures(wanted.get("measures", "count"))
    by = wanted.get("group_by")
    if not by:
        return [_measured(looking, rows, measures)]
    groups: dict[Any, list[Row]] = {}
    for row in rows:
        groups.setdefault(_group(looking, entity, row, by, wanted.get("date_field")), []).append(row)
    items = [
        {"group": group, "label": _label(looking, entity, by, group), **_measured(looking, found, measures)}
        for group, found in groups.items()
    ]
    first = measures[0].key
    return sorted(items, key=lambda item: (-(item[first] or 0), str(item["group"])))


def _measured(looking: Looking, rows: list[Row], measures: list[Aggregate]) -> Row:
    found: Row = {}
    for one in measures:
        if one.op is MeasureOp.COUNT:
            found[one.key] = len(rows)
            continue
        entity, column = looking.column(one.path)
        if entity.columns[column].type not in MEASURED[one.op]:
            raise MalformedError(f"{entity.columns[column].label} cannot be measured by {one.op}.")
        values = [value for value in (looking.value(row, one.path) for row in rows) if value is not None]
        found[one.key] = as_json(aggregate(one.op, values))
    return found


def _group(looking: Looking, entity: EntityShape, row: Row, by: str, day: str | None) -> Any:
    if by not in PERIODS or by in entity.columns:
        return as_json(looking.value(row, by))
    dates = (one.name for one in entity.columns.values() if one.type in DAY_TYPES)
    value = looking.value(row, day or next(dates, "created_at"))
    if isinstance(value, datetime):
        value = value.astimezone(entity.zone).date()
    return span_of(Period(by), value)[0].isoformat() if isinstance(value, date) else None


def _label(looking: Looking, entity: EntityShape, by: str, group: Any) -> str:
    if by in entity.parents:
        return looking.title(entity.parents[by], group)
    labels = {
        option["name"]: option["label"]
        for options in (
            entity.facts.get("states", []) if by == entity.state else [],
            *(one.get("options", []) for one in entity.facts["fields"] if one["name"] == by),
        )
        for option in options
    }
    return labels.get(str(group)) or ("" if group is None else str(group))
