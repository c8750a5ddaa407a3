"""Rows that the service's own tests make: of entities whose rows can be made without knowing more."""

from collections.abc import Mapping

from sayso.spec.index import SpecIndex
from sayso.spec.model import NUMBER_TYPES, Action, Entity, Field, FieldType, Json, Scope, Validation

from .python_printer import Value, statement

_VALUES: dict[FieldType, Json] = {
    FieldType.DATE: "2026-11-21",
    FieldType.DATETIME: "2026-11-21T09:30:00+00:00",
    FieldType.TIME: "09:30",
    FieldType.BOOLEAN: True,
    FieldType.EMAIL: "ada@example.org",
    FieldType.URL: "https://example.org",
    FieldType.PHONE: "+44 20 7946 0018",
    FieldType.UUID: "6f1c5e0e-7f5c-4f51-9c58-0f6c8a4f3f10",
    FieldType.JSON: {"a": 1},
}
_TEXTS = frozenset({FieldType.TEXT, FieldType.LONG_TEXT})


def samples_text(index: SpecIndex) -> str:
    """The text of ``tests/samples.py``."""
    found: dict[str, Value] = {}
    for entity in index.spec.entities:
        values = _values(entity)
        if values is not None and _can_be_made(index, entity.name, ()):
            found[entity.name] = values
    lines = [
        '"""What a new row of each entity needs at least; tests make such rows."""',
        "",
        "from typing import Any",
        "",
        statement("SAMPLES: dict[str, dict[str, Any]] = ", found),
        "",
    ]
    return "\n".join(lines)


def _can_be_made(index: SpecIndex, name: str, below: tuple[str, ...]) -> bool:
    """Whether the widest role may do everything with it and nothing else restrains it; so for its parents."""
    entity = index.entities[name]
    if name in below or entity.rules or _values(entity) is None or not _is_open(index, name):
        return False
    parents = (link.parent for link in index.parents(name).values() if link.required)
    return all(_can_be_made(index, parent, (*below, name)) for parent in parents)


def _is_open(index: SpecIndex, entity: str) -> bool:
    role = index.widest_role
    return role is not None and all(
        any(rule.scope is Scope.ALL and rule.fields is None for rule in index.grants(role, entity, action))
        for action in Action
    )


def _values(entity: Entity) -> dict[str, Value] | None:
    """The fields that a new row must have; none where a value cannot be told from the field alone."""
    values: dict[str, Value] = {}
    for field in entity.fields:
        if not field.required or field.default is not None:
            continue
        value = _value(field)
        if value is None:
            return None
        values[field.name] = value
    return values


def _value(field: Field) -> Value:
    limits = field.validation or Validation()
    if limits.pattern is not None or field.type in {FieldType.IMAGE, FieldType.FILE, FieldType.MULTI_ENUM}:
        return None
    if field.type is FieldType.ENUM:
        return field.options[0].name if field.options else None
    if field.type in _TEXTS:
        return "Sample".ljust(limits.min_length or 0, "x")[: limits.max_length]
    if field.type in NUMBER_TYPES:
        number = limits.min if limits.min is not None else min(1.0, limits.max or 1.0)
        return int(number) if number.is_integer() else None
    value = _VALUES[field.type]
    return value if not isinstance(value, Mapping) else dict(value)
