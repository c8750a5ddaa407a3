"""What a row of an entity consists of: the members of its type and the schema of what may be written."""

from dataclasses import dataclass

from sayso.kit.words import sentence
from sayso.spec.index import SpecIndex
from sayso.spec.model import Entity, FieldType

from .access import always_readable
from .literals import key
from .names import entity_names
from .schema import choices, field_schema, reference_schema, set_schema, state_schema, type_of
from .typescript_printer import LINE_WIDTH, Value


@dataclass(frozen=True, slots=True)
class Member:
    """One property of a row's type: a union of ``types``, perhaps in an array."""

    name: str
    types: tuple[str, ...]
    array: bool = False
    nullable: bool = False
    optional: bool = False
    related: str | None = None
    """The entity whose type is meant, for an expanded relation."""

    def lines(self) -> list[str]:
        """The property as formatted lines of an interface."""
        head = f"readonly {key(self.name)}{'?' if self.optional else ''}:"
        union = " | ".join(self.types)
        several = len(self.types) > 1
        flat = f"readonly {f'({union})' if several else union}[]" if self.array else union
        line = f"{head} {flat}{' | null' if self.nullable else ''};"
        if len(line) + 2 <= LINE_WIDTH or not several:
            return [line]
        null = ["null"] if self.nullable else []
        if not self.array:
            alternatives = [*self.types, *null]
            return [head, *(f"  | {one}{';' if one is alternatives[-1] else ''}" for one in alternatives)]
        if null and len(flat) + 6 <= LINE_WIDTH:
            return [head, f"  | {flat}", "  | null;"]
        if null:
            return [head, "  | readonly (", *(f"      | {one}" for one in self.types), "    )[]", "  | null;"]
        return [f"{head} readonly (", *(f"  | {one}" for one in self.types), ")[];"]


def row_members(index: SpecIndex, entity: Entity) -> list[Member]:
    """The members of a row as the data API gives it, relations first."""
    seen_by_all = always_readable(index, entity.name)

    def masked(name: str) -> bool:
        return seen_by_all is not None and name not in seen_by_all

    members: list[Member] = []
    for name, link in index.parents(entity.name).items():
        nullable = not link.required or masked(name)
        related = entity_names(index.entities[link.parent]).type
        members += [
            Member(f"{name}_id", ("string",), nullable=nullable),
            Member(f"{name}_title", ("string",), nullable=True),
            Member(name, (related,), nullable=True, optional=True, related=link.parent),
        ]
    for field in entity.fields:
        options = choices(tuple(option.name for option in field.options))
        array = field.type is FieldType.MULTI_ENUM
        types = options if array or field.type is FieldType.ENUM else (type_of(field.type),)
        nullable = types != ("unknown",) and (not field.required or masked(field.name))
        members.append(Member(field.name, types, array=array, nullable=nullable))
    flow = index.flows.get(entity.name)
    if flow is not None:
        states = choices(tuple(state.name for state in flow.states))
        members.append(Member(flow.field, states, nullable=masked(flow.field)))
    for value in entity.computed:
        kind = type_of(value.type)
        array = value.type is FieldType.MULTI_ENUM
        members.append(Member(value.name, (kind,), array=array, nullable=kind != "unknown"))
    for name in many_to_many(index, entity.name):
        members += [
            Member(f"{name}_ids", ("string",), array=True, optional=True),
            Member(f"{name}_titles", ("string",), array=True, optional=True),
        ]
    return members


def many_to_many(index: SpecIndex, entity: str) -> dict[str, tuple[str, str]]:
    """The many_to_many relations of an entity: name to the other entity and its name for the way back."""
    found: dict[str, tuple[str, str]] = {}
    for junction in index.junctions:
        if junction.left == entity:
            found.setdefault(junction.name, (junction.right, junction.inverse))
        if junction.right == entity:
            found.setdefault(junction.inverse, (junction.left, junction.name))
    return found


def input_schema(index: SpecIndex, entity: Entity) -> dict[str, Value]:
    """What may be written, by key of the data API."""
    schema: dict[str, Value] = {
        f"{name}_id": reference_schema(relation_label(index, entity.name, name), required=link.required)
        for name, link in index.parents(entity.name).items()
    }
    schema |= {field.name: field_schema(field) for field in entity.fields}
    flow = index.flows.get(entity.name)
    if flow is not None:
        schema[flow.field] = state_schema(flow)
    return schema | {f"{name}_ids": set_schema() for name in many_to_many(index, entity.name)}


def relation_label(index: SpecIndex, entity: str, name: str) -> str:
    """How people call a belongs_to: the other entity's name where the relation is named after it."""
    parent = index.parents(entity)[name].parent
    return index.entities[parent].display_name if name == parent else sentence(name)
