"""The conversation in which a bot is made and changed, and its versions coming to be active."""

from sayso.web.body_limits import CODE, takes
from sayso.web.guard import api_routes
from sayso.web.ports import KnownBots
from sayso.web.v1.access import Known
from sayso.web.v1.bots.access import Edited, Seen
from sayso.web.v1.bots.bodies import Activation, BotCode, BotWords
from sayso.web.v1.bots.presenter import bot_view, message_view, version_view
from sayso.web.v1.bots.views import BotMessagesView, BotVersionView, BotView

router = api_routes("/bots/{bot_id}")


@router.get("/messages")
async def list_bot_messages(bots: KnownBots, seen: Seen) -> BotMessagesView:
    """What was said about a bot and asked, the oldest line first."""
    messages = await bots.messages(seen.agency_id, seen.bot.id)
    return BotMessagesView(items=[message_view(one) for one in messages])


@router.post("/words", status_code=202)
async def talk_to_bot(services: Known, edited: Edited, body: BotWords) -> BotView:
    """Answer what is asked, or say what is to be different; a version is written and tried meanwhile.

    It waits for a person to activate it. Answers `409 bot_busy` while something is being made.
    """
    onlooker = edited.onlooker
    await services.bots.say(
        edited.agency_id, edited.bot.id, onlooker.user_id, body.text or "", body.answers or {}
    )
    return await bot_view(services, onlooker, edited.bot.id)


@router.post("/stop")
async def stop_bot(services: Known, edited: Edited) -> BotView:
    """End the making or mending that goes on; the active version stays."""
    await services.bots.stop(edited.agency_id, edited.bot.id)
    return await bot_view(services, edited.onlooker, edited.bot.id)


@router.post("/activate")
async def activate_bot(services: Known, edited: Edited, body: Activation) -> BotView:
    """Let a bot run: the version named, or the candidate, or the one that was active before.

    Its cases have to pass: 422 `does_not_work` with the `report` where they do not. Whoever lets it run
    `anyway` gives a reason, which is kept with the version.
    """
    await services.bots.activate(edited.agency_id, edited.bot.id, body.version, anyway=body.anyway)
    return await bot_view(services, edited.onlooker, edited.bot.id)


@router.put("/code")
@takes(CODE)
async def write_bot_code(services: Known, edited: Edited, body: BotCode) -> BotVersionView:
    """Write a version by hand: it is checked, its cases run, and it waits to be activated.

    Code that cannot be kept is refused: 422 `does_not_work` with `diagnostics`.
    """
    version = await services.bots.versions.write(
        edited.agency_id, edited.bot.id, edited.onlooker.user_id, body.code, body.details
    )
    return await version_view(services, edited.bot, version)
