"""Reach: the permission rules of a role for one thing, widened, narrowed or taken away."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sayso.design.resolver.ownership import lessened, person_of, way_to
from sayso.spec.edits import Edit, Kind, Remove, add, change
from sayso.spec.model import Action, Entity, PermissionRule, Role, Scope

from .work import Work


@dataclass(frozen=True, slots=True)
class Reach:
    """What a role may do with a thing; ``at`` is the span that changes it."""

    work: Work
    at: int
    role: Role
    entity: Entity

    @property
    def rules(self) -> list[PermissionRule]:
        """The rules as they are now."""
        return [
            one for one in self.work.spec.permissions.rules
            if one.role == self.role.name and one.entity == self.entity.name and one.scope is not Scope.NONE
        ]  # fmt: skip

    def grant(self, actions: Iterable[Action], fields: Sequence[str] = ()) -> None:
        """Allow actions on rows, or on some of their values; who sees only their own changes only those."""
        rules, named = self.rules, set(fields)
        seeing = [rule for rule in rules if Action.READ in rule.actions]
        wanted = set(actions) | (set() if seeing else {Action.READ})
        full = {
            action
            for rule in rules
            if rule.scope is Scope.ALL and (rule.fields is None or (named and named <= set(rule.fields)))
            for action in rule.actions
        }
        missing = wanted - full
        if not missing:
            return
        kept = [
            rule for rule in rules if named or rule.fields is not None or not set(rule.actions) <= missing
        ]
        owner = seeing[0].owner if seeing and all(one.scope is Scope.OWN for one in seeing) else None
        self._put([*kept, self._rule(missing, fields, None if Action.READ in wanted else owner)])

    def confine(self, actions: Iterable[Action], fields: Sequence[str] = ()) -> None:
        """Allow these actions on rows, or on some of their values, and nothing else but to see them."""
        wanted, rules = set(actions), self.rules
        seeing = [rule for rule in rules if Action.READ in rule.actions]
        owner = seeing[0].owner if seeing and all(one.scope is Scope.OWN for one in seeing) else None
        stays = {Action.READ} - wanted if fields else wanted | {Action.READ}
        kept = self._lessened(rules, set(Action) - stays)
        missing = (wanted | {Action.READ}) - {action for rule in kept for action in rule.actions}
        self._put([*kept, *([self._rule(missing, fields, owner)] if missing else [])])

    def narrow(self, actions: Iterable[Action], fields: Sequence[str] = ()) -> None:
        """Allow actions on their own rows only; who sees only those may do nothing with others either."""
        rules, wanted = self.rules, set(actions)
        if Action.READ in wanted:
            wanted |= {action for rule in rules for action in rule.actions}
        kept = self._lessened(rules, wanted)
        if not any(Action.READ in rule.actions for rule in kept):
            wanted.add(Action.READ)
        limits = tuple(fields)
        if not fields and len({rule.fields for rule in rules}) == 1:
            limits = rules[0].fields or ()
        owner = self.owner
        if owner is not None:
            self._sign_in()
        self._put([*kept, self._rule(wanted, limits, owner or "created_by")])

    @property
    def owner(self) -> str | None:
        """The way from a row to the person of the role whose row it is, where the application has one."""
        return way_to(self.role, self.entity, self.work.situation)

    def deny(self, actions: Iterable[Action]) -> None:
        """Allow no more of these actions; who may not see rows may do nothing with them."""
        gone = set(actions)
        self._put(self._lessened(self.rules, set(Action) if Action.READ in gone else gone))

    def withhold(self, fields: Iterable[str], actions: Iterable[Action]) -> None:
        """Allow these actions no more on some values; who may not see a value may not enter it."""
        hidden, gone = set(fields), set(actions)
        gone |= set(Action) if Action.READ in gone else set()
        kept: list[PermissionRule] = []
        for rule in self.rules:
            seen = rule.fields if rule.fields is not None else self._names()
            if not gone & set(rule.actions) or not hidden & set(seen):
                kept.append(rule)
                continue
            kept += self._lessened([rule], gone)
            if left := tuple(name for name in seen if name not in hidden):
                taken = tuple(action for action in rule.actions if action in gone)
                kept.append(
                    rule.model_copy(update={"id": self.work.ids.new("prm"), "actions": taken, "fields": left})
                )
        self._put(kept)

    def _lessened(self, rules: Iterable[PermissionRule], gone: set[Action]) -> list[PermissionRule]:
        return [one for rule in rules if (one := lessened(rule, gone, self.work.situation)) is not None]

    def _names(self) -> tuple[str, ...]:
        """All that a rule may name: values, links, the state, and what is computed."""
        index, name = self.work.index, self.entity.name
        flow = index.flows.get(name)
        return (
            *(field.name for field in self.entity.fields),
            *index.parents(name),
            *(link.name for link in index.junctions if link.left == name),
            *(link.inverse for link in index.junctions if link.right == name),
            *([flow.field] if flow else []),
            *(value.name for value in self.entity.computed),
        )

    def _sign_in(self) -> None:
        """Make the rows of the thing that leads to the role the people who sign in with it."""
        person = person_of(self.role, self.work.situation)
        if person is not None and person.person_role is None:
            self.work.take([change(Kind.ENTITY, person.id, person_role=self.role.name)], self.at)

    def _rule(self, actions: set[Action], fields: Sequence[str], owner: str | None) -> PermissionRule:
        return PermissionRule(
            id=self.work.ids.new("prm"), source=self.work.sentence(self.at), role=self.role.name,
            entity=self.entity.name, scope=Scope.ALL if owner is None else Scope.OWN,
            owner=owner or "created_by", actions=tuple(action for action in Action if action in actions),
            fields=tuple(fields) or None,
        )  # fmt: skip

    def _put(self, rules: list[PermissionRule]) -> None:
        """These rules instead of those there are, where they say anything else."""
        before = self.rules
        if {_said(one) for one in before} == {_said(one) for one in rules}:
            return
        edits: list[Edit] = [
            Remove(kind=Kind.PERMISSION, target=one.id) for one in before if one not in rules
        ]
        self.work.take([*edits, *(add(one) for one in rules if one not in before)], self.at)


def _said(rule: PermissionRule) -> tuple[object, ...]:
    return (rule.actions, rule.scope, rule.owner, rule.fields)
