"""Who runs next of one bot: its places are given out under a lock of its own, the oldest first.

A run in the queue has a place when ``admitted_at`` is set; then a job stands for it. One without waits for a
run that ends, for the time of its retry, or for a bot that is paused.
"""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.bots.run_queue.counters import is_slow
from sayso.bots.types import Bot, BotStatus
from sayso.jobs.lanes import SLOW_SECONDS
from sayso.jobs.queue import Jobs

QUICK, SLOW, ADMIT = "bot-run", "bot-run-slow", "bot-admit"
"""Jobs: a run, one of a bot whose runs usually take long, and looking who may run next."""
_LOCK = 729_448
_TRY = text("select pg_try_advisory_xact_lock(:space, hashtext(:bot))")
_HOLD = text("select pg_advisory_xact_lock(:space, hashtext(:bot))")
_NEXT = text(
    """
    with taken as (
      select concurrency_key as key, count(*) as runs from bot_runs
      where agency_id = :agency and bot_id = :bot
        and state in ('queued', 'running') and admitted_at is not null
      group by concurrency_key
    ), next as (
      select id from bot_runs
      where agency_id = :agency and bot_id = :bot and state = 'queued' and admitted_at is null
        and (run_after is null or run_after <= clock_timestamp())
        and (:active or is_test or cause ->> 'kind' in ('manual', 'rerun'))
        and (concurrency_key is null or concurrency_key not in (
          select key from taken where key is not null and runs >= :per_key
        ))
        and (select coalesce(sum(runs), 0) from taken) < :at_once
      order by created_at, id limit 1
    )
    update bot_runs set admitted_at = clock_timestamp() where id = (select id from next)
      and agency_id = :agency
    returning id, (select coalesce(sum(runs), 0) from taken) as taken, (
      select count(*) > 1 from (
        select from bot_runs where agency_id = :agency and bot_id = :bot and state = 'queued'
          and admitted_at is null limit 2
      ) parked
    ) as has_more
    """
)


@dataclass(frozen=True, slots=True)
class Admission:
    """Gives out the places of bots."""

    jobs: Jobs

    async def hold(self, session: AsyncSession, bot_id: UUID) -> None:
        """Let nobody else give out its places until the transaction ends. Take no other lock before."""
        await session.execute(_HOLD, {"space": _LOCK, "bot": str(bot_id)})

    async def admit(self, session: AsyncSession, bot: Bot) -> int:
        """Give out the places that are free, and queue whoever got one; for who holds the bot."""
        values = {
            "agency": bot.agency_id,
            "bot": bot.id,
            "active": bot.status is BotStatus.ACTIVE,
            "at_once": max(bot.policy.at_once, 1),
            "per_key": max(bot.policy.at_once_per_key, 1),
        }
        admitted, has_room = 0, bot.deleted_at is None
        while has_room:
            row = (await session.execute(_NEXT, values)).first()
            if row is None:
                break
            await self.queue(session, bot, row.id)
            admitted += 1
            has_room = row.has_more and row.taken + 1 < values["at_once"]
        return admitted

    async def admit_soon(self, session: AsyncSession, bot: Bot) -> None:
        """The same for who may not wait for the bot: at once where nobody holds it, otherwise by a job."""
        is_ours = (await session.execute(_TRY, {"space": _LOCK, "bot": str(bot.id)})).scalar_one()
        if is_ours:
            await self.admit(session, bot)
        else:
            await self.jobs.enqueue(session, ADMIT, bot.agency_id, {"bot": str(bot.id)}, key=str(bot.id))

    async def admit_later(self, session: AsyncSession, bot: Bot, run_id: UUID, delay: timedelta) -> None:
        """Look again when a run is to be tried once more; in a line of its own: nobody waits behind it."""
        data = {"bot": str(bot.id)}
        await self.jobs.enqueue(session, ADMIT, bot.agency_id, data, key=str(run_id), delay=delay)

    async def queue(self, session: AsyncSession, bot: Bot, run_id: UUID) -> None:
        """Have a run that has a place performed."""
        kind = SLOW if is_slow(bot.counters, SLOW_SECONDS) else QUICK
        await self.jobs.enqueue(session, kind, bot.agency_id, {"bot": str(bot.id)}, key=str(run_id))
