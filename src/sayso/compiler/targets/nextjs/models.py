"""What the server of an exported project knows about each entity and report."""

from sayso.compiler.naming import ModuleNames, reference
from sayso.compiler.targets.typescript.access import grants_of
from sayso.compiler.targets.typescript.names import entity_names
from sayso.compiler.targets.typescript.printing import Call, Chain, Raw, Value
from sayso.compiler.targets.typescript.rows import many_to_many, relation_label
from sayso.kit.words import sentence
from sayso.spec.index import SpecIndex
from sayso.spec.model import Entity, FieldType, Flow, Report

_KINDS = {
    FieldType.INTEGER: "number",
    FieldType.DECIMAL: "number",
    FieldType.MONEY: "number",
    FieldType.BOOLEAN: "boolean",
    FieldType.DATE: "date",
    FieldType.DATETIME: "datetime",
    FieldType.TIME: "time",
    FieldType.MULTI_ENUM: "texts",
    FieldType.IMAGE: "uuid",
    FieldType.FILE: "uuid",
    FieldType.UUID: "uuid",
    FieldType.JSON: "json",
}


def entity_model(names: ModuleNames, entity: Entity) -> dict[str, Value]:
    """The argument of an ``EntityService``."""
    index = names.index
    called = entity_names(entity)
    flow = index.flows.get(entity.name)
    model: dict[str, Value] = {
        "name": entity.name,
        "collection": called.collection,
        "label": called.label,
        "labelPlural": called.label_plural,
        "table": names.qualified(names.table(entity.name)),
        "view": names.qualified(names.view(entity.name)),
    }
    title, relation = index.title_field(entity.name), index.title_relation(entity.name)
    if title is not None or relation is not None:
        model["titleColumn"] = title or f"{relation}_title"
    model |= {
        "columns": _columns(index, entity, flow),
        "searchable": [field.name for field in entity.fields if field.searchable],
        "belongsTo": {name: link.parent for name, link in index.parents(entity.name).items()},
        "sets": _sets(names, entity.name),
    }
    if flow is not None:
        model["flow"] = _flow(flow)
    return model | {
        "schema": Raw(called.schema),
        "createSchema": _create_schema(entity, called.schema),
        "grants": grants_of(index, entity.name),
    }


def _create_schema(entity: Entity, schema: str) -> Value:
    filled = [field.name for field in entity.fields if field.required and field.default is not None]
    return Chain(schema, (Call("partial", (dict.fromkeys(filled, True),)),)) if filled else Raw(schema)


def _columns(index: SpecIndex, entity: Entity, flow: Flow | None) -> dict[str, Value]:
    columns: dict[str, Value] = {}
    for name in index.parents(entity.name):
        label = relation_label(index, entity.name, name)
        column = reference(name)
        elsewhere = {"stored": column} if column != f"{name}_id" else {}
        columns[f"{name}_id"] = {"kind": "uuid", "label": label, **elsewhere}
        columns[f"{name}_title"] = {"kind": "text", "label": label}
    for field in entity.fields:
        columns[field.name] = {"kind": _KINDS.get(field.type, "text"), "label": field.label}
    if flow is not None:
        columns[flow.field] = {"kind": "text", "label": sentence(flow.field)}
    for value in entity.computed:
        columns[value.name] = {"kind": _KINDS.get(value.type, "text"), "label": value.label}
    return columns


def _sets(names: ModuleNames, entity: str) -> dict[str, Value]:
    sets: dict[str, Value] = {}
    for junction in names.index.junctions:
        left, right = names.junction_columns(junction)
        table = names.qualified(names.junction(junction))
        if junction.left == entity:
            sets.setdefault(
                junction.name, {"entity": junction.right, "table": table, "own": left, "other": right}
            )
        if junction.right == entity:
            sets.setdefault(
                junction.inverse, {"entity": junction.left, "table": table, "own": right, "other": left}
            )
    assert sets.keys() == many_to_many(names.index, entity).keys()  # noqa: S101 - both read the same junctions
    return sets


def _flow(flow: Flow) -> Value:
    transitions: list[Value] = [
        {
            "name": move.name,
            "label": move.label or sentence(move.name),
            "from": move.from_state,
            "to": move.to_state,
            **({"roles": list(move.roles)} if move.roles else {}),
        }
        for move in flow.transitions
    ]
    return {"field": flow.field, "initial": flow.initial, "transitions": transitions}


def report_model(index: SpecIndex, report: Report) -> Value:
    """A report as the server runs it."""
    model: dict[str, Value] = {
        "name": report.name,
        "title": report.title,
        "entity": report.entity,
        "chart": report.chart.value,
        "groupBy": [{"path": path, "label": _label(index, report.entity, path)} for path in report.group_by],
        "measures": [
            {
                "op": measure.op.value,
                **({"field": measure.field} if measure.field else {}),
                "label": measure.label
                or _measure_label(index, report.entity, measure.op.value, measure.field),
            }
            for measure in report.measures
        ],
        "filters": [_filter(one.field, one.op, one.value) for one in report.filters],
    }
    if report.date_field:
        model["dateField"] = report.date_field
    return model


def _filter(field: str, op: str, value: Value) -> Value:
    return {"field": field, "op": op} if value is None else {"field": field, "op": op, "value": value}


def _label(index: SpecIndex, entity: str, path: str) -> str:
    first, _, rest = path.partition(".")
    parents = index.parents(entity)
    if first in parents:
        return _label(index, parents[first].parent, rest) if rest else relation_label(index, entity, first)
    named = index.fields(entity).get(first) or index.computed(entity).get(first)
    return named.label if named else sentence(first)


def _measure_label(index: SpecIndex, entity: str, op: str, field: str | None) -> str:
    if field is None:
        return entity_names(index.entities[entity]).label_plural
    words = {"sum": "Total", "avg": "Average", "min": "Smallest", "max": "Largest", "count": "Number of"}
    return f"{words[op]} {_label(index, entity, field).lower()}"
