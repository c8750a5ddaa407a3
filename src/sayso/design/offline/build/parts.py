"""What every builder of a part needs: ids, the model, and what was decided so far."""

from dataclasses import dataclass, field

from sayso.design.offline.model.business import Business, Thing, Tie
from sayso.kit.ids import IdSource
from sayso.spec.model import (
    Assumption,
    Component,
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

    def date_of(self, entity: str) -> str | None:
        """The date that places rows of an entity in time."""
        dates = self.fields_of(entity, *DATES)
        for wanted in ("starts_at", "start", "start_date", "date", "scheduled_for", "day"):
            if wanted in dates:
                return wanted
        for name in dates:
            if not any(
                word in name
                for word in ("birth", "expir", "valid", "hire", "join", "purchase", "until", "warranty")
            ):
                return name
        return None


def tie_names(tie: Tie) -> tuple[str, str]:
    """The two ends of a tie."""
    return tie.child, tie.parent
