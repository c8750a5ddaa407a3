"""Links to a dashboard: make one, withdraw one."""

from uuid import UUID

from sayso.web.guard import api_routes
from sayso.web.ports import KnownShares
from sayso.web.v1.access import Known
from sayso.web.v1.blocks.access import Looking
from sayso.web.v1.dashboards.bodies import NewShare
from sayso.web.v1.dashboards.views import MadeShare

router = api_routes("/dashboards/{dashboard_id}/shares")


@router.post("", status_code=201)
async def share_dashboard(services: Known, looker: Looking, dashboard_id: UUID, body: NewShare) -> MadeShare:
    """Make a link with which anybody can look at a dashboard; it is shown this once.

    Answers 409 `rights_not_confirmed` where its blocks read applications and nobody confirmed that.
    """
    made = await services.shares.make(looker, dashboard_id, body.label, body.days, is_confirmed=body.confirm)
    address = f"{services.settings.platform_origin}/shared/{made.secret}"
    return MadeShare(id=made.id, address=address)


@router.delete("/{share_id}", status_code=204)
async def withdraw_share(shares: KnownShares, looker: Looking, dashboard_id: UUID, share_id: UUID) -> None:
    """Withdraw a link; whoever looks at the dashboard with it right now sees nothing more."""
    await shares.withdraw(looker, dashboard_id, share_id)
