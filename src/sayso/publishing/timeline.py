"""The timeline of a module: revisions that are only ever added, and what undo and redo mean among them.

An undo does not take a revision away, it adds one that has the content of an earlier one. Where a module
stands follows from replaying all of them: a *change* brings new content and ends what could be redone; *undo*
and *redo* walk along the line of contents; a *jump* walks along the line too where its target lies on it, and
is like a change otherwise, so that an undo leads back to where it was made.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum


class Kind(StrEnum):
    """How a revision came about."""

    CHANGE = "change"
    UNDO = "undo"
    REDO = "redo"
    JUMP = "jump"


@dataclass(frozen=True, slots=True)
class Entry:
    """A revision as far as the timeline is concerned; ``target`` is the revision that an undo went to."""

    number: int
    kind: Kind
    target: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a module stands: contents are named by the number of the change that brought them.

    ``past`` is what undo walks back along and ``future`` what redo walks forth along, the nearest last.
    """

    content: int
    past: tuple[int, ...] = ()
    future: tuple[int, ...] = ()

    def undone(self) -> "Standing | None":
        """One step back."""
        if not self.past:
            return None
        return Standing(self.past[-1], self.past[:-1], (*self.future, self.content))

    def redone(self) -> "Standing | None":
        """One step forth."""
        if not self.future:
            return None
        return Standing(self.future[-1], (*self.past, self.content), self.future[:-1])

    def changed(self, number: int) -> "Standing":
        """New content; what was undone cannot be redone any more."""
        return Standing(number, (*self.past, self.content))

    def jumped(self, content: int) -> "Standing":
        """Along the line where it leads to that content."""
        if content == self.content:
            return self
        here: Standing | None = self
        step = Standing.undone if content in self.past else Standing.redone
        if content not in (*self.past, *self.future):
            return self.changed(content)
        while here is not None and here.content != content:
            here = step(here)
        return here or self


@dataclass(frozen=True, slots=True)
class Step:
    """A change on the way from one content to another, done or taken back."""

    number: int
    is_backward: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """A replayed timeline.

    ``contents`` names the content of each revision; ``parents`` says upon which content each change was made.
    """

    standing: Standing
    contents: dict[int, int]
    parents: dict[int, int | None]

    @classmethod
    def replay(cls, entries: Sequence[Entry]) -> "Timeline":
        """Read all revisions of a module, the first one first.

        Raises:
            ValueError: when there is none, or one refers to a revision that is not before it.
        """
        if not entries or entries[0].kind is not Kind.CHANGE:
            raise ValueError("a timeline begins with a change")
        first, *others = entries
        line = cls(Standing(first.number), {first.number: first.number}, {first.number: None})
        for entry in others:
            line = line._with(entry)
        return line

    def _with(self, entry: Entry) -> "Timeline":
        parents = self.parents
        match entry.kind:
            case Kind.CHANGE:
                standing: Standing | None = self.standing.changed(entry.number)
                parents = self.parents | {entry.number: self.standing.content}
            case Kind.UNDO:
                standing = self.standing.undone()
            case Kind.REDO:
                standing = self.standing.redone()
            case Kind.JUMP:
                found = self.contents.get(entry.target or 0)
                standing = None if found is None else self.standing.jumped(found)
        if standing is None:
            raise ValueError(f"revision {entry.number} goes where there is nothing")
        contents = self.contents | {entry.number: standing.content}
        return replace(self, standing=standing, contents=contents, parents=parents)

    def path(self, start: int, end: int) -> tuple[Step, ...]:
        """The changes between two contents: those taken back first, the newest first, then those done."""
        above_start, above_end = self._line_of(start), self._line_of(end)
        shared = set(above_start) & set(above_end)
        back = [Step(number, is_backward=True) for number in above_start if number not in shared]
        forth = [Step(number, is_backward=False) for number in above_end if number not in shared]
        return (*back, *reversed(forth))

    def _line_of(self, content: int) -> list[int]:
        """A content and those it was made upon, back to the first."""
        line: list[int] = []
        here: int | None = content
        while here is not None:
            line.append(here)
            here = self.parents[here]
        return line
