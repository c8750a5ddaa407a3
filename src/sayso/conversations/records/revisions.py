"""Queries on the line of a session: revisions and approvals; each names its agency."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from sayso.conversations.tables import ApprovalRow, RevisionRow
from sayso.conversations.types import NewRevision, Revision, Session
from sayso.identity.tables import UserRow
from sayso.publishing.timeline import Kind

_LONG = frozenset({"spec", "handwork", "edits"})
"""Columns that are read only where they are needed."""


async def add_revision(session: AsyncSession, known: Session, made: NewRevision) -> int:
    """Keep a step behind the others; its number. The session is locked."""
    number = (
        select(func.coalesce(func.max(RevisionRow.number), 0) + 1)
        .where(RevisionRow.agency_id == known.agency_id, RevisionRow.session_id == known.id)
        .scalar_subquery()
    )
    inserted = (
        insert(RevisionRow)
        .values(
            agency_id=known.agency_id,
            session_id=known.id,
            number=number,
            author_id=made.author_id,
            kind=made.kind.value,
            target=made.target,
            phase=made.phase,
            edits=list(made.edits),
            sentences=list(made.sentences),
            spec=made.spec,
            handwork=made.handwork,
            reason=made.reason,
            turn=made.turn,
            module_revision=made.module_revision,
        )
        .returning(RevisionRow.number)
    )
    return (await session.execute(inserted)).scalar_one()


async def revisions_of(session: AsyncSession, known: Session) -> list[Revision]:
    """The line of a session, the first revision first; without edits, which ``edits_of`` gives."""
    author, approver = aliased(UserRow), aliased(UserRow)
    columns = [column for column in RevisionRow.__table__.c if column.name not in _LONG]
    query = (
        select(
            *columns,
            author.name.label("author"),
            approver.name.label("approver"),
            ApprovalRow.approved_at,
        )
        .outerjoin(author, author.id == RevisionRow.author_id)
        .outerjoin(
            ApprovalRow,
            (ApprovalRow.agency_id == RevisionRow.agency_id)
            & (ApprovalRow.session_id == RevisionRow.session_id)
            & (ApprovalRow.number == RevisionRow.number),
        )
        .outerjoin(approver, approver.id == ApprovalRow.user_id)
        .where(RevisionRow.agency_id == known.agency_id, RevisionRow.session_id == known.id)
        .order_by(RevisionRow.number)
    )
    return [_revision(row) for row in (await session.execute(query)).all()]


async def specs_of(session: AsyncSession, known: Session, numbers: Iterable[int]) -> dict[int, Any]:
    """Specs of revisions by number."""
    query = select(RevisionRow.number, RevisionRow.spec).where(
        RevisionRow.agency_id == known.agency_id,
        RevisionRow.session_id == known.id,
        RevisionRow.number.in_(sorted(set(numbers))),
    )
    return {row.number: row.spec for row in (await session.execute(query)).all()}


async def edits_of(session: AsyncSession, known: Session) -> dict[int, tuple[Any, ...]]:
    """The edits of every revision by its number."""
    query = select(RevisionRow.number, RevisionRow.edits).where(
        RevisionRow.agency_id == known.agency_id, RevisionRow.session_id == known.id
    )
    return {row.number: tuple(row.edits) for row in (await session.execute(query)).all()}


async def handwork_of(session: AsyncSession, known: Session) -> dict[int, list[Any]]:
    """Files written by people or models, by the number of the revisions that brought some."""
    query = select(RevisionRow.number, RevisionRow.handwork).where(
        RevisionRow.agency_id == known.agency_id,
        RevisionRow.session_id == known.id,
        func.jsonb_typeof(RevisionRow.handwork) == "array",
    )
    return {row.number: row.handwork for row in (await session.execute(query)).all()}


async def note_published(
    session: AsyncSession, known: Session, number: int, module_revision: int, handwork: list[Any]
) -> None:
    """What the content of a revision became in the module, with the files as they were merged there."""
    await session.execute(
        update(RevisionRow)
        .where(
            RevisionRow.agency_id == known.agency_id,
            RevisionRow.session_id == known.id,
            RevisionRow.number == number,
        )
        .values(module_revision=module_revision, handwork=handwork)
    )


async def forget_published(session: AsyncSession, known: Session) -> None:
    """Nothing of the line is in a module any more."""
    await session.execute(
        update(RevisionRow)
        .where(RevisionRow.agency_id == known.agency_id, RevisionRow.session_id == known.id)
        .values(module_revision=None)
    )


async def approve(session: AsyncSession, known: Session, number: int, user_id: UUID | None) -> bool:
    """Note who approved a revision; false where somebody had before."""
    inserted = (
        insert(ApprovalRow)
        .values(agency_id=known.agency_id, session_id=known.id, number=number, user_id=user_id)
        .on_conflict_do_nothing()
        .returning(ApprovalRow.number)
    )
    return (await session.execute(inserted)).one_or_none() is not None


def _revision(row: Row[*tuple[Any, ...]]) -> Revision:
    return Revision(
        number=row.number,
        kind=Kind(row.kind),
        target=row.target,
        phase=row.phase,
        edits=(),
        sentences=tuple(row.sentences),
        reason=row.reason,
        author=row.author,
        turn=row.turn,
        module_revision=row.module_revision,
        at=row.created_at,
        approved_by=row.approver,
        approved_at=row.approved_at,
    )
