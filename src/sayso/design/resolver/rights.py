"""Who may do what: rules of the permission matrix, changed by what was said of roles."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.kit.words import sentence, singular, snake
from sayso.spec.edits import Edit, Kind, Remove, add
from sayso.spec.model import Action, Entity, Field, PermissionRule, Role, Scope

from .elements import entity_in_focus, entity_of, member_of, owners_of, page_of, role_of
from .work import Work

_ACTIONS = (
    (
        Action.READ,
        r"\b(?:see|sees|seeing|read|view|look|looks|looking|access|know|browse|find|open|watch|check|inspect)",
    ),
    (
        Action.CREATE,
        (
            r"\b(?:add|adds|enter|creat|record|register|writ|book|put in|file|submit|log|make new|new|"
            r"post|propos|upload|place|request|report)"
        ),
    ),
    (Action.UPDATE, r"\b(?:change|edit|update|correct|modify|touch|alter|fix|maintain|rewrite|adjust)"),
    (Action.DELETE, r"\b(?:delete|remove|erase|throw|drop|destroy)"),
)
_DENIES = re.compile(r"neither\b|not\b|never\b|hardly\b")
_ALL = re.compile(r"\b(?:everything|anything|all|manage|manages|full|do|does|free hand|handle|run|control)\b")
_ANY = re.compile(r"\b(?:touch|change a thing|change anything)\b")
NOBODY = frozenset({"nobody", "no one", "noone", "no-one", "none"})
EVERYBODY = frozenset(
    {
        "everybody",
        "everyone",
        "anybody",
        "anyone",
        "all",
        "all roles",
        "everybody else",
        "everyone else",
        "the others",
        "others",
        "the rest",
        "nobody else",
    }
)


def actions_of(words: str) -> list[Action]:
    """The actions that a verb means; none where it means none of them."""
    said = words.lower()
    found = [action for action, way in _ACTIONS if re.search(way, said)]
    if not found and _ALL.search(said):
        return list(Action)
    return found


def right(work: Work, at: int) -> None:  # noqa: C901 - the parts of one sentence decide together
    """A statement of what a role may or may not do."""
    allowed = work.role(at) == "may"
    begins = work.reading.spans[at].start
    actors = (
        work.under(at, "actor")
        or [
            one
            for one in work.under(at, "thing")
            if work.reading.spans[one].start < begins and role_of(work, one)
        ][:1]
    )
    actors = actors or _said_before(work, at)
    excepts = work.under(at, "except")
    alls = work.under(at, "all")
    own = [
        *work.under(at, "own"),
        *(one for thing in work.under(at, "thing") for one in work.under(thing, "own")),
    ]
    onlys = [one for parent in (at, *actors, *own) for one in work.under(parent, "only")]
    if any(_DENIES.match(work.text(one).lower()) for one in onlys):
        work.fail(at)
        return
    actions = actions_of(work.text(at))
    pages = work.under(at, "page")
    if pages and not work.under(at, "thing", "attr"):
        _pages(work, at, actors, pages, onlys, allowed)
        return
    if not actions and alls:
        actions = list(Action)
    roles, named = _roles(work, actors)
    if not roles or not actions:
        work.fail(at if not actions else (actors[0] if actors else at))
        return
    source = at
    if not alls and not work.under(at, "thing", "one", "many", "attr"):
        source = next((one for one in _rights_after(work, at) if work.under(one, "thing", "attr", "all")), at)
        alls = work.under(source, "all")
    entities, fields = _objects(work, source, bool(alls), actors)
    if entities is None:
        return
    if set(actions) == {Action.UPDATE} and not allowed and re.search(r"touch|thing", work.text(at).lower()):
        actions = [Action.CREATE, Action.UPDATE, Action.DELETE]
    if excepts and not _excepted(work, at, excepts, roles, actions, entities, allowed):
        return
    if not excepts:
        is_exclusive = any(work.head(one) in actors for one in onlys)
        is_just = any(work.head(one) == at for one in onlys)
        for entity in entities:
            how = _How(allowed, bool(own), is_exclusive, is_just and not own, bool(own and onlys))
            _apply(work, at, roles, entity, actions, fields.get(entity.id, []), how)
    work.use(at, *actors, *named, *excepts, *alls, *own, *onlys)


_RIGHTS = ("may", "maynot")


def _said_before(work: Work, at: int) -> list[int]:
    """Who acts where only an earlier verb of the message says so: *they see and change*."""
    for one in reversed(range(at)):
        if work.role(one) in (*_RIGHTS, "move") and (found := work.under(one, "actor")):
            return found
        if work.role(one) == "role" and work.head(one) is None:
            return [one]
    return []


def _rights_after(work: Work, at: int) -> list[int]:
    """The verbs of rights that follow directly, of the same sign: *see and change orders*."""
    found: list[int] = []
    for one in range(at + 1, len(work.heads)):
        if work.role(one) in _RIGHTS:
            if work.role(one) != work.role(at):
                break
            found.append(one)
        elif work.role(one) not in {"thing", "attr", "own", "only", "all"}:
            break
    return found


def _pages(work: Work, at: int, actors: list[int], pages: list[int], onlys: list[int], allowed: bool) -> None:  # noqa: PLR0917 - one line for each case
    """Who finds a page in the menu."""
    roles = [role for one in actors if (role := role_of(work, one)) is not None]
    if (
        len(roles) < len(actors)
        or not roles
        or (allowed and not any(work.head(one) in actors for one in onlys))
    ):
        work.fail(at)
        return
    for one in pages:
        page = page_of(work, one)
        if page is None:
            work.fail(one, f"There is no page “{work.text(one)}”.")
            return
        if allowed:
            work.do("set", Kind.PAGE, one, target=page.path, values={"roles": [role.name for role in roles]})
        else:
            hidden_page(work, one, roles)
        work.use(one, *work.under(one, "kind", "only"))
    work.use(at, *actors, *onlys)


def hidden_page(work: Work, at: int, roles: list[Role]) -> None:
    """A page that some roles no longer find in the menu."""
    page = page_of(work, at)
    if page is None:
        work.fail(at, f"There is no page “{work.text(at)}”.")
        return
    gone = {role.name for role in roles}
    every = page.roles or tuple(role.name for role in work.spec.permissions.roles)
    kept = [name for name in every if name not in gone]
    if not kept or len(kept) == len(every):
        work.fail(at, "That is so already." if kept else "Somebody has to see it.")
        return
    work.use(at)
    work.do("set", Kind.PAGE, at, target=page.path, values={"roles": kept})


def show_page(work: Work, at: int, spans: Sequence[int]) -> bool:
    """A page that some roles find in the menu: only they where that is said, they too otherwise."""
    actors = [one for one in spans if work.role(one) == "actor"]
    pages = [one for one in spans if work.role(one) == "page"]
    onlys = [one for one in spans if work.role(one) == "only"]
    roles = [role for one in actors if (role := role_of(work, one)) is not None]
    if (
        not pages
        or len(roles) < len(actors)
        or any(work.role(one) in {"part", "attr", "report"} for one in spans)
    ):
        return False
    for one in pages:
        page = page_of(work, one)
        if page is None:
            work.fail(one, f"There is no page “{work.text(one)}”.")
            return False
        names = [role.name for role in roles]
        kept = names if onlys else [*page.roles, *(name for name in names if name not in page.roles)]
        if (not onlys and not page.roles) or set(kept) == set(page.roles):
            work.fail(one, "That is so already.")
            return False
        work.do("set", Kind.PAGE, one, target=page.path, values={"roles": kept})
        work.use(one, *work.under(one, "kind", "only"))
    work.use(at, *actors, *onlys)
    return True


def _roles(work: Work, actors: list[int]) -> tuple[list[Role], list[int]]:
    roles: list[Role] = []
    for one in actors:
        words = work.text(one).lower()
        if words in EVERYBODY or words in NOBODY:
            work.fail(one)
            return [], []
        found = role_of(work, one)
        if found is None:
            made = _new_role(work, one)
            if made is None:
                return [], []
            found = made
        if found.name == work.spec.permissions.public_role:
            work.fail(one, "What is open to everybody is decided when it is published.")
            return [], []
        roles.append(found)
    return roles, []


def _new_role(work: Work, at: int) -> Role | None:
    """A role that the message itself brings, by *role* or *new* beside it; else it has to be asked."""
    words = work.text(at)
    told = [
        one
        for one in work.reading.all("role")
        if work.text(one).lower().rstrip("s") == words.lower().rstrip("s")
    ]
    if not told:
        work.fail(at, f"There is no role “{words}”.", (f"Add a role {singular(words.lower())}",))
        return None
    return add_role(work, told[0])


def add_role(work: Work, at: int) -> Role | None:
    """A new role."""
    words = singular(work.text(at).lower())
    known = role_of(work, at)
    if known is not None:
        return known
    name = snake(words)[:48].strip("_")
    if not work.do("add", Kind.ROLE, at, element={"name": name, "label": sentence(words)}):
        return None
    work.use(at, *work.under(at, "kind"))
    return next((one for one in work.spec.permissions.roles if one.name == name), None)


def _objects(  # noqa: C901 - one case for each kind of object
    work: Work, at: int, everything: bool, actors: list[int]
) -> tuple[list[Entity] | None, dict[str, list[Field]]]:
    """What the right is about: things, and of them the fields that are named; None where one is unknown."""
    entities: dict[str, Entity] = {}
    fields: dict[str, list[Field]] = {}
    for one in work.under(at, "thing", "one", "many"):
        if one in actors:
            continue
        entity = entity_of(work, one)
        if entity is None:
            work.fail(one)
            return None, {}
        entities[entity.id] = entity
        work.use(one, *work.under(one, "own"))
        for inner in work.under(one, "attr"):
            if not _field(work, inner, entity, fields):
                return None, {}
        if work.under(one, "state", "cond"):
            work.fail(work.under(one, "state", "cond")[0])
            return None, {}
    for one in work.under(at, "attr"):
        owner = next(iter(entities.values())) if len(entities) == 1 else None
        if owner is None:
            having = owners_of(work, work.text(one))
            near = entity_in_focus(work)
            owners = [h.entity for h in having if near is None or len(having) == 1 or h.entity.id == near.id]
            if len(owners) != 1:
                work.fail(
                    one,
                    f"Whose “{work.text(one)}” is meant?",
                    (f"{work.text(one)} of {h.entity.display_name.lower()}" for h in having),
                )
                return None, {}
            owner = owners[0]
        entities[owner.id] = owner
        if not _field(work, one, owner, fields):
            return None, {}
    if not entities and everything:
        return list(work.spec.entities), {}
    if not entities:
        work.fail(at)
        return None, {}
    return list(entities.values()), fields


def _field(work: Work, at: int, entity: Entity, fields: dict[str, list[Field]]) -> bool:
    found = member_of(work, work.text(at), entity)
    if found is None or not isinstance(found.element, Field):
        work.fail(at)
        return False
    fields.setdefault(entity.id, []).append(found.element)
    work.use(at)
    return True


def _rules(work: Work, role: Role, entity: Entity) -> list[PermissionRule]:
    return [one for one in work.spec.permissions.rules if one.role == role.name and one.entity == entity.name]


@dataclass(frozen=True, slots=True)
class _How:
    """How a right is said: of their own rows, of nobody else, nothing beside it, no rows but their own."""

    allowed: bool
    own: bool
    is_exclusive: bool
    is_just: bool
    is_narrowed: bool


def _apply(  # noqa: PLR0917 - the parts of one statement
    work: Work,
    at: int,
    roles: list[Role],
    entity: Entity,
    actions: list[Action],
    fields: list[Field],
    how: _How,
) -> None:
    before = work.spec.permissions
    for role in roles:
        if fields and not how.allowed:
            hide(work, at, role, entity, fields)
        elif how.is_narrowed:
            _narrow(work, at, role, entity, actions)
        elif how.allowed:
            grant(work, at, role, entity, actions, own=how.own, exactly=how.is_just, fields=fields)
        else:
            deny(work, at, role, entity, actions)
    if how.allowed and how.is_exclusive:
        for role in work.spec.permissions.roles:
            if all(role.name != one.name for one in roles):
                hide(work, at, role, entity, fields) if fields else deny(work, at, role, entity, actions)
    work.turn_to(entity)
    if work.spec.permissions == before and not work.problems:
        work.fail(at, "That is so already.")


def grant(
    work: Work, at: int | None, role: Role, entity: Entity, actions: list[Action], *, own: bool,
    exactly: bool, fields: list[Field],
) -> None:  # fmt: skip
    """Allow actions on a thing; with ``exactly`` nothing beside them."""
    rules = _rules(work, role, entity)
    edits: list[Edit] = []
    wanted = set(actions)
    if exactly:
        wanted |= {Action.READ} & {action for rule in rules for action in rule.actions}
        edits += [Remove(kind=Kind.PERMISSION, target=rule.id) for rule in rules]
        rules = []
    if any(action is not Action.READ for action in wanted):
        readable = {action for rule in rules for action in rule.actions if action is Action.READ}
        wanted |= {Action.READ} if not readable else set()
    missing = wanted - {
        action for rule in rules for action in rule.actions if rule.scope is Scope.ALL and rule.fields is None
    }
    if not own:
        edits += [
            Remove(kind=Kind.PERMISSION, target=rule.id)
            for rule in rules
            if set(rule.actions) <= missing and rule.fields is None
        ]
    if edits:
        work.take(edits, at)
    if missing:
        _add_rule(work, at, role, entity, missing, own=own, fields=fields)


def _narrow(work: Work, at: int | None, role: Role, entity: Entity, actions: list[Action]) -> None:
    """Allow what was allowed before, and these actions, on their own rows only."""
    rules = _rules(work, role, entity)
    every = {action for rule in rules for action in rule.actions} | set(actions) | {Action.READ}
    work.take([Remove(kind=Kind.PERMISSION, target=rule.id) for rule in rules], at) if rules else None
    _add_rule(work, at, role, entity, every, own=True, fields=[])


def _add_rule(
    work: Work,
    at: int | None,
    role: Role,
    entity: Entity,
    actions: set[Action],
    *,
    own: bool,
    fields: list[Field],
) -> None:
    element: dict[str, object] = {
        "role": role.name, "entity": entity.name, "actions": [one.value for one in Action if one in actions],
        "scope": "own" if own else "all",
    }  # fmt: skip
    if fields:
        element["fields"] = [field.name for field in fields]
    work.do("add", Kind.PERMISSION, at, element=element)


def deny(work: Work, at: int | None, role: Role, entity: Entity, actions: list[Action]) -> None:
    """Allow no more of these actions on a thing; who may not see it may do nothing with it."""
    gone = set(Action) if Action.READ in actions else set(actions)
    edits: list[Edit] = []
    for rule in _rules(work, role, entity):
        kept = tuple(action for action in rule.actions if action not in gone)
        if kept == rule.actions:
            continue
        edits.append(Remove(kind=Kind.PERMISSION, target=rule.id))
        if kept:
            edits.append(add(rule.model_copy(update={"id": work.ids.new("prm"), "actions": kept})))
    if edits:
        work.take(edits, at)


def hide(work: Work, at: int | None, role: Role, entity: Entity, fields: list[Field]) -> None:
    """Let a role see a thing without some of its values."""
    hidden = {field.name for field in fields}
    edits: list[Edit] = []
    every = (
        [field.name for field in entity.fields]
        + list(work.index.parents(entity.name))
        + [value.name for value in entity.computed]
    )
    for rule in _rules(work, role, entity):
        seen = tuple(
            name for name in (rule.fields if rule.fields is not None else every) if name not in hidden
        )
        edits += [
            Remove(kind=Kind.PERMISSION, target=rule.id),
            add(rule.model_copy(update={"id": work.ids.new("prm"), "fields": seen})),
        ]
    if edits:
        work.take(edits, at)
    else:
        work.fail(at, f"{role.label} may not see {entity.display_name.lower()} anyway.")


def _excepted(  # noqa: C901, PLR0917 - the parts of one statement
    work: Work, at: int, excepts: list[int], roles: list[Role], actions: list[Action], entities: list[Entity],
    allowed: bool,
) -> bool:  # fmt: skip
    """All but something: but some things, some values, or some actions on things."""
    if not allowed:
        work.fail(excepts[0])
        return False
    for role in roles:
        for entity in entities:
            grant(work, at, role, entity, actions, own=False, exactly=False, fields=[])
    for one in excepts:
        inner = work.below(one)
        verbs = [v for v in inner if work.role(v) in {"remove", "add", "change", "may", "maynot"}]
        gone = actions_of(" ".join([work.text(one), *(work.text(v) for v in verbs)])) or list(actions)
        things = [
            (v, named) for v in inner if work.role(v) == "thing" and (named := entity_of(work, v)) is not None
        ]
        attrs = [v for v in inner if work.role(v) == "attr"]
        if not things and not attrs:
            work.fail(one)
            return False
        for v, entity in things:
            work.use(v)
            if not attrs:
                for role in roles:
                    deny(work, at, role, entity, gone)
        for v in attrs:
            owner = things[0][1] if things else entities[0] if len(entities) == 1 else None
            found = member_of(work, work.text(v), owner) if owner else None
            if owner is None or found is None or not isinstance(found.element, Field):
                work.fail(v)
                return False
            work.use(v)
            for role in roles:
                hide(work, at, role, owner, [found.element])
        work.use(*verbs)
    return True
