"""Every place in a spec that mentions something by name, rewritten in one pass.

Renaming and removing both stand on this map: a rename says what a name becomes, a removal that nothing bears
it any more. A mention that is optional or one of a list then goes; where it is essential (the entity of a
report, the far end of a transition) the element that cannot be without it goes.
"""

from collections.abc import Callable, Iterable
from typing import TypeVar, assert_never

from sayso.spec.model import (
    PERIODS,
    AppSpec,
    Component,
    Computed,
    Container,
    Element,
    Endpoint,
    Entity,
    Field,
    Flow,
    Index,
    Page,
    PermissionRule,
    Relationship,
    Report,
    Role,
    Rule,
    Slot,
    Transition,
)
from sayso.spec.model.layout import LayoutNode

from .names import Changes
from .new_names import NewNames
from .props import rewrite_filters, rewrite_props
from .tree import changed

E = TypeVar("E", bound=Element)


def rewrite(spec: AppSpec, changes: Changes) -> AppSpec:
    """The spec under the new names, without the elements that could not stay."""
    return Rewriter(spec, changes).spec() if changes else spec


class Rewriter(NewNames):
    """One pass over a spec, element by element."""

    def spec(self) -> AppSpec:
        """The whole document."""
        spec = self._spec
        permissions = spec.permissions
        default_role, public_role = permissions.default_role, permissions.public_role
        return changed(
            spec,
            entities=_kept(spec.entities, self._entity),
            relationships=_kept(spec.relationships, self._relationship),
            flows=_kept(spec.flows, self._flow),
            components=_kept(spec.components, self._component),
            pages=_kept(spec.pages, self._page),
            endpoints=_kept(spec.endpoints, self._endpoint),
            permissions=changed(
                permissions,
                roles=_kept(permissions.roles, self._role),
                default_role=self.role(default_role) if default_role else None,
                public_role=self.role(public_role) if public_role else None,
                rules=_kept(permissions.rules, self._permission),
            ),
            reports=_kept(spec.reports, self._report),
        )

    def _entity(self, entity: Entity) -> Entity | None:
        name = self.entity(entity.name)
        if name is None:
            return None

        def field(field: Field) -> Field | None:
            return self._field(entity.name, field)

        def computed(value: Computed) -> Computed | None:
            new, expression = (
                self.member(entity.name, value.name),
                self.expression(entity.name, value.expression),
            )
            return changed(value, name=new, expression=expression) if new and expression else None

        def rule(rule: Rule) -> Rule | None:
            expression = self.expression(entity.name, rule.expression)
            return changed(rule, expression=expression) if expression else None

        def index(index: Index) -> Index | None:
            fields = _present(self.member(entity.name, field) for field in index.fields)
            return changed(index, fields=_once(fields)) if len(fields) == len(index.fields) else None

        return changed(
            entity,
            name=name,
            person_role=self.role(entity.person_role) if entity.person_role else None,
            fields=_kept(entity.fields, field),
            computed=_kept(entity.computed, computed),
            indexes=_kept(entity.indexes, index),
            rules=_kept(entity.rules, rule),
        )

    def _field(self, entity: str, field: Field) -> Field | None:
        name = self.member(entity, field.name)
        if name is None:
            return None
        options = tuple(
            changed(o, name=self.value(entity, field.name, o.name) or o.name) for o in field.options
        )
        default = field.default
        if isinstance(default, str) and options:
            default = self.value(entity, field.name, default)
        elif isinstance(default, list) and options:
            default = [
                v for d in default if (v := self.value(entity, field.name, d) if isinstance(d, str) else d)
            ]
        return changed(field, name=name, options=options, default=default)

    def _relationship(self, link: Relationship) -> Relationship | None:
        from_entity, to_entity = self.entity(link.from_entity), self.entity(link.to_entity)
        name, inverse = self.member(link.from_entity, link.name), self.member(link.to_entity, link.inverse)
        if not (from_entity and to_entity and name and inverse):
            return None
        return changed(link, from_entity=from_entity, to_entity=to_entity, name=name, inverse=inverse)

    def _flow(self, flow: Flow) -> Flow | None:
        entity, field = self.entity(flow.entity), self.member(flow.entity, flow.field)
        initial = self.value(flow.entity, flow.field, flow.initial)
        if not (entity and field) or not flow.states:
            return None

        def transition(move: Transition) -> Transition | None:
            start = self.value(flow.entity, flow.field, move.from_state)
            end = self.value(flow.entity, flow.field, move.to_state)
            guard = self.expression(flow.entity, move.guard) if move.guard else None
            roles = _present(self.role(role) for role in move.roles)
            if not (start and end) or (move.guard and not guard) or (move.roles and not roles):
                return None
            return changed(move, from_state=start, to_state=end, guard=guard, roles=roles)

        states = tuple(
            changed(s, name=self.value(flow.entity, flow.field, s.name) or s.name) for s in flow.states
        )
        return changed(
            flow,
            entity=entity,
            field=field,
            states=states,
            initial=initial or states[0].name,
            transitions=_kept(flow.transitions, transition),
        )

    def _component(self, component: Component) -> Component | None:
        name = self.component(component.name)
        entity = self.entity(component.entity) if component.entity else None
        props = rewrite_props(self, component)
        if name is None or props is None or (component.entity and not entity):
            return None
        return changed(component, name=name, entity=entity, props=props)

    def _page(self, page: Page) -> Page | None:
        components = _present(self.component(name) for name in page.components)
        roles = _present(self.role(role) for role in page.roles)
        if (page.components and not components) or (page.roles and not roles):
            return None
        layout = self._container(page.layout) if page.layout else None
        return changed(page, components=components, roles=roles, layout=layout)

    def _container(self, container: Container) -> Container | None:
        """A container that was not empty before does not stay when it becomes so."""
        children = _present(self._node(child) for child in container.children)
        if container.children and not children:
            return None
        return changed(container, children=children)

    def _node(self, node: LayoutNode) -> LayoutNode | None:
        match node:
            case Container():
                return self._container(node)
            case Slot():
                name = self.component(node.component)
                return changed(node, component=name) if name else None
            case _:
                assert_never(node)

    def _endpoint(self, endpoint: Endpoint) -> Endpoint | None:
        entity = self.entity(endpoint.entity) if endpoint.entity else None
        return None if endpoint.entity and not entity else changed(endpoint, entity=entity)

    def _role(self, role: Role) -> Role | None:
        name = self.role(role.name)
        return changed(role, name=name) if name else None

    def _permission(self, rule: PermissionRule) -> PermissionRule | None:
        role, entity = self.role(rule.role), self.entity(rule.entity)
        owner = self.path(rule.entity, rule.owner)
        fields = rule.fields and _once(_present(self.member(rule.entity, field) for field in rule.fields))
        if not (role and entity and owner) or (rule.fields and not fields):
            return None
        return changed(rule, role=role, entity=entity, owner=owner, fields=fields)

    def _report(self, report: Report) -> Report | None:
        name, entity = self.report(report.name), self.entity(report.entity)
        date_field = self.member(report.entity, report.date_field) if report.date_field else None
        group_by = _present(
            None
            if report.date_field and not date_field and path in PERIODS
            else self.path(report.entity, path)
            for path in report.group_by
        )
        measures = tuple(
            changed(measure, field=field)
            for measure in report.measures
            if (field := self.member(report.entity, measure.field) if measure.field else None)
            or not measure.field
        )
        if not (name and entity and measures) or (report.group_by and not group_by):
            return None
        return changed(
            report,
            name=name,
            entity=entity,
            group_by=group_by,
            measures=measures,
            filters=rewrite_filters(self, report.entity, report.filters),
            date_field=date_field,
        )


T = TypeVar("T")


def _once(names: Iterable[str]) -> tuple[str, ...]:
    """Two names may have become one."""
    return tuple(dict.fromkeys(names))


def _present(items: Iterable[T | None]) -> tuple[T, ...]:
    return tuple(item for item in items if item is not None)


def _kept(elements: Iterable[E], rewritten: Callable[[E], E | None]) -> tuple[E, ...]:
    return _present(rewritten(element) for element in elements)
