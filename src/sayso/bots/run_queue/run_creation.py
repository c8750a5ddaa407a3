"""Starts runs in the transaction of whoever has a reason to."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.bots.run_queue import mutations, repository
from sayso.bots.run_queue.admission import Admission
from sayso.bots.run_queue.attempt_start import BY_HAND
from sayso.bots.run_queue.errors import NotRunnableError, TooManyWaitError
from sayso.bots.run_queue.run_events import tell
from sayso.bots.run_queue.values import kept_input
from sayso.bots.types import MOST_DEPTH, Bot, BotStatus, Cause, Run
from sayso.events.stream import Events

MOST_WAITING = 10_000
"""Runs of one bot that wait for a place."""
_MANY = text(
    "select exists (select from bot_runs where agency_id = :agency and bot_id = :bot and state = 'queued' "
    "and admitted_at is null order by created_at, id offset :most)"
)


@dataclass(frozen=True, slots=True)
class Starting:
    """Starts runs."""

    events: Events
    admission: Admission

    async def start(
        self,
        session: AsyncSession,
        bot: Bot,
        given: Any,
        cause: Cause,
        *,
        version: int | None,
        is_test: bool,
    ) -> Run:
        """A run in the queue; the one that is there where its cause was heard before."""
        number = _version_to_run(bot, cause, version, is_test=is_test)
        text_of_input = kept_input(given)
        await self._refuse_too_many(session, bot)
        row = await mutations.add_run(
            session,
            bot.agency_id,
            {
                "bot_id": bot.id,
                "version": number,
                "cause": repository.cause_kept(cause),
                "idempotency_key": cause.idempotency_key,
                "concurrency_key": cause.concurrency_key,
                "input": text_of_input,
                "is_test": is_test,
            },
        )
        if row is None:
            assert cause.idempotency_key is not None  # noqa: S101 - nothing else is in the way
            same = await repository.same_of(session, bot.agency_id, bot.id, cause.idempotency_key)
            return repository.run_of(same)
        await self.admission.admit_soon(session, bot)
        await tell(self.events, session, row, is_new=True)
        return repository.run_of(row)

    async def _refuse_too_many(self, session: AsyncSession, bot: Bot) -> None:
        values: dict[str, UUID | int] = {"agency": bot.agency_id, "bot": bot.id, "most": MOST_WAITING}
        if (await session.execute(_MANY, values)).scalar_one():
            raise TooManyWaitError(
                f"{MOST_WAITING:,} runs of this bot wait already.",
                hint="Let more of them go on at once, or stop what sets it off.",
            )


def _version_to_run(bot: Bot, cause: Cause, version: int | None, *, is_test: bool) -> int:
    number = bot.version if version is None else version
    if number is None:
        raise NotRunnableError("This bot has no version that could run.", hint="Activate one first.")
    if bot.user_id is None:
        raise NotRunnableError(
            "The person whom this bot acted for is gone.", hint="Give the bot another owner."
        )
    if cause.depth > MOST_DEPTH:
        raise NotRunnableError(
            f"Bots set each other off {MOST_DEPTH} times in a row here, and no more.",
            hint="Look for a circle among them.",
        )
    is_by_hand = is_test or cause.kind in BY_HAND
    if bot.status is not BotStatus.ACTIVE and not is_by_hand:
        raise NotRunnableError("This bot is not active.", hint="Activate it, or run it by hand.")
    return number
