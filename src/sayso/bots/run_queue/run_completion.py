"""Ends attempts and runs: all that an end brings with it happens in one transaction, and only once.

Whoever lost its attempt meanwhile finds that the run has gone on without it, and changes nothing.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.bots import repository as bots
from sayso.bots.run_queue import counters, live, mutations, repository
from sayso.bots.run_queue.admission import Admission
from sayso.bots.run_queue.run_events import tell
from sayso.bots.run_queue.verdicts import Verdict
from sayso.bots.tables import RunRow
from sayso.bots.types import Bot, Run, RunState
from sayso.db.database import Database
from sayso.events.stream import Events
from sayso.jobs.failures import reason_of, trace_of
from sayso.jobs.queue import JobEndedError
from sayso.jobs.types import Job

OnEnd = Callable[[AsyncSession, Bot, Run], Awaitable[None]]
LONGEST_BACKOFF = 6 * 3_600.0
TRIES = 4
_NO_APPROVAL = "It says that it waits for somebody, but asked nothing."
_NOW = text("clock_timestamp()")
_log = logging.getLogger(__name__)


@dataclass
class Ending:
    """Ends runs. ``on_end`` is called in the transaction of every end."""

    database: Database
    events: Events
    admission: Admission
    on_end: list[OnEnd] = field(default_factory=list)

    async def end(self, job: Job, run: Run, verdict: Verdict, rest: str = "") -> bool:
        """End the attempt of this job, and the run unless it goes on later; whether it still was ours."""

        async def work(session: AsyncSession, *, is_careful: bool) -> bool:
            await self.admission.hold(session, run.bot_id)
            row = await repository.row_of(session, run.agency_id, run.id, locks=True)
            if row is None or row.state != RunState.RUNNING or row.attempt != run.attempt:
                return False
            await live.add(self.events, session, run, live.pieces_of(rest))
            await mutations.end_attempt(session, row, verdict.ending, verdict.detail, verdict.trace)
            await self._settle(session, row, verdict, is_careful=is_careful)
            await self.admission.jobs.finish(session, job)
            return True

        return bool(await self._tried(run, work))

    async def refuse(self, job: Job, run: Run, state: RunState, reason: str) -> None:
        """End a run that must not be begun, or not be taken up again."""

        async def work(session: AsyncSession, *, is_careful: bool) -> None:
            await self.admission.hold(session, run.bot_id)
            row = await repository.row_of(session, run.agency_id, run.id, locks=True)
            if row is not None and row.state == run.state and row.attempt == run.attempt:
                await mutations.end_attempt(session, row, state.value, reason)
                await self.close(session, row, state, error=reason, is_careful=is_careful)
            await self.admission.jobs.finish(session, job)

        await self._tried(run, work)

    async def cancel(self, run: Run, reason: str) -> Run | None:
        """End a run that has not ended, whatever it is at; none where it had ended."""

        async def work(session: AsyncSession, *, is_careful: bool) -> Run | None:
            await self.admission.hold(session, run.bot_id)
            row = await repository.row_of(session, run.agency_id, run.id, locks=True)
            if row is None or row.ended_at is not None:
                return None
            await mutations.end_attempt(session, row, "cancelled", reason)
            return await self.close(session, row, RunState.CANCELLED, error=reason, is_careful=is_careful)

        ended: Run | None = await self._tried(run, work)
        return ended

    async def close(
        self,
        session: AsyncSession,
        row: RunRow,
        state: RunState,
        *,
        output: str | None = None,
        error: str = "",
        seconds: float = 0.0,
        is_careful: bool = False,
    ) -> Run:
        """End a run for good; for who holds its bot and its row. ``seconds`` are of its last attempt."""
        is_error = state in {RunState.FAILED, RunState.TIMED_OUT}
        if state is not RunState.SUCCESS and await mutations.withdraw(session, row):
            await self.events.append(session, row.agency_id, row.id, "approval", {})
        row = await mutations.set_run(
            session,
            row,
            state=state.value,
            output=output,
            error=error,
            ended_at=_NOW,
            admitted_at=None,
            run_after=None,
            is_dead=is_error and not row.is_test,
            seconds=row.seconds + seconds,
        )
        run = repository.run_of(row)
        await counters.count(session, run)
        bot = await bots.bot_of(session, run.agency_id, run.bot_id)
        if bot is not None:
            for hook in self.on_end:
                await _called(hook, session, bot, run, is_careful=is_careful)
            if is_error:  # which may have paused it
                bot = await bots.bot_of(session, run.agency_id, run.bot_id) or bot
            await self.admission.admit(session, bot)
        await tell(self.events, session, row)
        return run

    async def _settle(
        self, session: AsyncSession, row: RunRow, verdict: Verdict, *, is_careful: bool
    ) -> None:
        """Let the run end, wait, or be tried again."""
        close = partial(self.close, session, row, seconds=verdict.seconds, is_careful=is_careful)
        if verdict.ending == "success":
            await close(RunState.SUCCESS, output=verdict.output)
            return
        bot = await bots.bot_of(session, row.agency_id, row.bot_id)
        if verdict.ending == "waiting":
            asked = await repository.approvals_of(session, row.agency_id, run_id=row.id)
            if not asked:
                await close(RunState.FAILED, error=_NO_APPROVAL)
                return
            is_open = any(one.decision is None for one in asked)
            await self._wait(session, row, bot, verdict, is_open=is_open)
        elif bot is None or row.is_test or row.retried >= bot.policy.retries:
            await close(RunState(verdict.ending), error=verdict.error)
        else:
            await self._retry(session, row, bot, verdict)

    async def _retry(self, session: AsyncSession, row: RunRow, bot: Bot, verdict: Verdict) -> None:
        """Have it tried again later; its place is free until then."""
        delay = timedelta(seconds=backoff(bot.policy.backoff, row.retried))
        row = await mutations.set_run(
            session,
            row,
            state=RunState.QUEUED.value,
            error=verdict.error,
            admitted_at=None,
            retried=row.retried + 1,
            run_after=_now_and(delay),
            seconds=row.seconds + verdict.seconds,
        )
        await self.admission.admit_later(session, bot, row.id, delay)
        await self.admission.admit(session, bot)
        await tell(self.events, session, row)

    async def _wait(
        self, session: AsyncSession, row: RunRow, bot: Bot | None, verdict: Verdict, *, is_open: bool
    ) -> None:
        """Wait for a person, or go on at once where they have decided meanwhile."""
        row = await mutations.set_run(
            session,
            row,
            state=(RunState.WAITING if is_open else RunState.QUEUED).value,
            admitted_at=None,
            run_after=None,
            seconds=row.seconds + verdict.seconds,
        )
        if bot is not None:
            await self.admission.admit(session, bot)
        await tell(self.events, session, row)

    async def _tried(self, run: Run, work: Callable[..., Awaitable[Any]]) -> Any:
        """Do it in one transaction; again where others were in the way, the last time with care.

        Nothing is done where the job was stopped or taken over meanwhile.
        """
        for attempt in range(1, TRIES + 1):
            try:
                async with self.database.unit(run.agency_id) as session:
                    return await work(session, is_careful=attempt == TRIES)
            except JobEndedError:
                return None
            except Exception as error:
                if attempt == TRIES:
                    raise
                if not isinstance(error, DBAPIError):
                    _log.warning("an end failed: %s (%s)", reason_of(error), trace_of(error))
            await asyncio.sleep(0.05 * 4 ** (attempt - 1))
        raise AssertionError("unreachable")


def backoff(first: float, retried: int) -> float:
    """Seconds until a run is tried again that was so often before."""
    return float(min(first * 2 ** min(retried, 20), LONGEST_BACKOFF))


def _now_and(delay: timedelta) -> Any:
    """The same moment as that of a job with this delay, in one transaction."""
    return text("now() + make_interval(secs => :delay)").bindparams(delay=delay.total_seconds())


async def _called(hook: OnEnd, session: AsyncSession, bot: Bot, run: Run, *, is_careful: bool) -> None:
    """Let somebody know of an end. With care, one who fails of it does not keep the run from ending."""
    if not is_careful:
        await hook(session, bot, run)
        return
    try:
        async with session.begin_nested():
            await hook(session, bot, run)
    except Exception as error:  # noqa: BLE001 - whatever a hook raises, the run ends
        _log.error("a run ended, and not all heard of it: %s (%s)", reason_of(error), trace_of(error))
