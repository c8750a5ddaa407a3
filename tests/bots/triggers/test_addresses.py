"""Addresses of webhooks: shown once, kept as hashes, and replaced."""

import orjson
import pytest

from sayso.bots.details import ByInterval, ByWebhook
from sayso.errors import InputError
from tests.bots.triggers.place import Place

JSON = {"content-type": "application/json"}
OPEN = ByWebhook(signed=False)


async def test_the_database_does_not_tell_where_a_webhook_is_called(place: Place) -> None:
    trigger = await place.add(await place.bot(), OPEN)
    token = place.paths[trigger.id].removeprefix("/hooks/")
    assert len(token) == 43
    kept = await place.admin.fetchval("select t::text from bot_triggers t where id = $1", trigger.id)
    assert token not in kept
    kept_hash = await place.admin.fetchval("select token_hash from bot_triggers where id = $1", trigger.id)
    assert (await place.program.post(f"/hooks/{kept_hash}", json={})).status_code == 404
    assert (await place.call(trigger, b"{}", JSON)).status_code == 202


async def test_a_new_address_replaces_the_old_one_at_once_and_is_in_the_log(place: Place) -> None:
    bot = await place.bot()
    trigger = await place.add(bot, OPEN)
    before = place.paths[trigger.id]
    assert await place.new_path(trigger) != before
    assert (await place.program.post(before, json={})).status_code == 404
    assert (await place.call(trigger, b"{}", JSON)).status_code == 202
    said = await place.admin.fetch(
        "select resource_id, changes from audit_log where action = 'webhook.made' order by id"
    )
    assert [(one["resource_id"], orjson.loads(one["changes"])) for one in said] == [
        (str(bot.id), {"trigger": [None, str(trigger.id)], "kind": [None, "webhook"], "is_on": [None, True]})
    ] * 2
    assert not any(path.removeprefix("/hooks/") in repr(said) for path in (before, place.paths[trigger.id]))


async def test_a_webhook_that_nobody_gave_an_address_answers_nowhere(place: Place) -> None:
    bot = await place.bot()
    async with place.sayso.services.database.unit(bot.agency_id) as session:
        [trigger] = await place.triggers.install(session, bot, [OPEN])
    assert not trigger.has_address
    assert (await place.program.post("/hooks/None", json={})).status_code == 404
    await place.new_path(trigger)
    assert (await place.call(trigger, b"{}", JSON)).status_code == 202


async def test_only_webhooks_have_an_address(place: Place) -> None:
    trigger = await place.add(await place.bot(), ByInterval(seconds=3_600))
    with pytest.raises(InputError, match="Only webhooks"):
        await place.triggers.new_address(place.agency, trigger.id)
