"""Dashboards as the API shows them."""

from collections.abc import Mapping

from sayso.blocks.dashboards.types import Dashboard, Layout, Looker, Share, Size
from sayso.web.services import Services
from sayso.web.v1.blocks.presenter import Showing, is_for_strangers, shared_view
from sayso.web.v1.dashboards.views import (
    DashboardLine,
    DashboardView,
    LayoutsView,
    OwnerView,
    SharedDashboardView,
    ShareView,
    TileView,
)


def dashboard_line(dashboard: Dashboard) -> DashboardLine:
    """A dashboard in a list."""
    owner = OwnerView(id=dashboard.user_id, name=dashboard.owner) if dashboard.user_id else None
    return DashboardLine(
        id=dashboard.id,
        name=dashboard.name,
        visibility=dashboard.visibility,
        blocks=dashboard.blocks,
        may_edit=dashboard.may_edit,
        owner=owner,
        created_at=dashboard.created_at,
        updated_at=dashboard.updated_at,
    )


async def dashboard_view(services: Services, looker: Looker, dashboard: Dashboard) -> DashboardView:
    """A dashboard with all that is on it; what happens after ``follow_after`` may be in it already."""
    told = await services.dashboards.events_so_far(dashboard)
    blocks = await services.blocks.of_dashboard(dashboard.agency_id, dashboard.id)
    layouts = await services.dashboards.layouts(dashboard, blocks)
    shares = await services.shares.of(dashboard) if dashboard.may_edit else []
    line = dashboard_line(dashboard).model_dump(exclude={"blocks"})
    return DashboardView(
        **line,
        layouts=layouts_view(layouts),
        blocks=await Showing(services, dashboard).all(blocks),
        shares=[_share(one) for one in shares],
        confirmation=await services.dashboards.confirmation(looker, blocks),
        follow_after=told,
    )


async def shared_dashboard_view(
    services: Services, share: Share, dashboard: Dashboard
) -> SharedDashboardView:
    """A dashboard as strangers see it."""
    told = await services.dashboards.events_so_far(dashboard)
    every = await services.blocks.of_dashboard(dashboard.agency_id, dashboard.id)
    blocks = [one for one in every if is_for_strangers(one)]
    layouts = await services.dashboards.layouts(dashboard, blocks)
    return SharedDashboardView(
        name=dashboard.name,
        layouts=layouts_view(layouts),
        blocks=[shared_view(one) for one in blocks],
        expires_at=share.expires_at,
        follow_after=told,
    )


def layouts_view(layouts: Mapping[Size, Layout]) -> LayoutsView:
    """Where blocks are, by size of screen."""
    tiles = {
        size.value: [TileView.model_validate(tile, from_attributes=True) for tile in layout]
        for size, layout in layouts.items()
    }
    return LayoutsView(**tiles)


def _share(share: Share) -> ShareView:
    return ShareView.model_validate(share, from_attributes=True)
