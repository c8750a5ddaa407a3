"""The SQL among the files of a module: what made its tables, and what all modules stand on."""

from collections.abc import Iterable

from sayso.compiler.draft import FileDraft
from sayso.compiler.migrations import is_history, number_of
from sayso.compiler.three_way_merge import StoredDraft


def history_of(stored: Iterable[StoredDraft]) -> list[FileDraft]:
    """The SQL that made the tables what they are, and its way back."""
    return [file.as_draft() for file in stored if is_history(file.path)]


def foundation_of(drafts: Iterable[FileDraft]) -> dict[str, str]:
    """The SQL that all modules stand on, by path in the order it is run; harmless to run again."""
    found = [draft for draft in drafts if number_of(draft.path) == 0]
    return {draft.path: draft.text for draft in sorted(found, key=lambda draft: draft.path)}
