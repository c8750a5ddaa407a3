"""Removes events that are old, for as long as a server runs."""

import asyncio
import logging

from sqlalchemy.exc import SQLAlchemyError

from sayso.events.stream import Events

HOURS_BETWEEN = 6
_log = logging.getLogger(__name__)


async def keep_swept(events: Events, days: int) -> None:
    """Remove them now and then; a server must not fail of it."""
    while True:
        try:
            await events.sweep(days)
        except (OSError, SQLAlchemyError) as error:
            _log.warning("old events could not be removed: %s", type(error).__name__)
        await asyncio.sleep(HOURS_BETWEEN * 3600)
