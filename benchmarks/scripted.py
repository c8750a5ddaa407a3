"""A model that answers what the offline designer found, in the shape in which models are asked to answer."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from benchmarks.counting import tokens
from sayso.design.agents.language.addresses import Addresses
from sayso.design.agents.language.portraits import field_said, layout_said
from sayso.design.types import Outcome, Wish
from sayso.llm.types import Ask, Reply, Role, Shown, Usage
from sayso.spec.edits import (
    Add,
    Edit,
    Kind,
    Move,
    Remove,
    Rename,
    Retype,
    Set,
    SetLayout,
    SetSpec,
    SplitEntity,
    SplitField,
    apply,
)
from sayso.spec.edits.tree import find
from sayso.spec.model import (
    AppSpec,
    Computed,
    Element,
    Entity,
    Field,
    PermissionRule,
    Relationship,
    RelationshipKind,
    Report,
)

_UNSAID = frozenset({"id", "source", "assumed"})


@dataclass
class ScriptedModels:
    """Says the reply that is set for the next message; counts what goes there and back."""

    reply: str = "{}"
    verdict: str = "{}"
    calls: list[tuple[int, int, int]] = field(default_factory=list)

    def has(self, role: Role) -> bool:
        """Every role but that for code, which is no part of this."""
        return role is not Role.CODE

    async def ask(self, ask: Ask, shown: Shown | None = None) -> Reply:
        """The reply; keeps the tokens of the request's fixed part, of its rest and of the reply."""
        text = self.verdict if ask.role is Role.ORCHESTRATOR else self.reply
        if ask.exchange:
            text = '{"reply": ""}'  # nothing better is known; what did not fit stays out
        shape = json.dumps(ask.shape, separators=(",", ":")) if ask.shape else ""
        fixed = tokens(ask.prompt.text) + tokens(shape)
        own = tokens(ask.content) + sum(tokens(part) for turn in ask.exchange for part in turn)
        usage = Usage(fixed + own, tokens(text))
        self.calls.append((fixed, own, usage.output))
        if shown is not None:
            shown(text)
        return Reply(text, json.loads(text), "scripted", usage)


def verdict_said(outcome: Outcome) -> str:
    """What the orchestrator is answered."""
    verdict = outcome.verdict
    return json.dumps({"decision": verdict.decision.value, "subject": verdict.subject or "none"})


def description_said(spec: AppSpec, reply: str) -> str:
    """An application as models answer a first description; pages and components follow by rule."""
    data: dict[str, Any] = {"reply": reply, "name": spec.name}
    data["entities"] = [_entity(spec, entity) for entity in spec.entities]
    data["roles"] = [role.name for role in spec.permissions.roles]
    data["default_role"] = spec.permissions.default_role
    data["permissions"] = _permissions(spec)
    data["reports"] = [_report(report) for report in spec.reports if not report.assumed]
    data["settings"] = {one.key: one.default for one in spec.settings if not one.assumed}
    data["assumptions"] = [
        {"text": one.text, "alternatives": [*one.alternatives]} for one in spec.assumptions
    ]
    return _json({key: value for key, value in data.items() if value})


def _entity(spec: AppSpec, entity: Entity) -> dict[str, Any]:
    said: dict[str, Any] = {"name": entity.name, "fields": [field_said(one) for one in entity.fields]}
    links = [one for one in spec.relationships if one.from_entity == entity.name]
    said["links"] = [_link(one) for one in links]
    flow = next((one for one in spec.flows if one.entity == entity.name), None)
    if flow is not None:
        names = sorted((one.name for one in flow.states), key=lambda name: name != flow.initial)
        said["flow"] = " > ".join(names)
        said["steps"] = [
            f"{one.from_state}>{one.to_state}{' by ' + '/'.join(one.roles) if one.roles else ''}"
            for one in flow.transitions
        ]
    said["computed"] = [f"{one.name}:{one.type} = {one.expression}" for one in entity.computed]
    said["rules"] = [f"{one.expression} — {one.message}" for one in entity.rules]
    said["person_role"] = entity.person_role
    said["source"] = " ".join((entity.source or "").split()[:12])
    return {key: value for key, value in said.items() if value}


def _link(link: Relationship) -> str:
    must, many = "!" if link.required else "", link.kind is RelationshipKind.MANY_TO_MANY
    if many:
        return f"{link.name}:{link.to_entity} many"
    return f"{link.to_entity}{must}" if link.name == link.to_entity else f"{link.name}{must}:{link.to_entity}"


