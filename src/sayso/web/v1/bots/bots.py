"""Bots: list and make them, look at them, change, pause, remove and bring them back."""

from typing import Annotated

from fastapi import Query

from sayso.bots.lifecycle import Change
from sayso.bots.types import BotStatus
from sayso.errors import DeniedError
from sayso.web.guard import api_routes
from sayso.web.ports import KnownBots
from sayso.web.v1.access import Known
from sayso.web.v1.bots.access import Addressed, Edited, Onlooking, Removed, Seen
from sayso.web.v1.bots.bodies import BotChange, NewBot
from sayso.web.v1.bots.presenter import bot_lines, bot_view
from sayso.web.v1.bots.views import BotLine, BotView
from sayso.web.v1.pagination import LongPaging, Page

router = api_routes("/bots")

Statuses = Annotated[list[BotStatus] | None, Query(max_length=4, description="Only those of these statuses.")]
Sought = Annotated[str, Query(max_length=200, description="Only those whose name or words hold this.")]


@router.get("")
async def list_bots(
    bots: KnownBots, onlooker: Onlooking, paging: LongPaging, status: Statuses = None, q: Sought = ""
) -> Page[BotLine]:
    """The bots of the agency, the newest first."""
    part = await bots.page(onlooker.agency_id, paging.window, statuses=status or (), q=q.strip())
    lines = await bot_lines(bots, onlooker, part.items)
    return paging.page(part, lambda one: lines[one.bot.id])


@router.post("", status_code=202)
async def make_bot(services: Known, onlooker: Onlooking, body: NewBot) -> BotView:
    """Ask for a bot in words. It is there at once, and is made meanwhile; its events tell how far that is.

    What is missing is asked for: the stage is `asking` then, with `questions`, and words answer them.
    """
    bot = await services.bots.ask(onlooker.agency_id, onlooker.user_id, body.description, body.name)
    return await bot_view(services, onlooker, bot.id)


@router.get("/{bot_id}")
async def show_bot(services: Known, seen: Seen) -> BotView:
    """A bot with its requirements, open questions, what it may use, and how it is doing."""
    return await bot_view(services, seen.onlooker, seen.bot.id)


@router.patch("/{bot_id}")
async def change_bot(services: Known, seen: Seen, body: BotChange) -> BotView:
    """Change what a bot is called, its values and how it is run; or take it over.

    It acts with the rights of its owner: they and administrators change it. One whose owner does not belong
    to the agency any more is taken over by whoever may write.
    """
    if body.own:
        _demand_free(seen)
    else:
        seen.onlooker.demand_edit(seen.overview)
    change = Change(
        name=body.name,
        description=body.description,
        config=body.config,
        policy=body.policy.model_dump(exclude_none=True) if body.policy else None,
        owner=seen.onlooker.user_id if body.own else None,
    )
    await services.bots.steering.change(seen.agency_id, seen.bot.id, change)
    return await bot_view(services, seen.onlooker, seen.bot.id)


@router.delete("/{bot_id}", status_code=204)
async def delete_bot(bots: KnownBots, edited: Edited) -> None:
    """Remove a bot; for 30 days it can be brought back."""
    await bots.delete(edited.agency_id, edited.bot.id)


@router.post("/{bot_id}/restore")
async def restore_bot(services: Known, removed: Removed) -> BotView:
    """Bring back a bot that was removed; it runs again once it is activated."""
    await services.bots.steering.restore(removed.agency_id, removed.bot.id)
    return await bot_view(services, removed.onlooker, removed.bot.id)


@router.post("/{bot_id}/pause")
async def pause_bot(services: Known, seen: Seen) -> BotView:
    """Let nothing set a bot off until it is activated again; runs that go on come to their end."""
    await services.bots.steering.pause(seen.agency_id, seen.bot.id)
    return await bot_view(services, seen.onlooker, seen.bot.id)


def _demand_free(seen: Addressed) -> None:
    """Refuse to take over a bot that somebody answers for."""
    if seen.overview.owner is not None and not seen.onlooker.may_edit(seen.overview):
        raise DeniedError(
            f"This bot belongs to {seen.overview.owner.name}.",
            hint="Ask them, or an administrator of the agency.",
        )
