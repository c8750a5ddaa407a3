"""Roles and the matrix of what each may do."""

from sayso.design.offline.model.names import Names
from sayso.kit.words import plural, sentence
from sayso.spec.model import Action, PermissionRule, Permissions, Role, Scope

from .everybody import name_the_rest
from .masks import mask
from .movers import keep_moves
from .owners import mark_person, near, owner_path, person_of
from .parts import Parts
from .rights import Rights, grants_of, rights_of

_ALL = (Action.CREATE, Action.READ, Action.UPDATE, Action.DELETE)
_WORK = (Action.CREATE, Action.READ, Action.UPDATE)
_NOTHING_KEPT = "What this role was said to work on is not kept, so it may look at the rest."


def build_permissions(parts: Parts) -> None:
    """Add roles with their rules; there is always one that may do everything."""
    names = Names(set(parts.entities))
    name_the_rest(parts)
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
        r for name in told for r in (full_access(parts, name) if name in wide else _rules(parts, name, names))
    ]
    if not wide:
        roles.insert(0, administrator(parts))
        rules = [*full_access(parts, "admin"), *rules]
    default = least_role(roles, rules, [*wide, "admin"]) or roles[0].name
    if not told:
        parts.assume(
            "Everybody who signs in may do everything.", (roles[0].id,), "Add roles with fewer rights"
        )
    rules = mask(parts, rules, names)
    parts.permissions = Permissions(roles=tuple(roles), default_role=default, rules=tuple(rules))
    keep_moves(parts, wide or ["admin"], names)


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
    mine = grants_of(parts, role)
    if any(grant.bounds or (grant.things and grant.denied) for grant in mine):
        return False
    for grant in mine:
        if not grant.things and not grant.own and not grant.denied:
            deletes_alone = grant.only and "delete" in grant.actions
            return (
                deletes_alone
                or set(grant.actions) >= {"create", "update", "delete"}
                or role
                in {
                    "owner",
                    "admin",
                    "manager",
                    "administrator",
                }
            )
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


def _rules(parts: Parts, role: str, names: Names) -> list[PermissionRule]:
    told = rights_of(parts, role, names)
    rules: list[PermissionRule] = []
    for (entity, own), granted in told.actions.items():
        if not granted:
            continue
        more = set() if entity in told.barred or own else told.broad
        rules.append(_rule(parts, role, entity, granted | more, own, told.sources.get(entity)))
        if own and rules[-1].owner == "created_by":
            _says_whose(parts, rules[-1])
        changing = Action.UPDATE in granted and Action.CREATE not in granted | more
        if changing and not _added_by_others(parts, role, entity, names):
            if own:
                rules.extend(_adding_own(parts, rules[-1]))
            elif _keeps(parts, role, entity, names):
                why = "Who edits these adds them too, as nobody else was said to."
                rules.append(_rule(parts, role, entity, {Action.CREATE}, False, None, why))
    return [*rules, *_beside(parts, role, told)]


def _beside(parts: Parts, role: str, told: Rights) -> list[PermissionRule]:
    """What goes without saying next to what was told of a role."""
    rules: list[PermissionRule] = []
    person, around = person_of(parts, role), near(parts, told.spoken)
    for entity in parts.entities:
        if entity in told.spoken or entity in told.denied:
            continue
        if told.broad:
            rules.append(_rule(parts, role, entity, told.broad - told.reserved(entity), False, None))
        elif not told.spoken:
            working = ({Action.READ} if told.unkept else set(_WORK)) - told.reserved(entity)
            why = "Nobody said what this role may not do." if not told.unkept else _NOTHING_KEPT
            rules.append(_rule(parts, role, entity, working, False, None, why))
        elif entity == person or entity in around:
            reading = {Action.READ} - told.reserved(entity)
            why = "Needed to choose from or to look up."
            rules += [_rule(parts, role, entity, reading, False, None, why)] if reading else []
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


def _added_by_others(parts: Parts, role: str, entity: str, names: Names) -> bool:
    """Whether it was told who else adds such records, or may do everything."""
    return any(
        "create" in grant.actions and (not grant.things or entity in map(names.resolve, grant.things))
        for grant in parts.business.grants
        if grant.role != role and not grant.denied
    )


def _keeps(parts: Parts, role: str, entity: str, names: Names) -> bool:
    """Whether somebody was said to edit such records as a whole."""
    mine = [grant for grant in parts.business.grants if grant.role == role and grant.keeps]
    return any(entity in map(names.resolve, grant.things) for grant in mine)


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
