"""Versions of a block: list, read, compare, go back to one, write one by hand."""

from typing import Annotated

from fastapi import Path, Query, Response

from sayso.web.body_limits import CODE, takes
from sayso.web.guard import api_routes
from sayso.web.ports import KnownBlocks
from sayso.web.v1.access import Known
from sayso.web.v1.blocks.access import Seen, Written
from sayso.web.v1.blocks.bodies import LARGEST_NUMBER, BlockCode, Number
from sayso.web.v1.blocks.cards import SCRIPT, card_script, demand_drawable
from sayso.web.v1.blocks.presenter import Showing, displayed_view, version_line
from sayso.web.v1.blocks.views import BlockComparisonView, BlockView, VersionLine, VersionView
from sayso.web.v1.pagination import Page, Paging

router = api_routes("/blocks/{block_id}")
VersionNumber = Annotated[int, Path(ge=1, le=LARGEST_NUMBER, description="The number of a version.")]


@router.get("/versions")
async def list_block_versions(blocks: KnownBlocks, seen: Seen, paging: Paging) -> Page[VersionLine]:
    """All versions, the newest first."""
    return paging.page(await blocks.versions(seen.agency_id, seen.block.id, paging.window), version_line)


@router.get("/versions/{number}")
async def show_block_version(services: Known, seen: Seen, number: VersionNumber) -> VersionView:
    """A version with its code."""
    version = await services.blocks.version(seen.agency_id, seen.block.id, number)
    return await Showing(services, seen.dashboard).version(version, seen.block.user_id)


@router.post("/versions/{number}/activate")
async def activate_block_version(services: Known, written: Written, number: VersionNumber) -> BlockView:
    """Go back to a version, if it works as the source is now.

    Otherwise all stays as it is: 422 `does_not_work` with the `outcome` of the run.
    """
    await services.blocks.activate(written.agency_id, written.block.id, number)
    return await displayed_view(services, written.dashboard, written.block.id)


@router.get(
    "/versions/{number}/card.js",
    response_class=Response,
    responses=SCRIPT,
)
async def show_block_card(blocks: KnownBlocks, seen: Seen, number: VersionNumber) -> Response:
    """What draws a card of its own kind, as a script for the frame that it is drawn in."""
    version = await blocks.version(seen.agency_id, seen.block.id, number)
    return await card_script(version.card)


@router.get("/compare")
async def compare_block_versions(
    blocks: KnownBlocks,
    seen: Seen,
    from_number: Annotated[Number, Query(alias="from", description="The number of a version.")],
    to_number: Annotated[Number, Query(alias="to", description="The number of another version.")],
) -> BlockComparisonView:
    """What differs between two versions."""
    found = await blocks.compare(seen.agency_id, seen.block.id, from_number, to_number)
    return BlockComparisonView.model_validate(
        {"from": from_number, "to": to_number, "code": list(found.code), "card": list(found.card)}
    )


@router.put("/code")
@takes(CODE)
async def write_block_code(services: Known, written: Written, body: BlockCode) -> BlockView:
    """Write a version by hand: it is checked and run, and takes the place of the old one if it works.

    Otherwise it is kept as a candidate: 422 `does_not_work` with `diagnostics`, or the `outcome` of the run.
    """
    await demand_drawable(body.card)
    await services.blocks.write(
        written.agency_id, written.block.id, written.looker.user_id, body.code, card=body.card
    )
    return await displayed_view(services, written.dashboard, written.block.id)
