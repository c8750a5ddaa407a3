"""What happens to bots, told on the stream of each, and to their owners."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sayso.bots.ports import Noticing
from sayso.bots.types import Bot
from sayso.events.stream import Events
from sayso.notices.types import Level

LONGEST_PROGRESS = 300


class Telling:
    """Tells whoever looks at a bot."""

    def __init__(self, events: Events) -> None:
        self._events = events

    async def changed(self, session: AsyncSession, bot: Bot) -> None:
        """A bot is to be read anew, once the session is committed."""
        await self._events.append(session, bot.agency_id, bot.id, "bot", {}, is_passing=True)

    async def said(self, session: AsyncSession, bot: Bot) -> None:
        """There is a new line in the conversation, once the session is committed."""
        await self._events.append(session, bot.agency_id, bot.id, "message", {}, is_passing=True)

    async def progress(self, bot: Bot, text: str) -> None:
        """How far something is, seen at once; never within a transaction that told of the bot."""
        data = {"text": text[:LONGEST_PROGRESS]}
        await self._events.append(None, bot.agency_id, bot.id, "progress", data, is_passing=True)


async def tell_owner(
    notices: Noticing,
    session: AsyncSession,
    bot: Bot,
    title: str,
    text: str,
    *,
    level: Level,
    run_id: UUID | None = None,
) -> None:
    """Tell the owner of a bot something about it, or about a run of it; nobody where there is no owner."""
    if bot.user_id is None:
        return
    link = f"/bots/{bot.id}/runs/{run_id}" if run_id is not None else f"/bots/{bot.id}"
    await notices.tell(
        session,
        bot.agency_id,
        bot.user_id,
        title=title,
        text=text,
        level=level,
        link=link,
        about=("bot", bot.id),
    )
