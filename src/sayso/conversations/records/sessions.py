"""Queries on build sessions; each names its agency."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.conversations.tables import SessionRow
from sayso.conversations.types import Session, Status
from sayso.db.keyset import Part, Window, part_of_query


async def add_session(
    session: AsyncSession,
    agency_id: UUID,
    user_id: UUID,
    *,
    name: str,
    description: str,
    designer: str,
    feedback_seconds: float,
    module_id: UUID | None = None,
    known_revision: int | None = None,
    status: Status = Status.DRAFTING,
) -> Session:
    """Begin a session."""
    inserted = (
        insert(SessionRow)
        .values(
            agency_id=agency_id,
            user_id=user_id,
            name=name,
            description=description,
            designer=designer,
            feedback_seconds=feedback_seconds,
            module_id=module_id,
            known_revision=known_revision,
            status=status.value,
        )
        .returning(SessionRow.id)
    )
    query = select(SessionRow).where(
        SessionRow.agency_id == agency_id, SessionRow.id == (await session.execute(inserted)).scalar_one()
    )
    return _session((await session.execute(query)).scalar_one())


async def session_of(session: AsyncSession, agency_id: UUID, session_id: UUID) -> Session | None:
    """One session of an agency."""
    query = select(SessionRow).where(SessionRow.agency_id == agency_id, SessionRow.id == session_id)
    row = (await session.execute(query)).scalar_one_or_none()
    return None if row is None else _session(row)


async def locked_session(session: AsyncSession, agency_id: UUID, session_id: UUID) -> Session | None:
    """One session, with which nobody else does anything until the transaction ends."""
    query = (
        select(SessionRow)
        .where(SessionRow.agency_id == agency_id, SessionRow.id == session_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    row = (await session.execute(query)).scalar_one_or_none()
    return None if row is None else _session(row)


async def sessions_of(
    session: AsyncSession,
    agency_id: UUID,
    window: Window,
    *,
    among: ColumnElement[bool] | None = None,
    status: Status | None = None,
    named: str = "",
    module_id: UUID | None = None,
) -> Part[Session]:
    """The agency's sessions, the newest first; ``named`` is a part of the name in any case of letters."""
    query = select(SessionRow).where(SessionRow.agency_id == agency_id)
    if among is not None:
        query = query.where(among)
    if status is not None:
        query = query.where(SessionRow.status == status.value)
    if named:
        query = query.where(SessionRow.name.icontains(named, autoescape=True))
    if module_id is not None:
        query = query.where(SessionRow.module_id == module_id)
    keys = (SessionRow.created_at, SessionRow.id)
    return (await part_of_query(session, query, window, *keys, descending=True)).map(
        lambda row: _session(row[0])
    )


async def change_session(session: AsyncSession, known: Session, **values: Any) -> None:
    """Change columns of a session."""
    await session.execute(
        update(SessionRow)
        .where(SessionRow.agency_id == known.agency_id, SessionRow.id == known.id)
        .values(updated_at=func.now(), **values)
    )


async def delete_session(session: AsyncSession, known: Session) -> None:
    """Forget a session with its conversation; a module that came of it stays."""
    await session.execute(
        delete(SessionRow).where(SessionRow.agency_id == known.agency_id, SessionRow.id == known.id)
    )


def _session(row: SessionRow) -> Session:
    return Session(
        id=row.id,
        agency_id=row.agency_id,
        user_id=row.user_id,
        module_id=row.module_id,
        slug=row.slug,
        known_revision=row.known_revision,
        name=row.name,
        description=row.description,
        status=Status(row.status),
        designer=row.designer,
        feedback_seconds=row.feedback_seconds,
        refinements=row.refinements,
        satisfaction=row.satisfaction,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )
