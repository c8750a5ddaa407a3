"""Figures, lists and reports whose conditions speak of what was said away: told anew, or left out.

A figure that lost its condition would count something else under the same title.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from sayso.spec.edits.tree import changed
from sayso.spec.model import (
    AppSpec,
    Component,
    ComponentType,
    Container,
    FilterBy,
    LayoutNode,
    Operator,
    Page,
    Slot,
)


def with_kept_figures(spec: AppSpec, before: AppSpec) -> AppSpec:
    """The spec with the conditions that figures had in ``before``, without figures that lost one for good."""
    held = _Held(spec)
    old = {one.id: one for one in (*before.components, *before.reports)}
    components: list[Component] = []
    for one in spec.components:
        known = old.get(one.id)
        props: dict[str, Any] | None = dict(one.props)
        if isinstance(known, Component):
            props = held.props(one, dict(known.props))
        if props is not None:
            components.append(changed(one, props=props))
    reports = []
    for report in spec.reports:
        was = getattr(old.get(report.id), "filters", report.filters)
        filters = held.filters(report.entity, report.filters, was)
        if filters is not None:
            reports.append(changed(report, filters=tuple(filters)))
    names = {report.name for report in reports}
    components = [
        one for one in components if one.type is not ComponentType.CHART or one.props.get("report") in names
    ]
    gone = {one.name for one in spec.components} - {one.name for one in components}
    pages = tuple(page for one in spec.pages if (page := _without(one, gone)) is not None)
    return changed(spec, components=tuple(components), reports=tuple(reports), pages=pages)


class _Held:
    """What conditions can still speak of."""

    def __init__(self, spec: AppSpec) -> None:
        self._states = {
            (flow.entity, flow.field): {state.name for state in flow.states} for flow in spec.flows
        }

    def props(self, component: Component, before: Mapping[str, Any]) -> dict[str, Any] | None:
        """The properties with their conditions; none where nothing is left to show."""
        props: dict[str, Any] = dict(component.props)
        if component.type is ComponentType.STATS:
            were = {stat["label"]: stat for stat in before.get("stats", ())}
            stats = []
            for stat in props.get("stats", ()):
                was = were.get(stat["label"], stat)
                filters = self.filters(component.entity, stat.get("filters", ()), was.get("filters", ()))
                if filters is not None:
                    stats.append({**stat, "filters": filters})
            return {**props, "stats": stats} if stats else None
        if before.get("filters"):
            filters = self.filters(component.entity, props.get("filters", ()), before["filters"])
            return None if filters is None else {**props, "filters": filters}
        return props

    def filters(self, entity: str | None, now: Iterable[Any], before: Iterable[Any]) -> list[Any] | None:
        """The conditions that still hold; none where one was lost that says what is counted."""
        now, before = list(now), list(before)
        if len(now) >= len(before):
            return now
        found = []
        for one in before:
            held = self._held(entity or "", one, now)
            if held is not None:
                found.append(held)
            elif _plain(one).op is not Operator.NE:
                return None
        return found

    def _held(self, entity: str, condition: Any, now: list[Any]) -> Any:
        """The condition as far as it holds; none where it speaks of nothing that is there."""
        plain = _plain(condition)
        states = self._states.get((entity, plain.field))
        if states is None:
            return condition if condition in now else None
        wanted = plain.value if isinstance(plain.value, list | tuple) else [plain.value]
        left = [value for value in wanted if value in states]
        if plain.op is Operator.IN and left:
            return _valued(condition, left)
        return condition if len(left) == len(wanted) else None


def _plain(condition: Any) -> FilterBy:
    return condition if isinstance(condition, FilterBy) else FilterBy.model_validate(condition)


def _valued(one: Any, value: Any) -> Any:
    return {**one, "value": value} if isinstance(one, dict) else changed(one, value=value)


def _without(page: Page, gone: set[str]) -> Page | None:
    """The page without components that are gone; none where it shows nothing any more."""
    if not gone.intersection(page.components):
        return page
    if gone.issuperset(page.components):
        return None
    layout = _pruned(page.layout, gone) if page.layout is not None else None
    return changed(
        page,
        components=tuple(name for name in page.components if name not in gone),
        layout=layout if isinstance(layout, Container) else None,
    )


def _pruned(node: LayoutNode, gone: set[str]) -> LayoutNode | None:
    """The layout without components that are gone, nor rows that hold nothing."""
    if isinstance(node, Slot):
        return None if node.component in gone else node
    if not isinstance(node, Container):
        return node
    children = tuple(child for one in node.children if (child := _pruned(one, gone)) is not None)
    if not children:
        return None
    return changed(node, children=children)
