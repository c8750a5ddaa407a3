"""The step *permissions*: roles, and what each may do with which records."""

from collections.abc import Iterator
from typing import Any

from pydantic import Field as Described

from sayso.kit.words import sentence
from sayso.spec.edits import Kind
from sayso.spec.edits.tree import changed
from sayso.spec.model import Action, AppSpec, Entity, PermissionRule, Permissions, Role, Scope
from sayso.spec.model.base import ShortText, SnakeName

from .element_match import by_name, matched, merged, paired, renames, unnamed
from .sheet import Sheet
from .types import Part, StepShape, Was, given, halved


class RolePart(Part):
    """A role that members have."""

    name: SnakeName
    was: Was = None
    label: ShortText | None = None
    people: tuple[SnakeName, ...] = Described(
        default=(), description="Entities whose records are the people with this role, such as stylist."
    )


class GrantPart(Part):
    """What a role may do with records of an entity. What no grant allows is denied; several add up."""

    role: SnakeName
    entity: SnakeName
    actions: tuple[Action, ...] = Described(default=(), description="None takes the access away.")
    scope: Scope = Scope.ALL
    owner: str = Described(
        default="created_by",
        description="What own means: created_by, self (the record is the person), or the way to the person, "
        "such as stylist or booking.stylist.",
    )
    fields: tuple[SnakeName, ...] | None = Described(
        default=None, description="Only these fields; all where none are given."
    )


class PermissionMatrix(StepShape):
    """Roles and the matrix of what they may do. A role and entity that are in it are said in full."""

    roles: tuple[RolePart, ...] = ()
    default_role: SnakeName | None = Described(default=None, description="What new members get.")
    public_role: SnakeName | None = Described(
        default=None, description="The role of whoever is not signed in; nobody gets in where none is given."
    )
    matrix: tuple[GrantPart, ...] = ()


def shape_of(spec: AppSpec) -> PermissionMatrix:
    """The permissions of a spec."""
    permissions = spec.permissions
    return PermissionMatrix(
        complete=True,
        roles=tuple(
            RolePart(
                name=role.name,
                label=role.label,
                people=tuple(one.name for one in spec.entities if one.person_role == role.name),
            )
            for role in permissions.roles
        ),
        default_role=permissions.default_role,
        public_role=permissions.public_role,
        matrix=tuple(
            GrantPart(
                role=rule.role,
                entity=rule.entity,
                actions=rule.actions,
                scope=rule.scope,
                owner=rule.owner,
                fields=rule.fields,
            )
            for rule in permissions.rules
        ),
    )


def pieces(shape: PermissionMatrix) -> Iterator[PermissionMatrix]:
    """Shapes that say less each: the roles, then what is granted of one entity to one role."""
    cells: dict[tuple[str, str], list[GrantPart]] = {}
    for grant in shape.matrix:
        cells.setdefault((grant.role, grant.entity), []).append(grant)
    has_roles = bool(shape.roles or shape.default_role or shape.public_role)
    if len(cells) + has_roles <= 1:
        if len(shape.roles) > 1:
            yield from (PermissionMatrix(roles=(role,)) for role in shape.roles)
        return
    if has_roles:
        yield shape.model_copy(update={"matrix": (), "complete": False})
        yield PermissionMatrix(matrix=shape.matrix)
        return
    for some in halved(tuple(cells.values())):
        yield PermissionMatrix(matrix=tuple(grant for grants in some for grant in grants))


def put(sheet: Sheet, shape: PermissionMatrix) -> None:
    """Work roles and grants into the spec."""
    sheet.rename(renames(Kind.ROLE, by_name(shape.roles, sheet.spec.permissions.roles), "label"))
    spec = sheet.spec
    permissions = spec.permissions
    roles = [
        old or Role(id=sheet.ids.new("rol"), name=part.name, label=part.label or sentence(part.name))
        for part, old in paired(shape.roles, permissions.roles)
    ]
    target = changed(
        permissions,
        roles=merged(permissions.roles, roles, complete=shape.complete),
        rules=_rules(sheet, shape, permissions.rules),
        **_standing(shape, permissions, roles),
    )
    entities = tuple(_person(one, shape) for one in spec.entities)
    sheet.become(changed(spec, permissions=target, entities=entities))


def remove_unnamed(sheet: Sheet, shape: PermissionMatrix) -> None:
    """Take out roles and grants that a complete matrix leaves out."""
    for rule in unnamed(_pairs(shape.matrix, sheet.spec.permissions.rules), sheet.spec.permissions.rules):
        sheet.remove(Kind.PERMISSION, rule)
    for role in unnamed(by_name(shape.roles, sheet.spec.permissions.roles), sheet.spec.permissions.roles):
        sheet.remove(Kind.ROLE, role)


def _standing(shape: PermissionMatrix, permissions: Permissions, roles: list[Role]) -> dict[str, Any]:
    """The roles of new members and of visitors; the last role of a first matrix is the usual one."""
    said = given(shape, "default_role", "public_role")
    if not shape.complete:
        said = {name: value for name, value in said.items() if value is not None}
    if permissions.default_role is None and "default_role" not in said and roles:
        visitors = said.get("public_role", permissions.public_role)
        names = [role.name for role in roles if role.name != visitors]
        said["default_role"] = names[-1] if names else None
    return said


def _person(entity: Entity, shape: PermissionMatrix) -> Entity:
    role = next((part.name for part in shape.roles if entity.name in part.people), None)
    if role is not None:
        return changed(entity, person_role=role)
    is_left_out = any(
        part.name == entity.person_role and "people" in part.model_fields_set for part in shape.roles
    )
    return changed(entity, person_role=None) if shape.complete and is_left_out else entity


def _rules(
    sheet: Sheet, shape: PermissionMatrix, rules: tuple[PermissionRule, ...]
) -> tuple[PermissionRule, ...]:
    """The grants of the matrix; of a role and entity that are in it, nothing else stays."""
    pairs = _pairs(shape.matrix, rules)
    cells = {(grant.role, grant.entity) for grant in shape.matrix}
    kept = {rule.id for grant, rule in pairs if rule is not None and grant.actions}
    base = [rule for rule in rules if rule.id in kept or (rule.role, rule.entity) not in cells]
    settled = [_rule(sheet, grant, rule) for grant, rule in pairs if grant.actions]
    return merged(base, settled, complete=shape.complete)


def _rule(sheet: Sheet, part: GrantPart, old: PermissionRule | None) -> PermissionRule:
    base = old or PermissionRule(
        id=sheet.ids.new("prm"), role=part.role, entity=part.entity, actions=part.actions
    )
    return changed(base, **given(part, "actions", "scope", "owner", "fields"))


def _pairs(
    grants: tuple[GrantPart, ...], rules: tuple[PermissionRule, ...]
) -> list[tuple[GrantPart, PermissionRule | None]]:
    def exactly(grant: GrantPart, rule: PermissionRule) -> bool:
        return alike(grant, rule) and grant.actions == rule.actions

    def alike(grant: GrantPart, rule: PermissionRule) -> bool:
        reach = (grant.scope, grant.owner, grant.fields) == (rule.scope, rule.owner, rule.fields)
        return reach and of_cell(grant, rule)

    def of_cell(grant: GrantPart, rule: PermissionRule) -> bool:
        return (grant.role, grant.entity) == (rule.role, rule.entity)

    return matched(grants, rules, exactly, alike, of_cell)
