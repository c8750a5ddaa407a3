"""What the permission matrix allows, worked out from the spec and the rows, without the database.

This is the other opinion that the database and the API are held against: it walks from row to row by
itself, and shares nothing with the code that writes policies.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sayso.compiler.identifiers import reference
from sayso.proofs.types import Actor
from sayso.spec.index import SpecIndex
from sayso.spec.model import Action, PermissionRule, Scope

StoredRow = Mapping[str, Any]
"""A row by column, as JSON has it."""


class Truth:
    """Who may do what with which row and field."""

    def __init__(self, index: SpecIndex, stored: Mapping[str, Mapping[str, StoredRow]]) -> None:
        self.index = index
        self.stored = stored
        """Rows by entity and id, of all sites."""

    def may(self, actor: Actor, action: Action, entity: str, row: StoredRow) -> bool:
        """Whether some rule lets the actor do this with the row."""
        return any(self._covers(rule, actor, entity, row) for rule in self._grants(actor, action, entity))

    def may_field(self, actor: Actor, action: Action, entity: str, row: StoredRow, name: str) -> bool:
        """Whether some rule that covers the row lists the field, or lists none."""
        return any(
            (rule.fields is None or name in rule.fields) and self._covers(rule, actor, entity, row)
            for rule in self._grants(actor, action, entity)
        )

    def is_listed(self, actor: Actor, action: Action, entity: str) -> bool:
        """Whether a field list bears on what the actor may do."""
        return any(rule.fields is not None for rule in self._grants(actor, action, entity))

    def readable(self, actor: Actor, entity: str) -> set[str]:
        """The ids of the rows that the actor may see."""
        rows = self.stored[entity]
        return {key for key, row in rows.items() if self.may(actor, Action.READ, entity, row)}

    def parent(self, entity: str, relation: str, row: StoredRow) -> StoredRow | None:
        """The row that this one belongs to."""
        found = row.get(reference(relation))
        return None if found is None else self.stored[self.index.parents(entity)[relation].parent].get(found)

    def _grants(self, actor: Actor, action: Action, entity: str) -> tuple[PermissionRule, ...]:
        return self.index.grants(actor.role, entity, action)

    def _covers(self, rule: PermissionRule, actor: Actor, entity: str, row: StoredRow) -> bool:
        if UUID(str(row["site_id"])) != actor.site:
            return False
        return rule.scope is Scope.ALL or self._owns(rule.owner, actor, entity, row)

    def _owns(self, owner: str, actor: Actor, entity: str, row: StoredRow) -> bool:
        if owner == "created_by":
            return str(row["created_by"]) == str(actor.member)
        person: StoredRow | None = row
        for relation in () if owner == "self" else owner.split("."):
            if person is None:
                return False
            person, entity = (
                self.parent(entity, relation, person),
                self.index.parents(entity)[relation].parent,
            )
        return person is not None and str(person.get("member_id")) == str(actor.member)
