"""Dashboards: list, make, look, change, remove and bring back them; lay them out; hear what happens."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from sayso.blocks.dashboards.types import Size, Tile
from sayso.errors import NotFoundError
from sayso.web.guard import api_routes
from sayso.web.ports import KnownDashboards
from sayso.web.server_sent_events import Listening, event_stream
from sayso.web.v1.access import Known
from sayso.web.v1.blocks.access import Looking
from sayso.web.v1.dashboards.bodies import DashboardChange, NewDashboard, NewLayout
from sayso.web.v1.dashboards.presenter import dashboard_line, dashboard_view, layouts_view
from sayso.web.v1.dashboards.views import DashboardLine, DashboardView, LayoutsView
from sayso.web.v1.pagination import LongPaging, Page

router = api_routes("/dashboards")

After = Annotated[int, Query(ge=0, le=2**63 - 1, description="The id of the last event that is known.")]
_CHECKED_AT = frozenset({"dashboard"})


@router.get("")
async def list_dashboards(
    dashboards: KnownDashboards, looker: Looking, paging: LongPaging
) -> Page[DashboardLine]:
    """One's own dashboards and those that the agency sees, in the agency's order."""
    return paging.page(await dashboards.page(looker, paging.window), dashboard_line)


@router.post("", status_code=201)
async def make_dashboard(dashboards: KnownDashboards, looker: Looking, body: NewDashboard) -> DashboardLine:
    """Make an empty dashboard, which nobody else sees yet."""
    return dashboard_line(await dashboards.make(looker, body.name))


@router.get("/{dashboard_id}")
async def show_dashboard(services: Known, looker: Looking, dashboard_id: UUID) -> DashboardView:
    """A dashboard with its blocks and what they show."""
    return await dashboard_view(services, looker, await services.dashboards.find(looker, dashboard_id))


@router.patch("/{dashboard_id}")
async def change_dashboard(
    dashboards: KnownDashboards, looker: Looking, dashboard_id: UUID, body: DashboardChange
) -> DashboardLine:
    """Rename a dashboard, move it in the list, let the agency see it or keep it to its owner again.

    Answers 409 `rights_not_confirmed` where its blocks read applications and nobody confirmed that.
    """
    changed = await dashboards.change(
        looker,
        dashboard_id,
        name=body.name,
        visibility=body.visibility,
        position=body.position,
        is_confirmed=body.confirm,
    )
    return dashboard_line(changed)


@router.delete("/{dashboard_id}", status_code=204)
async def delete_dashboard(dashboards: KnownDashboards, looker: Looking, dashboard_id: UUID) -> None:
    """Remove a dashboard with its blocks; for 30 days it can be brought back."""
    await dashboards.remove(looker, dashboard_id)


@router.post("/{dashboard_id}/restore")
async def restore_dashboard(
    dashboards: KnownDashboards, looker: Looking, dashboard_id: UUID
) -> DashboardLine:
    """Bring back a dashboard that was removed; links to it stay withdrawn."""
    return dashboard_line(await dashboards.restore(looker, dashboard_id))


@router.put("/{dashboard_id}/layouts/{size}")
async def lay_out_dashboard(
    dashboards: KnownDashboards, looker: Looking, dashboard_id: UUID, size: Size, body: NewLayout
) -> LayoutsView:
    """Arrange the blocks for one size of screen; sizes that nobody arranged follow."""
    tiles = [Tile(one.block, one.x, one.y, one.w, one.h) for one in body.items]
    return layouts_view(await dashboards.arrange(looker, dashboard_id, size, tiles))


@router.get(
    "/{dashboard_id}/events",
    response_class=Response,
    responses={200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}},
)
async def follow_dashboard(
    services: Known, looker: Looking, request: Request, dashboard_id: UUID, after: After = 0
) -> Response:
    """What happens on a dashboard, as server-sent events, from behind an event on.

    Kinds: `block` (`{block}` is to be read anew), `progress` (`{block, text}`), `layout` (`{size}`),
    `dashboard`, `removed` (`{block}`) and `unshared` (`{share}`). The stream ends for whoever may not see the
    dashboard any more.
    """
    dashboard = await services.dashboards.find(looker, dashboard_id)

    async def may_still() -> bool:
        try:
            await services.dashboards.find(looker, dashboard_id)
        except NotFoundError:
            return False
        return True

    listening = Listening(may_still, _CHECKED_AT)
    return event_stream(
        request, services.events, dashboard.agency_id, dashboard.id, after, listening=listening
    )
