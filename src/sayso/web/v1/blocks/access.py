"""Which block or dashboard a path speaks of, and whether the sender may see or change it."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends

from sayso.blocks.dashboards.service import Dashboards
from sayso.blocks.dashboards.types import Dashboard, Looker
from sayso.blocks.types import Block
from sayso.errors import DeniedError, NotFoundError
from sayso.identity.permissions import AgencyRole, Permission
from sayso.identity.principal import PrincipalKind
from sayso.web.ports import KnownDashboards
from sayso.web.v1.access import Known, Me


@dataclass(frozen=True, slots=True)
class Addressed:
    """A block, the dashboard that it stands on, and who asks."""

    block: Block
    dashboard: Dashboard
    looker: Looker

    @property
    def agency_id(self) -> UUID:
        """Whose it is."""
        return self.block.agency_id


def looker_of(me: Me) -> Looker:
    """The sender as dashboards know them; an API key has to reach rows, since dashboards show some."""
    if me.kind is PrincipalKind.KEY:
        me.demand(Permission.DATA_READ)
    is_admin = me.role is AgencyRole.ADMIN
    return Looker(me.home_agency.id, me.user_id, is_admin, me.may(Permission.MODULES_WRITE))


Looking = Annotated[Looker, Depends(looker_of)]


async def seen_block(services: Known, looker: Looking, block_id: UUID) -> Addressed:
    """A block on a dashboard that the sender sees; all others are like one that is not there."""
    try:
        block = await services.blocks.find(looker.agency_id, block_id)
        return await _addressed(services.dashboards, looker, block)
    except NotFoundError:
        raise _no_block() from None


async def edited_block(
    dashboards: KnownDashboards, seen: Annotated[Addressed, Depends(seen_block)]
) -> Addressed:
    """A block on a dashboard that the sender may edit."""
    await dashboards.demand(seen.looker, seen.dashboard.id)
    return seen


async def written_block(edited: Annotated[Addressed, Depends(edited_block)]) -> Addressed:
    """A block whose code the sender may change: it runs with the rights of whoever made the block."""
    maker, looker = edited.block.user_id, edited.looker
    if maker not in {None, looker.user_id} and not looker.is_admin:
        raise DeniedError(
            "This block reads with the rights of whoever made it; they and administrators change its code.",
            hint="Ask for a block of your own.",
        )
    return edited


async def removed_block(services: Known, looker: Looking, block_id: UUID) -> Addressed:
    """A block that was removed from a dashboard that the sender may edit."""
    try:
        block = await services.blocks.find_deleted(looker.agency_id, block_id)
        found = await _addressed(services.dashboards, looker, block)
    except NotFoundError:
        raise _no_block() from None
    await services.dashboards.demand(looker, found.dashboard.id)
    return found


Seen = Annotated[Addressed, Depends(seen_block)]
Edited = Annotated[Addressed, Depends(edited_block)]
Written = Annotated[Addressed, Depends(written_block)]
Removed = Annotated[Addressed, Depends(removed_block)]


async def _addressed(dashboards: Dashboards, looker: Looker, block: Block) -> Addressed:
    return Addressed(block, await dashboards.find(looker, block.dashboard_id), looker)


def _no_block() -> NotFoundError:
    return NotFoundError("There is no such block.", hint="Look at the dashboard to see which there are.")
