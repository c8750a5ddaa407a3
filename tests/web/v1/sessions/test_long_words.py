"""Words that take too long to read keep nobody waiting: the turn ends, the text is kept."""

import asyncio

from sayso.sandbox.bounded import Budget
from tests.support.studio import Studio
from tests.support.talk import SALON, begin

ENDLESS = "Clients have a name, a phone and a first visit, and every one of them belongs to a stylist. " * 200
"""Takes the designer seconds; such words once held a thread for two minutes that nobody could end."""


async def test_a_message_that_takes_too_long_is_answered_so_and_kept(studio: Studio) -> None:
    talk = await begin(studio)
    studio.sayso.services.aside._budget = Budget(seconds=0.5, patience=60.0)
    turn = await talk.send(ENDLESS)
    health = await asyncio.wait_for(studio.client.get("/api/v1/health"), 5)
    assert health.status_code == 200
    reply = await talk.reply(turn)
    assert "took too long to read" in reply["text"]
    assert "split it in two" in reply["text"]
    assert (await talk.messages())[0]["text"].strip() == ENDLESS.strip()
    studio.sayso.services.aside._budget = Budget()
    await talk.say(SALON)
    assert (await talk.look())["revision"] == 1


async def test_a_build_and_a_step_of_too_many_words_are_refused(studio: Studio) -> None:
    studio.sayso.services.aside._budget = Budget(seconds=0.5, patience=60.0)
    for path, body in (
        ("/builds", {"text": ENDLESS}),
        ("/definition-step", {"stepId": "object-model", "userInput": ENDLESS}),
    ):
        answer = await studio.client.post(f"/api/v1{path}", json=body)
        assert answer.status_code in {400, 422}, answer.text
        assert "took too long to read" in answer.text, path
