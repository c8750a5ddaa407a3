"""Carrying out what a model asks for, item by item: what fits is kept, the rest is explained.

Items are tried in order, each on its own against the whole of the checks; one that fits only after a later
one, such as a rule over a value that comes further down, is tried again then.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from sayso.design.types import Question
from sayso.kit.ids import IdSource
from sayso.spec.diagnostics import Diagnostic, Level
from sayso.spec.edits import Edit, apply
from sayso.spec.model import AppSpec

from .language.items import Item
from .language.making import Making, Unreadable
from .language.translating import translate

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

    def __init__(self, spec: AppSpec, ids: IdSource, guard: Guard, source: str | None = None) -> None:
        self.spec = spec
        self.edits: list[Edit] = []
        self.faults: list[Diagnostic] = []
        self.questions: list[Question] = []
        self._ids, self._guard, self._source = ids, guard, source

    def take(self, items: Iterable[Item]) -> tuple[Left, ...]:
        """Take in all items that fit, as often as others make way; then those that only fit together.

        Gives what does not fit, with all that is wrong with it.
        """
        waiting = [_Try(item) for item in items]
        while waiting:
            left = [one for one in waiting if not self._fits(one)]
            if len(left) == len(waiting):
                break
            waiting = left
        if len(waiting) > 1 and self._fit_together(waiting):
            waiting = []
        return tuple(Left(one.item, tuple(one.problems)) for one in waiting)

    def add(self, edits: Iterable[Edit]) -> bool:
        """Take in edits that no model wrote; nothing happens where they do not fit."""
        edits = tuple(edits)
        result = apply(self.spec, edits)
        if result.ok:
            self.spec = result.spec
            self.edits += edits
        return result.ok

    def _fits(self, one: _Try) -> bool:
        making = self._read(one)
        if not one.edits:
            return not one.problems
        result = apply(self.spec, one.edits)
        if not result.ok:
            one.problems = [*_errors(making.problems), *_at(one.item, result.diagnostics)]
            return False
        self._keep(one, result.spec, making.problems)
        return True

    def _read(self, one: _Try) -> Making:
        """The edits of an item as the application is now."""
        making = Making(self.spec, self._ids, one.item.place, self._source)
        one.edits, one.problems = (), []
        try:
            one.edits = translate(one.item, making)
        except Unreadable as problem:
            making.note(problem, level=Level.ERROR)
            one.problems = list(making.problems)
        return making

    def _keep(self, one: _Try, spec: AppSpec, problems: Iterable[Diagnostic]) -> None:
        question = self._guard(self.spec, spec, one.edits)
        if question is not None:
            self.questions += [question] if question not in self.questions else []
            return
        self.spec = spec
        self.edits += one.edits
        self.faults += problems

    def _fit_together(self, waiting: list[_Try]) -> bool:
        """Whether all that is left makes sense as a whole, such as a role for visitors with its page."""
        spec, edits, problems = self.spec, list[Edit](), list[Diagnostic]()
        for one in waiting:
            making = Making(spec, self._ids, one.item.place, self._source)
            try:
                more = translate(one.item, making)
            except Unreadable:
                return False
            step = apply(spec, more, checked=False)
            if not step.ok:
                return False
            spec, edits, problems = step.spec, [*edits, *more], [*problems, *making.problems]
        if not apply(self.spec, edits).ok:
            return False
        whole = replace(waiting[0], edits=tuple(edits))
        self._keep(whole, spec, problems)
        return True


def _errors(problems: Iterable[Diagnostic]) -> list[Diagnostic]:
    return [problem for problem in problems if problem.level is Level.ERROR]


def _at(item: Item, problems: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Problems that the checks found, at the place of the item that brought them."""
    return [problem.model_copy(update={"path": f"{item.place}: {problem.path}"}) for problem in problems]
