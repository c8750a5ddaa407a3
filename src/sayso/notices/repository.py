"""Notices as SQL; each query names its agency, but for the one that sweeps."""

from collections.abc import Collection
from typing import Any, cast
from uuid import UUID

from sqlalchemy import CursorResult, func, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.db.keyset import Part, Window, part_of_query
from sayso.identity.tables import UserRow
from sayso.notices.tables import NoticeRow
from sayso.notices.types import Level, Notice

READ_DAYS = 30
KEPT_DAYS = 90
MOST_KEPT = 1_000
"""Notices of one person in one agency; beyond, the oldest go."""
_SWEEP = text(
    "delete from notices n using (select id, row_number() over (partition by agency_id, user_id "
    "order by created_at desc, id desc) as place from notices) p where p.id = n.id and (p.place > :most "
    "or n.read_at < now() - make_interval(days => :read) "
    "or n.created_at < now() - make_interval(days => :kept))"
)


async def add(session: AsyncSession, agency_id: UUID, user_id: UUID, values: dict[str, Any]) -> Notice:
    """A new notice."""
    added = insert(NoticeRow).values(agency_id=agency_id, user_id=user_id, **values).returning(NoticeRow)
    return _notice((await session.execute(added)).scalar_one())


async def page(
    session: AsyncSession, agency_id: UUID, user_id: UUID, window: Window, *, only_unread: bool
) -> Part[Notice]:
    """Notices of a person, the newest first."""
    query = select(NoticeRow).where(NoticeRow.agency_id == agency_id, NoticeRow.user_id == user_id)
    if only_unread:
        query = query.where(NoticeRow.read_at.is_(None))
    part = await part_of_query(session, query, window, NoticeRow.created_at, NoticeRow.id, descending=True)
    return part.map(lambda row: _notice(row[0]))


async def read(session: AsyncSession, agency_id: UUID, user_id: UUID, ids: Collection[UUID] | None) -> int:
    """Mark these as read, or all where none are named; returns how many were not."""
    changed = update(NoticeRow).where(
        NoticeRow.agency_id == agency_id, NoticeRow.user_id == user_id, NoticeRow.read_at.is_(None)
    )
    if ids is not None:
        changed = changed.where(NoticeRow.id.in_(ids))
    changed = changed.values(read_at=func.now()).execution_options(synchronize_session=False)
    return cast("CursorResult[Any]", await session.execute(changed)).rowcount


async def unread(session: AsyncSession, agency_id: UUID, user_id: UUID) -> int:
    """How many a person has not read."""
    query = select(func.count()).select_from(NoticeRow)
    query = query.where(
        NoticeRow.agency_id == agency_id, NoticeRow.user_id == user_id, NoticeRow.read_at.is_(None)
    )
    return (await session.execute(query)).scalar_one()


async def address_of(session: AsyncSession, user_id: UUID) -> str | None:
    """The e-mail address of a person whom the session may see."""
    found: str | None = await session.scalar(select(UserRow.email).where(UserRow.id == user_id))
    return found


async def sweep(session: AsyncSession) -> int:
    """Remove what was read long ago, what is old, and what is too much, of all agencies."""
    limits = {"most": MOST_KEPT, "read": READ_DAYS, "kept": KEPT_DAYS}
    return cast("CursorResult[Any]", await session.execute(_SWEEP, limits)).rowcount


def _notice(row: NoticeRow) -> Notice:
    about = None if row.about_id is None else (row.about_kind, row.about_id)
    return Notice(
        id=row.id,
        user_id=row.user_id,
        level=cast("Level", row.level),
        title=row.title,
        text=row.text,
        link=row.link,
        about=about,
        created_at=row.created_at,
        read_at=row.read_at,
    )
