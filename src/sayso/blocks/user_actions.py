"""What people do to blocks besides talking: ask, change, refresh, stop, wake, move, remove and bring back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sayso.blocks import repository
from sayso.blocks.errors import BusyError
from sayso.blocks.transitions import CHANGE, HEAL, MAKE, REFRESH, Keeping, active, found, timing_of
from sayso.blocks.types import Block, Change, Never, State, Version, Wishes
from sayso.db.database import Database
from sayso.errors import ConflictError, InputError, NotFoundError
from sayso.jobs.queue import Jobs

LONGEST_WORDS = 4_000
_STOPPED = "It was stopped."


@dataclass(frozen=True, slots=True)
class Steering:
    """Changes blocks at once, and has done what takes longer."""

    database: Database
    jobs: Jobs
    keeping: Keeping

    async def ask(
        self,
        agency_id: UUID,
        dashboard_id: UUID,
        user_id: UUID,
        asked: str,
        *,
        reach: Literal["none", "listed", "public"] | None,
        hosts: Sequence[str],
    ) -> Block:
        """A new block, which is made meanwhile."""
        words = demand_words(asked)
        wishes = Wishes(reach=reach or ("listed" if hosts else None), hosts=tuple(hosts))
        values = {
            "dashboard_id": dashboard_id,
            "user_id": user_id,
            "asked": words,
            "title": words[:80],
            "state": State.MAKING.value,
            "wishes": wishes.model_dump(mode="json"),
            "refresh": Never().model_dump(mode="json"),
        }
        async with self.database.unit(agency_id) as session:
            block = await repository.add_block(session, agency_id, values)
            await self.jobs.enqueue(session, MAKE, agency_id, {}, key=str(block.id))
            await self.keeping.telling.changed(session, block)
            return block

    async def say(self, agency_id: UUID, block_id: UUID, user_id: UUID, text: str) -> Block:
        """Have a block changed by words; one that was never made is asked for anew with them."""
        words = demand_words(text)
        async with self.database.unit(agency_id) as session:
            block = await found(session, agency_id, block_id, locks=True)
            if block.state in {State.MAKING, State.HEALING}:
                raise BusyError("Something is being done to this block.", hint="Wait for it, or stop it.")
            if block.version is None:
                kept = await self.keeping.set(
                    session, block, asked=words, title=words[:80], state=State.MAKING.value, **_FRESH
                )
                await self.jobs.enqueue(session, MAKE, agency_id, {}, key=str(block.id))
                return kept
            data = {"text": words, "user_id": str(user_id)}
            await self.jobs.enqueue(session, CHANGE, agency_id, data, key=str(block.id))
            return await self.keeping.set(
                session, block, **{**_FRESH, "progress": "Thinking about your words"}
            )

    async def refresh(self, agency_id: UUID, block_id: UUID) -> Block:
        """Have it refreshed now."""
        async with self.database.unit(agency_id) as session:
            block = await found(session, agency_id, block_id)
            await active(session, block)
            await self.keeping.ask_refresh(session, block, by_hand=True)
            return block

    async def stop(self, agency_id: UUID, block_id: UUID) -> Block:
        """End what is being done."""
        async with self.database.unit(agency_id) as session:
            await found(session, agency_id, block_id)
        for kind in (MAKE, CHANGE, HEAL, REFRESH):
            await self.jobs.cancel(kind, str(block_id))
        async with self.database.unit(agency_id) as session:
            block = await found(session, agency_id, block_id, locks=True)
            values: dict[str, Any] = {"progress": "", "refreshing_since": None}
            if block.state is State.MAKING:
                values |= {"state": State.FAILED.value, "notice": f"{_STOPPED} Say it again to have it made."}
            elif block.state is State.HEALING:
                values |= {"state": State.FAILING.value, "strain": 0.0}
            return await self.keeping.set(session, block, **values)

    async def wake(self, agency_id: UUID, block_id: UUID) -> Block:
        """Let it try again: a block that rests is refreshed, one that was never made is made."""
        async with self.database.unit(agency_id) as session:
            block = await found(session, agency_id, block_id, locks=True)
            if block.version is None:
                if block.state is not State.FAILED:
                    raise BusyError("This block is being made.", hint="Wait until it is there, or stop it.")
                kept = await self.keeping.set(session, block, state=State.MAKING.value, **_FRESH)
                await self.jobs.enqueue(session, MAKE, agency_id, {}, key=str(block.id))
                return kept
            if block.state not in {State.RESTING, State.FAILING, State.PAUSED}:
                return block
            values = {"failures": 0, "strain": 0.0, "healed": 0}
            state = State.LIVE if block.failing_since is None else State.FAILING
            kept = await self.keeping.set(session, block, state=state.value, **values)
            await self.keeping.schedule(session, kept)
            await self.keeping.ask_refresh(session, kept, by_hand=True)
            return kept

    async def change(self, agency_id: UUID, block_id: UUID, change: Change) -> Block:
        """Change what is not its code."""
        async with self.database.unit(agency_id) as session:
            block = await found(session, agency_id, block_id, locks=True)
            values = _values(change)
            if change.refresh is not None:
                timing_of(change.refresh)
            if change.is_paused is not None:
                values["state"] = _paused(block, is_paused=change.is_paused).value
            await self._describe(session, block, change)
            kept = await repository.set_block(session, block, **values)
            if "refresh" in values or "state" in values:
                await self.keeping.schedule(session, kept)
            if change.dashboard_id is not None and change.dashboard_id != block.dashboard_id:
                await self.keeping.telling.removed(session, block)
            await self.keeping.telling.changed(session, kept)
            return kept

    async def delete(self, agency_id: UUID, block_id: UUID) -> None:
        """Remove it; it rests where nobody sees it, and goes after a while."""
        await self.stop(agency_id, block_id)
        async with self.database.unit(agency_id) as session:
            block = await found(session, agency_id, block_id, locks=True)
            kept = await repository.set_block(session, block, deleted_at=datetime.now(UTC))
            await self.keeping.schedule(session, kept)
            await self.keeping.telling.removed(session, kept)

    async def restore(self, agency_id: UUID, block_id: UUID) -> Block:
        """Bring it back as it was, and up to date."""
        async with self.database.unit(agency_id) as session:
            block = await repository.block_of(session, agency_id, block_id, is_deleted=True, locks=True)
            if block is None:
                raise NotFoundError("There is no such block to bring back.", hint="It may be gone for good.")
            kept = await self.keeping.set(session, block, deleted_at=None)
            await self.keeping.schedule(session, kept)
            if kept.state in {State.LIVE, State.FAILING}:
                await self.keeping.ask_refresh(session, kept)
            return kept

    async def _describe(self, session: AsyncSession, block: Block, change: Change) -> None:
        """Write into the active version what is said of its card and what it may ask."""
        card: dict[str, Any] = {}
        if change.title is not None:
            card["title"] = change.title
        if change.explanation is not None:
            card["explanation"] = change.explanation
        reads: dict[str, Any] = {
            name: value
            for name in ("reach", "hosts", "secrets")
            if (value := getattr(change, name)) is not None
        }
        if not card and not reads:
            return
        version: Version = await active(session, block)
        await repository.set_version(
            session,
            block,
            version.number,
            card=version.card.model_copy(update=card),
            reads=version.reads.model_copy(update=reads),
        )
        if "reach" in reads or "hosts" in reads:
            wishes = block.wishes.model_copy(update={k: v for k, v in reads.items() if k != "secrets"})
            await repository.set_block(session, block, wishes=wishes)


_FRESH: dict[str, Any] = {"notice": "", "suggestions": [], "progress": ""}


def demand_words(text: str) -> str:
    """What somebody said, if it is anything."""
    words = text.strip()
    if not words:
        raise InputError(
            "Nothing was said.", hint="Say what is to be shown, such as “open orders by status”."
        )
    return words[:LONGEST_WORDS]


def _values(change: Change) -> dict[str, Any]:
    names = ("title", "refresh", "on_rows", "cache_seconds", "heals", "heal_after", "dashboard_id")
    return {name: value for name in names if (value := getattr(change, name)) is not None}


def _paused(block: Block, *, is_paused: bool) -> State:
    if is_paused and block.state in {State.LIVE, State.FAILING, State.RESTING}:
        return State.PAUSED
    if not is_paused and block.state is State.PAUSED:
        return State.FAILING if block.failing_since is not None else State.LIVE
    if is_paused != (block.state is State.PAUSED):
        raise ConflictError("Something is being done to this block.", hint="Wait for it, or stop it.")
    return block.state
