"""What a writer of programs may know of an application: what one role reads of it."""

from collections.abc import Iterable

from sayso.devloop.programs.facts import (
    EntityFacts,
    FieldFacts,
    ModuleFacts,
    OptionFacts,
    RelationFacts,
    ReportFacts,
    TransitionFacts,
)
from sayso.kit.words import sentence
from sayso.runtime.plan import CollectionPlan, Column, ModulePlan
from sayso.spec.model import Action
from sayso.spec.public import readable

_TIMES = ("created_at", "updated_at")


def facts_of(plan: ModulePlan, role: str) -> ModuleFacts:
    """The entities, fields and reports that ``role`` may read."""
    index = plan.index
    seen = {name for name in plan.by_entity if index.grants(role, name, Action.READ)}
    return ModuleFacts(
        slug=plan.module.slug,
        name=plan.module.name,
        role=role,
        entities=[
            _entity(one, readable(index, role, one.name), seen)
            | {"actions": [action.value for action in Action if index.grants(role, one.name, action)]}
            for one in plan.by_entity.values()
            if one.name in seen
        ],
        reports=[
            ReportFacts(name=one.name, title=one.title, entity=one.entity)
            for one in plan.reports.values()
            if one.entity in seen
        ],
        time_zone=plan.time_zone.key,
        currency=str(plan.settings["currency"]),
    )


def _entity(plan: CollectionPlan, names: frozenset[str], seen: set[str]) -> EntityFacts:
    found = EntityFacts(
        name=plan.name,
        label=plan.label,
        plural=plan.label_plural,
        collection=plan.collection,
        fields=[
            _field(one)
            for one in plan.columns.values()
            if one.name in _TIMES or (one.origin in {"field", "computed"} and one.name in names)
        ],
        relations=[
            RelationFacts(
                name=name,
                entity=link.parent,
                label=plan.columns[f"{name}_id"].label,
                required=link.required,
            )
            for name, link in plan.parents.items()
            if name in names and link.parent in seen
        ],
    )
    flow = plan.flow
    if flow is not None and flow.field in names:
        left = {transition.from_state for transition in flow.transitions}
        found["state_field"] = flow.field
        found["states"] = _options((one.name, one.label) for one in flow.states)
        found["initial"] = flow.initial
        found["transitions"] = [
            TransitionFacts(
                name=one.name,
                label=one.label or sentence(one.name),
                from_state=one.from_state,
                to_state=one.to_state,
            )
            for one in flow.transitions
        ]
        found["final"] = [one.name for one in flow.states if one.name not in left]
    return found


def _field(column: Column) -> FieldFacts:
    found = FieldFacts(
        name=column.name, label=column.label, type=column.type.value, options=_options(column.options)
    )
    if column.origin == "computed":
        found["computed"] = True
    if column.required and (column.field is None or column.field.default is None):
        found["required"] = True
    return found


def _options(options: Iterable[tuple[str, str]]) -> list[OptionFacts]:
    return [OptionFacts(name=name, label=label) for name, label in options]
