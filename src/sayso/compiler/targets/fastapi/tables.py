"""The description of an entity from which the service works: columns, relations, states."""

from sayso.compiler.identifiers import ModuleNames, reference
from sayso.kit.words import sentence
from sayso.spec.index import SpecIndex
from sayso.spec.model import Computed, Entity, Field, FieldType, Flow

from .names import entity_names
from .python_printer import Call, Raw, Value

TEXT_TYPES = frozenset({FieldType.TEXT, FieldType.LONG_TEXT, FieldType.EMAIL, FieldType.URL, FieldType.PHONE})
_UNWRITTEN: dict[str, Value] = {"written": False}


def table(names: ModuleNames, entity: Entity) -> Call:
    """``Entity(…)``."""
    index = names.index
    called = entity_names(entity)
    flow = index.flows.get(entity.name)
    parts: dict[str, Value] = {
        "name": entity.name,
        "collection": called.collection,
        "label": called.label,
        "label_plural": called.label_plural,
        "table": names.qualified(names.table(entity.name)),
        "view": names.qualified(names.view(entity.name)),
        "title": _title(index, entity),
        "columns": _columns(index, entity, flow),
        "searched": _searched(index, entity),
    }
    sets = _sets(names, entity.name)
    if sets:
        parts["sets"] = sets
    if flow is not None:
        parts["flow"] = _flow(flow)
    if entity.rules:
        parts["rules"] = {rule.name: rule.message for rule in entity.rules}
    return Call("Entity", named=parts)


def set_names(index: SpecIndex, entity: str) -> dict[str, str]:
    """The many-to-many relations of an entity, and the entity each leads to."""
    found: dict[str, str] = {}
    for junction in index.junctions:
        if junction.left == entity:
            found[junction.name] = junction.right
        if junction.right == entity:
            found[junction.inverse] = junction.left
    return found


def _title(index: SpecIndex, entity: Entity) -> tuple[str, ...]:
    name = index.title_field(entity.name)
    if name == "first_name" and any(field.name == "last_name" for field in entity.fields):
        return "first_name", "last_name"
    relation = index.title_relation(entity.name)
    return tuple(one for one in (name or relation,) if one)


def _searched(index: SpecIndex, entity: Entity) -> tuple[str, ...]:
    texts = [field for field in entity.fields if field.type in TEXT_TYPES]
    enums = [field for field in entity.fields if field.type is FieldType.ENUM and field.searchable]
    chosen = [field.name for field in (*texts, *enums) if field.searchable]
    return tuple(chosen) or (*(field.name for field in texts), *index.parents(entity.name))


def _columns(index: SpecIndex, entity: Entity, flow: Flow | None) -> dict[str, Value]:
    columns: dict[str, Value] = {"id": _column(FieldType.UUID, "Id", **_UNWRITTEN)}
    for field in entity.fields:
        columns[field.name] = _of_field(field)
    for name, link in index.parents(entity.name).items():
        more: dict[str, Value] = {"parent": link.parent}
        if reference(name) != f"{name}_id":
            more["stored"] = reference(name)
        columns[f"{name}_id"] = _column(FieldType.UUID, sentence(name), **more, **_needed(link.required))
    if flow is not None:
        states: dict[str, Value] = {state.name: state.label for state in flow.states}
        columns[flow.field] = _column(FieldType.ENUM, sentence(flow.field), options=states)
    for value in entity.computed:
        columns[value.name] = _of_computed(value)
    if entity.person_role is not None and "member" not in index.parents(entity.name):
        columns["member_id"] = _column(FieldType.UUID, "Member", **_UNWRITTEN)
    columns["version"] = _column(FieldType.INTEGER, "Version", **_UNWRITTEN)
    columns["created_at"] = _column(FieldType.DATETIME, "Created", **_UNWRITTEN)
    columns["updated_at"] = _column(FieldType.DATETIME, "Changed", **_UNWRITTEN)
    return columns


def _of_field(field: Field) -> Call:
    more: dict[str, Value] = {}
    if field.options:
        more["options"] = {option.name: option.label for option in field.options}
    return _column(field.type, field.label, **more, **_needed(field.required))


def _of_computed(value: Computed) -> Call:
    return _column(value.type, value.label, **_UNWRITTEN, computed=True)


def _needed(required: bool) -> dict[str, Value]:
    return {"required": True} if required else {}


def _column(kind: FieldType, label: str, **more: Value) -> Call:
    return Call("Column", (Raw(f"Kind.{kind.name}"), label), more)


def _sets(names: ModuleNames, entity: str) -> dict[str, Value]:
    sets: dict[str, Value] = {}
    for junction in names.index.junctions:
        left, right = names.junction_columns(junction)
        name = names.qualified(names.junction(junction))
        if junction.left == entity:
            sets[junction.name] = Call("Set", (junction.right, name, left, right))
        if junction.right == entity:
            sets[junction.inverse] = Call("Set", (junction.left, name, right, left))
    return sets


def _flow(flow: Flow) -> Call:
    moves = []
    for move in flow.transitions:
        label = move.label or sentence(move.name)
        roles: dict[str, Value] = {"roles": move.roles} if move.roles else {}
        moves.append(Call("Transition", (move.name, label, move.from_state, move.to_state), roles))
    return Call("Flow", (flow.field, tuple(moves)))
