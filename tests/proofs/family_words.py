"""Members of the family in words: the keyless designer makes them, and edits add what words did not say."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sayso.design.offline.designer import OfflineDesigner
from sayso.design.offline.designer_adapter import read_wish
from sayso.design.types import Wish
from sayso.kit.ids import SeededIds
from sayso.spec.diagnostics import has_errors
from sayso.spec.edits import Edit, apply, diff
from sayso.spec.model import (
    AppSpec,
    Component,
    Entity,
    Field,
    FieldType,
    Flow,
    PermissionRule,
    Relationship,
    RelationshipKind,
    Scope,
    Transition,
)
from tests.proofs.family import Member, application

WORDS = {
    FieldType.TEXT: "text",
    FieldType.LONG_TEXT: "long text",
    FieldType.INTEGER: "whole number",
    FieldType.DECIMAL: "decimal number",
    FieldType.MONEY: "money",
    FieldType.BOOLEAN: "yes or no",
    FieldType.DATE: "date",
    FieldType.DATETIME: "date and time",
    FieldType.TIME: "time",
    FieldType.ENUM: "red, green or blue",
    FieldType.MULTI_ENUM: "several of red, green and blue",
    FieldType.EMAIL: "email",
    FieldType.URL: "link",
    FieldType.PHONE: "phone",
    FieldType.IMAGE: "photo",
    FieldType.FILE: "file",
}
"""How each type is said; the others have no everyday words and are said as texts."""
RELATIONS = {
    RelationshipKind.BELONGS_TO: "Each {one} belongs to a depot.",
    RelationshipKind.MANY_TO_MANY: "A {one} can have several depots.",
}


@dataclass(frozen=True)
class Designed:
    """What words made, and the application after the edits that complete it."""

    said: AppSpec
    spec: AppSpec
    completing: tuple[Edit, ...]


def designed(members: Sequence[Member], name: str) -> Designed:
    """One application of several members: described, refined in words, completed by edits."""
    meant, ids = application(members, name), SeededIds(name)
    first = OfflineDesigner().design(description(members, meant), ids)
    assert not has_errors(first.problems), first.problems
    said = first.spec
    for member in members:
        for wish in wishes(member, meant):
            said = read_wish(Wish(wish, said, ids)).spec
    edits = diff(said, _completed(said, meant, members))
    done = apply(said, edits)
    assert done.ok, done.diagnostics
    return Designed(said, done.spec, edits)


def description(members: Sequence[Member], meant: AppSpec) -> str:
    """What somebody would write who wants these members."""
    told = ["There are bosses and workers.", "Depots have a name."]
    for member in members:
        told += _described(member, meant)
    return " ".join([*told, "Bosses do everything."])


def wishes(member: Member, meant: AppSpec) -> tuple[str, ...]:
    """What is asked for after the first build, so that the member is shown as it should be."""
    many, shown = f"{member.entity}s", member.shown
    (props,) = [one.props for one in meant.components if one.name == f"Shown{member.number}"]
    if " chart by " in shown:
        kind, by = shown.split(" chart by ")
        value = "size" if member.is_plain else "value"
        what = f"{many} by {value}" if by == "value" else f"the amount of {many} per month"
        return () if kind in {"table", "number"} else (f"{kind} chart of {what}",)
    listed = props.get("fields")
    fields = [str(one) for one in listed] if isinstance(listed, list) else []
    said = {
        "sorted table": "" if member.is_plain else f"Sort {many} by value, highest first",
        "cards": f"Show {many} as cards",
        "filters": f"Let me filter {many} by {' and '.join(fields)}",
        "kanban": f"Kanban of {many} by {props.get('group_by')}",
        "calendar": f"Show {many} on a calendar by {props.get('start')}",
    }
    return (said[shown],) if said.get(shown) else ()


def hides_value(member: Member, meant: AppSpec) -> bool:
    """Whether workers may not see the member's own field."""
    (rule,) = _rules(meant, member, "worker")
    return rule.fields is not None


def _described(member: Member, meant: AppSpec) -> Iterator[str]:
    one, many = member.entity, f"{member.entity}s"
    value = f"a value ({WORDS.get(member.type, 'text')})"
    listed = f"a title, {value}, an amount (integer), a day (date) and a size (small or big)"
    yield f"{many.capitalize()} have {listed}."
    for flow in meant.flows:
        if flow.entity == one:
            yield f"{many.capitalize()} go from open to doing to done."
    for link in meant.relationships:
        if link.from_entity == one == link.to_entity:
            yield f"A {one} may have a parent {one}."
        elif link.from_entity == one and link.to_entity == "depot":
            yield RELATIONS[link.kind].format(one=one)
    (rule,) = _rules(meant, member, "worker")
    own = "their own " if rule.scope is Scope.OWN else ""
    yield f"Workers may add, see and change {own}{many}."
    if hides_value(member, meant):
        yield f"Workers may not see the value of {many}."


def _rules(spec: AppSpec, member: Member, role: str) -> list[PermissionRule]:
    return [one for one in spec.permissions.rules if (one.role, one.entity) == (role, member.entity)]


