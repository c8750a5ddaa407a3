"""Values for sample rows: every field filled, unique where they have to be, as many times anew as needed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID, uuid4

from sayso.identity.types import Site
from sayso.runtime.plan import FILE_TYPES, CollectionPlan, ModulePlan
from sayso.runtime.sample.rows import Sampler
from sayso.runtime.types import Module
from sayso.spec.expressions import Node, NoOverlap, Path, parse, walk
from sayso.spec.expressions.nodes import Literal
from sayso.spec.index import SpecIndex
from sayso.spec.model import DAY_TYPES, AppSpec, Entity, Field, FieldType

Values = dict[str, Any]
"""Plain JSON by the name of the field."""

_TRIES = 25
_DAYS = (-400, -30, -7, -1, 0, 1, 2, 7, 30, 400)


class Maker:
    """Makes the fields of rows; keeps what is unique apart, so that each row can be stored.

    Values look real at first. Where a rule refuses them, further attempts choose for the fields that rules
    look at among the values the rules themselves name; what a rule accepted once is used again.
    """

    def __init__(self, spec: AppSpec, files: Mapping[UUID, UUID], seed: int = 1) -> None:
        filled = spec.model_copy(update={"entities": tuple(map(_filled, spec.entities))})
        module = Module(
            uuid4(), Site(uuid4(), uuid4(), ""), spec.slug, spec.name, "", "active", "sample", None
        )
        self._plan = ModulePlan(module, SpecIndex(filled))
        self._random = Random(seed)  # noqa: S311 - sample values are reproducible on purpose
        self._sampler = Sampler(self._plan, self._random, datetime.now(UTC))
        self._files = files
        self._numbers: dict[str, int] = defaultdict(int)
        self._used: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._watched = {entity.name: _watched(entity) for entity in spec.entities}
        self._accepted: dict[str, Values] = {}

    def order(self) -> list[str]:
        """Entities so that parents come before what belongs to them, where that is possible."""
        return [plan.name for plan in self._sampler.order()]

    def fields(self, entity: str, site: UUID, attempt: int = 0) -> Values:
        """Values for all fields of a new row; none is left out if there is any to be found."""
        plan = self._plan.by_entity[entity]
        found: Values = {}
        for _ in range(_TRIES):
            made = self._row(plan)
            for field in plan.entity.fields:
                if found.get(field.name) is None or self._is_taken(plan, field, found[field.name]):
                    found[field.name] = self._value(field, made[field.name], site)
            if not any(self._is_taken(plan, field, found[field.name]) for field in plan.entity.fields):
                break
        if self._watched[entity]:
            self._suit_rules(plan, found, attempt)
        for field in plan.entity.fields:
            self._used[entity, field.name].add(_key(found[field.name]))
        return found

    def suiting(self, entity: str, told: Mapping[str, Sequence[object]]) -> Values:
        """Other values for some fields, near the constants that go with each."""
        fields = {field.name: field for field in self._plan.by_entity[entity].entity.fields}
        usual = self._row(self._plan.by_entity[entity])
        return {
            name: self._suiting(fields[name], constants, as_json(usual[name]))
            for name, constants in told.items()
        }

    @staticmethod
    def constants(nodes: Iterable[Node]) -> tuple[object, ...]:
        """What an expression compares with."""
        return tuple(node.value for node in nodes if isinstance(node, Literal))

    def accept(self, entity: str, values: Mapping[str, Any]) -> None:
        """Remember values that the rules let pass."""
        watched = self._watched[entity]
        if watched and entity not in self._accepted:
            self._accepted[entity] = {name: values[name] for name in watched if name in values}

    def _suit_rules(self, plan: CollectionPlan, found: Values, attempt: int) -> None:
        accepted = self._accepted.get(plan.name)
        if accepted is not None and attempt % 3 == 0:
            self._numbers["days"] += 1
            days = self._numbers["days"] * (1, 0, -1)[attempt // 3 % 3]
            kinds = {field.name: field.type for field in plan.entity.fields}
            found.update({name: _later(kinds[name], value, days) for name, value in accepted.items()})
        elif attempt % 3:
            for name, told in self._watched[plan.name].items():
                field = next(field for field in plan.entity.fields if field.name == name)
                found[name] = self._suiting(field, told, found[name])

    def _suiting(self, field: Field, told: Sequence[object], usual: object) -> object:
        """A value near those that the rules speak of."""
        choose = self._random.choice
        match field.type:
            case FieldType.INTEGER | FieldType.DECIMAL | FieldType.MONEY:
                numbers = [float(n) for n in told if isinstance(n, int | float) and not isinstance(n, bool)]
                base = choose([*numbers, 0.0, 1.0, 10.0])
                low = field.validation.min if field.validation else None
                high = field.validation.max if field.validation else None
                value = base + choose((0, 0, 0.5, 1, -1, 5))
                value = max(value, low) if low is not None else value
                value = min(value, high) if high is not None else value
                return int(value) if field.type is FieldType.INTEGER else round(value, 2)
            case FieldType.DATE:
                return (datetime.now(UTC).date() + timedelta(days=choose(_DAYS))).isoformat()
            case FieldType.DATETIME:
                return (datetime.now(UTC) + timedelta(days=choose(_DAYS), minutes=choose(_DAYS))).isoformat()
            case FieldType.BOOLEAN:
                return choose((True, False))
            case FieldType.ENUM:
                return choose([option.name for option in field.options] or [usual])
            case FieldType.TEXT | FieldType.LONG_TEXT:
                return choose([usual, *(text for text in told if isinstance(text, str) and text)])
            case _:
                return usual

    def _row(self, plan: CollectionPlan) -> Mapping[str, object]:
        number = self._numbers[plan.name]
        self._numbers[plan.name] += 1
        return self._sampler.row(plan, number, []).columns

    def _value(self, field: Field, made: object, site: UUID) -> Any:
        if field.type in FILE_TYPES:
            return str(self._files[site])
        if field.type is FieldType.JSON:
            self._numbers["json"] += 1
            return {"sample": self._numbers["json"]}
        return as_json(made)

    def _is_taken(self, plan: CollectionPlan, field: Field, value: object) -> bool:
        return field.unique and value is not None and _key(value) in self._used[plan.name, field.name]


def _watched(entity: Entity) -> dict[str, tuple[object, ...]]:
    """The fields that rules of one row look at, and the constants that those rules name.

    What must not overlap is left alone: the sampler already puts each row at a time of its own.
    """
    computed = {value.name: value for value in entity.computed}
    stored = {field.name for field in entity.fields if not field.unique}
    found: dict[str, tuple[object, ...]] = {}
    for rule in entity.rules:
        nodes = list(walk(parse(rule.expression)))
        if any(isinstance(node, NoOverlap) for node in nodes):
            continue
        for node in list(nodes):
            if isinstance(node, Path) and node.names[0] in computed:
                nodes += walk(parse(computed[node.names[0]].expression))
        told = Maker.constants(nodes)
        for node in nodes:
            if isinstance(node, Path) and len(node.names) == 1 and node.names[0] in stored:
                found[node.names[0]] = (*found.get(node.names[0], ()), *told)
    return found


def _later(type_: FieldType, value: Any, days: int) -> Any:
    """The value so many days later where it is a day or a moment; several moved alike keep their order."""
    if value is None or type_ not in DAY_TYPES:
        return value
    kind = date if type_ is FieldType.DATE else datetime
    return (kind.fromisoformat(value) + timedelta(days=days)).isoformat()


def as_json(value: object) -> Any:
    """A value as JSON has it."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def _key(value: object) -> str:
    return str(value).lower()


def _filled(entity: Any) -> Any:
    fields = tuple(field.model_copy(update={"required": True}) for field in entity.fields)
    return entity.model_copy(update={"fields": fields})
