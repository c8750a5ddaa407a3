"""The permission matrix as SQL conditions on a row.

Settings are read inside ``(select …)``, which PostgreSQL evaluates once per statement, not once per row.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sayso.compiler.identifiers import ModuleNames, quote, reference
from sayso.spec.expressions import sql_text
from sayso.spec.model import Action, PermissionRule, Scope

ROLE = "(select apps.module_role())"
SITE = "(select apps.current_site())"
MEMBER = "(select apps.current_member())"


@dataclass(frozen=True, slots=True)
class Ownership:
    """A function that gives the ids of the rows of ``entity`` that are, by ``path``, the acting member's."""

    entity: str
    path: tuple[str, ...]
    function: str


class Matrix:
    """Conditions for one module; collects the ownership functions that they call."""

    def __init__(self, names: ModuleNames) -> None:
        self.names = names
        self.index = names.index
        self._ownerships: dict[tuple[str, tuple[str, ...]], Ownership] = {}

    @property
    def ownerships(self) -> tuple[Ownership, ...]:
        """The functions asked for so far, by name."""
        return tuple(sorted(self._ownerships.values(), key=lambda o: (len(o.path), o.function)))

    def rules(self, entity: str, action: Action) -> tuple[PermissionRule, ...]:
        """What the matrix grants, in the order of the spec."""
        return tuple(
            rule
            for rule in self.index.spec.permissions.rules
            if rule.entity == entity and action in rule.actions and rule.scope is not Scope.NONE
        )

    def allowed(self, entity: str, action: Action, alias: str = "") -> tuple[str, ...]:
        """Alternatives, any of which allows the action on the row; none where nobody may."""
        return self._alternatives(self.rules(entity, action), entity, alias)

    def field_allowed(self, entity: str, action: Action, field: str, alias: str) -> tuple[str, ...] | None:
        """Alternatives that allow the action on this field; ``None`` where whoever may act may do so."""
        rules = self.rules(entity, action)
        if all(rule.fields is None or field in rule.fields for rule in rules):
            return None
        covering = tuple(rule for rule in rules if rule.fields is None or field in rule.fields)
        return self._alternatives(covering, entity, alias)

    def unlimited_roles(self, entity: str) -> tuple[str, ...]:
        """Roles that may create and update every row and field of an entity."""
        return tuple(
            role.name
            for role in self.index.spec.permissions.roles
            if all(
                any(
                    rule.role == role.name and rule.scope is Scope.ALL and rule.fields is None
                    for rule in self.rules(entity, action)
                )
                for action in (Action.CREATE, Action.UPDATE)
            )
        )

    def _alternatives(self, rules: tuple[PermissionRule, ...], entity: str, alias: str) -> tuple[str, ...]:
        everywhere = _unique(rule.role for rule in rules if rule.scope is Scope.ALL)
        own: dict[str, list[str]] = defaultdict(list)
        for rule in rules:
            if rule.scope is Scope.OWN and rule.role not in everywhere and rule.role not in own[rule.owner]:
                own[rule.owner].append(rule.role)
        found = [role_is(everywhere)] if everywhere else []
        for owner, roles in own.items():
            if roles:
                found.append(f"{role_is(roles)} and {self._owned(entity, owner, alias)}")
        return tuple(found)

    def _owned(self, entity: str, owner: str, alias: str) -> str:
        before = f"{alias}." if alias else ""
        if owner == "created_by":
            return f"{before}created_by = {MEMBER}"
        if owner == "self":
            return f"{before}member_id = {MEMBER}"
        first, *rest = owner.split(".")
        parent = self.index.parents(entity)[first].parent
        function = self._ownership(parent, tuple(rest)).function
        # one person per member: a single id; further away there may be many
        if rest:
            return f"{before}{quote(reference(first))} in (select {self.names.qualified(function)}())"
        return f"{before}{quote(reference(first))} = (select {self.names.qualified(function)}())"

    def _ownership(self, entity: str, path: tuple[str, ...]) -> Ownership:
        if path:
            self._ownership(self.index.parents(entity)[path[0]].parent, path[1:])
        known = self._ownerships.get((entity, path))
        if known is None:
            by = ("by", *path) if path else ()
            known = Ownership(entity, path, self.names.name("own", entity, *by))
            self._ownerships[entity, path] = known
        return known

    def ownership_of(self, entity: str, path: tuple[str, ...]) -> Ownership:
        """The function for a path that another function goes on from."""
        return self._ownership(entity, path)


def role_is(roles: "list[str] | tuple[str, ...]") -> str:
    """The condition that the acting role is one of ``roles``."""
    if len(roles) == 1:
        return f"{ROLE} = {sql_text(roles[0])}"
    return f"{ROLE} in ({', '.join(sql_text(role) for role in roles)})"


def either(alternatives: "tuple[str, ...]") -> str:
    """``a or b`` in brackets; ``false`` where there is nothing."""
    if not alternatives:
        return "false"
    if len(alternatives) == 1:
        return f"({alternatives[0]})"
    return "(" + " or ".join(f"({part})" if " and " in part else part for part in alternatives) + ")"


def _unique(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))
