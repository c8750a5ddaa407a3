"""Mends blocks by themselves: a new version is tried on the live source before it replaces anything.

What is shown stays until then. A new version has to give what the last good one gave: the same fields, of
the same kinds, and entries where there were some; and it reaches nothing that the one before did not reach.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sayso.blocks import repository
from sayso.blocks.draft_writer import Writing, Written, details_of
from sayso.blocks.progress import progressing
from sayso.blocks.refresh import Refreshing, note_steps
from sayso.blocks.sandbox_run import Ran, Trying, fitting
from sayso.blocks.transitions import Keeping, active
from sayso.blocks.types import Block, BlockDetails, LogKind, Shown, State, Version, VersionStatus
from sayso.blocks.writer_context import Gathering
from sayso.db.database import Database
from sayso.devloop.programs.types import Analysis, Developed, Draft, Trial
from sayso.errors import AppError
from sayso.jobs.types import Job

MOST_ROUNDS = 2
"""How often it is written anew, each time with several attempts, before it rests."""
AGAIN = "Trying once more what worked before"
WORKS_AGAIN = "The source works again; nothing had to be changed."


@dataclass(frozen=True, slots=True)
class _Ill:
    """A block that is to be mended, with what it was."""

    block: Block
    version: Version
    shown: Shown | None
    said: list[str]


@dataclass(frozen=True, slots=True)
class Healing:
    """Mends blocks that failed often enough."""

    database: Database
    keeping: Keeping
    trying: Trying
    gathering: Gathering
    writing: Writing
    refreshing: Refreshing

    async def heal(self, job: Job) -> None:
        """Try what is there once more, then write it anew."""
        ill = await self._ill(job)
        if ill is None:
            return
        block, version = ill.block, ill.version
        try:
            ran, developed, written = await self._mended(ill)
        except AppError as error:
            await self._end_refused(job, error)
            return
        async with self.database.unit(job.agency_id) as session:
            known = await repository.block_of(session, job.agency_id, block.id, locks=True)
            if known is None or known.state is not State.HEALING or known.version != version.number:
                return
            await self.keeping.jobs.finish(session, job)
            await note_steps(session, known, version, ran)
            if ran.problem is None:
                await repository.note(
                    session, known, LogKind.HEAL, WORKS_AGAIN, ok=True, version=version.number
                )
                await self.refreshing.succeeded(session, known, version, ran)
            elif developed is None:
                await self._wait(session, known, ran.problem)
            elif written is not None:
                await self._replace(session, known, ill, developed, written)
            else:
                await self._end_round(session, known, ill, developed, ran.problem)

    async def give_up(self, job: Job, reason: str) -> None:
        """Let it rest when mending broke for a reason of ours."""
        async with self.database.unit(job.agency_id) as session:
            block = await repository.block_of(session, job.agency_id, UUID(job.key), locks=True)
            if block is not None and block.state is State.HEALING:
                await repository.note(session, block, LogKind.HEAL, reason, ok=False)
                await self._rest(session, block, f"Mending it broke: {reason}")

    async def _ill(self, job: Job) -> _Ill | None:
        async with self.database.unit(job.agency_id) as session:
            block = await repository.block_of(session, job.agency_id, UUID(job.key))
            if block is None or block.state is not State.HEALING or block.version is None:
                return None
            version = await active(session, block)
            shown = (await repository.data_of(session, job.agency_id, [block.id])).get(block.id)
            return _Ill(block, version, shown, [block.asked, *await repository.wishes_of(session, block)])

    async def _mended(self, ill: _Ill) -> tuple[Ran, Developed | None, Written | None]:
        """What became of the version there is, and, where it fails for good, of writing another one."""
        block, version = ill.block, ill.version
        async with progressing(self.database, self.keeping.telling, block) as tell:
            tell(AGAIN)
            ran = await self.trying.run(block, version.code, version.card, version.reads)
            if ran.problem is None or ran.problem.is_passing:
                return ran, None, None
            tell(f"Writing it anew: {ran.problem.message}")
            facts = await self.gathering.facts(block, ill.said, version)
            details = BlockDetails(
                card=version.card, reads=version.reads, refresh=block.refresh, on_rows=block.on_rows
            )
            draft = Draft(version.code, details, version.explanation, _model(version))
            broken = Trial(draft, ran.outcome, ran.problem)
            developed, written = await self.writing.mend(
                block, version, ill.said, broken=broken, shown=ill.shown, facts=facts, tell=tell
            )
            return ran, developed, written

    async def _replace(
        self, session: AsyncSession, block: Block, ill: _Ill, developed: Developed, written: Written
    ) -> None:
        """Let what was tried take the place of what broke; its card stays where the data still fits it."""
        fits = fitting(ill.version.card, written.value) is None
        card = ill.version.card if fits else written.details.card
        added = await self.keeping.add_version(
            session,
            block,
            VersionStatus.CANDIDATE,
            code=written.draft.code,
            card=card.model_copy(update={"title": block.title}),
            reads=written.reads,
            author=written.author,
            explanation=written.draft.explanation or developed.message,
            user_id=block.user_id,
        )
        await repository.note(
            session,
            block,
            LogKind.HEAL,
            f"Mended: {added.explanation or 'a new version works.'}",
            ok=True,
            seconds=_seconds(developed),
            version=added.number,
        )
        await self.keeping.activate(session, block, added, written.value)

    async def _end_round(
        self, session: AsyncSession, block: Block, ill: _Ill, developed: Developed, problem: Analysis
    ) -> None:
        """Keep what did not work, and rest after the last round."""
        last = developed.last
        details = None if last is None else details_of(last.draft)
        number = None
        if last is not None and details is not None:
            added = await self.keeping.add_version(
                session,
                block,
                VersionStatus.FAILED,
                code=last.draft.code,
                card=details.card,
                reads=ill.version.reads,
                author=last.draft.model or "offline",
                explanation=developed.message,
                user_id=block.user_id,
            )
            number = added.number
        rounds = block.healed + 1
        told = f"Try {rounds} of {MOST_ROUNDS} to mend it did not work. {developed.message}"
        await repository.note(
            session, block, LogKind.HEAL, told, ok=False, seconds=_seconds(developed), version=number
        )
        block = await repository.set_block(session, block, healed=rounds)
        if rounds >= MOST_ROUNDS:
            await self._rest(session, block, problem.message)
        else:
            await self._fail_on(session, block, problem.message)

    async def _wait(self, session: AsyncSession, block: Block, problem: Analysis) -> None:
        """New code does not help against a source that is away; it is asked again at the usual times."""
        told = f"{problem.message} Nothing was rewritten; it is asked again at the usual times."
        await repository.note(session, block, LogKind.HEAL, told, ok=False)
        await self._fail_on(session, block, problem.message)

    async def _end_refused(self, job: Job, error: AppError) -> None:
        async with self.database.unit(job.agency_id) as session:
            block = await repository.block_of(session, job.agency_id, UUID(job.key), locks=True)
            if block is not None and block.state is State.HEALING:
                await self.keeping.jobs.finish(session, job)
                await repository.note(session, block, LogKind.HEAL, error.message, ok=False)
                await self._fail_on(session, block, error.message)

    async def _fail_on(self, session: AsyncSession, block: Block, notice: str) -> None:
        """Go on refreshing; enough further failures lead here again."""
        await self.keeping.set(
            session, block, state=State.FAILING.value, strain=0.0, notice=notice, progress=""
        )

    async def _rest(self, session: AsyncSession, block: Block, reason: str) -> None:
        """Refresh it no more until a person acts, and say what they can do."""
        since = (block.failing_since or datetime.now(UTC)).strftime("%-d %B %Y, %H:%M UTC")
        shown = await repository.data_of(session, block.agency_id, [block.id])
        seen = "; what you see is from before" if shown else ""
        notice = (
            f"This has failed since {since}: {reason} It could not be mended by itself and is refreshed no "
            f"more{seen}. Check the source, say what is to be different, or go back to another version; then "
            "wake it."
        )
        kept = await self.keeping.set(
            session, block, state=State.RESTING.value, notice=notice, progress="", refreshing_since=None
        )
        await self.keeping.schedule(session, kept)


def _model(version: Version) -> str:
    return "" if version.author in {"offline", "hand"} else version.author


def _seconds(developed: Developed) -> float:
    return sum(trial.seconds for trial in developed.trials)
