"""What a model leaves out of a description follows by rule: pages, views, access, usual figures."""

from collections.abc import Callable
from dataclasses import replace

from sayso.design.knowledge.known import is_person_word, known_thing
from sayso.design.offline.build.bookings import build_bookings
from sayso.design.offline.build.figures import add_usual
from sayso.design.offline.build.owners import mark_person, owner_path
from sayso.design.offline.build.pages import build_pages, choose_main
from sayso.design.offline.build.parts import Parts
from sayso.design.offline.build.permissions import administrator, build_permissions, full_access, least_role
from sayso.design.offline.build.rules import build_rules
from sayso.design.offline.build.spec import assemble
from sayso.design.offline.build.worth import build_worth
from sayso.design.offline.fields import FieldGuess
from sayso.design.offline.model.business import Business, RolePart, Thing, ThingField
from sayso.kit.ids import IdSource
from sayso.spec.checks import check
from sayso.spec.diagnostics import has_errors
from sayso.spec.edits.tree import changed
from sayso.spec.model import (
    Action,
    AppSpec,
    Entity,
    Field,
    FieldType,
    PermissionRule,
    Permissions,
    Scope,
    Setting,
)

from .provenance import Trace

_SHORT = frozenset({FieldType.TEXT, FieldType.EMAIL})
_ALL = tuple(Action)
_WIDE = frozenset({"admin", "administrator", "owner", "manager", "director", "boss"})


def complete(
    spec: AppSpec, text: str, ids: IdSource, name: str, *, with_rules: bool = True, with_usual: bool = True
) -> AppSpec:
    """The whole application around what was understood; as it is, where a whole one cannot be built.

    Without rules it takes every row that its entities take: there are some already that nobody may refuse.
    Without what is usual its figures and the people who sign in are those that it has. A start page that it
    has already stays.
    """
    parts = parts_of(spec, text, ids)
    for build in (build_worth, build_rules, build_bookings) if with_rules else ():
        _if_sound(parts, build)
    choose_main(parts)
    if with_usual or not parts.reports:
        add_usual(parts)
    _permissions(parts, spec.permissions.default_role, with_people=with_usual)
    build_pages(parts)
    whole = assemble(parts, name)
    whole = _with_settings(changed(whole, description=spec.description or whole.description), spec.settings)
    return spec if has_errors(check(whole)) else whole


def parts_of(spec: AppSpec, text: str, ids: IdSource) -> Parts:
    """The spec as the builders of its parts take it."""
    trace = Trace(text)
    roles = [RolePart(role.name, role.source, role.assumed) for role in spec.permissions.roles]
    things = {entity.name: _thing(entity, trace) for entity in spec.entities}
    parts = Parts(Business(text, things=things, roles=roles), ids)
    parts.entities = {entity.name: _usable(entity) for entity in spec.entities}
    parts.relationships = list(spec.relationships)
    parts.flows = {flow.entity: flow for flow in spec.flows}
    parts.reports = list(spec.reports)
    parts.permissions = spec.permissions
    parts.assumptions = list(spec.assumptions)
    parts.pages = [page for page in spec.pages if page.path == "/"]
    shown = {name for page in parts.pages for name in page.components}
    parts.components = [component for component in spec.components if component.name in shown]
    return parts


def _thing(entity: Entity, trace: Trace) -> Thing:
    known = known_thing(entity.name)
    is_person = is_person_word(entity.name)
    kind = known.kind if known else "staff" if is_person else "thing"
    icon = known.icon if known else "user-round" if kind == "staff" else "box"
    fields = [
        ThingField(FieldGuess(field.name, field.label, field.type), field.assumed) for field in entity.fields
    ]
    weight = float(trace.mentions(entity.name))
    return Thing(entity.name, kind, icon, entity.source, entity.assumed, fields, weight, is_person)


