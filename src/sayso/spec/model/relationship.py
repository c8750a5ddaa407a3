"""Relationships between entities."""

from enum import StrEnum

from pydantic import Field as Described

from .base import Element, SnakeName


class RelationshipKind(StrEnum):
    """How many rows of one entity go with how many of the other."""

    BELONGS_TO = "belongs_to"
    HAS_MANY = "has_many"
    MANY_TO_MANY = "many_to_many"


class OnDelete(StrEnum):
    """What happens to a row when the row it belongs to is deleted."""

    RESTRICT = "restrict"
    CASCADE = "cascade"
    SET_NULL = "set_null"


class Relationship(Element):
    """A link; ``name`` is how the ``from`` entity calls the other side, ``inverse`` the way back.

    ``appointment belongs_to client`` has name ``client`` and inverse ``appointments``;
    ``client has_many appointment`` says the same from the other end.
    """

    kind: RelationshipKind
    from_entity: SnakeName = Described(alias="from")
    to_entity: SnakeName = Described(alias="to")
    name: SnakeName
    inverse: SnakeName
    required: bool = False
    on_delete: OnDelete = OnDelete.RESTRICT
