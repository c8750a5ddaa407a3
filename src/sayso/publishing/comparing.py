"""What differs between two revisions, in sentences."""

from collections.abc import Sequence

from sayso.errors import InputError
from sayso.spec.edits import Edit, apply, diff, sentence
from sayso.spec.model import AppSpec


def sentences(before: AppSpec, edits: Sequence[Edit]) -> list[str]:
    """What each edit does, in the words that things have when it is its turn."""
    said = []
    spec = before
    for edit in edits:
        said.append(sentence(edit, spec))
        spec = apply(spec, (edit,), checked=False).spec
    return list(dict.fromkeys(said))


def compare(before: AppSpec, after: AppSpec) -> list[str]:
    """The edits that lead from one spec to the other, said."""
    return sentences(before, difference(before, after))


def difference(before: AppSpec, after: AppSpec) -> tuple[Edit, ...]:
    """The edits that lead from one spec to another; none where no edits do."""
    try:
        return diff(before, after)
    except InputError:
        return ()
