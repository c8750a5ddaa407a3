"""Which names mean the same thing: synonyms, short forms of longer names, and plurals."""

from dataclasses import dataclass, field
from functools import cache

from sayso.design.knowledge.load import load
from sayso.design.language.lemmas import noun_lemma


@cache
def synonyms(name: str) -> frozenset[str]:
    """Names that mean the same as this one, itself included."""
    for group in load("synonyms")["groups"]:
        words = str(group).split()
        if name in words:
            return frozenset(words)
    return frozenset((name,))


@dataclass(slots=True)
class Names:
    """Finds the accepted thing that a name in the text means."""

    accepted: set[str] = field(default_factory=set)
    aliases: dict[str, str] = field(default_factory=dict)

    def resolve(self, name: str) -> str | None:
        """The accepted thing, by the name itself, a synonym or the last words of it."""
        name = self._singular(name)
        name = self.aliases.get(name, name)
        if name in self.accepted:
            return name
        same = [other for other in sorted(self.accepted) if other in synonyms(name)]
        if same:
            return same[0]
        parts = name.split("_")
        for start in range(1, len(parts)):
            tail = "_".join(parts[start:])
            if tail in self.accepted:
                return tail
        longer = [other for other in sorted(self.accepted) if other.endswith(f"_{name}")]
        return longer[0] if len(longer) == 1 else None

    def exact(self, name: str) -> str | None:
        """The accepted thing of just this name or a synonym of it."""
        name = self._singular(name)
        name = self.aliases.get(name, name)
        if name in self.accepted:
            return name
        same = [other for other in sorted(self.accepted) if other in synonyms(name)]
        return same[0] if same else None

    @staticmethod
    def _singular(name: str) -> str:
        head, separator, last = name.rpartition("_")
        return f"{head}{separator}{noun_lemma(last)}"