def _permissions(spec: AppSpec) -> list[dict[str, Any]]:
    """Rules that differ by their entity alone are one."""
    found: dict[str, dict[str, Any]] = {}
    every = {entity.name for entity in spec.entities}
    for rule in spec.permissions.rules:
        said = _rule(rule)
        found.setdefault(json.dumps(said), {**said, "entities": []})["entities"].append(rule.entity)
    for said in found.values():
        said["entities"] = ["*"] if {*said["entities"]} == every else said["entities"]
    return list(found.values())


def _rule(rule: PermissionRule) -> dict[str, Any]:
    said: dict[str, Any] = {"role": rule.role, "actions": "".join(one.value[0] for one in rule.actions)}
    if rule.scope.value != "all":
        said |= {"scope": rule.scope.value, "owner": rule.owner}
    return said | ({"fields": list(rule.fields)} if rule.fields else {})


def _report(report: Report) -> dict[str, Any]:
    measures = [f"{one.op} {one.field}" if one.field else str(one.op) for one in report.measures]
    return {
        "title": report.title, "entity": report.entity, "measures": measures, "chart": str(report.chart),
        "group_by": list(report.group_by),
    }  # fmt: skip


def changes_said(wish: Wish, outcome: Outcome) -> str:
    """Edits as models write them: what follows by rule (screens and rights of new records) is left out."""
    return _json({"reply": outcome.reply, "edits": list(_edits(wish.spec, outcome.edits))})


def _edits(spec: AppSpec, edits: tuple[Edit, ...]) -> Iterable[dict[str, Any]]:
    new = {edit.element.name for edit in edits if isinstance(edit, Add) and isinstance(edit.element, Entity)}
    grows = any(isinstance(edit, Add) and edit.kind in {Kind.FIELD, Kind.COMPUTED} for edit in edits)
    for edit in edits:
        if not _follows(edit, new, grows=grows):
            yield from _said(edit, Addresses(spec))
        spec = apply(spec, (edit,), checked=False).spec


def _follows(edit: Edit, new: set[str], *, grows: bool) -> bool:
    if isinstance(edit, Set) and edit.kind is Kind.COMPONENT:
        return grows
    if not isinstance(edit, Add):
        return False
    entity = getattr(edit.element, "entity", None)
    about = [name for name in new if name in getattr(edit.element, "path", "").replace("-", "_")]
    return (edit.kind in {Kind.COMPONENT, Kind.PERMISSION} and entity in new) or (
        edit.kind is Kind.PAGE and bool(about)
    )


def _said(edit: Edit, names: Addresses) -> Iterable[dict[str, Any]]:  # noqa: C901 - one case for each edit
    match edit:
        case Add(kind=kind, parent=parent, element=element):
            of = {"of": names.of(parent)} if parent else {}
            yield {"op": "add", "kind": kind.value, **of, "element": _element(element)}
        case Set(kind=kind, target=target, values=values):
            yield {
                "op": "set",
                "kind": kind.value,
                "target": names.of(target),
                "values": _plain(values.to_json()),
            }
        case Rename(kind=kind, target=target, name=name, label=label):
            more = {"label": label} if label else {}
            yield {"op": "rename", "kind": kind.value, "target": names.of(target), "name": name, **more}
        case Remove(kind=kind, target=target):
            yield {"op": "remove", "kind": kind.value, "target": names.of(target)}
        case Retype(target=target, type=type_, options=options):
            listed = [option.name for option in options or ()]
            yield {"op": "retype", "target": names.of(target), "type": type_.value, "options": listed}
        case SetLayout(target=target, layout=layout):
            yield {"op": "set_layout", "target": names.of(target), "layout": layout and layout_said(layout)}
        case SetSpec(values=values):
            yield {"op": "set_app", "values": _plain(values.to_json())}
        case SplitEntity(target=target, name=name):
            yield {"op": "split", "target": names.of(target), "name": name}
        case SplitField(target=target, parts=parts):
            yield {"op": "split", "target": names.of(target), "parts": [part.name for part in parts]}
        case Move(kind=kind, target=target, position=position):
            spot = find(names.spec, target)
            del spot
            yield {"op": "move", "kind": kind.value, "target": names.of(target), "position": position}
        case _:
            yield _plain(edit.to_json())


def _element(element: Element) -> Any:
    match element:
        case Field():
            return field_said(element)
        case Computed():
            return f"{element.name}:{element.type} = {element.expression}"
        case Entity():
            return {"name": element.name, "fields": [field_said(one) for one in element.fields]}
        case _:
            return _plain(element.to_json())


def _plain(value: Any) -> Any:
    """Without what nobody writes: ids, sources, and what is empty."""
    if isinstance(value, dict):
        return {
            key: _plain(one) for key, one in value.items() if key not in _UNSAID and one not in (None, [], "")
        }
    return [_plain(one) for one in value] if isinstance(value, list) else value


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
