"""What a bot keeps between its runs."""

from typing import Annotated

from fastapi import Path

from sayso.web.guard import api_routes
from sayso.web.ports import KnownBots
from sayso.web.v1.access import Known
from sayso.web.v1.bots.access import Edited, Seen
from sayso.web.v1.bots.views import StateValueView, StateView

router = api_routes("/bots/{bot_id}/state")

Key = Annotated[str, Path(max_length=200, description="What the value is called.")]


@router.get("")
async def list_bot_state(services: Known, seen: Seen) -> StateView:
    """All values, by key."""
    if not await seen.onlooker.reads(services, seen.bot.id):
        return StateView(items=[], is_hidden=True)
    kept = await services.bots.state(seen.agency_id, seen.bot.id)
    return StateView(
        items=[StateValueView(key=one.key, value=one.value, updated_at=one.updated_at) for one in kept],
        is_hidden=False,
    )


@router.delete("/{key:path}", status_code=204)
async def forget_bot_state(bots: KnownBots, edited: Edited, key: Key) -> None:
    """Let a bot forget a value; its next run finds none."""
    await bots.forget_state(edited.agency_id, edited.bot.id, key)
