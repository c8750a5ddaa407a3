"""After each component people may say something about it; silence goes on."""

import asyncio

from tests.support.studio import Studio
from tests.support.talk import SALON, begin


async def test_what_is_said_in_a_window_refines_that_component(studio: Studio) -> None:
    talk = await begin(studio, text=SALON)
    await talk.reply(1)
    await talk.call("PATCH", "", {"feedback_seconds": 30})
    turn = await talk.send("add a birthday to stylists")
    shown = await talk.until("component", turn=turn)
    assert "birthday" in shown.data["code"]
    assert (shown.data["round"], shown.data["seconds"]) == (1, 30)
    waiting = (await talk.look())["turn"]
    assert (waiting["number"], waiting["waiting_for"]) == (turn, shown.data["component"])
    same = await talk.send("rename birthday to born on", about=shown.data["component"])
    assert same == turn
    again = await talk.until("component", turn=turn, after=shown.id)
    assert (again.data["component"], again.data["round"]) == (shown.data["component"], 2)
    assert "born" in again.data["code"].lower()
    await talk.call("POST", "/turns/current/continue")
    await talk.reply(turn)
    line = await talk.revisions()
    assert [one["turn"] for one in line] == [1, 2]
    fields = {field.name for entity in (await talk.spec()).entities for field in entity.fields}
    assert "birthday" not in fields
    assert any("born" in name for name in fields)
    said = [(one["role"], one["turn"]) for one in await talk.messages()][2:]
    assert said == [("user", 2), ("user", 2), ("assistant", 2), ("assistant", 2)]


async def test_silence_goes_on_and_shows_every_component(studio: Studio) -> None:
    talk = await begin(studio, feedback_seconds=0.05, text=SALON)
    await talk.reply(1)
    told = await talk.told()
    shown = [one.data["name"] for one in told if one.kind == "component"]
    closed = [one for one in told if one.kind == "window"]
    spec = await talk.spec()
    assert sorted(shown) == sorted(component.name for component in spec.components)
    assert len(closed) == len(shown)
    kinds = [one.kind for one in told]
    assert (
        kinds.index("decision") < kinds.index("component") < kinds.index("verification") < kinds.index("done")
    )


async def test_a_pause_stops_the_clock_until_it_is_resumed(studio: Studio) -> None:
    talk = await begin(studio, feedback_seconds=0.4, text=SALON)
    shown = await talk.until("component")
    await talk.call("POST", "/turns/current/pause")
    await asyncio.sleep(1)
    seen = await talk.look()
    assert (seen["turn"]["is_paused"], seen["turn"]["waiting_for"]) == (True, shown.data["component"])
    await talk.call("POST", "/turns/current/resume")
    await talk.until("component", after=shown.id)
    await talk.call("POST", "/turns/current/continue")
    await talk.reply(1)
    assert (await talk.look())["revision"] == 1


async def test_a_message_about_nothing_ends_the_windows_and_waits_for_its_turn(studio: Studio) -> None:
    talk = await begin(studio, feedback_seconds=60, text=SALON)
    await talk.until("component")
    second = await talk.send("rename stylist to barber")
    assert second == 2
    await talk.reply(1)
    await talk.until("component", turn=2)
    await talk.call("POST", "/turns/current/continue")
    await talk.reply(2)
    assert [one["turn"] for one in await talk.revisions()] == [1, 2]
    assert "barber" in {entity.name for entity in (await talk.spec()).entities}


async def test_a_turn_is_stopped_while_it_waits(studio: Studio) -> None:
    talk = await begin(studio, feedback_seconds=60, text=SALON)
    await talk.until("component")
    await talk.call("POST", "/turns/current/cancel")
    await talk.reply(1)
    seen = await talk.look()
    assert (seen["status"], seen["revision"], seen["turn"]) == ("drafting", 0, None)
    await talk.call("PATCH", "", {"feedback_seconds": 0})
    await talk.say(SALON)
    assert (await talk.look())["revision"] == 1
