"""Sample rows of one entity: how many, in which states, belonging to which parents."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from uuid import UUID

from sayso.catalogue.samples import samples_of
from sayso.runtime.plan import CollectionPlan, ModulePlan
from sayso.runtime.sample.row_consistency import Settler
from sayso.runtime.sample.row_set import RowSet
from sayso.runtime.sample.values import (
    Context,
    Person,
    base_moment,
    before,
    is_left_out,
    past_moment,
    sampled,
    value_of,
)
from sayso.runtime.sample.vocabulary import vocabulary
from sayso.spec.model import Field, FieldType, Flow

PEOPLE, STAFF, THINGS, DEALINGS, LINES = 24, 6, 12, 36, 60
_TRIES = 6
_COUNTED = re.compile(r"\b(\w+) \+ (?:months|years)\(")
_SAD = frozenset(
    [
        "cancelled",
        "canceled",
        "rejected",
        "declined",
        "no_show",
        "lost",
        "failed",
        "expired",
        "refunded",
        "returned",
    ]
)


@dataclass(slots=True)
class SampleRow:
    """A row to be written; ``who`` is the person it is about, ``title`` what it is called.

    One that does not ``fit`` breaks a rule, or takes from what has nothing left.
    """

    id: UUID
    who: Person
    title: str
    columns: dict[str, object] = field(default_factory=dict)
    sets: dict[str, list[UUID]] = field(default_factory=dict)
    fits: bool = True


class Sampler:
    """Makes rows; keeps what was written, for later rows to refer to."""

    def __init__(self, module: ModulePlan, random: Random, now: datetime) -> None:
        self._module = module
        self._random = random
        self._now = now.astimezone(module.time_zone)
        spec = module.index.spec
        self._about = f"{spec.name} {spec.description} {' '.join(e.name for e in spec.entities)}".lower()
        self._slots = list(range(240))
        random.shuffle(self._slots)
        self._people = _people(random)
        self._samples = samples_of(entity.name for entity in spec.entities)
        self._turns: dict[tuple[str, str], list[UUID]] = {}
        self.written: dict[str, list[UUID]] = {}
        self._row_set = RowSet(module.index, now, module.time_zone)
        self._settler = Settler(self._row_set, random, self.written)

    def order(self) -> list[CollectionPlan]:
        """Entities so that parents come before what belongs to them, and what comes in before what goes."""
        done: list[CollectionPlan] = []
        left = list(self._module.by_entity.values())
        while left:
            known = {plan.name for plan in done}
            ready = [
                p
                for p in left
                if all(link.parent in known or link.parent == p.name for link in p.parents.values())
            ]
            giving = [plan for plan in ready if not self._settler.outflows(plan.name)]
            done += giving or ready or [_least_bound(left, known)]
            left = [plan for plan in left if plan not in done]
        return done

    def rows(self, plan: CollectionPlan) -> Iterator[SampleRow]:
        """As many rows as suit the entity; fewer where no more fit in, yet one at least."""
        titles = list(self._titles(plan))
        if not titles:
            titles = list(vocabulary().titles(plan.name, self._about))
            self._random.shuffle(titles)
        rows = (self.row(plan, number, titles) for number in range(self._how_many(plan, len(titles))))
        yield from self.fitting(plan, rows)

    def fitting(self, plan: CollectionPlan, rows: Iterable[SampleRow]) -> Iterator[SampleRow]:
        """Those of the rows that fit, or the first where none does."""
        first, has_some = None, False
        for row in rows:
            if row.fits:
                has_some = True
                yield row
            else:
                first = first or row
                self.forget(plan, row)
        if first is not None and not has_some:
            self.remember(plan, first)
            yield first

    def row(self, plan: CollectionPlan, number: int, titles: list[str]) -> SampleRow:
        """One row; others are made in its place while it does not fit in with those before."""
        for _ in range(_TRIES):
            row = self._drawn(plan, number, titles)
            kept = row.columns | {"id": row.id}
            row.fits = self._settler.settle(plan, kept)
            row.columns = {name: value for name, value in kept.items() if name != "id"}
            if row.fits and not self._settler.is_overdrawn(plan, kept):
                break
        self.remember(plan, row)
        return row

    def remember(self, plan: CollectionPlan, row: SampleRow) -> None:
        """Let a row count for those after it."""
        self._row_set.keep(plan.name, row.columns | {"id": row.id})

    def forget(self, plan: CollectionPlan, row: SampleRow) -> None:
        """Let a row count no longer, because it could not be written."""
        self._row_set.forget(plan.name, {"id": row.id})

    def _drawn(self, plan: CollectionPlan, number: int, titles: list[str]) -> SampleRow:
        random = self._random
        state = _state(plan.flow, random) if plan.flow else None
        is_told = plan.flow is None and vocabulary().tells_of_past(plan.name)
        tense = _tense(plan.flow, state) if plan.flow and state else random.choice((-1, -1, 0, 1, 1))
        title = self._title(plan, number, titles)
        person = next(self._people)
        slot = self._slots[number % len(self._slots)]
        base = (
            past_moment(random, self._now, slot) if is_told else base_moment(random, self._now, tense, slot)
        )
        if tense == 0 and state is not None and vocabulary().begun.intersection(state.split("_")):
            base = before(base, self._now)
        context = Context(
            random, self._module.time_zone, self._now, self._about, number, tense, person, title, base,
            _lasting(plan),
        )  # fmt: skip
        row = SampleRow(UUID(int=random.getrandbits(128), version=4), person, title or person.name)
        for spec_field in plan.entity.fields:
            row.columns[spec_field.name] = self._value(spec_field, plan, context)
        for name, link in plan.parents.items():
            choices = self.written.get(link.parent, [])
            some = bool(choices) and (link.required or random.random() < 0.85)
            turn = self._turn(plan, name, choices, number) if link.required else None
            row.columns[f"{name}_id"] = turn or (random.choice(choices) if some else None)
        if plan.flow is not None:
            row.columns[plan.flow.field] = state
        for name, relation in plan.sets.items():
            others = self.written.get(relation.entity, [])
            row.sets[name] = random.sample(others, min(len(others), random.randint(1, 3))) if others else []
        return row

    def _turn(self, plan: CollectionPlan, name: str, choices: list[UUID], number: int) -> UUID | None:
        """Whose turn it is to get a line, so that no order is without one; nobody's once all have some."""
        if not _is_line(plan) or len(choices) <= THINGS or number >= len(choices):
            return None
        turns = self._turns.setdefault((plan.name, name), self._random.sample(choices, len(choices)))
        return turns[number]

    def _is_person(self, plan: CollectionPlan) -> bool:
        """Whether rows are people; a place with a telephone, of which a design knows names, is none."""
        is_named = plan.entity.person_role is None and bool(self._titles(plan))
        return is_person(plan) and (vocabulary().is_person(plan.name) or not is_named)

    def _titles(self, plan: CollectionPlan) -> tuple[str, ...]:
        """What the rows are called in a design like this one."""
        keys = (f"{plan.name}.{name}" for name in ("name", "title"))
        return next((tuple(map(str, self._samples[key])) for key in keys if key in self._samples), ())

    def _value(self, spec_field: Field, plan: CollectionPlan, context: Context) -> object:
        """A value of the design that is most like this application, else one made up."""
        made = value_of(spec_field, plan.entity, context)
        known = self._samples.get(f"{plan.name}.{spec_field.name}", ())
        if not known or (spec_field.unique and context.number >= len(known)):
            return made
        if self._is_person(plan) and spec_field.name == "name":
            return made
        if made is None and is_left_out(spec_field, plan.entity, context.random):
            return None
        found = sampled(spec_field, known[context.number % len(known)])
        return made if found is None else found

    def _how_many(self, plan: CollectionPlan, titles: int) -> int:
        if plan.entity.person_role is not None:
            return STAFF
        if self._is_person(plan):
            return PEOPLE
        if plan.parents and not _is_called(plan):
            return LINES if _is_line(plan) else DEALINGS
        return min(THINGS, titles or THINGS)

    def _title(self, plan: CollectionPlan, number: int, titles: list[str]) -> str | None:
        if self._is_person(plan):
            return None
        if not titles:
            return f"{plan.label} {number + 1}"
        title = titles[number % len(titles)]
        return (
            title if number < len(titles) or not _is_unique(plan) else f"{title} {number // len(titles) + 1}"
        )


