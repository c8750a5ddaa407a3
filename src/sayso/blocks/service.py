"""Blocks of all agencies: everything that may be done to them, made once per process."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError

from sayso.blocks import repository
from sayso.blocks.dashboard_events import Telling
from sayso.blocks.draft_writer import WritersOf, Writing
from sayso.blocks.generation import Making
from sayso.blocks.networks import Networks
from sayso.blocks.refresh import Refreshing
from sayso.blocks.row_listener import Noticing
from sayso.blocks.sandbox_run import Trying
from sayso.blocks.self_repair import Healing
from sayso.blocks.transitions import CHANGE, HEAL, MAKE, REFRESH, Keeping, found
from sayso.blocks.types import (
    Block,
    Card,
    Change,
    Comparison,
    Displayed,
    LogEntry,
    Reads,
    Version,
)
from sayso.blocks.user_actions import Steering
from sayso.blocks.versions import Versions
from sayso.blocks.writer_context import Gathering
from sayso.db.database import Database
from sayso.db.keyset import Part, Window
from sayso.devloop.programs.ports import Check, Developing, ModuleRows, Requests, Secrets
from sayso.errors import NotFoundError
from sayso.events.stream import Events
from sayso.jobs.lanes import Lanes
from sayso.jobs.queue import Jobs
from sayso.sandbox.types import Sandbox
from sayso.schedules.service import Schedules

MAKING_HANDS = 6
REFRESHING_HANDS = 48
"""Those that wait for their lane count, too."""
SWEEP_SECONDS = 6 * 3_600.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Blocks:
    """Who may do what is for the caller to decide, by the dashboard that a block stands on.

    Every method raises ``NotFoundError`` where the agency has no such block, or it was deleted.
    """

    database: Database
    schedules: Schedules
    steering: Steering
    making: Making
    refreshing: Refreshing
    healing: Healing
    kept_versions: Versions
    noticing: Noticing

    @classmethod
    def over(
        cls,
        database: Database,
        *,
        jobs: Jobs,
        events: Events,
        schedules: Schedules,
        sandbox: Sandbox,
        programs: Developing,
        writers_of: WritersOf,
        rows: ModuleRows,
        secrets: Secrets,
        requests: Requests,
        check: Check,
        lanes: Lanes | None = None,
    ) -> "Blocks":
        """Blocks over an open database."""
        keeping = Keeping(jobs, schedules, Telling(events))
        networks = Networks(rows, secrets)
        trying = Trying(sandbox, networks, requests)
        gathering = Gathering(sandbox, rows, secrets, requests)
        writing = Writing(programs, writers_of, networks)
        refreshing = Refreshing(database, keeping, trying, lanes or Lanes())
        return cls(
            database,
            schedules,
            Steering(database, jobs, keeping),
            Making(database, keeping, gathering, writing),
            refreshing,
            Healing(database, keeping, trying, gathering, writing, refreshing),
            Versions(database, keeping, trying, check),
            Noticing(database, jobs),
        )

    def handle(self, jobs: Jobs) -> None:
        """Let the queue know who works on blocks."""
        making, refreshing, healing = self.making, self.refreshing, self.healing
        jobs.handle(MAKE, making.make, attempts=2, concurrency=MAKING_HANDS, given_up=making.give_up)
        jobs.handle(CHANGE, making.change, attempts=2, concurrency=MAKING_HANDS, given_up=making.give_up)
        jobs.handle(HEAL, healing.heal, attempts=2, concurrency=MAKING_HANDS, given_up=healing.give_up)
        jobs.handle(
            REFRESH,
            refreshing.refresh,
            attempts=2,
            concurrency=REFRESHING_HANDS,
            given_up=refreshing.give_up,
        )

    async def ask(
        self,
        agency_id: UUID,
        dashboard_id: UUID,
        user_id: UUID,
        asked: str,
        *,
        reach: Literal["none", "listed", "public"] | None = None,
        hosts: Sequence[str] = (),
    ) -> Block:
        """A new block in the state making; it is written meanwhile."""
        return await self.steering.ask(agency_id, dashboard_id, user_id, asked, reach=reach, hosts=hosts)

    async def find(self, agency_id: UUID, block_id: UUID) -> Block:
        """A block."""
        async with self.database.unit(agency_id) as session:
            return await found(session, agency_id, block_id)

    async def find_deleted(self, agency_id: UUID, block_id: UUID) -> Block:
        """A block that was deleted and can come back."""
        async with self.database.unit(agency_id) as session:
            block = await repository.block_of(session, agency_id, block_id, is_deleted=True)
        if block is None:
            raise NotFoundError("There is no such block to bring back.", hint="It may be gone for good.")
        return block

    async def show(self, agency_id: UUID, block_id: UUID) -> Displayed:
        """A block with its card and data."""
        return (await self._displayed(agency_id, [await self.find(agency_id, block_id)]))[0]

    async def of_dashboard(self, agency_id: UUID, dashboard_id: UUID) -> list[Displayed]:
        """All blocks of a dashboard, the oldest first."""
        async with self.database.unit(agency_id) as session:
            blocks = await repository.blocks_of(session, agency_id, dashboard_id)
        return await self._displayed(agency_id, blocks)

    async def change(self, agency_id: UUID, block_id: UUID, change: Change) -> Block:
        """Change what a block is called, when it is refreshed, what it may ask; pause it; move it."""
        return await self.steering.change(agency_id, block_id, change)

    async def delete(self, agency_id: UUID, block_id: UUID) -> None:
        """Remove a block; it can be brought back for a while."""
        await self.steering.delete(agency_id, block_id)

    async def restore(self, agency_id: UUID, block_id: UUID) -> Block:
        """Bring back a block that was deleted."""
        return await self.steering.restore(agency_id, block_id)

    async def refresh(self, agency_id: UUID, block_id: UUID) -> Block:
        """Refresh it now."""
        return await self.steering.refresh(agency_id, block_id)

    async def say(self, agency_id: UUID, block_id: UUID, user_id: UUID, text: str) -> Block:
        """Say what is to be different; a new version is written and tried meanwhile."""
        return await self.steering.say(agency_id, block_id, user_id, text)

    async def stop(self, agency_id: UUID, block_id: UUID) -> Block:
        """End what is being done to it; what it shows stays."""
        return await self.steering.stop(agency_id, block_id)

    async def wake(self, agency_id: UUID, block_id: UUID) -> Block:
        """Let a block that rests, or that was never made, try again."""
        return await self.steering.wake(agency_id, block_id)

    async def versions(self, agency_id: UUID, block_id: UUID, window: Window) -> Part[Version]:
        """Its versions, the newest first; the sort key is the number."""
        return await self.kept_versions.page(agency_id, block_id, window)

    async def version(self, agency_id: UUID, block_id: UUID, number: int) -> Version:
        """One version."""
        return await self.kept_versions.show(agency_id, block_id, number)

    async def activate(self, agency_id: UUID, block_id: UUID, number: int) -> Block:
        """Go back to a version, when it works.

        Raises:
            DoesNotWorkError: when it does not; all stays as it is.
        """
        return await self.kept_versions.activate(agency_id, block_id, number)

    async def compare(self, agency_id: UUID, block_id: UUID, before: int, after: int) -> Comparison:
        """What differs between two versions."""
        return await self.kept_versions.compare(agency_id, block_id, before, after)

    async def write(
        self,
        agency_id: UUID,
        block_id: UUID,
        user_id: UUID,
        code: str,
        *,
        card: Card | None = None,
        reads: Reads | None = None,
    ) -> Block:
        """A version written by hand; it is active when it works.

        Raises:
            DoesNotWorkError: when it does not; it is kept as a candidate, with ``details["version"]``.
        """
        return await self.kept_versions.write(agency_id, block_id, user_id, code, card=card, reads=reads)

    async def log(self, agency_id: UUID, block_id: UUID, window: Window) -> Part[LogEntry]:
        """What it did, the newest first; the sort key is the id."""
        async with self.database.unit(agency_id) as session:
            return await repository.log_of(session, await found(session, agency_id, block_id), window)

    async def keep_swept(self) -> None:
        """Let go of what is old or was deleted long ago, in all agencies, for as long as a server runs."""
        while True:
            try:
                async with self.database.system() as session:
                    await repository.sweep(session)
            except (OSError, SQLAlchemyError) as error:
                _log.warning("old blocks could not be removed: %s", type(error).__name__)
            await asyncio.sleep(SWEEP_SECONDS)

    async def _displayed(self, agency_id: UUID, blocks: Sequence[Block]) -> list[Displayed]:
        ids = [block.id for block in blocks]
        async with self.database.unit(agency_id) as session:
            versions = await repository.active_of(session, agency_id, ids)
            shown = await repository.data_of(session, agency_id, ids)
            times = await self.schedules.next_of(session, agency_id, REFRESH, [str(one) for one in ids])
        return [
            Displayed(block, versions.get(block.id), shown.get(block.id), times.get(str(block.id)))
            for block in blocks
        ]
