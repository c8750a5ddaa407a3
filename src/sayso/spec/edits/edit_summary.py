"""A list of edits, said one by one."""

from collections.abc import Sequence
from contextlib import suppress

from sayso.spec.model import AppSpec

from .draft import CannotApply, Draft
from .edit_sentence import sentence
from .language import Edit
from .operations import perform


def each_said(before: AppSpec, edits: Sequence[Edit]) -> list[str]:
    """What each edit does, in the words that things have when it is its turn."""
    said = []
    draft = Draft(before)
    for edit in edits:
        said.append(sentence(edit, draft.spec))
        with suppress(CannotApply):
            perform(draft, edit)
    return said
