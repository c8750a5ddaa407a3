"""Versions of a bot: list, read, compare, test, go back to one."""

from typing import Annotated

from fastapi import Path, Query

from sayso.web.guard import api_routes
from sayso.web.ports import KnownBots
from sayso.web.v1.access import Known
from sayso.web.v1.bots.access import Edited, Seen
from sayso.web.v1.bots.bodies import LARGEST_NUMBER, Number
from sayso.web.v1.bots.presenter import bot_view, version_line, version_view
from sayso.web.v1.bots.views import BotComparisonView, BotVersionLine, BotVersionView, BotView
from sayso.web.v1.pagination import Page, Paging

router = api_routes("/bots/{bot_id}")
VersionNumber = Annotated[int, Path(ge=1, le=LARGEST_NUMBER, description="The number of a version.")]


@router.get("/versions")
async def list_bot_versions(bots: KnownBots, seen: Seen, paging: Paging) -> Page[BotVersionLine]:
    """All versions, the newest first."""
    return paging.page(await bots.versions.page(seen.agency_id, seen.bot.id, paging.window), version_line)


@router.get("/versions/{number}")
async def show_bot_version(services: Known, seen: Seen, number: VersionNumber) -> BotVersionView:
    """A version with its code, what it may use, and what became of its cases."""
    version = await services.bots.versions.show(seen.agency_id, seen.bot.id, number)
    return await version_view(services, seen.bot, version)


@router.post("/versions/{number}/activate")
async def activate_bot_version(services: Known, edited: Edited, number: VersionNumber) -> BotView:
    """Let this version run, if its cases pass: 422 `does_not_work` with the `report` where they do not."""
    await services.bots.activate(edited.agency_id, edited.bot.id, number)
    return await bot_view(services, edited.onlooker, edited.bot.id)


@router.post("/versions/{number}/test")
async def test_bot_version(services: Known, edited: Edited, number: VersionNumber) -> BotVersionView:
    """Run the cases of a version, each in a world that is made up; nothing outside is touched."""
    version = await services.bots.versions.test(edited.agency_id, edited.bot.id, number)
    return await version_view(services, edited.bot, version)


@router.get("/compare")
async def compare_bot_versions(
    bots: KnownBots,
    seen: Seen,
    from_number: Annotated[Number, Query(alias="from", description="The number of a version.")],
    to_number: Annotated[Number, Query(alias="to", description="The number of another version.")],
) -> BotComparisonView:
    """What differs between two versions."""
    found = await bots.versions.compare(seen.agency_id, seen.bot.id, from_number, to_number)
    return BotComparisonView.model_validate(
        {"from": from_number, "to": to_number, "code": list(found.code), "details": list(found.details)}
    )
