"""Keeps what brought a module up to date among its files, so that exported SQL makes the same tables."""

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from sayso.compiler.identifiers import ModuleNames
from sayso.compiler.migrations import migration_files
from sayso.compiler.migrations.types import Migration
from sayso.compiler.targets.manifest.lower import PATH as MANIFEST
from sayso.compiler.targets.manifest.lower import lower as lower_manifest
from sayso.compiler.targets.sql import DROP, compile_sql
from sayso.compiler.three_way_merge import StoredDraft, merge
from sayso.publishing.sql_history import foundation_of, history_of
from sayso.runtime import files
from sayso.runtime.types import Module
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec

_REASON = "Renewed by a newer Sayso"
_WAY_BACK = "-- Tables and rows are the same before and after; what is around them serves both.\nselect 1;\n"


async def keep_script(session: AsyncSession, module: Module, spec: AppSpec, migration: Migration) -> None:
    """Put the script behind the module's migrations, with the newer scripts it stands on."""
    stored = await files.stored_files(session, module.site.agency_id, module.id)
    if not stored:
        return
    earlier = history_of(stored)
    made = compile_sql(spec, module.prefix)
    new = {draft.path: draft for draft in migration_files(earlier, _REASON, migration, _WAY_BACK)}
    foundation = foundation_of(made)
    new |= {draft.path: draft for draft in made if draft.path in foundation}
    if len(earlier) <= 2:  # what creates the tables, and what removes them
        new |= {draft.path: draft for draft in made if draft.path == DROP}
    changed = [StoredDraft(one.path, one.text, one.text, one.elements) for one in new.values()]
    paths = [file.as_draft() for file in stored if file.path not in {*new, MANIFEST}]
    names = ModuleNames.of(SpecIndex(spec), module.prefix)
    manifest = lower_manifest(names, [*paths, *new.values()], module.version)
    for file in stored:
        if file.path == MANIFEST and file.generated is not None:
            merged = merge(file.generated, file.text, manifest.text)
            if not merged.conflicts:
                changed.append(replace(file, text=merged.text, generated=manifest.text))
    await files.put_files(session, module.site.agency_id, module.id, changed)
