"""Applying edits: all of them or none, with what they brought about and the way back."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from sayso.spec.diagnostics import Diagnostic, Level, has_errors
from sayso.spec.model import AppSpec

from .difference import diff
from .draft import CannotApply, Draft
from .effects import consequences, touched
from .language import Edit
from .operations import perform


@dataclass(frozen=True)
class EditResult:
    """What came of a list of edits; ``spec`` is ``before`` when ``diagnostics`` hold an error."""

    before: AppSpec
    spec: AppSpec
    edits: tuple[Edit, ...]
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the edits were applied."""
        return not has_errors(self.diagnostics)

    @cached_property
    def inverses(self) -> tuple[Edit, ...]:
        """Edits that give back the earlier spec, order included. Worked out when first asked for."""
        return diff(self.spec, self.before)

    @cached_property
    def effects(self) -> frozenset[str]:
        """Ids of the elements that came, went or changed."""
        return touched(self.before, self.spec, self.edits if self.ok else ())

    @cached_property
    def consequences(self) -> tuple[str, ...]:
        """Sentences on what went, came or was renamed along."""
        return consequences(self.before, self.spec, self.edits)


def apply(spec: AppSpec, edits: Sequence[Edit]) -> EditResult:
    """The spec after these edits in order, or Diagnostics and the spec as it was.

    Between edits the spec may be incomplete: a component may be added before the entity it shows.
    """
    draft = Draft(spec)
    edits = tuple(edits)
    for number, edit in enumerate(edits):
        try:
            perform(draft, edit)
        except CannotApply as problem:
            found = Diagnostic(
                code=problem.code,
                level=Level.ERROR,
                path=f"edits.{number}",
                message=problem.message,
                hint=problem.hint,
            )
            return EditResult(spec, spec, edits, (found,))
    return EditResult(spec, draft.spec, edits)
