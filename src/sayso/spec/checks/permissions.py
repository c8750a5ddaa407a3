"""Roles and rules name what exists, and somebody may do something."""

from collections.abc import Iterator

from sayso.spec.diagnostics import Diagnostic
from sayso.spec.expressions import did_you_mean, follow
from sayso.spec.index import SpecIndex
from sayso.spec.model import Action, PermissionRule, Scope

from .allowed_names import unknown_name
from .findings import error, suggestion, warning

_BUILT_IN_OWNERS = ("created_by", "self")


def check(index: SpecIndex) -> Iterator[Diagnostic]:
    """The permission matrix as a whole and each of its rules."""
    permissions = index.spec.permissions
    roles = [role.name for role in permissions.roles]
    if not roles:
        yield error(
            "no-roles",
            "permissions.roles",
            "There are no roles, so nobody could use the module.",
            "Add a role such as owner or member.",
        )
    if permissions.default_role is None and roles:
        yield suggestion(
            "default-role-missing",
            "permissions.default_role",
            "New members get no role.",
            f"Choose one: {', '.join(roles)}.",
        )
    elif permissions.default_role is not None and permissions.default_role not in roles:
        yield error(
            "unknown-role",
            "permissions.default_role",
            f"New members would get the role “{permissions.default_role}”, which does not exist.",
            did_you_mean(permissions.default_role, roles),
        )
    for rule in permissions.rules:
        yield from _rule(index, rule, roles)
    allowed = {rule.role for rule in permissions.rules if rule.scope is not Scope.NONE}
    for role in roles:
        if role not in allowed:
            yield warning(
                "role-without-rules",
                f"permissions.roles.{role}",
                f"The role “{role}” is allowed nothing.",
                "Add a rule for it, or remove it.",
            )
    for entity in index.spec.entities:
        if entity.person_role is not None and entity.person_role not in roles:
            yield error(
                "unknown-role",
                f"entities.{entity.name}.person_role",
                f"{entity.display_name} records sign in as “{entity.person_role}”, which does not exist.",
                did_you_mean(entity.person_role, roles),
            )
        if roles and not any(index.grants(role, entity.name, Action.READ) for role in roles):
            yield warning(
                "unreadable-entity",
                f"entities.{entity.name}",
                f"No role may read {entity.display_name} records.",
                "Add a permission rule with the action read.",
            )


def _rule(index: SpecIndex, rule: PermissionRule, roles: list[str]) -> Iterator[Diagnostic]:
    path = f"permissions.rules.{rule.role}.{rule.entity}"
    if rule.role not in roles:
        yield error(
            "unknown-role",
            f"{path}.role",
            f"There is a permission for the role “{rule.role}”, which does not exist.",
            did_you_mean(rule.role, roles),
        )
    if rule.entity not in index.entities:
        yield error(
            "unknown-entity",
            f"{path}.entity",
            f"“{rule.role}” may do something with “{rule.entity}”, which does not exist.",
            did_you_mean(rule.entity, index.entities),
        )
        return
    for name in rule.fields or ():
        problem = unknown_name(index, rule.entity, name, f"{path}.fields", lists=True)
        if problem is not None:
            yield problem
    if rule.scope is Scope.OWN:
        yield from _owner(index, rule, f"{path}.owner")


def _owner(index: SpecIndex, rule: PermissionRule, path: str) -> Iterator[Diagnostic]:
    people = [entity.name for entity in index.spec.entities if entity.person_role is not None]
    if rule.owner == "created_by":
        return
    if rule.owner == "self":
        if rule.entity not in people:
            yield error(
                "no-owner",
                path,
                f"A {rule.entity} does not sign in, so no member is one.",
                f"Set person_role of {rule.entity}, or use created_by.",
            )
        return
    names = tuple(rule.owner.split("."))
    steps = follow(index, rule.entity, names)
    if len(steps) < len(names):
        at = rule.entity if not steps else steps[-1].type.entity
        known = index.parents(at) if at is not None else ()
        yield error(
            "unknown-name",
            path,
            f"The owner of {rule.entity} is “{rule.owner}”, but {at} has no “{names[len(steps)]}”.",
            did_you_mean(names[len(steps)], [*known, *_BUILT_IN_OWNERS]),
        )
    elif steps[-1].type.entity not in people:
        yield error(
            "no-owner",
            path,
            f"“{rule.owner}” of {rule.entity} is nobody who signs in, so nobody would own it.",
            f"End the path at an entity with person_role ({', '.join(people)})."
            if people
            else "Set person_role of the entity it leads to, or use created_by.",
        )
