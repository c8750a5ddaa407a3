"""What is in the way of a trigger that follows rows, and the way out, in sentences."""

from collections.abc import Collection, Iterable

from sayso.bots.details import ByRow, RowEvent
from sayso.bots.triggers.event_match import column_of
from sayso.identity.people.admission import Visitor
from sayso.runtime.plan import CollectionPlan, ModulePlan
from sayso.spec.model import Action
from sayso.spec.public import readable


def of_application(slug: str) -> str:
    """An application that is not there, or not any more."""
    return (
        f"There is no application “{slug}” to follow now. Publish it or bring it back, "
        "or choose another one in this trigger."
    )


def of_spec(spec: ByRow, plan: ModulePlan) -> str:
    """What of a spec an application does not have; nothing where it has all of it."""
    entity = plan.by_entity.get(spec.entity)
    name = plan.module.name
    if entity is None:
        return _gone(
            f"{name} has no “{spec.entity}”", "entity", [one.name for one in plan.by_entity.values()]
        )
    for field in dict.fromkeys([*spec.fields, *spec.where]):
        column = entity.columns.get(column_of(entity, field))
        if column is None:
            return _gone(f"{entity.label} in {name} has no field “{field}”", "field", _fields(entity))
        if column.origin == "computed":
            return (
                f"“{field}” of {entity.label} is worked out, so nobody can wait for it to change. "
                "Name a field that it is worked out of."
            )
    if spec.to and RowEvent.TRANSITION in spec.on:
        states = [one.name for one in entity.flow.states] if entity.flow else []
        for state in spec.to:
            if state not in states:
                return _gone(f"{entity.label} in {name} has no state “{state}”", "state", states)
    if set(spec.on) == {RowEvent.TRANSITION} and entity.flow is None:
        return (
            f"{entity.label} in {name} has no states that it goes through. "
            "Give it some, or wait for changes of a field instead."
        )
    return ""


def of_owner(spec: ByRow, plan: ModulePlan, visitor: Visitor | None) -> str:
    """What the owner of a bot may not read of that; nothing where they may read all of it."""
    name, way = plan.module.name, "Give them a role that does, or give the bot another owner."
    if visitor is None:
        return f"Whoever owns this bot may not enter {name}, so it is told of nothing there. {way}"
    entity = plan.by_entity[spec.entity]
    if not plan.index.grants(visitor.role, entity.name, Action.READ):
        return f"Whoever owns this bot does not see {entity.label_plural} in {name}. {way}"
    seen = _seen(plan, entity, visitor.role)
    for field in dict.fromkeys([*spec.fields, *spec.where]):
        if column_of(entity, field) not in seen:
            return f"Whoever owns this bot does not see “{field}” of {entity.label_plural} in {name}. {way}"
    return ""


def _seen(plan: ModulePlan, entity: CollectionPlan, role: str) -> set[str]:
    names = readable(plan.index, role, entity.name)
    system = {one.name for one in entity.columns.values() if one.origin == "system"}
    return {column_of(entity, name) for name in names} | system


def _fields(entity: CollectionPlan) -> list[str]:
    return [one.name for one in entity.columns.values() if one.origin in {"field", "reference", "state"}]


def _gone(what: str, kind: str, names: Collection[str]) -> str:
    known = f" There is {_some(names)}." if names else ""
    return f"{what}.{known} Bring it back, or choose another {kind} in this trigger."


def _some(names: Iterable[str]) -> str:
    listed = list(names)
    return ", ".join(listed[:8]) + (" and more" if len(listed) > 8 else "")
