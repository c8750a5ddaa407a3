"""Plain facts that people ask an application for: who may do what, steps, pages, reports, links."""

import re

from sayso.design.name_lookup.mentions import Mentions
from sayso.design.name_lookup.nouns import a, many, one
from sayso.kit.words import listed
from sayso.spec.model import Action, AppSpec, Entity, Role, Scope

_DOING = {
    Action.CREATE: re.compile(r"\b(?:add|create|make|enter|book|register|record)\b", re.IGNORECASE),
    Action.UPDATE: re.compile(r"\b(?:change|edit|update|modify|correct)\b", re.IGNORECASE),
    Action.DELETE: re.compile(r"\b(?:delete|remove|erase)\b", re.IGNORECASE),
    Action.READ: re.compile(r"\b(?:see|view|read|look at|access|find)\b", re.IGNORECASE),
}
_SAID = {Action.CREATE: "add", Action.READ: "see", Action.UPDATE: "change", Action.DELETE: "delete"}
_WHO = re.compile(r"\bwho (?:can|may|could|is allowed|are allowed|has access|else can)\b", re.IGNORECASE)
_STEPS = re.compile(r"\b(?:states?|status(?:es)?|steps?|stages?|flow|life ?cycle)\b", re.IGNORECASE)
_PAGES = re.compile(r"\b(?:pages?|screens?)\b", re.IGNORECASE)
_REPORTS = re.compile(r"\b(?:reports?|charts?|figures|statistics)\b", re.IGNORECASE)
_ROLES = re.compile(r"\b(?:roles?|who (?:uses|works with|signs in))\b", re.IGNORECASE)
_LINKS = re.compile(
    r"\b(?:related|relations?|relationships?|linked|links|connected|belongs? to)\b", re.IGNORECASE
)


def fact(message: str, spec: AppSpec, mentions: Mentions) -> str | None:
    """What the spec says about it; None where another kind of answer is better."""
    roles = mentions.roles_in(message)
    found = [one_of.entity for one_of in mentions.entities_in(message)]
    acting = {role.name for role, *_ in roles}
    entity = next((one_of for one_of in found if one_of.name not in acting), found[0] if found else None)
    action = next((one_of for one_of, words in _DOING.items() if words.search(message)), None)
    if entity is not None and action is not None and (_WHO.search(message) or roles):
        asked = roles[0][0] if roles else None
        return _whether(spec, asked, action, entity) if asked else _who(spec, action, entity)
    if entity is not None and _STEPS.search(message):
        return _steps(spec, entity)
    if entity is not None and _LINKS.search(message):
        return _links(spec, entity)
    if _REPORTS.search(message):
        return _said("report", [report.title for report in spec.reports])
    if _PAGES.search(message):
        return _said("page", [page.title for page in spec.pages])
    if entity is None and not roles and _ROLES.search(message):
        return _said("role", [role.label for role in spec.permissions.roles])
    return None


def _grants(spec: AppSpec, role: Role, action: Action, entity: Entity) -> set[Scope]:
    return {
        rule.scope
        for rule in spec.permissions.rules
        if rule.role == role.name and rule.entity == entity.name and action in rule.actions
    } - {Scope.NONE}


def _who(spec: AppSpec, action: Action, entity: Entity) -> str:
    told = []
    for role in spec.permissions.roles:
        scopes = _grants(spec, role, action, entity)
        if scopes:
            told.append(f"{role.label}{'' if Scope.ALL in scopes else ' (their own)'}")
    what = f"{_SAID[action]} {many(entity)}"
    return f"These may {what}: {listed(told)}." if told else f"Nobody may {what}."


def _whether(spec: AppSpec, role: Role, action: Action, entity: Entity) -> str:
    scopes = _grants(spec, role, action, entity)
    what = f"{_SAID[action]} {many(entity)}"
    if not scopes:
        return f"No: {role.label} may not {what}."
    if Scope.ALL in scopes:
        return f"Yes: {role.label} may {what}."
    return f"In part: {role.label} may {_SAID[action]} their own {many(entity)} only."


def _steps(spec: AppSpec, entity: Entity) -> str:
    flow = next((one_of for one_of in spec.flows if one_of.entity == entity.name), None)
    if flow is None:
        return f"{a(entity, capital=True)} goes through no steps. Tell me which there should be."
    labels = {state.name: state.label.lower() for state in flow.states}
    moves = listed([f"from {labels[t.from_state]} to {labels[t.to_state]}" for t in flow.transitions])
    said = f"{a(entity, capital=True)} begins as {labels[flow.initial]}"
    return f"{said} and may go {moves}." if moves else f"{said}; nothing leads out of it."


def _links(spec: AppSpec, entity: Entity) -> str:
    names = {other.name: other for other in spec.entities}
    told = []
    for link in spec.relationships:
        if entity.name not in {link.from_entity, link.to_entity}:
            continue
        source, target = names[link.from_entity], names[link.to_entity]
        if link.kind.value == "belongs_to":
            told.append(f"{a(source)} belongs to {a(target)}")
        elif link.kind.value == "has_many":
            told.append(f"{a(source)} has many {many(target)}")
        else:
            told.append(f"{many(source)} and {many(target)} go with several of each other")
    if not told:
        return f"Nothing is linked with {many(entity)}. Tell me what {one(entity)} belongs to."
    text = listed(told)
    return f"{text[:1].upper()}{text[1:]}."


def _said(what: str, names: list[str]) -> str:
    if not names:
        return f"There is no {what} yet. Tell me which you need."
    count = f"is one {what}" if len(names) == 1 else f"are {len(names)} {what}s"
    return f"There {count}: {listed(names)}."
