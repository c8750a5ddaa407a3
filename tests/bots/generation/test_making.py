"""A description becomes a bot that a person may activate, after questions where something is missing."""

from sayso.bots.types import BotStatus, Stage, VersionStatus
from sayso.devloop.programs.types import Refusal
from tests.bots.place import CODE, Place

BROKEN = f"{CODE}# fails: Nobody was told.\n"


async def test_a_description_becomes_a_version_that_waits_for_a_person(place: Place) -> None:
    async with place.working():
        bot = await place.made()
    version = await place.version(bot.id, 1)
    assert (bot.status, bot.stage, bot.version) == (BotStatus.DRAFT, Stage.READY, None)
    assert (bot.name, bot.description) == ("Watch orders", "Tells you when many orders are open.")
    assert version.status is VersionStatus.CANDIDATE
    assert version.report is not None
    assert [one.ok for one in version.report.results] == [True, True]
    assert place.triggers.triggers == []


async def test_whoever_asked_is_told_what_was_made_and_what_it_will_reach(place: Place) -> None:
    async with place.working():
        bot = await place.made()
    asked, answered = await place.messages(bot.id)
    assert asked.role == "user"
    assert "All of its 2 cases pass." in answered.text
    assert f"It may ask {place.source.host}." in answered.text
    assert "It may tell people in the product." in answered.text
    assert "until you activate it" in answered.text


async def test_cases_that_fail_go_back_to_the_writer_with_what_was_wrong(place: Place) -> None:
    async with place.working():
        bot = await place.made(place.draft(BROKEN), place.draft())
    assert bot.stage is Stage.READY
    seen = place.writer.trials[1][0].analysis
    assert seen is not None
    assert seen.message == "In the case “It tells of many”: Nobody was told. 1 more of its cases fail."
    assert "Case “It is silent about few” fails:" in seen.advice


async def test_what_cannot_be_made_is_kept_to_be_gone_on_from_by_hand(place: Place) -> None:
    async with place.working():
        bot = await place.made(place.draft(BROKEN))
    version = await place.version(bot.id, 1)
    assert bot.stage is Stage.FAILED
    assert "Nobody was told" in bot.notice
    assert version.status is VersionStatus.FAILED
    assert version.report is not None
    assert not version.report.ok


async def test_a_refusal_is_said_plainly_with_what_could_be_said_instead(place: Place) -> None:
    refusal = Refusal("I cannot send faxes.", ("Send a letter by e-mail",))
    async with place.working():
        bot = await place.made(refusal)
    assert bot.stage is Stage.FAILED
    assert bot.notice == "I cannot send faxes."
    assert bot.suggestions == ("Send a letter by e-mail",)
    assert (await place.messages(bot.id))[-1].text == "I cannot send faxes."
