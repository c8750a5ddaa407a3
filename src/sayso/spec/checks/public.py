"""What people who are not signed in are given is meant, and leads somewhere."""

from collections.abc import Iterator

from sayso.spec.diagnostics import Diagnostic
from sayso.spec.expressions import did_you_mean
from sayso.spec.index import SpecIndex
from sayso.spec.model import Action, Component, ComponentType, Page, PermissionRule, Scope
from sayso.spec.model.component_props import ChartProps
from sayso.spec.public import public_pages

from .components import contents, read_props
from .findings import error, warning

_PLACE = "permissions.public_role"


def check(index: SpecIndex) -> Iterator[Diagnostic]:
    """The public role, its rules, its transitions and its pages; nothing where there is none."""
    permissions = index.spec.permissions
    role = permissions.public_role
    if role is None:
        return
    roles = [known.name for known in permissions.roles]
    if role not in roles:
        yield error(
            "unknown-role",
            _PLACE,
            f"Whoever is not signed in would get the role “{role}”, which does not exist.",
            did_you_mean(role, roles),
        )
        return
    if role == permissions.default_role:
        yield error(
            "public-role-signs-in",
            _PLACE,
            f"“{role}” is the role of new members, so it cannot be that of people who are not signed in.",
            "Add a role of its own for them, such as visitor.",
        )
    for entity in index.spec.entities:
        if entity.person_role == role:
            yield error(
                "public-role-signs-in",
                f"entities.{entity.name}.person_role",
                f"{entity.display_name} records sign in as “{role}”, the role of whoever is not signed in.",
                "Add a role of its own for people who are not signed in, such as visitor.",
            )
    for rule in permissions.rules:
        if rule.role == role and rule.scope is not Scope.NONE:
            yield from _rule(rule)
    pages = public_pages(index.spec)
    if not pages:
        yield warning(
            "public-role-without-page",
            _PLACE,
            f"“{role}” is for people who are not signed in, but no page is for it, so nothing is public.",
            f"Add {role} to the roles of a page, or unset public_role.",
        )
    for page in pages:
        yield from _page(index, role, page)


def _rule(rule: PermissionRule) -> Iterator[Diagnostic]:
    path = f"permissions.rules.{rule.role}.{rule.entity}"
    if rule.scope is Scope.OWN:
        yield error(
            "public-role-owns",
            f"{path}.scope",
            f"People who are not signed in own nothing, so “own” of {rule.entity} means nothing for them.",
            "Choose scope all, or take the rule away.",
        )
    if Action.DELETE in rule.actions:
        yield error(
            "public-role-deletes",
            f"{path}.actions",
            f"Anybody in the world could delete {rule.entity} records.",
            f"Take delete away from “{rule.role}”.",
        )


def _page(index: SpecIndex, role: str, page: Page) -> Iterator[Diagnostic]:
    components = _shown(index, page)
    told = {_entity(index, one) for one in components if one.type is not ComponentType.FORM}
    for component in components:
        action = Action.CREATE if component.type is ComponentType.FORM else Action.READ
        entity = _entity(index, component)
        if action is Action.CREATE and entity in told:
            continue  # it opens only for those who may create
        if entity in index.entities and not index.grants(role, entity, action):
            yield warning(
                "public-page-empty",
                f"pages.{page.name}.components",
                f"Anybody may open “{page.title}”, but people who are not signed in may not {action.value} "
                f"the {entity} records of “{component.name}”.",
                f"Allow “{role}” to {action.value} {entity}, or take “{component.name}” off the page.",
            )


def _shown(index: SpecIndex, page: Page) -> tuple[Component, ...]:
    """The components of a page with those inside dashboards, each once."""
    found: dict[str, Component] = {}
    waiting = list(page.components)
    while waiting:
        component = index.components.get(waiting.pop(0))
        if component is not None and component.name not in found:
            found[component.name] = component
            waiting += contents(component)
    return tuple(found.values())


def _entity(index: SpecIndex, component: Component) -> str:
    props = read_props(component)
    if isinstance(props, ChartProps):
        return next((report.entity for report in index.spec.reports if report.name == props.report), "")
    return component.entity or ""
