"""Semantic versions of modules: what a program that calls a module's API has to expect of a new revision."""

from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from sayso.spec.index import SpecIndex
from sayso.spec.model import Action, AppSpec, Element, Field, FieldType, Relationship, RelationshipKind, Scope

_TEXTS = frozenset({FieldType.TEXT, FieldType.LONG_TEXT})
_WIDER: dict[FieldType, frozenset[FieldType]] = {
    FieldType.TEXT: _TEXTS,
    FieldType.LONG_TEXT: _TEXTS,
    FieldType.EMAIL: _TEXTS,
    FieldType.URL: _TEXTS,
    FieldType.PHONE: _TEXTS,
    FieldType.DECIMAL: frozenset({FieldType.MONEY}),
    FieldType.MONEY: frozenset({FieldType.DECIMAL}),
    FieldType.ENUM: _TEXTS,
}
"""Types that take and give everything that another does, in the same form."""


class Bump(IntEnum):
    """Which part of a version goes up."""

    PATCH = 0
    MINOR = 1
    MAJOR = 2


class Grant(NamedTuple):
    """One allowed action of one role; ``fields`` are none where all may be used."""

    role: str
    entity: str
    action: Action
    scope: Scope
    owner: str
    fields: frozenset[str] | None

    def covers(self, other: "Grant") -> bool:
        """Whether whoever could rely on ``other`` can rely on this."""
        same = (self.role, self.entity, self.action) == (other.role, other.entity, other.action)
        rows = self.scope is Scope.ALL or (self.scope, self.owner) == (other.scope, other.owner)
        fields = self.fields is None or (other.fields is not None and other.fields <= self.fields)
        return same and rows and fields


def next_version(version: str, before: AppSpec, after: AppSpec) -> str:
    """The version after ``version`` for a step from ``before`` to ``after``; it always goes up.

    An undo is such a step too: it takes back what callers may have begun to rely on.
    """
    major, minor, patch = (int(part) for part in version.split("."))
    match bump_of(before, after):
        case Bump.MAJOR:
            return f"{major + 1}.0.0"
        case Bump.MINOR:
            return f"{major}.{minor + 1}.0"
        case _:
            return f"{major}.{minor}.{patch + 1}"


def bump_of(before: AppSpec, after: AppSpec) -> Bump:
    """Major where a call that worked may fail or a value it read is gone; minor where something came along.

    Breaking are: what is removed or has another name, a type that takes less, a value that must be given now,
    a grant that is taken away. Pages and what they show are for people: new ones are additions, and anything
    else about them is a patch.
    """
    old, new = SpecIndex(before), SpecIndex(after)
    kept, now = dict(_promises(old)), dict(_promises(new))
    if any(key not in now or not _holds(promise, now[key]) for key, promise in kept.items()):
        return Bump.MAJOR
    if _demands(new) - _demands(old) - _new_entities(before, after):
        return Bump.MAJOR
    grants, later = _grants(old), _grants(new)
    if not all(any(other.covers(grant) for other in later) for grant in grants):
        return Bump.MAJOR
    more = now.keys() - kept.keys() or _shown(after) - _shown(before)
    wider = not all(any(other.covers(grant) for other in grants) for grant in later)
    return Bump.MINOR if more or wider else Bump.PATCH


Promise = tuple[object, ...]


def _promises(index: SpecIndex) -> Iterator[tuple[str, Promise]]:
    """What callers rely on by element: the names they use and the types they get."""
    spec = index.spec
    for entity in spec.entities:
        yield entity.id, (entity.name,)
        for field in entity.fields:
            yield field.id, (field.name, field.type)
            yield from ((option.id, (option.name,)) for option in field.options)
        yield from ((value.id, (value.name, value.type)) for value in entity.computed)
    yield from ((link.id, _link(link)) for link in spec.relationships)
    for flow in spec.flows:
        yield flow.id, (flow.field,)
        yield from ((state.id, (state.name,)) for state in flow.states)
        yield from ((move.id, (move.name,)) for move in flow.transitions)
    yield from ((one.id, (one.method, one.path, one.auth)) for one in spec.endpoints)
    yield from ((report.id, (report.name,)) for report in spec.reports)
    yield from ((role.id, (role.name,)) for role in spec.permissions.roles)
    yield from ((setting.id, (setting.key, setting.type)) for setting in spec.settings)


def _link(link: Relationship) -> Promise:
    """A link read from the side that holds the reference."""
    if link.kind is RelationshipKind.HAS_MANY:
        return RelationshipKind.BELONGS_TO, link.to_entity, link.inverse, link.name
    return link.kind, link.from_entity, link.name, link.inverse


def _holds(promise: Promise, now: Promise) -> bool:
    if promise == now:
        return True
    return (
        len(promise) == len(now) == 2
        and promise[0] == now[0]
        and isinstance(promise[1], FieldType)
        and now[1] in _WIDER.get(promise[1], frozenset())
    )


def _demands(index: SpecIndex) -> set[str]:
    """Elements without which no row can be created, as ``<entity id>/<element id>``."""
    ids = {entity.name: entity.id for entity in index.spec.entities}
    fields = {
        f"{entity.id}/{field.id}"
        for entity in index.spec.entities
        for field in entity.fields
        if _is_demanded(field)
    }
    return fields | {f"{ids[link.child]}/{link.element}" for link in index.links if link.required}


def _is_demanded(field: Field) -> bool:
    return field.required and field.default is None


def _new_entities(before: AppSpec, after: AppSpec) -> set[str]:
    """What an entity demands that nobody could have called before."""
    known = {entity.id for entity in before.entities}
    return {demand for demand in _demands(SpecIndex(after)) if demand.partition("/")[0] not in known}


def _grants(index: SpecIndex) -> set[Grant]:
    """The matrix by ids, so that a renamed role or entity keeps its grants."""
    spec = index.spec
    roles = {role.name: role.id for role in spec.permissions.roles}
    entities = {entity.name: entity.id for entity in spec.entities}
    found = set()
    for rule in spec.permissions.rules:
        if rule.scope is Scope.NONE:
            continue
        fields = None if rule.fields is None else frozenset(_ids_of(index, rule.entity, rule.fields))
        owner = rule.owner if rule.scope is Scope.OWN else ""
        role, entity = roles.get(rule.role, rule.role), entities.get(rule.entity, rule.entity)
        found |= {Grant(role, entity, action, rule.scope, owner, fields) for action in rule.actions}
    return found


def _ids_of(index: SpecIndex, entity: str, names: tuple[str, ...]) -> Iterator[str]:
    known: dict[str, Element] = {**index.fields(entity), **index.computed(entity)}
    return (known[name].id if name in known else name for name in names)


def _shown(spec: AppSpec) -> set[str]:
    return {element.id for element in (*spec.pages, *spec.components)}
