"""Dashboards of agencies: who sees and edits them, where their blocks stand, links for people outside.

A dashboard is its owner's alone until it is shared with the agency. What somebody may not see is like what is
not there. Blocks read applications with the rights of whoever made them, so that is confirmed by a person
before more people see them.
"""

from collections.abc import Sequence
from typing import Literal
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sayso.blocks.dashboards import layout, repository
from sayso.blocks.dashboards.errors import RightsNotConfirmedError
from sayso.blocks.dashboards.layout import Placed
from sayso.blocks.dashboards.rights import Entering, confirmation, readers
from sayso.blocks.dashboards.types import (
    COLUMNS,
    MOST_BLOCKS,
    MOST_DASHBOARDS,
    Dashboard,
    Layout,
    Looker,
    Size,
    Tile,
    Visibility,
)
from sayso.blocks.service import Blocks
from sayso.blocks.types import Block, Displayed
from sayso.db.database import Database
from sayso.db.keyset import Part, Window
from sayso.errors import ConflictError, DeniedError, NotFoundError
from sayso.events.stream import Events
from sayso.runtime.errors import FieldError, InvalidFieldsError


class Dashboards:
    """The dashboards of all agencies."""

    def __init__(self, database: Database, events: Events, blocks: Blocks, entering: Entering) -> None:
        self._database = database
        self._events = events
        self._blocks = blocks
        self._entering = entering

    async def page(self, looker: Looker, window: Window) -> Part[Dashboard]:
        """What somebody sees, in its order."""
        async with self._database.unit(looker.agency_id) as session:
            return await repository.dashboards_of(session, looker, window)

    async def make(self, looker: Looker, name: str) -> Dashboard:
        """A new dashboard of somebody, which nobody else sees."""
        async with self._database.unit(looker.agency_id) as session:
            await self._demand_room(session, looker.agency_id)
            dashboard_id = await repository.add(session, looker, name)
            return await _found(session, looker, dashboard_id)

    async def find(self, looker: Looker, dashboard_id: UUID) -> Dashboard:
        """A dashboard that somebody sees."""
        async with self._database.unit(looker.agency_id) as session:
            return await _found(session, looker, dashboard_id)

    async def demand(self, looker: Looker, dashboard_id: UUID) -> Dashboard:
        """A dashboard that somebody may edit.

        Raises:
            NotFoundError: where they do not see it.
            DeniedError: where they only look at it.
        """
        async with self._database.unit(looker.agency_id) as session:
            return await _edited(session, looker, dashboard_id)

    async def events_so_far(self, dashboard: Dashboard) -> int:
        """Behind which event to follow, to hear what is new."""
        async with self._database.unit(dashboard.agency_id) as session:
            return await self._events.position(session, dashboard.agency_id, dashboard.id)

    async def change(
        self,
        looker: Looker,
        dashboard_id: UUID,
        *,
        name: str | None = None,
        visibility: Visibility | None = None,
        position: int | None = None,
        is_confirmed: bool = False,
    ) -> Dashboard:
        """Rename a dashboard, move it among those that one sees, let the agency see it or not.

        Raises:
            RightsNotConfirmedError: where the agency would see rows of applications.
        """
        before = await self.demand(looker, dashboard_id)
        if visibility is Visibility.AGENCY and before.visibility is Visibility.PRIVATE and not is_confirmed:
            await self.demand_confirmed(looker, before)
        given = {"name": name, "visibility": visibility and visibility.value}
        values = {key: value for key, value in given.items() if value is not None}
        async with self._database.unit(looker.agency_id) as session:
            if values:
                await repository.change(session, looker.agency_id, dashboard_id, **values)
            if position is not None:
                await _move(session, looker, dashboard_id, position)
            await self._tell(session, before, "dashboard")
            return await _found(session, looker, dashboard_id)

    async def remove(self, looker: Looker, dashboard_id: UUID) -> None:
        """Remove a dashboard with its blocks; links to it are withdrawn."""
        dashboard = await self.demand(looker, dashboard_id)
        blocks = await self._blocks.of_dashboard(looker.agency_id, dashboard_id)
        async with self._database.unit(looker.agency_id) as session:
            await repository.remove_shares(session, looker.agency_id, dashboard_id)
            await repository.remove(session, looker.agency_id, dashboard_id)
            await self._tell(session, dashboard, "dashboard")
        for one in blocks:
            await self._blocks.delete(looker.agency_id, one.block.id)

    async def restore(self, looker: Looker, dashboard_id: UUID) -> Dashboard:
        """Bring back a dashboard that was removed, with the blocks that went with it."""
        async with self._database.unit(looker.agency_id) as session:
            dashboard = await repository.dashboard_of(session, looker, dashboard_id, is_deleted=True)
            if dashboard is None:
                return await _edited(session, looker, dashboard_id)
            _demand_edit(dashboard)
            await self._demand_room(session, looker.agency_id)
            blocks = await repository.blocks_removed_with(session, dashboard)
            await repository.change(session, looker.agency_id, dashboard_id, deleted_at=None)
            await self._tell(session, dashboard, "dashboard")
        for block_id in blocks:
            await self._blocks.restore(looker.agency_id, block_id)
        return await self.find(looker, dashboard_id)

    async def layouts(self, dashboard: Dashboard, blocks: Sequence[Displayed]) -> dict[Size, Layout]:
        """Where these blocks of it stand, for each size of screen."""
        async with self._database.unit(dashboard.agency_id) as session:
            arranged = await repository.arranged(session, dashboard.agency_id, dashboard.id)
        return layout.layouts(arranged, _placed(blocks))

    async def arrange(
        self, looker: Looker, dashboard_id: UUID, size: Size, tiles: Sequence[Tile]
    ) -> dict[Size, Layout]:
        """Put blocks where somebody wants them, as far as they fit; all sizes as they are then.

        Raises:
            InvalidFieldsError: for a block that was never on it, or is there twice.
        """
        dashboard = await self.demand(looker, dashboard_id)
        blocks = await self._blocks.of_dashboard(looker.agency_id, dashboard_id)
        async with self._database.unit(looker.agency_id) as session:
            _demand_known(tiles, await repository.blocks_known(session, looker.agency_id, dashboard_id))
            fitting = layout.compact(tiles, COLUMNS[size])
            placed = layout.layouts({size: fitting}, _placed(blocks))[size]
            await repository.arrange(session, looker.agency_id, dashboard_id, size, placed)
            await self._tell(session, dashboard, "layout", size=size.value)
        return await self.layouts(dashboard, blocks)

    async def confirmation(self, looker: Looker, blocks: Sequence[Displayed]) -> str | None:
        """What a person has to know before others see these blocks; none where they read no application."""
        reading = readers(blocks)
        people = {one for one in reading if one is not None}
        if not reading:
            return None
        async with self._database.unit(looker.agency_id) as session:
            known = await repository.names_of(session, looker.agency_id, people)
        whose: dict[UUID | None, str] = {one: f"the rights of {name}" for one, name in known.items()}
        whose[looker.user_id] = "your rights"
        return await confirmation(self._entering, looker.agency_id, whose, reading)

    async def demand_confirmed(
        self, looker: Looker, dashboard: Dashboard, blocks: Sequence[Displayed] | None = None
    ) -> None:
        """Refuse to show blocks that read applications to others: ``RightsNotConfirmedError`` says what."""
        if blocks is None:
            blocks = await self._blocks.of_dashboard(dashboard.agency_id, dashboard.id)
        said = await self.confirmation(looker, blocks)
        if said is not None:
            raise RightsNotConfirmedError(said)

    async def is_seen_by_others(self, dashboard: Dashboard) -> bool:
        """Whether others than its owner see it, through a link or because it is the agency's."""
        if dashboard.visibility is Visibility.AGENCY:
            return True
        async with self._database.unit(dashboard.agency_id) as session:
            return bool(await repository.shares_of(session, dashboard.agency_id, dashboard.id))

    async def ask(
        self,
        looker: Looker,
        dashboard_id: UUID,
        asked: str,
        *,
        reach: Literal["none", "listed", "public"] | None = None,
        hosts: Sequence[str] = (),
    ) -> Block:
        """A new block on a dashboard; ``ConflictError`` where it is full."""
        dashboard = await self.demand(looker, dashboard_id)
        demand_place(dashboard)
        return await self._blocks.ask(
            looker.agency_id, dashboard_id, looker.user_id, asked, reach=reach, hosts=hosts
        )

    async def _demand_room(self, session: AsyncSession, agency_id: UUID) -> None:
        if await repository.count_of(session, agency_id) >= MOST_DASHBOARDS:
            raise ConflictError(
                f"An agency has at most {MOST_DASHBOARDS} dashboards.", hint="Remove one that nobody needs."
            )

    async def _tell(self, session: AsyncSession, dashboard: Dashboard, kind: str, **data: str) -> None:
        await self._events.append(session, dashboard.agency_id, dashboard.id, kind, dict(data))


