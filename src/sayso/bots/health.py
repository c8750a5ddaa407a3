"""How bots are: failures in a row are counted, told to their owner once, and end in a pause or in mending.

Whoever fails again and again is not run for ever: after as many failures as the owner allows it is paused.
What repeats is mended before that, where the owner lets it be.
"""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from sayso.bots import repository
from sayso.bots.bot_events import tell_owner
from sayso.bots.ports import Noticing
from sayso.bots.transitions import HEAL, Keeping
from sayso.bots.types import Bot, BotStatus, Run, RunState, Stage

HEAL_AT = (2, 4)
"""After which failures in a row it is mended: one may be chance, and what did not help twice will not."""
_MENDED = {Stage.IDLE, Stage.FAILED}
"""Stages in which nobody is changing a bot, and no version of it waits."""
_FAILED = {RunState.FAILED, RunState.TIMED_OUT}


@dataclass(frozen=True, slots=True)
class Health:
    """Hears of the end of every run."""

    keeping: Keeping
    notices: Noticing

    async def ended(self, session: AsyncSession, bot: Bot, run: Run) -> None:
        """What follows of a run's end, in the transaction that ends it."""
        if run.is_test or run.version != bot.version:
            return
        if run.state is RunState.SUCCESS and bot.failures:
            await self._recover(session, bot)
        elif run.state in _FAILED and bot.status is BotStatus.ACTIVE:
            await self._fail(session, bot, run)

    async def _recover(self, session: AsyncSession, bot: Bot) -> None:
        known = await repository.bot_of(session, bot.agency_id, bot.id, locks=True)
        if known is None or not known.failures:
            return
        count = known.failures
        is_active = known.status is BotStatus.ACTIVE
        values = {"failures": 0, "notice": ""} if is_active else {"failures": 0}
        await self.keeping.set(session, known, **values)
        times = "once" if count == 1 else f"{count} times in a row"
        rest = "" if is_active else " It is still paused; activate it to let it run by itself again."
        await tell_owner(
            self.notices,
            session,
            known,
            f"{known.name} works again",
            f"It had failed {times}.{rest}",
            level="success",
        )

    async def _fail(self, session: AsyncSession, bot: Bot, run: Run) -> None:
        known = await repository.bot_of(session, bot.agency_id, bot.id, locks=True)
        if known is None or known.status is not BotStatus.ACTIVE or known.version != run.version:
            return
        failures = known.failures + 1
        is_last = 0 < known.policy.pause_after <= failures
        heals = known.policy.heals and (failures in HEAL_AT or (is_last and failures < HEAL_AT[0]))
        known = await repository.set_bot(session, known, failures=failures)
        if is_last:
            known = await self._pause(session, known, run)
        elif failures == 1:
            text = f"{run.error or 'It failed.'} It goes on running; you are told when it works again."
            await tell_owner(
                self.notices, session, known, f"{known.name} failed", text, level="error", run_id=run.id
            )
        if heals and known.stage in _MENDED:
            await self._heal(session, known, run)
        elif is_last or failures == 1:
            await self.keeping.telling.changed(session, known)

    async def _pause(self, session: AsyncSession, bot: Bot, run: Run) -> Bot:
        """Let nothing set it off any more, and say what can be done."""
        times = "once" if bot.failures == 1 else f"{bot.failures} times in a row"
        notice = (
            f"It failed {times} and was paused: {run.error or 'it gave no reason.'} Look at the run, say "
            "what is to be different or go back to another version, then activate it again."
        )
        kept = await repository.set_bot(session, bot, status=BotStatus.ERROR, notice=notice)
        await self.keeping.triggers.armed(session, kept)
        await tell_owner(
            self.notices, session, kept, f"{bot.name} was paused", notice, level="error", run_id=run.id
        )
        return kept

    async def _heal(self, session: AsyncSession, bot: Bot, run: Run) -> None:
        data = {"run": str(run.id)}
        key = str(bot.id)
        await self.keeping.jobs.enqueue(session, HEAL, bot.agency_id, data, key=key, unless_waiting=True)
        await self.keeping.set(session, bot, stage=Stage.HEALING, progress="Reading the run that failed")
