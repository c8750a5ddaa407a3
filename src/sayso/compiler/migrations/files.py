"""Migrations as files that people read, keep and run elsewhere."""

from sayso.compiler.draft import FileDraft
from sayso.compiler.targets.sql.literals import remark
from sayso.kit.words import snake

from .types import Migration


def migration_files(forward: Migration, backward: Migration, number: int, title: str) -> list[FileDraft]:
    """``migrations/0002_add_birthday.sql`` and the way back, ``rollback/0002_add_birthday.sql``.

    ``number`` counts from 1, which creates the module. Each file runs in one transaction. A migration that
    changes nothing in the database has no files.
    """
    name = f"{number:04}_{snake(title)[:60].strip('_') or 'change'}.sql"
    pairs = (("migrations", forward, title), ("rollback", backward, f"Back: {title}"))
    return [
        FileDraft(f"{folder}/{name}", _text(migration, said), _elements(migration))
        for folder, migration, said in pairs
        if forward.script
    ]


def _text(migration: Migration, title: str) -> str:
    lines = [f"-- {remark(title)}", "--", *(f"-- {remark(step.sentence)}" for step in migration.steps)]
    return "\n".join(lines) + f"\n\n{migration.script}"


def _elements(migration: Migration) -> tuple[str, ...]:
    return tuple(sorted({element for step in migration.steps for element in step.elements}))
