"""A session and its module, when the module went on elsewhere."""

from collections.abc import Sequence

from sayso.conversations.errors import DoesNotFitError
from sayso.conversations.line import Line
from sayso.spec.diagnostics import as_details
from sayso.spec.edits import Edit, apply, read_edits
from sayso.spec.edits.rebase import inverses_on
from sayso.spec.model import AppSpec


def edits_since(line: Line, published: int) -> tuple[Edit, ...] | None:
    """The edits between a content and the present one, as they were made; none where some were taken back."""
    edits: list[Edit] = []
    for step in line.path(published, line.content):
        if step.is_backward:
            return None
        read, problems = read_edits(line.revision(step.number).edits)
        if problems:
            return None
        edits += read
    return tuple(edits)


def rebased(before: AppSpec, mine: AppSpec, edits: Sequence[Edit] | None, now: AppSpec) -> tuple[Edit, ...]:
    """Edits that do to ``now`` what the session did to ``before``.

    Raises:
        DoesNotFitError: when they do not fit any more; ``details["diagnostics"]`` name each place.
    """
    if edits:
        done = apply(now, edits)
        if done.ok:
            return tuple(edits)
    # The way from the session's spec back to where it began, taken out of what came of there, is the way on.
    again = inverses_on(mine, before, now)
    result = apply(now, again)
    if not result.ok:
        raise DoesNotFitError(
            "The application was changed elsewhere, and what was made here does not fit it any more.",
            hint="Undo what is named here, or in the application, and publish again.",
            details=as_details(result.diagnostics),
        )
    return again
