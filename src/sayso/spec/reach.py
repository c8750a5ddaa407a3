"""How far roles reach by a spec's permission matrix, and what of it a change widens.

A reach is one thing that somebody may do: read, create, update or delete one element of an entity, move a row
by one transition, see a value through a computed one. It is named by ids, so that renames change nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from .conditions import conditions_of
from .index import SpecIndex
from .model import Action, AppSpec, EndpointAuth, Entity, Flow, Scope
from .public import elements_of, public_surface, rows_of, seen_through

ALL = "all"
_VERBS = {
    Action.READ.value: "read",
    Action.CREATE.value: "fill in",
    Action.UPDATE.value: "change",
    Action.DELETE.value: "delete",
}
_WIDER = (EndpointAuth.ADMIN, EndpointAuth.USER, EndpointAuth.PUBLIC)


@dataclass(frozen=True, slots=True)
class Reach:
    """One thing that a role may do; ``scope`` is ``all`` or names whose rows are meant.

    ``about`` are the ids without which there would be nothing to reach, ``word`` and ``rows`` what people
    call it, ``conditions`` what has to hold of a row besides.
    """

    role: str
    act: str
    entity: str
    element: str
    scope: str
    about: tuple[str, ...]
    word: str
    rows: str
    conditions: frozenset[str] = frozenset()

    @property
    def key(self) -> str:
        """What an approval names."""
        conditions = (sha256(one.encode()).hexdigest()[:16] for one in sorted(self.conditions))
        return ":".join((self.role, self.act, self.entity, self.element, self.scope, *conditions))

    def is_within(self, known: Iterable["Reach"]) -> bool:
        """Whether one of those reaches as far."""
        return any(one.scope in {ALL, self.scope} and one.conditions <= self.conditions for one in known)

    @property
    def place(self) -> tuple[str, str, str, str]:
        """The same without whose rows are meant."""
        return self.role, self.act, self.entity, self.element


@dataclass(frozen=True, slots=True)
class Widening:
    """What a change lets somebody do that they could not before; nothing where ``keys`` are empty."""

    keys: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anybody's reach is wider."""
        return bool(self.keys)


def widening(before: AppSpec, after: AppSpec, fresh: Iterable[str] = ()) -> Widening:
    """What ``after`` lets roles, everybody or the public do beyond ``before``.

    ``fresh`` are ids of entities and fields that never had values: to reach them is nothing new, unless it is
    the public that does.
    """
    old, new = SpecIndex(before), SpecIndex(after)
    labels = {role.id: role.label for role in after.permissions.roles}
    known, empty = _by_place(reaches(old)), frozenset(fresh)
    gained = [
        one
        for one in reaches(new)
        if not one.is_within(known.get(one.place, ())) and not empty & set(one.about)
    ]
    keys = [one.key for one in gained]
    sentences = _sentences(gained, known, labels)
    for key, sentence in (
        *_default(old, new),
        *_widest(old, new),
        *_starts(old, new),
        *_endpoints(before, after),
    ):
        keys.append(key)
        sentences.append(sentence)
    opened = public_surface(new).beyond(public_surface(old).keys)
    keys += [f"public:{key}" for key in opened.keys]
    return Widening(tuple(sorted(keys)), (*sentences, *opened.sentences))


def fresh_ids(before: AppSpec, after: AppSpec, kept: Iterable[str] = ()) -> frozenset[str]:
    """Ids of entities and fields of ``after`` that never had values; ``kept`` are those of which some are.

    An element of an entity that returns is taken for one that returns with it.
    """
    known = {element for entity in before.entities for element in _within(entity)}
    known |= {link.id for link in before.relationships} | {flow.id for flow in before.flows} | {*kept}
    earlier = {entity.id for entity in before.entities}
    found = {entity.id for entity in after.entities if entity.id not in known}
    for entity in after.entities:
        if entity.id in earlier:
            found |= {field.id for field in entity.fields if field.id not in known}
    links = (link.id for link in after.relationships if link.id not in known)
    return frozenset({*found, *links, *(flow.id for flow in after.flows if flow.id not in known)})


