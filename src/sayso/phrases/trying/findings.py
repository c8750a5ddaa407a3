"""What an attempt has found in the words so far, and which words still mean nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Generic

from sayso.devloop.programs.facts import FieldFacts
from sayso.kit.words import plural
from sayso.phrases.matching import Match, T
from sayso.phrases.meaning import Condition, Group, Measure
from sayso.phrases.said import Word
from sayso.phrases.things import Thing
from sayso.phrases.wording import W_co


@dataclass(slots=True)
class Findings(Generic[W_co]):
    """What the words say, if they are about this entity; ``left`` are words that found no meaning."""

    thing: Thing
    words: Sequence[Word]
    wording: W_co
    score: float = 0.0
    is_named: bool = False
    groups: list[Group] = field(default_factory=list)
    unknown_groups: list[str] = field(default_factory=list)
    measure: Measure | None = None
    sort: FieldFacts | None = None
    date: FieldFacts | None = None
    conditions: list[Condition] = field(default_factory=list)
    others: list[Thing] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    why_not: str = ""
    is_pivot: bool = False
    is_implied: bool = False
    """Whether a choice or state of it was named, as in “how many dogs”."""
    is_each: bool = False
    """Whether figures are wanted for one row on average, as in “players per reservation”."""
    free: list[bool] = field(default_factory=list)
    """For each word, whether nothing has given it a meaning yet."""

    def take(self, match: Match[T]) -> None:
        """These words mean something."""
        self.free[match.first : match.after] = [False] * match.size


def names_of(thing: Thing) -> tuple[str, ...]:
    """What a thing is called, one and several of it."""
    return (thing.name, thing.facts["label"], thing.plural, plural(thing.name))
