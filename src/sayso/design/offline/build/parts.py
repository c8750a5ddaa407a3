"""What every builder of a part needs: ids, the model, and what was decided so far."""

from dataclasses import dataclass, field

from sayso.design.offline.model.business import Business, Thing
from sayso.kit.ids import IdSource
from sayso.spec.model import (
    Assumption,
    Component,
    Computed,
    Entity,
    FieldType,
    Flow,
    Page,
    Permissions,
    Relationship,
    Report,
)

DATES = (FieldType.DATETIME, FieldType.DATE)
NUMBERS = (FieldType.INTEGER, FieldType.DECIMAL, FieldType.MONEY)
_SPANS = (
    ("starts_at", "ends_at"),
    ("start_date", "end_date"),
    ("start", "end"),
    ("starts", "ends"),
    ("from", "to"),
    ("from_date", "to_date"),
    ("date_from", "date_to"),
    ("check_in_date", "check_out_date"),
    ("check_in", "check_out"),
    ("arrival", "departure"),
    ("arrival_date", "departure_date"),
    ("pickup_date", "return_date"),
    ("start_time", "end_time"),
)
_NOT_EVENTS = (
    *("birth", "expir", "valid", "hire", "join", "purchase", "until", "warranty", "year"),
    *("since", "member", "founded", "renewal", "review_date", "best_before", "clos"),
)


@dataclass(slots=True)
class Parts:
    """The spec under construction."""

    business: Business
    ids: IdSource
    entities: dict[str, Entity] = field(default_factory=dict)
    relationships: list[Relationship] = field(default_factory=list)
    flows: dict[str, Flow] = field(default_factory=dict)
    reports: list[Report] = field(default_factory=list)
    components: list[Component] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    permissions: Permissions = field(default_factory=Permissions)
    assumptions: list[Assumption] = field(default_factory=list)
    main: list[str] = field(default_factory=list)

    def assume(self, text: str, elements: tuple[str, ...], *alternatives: str) -> None:
        """Note something that was decided without being told."""
        self.assumptions.append(
            Assumption(id=self.ids.new("asm"), text=text, elements=elements, alternatives=alternatives)
        )

    def thing(self, name: str) -> Thing:
        """The thing behind an entity."""
        return self.business.things[name]

    def names_of(self, entity: str) -> set[str]:
        """Every name that members of an entity bear."""
        found = {f.name for f in self.entities[entity].fields} | {
            c.name for c in self.entities[entity].computed
        }
        if entity in self.flows:
            found.add(self.flows[entity].field)
        for link in self.relationships:
            if link.from_entity == entity:
                found.add(link.name)
            if link.to_entity == entity:
                found.add(link.inverse)
        return found

    def parents(self, entity: str) -> list[Relationship]:
        """Links by which rows of an entity belong to others."""
        return [r for r in self.relationships if r.from_entity == entity and r.kind.value == "belongs_to"]

    def children(self, entity: str) -> list[Relationship]:
        """Links by which others belong to rows of an entity."""
        return [r for r in self.relationships if r.to_entity == entity and r.kind.value == "belongs_to"]

    def fields_of(self, entity: str, *types: FieldType) -> list[str]:
        """Names of stored fields of these types, in order."""
        return [f.name for f in self.entities[entity].fields if f.type in types]

    def money_of(self, entity: str) -> list[str]:
        """Amounts of money, stored ones and worked-out ones; totals and amounts before unit prices."""
        found = self.fields_of(entity, FieldType.MONEY)
        found += [c.name for c in self.entities[entity].computed if c.type is FieldType.MONEY]
        telling = ("total", "amount", "value", "price", "fee", "rent")
        return sorted(
            found,
            key=lambda name: (
                "deposit" in name,
                next((i for i, word in enumerate(telling) if word in name), len(telling)),
            ),
        )

    def label_of(self, entity: str, name: str) -> str:
        """The label of a field or computed value."""
        of = self.entities[entity]
        labels = {f.name: f.label for f in of.fields} | {c.name: c.label for c in of.computed}
        return labels.get(name, name)

    def span_of(self, entity: str) -> tuple[str, str] | None:
        """Start and end that rows keep, both of one type."""
        types = {
            f.name: f.type
            for f in self.entities[entity].fields
            if f.type in {FieldType.DATE, FieldType.DATETIME, FieldType.TIME}
        }
        return next(
            (pair for pair in _SPANS if pair[0] in types and types.get(pair[1]) is types[pair[0]]), None
        )

    def change(self, entity: str, **values: object) -> None:
        """Replace parts of an entity."""
        self.entities[entity] = self.entities[entity].model_copy(update=values)

    def add_computed(self, entity: str, value: Computed) -> None:
        """Add a computed value to an entity."""
        self.change(entity, computed=(*self.entities[entity].computed, value))

    def date_of(self, entity: str) -> str | None:
        """The date that places rows of an entity in time."""
        dates = self.fields_of(entity, *DATES)
        for wanted in ("starts_at", "start", "start_date", "date", "scheduled_for", "day"):
            if wanted in dates:
                return wanted
        return next((n for n in dates if not any(word in n for word in _NOT_EVENTS)), None)