def _within(entity: Entity) -> Iterator[str]:
    yield entity.id
    yield from (field.id for field in entity.fields)
    yield from (value.id for value in entity.computed)


def reaches(index: SpecIndex) -> Iterator[Reach]:
    """Everything that roles may do, but for the public one, which has a surface of its own."""
    permissions = index.spec.permissions
    for role in permissions.roles:
        if role.name == permissions.public_role:
            continue
        for entity in index.entities:
            yield from _of_matrix(index, role.id, role.name, entity)
            yield from _of_flow(index, role.id, role.name, entity)
            owner = index.entities[entity].id
            for opening in seen_through(index, role.name, entity):
                _, value, element = opening.key.split(":")
                rows = f"{opening.group[2]}, worked out from {opening.word}"
                yield Reach(role.id, "through", owner, f"{value}:{element}", ALL, (element,), "", rows)


def _of_matrix(index: SpecIndex, role_id: str, role: str, entity: str) -> Iterator[Reach]:
    owner, rows = index.entities[entity].id, rows_of(entity)
    for action in Action:
        known = elements_of(index, entity, is_read=action is Action.READ)
        for rule in index.grants(role, entity, action):
            scope = ALL if rule.scope is Scope.ALL else _whose(index, entity, rule.owner)
            yield Reach(role_id, action.value, owner, "", scope, (owner,), "", rows)
            if action is Action.DELETE:
                continue
            for name, (element, label) in known.items():
                if rule.fields is None or name in rule.fields:
                    about = (owner, element)
                    yield Reach(role_id, action.value, owner, element, scope, about, label, rows)


def _of_flow(index: SpecIndex, role_id: str, role: str, entity: str) -> Iterator[Reach]:
    flow = index.flows.get(entity)
    if flow is None:
        return
    may_update = bool(index.grants(role, entity, Action.UPDATE))
    states = {state.name: state.id for state in flow.states}
    for one in flow.transitions:
        if may_update and (not one.roles or role in one.roles):
            way = f"{states.get(one.from_state, one.from_state)}-{states.get(one.to_state, one.to_state)}"
            word = (one.label or one.name).replace("_", " ")
            yield Reach(
                role_id, "move", flow.id, way, ALL, (index.entities[entity].id, flow.id), word,
                rows_of(entity), conditions_of(index, entity, one.guard),
            )  # fmt: skip


def _whose(index: SpecIndex, entity: str, owner: str) -> str:
    """Whose rows *own* means, in ids where there are some."""
    if owner in {"created_by", "self"}:
        return owner
    ids, here = list[str](), entity
    for name in owner.split("."):
        link = index.parents(here).get(name) if here in index.entities else None
        if link is None:
            return owner
        ids.append(link.element)
        here = link.parent
    return ".".join(ids)


def _default(old: SpecIndex, new: SpecIndex) -> Iterator[tuple[str, str]]:
    """Whether everybody of the agency comes in as a role that reaches further than the one before."""
    first, then = (_default_id(index) for index in (old, new))
    if then is None or then == first:
        return
    was: dict[tuple[str, ...], list[Reach]] = {}
    for one in reaches(old):
        if one.role == first:
            was.setdefault(one.place[1:], []).append(one)
    if all(one.is_within(was.get(one.place[1:], ())) for one in reaches(new) if one.role == then):
        return
    label = next(role.label for role in new.spec.permissions.roles if role.id == then)
    yield f"default:{then}", f"Everybody of the agency comes in as {label} unless they have another role."


def _widest(old: SpecIndex, new: SpecIndex) -> Iterator[tuple[str, str]]:
    """Whether others than before hold the widest role, which administrators come in as and which approves."""
    was, is_now = (
        next((role.id for role in index.spec.permissions.roles if role.name == index.widest_role), None)
        for index in (old, new)
    )
    if was is None or is_now is None or was == is_now:
        return
    label = next(role.label for role in new.spec.permissions.roles if role.id == is_now)
    yield f"widest:{is_now}", f"{label} becomes the widest role, which approves what others may reach."


