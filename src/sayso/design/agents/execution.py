"""Carrying out what a model asks for, item by item: what fits is kept, the rest is explained.

Usually everything fits, so all items are tried together first. Where the checks find fault, each is tried on
its own, in order; one that fits only after a later one, such as a rule over a value that comes further down,
is tried again then.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from sayso.design.types import Question
from sayso.kit.ids import IdSource
from sayso.spec.diagnostics import Diagnostic, Level
from sayso.spec.edits import Edit, apply
from sayso.spec.model import AppSpec

from .language.edit_context import WHY, Making, Unreadable
from .language.items import Item
from .language.translation import translate

_MOST_TRIES = 400
"""Checks of the whole application for one answer; more would keep a person waiting."""
Guard = Callable[[AppSpec, AppSpec, tuple[Edit, ...]], Question | None]
"""Asks about edits that nobody wished for, given the application before and after them."""


@dataclass(frozen=True, slots=True)
class Left:
    """An item that was left out, with everything that is wrong with it."""

    item: Item
    problems: tuple[Diagnostic, ...]


@dataclass
class _Try:
    item: Item
    edits: tuple[Edit, ...] = ()
    problems: list[Diagnostic] = field(default_factory=list)


class Carrier:
    """An application that takes items in; ``faults`` are smaller faults that were mended by leaving out."""

    def __init__(
        self, spec: AppSpec, ids: IdSource, guard: Guard, source: str | None = None, why: str = WHY
    ) -> None:
        self.spec = spec
        self.edits: list[Edit] = []
        self.faults: list[Diagnostic] = []
        self.questions: list[Question] = []
        self._ids, self._guard, self._source, self._why = ids, guard, source, why

    def take(self, items: Iterable[Item]) -> tuple[Left, ...]:
        """Take in all items that fit; gives what does not fit, with all that is wrong with it."""
        tries = [_Try(item) for item in items]
        waiting = self._fit_at_once(tries)
        tries_left = _MOST_TRIES
        while waiting and tries_left > 0:
            tries_left -= len(waiting)
            left = [one for one in waiting if not self._fits(one)]
            if len(left) == len(waiting):
                break
            waiting = left
        return tuple(Left(one.item, tuple(one.problems)) for one in waiting)

    def add(self, edits: Iterable[Edit]) -> bool:
        """Take in edits that no model wrote; nothing happens where they do not fit."""
        edits = tuple(edits)
        result = apply(self.spec, edits)
        if result.ok:
            self.spec = result.spec
            self.edits += edits
        return result.ok

    def _fit_at_once(self, tries: list[_Try]) -> list[_Try]:
        """Take in all that can be read where the checks find nothing against the whole; gives the others."""
        spec, edits, faults = self.spec, list[Edit](), list[Diagnostic]()
        asked: list[Question] = []
        waiting: list[_Try] = []
        for one in tries:
            making = self._read(one, spec)
            step = apply(spec, one.edits, checked=False)
            if one.problems or not step.ok:
                waiting.append(one)
            elif question := self._guard(spec, step.spec, one.edits):
                asked.append(question)
            elif step.spec == spec:
                faults += making.problems  # what is so already needs no edit
            else:
                spec, edits, faults = step.spec, [*edits, *one.edits], [*faults, *making.problems]
        if not apply(self.spec, edits).ok:
            return tries
        self.spec = spec
        self.edits += edits
        self.faults += faults
        self.questions += [question for question in dict.fromkeys(asked) if question not in self.questions]
        return waiting

    def _fits(self, one: _Try) -> bool:
        """Whether an item fits as the application is now; then it is taken in."""
        making = self._read(one, self.spec)
        if not one.edits:
            return not one.problems
        result = apply(self.spec, one.edits)
        if not result.ok:
            one.problems = [*_errors(making.problems), *_at(one.item, result.diagnostics)]
            return False
        question = self._guard(self.spec, result.spec, one.edits)
        if question is not None:
            self.questions += [question] if question not in self.questions else []
            return True
        self.spec = result.spec
        self.edits += one.edits
        self.faults += making.problems
        return True

    def _read(self, one: _Try, spec: AppSpec) -> Making:
        """The edits of an item in this application."""
        making = Making(spec, self._ids, one.item.place, self._source, self._why)
        one.edits, one.problems = (), []
        try:
            one.edits = translate(one.item, making)
        except Unreadable as problem:
            making.note(problem, level=Level.ERROR)
            one.problems = list(making.problems)
        return making


def _errors(problems: Iterable[Diagnostic]) -> list[Diagnostic]:
    return [problem for problem in problems if problem.level is Level.ERROR]


def _at(item: Item, problems: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Problems that the checks found, at the place of the item that brought them."""
    return [problem.model_copy(update={"path": f"{item.place}: {problem.path}"}) for problem in problems]
