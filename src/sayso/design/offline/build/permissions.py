"""Roles and the matrix of what each may do."""

from sayso.design.offline.model.names import Names, synonyms
from sayso.design.offline.reading.evidence import GrantClue
from sayso.kit.words import sentence
from sayso.spec.model import Action, PermissionRule, Permissions, Role, Scope

from .parts import Parts

_ALL = (Action.CREATE, Action.READ, Action.UPDATE, Action.DELETE)
_WORK = (Action.CREATE, Action.READ, Action.UPDATE)


def build_permissions(parts: Parts) -> None:
    """Add roles with their rules; there is always one that may do everything."""
    names = Names(set(parts.entities))
    roles: list[Role] = []
    rules: list[PermissionRule] = []
    told = {role.name: role for role in parts.business.roles}
    wide = [name for name in told if _has_everything(parts, name)]
    for name, part in told.items():
        roles.append(Role(id=parts.ids.new("rol"), name=name[:48], label=sentence(name), source=part.source))
        rules.extend(_full(parts, name) if name in wide else _told(parts, name, names))
    default = next((r.name for r in roles if r.name not in wide), None)
    if not wide:
        admin = Role(
            id=parts.ids.new("rol"),
            name="admin",
            label="Administrator",
            assumed="Somebody has to be able to do everything.",
        )
        if "admin" not in told:
            roles.insert(0, admin)
            rules = [*_full(parts, "admin"), *rules]
        else:
            rules = [*_full(parts, "admin"), *(r for r in rules if r.role != "admin")]
    if not told:
        parts.assume(
            "Everybody who signs in may do everything.", (roles[0].id,), "Add roles with fewer rights"
        )
    parts.permissions = Permissions(
        roles=tuple(roles), default_role=default or roles[0].name, rules=tuple(rules)
    )


def _has_everything(parts: Parts, role: str) -> bool:
    for grant in parts.business.grants:
        if grant.role == role and not grant.things and not grant.own and not grant.denied:
            return set(grant.actions) >= {"create", "update", "delete"} or role in {
                "owner",
                "admin",
                "manager",
                "administrator",
            }
    return role in {"admin", "administrator"}


def _full(parts: Parts, role: str) -> list[PermissionRule]:
    return [
        PermissionRule(id=parts.ids.new("prm"), role=role, entity=entity, actions=_ALL)
        for entity in parts.entities
    ]


def _told(parts: Parts, role: str, names: Names) -> list[PermissionRule]:
    grants = [g for g in parts.business.grants if g.role == role]
    actions: dict[tuple[str, bool], set[Action]] = {}
    denied: set[str] = set()
    sources: dict[str, str] = {}
    broad: set[Action] = set()
    for grant in grants:
        targets = _targets(grant, names)
        for entity in targets:
            sources.setdefault(entity, grant.source)
            if grant.denied:
                denied.add(entity)
            else:
                actions.setdefault((entity, grant.own), set()).update(Action(a) for a in grant.actions)
        if not grant.things and not grant.denied:
            broad |= {Action(a) for a in grant.actions}
    own = {entity for entity, mine in actions if mine}
    for entity in own:
        wider = actions.pop((entity, False), None)
        if wider and Action.CREATE in wider:
            actions[entity, True].add(Action.CREATE)
    return _rules(parts, role, actions, denied, broad, sources)


def _rules(  # noqa: PLR0917 - private; called at one or two places
    parts: Parts,
    role: str,
    actions: dict[tuple[str, bool], set[Action]],
    denied: set[str],
    broad: set[Action],
    sources: dict[str, str],
) -> list[PermissionRule]:
    rules: list[PermissionRule] = []
    spoken = {entity for entity, _ in actions}
    for (entity, own), granted in actions.items():
        rules.append(_rule(parts, role, entity, granted | broad, own, sources.get(entity)))
    person = _person(parts, role)
    near = _near(parts, spoken)
    for entity in parts.entities:
        if entity in spoken or entity in denied:
            continue
        if broad:
            rules.append(_rule(parts, role, entity, broad, False, None))
        elif not spoken:
            rules.append(
                _rule(parts, role, entity, set(_WORK), False, None, "Nobody said what this role may not do.")
            )
        elif entity == person or entity in near:
            rules.append(
                _rule(parts, role, entity, {Action.READ}, False, None, "Needed to choose from or to look up.")
            )
    return rules


def _rule(  # noqa: PLR0917 - private; called at one or two places
    parts: Parts,
    role: str,
    entity: str,
    granted: set[Action],
    own: bool,
    source: str | None,
    assumed: str | None = None,
) -> PermissionRule:
    path = owner_path(parts, role, entity) if own else "created_by"
    return PermissionRule(
        id=parts.ids.new("prm"),
        role=role,
        entity=entity,
        actions=tuple(a for a in _ALL if a in granted | {Action.READ}),
        scope=Scope.OWN if own else Scope.ALL,
        owner=path,
        source=(source or "")[:400] or None,
        assumed=assumed,
    )


def _targets(grant: GrantClue, names: Names) -> list[str]:
    found: list[str] = []
    for thing in grant.things:
        entity = names.resolve(thing)
        if entity is not None and entity not in found and entity not in synonyms(grant.role):
            found.append(entity)
    return found[:2] if grant.own else found[:3]


def _near(parts: Parts, entities: set[str]) -> set[str]:
    """Entities that rows of these refer to or are linked with."""
    found: set[str] = set()
    for link in parts.relationships:
        if link.from_entity in entities:
            found.add(link.to_entity)
        if link.to_entity in entities and link.kind.value == "many_to_many":
            found.add(link.from_entity)
    return found


def _person(parts: Parts, role: str) -> str | None:
    """The entity whose rows are the people with this role."""
    for name in parts.entities:
        if parts.thing(name).person and (
            name == role or (name in synonyms(role) and name not in {r.name for r in parts.business.roles})
        ):
            return name
    return None


def owner_path(parts: Parts, role: str, entity: str) -> str:
    """What *own* means: the way from a row to the person with the role, else who created it."""
    person = _person(parts, role)
    if person is None:
        return "created_by"
    _mark_person(parts, person, role)
    if entity == person:
        return "self"
    for link in parts.parents(entity):
        if link.to_entity == person:
            return link.name
    for link in parts.parents(entity):
        for further in parts.parents(link.to_entity):
            if further.to_entity == person:
                return f"{link.name}.{further.name}"
    return "created_by"


def _mark_person(parts: Parts, entity: str, role: str) -> None:
    if parts.entities[entity].person_role is None:
        parts.entities[entity] = parts.entities[entity].model_copy(update={"person_role": role})