def _starts(old: SpecIndex, new: SpecIndex) -> Iterator[tuple[str, str]]:
    """Whether new rows begin in a state that a role who adds them could not bring them to."""
    flows = {flow.id: flow for flow in old.flows.values()}
    roles = {role.id: role.name for role in old.spec.permissions.roles}
    for entity, flow in new.flows.items():
        state = next((one for one in flow.states if one.name == flow.initial), None)
        was = flows.get(flow.id)
        if state is None or was is None:
            continue
        for role in new.spec.permissions.roles:
            may_add = bool(new.grants(role.name, entity, Action.CREATE))
            if may_add and state.id not in _brought_to(old, was, roles.get(role.id, "")):
                said = f"This lets {role.label} add {rows_of(entity)} that begin as {state.label}."
                yield f"start:{role.id}:{flow.id}:{state.id}", said


def _brought_to(index: SpecIndex, flow: Flow, role: str) -> set[str]:
    """The ids of all states that a role can bring a new row to, whatever the row is."""
    moves = [
        (one.from_state, one.to_state)
        for one in flow.transitions
        if one.guard is None and (not one.roles or role in one.roles)
    ]
    found = {flow.initial}
    while index.grants(role, flow.entity, Action.UPDATE):
        further = {end for start, end in moves if start in found} - found
        if not further:
            break
        found |= further
    return {state.id for state in flow.states if state.name in found}


def _default_id(index: SpecIndex) -> str | None:
    permissions = index.spec.permissions
    return next((role.id for role in permissions.roles if role.name == permissions.default_role), None)


def _endpoints(before: AppSpec, after: AppSpec) -> Iterator[tuple[str, str]]:
    known = {one.id: _WIDER.index(one.auth) for one in before.endpoints}
    for one in after.endpoints:
        usual = _WIDER.index(EndpointAuth.USER)
        if _WIDER.index(one.auth) > known.get(one.id, usual):
            who = "anybody" if one.auth is EndpointAuth.PUBLIC else "everybody who signs in"
            yield f"endpoint:{one.id}:{one.auth.value}", f"{one.method.value} {one.path} answers {who}."


def _by_place(found: Iterable[Reach]) -> dict[tuple[str, str, str, str], list[Reach]]:
    places: dict[tuple[str, str, str, str], list[Reach]] = {}
    for one in found:
        places.setdefault(one.place, []).append(one)
    return places


def _sentences(
    gained: Iterable[Reach], known: dict[tuple[str, str, str, str], list[Reach]], labels: dict[str, str]
) -> list[str]:
    """One sentence for a role, an act and an entity."""
    groups: dict[tuple[str, str, str, bool], list[str]] = {}
    for one in gained:
        is_further = one.place in known
        words = groups.setdefault((one.role, one.act, one.rows, is_further), [])
        if one.word and one.word not in words:
            words.append(one.word)
    return [
        _sentence(labels.get(role, role), act, rows, words, is_further=is_further)
        for (role, act, rows, is_further), words in groups.items()
    ]


def _sentence(role: str, act: str, rows: str, words: list[str], *, is_further: bool) -> str:
    listed = " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))
    if act == "through":
        return f"This lets {role} see {rows}."
    if act == "move":
        return f"This lets {role} move {rows}{' on other conditions' if is_further else ''}: {listed}."
    verb = _VERBS[act]
    if act in {Action.CREATE.value, Action.DELETE.value} and not words:
        return f"This lets {role} {'add' if act == Action.CREATE.value else verb} {rows}."
    if is_further:
        return f"This lets {role} {verb} {listed or 'values'} of {rows} that are not their own."
    return f"This lets {role} {verb} {listed or 'rows'} of {rows}."
