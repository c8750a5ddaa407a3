"""What was told of a role, gathered by entity before it becomes rules."""

from dataclasses import dataclass, field

from sayso.design.offline.extraction.evidence import GrantClue
from sayso.design.offline.extraction.people import EVERYBODY, OTHERS
from sayso.design.offline.model.names import Names, synonyms
from sayso.spec.model import Action

from .parts import Parts

_ALL = frozenset(Action)
_WORK = frozenset((Action.CREATE, Action.READ, Action.UPDATE))


@dataclass(slots=True)
class Rights:
    """Actions by entity and whether on own rows only, and what is refused; ``broad`` is for all others.

    ``unkept`` are those that were told of anything, also of what no records are kept of.
    """

    actions: dict[tuple[str, bool], set[Action]] = field(default_factory=dict)
    broad: set[Action] = field(default_factory=set)
    denied: set[str] = field(default_factory=set)
    barred: dict[str, set[Action]] = field(default_factory=dict)
    others: dict[str, set[Action]] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    unkept: set[Action] = field(default_factory=set)

    @property
    def spoken(self) -> set[str]:
        """Entities of which something was told."""
        return {entity for entity, _ in self.actions}

    def reserved(self, entity: str) -> set[Action]:
        """What only others may do with an entity."""
        return self.others.get(entity, set())


def grants_of(parts: Parts, role: str) -> list[GrantClue]:
    """What was told of a role, of everybody, and of all that nothing else was told of."""
    grants = parts.business.grants
    mine = [grant for grant in grants if grant.role == role]
    rest = [grant for grant in grants if grant.role == OTHERS and not mine]
    return [*mine, *(grant for grant in grants if grant.role == EVERYBODY), *rest]


def rights_of(parts: Parts, role: str, names: Names) -> Rights:
    """Everything that was told of a role."""
    rights = Rights()
    grants = grants_of(parts, role)
    wide = [grant for grant in grants if not grant.things and not grant.denied]
    rights.broad = {Action(action) for grant in wide for action in grant.actions}
    if Action.UPDATE in rights.broad and any("edit" in grant.source.lower() for grant in wide):
        rights.broad.add(Action.CREATE)
    every: set[str] = set()
    for grant in grants:
        rights.unkept |= set() if grant.denied else {Action(action) for action in grant.actions}
        for entity in _targets(grant, role, names):
            every |= {entity} if grant.every else set()
            _add(rights, grant, entity)
    _take_away(rights, _reserved(parts, role, names))
    _apart(rights, every)
    return rights


def _add(rights: Rights, grant: GrantClue, entity: str) -> None:
    rights.sources.setdefault(entity, grant.source)
    granted = {Action(action) for action in grant.actions}
    if grant.denied:
        rights.denied.add(entity)
    elif grant.bounds:
        rights.barred.setdefault(entity, set()).update(_ALL - granted)
        rights.actions.setdefault((entity, grant.own), set())
    else:
        rights.actions.setdefault((entity, grant.own), set()).update(granted)


def _take_away(rights: Rights, reserved: dict[str, set[Action]]) -> None:
    """What is refused is left out of what was told, else of the usual work."""
    rights.others = reserved
    for entity, refused in rights.barred.items():
        told = any(rights.actions.get((entity, own)) for own in (True, False))
        for own in (True, False):
            mine = rights.actions.get((entity, own))
            if mine is not None:
                usual = set() if told else set(_WORK)
                rights.actions[entity, own] = (mine | (rights.broad or usual)) - refused
    for entity, refused in reserved.items():
        rights.actions.get((entity, False), set()).difference_update(refused)


def _apart(rights: Rights, every: set[str]) -> None:
    """Own rows narrow what was told of all rows, unless *all* was said of reading them."""
    for entity in {entity for entity, own in rights.actions if own}:
        wider = rights.actions.pop((entity, False), set())
        mine = rights.actions[entity, True]
        if wider and (entity in every or (wider == {Action.READ} and Action.UPDATE in mine)):
            rights.actions[entity, False] = {Action.READ}
        mine |= wider


def _reserved(parts: Parts, role: str, names: Names) -> dict[str, set[Action]]:
    """What *only* another role may do, by entity."""
    found: dict[str, set[Action]] = {}
    alone = [g for g in parts.business.grants if g.only and not (g.own or g.denied or g.bounds)]
    for grant in alone:
        actions = {Action(a) for a in grant.actions if a != "read"} or {Action.READ}
        if len(actions) == len(_ALL) - 1 or (actions == {Action.READ} and not grant.things):
            continue
        same = [g.role for g in alone if g.things == grant.things and {*g.actions} & {*grant.actions}]
        if role in same or grant.role in {EVERYBODY, OTHERS}:
            continue
        for entity in _targets(grant, grant.role, names) if grant.things else parts.entities:
            found.setdefault(entity, set()).update(actions)
    return found


def _targets(grant: GrantClue, role: str, names: Names) -> list[str]:
    found: list[str] = []
    for thing in grant.things:
        entity = names.resolve(thing)
        if entity is not None and entity not in found and entity not in synonyms(role):
            found.append(entity)
    return found[:2] if grant.own else found[:3]
