"""Queries on turns; each names its agency."""

from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.conversations.tables import TurnRow
from sayso.conversations.types import Session, Turn, TurnStatus
from sayso.db.actor import current_actor
from sayso.db.keyset import Part, Window, part_of_query
from sayso.identity.tables import UserRow

_OPEN = (TurnStatus.QUEUED.value, TurnStatus.RUNNING.value)


async def add_turn(
    session: AsyncSession, known: Session, author_id: UUID | None, text: str, about: str | None
) -> int:
    """Queue a turn behind the others; its number. The session is locked."""
    number = (
        select(func.coalesce(func.max(TurnRow.number), 0) + 1)
        .where(TurnRow.agency_id == known.agency_id, TurnRow.session_id == known.id)
        .scalar_subquery()
    )
    inserted = (
        insert(TurnRow)
        .values(
            agency_id=known.agency_id,
            session_id=known.id,
            number=number,
            author_id=author_id,
            text=text,
            about=about,
            status=TurnStatus.QUEUED.value,
            key_id=current_actor().key_id,
        )
        .returning(TurnRow.number)
    )
    return (await session.execute(inserted)).scalar_one()


async def turn_of(session: AsyncSession, known: Session, number: int) -> Turn | None:
    """One turn."""
    row = (await session.execute(_turns(known).where(TurnRow.number == number))).one_or_none()
    return None if row is None else _turn(row)


async def open_turns(session: AsyncSession, known: Session) -> list[Turn]:
    """Turns that are queued or running, in order."""
    query = _turns(known).where(TurnRow.status.in_(_OPEN)).order_by(TurnRow.number)
    return [_turn(row) for row in (await session.execute(query)).all()]


async def turns_of(session: AsyncSession, known: Session, window: Window) -> Part[Turn]:
    """The turns of a session, the newest first."""
    return (await part_of_query(session, _turns(known), window, TurnRow.number, descending=True)).map(_turn)


async def change_turn(session: AsyncSession, known: Session, number: int, **values: Any) -> None:
    """Change columns of a turn."""
    await session.execute(
        update(TurnRow)
        .where(
            TurnRow.agency_id == known.agency_id,
            TurnRow.session_id == known.id,
            TurnRow.number == number,
        )
        .values(**values)
    )


async def end_turn(session: AsyncSession, known: Session, number: int, status: TurnStatus) -> None:
    """Nothing more comes of a turn."""
    await change_turn(
        session,
        known,
        number,
        status=status.value,
        progress=None,
        waiting_for=None,
        is_paused=False,
        ended_at=func.now(),
    )


def _turns(known: Session) -> Select[*tuple[Any, ...]]:
    return (
        select(TurnRow, UserRow.name.label("author"))
        .outerjoin(UserRow, UserRow.id == TurnRow.author_id)
        .where(TurnRow.agency_id == known.agency_id, TurnRow.session_id == known.id)
        .execution_options(populate_existing=True)
    )


def _turn(found: Row[*tuple[Any, ...]]) -> Turn:
    row: TurnRow = found[0]
    return Turn(
        number=row.number,
        author_id=row.author_id,
        author=found[1],
        text=row.text,
        about=row.about,
        status=TurnStatus(row.status),
        tries=row.tries,
        progress=row.progress,
        waiting_for=row.waiting_for,
        is_paused=row.is_paused,
        heard=row.heard,
        key_id=row.key_id,
        created_at=row.created_at,
        started_at=row.started_at,
        ended_at=row.ended_at,
    )
