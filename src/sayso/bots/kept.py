"""What bots keep between their runs, as people look at it, as SQL."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.bots.tables import StateRow


@dataclass(frozen=True, slots=True)
class Kept:
    """A value that a bot keeps, and since when."""

    key: str
    value: Any
    updated_at: datetime


async def values(session: AsyncSession, agency_id: UUID, bot_id: UUID) -> list[Kept]:
    """All that a bot keeps, by key."""
    query = select(StateRow.key, StateRow.value, StateRow.updated_at).where(
        StateRow.agency_id == agency_id, StateRow.bot_id == bot_id
    )
    rows = (await session.execute(query.order_by(StateRow.key))).all()
    return [Kept(row.key, orjson.loads(row.value), row.updated_at) for row in rows]


async def drop(session: AsyncSession, agency_id: UUID, bot_id: UUID, key: str) -> bool:
    """Forget a value; whether there was one."""
    dropping = delete(StateRow).where(
        StateRow.agency_id == agency_id, StateRow.bot_id == bot_id, StateRow.key == key
    )
    return (await session.execute(dropping.returning(StateRow.key))).scalar_one_or_none() is not None