def demand_place(dashboard: Dashboard) -> None:
    """Refuse one more block on a dashboard that is full: ``ConflictError``."""
    if dashboard.blocks >= MOST_BLOCKS:
        raise ConflictError(
            f"A dashboard has at most {MOST_BLOCKS} blocks.", hint="Remove one, or make another dashboard."
        )


async def _found(session: AsyncSession, looker: Looker, dashboard_id: UUID) -> Dashboard:
    found = await repository.dashboard_of(session, looker, dashboard_id)
    if found is None:
        raise NotFoundError("There is no such dashboard.", hint="List the dashboards to see which there are.")
    return found


async def _edited(session: AsyncSession, looker: Looker, dashboard_id: UUID) -> Dashboard:
    found = await _found(session, looker, dashboard_id)
    _demand_edit(found)
    return found


def _demand_edit(dashboard: Dashboard) -> None:
    if not dashboard.may_edit:
        raise DeniedError(
            f"“{dashboard.name}” is changed by {dashboard.owner or 'its owner'} and by administrators.",
            hint="Ask one of them, or make a dashboard of your own.",
        )


async def _move(session: AsyncSession, looker: Looker, dashboard_id: UUID, position: int) -> None:
    """Put a dashboard in front of the one that has this place among those that somebody sees."""
    seen = [one for one in await repository.seen_order(session, looker) if one != dashboard_id]
    every = [one for one in await repository.ordered(session, looker.agency_id) if one != dashboard_id]
    at = every.index(seen[position]) if position < len(seen) else len(every)
    await repository.renumber(session, looker.agency_id, [*every[:at], dashboard_id, *every[at:]])


def _demand_known(tiles: Sequence[Tile], known: set[UUID]) -> None:
    errors, seen = list[FieldError](), set[UUID]()
    for number, tile in enumerate(tiles):
        if tile.block not in known:
            errors.append(FieldError(f"items.{number}.block", "There is no such block on this dashboard."))
        elif tile.block in seen:
            errors.append(FieldError(f"items.{number}.block", "This block has another place already."))
        seen.add(tile.block)
    if errors:
        raise InvalidFieldsError(errors)


def _placed(blocks: Sequence[Displayed]) -> list[Placed]:
    return [Placed(one.block.id, one.version.card.kind if one.version else None) for one in blocks]
