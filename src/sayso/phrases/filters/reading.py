"""How far the reading of conditions has come: what was found, and which words are still free."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sayso.devloop.programs.facts import FieldFacts
from sayso.phrases.meaning import Condition, Op
from sayso.phrases.said import Word
from sayso.phrases.things import Thing

_NOT = frozenset(("not", "no", "never", "non", "without", "isn't", "aren't", "except", "excluding"))


@dataclass(slots=True)
class Reading:
    """The words of one attempt, and the conditions found in them; ``free`` is shared with the attempt."""

    thing: Thing
    words: Sequence[Word]
    free: list[bool]
    conditions: list[Condition] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    date: FieldFacts | None = None
    is_implied: bool = False
    """Whether a choice or state of the thing itself was named, as in “how many dogs”."""

    def take(self, first: int, after: int) -> None:
        """These words mean something."""
        self.free[first:after] = [False] * (after - first)

    def free_between(self, first: int, after: int) -> list[bool]:
        """Which words are free, none but those from the first to the one before ``after``."""
        return [first <= place < after and one for place, one in enumerate(self.free)]

    def add(
        self, name: str, op: Op, value: bool | float | str | tuple[str, ...], words: str, lead: str = ""
    ) -> None:
        """Only rows of which this holds."""
        self.conditions.append(Condition(field=name, op=op, value=value, words=words, lead=lead))

    def take_negation(self, first: int) -> bool:
        """Whether “not” stands before a word; it is taken with it."""
        for place in range(first - 1, max(-1, first - 3), -1):
            if self.words[place].lower in _NOT:
                self.free[place] = False
                return True
            if self.words[place].lower not in {"been", "yet", "the"}:
                return False
        return False
