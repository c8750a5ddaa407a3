"""Files of modules as they are stored: what was generated, what people made of it, what they saved."""

from collections.abc import Iterable, Sequence
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.compiler.draft import FileDraft
from sayso.compiler.three_way_merge import SavedText, StoredDraft
from sayso.runtime.tables import ModuleFileRow, RevisionRow, SavedFileRow

SavedKind = Literal["edit", "merge"]


async def stored_files(session: AsyncSession, agency_id: UUID, module_id: UUID) -> list[StoredDraft]:
    """The files of the running revision by path, with their marks."""
    query = (
        select(ModuleFileRow)
        .where(ModuleFileRow.agency_id == agency_id, ModuleFileRow.module_id == module_id)
        .order_by(ModuleFileRow.path)
    )
    return [
        StoredDraft(row.path, row.text, row.generated, tuple(row.elements), row.is_orphan)
        for row in (await session.execute(query)).scalars()
    ]


async def drafts_of(session: AsyncSession, agency_id: UUID, module_id: UUID) -> list[FileDraft]:
    """The files of the running revision by path, as they are bundled and run."""
    return [file.as_draft() for file in await stored_files(session, agency_id, module_id)]


async def replace_files(
    session: AsyncSession, agency_id: UUID, module_id: UUID, files: Sequence[StoredDraft]
) -> None:
    """Store these as all files of the revision that is published now; merges for earlier ones are over."""
    await session.execute(
        delete(ModuleFileRow).where(
            ModuleFileRow.agency_id == agency_id, ModuleFileRow.module_id == module_id
        )
    )
    await forget_saved(session, agency_id, module_id, "merge")
    rows = [
        {
            "module_id": module_id,
            "agency_id": agency_id,
            "path": file.path,
            "text": file.text,
            "generated": file.generated,
            "elements": list(file.elements),
            "is_orphan": file.is_orphan,
        }
        for file in files
    ]
    if rows:
        await session.execute(insert(ModuleFileRow), rows)


async def put_files(
    session: AsyncSession, agency_id: UUID, module_id: UUID, changed: Iterable[StoredDraft]
) -> None:
    """Store these beside the other files of the running revision, or in their place."""
    for file in changed:
        key = {"module_id": module_id, "agency_id": agency_id, "path": file.path}
        content = {
            "text": file.text,
            "generated": file.generated,
            "elements": list(file.elements),
            "is_orphan": file.is_orphan,
        }
        await session.execute(
            insert(ModuleFileRow)
            .values(key | content)
            .on_conflict_do_update(
                index_elements=["module_id", "path"], set_=content, where=ModuleFileRow.agency_id == agency_id
            )
        )


async def remember_handwork(
    session: AsyncSession, agency_id: UUID, module_id: UUID, revision_id: UUID, files: Iterable[StoredDraft]
) -> None:
    """Keep with a revision what people had made of its files, if that differs from the revision before."""
    handwork = [_as_json(file) for file in files if file.is_added or file.is_edited]
    if handwork != await _handwork(session, agency_id, module_id, None):
        await session.execute(
            update(RevisionRow)
            .where(RevisionRow.agency_id == agency_id, RevisionRow.id == revision_id)
            .values(handwork=handwork)
        )


async def remembered_handwork(
    session: AsyncSession, agency_id: UUID, module_id: UUID, number: int
) -> list[StoredDraft]:
    """What people had made of the files at a revision; the files to merge with when it is gone back to."""
    return [
        StoredDraft(file["path"], file["text"], file["generated"], tuple(file["elements"]), file["orphan"])
        for file in await _handwork(session, agency_id, module_id, number)
    ]


async def saved_texts(
    session: AsyncSession, agency_id: UUID, module_id: UUID, kind: SavedKind
) -> list[SavedText]:
    """Edits that people saved and did not publish, or merges that they are to decide about, by path."""
    query = (
        select(SavedFileRow)
        .where(
            SavedFileRow.agency_id == agency_id,
            SavedFileRow.module_id == module_id,
            SavedFileRow.kind == kind,
        )
        .order_by(SavedFileRow.path)
    )
    return [SavedText(row.path, row.text, row.generated) for row in (await session.execute(query)).scalars()]


async def save_texts(
    session: AsyncSession, agency_id: UUID, module_id: UUID, kind: SavedKind, saved: Iterable[SavedText]
) -> None:
    """Keep these in place of what was saved for the same files."""
    for one in saved:
        values = {"agency_id": agency_id, "module_id": module_id, "path": one.path, "kind": kind}
        content = {"text": one.text, "generated": one.generated}
        await session.execute(
            insert(SavedFileRow)
            .values(values | content)
            .on_conflict_do_update(
                index_elements=["module_id", "path", "kind"],
                set_=content,
                where=SavedFileRow.agency_id == agency_id,
            )
        )


async def hold_conflicts(
    session: AsyncSession, agency_id: UUID, module_id: UUID, files: Iterable[StoredDraft]
) -> None:
    """Keep the conflicts of a merge that cannot be published, for a person to decide about."""
    held = [SavedText(file.path, file.text, file.generated) for file in files if file.conflicts]
    await save_texts(session, agency_id, module_id, "merge", held)


async def forget_saved(
    session: AsyncSession, agency_id: UUID, module_id: UUID, kind: SavedKind, path: str | None = None
) -> None:
    """Drop what was saved, for one file or all."""
    statement = delete(SavedFileRow).where(
        SavedFileRow.agency_id == agency_id, SavedFileRow.module_id == module_id, SavedFileRow.kind == kind
    )
    await session.execute(statement if path is None else statement.where(SavedFileRow.path == path))


async def _handwork(
    session: AsyncSession, agency_id: UUID, module_id: UUID, number: int | None
) -> list[dict[str, Any]]:
    """The handwork of the newest revision that has its own, up to ``number``."""
    query = (
        select(RevisionRow.handwork)
        .where(
            RevisionRow.agency_id == agency_id,
            RevisionRow.module_id == module_id,
            RevisionRow.handwork.is_not(None),
        )
        .order_by(RevisionRow.number.desc())
        .limit(1)
    )
    if number is not None:
        query = query.where(RevisionRow.number <= number)
    return (await session.execute(query)).scalar_one_or_none() or []


def _as_json(file: StoredDraft) -> dict[str, Any]:
    return {
        "path": file.path,
        "text": file.text,
        "generated": file.generated,
        "elements": list(file.elements),
        "orphan": file.is_orphan,
    }
