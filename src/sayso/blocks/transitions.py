"""What is written down when a block changes: versions, data, schedule, and the word to whoever looks on."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sayso.blocks import repository
from sayso.blocks.dashboard_events import Telling
from sayso.blocks.data import shape_of
from sayso.blocks.errors import BusyError
from sayso.blocks.types import (
    At,
    Block,
    Card,
    Every,
    Never,
    Reads,
    Shown,
    State,
    Version,
    VersionStatus,
)
from sayso.errors import NotFoundError
from sayso.jobs.queue import Jobs
from sayso.schedules import recurrence
from sayso.schedules.service import Schedules

REFRESH = "block-refresh"
MAKE = "block-make"
CHANGE = "block-change"
HEAL = "block-heal"
_REFRESHED = {State.LIVE, State.FAILING}
_A_DAY = 86_400


class Keeping:
    """Writes down what becomes of blocks."""

    def __init__(self, jobs: Jobs, schedules: Schedules, telling: Telling) -> None:
        self.jobs = jobs
        self.schedules = schedules
        self.telling = telling

    async def add_version(
        self,
        session: AsyncSession,
        block: Block,
        status: VersionStatus,
        *,
        code: str,
        card: Card,
        reads: Reads,
        author: str,
        explanation: str = "",
        wish: str = "",
        user_id: UUID | None = None,
    ) -> Version:
        """A new version of a block that is ours."""
        return await repository.add_version(
            session,
            block,
            {
                "status": status.value,
                "code": code,
                "card": card,
                "reads": reads,
                "author": author,
                "explanation": explanation,
                "wish": wish,
                "user_id": user_id,
            },
        )

    async def activate(self, session: AsyncSession, block: Block, version: Version, value: Any) -> Block:
        """Let a version that was tried take the place of the one before, and show what it gave."""
        if block.version is not None and block.version != version.number:
            await repository.set_version(session, block, block.version, status=VersionStatus.DEPRECATED.value)
        await repository.set_version(session, block, version.number, status=VersionStatus.ACTIVE.value)
        await self.show(session, block, version.number, value)
        kept = await repository.set_block(
            session,
            block,
            version=version.number,
            user_id=version.user_id,
            title=version.card.title,
            state=State.PAUSED.value if block.state is State.PAUSED else State.LIVE.value,
            **SETTLED,
        )
        await self.schedule(session, kept)
        await self.telling.changed(session, kept)
        return kept

    async def show(self, session: AsyncSession, block: Block, version: int, value: Any) -> None:
        """Show this value from now on."""
        now = datetime.now(UTC)
        expires_at = now + timedelta(seconds=lasting(block))
        await repository.keep_data(session, block, Shown(value, now, expires_at, version, shape_of(value)))

    async def schedule(self, session: AsyncSession, block: Block) -> None:
        """Have it refreshed when it is due, if it is to be refreshed at all."""
        wanted = timing_of(block.refresh) if block.state in _REFRESHED else None
        if wanted is None or block.deleted_at is not None:
            await self.schedules.drop(session, block.agency_id, REFRESH, str(block.id))
        else:
            await self.schedules.set(session, block.agency_id, REFRESH, str(block.id), wanted)

    async def ask_refresh(
        self, session: AsyncSession, block: Block, *, delay: timedelta | None = None, by_hand: bool = False
    ) -> None:
        """Have it refreshed now, once."""
        await self.jobs.enqueue(
            session,
            REFRESH,
            block.agency_id,
            {"by_hand": by_hand},
            key=str(block.id),
            delay=delay,
            unless_waiting=True,
        )

    async def set(self, session: AsyncSession, block: Block, **values: Any) -> Block:
        """Change a block and tell of it."""
        kept = await repository.set_block(session, block, **values)
        await self.telling.changed(session, kept)
        return kept


SETTLED = {
    "notice": "",
    "progress": "",
    "suggestions": [],
    "failures": 0,
    "strain": 0.0,
    "healed": 0,
    "failing_since": None,
    "refreshing_since": None,
}
"""Columns of a block with which all is well."""


async def found(session: AsyncSession, agency_id: UUID, block_id: UUID, *, locks: bool = False) -> Block:
    """A block of the agency."""
    block = await repository.block_of(session, agency_id, block_id, locks=locks)
    if block is None:
        raise NotFoundError("There is no such block.", hint="It may have been removed.")
    return block


async def active(session: AsyncSession, block: Block) -> Version:
    """The version of a block that is shown."""
    version = None if block.version is None else await repository.version_of(session, block, block.version)
    if version is None:
        raise BusyError("This block was not made yet.", hint="Wait until it is there.")
    return version


def timing_of(refresh: Every | At | Never) -> recurrence.Timing | None:
    """When it is refreshed, for the clock.

    Raises:
        TimingError: when there is no such time.
    """
    if isinstance(refresh, Every):
        return recurrence.Every(refresh.seconds)
    return recurrence.Cron(refresh.cron, refresh.time_zone) if isinstance(refresh, At) else None


def lasting(block: Block) -> float:
    """For how many seconds data is as it should be; until the next but one refresh where nothing is set."""
    if block.cache_seconds:
        return block.cache_seconds
    if isinstance(block.refresh, Every):
        return block.refresh.seconds * 2
    wanted = timing_of(block.refresh)
    if wanted is None:
        return _A_DAY
    now = datetime.now(UTC)
    return (recurrence.next_times(wanted, now, 2)[-1] - now).total_seconds()
