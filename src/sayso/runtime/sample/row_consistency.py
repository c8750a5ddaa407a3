"""Lets the values of a sample row fit together: its state, days and rules, and what is left of a stock."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

from sayso.runtime.plan import CollectionPlan
from sayso.runtime.sample.row_set import RowSet, leaves
from sayso.runtime.sample.vocabulary import vocabulary
from sayso.spec.expressions import Aggregate, Node, NoOverlap, Path, walk
from sayso.spec.expressions.nodes import Comparison, Logic
from sayso.spec.model import Entity, FieldType, Flow

_ROUNDS = 12
_NEAR = 31
"""Days within which another one is looked for."""
_DAYS = frozenset({FieldType.DATE, FieldType.DATETIME})
_NUMBERS = frozenset({FieldType.INTEGER, FieldType.DECIMAL, FieldType.MONEY})
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


@dataclass(frozen=True, slots=True)
class Outflow:
    """A computed value of a parent that rows of an entity take from."""

    link: str
    parent: str
    name: str
    taken: Aggregate


class Settler:
    """Mends rows, given what other rows there are."""

    def __init__(self, row_set: RowSet, random: Random, written: dict[str, list[UUID]]) -> None:
        self._row_set = row_set
        self._random = random
        self._written = written
        self._outflows: dict[str, list[Outflow]] = {}

    def settle(self, plan: CollectionPlan, row: dict[str, Any]) -> bool:
        """Change what does not fit, in place, and say whether all does now; ``row`` has its ``id``."""
        self._tell_state(plan, row)
        rules = [self._row_set.parsed(rule.expression) for rule in plan.entity.rules]
        for _ in range(_ROUNDS):
            broken = [rule for rule in rules if self._row_set.of(plan.name, row, rule) is False]
            if not broken:
                break
            for rule in broken:
                self._mend(plan, row, rule)
        else:
            return False
        leaves_enough = all(self._leave_enough(plan, row, outflow) for outflow in self.outflows(plan.name))
        return leaves_enough and all(self._row_set.of(plan.name, row, rule) is not False for rule in rules)

    def is_overdrawn(self, plan: CollectionPlan, row: dict[str, Any]) -> bool:
        """Whether a row is short of something before anything was taken from it."""
        own = {one.name for link in self._row_set.index.children(plan.name).values()
               for one in self.outflows(link.child) if one.parent == plan.name}  # fmt: skip
        left = [self._row_set.computed(plan.name, row, name) for name in own]
        return any(isinstance(one, int | Decimal) and one < 0 for one in left)

    def outflows(self, entity: str) -> list[Outflow]:
        """What rows of an entity take from."""
        if entity not in self._outflows:
            self._outflows[entity] = list(self._found_outflows(entity))
        return self._outflows[entity]

    def _found_outflows(self, entity: str) -> Iterator[Outflow]:
        index = self._row_set.index
        for link in index.parents(entity).values():
            for name, computed in index.computed(link.parent).items():
                if vocabulary().signed & set(name.split("_")):
                    continue
                for aggregate, sign in leaves(self._row_set.parsed(computed.expression)):
                    if sign < 0 and aggregate.relation == link.inverse:
                        yield Outflow(link.name, link.parent, name, aggregate)

    def _tell_state(self, plan: CollectionPlan, row: dict[str, Any]) -> None:
        """A loan that was returned has the day of its return, and one that is out has none."""
        if plan.flow is None:
            return
        state = row[plan.flow.field]
        for field in plan.entity.fields:
            if field.type not in _DAYS:
                continue
            begun = _begin(plan.entity, row, but=field.name)
            words, day = set(field.name.split("_")), row.get(field.name)
            is_ahead = day is not None and _later(day, self._now(day))
            if state in vocabulary().late and words & vocabulary().due and is_ahead:
                row[field.name] = self._lately(field.type, begun)
            told = None if field.required else _state_told(words, plan.flow)
            if told is None:
                continue
            if state != told and not _is_after(plan.flow, told, state):
                row[field.name] = None
            elif day is None or is_ahead:
                row[field.name] = self._lately(field.type, begun)

    def _now(self, like: Any) -> Any:
        now = self._row_set.now
        return now if isinstance(like, datetime) else now.date()

    def _lately(self, kind: FieldType, begun: Any) -> Any:
        """A day between the beginning and today."""
        now = self._row_set.now
        if begun is not None and not isinstance(begun, datetime):
            begun = now.replace(year=begun.year, month=begun.month, day=begun.day)
        earliest = begun if begun is not None and begun < now else now - timedelta(days=10)
        hours = (now - earliest) / timedelta(hours=1)
        moment = (earliest + timedelta(hours=hours * self._random.random())).replace(
            minute=self._random.choice((0, 15, 30, 45)), second=0, microsecond=0
        )
        moment = max(moment, earliest)
        return moment if kind is FieldType.DATETIME else moment.date()

    def _mend(self, plan: CollectionPlan, row: dict[str, Any], rule: Node) -> None:
        if isinstance(rule, Logic):
            for part in rule.parts if rule.op == "and" else (self._random.choice(rule.parts),):
                if self._row_set.of(plan.name, row, part) is False:
                    self._mend(plan, row, part)
            return
        if isinstance(rule, Comparison) and (
            self._aligned(plan, row, rule.left, rule.op, rule.right)
            or self._aligned(plan, row, rule.right, _TURNED[rule.op], rule.left)
        ):
            return
        if isinstance(rule, NoOverlap) and self._random.random() < 0.5:
            self._shift(plan, row)
            return
        names = {node.names[0] for node in walk(rule) if isinstance(node, Path) and not node.of_item}
        if not self._found_day(plan, row, rule, names):
            self._exchange(plan, row, names)

    def _found_day(self, plan: CollectionPlan, row: dict[str, Any], rule: Node, names: set[str]) -> bool:
        """Whether a day near to the one that stands there keeps the rule; then it stands there.

        What has been stays in the past.
        """
        for field in plan.entity.fields:
            before = row.get(field.name)
            if field.name not in names or field.type not in _DAYS or before is None:
                continue
            now = self._now(before)
            for step in range(2, 2 * _NEAR):
                found = before + timedelta(days=step // 2 * (-1 if step % 2 else 1))
                if _later(found, now) and not _later(before, now):
                    continue
                row[field.name] = found
                if self._row_set.of(plan.name, row, rule):
                    return True
            row[field.name] = before
        return False

    def _aligned(self, plan: CollectionPlan, row: dict[str, Any], own: Node, op: str, other: Node) -> bool:
        """Whether a field of the row could be moved to where the comparison holds."""
        if not isinstance(own, Path) or len(own.names) > 1 or own.of_item:
            return False
        field = next((one for one in plan.entity.fields if one.name == own.names[0]), None)
        bound = self._row_set.of(plan.name, row, other)
        if field is None or bound is None or op in {"==", "!="}:
            return False
        up = 1 if op in {">", ">="} else -1
        if field.type in _DAYS and isinstance(bound, date):
            step = (
                timedelta(minutes=self._random.choice((30, 60, 90, 120)))
                if isinstance(bound, datetime)
                else timedelta(days=self._random.randint(1, 6))
            )
            row[field.name] = bound + up * step
            return isinstance(bound, datetime) == (field.type is FieldType.DATETIME)
        if field.type in _NUMBERS and isinstance(bound, int | Decimal):
            moved = bound + (up if op in {">", "<"} else 0)
            limits = field.validation
            if limits is not None and not ((limits.min or moved) <= moved <= (limits.max or moved)):
                return False
            row[field.name] = int(moved) if field.type is FieldType.INTEGER else Decimal(str(round(moved, 2)))
            return True
        return False

    def _shift(self, plan: CollectionPlan, row: dict[str, Any]) -> None:
        """All days of a row, by as many, on the same side of today."""
        days = [row[one.name] for one in plan.entity.fields if one.type in _DAYS and row.get(one.name)]
        past = bool(days) and not _later(days[0], self._now(days[0]))
        step = timedelta(days=self._random.randint(1, 9) * (-1 if past else 1))
        for field in plan.entity.fields:
            if field.type in _DAYS and row.get(field.name) is not None:
                row[field.name] += step

    def _exchange(self, plan: CollectionPlan, row: dict[str, Any], names: set[str]) -> None:
        """Let the row belong to others, by the links that a rule speaks of."""
        for name, link in plan.parents.items():
            if name in names and self._written.get(link.parent):
                row[f"{name}_id"] = self._random.choice(self._written[link.parent])
        for field in plan.entity.fields:
            if field.name in names and field.type is FieldType.BOOLEAN:
                row[field.name] = self._random.random() < 0.5

    def _leave_enough(self, plan: CollectionPlan, row: dict[str, Any], outflow: Outflow) -> bool:
        """Whether the row takes from a parent that has something left, and no more than that."""
        key = f"{outflow.link}_id"
        parents = (
            [row[key], *self._random.sample(known, min(8, len(known)))]
            if (known := self._written.get(outflow.parent, []))
            else []
        )
        for parent in parents:
            row[key] = parent
            left = self._left(plan, row, outflow)
            if left is None or left >= 0 or self._reduced(plan, row, outflow, left):
                return True
        return not parents

    def _left(self, plan: CollectionPlan, row: dict[str, Any], outflow: Outflow) -> int | Decimal | None:
        parent = self._row_set.rows[outflow.parent].get(row[f"{outflow.link}_id"])
        if parent is None:
            return None
        self._row_set.keep(plan.name, row)
        left = self._row_set.computed(outflow.parent, parent, outflow.name)
        self._row_set.forget(plan.name, row)
        return left if isinstance(left, int | Decimal) else None

    def _reduced(
        self, plan: CollectionPlan, row: dict[str, Any], outflow: Outflow, left: int | Decimal
    ) -> bool:
        value = outflow.taken.value
        if value is None:
            return False
        names = [node.names[0] for node in walk(value) if isinstance(node, Path) and node.of_item]
        field = next((f for f in plan.entity.fields if f.name in names and f.type in _NUMBERS), None)
        if field is None or row.get(field.name) is None:
            return False
        before = row[field.name]
        taken = self._row_set.of_item(plan.name, row, value)
        share = float(taken + left) / float(taken) if taken else 0
        least = max(field.validation.min or 0, 0) if field.validation and field.validation.min else 0
        fitting = float(before) * share
        row[field.name] = (
            int(fitting) if field.type is FieldType.INTEGER else Decimal(str(int(fitting * 10) / 10))
        )
        if row[field.name] > 0 and row[field.name] >= least:
            after = self._left(plan, row, outflow)
            if after is None or after >= 0:
                return True
        row[field.name] = before
        return False


def _later(day: Any, than: Any) -> bool:
    return bool(day > than)


def _begin(entity: Entity, row: dict[str, Any], but: str) -> Any:
    days = (
        row.get(one.name) for one in entity.fields if one.type in _DAYS and one.required and one.name != but
    )
    return next((day for day in days if day is not None), None)


def _state_told(words: set[str], flow: Flow) -> str | None:
    """The state whose coming a day tells of: ``returned_on`` and ``return_date`` of ``returned``."""
    if words & vocabulary().planned:
        return None
    for state in flow.states:
        if state.name != flow.initial and all(words & _forms(word) for word in state.name.split("_")):
            return state.name
    return None


def _forms(state: str) -> set[str]:
    """Words in which a field speaks of a word of a state: itself, what is done, and what that is called."""
    bare = re.sub(r"(?:ed|d)$", "", state)
    return {state, *vocabulary().tellings.get(state, ()), *({bare, f"{bare}e"} if bare != state else ())}


def _is_after(flow: Flow, state: str, later: str) -> bool:
    """Whether all ways to ``later`` lead through ``state``."""
    reached, ahead = {flow.initial}, [flow.initial]
    while ahead:
        here = ahead.pop()
        for step in flow.transitions:
            if step.from_state == here and step.to_state not in {state, *reached}:
                reached.add(step.to_state)
                ahead.append(step.to_state)
    return later not in reached
