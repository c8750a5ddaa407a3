"""Sample rows of one entity: how many, in which states, belonging to which parents."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from uuid import UUID

from sayso.catalogue.samples import samples_of
from sayso.runtime.plan import CollectionPlan, ModulePlan
from sayso.runtime.sample.values import Context, Person, base_moment, sampled, value_of
from sayso.runtime.sample.vocabulary import vocabulary
from sayso.spec.model import Field, FieldType, Flow

PEOPLE, STAFF, THINGS, DEALINGS = 24, 6, 12, 36
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
    """A row to be written; ``who`` is the person it is about, ``title`` what it is called."""

    id: UUID
    who: Person
    title: str
    columns: dict[str, object] = field(default_factory=dict)
    sets: dict[str, list[UUID]] = field(default_factory=dict)


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
        self.written: dict[str, list[UUID]] = {}

    def order(self) -> list[CollectionPlan]:
        """Entities so that parents come before what belongs to them, where that is possible."""
        done: list[CollectionPlan] = []
        left = list(self._module.by_entity.values())
        while left:
            known = {plan.name for plan in done}
            ready = [
                p
                for p in left
                if all(link.parent in known or link.parent == p.name for link in p.parents.values())
            ]
            done += ready or left[:1]
            left = [plan for plan in left if plan not in done]
        return done

    def rows(self, plan: CollectionPlan) -> Iterator[SampleRow]:
        """As many rows as suit the entity."""
        titles = list(self._titles(plan))
        if not titles:
            titles = list(vocabulary().titles(plan.name, self._about))
            self._random.shuffle(titles)
        for number in range(self._how_many(plan, len(titles))):
            yield self.row(plan, number, titles)

    def row(self, plan: CollectionPlan, number: int, titles: list[str]) -> SampleRow:
        """One row."""
        random = self._random
        state = _state(plan.flow, random) if plan.flow else None
        tense = _tense(plan.flow, state) if plan.flow and state else random.choice((-1, -1, 0, 1, 1))
        title = self._title(plan, number, titles)
        person = next(self._people)
        slot = self._slots[number % len(self._slots)]
        base = base_moment(random, self._now, tense, slot)
        context = Context(
            random, self._module.time_zone, self._now, self._about, number, tense, person, title, base
        )
        row = SampleRow(UUID(int=random.getrandbits(128), version=4), person, title or person.name)
        for spec_field in plan.entity.fields:
            row.columns[spec_field.name] = self._value(spec_field, plan, context)
        for name, link in plan.parents.items():
            choices = self.written.get(link.parent, [])
            some = bool(choices) and (link.required or random.random() < 0.85)
            row.columns[f"{name}_id"] = random.choice(choices) if some else None
        if plan.flow is not None:
            row.columns[plan.flow.field] = state
        for name, relation in plan.sets.items():
            others = self.written.get(relation.entity, [])
            row.sets[name] = random.sample(others, min(len(others), random.randint(1, 3))) if others else []
        return row

    def _titles(self, plan: CollectionPlan) -> tuple[str, ...]:
        """What the rows are called in a design like this one."""
        keys = (f"{plan.name}.{name}" for name in ("name", "title"))
        return next((tuple(map(str, self._samples[key])) for key in keys if key in self._samples), ())

    def _value(self, spec_field: Field, plan: CollectionPlan, context: Context) -> object:
        """A value of the design that is most like this application, else one made up."""
        made = value_of(spec_field, plan.entity, context)
        known = self._samples.get(f"{plan.name}.{spec_field.name}", ())
        if made is None or not known or (spec_field.unique and context.number >= len(known)):
            return made
        if is_person(plan) and spec_field.name == "name":
            return made
        return sampled(spec_field, known[context.number % len(known)]) or made

    def _how_many(self, plan: CollectionPlan, titles: int) -> int:
        if plan.entity.person_role is not None:
            return STAFF
        if is_person(plan):
            return PEOPLE
        if plan.parents:
            return DEALINGS
        return min(THINGS, titles) if titles and _is_unique(plan) else max(8, min(THINGS, titles or THINGS))

    def _title(self, plan: CollectionPlan, number: int, titles: list[str]) -> str | None:
        if is_person(plan):
            return None
        if not titles:
            return f"{plan.label} {number + 1}"
        title = titles[number % len(titles)]
        return (
            title if number < len(titles) or not _is_unique(plan) else f"{title} {number // len(titles) + 1}"
        )


def is_person(plan: CollectionPlan) -> bool:
    """Whether rows are people: they sign in, are called so, or have a name and a way to be reached."""
    if plan.entity.person_role is not None or vocabulary().is_person(plan.name):
        return True
    names = {field.name for field in plan.entity.fields}
    kinds = {field.type for field in plan.entity.fields}
    reached = bool(kinds & {FieldType.EMAIL, FieldType.PHONE}) and bool(names & {"name", "first_name"})
    return reached and not vocabulary().titles(plan.name, "")


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
