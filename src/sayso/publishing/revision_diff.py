"""What differs between two revisions, in sentences."""

from collections.abc import Sequence

from sayso.errors import InputError
from sayso.spec.edits import Edit, diff, each_said
from sayso.spec.model import AppSpec


def sentences(before: AppSpec, edits: Sequence[Edit]) -> list[str]:
    """What the edits do; what several of them say alike is said once."""
    return list(dict.fromkeys(each_said(before, edits)))


def compare(before: AppSpec, after: AppSpec) -> list[str]:
    """The edits that lead from one spec to the other, said."""
    return sentences(before, difference(before, after))


def difference(before: AppSpec, after: AppSpec) -> tuple[Edit, ...]:
    """The edits that lead from one spec to another; none where no edits do."""
    try:
        return diff(before, after)
    except InputError:
        return ()
