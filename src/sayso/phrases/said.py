"""Words of a wish, from which each reading takes what it understood; what is left was not."""

import re
from dataclasses import dataclass, field

from sayso.design.language.lemmas import noun_lemma

_WORD = re.compile(r"[^\W_]+(?:[-_’'.][^\W_]+)*%?|%", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it was written, in lower case and as a singular noun, with its place."""

    text: str
    lower: str
    lemma: str
    start: int
    end: int


@dataclass(slots=True)
class Said:
    """A text of which parts were taken; ``open`` has blanks in their place, so that places stay the same."""

    text: str
    _taken: list[bool] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._taken = [False] * len(self.text)

    @property
    def open(self) -> str:
        """What was not taken yet, in lower case."""
        shown = (" " if gone else one for one, gone in zip(self.text, self._taken, strict=True))
        return "".join(low if len(low := one.lower()) == 1 else one for one in shown)

    def find(self, pattern: str) -> re.Match[str] | None:
        """Where a pattern first stands in what is open."""
        return re.search(pattern, self.open)

    def take(self, pattern: str) -> re.Match[str] | None:
        """Find a pattern and take the whole of it."""
        found = self.find(pattern)
        if found is not None:
            self.take_span(*found.span())
        return found

    def take_span(self, start: int, end: int) -> None:
        """Take what stands between two places."""
        self._taken[start:end] = [True] * (end - start)

    def written(self, match: re.Match[str], group: int | str = 0) -> str:
        """What a match covers, as it was written."""
        return self.text[match.start(group) : match.end(group)]

    def words(self) -> list[Word]:
        """Open words in order; a possessive loses its ending."""
        return words_of(self.text, self.open)


def words_of(text: str, shown: str | None = None) -> list[Word]:
    """The words of a text."""
    found = []
    for match in _WORD.finditer(text.lower() if shown is None else shown):
        start, end = match.span()
        written = text[start:end]
        lower = re.sub(r"[’']s$|[’']$", "", match.group().strip(".")).replace("’", "'")
        if lower:
            found.append(Word(written, lower, noun_lemma(lower), start, end))
    return found
