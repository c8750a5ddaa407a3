"""Refreshes blocks: runs the active version and shows what it gives, or what was shown before."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sayso.blocks import repository
from sayso.blocks.sandbox_run import Ran, Trying
from sayso.blocks.transitions import HEAL, SETTLED, Keeping, active
from sayso.blocks.types import Block, LogKind, State, Version
from sayso.db.database import Database
from sayso.devloop.programs.types import Analysis
from sayso.errors import AppError
from sayso.jobs.lanes import Lanes
from sayso.jobs.types import Job

PASSING_WEIGHT = 0.2
"""What a failure weighs that passes by itself, as of a network: new code would not help against it."""
_RUN = {State.LIVE, State.FAILING}
_BY_HAND = {State.LIVE, State.FAILING, State.PAUSED, State.RESTING}


@dataclass(frozen=True, slots=True)
class Refreshing:
    """Runs the active versions of blocks."""

    database: Database
    keeping: Keeping
    trying: Trying
    lanes: Lanes

    async def refresh(self, job: Job) -> None:
        """Refresh a block that is due, or that somebody wants to see anew."""
        begun = await self._begin(job)
        if begun is None:
            return
        block, version = begun
        try:
            run = self.trying.run(block, version.code, version.card, version.reads)
            ran = await self.lanes.run(block.agency_id, block.id, run)
        except AppError as error:
            await self._end(job, version, None, " ".join(filter(None, [error.message, error.hint])))
        else:
            await self._end(job, version, ran, "")

    async def give_up(self, job: Job, reason: str) -> None:
        """Say that it failed for a reason of ours; the next one is tried as usual."""
        async with self.database.unit(job.agency_id) as session:
            block = await repository.block_of(session, job.agency_id, UUID(job.key), locks=True)
            if block is not None:
                await repository.note(session, block, LogKind.FETCH, reason, ok=False)
                await self.keeping.set(session, block, refreshing_since=None)

    async def _begin(self, job: Job) -> tuple[Block, Version] | None:
        """The block and what to run, if it is to be refreshed at all."""
        async with self.database.unit(job.agency_id) as session:
            block = await repository.block_of(session, job.agency_id, UUID(job.key), locks=True)
            states = _BY_HAND if job.data.get("by_hand") else _RUN
            if block is None or block.version is None or block.state not in states:
                return None
            version = await active(session, block)
            block = await self.keeping.set(session, block, refreshing_since=datetime.now(UTC))
            return block, version

    async def _end(self, job: Job, version: Version, ran: Ran | None, refusal: str) -> None:
        """Show what came of it, unless the block has gone on meanwhile."""
        async with self.database.unit(job.agency_id) as session:
            block = await repository.block_of(session, job.agency_id, UUID(job.key), locks=True)
            if block is None:
                return
            await self.keeping.jobs.finish(session, job)
            if block.version != version.number:
                await self.keeping.set(session, block, refreshing_since=None)
            elif ran is None:
                await repository.note(
                    session, block, LogKind.FETCH, refusal, ok=False, version=version.number
                )
                since = block.failing_since or datetime.now(UTC)
                told = {"notice": refusal, "failing_since": since, "failures": block.failures + 1}
                await self.keeping.set(
                    session, block, refreshing_since=None, state=_failing(block).value, **told
                )
            else:
                await note_steps(session, block, version, ran)
                if ran.problem is None:
                    await self.succeeded(session, block, version, ran)
                else:
                    await self._failed(session, block, ran.problem)

    async def succeeded(self, session: AsyncSession, block: Block, version: Version, ran: Ran) -> Block:
        """Show what a run gave; all is well with the block."""
        await self.keeping.show(session, block, version.number, ran.value)
        state = State.PAUSED if block.state is State.PAUSED else State.LIVE
        left = {"progress", *({"notice", "suggestions"} if block.state is State.LIVE else ())}
        values = {name: value for name, value in SETTLED.items() if name not in left}
        kept = await self.keeping.set(session, block, state=state.value, **values)
        if block.state not in {State.LIVE, State.FAILING, State.PAUSED}:
            await self.keeping.schedule(session, kept)
        return kept

    async def _failed(self, session: AsyncSession, block: Block, problem: Analysis) -> None:
        """Count a failure, and have the block mended once there were enough."""
        strain = block.strain + (PASSING_WEIGHT if problem.is_passing else 1.0)
        heals = block.heals and strain >= block.heal_after and block.state in _RUN
        state = State.HEALING if heals else _failing(block)
        if heals:
            await self.keeping.jobs.enqueue(
                session, HEAL, block.agency_id, {}, key=str(block.id), unless_waiting=True
            )
        await self.keeping.set(
            session,
            block,
            state=state.value,
            notice=problem.message,
            failures=block.failures + 1,
            strain=strain,
            failing_since=block.failing_since or datetime.now(UTC),
            refreshing_since=None,
        )


async def note_steps(session: AsyncSession, block: Block, version: Version, ran: Ran) -> None:
    """Write down how long fetching and processing took, and where it failed."""
    kinds = {"fetch_data": LogKind.FETCH, "process_data": LogKind.PROCESS}
    problem = ran.problem
    steps = [step for step in ran.outcome.steps if step.name in kinds]
    for step in steps:
        is_at_fault = problem is not None and (not step.ok or step is steps[-1])
        message = problem.message if problem is not None and is_at_fault else ""
        await repository.note(
            session,
            block,
            kinds[step.name],
            message,
            ok=step.ok and not is_at_fault,
            seconds=step.seconds,
            version=version.number,
        )
    if problem is not None and not steps:
        seconds = ran.outcome.seconds
        await repository.note(
            session, block, LogKind.FETCH, problem.message, ok=False, seconds=seconds, version=version.number
        )


def _failing(block: Block) -> State:
    return State.FAILING if block.state in _RUN else block.state
