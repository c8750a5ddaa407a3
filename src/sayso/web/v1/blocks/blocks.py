"""Blocks: ask for one, look at it, change it, talk to it, refresh and stop it, remove and bring it back."""

from uuid import UUID

from fastapi import Response

from sayso.blocks.dashboards.service import demand_place
from sayso.blocks.data import as_csv
from sayso.blocks.types import Change
from sayso.errors import NotFoundError
from sayso.identity.audit import note
from sayso.web.guard import api_routes
from sayso.web.ports import KnownBlocks
from sayso.web.services import Services
from sayso.web.v1.access import Known
from sayso.web.v1.blocks.access import Addressed, Edited, Looking, Removed, Seen, Written, written_block
from sayso.web.v1.blocks.bodies import BlockChange, NewBlock, NewWords
from sayso.web.v1.blocks.presenter import displayed_view
from sayso.web.v1.blocks.views import BlockView

router = api_routes()

_BOM = "\ufeff"


@router.post("/dashboards/{dashboard_id}/blocks", status_code=202)
async def ask_for_block(services: Known, looker: Looking, dashboard_id: UUID, body: NewBlock) -> BlockView:
    """Ask for a block in words. It stands there at once, and is made meanwhile; the events tell how far."""
    block = await services.dashboards.ask(
        looker, dashboard_id, body.asked, reach=body.reach, hosts=tuple(body.hosts or ())
    )
    return await displayed_view(services, await services.dashboards.find(looker, dashboard_id), block.id)


@router.get("/blocks/{block_id}")
async def show_block(services: Known, seen: Seen) -> BlockView:
    """A block and what it shows."""
    return await _now(services, seen)


@router.patch("/blocks/{block_id}")
async def change_block(services: Known, edited: Edited, body: BlockChange) -> BlockView:
    """Change what a block is called, when it is refreshed, what it may ask; pause it; move it elsewhere.

    Answers 409 `rights_not_confirmed` where it reads applications, others see the dashboard that it is moved
    to, and nobody confirmed that.
    """
    target = body.dashboard_id
    if target is not None and target != edited.dashboard.id:
        await _demand_movable(services, edited, target, is_confirmed=body.confirm)
    reads = body.reads
    if reads is not None:
        await written_block(edited)
    change = Change(
        title=body.title,
        explanation=body.explanation,
        refresh=body.refresh,
        on_rows=body.on_rows,
        cache_seconds=body.cache_seconds,
        heals=body.heals,
        heal_after=body.heal_after,
        reach=None if reads is None else reads.reach,
        hosts=None if reads is None or reads.hosts is None else tuple(reads.hosts),
        secrets=None if reads is None or reads.secrets is None else tuple(reads.secrets),
        is_paused=body.is_paused,
        dashboard_id=target,
    )
    await services.blocks.change(edited.agency_id, edited.block.id, change)
    return await _now(services, edited, target)


@router.delete("/blocks/{block_id}", status_code=204)
async def delete_block(blocks: KnownBlocks, edited: Edited) -> None:
    """Remove a block; for 30 days it can be brought back."""
    await blocks.delete(edited.agency_id, edited.block.id)


@router.post("/blocks/{block_id}/restore")
async def restore_block(services: Known, removed: Removed) -> BlockView:
    """Bring back a block that was removed."""
    demand_place(removed.dashboard)
    await services.blocks.restore(removed.agency_id, removed.block.id)
    return await _now(services, removed)


@router.post("/blocks/{block_id}/refresh", status_code=202)
async def refresh_block(services: Known, edited: Edited) -> BlockView:
    """Refresh a block now; the events tell when it is done."""
    await services.blocks.refresh(edited.agency_id, edited.block.id)
    return await _now(services, edited)


@router.post("/blocks/{block_id}/words", status_code=202)
async def talk_to_block(services: Known, written: Written, body: NewWords) -> BlockView:
    """Say what is to be different; a new version is written, tried, and takes the place of the old one."""
    await services.blocks.say(written.agency_id, written.block.id, written.looker.user_id, body.text)
    return await _now(services, written)


@router.post("/blocks/{block_id}/stop")
async def stop_block(services: Known, edited: Edited) -> BlockView:
    """End what is being done: making, mending or refreshing. What it showed stays."""
    await services.blocks.stop(edited.agency_id, edited.block.id)
    return await _now(services, edited)


@router.post("/blocks/{block_id}/wake", status_code=202)
async def wake_block(services: Known, edited: Edited) -> BlockView:
    """Let a block that rests, or that was never made, try again."""
    await services.blocks.wake(edited.agency_id, edited.block.id)
    return await _now(services, edited)


@router.get(
    "/blocks/{block_id}/data.csv",
    response_class=Response,
    responses={200: {"content": {"text/csv": {"schema": {"type": "string"}}}}},
)
async def export_block(services: Known, seen: Seen) -> Response:
    """What a block shows, as a table; texts that a spreadsheet would run start with `'`."""
    displayed = await services.blocks.show(seen.agency_id, seen.block.id)
    if displayed.version is None or displayed.shown is None:
        raise NotFoundError("This block shows nothing yet.", hint="Wait until it does.")
    text = _BOM + as_csv(displayed.version.card, displayed.shown.value)
    async with services.database.unit(seen.agency_id) as session:
        name = displayed.version.card.title or "Block"
        await note(session, "rows.exported", "block", str(seen.block.id), name=name)
    headers = {"content-disposition": f'attachment; filename="block-{seen.block.id}.csv"'}
    return Response(text, media_type="text/csv; charset=utf-8", headers=headers)


async def _demand_movable(services: Services, edited: Addressed, target: UUID, *, is_confirmed: bool) -> None:
    """Refuse to move a block to where the sender may not edit, or where more people would see it unasked."""
    dashboard = await services.dashboards.demand(edited.looker, target)
    demand_place(dashboard)
    if not is_confirmed and await services.dashboards.is_seen_by_others(dashboard):
        displayed = await services.blocks.show(edited.agency_id, edited.block.id)
        await services.dashboards.demand_confirmed(edited.looker, dashboard, [displayed])


async def _now(services: Services, addressed: Addressed, dashboard_id: UUID | None = None) -> BlockView:
    dashboard = addressed.dashboard
    if dashboard_id is not None and dashboard_id != dashboard.id:
        dashboard = await services.dashboards.find(addressed.looker, dashboard_id)
    return await displayed_view(services, dashboard, addressed.block.id)