def _least_bound(plans: list[CollectionPlan], known: set[str]) -> CollectionPlan:
    """Of entities that belong to each other, the first that can be without those that are not there yet."""

    def must_wait(plan: CollectionPlan) -> bool:
        return any(link.required and link.parent not in known for link in plan.parents.values())

    return next((plan for plan in plans if not must_wait(plan)), plans[0])


def is_person(plan: CollectionPlan) -> bool:
    """Whether rows are people: they sign in, are called so, or have a name and a way to be reached."""
    if plan.entity.person_role is not None or vocabulary().is_person(plan.name):
        return True
    names = {field.name for field in plan.entity.fields}
    kinds = {field.type for field in plan.entity.fields}
    reached = bool(kinds & {FieldType.EMAIL, FieldType.PHONE}) and bool(names & {"name", "first_name"})
    return reached and not vocabulary().titles(plan.name, "")


def _days(plan: CollectionPlan) -> list[Field]:
    return [field for field in plan.entity.fields if field.type in {FieldType.DATE, FieldType.DATETIME}]


def _is_called(plan: CollectionPlan) -> bool:
    """Whether rows have names of their own, and are not one of many of that name on different days."""
    names = {field.name for field in plan.entity.fields if field.type is FieldType.TEXT}
    return "name" in names and not any(day.required for day in _days(plan))


