"""An application as checks look at it: its parts found by the names that people give them."""

from functools import cache, cached_property
from itertools import chain

from sayso.kit.words import singular, snake
from sayso.spec.index import Junction, Link, SpecIndex
from sayso.spec.model import (
    Action,
    AppSpec,
    Component,
    Computed,
    Container,
    Entity,
    Field,
    Flow,
    LayoutNode,
    Page,
    Report,
    Role,
    Slot,
    Transition,
)


def is_named(name: str, wanted: str) -> bool:
    """Whether a name is one of those wanted (``a|b``; ``*`` is any), in singular or plural."""
    if wanted == "*":
        return True
    return _plain(name) in {_plain(one) for one in wanted.split("|")}


@cache
def _plain(name: str) -> str:
    return singular(snake(name))


class Application:
    """Look-ups over a spec by names such as ``start|starts_at``, of which any fits."""

    def __init__(self, spec: AppSpec) -> None:
        self.spec = spec
        self.index = SpecIndex(spec)

    def entity(self, wanted: str) -> Entity | None:
        """The entity of this name."""
        return next((one for one in self.spec.entities if is_named(one.name, wanted)), None)

    def field(self, entity: str, wanted: str) -> Field | None:
        """A stored field of an entity."""
        there = self.entity(entity)
        return next((one for one in there.fields if is_named(one.name, wanted)), None) if there else None

    def values(self, entity: Entity) -> list[tuple[str, str]]:
        """Ids and names of what a role may see of rows: fields, computed values, relations, the state."""
        found = [(field.id, field.name) for field in entity.fields]
        found += [(value.id, value.name) for value in entity.computed]
        found += [(link.element, name) for name, link in self.index.parents(entity.name).items()]
        flow = self.index.flows.get(entity.name)
        return [*found, (flow.id, flow.field)] if flow else found

    def computed(self, entity: str) -> tuple[Computed, ...]:
        """The computed values of an entity."""
        there = self.entity(entity)
        return there.computed if there else ()

    def flow(self, entity: str) -> Flow | None:
        """The flow of an entity."""
        return next((one for one in self.spec.flows if is_named(one.entity, entity)), None)

    def transitions(self, entity: str, before: str, after: str) -> list[Transition]:
        """The moves of an entity from one state to another."""
        flow = self.flow(entity)
        return [
            one
            for one in (flow.transitions if flow else ())
            if is_named(one.from_state, before) and is_named(one.to_state, after)
        ]

    def links(self, child: str, parent: str) -> list[Link]:
        """The links by which rows of one entity belong to rows of another."""
        return [
            one for one in self.index.links if is_named(one.child, child) and is_named(one.parent, parent)
        ]

    def junctions(self, one: str, other: str) -> list[Junction]:
        """The links between many rows of one entity and many of another."""
        return [
            link
            for link in self.index.junctions
            if (is_named(link.left, one) and is_named(link.right, other))
            or (is_named(link.left, other) and is_named(link.right, one))
        ]

    def role(self, wanted: str) -> Role | None:
        """The role of this name."""
        return next((one for one in self.spec.permissions.roles if is_named(one.name, wanted)), None)

    def scopes(self, role: str, entity: str, action: Action, field: str | None = None) -> set[str]:
        """Of which rows a role may do this, ``all`` or ``own``; with ``field``, to that value of them."""
        there, who = self.entity(entity), self.role(role)
        if there is None or who is None:
            return set()
        return {
            rule.scope.value
            for rule in self.index.grants(who.name, there.name, action)
            if field is None or rule.fields is None or any(is_named(one, field) for one in rule.fields)
        }

    def page(self, title: str) -> Page | None:
        """The page of this title."""
        return next((one for one in self.spec.pages if is_named(one.title, title)), None)

    def components(self, entity: str, kind: str) -> list[Component]:
        """The components of a type that show an entity; a chart shows the entity of its report."""
        return [
            one
            for one in self.spec.components
            if is_named(one.type.value, kind) and is_named(self.shown_by(one), entity)
        ]

    def shown_by(self, component: Component) -> str:
        """The name of the entity that a component is about, empty where there is none."""
        if component.entity is not None:
            return component.entity
        report = self._reports.get(str(component.props.get("report")))
        return report.entity if report else ""

    def order(self, page: Page) -> list[Component]:
        """The components of a page, from the first to the last."""
        names = _slots(page.layout) if page.layout else list(page.components)
        return [self.index.components[name] for name in names if name in self.index.components]

    def pages_of(self, component: Component) -> list[Page]:
        """The pages that show a component."""
        return [page for page in self.spec.pages if component.name in page.components]

    @cached_property
    def _reports(self) -> dict[str, Report]:
        return {report.name: report for report in self.spec.reports}


def _slots(node: LayoutNode) -> list[str]:
    match node:
        case Slot():
            return [node.component]
        case Container():
            return list(chain.from_iterable(map(_slots, node.children)))
