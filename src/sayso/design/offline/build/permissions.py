"""Roles and the matrix of what each may do."""

from sayso.design.offline.model.names import Names, synonyms
from sayso.design.offline.reading.evidence import GrantClue
from sayso.kit.words import plural, sentence
from sayso.spec.model import Action, PermissionRule, Permissions, Role, Scope

from .parts import Parts

_ALL = (Action.CREATE, Action.READ, Action.UPDATE, Action.DELETE)
_WORK = (Action.CREATE, Action.READ, Action.UPDATE)


def build_permissions(parts: Parts) -> None:
    """Add roles with their rules; there is always one that may do everything."""
    names = Names(set(parts.entities))
    told = {role.name: role for role in parts.business.roles}
    wide = [name for name in told if _has_everything(parts, name)]
    roles = [
        Role(
            id=parts.ids.new("rol"),
            name=name[:48],
            label=sentence(name),
            source=part.source,
            assumed=None if part.source else part.assumed or "Somebody works with it.",
        )
        for name, part in told.items()
    ]
    for name in told:
        mark_person(parts, name)
    rules = [
        r for name in told for r in (full_access(parts, name) if name in wide else _told(parts, name, names))
    ]
    if not wide:
        roles.insert(0, administrator(parts))
        rules = [*full_access(parts, "admin"), *rules]
    default = least_role(roles, rules, [*wide, "admin"]) or roles[0].name
    if not told:
        parts.assume(
            "Everybody who signs in may do everything.", (roles[0].id,), "Add roles with fewer rights"
        )
    parts.permissions = Permissions(roles=tuple(roles), default_role=default, rules=tuple(rules))


def administrator(parts: Parts) -> Role:
    """The role that is there in any case."""
    return Role(
        id=parts.ids.new("rol"),
        name="admin",
        label="Administrator",
        assumed="Somebody has to be able to do everything.",
    )


def least_role(roles: list[Role], rules: list[PermissionRule], wide: list[str]) -> str | None:
    """The role that new people get: the one with the fewest rights that still has some."""

    def rights(role: Role) -> int:
        mine = [r for r in rules if r.role == role.name]
        return sum(len(r.actions) * (1 if r.scope is Scope.OWN else 2) for r in mine)

    found = [role for role in roles if role.name not in wide and rights(role)]
    return min(found, key=rights).name if found else None


def _has_everything(parts: Parts, role: str) -> bool:
    mine = [grant for grant in parts.business.grants if grant.role == role]
    if any(grant.things and (grant.bounds or grant.denied) for grant in mine):
        return False
    for grant in mine:
        if not grant.things and not grant.own and not grant.denied:
            return set(grant.actions) >= {"create", "update", "delete"} or role in {
                "owner",
                "admin",
                "manager",
                "administrator",
            }
    return role in {"admin", "administrator"}


def full_access(parts: Parts, role: str) -> list[PermissionRule]:
    """Rules by which a role may do everything."""
    everything = (g.source for g in parts.business.grants if g.role == role and not g.things and not g.denied)
    source = next(everything, "")[:400] or None
    return [
        PermissionRule(
            id=parts.ids.new("prm"),
            role=role,
            entity=entity,
            actions=_ALL,
            source=source,
            assumed=None if source else "This role may do everything.",
        )
        for entity in parts.entities
    ]


def _told(parts: Parts, role: str, names: Names) -> list[PermissionRule]:
    grants = [g for g in parts.business.grants if g.role == role]
    actions: dict[tuple[str, bool], set[Action]] = {}
    denied: set[str] = set()
    barred: dict[str, set[Action]] = {}
    sources: dict[str, str] = {}
    wide = [grant for grant in grants if not grant.things and not grant.denied]
    broad = {Action(action) for grant in wide for action in grant.actions}
    for grant in grants:
        targets = _targets(grant, names)
        for entity in targets:
            sources.setdefault(entity, grant.source)
            if grant.denied:
                denied.add(entity)
                continue
            granted = {Action(a) for a in grant.actions}
            more = granted & broad if grant.bounds and broad else granted
            actions.setdefault((entity, grant.own), set()).update(more)
            if grant.bounds and not grant.own:
                barred.setdefault(entity, set()).update(set(_ALL) - granted)
    for entity, refused in barred.items():
        actions[entity, False] = (actions[entity, False] | broad) - refused
    own = {entity for entity, mine in actions if mine}
    for entity in own:
        wider = actions.pop((entity, False), None)
        if wider and Action.CREATE in wider:
            actions[entity, True].add(Action.CREATE)
    return _rules(parts, role, actions, denied, broad, sources, frozenset(barred))


def _rules(  # noqa: PLR0917 - private; called at one or two places
    parts: Parts,
    role: str,
    actions: dict[tuple[str, bool], set[Action]],
    denied: set[str],
    broad: set[Action],
    sources: dict[str, str],
    bounded: frozenset[str],
) -> list[PermissionRule]:
    rules: list[PermissionRule] = []
    spoken = {entity for entity, _ in actions}
    for (entity, own), granted in actions.items():
        more = set() if entity in bounded else broad
        rules.append(_rule(parts, role, entity, granted | more, own, sources.get(entity)))
        if own and rules[-1].owner == "created_by":
            _says_whose(parts, rules[-1])
        if own and Action.UPDATE in granted and Action.CREATE not in granted:
            rules.extend(_adding_own(parts, rules[-1]))
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


def _says_whose(parts: Parts, rule: PermissionRule) -> None:
    """Nothing links the record to the person, so only its author counts as its owner."""
    who, what = plural(rule.role).replace("_", " "), plural(rule.entity).replace("_", " ")
    one = sentence(rule.entity).lower()
    parts.assume(
        f"{sentence(who)} own the {what} that they added.",
        (rule.id,),
        f"Say on each {one} whose it is",
        f"They may see all {what}",
    )


def _adding_own(parts: Parts, rule: PermissionRule) -> list[PermissionRule]:
    """Who keeps his own appointments up to date also makes new ones; it is a guess that can be flipped."""
    given = rule.owner == "self" or "assigned" in (rule.source or "")
    if given or parts.thing(rule.entity).kind not in {"event", "document"}:
        return []
    added = rule.model_copy(
        update={
            "id": parts.ids.new("prm"),
            "actions": (Action.CREATE,),
            "source": None,
            "assumed": "Who changes own records usually adds them too.",
        }
    )
    who, what = plural(rule.role).replace("_", " "), plural(rule.entity).replace("_", " ")
    parts.assume(
        f"{sentence(who)} also add {what} of their own.", (added.id,), f"Only others add {what} for them"
    )
    return [added]


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
    if assumed is None and not source:
        assumed = "This role may do so with everything."
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


def mark_person(parts: Parts, role: str) -> None:
    """Link the records of the people with this role to those who sign in."""
    entity = _person(parts, role)
    if entity is not None and parts.entities[entity].person_role is None:
        parts.change(entity, person_role=role)
