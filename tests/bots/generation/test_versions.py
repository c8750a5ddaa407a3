"""Nothing runs before a person activates it, and nothing is activated whose cases fail, but for a reason."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from sayso.bots import repository
from sayso.bots.details import ByCron, ByInterval, ByWebhook, Reaches
from sayso.bots.errors import BusyError, DoesNotWorkError
from sayso.bots.types import Bot, BotStatus, Stage, VersionStatus
from sayso.errors import ConflictError
from tests.bots.place import CODE, Place

FAILS = "# fails: Nobody was told."
EVERY_HOUR = ByInterval(seconds=3600)
EVERY_DAY = ByInterval(seconds=86_400)


async def changed(place: Place, bot: Bot, **details: Any) -> Bot:
    """A bot with a newer version that waits."""
    place.writer.drafts = [place.draft(f"{CODE}# {len(place.writer.tasks)}\n", **details)]
    return await place.say(bot.id, "Do it otherwise")


async def test_activation_lets_it_run_and_sets_it_off_as_its_writer_proposed(place: Place) -> None:
    async with place.working():
        bot = await place.made(place.draft(triggers=(EVERY_HOUR, ByWebhook())))
        bot = await place.versions.activate(place.agency, bot.id)
    assert (bot.status, bot.stage, bot.version) == (BotStatus.ACTIVE, Stage.IDLE, 1)
    assert [one.spec for one in place.triggers.triggers] == [EVERY_HOUR, ByWebhook()]
    assert place.triggers.armed_for == [BotStatus.ACTIVE]
    assert await place.statuses(bot.id) == ["active"]


async def test_a_version_whose_cases_fail_is_not_activated(place: Place) -> None:
    async with place.working():
        bot = await place.active()
    version = await place.versions.write(place.agency, bot.id, place.user, code=f"{CODE}{FAILS}\n")
    with pytest.raises(DoesNotWorkError) as error:
        await place.versions.activate(place.agency, bot.id, version.number)
    assert error.value.message == (
        "Version 2 is not activated. Its case “It tells of many” fails: Nobody was told."
    )
    assert error.value.details["report"]["ok"] is False
    assert (await place.show(bot.id)).version == 1


async def test_a_person_may_activate_it_anyway_and_the_reason_is_kept(place: Place) -> None:
    async with place.working():
        bot = await place.active()
    await place.versions.write(place.agency, bot.id, place.user, code=f"{CODE}{FAILS}\n")
    bot = await place.versions.activate(place.agency, bot.id, 2, anyway="The shop closes today.")
    version = await place.version(bot.id, 2)
    assert bot.version == 2
    assert (await place.messages(bot.id))[-1].text == (
        "Version 2 was activated although its cases do not pass: The shop closes today."
    )
    assert version.report is not None
    assert not version.report.ok
    async with place.database.system() as session:
        said = text("select action, changes from audit_log where action like 'bot_code.%' order by id")
        written, forced = (await session.execute(said)).all()
    assert (written.action, forced.action) == ("bot_code.written", "bot_code.forced")
    results = version.report.results
    failing = sum(not one.ok for one in results)
    assert failing > 0
    assert written.changes == {
        "version": [None, 2],
        "cases": [None, len(results)],
        "failing": [None, failing],
    }
    assert forced.changes == written.changes | {"reason": [None, "The shop closes today."]}


async def test_a_version_without_a_case_needs_a_reason(place: Place) -> None:
    async with place.working():
        bot = await place.active()
    await place.versions.write(place.agency, bot.id, place.user, details=place.details(cases=()))
    with pytest.raises(DoesNotWorkError, match="no case"):
        await place.versions.activate(place.agency, bot.id, 2)


async def test_cases_are_tried_anew_where_that_was_long_ago(place: Place) -> None:
    async with place.working():
        bot = await place.made()
    count = len(place.cases.tried)
    await place.versions.activate(place.agency, bot.id, 1)
    assert len(place.cases.tried) == count
    version = await place.version(bot.id, 1)
    assert version.report is not None
    old = replace(version.report, at=version.report.at - timedelta(hours=1))
    async with place.database.unit(place.agency) as session:
        await repository.set_version(session, bot, 1, report=old)
    await place.versions.activate(place.agency, bot.id, 1)
    assert len(place.cases.tried) == count + 1


async def test_going_back_runs_the_version_of_before_again(place: Place) -> None:
    async with place.working():
        bot = await place.active()
        bot = await changed(place, bot)
        bot = await place.versions.activate(place.agency, bot.id)
        assert (bot.version, await place.statuses(bot.id)) == (2, ["deprecated", "active"])
        bot = await place.versions.activate(place.agency, bot.id, 1)
    assert (bot.version, await place.statuses(bot.id)) == (1, ["active", "deprecated"])


async def test_what_the_owner_has_set_stays_as_far_as_it_still_fits(place: Place) -> None:
    fields = [
        {"name": "limit", "label": "Limit", "type": "text", "default": "10"},
        {"name": "team", "label": "Team", "type": "choice", "options": ["a", "b"], "default": "a"},
    ]
    async with place.working():
        bot = await place.active()
        async with place.database.unit(place.agency) as session:
            await repository.set_bot(session, bot, config={"limit": 25, "team": "b", "gone": 1})
        bot = await changed(place, bot, config=fields)
        bot = await place.versions.activate(place.agency, bot.id)
    assert bot.config == {"team": "b"}


async def test_another_schedule_replaces_the_one_of_before_and_leaves_what_people_added(place: Place) -> None:
    by_hand = ByCron(cron="0 8 * * 1-5")
    async with place.working():
        bot = await place.active(place.draft(triggers=(EVERY_HOUR, ByWebhook())))
        async with place.database.unit(place.agency) as session:
            await place.triggers.install(session, bot, [by_hand])
        hourly = place.triggers.triggers[0]
        bot = await changed(place, bot, triggers=(EVERY_DAY,))
        await place.versions.activate(place.agency, bot.id)
    assert [one.spec for one in place.triggers.triggers] == [EVERY_DAY, by_hand]
    assert place.triggers.triggers[0].id == hourly.id


async def test_code_by_hand_waits_with_what_became_of_its_cases(place: Place) -> None:
    async with place.working():
        bot = await place.active()
    version = await place.versions.write(place.agency, bot.id, place.user, code=f"{CODE}{FAILS}\n")
    assert (version.status, version.author, version.user_id) == (VersionStatus.CANDIDATE, "hand", place.user)
    assert version.report is not None
    assert [one.wrong for one in version.report.results] == [("Nobody was told.",)] * 2
    assert version.details == (await place.version(bot.id, 1)).details
    bot = await place.show(bot.id)
    assert (bot.stage, bot.version) == (Stage.READY, 1)


async def test_everything_that_is_wrong_with_code_is_said_at_once(place: Place) -> None:
    async with place.working():
        bot = await place.active()
    with pytest.raises(DoesNotWorkError) as error:
        await place.versions.write(place.agency, bot.id, place.user, code="import lxml\n\ndef go(): ...\n")
    codes = [one["code"] for one in error.value.details["diagnostics"]]
    assert "program-import" in codes
    assert len(codes) == 2
    assert await place.statuses(bot.id) == ["active"]


async def test_cases_can_be_tried_again(place: Place) -> None:
    async with place.working():
        bot = await place.made()
    before = (await place.version(bot.id, 1)).report
    after = (await place.versions.test(place.agency, bot.id, 1)).report
    assert before is not None
    assert after is not None
    assert after.at > before.at


async def test_what_differs_between_two_versions_is_said_in_sentences(place: Place) -> None:
    async with place.working():
        bot = await place.active(place.draft(triggers=(EVERY_HOUR,)))
        reaches = Reaches(reach="listed", hosts=("other.example",), notifies=("product", "email"))
        bot = await changed(place, bot, reaches=reaches, config=[], triggers=(EVERY_DAY,))
    found = await place.versions.compare(place.agency, bot.id, 1, 2)
    assert any(line.startswith("+# ") for line in found.code)
    assert found.details == (
        f"It asks other.example instead of {place.source.host}.",
        "It tells people in the product, by letter instead of in the product.",
        "It runs every day.",
        "It does not run every hour any more.",
        "The setting “Limit” is gone.",
    )


async def test_nothing_is_activated_while_it_is_being_made_or_for_nobody(place: Place) -> None:
    bot_id = await place.ask()
    with pytest.raises(BusyError):
        await place.versions.activate(place.agency, bot_id)
    async with place.working():
        bot = await place.settled(bot_id)
    async with place.database.unit(place.agency) as session:
        await repository.set_bot(session, bot, user_id=None)
    with pytest.raises(ConflictError, match="belongs to nobody"):
        await place.versions.activate(place.agency, bot_id)
