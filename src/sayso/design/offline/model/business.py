"""The model of a business: things, links, flows and roles, before they become a spec."""

from dataclasses import dataclass, field

from sayso.design.offline.extraction.evidence import DecisionClue, GrantClue, HiddenClue, ReportClue
from sayso.design.offline.fields import FieldGuess


@dataclass(slots=True)
class ThingField:
    """A value of a thing; ``assumed`` says why it is there when nobody said it."""

    guess: FieldGuess
    assumed: str | None = None


@dataclass(slots=True)
class Thing:
    """Something records are kept of."""

    name: str
    kind: str
    icon: str
    source: str | None
    assumed: str | None = None
    fields: list[ThingField] = field(default_factory=list)
    weight: float = 0.0
    person: bool = False

    def has(self, name: str) -> bool:
        """Whether a value of this name is kept already."""
        return any(f.guess.name == name for f in self.fields)


@dataclass(slots=True)
class Tie:
    """``child`` belongs to ``parent``, or both have several of the other when ``many``."""

    child: str
    parent: str
    name: str
    many: bool = False
    several: bool = False
    source: str | None = None
    assumed: str | None = None


@dataclass(slots=True)
class Life:
    """The states of a thing, in order, those beside another or aside, moves back, and ends of ways out."""

    owner: str
    states: list[str]
    source: str | None
    instead: dict[str, str] = field(default_factory=dict)
    back: list[tuple[str, str]] = field(default_factory=list)
    until: dict[str, str] = field(default_factory=dict)
    aside: list[str] = field(default_factory=list)


@dataclass(slots=True)
class RolePart:
    """Somebody who works with the application."""

    name: str
    source: str | None = None
    assumed: str | None = None


@dataclass(slots=True)
class Business:
    """Everything a description was understood to mean."""

    text: str
    title: str = ""
    things: dict[str, Thing] = field(default_factory=dict)
    ties: list[Tie] = field(default_factory=list)
    lives: list[Life] = field(default_factory=list)
    roles: list[RolePart] = field(default_factory=list)
    grants: list[GrantClue] = field(default_factory=list)
    hidden: list[HiddenClue] = field(default_factory=list)
    decisions: list[DecisionClue] = field(default_factory=list)
    reports: list[ReportClue] = field(default_factory=list)
    no_overlap: str = ""
    apart: set[frozenset[str]] = field(default_factory=set)
    """Pairs that a third thing joins, so that nothing else need tie them."""

    def life_of(self, name: str) -> Life | None:
        """The states of a thing, if it has any."""
        return next((life for life in self.lives if life.owner == name), None)

    def parents(self, name: str) -> list[Tie]:
        """Ties by which a thing belongs to others."""
        return [tie for tie in self.ties if tie.child == name and not tie.many]

    def children(self, name: str) -> list[Tie]:
        """Ties by which others belong to a thing."""
        return [tie for tie in self.ties if tie.parent == name and not tie.many]
