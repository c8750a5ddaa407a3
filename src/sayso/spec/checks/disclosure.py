"""Computed values that show a role what it may not read itself."""

from collections.abc import Iterator

from sayso.spec.diagnostics import Diagnostic
from sayso.spec.expressions import ExpressionError, many, member, parse, uses
from sayso.spec.index import SpecIndex
from sayso.spec.model import Action, Computed

from .findings import warning


def check(index: SpecIndex) -> Iterator[Diagnostic]:
    """A computed value is the same for everyone who reads it, so it may show what a field list hides."""
    for entity in index.entities:
        for value in index.computed(entity).values():
            yield from _of_value(index, entity, value)


def _of_value(index: SpecIndex, entity: str, value: Computed) -> Iterator[Diagnostic]:
    try:
        used = uses(parse(value.expression), index, entity)
    except ExpressionError:
        return
    for role in index.spec.permissions.roles:
        if not _may_read(index, role.name, entity, value.name):
            continue
        for owner, name in sorted(used):
            hidden = _hidden(index, role.name, owner, name)
            if hidden is not None:
                yield warning(
                    "computed-reveals",
                    f"entities.{entity}.computed.{value.name}",
                    f"“{value.name}” of {entity} shows {role.label} {hidden}, which that role may not read.",
                    f"Leave {value.name} out of the fields that {role.label} reads of {entity}, "
                    "or allow the role to read what it comes from.",
                )


def _hidden(index: SpecIndex, role: str, entity: str, name: str) -> str | None:
    """What the role does not see of what an expression uses; none where it may read that."""
    found = member(index, entity, name)
    if found is not None:
        is_open = found.kind in {"relation", "system"} or _may_read(index, role, entity, name)
        return None if is_open else f"{name} of {entity}"
    items = many(index, entity, name)
    if items is None or index.grants(role, items.entity, Action.READ):
        return None
    return f"something of every {items.entity}"


def _may_read(index: SpecIndex, role: str, entity: str, name: str) -> bool:
    return any(rule.fields is None or name in rule.fields for rule in index.grants(role, entity, Action.READ))
