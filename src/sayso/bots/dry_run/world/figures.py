"""Figures over made-up rows, as the data API gives them."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sayso.bots.dry_run.world.filters import Looking
from sayso.bots.dry_run.world.shapes import EntityShape, as_json
from sayso.bots.dry_run.world.store import Row
from sayso.runtime.errors import MalformedError
from sayso.runtime.query.spans import span_of
from sayso.spec.model import FieldType, MeasureOp, Period

_NUMBERS = frozenset({FieldType.INTEGER, FieldType.DECIMAL, FieldType.MONEY})
_HUNDREDTH = Decimal("0.01")


def figures(looking: Looking, entity: EntityShape, rows: list[Row], wanted: dict[str, str]) -> list[Row]:
    """One item of measures, or one for each group, the largest first."""
    measures = [part for part in wanted.get("measures", "count").split(",") if part]
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
    first = next(iter(_measured(looking, [], measures)))
    return sorted(items, key=lambda item: (-(item[first] or 0), str(item["group"])))


def _measured(looking: Looking, rows: list[Row], measures: list[str]) -> Row:
    found: Row = {}
    for measure in measures:
        op, _, name = measure.partition(":")
        if op not in set(MeasureOp):
            raise MalformedError(f'There is no measure "{op[:40]}".')
        if op == MeasureOp.COUNT:
            found["count"] = len(rows)
            continue
        entity, column = looking.column(name)
        if op in {MeasureOp.SUM, MeasureOp.AVG} and entity.columns[column].type not in _NUMBERS:
            raise MalformedError(f"{entity.columns[column].label} cannot be measured by {op}.")
        values = [value for value in (looking.value(row, name) for row in rows) if value is not None]
        found[f"{op}_{name.replace('.', '_')}"] = as_json(_figure(MeasureOp(op), values))
    return found


def _figure(op: MeasureOp, values: list[Any]) -> Any:
    if op is MeasureOp.SUM:
        return sum(values)
    if not values:
        return None
    if op is MeasureOp.AVG:
        return (sum(map(Decimal, values), Decimal()) / len(values)).quantize(_HUNDREDTH)
    return min(values) if op is MeasureOp.MIN else max(values)


def _group(looking: Looking, entity: EntityShape, row: Row, by: str, day: str | None) -> Any:
    if by not in set(Period) or by in entity.columns:
        return as_json(looking.value(row, by))
    dates = (one.name for one in entity.columns.values() if one.type in {FieldType.DATE, FieldType.DATETIME})
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
