"""What fails again is written anew, tried by all cases and by the failure itself, and offered to a person."""

from typing import Any

from sayso.bots.details import Case, Reaches
from sayso.bots.self_repair.private import Privacy
from sayso.bots.types import Bot, BotStatus, Policy, RunState, Stage, VersionStatus
from sayso.devloop.programs.types import Refusal
from tests.bots.place import CODE, MOVED, RENAMED, Place

ASKS = Policy(retries=0)
ALONE = Policy(retries=0, heals_alone=True)


def breaks(code: str, case: Case) -> str:
    """The old code fails where the source has changed its names, as in the world."""
    is_moved = any('"state"' in str(one.body).replace("'", '"') for one in case.given.answers)
    return "It failed with KeyError: status." if is_moved and "state" not in code else ""


async def ill(place: Place, policy: Policy, *drafts: Any, times: int = 2, **details: Any) -> Bot:
    """A bot whose source has changed, after it failed and was looked after."""
    place.cases.breaks = breaks
    bot = await place.active(place.draft(**details), policy=policy)
    place.source.say(MOVED)
    place.writer.drafts = list(drafts) or [place.draft(RENAMED)]
    await place.failed(bot.id, times=times)
    return await place.settled(bot.id)


async def test_a_mended_version_waits_for_a_person_with_an_explanation(place: Place) -> None:
    async with place.working():
        bot = await ill(place, ASKS)
    version = await place.version(bot.id, 2)
    assert (bot.stage, bot.version, bot.status) == (Stage.READY, 1, BotStatus.ACTIVE)
    assert version.status is VersionStatus.CANDIDATE
    assert version.note.startswith("Mended. The run failed: ")
    assert "It counts open orders." in version.note
    assert place.told.titles == ["Watch orders failed", "A mended version of Watch orders waits for you"]
    assert "It waits for you" in (await place.messages(bot.id))[-1].text


async def test_the_failure_becomes_a_case_beside_all_the_old_ones(place: Place) -> None:
    async with place.working():
        bot = await ill(place, ASKS, place.draft(RENAMED, cases=()))
    version, before = await place.version(bot.id, 2), await place.version(bot.id, 1)
    *old, new = version.details.cases
    assert tuple(old) == before.details.cases
    assert new.name.endswith("does not fail")
    assert new.given.answers[0].body == MOVED
    assert version.report is not None
    assert len(version.report.results) == 3
    assert version.details.reaches == before.details.reaches


async def test_whoever_mends_knows_the_code_the_error_and_what_was_asked(place: Place) -> None:
    async with place.working():
        bot = await ill(place, ASKS)
    task = place.writer.tasks[-1]
    assert task.before is not None
    assert task.before.draft.code == (await place.version(bot.id, 1)).code
    assert task.before.outcome is not None
    assert task.before.outcome.error is not None
    assert (task.before.outcome.error.kind, task.before.outcome.error.line) == ("KeyError", 8)
    assert task.before.outcome.requests[0].host == place.source.host
    assert task.asked == bot.asked
    assert task.facts["failure"]


async def test_who_was_allowed_to_mends_alone(place: Place) -> None:
    async with place.working():
        bot = await ill(place, ALONE)
        run = await place.run(bot.id)
    assert (bot.stage, bot.version, bot.failures) == (Stage.IDLE, 2, 0)
    assert run.state is RunState.SUCCESS
    assert place.told.titles == ["Watch orders failed", "Watch orders mended itself"]
    assert await place.statuses(bot.id) == ["deprecated", "active"]


async def test_nobody_mends_alone_what_cannot_be_shown_to_have_failed(place: Place) -> None:
    async with place.working():
        place.cases.breaks = None
        bot = await place.active(policy=ALONE)
        place.source.say(MOVED)
        place.writer.drafts = [place.draft(RENAMED)]
        await place.failed(bot.id, times=2)
        bot = await place.settled(bot.id)
    assert (bot.stage, bot.version) == (Stage.READY, 1)
    assert "could not be shown again" in (await place.version(bot.id, 2)).note


async def test_one_failure_is_not_mended_yet(place: Place) -> None:
    async with place.working():
        bot = await ill(place, ASKS, times=1)
    assert (bot.stage, await place.statuses(bot.id)) == (Stage.IDLE, ["active"])


async def test_nothing_is_rewritten_while_a_host_is_away(place: Place) -> None:
    async with place.working():
        bot = await place.active(policy=ASKS)
        place.source.status = 503
        count = len(place.writer.tasks)
        await place.failed(bot.id, times=2)
        bot = await place.settled(bot.id)
    assert len(place.writer.tasks) == count
    assert (bot.stage, await place.statuses(bot.id)) == (Stage.IDLE, ["active"])
    assert "Nothing was rewritten" in bot.notice


async def test_who_mends_reaches_nothing_more_than_before(place: Place) -> None:
    more = Reaches(reach="listed", hosts=(place.source.host, "evil.example"), notifies=("product", "email"))
    async with place.working():
        bot = await ill(place, ASKS, place.draft(RENAMED, reaches=more), place.draft(RENAMED))
    analysis = place.writer.trials[-1][0].analysis
    assert analysis is not None
    assert "evil.example" in analysis.message
    assert (await place.version(bot.id, 2)).details.reaches.hosts == (place.source.host,)


async def test_what_cannot_be_mended_is_said_and_left(place: Place) -> None:
    async with place.working():
        bot = await ill(place, ASKS, place.draft(f"{CODE}# state fails\n# fails: It tells nobody.\n"))
        assert (bot.stage, bot.version) == (Stage.IDLE, 1)
        assert "could not be mended by itself" in bot.notice
        assert await place.statuses(bot.id) == ["active", "failed"]
        place.writer.drafts = [Refusal("I cannot.")]
        await place.failed(bot.id, times=3)
        bot = await place.settled(bot.id)
    assert bot.status is BotStatus.ERROR
    assert await place.statuses(bot.id) == ["active", "failed"]


def test_private_values_become_stand_ins_of_the_same_shape() -> None:
    private = Privacy()
    value = {
        "event": "created",
        "row": {
            "id": "0b0f6f0e-0f7a-4d3e-9a61-8f0e5a1c2d3b",
            "customerName": "Ada Lovelace",
            "email": "ada@a.example",
            "total": 120.5,
            "status": "open",
            "due_on": "2026-11-23",
            "phone": "+43 660 1234567",
            "note": "Ada called and wants it before noon",
            "link": "https://shop.example/orders?token=abc123",
        },
        "also": "ada@a.example",
    }
    assert private.value(value) == {
        "event": "created",
        "row": {
            "id": "0b0f6f0e-0f7a-4d3e-9a61-8f0e5a1c2d3b",
            "customerName": "Xxx Xxxxxxxx",
            "email": "person1@example.com",
            "total": 120.5,
            "status": "open",
            "due_on": "2026-11-23",
            "phone": "+00 000 0000000",
            "note": "Xxx xxxxxx xxx xxxxx xx xxxxxx xxxx",
            "link": "https://shop.example/orders?token=x",
        },
        "also": "person1@example.com",
    }
    assert private.text("Bearer sk_live_9f8e7d6c5b4a3210ZZ") == "Bearer xx_xxxx_0x0x0x0x0x0x0000XX"
    assert private.text("2026-11-23T08:00:00Z") == "2026-11-23T08:00:00Z"
    assert private.error("KeyError: 'ada@b.example'") == "KeyError: 'person2@example.com'"
