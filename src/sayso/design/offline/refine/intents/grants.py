"""What a sentence grants or takes, and the permission rules after it."""

from sayso.design.offline.refine.speaking import many
from sayso.design.offline.refine.types import Situation
from sayso.kit.words import listed
from sayso.spec.model import Action, Entity, PermissionRule, Role, Scope

VERBS = {Action.CREATE: "create", Action.READ: "read", Action.UPDATE: "update", Action.DELETE: "delete"}


class Reading:
    """One part of what is said: which actions on which entities, granted or taken, to which extent."""

    def __init__(self, entities: list[Entity], actions: set[Action]) -> None:
        self.entities, self.actions = entities, actions
        self.denied = self.own = self.only = self.every = False
        self.fields: dict[str, tuple[str, ...]] = {}

    def told(self) -> str:
        """The reading in words."""
        what = listed([many(entity) for entity in self.entities])
        verbs = listed(
            [VERBS[action] for action in Action if action in self.actions], "or" if self.denied else "and"
        )
        if self.denied and self.fields:
            names = dict.fromkeys(name for some in self.fields.values() for name in some)
            hidden = [name.replace("_", " ") for name in names]
            return f"may not {verbs} the {listed(hidden)} of {what}"
        if self.denied:
            return f"may not {verbs} {what}"
        return f"may {verbs} {'only their own ' if self.own else ''}{what}"

    def applied(
        self, rules: list[PermissionRule], role: Role, situation: Situation, source: str
    ) -> list[PermissionRule]:
        """The rules after this."""
        for entity in self.entities:
            rules = self._on(rules, role, entity, situation, source)
        return rules

    def _on(
        self, rules: list[PermissionRule], role: Role, entity: Entity, situation: Situation, source: str
    ) -> list[PermissionRule]:
        mine = [
            r for r in rules if r.role == role.name and r.entity == entity.name and r.scope is not Scope.NONE
        ]
        rest = [r for r in rules if r not in mine]
        held = {action for rule in mine for action in rule.actions}
        gone = set(Action) if Action.READ in self.actions else self.actions
        if self.denied and (hidden := self.fields.get(entity.name)):
            return [*rest, *(one for rule in mine for one in _hiding(rule, entity, hidden, gone, situation))]
        if self.denied:
            return [*rest, *(r for rule in mine if (r := lessened(rule, gone, situation)))]
        wanted = self.actions | {Action.READ}
        if self.own:
            owner = _owner(role, entity, mine, situation)
            if Action.READ in self.actions:
                return [*rest, _rule(role, entity, wanted | held, situation, source, Scope.OWN, owner)]
            kept = [r for rule in mine if (r := lessened(rule, self.actions, situation))]
            reads = Action.READ in {action for rule in kept for action in rule.actions}
            return [
                *rest,
                *kept,
                _rule(role, entity, self.actions if reads else wanted, situation, source, Scope.OWN, owner),
            ]
        if self.only and not self.every:
            return [
                *rest,
                _rule(role, entity, wanted, situation, source, fields=self.fields.get(entity.name)),
            ]
        full = {a for rule in mine if rule.scope is Scope.ALL and rule.fields is None for a in rule.actions}
        if wanted <= full:
            return rules
        narrow = [
            r for rule in mine if rule.scope is not Scope.ALL and (r := lessened(rule, wanted, situation))
        ]
        wide = [rule for rule in mine if rule.scope is Scope.ALL]
        fields = self.fields.get(entity.name) if not full else None
        return [*rest, *narrow, *wide, _rule(role, entity, wanted - full, situation, source, fields=fields)]


def lessened(rule: PermissionRule, gone: set[Action], situation: Situation) -> PermissionRule | None:
    kept = tuple(action for action in rule.actions if action not in gone)
    if kept == rule.actions:
        return rule
    return rule.model_copy(update={"id": situation.ids.new("prm"), "actions": kept}) if kept else None


def _hiding(
    rule: PermissionRule, entity: Entity, hidden: tuple[str, ...], gone: set[Action], situation: Situation
) -> list[PermissionRule]:
    """The rule without some fields, for the actions that are taken from them."""
    taken = tuple(action for action in rule.actions if action in gone)
    names = rule.fields or tuple(
        name for name, _ in situation.mentions.members(entity) if name in _own(entity, situation)
    )
    if not taken or not set(names) & set(hidden):
        return [rule]
    kept = tuple(name for name in names if name not in hidden)
    new = {"id": situation.ids.new("prm"), "actions": taken, "fields": kept}
    less = lessened(rule, gone, situation)
    return [*([less] if less else []), *([rule.model_copy(update=new)] if kept else [])]


def _own(entity: Entity, situation: Situation) -> set[str]:
    """What a rule may name: stored values, the state, what a row belongs to and what it is linked with."""
    index = situation.index
    flow = index.flows.get(entity.name)
    own = {field.name for field in entity.fields} | set(index.parents(entity.name))
    own |= {link.name for link in index.junctions if link.left == entity.name}
    own |= {link.inverse for link in index.junctions if link.right == entity.name}
    return own | ({flow.field} if flow else set())


def _rule(  # noqa: PLR0917 - what a rule consists of
    role: Role, entity: Entity, actions: set[Action], situation: Situation, source: str,
    scope: Scope = Scope.ALL,
    owner: str = "created_by", fields: tuple[str, ...] | None = None,
) -> PermissionRule:  # fmt: skip
    return PermissionRule(
        id=situation.ids.new("prm"), source=source, role=role.name, entity=entity.name, scope=scope,
        owner=owner,
        actions=tuple(action for action in Action if action in actions), fields=fields,
    )  # fmt: skip


def _owner(role: Role, entity: Entity, mine: list[PermissionRule], situation: Situation) -> str:
    known = next((rule.owner for rule in mine if rule.scope is Scope.OWN), None)
    return known or way_to(role, entity, situation) or "created_by"


def way_to(role: Role, entity: Entity, situation: Situation) -> str | None:
    """How a row leads to the person of this role; ``self`` when it is that person."""
    person = person_of(role, situation)
    if person is None:
        return None
    if person.id == entity.id:
        return "self"
    row: list[tuple[str, ...]] = [()]
    owners: dict[tuple[str, ...], str] = {(): entity.name}
    for path in row:
        if len(path) < 3:
            for name, link in situation.index.parents(owners[path]).items():
                if link.parent == person.name:
                    return ".".join([*path, name])
                if (*path, name) not in owners:
                    owners[(*path, name)] = link.parent
                    row.append((*path, name))
    return None


def person_of(role: Role, situation: Situation) -> Entity | None:
    """The entity whose rows are the people with this role."""
    return next((e for e in situation.spec.entities if e.person_role == role.name), None) or next(
        (e for e in situation.spec.entities if e.name == role.name), None
    )
