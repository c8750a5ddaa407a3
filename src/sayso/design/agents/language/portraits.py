"""Parts of an application in few words, for a model to read: names as it may use them in edits."""

import json
from collections.abc import Iterable
from typing import Any

from sayso.design.agents.prompt_fence import one_line
from sayso.kit.words import sentence
from sayso.spec.index import SpecIndex
from sayso.spec.model import (
    Action,
    Component,
    Container,
    Entity,
    Field,
    Flow,
    LayoutNode,
    Page,
    PermissionRule,
    Placement,
    RelationshipKind,
    Report,
    Scope,
    Slot,
)

_MOST_OPTIONS = 30


def entity_portrait(index: SpecIndex, entity: Entity) -> str:
    """Everything about an entity, in the short forms in which models say it."""
    lines = [_heading(entity)]
    lines += [f"  fields: {'; '.join(field_said(field) for field in entity.fields)}"] if entity.fields else []
    lines += [f"  computed {c.name}:{c.type} = {one_line(c.expression, 400)}" for c in entity.computed]
    lines += [f"  rule {r.name}: {one_line(r.expression, 400)} — {one_line(r.message)}" for r in entity.rules]
    lines += [f"  index {','.join(i.fields)}{' unique' if i.unique else ''}" for i in entity.indexes]
    lines += _links(index, entity)
    flow = index.flows.get(entity.name)
    lines += [f"  flow {flow_said(flow)}"] if flow else []
    lines += [f"  {grant_said(r)}" for r in index.spec.permissions.rules if r.entity == entity.name]
    lines += _screens(index, entity)
    lines += [f"  {report_said(r)}" for r in index.spec.reports if r.entity == entity.name]
    return "\n".join(lines)


def entity_in_a_line(index: SpecIndex, entity: Entity) -> str:
    """The name of an entity with those of its values."""
    names = [*(field.name for field in entity.fields), *(value.name for value in entity.computed)]
    names += [f">{name}" for name in index.parents(entity.name)]
    return f"{entity.name}: {', '.join(names)}"


def field_said(field: Field) -> str:
    """A field in its short form: ``phone:phone!``."""
    marks = f"{'!' if field.required else ''}{'*' if field.unique else ''}"
    shown = field.options[:_MOST_OPTIONS]
    more = "|…" if len(field.options) > len(shown) else ""
    options = f"({'|'.join(option.name for option in shown)}{more})" if shown else ""
    limits = field.validation.to_json() if field.validation else {}
    said = f"[{limits.get('min', '')}..{limits.get('max', '')}]" if limits.keys() & {"min", "max"} else ""
    default = f"={json.dumps(field.default, ensure_ascii=False)[:60]}" if field.default is not None else ""
    label = f' "{one_line(field.label, 60)}"' if field.label != sentence(field.name) else ""
    return f"{field.name}{marks}:{field.type}{options}{said}{default}{label}"


def flow_said(flow: Flow) -> str:
    """States, the first one first, and the steps between them."""
    states = [state.name for state in flow.states]
    states.sort(key=lambda name: name != flow.initial)
    steps = []
    for step in flow.transitions:
        who = f" by {'/'.join(step.roles)}" if step.roles else ""
        guard = f" if {one_line(step.guard, 200)}" if step.guard else ""
        steps.append(f"{step.from_state}>{step.to_state}{who}{guard}")
    return f"{flow.field}: {', '.join(states)}; steps {', '.join(steps) or 'none'}"


def grant_said(rule: PermissionRule) -> str:
    """A permission: ``clerk may cru own(clerk)``."""
    letters = "".join(action.value[0] for action in Action if action in rule.actions)
    own = f" own({rule.owner})" if rule.scope is Scope.OWN else " none" if rule.scope is Scope.NONE else ""
    only = f" only {','.join(rule.fields)}" if rule.fields else ""
    return f"{rule.role} may {letters}{own}{only}"