def _completed(said: AppSpec, meant: AppSpec, members: Sequence[Member]) -> AppSpec:
    """What words made, with all that was meant and is not there."""
    links = said.relationships + tuple(
        one for one in meant.relationships if not any(_is_same(one, other) for other in said.relationships)
    )
    entities = tuple(_whole(one, meant) for one in said.entities)
    flows = tuple(_stepped(one, meant) for one in said.flows)
    flows += tuple(one for one in meant.flows if one.entity not in {flow.entity for flow in said.flows})
    spec = said.model_copy(update={"entities": entities, "relationships": links, "flows": flows})
    rules = tuple(rule for one in said.permissions.rules if (rule := _ruled(one, meant, spec)))
    spec = spec.model_copy(update={"permissions": said.permissions.model_copy(update={"rules": rules})})
    for member in members:
        spec = _shown(spec, meant, member)
    return AppSpec.model_validate(spec.model_dump(by_alias=True, mode="json"))


def _is_same(one: Relationship, other: Relationship) -> bool:
    ends = (one.from_entity, one.to_entity)
    if one.kind is RelationshipKind.HAS_MANY and other.kind is RelationshipKind.BELONGS_TO:
        return ends == (other.to_entity, other.from_entity)
    return one.kind is other.kind and ends == (other.from_entity, other.to_entity)


def _whole(said: Entity, meant: AppSpec) -> Entity:
    found = next((one for one in meant.entities if one.name == said.name), None)
    if found is None or not any(one.name == "value" for one in found.fields):
        return said
    wanted = {one.name: one for one in found.fields}
    fields = tuple(_as_meant(one, wanted.pop(one.name)) if one.name in wanted else one for one in said.fields)
    return said.model_copy(update={"fields": fields + tuple(wanted.values()), "computed": found.computed})


def _as_meant(said: Field, meant: Field) -> Field:
    if said.type is not meant.type:
        return meant.model_copy(update={"id": said.id})
    is_searchable = said.searchable or meant.searchable
    if said.name != "value":
        return said.model_copy(update={"searchable": is_searchable})
    update = {"searchable": is_searchable, "required": meant.required, "unique": meant.unique}
    return said.model_copy(update=update)


def _stepped(said: Flow, meant: AppSpec) -> Flow:
    wanted = {
        (one.from_state, one.to_state): one
        for flow in meant.flows
        if flow.entity == said.entity
        for one in flow.transitions
    }

    def as_meant(move: Transition) -> Transition:
        found = wanted.get((move.from_state, move.to_state))
        return move.model_copy(update={"roles": found.roles, "guard": found.guard}) if found else move

    return said.model_copy(update={"transitions": tuple(as_meant(one) for one in said.transitions)})


def _ruled(said: PermissionRule, meant: AppSpec, spec: AppSpec) -> PermissionRule | None:
    found = [one for one in meant.permissions.rules if (one.role, one.entity) == (said.role, said.entity)]
    if said.role != "worker" or not found or said.entity in {"worker", "depot"}:
        return said
    (wanted,) = found
    actions = tuple(one for one in said.actions if one in wanted.actions)
    update: dict[str, Any] = {
        "actions": actions,
        "scope": wanted.scope,
        "owner": wanted.owner,
        "fields": None,
    }
    if wanted.fields is not None:
        update["fields"] = tuple(name for name in _names(said.entity, spec) if name != "value")
    return said.model_copy(update=update) if actions else None


def _names(entity: str, spec: AppSpec) -> Iterator[str]:
    (found,) = [one for one in spec.entities if one.name == entity]
    yield from (one.name for one in found.fields)
    yield from (one.name for one in found.computed)
    yield from (one.field for one in spec.flows if one.entity == entity)
    for link in spec.relationships:
        if link.kind is RelationshipKind.HAS_MANY and link.to_entity == entity:
            yield link.inverse
        elif link.kind is not RelationshipKind.HAS_MANY and link.from_entity == entity:
            yield link.name


def _shown(spec: AppSpec, meant: AppSpec, member: Member) -> AppSpec:
    """The application with the component that the member is about, on a page of its own if it lacks one."""
    names = (f"Shown{member.number}", f"Inner{member.number}")
    wanted = [one for one in meant.components if one.name in names]
    if any(_is_shown(one, wanted[-1], spec, meant) for one in spec.components):
        return spec
    (page,) = [one for one in meant.pages if one.name == member.entity]
    page = page.model_copy(update={"components": (names[0],), "path": f"/one-{member.number}"})
    reports = [one for one in meant.reports if one.name == f"report_{member.number}"]
    return spec.model_copy(
        update={
            "components": (*spec.components, *wanted),
            "reports": (*spec.reports, *reports),
            "pages": (*spec.pages, page),
        }
    )


def _is_shown(said: Component, wanted: Component, spec: AppSpec, meant: AppSpec) -> bool:
    if said.type is not wanted.type:
        return False
    if "report" not in wanted.props:
        return said.entity == wanted.entity and _covers(said.props, wanted.props)
    (given,) = [one for one in spec.reports if one.name == said.props.get("report")]
    (report,) = [one for one in meant.reports if one.name == wanted.props["report"]]
    names = {"entity", "chart", "group_by", "period"}
    return given.model_dump(include=names) == report.model_dump(include=names)


def _covers(said: Any, wanted: Any) -> bool:
    """Whether all that is wanted was said; what a thing is called does not matter."""
    if isinstance(wanted, dict):
        return isinstance(said, dict) and all(
            _covers(said.get(name), value) for name, value in wanted.items() if name != "label"
        )
    if isinstance(wanted, list):
        return isinstance(said, list) and all(any(_covers(one, item) for one in said) for item in wanted)
    return bool(said == wanted)
