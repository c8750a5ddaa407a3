"""A spec read once into look-ups: entities by name, links in one direction, what may refer to what."""

from dataclasses import dataclass
from functools import cached_property

from .model.app import AppSpec
from .model.entity import Computed, Entity, Field, FieldType
from .model.flow import Flow
from .model.page import Component
from .model.permission import Action, PermissionRule, Scope
from .model.relationship import OnDelete, Relationship, RelationshipKind


@dataclass(frozen=True, slots=True)
class Link:
    """A one-to-many link in its canonical direction: ``child`` holds the reference to ``parent``."""

    child: str
    parent: str
    name: str
    inverse: str
    required: bool
    on_delete: OnDelete
    element: str


@dataclass(frozen=True, slots=True)
class Junction:
    """A many-to-many link; ``left`` calls it ``name``, ``right`` calls it ``inverse``."""

    left: str
    right: str
    name: str
    inverse: str
    element: str


class SpecIndex:
    """Look-ups over one spec; made once, shared by checks, designers, compiler and runtime."""

    def __init__(self, spec: AppSpec) -> None:
        self.spec = spec

    @cached_property
    def entities(self) -> dict[str, Entity]:
        """Entities by name."""
        return {entity.name: entity for entity in self.spec.entities}

    @cached_property
    def components(self) -> dict[str, Component]:
        """Components by name."""
        return {component.name: component for component in self.spec.components}

    @cached_property
    def flows(self) -> dict[str, Flow]:
        """The flow of each entity that has one."""
        return {flow.entity: flow for flow in self.spec.flows}

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """belongs_to and has_many, turned into one direction."""
        return tuple(_link(r) for r in self.spec.relationships if r.kind is not RelationshipKind.MANY_TO_MANY)

    @cached_property
    def junctions(self) -> tuple[Junction, ...]:
        """many_to_many links."""
        return tuple(
            Junction(r.from_entity, r.to_entity, r.name, r.inverse, r.id)
            for r in self.spec.relationships
            if r.kind is RelationshipKind.MANY_TO_MANY
        )

    def parents(self, entity: str) -> dict[str, Link]:
        """Links by which rows of ``entity`` belong to others, by relation name."""
        return {link.name: link for link in self.links if link.child == entity}

    def children(self, entity: str) -> dict[str, Link]:
        """Links by which others belong to rows of ``entity``, by inverse name."""
        return {link.inverse: link for link in self.links if link.parent == entity}

    def fields(self, entity: str) -> dict[str, Field]:
        """Stored fields by name."""
        return {field.name: field for field in self.entities[entity].fields}

    def computed(self, entity: str) -> dict[str, Computed]:
        """Computed values by name."""
        return {value.name: value for value in self.entities[entity].computed}

    def title_field(self, entity: str) -> str | None:
        """The stored or computed field that names a row best; none where only relations could.

        A value that a row may lack does not name it where the row has to belong to something.
        """
        fields = self.fields(entity)
        names = [*fields, *self.computed(entity)]
        for wanted in ("name", "title", "full_name", "label", "subject", "number", "code"):
            if wanted in names:
                return wanted
        telling = [name for name in names if name.endswith(("_name", "_title", "_number"))]
        telling += [name for name, field in fields.items() if field.type.value in {"text", "email"}]
        belongs = any(link.required for link in self.parents(entity).values())
        sure = (name for name in telling if not belongs or self._is_sure(entity, name))
        return next(sure, None)

    def _is_sure(self, entity: str, name: str) -> bool:
        """Whether every row has this value, or it is a number of its own: a sales order's order_number."""
        field = self.fields(entity).get(name)
        own = name == f"{entity.rsplit('_', maxsplit=1)[-1]}_number"
        return own or field is None or field.required or field.unique

    def title_relation(self, entity: str) -> str | None:
        """The relation that names a row without a title of its own: an appointment is its client's.

        What a row must have comes before what it may have, other things before staff who sign in, and among
        those people who can be reached come first.
        """

        def rank(link: Link) -> tuple[bool, bool, bool]:
            parent = self.entities[link.parent]
            is_reached = any(field.type in {FieldType.EMAIL, FieldType.PHONE} for field in parent.fields)
            return not link.required, parent.person_role is not None, not is_reached

        best = min(self.parents(entity).values(), key=rank, default=None)
        return best.name if best else None

    def grants(self, role: str, entity: str, action: Action) -> tuple[PermissionRule, ...]:
        """The rules that allow ``role`` this action; empty means denied."""
        return tuple(
            rule
            for rule in self.spec.permissions.rules
            if rule.role == role
            and rule.entity == entity
            and action in rule.actions
            and rule.scope is not Scope.NONE
        )

    @cached_property
    def widest_role(self) -> str | None:
        """The role with the most unlimited grants, never the public one; the builder starts with it."""

        def width(role: str) -> int:
            return sum(
                len(rule.actions)
                for rule in self.spec.permissions.rules
                if rule.role == role and rule.scope is Scope.ALL and rule.fields is None
            )

        permissions = self.spec.permissions
        roles = [role.name for role in permissions.roles if role.name != permissions.public_role]
        return max(roles, key=width, default=None)


def _link(relationship: Relationship) -> Link:
    r = relationship
    if r.kind is RelationshipKind.BELONGS_TO:
        return Link(r.from_entity, r.to_entity, r.name, r.inverse, r.required, r.on_delete, r.id)
    return Link(r.to_entity, r.from_entity, r.inverse, r.name, r.required, r.on_delete, r.id)