def _is_line(plan: CollectionPlan) -> bool:
    """Whether rows are lines of what they belong to: with no name, day or state of their own."""
    needed = sum(link.required for link in plan.parents.values())
    return needed > 1 and plan.flow is None and not _days(plan) and not _is_called(plan)


def _lasting(plan: CollectionPlan) -> frozenset[str]:
    """Days from which months or years are counted."""
    return frozenset(name for one in plan.entity.computed for name in _COUNTED.findall(one.expression))


def _is_unique(plan: CollectionPlan) -> bool:
    return any(f.unique and f.name in {"name", "title"} for f in plan.entity.fields)


def _people(random: Random) -> Iterator[Person]:
    """People of whom no two share a name for a long while."""
    words = vocabulary()
    first, last = list(words.first), list(words.last)
    random.shuffle(first)
    random.shuffle(last)
    turn = 0
    while True:
        for number, name in enumerate(first):
            yield Person(name, last[(number + turn) % len(last)])
        turn += 7


def _state(flow: Flow, random: Random) -> str:
    """States by how far along they are: many at the start, many at a good end, few at a sad one."""
    leaving = {transition.from_state for transition in flow.transitions}
    reached = {flow.initial} | {transition.to_state for transition in flow.transitions}
    names = [state.name for state in flow.states if state.name in reached]

    def weight(name: str) -> float:
        if name in _SAD:
            return 0.4
        if name == flow.initial:
            return 2.0
        return 1.6 if name in leaving else 2.2

    return random.choices(names, [weight(name) for name in names])[0]


def _tense(flow: Flow, state: str) -> int:
    """What has ended lies in the past, what has not begun lies ahead."""
    leaving = {transition.from_state for transition in flow.transitions}
    if state not in leaving:
        return -1
    return 1 if state == flow.initial else 0