def report_said(report: Report) -> str:
    """A report: what is measured, by what."""
    measures = ", ".join(f"{m.op} {m.field or ''}".strip() for m in report.measures)
    by = f" by {', '.join(report.group_by)}" if report.group_by else ""
    kept = [f.model_dump(mode="json", exclude_none=True) for f in report.filters]
    filters = f" where {_json(kept)}" if kept else ""
    return f"report {report.name} ({report.chart}): {measures}{by}{filters}"


def page_portrait(index: SpecIndex, page: Page) -> str:
    """A page with its layout and the components it shows."""
    who = f" for {'/'.join(page.roles)}" if page.roles else ""
    lines = [f'page {page.path} "{one_line(page.title, 80)}"{who}']
    if page.layout is not None:
        lines.append(f"  layout {_json(layout_said(page.layout))}")
    components = [index.components[name] for name in page.components if name in index.components]
    lines += [f"  {component_said(component)}" for component in components]
    return "\n".join(lines)


def component_said(component: Component) -> str:
    """A component with its props."""
    of = f" of {component.entity}" if component.entity else ""
    variant = f" {component.variant}" if component.variant else ""
    props = f" {_json(component.props)}" if component.props else ""
    return f"{component.name} {component.type}{variant}{of}{props}"


def layout_said(node: LayoutNode) -> Any:
    """A layout as models write it."""
    match node:
        case Slot():
            extra = _extra(node)
            extra |= {"sticky": True} if node.sticky else {}
            return {"show": node.component, **extra} if extra else node.component
        case Container():
            inner = [layout_said(child) for child in node.children]
            label = {"label": node.label} if node.label else {}
            return {node.direction.value: inner, **label, **_extra(node)}


def _extra(node: Slot | Container) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if node.sizing is not None:
        given = {"width": node.sizing.basis, "grow": node.sizing.grow, "shrink": node.sizing.shrink}
        found |= {key: value for key, value in given.items() if value is not None}
    if node.responsive is not None:
        for said, placed in (
            ("phone", node.responsive.mobile),
            ("tablet", node.responsive.tablet),
            ("desktop", node.responsive.desktop),
        ):
            if placed is not None:
                found[said] = _placed(placed)
    return found


def _placed(placed: Placement) -> dict[str, Any]:
    return {key: value for key, value in placed.to_json().items() if value is not False}


def _heading(entity: Entity) -> str:
    label = f' "{one_line(entity.display_name, 60)}"' if entity.display_name != sentence(entity.name) else ""
    person = f" (people who sign in as {entity.person_role})" if entity.person_role else ""
    return f"{entity.name}{label}{person}"


def _links(index: SpecIndex, entity: Entity) -> list[str]:
    found = []
    for link in index.spec.relationships:
        must = "!" if link.required else ""
        many = link.kind is RelationshipKind.MANY_TO_MANY
        if link.from_entity == entity.name:
            word = {"belongs_to": "belongs to", "has_many": "has many"}.get(link.kind, "many to many")
            found.append(f"  {link.name}{must}: {word} {link.to_entity}, there called {link.inverse}")
        elif link.to_entity == entity.name:
            found.append(f"  {link.inverse}: {'many to many' if many else 'has many'} {link.from_entity}")
    return found


def _screens(index: SpecIndex, entity: Entity) -> list[str]:
    names = [c.name for c in index.spec.components if c.entity == entity.name]
    shown = [f"{name} ({index.components[name].type})" for name in names]
    pages = [page.path for page in index.spec.pages if {*page.components} & {*names}]
    if not shown:
        return []
    return [f"  shown by {', '.join(shown)} on {', '.join(pages) or 'no page'}"]


def listed_within(rows: Iterable[str], most: int) -> tuple[list[str], int]:
    """As many rows as ``most`` characters hold, and how many are missing."""
    kept: list[str] = []
    left, size = 0, 0
    for row in rows:
        size += len(row) + 1
        if size <= most:
            kept.append(row)
        else:
            left += 1
    return kept, left


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))[:1_500]
