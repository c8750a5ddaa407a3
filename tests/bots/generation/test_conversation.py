"""Where something important is missing it is asked, days later too; answers refine, and so do free words."""

from typing import Any

import pytest

from sayso.bots.errors import BusyError
from sayso.bots.generation.conversation import is_hurried
from sayso.bots.types import Stage
from sayso.errors import InputError
from sayso.llm.errors import ModelsUnavailableError
from tests.bots.place import Place

PURPOSE = {"requirements": {"purpose": "Watches orders."}}
LIMIT = {"id": "limit", "text": "How many are many?", "suggestions": ["10", "50"], "why": "It is the limit."}
WHO = {"id": "who", "text": "Who is told?", "suggestions": ["Me", "The team"]}


def read(*questions: dict[str, Any], **requirements: Any) -> dict[str, Any]:
    return {"requirements": {"purpose": "Watches orders.", **requirements}, "questions": list(questions)}


async def test_what_is_missing_is_asked_before_anything_is_written(place: Place) -> None:
    place.models.answers = [read(LIMIT, WHO, processing=["Counts open orders."])]
    async with place.working():
        bot = await place.made(text="Watch my orders")
    line = (await place.messages(bot.id))[-1]
    assert bot.stage is Stage.ASKING
    assert bot.requirements.processing == ("Counts open orders.",)
    assert [one.text for one in line.questions] == ["How many are many?", "Who is told?"]
    assert line.questions[0].suggestions == ("10", "50")
    assert place.writer.tasks == []


async def test_pressed_answers_are_heard_by_who_writes(place: Place) -> None:
    place.models.answers = [read(LIMIT), read()]
    async with place.working():
        bot = await place.made(text="Watch my orders")
        bot = await place.say(bot.id, answers={"limit": "50"})
    line = (await place.messages(bot.id))[1]
    assert bot.stage is Stage.READY
    assert line.answers == {"limit": "50"}
    assert place.writer.tasks[0].facts["answers"] == {"limit": "50"}
    assert "How many are many? 50" in place.models.asked[1].content


async def test_free_words_answer_the_one_question_that_is_open(place: Place) -> None:
    place.models.answers = [read(LIMIT), read()]
    async with place.working():
        bot = await place.made(text="Watch my orders")
        await place.say(bot.id, "more than 25")
    assert place.writer.tasks[0].facts["answers"] == {"limit": "more than 25"}
    assert place.writer.tasks[0].asked == "Watch my orders"


async def test_free_words_beside_several_questions_refine_what_was_asked_for(place: Place) -> None:
    place.models.answers = [read(LIMIT, WHO), read()]
    async with place.working():
        bot = await place.made(text="Watch my orders")
        await place.say(bot.id, "Only those of the shop in Graz")
    assert place.writer.tasks[0].asked == "Watch my orders\nOnly those of the shop in Graz"


async def test_just_build_it_takes_the_first_suggestions_and_says_so(place: Place) -> None:
    place.models.answers = [read(LIMIT), read(WHO)]
    async with place.working():
        bot = await place.made(text="Watch my orders")
        bot = await place.say(bot.id, "Just build it")
    assert bot.stage is Stage.READY
    assert bot.requirements.assumptions == ("How many are many? Taken: 10", "Who is told? Taken: Me")
    assert place.writer.tasks[0].facts["answers"] == {"limit": "10", "who": "Me"}
    assert place.writer.tasks[0].asked == "Watch my orders"
    assert "I assumed: Who is told? Taken: Me" in (await place.messages(bot.id))[-1].text


async def test_nobody_is_asked_a_third_time(place: Place) -> None:
    asked = [read({**LIMIT, "id": f"limit_{number}"}) for number in range(3)]
    place.models.answers = [*asked]
    async with place.working():
        bot = await place.made(text="Watch my orders")
        bot = await place.say(bot.id, answers={"limit_0": "10"})
        assert bot.stage is Stage.ASKING
        bot = await place.say(bot.id, answers={"limit_1": "10"})
    assert bot.stage is Stage.READY
    assert len(bot.requirements.assumptions) == 1


