"""Queries on the revisions of modules; each names its agency."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.identity.tables import UserRow
from sayso.runtime.tables import RevisionRow
from sayso.runtime.types import Module, StoredRevision


async def add_revision(
    session: AsyncSession,
    agency_id: UUID,
    module_id: UUID,
    spec: dict[str, Any],
    *,
    edits: Sequence[Any],
    reason: str,
    author_id: UUID | None,
    version: str,
    kind: str = "change",
    target: int | None = None,
    sentences: Sequence[str] = (),
) -> tuple[UUID, int]:
    """Store a revision behind the module's others; gives its id and number."""
    number = (
        select(func.coalesce(func.max(RevisionRow.number), 0) + 1)
        .where(RevisionRow.agency_id == agency_id, RevisionRow.module_id == module_id)
        .scalar_subquery()
    )
    inserted = (
        insert(RevisionRow)
        .values(
            agency_id=agency_id,
            module_id=module_id,
            number=number,
            spec=spec,
            edits=list(edits),
            reason=reason,
            author_id=author_id,
            version=version,
            kind=kind,
            target=target,
            sentences=list(sentences),
        )
        .returning(RevisionRow.id, RevisionRow.number)
    )
    row = (await session.execute(inserted)).one()
    return row.id, row.number


async def revisions_of(session: AsyncSession, module: Module) -> list[StoredRevision]:
    """The module's revisions, the first one first."""
    query = _revisions(module).order_by(RevisionRow.number)
    return [_revision(row) for row in (await session.execute(query)).all()]


async def revision_of(session: AsyncSession, module: Module, number: int) -> StoredRevision | None:
    """One revision of the module."""
    row = (await session.execute(_revisions(module).where(RevisionRow.number == number))).one_or_none()
    return None if row is None else _revision(row)


async def present_number(session: AsyncSession, module: Module) -> int:
    """The number of the module's present revision."""
    query = select(RevisionRow.number).where(
        RevisionRow.agency_id == module.site.agency_id, RevisionRow.id == module.revision_id
    )
    return (await session.execute(query)).scalar_one()


async def spec_of(session: AsyncSession, module: Module) -> dict[str, Any]:
    """The spec of the module's present revision."""
    query = select(RevisionRow.spec).where(
        RevisionRow.agency_id == module.site.agency_id, RevisionRow.id == module.revision_id
    )
    spec: dict[str, Any] = (await session.execute(query)).scalar_one()
    return spec


async def specs_of(session: AsyncSession, module: Module, numbers: Sequence[int]) -> dict[int, Any]:
    """The specs of these revisions by number."""
    query = select(RevisionRow.number, RevisionRow.spec).where(
        RevisionRow.agency_id == module.site.agency_id,
        RevisionRow.module_id == module.id,
        RevisionRow.number.in_(numbers),
    )
    return {row.number: row.spec for row in (await session.execute(query)).all()}


def _revisions(module: Module) -> Select[*tuple[Any, ...]]:
    return (
        select(
            RevisionRow.id,
            RevisionRow.number,
            RevisionRow.kind,
            RevisionRow.target,
            RevisionRow.version,
            RevisionRow.reason,
            RevisionRow.created_at,
            RevisionRow.edits,
            RevisionRow.sentences,
            UserRow.name.label("author"),
        )
        .outerjoin(UserRow, UserRow.id == RevisionRow.author_id)
        .where(RevisionRow.agency_id == module.site.agency_id, RevisionRow.module_id == module.id)
    )


def _revision(row: Any) -> StoredRevision:
    return StoredRevision(
        id=row.id,
        number=row.number,
        kind=row.kind,
        target=row.target,
        version=row.version,
        reason=row.reason,
        author=row.author,
        at=row.created_at,
        edits=tuple(row.edits),
        sentences=tuple(row.sentences),
    )
