"""Who can use which page: whoever opens it and may see or add something of what it shows."""

from collections.abc import Iterator
from typing import NamedTuple

from pydantic import ValidationError

from .index import SpecIndex
from .model import PROPS_OF, Action, Component, ComponentType, Model, Page, Report
from .model.component_props import CalendarProps, ChartProps, DashboardProps, KanbanProps
from .public import elements_of, readable

_SHOWN = (Action.READ,)
_ADDED = (Action.CREATE,)
_LISTED = (Action.READ, Action.CREATE)
_SERVING = {
    ComponentType.FORM: _ADDED,
    ComponentType.TABLE: _LISTED,
    ComponentType.LIST: _LISTED,
    ComponentType.CARDS: _LISTED,
    ComponentType.KANBAN: _LISTED,
    ComponentType.CALENDAR: _LISTED,
    ComponentType.CUSTOM: (Action.READ, Action.CREATE, Action.UPDATE),
}
"""What a component lets somebody do; one that is not listed shows rows or figures of them."""


class Use(NamedTuple):
    """An entity, and the actions any of which makes a component of use to a role.

    ``names`` are values without which there is nothing to see: what a chart counts and groups, what a board
    has columns of, what a calendar places.
    """

    entity: str
    actions: tuple[Action, ...]
    names: frozenset[str] = frozenset()


def openers(index: SpecIndex, page: Page) -> tuple[str, ...]:
    """The roles that the spec lets open a page; without any named, everybody who signs in."""
    permissions = index.spec.permissions
    known = tuple(role.name for role in permissions.roles)
    if page.roles:
        return tuple(role for role in known if role in page.roles)
    return tuple(role for role in known if role != permissions.public_role)


def users(index: SpecIndex, page: Page) -> tuple[str, ...]:
    """Those of them who can use it: for the others it stands in no menu and answers nothing."""
    wanted = list(_uses(index, page.components))
    if not wanted or None in wanted:
        return openers(index, page)
    uses = [use for use in wanted if use is not None]
    return tuple(role for role in openers(index, page) if any(_serves(index, role, use) for use in uses))


def told_users(index: SpecIndex, page: Page) -> tuple[str, ...] | None:
    """The roles that a generated page has to name; ``None`` where it is for everybody who signs in."""
    found = users(index, page)
    if not page.roles and found == openers(index, page):
        return None
    return found


def shown_entities(index: SpecIndex, page: Page) -> frozenset[str]:
    """The entities whose rows or figures are seen on a page, or added there."""
    return frozenset(use.entity for use in _uses(index, page.components) if use is not None)


def reached_entities(index: SpecIndex) -> frozenset[str]:
    """The entities that somebody can come to: shown on a page, or related to one that is.

    A record lists what belongs to it, and its form offers what it belongs to.
    """
    found = {name for page in index.spec.pages for name in shown_entities(index, page)}
    waiting = list(found)
    while waiting:
        entity = waiting.pop()
        for relation in index.spec.relationships:
            ends = {relation.from_entity, relation.to_entity}
            for other in ends - found if entity in ends else ():
                found.add(other)
                waiting.append(other)
    return frozenset(found)


def _serves(index: SpecIndex, role: str, use: Use) -> bool:
    granted = {action for action in use.actions if index.grants(role, use.entity, action)}
    if use.entity not in index.entities or not use.names:
        return bool(granted)
    names = use.names & elements_of(index, use.entity, is_read=True).keys()
    is_seen = names <= readable(index, role, use.entity)
    return bool(granted if is_seen else granted - {Action.READ})


def _uses(
    index: SpecIndex, names: tuple[str, ...], above: frozenset[str] = frozenset()
) -> Iterator[Use | None]:
    """What each component is of use for; ``None`` for one that shows no rows and so serves everybody."""
    for name in names:
        component = index.components.get(name)
        if component is None or name in above:
            continue
        props = _props(component)
        if isinstance(props, DashboardProps):
            yield from _uses(index, props.components, above | {name}) if props.components else (None,)
        elif isinstance(props, ChartProps):
            reports = (report for report in index.spec.reports if report.name == props.report)
            yield from (Use(report.entity, _SHOWN, _counted(report)) for report in reports)
        elif component.entity is None:
            yield None
        else:
            yield Use(component.entity, _SERVING.get(component.type, _SHOWN), _placed(props))


def _counted(report: Report) -> frozenset[str]:
    """What a report groups by and the only value that it measures, or the links that lead to them."""
    measured = {one.field for one in report.measures}
    paths = [*report.group_by, *(one for one in measured if one and len(measured) == 1)]
    return frozenset(path.partition(".")[0] for path in paths)


def _placed(props: Model | None) -> frozenset[str]:
    if isinstance(props, KanbanProps):
        return frozenset({props.group_by})
    return frozenset({props.start} if isinstance(props, CalendarProps) else ())


def _props(component: Component) -> Model | None:
    try:
        return PROPS_OF[component.type].model_validate(component.props)
    except ValidationError:
        return None
