"""What runs ask people, and what people decide."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from sayso.identity.permissions import Permission
from sayso.identity.principal import PrincipalKind
from sayso.web.guard import api_routes
from sayso.web.ports import KnownBots
from sayso.web.v1.access import Me
from sayso.web.v1.bodies import Decision
from sayso.web.v1.bots.access import Onlooking
from sayso.web.v1.bots.run_presenter import approval_view, approval_views
from sayso.web.v1.bots.run_views import ApprovalView
from sayso.web.v1.pagination import Page, Paging

router = api_routes("/approvals")

Open = Annotated[
    bool | None, Query(alias="open", description="Only those that wait for somebody, or only the others.")
]
OfBot = Annotated[UUID | None, Query(description="Only those of this bot.")]


@router.get("")
async def list_approvals(
    bots: KnownBots,
    onlooker: Onlooking,
    paging: Paging,
    is_open: Open = None,
    bot: OfBot = None,
) -> Page[ApprovalView]:
    """Questions that runs asked you, the newest first."""
    part = await bots.approvals(
        onlooker.agency_id, paging.window, onlooker.asked, is_open=is_open, bot_id=bot
    )
    people = {one.decided_by for one in part.items if one.decided_by}
    names = await bots.names(onlooker.agency_id, {one.bot_id for one in part.items}, people)
    return paging.page(part, lambda one: approval_view(one, names))


@router.post("/{approval_id}")
async def decide_approval(
    bots: KnownBots, me: Me, onlooker: Onlooking, approval_id: UUID, body: Decision
) -> ApprovalView:
    """Decide what a run asked you; it goes on at once. What was decided stays decided: 409.

    Whom it asks, its policy says (`deciders`, `admins_decide`); for all others it is not there. A key needs
    `modules:write`.
    """
    if me.kind is PrincipalKind.KEY:
        me.demand(Permission.MODULES_WRITE)
    decided = await bots.runs.decide(
        onlooker.agency_id,
        approval_id,
        onlooker.user_id,
        body.approved,
        body.comment,
        is_operator=onlooker.is_operator,
    )
    return (await approval_views(bots, onlooker.agency_id, [decided]))[0]
