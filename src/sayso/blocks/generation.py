"""Makes blocks from words, and changes them by words: what is said is worked on in a job."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sayso.blocks import repository
from sayso.blocks.draft_writer import Writing, Written, details_of
from sayso.blocks.progress import progressing
from sayso.blocks.transitions import Keeping, active
from sayso.blocks.types import Block, LogKind, Reads, State, Version, VersionStatus
from sayso.blocks.writer_context import Gathering
from sayso.db.actor import SYSTEM, Actor, acting
from sayso.db.database import Database
from sayso.devloop.programs.types import Developed
from sayso.errors import AppError
from sayso.jobs.types import Job

LOOKING = "Looking at what there is to read"
_UNDONE = "Your change was not made, and the block is as it was."


@dataclass(frozen=True, slots=True)
class Making:
    """Works on what people say to blocks."""

    database: Database
    keeping: Keeping
    gathering: Gathering
    writing: Writing

    async def make(self, job: Job) -> None:
        """Make a block that was asked for."""
        block = await self._block(job)
        if block is None or block.state is not State.MAKING:
            return
        with acting(await self._actor(block, block.user_id)):
            developed, written = await self._written(block, [block.asked], None)
            async with self.database.unit(job.agency_id) as session:
                known = await repository.block_of(session, job.agency_id, block.id, locks=True)
                if known is None or known.state is not State.MAKING:
                    return
                await self.keeping.jobs.finish(session, job)
                if written is None:
                    await self._note(session, known, developed, None)
                    told = {"notice": developed.message, "suggestions": _suggestions(developed)}
                    await self.keeping.set(session, known, state=State.FAILED.value, progress="", **told)
                    return
                details = written.details
                known = await repository.set_block(
                    session, known, refresh=details.refresh, on_rows=details.on_rows
                )
                version = await self._add(session, known, written, "", known.user_id)
                await self.keeping.activate(session, known, version, written.value)
                await self._note(session, known, developed, version.number)

    async def change(self, job: Job) -> None:
        """Do what was wished for; the block shows what it did before until the new version works."""
        block = await self._block(job)
        if block is None or block.version is None:
            return
        wish, user_id = str(job.data["text"]), UUID(job.data["user_id"])
        block = replace(block, user_id=user_id)
        async with self.database.unit(job.agency_id) as session:
            version = await active(session, block)
            said = [block.asked, *await repository.wishes_of(session, block), wish]
        with acting(await self._actor(block, user_id)):
            developed, written = await self._written(block, said, version)
            async with self.database.unit(job.agency_id) as session:
                known = await repository.block_of(session, job.agency_id, block.id, locks=True)
                if known is None:
                    return
                await self.keeping.jobs.finish(session, job)
                if written is None:
                    number = await self._add_failed(
                        session, known, developed, reads=version.reads, wish=wish, user_id=user_id
                    )
                    await self._note(session, known, developed, number)
                    notice = f"{_UNDONE} {developed.message}"
                    told = {"notice": notice, "suggestions": _suggestions(developed)}
                    await self.keeping.set(session, known, progress="", **told)
                    return
                if "refresh" in written.details.model_fields_set:
                    known = await repository.set_block(session, known, refresh=written.details.refresh)
                if "on_rows" in written.details.model_fields_set:
                    known = await repository.set_block(session, known, on_rows=written.details.on_rows)
                added = await self._add(session, known, written, wish, user_id)
                await self.keeping.activate(session, known, added, written.value)
                await self._note(session, known, developed, added.number)

    async def give_up(self, job: Job, reason: str) -> None:
        """Say that it failed for a reason of ours."""
        async with self.database.unit(job.agency_id) as session:
            block = await repository.block_of(session, job.agency_id, UUID(job.key), locks=True)
            if block is None:
                return
            state = State.FAILED if block.state is State.MAKING else block.state
            notice = f"Something of Sayso's own broke: {reason} Say it again, or tell whoever runs Sayso."
            await repository.note(session, block, LogKind.MAKE, notice, ok=False)
            await self.keeping.set(session, block, state=state.value, notice=notice, progress="")

    async def _block(self, job: Job) -> Block | None:
        async with self.database.unit(job.agency_id) as session:
            return await repository.block_of(session, job.agency_id, UUID(job.key))

    async def _actor(self, block: Block, user_id: UUID | None) -> Actor:
        """On whose behalf words are worked on."""
        if user_id is None:
            return SYSTEM
        async with self.database.unit(block.agency_id) as session:
            return Actor("person", user_id, await repository.name_of(session, block.agency_id, user_id))

    async def _written(
        self, block: Block, said: Sequence[str], version: Version | None
    ) -> tuple[Developed, Written | None]:
        async with progressing(self.database, self.keeping.telling, block) as tell:
            tell(LOOKING)
            try:
                facts = await self.gathering.facts(block, said, version)
                if facts["time_zone"] != block.time_zone:
                    async with self.database.unit(block.agency_id) as session:
                        await repository.set_block(session, block, time_zone=facts["time_zone"])
                return await self.writing.write(block, said, facts, tell)
            except AppError as error:
                return Developed(False, message=" ".join(filter(None, [error.message, error.hint]))), None

    async def _add(
        self, session: AsyncSession, block: Block, written: Written, wish: str, user_id: UUID | None
    ) -> Version:
        return await self.keeping.add_version(
            session,
            block,
            VersionStatus.CANDIDATE,
            code=written.draft.code,
            card=written.details.card,
            reads=written.reads,
            author=written.author,
            explanation=written.draft.explanation,
            wish=wish,
            user_id=user_id,
        )

    async def _add_failed(
        self,
        session: AsyncSession,
        block: Block,
        developed: Developed,
        *,
        reads: Reads,
        wish: str,
        user_id: UUID,
    ) -> int | None:
        """Keep what was tried last, so that a person can look at it and go on from there."""
        last = developed.last
        details = None if last is None else details_of(last.draft)
        if last is None or details is None:
            return None
        added = await self.keeping.add_version(
            session,
            block,
            VersionStatus.FAILED,
            code=last.draft.code,
            card=details.card,
            reads=reads,
            author=last.draft.model or "offline",
            explanation=developed.message,
            wish=wish,
            user_id=user_id,
        )
        return added.number

    async def _note(
        self, session: AsyncSession, block: Block, developed: Developed, version: int | None
    ) -> None:
        seconds = sum(trial.seconds for trial in developed.trials)
        await repository.note(
            session,
            block,
            LogKind.MAKE,
            developed.message,
            ok=developed.ok,
            seconds=seconds,
            version=version,
        )


def _suggestions(developed: Developed) -> list[str]:
    return list(developed.refusal.suggestions) if developed.refusal else []
