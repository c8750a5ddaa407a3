"""Tells people what a bot has to say: whoever has it, people of its agency, and whom it may reach."""

import asyncio
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sayso.bots.approvers import askees_of
from sayso.bots.details import Reaches
from sayso.bots.host import repository
from sayso.bots.host.bodies import NoticeBody
from sayso.bots.host.errors import UntoldError
from sayso.bots.host.notification_grant import demand_way
from sayso.bots.host.ports import Telling
from sayso.bots.types import Bot, Run
from sayso.errors import AppError, InputError

_LONGEST_TITLE = 120
_SENDING_SECONDS = 30.0


class Messenger:
    """Speaks for one bot."""

    def __init__(self, telling: Telling, run: Run, bot: Bot, reaches: Reaches) -> None:
        self._telling = telling
        self._run = run
        self._bot = bot
        self._reaches = reaches

    async def prepare(self, session: AsyncSession, notice: NoticeBody) -> None:
        """Tell people in the product, with what else is done in the session; judge the other ways."""
        demand_way(self._reaches, notice)
        if notice.channel == "product":
            await self._in_product(session, notice)
        elif notice.channel == "email" and not notice.to and self._bot.user_id is None:
            raise InputError("This bot belongs to nobody, so it has to say whom to write to.")

    async def send(self, notice: NoticeBody) -> None:
        """Tell people outside of the product; never within a transaction.

        Raises:
            UntoldError: when whoever is there does not take it.
        """
        if notice.channel == "product":
            return
        try:
            async with asyncio.timeout(_SENDING_SECONDS):
                await self._sent(notice)
        except TimeoutError as error:
            raise UntoldError("It took too long to send the notice.", hint="Try again later.") from error
        except InputError:
            raise
        except AppError as error:
            raise UntoldError(error.message, hint=error.hint) from error

    async def ask(self, session: AsyncSession, text: str) -> None:
        """Tell those whom the bot asks that it waits for them."""
        for person in await askees_of(session, self._bot):
            await self._tell(session, person, f"{self._bot.name} waits for you", text, "warning")

    async def _in_product(self, session: AsyncSession, notice: NoticeBody) -> None:
        person = self._bot.user_id
        if notice.to:
            person = await repository.person_of(session, self._bot.agency_id, notice.to)
            if person is None:
                raise InputError(
                    f"Nobody of this agency has the address {notice.to[:100]}.",
                    hint="Tell people of the agency in the product, and others by e-mail.",
                )
        if person is None:
            raise InputError("This bot belongs to nobody, so it has to say whom to tell.")
        await self._tell(session, person, self._title(notice), notice.text, notice.level)

    async def _tell(self, session: AsyncSession, person: UUID, title: str, text: str, level: str) -> None:
        await self._telling.tell(
            session,
            self._bot.agency_id,
            person,
            title=title,
            text=text,
            level=level,  # type: ignore[arg-type] # one of the levels, as the body was read
            link=f"/bots/{self._bot.id}/runs/{self._run.id}",
            about=("bot", self._bot.id),
        )

    async def _sent(self, notice: NoticeBody) -> None:
        if notice.channel == "webhook":
            message = {
                "bot": {"id": str(self._bot.id), "name": self._bot.name},
                "run": str(self._run.id),
                "title": notice.title,
                "text": notice.text,
                "level": notice.level,
            }
            await self._telling.webhook(notice.to or "", message)
            return
        to = notice.to
        if not to and self._bot.user_id is not None:
            to = await self._telling.address_of(self._bot.agency_id, self._bot.user_id)
        if not to:
            raise InputError("Whoever has this bot has no e-mail address.", hint="Say whom to write to.")
        await self._telling.letter(to, self._title(notice), notice.text)

    def _title(self, notice: NoticeBody) -> str:
        return (notice.title.strip() or self._bot.name)[:_LONGEST_TITLE]
