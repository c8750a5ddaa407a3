"""The permission matrix: role by entity by action by scope. What no rule allows is denied."""

from enum import StrEnum

from pydantic import Field as Described

from .base import Element, Model, ShortText, SnakeName


class Action(StrEnum):
    """What may be done with rows."""

    CREATE = "create"
    READ = "read"
    UPDATE = "update"
    DELETE = "delete"


class Scope(StrEnum):
    """Which rows: all of the site, one's own, or none."""

    ALL = "all"
    OWN = "own"
    NONE = "none"


class Role(Element):
    """A role of the module's members."""

    name: SnakeName
    label: ShortText


class PermissionRule(Element):
    """One grant. Several rules for the same role, entity and action add up.

    ``owner`` says what *own* means: ``created_by``, ``self`` (the row is the member, see
    ``Entity.person_role``) or a dotted belongs_to path to such an entity, e.g. ``stylist`` or
    ``booking.stylist``.
    """

    role: SnakeName
    entity: SnakeName
    actions: tuple[Action, ...] = Described(min_length=1)
    scope: Scope = Scope.ALL
    owner: str = "created_by"
    fields: tuple[SnakeName, ...] | None = Described(
        default=None, description="Only these fields may be read or written; unset means all."
    )


class Permissions(Model):
    """Roles and the rules that grant them something."""

    roles: tuple[Role, ...] = ()
    default_role: SnakeName | None = None
    public_role: SnakeName | None = Described(
        default=None, description="The role of whoever is not signed in; unset means nobody gets in."
    )
    rules: tuple[PermissionRule, ...] = ()
