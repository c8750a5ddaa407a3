"""A list of edits, said one by one."""

from collections.abc import Sequence

from sayso.spec.model import AppSpec

from .applying import apply
from .language import Edit
from .wording import sentence


def each_said(before: AppSpec, edits: Sequence[Edit]) -> list[str]:
    """What each edit does, in the words that things have when it is its turn."""
    said = []
    spec = before
    for edit in edits:
        said.append(sentence(edit, spec))
        spec = apply(spec, (edit,), checked=False).spec
    return said
