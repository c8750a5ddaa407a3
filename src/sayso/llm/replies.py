"""Remembered replies: an agency that asks the very same again gets what it was told, without a call."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import orjson
from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.db.database import Database
from sayso.llm.ledger import utc_now
from sayso.llm.tables import ReplyRow
from sayso.llm.types import Caller, Reply, Usage

LARGEST_REPLY = 256 * 1024
"""Characters of a reply; longer ones are not remembered."""
MOST_REPLIES = 2_000
"""Replies of one agency; beyond, the oldest are let go."""
_log = logging.getLogger(__name__)


class DatabaseReplies:
    """Replies of all agencies, each behind its wall."""

    def __init__(self, database: Database, days: int, now: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._lifetime = timedelta(days=days)
        self._now = now

    async def find(self, caller: Caller, key: str) -> Reply | None:
        """The reply, if it is remembered and not too old."""
        if caller.agency_id is None or not self._lifetime:
            return None
        query = select(ReplyRow).where(
            ReplyRow.agency_id == caller.agency_id, ReplyRow.digest == key, ReplyRow.expires_at > self._now()
        )
        async with self._database.unit(caller.agency_id) as session:
            row = (await session.execute(query)).scalar_one_or_none()
        return None if row is None else Reply(row.text, row.data, row.model, Usage(), is_remembered=True)

    async def keep(self, caller: Caller, key: str, reply: Reply) -> None:
        """Remember a reply; one that cannot be kept is let go."""
        if caller.agency_id is None or not self._lifetime or not _is_kept(reply):
            return
        values = {
            "model": reply.model,
            "text": reply.text,
            "data": reply.data,
            "expires_at": self._now() + self._lifetime,
        }
        query = insert(ReplyRow).values(agency_id=caller.agency_id, digest=key, **values)
        try:
            async with self._database.unit(caller.agency_id) as session:
                same = ["agency_id", "digest"]
                await session.execute(query.on_conflict_do_update(index_elements=same, set_=values))
                await _make_room(session, caller.agency_id)
        except (OSError, SQLAlchemyError) as error:
            _log.warning("a reply of a language model could not be remembered: %s", error)


async def _make_room(session: AsyncSession, agency_id: UUID) -> None:
    count = select(func.count()).where(ReplyRow.agency_id == agency_id)
    if (await session.execute(count)).scalar_one() <= MOST_REPLIES:
        return
    beyond = (
        select(ReplyRow.digest)
        .where(ReplyRow.agency_id == agency_id)
        .order_by(ReplyRow.created_at.desc())
        .offset(MOST_REPLIES)
    )
    await session.execute(
        delete(ReplyRow).where(ReplyRow.agency_id == agency_id, ReplyRow.digest.in_(beyond))
    )


def _is_kept(reply: Reply) -> bool:
    """Whether the database can keep it: not too long, and without the one character that it has not."""
    try:
        data = orjson.dumps(reply.data)
    except TypeError:
        return False
    if len(reply.text) + len(data) > LARGEST_REPLY:
        return False
    return "\0" not in reply.text and b"\\u0000" not in data
