"""Applying edits: all of them or none, with what they brought about and the way back."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from sayso.spec.checks import check
from sayso.spec.diagnostics import Diagnostic, Level
from sayso.spec.model import AppSpec

from .difference import diff
from .draft import CannotApply, Draft
from .effects import consequences, touched
from .language import Edit
from .operations import perform
from .rebase import inverses_on


@dataclass(frozen=True)
class EditResult:
    """What came of a list of edits.

    When they were applied (``ok``), ``diagnostics`` is all that the checks say of ``spec``, which may include
    what was wrong before. When not, it is why, and ``spec`` is ``before``.
    """

    before: AppSpec
    spec: AppSpec
    edits: tuple[Edit, ...]
    ok: bool
    diagnostics: tuple[Diagnostic, ...] = ()

    @cached_property
    def inverses(self) -> tuple[Edit, ...]:
        """Edits that give back the earlier spec, order included. Worked out when first asked for."""
        return diff(self.spec, self.before)

    def inverses_on(self, now: AppSpec) -> tuple[Edit, ...]:
        """Edits that undo just this step after later ones, in the names that things have in ``now``."""
        return self.inverses if now is self.spec else inverses_on(self.before, self.spec, now)

    @cached_property
    def effects(self) -> frozenset[str]:
        """Ids of the elements that came, went or changed."""
        return touched(self.before, self.spec, self.edits if self.ok else ())

    @cached_property
    def consequences(self) -> tuple[str, ...]:
        """Sentences on what went, came or was renamed along."""
        return consequences(self.before, self.spec, self.edits)


def apply(spec: AppSpec, edits: Sequence[Edit], *, checked: bool = True) -> EditResult:
    """The spec after these edits in order; or Diagnostics, and the spec as it was.

    Between edits the spec may be incomplete: a component may be added before the entity it shows. The checks
    look at the end, and refuse errors that were not there before. ``checked=False`` is for going back to, or
    over again, revisions that were accepted once: it skips the checks and reports nothing of them.
    """
    draft = Draft(spec)
    edits = tuple(edits)
    for number, edit in enumerate(edits):
        try:
            perform(draft, edit)
        except CannotApply as problem:
            return EditResult(spec, spec, edits, ok=False, diagnostics=(_diagnostic(problem, number),))
    found = check(draft.spec) if checked else ()
    fresh = _fresh_errors(spec, found)
    if fresh:
        return EditResult(spec, spec, edits, ok=False, diagnostics=fresh)
    return EditResult(spec, draft.spec, edits, ok=True, diagnostics=found)


def _diagnostic(problem: CannotApply, number: int) -> Diagnostic:
    return Diagnostic(
        code=problem.code,
        level=Level.ERROR,
        path=f"edits.{number}",
        message=problem.message,
        hint=problem.hint,
    )


def _fresh_errors(before: AppSpec, found: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Errors that ``before`` did not have; one that only moved, because a name changed, is not fresh."""
    errors = [diagnostic for diagnostic in found if diagnostic.level is Level.ERROR]
    if not errors:
        return ()
    earlier = [diagnostic for diagnostic in check(before) if diagnostic.level is Level.ERROR]
    more = Counter(error.code for error in errors) - Counter(error.code for error in earlier)
    return tuple(error for error in errors if error.code in more and error not in earlier)