async def test_at_most_three_questions_are_asked_at_a_time(place: Place) -> None:
    place.models.answers = [read(*({**LIMIT, "id": f"limit_{number}"} for number in range(6)))]
    async with place.working():
        bot = await place.made(text="Watch my orders")
    assert len((await place.messages(bot.id))[-1].questions) == 3


async def test_a_conversation_goes_on_after_everything_was_started_anew(place: Place) -> None:
    place.models.answers = [read(LIMIT)]
    async with place.working():
        bot = await place.made(text="Watch my orders")
    place.models.answers = [read()]
    await place.making.talking.say(place.agency, bot.id, place.user, answers={"limit": "50"})
    async with place.working():
        bot = await place.settled(bot.id)
    assert bot.stage is Stage.READY


async def test_words_are_read_by_rules_while_no_model_answers(place: Place) -> None:
    place.models.answers = [ModelsUnavailableError("No model answers.")]
    async with place.working():
        bot = await place.made()
    assert bot.stage is Stage.READY
    assert bot.requirements.purpose


async def test_an_answer_of_a_model_that_makes_no_sense_is_not_kept(place: Place) -> None:
    place.models.answers = [{"requirements": "none", "questions": [{"id": "No Id", "text": ""}]}]
    async with place.working():
        bot = await place.made()
    assert bot.stage is Stage.READY
    assert bot.requirements.purpose


async def test_a_wish_makes_a_new_version_beside_the_active_one(place: Place) -> None:
    async with place.working():
        bot = await place.active()
        place.writer.drafts = [place.draft("import json\n" + place.draft().code)]
        bot = await place.say(bot.id, "Count those that are done instead")
    version = await place.version(bot.id, 2)
    assert (bot.stage, bot.version) == (Stage.READY, 1)
    assert await place.statuses(bot.id) == ["active", "candidate"]
    assert version.note == "Count those that are done instead"
    task = place.writer.tasks[-1]
    assert task.asked == "Count those that are done instead"
    assert task.facts["words"] == [bot.asked]
    assert task.facts["code"] == (await place.version(bot.id, 1)).code


async def test_a_wish_that_cannot_be_done_leaves_the_bot_as_it_is(place: Place) -> None:
    async with place.working():
        bot = await place.active()
        place.writer.drafts = [place.draft(f"{place.draft().code}# fails: It tells too much.\n")]
        bot = await place.say(bot.id, "Count those that are done instead")
    assert bot.version == 1
    assert bot.stage is Stage.FAILED
    assert bot.notice.startswith("Your change was not made, and the bot is as it was.")
    assert await place.statuses(bot.id) == ["active", "failed"]


async def test_what_failed_is_tried_once_more_without_a_word(place: Place) -> None:
    async with place.working():
        bot = await place.made(place.draft(f"{place.draft().code}# fails: It tells too much.\n"))
        place.writer.drafts = [place.draft()]
        again = await place.say(bot.id)
    assert again.stage is Stage.READY
    assert place.writer.tasks[-1].asked == bot.asked


async def test_nothing_said_is_no_wish(place: Place) -> None:
    async with place.working():
        bot = await place.made()
    with pytest.raises(InputError):
        await place.making.talking.say(place.agency, bot.id, place.user, "  ")
    with pytest.raises(InputError):
        await place.making.talking.ask(place.agency, place.user, " \n")


async def test_whoever_is_busy_is_not_talked_to(place: Place) -> None:
    bot = await place.ask()
    with pytest.raises(BusyError):
        await place.making.talking.say(place.agency, bot, place.user, "Hurry")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("just build it", True),
        ("Build it.", True),
        ("Please just make it now", True),
        ("go ahead", True),
        ("that's all", True),
        ("einfach bauen", True),
        ("Build it with a limit of 10", False),
        ("make it weekly", False),
        ("10", False),
    ],
)
def test_who_wants_no_more_questions_says_no_more_than_that(text: str, says: bool) -> None:
    assert is_hurried(text) is says
