"""What the names in an expression stand for."""

from dataclasses import dataclass
from typing import Literal as OneOf

from sayso.spec.index import SpecIndex

from .values import DATETIME, Kind, ValueType, of_field

MemberKind = OneOf["field", "computed", "flow", "relation", "system"]


@dataclass(frozen=True, slots=True)
class Member:
    """A single-valued name of an entity: a field, computed value, flow field, belongs_to or system column."""

    entity: str
    name: str
    kind: MemberKind
    type: ValueType


@dataclass(frozen=True, slots=True)
class Many:
    """A has_many or many_to_many name: ``entity`` is what the items are."""

    owner: str
    name: str
    entity: str
    is_junction: bool


_SYSTEM = {"created_at": DATETIME, "updated_at": DATETIME}


def member(index: SpecIndex, entity: str, name: str) -> Member | None:
    """What ``name`` is on ``entity``; none when it is nothing, or stands for many rows."""
    if entity not in index.entities:
        return None
    field = index.fields(entity).get(name)
    if field is not None:
        kind = of_field(field.type)
        if kind in {Kind.CHOICE, Kind.CHOICES}:
            options = tuple(option.name for option in field.options)
            return Member(entity, name, "field", ValueType(kind, options, entity, name))
        return Member(entity, name, "field", ValueType(kind))
    value = index.computed(entity).get(name)
    if value is not None:
        return Member(entity, name, "computed", ValueType(of_field(value.type)))
    flow = index.flows.get(entity)
    if flow is not None and flow.field == name:
        states = tuple(state.name for state in flow.states)
        return Member(entity, name, "flow", ValueType(Kind.CHOICE, states, entity, name, is_state=True))
    link = index.parents(entity).get(name)
    if link is not None:
        return Member(entity, name, "relation", ValueType(Kind.REFERENCE, entity=link.parent))
    if name in _SYSTEM:
        return Member(entity, name, "system", _SYSTEM[name])
    return None


def members(index: SpecIndex, entity: str) -> tuple[str, ...]:
    """The names that may be used as a value of ``entity``."""
    flow = index.flows.get(entity)
    return (
        *index.fields(entity),
        *index.computed(entity),
        *([flow.field] if flow else []),
        *index.parents(entity),
        *_SYSTEM,
    )


def many(index: SpecIndex, entity: str, name: str) -> Many | None:
    """The rows behind a has_many or many_to_many name of ``entity``."""
    link = index.children(entity).get(name)
    if link is not None:
        return Many(entity, name, link.child, is_junction=False)
    for junction in index.junctions:
        if junction.left == entity and junction.name == name:
            return Many(entity, name, junction.right, is_junction=True)
        if junction.right == entity and junction.inverse == name:
            return Many(entity, name, junction.left, is_junction=True)
    return None


def many_names(index: SpecIndex, entity: str) -> tuple[str, ...]:
    """All has_many and many_to_many names of ``entity``."""
    return (
        *index.children(entity),
        *(j.name for j in index.junctions if j.left == entity),
        *(j.inverse for j in index.junctions if j.right == entity),
    )


def follow(index: SpecIndex, entity: str, names: tuple[str, ...]) -> tuple[Member, ...]:
    """The members along a path, as far as it can be followed; as long as ``names`` when it is sound."""
    found: list[Member] = []
    at: str | None = entity
    for name in names:
        if at is None:
            break
        step = member(index, at, name)
        if step is None:
            break
        found.append(step)
        at = step.type.entity if step.kind == "relation" else None
    return tuple(found)
