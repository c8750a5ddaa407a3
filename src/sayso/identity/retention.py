"""Removes what is long over: sessions, links, tokens, replies, requests of programs. The audit log stays."""

import asyncio
import logging

from sqlalchemy import CursorResult, text
from sqlalchemy.exc import SQLAlchemyError

from sayso.db.database import Database

HOURS_BETWEEN = 24
_OVER = (
    text("delete from refresh_tokens where expires_at < now()"),
    text("delete from links where least(used_at, expires_at) < now() - interval '30 days'"),
    text("delete from sessions where least(ended_at, expires_at) < now() - interval '90 days'"),
    text("delete from model_replies where expires_at < now()"),
    text("delete from sandbox_requests where at < now() - interval '7 days'"),
)
_log = logging.getLogger(__name__)


async def tidy(database: Database) -> int:
    """Remove it now; returns how many rows went."""
    removed = 0
    async with database.system() as session:
        for statement in _OVER:
            result = await session.execute(statement)
            removed += result.rowcount if isinstance(result, CursorResult) else 0
    return removed


async def keep_tidy(database: Database) -> None:
    """Remove it every day for as long as the server runs, which must not fail of it."""
    while True:
        try:
            await tidy(database)
        except (OSError, SQLAlchemyError) as error:
            _log.warning("sessions and links that are over could not be removed: %s", error)
        await asyncio.sleep(HOURS_BETWEEN * 3600)
