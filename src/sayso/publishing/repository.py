"""Queries on changes that somebody asked for; each names its agency."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from sayso.db.keyset import Part, Window, part_of_query
from sayso.identity.tables import UserRow
from sayso.publishing.tables import ChangeRow
from sayso.runtime.tables import RevisionRow
from sayso.runtime.types import Module


@dataclass(frozen=True, slots=True)
class NewChange:
    """A wish and what was made of it; one that goes back names the revision as ``target``."""

    text: str
    decision: str
    reply: str
    edits: tuple[Any, ...] = ()
    questions: tuple[Any, ...] = ()
    target: int | None = None


@dataclass(frozen=True, slots=True)
class StoredChange:
    """A change as it is kept: ``base`` is the revision it was made for, ``revision`` what it became."""

    id: UUID
    wish: NewChange
    base: int
    revision: int | None
    author: str | None
    at: datetime


async def add_change(
    session: AsyncSession, module: Module, change: NewChange, author_id: UUID | None
) -> UUID:
    """Keep a change of the module's present revision."""
    inserted = (
        insert(ChangeRow)
        .values(
            agency_id=module.site.agency_id,
            module_id=module.id,
            base_id=module.revision_id,
            author_id=author_id,
            text=change.text,
            decision=change.decision,
            reply=change.reply,
            target=change.target,
            edits=list(change.edits),
            questions=list(change.questions),
        )
        .returning(ChangeRow.id)
    )
    return (await session.execute(inserted)).scalar_one()


async def changes_of(session: AsyncSession, module: Module, window: Window) -> Part[StoredChange]:
    """The module's changes, the newest first."""
    keys = (ChangeRow.created_at, ChangeRow.id)
    return (await part_of_query(session, _changes(module), window, *keys, descending=True)).map(_change)


async def change_of(session: AsyncSession, module: Module, change_id: UUID) -> StoredChange | None:
    """One change of the module."""
    row = (await session.execute(_changes(module).where(ChangeRow.id == change_id))).one_or_none()
    return None if row is None else _change(row)


async def set_published(session: AsyncSession, module: Module, change_id: UUID) -> None:
    """The change has become the module's present revision."""
    await session.execute(
        update(ChangeRow)
        .where(ChangeRow.agency_id == module.site.agency_id, ChangeRow.id == change_id)
        .values(revision_id=module.revision_id)
    )


async def delete_change(session: AsyncSession, module: Module, change_id: UUID) -> None:
    """Forget a change."""
    await session.execute(
        delete(ChangeRow).where(
            ChangeRow.agency_id == module.site.agency_id,
            ChangeRow.module_id == module.id,
            ChangeRow.id == change_id,
        )
    )


def _changes(module: Module) -> Select[*tuple[Any, ...]]:
    base, made = aliased(RevisionRow), aliased(RevisionRow)
    return (
        select(ChangeRow, base.number.label("base"), made.number.label("made"), UserRow.name.label("author"))
        .join(base, base.id == ChangeRow.base_id)
        .outerjoin(made, made.id == ChangeRow.revision_id)
        .outerjoin(UserRow, UserRow.id == ChangeRow.author_id)
        .where(ChangeRow.agency_id == module.site.agency_id, ChangeRow.module_id == module.id)
    )


def _change(row: Any) -> StoredChange:
    stored: ChangeRow = row.ChangeRow
    wish = NewChange(
        text=stored.text,
        decision=stored.decision,
        reply=stored.reply,
        edits=tuple(stored.edits),
        questions=tuple(stored.questions),
        target=stored.target,
    )
    return StoredChange(stored.id, wish, row.base, row.made, row.author, stored.created_at)
