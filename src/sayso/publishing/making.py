"""From a spec to the files of a revision: compiled, merged with hand edits, with all migrations so far."""

import re
from collections.abc import Iterable, Sequence

from sayso.compiler.build import compile_app
from sayso.compiler.draft import FileDraft
from sayso.compiler.merging import StoredDraft
from sayso.compiler.migrations.types import Migration
from sayso.compiler.naming import ModuleNames
from sayso.compiler.targets.manifest.lower import PATH as MANIFEST
from sayso.compiler.targets.manifest.lower import lower as lower_manifest
from sayso.kit.words import snake
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec

_SQL = re.compile(r"(?:migrations|rollback)/(?P<number>[0-9]{4,})_[a-z0-9_]+\.sql")
_LONGEST_NAME = 40


def compiled(
    spec: AppSpec, prefix: str, version: str, *, history: Sequence[FileDraft] = ()
) -> list[FileDraft]:
    """The files made of a spec; a ``history`` of SQL takes the place of a fresh beginning."""
    drafts = compile_app(spec, prefix=prefix, version=version)
    if not history:
        return drafts
    kept = [draft for draft in drafts if not is_sql(draft.path) and draft.path != MANIFEST]
    kept += history
    names = ModuleNames.of(SpecIndex(spec), prefix)
    return sorted([*kept, lower_manifest(names, kept, version)], key=lambda draft: draft.path)


def history_of(stored: Iterable[StoredDraft]) -> list[FileDraft]:
    """The SQL that made the tables what they are, and its way back."""
    return [file.as_draft() for file in stored if is_sql(file.path)]


def is_sql(path: str) -> bool:
    """Whether this file is a migration or its way back; they have run, and so they stay as they are.

    What all modules stand on is numbered 0000 and comes with Sayso.
    """
    match = _SQL.fullmatch(path)
    return match is not None and int(match["number"]) > 0


def foundation_of(drafts: Iterable[FileDraft]) -> dict[str, str]:
    """The SQL that all modules stand on, by path in the order it is run; harmless to run again."""
    found = [draft for draft in drafts if _SQL.fullmatch(draft.path) and not is_sql(draft.path)]
    return {draft.path: draft.text for draft in sorted(found, key=lambda draft: draft.path)}


def migration_files(
    history: Sequence[FileDraft], reason: str, migration: Migration, back: str
) -> list[FileDraft]:
    """The files of a migration, numbered behind the others; none where no table changes."""
    if not migration.script.strip():
        return []
    numbers = [int(match["number"]) for draft in history if (match := _SQL.fullmatch(draft.path))]
    name = re.sub(r"[^a-z0-9_]", "", snake(reason))[:_LONGEST_NAME].strip("_") or "change"
    stem = f"{max(numbers, default=0) + 1:04}_{name}"
    elements = tuple(sorted({element for step in migration.steps for element in step.elements}))
    return [
        FileDraft(f"migrations/{stem}.sql", migration.script, elements),
        FileDraft(f"rollback/{stem}.sql", back, elements),
    ]
