"""Migrations as files that people read, keep and run elsewhere: numbered, and each with its way back."""

import re
from collections.abc import Iterable, Sequence

from sayso.compiler.draft import FileDraft
from sayso.compiler.targets.sql.literals import remark
from sayso.kit.words import snake

from .types import Migration

_SQL = re.compile(r"(?:migrations|rollback)/(?P<number>[0-9]{4,})_[a-z0-9_]+\.sql")
_LONGEST_NAME = 60


def number_of(path: str) -> int | None:
    """The number of a migration or of its way back; none for other files.

    What all modules stand on is numbered 0 and comes with Sayso; 1 creates the tables.
    """
    match = _SQL.fullmatch(path)
    return int(match["number"]) if match else None


def is_history(path: str) -> bool:
    """Whether this file is a migration or its way back; they have run, and so they stay as they are."""
    return bool(number_of(path))


def migration_files(
    history: Iterable[FileDraft], title: str, migration: Migration, back: str
) -> list[FileDraft]:
    """``migrations/0002_add_birthday.sql`` and the way back, ``rollback/0002_add_birthday.sql``.

    They are numbered behind those of ``history``. Each runs in one transaction. A migration that changes
    nothing in the database has no files.
    """
    if not migration.script.strip():
        return []
    number = 1 + max((number_of(draft.path) or 0 for draft in history), default=0)
    plain = re.sub(r"[^a-z0-9_]", "", snake(title))[:_LONGEST_NAME].strip("_")
    name = f"{number:04}_{plain or 'change'}.sql"
    elements = tuple(sorted({element for step in migration.steps for element in step.elements}))
    return [
        FileDraft(f"migrations/{name}", _text(title, migration), elements),
        FileDraft(f"rollback/{name}", back, elements),
    ]


def way_back(title: str, migration: Migration) -> str:
    """The text of a file that leads back."""
    return _text(f"Back: {title}", migration)


def with_history(drafts: Sequence[FileDraft], history: Sequence[FileDraft]) -> list[FileDraft]:
    """``drafts`` with the SQL that made the tables in place of that of a fresh beginning."""
    return [*(draft for draft in drafts if not is_history(draft.path)), *history]


def _text(title: str, migration: Migration) -> str:
    lines = [f"-- {remark(title)}", "--", *(f"-- {remark(step.sentence)}" for step in migration.steps)]
    return "\n".join(lines) + f"\n\n{migration.script}"
