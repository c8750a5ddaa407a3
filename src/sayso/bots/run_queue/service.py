"""Runs of bots of all agencies: everything that may be asked of them, made once per process."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sayso.bots import repository as bots
from sayso.bots.approvers import is_asked
from sayso.bots.host.repository import CALLS
from sayso.bots.run_queue import mutations, repository
from sayso.bots.run_queue.admission import ADMIT, QUICK, SLOW, Admission
from sayso.bots.run_queue.approval_decision import Deciding
from sayso.bots.run_queue.attempt_start import Beginning
from sayso.bots.run_queue.errors import NotRunnableError
from sayso.bots.run_queue.executor import Performing, Prepare
from sayso.bots.run_queue.maintenance import Sweeping
from sayso.bots.run_queue.repository import LogPiece
from sayso.bots.run_queue.run_completion import Ending, OnEnd
from sayso.bots.run_queue.run_creation import Starting
from sayso.bots.run_queue.values import unhidden
from sayso.bots.tables import RunRow
from sayso.bots.types import ENDED, Approval, Attempt, Bot, Cause, Run, RunState, Step
from sayso.db.database import Database
from sayso.db.keyset import Part, Window
from sayso.devloop.programs.ports import Requests
from sayso.errors import NotFoundError
from sayso.events.stream import Events
from sayso.jobs.lanes import Lanes
from sayso.jobs.queue import Jobs
from sayso.jobs.types import Job
from sayso.sandbox.slots import Slots
from sayso.sandbox.types import Sandbox

QUICK_HANDS = 96
"""Jobs of quick bots at a time; those that wait for their lane count, too."""
SLOW_HANDS = 8
"""Jobs of bots that are known to take long; more wait in the queue."""
ATTEMPTS = 12
"""Of a job; how often a run is begun is decided before that."""
UNSET: Any = object()
"""Stands for an input where none was given, since none is one."""


@dataclass(frozen=True, slots=True)
class Runs:
    """Who may do what is for the caller to decide.

    Methods that name a run raise ``NotFoundError`` where the agency has none such. What they give is as
    people see it, with passwords hidden; only ``wait`` gives everything.
    """

    database: Database
    jobs: Jobs
    events: Events
    starting: Starting
    performing: Performing
    ending: Ending
    deciding: Deciding
    sweeping: Sweeping

    @classmethod
    def over(
        cls,
        database: Database,
        *,
        jobs: Jobs,
        events: Events,
        sandbox: Sandbox,
        requests: Requests,
        prepare: Prepare,
        lanes: Lanes | None = None,
        slots: Slots | None = None,
    ) -> "Runs":
        """Runs over an open database."""
        admission = Admission(jobs)
        ending = Ending(database, events, admission)
        beginning = Beginning(database, events, admission)
        return cls(
            database,
            jobs,
            events,
            Starting(events, admission),
            Performing(
                database,
                events,
                sandbox,
                requests,
                prepare,
                beginning,
                ending,
                lanes or Lanes(),
                slots or Slots.share_of(8),
            ),
            ending,
            Deciding(database, events, admission),
            Sweeping(database, admission, ending),
        )

    @property
    def on_end(self) -> list[OnEnd]:
        """Those who are called in the transaction that ends a run."""
        return self.ending.on_end

    def handle(self, jobs: Jobs) -> None:
        """Let the queue know who performs runs."""
        performing, given_up = self.performing, self.performing.give_up
        jobs.handle(QUICK, performing.perform, attempts=ATTEMPTS, concurrency=QUICK_HANDS, given_up=given_up)
        jobs.handle(
            SLOW, performing.perform_slow, attempts=ATTEMPTS, concurrency=SLOW_HANDS, given_up=given_up
        )
        jobs.handle(ADMIT, self._admit, attempts=ATTEMPTS)

    async def start(
        self,
        session: AsyncSession,
        bot: Bot,
        input: Any,  # noqa: A002 - as the functions of bots call it
        cause: Cause,
        *,
        version: int | None = None,
        is_test: bool = False,
    ) -> Run:
        """Have a bot run once the session is committed; a cause that was heard before gives the run of then.

        Raises:
            NotRunnableError: when the bot is paused, has no version, or nobody whom it acts for.
            InputTooLargeError: when the input is longer than a run may be given.
        """
        return await self.starting.start(session, bot, input, cause, version=version, is_test=is_test)

    async def show(self, agency_id: UUID, run_id: UUID) -> Run:
        """A run."""
        return repository.seen(await self._run(agency_id, run_id))

    async def page(
        self,
        agency_id: UUID,
        window: Window,
        *,
        bot_id: UUID | None = None,
        states: Collection[RunState] = (),
        is_dead: bool | None = None,
    ) -> Part[Run]:
        """Runs, the newest first; the sort keys are ``created_at`` and ``id``."""
        async with self.database.unit(agency_id) as session:
            return await repository.page_of(
                session, agency_id, window, bot_id=bot_id, states=states, is_dead=is_dead
            )

    async def attempts(self, agency_id: UUID, run_id: UUID) -> list[Attempt]:
        """The times that it was begun."""
        async with self.database.unit(agency_id) as session:
            return await repository.attempts_of(session, agency_id, run_id)

    async def steps(self, agency_id: UUID, run_id: UUID) -> list[Step]:
        """Its steps that are done, without what is remembered beside them."""
        async with self.database.unit(agency_id) as session:
            steps = await repository.steps_of(session, agency_id, run_id)
        return [step for step in steps if not step.name.startswith(CALLS)]

    async def log(self, agency_id: UUID, run_id: UUID) -> list[LogPiece]:
        """What it wrote."""
        async with self.database.unit(agency_id) as session:
            return await repository.log_of(session, agency_id, run_id)

    async def approvals(
        self,
        agency_id: UUID,
        open: bool | None = None,  # noqa: A002 - reads as it is meant
        *,
        run_id: UUID | None = None,
    ) -> list[Approval]:
        """What runs asked of people, of all or of one."""
        async with self.database.unit(agency_id) as session:
            return await repository.approvals_of(session, agency_id, run_id=run_id, is_open=open)

    async def decide(
        self,
        agency_id: UUID,
        approval_id: UUID,
        user_id: UUID,
        approved: bool,
        comment: str = "",
        *,
        is_operator: bool = False,
    ) -> Approval:
        """Decide what a run asked; it goes on then.

        Raises:
            NotFoundError: when there is no such question, or it is not asked this person.
            DecidedError: when somebody was faster, or the run is over.
        """
        among = is_asked(user_id, is_operator=is_operator)
        return await self.deciding.decide(
            agency_id, approval_id, user_id, among, approved=approved, comment=comment
        )

    async def cancel(self, agency_id: UUID, run_id: UUID) -> Run:
        """End a run and its processes, wherever they are; one that has ended stays as it is."""
        run = await self._run(agency_id, run_id)
        ended = await self.ending.cancel(run, "It was stopped.")
        for kind in (QUICK, SLOW):
            await self.jobs.cancel(kind, str(run_id))
        return repository.seen(ended or await self._run(agency_id, run_id))

    async def rerun(
        self,
        agency_id: UUID,
        run_id: UUID,
        user_id: UUID,
        input: Any = UNSET,  # noqa: A002 - as the functions of bots call it
    ) -> Run:
        """Run the bot again as it is now, with the same or another input; a dead run is looked after then."""
        async with self.database.unit(agency_id) as session:
            row = await self._row(session, agency_id, run_id)
            before = repository.run_of(row)
            bot = await bots.bot_of(session, agency_id, before.bot_id)
            if bot is None:
                raise NotRunnableError("The bot of this run was removed.", hint="Bring it back first.")
            cause = Cause(
                kind="rerun",
                user_id=user_id,
                rerun_of=before.id,
                concurrency_key=before.cause.concurrency_key,
            )
            given = before.input if input is UNSET else unhidden(input, before.input)
            run = await self.start(session, bot, given, cause, is_test=before.is_test)
            await mutations.set_run(session, row, is_dead=False)
            return repository.seen(run)

    async def dismiss(self, agency_id: UUID, run_id: UUID) -> Run:
        """Take a run off the list of those that nobody has looked after."""
        async with self.database.unit(agency_id) as session:
            row = await mutations.set_run(session, await self._row(session, agency_id, run_id), is_dead=False)
            return repository.seen(repository.run_of(row))

    async def wait(self, agency_id: UUID, run_id: UUID, seconds: float) -> Run:
        """The run as it is when it has ended, or after so many seconds; nothing of it is hidden."""
        async with self.database.unit(agency_id) as session:
            position = await self.events.position(session, agency_id, run_id)
        try:
            async with asyncio.timeout(seconds):
                run = await self._run(agency_id, run_id)
                if run.state in ENDED:
                    return run
                async for event in self.events.follow(agency_id, run_id, position):
                    if event.kind == "run" and event.data["state"] in ENDED:
                        break
        except TimeoutError:
            pass
        return await self._run(agency_id, run_id)

    async def admit(self, agency_id: UUID, bot_id: UUID) -> None:
        """Let runs begin that waited for the bot: it is active again, or may do more at a time."""
        await self.sweeping.admit(agency_id, bot_id)

    async def keep_swept(self) -> None:
        """Begin what was forgotten, and let go of what is old, for as long as a server runs."""
        await self.sweeping.keep_swept()

    async def _admit(self, job: Job) -> None:
        await self.sweeping.admit(job.agency_id, UUID(job.data["bot"]))

    async def _run(self, agency_id: UUID, run_id: UUID) -> Run:
        async with self.database.unit(agency_id) as session:
            return repository.run_of(await self._row(session, agency_id, run_id))

    @staticmethod
    async def _row(session: AsyncSession, agency_id: UUID, run_id: UUID) -> RunRow:
        row = await repository.row_of(session, agency_id, run_id)
        if row is None:
            raise NotFoundError("There is no such run.", hint="It may be so old that it was let go.")
        return row


__all__ = ["UNSET", "Runs"]