def _usable(entity: Entity) -> Entity:
    """With an icon, and searched by what names a row, where nothing else was said."""
    known = known_thing(entity.name)
    icon = entity.icon or (known.icon if known else "box")
    if any(field.searchable for field in entity.fields):
        return changed(entity, icon=icon)

    def searched(field: Field) -> Field:
        return changed(field, searchable=field.type in _SHORT)

    return changed(entity, icon=icon, fields=tuple(map(searched, entity.fields)))


def _if_sound(parts: Parts, build: Callable[[Parts], None]) -> None:
    """Let a builder work, and take back what it did where that does not fit what a model said."""
    said = any("no_overlap" in rule.expression for entity in parts.entities.values() for rule in entity.rules)
    if build is build_bookings and said:
        return
    tried = replace(
        parts,
        entities=dict(parts.entities),
        relationships=list(parts.relationships),
        assumptions=list(parts.assumptions),
    )
    build(tried)
    if not has_errors(check(_bare(tried))):
        parts.entities, parts.relationships = tried.entities, tried.relationships
        parts.assumptions = tried.assumptions


def _bare(parts: Parts) -> AppSpec:
    return AppSpec(
        name="Draft",
        slug="draft",
        entities=tuple(parts.entities.values()),
        relationships=tuple(parts.relationships),
        flows=tuple(parts.flows.values()),
        permissions=parts.permissions,
        reports=tuple(parts.reports),
    )


def _permissions(parts: Parts, default_role: str | None, *, with_people: bool) -> None:
    """Every role may do something, and one of them everything."""
    given = parts.permissions
    if not given.roles:
        parts.business.roles = []
        build_permissions(parts)
        return
    for role in given.roles if with_people else ():
        if all(entity.person_role != role.name for entity in parts.entities.values()):
            mark_person(parts, role.name)
    rules = [_owned(parts, rule) for rule in given.rules]
    for role in given.roles:
        if all(rule.role != role.name for rule in rules):
            rules += full_access(parts, role.name) if role.name in _WIDE else _working(parts, role.name)
    wide = [role.name for role in given.roles if _may_everything(parts, role.name, rules)]
    roles = list(given.roles)
    if not wide:
        admin = administrator(parts)
        if any(role.name == admin.name for role in roles):
            rules = [rule for rule in rules if rule.role != admin.name]
        else:
            roles.insert(0, admin)
        rules = [*full_access(parts, admin.name), *rules]
        wide = [admin.name]
    default = default_role or least_role(roles, rules, wide) or roles[0].name
    parts.permissions = Permissions(roles=tuple(roles), default_role=default, rules=tuple(rules))


def _owned(parts: Parts, rule: PermissionRule) -> PermissionRule:
    """*Own* is what belongs to the person, where records say to whom they belong."""
    if rule.scope is not Scope.OWN or rule.owner != "created_by":
        return rule
    return changed(rule, owner=owner_path(parts, rule.role, rule.entity))


def _working(parts: Parts, role: str) -> list[PermissionRule]:
    return [
        PermissionRule(
            id=parts.ids.new("prm"),
            role=role,
            entity=entity,
            actions=(Action.CREATE, Action.READ, Action.UPDATE),
            assumed="Nobody said what this role may not do.",
        )
        for entity in parts.entities
    ]


def _may_everything(parts: Parts, role: str, rules: list[PermissionRule]) -> bool:
    free = [r for r in rules if r.role == role and r.scope is Scope.ALL and r.fields is None]
    return all(
        set(_ALL) <= {action for rule in free if rule.entity == entity for action in rule.actions}
        for entity in parts.entities
    )


def _with_settings(spec: AppSpec, said: tuple[Setting, ...]) -> AppSpec:
    """Settings that were said stand before the usual ones; what was assumed of those goes."""
    keys = {one.key for one in said}
    gone = {one.id for one in spec.settings if one.key in keys}
    kept = tuple(one for one in spec.settings if one.key not in keys)
    assumptions = tuple(
        one for one in spec.assumptions if not one.elements or not gone.issuperset(one.elements)
    )
    return changed(spec, settings=(*said, *kept), assumptions=assumptions)
