"""What sets bots off: list, add, change, switch off, remove; addresses and secrets of webhooks."""

from typing import Annotated
from uuid import UUID

import orjson
from fastapi import Depends

from sayso.bots.triggers.bodies import HookCall
from sayso.web.body_limits import CALL, takes
from sayso.web.guard import api_routes
from sayso.web.ports import KnownBots
from sayso.web.v1.access import Known
from sayso.web.v1.bots.access import Addressed, Edited, Onlooking, Seen, seen_bot
from sayso.web.v1.bots.bodies import NewTrigger, TriggerCall, TriggerChange
from sayso.web.v1.bots.presenter import trigger_views
from sayso.web.v1.bots.views import (
    MadeTrigger,
    TriggerAddress,
    TriggerCalled,
    TriggerSecret,
    TriggersView,
    TriggerView,
)

router = api_routes()
_AS_JSON = {"content-type": "application/json"}


async def edited_trigger(services: Known, onlooker: Onlooking, trigger_id: UUID) -> Addressed:
    """The bot of a trigger, of which the sender may say what it does."""
    trigger = await services.bots.trigger(onlooker.agency_id, trigger_id)
    found = await seen_bot(services, onlooker, trigger.bot_id)
    onlooker.demand_edit(found.overview)
    return found


OfEdited = Annotated[Addressed, Depends(edited_trigger)]


@router.get("/bots/{bot_id}/triggers")
async def list_triggers(bots: KnownBots, seen: Seen) -> TriggersView:
    """What sets a bot off, the oldest first."""
    return TriggersView(items=await trigger_views(bots, seen.agency_id, seen.overview.triggers))


@router.post("/bots/{bot_id}/triggers", status_code=201)
async def add_trigger(services: Known, edited: Edited, body: NewTrigger) -> MadeTrigger:
    """Let something else set a bot off, too. Address and secret of a webhook are shown this once."""
    trigger = await services.bots.triggers.add(edited.agency_id, edited.bot.id, body.spec)
    address = await services.bots.first_address(edited.agency_id, trigger)
    secret = await services.bots.first_secret(edited.agency_id, trigger)
    view = await _now(services, edited, trigger.id)
    return MadeTrigger(**dict(view), address=address, secret=secret)


@router.patch("/triggers/{trigger_id}")
async def change_trigger(
    services: Known, edited: OfEdited, trigger_id: UUID, body: TriggerChange
) -> TriggerView:
    """Change what sets a bot off, or switch it off and on."""
    await services.bots.triggers.change(edited.agency_id, trigger_id, spec=body.spec, is_on=body.is_on)
    return await _now(services, edited, trigger_id)


@router.delete("/triggers/{trigger_id}", status_code=204)
async def remove_trigger(bots: KnownBots, edited: OfEdited, trigger_id: UUID) -> None:
    """Let this set the bot off no more; the address of a webhook is gone for good."""
    await bots.triggers.remove(edited.agency_id, trigger_id)


@router.post("/triggers/{trigger_id}/address")
async def renew_trigger_address(bots: KnownBots, edited: OfEdited, trigger_id: UUID) -> TriggerAddress:
    """Give a webhook a new address, shown this once; nothing answers at the old one any more."""
    return TriggerAddress(address=await bots.triggers.new_address(edited.agency_id, trigger_id))


@router.post("/triggers/{trigger_id}/calls", status_code=202)
@takes(CALL)
async def call_trigger(
    bots: KnownBots, edited: OfEdited, trigger_id: UUID, body: TriggerCall
) -> TriggerCalled:
    """Call a webhook as another system would, without its address or a signature."""
    call = HookCall("POST", (), _AS_JSON, orjson.dumps(body.body))
    taken = await bots.triggers.test(edited.agency_id, trigger_id, call)
    return TriggerCalled(run=taken.run_id, repeated=taken.is_repeat)


@router.post("/triggers/{trigger_id}/secret")
async def renew_trigger_secret(bots: KnownBots, edited: OfEdited, trigger_id: UUID) -> TriggerSecret:
    """Give callers of a webhook a new secret to sign with, shown this once; the old one counts no more."""
    return TriggerSecret(secret=await bots.triggers.new_secret(edited.agency_id, trigger_id))


async def _now(services: Known, edited: Addressed, trigger_id: UUID) -> TriggerView:
    overview = await services.bots.overview(edited.agency_id, edited.bot.id)
    meant = [one for one in overview.triggers if one.id == trigger_id]
    return (await trigger_views(services.bots, edited.agency_id, meant))[0]
