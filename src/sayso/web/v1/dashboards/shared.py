"""A dashboard for anybody who has a link to it: what it shows, and nothing of how."""

from typing import Annotated
from uuid import UUID

from fastapi import Path, Request, Response

from sayso.blocks.dashboards.share_links import WITHDRAWN
from sayso.blocks.dashboards.types import Dashboard
from sayso.blocks.service import Blocks
from sayso.blocks.types import Displayed
from sayso.errors import NotFoundError
from sayso.web.guard import api_routes
from sayso.web.server_sent_events import Listening, event_stream
from sayso.web.v1.access import Known
from sayso.web.v1.blocks.cards import SCRIPT, card_script
from sayso.web.v1.blocks.presenter import is_for_strangers, shared_view
from sayso.web.v1.blocks.views import SharedBlockView
from sayso.web.v1.dashboards.dashboards import After
from sayso.web.v1.dashboards.presenter import shared_dashboard_view
from sayso.web.v1.dashboards.views import SharedDashboardView

router = api_routes("/shared/{token}")
Token = Annotated[str, Path(max_length=200)]

_TOLD = frozenset({"block", "layout", "dashboard", "removed"})
"""What strangers hear of; that something is being made or mended is not for them."""


@router.get("")
async def show_shared_dashboard(services: Known, token: Token) -> SharedDashboardView:
    """The dashboard that the link leads to."""
    share, dashboard = await services.shares.open(token)
    return await shared_dashboard_view(services, share, dashboard)


@router.get("/blocks/{block_id}")
async def show_shared_block(services: Known, token: Token, block_id: UUID) -> SharedBlockView:
    """A block of it."""
    _, dashboard = await services.shares.open(token)
    return shared_view(await _block(services.blocks, dashboard, block_id))


@router.get(
    "/blocks/{block_id}/card.js",
    response_class=Response,
    responses=SCRIPT,
)
async def show_shared_card(services: Known, token: Token, block_id: UUID) -> Response:
    """What draws a card of its own kind, as a script for the frame that it is drawn in."""
    _, dashboard = await services.shares.open(token)
    displayed = await _block(services.blocks, dashboard, block_id)
    if displayed.version is None:
        raise NotFoundError("This block shows nothing yet.", hint="Wait until it does.")
    return await card_script(displayed.version.card)


@router.get(
    "/events",
    response_class=Response,
    responses={200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}},
)
async def follow_shared_dashboard(
    services: Known, request: Request, token: Token, after: After = 0
) -> Response:
    """What happens on it, as server-sent events; the stream ends when the link is withdrawn.

    Kinds: `block`, `layout`, `dashboard` and `removed`.
    """
    _, dashboard = await services.shares.open(token)

    async def may_still() -> bool:
        return await services.shares.works(token)

    listening = Listening(may_still, frozenset({"dashboard", WITHDRAWN}), _TOLD)
    return event_stream(
        request, services.events, dashboard.agency_id, dashboard.id, after, listening=listening
    )


async def _block(blocks: Blocks, dashboard: Dashboard, block_id: UUID) -> Displayed:
    """A block of this dashboard and of no other."""
    displayed = await blocks.show(dashboard.agency_id, block_id)
    if displayed.block.dashboard_id != dashboard.id or not is_for_strangers(displayed):
        raise NotFoundError("There is no such block.", hint="Look at the dashboard to see which there are.")
    return displayed
