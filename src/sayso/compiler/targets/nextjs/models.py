"""What the server of an exported project knows about each entity and report."""

from sayso.compiler.identifiers import ModuleNames, reference
from sayso.compiler.targets.typescript.access import grants_of
from sayso.compiler.targets.typescript.names import entity_names
from sayso.compiler.targets.typescript.rows import many_to_many, relation_label
from sayso.compiler.targets.typescript.typescript_printer import Call, Chain, Raw, Value
from sayso.kit.words import sentence
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec, Entity, FieldType, Flow, Report
from sayso.spec.query import written

_SEARCHED = {
    FieldType.TEXT, FieldType.LONG_TEXT, FieldType.EMAIL, FieldType.URL, FieldType.PHONE, FieldType.ENUM,
}  # fmt: skip
_EVERYWHERE = {
    "currency": ("Currency", "USD"),
    "time_zone": ("Time zone", "UTC"),
    "locale": ("Language and region", "en"),
}
"""Settings that every application has: their labels, and what holds where the spec says nothing."""


def entity_model(names: ModuleNames, entity: Entity) -> dict[str, Value]:
    """What the server knows about an entity."""
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
        **_title(index, entity.name),
        "columns": _columns(index, entity, flow),
    }
    if entity.person_role is not None:
        model["isPerson"] = True
    model |= {
        "searchable": [field.name for field in entity.fields if field.searchable and field.type in _SEARCHED],
        "belongsTo": {name: link.parent for name, link in index.parents(entity.name).items()},
        "sets": _sets(names, entity.name),
        "rules": [{"name": rule.name, "message": rule.message} for rule in entity.rules],
    }
    if flow is not None:
        model["flow"] = _flow(flow)
    return model | {
        "schema": Raw(called.schema),
        "createSchema": _create_schema(entity, called.schema),
        "grants": grants_of(index, entity.name),
    }


def module_model(names: ModuleNames, version: str) -> dict[str, Value]:
    """What the server knows about the application as a whole, without its entities."""
    index, spec = names.index, names.index.spec
    collections = {entity.name: entity_names(entity).collection for entity in spec.entities}
    endpoints: list[Value] = [
        {
            "method": endpoint.method.value,
            "path": endpoint.path,
            "description": endpoint.description,
            "served_at": f"/api/{collections[endpoint.entity]}",
        }
        for endpoint in spec.endpoints
        if endpoint.entity in collections
    ]
    return {
        "name": spec.name,
        "slug": spec.slug,
        "version": version,
        "description": spec.description,
        "roles": [{"name": role.name, "label": role.label} for role in spec.permissions.roles],
        **({"widestRole": index.widest_role} if index.widest_role else {}),
        "settings": _settings(spec),
        "history": names.qualified(names.history_view),
        "restore": names.qualified(names.name("restore")),
        "reports": [report_model(report) for report in spec.reports],
        "endpoints": endpoints,
    }


def _settings(spec: AppSpec) -> list[Value]:
    own: dict[str, Value] = {
        one.key: {
            "key": one.key,
            "label": one.label,
            "type": one.type.value,
            "options": list(one.options),
            "value": _EVERYWHERE.get(one.key, ("", None))[1] if one.default is None else one.default,
        }
        for one in spec.settings
    }
    for key, (label, value) in _EVERYWHERE.items():
        own.setdefault(key, {"key": key, "label": label, "type": "string", "options": [], "value": value})
    return list(own.values())


def _title(index: SpecIndex, entity: str) -> dict[str, Value]:
    """The columns that name a row, or the relation that does."""
    field = index.title_field(entity)
    if field is None:
        relation = index.title_relation(entity)
        return {"title": [], **({"titleRelation": relation} if relation else {})}
    has_both = field == "first_name" and "last_name" in {*index.fields(entity), *index.computed(entity)}
    return {"title": [field, "last_name"] if has_both else [field]}


def _create_schema(entity: Entity, schema: str) -> Value:
    filled = [field.name for field in entity.fields if field.required and field.default is not None]
    return Chain(schema, (Call("partial", (dict.fromkeys(filled, True),)),)) if filled else Raw(schema)


def _columns(index: SpecIndex, entity: Entity, flow: Flow | None) -> dict[str, Value]:
    columns: dict[str, Value] = {}
    for field in entity.fields:
        options = [{"name": option.name, "label": option.label} for option in field.options]
        columns[field.name] = {
            "kind": field.type.value,
            "label": field.label,
            **({"options": options} if options else {}),
            **({"required": True} if field.required else {}),
        }
    for name, link in index.parents(entity.name).items():
        column = reference(name)
        columns[f"{name}_id"] = {
            "kind": "uuid",
            "label": relation_label(index, entity.name, name),
            **({"stored": column} if column != f"{name}_id" else {}),
            **({"required": True} if link.required else {}),
        }
    if flow is not None:
        states = [{"name": state.name, "label": state.label} for state in flow.states]
        columns[flow.field] = {"kind": "enum", "label": sentence(flow.field), "options": states}
    for value in entity.computed:
        columns[value.name] = {"kind": value.type.value, "label": value.label, "computed": True}
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


def report_model(report: Report) -> Value:
    """A report as the server runs it."""
    return {
        "name": report.name,
        "title": report.title,
        "entity": report.entity,
        "chart": report.chart.value,
        "groupBy": list(report.group_by),
        "measures": [
            {
                "op": measure.op.value,
                **({"field": measure.field} if measure.field else {}),
                **({"label": measure.label} if measure.label else {}),
            }
            for measure in report.measures
        ],
        "filters": [
            {"path": one.field, "op": one.op.value, "value": written(one.value)} for one in report.filters
        ],
        **({"dateField": report.date_field} if report.date_field else {}),
        **({"period": report.period.value} if report.period else {}),
    }
