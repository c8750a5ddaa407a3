"""The entity definition: what the app kit knows about an entity."""

from sayso.kit.words import sentence
from sayso.spec.index import SpecIndex
from sayso.spec.model import ComponentType, Entity, Field, FieldType, Flow

from .access import grants_of
from .conditions import rules_of
from .names import entity_names, plural_label
from .rows import many_to_many, relation_label
from .typescript_printer import Raw, Value


def definition_of(index: SpecIndex, entity: Entity) -> dict[str, Value]:
    """The argument of ``defineEntity``; what is unset is left out."""
    names = entity_names(entity)
    flow = index.flows.get(entity.name)
    definition: dict[str, Value | None] = {
        "name": entity.name,
        "collection": names.collection,
        "label": names.label,
        "labelPlural": names.label_plural,
        "addLabel": _add_label(index, entity.name),
        "icon": entity.icon,
        "description": entity.description or None,
        "titleField": index.title_field(entity.name) or index.title_relation(entity.name),
        "schema": Raw(names.schema),
        "fields": _fields(index, entity),
        "related": _related(index, entity.name) or None,
        "flow": _flow(flow) if flow else None,
        "rules": rules_of(index, entity) or None,
        "permissions": grants_of(index, entity.name) or None,
    }
    return _given(definition)


def _add_label(index: SpecIndex, entity: str) -> str | None:
    """What the entity's own form says on its button."""
    forms = (c for c in index.spec.components if c.type is ComponentType.FORM and c.entity == entity)
    return next((str(form.props["submit_label"]) for form in forms if form.props.get("submit_label")), None)


def _given(values: dict[str, Value | None]) -> dict[str, Value]:
    return {name: value for name, value in values.items() if value is not None and value is not False}


def _fields(index: SpecIndex, entity: Entity) -> dict[str, Value]:
    title = index.title_field(entity.name)
    stored: dict[str, Value] = {field.name: _field(field) for field in entity.fields}
    fields: dict[str, Value] = {title: stored[title]} if title in stored else {}
    for name, link in index.parents(entity.name).items():
        label = relation_label(index, entity.name, name)
        fields[name] = _given(
            {"kind": "belongs_to", "label": label, "entity": link.parent, "required": link.required}
        )
    fields |= stored
    flow = index.flows.get(entity.name)
    if flow is not None:
        options = [_given({"value": s.name, "label": s.label, "color": s.color}) for s in flow.states]
        fields[flow.field] = {"kind": "state", "label": sentence(flow.field), "options": options}
    for value in entity.computed:
        fields[value.name] = {"kind": value.type.value, "label": value.label, "computed": True}
    for name, (other, _) in many_to_many(index, entity.name).items():
        fields[name] = {"kind": "many_to_many", "label": sentence(name), "entity": other}
    return fields


def _field(field: Field) -> Value:
    limits = field.validation
    options: list[Value] = [
        _given({"value": o.name, "label": o.label, "color": o.color}) for o in field.options
    ]
    return _given(
        {
            "kind": field.type.value,
            "label": field.label,
            "required": field.required,
            "unique": field.unique,
            "searchable": field.searchable,
            "year": field.type is FieldType.INTEGER
            and "year" in (field.name.split("_")[0], field.name.split("_")[-1]),
            "default": Raw("false") if field.default is False else field.default,
            "min": limits.min if limits else None,
            "max": limits.max if limits else None,
            "minLength": limits.min_length if limits else None,
            "maxLength": limits.max_length if limits else None,
            "pattern": limits.pattern if limits else None,
            "options": options or None,
            "help": field.help,
        }
    )


def _related(index: SpecIndex, entity: str) -> dict[str, Value]:
    related: dict[str, Value] = {
        name: {"entity": link.child, "via": link.name, "label": _many_label(index, name, link.child)}
        for name, link in index.children(entity).items()
    }
    for name, (other, inverse) in many_to_many(index, entity).items():
        related.setdefault(name, {"entity": other, "via": inverse, "label": _many_label(index, name, other)})
    return related


def _many_label(index: SpecIndex, name: str, other: str) -> str:
    named_after = entity_names(index.entities[other]).collection.replace("-", "_") == name
    return plural_label(index.entities[other].display_name) if named_after else sentence(name)


def _flow(flow: Flow) -> Value:
    transitions: list[Value] = [
        _given(
            {
                "name": move.name,
                "label": move.label or sentence(move.name),
                "from": move.from_state,
                "to": move.to_state,
                "roles": list(move.roles) or None,
            }
        )
        for move in flow.transitions
    ]
    return {"field": flow.field, "initial": flow.initial, "transitions": transitions}
