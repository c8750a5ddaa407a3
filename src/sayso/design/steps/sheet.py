"""A spec while the shapes of steps are worked into it."""

from collections import Counter
from collections.abc import Callable

from sayso.errors import InputError
from sayso.kit.ids import IdSource
from sayso.kit.words import sentence
from sayso.spec.checks import check
from sayso.spec.diagnostics import Diagnostic, Level
from sayso.spec.edits import Edit, Kind, Remove, Rename, add, apply, diff
from sayso.spec.model import AppSpec, Element, Role

_LATER = frozenset({"no-roles", "no-entities"})
"""Errors of a spec that is not finished; the steps that mend them are still to come."""
_SPARE = "_x"
_WEIGHTY = ("entities", "relationships", "flows", "components", "pages", "reports")
_PATIENCE = 20_000
"""How many elements are looked at again and again for what is wrong with some of them."""
_TOO_MUCH = Diagnostic(
    code="too-much-wrong",
    level=Level.ERROR,
    path="",
    message="There is more wrong than can be told apart at once.",
    hint="Mend what is named, and send it again.",
)


class NotFitting(Exception):  # noqa: N818 - never leaves this package: it becomes Diagnostics
    """A part of a shape does not fit the spec."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__()
        self.diagnostics = diagnostics


class Sheet:
    """The spec so far, the edits that led to it, and what could not be taken."""

    def __init__(self, spec: AppSpec, ids: IdSource) -> None:
        self.spec = spec
        self.ids = ids
        self.edits: list[Edit] = []
        self.diagnostics: list[Diagnostic] = []
        self._patience = _PATIENCE

    def do(self, *edits: Edit) -> None:
        """Make these edits, and what they bring along."""
        result = apply(self.spec, edits, checked=False)
        if not result.ok:
            raise NotFitting(*result.diagnostics)
        self.spec = result.spec
        self.edits += edits

    def become(self, target: AppSpec) -> None:
        """Make the edits that lead to this spec."""
        try:
            edits = diff(self.spec, target)
        except InputError as error:
            unsaid = Diagnostic(code="no-way", level=Level.ERROR, path="", message=error.message)
            raise NotFitting(*(fresh_errors(self.spec, target) or (unsaid,))) from error
        self.spec = target
        self.edits += edits

    def rename(self, names: list[Rename]) -> None:
        """Rename elements; two that swap their names go by another for a moment."""
        waiting = names
        while waiting:
            left: list[Rename] = []
            problem: NotFitting | None = None
            for edit in waiting:
                try:
                    self.do(edit)
                except NotFitting as found:
                    left, problem = [*left, edit], found
            if problem is not None and len(left) == len(waiting):
                first = left[0]
                if len(left) == 1 or first.name.endswith(_SPARE):
                    raise problem
                spare = first.model_copy(update={"name": first.name[:44] + _SPARE, "label": None})
                self.do(spare)
            waiting = left

    def remove(self, kind: Kind, element: Element) -> None:
        """Take an element out, unless something else took it along."""
        result = apply(self.spec, (edit := Remove(kind=kind, target=element.id),), checked=False)
        if result.ok:
            self.spec = result.spec
            self.edits.append(edit)

    def ensure_roles(self, names: tuple[str, ...]) -> None:
        """Add roles that are spoken of but not there, so that nothing opens to everybody for want of one."""
        known = {role.name for role in self.spec.permissions.roles}
        for name in dict.fromkeys(names):
            if name not in known:
                self.do(
                    add(
                        Role(
                            id=self.ids.new("rol"),
                            name=name,
                            label=sentence(name),
                            assumed="It is named where something is for this role only.",
                        )
                    )
                )

    def attempt(self, work: Callable[[], None]) -> tuple[Diagnostic, ...]:
        """Do this work, or nothing of it where errors would come of it: those errors."""
        self._patience -= 10 + sum(len(getattr(self.spec, name)) for name in _WEIGHTY)
        if self._patience < 0:
            return (_TOO_MUCH,)
        before, edits = self.spec, list(self.edits)
        try:
            work()
            problems = fresh_errors(before, self.spec)
        except NotFitting as found:
            problems = found.diagnostics
        if problems:
            self.spec, self.edits = before, edits
        return problems


def fresh_errors(before: AppSpec, after: AppSpec) -> tuple[Diagnostic, ...]:
    """Errors that were not there before; those that only mean that steps are still to come do not count."""
    if before is after:
        return ()
    errors = _errors(after)
    if not errors:
        return ()
    earlier = _errors(before)
    more = Counter(one.code for one in errors) - Counter(one.code for one in earlier)
    return tuple(one for one in errors if one.code in more and one not in earlier)


def _errors(spec: AppSpec) -> list[Diagnostic]:
    return [one for one in check(spec) if one.level is Level.ERROR and one.code not in _LATER]
